"""A PDF with its figures highlighted, and findings as the notes of the highlights."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject
from pypdfium2 import PdfDocument, PdfiumError, raw

from gouji.documents.document import Passage
from gouji.documents.layout.lines import width
from gouji.documents.pages.pdf_words import without_radicals
from gouji.figures.figure import Figure
from gouji.reports.marking.annotating import AUTHOR, FILLS, Marked, Original, Remark
from gouji.reports.saying.phrases import refused
from gouji.reports.saying.quoting import Quotes, found_in

_DAMAGE = (PyPdfError, PdfiumError, ValueError, KeyError, TypeError, RecursionError)
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_ICON = (12.0, 12.0, 32.0, 32.0)
"""Where the note about the whole copy stands: from the left edge, from the upper one."""
_FINE = 10_000
"""Parts of a point to which a spot on a page as shown is known."""
Box: TypeAlias = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own coordinates, however it is turned."""
Shown: TypeAlias = Box
"""Left, top, right, bottom, from the upper left corner of the page as it is shown."""

_NEARBY = 40
"""So many characters around a figure tell it from others that are printed alike."""
_IN_NUMBERS = frozenset("0123456789.,")


def mark(original: Original) -> Marked:
    """Mark a copy of a PDF file."""
    try:
        reader = PdfReader(io.BytesIO(original.source.data))
        writer = PdfWriter(clone_from=reader)
        _forget(writer)
        sight = _Sight(Quotes((original.document,)), PdfDocument(original.source.data))
        lost = []
        for remark in sorted(original.remarks, key=lambda r: r.figure.number):
            if lines := sight.lines(remark.figure):
                _highlight(writer, remark.figure.place.page or 0, lines, remark)
            else:
                lost.append(remark)
        icon, preface = on_page(sight.pages[0], _ICON), original.preface(lost)
        writer.add_annotation(0, Text(rect=icon, text=preface, title_bar=AUTHOR))
        data = io.BytesIO()
        writer.write(data)
    except _DAMAGE as why:
        raise refused(original.source.path, "copy-of-damaged") from why
    return Marked(data.getvalue(), ".pdf", tuple(lost))


@dataclass(slots=True)
class _Sight:
    """Looks figures up on their pages, no two at one spot."""

    quotes: Quotes
    pages: Any
    letters: dict[int, Letters] = field(default_factory=dict)
    taken: dict[int, set[int]] = field(default_factory=dict)

    def lines(self, figure: Figure) -> list[Box]:
        """A box or more a line of a figure's print; none where it is not found."""
        number = figure.place.page or 0
        if not 0 < number <= len(self.pages):
            return []
        row, at = self.quotes.around(figure)
        if figure.confidence is not None:
            page, shown = self.pages[number - 1], recognised_lines(row[at], figure) if row else ()
            return [on_page(page, box) for box in shown]
        if number not in self.letters:
            self.letters[number] = letters_of(self.pages[number - 1])
        letters, taken = self.letters[number], self.taken.setdefault(number, set())
        for wanted in _wanted(row, at, figure) if row else ():
            if span := letters.find(wanted, taken):
                taken.add(span[0])
                return letters.lines(*span)
        return []


def _wanted(row: Sequence[Passage], at: int, figure: Figure) -> Iterator[Wanted]:
    """The figure with its change, then by itself: its change may stand on a line of its own."""
    own, number = row[at].text, figure.numeral.text
    span = found_in(row[at], figure)
    if span is not None and number in own[slice(*span)]:
        yield around([passage.text for passage in row], at, span)
    bare = [_BRACKETED.sub("", passage.text) for passage in row]
    start = bare[at].find(number)
    if start >= 0:
        yield around(bare, at, (start, start + len(number)))


def _forget(writer: Any) -> None:
    """Take away the notes that an earlier marking left."""
    for page in writer.pages:
        notes = page.get("/Annots")
        for note in list(notes.get_object()) if notes is not None else ():
            if note.get_object().get("/T") == AUTHOR:
                notes.get_object().remove(note)


def _highlight(writer: Any, number: int, boxes: list[Box], remark: Remark) -> None:
    quads = [q for w, s, e, n in boxes for q in (w, n, e, n, w, s, e, s)]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    annotation = Highlight(
        rect=(min(lefts), min(bottoms), max(rights), max(tops)),
        quad_points=ArrayObject([FloatObject(q) for q in quads]),
        highlight_color=FILLS[remark.severity],
        printing=True,
        title_bar=AUTHOR,
    )
    annotation[NameObject("/Contents")] = TextStringObject(remark.text)
    writer.add_annotation(number - 1, annotation)


def on_page(page: Any, shown: Shown) -> Box:
    """Turn a box of the page as it is shown into its own coordinates."""
    wide, tall = (round(side * _FINE) for side in page.get_size())
    found = []
    for x, y in ((shown[0], shown[1]), (shown[2], shown[3])):
        own, up = ctypes.c_double(), ctypes.c_double()
        spot = (round(min(x * _FINE, wide)), round(min(y * _FINE, tall)))
        raw.FPDF_DeviceToPage(page, 0, 0, wide, tall, 0, *spot, ctypes.byref(own), ctypes.byref(up))
        found.append((own.value, up.value))
    (a, b), (c, d) = found
    return min(a, c), min(b, d), max(a, c), max(b, d)


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
