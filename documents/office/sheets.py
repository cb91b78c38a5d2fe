"""A sheet to pieces: its tables stand apart by blank rows and columns, with titles over them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import NamedTuple

from gouji.documents.document import (
    Cell,
    Document,
    Paragraph,
    Passage,
    Place,
    Table,
    Unread,
    set_in,
    told,
)
from gouji.documents.files.source import Source
from gouji.documents.layout.assembly import assembled
from gouji.documents.layout.lines import runs
from gouji.documents.layout.pieces import Piece, pictures_unread, spanned
from gouji.documents.layout.shapes import is_note, is_sentence, is_unit_line, kind
from gouji.documents.words import cue

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*[0-9]*", re.IGNORECASE)
_MOST_SPLITS = 6
_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:5[0-9]{2}")
_SIGNATURE = cue("signature")
_BLANK: frozenset[int] = frozenset()


class Range(NamedTuple):
    """A rectangle of slots, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def rows(self) -> range:
        return range(self.top, self.bottom + 1)

    @property
    def columns(self) -> range:
        return range(self.left, self.right + 1)

    @property
    def is_table(self) -> bool:
        """Whether it has room for one: two columns in two rows, or three."""
        return len(self.columns) > 1 and len(self.rows) * len(self.columns) > 2


@dataclass(slots=True)
class Sheet:
    """The printed texts of a sheet, by row and column; only what holds something is listed."""

    name: str
    unread: str = ""
    """The text of ``problems.yaml`` that says why it was passed over, if it was."""
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    depths: dict[tuple[int, int], int] = field(default_factory=dict)
    """By how many steps the cell of a row and column is set in."""
    cells: int = 0
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    """The references of cells that show an error instead of a value."""
    uncomputed: list[str] = field(default_factory=list)
    """The references of formulas that hold no value."""
    drawn: int = 0
    """Pictures and charts that lie on it, which nothing here reads."""

    def put(self, source: Source, row: int, column: int, text: str, depth: int = 0) -> None:
        """Note a cell's text, ``depth`` steps set in; blanks take no room."""
        if text:
            self.rows.setdefault(row, {})[column] = text
            self.depths[row, column] = depth
            self.cells += 1
            source.limits.check("cells", self.cells, source.path)
            if text[0] in "#E" and _ERROR.fullmatch(text):
                self.errors.append(f"{letters(column)}{row}")


def document_of(source: Source, form: str, sheets: Sequence[Sheet]) -> Document:
    """The document of a workbook: its sheets, and what of them was not read.

    Where several hold something, their names are headings.
    """
    filled = [sheet for sheet in sheets if sheet.rows]
    pieces: list[Piece] = []
    for sheet in filled:
        if len(filled) > 1 and not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
            place = Place(cell=f"{sheet.name}!A1")
            pieces.append(Paragraph(Passage(sheet.name.strip()), 1, role="heading", place=place))
        for piece in _Reading(source, sheet).pieces():
            pieces.append(piece)
            if isinstance(piece, Table):
                source.count(piece.rows, len(piece.cells))
    told = (one for sheet in sheets for one in _told_of(sheet))
    return assembled(source, form, pieces, unread=told)


class _Reading:
    """Finds the tables of one sheet."""

    def __init__(self, source: Source, sheet: Sheet) -> None:
        self.source, self.sheet = source, sheet
        bottom = max(sheet.rows)
        right = max(max(cells) for cells in sheet.rows.values())
        source.limits.check("rows", bottom, source.path)
        self.whole = Range(1, 1, bottom, right)
        self.merges = {
            (m.top, m.left): Range(m.top, m.left, min(m.bottom, bottom), min(m.right, right))
            for m in sheet.merges
            if m.top <= bottom and m.left <= right
        }
        self.filled = self._filled()

    def _filled(self) -> dict[int, Set[int]]:
        """The columns that are filled in each row, merged cells over their whole range."""
        filled: dict[int, Set[int]] = {row: c.keys() for row, c in self.sheet.rows.items()}
        covered = 0
        for (top, left), merge in self.merges.items():
            if left not in self.sheet.rows.get(top, ()):
                continue
            covered += len(merge.rows) * len(merge.columns)
            self.source.limits.check("cells", covered, self.source.path)
            for row in merge.rows:
                filled[row] = filled.get(row, _BLANK) | frozenset(merge.columns)
        return filled

    def pieces(self) -> Iterator[Piece]:
        for band in self._bands(self.whole):
            yield from self._band(band, _MOST_SPLITS, [])

    def _bands(self, area: Range) -> list[Range]:
        """Part an area at its blank rows."""
        rows = [r for r in area.rows if not self.filled.get(r, _BLANK).isdisjoint(area.columns)]
        return [area._replace(top=r[0], bottom=r[-1]) for r in runs(rows, _apart)]

    def _band(self, band: Range, splits: int, above: list[int]) -> Iterator[Piece]:
        """Read what no blank row parts; rows ``above`` belong to it as titles."""
        self.source.hurry()
        peeled = self._peel(band)
        titles, body = above + peeled, band._replace(top=band.top + len(peeled))
        filled = _BLANK.union(*(self.filled.get(row, _BLANK) for row in body.rows))
        columns = runs(sorted(filled.intersection(body.columns)), _apart)
        parts = [body._replace(left=run[0], right=run[-1]) for run in columns]
        if len(parts) > 1 and splits:
            spans = {row: (min(self.filled[row]), max(self.filled[row])) for row in titles}
            owned = [
                [row for row, (left, right) in spans.items() if p.left <= left <= right <= p.right]
                for p in parts
            ]
            loose = [row for row in titles if not any(row in rows for rows in owned)]
            yield from self._prose(loose, band)
            for part, rows in zip(parts, owned, strict=True):
                for first, smaller in enumerate(self._bands(part)):
                    yield from self._band(smaller, splits - 1, [] if first else rows)
        elif not parts:
            yield from self._prose(titles, band)
        else:
            table = body._replace(left=parts[0].left, right=parts[-1].right)
            tail = self._tail(table)
            table = table._replace(bottom=table.bottom - len(tail))
            yield from self._titled(titles, table, band)
            yield from self._prose(tail, band)

    def _titled(self, titles: list[int], table: Range, band: Range) -> Iterator[Piece]:
        """The last line over a table names it; what stands higher is prose."""
        if not (table.is_table or self._heads(table)):
            yield from self._prose(titles, band)
            yield from self._prose(table.rows, table)
            return
        unit = [row for row in titles[-1:] if is_unit_line(self._row_text(row, band))]
        names = titles[: len(titles) - len(unit)]
        yield from self._prose(names[:-1], band)
        caption = " ".join(self._row_text(row, band) for row in [*names[-1:], *unit])
        yield self._grid(table, Passage(caption) if caption else None)

    def _heads(self, area: Range) -> bool:
        """Whether only a blank row parts two words from numbers in their columns."""
        below = area.bottom + 2
        texts = [self.sheet.rows[below][c] for c in self._printed(below, area)]
        return len(texts) > 1 and any(kind(text) == "number" for text in texts)

    def _peel(self, band: Range) -> list[int]:
        """The rows at the top that hold a single text at the left, or one over the width."""
        firsts = (min((band.right, *self.filled.get(row, ()))) for row in reversed(band.rows))
        lefts = [*accumulate(firsts, min)][::-1]  # of each row and those below it
        pairs = zip(band.rows, lefts, strict=True)
        return [row for row, _ in takewhile(lambda pair: self._is_title(band, *pair), pairs)]

    def _is_title(self, band: Range, row: int, leftmost: int) -> bool:
        printed, text = self._printed(row, band), self._row_text(row, band)
        if len(printed) != 1 or kind(text) != "label":
            return len(printed) == 1 and is_unit_line(text)
        merge = self.merges.get((row, printed[0]))
        reaches_down = merge is not None and merge.bottom > row
        return not reaches_down and printed[0] == max(leftmost, band.left)

    def _tail(self, part: Range) -> list[int]:
        rows: list[int] = []
        for row in range(part.bottom, part.top, -1):
            text = self._row_text(row, part)
            single = len(self._printed(row, part)) == 1
            if not (single and (is_note(text) or is_sentence(text) or _SIGNATURE.match(text))):
                break
            rows.insert(0, row)
        return rows

    def _printed(self, row: int, area: Range) -> list[int]:
        columns = self.sheet.rows.get(row, ())
        return sorted(c for c in columns if area.left <= c <= area.right)

    def _row_text(self, row: int, area: Range) -> str:
        return "\t".join(self.sheet.rows[row][c] for c in self._printed(row, area))

    def _prose(self, rows: Iterable[int], area: Range) -> Iterator[Paragraph]:
        """The rows in which something is printed, a line each."""
        for row in rows:
            if columns := self._printed(row, area):
                place = Place(cell=self._reference(row, columns[0]))
                text = Passage(self._row_text(row, area))
                yield Paragraph(text, place=place, adjacent=row > area.top)

    def _grid(self, area: Range, caption: Passage | None) -> Table:
        size = len(area.rows), len(area.columns)
        self.source.limits.check("cells", size[0] * size[1], self.source.path)
        slots = ((row, column) for row in area.rows for column in self._printed(row, area))
        cells = tuple(self._cell(row, column, area) for row, column in slots)
        hidden = frozenset(r - area.top + 1 for r in self.sheet.hidden_rows & {*area.rows})
        place = Place(cell=self._reference(area.top, area.left))
        return spanned(Table(0, *size, cells, title=caption, place=place, hidden_rows=hidden))

    def _cell(self, row: int, column: int, area: Range) -> Cell:
        merge = self.merges.get((row, column), Range(row, column, row, column))
        return Cell(
            row - area.top + 1,
            column - area.left + 1,
            set_in(" " * self.sheet.depths[row, column] + self.sheet.rows[row][column]),
            rowspan=min(merge.bottom, area.bottom) - row + 1,
            colspan=min(merge.right, area.right) - column + 1,
            reference=self._reference(row, column),
        )

    def _reference(self, row: int, column: int) -> str:
        return f"{self.sheet.name}!{letters(column)}{row}"


def _told_of(sheet: Sheet) -> Iterator[Unread]:
    """What a reader of the sheet should know: no values, errors, parts that are hidden there."""
    whole = Place(cell=f"{sheet.name}!A1")
    if sheet.unread:
        yield Unread(whole, told(sheet.unread))
    for text, cells in (("uncomputed", sheet.uncomputed), ("error-cells", sheet.errors)):
        if cells:
            first = f"{sheet.name}!{cells[0]}"
            yield Unread(Place(cell=first), told(text, n=len(cells), first=first))
    yield from pictures_unread([whole] * sheet.drawn)
    columns = sheet.hidden_columns and {c for cells in sheet.rows.values() for c in cells}
    hidden = len(sheet.hidden_rows & sheet.rows.keys()), len(sheet.hidden_columns & columns)
    if any(hidden):
        yield Unread(whole, told("hidden-parts", rows=hidden[0], columns=hidden[1]))


def _apart(one: int, other: int) -> bool:
    return other > one + 1


def letters(column: int) -> str:
    """Name a column as spreadsheets do: 28 is AB."""
    before, last = divmod(column - 1, 26)
    return (letters(before) if before else "") + chr(ord("A") + last)


def column_of(name: str) -> int:
    """Number a column by its name: AB is 28."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
