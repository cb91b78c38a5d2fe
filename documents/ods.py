"""OpenDocument spreadsheets, which keep the text of every cell as it was shown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from gouji.documents.archive import DAMAGE, check_archive, damaged
from gouji.documents.assembly import assemble
from gouji.documents.document import Document, DocumentError
from gouji.documents.sheets import Range, Sheet, read_sheets
from gouji.documents.source import Source

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ANNOTATION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"
_GROUPS = frozenset(
    f"{_TABLE}{name}" for name in ("table-row-group", "table-header-rows", "table-rows")
)
_LARGEST = 2_000_000


def read(source: Source) -> Document:
    """Read an ods workbook."""
    found = assemble(read_sheets(source, sheets_of(source)))
    return source.document("ods", found.blocks, metadata=found.metadata)


def sheets_of(source: Source) -> list[Sheet]:
    """The sheets of an ods workbook, cell by cell."""
    check_archive(source)
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            content, manifest = archive.read("content.xml"), _manifest(archive)
        _check_password(source, manifest)
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(content, parser)
    except (*DAMAGE, KeyError, ValueError, etree.XMLSyntaxError) as damage:
        raise damaged(source, damage) from damage
    return [_sheet(source, table) for table in root.iter(f"{_TABLE}table")]


def _manifest(archive: zipfile.ZipFile) -> bytes:
    name = "META-INF/manifest.xml"
    return archive.read(name) if name in archive.namelist() else b""


def _check_password(source: Source, manifest: bytes) -> None:
    if b"encryption-data" in manifest:
        raise DocumentError(
            source.path,
            "文件已加密；请去除密码后重试",
            "the file is encrypted; remove its password and try again",
        )


def _sheet(source: Source, table: etree._Element) -> Sheet:
    sheet = Sheet(table.get(f"{_TABLE}name", ""))
    number = 1
    for row in _rows(table):
        repeated = _count(row, "number-rows-repeated")
        cells = list(_cells(row))
        for again in range(repeated if any(text for _, _, text in cells) else 0):
            source.reached("rows", number + again)
            _put_row(source, sheet, number + again, cells)
        if row.get(f"{_TABLE}visibility") in {"collapse", "filter"} and repeated < _LARGEST:
            sheet.hidden_rows.update(range(number, number + min(repeated, 1_000)))
        number += repeated
    return sheet


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag in _GROUPS:
            yield from _rows(child)
        elif child.tag == f"{_TABLE}table-row":
            yield child


def _cells(row: etree._Element) -> Iterator[tuple[etree._Element, int, str]]:
    for cell in row:
        if cell.tag in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            covered = cell.tag == f"{_TABLE}covered-table-cell"
            yield cell, _count(cell, "number-columns-repeated"), "" if covered else _text(cell)


def _text(cell: etree._Element) -> str:
    lines = [p for p in cell if p.tag == f"{_TEXT}p"]
    return "\n".join("".join(_words(line)) for line in lines).strip()


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " "
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag != _ANNOTATION:
            yield from _words(child)
        yield child.tail or ""


def _put_row(
    source: Source, sheet: Sheet, row: int, cells: list[tuple[etree._Element, int, str]]
) -> None:
    column = 1
    for cell, repeated, text in cells:
        for again in range(repeated if text else 0):
            sheet.put(source, row, column + again, text)
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if text and down * across > 1:
            sheet.merges.append(Range(row, column, row + down - 1, column + across - 1))
        column += repeated


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return min(max(int(text), 1), _LARGEST) if text.isdecimal() else 1
