"""Where on a printed page the characters of a figure stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from gouji.documents.pages.printed import lines_of
from gouji.documents.pages.radicals import without_radicals
from gouji.documents.pdf import words_of

Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top, from the lower left corner of the page as it is shown."""

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

    text: str
    boxes: tuple[Box, ...]
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
        """The boxes around ``text[start:end]``, one a line."""
        lines: list[Box] = []
        for left, bottom, right, top in self.boxes[start:end]:
            last = lines[-1] if lines else None
            if last and bottom < last[3] and top > last[1] and left > last[0]:
                lines[-1] = (last[0], min(last[1], bottom), right, max(last[3], top))
            else:
                lines.append((left, bottom, right, top))
        return lines

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
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def letters_of(page: Any, number: int) -> Letters:
    """Read the characters of a page of pdfplumber's."""
    found = words_of(page)
    chars = {id(word): chars for word, chars in found}
    lines = lines_of([word for word, _ in found], number)
    left = float(page.mediabox[0])  # pdfplumber adds it to what is across, not to what is up
    text, boxes, starts = "", [], set()
    for word in (word for line in lines for word in line.words):
        starts.add(len(text))
        for char in chars[id(word)]:
            shown = squeezed(without_radicals(char["text"]))
            text += shown
            box = (char["x0"] - left, char["y0"], char["x1"] - left, char["y1"])
            boxes += [box] * len(shown)
    return Letters(text, tuple(boxes), frozenset(starts))


def squeezed(text: str) -> str:
    """Drop all blanks."""
    return "".join(text.split())


def around(texts: Sequence[str], at: int, span: tuple[int, int]) -> Wanted:
    """Want ``texts[at][span]``, which stands among the others."""
    own, (start, end) = texts[at], span
    before = squeezed("".join(texts[:at]) + own[:start])
    behind = squeezed(own[end:] + "".join(texts[at + 1 :]))
    return Wanted(squeezed(own[start:end]), before[-_NEARBY:], behind[:_NEARBY])
