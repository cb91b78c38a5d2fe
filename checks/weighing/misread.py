"""Headers that were read amiss: what a sum lacks in every row stands beside it, in another column.

Two tables that touch, or a heading that reaches further than it seems to, give a whole the parts
of another. Then nothing is known of what is meant, and no break is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import product
from typing import Final, NamedTuple, TypeAlias

from gouji.checks.equations.forms import Sum, added, subtracted
from gouji.checks.material.check import Outcome
from gouji.checks.material.material import Lane, Material, lane_of
from gouji.figures.interval import Interval

LEAST: Final = 2
"""Rows (or columns) that must break so; in one another number may fit by chance."""
SLIPPED: Final = 10
"""Of so many rows that would tie, one more may have a slip of its own."""
LONGEST: Final = 12
"""Parts of a sum up to which one of them may stand in the place of another."""
NOTHING: Final = Interval.point(0)
NONE: Final = -1


def misread(outcomes: Sequence[Outcome], material: Material) -> frozenset[int]:
    """The sums that break while one column more, or in place of another, would tie throughout."""
    sums: dict[tuple[str, Lane], dict[int, Sum]] = {}
    for at, outcome in enumerate(outcomes):
        decided = outcome.ties or outcome.failed
        total = added(outcome.check) or subtracted(outcome.check) if decided else None
        if total is None:
            continue
        lane = lane_of([material.figures[i] for i in (total.whole, *total.parts)])
        if lane is not None and lane.table is not None:
            key = outcome.check.rule.id, lane._replace(at=None)
            sums.setdefault(key, {})[at] = total
    found: set[int] = set()
    for (_, lanes), members in sums.items():
        breaks = [at for at in members if outcomes[at].failed]
        by_layout = added(outcomes[min(members)].check) is not None
        most = len(members) - len(members) // SLIPPED
        enough = most if by_layout else max(LEAST, len(members) // 2 + 1)
        sums_of = list(members.values())
        if len(breaks) >= LEAST and _ties_with_another(lanes, sums_of, enough, material):
            found.update(breaks)
    return frozenset(found)


def _ties_with_another(lanes: Lane, sums: Sequence[Sum], enough: int, material: Material) -> bool:
    """Whether one column beside these, added or put in the place of one of them, ties ``enough``.

    A header that was misread ties a sum throughout with the right column. A difference is known
    by names alone, and a column of changes with turned signs may stand among the others: most do.
    """
    beside = _beside(lanes, sums[0], material)
    lines = [_Line.of(total, lanes, beside, material) for total in sums]
    parts = len(lines[0].parts)
    fits = list(product(lines[0].beside, (NONE, *range(parts if parts <= LONGEST else 0))))
    return any(sum(line.ties_with(*one) for line in lines) >= enough for one in fits)


Beside: TypeAlias = dict[int | None, dict[int | None, Interval]]
"""By row what stands in its columns (or by column, in its rows)."""


def _beside(lanes: Lane, total: Sum, material: Material) -> Beside:
    """What the table prints of the kind of a whole, in all other columns than those of its sum."""
    table, whole = material.table_of(total.whole), material.figures[total.whole]
    found: Beside = {}
    for figure in map(material.figures.__getitem__, table.indices if table else ()):
        along, across = figure.place.row, figure.place.column
        if lanes.along == "column":
            along, across = across, along
        alike = figure.quantity == whole.quantity and not figure.bracketed
        if alike and not figure.numeral.hedge and across not in lanes.across:
            found.setdefault(along, {})[across] = figure.interval
    return found


class _Line(NamedTuple):
    """A sum of one row: what it lacks, its parts, and by column what else stands there."""

    lacks: Interval
    parts: tuple[Interval, ...]
    beside: dict[int | None, Interval]

    @classmethod
    def of(cls, total: Sum, lanes: Lane, beside: Beside, material: Material) -> _Line:
        whole = material.figures[total.whole]
        parts = tuple(material.figures[i].interval for i in total.parts)
        at = whole.place.row if lanes.along == "row" else whole.place.column
        return cls(reduce(Interval.__sub__, parts, whole.interval), parts, beside.get(at, {}))

    def ties_with(self, column: int | None, instead: int) -> bool:
        """Whether it ties with a column more, in place of one part or of none."""
        wanted = self.lacks + (self.parts[instead] if instead != NONE else NOTHING)
        return column in self.beside and wanted.meets(self.beside[column])
