"""Printings of one figure in several disclosures of one issuer: what may be held against what.

Not a shape: the binders that look across documents share it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gouji.checks.binding.between.recasting import (
    CITIZENS,
    ENTERPRISES,
    is_own_platform,
    may_be_all,
    recast,
)
from gouji.checks.binding.between.versions import apart
from gouji.checks.binding.laid_out.same_figure import Known, identity
from gouji.checks.material.material import Material
from gouji.figures.disclosure import Disclosure
from gouji.figures.figure import Figure
from gouji.figures.identity.period import prior_of
from gouji.figures.sentences.cues import RECEIVED_INDICATOR
from gouji.rules.labels import normalise

LEAST_TELLING_LABEL = 4
"""A shorter label is of no use across documents, where nothing around it is the same."""
_MONTH_BEFORE = re.compile(r"上月|上季|上周|环比")
_SHARE = re.compile(r"占|.*(?:占比|比重|比例|同比|环比|增长|下降|上升|减少|增加|提高|较|比上)")
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
_TOO_GENERAL = re.compile(
    r"(?:共|累计|日均|月均)?(?:受理|办理|办结|收到|涉及|完成|接听)?(?:诉求|工单|电话|问题|事项|件)?"
)


class Label(NamedTuple):
    """What names a figure that no vocabulary knows: all its labels, and the table's title."""

    labels: tuple[str, ...]
    unit: str
    scope: tuple[str, ...]
    is_rate: bool


class Thing(NamedTuple):
    """What was counted and when, wherever it is printed."""

    what: Known | Label
    period: str


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
        found: dict[Thing, list[int]] = {}
        for i in self.span:
            if (thing := self.thing(self.material.figures[i])) is not None:
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

    def thing(self, figure: Figure) -> Thing | None:
        period = period_meant(figure, self.period)
        if period is None:
            return None
        what = recast(identity(figure), figure, self.material.meaning.vocabulary)
        if isinstance(what, Known):
            return Thing(what._replace(period=""), period)
        label = _label(figure)
        return Thing(label, period) if label else None


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


def by_issuer(material: Material) -> Sequence[Issued]:
    """Group what can be held against one another."""
    return material.once("by issuer", lambda: tuple(_issued(material)))


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


def period_meant(figure: Figure, own: str) -> str | None:
    """The canonical period that a figure is of; None where that is not known."""
    if not figure.period:
        return own
    if figure.period == "prior":
        labels = "".join((*figure.column_path, *figure.row_path))
        before = "month-on-month" if _MONTH_BEFORE.search(labels) else "year-on-year"
        return prior_of(own, before)
    if own.isdecimal() and _YEAR.fullmatch(figure.period):
        return figure.period[:4]
    return None


def _label(figure: Figure) -> Label | None:
    """All labels of a figure; those of running text must tell something by themselves."""
    if figure.bracketed or figure.row_role == "of-which" or figure.indicator is not None:
        return None
    paths = (*figure.row_path, *figure.column_path, figure.in_cell)
    labels = tuple(text for path in paths if (text := normalise(path)))
    if not labels or _SHARE.match(labels[-1]):
        return None
    if figure.place.table is not None:
        title = _YEAR.sub("", normalise(figure.subject[-1])) if figure.subject else ""
        if not title or len(labels) < 2 or figure.column_role == "share":
            return None
        labels = (title, *labels)
    elif len(labels[-1]) < LEAST_TELLING_LABEL or _TOO_GENERAL.fullmatch(labels[-1]):
        return None
    return Label(labels, figure.unit, figure.scope, figure.quantity == "rate")
