"""From a table to its figures: grid, header tree, body, then numbers with their labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from gouji.documents.document import Table
from gouji.figures.figure import Figure, Numeral
from gouji.figures.meaning import Meaning
from gouji.figures.numbers.amounts import Printed
from gouji.figures.numbers.numeral import scan_text
from gouji.figures.numbers.units import caption_units, header_unit, resolve
from gouji.figures.sentences.clauses import told_in
from gouji.figures.tables.body import Slot, read_body
from gouji.figures.tables.change_lines import (
    is_change_column,
    is_change_of_kind_unknown,
    with_changes,
)
from gouji.figures.tables.grid import Grid, is_label
from gouji.figures.tables.header import Header, read_headers
from gouji.figures.tables.prints import RATES, Prints
from gouji.rules import cues
from gouji.rules.traditional import simplified

MAX_ROW_LABELS = 60
_MARK = re.compile(r"(?:[*＊†‡※#]{1,3}|[①-⑳]|\[[0-9]{1,2}\])\s*\Z")
"""What sends the reader of a cell or a label to a note."""
MOST_CELLS_TRIED = 6000
"""Cells that may be read under other headers: a table of 300 cells under twenty of them."""
CHANGES = ("+", "＋", "↑", "↓")
"""What begins so tells how something changed, and is none of what its row names."""


def read_table(table: Table, document: str, meaning: Meaning) -> list[list[Figure]]:
    """Read every figure of ``table`` in printed order; numbers are given by the caller.

    The first list takes the header as printed. Where it lost a cell, further lists have the same
    figures under every other header that it can have been.
    """
    grid = Grid(table)
    tried = max(1, MOST_CELLS_TRIED // max(1, grid.rows * grid.columns))
    return [_under(header, grid, document, meaning) for header in islice(read_headers(grid), tried)]


def _under(header: Header, grid: Grid, document: str, meaning: Meaning) -> list[Figure]:
    slots = [slot for slot in read_body(grid, header) if not slot.repeats]
    prints = Prints.shown(slots, grid)
    reading = _Reading(grid, header, document, meaning, _beside(grid, header), prints)
    figures = [f for slot in slots for f in reading.figures(slot)]
    in_row = Counter(f.place.row for f in figures)
    meant = [_meant(f, reading, alone=in_row[f.place.row] == 1) for f in figures]
    found = with_changes(with_changes(meant, "row"), "column")
    basis = told_in((*_captions(grid.table), *(note.text for note in grid.table.notes)))
    return [replace(f, basis=basis) if basis and f.change and not f.basis else f for f in found]


def _captions(table: Table) -> tuple[str, ...]:
    return (table.title.text,) if table.title else ()


def _beside(grid: Grid, header: Header) -> tuple[str, ...]:
    """All labels of the table: they say what a table without title is about."""
    rows = range(header.title_rows, header.rows)
    columns = [t for r in rows for t in grid.texts[r]]
    body = range(header.rows, min(grid.rows, MAX_ROW_LABELS))
    first = [label for r in body for label in grid.texts[r][:1]]
    return tuple(dict.fromkeys(t for t in (*columns, *first) if is_label(t)))


@dataclass(frozen=True)
class _Reading:
    grid: Grid
    header: Header
    document: str
    meaning: Meaning
    beside: tuple[str, ...]
    prints: Prints

    def figures(self, slot: Slot) -> Iterator[Figure]:
        cell = self.grid.at[slot.row][slot.column]
        assert cell is not None
        unit, above = self._unit(slot), (*self.grid.table.headings, *_captions(self.grid.table))
        of_changes = any(is_change_column(p[-1]) for p in (slot.column_path, slot.row_path) if p)
        found = self.prints.read(
            cell.text.translate(self.grid.signs), unit, slot.column, of_changes=of_changes
        )
        for place, printed in enumerate(found):
            if place and printed.alone:  # 咨询 31204（同比↑8.12%，环比↓2.35%）: a second change
                continue
            path = _named(slot.column_path, printed)
            # a change by itself keeps its arrow: ↓1.38%
            text = (printed.alone or printed.numeral).text
            exact = self._exact(printed, path, slot.row_path[-1:])
            within = self.grid.place(cell)
            yield Figure(
                document=self.document,
                place=cell.passage.place(printed.start, printed.end, within),
                numeral=replace(printed.numeral, text=text.translate(self.grid.signs)),
                interval=printed.numeral.interval(exact),
                unit=printed.unit,
                quantity=printed.quantity,
                exact=exact,
                row_path=() if slot.spans else slot.row_path,
                column_path=path,
                in_cell=printed.label,
                subject=(*map(simplified, above), *self.header.titles[slot.column]),
                change=printed.change,
                readings=(
                    *(reading.numeral for reading in printed.readings),
                    *self._by_notes(printed, cell.text, slot),
                ),
                bracketed=printed.bracketed,
                block=slot.block,
                depth=self.grid.depths[slot.row],
                confidence=cell.passage.confidence,
                inferred=self.grid.table.inferred,
            )

    def _by_notes(self, printed: Printed, text: str, slot: Slot) -> Iterator[Numeral]:
        """A count less, or more, what a note says of it: 36 for ``38*`` if ``*其中2件待定``."""
        first = self.grid.at[slot.row][0]
        marked = (text, first.text if first else "")
        marks = {m[0].strip() for t in marked if (m := _MARK.search(t))}
        if not marks or printed.quantity != "count":
            return
        numeral = printed.numeral
        for said in (note.text.strip() for note in self.grid.table.notes):
            mark = next(filter(said.startswith, marks), None)
            for told in scan_text(said.removeprefix(mark)) if mark else ():
                if told.quantity == "count" and 0 < told.numeral.value < numeral.value:
                    for value in (-told.numeral.value, told.numeral.value):
                        yield replace(numeral, value=numeral.value + value)

    def _unit(self, slot: Slot) -> str:
        """The nearest unit; but a column of rates stays one, whatever unit its row prints.

        And a row of money (``挽回损失（万元）``) is one below a column that counts.
        """
        column, row = (path[-1] if path else "" for path in (slot.column_path, slot.row_path))
        of_column, of_row = header_unit(column)[1], header_unit(row)[1]
        of_money = resolve(of_column).quantity == "count" and resolve(of_row).quantity == "money"
        by_row = of_row if of_money else slot.unit
        own = of_column if of_column in RATES or slot.unit else by_row
        own = own or by_row
        if own or resolve(column).quantity:
            return own or column
        first = (row,) if is_change_column(row) else ()
        labels = (*first, *reversed(slot.column_path), *reversed(slot.row_path))
        found = next(filter(None, (header_unit(label)[1] for label in labels)), "")
        found = found or ("%" if slot.at in self.prints.percent else "")
        return found or self._unit_of_caption(column, row)

    def _unit_of_caption(self, *labels: str) -> str:
        """The one that a caption names; of ``万元、%`` rates take one and all else the other."""
        caption = "".join(_captions(self.grid.table))
        units = caption_units(caption)
        if len(units) < 2:
            return header_unit(caption)[1]
        is_rate = any(
            is_change_column(label)
            or self.meaning.column_role(label) == "share"
            or cues.COLUMN_RATE.search(label)
            for label in labels
        )
        fitting = [unit for unit in units if (unit in RATES) == is_rate]
        unclear = len(fitting) > 1 or any(map(is_change_of_kind_unknown, labels))
        return "" if unclear else "".join(fitting)

    def _exact(self, printed: Printed, path: tuple[str, ...], row: tuple[str, ...]) -> bool:
        """Whether it is a whole count; a mean of counts (日均 2787 件) is rounded to one."""
        numeral, told = printed.numeral, bool(printed.unit or printed.label)
        counted = printed.quantity == "count" and numeral.in_full and not numeral.hedge
        rounded = any(map(is_mean, (*row, *path[-1:], printed.label)))
        return counted and not rounded and (told or self.meaning.adds(path, "count"))


def is_mean(label: str) -> bool:
    """``日均受理``: whole numbers under it are rounded, and count nothing."""
    return cues.COLUMN_MEAN.search(label) is not None


def _named(path: tuple[str, ...], printed: Printed) -> tuple[str, ...]:
    """``群众参评数(参评率)`` names two: the figure, and the one in brackets behind it."""
    first, second = _names(path[-1]) if path else ("", "")
    if not second:
        return path
    return (*path[:-1], second if printed.bracketed else first)


def _names(label: str) -> tuple[str, str]:
    """Split ``甲(乙)`` and ``甲及占比`` in two names; a unit in brackets names nothing."""
    bare, unit = header_unit(label)
    if both := cues.WITH_SHARE.fullmatch(bare):
        return both["first"], both["second"]
    first, _, rest = bare.replace("（", "(").replace("）", ")").partition("(")
    second = rest.partition(")")[0].strip()
    named = cues.SECOND_NAME.fullmatch(second) and second != unit and first.strip()
    return (first.strip(), second) if named else (label, "")


def _meant(figure: Figure, reading: _Reading, *, alone: bool) -> Figure:
    """Give a figure indicator, scope and roles; it may stand ``alone`` in its row."""
    meaning = reading.meaning
    indicator, scope = meaning.of_cell(
        reading.beside,
        figure.row_path,
        tuple(header_unit(label)[0] for label in figure.column_path),
        figure.in_cell,
        figure.subject,
        figure.quantity,
        alone and len(reading.grid.texts[reading.header.rows :]) > 1,
    )
    if figure.text.startswith(CHANGES):
        indicator = None
    leaf = figure.column_path[-1] if figure.column_path else ""
    named = (figure.in_cell,) if figure.in_cell else figure.column_path[-2:]
    labels = tuple(x for x in (*named, *figure.row_path[-1:]) if x)
    is_share = figure.bracketed and figure.quantity == "rate"
    # decimals without a unit count or pay what their indicator does
    quantity = indicator.quantity if indicator and not figure.unit else figure.quantity
    role = meaning.column_role(leaf)
    # 占比 may head a row as well, under a row of the counts
    row = figure.row_path[-1] if figure.row_path and figure.quantity == "rate" else ""
    if not role and meaning.column_role(row) == "share":
        role = "share"
    return replace(
        figure,
        indicator=indicator.name if indicator else None,
        scope=scope,
        row_role=meaning.row_role(figure.row_path),
        column_role="share" if is_share else "" if role == "share" and indicator else role,
        adds=(indicator is None or indicator.adds)
        and not is_share
        and not any(map(is_mean, figure.row_path[:-1]))  # Earnings per share: | Continuing
        and meaning.adds(labels, quantity, figure.unit),
        period=meaning.period(figure.column_path) or meaning.period(figure.row_path),
    )
