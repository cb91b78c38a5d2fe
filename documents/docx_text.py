"""The words of a Word paragraph as they are printed once every change is accepted."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gouji.documents.docx_numbering import W, value

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"

_GONE = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "rt")
)
_PRINTED = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_PICTURES = frozenset({_BLIP, _IMAGE, _CHART})


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its text, and what hangs on it."""

    text: list[str] = field(default_factory=list)
    printed: list[etree._Element] = field(default_factory=list)
    """The element that printed each piece of ``text``."""
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0

    def __str__(self) -> str:
        return "".join(self.text)

    def put(self, text: str, element: etree._Element) -> None:
        """Add what ``element`` prints."""
        self.text.append(text)
        self.printed.append(element)


def read_words(paragraph: etree._Element) -> Words:
    """Collect the words of ``paragraph`` in their order."""
    words = Words()
    for child in paragraph:
        _collect(child, words)
    return words


def _collect(element: etree._Element, words: Words) -> None:
    tag = element.tag
    if not isinstance(tag, str) or tag in _GONE or (tag == f"{W}r" and _vanishes(element)):
        return
    if tag in {f"{W}t", f"{M}t"}:
        words.put(element.text or "", element)
    elif tag in _PRINTED:
        words.put(_PRINTED[tag], element)
    elif tag == f"{W}br":
        words.put("" if element.get(f"{W}type") in {"page", "column"} else "\n", element)
    elif tag in _NOTES:
        words.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
    elif tag == f"{W}txbxContent":
        words.boxes.append(element)
    else:
        words.pictures += tag in _PICTURES
        for child in _printed_children(element):
            _collect(child, words)


def _printed_children(element: etree._Element) -> list[etree._Element]:
    """Of alternatives only the first is printed; the other is for older programs."""
    if element.tag == f"{MC}AlternateContent":
        choice = element.find(f"{MC}Choice")
        return list(choice if choice is not None else element)
    return list(element)


def _vanishes(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return False
    for name in ("vanish", "webHidden"):
        hidden = properties.find(f"{W}{name}")
        if hidden is not None and is_on(hidden):
            return True
    return False


def is_on(switch: etree._Element | None) -> bool:
    """Read an on-off property: present means on, unless it says otherwise."""
    return switch is not None and switch.get(f"{W}val") not in {"0", "false", "off"}


def style_id(paragraph: etree._Element) -> str | None:
    return value(paragraph, f"{W}pPr/{W}pStyle")
