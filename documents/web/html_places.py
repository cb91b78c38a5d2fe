"""Where the text of an HTML tree is printed in its source: a parser forgets, a scan remembers.

The characters of the tree and those of the source come in the same order, blanks apart; so the two
are walked together. Where a broken page lets them part, a short search brings them together again.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import cast

from lxml import etree

from gouji.documents.document import Passage, Segment

RAW = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "math"})
"""Elements whose content is no text of the page."""

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_QUOTED = re.compile(r"[^<>\"']*(?:\"[^\"]{0,4000}\"|'[^']{0,4000}')")
_LINE_END = re.compile(r"\r\n|\r|\n")
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_WINDOW = 4000
_SURE = 12


class SourceMap:
    """The places of a tree's text nodes in ``text``, whose first line is ``first_line``."""

    def __init__(self, text: str, root: etree._Element, first_line: int = 1) -> None:
        self._starts = [0, *(m.end() for m in _LINE_END.finditer(text))]
        self._first_line = first_line
        self._offsets = array("l")
        self._nodes: dict[tuple[etree._Element, bool], int] = {}
        self._align("".join(self._scan(text)), root)

    def passage(self, pieces: list[tuple[etree._Element, bool] | str]) -> Passage:
        """Join text nodes (an element, and whether its tail is meant) and literal breaks."""
        builder = _Builder(self)
        for piece in pieces:
            if isinstance(piece, str):
                builder.literal(piece)
            else:
                builder.node(*piece)
        return builder.passage()

    def offset(self, element: etree._Element, *, tail: bool) -> int | None:
        return self._nodes.get((element, tail))

    def segment(self, start: int, at: int) -> Segment:
        """Say line and column of the stream's character number ``at``."""
        offset = self._offsets[at]
        line = bisect_right(self._starts, offset) - 1
        return Segment(start, self._first_line + line, offset - self._starts[line])

    def continues(self, at: int) -> bool:
        """Whether this character stands right behind the one before it in the source."""
        return at > 0 and self._offsets[at] == self._offsets[at - 1] + 1

    def _scan(self, text: str) -> Iterator[str]:
        """Yield the visible characters in turn and note their offsets."""
        for start, end in visible_spans(text):
            at = start
            while at < end:
                found = _ENTITY.match(text, at) if text[at] == "&" else None
                shown = html.unescape(found.group()) if found else text[at]
                for char in shown:
                    if not char.isspace():
                        self._offsets.append(at)
                        yield char
                at = found.end() if found else at + 1

    def _align(self, stream: str, root: etree._Element) -> None:
        at = 0
        for element, tail, text in text_nodes(root):
            wanted = "".join(text.split())
            if not wanted:
                continue
            if not stream.startswith(wanted, at):
                found = stream.find(wanted[:_SURE], at, at + _WINDOW)
                if found < 0 or not stream.startswith(wanted, found):
                    continue
                at = found
            self._nodes[element, tail] = at
            at += len(wanted)


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
        at = self._places.offset(element, tail=tail)
        self._broken = True
        if at is None and text.strip():
            self._segments.append(Segment(len(self._text), line_of(element)))
        for char in text:
            if char.isspace():
                self._blank = self._blank or (char if char == "\n" else " ").replace("\n", "\r")
                continue
            if char in _UNSEEN:
                at, self._broken = (None if at is None else at + 1), True
                continue
            self._flush(char)
            if at is not None:
                if self._broken or not self._places.continues(at):
                    self._segments.append(self._places.segment(len(self._text), at))
                at += 1
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
        self._broken = self._broken or bool(blank)

    def passage(self) -> Passage:
        return Passage("".join(self._text), tuple(self._segments))


def line_of(element: etree._Element) -> int | None:
    """Say the line that the parser remembers, which is all it remembers."""
    return cast("int | None", element.sourceline)


def text_nodes(root: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """Yield every text of the tree in its order: the element, whether it is its tail, the text."""
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            hidden += element.tag in RAW
            if element.text and not hidden:
                yield element, False, element.text
            continue
        if event == "end":
            hidden -= element.tag in RAW
        if element.tail and not hidden and element is not root:
            yield element, True, element.tail


def visible_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of ``text`` between tags, in time that grows with its length only."""
    at, length, lower = 0, len(text), text.lower()
    while at < length:
        tag = text.find("<", at)
        if tag < 0:
            yield at, length
            return
        if not _begins_markup(text, tag):
            yield at, tag + 1
            at = tag + 1
            continue
        if tag > at:
            yield at, tag
        at = _markup_end(text, lower, tag)


def _begins_markup(text: str, at: int) -> bool:
    follows = text[at + 1 : at + 2]
    return follows in {"/", "!", "?"} or (follows.isascii() and follows.isalpha())


def _markup_end(text: str, lower: str, at: int) -> int:
    if text.startswith("<!--", at):
        return _behind(text, "-->", at + 4)
    end = _tag_end(text, at)
    name = _TAG_NAME.match(lower, at)
    if name is None or name.group(1) not in RAW or text[at + 1] == "/" or text[end - 2] == "/":
        return end
    closing = lower.find(f"</{name.group(1)}", end)
    return len(text) if closing < 0 else closing


def _tag_end(text: str, at: int) -> int:
    """Skip quoted attribute values, which may hold ``>``."""
    while quoted := _QUOTED.match(text, at + 1):
        at = quoted.end() - 1
    return _behind(text, ">", at)


def _behind(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return len(text) if found < 0 else found + len(mark)
