"""Printings of one thing, two and two: within a document, between documents of one period or two.

A rule says by its licence and its ``cause`` how far apart the two stand.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from gouji.checks.binding.twice.recasting import Known, may_be_all
from gouji.checks.binding.twice.sources import Issued, Source, by_issuer
from gouji.checks.binding.twice.things import Thing, within_document
from gouji.checks.material.material import Material, vagueness
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule

LEAST_TELLING_VALUE = 10
"""Smaller counts differ by chance as easily as by a slip."""
NEAR = 0.2
"""Printings further apart than this share are likelier about two things than one slipped …"""
NEAR_BY_LABEL = 1 / 3
"""… but two counts under one long label, word for word, may lie further apart."""

Pair: TypeAlias = tuple[int, int]


def pairs_for(rule: Rule, material: Material) -> Sequence[Pair]:
    """The pairs as far apart as a rule looks, of documents the later one's first."""
    if rule.licence != "between":
        return in_one_document(material)
    restated = rule.cause == "year"
    return material.once(f"twice {restated}", lambda: list(_between(material, restated)))


def in_one_document(material: Material) -> Sequence[Pair]:
    """Each further printing with the most precise one."""
    return material.once("twice", lambda: list(_within(material)))


def _within(material: Material) -> Iterator[Pair]:
    for span in material.spans:
        printings: dict[Thing, list[int]] = {}
        for i in span:
            if (thing := within_document(material.figures[i])) is not None:
                printings.setdefault(thing, []).append(i)
        for indices in printings.values():
            sharpest = material.sharpest(indices)
            yield from ((i, sharpest) for i in indices if i != sharpest)


def _between(material: Material, restated: bool) -> Iterator[Pair]:
    """``restated``: of disclosures of two periods, of which the later looks back."""
    for issued in by_issuer(material):
        for at, later in enumerate(issued.sources):
            pairs: list[Pair] = []
            for thing in later.printings:
                earlier = _original(issued, at, thing, restated)
                if earlier is not None and (pair := _pair(thing, later, earlier)):
                    pairs.append(pair)
            yield from _meant(dict.fromkeys(pairs), material)


def tables_of(material: Material, pair: Pair) -> tuple[str, ...] | None:
    """The two tables that print a figure; None where one of the printings is in the text.

    Two tables that agree in nothing count on different bases (省考 and 市级回访): no slip.
    """
    figures = [material.figures[i] for i in pair]
    if any(f.place.table is None for f in figures):
        return None
    return tuple(sorted(f"{f.document}#{f.place.table}" for f in figures))


def comparable(one: Figure, other: Figure, near: float = NEAR) -> bool:
    """Whether two printings are surely of one thing: near in value, or of the same digits."""
    if one.place.table is not None and _table(one) == _table(other):
        return False
    if one.interval.meets(other.interval):
        return True
    if one.place.table is None and other.place.table is None and _in_one_line(one, other):
        return False
    a, b = float(one.numeral.value), float(other.numeral.value)
    if min(abs(a), abs(b)) < LEAST_TELLING_VALUE and one.quantity == "count":
        return False
    return abs(a - b) <= near * max(abs(a), abs(b)) or sorted(one.text) == sorted(other.text)


def _table(figure: Figure) -> tuple[str, int | None]:
    return figure.document, figure.place.table


def _in_one_line(one: Figure, other: Figure) -> bool:
    """No one tells one thing twice in a breath: the second is of a part, or of another period."""
    told = (one.document, one.place.line), (other.document, other.place.line)
    return one.place.line is not None and told[0] == told[1]


def _meant(pairs: Iterable[Pair], material: Material) -> Iterator[Pair]:
    """Where one figure may be of two things, it is the one that it agrees with, if any."""
    listed = list(pairs)
    agreed = {
        i
        for pair in listed
        if material.meet(*pair)
        for i in pair
        if may_be_all(material.figures[i])
    }
    yield from (p for p in listed if agreed.isdisjoint(p) or material.meet(*p))


def _original(issued: Issued, at: int, thing: Thing, restated: bool) -> Source | None:
    """The last disclosure before to hold this one against, of its period or of the figure's own."""
    later = issued.sources[at]
    if restated and thing.period == later.period:
        return None
    period = thing.period if restated else later.period
    listed = issued.printing.get((thing, period), [])
    before = (issued.sources[k] for k in reversed(listed[: bisect_left(listed, at)]))
    return next((s for s in before if s.is_audited or later.is_audited), None)


def _pair(thing: Thing, later: Source, earlier: Source) -> Pair | None:
    """The two printings that agree if any do, else the likest of both, where they may be one.

    What may be of another thing as well speaks only where nothing else does.
    """
    figures = later.material.figures
    pairs = [(i, k) for i in later.printings[thing] for k in earlier.printings[thing]]
    pair = next((p for p in pairs if later.material.meet(*p)), None)
    for doubtful in (False, True) if pair is None else ():
        alike = [p for p in pairs if any(may_be_all(figures[i]) for i in p) == doubtful]
        likest = min(alike, key=lambda p: _unfit(figures[p[0]], figures[p[1]]), default=None)
        if likest and _may_conflict(figures[likest[0]], figures[likest[1]], thing):
            pair = likest
            break
    return pair if pair is None or later.is_audited else (pair[1], pair[0])


def _unfit(one: Figure, other: Figure) -> tuple[object, ...]:
    """A sentence is better held against a sentence, and a table against a table."""
    unlike = (one.place.table is None) != (other.place.table is None)
    return unlike, vagueness(one), vagueness(other)


def _may_conflict(one: Figure, other: Figure, thing: Thing) -> bool:
    """A hedged value, one in another unit or one far off says that two things were counted."""
    if one.numeral.hedge or other.numeral.hedge or len({one.unit, other.unit} - {""}) > 1:
        return False
    return comparable(one, other, NEAR if isinstance(thing.what, Known) else NEAR_BY_LABEL)
