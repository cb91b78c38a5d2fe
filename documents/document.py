"""A document as its reader hands it on: paragraphs and tables, and where each of them is printed.

Everything counts from 1, as people do, except character spans: half-open, counted from 0.
"""

from __future__ import annotations

import errno
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from gouji.texts.bilingual import Lang, Texts, Words

_WIDE = "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ％．／－＋＝"
_FOLDED = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in _WIDE + _WIDE[10:36].casefold()}
_FOLDED |= dict.fromkeys((0x0B, 0x0C, 0x85, 0x2028, 0x2029), " ")

PROBLEMS = Texts(Path(__file__).with_name("problems.yaml"))
"""What is said of documents that can't be read, or not all of them."""
told = PROBLEMS.told


class DocumentError(Exception):
    """A document can't be read: ``path`` names it, ``reason`` what was found and what to do."""

    def __init__(self, path: Path | str, reason: Words) -> None:
        self.path, self.reason = str(path), reason
        super().__init__(f"{path}: {reason}")

    def say(self, lang: Lang) -> str:
        return f"{self.path}: {self.reason.say(lang)}"


def refused(path: Path | str, text: str, /, **values: object) -> DocumentError:
    """The error that a text of ``PROBLEMS`` tells."""
    return DocumentError(path, told(text, **values))


def refusal(failure: OSError) -> Words:
    """Why the system would not have something written, the same for every file we write."""
    text = f"unwritten-{errno.errorcode.get(failure.errno or 0)}"
    said = failure.strerror or type(failure).__name__
    return told(text) if text in PROBLEMS else Words(said, said)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed; what a format has no word for stays None."""

    line: int | None = None
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    cell: str | None = None
    """A spreadsheet's own reference, ``Sheet1!C7``."""
    span: tuple[int, int] | None = None
    """Characters [start, end) in the source line, or in the block where there are no lines."""
    paragraph: int | None = None
    """A format without lines: the paragraph's number in the body, those in tables not counted."""


@dataclass(frozen=True, slots=True)
class Segment:
    """From ``start`` in a passage's text on, the characters stand at ``column`` of ``line``."""

    start: int
    line: int | None = None
    column: int = 0
    page: int | None = None
    confidence: float | None = None
    """Least certainty, 0…1, of a recognised character; None for text that was not recognised."""
    box: tuple[float, float, float, float] | None = None
    """Of a line on a page: left, top, right, bottom, in points from the upper left."""
    paragraph: int | None = None
    """The number of its paragraph, where lines of several were joined."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Text that remembers which lines of the source it was joined from.

    Its first segment begins with its text; text made without any stands at the column that it
    begins in, on a line that only its block knows. Full-width digits and letters become plain ones,
    and a separator of lines within it a space: one character for one, so that places stay true.
    """

    text: str
    segments: tuple[Segment, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.text.translate(_FOLDED))
        if not self.segments or self.segments[0].start > 0:
            object.__setattr__(self, "segments", (Segment(0), *self.segments))

    @property
    def confidence(self) -> float | None:
        """The least certainty of its segments."""
        return min((s.confidence for s in self.segments if s.confidence is not None), default=None)

    def place(self, start: int, end: int, within: Place = Place()) -> Place:
        """Say where ``text[start:end]`` is printed; ``within`` gives table, row and column."""
        segment = self.segments[bisect_right([s.start for s in self.segments], start) - 1]
        column = segment.column + start - segment.start
        return replace(
            within,
            line=segment.line if segment.line is not None else within.line,
            page=segment.page if segment.page is not None else within.page,
            paragraph=segment.paragraph or within.paragraph,
            span=(column, column + end - start),
        )


def set_in(text: str) -> Passage:
    """A text without the blanks around it; by those before it, it is set in."""
    return Passage(text.strip(), (Segment(0, column=len(text) - len(text.lstrip())),))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; ``row`` and ``column`` are of its upper left corner in the grid."""

    row: int
    column: int
    passage: Passage
    rowspan: int = 1
    colspan: int = 1
    reference: str | None = None
    """A spreadsheet's own reference."""

    @property
    def text(self) -> str:
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. Blank cells are left out where spans are known, present as ``""`` where not.

    ``merged`` says whether the format knows its merged cells (docx, xlsx, html); where it does not
    (flattened text, pdf), spans are all 1 and whoever reads the header guesses them from blanks.
    ``title`` is a caption or a line that names just this table; ``headings`` the section headings
    above it, outermost first. ``notes`` stand under it.
    """

    number: int
    """From 1 in the order of the document; 0 until it has its place there."""
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    merged: bool = False
    header_rows: int | None = None
    """How many rows the format itself marks as header; None where it does not say."""
    title: Passage | None = None
    headings: tuple[str, ...] = ()
    notes: tuple[Passage, ...] = ()
    place: Place = Place()
    hidden_rows: frozenset[int] = frozenset()
    inferred: bool = False
    """Its columns, or which rows are its own, were guessed from a page's layout."""
    numbers: tuple[int, ...] = ()
    """Where some rows of a large table are here alone, the number that each has in it."""

    def number_of(self, row: int) -> int:
        """The number by which places call a row that is here."""
        return self.numbers[row - 1] if self.numbers else row

    def row(self, number: int) -> tuple[Cell, ...]:
        """The cells that begin in a row."""
        return tuple(cell for cell in self.cells if cell.row == number)

    def only(self, rows: Sequence[int]) -> Table:
        """Some of its rows, in their order, which keep their numbers."""
        here = {row: n for n, row in enumerate(rows, start=1)}
        return replace(
            self,
            rows=len(rows),
            cells=tuple(replace(c, row=here[c.row]) for c in self.cells if c.row in here),
            hidden_rows=frozenset(here[row] for row in self.hidden_rows if row in here),
            numbers=tuple(rows),
        )

    def over(self, below: Table, skipped: int = 0) -> Table:
        """One table of both, without the first rows of the lower one."""
        merged, shift = self.merged or below.merged, self.rows - skipped
        more = (replace(c, row=c.row + shift) for c in below.cells if c.row > skipped)
        return replace(
            self,
            rows=shift + below.rows,
            cells=tuple(cell for cell in (*self.cells, *more) if cell.text or not merged),
            merged=merged,
            hidden_rows=self.hidden_rows | {r + shift for r in below.hidden_rows if r > skipped},
            inferred=self.inferred or below.inferred,
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``level`` is 1… for a heading, None for prose. ``headings`` stand above it."""

    passage: Passage
    level: int | None = None
    headings: tuple[str, ...] = ()
    place: Place = Place()
    role: str = ""
    """``title``, ``heading``, ``note``, ``caption``, ``contents``, ``footnote``; "" for prose."""
    adjacent: bool = False
    """Nothing blank stands between this and what is above it."""

    @property
    def text(self) -> str:
        return self.passage.text


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a document that was not read (a picture, a password), with the reason."""

    place: Place
    reason: Words


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be audited: exit 2, and said in one line.

    ``trace`` is where in our own code it happened, for what no reader foresaw.
    """

    path: str
    reason: Words
    trace: str = ""

    def say(self, lang: Lang) -> str:
        return f"{self.path}: {self.reason.say(lang)}"


@dataclass(frozen=True, slots=True)
class Document:
    """One disclosure as read. ``path`` is what messages name; ``sha256`` is of the bytes."""

    path: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    unread: tuple[Unread, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)

    def only(self, rows: Sequence[int]) -> Document:
        """The same with some rows of its tables, of which it has but one."""
        blocks = (b.only(rows) if isinstance(b, Table) else b for b in self.blocks)
        return replace(self, blocks=tuple(blocks))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))
