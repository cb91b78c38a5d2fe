"""Printings of one thing, two and two: within a document, between documents of one period or two.

A rule says by its licence and its ``cause`` how far apart the two stand. Documents are held against
each other by issuer: no copies, no two drafts of one, none unnamed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import Final, TypeAlias

from gouji.checks.binding.twice.things import (
    CITIZENS,
    ENTERPRISES,
    Known,
    Thing,
    between_documents,
    is_own_platform,
    may_be_all,
    within_document,
)
from gouji.checks.material import Material, once, vagueness
from gouji.figures.disclosure import Disclosure
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.identity.period import prior_of
from gouji.rules.cues import RECEIVED_INDICATOR
from gouji.rules.form import worded
from gouji.rules.rule import Rule
from gouji.texts.bilingual import Words

LEAST_FIGURES: Final = 20
"""Documents of fewer figures are too short to be known for drafts of one."""
SAME_FIGURES: Final = 0.8
"""Share of its figures that a draft has in common with another."""
LOOKED_BACK: Final = 4
"""Documents of the same period that each is held against, the latest of them."""
LEAST_TELLING_VALUE = 10
"""Smaller counts differ by chance as easily as by a slip."""
NEAR = 0.2
"""Printings further apart than this share are likelier about two things than one slipped …"""
NEAR_BY_LABEL = 1 / 3
"""… but two counts under one long label, word for word, may lie further apart."""
Pair: TypeAlias = tuple[int, int]


@once
def apart(material: Material) -> Iterator[tuple[str, Words]]:
    """Name by path the audited documents that are held against no other, with the reason."""
    if len(material.disclosures) < 2:
        return
    same_bytes: dict[str, Disclosure] = {}
    versions: dict[object, list[Disclosure]] = {}
    for disclosure in material.disclosures:
        first = same_bytes.setdefault(disclosure.sha256, disclosure)
        if first is not disclosure:
            yield disclosure.path, worded("apart-copy", name=PurePath(first.path).name)
            continue
        if disclosure.issuer is None or disclosure.period is None:
            yield disclosure.path, worded("apart-unnamed")
            continue
        drafts = versions.setdefault(
            (disclosure.issuer, disclosure.period, "".join(disclosure.title.split())), []
        )
        if said := next((w for d in drafts if (w := _draft(disclosure, d))), None):
            yield disclosure.path, said
        else:
            drafts.append(disclosure)


def _draft(one: Disclosure, other: Disclosure) -> Words | None:
    """Say that two documents are drafts of one: most of what both print is the same."""
    figures = [Counter((f.label, f.text) for f in d.figures) for d in (one, other)]
    same = (figures[0] & figures[1]).total()
    fewer = min(counted.total() for counted in figures)
    if fewer < LEAST_FIGURES or same < SAME_FIGURES * fewer:
        return None
    differ = len(one.figures) - same
    return worded("apart-draft", name=PurePath(other.path).name, same=same, differ=differ)


@dataclass(frozen=True)
class Source:
    """One disclosure with its place among the figures; those of the archive are not audited."""

    disclosure: Disclosure
    span: range
    is_audited: bool
    material: Material

    @property
    def period(self) -> str:
        return self.disclosure.period or ""

    @cached_property
    def printings(self) -> dict[Thing, list[int]]:
        """What this disclosure prints; a label that it prints twice names nothing.

        What the public raised may be all requests, or those of citizens alone; it is what a table
        shows it to be, else either.
        """
        material = self.material
        sure: list[tuple[Thing, int]] = []
        doubtful: dict[int, list[Thing]] = {}
        for i in self.span:
            thing = between_documents(material.figures[i], self.period, material.meaning.vocabulary)
            if thing is None:
                continue
            if isinstance(what := thing.what, Known) and may_be_all(material.figures[i]):
                others = (thing._replace(what=what._replace(scope=s)) for s in ((), (CITIZENS,)))
                doubtful[i] = list(dict.fromkeys((thing, *others)))
            else:
                sure.append((thing, i))
        known, named = grouped(sure), grouped(sure)
        for i, things in doubtful.items():
            shown = [t for t in things if any(material.meet(i, k) for k in known.get(t, ()))]
            for thing in shown if len(shown) == 1 else things:
                named[thing] = sorted((*named.get(thing, ()), i))
        named = _of_the_hotline(named)
        return {t: i for t, i in named.items() if isinstance(t.what, Known) or len(i) == 1}


def _of_the_hotline(printings: dict[Thing, list[int]]) -> dict[Thing, list[int]]:
    """Drop a scope that narrows nothing down where nothing is printed without it.

    The hotline's own name tells it from 全市; 群众诉求 are all requests where no other are told of.
    """
    renamed: dict[Thing, list[int]] = {}
    for thing, figures in printings.items():
        what = thing.what
        rest = tuple(part for part in what.scope if not is_own_platform(part))
        plain = thing._replace(what=what._replace(scope=rest))
        if isinstance(what, Known) and what.indicator == RECEIVED_INDICATOR and rest == (CITIZENS,):
            others = thing._replace(what=what._replace(scope=(ENTERPRISES,)))
            all_of_them = thing._replace(what=what._replace(scope=()))
            plain = plain if others in printings else all_of_them
        renamed.setdefault(thing if plain in printings else plain, []).extend(figures)
    return {thing: list(dict.fromkeys(figures)) for thing, figures in renamed.items()}


@dataclass(frozen=True)
class Issued:
    """Disclosures of one issuer whose period is known, the oldest first."""

    sources: tuple[Source, ...]

    @cached_property
    def by_period(self) -> dict[str, list[Source]]:
        return grouped((source.period, source) for source in self.sources)

    def before(self, later: Source, thing: Thing, compared: str = "year-on-year") -> Iterator[int]:
        """The printings of a thing in disclosures of the period that ``later`` compares with."""
        if (period := prior_of(later.period, compared)) is not None:
            for source in self.by_period.get(period, ()):
                if source.is_audited or later.is_audited:
                    yield from source.printings.get(thing._replace(period=period), ())


@once
def by_issuer(material: Material) -> Iterator[Issued]:
    """Group what can be held against one another."""
    known = {name for disclosure in material.disclosures for name in _names(disclosure)}
    sources = [
        Source(d, span, is_audited, material)
        for disclosures, spans, is_audited in (
            (material.past, material.past_spans, False),
            (material.disclosures, material.spans, True),
        )
        for d, span in zip(disclosures, spans, strict=True)
        if d.issuer and d.period and (known.isdisjoint(_names(d)) or is_audited)
    ]
    sources.sort(key=lambda source: source.period)
    lone = dict(apart(material))
    told = ((s.disclosure.issuer, s) for s in sources if s.disclosure.path not in lone)
    yield from (Issued(tuple(own)) for own in grouped(told).values() if len(own) > 1)


def of_one_period(material: Material) -> Iterator[tuple[Source, Source]]:
    """Every two documents of one issuer and period, an audited one first, the later if both are."""
    for issued in by_issuer(material):
        for sources in issued.by_period.values():
            for k, later in enumerate(sources):
                for earlier in sources[max(0, k - LOOKED_BACK) : k]:
                    pair = (later, earlier) if later.is_audited else (earlier, later)
                    if pair[0].is_audited:
                        yield pair


def _names(disclosure: Disclosure) -> tuple[object, ...]:
    """What a disclosure is known by; an earlier version of an audited one is not compared with."""
    version = disclosure.issuer, disclosure.period, disclosure.title
    return disclosure.sha256, version


def pairs_for(rule: Rule, material: Material) -> Sequence[Pair]:
    """The pairs as far apart as a rule looks, of documents the later one's first."""
    if rule.licence != "between":
        return in_one_document(material)
    return _between(material, rule.cause == "year")


@once
def in_one_document(material: Material) -> Iterator[Pair]:
    """Each further printing with the most precise one."""
    for span in material.spans:
        things = ((within_document(material.figures[i]), i) for i in span)
        for indices in grouped((thing, i) for thing, i in things if thing).values():
            sharpest = material.sharpest(indices)
            yield from ((i, sharpest) for i in indices if i != sharpest)


@once
def _between(material: Material, restated: bool) -> Iterator[Pair]:
    """Each printing with that of the last disclosure before, of its period or of the figure's own.

    ``restated``: of disclosures of two periods, of which the later looks back.
    """
    for issued in by_issuer(material):
        before: dict[str, list[Source]] = {}
        for later in issued.sources:
            pairs: dict[Pair, None] = {}
            for thing in later.printings:
                period = thing.period if restated else later.period
                if restated and period == later.period:
                    continue
                alike = (s for s in reversed(before.get(period, ())) if thing in s.printings)
                earlier = next((s for s in alike if s.is_audited or later.is_audited), None)
                if earlier and (pair := _pair(thing, later, earlier)):
                    pairs[pair] = None
            yield from _meant(list(pairs), material)
            before.setdefault(later.period, []).append(later)


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
    in_table = one.place.table is not None or other.place.table is not None
    beside = one.document == other.document and one.place.table == other.place.table
    if (in_table and beside) or is_unit_elsewhere(one, other):
        return False
    if one.interval.meets(other.interval):
        return True
    # no one tells one thing twice in a breath: the second is of a part, or of another period
    lines = {(f.place.line, f.place.paragraph) for f in (one, other)}
    if beside and len(lines) == 1 and lines != {(None, None)}:
        return False
    a, b = float(one.numeral.value), float(other.numeral.value)
    if min(abs(a), abs(b)) < LEAST_TELLING_VALUE and one.quantity == "count":
        return False
    digits, others = (sorted(filter(str.isdigit, f.text)) for f in (one, other))
    return abs(a - b) <= near * max(abs(a), abs(b)) or digits == others


def is_unit_elsewhere(one: Figure, other: Figure) -> bool:
    """``11,536.48`` of a cell without a unit, and 11,536.48万元: the cell's stands elsewhere."""
    own, its = one.numeral, other.numeral
    same = own.scale != its.scale and own.value * its.scale == its.value * own.scale
    return same and not (one.unit and other.unit)


def _meant(pairs: Sequence[Pair], material: Material) -> Iterator[Pair]:
    """Where one figure may be of two things, it is the one that it agrees with, if any."""
    agreed = {i for pair in pairs if material.meet(*pair) for i in pair}
    agreed = {i for i in agreed if may_be_all(material.figures[i])}
    yield from (p for p in pairs if agreed.isdisjoint(p) or material.meet(*p))


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
