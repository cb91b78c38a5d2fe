"""The words of a Word paragraph as they are printed once every change is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gouji.documents.layout.inline import as_printed
from gouji.documents.office.docx_styles import Styles, W, is_on, value
from gouji.documents.words import loaded

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/"
_BLIP, _CHART = f"{_DRAWN}main}}blip", f"{_DRAWN}chart}}chart"
_DIAGRAM = f"{_DRAWN}diagram}}relIds"
_EXTENT = f"{_DRAWN}wordprocessingDrawing}}extent"
_CENTIMETRE = 360_000
"""In the units of extents; a line, a bullet or a seal's margin is less and holds no words."""
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_GONE = frozenset(f"{W}{name}" for name in loaded("words")["unprinted"].split())
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-"}
_PRINTED = {f"{W}{name}": sign for name, sign in _SIGNS.items()}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_PICTURES = frozenset({_BLIP, _IMAGE, _CHART, _DIAGRAM})
_BETWEEN = {f"{M}den": "/", f"{M}sup": "^", f"{M}deg": ""}
"""What a line of text has for the way a formula is laid out: 12/34 is not 1234."""
_SYMBOLS: dict[str, dict[str, str]] = loaded("words")["symbols"]
_UNKNOWN = "□"
"""Keeps what stands on either side of it apart."""
_PAGES = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"})
"""Their results number pages and count nothing that is reported."""
_CONTENTS = frozenset({"PAGEREF", "TOC"})
_INSTRUCTIONS = frozenset({f"{W}instrText", f"{W}delInstrText"})


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its text, and what hangs on it."""

    text: list[str] = field(default_factory=list)
    printed: list[etree._Element] = field(default_factory=list)
    """The element that printed each piece of ``text``."""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[str | None] = field(default_factory=list)
    """The relation that leads to each picture; None for other drawings."""
    lists_contents: bool = False
    """Whether it refers to pages, as lines of a table of contents do."""

    def __str__(self) -> str:
        return "".join(self.text)


def read_words(paragraph: etree._Element, styles: Styles) -> Words:
    """Collect the words of ``paragraph`` in their order."""
    reading = _Reading(styles)
    if not styles.of(style_id(paragraph)).hidden:
        for child in paragraph:
            reading.collect(child)
    return reading.words


class _Reading:
    """Goes through one paragraph; ``_fields`` are open where it has come to."""

    def __init__(self, styles: Styles) -> None:
        self.words, self._styles = Words(), styles
        self._fields: list[_Field] = []
        self._raised = False
        self._is_small = False

    def collect(self, element: etree._Element) -> None:
        """Add what ``element`` prints, and what is below it."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _GONE or self._is_of_field(element):
            return
        if tag == f"{W}txbxContent":
            self.words.boxes.append(element)
        elif tag in _NOTES:
            self.words.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
        elif tag == f"{W}r":
            self._run(element)
        elif not self._put(element, tag):
            self._measure(element, tag)
            for child in _printed_children(element):
                self.collect(child)

    def _run(self, run: etree._Element) -> None:
        if self._styles.hides(run):
            return
        before, self._raised = self._raised, self._styles.raises(run)
        for child in run:
            self.collect(child)
        self._raised = before

    def _put(self, element: etree._Element, tag: str) -> bool:
        """Put what a leaf prints; False where ``element`` is none."""
        if tag in {f"{W}t", f"{M}t"}:
            text = element.text or ""
            if self._raised and tag == f"{W}t":
                text = as_printed(text, str(self.words)[-3:])
            self._say(text, element)
        elif tag in _PRINTED:
            self._say(_PRINTED[tag], element)
        elif tag == f"{W}sym":
            font, char = element.get(f"{W}font", ""), element.get(f"{W}char", "")
            self._say(symbol(font, char), element)
        else:
            return False
        return True

    def _say(self, text: str, element: etree._Element) -> None:
        if text and all(one.has_result and one.name not in _PAGES for one in self._fields):
            self.words.text.append(text)
            self.words.printed.append(element)

    def _measure(self, element: etree._Element, tag: str) -> None:
        if tag in _BETWEEN and any(t.text for t in element.iter(f"{M}t")):
            self._say(_BETWEEN[tag], element)
        elif tag == _EXTENT:
            measures = [m for m in map(element.get, ("cx", "cy")) if m and m.isdecimal()]
            self._is_small = min(map(int, measures), default=_CENTIMETRE) < _CENTIMETRE
        elif tag in _PICTURES and not self._is_small:
            relation = element.get(f"{_RELATION}embed") or element.get(f"{_RELATION}id")
            self.words.pictures.append(relation if tag in {_BLIP, _IMAGE} else None)

    def _is_of_field(self, element: etree._Element) -> bool:
        """Whether ``element`` belongs to a field and not to the words; note what it says."""
        kind = element.get(f"{W}fldCharType") if element.tag == f"{W}fldChar" else None
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].has_result = True
            self._is_of_page(self._fields[-1])
        elif self._fields and kind == "end":
            self._fields.pop()
        elif self._fields and element.tag in _INSTRUCTIONS:
            self._fields[-1].instruction += element.text or ""
        elif element.tag == f"{W}fldSimple":
            return self._is_of_page(_Field(element.get(f"{W}instr", "")))
        return element.tag == f"{W}fldChar" or element.tag in _INSTRUCTIONS

    def _is_of_page(self, one: _Field) -> bool:
        """Whether a field numbers pages; note that it refers to them, as lines of contents do."""
        self.words.lists_contents = self.words.lists_contents or one.name in _CONTENTS
        return one.name in _PAGES


def _printed_children(element: etree._Element) -> Iterator[etree._Element]:
    """Of alternatives only the first is printed; of a form's empty field nothing is."""
    if element.tag == f"{MC}AlternateContent":
        choice = element.find(f"{MC}Choice")
        yield from choice if choice is not None else element
    elif element.tag != f"{W}sdt" or not is_on(element.find(f"{W}sdtPr/{W}showingPlcHdr")):
        yield from element


def runs_on(paragraph: etree._Element) -> bool:
    """Whether the end of ``paragraph`` is deleted: what follows goes on in the same line."""
    following = next(paragraph.itersiblings(f"{W}p", f"{W}tbl"), None)
    if following is None or following.tag != f"{W}p":
        return False
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def style_id(paragraph: etree._Element) -> str | None:
    return value(paragraph, f"{W}pPr/{W}pStyle")


def symbol(font: str, char: str) -> str:
    """Write character ``char``, four hexadecimal digits, of ``font`` in Unicode."""
    return _SYMBOLS.get(font.lower(), {}).get(char[-2:].upper(), _UNKNOWN)


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        return next(iter(self.instruction.upper().split()), "")
