"""What a Word style says of its paragraphs: heading level, numbering, role."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from gouji.documents.office.docx_numbering import W, value

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


@dataclass(frozen=True, slots=True)
class Looks:
    """What of a run's looks decides whether and how it is read; styles named by their ids."""

    hidden: frozenset[str | None] = frozenset()
    raised: frozenset[str | None] = frozenset()

    def hides(self, run: etree._Element) -> bool:
        """Whether ``run`` is hidden, or struck through: neither is said any more."""
        return self._of(run, _is_hidden, self.hidden)

    def raises(self, run: etree._Element) -> bool:
        """Whether ``run`` stands above the line."""
        return self._of(run, _is_raised, self.raised)

    def hides_paragraph(self, paragraph: etree._Element) -> bool:
        return value(paragraph, f"{W}pPr/{W}pStyle") in self.hidden

    def _of(
        self,
        run: etree._Element,
        test: Callable[[etree._Element], bool | None],
        styles: frozenset[str | None],
    ) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        own = test(properties)
        return value(properties, f"{W}rStyle") in styles if own is None else own


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        found = root.iterchildren(f"{W}style") if root is not None else ()
        self._elements = {element.get(f"{W}styleId"): element for element in found}
        self._styles: dict[str | None, Style] = {}
        self.looks = Looks(
            frozenset(name for name in self._elements if self._says(name, _is_hidden)),
            frozenset(name for name in self._elements if self._says(name, _is_raised)),
        )

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

    def _says(self, name: str | None, test: Callable[[etree._Element], bool | None]) -> bool:
        said = (test(properties) for properties in self._runs_of(name))
        return next((answer for answer in said if answer is not None), False)

    def _runs_of(self, name: str | None) -> Iterator[etree._Element]:
        found = (element.find(f"{W}rPr") for element in self._line(name))
        return (properties for properties in found if properties is not None)

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
