"""Numbers that Word prints before a paragraph without their being in its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TERM = re.compile(r"%([1-9])")
_DIGITS = "零一二三四五六七八九"
_LARGEST_CHINESE = 9_999
_LEVELS = 9


def value(element: etree._Element | None, path: str) -> str | None:
    """Read ``w:val`` of the element at ``path``."""
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def chinese(number: int) -> str:
    """Write 21 as 二十一."""
    if not 0 < number <= _LARGEST_CHINESE:
        return str(number)
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += _DIGITS[digit] + name
        elif words and number:
            words += "零"
    words = re.sub("零+", "零", words)
    return words.removeprefix("一") if words.startswith("一十") else words


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 0 < number <= 20 else str(number)


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_CHINESE = """
    chineseCounting chineseCountingThousand chineseLegalSimplified japaneseCounting
    ideographDigital taiwaneseCounting taiwaneseCountingThousand
"""
_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("decimal", "decimalFullWidth"), str),
    **dict.fromkeys(_CHINESE.split(), chinese),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalZero": lambda n: f"{n:02}",
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
}


class Numbering:
    """Counts through the lists of a document; ``root`` is its numbering part."""

    def __init__(self, root: etree._Element | None) -> None:
        lists = list(root.iterchildren(f"{W}num")) if root is not None else []
        kinds = list(root.iterchildren(f"{W}abstractNum")) if root is not None else []
        self._kinds = {one.get(f"{W}numId"): value(one, f"{W}abstractNumId") for one in lists[::-1]}
        self._levels = {
            (kind.get(f"{W}abstractNumId"), level.get(f"{W}ilvl")): level
            for kind in kinds[::-1]
            for level in list(kind.iterchildren(f"{W}lvl"))[::-1]
        }
        self._counts: dict[str, list[int]] = defaultdict(lambda: [0] * _LEVELS)

    def next(self, number_id: str, level: int) -> str:
        """Return the number of the next paragraph of this list, "" for bullets and none."""
        kind = self._kinds.get(number_id)
        definition = self._levels.get((kind, str(level)))
        if number_id == "0" or definition is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts[kind or number_id]
        counts[level] = counts[level] + 1 if counts[level] else self._start(kind, level)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)

        def term(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            count = counts[at] or self._start(kind, at)
            form = value(self._levels.get((kind, str(at))), f"{W}numFmt") or "decimal"
            return _FORMATS[form](count) if form in _FORMATS else ""

        pattern = value(definition, f"{W}lvlText") or ""
        return _TERM.sub(term, pattern) if _TERM.search(pattern) else ""

    def _start(self, kind: str | None, level: int) -> int:
        start = value(self._levels.get((kind, str(level))), f"{W}start") or "1"
        return int(start) if start.isdecimal() else 1
