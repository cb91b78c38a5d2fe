"""A sheet to pieces: its tables stand apart by blank rows and columns, with titles over them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import NamedTuple

from gouji.documents.document import Cell, Document, Passage, Place, Table, Unread, told
from gouji.documents.files.source import Source
from gouji.documents.layout.assembly import assembled
from gouji.documents.layout.lines import runs
from gouji.documents.layout.pieces import Piece, Prose, pictures_unread, spanned
from gouji.documents.layout.shapes import is_note, is_sentence, is_unit_line, kind
from gouji.documents.words import cue

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*[0-9]*", re.IGNORECASE)
_MOST_SPLITS = 6
_ERROR = re.compile(r"#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)|Err:5[0-9]{2}")
_SIGNATURE = cue("signature")


class Range(NamedTuple):
    """A rectangle of slots, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_table(self) -> bool:
        """Whether it has room for one: two columns in two rows, or three."""
        down, across = self.bottom - self.top, self.right - self.left
        return across > 0 and (down > 0 or across > 1)


@dataclass(slots=True)
class Sheet:
    """The printed texts of a sheet, by row and column; only what holds something is listed."""

    name: str
    unread: str = ""
    """The text of ``problems.yaml`` that says why it was passed over, if it was."""
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
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

    def put(self, source: Source, row: int, column: int, text: str) -> None:
        """Note a cell's text; blanks take no room."""
        if text:
            self.rows.setdefault(row, {})[column] = text
            self.cells += 1
            source.limits.check("cells", self.cells, source.path)
            if text[0] in "#E" and _ERROR.fullmatch(text):
                self.errors.append(f"{letters(column)}{row}")

    def hides(self) -> tuple[int, int]:
        """How many rows and columns with something in them the sheet does not show."""
        columns = self.hidden_columns and {c for cells in self.rows.values() for c in cells}
        return len(self.hidden_rows & self.rows.keys()), len(self.hidden_columns & columns)


def document_of(source: Source, form: str, sheets: Sequence[Sheet]) -> Document:
    """The document of a workbook: its sheets, and what of them was not read."""
    told = (one for sheet in sheets for one in _told_of(sheet))
    return assembled(source, form, _read_sheets(source, sheets), unread=told)


def _read_sheets(source: Source, sheets: Sequence[Sheet]) -> list[Piece]:
    """Read the sheets of a workbook; where there are several, their names are headings."""
    filled = [sheet for sheet in sheets if sheet.rows]
    pieces: list[Piece] = []
    for sheet in filled:
        if len(filled) > 1 and not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
            place = Place(cell=f"{sheet.name}!A1")
            pieces.append(Prose(Passage(sheet.name.strip()), 1, "heading", place))
        for piece in _Reading(source, sheet).pieces():
            pieces.append(piece)
            if isinstance(piece, Table):
                source.count(piece.rows, len(piece.cells))
    return pieces


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
            covered += (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1)
            self.source.limits.check("cells", covered, self.source.path)
            columns = range(merge.left, merge.right + 1)
            for row in range(merge.top, merge.bottom + 1):
                filled[row] = filled.get(row, frozenset()) | frozenset(columns)
        return filled

    def pieces(self) -> Iterator[Piece]:
        for band in self._bands(self.whole):
            yield from self._band(band, _MOST_SPLITS, [])

    def _bands(self, area: Range) -> list[Range]:
        """Part an area at its blank rows."""
        columns = range(area.left, area.right + 1)
        rows = [
            row
            for row in range(area.top, area.bottom + 1)
            if not self.filled.get(row, frozenset()).isdisjoint(columns)
        ]
        bands = runs(rows, lambda a, b: b > a + 1)
        return [Range(band[0], area.left, band[-1], area.right) for band in bands]

    def _band(self, band: Range, splits: int, above: list[int]) -> Iterator[Piece]:
        """Read what no blank row parts; rows ``above`` belong to it as titles."""
        self.source.hurry()
        peeled, body = self._peel(band)
        titles = above + peeled
        parts = self._parts(body) if body else []
        if len(parts) > 1 and splits:
            spans = {row: (min(self.filled[row]), max(self.filled[row])) for row in titles}
            owned = [
                [row for row, (left, right) in spans.items() if p.left <= left <= right <= p.right]
                for p in parts
            ]
            loose = [row for row in titles if not any(row in rows for rows in owned)]
            yield from (self._prose(row, band) for row in loose)
            for part, rows in zip(parts, owned, strict=True):
                for first, smaller in enumerate(self._bands(part)):
                    yield from self._band(smaller, splits - 1, [] if first else rows)
            return
        tail = self._tail(parts[0]) if parts else []
        table = parts[0]._replace(bottom=parts[0].bottom - len(tail)) if parts else None
        yield from self._titled(titles, table, band)
        yield from (self._prose(row, band) for row in tail)

    def _titled(self, titles: list[int], table: Range | None, band: Range) -> Iterator[Piece]:
        """The last line over a table names it; what stands higher is prose."""
        if table is None or not (table.is_table or self._heads(table)):
            yield from (self._prose(row, band) for row in titles)
            if table is not None:
                rows = range(table.top, table.bottom + 1)
                yield from (self._prose(row, table) for row in rows if self._printed(row, table))
            return
        unit = [row for row in titles[-1:] if is_unit_line(self._row_text(row, band))]
        names = titles[: len(titles) - len(unit)]
        yield from (self._prose(row, band) for row in names[:-1])
        caption = " ".join(self._row_text(row, band) for row in [*names[-1:], *unit])
        yield self._grid(table, Passage(caption) if caption else None)

    def _heads(self, area: Range) -> bool:
        """Whether only a blank row parts two words from numbers in their columns."""
        below = area.bottom + 2
        texts = [self.sheet.rows[below][c] for c in self._printed(below, area)]
        return len(texts) > 1 and any(kind(text) == "number" for text in texts)

    def _peel(self, band: Range) -> tuple[list[int], Range | None]:
        """Take rows off the top that hold a single text at the left, or one over the width."""
        rows = range(band.top, band.bottom + 1)
        firsts = (min((band.right, *self.filled.get(row, ()))) for row in reversed(rows))
        lefts = [*accumulate(firsts, min)][::-1]  # of each row and those below it
        pairs = zip(rows, lefts, strict=True)
        titles = [row for row, _ in takewhile(lambda pair: self._is_title(band, *pair), pairs)]
        top = band.top + len(titles)
        return titles, band._replace(top=top) if top <= band.bottom else None

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

    def _parts(self, band: Range) -> list[Range]:
        """Part a band at its blank columns."""
        rows = (self.filled.get(row, ()) for row in range(band.top, band.bottom + 1))
        inside = sorted({c for row in rows for c in row if band.left <= c <= band.right})
        return [band._replace(left=r[0], right=r[-1]) for r in runs(inside, lambda a, b: b > a + 1)]

    def _prose(self, row: int, area: Range) -> Prose:
        column = self._printed(row, area)[0]
        return Prose(
            Passage(self._row_text(row, area)),
            place=Place(cell=self._reference(row, column)),
            adjacent=row > area.top,
        )

    def _grid(self, area: Range, caption: Passage | None) -> Table:
        rows, columns = area.bottom - area.top + 1, area.right - area.left + 1
        self.source.limits.check("cells", rows * columns, self.source.path)
        cells = [
            self._cell(row, column, area)
            for row in range(area.top, area.bottom + 1)
            for column in self._printed(row, area)
        ]
        hidden = (r - area.top + 1 for r in self.sheet.hidden_rows if area.top <= r <= area.bottom)
        table = Table(
            0,
            rows,
            columns,
            tuple(cells),
            title=caption,
            place=Place(cell=self._reference(area.top, area.left)),
            hidden_rows=frozenset(hidden),
        )
        return spanned(table)

    def _cell(self, row: int, column: int, area: Range) -> Cell:
        merge = self.merges.get((row, column), Range(row, column, row, column))
        return Cell(
            row - area.top + 1,
            column - area.left + 1,
            Passage(self.sheet.rows[row][column]),
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
    rows, columns = sheet.hides()
    if rows or columns:
        yield Unread(whole, told("hidden-parts", rows=rows, columns=columns))


def letters(column: int) -> str:
    """Name a column as spreadsheets do: 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(name: str) -> int:
    """Number a column by its name: AB is 28."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
