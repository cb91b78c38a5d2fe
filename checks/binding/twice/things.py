"""What a figure counts, of whom, and of when: what makes two printings one thing.

A vocabulary's indicator is one wherever it stands, though what a sentence says in full a table
says by its column: ``互联网渠道…，受理诉求38947件`` in one document is 互联网 in another; what
``公众…反映`` are the requests of citizens. A label that no vocabulary knows names one thing in two
documents only together with what stands around it; within one, ``printed_twice`` reads it. Two may
tell one thing in their own words: ``上报区委、区政府数据专报88期`` is
``向区委、区政府报送各类数据快讯、专报81期``. There gists are compared: what was done, and to what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, NamedTuple

from gouji.figures.figure import Figure
from gouji.figures.identity.period import WORDS as PERIOD_WORDS
from gouji.figures.identity.period import prior_of
from gouji.rules import cues
from gouji.rules.cues import RECEIVED_INDICATOR
from gouji.rules.labels import REMEMBERED_LABELS, normalise
from gouji.rules.vocabulary import Vocabulary
from gouji.rules.words import listed, table, words

SHORTEST_PIECE: Final = 2
TELLING_PIECE: Final = 3
"""Two gists that are not the same share one piece at least as long as this …"""
COVERED: Final = 0.7
"""… their pieces make up this share of the shorter gist …"""
OF_THE_LONGER: Final = 0.25
"""… and this of the longer one …"""
LOOSE_END: Final = 4
"""… and no more characters than these follow the last piece, for the noun stands at the end."""
LONGEST: Final = 60

_DEEDS: Final = table("deeds")
"""Kinds of what was done, each with its words."""
_DEED: Final = re.compile("|".join(f"({'|'.join(words)})" for words in _DEEDS.values()))
_KINDS: Final = tuple(_DEEDS)
_CHANNEL: Final = re.compile(r".+(?:渠道|端)")
_INCOMING: Final = listed("incoming")
_OF_INCOMING: Final = listed("rates-of-incoming")
CITIZENS: Final = "群众诉求"
ENTERPRISES: Final = "企业诉求"
TELLING_DIGITS: Final = 3
"""A number of fewer digits agrees with another by chance."""
LEAST_TELLING = 4
"""A label of fewer characters names nothing between documents, where nothing around it is alike."""
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")


@dataclass(frozen=True, slots=True)
class Gist:
    """``deeds`` are kinds of what was done; ``told`` what is left of the label without them."""

    deeds: frozenset[str]
    told: str
    contrasts: frozenset[str]
    is_general: bool
    """It names nothing but requests received or handled."""


@lru_cache(maxsize=1 << 14)
def gist_of(label: str) -> Gist:
    """Take from a label its deeds and the words that any label may have."""
    text = cues.NAMED_BODIES.sub("", normalise(label)[-LONGEST:])
    deeds = frozenset(_KINDS[m.lastindex - 1] for m in _DEED.finditer(text) if m.lastindex)
    return Gist(
        deeds,
        cues.DULL_IN_GIST.sub("", _DEED.sub("", text)),
        frozenset(cues.CONTRASTS.findall(cues.DULL_IN_GIST.sub("", text))),
        bool(text) and bool(cues.REQUESTS_ALONE.fullmatch(text)),
    )


def is_slogan(heading: str) -> bool:
    """Whether a heading praises and narrows nothing down: 平台服务进一步深化."""
    return bool(cues.PRAISE.fullmatch(heading))


def likeness(one: Gist, other: Gist) -> float:
    """How much two gists have in common, 1 for the same; 0 where they may be two things."""
    if one.contrasts != other.contrasts or not _same_deed(one, other):
        return 0.0
    shorter, longer = sorted((one.told, other.told), key=len)
    if len(shorter) < SHORTEST_PIECE:
        return 0.0
    if shorter == longer:
        return 1.0
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    pieces = [b for b in blocks if b.size >= SHORTEST_PIECE]
    common = sum(b.size for b in pieces)
    if not pieces or max(b.size for b in pieces) < TELLING_PIECE:
        return 0.0
    last = pieces[-1]
    after = (len(shorter) - last.a - last.size, len(longer) - last.b - last.size)
    if max(after) > LOOSE_END or common < COVERED * len(shorter):
        return 0.0
    return common / len(longer) if common >= OF_THE_LONGER * len(longer) else 0.0


def _same_deed(one: Gist, other: Gist) -> bool:
    """Requests that were handled are held against those received, as no more than they."""
    either = one.deeds | other.deeds
    if one.deeds and other.deeds:
        return one.deeds == other.deeds or either == {"received", "handled"}
    return either <= {"received", "reported", "met"}


class Known(NamedTuple):
    """An indicator of a scope."""

    indicator: str
    scope: tuple[str, ...]
    is_rate: bool = False


def recast(what: Known | None, figure: Figure, vocabulary: Vocabulary) -> Known | None:
    """Name a figure by its plainest name, where it is told in another way."""
    if what is not None and what.indicator in _OF_INCOMING:
        what = what._replace(scope=tuple(p for p in what.scope if p not in _INCOMING))
    if figure.place.table is not None:
        return what
    if what is not None:
        return _by_channel(what, vocabulary)
    label = normalise(figure.column_path[-1]) if figure.column_path else ""
    if figure.indicator is not None or figure.unit != "件":
        return what
    if not figure.scope and (channel := channel_of(label, vocabulary)):
        return Known(channel, ())
    if cues.RAISED.fullmatch(label):
        scope = figure.scope or (ENTERPRISES if label.startswith("企业") else CITIZENS,)
        if len(scope) == 1 and vocabulary.is_member(scope[0]):
            return Known(RECEIVED_INDICATOR, scope)
    return what


def may_be_all(figure: Figure) -> bool:
    """Whether a sentence says of the public what may be all requests, or those of citizens."""
    if figure.place.table is not None or figure.scope not in ((), (CITIZENS,)):
        return False
    label = figure.column_path[-1] if figure.column_path else ""
    return bool(cues.THE_PUBLIC.search(label)) and "企业" not in label


@lru_cache(maxsize=1024)
def is_own_platform(label: str) -> bool:
    """Whether a label names nothing but the hotline itself: 市12345在线服务平台."""
    return bool(cues.OWN_PLATFORM.fullmatch(normalise(label)))


def _by_channel(what: Known, vocabulary: Vocabulary) -> Known:
    """Requests of which the scope is a channel."""
    if what.indicator != RECEIVED_INDICATOR or what.is_rate:
        return what
    for channel, aliases in _channels(vocabulary):
        told = [part for part in what.scope if normalise(part).startswith(aliases)]
        if told:
            rest = (p for p in what.scope if p not in told and not is_slogan(p))
            return what._replace(indicator=channel, scope=tuple(rest))
    return what


def channel_of(label: str, vocabulary: Vocabulary) -> str | None:
    """The channel that a phrase names together with what came in by it: 互联网渠道受理诉求."""
    text = normalise(label)
    for channel, aliases in _channels(vocabulary):
        for alias in aliases:
            rest = text.removeprefix(alias)
            found = vocabulary.match(rest, (), (), "count") if rest and rest != text else None
            if found is not None and found.name == RECEIVED_INDICATOR:
                return channel
    return None


@lru_cache(maxsize=8)
def _channels(vocabulary: Vocabulary) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Indicators that are channels of requests, with the names that say so: 互联网渠道, 电话端."""
    found = []
    for indicator in vocabulary.indicators:
        aliases = tuple(n for a in indicator.aliases if _CHANNEL.fullmatch(n := normalise(a)))
        if aliases and "渠道" in indicator.under:
            found.append((indicator.name, aliases))
    return tuple(found)


class Label(NamedTuple):
    """What names a figure that no vocabulary knows: its labels, and the title they stand under."""

    labels: tuple[str, ...]
    unit: str
    scope: tuple[str, ...]
    is_rate: bool


class Thing(NamedTuple):
    """What was counted and when, wherever it is printed; within one document as it says when."""

    what: Known | Label
    period: str


def within_document(figure: Figure) -> Thing | None:
    """What a figure counts, as far as its own document tells; None where that is not known."""
    known = _known(figure)
    return Thing(known, figure.period) if known else None


def between_documents(figure: Figure, own: str, vocabulary: Vocabulary) -> Thing | None:
    """What a figure of a document of period ``own`` counts, whichever document prints it."""
    period = period_meant(figure, own)
    if period is None:
        return None
    what = recast(_known(figure), figure, vocabulary) or _by_labels(figure)
    return Thing(what, period) if what else None


@lru_cache(maxsize=REMEMBERED_LABELS)
def core_of(label: str) -> str:
    """What a label says of what is counted: without periods, and words that any label may have."""
    return words().core(PERIOD_WORDS.sub("", label))


def telling_digits(figure: Figure) -> int:
    """How many digits a number has that is told without a hedge; 0 where chance agrees with it."""
    digits = len(str(abs(int(figure.numeral.value / figure.numeral.step))))
    return digits if digits >= TELLING_DIGITS and not figure.numeral.hedge else 0


def period_meant(figure: Figure, own: str) -> str | None:
    """The canonical period that a figure is of; None where that is not known."""
    if not figure.period:
        return own
    if figure.period == "prior":
        labels = "".join((*figure.column_path, *figure.row_path))
        before = "month-on-month" if cues.MONTH_BEFORE.search(labels) else "year-on-year"
        return prior_of(own, before)
    if own.isdecimal() and _YEAR.fullmatch(figure.period):
        return figure.period[:4]
    return None


def _known(figure: Figure) -> Known | None:
    if figure.indicator is None or _is_a_part(figure):
        return None
    return Known(figure.indicator, figure.scope, figure.quantity == "rate")


def _by_labels(figure: Figure) -> Label | None:
    """All labels of a figure; those of running text must tell something by themselves."""
    if figure.indicator is not None or _is_a_part(figure):
        return None
    paths = (*figure.row_path, *figure.column_path, figure.in_cell)
    labels = tuple(text for path in paths if (text := normalise(path)))
    if not labels or cues.IS_A_SHARE.match(labels[-1]):
        return None
    if figure.place.table is not None:
        title = _YEAR.sub("", normalise(figure.subject[-1])) if figure.subject else ""
        if not title or len(labels) < 2 or figure.column_role == "share":
            return None
        labels = (title, *labels)
    elif len(labels[-1]) < LEAST_TELLING or cues.TOO_GENERAL.fullmatch(labels[-1]):
        return None
    return Label(labels, figure.unit, figure.scope, figure.quantity == "rate")


def _is_a_part(figure: Figure) -> bool:
    return figure.bracketed or figure.row_role == "of-which"
