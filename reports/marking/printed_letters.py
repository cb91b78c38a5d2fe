"""Where on a printed page the characters of a figure stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from pypdfium2 import raw

from gouji.documents.document import Passage
from gouji.documents.layout.lines import width
from gouji.documents.pages.pdf_words import without_radicals
from gouji.figures.figure import Figure
from gouji.reports.saying.quoting import found_in

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates, however it is turned."""
Shown: TypeAlias = Box
"""Left, top, right, bottom, from the upper left corner of the page as it is shown."""

_NEARBY = 40
"""So many characters around a figure tell it from others that are printed alike."""
_IN_NUMBERS = frozenset("0123456789.,")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure's characters with what is printed before and behind them, all without blanks."""

    text: str
    before: str
    behind: str


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of a page in the order of reading, without blanks."""

    page: Any
    """The page's text, as pdfium has it."""
    text: str
    numbers: tuple[int, ...]
    """Which character of the page each is."""
    starts: frozenset[int]
    """Where words begin."""

    def find(self, wanted: Wanted, taken: set[int]) -> tuple[int, int] | None:
        """The occurrence whose surroundings are most alike; each serves one figure only."""
        found = [at for at in self._occurrences(wanted.text) if at not in taken]
        if not found:
            return None
        best = max(found, key=lambda at: self._likeness(wanted, at))
        return best, best + len(wanted.text)

    def lines(self, start: int, end: int) -> list[Box]:
        """The boxes around ``text[start:end]``, one or more a line."""
        first = self.numbers[start]
        count = self.page.count_rects(first, self.numbers[end - 1] + 1 - first)
        return [self.page.get_rect(number) for number in range(count)]

    def _occurrences(self, text: str) -> Iterator[int]:
        at = self.text.find(text)
        while at >= 0:
            if self._parts(at, text[0]) and self._parts(at + len(text), text[-1]):
                yield at
            at = self.text.find(text, at + 1)

    def _parts(self, at: int, own: str) -> bool:
        """Whether no number runs on over this point."""
        if at in self.starts or not 0 < at < len(self.text) or own not in _IN_NUMBERS:
            return True
        return not (self.text[at - 1] in _IN_NUMBERS and self.text[at] in _IN_NUMBERS)

    def _likeness(self, wanted: Wanted, at: int) -> int:
        before = self.text[max(0, at - _NEARBY) : at]
        behind = self.text[at + len(wanted.text) :][:_NEARBY]
        return _shared(before[::-1], wanted.before[::-1]) + _shared(behind, wanted.behind)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = zip(one, other, strict=False)
    least = min(len(one), len(other))
    return next((at for at, (a, b) in enumerate(pairs) if a != b), least)


def letters_of(page: Any) -> Letters:
    """The characters of a page of pdfium's."""
    words = page.get_textpage()
    text, numbers, starts, parted = "", [], set(), True
    for number in range(words.count_chars()):
        letter = without_radicals(chr(raw.FPDFText_GetUnicode(words.raw, number)))
        if letter.isspace() or letter == "\0":
            parted = True
            continue
        if parted:
            starts.add(len(text))
        text, parted = text + letter, False
        numbers.append(number)
    return Letters(words, text, tuple(numbers), frozenset(starts))


def squeezed(text: str) -> str:
    """Drop all blanks."""
    return "".join(text.split())


def around(texts: Sequence[str], at: int, span: tuple[int, int]) -> Wanted:
    """Want ``texts[at][span]``, which stands among the others."""
    own, (start, end) = texts[at], span
    before = squeezed("".join(texts[:at]) + own[:start])
    behind = squeezed(own[end:] + "".join(texts[at + 1 :]))
    return Wanted(squeezed(own[start:end]), before[-_NEARBY:], behind[:_NEARBY])


def recognised_lines(passage: Passage, figure: Figure) -> Iterator[Shown]:
    """A box a line of a recognised figure: the part of its line, or of its cell."""
    span = found_in(passage, figure) or (0, 0)
    ends = [*(s.start for s in passage.segments[1:]), len(passage.text)]
    for segment, end in zip(passage.segments, ends, strict=True):
        first, last = max(span[0], segment.start), min(span[1], end)
        if segment.box is None or first >= last:
            continue
        left, top, right, bottom = segment.box
        text = passage.text[segment.start : end]
        whole = width(text) or 1
        before = width(text[: first - segment.start]) / whole
        until = width(text[: last - segment.start]) / whole
        wide = right - left
        yield left + before * wide, top, left + until * wide, bottom
