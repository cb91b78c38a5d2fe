"""Workbooks of old Excel and WPS (xls, et), every cell as its number format shows it."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

from gouji.documents.document import Document, Place, Unread
from gouji.documents.files.archive import damaged, locked
from gouji.documents.files.source import Source
from gouji.documents.layout.assembly import assemble
from gouji.documents.layout.raised import as_printed
from gouji.documents.office.cell_styles import BUILT_IN
from gouji.documents.office.number_format import shown
from gouji.documents.office.sheets import HIDDEN_SHEET, Range, Sheet, read_sheets, told_of

_LIBRARY = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError),
    *(struct.error, ArithmeticError, MemoryError, RecursionError, OSError, NotImplementedError),
)
"""What xlrd raises where a record is not as long as it says, beside its own error."""

_NUMBER, _DATE, _BOOLEAN, _ERROR = 2, 3, 4, 5
_RAISED = 1


def read(source: Source) -> Document:
    """Read the visible sheets of an xls workbook."""
    sheets, unread = sheets_of(source)
    found = assemble(read_sheets(source, sheets))
    return source.document("xls", found.blocks, unread=tuple(unread), metadata=found.metadata)


def sheets_of(source: Source) -> tuple[list[Sheet], list[Unread]]:
    """The visible sheets of an xls workbook, cell by cell, and what was left out."""
    library = import_module("xlrd")
    try:
        return _sheets(source, library)
    except (library.XLRDError, library.compdoc.CompDocError, *_LIBRARY) as damage:
        if "encrypted" in str(damage).lower():
            raise locked(source.path) from damage
        raise damaged(source, damage) from damage


def _sheets(source: Source, library: Any) -> tuple[list[Sheet], list[Unread]]:
    book = library.open_workbook(
        file_contents=source.data, formatting_info=True, logfile=io.StringIO()
    )
    sheets: list[Sheet] = []
    unread: list[Unread] = []
    for page in book.sheets():
        if page.visibility:
            place = Place(cell=f"{page.name}!A1")
            unread.append(Unread(place, *HIDDEN_SHEET))
            continue
        sheet = _sheet(source, library, book, page)
        sheets.append(sheet)
        unread += told_of(sheet)
    return sheets, unread


def _sheet(source: Source, library: Any, book: Any, page: Any) -> Sheet:
    sheet = Sheet(page.name)
    for row in range(page.nrows):
        source.reached("rows", row + 1, page.nrows)
        for column in range(1, page.row_len(row) + 1):
            sheet.put(source, row + 1, column, _text(library, book, page, row, column - 1))
    for top, bottom, left, right in page.merged_cells:
        sheet.merges.append(Range(top + 1, left + 1, bottom, right))
    hidden_columns = (c for c, info in page.colinfo_map.items() if info.hidden)
    sheet.hidden_columns = {column + 1 for column in hidden_columns}
    sheet.hidden_rows = {row + 1 for row, info in page.rowinfo_map.items() if info.hidden}
    return sheet


def _text(library: Any, book: Any, page: Any, row: int, column: int) -> str:
    cell = page.cell(row, column)
    style = book.xf_list[cell.xf_index]
    form = BUILT_IN.get(style.format_key) or book.format_map[style.format_key].format_str
    if book.font_list[style.font_index].struck_out:
        return ""
    if cell.ctype == _NUMBER:
        return shown(float(cell.value), form)
    if cell.ctype == _DATE:
        return shown(library.xldate.xldate_as_datetime(cell.value, book.datemode), form)
    if cell.ctype == _BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == _ERROR:
        return str(library.error_text_from_code.get(cell.value, "#N/A"))
    return _said(str(cell.value), page.rich_text_runlist_map.get((row, column), ()), book).strip()


def _said(text: str, runs: Sequence[tuple[int, int]], book: Any) -> str:
    """The words of a cell without what is struck out; each run is its start and its font."""
    starts = [0, *(start for start, _ in runs), len(text)]
    said = ""
    for (start, end), (_, number) in zip(pairwise(starts), [(0, None), *runs], strict=True):
        font = book.font_list[number] if number is not None else None
        if font is None or not font.struck_out:
            raised = font is not None and font.escapement == _RAISED
            said += as_printed(text[start:end], said) if raised else text[start:end]
    return said
