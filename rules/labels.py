"""Labels as they are compared: without what the press adds and the meaning does not need.

Taken off are width, spaces, quotes, a number before the label, a footnote mark after it, and a unit
or a year in brackets. Nothing is taken off that could change what is counted.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gouji.rules.bundled import bundled
from gouji.rules.traditional import simplified

LONGEST_LABEL = 200
REMEMBERED_LABELS = 16_384

_WORDS = sorted((w for kind in bundled("numbers")["units"].values() for w in kind), key=len)
_UNIT = rf"(?:单位:?)?[万亿百千]?(?:{'|'.join(map(re.escape, reversed(_WORDS)))})(?:/[^()]{{1,6}})?"
_YEAR = (
    r"(?:截至)?(?:19|20)\d\d年?(?:度|[上下]半年|全年|[一二三四1-4]季度|\d{1,2}月(?:\d{1,2}日)?)?"
)
_SIGN = r"[±+/-]{1,3}[%‰]?|[%‰]"
_NOTE = re.compile(rf"\((?:{_UNIT}|{_YEAR}|{_SIGN})\)|(?<=[^\W\d])(?:{_SIGN})$")
_NUMBERING = re.compile(
    r"^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[.、](?!\d))"
)
_FOOTNOTE = re.compile(r"[*※†‡①-⑳⑴-⒇¹²³⁰⁴-⁹]+$")
_DROPPED = re.compile(r"[\s“”\"'‘’「」『』《》\u200b\ufeff]+")
_PUNCTUATION = ":;,.、。"
_BRACKETS = str.maketrans("[]【】〔〕〈〉", "()()()()")


@lru_cache(maxsize=REMEMBERED_LABELS)
def normalise(label: str) -> str:
    """Take from a label what does not change its meaning: ``１．“电话”（件）：`` is ``电话``."""
    text = _FOOTNOTE.sub("", label[:LONGEST_LABEL].strip())
    text = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    text = simplified(_DROPPED.sub("", text))
    text = _NOTE.sub("", text)
    return _NUMBERING.sub("", text).strip(_PUNCTUATION).casefold()


@lru_cache(maxsize=REMEMBERED_LABELS)
def holds(label: str, words: tuple[str, ...]) -> bool:
    """Say whether a label contains one of the words."""
    text = normalise(label)
    return any(word in text for word in normalised(words))


@lru_cache(maxsize=REMEMBERED_LABELS)
def normalised(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(normalise, words))
