"""Where the text of an HTML tree is printed in its source, which a parser forgets.

So every stretch of text is parsed with marks that say where it stands, before it and behind every
entity in it, and nobody but this module sees them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import cast

from lxml import etree

from gouji.documents.document import Passage, Segment

RAW = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "math"})
"""Elements whose content is no text of the page."""

_INSIDE = r"(?:[^<>\"']++|\"[^\"]{0,4000}\"|'[^']{0,4000}'|[\"'])*+"
_MARKUP = re.compile(
    rf"<!--(?:.*?-->|.*)|<({'|'.join(sorted(RAW))})\b{_INSIDE}(?<!/)>(?:.*?(?=</\1)|.*)"
    rf"|<[!?/a-zA-Z]{_INSIDE}>?",
    re.DOTALL | re.IGNORECASE,
)
"""Tags and comments, in time that grows with their length only; raw elements but for their end."""
_ENTITY = re.compile(r"&[#\w]{1,32};")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What a parser lets in and a tree does not take back."""
_HIGH, _LOW, _BITS = 0xF0000, 0x100000, 15
_MARK = re.compile("([\U000f0000-\U000f7fff])([\U00100000-\U00107fff])")
_FOREIGN = re.compile("[\U000f0000-\U0010ffff]")


def with_marks(text: str) -> str:
    """Mark each stretch of text between the tags of a page."""
    text = _FOREIGN.sub("\N{REPLACEMENT CHARACTER}", text)
    return "".join(_marked(text))


def _marked(text: str) -> Iterator[str]:
    at = 0
    for tag in chain(_MARKUP.finditer(text), [None]):
        end = tag.start() if tag is not None else len(text)
        if text[at:end].strip():
            starts = [at, *(m.end() for m in _ENTITY.finditer(text, at, end)), end]
            for a, b in pairwise(starts):
                yield chr(_HIGH + (a >> _BITS)) + chr(_LOW + a % (1 << _BITS)) + text[a:b]
        else:
            yield text[at:end]
        if tag is not None:
            yield tag.group()
            at = tag.end()


class SourceMap:
    """The places of a tree's text in ``text``, whose first line is ``first_line``.

    Takes the marks out of the tree.
    """

    def __init__(self, text: str, root: etree._Element, first_line: int = 1) -> None:
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self._first_line = first_line
        self.offsets: dict[tuple[etree._Element, bool], dict[int, int]] = {}
        """Where each text node, or tail, goes on in the source, by the character where it does."""
        for element in root.iter():
            if element.text and _MARK.search(element.text):
                element.text = self._without_marks(element, element.text, tail=False)
            if element.tail and _MARK.search(element.tail):
                element.tail = self._without_marks(element, element.tail, tail=True)

    def _without_marks(self, element: etree._Element, text: str, *, tail: bool) -> str:
        """Note where the characters of a text node stand that stood behind a mark."""
        kept, *marked = _MARK.split(text)
        offsets = self.offsets[element, tail] = {}
        for high, low, piece in zip(marked[::3], marked[1::3], marked[2::3], strict=True):
            offsets[len(kept)] = (ord(high) - _HIGH << _BITS) + ord(low) - _LOW
            kept += piece
        return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", kept)

    def passage(self, pieces: Iterable[tuple[etree._Element, bool] | str]) -> Passage:
        """Join text nodes (an element, and whether its tail is meant) and literal breaks."""
        builder = _Builder(self)
        for piece in pieces:
            if isinstance(piece, str):
                builder.literal(piece)
            else:
                builder.node(*piece)
        return builder.passage()

    def segment(self, start: int, offset: int) -> Segment:
        """Say line and column of a place in the source."""
        line = bisect_right(self._starts, offset) - 1
        return Segment(start, self._first_line + line, offset - self._starts[line])


class _Builder:
    """Collects text with its blanks collapsed as a browser does."""

    def __init__(self, places: SourceMap) -> None:
        self._places = places
        self._text: list[str] = []
        self._segments: list[Segment] = []
        self._blank = ""
        self._broken = True

    def literal(self, text: str) -> None:
        self._blank = "\n" if text == "\n" else self._blank or text

    def node(self, element: etree._Element, tail: bool) -> None:
        text = (element.tail if tail else element.text) or ""
        offsets = self._places.offsets.get((element, tail), {})
        before: int | None = None
        self._broken = True
        if not offsets and text.strip():
            self._segments.append(Segment(len(self._text), line_of(element)))
        for at, char in enumerate(text):
            if at in offsets:
                before, self._broken = offsets[at] - at, True
            if char.isspace():
                self._blank = self._blank or ("\r" if char == "\n" else " ")
            if char.isspace() or char in _UNSEEN:
                self._broken = True
                continue
            self._flush(char)
            if self._broken and before is not None:
                self._segments.append(self._places.segment(len(self._text), before + at))
            self._broken = False
            self._text.append(char)

    def _flush(self, char: str) -> None:
        """Write the blank due before ``char``; a source line end between Chinese is none."""
        blank, self._blank = self._blank, ""
        if not blank or not self._text:
            return
        if blank == "\r":
            blank = " " if self._text[-1].isascii() and char.isascii() else ""
        self._text += blank

    def passage(self) -> Passage:
        return Passage("".join(self._text), tuple(self._segments))


def line_of(element: etree._Element) -> int | None:
    """Say the line that the parser remembers, which is all it remembers."""
    return cast("int | None", element.sourceline)
