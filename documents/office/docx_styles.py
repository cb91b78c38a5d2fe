"""What a Word style says of its paragraphs: heading level, role, and the numbers printed before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

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


_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_ROLES = {"title": "title", "标题": "title", "toc": "contents", "目录": "contents"}
_MOST_ANCESTORS = 10
_BODY_LEVEL = 9

Test: TypeAlias = Callable[[etree._Element], bool | None]
"""What the properties of a run say of its looks; None where they say nothing."""


@dataclass(frozen=True, slots=True)
class Style:
    """``depth`` is a heading's level from 1; ``numbering`` the list it counts in, and the level."""

    depth: int | None = None
    role: str = ""
    numbering: tuple[str, int] | None = None
    hidden: bool = False
    """What is in it is not printed, or struck through: neither is said any more."""
    raised: bool = False


class Styles:
    """The styles of one document, and how runs look in them."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterchildren(f"{W}style") if root is not None else ()
        self._elements = {element.get(f"{W}styleId"): element for element in found}
        self._styles: dict[str | None, Style] = {}

    def of(self, name: str | None) -> Style:
        """Read the style ``name`` with what it inherits."""
        if name not in self._styles:
            self._styles[name] = self._read(name)
        return self._styles[name]

    def hides(self, run: etree._Element) -> bool:
        """Whether ``run`` is hidden, or struck through."""
        own, style = self._look(run, _is_hidden)
        return style.hidden if own is None else own

    def raises(self, run: etree._Element) -> bool:
        """Whether ``run`` stands above the line."""
        own, style = self._look(run, _is_raised)
        return style.raised if own is None else own

    def _look(self, run: etree._Element, test: Test) -> tuple[bool | None, Style]:
        properties = run.find(f"{W}rPr")
        own = test(properties) if properties is not None else None
        return own, self.of(value(properties, f"{W}rStyle"))

    def _read(self, name: str | None) -> Style:
        depth, role, numbering = None, "", None
        hidden: bool | None = None
        raised: bool | None = None
        for element in self._line(name):
            depth = depth or outline_depth(element) or _named_depth(element)
            role = role or _role(element)
            numbering = numbering or list_of(element)
            if (look := element.find(f"{W}rPr")) is not None:
                hidden = _is_hidden(look) if hidden is None else hidden
                raised = _is_raised(look) if raised is None else raised
        return Style(None if role else depth, role, numbering, bool(hidden), bool(raised))

    def _line(self, name: str | None) -> list[etree._Element]:
        line: list[etree._Element] = []
        while name in self._elements and len(line) < _MOST_ANCESTORS:
            line.append(self._elements[name])
            name = value(line[-1], f"{W}basedOn")
        return line


def is_on(switch: etree._Element | None) -> bool:
    """Read an on-off property: present means on, unless it says otherwise."""
    return switch is not None and switch.get(f"{W}val") not in {"0", "false", "off"}


def _is_hidden(properties: etree._Element) -> bool | None:
    said = [properties.find(f"{W}{name}") for name in ("vanish", "webHidden", "strike", "dstrike")]
    switches = [switch for switch in said if switch is not None]
    return any(map(is_on, switches)) if switches else None


def _is_raised(properties: etree._Element) -> bool | None:
    said = value(properties, f"{W}vertAlign")
    return said == "superscript" if said is not None else None


def outline_depth(element: etree._Element) -> int | None:
    """Read the outline level of a style or a paragraph; body text has none."""
    level = value(element, f"{W}pPr/{W}outlineLvl")
    if level is None or not level.isdecimal() or int(level) >= _BODY_LEVEL:
        return None
    return int(level) + 1


def list_of(element: etree._Element) -> tuple[str, int] | None:
    """Read the list that a style or a paragraph counts in."""
    number = value(element, f"{W}pPr/{W}numPr/{W}numId")
    level = value(element, f"{W}pPr/{W}numPr/{W}ilvl") or "0"
    return (number, int(level)) if number is not None and level.isdecimal() else None


def _named_depth(element: etree._Element) -> int | None:
    found = _HEADING.fullmatch((value(element, f"{W}name") or "").strip())
    return int(found.group(1)) if found else None


def _role(element: etree._Element) -> str:
    name = (value(element, f"{W}name") or "").strip().lower()
    return _ROLES.get(
        re.sub(r"\s*[0-9]$", "", name) if name.startswith(("toc", "目")) else name, ""
    )
