"""Equations as checks of DataFrames: ``tie_out`` for pandera, row by row at printed precision.

    import pandera.pandas as pa
    from gouji.checks import tie_out

    schema = pa.DataFrameSchema(checks=[tie_out("诉求总量 = 电话 + 互联网 + [其他]")])

Columns hold numbers as printed (``"57.58万"``, ``"49.17%"``: trailing zeros are the publisher's
promise), or plain ints (exact counts), Decimals and floats (half a unit in the last digit either
way).
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.cells import READINGS
from gouji.checks.equations.columns import Bools, Ints
from gouji.checks.equations.decide import is_silent
from gouji.checks.equations.equation import Relation, Template, compiled
from gouji.checks.equations.evaluate import (
    TIES,
    TIES_TRUNCATED,
    UNDECIDABLE,
    evaluate_readings,
)
from gouji.checks.equations.printed_columns import PrintedColumn, is_counted
from gouji.figures.interval import Interval
from gouji.rules.language import Comparison, parse

if TYPE_CHECKING:
    import pandera.pandas as pa

MOST = 10**18
"""Counts below this are read at all, and added up in int64 without a doubt."""
BLOCK = 1 << 14
"""Rows decided at once: what they need stays in the processor's cache."""
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
    good = _of_whole_counts(columns, template)
    if good is None:
        verdict = np.zeros(len(frame), dtype=np.int8)
        for at in range(0, len(frame), BLOCK):
            block = slice(at, at + BLOCK)
            verdict[block] = _decided(
                {k: c.iloc[block] for k, c in columns.items()}, template, len(verdict[block])
            )
        good = np.isin(verdict, (TIES, TIES_TRUNCATED))
        if undecidable == "pass":
            good |= verdict == UNDECIDABLE
    return pd.Series(good, index=frame.index)


_HOLDS = {"=": operator.eq, "<=": operator.le, ">=": operator.ge}
_COUNT = Interval.point(1)


def _of_whole_counts(columns: Mapping[str, pd.Series], template: Template) -> Bools | None:
    """Decide sums of whole counts without an interval; None of anything else."""
    if not all(is_counted(column, template.slots[key]) for key, column in columns.items()):
        return None
    counts = {key: column.to_numpy(dtype=np.int64) for key, column in columns.items()}
    good = np.ones(max(map(len, counts.values()), default=0), dtype=np.bool_)
    for relation in template.relations:
        addends = _addends(relation, template)
        if not addends or is_silent(relation, template, dict.fromkeys(columns, (_COUNT,))):
            return None
        for at in range(0, len(good), BLOCK):
            block = slice(at, at + BLOCK)
            total = _added([(counts[k][block], times) for k, times in addends if k in counts])
            if total is None:
                return None
            good[block] &= _HOLDS[relation.op](total, 0)
    return good


def _addends(relation: Relation, template: Template) -> list[tuple[str, int]]:
    """Take a linear residual apart into slots and how often each counts; nothing of any other."""
    gap = over_slots(relation.link)
    terms = gap.numerator.whole().terms.items()
    if gap.divisors or any(len(m) != 1 or m[0] not in template.slots for m, _ in terms):
        return []
    return [(slot, int(times)) for (slot,), times in terms]


def _added(addends: list[tuple[Ints, int]]) -> Ints | None:
    """Add up in int64; None where that might not fit."""
    bound = sum(abs(times) * max(int(c.max()), -int(c.min())) for c, times in addends)
    if bound >= MOST:
        return None
    total = np.zeros(len(addends[0][0]), dtype=np.int64)
    for count, times in addends:
        if times in (1, -1):
            (np.add if times == 1 else np.subtract)(total, count, out=total)
        else:
            total += count * times
    return total


def _decided(columns: Mapping[str, pd.Series], template: Template, rows: int) -> NDArray[np.int8]:
    """Verdicts row by row: rounded first, and cut off where that breaks."""
    printed = {key: PrintedColumn.of(column) for key, column in columns.items()}
    rounded, truncated = (
        {key: column.filling(template.slots[key], reading) for key, column in printed.items()}
        for reading in READINGS
    )
    return evaluate_readings(template, rounded, truncated, rows)
