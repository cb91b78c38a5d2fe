"""Numbers that Word prints before a paragraph without their being in its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

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


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": str,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda n: _letter(n).upper(),
}


@dataclass(slots=True)
class Numbering:
    """Counts through the lists of a document; ``root`` is its numbering part."""

    root: etree._Element | None
    _counts: dict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0] * _LEVELS)
    )
    _levels: dict[tuple[str, int], etree._Element | None] = field(default_factory=dict)

    def next(self, number_id: str | None, level: int) -> str:
        """Return the number of the next paragraph of this list, "" for bullets and none."""
        if self.root is None or number_id in {None, "0"} or not 0 <= level < _LEVELS:
            return ""
        assert number_id is not None
        definition = self._definition(number_id, level)
        if definition is None:
            return ""
        counts = self._counts[self._abstract(number_id) or number_id]
        counts[level] = counts[level] + 1 if counts[level] else self._start(number_id, level)
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return self._print(number_id, value(definition, f"{W}lvlText") or "", counts)

    def _print(self, number_id: str, pattern: str, counts: list[int]) -> str:
        def term(found: re.Match[str]) -> str:
            level = int(found.group(1)) - 1
            count = counts[level] or self._start(number_id, level)
            form = value(self._definition(number_id, level), f"{W}numFmt") or "decimal"
            return _FORMATS[form](count) if form in _FORMATS else ""

        return _TERM.sub(term, pattern) if _TERM.search(pattern) else ""

    def _start(self, number_id: str, level: int) -> int:
        start = value(self._definition(number_id, level), f"{W}start") or "1"
        return int(start) if start.isdecimal() else 1

    def _definition(self, number_id: str, level: int) -> etree._Element | None:
        key = (number_id, level)
        if key not in self._levels:
            self._levels[key] = self._find(number_id, level)
        return self._levels[key]

    def _find(self, number_id: str, level: int) -> etree._Element | None:
        abstract = self._abstract(number_id)
        for element in self._children("abstractNum"):
            if element.get(f"{W}abstractNumId") == abstract:
                for child in element.iterchildren(f"{W}lvl"):
                    if child.get(f"{W}ilvl") == str(level):
                        return child
        return None

    def _abstract(self, number_id: str) -> str | None:
        for element in self._children("num"):
            if element.get(f"{W}numId") == number_id:
                return value(element, f"{W}abstractNumId")
        return None

    def _children(self, name: str) -> list[etree._Element]:
        return list(self.root.iterchildren(f"{W}{name}")) if self.root is not None else []
