"""Inline markup that changes what is read: raised marks of notes, lines that are laid out."""

from __future__ import annotations

import base64
import binascii
import re

from lxml import etree

from gouji.documents.layout.lines import Line, split_lines
from gouji.documents.layout.raised import as_printed
from gouji.documents.web.html_places import line_of

_BEFORE = 12
_DATA = re.compile(r"data:image/[a-z.+-]{1,30};base64,", re.IGNORECASE)
_ICON = re.compile(r"icon|logo|arrow|/ico|qrcode|ewm|\.ico\b|spacer|blank", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_LONGEST_MARK = 4
_SMALL = 80
"""Pixels."""


def mark_raised(root: etree._Element) -> None:
    """Take the raised marks of notes out of the tree; raise the digits of exponents.

    Every text that stays keeps its length, so that places hold.
    """
    for element in [e for e in root.iter(etree.Element) if _is_raised(e)]:
        text = "".join(map(str, element.itertext()))
        said = as_printed(" ".join(text.split()), _before(element))
        nodes = list(element.iter(etree.Element))
        for node in nodes:
            node.text = _said(node.text, said)
            if node is not element:
                node.tail = _said(node.tail, said)


def _is_raised(element: etree._Element) -> bool:
    """A ``sup``, or the few characters that a style raises behind others; no cell of a table."""
    if element.tag == "sup":
        return True
    if element.tag in {"td", "th"} or not _RAISED.search(element.get("style", "")):
        return False
    words = "".join(map(str, element.itertext())).strip()
    return len(words) <= _LONGEST_MARK and bool(_before(element))


def _said(text: str | None, whole: str) -> str | None:
    """Nothing where the whole is left out; else the text, raised where the whole is."""
    if not whole or text is None:
        return None
    return as_printed(text, "×10") if any(c in "⁰¹²³⁴⁵⁶⁷⁸⁹" for c in whole) else text


def _before(element: etree._Element) -> str:
    """The last characters in front of ``element``."""
    sibling, parent = element.getprevious(), element.getparent()
    if sibling is not None:
        text = (sibling.tail or "") or "".join(map(str, sibling.itertext()))
    else:
        text = (parent.text or "") if parent is not None else ""
    return text.rstrip()[-_BEFORE:]


def preformatted(element: etree._Element) -> tuple[Line, ...]:
    """The lines of text whose breaks and blanks are meant."""
    text = ""
    for node in element.iter():
        if isinstance(node.tag, str):
            text += "\n" if node.tag == "br" else ""
            text += node.text or ""
        if node is not element:
            text += node.tail or ""
    first = line_of(element) or 1
    return tuple(Line(first + line.number - 1, line.text) for line in split_lines(text))


def of_data_uri(address: str) -> bytes | None:
    """The picture that stands in its address; None where it lies elsewhere."""
    lead = _DATA.match(address)
    if lead is None:
        return None
    try:
        return base64.b64decode(address[lead.end() :], validate=False)
    except (binascii.Error, ValueError):
        return None


def is_ornament(picture: etree._Element) -> bool:
    """Whether a picture is too small to hold a table, or is called an icon."""
    sizes = (re.match(r"[0-9]{1,5}", picture.get(name, "")) for name in ("width", "height"))
    if any(size is not None and int(size.group()) < _SMALL for size in sizes):
        return True
    return not picture.get("src") or _ICON.search(picture.get("src", "")[:300]) is not None
