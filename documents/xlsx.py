"""Excel workbooks: every cell as its number format shows it, formulas by their cached values."""

from __future__ import annotations

from gouji.documents.document import Document, Place
from gouji.documents.files.source import Source
from gouji.documents.layout.pieces import Piece
from gouji.documents.office.embedded import Pictures
from gouji.documents.office.sheets import HIDDEN_SHEET, Sheet, document_of
from gouji.documents.office.workbook import Listed, Workbook
from gouji.documents.tidy import tidied

_OTHER_SHEET = ("图表工作表或宏表未读取", "a chart sheet or a macro sheet was not read")


def read(source: Source) -> Document:
    """Read an xlsx workbook."""
    book, pictures = Workbook(source), Pictures(source)
    sheets: list[Sheet] = []
    drawn: list[Piece] = []
    for listed in book.sheets:
        if reason := _passed_over(listed):
            sheets.append(Sheet(listed.name, reason))
            continue
        sheets.append(book.sheet(listed))
        for cell, data in book.pictures(listed.part):
            drawn += pictures.read(data, Place(cell=f"{listed.name}!{cell}"))
    return tidied(source, document_of(source, "xlsx", sheets, drawn, pictures.unread()))


def _passed_over(listed: Listed) -> tuple[str, str] | None:
    if listed.kind != "worksheet":
        return _OTHER_SHEET
    return None if listed.is_visible else HIDDEN_SHEET
