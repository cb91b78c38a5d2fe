"""Comments and fills in an xlsx package, cell by cell; all that is there already stays."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count

from lxml import etree
from openpyxl.comments.shape_writer import ShapeWriter
from openpyxl.utils.cell import column_index_from_string, coordinate_to_tuple, get_column_letter

from gouji.documents.files.office import related, relations_of
from gouji.reports.saying.lines import cells as columns_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}"
_TYPES = f"{{{_PACKAGE}/content-types}}"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'
_TYPE_LIST = "[Content_Types].xml"
_BOOK = "xl/workbook.xml"
_ID = f"{{{OFFICE}}}id"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_V = "{urn:schemas-microsoft-com:vml}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_AFTER_LEGACY = frozenset(
    f"{MAIN}{name}"
    for name in (
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
        *("webPublishItems", "tableParts", "extLst"),
    )
)
"""What a sheet lists behind its comments' drawing; Excel insists on the order."""
_LINE_COLUMNS, _LINE_PIXELS, _WIDE = 60, 20, 430
_TALLEST = 28
_LONGEST = 30_000
"""Characters; Excel refuses a comment of more than 32,767."""
_NO_COMMENTS = f'<comments xmlns="{MAIN.strip("{}")}"><authors/><commentList/></comments>'
_NO_VML = """\
<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"/>"""


class Book:
    """An xlsx workbook as it gets its comments and fills."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = Parts({name: archive.read(name) for name in archive.namelist()})
        targets = self.parts.related(_BOOK, "worksheet")
        listed = self.parts.part(_BOOK).iter(f"{MAIN}sheet")
        named = [(s.get("name", ""), targets.get(s.get(_ID, "")), s.get("state")) for s in listed]
        self.sheets = {name: part for name, part, _ in named if part}
        visible = [name for name, part, state in named if part and state in {None, "visible"}]
        self.first = next(iter(visible or self.sheets), "")
        self._cells: dict[str, dict[str, etree._Element]] = {}
        self._filled: dict[tuple[str, str], str] = {}

    def has(self, sheet: str, cell: str) -> bool:
        """Whether the workbook has that cell."""
        return sheet in self.sheets and cell in self._cells_of(sheet)

    def is_discussed(self, sheet: str, cell: str) -> bool:
        """Whether a thread of comments hangs on the cell: Excel would show that and no note."""
        threads = self.parts.related(self.sheets[sheet], "threadedComment").values()
        return any(one.get("ref") == cell for name in threads for one in self.parts.part(name))

    def fill(self, sheet: str, cell: str, colour: str) -> None:
        """Give a cell a background and leave the rest of its style."""
        styles = next(iter(self.parts.related(_BOOK, "styles").values()), None)
        if styles is None:
            return
        element = self._cells_of(sheet)[cell]
        wanted = (element.get("s", "0"), colour)
        if wanted not in self._filled:
            self._filled[wanted] = _filled_style(self.parts.part(styles), *wanted)
        element.set("s", self._filled[wanted])

    def comment(self, sheet: str, notes: dict[str, str], author: str) -> None:
        """Write notes at cells of a sheet, behind those that are there already."""
        comments = self._comments(sheet)
        drawing = self._drawing(sheet)
        authors, listed = _first(comments, "authors"), _first(comments, "commentList")
        _forget(authors, listed, drawing, author)
        known = {comment.get("ref"): comment for comment in listed}
        etree.SubElement(authors, f"{MAIN}author").text = author
        for cell, text in notes.items():
            if cell in known:
                _append(known[cell], f"\n\n[{author}] {text}")
                continue
            number = str(len(authors) - 1)
            _append(etree.SubElement(listed, f"{MAIN}comment", ref=cell, authorId=number), text)
            # the box that it opens in, as large as its text needs
            lines = sum(1 + columns_of(line) // _LINE_COLUMNS for line in text.split("\n"))
            tall = (min(lines, _TALLEST) + 2) * _LINE_PIXELS
            ShapeWriter(()).add_comment_shape(drawing, 0, cell, tall, _WIDE)
            drawing[-1].set("id", f"gouji_{len(drawing)}")

    def _cells_of(self, sheet: str) -> dict[str, etree._Element]:
        if sheet not in self._cells:
            rows = self.parts.part(self.sheets[sheet]).iter(f"{MAIN}row")
            self._cells[sheet] = dict(_named_cells(rows))
        return self._cells[sheet]

    def _comments(self, sheet: str) -> etree._Element:
        owner = self.sheets[sheet]
        for known in self.parts.related(owner, "comments").values():
            return self.parts.part(known)
        root = etree.fromstring(_NO_COMMENTS)
        name = self.parts.free("xl/comments{}.xml")
        self.parts.add(name, root, f"{_SPREADSHEET}.comments+xml")
        self.parts.relate(owner, "comments", name)
        return root

    def _drawing(self, sheet: str) -> etree._Element:
        owner = self.sheets[sheet]
        page = self.parts.part(owner)
        known = self.parts.related(owner, "vmlDrawing")
        legacy = page.find(f"{MAIN}legacyDrawing")
        if legacy is not None and legacy.get(_ID) in known:
            return self.parts.part(known[legacy.get(_ID, "")])
        root = etree.fromstring(_NO_VML)
        ShapeWriter(()).add_comment_shapetype(root)
        name = self.parts.free("xl/drawings/gouji{}.vml")
        self.parts.add(name, root, _VML_TYPE)
        related = {_ID: self.parts.relate(owner, "vmlDrawing", name)}
        legacy = etree.SubElement(page, f"{MAIN}legacyDrawing", related)
        for following in (element for element in page if element.tag in _AFTER_LEGACY):
            following.addprevious(legacy)
            break
        return root


def _forget(
    authors: etree._Element, listed: etree._Element, drawing: etree._Element, author: str
) -> None:
    """Take away the comments that an earlier marking left, and the boxes they open in."""
    ours = {str(n) for n, one in enumerate(authors) if one.text == author}
    old = [comment for comment in listed if comment.get("authorId") in ours]
    cells = {coordinate_to_tuple(comment.get("ref", "A1")) for comment in old}
    for comment in old:
        listed.remove(comment)
    for text in list(listed.iter(f"{MAIN}text")):
        for words in text.findall(f"{MAIN}r"):
            if words.findtext(f"{MAIN}t", "").startswith(f"\n\n[{author}] "):
                text.remove(words)
    for shape in drawing.findall(f"{_V}shape"):
        row, column = (shape.findtext(f".//{_X}{name}", "-1") for name in ("Row", "Column"))
        if (int(row) + 1, int(column) + 1) in cells:
            drawing.remove(shape)


def _named_cells(rows: Iterator[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
    """Yield each cell with its reference, which writers may leave out."""
    row = 0
    for element in rows:
        row = int(element.get("r") or row + 1)
        column = 0
        for cell in element.iter(f"{MAIN}c"):
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            column = column_index_from_string(reference.group(1)) if reference else column + 1
            yield f"{get_column_letter(column)}{row}", cell


def _first(root: etree._Element, name: str) -> etree._Element:
    found = root.find(f"{MAIN}{name}")
    return found if found is not None else etree.SubElement(root, f"{MAIN}{name}")


def _append(comment: etree._Element, text: str) -> None:
    run = etree.SubElement(_first(comment, "text"), f"{MAIN}r")
    words = etree.SubElement(run, f"{MAIN}t")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = text[:_LONGEST]


def _filled_style(styles: etree._Element, style: str, colour: str) -> str:
    """Add the style that is like ``style`` but filled; return its number."""
    fills, formats = _first(styles, "fills"), _first(styles, "cellXfs")
    fill = etree.SubElement(fills, f"{MAIN}fill")
    pattern = etree.SubElement(fill, f"{MAIN}patternFill", patternType="solid")
    etree.SubElement(pattern, f"{MAIN}fgColor", rgb=f"FF{colour}")
    etree.SubElement(pattern, f"{MAIN}bgColor", indexed="64")
    at = int(style)
    own = deepcopy(formats[at]) if at < len(formats) else etree.Element(f"{MAIN}xf")
    own.attrib.update({"fillId": str(len(fills) - 1), "applyFill": "1"})
    formats.append(own)
    for listed in (fills, formats):
        listed.set("count", str(len(listed)))
    return str(len(formats) - 1)


@dataclass(slots=True)
class Parts:
    """A package: what is parsed is written back as it then is, all else byte for byte."""

    packed: dict[str, bytes]
    parsed: dict[str, etree._Element] = field(default_factory=dict)

    def part(self, name: str) -> etree._Element:
        """Parse a part; nothing outside it is ever loaded."""
        if name not in self.parsed:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
            self.parsed[name] = etree.fromstring(self.packed[name], parser)
        return self.parsed[name]

    def add(self, name: str, root: etree._Element, content_type: str) -> None:
        """Add a part of a type."""
        self.parsed[name] = root
        said = {"PartName": f"/{name}", "ContentType": content_type}
        etree.SubElement(self.part(_TYPE_LIST), f"{_TYPES}Override", said)

    def related(self, owner: str, kind: str) -> dict[str, str]:
        """The parts that ``owner`` relates to as ``kind``, by the id of the relation."""
        found = related(owner, self._relations(owner))
        return {id_: part for id_, (its, part) in found.items() if its == kind}

    def relate(self, owner: str, kind: str, target: str) -> str:
        """Relate ``owner`` to ``target``; return the relation's id."""
        relations = self.parsed[relations_of(owner)] = self._relations(owner)
        known = {relation.get("Id") for relation in relations}
        new = next(name for name in map("gouji{}".format, count()) if name not in known)
        said = {"Id": new, "Type": f"{OFFICE}/{kind}", "Target": f"/{target}"}
        etree.SubElement(relations, f"{_RELATION}Relationship", said)
        return new

    def _relations(self, owner: str) -> etree._Element:
        name = relations_of(owner)
        known = name in self.packed or name in self.parsed
        return self.part(name) if known else etree.fromstring(_NO_RELATIONS)

    def free(self, pattern: str) -> str:
        """The first name like ``xl/comments{}.xml`` that no part has."""
        taken = {*self.packed, *self.parsed}
        return next(name for name in map(pattern.format, count(1)) if name not in taken)

    def saved(self) -> bytes:
        """Pack everything again, in the order in which it was."""
        packed = dict(self.packed)
        for name, root in self.parsed.items():
            packed[name] = etree.tostring(root, encoding="UTF-8", standalone=True)
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in packed.items():
                archive.writestr(name, part)
        return data.getvalue()
