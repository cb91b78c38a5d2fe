"""Equations as checks of DataFrames: ``tie_out`` for pandera, row by row at printed precision.

    import pandera.pandas as pa
    from gouji.checks import tie_out

    schema = pa.DataFrameSchema(checks=[tie_out("诉求总量 = 电话 + 互联网 + [其他]")])

Columns hold numbers as printed (``"57.58万"``, ``"49.17%"``: trailing zeros are the publisher's
promise), or plain ints (exact counts), Decimals and floats (half a unit in the last digit either
way).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gouji.checks.equations.columns import BREAKS, TIES, VERDICTS, evaluate
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.facets import CaseFigure
from gouji.checks.equations.printed_columns import PrintedColumn, as_text, read_figure
from gouji.checks.equations.verdict import in_either_reading
from gouji.rules.language import Comparison, parse

if TYPE_CHECKING:
    import pandera.pandas as pa

Silence = Literal["pass", "fail"]


def tie_out(equation: str, *, undecidable: Silence = "pass", name: str | None = None) -> pa.Check:
    """Make a pandera check that holds where a row's equation ties.

    ``undecidable`` says what becomes of rows in which a figure is missing. Raises EquationError
    where the equation can't be read.
    """
    import pandera.pandas as pa  # noqa: PLC0415  # 0.7 s, only when a schema is made

    comparison = parse(equation)

    def holds(frame: pd.DataFrame) -> pd.Series:
        return rows_that_tie(frame, comparison, undecidable)

    return pa.Check(holds, name=name or equation, error=f"does not tie: {equation}")


def rows_that_tie(
    frame: pd.DataFrame, comparison: Comparison, undecidable: Silence = "pass"
) -> pd.Series:
    """Decide an equation over every row of ``frame``; columns are named like the terms."""
    template = compiled(comparison)
    named = {key: slot.term.name for key, slot in template.slots.items()}
    for key, name in named.items():
        if name not in frame.columns and not template.slots[key].optional:
            raise KeyError(f"no column {name!r} for the equation")
    columns = {key: frame[name] for key, name in named.items() if name in frame.columns}
    verdicts = _decided(columns, comparison)
    good = verdicts == TIES if undecidable == "fail" else verdicts != BREAKS
    return pd.Series(good, index=frame.index)


def _decided(columns: Mapping[str, pd.Series], comparison: Comparison) -> NDArray[np.int8]:
    """Verdicts row by row: of what is plain at once, alone of what is not or may tie if cut off."""
    template, slots = compiled(comparison), compiled(comparison).slots
    printed = {key: PrintedColumn.of(column) for key, column in columns.items()}
    filled = {key: column.filling(slots[key]) for key, column in printed.items()}
    verdicts = evaluate(template, filled, max(map(len, columns.values())))
    alone, broken = np.zeros(len(verdicts), dtype=np.bool_), np.flatnonzero(verdicts == BREAKS)
    if broken.size:
        some = {key: PrintedColumn.of(column.iloc[broken]) for key, column in columns.items()}
        cut = {key: column.filling(slots[key], cut=True) for key, column in some.items()}
        alone[broken] = evaluate(template, cut, len(broken)) != BREAKS
    for column in printed.values():
        alone[column.odd] = True

    def figure(key: str, row: int) -> tuple[CaseFigure, ...]:
        value = columns[key].iloc[row]
        read = None if pd.isna(value) else read_figure(as_text(value), slots[key])
        return (read,) if read else ()

    for row in np.flatnonzero(alone).tolist():
        found = in_either_reading(comparison, {key: figure(key, row) for key in columns})
        verdicts[row] = TIES if found == "ties-truncated" else VERDICTS.index(found)
    return verdicts
