"""Equations as checks of DataFrames: ``tie_out`` for pandera, row by row at printed precision.

    import pandera.pandas as pa
    from gouji.checks import tie_out

    schema = pa.DataFrameSchema(checks=[tie_out("诉求总量 = 电话 + 互联网 + [其他]")])

Columns hold numbers as printed (``"57.58万"``, ``"49.17%"``: trailing zeros are the publisher's
promise), or plain ints (exact counts), Decimals and floats (half a unit in the last digit either
way).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import Decimal
from functools import lru_cache
from numbers import Integral
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import pandas as pd

from gouji.checks.equations.bindings import Bindings, Intervals
from gouji.checks.equations.case_figures import CaseFigure, read_figure
from gouji.checks.equations.equation import Slot, Template, compiled
from gouji.checks.equations.evaluate import evaluate_readings
from gouji.checks.equations.ledger import TIES, TIES_TRUNCATED, UNDECIDABLE
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
    figures, rows = _figures(frame, template)
    verdict = evaluate_readings(
        template,
        Intervals.of(f.rounded for f in figures),
        Intervals.of(f.truncated for f in figures),
        Bindings.of(template, rows),
    ).verdict
    good = np.isin(verdict, (TIES, TIES_TRUNCATED))
    if undecidable == "pass":
        good |= verdict == UNDECIDABLE
    return pd.Series(good, index=frame.index)


def _figures(
    frame: pd.DataFrame, template: Template
) -> tuple[list[CaseFigure], list[Mapping[str, tuple[int, ...]]]]:
    """All figures of the columns that the template names, and by row where they stand."""
    figures: list[CaseFigure] = []
    rows: list[dict[str, tuple[int, ...]]] = [{} for _ in range(len(frame))]
    for key, slot in template.slots.items():
        if slot.term.name not in frame.columns:
            if slot.optional:
                continue
            raise KeyError(f"no column {slot.term.name!r} for the equation")
        for row, value in zip(rows, frame[slot.term.name], strict=True):
            if (figure := _read(value, slot)) is not None:
                row[key] = (len(figures),)
                figures.append(figure)
    return figures, cast("list[Mapping[str, tuple[int, ...]]]", rows)


def _read(value: Any, slot: Slot) -> CaseFigure | None:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return None
    return _read_text(_as_text(value), slot)


@lru_cache(maxsize=65_536)
def _read_text(text: str, slot: Slot) -> CaseFigure | None:
    return read_figure(text, slot)


def _as_text(value: Hashable) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Integral):
        return str(int(value))
    return format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
