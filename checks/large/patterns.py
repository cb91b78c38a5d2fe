"""What the audit holds of a row, as equations over columns, reckoned for all rows at once.

The equations are those that the audit bound to the rows it looked at; here they are evaluated over
whole columns, exactly (``equations/columns``). Rows that do not tie are looked at themselves.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Final, NamedTuple

import numpy as np

from gouji.checks.equations.columns import (
    EVERYWHERE,
    TIES,
    Bools,
    Column,
    Filled,
    Ints,
    added,
    evaluate,
)
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.facets import CaseFigure, Facet, facet_of, seen
from gouji.checks.equations.printed_columns import SHARE_PLACES, PrintedColumn
from gouji.checks.material import Material, Outcome
from gouji.figures.figure import Figure
from gouji.rules.language import Comparison

FACETS: Final[tuple[Facet, ...]] = ("value", "change")


class Pattern(NamedTuple):
    """An equation over columns; those that ask the same of a row (``asked``) are alternatives."""

    asked: Hashable
    comparison: Comparison
    terms: tuple[tuple[str, tuple[int | CaseFigure, ...]], ...]
    """By term, the columns (from 0) that it takes, or what one row prints for all: their total."""
    covers: frozenset[int]
    """The columns of its figures: a change stands beside the one that it is of."""
    only_bounds: bool
    of_whole_priors: bool
    """Whether it asks a number and its change for a whole number that they go back to."""


def pattern_of(outcome: Outcome, material: Material) -> Pattern | None:
    """The pattern of a check; None where it is not one of a single row, and of plain prints.

    Of one figure that stands elsewhere it is as well: the total that shares of all rows are of.
    """
    check = outcome.check
    figures = [material.figures[i] for i in check.figures]
    row = figures[0].place.row
    own = [f for f in figures if f.place.row == row]
    facets = {facet_of(term) for term in check.terms}
    whole = check.rule.whole and facets == {"prior"}
    plain = not check.rule.whole and "prior" not in facets
    if check.missing or not (whole or plain):
        return None
    one_table = len({(f.document, f.place.table) for f in figures}) == 1
    if not one_table or len(own) < min(len(figures), max(2, len(figures) - 1)):
        return None

    def taken(figure: Figure, facet: Facet) -> int | CaseFigure:
        elsewhere = None if figure.place.row == row else seen(figure, facet)
        return elsewhere or column_of(figure, facet)

    terms = tuple(
        (term, tuple(taken(material.figures[i], facet_of(term)) for i in indices))
        for term, indices in check.terms.items()
    )
    if whole:
        (figure,) = figures
        terms = (("本期", (column_of(figure, "value"),)), ("变化", (column_of(figure, "change"),)))
    asked = (check.rule.id, terms[0], terms if check.group is None else None)
    covers = frozenset(column_of(f, "value") for f in own)
    return Pattern(asked, check.comparison, terms, covers, check.is_bound, whole)


def column_of(figure: Figure, facet: Facet) -> int:
    """The column, from 0, that prints a figure, or the change of it."""
    change = figure.change if facet == "change" else None
    place = change.place if change else figure.place
    return (place.column or 0) - 1


def reads_of(figure: Figure) -> Iterator[tuple[int, CaseFigure]]:
    """How the cells that a figure stands in were read, by column."""
    for facet in FACETS:
        if (facet == "value" or figure.change is not None) and (case := seen(figure, facet)):
            yield column_of(figure, facet), case


def have_whole_priors(now: Column, change: Column) -> Bools:
    """In which rows a whole number lies where a count and its relative change go back to.

    That is between ``now / (1 + high)`` and ``now / (1 + low)``.
    """
    one = change.unit
    whole = now.fitting(now.most * one).low // now.unit * one
    least, most = one + change.low, one + change.high
    safe, high = np.maximum(least, 1), np.maximum(most, 1)
    fits = ~now.moves & (least > 0) & (whole // safe >= -(-whole // high))
    return np.asarray(fits, dtype=np.bool_)


class Read(NamedTuple):
    """How a column is read in rows of one kind."""

    case: CaseFigure
    """One of its numbers; where it prints no plain ones, all are like this one."""
    times: Fraction | None
    """How many times what is printed that is (万, %); None where no plain number is printed."""
    whole: bool | None
    """Whether numbers without decimals are exact; None where none was looked at."""

    @classmethod
    def of(cls, case: CaseFigure, printed: PrintedColumn, row: int) -> Read:
        if row in printed.odd:
            return cls(case, None, None)
        places = int(printed.places[row]) + SHARE_PLACES * int(printed.share[row])
        return cls(case, case.step * 10**places, None if places else case.rounded.is_point)

    def beside(self, other: Read) -> Read | None:
        """Both in one; None where they are not alike."""
        if self.times != other.times or (
            None not in (self.whole, other.whole) and self.whole != other.whole
        ):
            return None
        return other if self.whole is None else self


@dataclass(frozen=True)
class Rows:
    """Rows of one kind, and how the numbers of one that was looked at were read, by column."""

    at: Ints
    columns: Mapping[int, PrintedColumn]
    read: Mapping[int, Read]

    def tie(self, patterns: Iterable[Pattern]) -> Bools:
        """In which rows everything that is asked of them ties, be it in one way of several."""
        asked: dict[Hashable, Bools] = {}
        for pattern in patterns:
            ties = self._ties(pattern)
            asked[pattern.asked] = asked.get(pattern.asked, np.zeros_like(ties)) | ties
        everywhere = np.ones(len(self.at), dtype=np.bool_)
        return reduce(np.logical_and, asked.values(), everywhere)

    def _ties(self, pattern: Pattern) -> Bools:
        found: dict[str, list[Column]] = {}
        for term, columns in pattern.terms:
            found[term] = [own for c in columns if (own := self.column(c)) is not None]
            if len(found[term]) < len(columns):
                return np.zeros(len(self.at), dtype=np.bool_)
        if pattern.of_whole_priors:
            (now,), (change,) = found.values()
            return have_whole_priors(now, change)
        slots = {t: Filled(added(columns), EVERYWHERE) for t, columns in found.items()}
        verdicts = evaluate(compiled(pattern.comparison), slots, len(self.at))
        return np.asarray(verdicts == TIES, dtype=np.bool_)

    def column(self, c: int | CaseFigure) -> Column | None:
        """What stands in a column, or the same in every row; None where it was not read."""
        if isinstance(c, int):
            if c not in self.read:
                return None
            case, times, whole = self.read[c]
            if times is not None:
                return self.columns[c].as_read(self.at, times, whole=bool(whole))
            c = case
        return Column.every(c.rounded, len(self.at))
