"""One figure told in two documents in different words: what was done, to what, in which unit.

Only counts of running text of one period, that nothing else names, each the other's best match and
no third one as good. As words are weaker than names, values far apart are taken for two things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from gouji.checks.binding.twice.pairs import Source, comparable, of_one_period
from gouji.checks.binding.twice.things import (
    Gist,
    gist_of,
    is_handled,
    is_own_platform,
    is_slogan,
    likeness,
    period_meant,
    telling_digits,
)
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule

SAME, WITHIN = range(2)
"""The rule's equations: one value, and what was handled of what was received."""
CLEARLY: Final = 0.1
"""By so much the best match is better than the next."""
_CONTRADICTED: Final = frozenset({"", "over", "under", "at-least", "at-most"})
"""Hedges that a value can contradict; 约 and 余 leave it open."""


class Told(NamedTuple):
    """A figure of running text with the gist of its label."""

    at: int
    figure: Figure
    gist: Gist
    scope: tuple[str, ...]


def told_alike(rule: Rule, material: Material) -> Iterator[Check]:
    """Every two documents of one issuer and period, but for what both name alike."""
    known: dict[int, list[Told]] = {}
    for pair in of_one_period(material):
        shared = pair[0].printings.keys() & pair[1].printings.keys()
        named = {i for source in pair for thing in shared for i in source.printings[thing]}
        for source in pair:
            if source.span.start not in known:
                known[source.span.start] = _told(source)
        mine, others = ([t for t in known[s.span.start] if t.at not in named] for s in pair)
        for two in (*_matches(mine, others), *_in_general(mine, others)):
            yield _check(rule, *two)


def _told(source: Source) -> list[Told]:
    found = []
    for i in source.span:
        figure = source.material.figures[i]
        in_text = figure.place.table is None and figure.column_path and not figure.bracketed
        if not in_text or figure.quantity != "count":
            continue
        if period_meant(figure, source.period) == source.period:
            scope = (s for s in figure.scope if not (is_slogan(s) or is_own_platform(s)))
            found.append(Told(i, figure, gist_of(figure.column_path[-1]), tuple(scope)))
    return found


def _matches(mine: Sequence[Told], others: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Those that are each the other's best match, if they agree or may be one."""
    scores = {
        (a.at, b.at): score
        for a in mine
        for b in others
        if _one_kind(a, b) and (score := likeness(a.gist, b.gist))
    }
    by_at = {t.at: t for t in (*mine, *others)}
    for (a, b), score in scores.items():
        rivals = [s for (x, y), s in scores.items() if (x == a) != (y == b)]
        one, other = by_at[a], by_at[b]
        if all(score >= s + CLEARLY for s in rivals) and _may_be_one(one, other):
            yield one, other


def _one_kind(one: Told, other: Told) -> bool:
    return one.figure.unit == other.figure.unit and one.scope == other.scope


def _may_be_one(one: Told, other: Told) -> bool:
    """Nouns alone, 投诉类, may be slices of anything: only where both say what was done."""
    if _meet(one, other):
        return all(telling_digits(told.figure) for told in (one, other))
    hedges = {one.figure.numeral.hedge, other.figure.numeral.hedge}
    done = bool(one.gist.deeds and other.gist.deeds)
    return done and hedges <= _CONTRADICTED and comparable(one.figure, other.figure)


def _in_general(mine: Sequence[Told], others: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """All requests, received or handled: said of the whole and of slices alike.

    So only the one that agrees to several digits is taken for the same.
    """
    for one in mine:
        if not one.gist.is_general or one.scope or not telling_digits(one.figure):
            continue
        same = [o for o in others if o.gist.is_general and _one_kind(one, o) and _meet(one, o)]
        if len(same) == 1 and telling_digits(same[0].figure):
            yield one, same[0]


def _meet(one: Told, other: Told) -> bool:
    return one.figure.interval.meets(other.figure.interval)


def _check(rule: Rule, one: Told, other: Told) -> Check:
    """``one`` is of an audited document, the later where both are."""
    for handled, received in ((one, other), (other, one)):
        if is_handled(handled.gist, received.gist):
            return Check(rule, {"办理": (handled.at,), "受理": (received.at,)}, WITHIN)
    return Check(rule, {"另一处": (one.at,), "此处": (other.at,)}, SAME)
