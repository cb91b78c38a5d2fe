"""Excel workbooks: every cell as its number format shows it, formulas by their cached values.

The package is read as a stream of rows. Names are told by their local part alone, so that strict
Open XML is read as any other.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import IO

from lxml import etree

from gouji.documents.document import Document
from gouji.documents.files.archive import DAMAGE, check_archive, parsed, refusing_damage
from gouji.documents.files.office import related, relations_of
from gouji.documents.files.source import Source
from gouji.documents.layout.inline import as_printed
from gouji.documents.office.number_format import BUILT_IN, shown
from gouji.documents.office.sheets import Range, Sheet, column_of, document_of
from gouji.documents.tidy import tidied

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_RANGE = re.compile(f"{_REFERENCE.pattern}:{_REFERENCE.pattern}")
_MOST_COLUMNS = 16_384
_STRINGS_BETWEEN_LOOKS = 500
_SHORT = 11
_GENERAL = "General"


def read(source: Source) -> Document:
    """Read an xlsx workbook."""
    check_archive(source)
    book = _Workbook(source)
    for sheet, part in book.sheets:
        if not sheet.unread:
            book.fill(sheet, part)
            sheet.drawn = book.drawn(part)
    return tidied(source, document_of(source, "xlsx", [sheet for sheet, _ in book.sheets]))


class _Workbook:
    """The parts of a workbook that its sheets share, and those that hold the sheets."""

    def __init__(self, source: Source) -> None:
        self.source = source
        with refusing_damage(source):
            self.archive = zipfile.ZipFile(io.BytesIO(source.data))
            kinds = dict(self._related("").values())
            main = kinds.get("officeDocument", "xl/workbook.xml")
            relations, root = self._related(main), self._parsed(main)
            self.sheets = tuple(_sheets(root, relations))
            self.from_1904 = _is_on(_attribute(root, "*[local-name()='workbookPr']/@date1904"))
            self.is_stale = _is_on(_attribute(root, "*[local-name()='calcPr']/@fullCalcOnLoad"))
            self._shared = dict(relations.values())
            part = self._shared.get("styles")
            looks = self._parsed(part) if part else None
            self.forms = {} if looks is None else read_styles(looks)
            styles = () if looks is None else looks.iterfind("{*}cellXfs/{*}xf")
            steps = (_attribute(style, "*[local-name()='alignment']/@indent") for style in styles)
            self.depths = {n: int(step) for n, step in enumerate(steps) if step.isdecimal()}
            """By how many steps the cells of a style are set in, by its number."""

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings, read when the first cell asks for one."""
        found: list[str] = []
        if part := self._shared.get("sharedStrings"):
            with self.archive.open(part) as file:
                for element in _elements(file, "si"):
                    if len(found) % _STRINGS_BETWEEN_LOOKS == 0:
                        self.source.hurry()
                    found.append(_words(element))
        return found

    def fill(self, sheet: Sheet, part: str) -> None:
        """Read a sheet, row by row."""
        number = 0
        with refusing_damage(self.source), self.archive.open(part) as file:
            for element in _elements(file, "row", "mergeCell", "col"):
                name = _local(element.tag)
                if name == "row":
                    number = int(element.get("r") or number + 1)
                    self._row(sheet, number, element)
                elif found := _RANGE.fullmatch(element.get("ref", "")):
                    left, top, right, bottom = found.groups()
                    corners = int(top), column_of(left), int(bottom), column_of(right)
                    sheet.merges.append(Range(*corners))
                elif _is_on(element.get("hidden")):
                    self.source.hurry()
                    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                    sheet.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))

    def _row(self, sheet: Sheet, number: int, row: etree._Element) -> None:
        self.source.reached("rows", number)
        if _is_on(row.get("hidden")):
            sheet.hidden_rows.add(number)
        column = 0
        for cell in row:
            reference = cell.get("r")
            found = _REFERENCE.fullmatch(reference) if reference else None
            column = column_of(found.group(1)) if found else column + 1
            style = int(cell.get("s", "0"))
            form = self.forms.get(style, _GENERAL)
            if len(cell) and form is not None:
                text = self._text(cell, form)
                if text is None:
                    sheet.uncomputed.append(cell.get("r", f"{column}"))
                depth = self.depths.get(style, 0)
                sheet.put(self.source, number, column, text or "", depth)

    def _text(self, cell: etree._Element, form: str) -> str | None:
        """What a cell shows; None for a formula that was not computed.

        That is one without a value, or with the 0 of a program that computes nothing itself.
        """
        kind, value, is_formula = cell.get("t", "n"), "", False
        for child in cell:
            name = _local(child.tag)
            if name == "v":
                value = child.text or ""
            elif name == "f":
                is_formula = True
            elif name == "is" and kind == "inlineStr":
                return _words(child).strip()
        bare = not value.strip() or (self.is_stale and value == "0")
        if is_formula and kind == "n" and bare:
            return None
        return self._shown(kind, value, form) if value else ""

    def _shown(self, kind: str, value: str, form: str) -> str:
        if kind == "s":
            return self.strings[int(value)].strip()
        if kind == "b":
            return "TRUE" if value.strip() == "1" else "FALSE"
        if kind != "n":
            return value.strip()
        if form == _GENERAL and len(value) <= _SHORT and value.isdecimal():
            return value
        return shown(float(value), form, from_1904=self.from_1904)

    def _parsed(self, name: str) -> etree._Element:
        return parsed(self.archive.read(name))

    def drawn(self, part: str) -> int:
        """How many pictures and charts lie on a sheet."""
        names = (name for kind, name in self._related(part).values() if kind == "drawing")
        try:
            roots = [self._parsed(name) for name in names]
        except DAMAGE:
            return 1
        return sum(1 for root in roots for _ in root.iter("{*}pic", "{*}graphicFrame"))

    def _related(self, owner: str) -> dict[str, tuple[str, str]]:
        """Kind and target of each relation of ``owner``, by its id."""
        name = relations_of(owner)
        return related(owner, self._parsed(name)) if name in self.archive.namelist() else {}


def _sheets(
    root: etree._Element, relations: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[Sheet, str]]:
    """Each sheet as the workbook lists it, nothing of it read, and the part that holds it."""
    for sheet in root.iter("{*}sheet"):
        kind, part = relations.get(_attribute(sheet, "@*[local-name()='id']"), ("", ""))
        visible = sheet.get("state", "visible") == "visible"
        unread = "other-sheet" if kind != "worksheet" else "" if visible else "hidden-sheet"
        if part:
            yield Sheet(sheet.get("name", ""), unread), part


def _elements(file: IO[bytes], *names: str) -> Iterator[etree._Element]:
    """Yield the elements with these local names as they end; each is freed when the next is due."""
    wanted = [f"{{*}}{name}" for name in names]
    for _, element in etree.iterparse(file, tag=wanted, resolve_entities=False, no_network=True):
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _attribute(element: etree._Element, path: str) -> str:
    """The first attribute at a path; "" where there is none."""
    return str(element.xpath(f"string({path})"))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _is_on(text: str | None) -> bool:
    return text in {"1", "true", "on"}


def _words(element: etree._Element) -> str:
    """The words of a string in runs, without how they are pronounced."""
    text = element.findtext("{*}t") or ""
    for run in element.iterchildren("{*}r"):
        words = "".join(t.text or "" for t in run.iterchildren("{*}t"))
        if (looks := run.find("{*}rPr")) is None:
            text += words
        elif not is_struck(looks):
            raised = looks.find("{*}vertAlign[@val='superscript']") is not None
            text += as_printed(words, text) if raised else words
    return text.replace("_x000D_", "").replace("\r", "")


def read_styles(root: etree._Element) -> dict[int, str | None]:
    """The number format of each cell style, by the style's number.

    None where its font is struck out: what stands in such a cell is no longer said.
    """
    listed = root.iterfind("{*}numFmts/{*}numFmt")
    own = {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in listed}
    forms = BUILT_IN | {number: form for number, form in own.items() if form}
    fonts, styles = root.iterfind("{*}fonts/{*}font"), root.iterfind("{*}cellXfs/{*}xf")
    struck = {str(n) for n, font in enumerate(fonts) if is_struck(font)}
    numbers = ((xf.get("fontId") in struck, int(xf.get("numFmtId", "0"))) for xf in styles)
    return {
        n: None if is_gone else forms.get(number, _GENERAL)
        for n, (is_gone, number) in enumerate(numbers)
    }


def is_struck(font: etree._Element) -> bool:
    """Whether the font of a cell, or the looks of a run, strike out what is written."""
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1") in {"1", "true"}
