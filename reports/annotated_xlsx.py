"""A workbook with findings as comments on its cells, which are filled; all else stays as it is.

The package itself is edited: a spreadsheet library would drop charts and cached values on the way.
"""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import Workbook

from gouji.documents import ods, xls
from gouji.documents.files.archive import refusing_damage
from gouji.documents.files.office import EXCEL, SUFFIXES, main_type, retyped, transitional
from gouji.documents.files.source import Source
from gouji.reports.marking.annotating import AUTHOR, FILLS, Marked, Original
from gouji.reports.marking.sheet_comments import Book
from gouji.reports.saying.lines import printable


def mark(original: Original) -> Marked:
    """Mark a copy of a workbook; what is no xlsx is first made into one from what was read."""
    is_own = original.document.format == "xlsx"
    words = "" if is_own else original.report.say("redrawn-book")
    with refusing_damage(original.source):
        if not is_own:
            data = _redrawn(original.source, original.document.format)
            return _marked(original, Book(data), words)
        data = transitional(original.source.data)
        marked = _marked(original, Book(data), words)
        kind = main_type(data, EXCEL)
        if kind is None:
            return marked
        copy = retyped(marked.data, kind, EXCEL[kind])
        return replace(marked, data=copy, suffix=SUFFIXES[EXCEL[kind]])


def _marked(original: Original, book: Book, words: str) -> Marked:
    notes: dict[tuple[str, str], list[str]] = {(book.first, "A1"): []}
    lost = []
    for remark in original.remarks:
        sheet, _, cell = (remark.figure.place.cell or "").rpartition("!")
        if not book.has(sheet, cell) or book.is_discussed(sheet, cell):
            lost.append(remark)
            continue
        book.fill(sheet, cell, FILLS[remark.severity])
        notes.setdefault((sheet, cell), []).append(remark.text)
    notes[book.first, "A1"].insert(0, original.preface(lost, words))
    for sheet in dict.fromkeys(sheet for sheet, _ in notes):
        told = {cell: "\n\n".join(n) for (s, cell), n in notes.items() if s == sheet}
        book.comment(sheet, told, AUTHOR)
    return Marked(book.parts.saved(), ".xlsx", tuple(lost))


def _redrawn(source: Source, form: str) -> bytes:
    """Write what was read into a workbook of the kind that holds comments, cell by cell."""
    book = Workbook()
    book.remove(book.active)
    sheets = (ods if form == "ods" else xls).sheets_of(source)
    for sheet in (sheet for sheet in sheets if not sheet.unread):
        page = book.create_sheet(sheet.name)
        for row, column, text in sheet.texts():
            cell = page.cell(row, column)
            cell.value, cell.data_type = printable(text), "s"
        for top, left, bottom, right in sheet.merges:
            page.merge_cells(None, top, left, bottom, right)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
