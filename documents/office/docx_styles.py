"""What a Word style says of its paragraphs: heading level, role, and the numbers printed before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from gouji.documents.words import cue, loaded

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TERM = re.compile(r"%([1-9])")
_DIGITS = "零一二三四五六七八九"
_LARGEST_CHINESE = 9_999
_LEVELS = 9
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_ROLES = {"title": cue("style-of-title"), "contents": cue("style-of-contents")}
_MOST_ANCESTORS = 10
_BODY_LEVEL = 9


def value(element: etree._Element | None, path: str) -> str | None:
    """Read ``w:val`` of the element at ``path``."""
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def chinese(number: int) -> str:
    """Write 21 as 二十一."""
    if not 0 < number <= _LARGEST_CHINESE:
        return str(number)
    words = "".join(
        _DIGITS[int(digit)] + unit * (digit != "0")
        for digit, unit in zip(f"{number:04}", ("千", "百", "十", ""), strict=True)
    )
    words = re.sub("零+", "零", words).strip("零")
    return words.removeprefix("一") if words.startswith("一十") else words


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("decimal", "decimalFullWidth"), str),
    **dict.fromkeys(loaded("words")["chinese-counting"], chinese),
    **dict.fromkeys(
        loaded("words")["circled-counting"],
        lambda n: chr(0x2460 + n - 1) if 0 < n <= 20 else str(n),
    ),
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


@dataclass(frozen=True, slots=True)
class Style:
    """``depth`` is a heading's level from 1; ``numbering`` the list it counts in, and the level."""

    depth: int | None
    role: str
    numbering: tuple[str, int] | None
    hidden: bool
    """What is in it is not printed, or struck through: neither is said any more."""
    raised: bool


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
        own = _is_hidden(run)
        return self._of_run(run).hidden if own is None else own

    def raises(self, run: etree._Element) -> bool:
        """Whether ``run`` stands above the line."""
        own = _is_raised(run)
        return self._of_run(run).raised if own is None else own

    def _of_run(self, run: etree._Element) -> Style:
        return self.of(value(run, f"{W}rPr/{W}rStyle"))

    def _read(self, name: str | None) -> Style:
        line = self._line(name)
        names = [(value(element, f"{W}name") or "").strip().lower() for element in line]
        role = next((r for name in names for r, of in _ROLES.items() if of.fullmatch(name)), "")
        named = [int(h[1]) if (h := _HEADING.fullmatch(name)) else None for name in names]
        depths = (outline_depth(one) or told for one, told in zip(line, named, strict=True))
        depth = next(filter(None, depths), None)
        numbering = next(filter(None, map(list_of, line)), None)
        hidden = next((told for e in line if (told := _is_hidden(e)) is not None), False)
        raised = next((told for e in line if (told := _is_raised(e)) is not None), False)
        return Style(None if role else depth, role, numbering, hidden, raised)

    def _line(self, name: str | None) -> list[etree._Element]:
        line: list[etree._Element] = []
        while name in self._elements and len(line) < _MOST_ANCESTORS:
            line.append(self._elements[name])
            name = value(line[-1], f"{W}basedOn")
        return line


def is_on(switch: etree._Element | None) -> bool:
    """Read an on-off property: present means on, unless it says otherwise."""
    return switch is not None and switch.get(f"{W}val") not in {"0", "false", "off"}


def _is_hidden(element: etree._Element) -> bool | None:
    """What a run or a style says of its looks; None where it says nothing."""
    names = ("vanish", "webHidden", "strike", "dstrike")
    said = [element.find(f"{W}rPr/{W}{name}") for name in names]
    switches = [switch for switch in said if switch is not None]
    return any(map(is_on, switches)) if switches else None


def _is_raised(element: etree._Element) -> bool | None:
    said = value(element, f"{W}rPr/{W}vertAlign")
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
