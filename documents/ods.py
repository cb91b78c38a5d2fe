"""OpenDocument spreadsheets, which keep the text of every cell as it was shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from lxml import etree

from gouji.documents.document import Document, refused
from gouji.documents.files.archive import check_archive, parsed, refusing_damage
from gouji.documents.files.source import Source
from gouji.documents.layout.inline import as_printed
from gouji.documents.office.number_format import shown
from gouji.documents.office.sheets import Range, Sheet, document_of, letters
from gouji.documents.tidy import tidied

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ANNOTATION = f"{_OFFICE}annotation"
_MANIFEST = "META-INF/manifest.xml"
_ABOVE = re.compile(r"super|[1-9]")
_OF_LINES = ("style", "type")
_UNSEEN = frozenset({"collapse", "filter"})
_LARGEST = 2_000_000


class _Looks(NamedTuple):
    """Names of styles: what is struck is no longer said, what is raised may be a note's mark."""

    hidden: set[str | None]
    struck: set[str | None]
    raised: set[str | None]


class _Cell(NamedTuple):
    """A cell of a row; ``repeated`` says how often it stands there."""

    element: etree._Element
    column: int
    repeated: int
    text: str

    @property
    def uncomputed(self) -> bool:
        """Whether it is a formula that holds neither a value nor a text."""
        is_formula = self.element.get(f"{_TABLE}formula") is not None
        is_text = self.element.get(f"{_OFFICE}value-type") == "string"
        return is_formula and not self.text and not is_text


def read(source: Source) -> Document:
    """Read an ods workbook, cell by cell; nothing of sheets that are hidden."""
    check_archive(source)
    with refusing_damage(source), zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        content, names = archive.read("content.xml"), archive.namelist()
        if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
            raise refused(source.path, "locked")
        root = parsed(content)
    looks = _looks(root)
    sheets = [
        Sheet(table.get(f"{_TABLE}name", ""), "hidden-sheet")
        if table.get(f"{_TABLE}style-name") in looks.hidden
        else _sheet(source, table, looks)
        for table in root.iter(f"{_TABLE}table")
    ]
    return tidied(source, document_of(source, "ods", sheets))


def _looks(root: etree._Element) -> _Looks:
    """The styles that hide sheets, and those that strike out cells and words or raise them."""
    looks = _Looks(set(), set(), set())
    for properties in root.iter(f"{_STYLE}table-properties", f"{_STYLE}text-properties"):
        style = properties.getparent()
        name = style.get(f"{_STYLE}name") if style is not None else None
        lines = [properties.get(f"{_STYLE}text-line-through-{of}", "none") for of in _OF_LINES]
        if properties.get(f"{_TABLE}display") == "false":
            looks.hidden.add(name)
        if set(lines) != {"none"}:
            looks.struck.add(name)
        if _ABOVE.match(properties.get(f"{_STYLE}text-position", "")):
            looks.raised.add(name)
    return looks


def _sheet(source: Source, table: etree._Element, looks: _Looks) -> Sheet:
    sheet = Sheet(table.get(f"{_TABLE}name", ""))
    columns = _numbered(table.iter(f"{_TABLE}table-column"), "number-columns-repeated")
    for column, number, repeated in columns:
        if column.get(f"{_TABLE}visibility") in _UNSEEN:
            sheet.hidden_columns.update(range(number, number + min(repeated, 1_000)))
    rows = _numbered(table.iter(f"{_TABLE}table-row"), "number-rows-repeated")
    for row, number, repeated in rows:
        cells = list(_cells(row, looks))
        for again in range(repeated if any(cell.text for cell in cells) else 0):
            source.reached("rows", number + again)
            _put_row(source, sheet, number + again, cells)
        sheet.uncomputed += (f"{letters(cell.column)}{number}" for cell in cells if cell.uncomputed)
        if row.get(f"{_TABLE}visibility") in _UNSEEN and repeated < _LARGEST:
            sheet.hidden_rows.update(range(number, number + min(repeated, 1_000)))
    return sheet


def _numbered(
    elements: Iterable[etree._Element], name: str
) -> Iterator[tuple[etree._Element, int, int]]:
    """Each element, its number from 1, and how often it is repeated, as ``name`` says."""
    number = 1
    for element in elements:
        repeated = _count(element, name)
        yield element, number, repeated
        number += repeated


def _cells(row: etree._Element, looks: _Looks) -> Iterator[_Cell]:
    found = row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
    for cell, column, repeated in _numbered(found, "number-columns-repeated"):
        gone = cell.tag == f"{_TABLE}covered-table-cell"
        gone = gone or cell.get(f"{_TABLE}style-name") in looks.struck
        lines = [_words(line, looks) for line in cell.iterchildren(f"{_TEXT}p")]
        text = "" if gone else "\n".join(lines).strip() if lines else _value(cell)
        yield _Cell(cell, column, repeated, text)


def _value(cell: etree._Element) -> str:
    """The value of a cell whose program wrote down no text for it."""
    value = cell.get(f"{_OFFICE}value")
    if value is None:
        return cell.get(f"{_OFFICE}string-value") or cell.get(f"{_OFFICE}date-value") or ""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    is_share = cell.get(f"{_OFFICE}value-type") == "percentage"
    return shown(number * 100) + "%" if is_share else shown(number)


def _words(element: etree._Element, looks: _Looks) -> str:
    said = element.text or ""
    for child in element:
        style = child.get(f"{_TEXT}style-name") if child.tag == f"{_TEXT}span" else None
        if child.tag == f"{_TEXT}s":
            said += " "
        elif child.tag == f"{_TEXT}line-break":
            said += "\n"
        elif child.tag != _ANNOTATION and (style is None or style not in looks.struck):
            words = _words(child, looks)
            said += as_printed(words, said) if style and style in looks.raised else words
        said += child.tail or ""
    return said


def _put_row(source: Source, sheet: Sheet, row: int, cells: list[_Cell]) -> None:
    for cell, column, repeated, text in (cell for cell in cells if cell.text):
        for again in range(repeated):
            sheet.put(source, row, column + again, text)
        down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        if down * across > 1:
            sheet.merges.append(Range(row, column, row + down - 1, column + across - 1))


def _count(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}{name}", "1")
    return min(max(int(text), 1), _LARGEST) if text.isdecimal() else 1
