"""The audit of a large plain table: rows that tie like the ones looked at are counted, not told.

It is read in part: some rows of every kind (``table``), then every row that the equations found
there do not let tie (``patterns``), with its neighbours. What would be told of the whole table is
told of these rows: the others lend their weight to the families that they tie in, and are counted.
Where anything is held across rows, or rows of one kind are not alike, the table is read in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np

from gouji.checks.equations.columns import Ints
from gouji.checks.finding import Covered, DocumentSummary
from gouji.checks.large.kinds import Kind, kinds_of
from gouji.checks.large.patterns import Rows, pattern_of
from gouji.checks.large.table import LargeTable
from gouji.checks.large.totals import Total, WithTotals, total_of, with_rest
from gouji.checks.material import Material, Outcome
from gouji.checks.weighing.weighing import weighed

HEAD: Final = 64
"""First rows: what is held across rows shows there."""
MOST_ROWS: Final = 4_000
"""Where more do not tie, columns do not speak for them, and nobody reads what is told of each."""
NEIGHBOURS: Final = 2
"""Rows above and below one that does not tie, from which it may have been copied."""
ROUNDS: Final = 3

Looked: TypeAlias = tuple[Material, Sequence[Outcome]]
Look: TypeAlias = Callable[[Sequence[int]], Looked | None]
"""Read some lines, and decide all checks of them; None where that is not all that is to be read."""


@dataclass(frozen=True)
class Screened:
    """The rows looked at, with what was decided of them, and what is held of the others."""

    material: Material
    outcomes: Sequence[Outcome]
    kinds: Sequence[Kind]
    totals: Sequence[Total] = ()

    def aside(self) -> Mapping[Hashable, int]:
        """By family, in how many rows that were not looked at one of its statements ties."""
        found: Counter[Hashable] = Counter()
        for kind in self.kinds:
            found.update(dict.fromkeys({kind.held[p] for p in kind.tying} - {None}, kind.others))
        return found

    def counted(self, summary: DocumentSummary) -> DocumentSummary:
        """Count the rows that were not looked at as well."""
        figures = ties = undecided = tied = bounded = 0
        for number, kind in enumerate(self.kinds):
            sure = {c for p in kind.tying if not p.only_bounds for c in p.covers}
            sure |= {total.column for total in self.totals if number in total.kinds}
            figures += kind.others * len(kind.figures)
            ties += kind.others * len({p.asked for p in kind.tying})
            undecided += kind.others * len({p.asked for p in kind.idle})
            tied += kind.others * len(sure)
            bounded += kind.others * len({c for p in kind.tying for c in p.covers} - sure)
        covered = Covered(
            summary.covered.tied + tied,
            summary.covered.bounded + bounded,
            summary.covered.unchecked + figures - tied - bounded,
        )
        return replace(
            summary,
            figures=summary.figures + figures,
            checks=summary.checks + ties + undecided,
            ties=summary.ties + ties,
            undecidable=summary.undecidable + undecided,
            covered=covered,
        )


def screened(table: LargeTable, look: Look) -> Screened | None:
    """Look at as few rows as tell all; None where the table must be read in full."""
    rows = table.witnesses()
    if rows is None or _looked(table, np.arange(HEAD), look) is None:
        return None
    for _ in range(ROUNDS):
        looked = _looked(table, rows, look)
        if looked is None:
            return None
        material, outcomes, totals = looked
        own = [o for o in outcomes if pattern_of(o, material)]
        kinds = kinds_of(table, rows, material, weighed(own, material))
        if kinds is None:
            return None
        untied = np.concatenate([rows[:0], *_untied(table, rows, kinds)])
        if not untied.size:
            done = with_rest(looked, kinds, table, rows)
            return done and Screened(*done, kinds, totals)
        near = (untied + by for by in range(-NEIGHBOURS, NEIGHBOURS + 1))
        rows = np.unique(np.concatenate([rows, *near]).clip(0, len(table) - 1))
        if len(rows) > MOST_ROWS:
            return None
    return None


def _looked(table: LargeTable, rows: Ints, look: Look) -> WithTotals | None:
    """Look at some rows; None where it is not one table, or more is held across its rows.

    What is held of one row each is told apart from what a total row says of a column.
    """
    looked = look(table.lines_of(rows))
    if looked is None:
        return None
    material, outcomes = looked
    across = [o for o in outcomes if pattern_of(o, material) is None]
    totals = [total for o in across if (total := total_of(o, table, rows, material))]
    tables = {(f.document, f.place.table) for _, f in material.printed()}
    sound = len(tables) == 1 and len(totals) == len(across)
    return (material, outcomes, totals) if sound else None


def _untied(table: LargeTable, rows: Ints, kinds: Sequence[Kind]) -> Iterator[Ints]:
    """The rows, not looked at yet, in which something does not tie."""
    rest = np.ones(len(table), dtype=np.bool_)
    rest[rows] = False
    for number, kind in enumerate(kinds):
        at = np.flatnonzero(rest & (table.kinds == number))
        if at.size:
            yield at[~Rows(at, table.numbers, kind.read).tie(kind.tying)]
