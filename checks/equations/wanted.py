"""What the checks want a printed number to be: the interval in which each of them would tie.

Intervals are in the printed unit (per cent for a percentage). They may be too wide, never too
narrow; what is put forward is tried out afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from gouji.checks.equations.cells import Cell, Trial, cells_read
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.facets import SHARES, facet_of, seen
from gouji.checks.equations.implied import implied
from gouji.checks.material.check import Check
from gouji.figures.figure import Figure
from gouji.figures.interval import EVERYTHING, Interval, Reading

_POSITIVE = Interval(Fraction(0), None, True)
_ONE = Interval.point(1)


def wanted(
    check: Check,
    cell: Cell,
    trial: Trial,
    reading: Reading,
    printed: Callable[[Cell], Cell] = lambda read: read,
) -> Interval | None:
    """Where the cell must lie for the check to tie; None where it can't.

    ``printed`` says which number on paper a check reads as a cell.
    """
    places = list(_places(check, cell, printed))
    if len(places) != 1:
        return EVERYTHING
    term, at = places[0]
    others = _others(check, trial, reading, cell, printed)
    if others is None:
        return EVERYTHING
    comparison = check.comparison
    many = compiled(comparison).slots[term].many
    found = implied(comparison, term, others, at if many else None)
    if found is None:
        return None
    if facet_of(term) == "prior":
        return _through_prior(found, trial[cell.figure], cell, reading)
    return found.scaled(1 / factor(trial[cell.figure], cell.of))


def factor(figure: Figure, of: str) -> Fraction:
    """Say what one in the printed unit is to the equations: 1 % is 0.01."""
    facet = seen(figure, "value" if of == "value" else "change")
    return SHARES.get(facet.unit if facet else "", Fraction(1))


def _places(check: Check, cell: Cell, printed: Callable[[Cell], Cell]) -> Iterator[tuple[str, int]]:
    for term, indices in check.terms.items():
        for at, i in enumerate(indices):
            if cell in map(printed, cells_read(term, i)):
                yield term, at


def _others(
    check: Check, trial: Trial, reading: Reading, cell: Cell, printed: Callable[[Cell], Cell]
) -> dict[str, tuple[Interval, ...]] | None:
    """Give the intervals of all terms; the one asked for may be lost (a prior that can't be)."""
    found = {}
    for term, indices in check.terms.items():
        listed = []
        for i in indices:
            facet = trial.seen(i, facet_of(term))
            if facet is None and cell not in map(printed, cells_read(term, i)):
                return None
            listed.append(facet.interval(reading) if facet else EVERYTHING)
        found[term] = tuple(listed)
    return found


def _through_prior(
    prior: Interval, figure: Figure, cell: Cell, reading: Reading
) -> Interval | None:
    """Undo what made the prior: prior = value / (1 + change)."""
    before = prior.intersection(_POSITIVE)
    if before is None or (figure.exact and (before := before.whole()) is None):
        return None
    value, change = seen(figure, "value"), seen(figure, "change")
    if value is None or change is None:
        return EVERYTHING
    if cell.of == "value":
        grown = (change.interval(reading) + _ONE) * before
        return grown.scaled(1 / factor(figure, "value"))
    growth = value.interval(reading) / before
    return (growth - _ONE).scaled(1 / factor(figure, "change"))
