"""What of the print may be wrong, what a check wants there, and what it says of a replacement.

A cell is one number as printed: the value of a figure, or the change printed with it. What an
equation asks of one figure, given the others, is the value that would repair a break. Intervals
that are wanted may be too wide, never too narrow; what is put forward is tried out afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from gouji.checks.equations.equation import Relation, compiled, slot_key, slot_keys, worth
from gouji.checks.equations.facets import SHARES, CaseFigure, as_value, facet_of, seen
from gouji.checks.equations.verdict import ALLOWED, Bound, is_silent, ties
from gouji.checks.material import Check
from gouji.figures.figure import Figure, Numeral
from gouji.figures.interval import EVERYTHING, Interval, Reading
from gouji.rules.language import Binary, Call, Comparison, Expression, Negative

Of: TypeAlias = Literal["value", "change"]
READINGS: tuple[Reading, Reading] = ("rounded", "truncated")
_PRINTED: Final = {unit: 1 / share for unit, share in SHARES.items()}
"""What one is in the printed unit: 0.01 is 1 %."""
_ZERO: Final = Interval.point(0)
_ONE: Final = Interval.point(1)
_POSITIVE: Final = Interval(0, None, True)


class Cell(NamedTuple):
    """The value or the change of the figure at an index of the material."""

    figure: int
    of: Of


def cells_of(check: Check) -> tuple[Cell, ...]:
    """Every number that a check reads; an implied prior reads a value and its change."""
    terms = ((term, i) for term, indices in check.terms.items() for i in indices)
    return tuple(dict.fromkeys(cell for term, i in terms for cell in cells_read(term, i)))


def number_of(figure: Figure, cell: Cell) -> Numeral:
    """The number of a cell as it is printed."""
    change = figure.change if cell.of == "change" else None
    return change.numeral if change else figure.numeral


@lru_cache(maxsize=1 << 14)
def cells_read(term: str, i: int) -> tuple[Cell, ...]:
    """The numbers that a term reads of one of its figures."""
    facet = facet_of(term)
    return (Cell(i, "value"), Cell(i, "change")) if facet == "prior" else (Cell(i, facet),)


@dataclass(frozen=True)
class Trial:
    """The figures with some of them replaced."""

    figures: Sequence[Figure]
    replaced: Mapping[int, Figure] = field(default_factory=dict)

    def __getitem__(self, i: int) -> Figure:
        return self.replaced.get(i) or self.figures[i]

    def with_figures(self, figures: Mapping[int, Figure]) -> Trial:
        """Replace several at once."""
        return replace(self, replaced={**self.replaced, **figures})

    def put_in(self, check: Check) -> tuple[object, ...]:
        """Tell what is replaced in a check, so that what is known of it can be looked up."""
        figures = ((i, self.replaced[i]) for i in check.figures if i in self.replaced)
        return tuple((i, figure.numeral, figure.change) for i, figure in figures)

    def ties(self, check: Check) -> bool:
        """Whether the judge would let a check tie with these figures."""
        return ties(check, self.printed(check))

    def printed(self, check: Check) -> dict[str, tuple[CaseFigure, ...]]:
        """Give the figures of every term as the judge wants them, without those that are lost."""
        return {term: tuple(filter(None, self.facets(check, term))) for term in check.terms}

    def facets(self, check: Check, term: str) -> tuple[CaseFigure | None, ...]:
        """Give the figures of a term as a check reads them; None for one that is lost."""
        found = (seen(self[i], facet_of(term)) for i in check.terms[term])
        return tuple(one and one.exactly() if check.exact else one for one in found)


def wanted(
    check: Check,
    cell: Cell,
    trial: Trial,
    reading: Reading,
    printed: Callable[[Cell], Cell] = lambda read: read,
) -> Interval | None:
    """Where the cell must lie for the check to tie, in its printed unit; None where it can't.

    ``printed`` says which number on paper a check reads as a cell.
    """
    places = [
        (term, at)
        for term, indices in check.terms.items()
        for at, i in enumerate(indices)
        if cell in map(printed, cells_read(term, i))
    ]
    if len(places) != 1:
        return EVERYTHING
    ((term, at),) = places
    others = {}
    for key in check.terms:
        facets = trial.facets(check, key)
        if any(facet is None and (key, k) != (term, at) for k, facet in enumerate(facets)):
            return EVERYTHING  # another one is lost: a prior that can't be
        others[key] = tuple(facet.interval(reading) if facet else EVERYTHING for facet in facets)
    found = implied(check.comparison, term, others, at)
    if found is not None and facet_of(term) == "prior":
        found = _through_prior(found, trial, cell, reading)
    facet = seen(trial[cell.figure], cell.of)
    return found and found.scaled(_PRINTED.get(facet.unit if facet else "", 1))


def _through_prior(prior: Interval, trial: Trial, cell: Cell, reading: Reading) -> Interval | None:
    """Undo what made the prior: prior = value / (1 + change)."""
    before = prior.intersection(_POSITIVE)
    if before is None or (trial[cell.figure].exact and (before := before.whole()) is None):
        return None
    figure = trial[cell.figure]
    if cell.of == "change":
        return as_value(figure).interval(reading) / before - _ONE
    change = seen(figure, "change")
    return (change.interval(reading) + _ONE) * before if change else EVERYTHING


def implied(comparison: Comparison, term: str, others: Bound, at: int = 0) -> Interval | None:
    """Find where one figure must lie for an equation to tie, given the other figures.

    ``term`` is the key of its slot; in a slot with many figures it is the one at index ``at``,
    and ``others`` holds the whole tuple (what stands at ``at`` does not matter). None where the
    equation says nothing of it, has no answer, or lacks other figures. It is everything where the
    figure stands there twice.
    """
    figures = list(others.get(term, ())) or [EVERYTHING]
    figures[at] = EVERYTHING
    bound = {**others, term: tuple(figures)}
    found: Interval | None = None
    for relation in compiled(comparison).relations:
        if term in relation.keys and not is_silent(relation, bound):
            try:
                answer = _Unknown(term, at, bound).within(relation)
            except ZeroDivisionError:
                continue
            found = answer if found is None else found.intersection(answer)
            if found is None:
                return None
    return found


class _Unknown(NamedTuple):
    """The figure asked for, among the others: each step down the tree is undone on what is asked.

    ZeroDivisionError where something is divided by zero, or nothing is asked.
    """

    key: str
    at: int
    figures: Bound

    def within(self, relation: Relation) -> Interval:
        """Find where it must lie for one comparison to hold."""
        link = relation.link
        if self.key in relation.repeated:
            return EVERYTHING
        return self._undone(Binary("-", link.left, link.right), ALLOWED[link.op])

    def _asked(self, expression: Expression, target: Interval) -> Interval:
        """Find where it must lie for an expression that holds it to lie within the target."""
        if isinstance(expression, Negative):
            return self._asked(expression.operand, -target)
        if isinstance(expression, Binary):
            return self._undone(expression, target)
        if isinstance(expression, Call) and expression.function != "prior":
            return self._listed(expression, target)
        return target

    def _undone(self, expression: Binary, target: Interval) -> Interval:
        inner, outer, op = expression.left, expression.right, expression.op
        behind = self.key in slot_keys(outer)
        if behind:
            inner, outer = outer, inner
        other = worth(outer, self.figures, Interval.point)
        if op in "*/" and other == _ZERO and not (behind and op == "/"):
            raise ZeroDivisionError("nothing is asked of it")
        back = {
            "+": Interval.__sub__,
            "-": (lambda t, o: o - t) if behind else Interval.__add__,
            "*": Interval.__truediv__,
            "/": (lambda t, o: o / t) if behind else Interval.__mul__,
        }[op]
        return self._asked(inner, back(target, other))

    def _listed(self, call: Call, target: Interval) -> Interval:
        """Undo the sum or mean of a list."""
        if call.function in ("min", "max"):
            raise ZeroDivisionError("nothing is asked of one of several")
        values = list(self.figures[self.key])
        weights = self.figures[slot_key(call.arguments[1])] if call.arguments[1:] else ()
        if call.function == "mean":
            target = target * (Interval.total(weights) if weights else Interval.point(len(values)))
        if weights:
            values = [value * weight for value, weight in zip(values, weights, strict=True)]
        others = values[: self.at] + values[self.at + 1 :]
        target = target - Interval.total(others) if others else target
        return target / weights[self.at] if weights else target
