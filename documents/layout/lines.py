"""Lines of a text, and passages that remember which lines and columns they came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.documents.document import Passage, Segment

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x0b\x0c\x1c-\x1f]+")
_WIDE = frozenset("WF")


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line without its end; ``number`` counts from 1."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        return not _UNSEEN.sub("", self.text).strip()

    @property
    def indent(self) -> str:
        return self.text[: len(self.text) - len(self.text.lstrip())]

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """Take ``text[start:end]`` without the blanks around it and the characters nobody sees."""
        return passage(self.text[start:end], self.number, start)

    def cells(self, separator: str = "\t") -> tuple[Passage, ...]:
        """Split at every separator."""
        start, cells = 0, []
        for piece in self.text.split(separator):
            cells.append(self.passage(start, start + len(piece)))
            start += len(piece) + len(separator)
        return tuple(cells)


def split_lines(text: str) -> tuple[Line, ...]:
    """Split as an editor does, where form feeds and the like end no line."""
    return tuple(Line(n, line) for n, line in enumerate(_LINE_END.split(text), start=1))


def passage(text: str, line: int | None, column: int = 0) -> Passage:
    """Strip ``text``, which stands at ``column`` of ``line``, and drop unseen characters."""
    pieces = [_trim(text, *gap) for gap in _between_unseen(text)]
    kept = [(start, end) for start, end in pieces if start < end]
    if kept:
        kept[0] = _lstrip(text, *kept[0])
        kept[-1] = _rstrip(text, *kept[-1])
    joined, segments = "", []
    for start, end in kept:
        segments.append(Segment(len(joined), line, column + start))
        joined += text[start:end]
    return Passage(joined, tuple(segments or [Segment(0, line, column)]))


def _between_unseen(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _UNSEEN.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Blank pieces at the edges must not hide the text's own edge from being stripped."""
    return (start, end) if text[start:end].strip() else (start, start)


def _lstrip(text: str, start: int, end: int) -> tuple[int, int]:
    return end - len(text[start:end].lstrip()), end


def _rstrip(text: str, start: int, end: int) -> tuple[int, int]:
    return start, start + len(text[start:end].rstrip())


def join(passages: Sequence[Passage], glue: str | None = None) -> Passage:
    """Join passages; without ``glue``, a space goes between two Latin words and nothing else."""
    parts = [p for p in passages if p.text]
    if not parts:
        return passages[0] if passages else Passage("")
    texts, segments, length = [parts[0].text], list(parts[0].segments), len(parts[0].text)
    for part in parts[1:]:
        between = _glue(texts[-1], part.text) if glue is None else glue
        length += len(between)
        segments += [replace(s, start=s.start + length) for s in part.segments]
        texts += [between, part.text]
        length += len(part.text)
    return Passage("".join(texts), tuple(segments))


def _glue(before: str, after: str) -> str:
    """Chinese breaks a line anywhere, a number included; Latin words want their space back."""
    left, right = before[-1:], after[:1]
    if not (left.isascii() and right.isascii() and right.isalnum()):
        return ""
    spoken = right.isalpha() or before[-2:].strip(",;:.)%")[-1:].isalpha()
    return " " if spoken and (left.isalnum() or left in ",;:.)%") else ""


def cut(whole: Passage, start: int, end: int | None = None) -> Passage:
    """Take a part of a passage with the segments that belong to it, without blanks around it."""
    end = len(whole.text) if end is None else end
    piece = whole.text[start:end]
    start += len(piece) - len(piece.lstrip())
    return _slice(whole, start, start + len(piece.strip()))


def without(whole: Passage, spans: Sequence[tuple[int, int]]) -> Passage:
    """Drop some characters, markup say, and keep the places of all others."""
    if not spans:
        return whole
    edges = [0, *(edge for span in spans for edge in span), len(whole.text)]
    kept = [_slice(whole, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    return cut(join(kept, ""), 0) if kept else Passage("", whole.segments[:1])


def _slice(whole: Passage, start: int, end: int) -> Passage:
    segments = []
    following = [*(s.start for s in whole.segments[1:]), len(whole.text) + 1]
    for segment, until in zip(whole.segments, following, strict=True):
        first = max(segment.start, start)
        if first < max(end, start + 1) and first < until:
            moved = segment.column + first - segment.start
            segments.append(replace(segment, start=first - start, column=moved))
    return Passage(whole.text[start:end], tuple(segments))


def width(text: str) -> int:
    """Count columns: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)
