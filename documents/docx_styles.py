"""What a Word style says of its paragraphs: heading level, numbering, role."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from gouji.documents.docx_numbering import W, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_ROLES = {"title": "title", "标题": "title", "toc": "contents", "目录": "contents"}
_MOST_ANCESTORS = 10
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """``depth`` is a heading's level from 1; ``numbering`` the list it counts in, and the level."""

    depth: int | None = None
    role: str = ""
    numbering: tuple[str, int] | None = None


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterchildren(f"{W}style") if root is not None else ()
        self._elements = {element.get(f"{W}styleId"): element for element in found}
        self._styles: dict[str | None, Style] = {}

    def of(self, name: str | None) -> Style:
        """Read the style ``name`` with what it inherits."""
        if name not in self._styles:
            self._styles[name] = self._read(name)
        return self._styles[name]

    def _read(self, name: str | None) -> Style:
        depth, role, numbering = None, "", None
        for element in self._line(name):
            depth = depth or outline_depth(element) or _named_depth(element)
            role = role or _role(element)
            numbering = numbering or list_of(element)
        return Style(None if role else depth, role, numbering)

    def _line(self, name: str | None) -> list[etree._Element]:
        line: list[etree._Element] = []
        while name in self._elements and len(line) < _MOST_ANCESTORS:
            line.append(self._elements[name])
            name = value(line[-1], f"{W}basedOn")
        return line


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
