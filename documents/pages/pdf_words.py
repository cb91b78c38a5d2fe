"""The words of a page of a PDF: upright, each once, its letters together, in plain characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from copy import copy
from importlib import import_module
from operator import itemgetter
from typing import Any

from gouji.documents.pages.printed import Box, Word
from gouji.documents.words import loaded

_GAP = 0.2
_SLANT = 0.1
_TWICE = 1
"""Points between the two prints of a character that is printed twice to look bold."""
_UNREADABLE = 0.3
_NO_CHARACTER = frozenset({"Co", "Cn", "Cc"})
_WORDS = {"x_tolerance_ratio": _GAP, "y_tolerance": 2, "use_text_flow": False}
_MOSTLY = 0.8
_LEAST_ALONE = 6
"""Letters that stand alone; fewer may be cells of a narrow table."""
_LEAST_ASIDE = 20
"""Fewer characters are a stamp at the margin."""
_SQUARE = 0.01
"""Watermarks run slantwise; only what stands at a right angle is text."""
_KANGXI = range(0x2F00, 0x2FD6)
_SUPPLEMENT = dict(zip(*loaded("words")["radicals"], strict=True))
"""Of the radicals that Unicode added later, those that are characters by themselves."""
_CHARACTERS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI} | _SUPPLEMENT
)


def words_of(page: Any) -> list[Word]:
    """Words that stand upright, each once: some programs print bold text twice."""
    once = page.filter(_stands).dedupe_chars(tolerance=_TWICE)
    places = ("x0", "x1", "top", "bottom")
    found = once.extract_words(**_WORDS)
    return [Word(without_radicals(f["text"]), *map(f.get, places)) for f in found]


def letters_in(page: Any, box: Box) -> list[tuple[str, float, float]]:
    """The letters of a line as ``words_of`` has them, and from where to where each goes."""
    left, top, right, bottom = box
    chars = [
        char
        for char in page.chars
        if _stands(char)
        and left <= (char["x0"] + char["x1"]) / 2 <= right
        and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    ]
    found = import_module("pdfplumber.utils").dedupe_chars(chars, tolerance=_TWICE)
    return [
        (letter, char["x0"], char["x1"])
        for char in sorted(found, key=itemgetter("x0"))
        for letter in "".join(without_radicals(char["text"]).split())
    ]


def _stands(thing: dict[str, Any]) -> bool:
    """Whether it is no character, or one that stands upright: watermarks run slantwise."""
    if thing.get("object_type") != "char":
        return True
    across, rise = thing["matrix"][:2]
    return bool(thing["upright"]) and abs(rise) <= abs(across) * _SLANT


def is_unreadable(words: Sequence[Word]) -> bool:
    """Whether fonts do not say what they print, or all letters are set apart: 2 5 9 6 3 5."""
    alone = sum(len(word.text) == 1 for word in words)
    if alone >= max(_LEAST_ALONE, len(words) * _MOSTLY):
        return True
    garbled = sum(
        "(cid:" in word.text or any(unicodedata.category(c) in _NO_CHARACTER for c in word.text)
        for word in words
    )
    return garbled > len(words) * _UNREADABLE


def turned(page: Any) -> Any | None:
    """The page of pdfplumber's turned so that what lay on its side stands upright; else None.

    A broad table may be drawn so on a page that stands upright.
    """
    aside = [char["matrix"] for char in page.chars if not char["upright"]]
    aside = [m for m in aside if abs(m[0]) + abs(m[3]) < _SQUARE * (abs(m[1]) + abs(m[2]))]
    if len(aside) < _LEAST_ASIDE:
        return None
    rising = sum(m[1] > 0 for m in aside) * 2 > len(aside)
    leaf = copy(page.page_obj)
    leaf.rotate = (leaf.rotate + (90 if rising else 270)) % 360
    return type(page)(page.pdf, leaf, page.page_number, page.initial_doctop)


def without_radicals(text: str) -> str:
    """Write every radical as the character it looks like; the length stays.

    Browsers print 比 as ⽐, for fonts draw both with one glyph.
    """
    return text.translate(_CHARACTERS)
