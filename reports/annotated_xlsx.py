"""A workbook with findings as comments on its cells, which are filled; all else stays as it is.

The package itself is edited: a spreadsheet library would drop charts and cached values on the way.
"""

from __future__ import annotations

from gouji.documents.files.archive import refusing_damage
from gouji.documents.files.office import EXCEL, SUFFIXES, main_type, retyped, transitional
from gouji.figures.grouping import grouped
from gouji.reports.marking.annotating import AUTHOR, FILLS, Marked, Original, Remark
from gouji.reports.marking.sheet_comments import Book


def mark(original: Original) -> Marked:
    """Mark a copy of a workbook."""
    with refusing_damage(original.source):
        data = transitional(original.source.data)
        book = Book(data)
        lost = _hung(book, original)
        copy, kind = book.parts.saved(), main_type(data, EXCEL)
        if kind is None:
            return Marked(copy, ".xlsx", lost)
        return Marked(retyped(copy, kind, EXCEL[kind]), SUFFIXES[EXCEL[kind]], lost)


def _hung(book: Book, original: Original) -> tuple[Remark, ...]:
    """Fill the cells of all remarks and hang notes on them; return those that found no cell."""
    placed, lost = [], []
    for remark in original.remarks:
        sheet, _, cell = (remark.figure.place.cell or "").rpartition("!")
        if not book.has(sheet, cell) or book.is_discussed(sheet, cell):
            lost.append(remark)
            continue
        book.fill(sheet, cell, FILLS[remark.severity])
        placed.append((sheet, (cell, remark.text)))
    preface = (book.first, ("A1", original.preface(lost)))
    for sheet, notes in grouped([preface, *placed]).items():
        told = {cell: "\n\n".join(texts) for cell, texts in grouped(notes).items()}
        book.comment(sheet, told, AUTHOR)
    return tuple(lost)
