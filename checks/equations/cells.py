"""What of the print may be wrong, and what the checks say once it is replaced.

A cell is one number as printed: the value of a figure, or the change printed with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from gouji.checks.equations.facets import CaseFigure, Facet, facet_of, seen
from gouji.checks.equations.verdict import TIES, judge
from gouji.checks.material.check import Check
from gouji.figures.figure import Figure
from gouji.figures.interval import Reading

Of: TypeAlias = Literal["value", "change"]
READINGS: tuple[Reading, Reading] = ("rounded", "truncated")


class Cell(NamedTuple):
    """The value or the change of the figure at an index of the material."""

    figure: int
    of: Of


def cells_of(check: Check) -> tuple[Cell, ...]:
    """Every number that a check reads; an implied prior reads a value and its change."""
    read = (
        c for term, indices in check.terms.items() for i in indices for c in cells_read(term, i)
    )
    return tuple(dict.fromkeys(read))


def cells_read(term: str, i: int) -> tuple[Cell, ...]:
    """The numbers that a term reads of one of its figures."""
    facet = facet_of(term)
    return (Cell(i, "value"), Cell(i, "change")) if facet == "prior" else (Cell(i, facet),)


@dataclass(frozen=True)
class Trial:
    """The figures with some of them replaced."""

    figures: Sequence[Figure]
    replaced: Mapping[int, Figure] = field(default_factory=dict)
    _printed: dict[tuple[int, Facet], CaseFigure | None] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Facets of figures that are not replaced, shared with all trials that go on from this one."""
    _put: dict[tuple[int, Facet], CaseFigure | None] = field(
        default_factory=dict, compare=False, repr=False
    )
    _told: dict[tuple[object, ...], tuple[Check, bool]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Whether they tie, by check and what is replaced in it; shared, and a check keeps its id."""

    def __getitem__(self, i: int) -> Figure:
        return self.replaced.get(i) or self.figures[i]

    def with_figures(self, figures: Mapping[int, Figure]) -> Trial:
        """Replace several at once."""
        replaced = {**self.replaced, **figures}
        return Trial(self.figures, replaced, self._printed, {}, self._told)

    def seen(self, i: int, facet: Facet) -> CaseFigure | None:
        """Give a facet of a figure; the search asks for the same ones over and over."""
        known = self._put if i in self.replaced else self._printed
        key = (i, facet)
        if key not in known:
            known[key] = seen(self[i], facet)
        return known[key]

    def put_in(self, check: Check) -> tuple[object, ...]:
        """Tell what is replaced in a check, so that what is known of it can be looked up."""
        return tuple(_put_key(i, self.replaced[i]) for i in check.figures if i in self.replaced)

    def ties(self, check: Check) -> bool:
        """Whether the judge would let a check tie with these figures."""
        key = (id(check), *self.put_in(check))
        if key not in self._told:
            self._told[key] = check, judge(check, self.printed(check)) in TIES
        return self._told[key][1]

    def printed(self, check: Check) -> dict[str, tuple[CaseFigure, ...]]:
        """Give the figures of every term as the judge wants them, without those that are lost."""
        return {
            term: tuple(one for i in indices if (one := self.seen(i, facet_of(term))))
            for term, indices in check.terms.items()
        }

    def lacks(self, check: Check) -> bool:
        """Whether a figure of a term is lost: an arrow that can't be leaves no prior."""
        return any(
            self.seen(i, facet_of(term)) is None
            for term, indices in check.terms.items()
            for i in indices
        )


def _put_key(i: int, figure: Figure) -> tuple[int, str, str, object]:
    """Tell one replacement of a figure from another."""
    change = figure.change
    told = change and (change.kind, change.numeral, change.text)
    return i, figure.numeral.text, change.text if change else "", (figure.numeral, told)
