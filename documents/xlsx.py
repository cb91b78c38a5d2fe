"""Excel workbooks: every cell as its number format shows it, formulas by their cached values."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from gouji.documents.archive import DAMAGE, check_archive, damaged
from gouji.documents.assembly import assemble
from gouji.documents.document import Document, Place, Unread
from gouji.documents.extras import require
from gouji.documents.number_format import shown
from gouji.documents.sheets import Range, Sheet, read_sheets
from gouji.documents.source import Source

_LIBRARY = (KeyError, ValueError, TypeError, AttributeError, IndexError, etree.XMLSyntaxError)
"""What openpyxl raises where a part of a workbook is not as it should be."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_ROWS_BETWEEN_LOOKS = 1_000


def read(source: Source) -> Document:
    """Read an xlsx workbook."""
    check_archive(source)
    library = require(source, "openpyxl", "xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheets, unread = _sheets(source, library)
    except (*DAMAGE, *_LIBRARY, SyntaxError) as damage:
        raise damaged(source, damage) from damage
    found = assemble(read_sheets(source, sheets))
    return source.document("xlsx", found.blocks, unread=tuple(unread), metadata=found.metadata)


def _sheets(source: Source, library: Any) -> tuple[list[Sheet], list[Unread]]:
    book = library.load_workbook(
        io.BytesIO(source.data), read_only=True, data_only=True, keep_links=False
    )
    parts = dict(_parts(source.data))
    sheets, unread = [], []
    for page in book.worksheets:
        if page.sheet_state != "visible":
            place = Place(cell=f"{page.title}!A1")
            unread.append(Unread(place, "隐藏的工作表未读取", "a hidden sheet was not read"))
            continue
        sheet = Sheet(page.title)
        _read_cells(source, page, sheet)
        _read_layout(source, parts.get(page.title), sheet)
        sheets.append(sheet)
    book.close()
    return sheets, unread


def _read_cells(source: Source, page: Any, sheet: Sheet) -> None:
    page.reset_dimensions()
    for number, row in enumerate(page.iter_rows(), start=1):
        if number % _ROWS_BETWEEN_LOOKS == 0:
            source.reached("rows", number)
        for cell in row:
            if cell.value is not None:
                text = shown(cell.value, cell.number_format or "General")
                sheet.put(source, cell.row, cell.column, text)


def _parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the member of the archive that holds it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = _parse(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {r.get("Id"): r.get("Target", "") for r in relations}
        for sheet in _parse(archive.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
            target = targets.get(sheet.get(_RELATION), "")
            yield sheet.get("name", ""), target[1:] if target.startswith("/") else f"xl/{target}"


def _parse(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def _read_layout(source: Source, part: str | None, sheet: Sheet) -> None:
    """Read what openpyxl forgets while it streams: merged cells and hidden rows."""
    if part is None:
        return
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive, archive.open(part) as file:
        wanted = (f"{_MAIN}row", f"{_MAIN}mergeCell")
        for _, element in etree.iterparse(file, tag=wanted, resolve_entities=False):
            if element.tag == f"{_MAIN}mergeCell":
                sheet.merges += _ranges(element.get("ref", ""))
            elif element.get("hidden") in {"1", "true"}:
                sheet.hidden_rows.add(int(element.get("r", "0")))
            element.clear()


def _ranges(reference: str) -> list[Range]:
    found = _REFERENCE.fullmatch(reference)
    if found is None or found.group(3) is None:
        return []
    left, top, right, bottom = found.groups()
    return [Range(int(top), _column(left), int(bottom), _column(right))]


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
