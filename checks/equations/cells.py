"""What of the print may be wrong, and what the checks say once it is replaced.

A cell is one number as printed: the value of a figure, or the change printed with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from typing import Literal, NamedTuple, TypeAlias

from gouji.checks.equations.addition import adds_up
from gouji.checks.equations.case_figures import CaseFigure
from gouji.checks.equations.decide import decide
from gouji.checks.equations.equation import slot_key
from gouji.checks.equations.facets import Facet, facet_of, seen
from gouji.checks.finding import Verdict
from gouji.checks.material.check import Check
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval, Reading
from gouji.rules.language import Call, Comparison, Expression, Term, terms

Of: TypeAlias = Literal["value", "change"]
READINGS: tuple[Reading, Reading] = ("rounded", "truncated")


class Cell(NamedTuple):
    """The value or the change of the figure at an index of the material."""

    figure: int
    of: Of


def cells_of(check: Check) -> tuple[Cell, ...]:
    """Every number that a check reads; an implied prior reads a value and its change."""
    found: dict[Cell, None] = {}
    for term, indices in check.terms.items():
        facet = facet_of(term)
        for i in indices:
            if facet != "change":
                found[Cell(i, "value")] = None
            if facet != "value":
                found[Cell(i, "change")] = None
    return tuple(found)


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
    _reads: dict[int, tuple[Check, frozenset[int]]] = field(
        default_factory=dict, compare=False, repr=False
    )
    _told: dict[tuple[object, ...], tuple[Check, Verdict]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Verdicts by check and what is replaced in it, shared likewise; the check keeps its id."""

    def __getitem__(self, i: int) -> Figure:
        return self.replaced.get(i) or self.figures[i]

    def with_figures(self, figures: Mapping[int, Figure]) -> Trial:
        """Replace several at once."""
        replaced = {**self.replaced, **figures}
        return Trial(self.figures, replaced, self._printed, {}, self._reads, self._told)

    def seen(self, i: int, facet: Facet) -> CaseFigure | None:
        """Give a facet of a figure; the search asks for the same ones over and over."""
        known = self._put if i in self.replaced else self._printed
        key = (i, facet)
        if key not in known:
            known[key] = seen(self[i], facet)
        return known[key]

    def reads(self, check: Check) -> frozenset[int]:
        """Collect the figures of a check; it is asked for so often that this pays."""
        known = self._reads.get(id(check))
        if known is None:
            known = self._reads[id(check)] = check, frozenset(check.figures)
        return known[1]

    def verdict(self, check: Check) -> Verdict:
        """Say what becomes of a check, as ``settle`` would."""
        put = [_put_key(i, self.replaced[i]) for i in self.reads(check) if i in self.replaced]
        key = (id(check), *sorted(put))
        if key not in self._told:
            self._told[key] = check, self._decided(check)
        return self._told[key][1]

    def _decided(self, check: Check) -> Verdict:
        found = self.facets(check)
        if found is None:
            return check.rule.kind if check.asks_whole_prior else "undecidable"
        comparison = check.rule.equations[check.alternative]
        for reading, verdict in zip(READINGS, ("ties", "ties-truncated"), strict=True):
            intervals = {k: tuple(f.interval(reading) for f in fs) for k, fs in found.items()}
            decided = _added_up(comparison, intervals) or decide(comparison, intervals).verdict
            if decided == "ties":
                return verdict  # type: ignore[return-value]
            if decided == "undecidable":
                return "undecidable"
        return "breaks"

    def ties(self, check: Check) -> bool:
        return self.verdict(check) in ("ties", "ties-truncated")

    def facets(self, check: Check) -> dict[str, tuple[CaseFigure, ...]] | None:
        """Give the figures of every term as evaluation wants them; None where one is lost."""
        found: dict[str, tuple[CaseFigure, ...]] = {}
        for term, indices in check.terms.items():
            facet, listed = facet_of(term), []
            for i in indices:
                one = self.seen(i, facet)
                if one is None:
                    return None
                listed.append(one)
            found[term] = tuple(listed)
        return found


def _put_key(i: int, figure: Figure) -> tuple[int, str, str, object]:
    """Tell one replacement of a figure from another."""
    change = figure.change
    told = change and (change.kind, change.numeral, change.text)
    return i, figure.numeral.text, change.text if change else "", (figure.numeral, told)


def _added_up(
    comparison: Comparison, intervals: Mapping[str, tuple[Interval, ...]]
) -> Literal["ties", "breaks"] | None:
    """Decide a plain sum without taking the equation apart; None of any other."""
    left = sum_side(comparison)
    listed = [i for key, figures in intervals.items() if key != left for i in figures]
    if left is None or len(intervals.get(left, ())) != 1 or not listed:
        return None
    gap = reduce(Interval.__sub__, listed, intervals[left][0])
    return "ties" if 0 in gap else "breaks"


@lru_cache(maxsize=1024)
def sum_side(comparison: Comparison) -> str | None:
    """Find the key of ``whole`` where an equation is ``whole = part + part``, values or priors."""
    left = comparison.left
    single = isinstance(left, Term) or (isinstance(left, Call) and left.function == "prior")
    if comparison.op != "=" or comparison.also or not single or not adds_up(comparison.right):
        return None
    keys = [term for term in terms(comparison.right) if term.name == _name(left)]
    return None if keys else slot_key(left)


def _name(expression: Expression) -> str:
    term = expression.arguments[0] if isinstance(expression, Call) else expression
    return term.name if isinstance(term, Term) else ""
