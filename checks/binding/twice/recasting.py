"""One thing named in two ways: what a sentence says in full, a table says by its column.

Documents of one issuer tell a count differently: ``互联网渠道…，受理诉求38947件`` in one is
the column 互联网 of another; what ``公众…反映`` are the requests of citizens.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from gouji.checks.binding.twice.gists import is_slogan
from gouji.figures.figure import Figure
from gouji.rules.cues import RECEIVED_INDICATOR
from gouji.rules.labels import normalise
from gouji.rules.vocabulary import Vocabulary

_CHANNEL: Final = re.compile(r".+(?:渠道|端)")
_OWN_PLATFORM: Final = re.compile(
    r"(?:市|本市)?(?:政务服务|便民)?“?12345”?(?:政务|政府|公共|便民|在线)*(?:服务)?(?:热线|平台|在线|中心)+"
)
"""The hotline that the whole document is of; 全市 and 市级 tell it from others."""
_INCOMING: Final = frozenset({"接听", "呼入", "来电", "电话呼入"})
_OF_INCOMING: Final = frozenset({"接通率", "30秒接通率", "15秒接通率"})
"""Rates that only calls coming in have."""
CITIZENS: Final = "群众诉求"
ENTERPRISES: Final = "企业诉求"
_PEOPLE: Final = re.compile(r"公众|群众|市民")
_RAISED: Final = re.compile(
    r"(?:公众|群众|市民|企业)(?:通过.{1,24})?(?:反映|提出)(?:各类)?(?:诉求)?"
)


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
    if _RAISED.fullmatch(label):
        scope = figure.scope or (ENTERPRISES if label.startswith("企业") else CITIZENS,)
        if len(scope) == 1 and vocabulary.is_member(scope[0]):
            return Known(RECEIVED_INDICATOR, scope)
    return what


def may_be_all(figure: Figure) -> bool:
    """Whether a sentence says of the public what may be all requests, or those of citizens."""
    if figure.place.table is not None or figure.scope not in ((), (CITIZENS,)):
        return False
    label = figure.column_path[-1] if figure.column_path else ""
    return bool(_PEOPLE.search(label)) and "企业" not in label


@lru_cache(maxsize=1024)
def is_own_platform(label: str) -> bool:
    """Whether a label names nothing but the hotline itself: 市12345在线服务平台."""
    return bool(_OWN_PLATFORM.fullmatch(normalise(label)))


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
            if rest and rest != text and _is_received(rest, vocabulary):
                return channel
    return None


def _is_received(label: str, vocabulary: Vocabulary) -> bool:
    found = vocabulary.match(label, (), (), "count")
    return found is not None and found.name == RECEIVED_INDICATOR


@lru_cache(maxsize=8)
def _channels(vocabulary: Vocabulary) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Indicators that are channels of requests, with the names that say so: 互联网渠道, 电话端."""
    found = []
    for indicator in vocabulary.indicators:
        aliases = tuple(n for a in indicator.aliases if _CHANNEL.fullmatch(n := normalise(a)))
        if aliases and "渠道" in indicator.under:
            found.append((indicator.name, aliases))
    return tuple(found)
