"""What a workbook shows and what it only carries: built from its parts, as no library writes it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gouji.documents.document import Document, DocumentError, Table
from gouji.documents.opening import open_document

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

CELLS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>区县</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>件</t></is></c></row>'
)


def related(**kinds: str) -> str:
    listed = (
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind.split("=")[0]}" '
        f'Target="{kind.split("=")[1]}"/>'
        for key, kind in kinds.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(listed)}</Relationships>'


def packed(
    path: Path,
    rows: str,
    *,
    around: tuple[str, str] = ("", ""),
    strings: str = "",
    styles: str = "",
    book: str = "",
    more: dict[str, str] | None = None,
) -> Path:
    """A workbook of one sheet."""
    sheet = f"<sheetData>{rows}</sheetData>".join(around)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override '
        f'PartName="/xl/workbook.xml" ContentType="{TYPE}"/></Types>',
        "_rels/.rels": related(a="officeDocument=xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{book}'
        '<sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": related(
            s="worksheet=worksheets/sheet1.xml",
            t="sharedStrings=sharedStrings.xml",
            u="styles=styles.xml",
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
        **(more or {}),
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def texts(document: Document) -> list[str]:
    return [cell.text for table in document.tables for cell in table.cells]


def told(document: Document) -> list[tuple[str | None, str]]:
    return [(unread.place.cell, unread.reason.zh) for unread in document.unread]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made-up.xlsx"


def test_formulas_without_a_value_and_errors_are_told(path: Path) -> None:
    rows = CELLS + (
        '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><f>2</f><v>12</v></c></row>'
        '<row r="3"><c r="A3"><f>1</f><v/></c><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="4"><c r="A4" t="str"><f>""</f><v></v></c><c r="B4"><v>3</v></c></row>'
    )
    document = open_document(packed(path, rows))
    assert told(document) == [
        ("表!A2", "2 个公式没有计算结果；请用 Excel 或 LibreOffice 打开、保存一次"),
        ("表!B3", "1 个单元格是错误值（表!B3 起）"),
    ]
    assert "12" in texts(document)


def test_a_nought_that_nobody_computed_is_no_value(path: Path) -> None:
    rows = CELLS + '<row r="2"><c r="A2"><v>0</v></c><c r="B2"><f>SUM(A2)</f><v>0</v></c></row>'
    stale = '<calcPr calcId="124519" fullCalcOnLoad="1"/>'
    assert texts(open_document(packed(path, rows)))[2:] == ["0", "0"]
    assert texts(open_document(packed(path, rows, book=stale)))[2:] == ["0", ""]


def test_hidden_rows_and_columns_are_read_and_told(path: Path) -> None:
    rows = CELLS + '<row r="2" hidden="1"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    columns = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    document = open_document(packed(path, rows, around=(columns, "")))
    assert texts(document) == ["区县", "件", "1", "2"]
    assert told(document) == [("表!A1", "有 1 行、1 列在原表中隐藏，已一并读取")]


def test_strings_are_read_without_their_pronunciation(path: Path) -> None:
    raised = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    struck = "<r><rPr><strike/></rPr><t>99</t></r>"
    strings = (
        f'<si><r><t>1</t></r>{struck}<r><t xml:space="preserve">,204</t></r>{raised}</si>'
        '<si><t>东区</t><rPh sb="0" eb="1"><t>ひがし</t></rPh></si>'
    )
    rows = CELLS + '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>'
    document = open_document(packed(path, rows, strings=strings))
    assert texts(document)[2:] == ["东区", "1,204"]


@pytest.mark.parametrize(
    ("number", "code", "value", "text"),
    [
        (57, "", "45352", "2024年3月"),
        (58, "", "45352", "3月1日"),
        (14, "", "45352", "2024年3月1日"),
        (10, "", "0.4917", "49.17%"),
        (41, "", "0", "-"),
        (176, "0.0,&quot;万&quot;", "575750", "575.8万"),
        (176, "0!.0,&quot;万&quot;", "575750", "57.6万"),
        (176, "yyyy&quot;年&quot;", "-1", "-1"),
        (0, "", "1.2E3", "1200"),
    ],
)
def test_numbers_are_shown_by_their_formats(
    path: Path, number: int, code: str, value: str, text: str
) -> None:
    own = f'<numFmts><numFmt numFmtId="{number}" formatCode="{code}"/></numFmts>' if code else ""
    styles = f'{own}<cellXfs><xf/><xf numFmtId="{number}"/></cellXfs>'
    rows = CELLS + f'<row r="2"><c r="A2"><v>1</v></c><c r="B2" s="1"><v>{value}</v></c></row>'
    assert texts(open_document(packed(path, rows, styles=styles)))[3] == text


def test_what_a_cell_strikes_is_not_said(path: Path) -> None:
    fonts = '<fonts><font><sz val="9"/></font><font><strike/></font><font><strike val="0"/></font>'
    styles = f'{fonts}</fonts><cellXfs><xf/><xf fontId="1"/><xf fontId="2"/></cellXfs>'
    row = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>区</t></is></c>{1}</row>'.format
    struck = '<c r="B2" s="1"><v>99</v></c><c r="C2" s="1"><f>1/0</f></c>'
    rows = CELLS + row(2, struck) + row(3, '<c r="B3" s="2"><v>12</v></c>')
    document = open_document(packed(path, rows, styles=styles))
    assert "99" not in texts(document)
    assert "12" in texts(document)
    assert not told(document)


def test_the_epoch_of_1904(path: Path) -> None:
    styles = '<cellXfs><xf numFmtId="57"/></cellXfs>'
    rows = CELLS + '<row r="2"><c r="A2" s="0"><v>43890</v></c><c r="B2" t="b"><v>1</v></c></row>'
    book = '<workbookPr date1904="1"/>'
    found = texts(open_document(packed(path, rows, styles=styles, book=book)))
    assert found[2:] == ["2024年3月", "TRUE"]


def test_cells_without_references_and_a_far_row(path: Path) -> None:
    rows = "<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c><c><v>5</v></c></row>"
    rows += '<row r="1048576"><c r="A1048576" s="3"/></row>'
    document = open_document(packed(path, rows, around=('<dimension ref="A1:XFD1048576"/>', "")))
    (table,) = document.tables
    assert (table.rows, table.columns) == (2, 3)
    assert texts(document) == ["1", "", "3", "4", "5", ""]


def test_strict_open_xml_and_macros_are_read(path: Path) -> None:
    rows = CELLS + '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>'
    packed(path, rows, more={"xl/vbaProject.bin": "not run"})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    strict = "http://purl.oclc.org/ooxml"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            said = data.replace(MAIN, f"{strict}/spreadsheetml/main")
            said = said.replace(OFFICE, f"{strict}/officeDocument/relationships")
            macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
            archive.writestr(name, said.replace(TYPE, macros))
    assert texts(open_document(path)) == ["区县", "件", "1", "2"]


def test_sheets_of_charts_are_told(path: Path) -> None:
    more = {"xl/_rels/workbook.xml.rels": related(s="chartsheet=chartsheets/sheet1.xml")}
    document = open_document(packed(path, CELLS, more=more))
    assert told(document) == [("表!A1", "图表工作表或宏表未读取")]


def test_pictures_and_charts_on_a_sheet_are_counted(path: Path) -> None:
    at = "<from><col>2</col><row>4</row></from>"
    blip = f'<pic><a:blip xmlns:a="{DRAWING}/main" xmlns:r="{OFFICE}" r:embed="p"/></pic>'
    drawn = f"<oneCellAnchor>{at}{blip}</oneCellAnchor><a><graphicFrame/></a>"
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": related(d="drawing=../drawings/drawing1.xml"),
        "xl/drawings/drawing1.xml": f'<wsDr xmlns="{DRAWING}/spreadsheetDrawing">{drawn}</wsDr>',
        "xl/drawings/_rels/drawing1.xml.rels": related(p="image=../media/a.png"),
        "xl/media/a.png": "a picture of some kind",
    }
    document = open_document(packed(path, CELLS, more=more))
    assert told(document) == [("表!A1", "2 幅图片或图表未审核")]


def test_many_rows_of_single_labels_are_read_at_once(path: Path) -> None:
    rows = "".join(f"<row><c t='str'><v>第{n}行</v></c></row>" for n in range(30_000))
    assert len(open_document(packed(path, rows)).paragraphs) == 30_000


@pytest.mark.parametrize(
    "broken",
    [
        '<row r="x"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>one</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="A1" s="x"><v>7.5</v></c></row>',
        "<row>",
    ],
)
def test_broken_cells_end_in_one_clear_line(path: Path, broken: str) -> None:
    with pytest.raises(DocumentError, match="损坏"):
        open_document(packed(path, broken))


def rows_of(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == r] for r in range(1, table.rows + 1)]


def test_an_ods_tells_what_it_hides(tmp_path: Path) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    style = '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
    cell = "<table:table-cell {}>{}</table:table-cell>".format
    said = "<text:p>{}</text:p>".format
    rows = [
        [cell("", said("区县")), cell("", said("率"))],
        [cell("", said("甲")), cell('office:value-type="percentage" office:value="0.4917"', "")],
        [cell("", said("乙")), cell('table:formula="of:=1+1"', "")],
        [cell("", said("丙")), cell('office:value-type="float" office:value="1204"', "")],
    ]
    written = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    column = '<table:table-column table:visibility="collapse"/>'
    content = (
        f"<office:document-content {names}>{style}</style:style>"
        f'<table:table table:name="a">{column}{written}</table:table>'
        f'<table:table table:name="b" table:style-name="ta2">{written}</table:table>'
    )
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content + "</office:document-content>")
    document = open_document(path)
    (table,) = document.tables
    assert rows_of(table) == [["区县", "率"], ["甲", "49.17%"], ["乙", ""], ["丙", "1204"]]
    assert told(document) == [
        ("a!B3", "1 个公式没有计算结果；请用 Excel 或 LibreOffice 打开、保存一次"),
        ("a!A1", "有 0 行、1 列在原表中隐藏，已一并读取"),
        ("b!A1", "隐藏的工作表未读取"),
    ]
