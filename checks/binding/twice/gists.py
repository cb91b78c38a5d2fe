"""The gist of a label: what was done, and to what, without the words that any label may have.

Two documents tell one thing in their own words: ``上报区委、区政府数据专报88期`` is ``向区委、
区政府报送各类数据快讯、专报81期``. Not a shape: ``told_alike`` compares gists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from gouji.rules import cues
from gouji.rules.labels import normalise
from gouji.rules.words import table

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
    return _overlap(shorter, longer)


def _overlap(shorter: str, longer: str) -> float:
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
    if one.deeds == other.deeds:
        return True
    either = one.deeds | other.deeds
    if not one.deeds or not other.deeds:
        return either <= {"received", "reported", "met"}
    return either == {"received", "handled"}


def is_handled(one: Gist, other: Gist) -> bool:
    """Whether the first was handled of what the other received."""
    return one.deeds == {"handled"} and other.deeds == {"received"}
