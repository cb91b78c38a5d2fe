"""Excel workbooks: every cell as its number format shows it, formulas by their cached values."""

from __future__ import annotations

from gouji.documents.document import Document, Place, Unread
from gouji.documents.files.source import Source
from gouji.documents.layout.assembly import assemble
from gouji.documents.layout.pieces import Piece
from gouji.documents.office.embedded import Pictures
from gouji.documents.office.sheets import HIDDEN_SHEET, Sheet, read_sheets, told_of
from gouji.documents.office.workbook import Listed, Workbook

_OTHER_SHEET = ("图表工作表或宏表未读取", "a chart sheet or a macro sheet was not read")


def read(source: Source) -> Document:
    """Read an xlsx workbook."""
    book = Workbook(source)
    pictures = Pictures(source)
    sheets: list[Sheet] = []
    drawn: list[Piece] = []
    unread: list[Unread] = []
    for listed in book.sheets:
        if reason := _passed_over(listed):
            unread.append(Unread(Place(cell=f"{listed.name}!A1"), *reason))
            continue
        sheet = _sheet(book, listed)
        sheets.append(sheet)
        unread += told_of(sheet)
        for cell, data in book.pictures(listed.part):
            drawn += pictures.read(data, Place(cell=f"{listed.name}!{cell}"))
    found = assemble([*read_sheets(source, sheets), *drawn])
    unread += pictures.unread()
    return source.document("xlsx", found.blocks, unread=tuple(unread), metadata=found.metadata)


def _sheet(book: Workbook, listed: Listed) -> Sheet:
    sheet, stream = Sheet(listed.name), book.stream(listed)
    for row, cells in stream.rows():
        for column, text in cells:
            sheet.put(book.source, row, column, text)
    sheet.merges, sheet.uncomputed = stream.merges, stream.uncomputed
    sheet.hidden_rows, sheet.hidden_columns = stream.hidden_rows, stream.hidden_columns
    return sheet


def _passed_over(listed: Listed) -> tuple[str, str] | None:
    if listed.kind != "worksheet":
        return _OTHER_SHEET
    return None if listed.is_visible else HIDDEN_SHEET
