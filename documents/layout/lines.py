"""Lines of a text, and passages that remember which lines and columns they came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TypeVar

from gouji.documents.document import Passage, Segment

T = TypeVar("T")

_LINE_END = re.compile(r"\r\n|\r|\n")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\x0b\x0c\x1c-\x1f]+")
_SEEN = re.compile("[^\\s\u00ad\u200b-\u200f\u2060\ufeff]")
_TAB = re.compile("\t")
_WIDE = frozenset("WF")


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line without its end; ``number`` counts from 1."""

    number: int
    text: str
    origin: Segment | None = None
    """Where it is printed, if it is no line of a text."""
    broken: bool = False
    """The edge of the paper broke it: a reader saw that there was no more room."""

    @property
    def blank(self) -> bool:
        return _SEEN.search(self.text) is None

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """Take ``text[start:end]`` without the blanks around it and the characters nobody sees."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        first = Segment(0, self.number, start)
        if self.origin is not None:
            first = replace(self.origin, column=self.origin.column + start)
        whole = Passage(text.strip(), (first,))
        return without(whole, [found.span() for found in _UNSEEN.finditer(whole.text)])

    def cells(self, separator: re.Pattern[str] = _TAB) -> tuple[Passage, ...]:
        """Split at every separator, one character each."""
        ends = [*(found.start() for found in separator.finditer(self.text)), len(self.text)]
        return tuple(self.passage(a + 1, b) for a, b in pairwise((-1, *ends)))


def split_lines(text: str, only: Sequence[int] = ()) -> tuple[Line, ...]:
    """Split as an editor does, where form feeds and the like end no line; or take some lines."""
    lines = _LINE_END.split(text) if "\r" in text else text.split("\n")
    return tuple(Line(n, lines[n - 1]) for n in only or range(1, len(lines) + 1))


def join(passages: Sequence[Passage], glue: str | None = None) -> Passage:
    """Join passages; without ``glue``, a space goes between two Latin words and nothing else."""
    parts = [p for p in passages if p.text]
    if not parts:
        return passages[0] if passages else Passage("")
    text, segments = parts[0].text, [*parts[0].segments]
    for before, part in pairwise(parts):
        text += _glue(before.text, part.text) if glue is None else glue
        segments += [replace(s, start=s.start + len(text)) for s in part.segments]
        text += part.text
    return Passage(text, tuple(segments))


def _glue(before: str, after: str) -> str:
    """Chinese breaks a line anywhere, a number included; Latin words want their space back."""
    left, right = before[-1:], after[:1]
    if before.endswith((" -", " –", " —")):  # a dash that parts a name from its number, no minus
        return " "
    if not (left.isascii() and right.isascii() and right.isalnum()):
        return ""
    latin = before.isascii() and any(map(str.isalpha, before))  # it breaks lines at blanks alone
    spoken = latin or right.isalpha() or before[-2:].strip(",;:.)%")[-1:].isalpha()
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


def runs(items: Sequence[T], parted: Callable[[T, T], bool]) -> list[list[T]]:
    """Part a sequence wherever one and the next are ``parted``."""
    found: list[list[T]] = []
    for item in items:
        if found and not parted(found[-1][-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def width(text: str) -> int:
    """Count columns: a Chinese character takes two."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1
