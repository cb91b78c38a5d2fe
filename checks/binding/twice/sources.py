"""The disclosures of one issuer, with what each of them prints, by thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from gouji.checks.binding.between.versions import apart
from gouji.checks.binding.twice.recasting import (
    CITIZENS,
    ENTERPRISES,
    Known,
    is_own_platform,
    may_be_all,
)
from gouji.checks.binding.twice.things import Thing, between_documents
from gouji.checks.material.material import Material
from gouji.figures.disclosure import Disclosure
from gouji.figures.figure import Figure
from gouji.figures.identity.period import prior_of
from gouji.rules.cues import RECEIVED_INDICATOR

LOOKED_BACK: Final = 4
"""Documents of the same period that each is held against, the latest of them."""


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
        """What this disclosure prints; a label that it prints twice names nothing."""
        figures, vocabulary = self.material.figures, self.material.meaning.vocabulary
        found: dict[Thing, list[int]] = {}
        for i in self.span:
            if (thing := between_documents(figures[i], self.period, vocabulary)) is not None:
                for meant in (thing, *self._also(thing, i)):
                    found.setdefault(meant, []).append(i)
        self._settle(found)
        named = _of_the_hotline(found)
        return {t: i for t, i in named.items() if isinstance(t.what, Known) or len(i) == 1}

    def _also(self, thing: Thing, i: int) -> Iterator[Thing]:
        """What the public raised may be all requests, or those of citizens alone."""
        figure = self.material.figures[i]
        if isinstance(thing.what, Known) and may_be_all(figure):
            for scope in ((), (CITIZENS,)):
                if scope != thing.what.scope:
                    yield thing._replace(what=thing.what._replace(scope=scope))

    def _settle(self, found: dict[Thing, list[int]]) -> None:
        """Keep what may be all requests or those of citizens for what a table shows it to be."""
        figures = self.material.figures
        doubtful: dict[int, list[Thing]] = {}
        for thing, printings in found.items():
            for i in printings:
                if may_be_all(figures[i]):
                    doubtful.setdefault(i, []).append(thing)
        for i, things in doubtful.items():
            told = [t for t in things if any(_agree(figures, i, k) for k in found[t])]
            for thing in things:
                if len(told) == 1 and thing != told[0]:
                    found[thing].remove(i)
        for thing in [t for t, printings in found.items() if not printings]:
            del found[thing]


def _agree(figures: Sequence[Figure], doubtful: int, other: int) -> bool:
    one, sure = figures[doubtful], figures[other]
    return not may_be_all(sure) and one.interval.meets(sure.interval)


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
    def printing(self) -> dict[tuple[Thing, str], list[int]]:
        """Which of the sources of a period print a thing, by their positions."""
        found: dict[tuple[Thing, str], list[int]] = {}
        for at, source in enumerate(self.sources):
            for thing in source.printings:
                found.setdefault((thing, source.period), []).append(at)
        return found

    @cached_property
    def by_period(self) -> dict[str, list[Source]]:
        found: dict[str, list[Source]] = {}
        for source in self.sources:
            found.setdefault(source.period, []).append(source)
        return found

    def before(self, later: Source, thing: Thing, compared: str = "year-on-year") -> Iterator[int]:
        """The printings of a thing in disclosures of the period that ``later`` compares with."""
        if (period := prior_of(later.period, compared)) is not None:
            for source in self.by_period.get(period, ()):
                if source.is_audited or later.is_audited:
                    yield from source.printings.get(thing._replace(period=period), ())


def by_issuer(material: Material) -> Sequence[Issued]:
    """Group what can be held against one another."""
    return material.once("by issuer", lambda: tuple(_issued(material)))


def of_one_period(material: Material) -> Iterator[tuple[Source, Source]]:
    """Every two documents of one issuer and period, an audited one first, the later if both are."""
    for issued in by_issuer(material):
        for sources in issued.by_period.values():
            for k, later in enumerate(sources):
                for earlier in sources[max(0, k - LOOKED_BACK) : k]:
                    pair = (later, earlier) if later.is_audited else (earlier, later)
                    if pair[0].is_audited:
                        yield pair


def _issued(material: Material) -> Iterator[Issued]:
    alone = apart(material)
    audited = [
        Source(d, s, True, material)
        for d, s in zip(material.disclosures, material.spans, strict=True)
    ]
    known = {name for source in audited for name in _names(source.disclosure)}
    past = [
        Source(d, s, False, material)
        for d, s in zip(material.past, material.past_spans, strict=True)
        if known.isdisjoint(_names(d))
    ]
    grouped: dict[str, list[Source]] = {}
    for source in sorted((*past, *audited), key=lambda s: s.period):
        if source.disclosure.issuer and source.period and source.disclosure.path not in alone:
            grouped.setdefault(source.disclosure.issuer, []).append(source)
    yield from (Issued(tuple(sources)) for sources in grouped.values() if len(sources) > 1)


def _names(disclosure: Disclosure) -> tuple[object, ...]:
    """What a disclosure is known by; an earlier version of an audited one is not compared with."""
    version = disclosure.issuer, disclosure.period, disclosure.title
    return disclosure.sha256, version
