"""Workbooks of old Excel and WPS (xls, et), every cell as its number format shows it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from typing import Any

from gouji.documents.document import Document
from gouji.documents.files.archive import refusing_damage
from gouji.documents.files.source import Source
from gouji.documents.layout.inline import as_printed
from gouji.documents.office.number_format import BUILT_IN, shown
from gouji.documents.office.sheets import Range, Sheet, document_of
from gouji.documents.tidy import tidied

_NUMBERS, _BOOLEAN, _ERROR = {2, 3}, 4, 5
_RAISED = 1


def read(source: Source) -> Document:
    """Read an xls workbook, cell by cell; nothing of sheets that are hidden."""
    library = import_module("xlrd")
    with refusing_damage(source, library.XLRDError, library.compdoc.CompDocError):
        _check_chains(library.compdoc.CompDoc(source.data, logfile=io.StringIO()))
        told = {"formatting_info": True, "logfile": io.StringIO()}
        book = library.open_workbook(file_contents=source.data, **told)
        sheets = [
            Sheet(p.name, "hidden-sheet") if p.visibility else _sheet(source, library, book, p)
            for p in book.sheets()
        ]
    return tidied(source, document_of(source, "xls", sheets))


def _check_chains(file: Any) -> None:
    """Refuse short sectors that are of two streams or in a circle: xlrd would follow it for ever.

    It looks at all other chains itself.
    """
    seen: set[int] = set()
    for entry in file.dirlist[1:]:
        at = entry.first_SID if 0 < entry.tot_size < file.min_size_std_stream else -1
        while 0 <= at < len(file.SSAT):
            if at in seen:
                raise ValueError("circular sector chain")
            seen.add(at)
            at = file.SSAT[at]


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
    if cell.ctype in _NUMBERS:
        return shown(float(cell.value), form, from_1904=bool(book.datemode))
    if cell.ctype == _BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
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
