"""xlsx, xls, ods and csv: the same tables, whatever holds them."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gouji.documents.document import Document, DocumentError, Table
from gouji.documents.files.limits import Limits
from gouji.documents.office.sheets import letters
from gouji.documents.opening import open_document

openpyxl = pytest.importorskip("openpyxl", reason="the extra gouji[xlsx] is not installed")
pytest.importorskip("xlrd", reason="the extra gouji[xlsx] is not installed")
from openpyxl import styles  # noqa: E402  # behind importorskip
from openpyxl.cell import text  # noqa: E402
from openpyxl.cell.rich_text import CellRichText, TextBlock  # noqa: E402

OFFICE = shutil.which("soffice")


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == r] for r in range(1, table.rows + 1)]


def saved(tmp_path: Path, book: Any) -> Document:
    path = tmp_path / "made-up.xlsx"
    book.save(path)
    return open_document(path)


def workbook() -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "受理"
    sheet["A1"] = "2024年各来源受理情况"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "单位：件"
    for row in (
        ["类别", "来源", None, "解答率"],
        [None, "电话", "网络", None],
        ["群众", 508474, 38902, 0.4917],
        ["企业", 1248, 44, 0.5182],
    ):
        sheet.append(row)
    for area in ("A3:A4", "B3:C3", "D3:D4"):
        sheet.merge_cells(area)
    for cell in ("D5", "D6"):
        sheet[cell].number_format = "0.00%"
    sheet["A7"] = "注：不含工单。"
    sheet["F3"], sheet["G3"] = "部门", "件数"
    sheet["F4"], sheet["G4"] = "甲局", 12
    sheet["F5"], sheet["G5"] = "乙局", 3
    sheet["A10"], sheet["B10"], sheet["A11"], sheet["B11"] = "区县", "件", "甲区", 5
    sheet["A12"], sheet["B12"] = "乙区", 6
    sheet.row_dimensions[12].hidden = True
    return book


def test_two_words_over_a_blank_row_head_the_numbers_below(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["镇街", "件数"], [], ["城东", 3], ["城西", 4], ["合计", 7]):
        book.active.append(row)
    (table,) = saved(tmp_path, book).tables
    assert rows(table)[:2] == [["镇街", "件数"], ["城东", "3"]]


def test_tables_of_a_sheet_with_titles_formats_and_merged_cells(tmp_path: Path) -> None:
    document = saved(tmp_path, workbook())
    first, second, third = document.tables
    assert first.merged
    assert first.title is not None
    assert first.title.text == "2024年各来源受理情况 单位：件"
    spans = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in first.cells}
    assert spans["类别"] == (1, 1, 2, 1)
    assert spans["来源"] == (1, 2, 1, 2)
    assert spans["49.17%"] == (3, 4, 1, 1)
    assert next(c.reference for c in first.cells if c.text == "49.17%") == "受理!D5"
    assert [n.text for n in first.notes] == ["注：不含工单。"]
    assert rows(second) == [["部门", "件数"], ["甲局", "12"], ["乙局", "3"]]
    assert rows(third)[2] == ["乙区", "6"]
    assert third.hidden_rows == {3}
    assert third.place.cell == "受理!A10"


def test_sheets_are_sections_and_hidden_ones_unread(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "受理"
    for name in ("办理", "底稿"):
        book.create_sheet(name)
    for sheet in book:
        for row in (["类别", "件"], ["甲", 1], ["乙", 2]):
            sheet.append(row)
    book["底稿"].sheet_state = "hidden"
    document = saved(tmp_path, book)
    assert [t.headings for t in document.tables] == [("受理",), ("办理",)]
    assert [u.place.cell for u in document.unread] == ["底稿!A1"]


def test_formulas_show_their_cached_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["类别", "件"], ["甲", 1], ["合计", "=SUM(B2:B2)"]):
        book.active.append(row)
    assert rows(saved(tmp_path, book).tables[0])[2] == ["合计", ""]


def test_a_far_cell_is_no_bomb(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["类别", "件"], ["甲", 1]):
        book.active.append(row)
    book.active["XFD100"] = "远"
    document = saved(tmp_path, book)
    assert [(t.rows, t.columns) for t in document.tables] == [(2, 2)]


def test_a_huge_merge_is_bounded(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["类别", "件"], ["甲", 1]):
        book.active.append(row)
    book.active.merged_cells.add("A3:XFD1048576")
    assert saved(tmp_path, book).tables[0].rows == 2


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["ods", "xls"])
def test_other_spreadsheets_read_alike(tmp_path: Path, form: str) -> None:
    book = workbook()
    book.active["H2"], book.active["H3"] = "期末", 77
    book.active["H3"].font = styles.Font(strike=True)
    struck, raised = text.InlineFont(strike=True), text.InlineFont(vertAlign="superscript")
    parts = ("12", TextBlock(struck, "99"), "0", TextBlock(raised, "1"))
    book.active["H4"] = CellRichText(*parts)
    book.save(tmp_path / "made-up.xlsx")
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", form, "--outdir", str(tmp_path)]
    done = subprocess.run(
        [*command, str(tmp_path / "made-up.xlsx")], capture_output=True, timeout=120, check=False
    )
    if not (tmp_path / f"made-up.{form}").exists():
        pytest.skip(f"LibreOffice cannot write {form}: {done.stderr[:100]!r}")
    expected = open_document(tmp_path / "made-up.xlsx")
    found = open_document(tmp_path / f"made-up.{form}")
    assert found.format == form
    assert "120" in [c.text for t in found.tables for c in t.cells]
    assert not {"77", "129901"} & {c.text for t in found.tables for c in t.cells}
    assert [rows(t) for t in found.tables] == [rows(t) for t in expected.tables]
    assert [t.hidden_rows for t in found.tables] == [t.hidden_rows for t in expected.tables]
    for one, other in zip(found.tables, expected.tables, strict=True):
        assert [(c.row, c.column, c.rowspan, c.colspan) for c in one.cells] == [
            (c.row, c.column, c.rowspan, c.colspan) for c in other.cells
        ]


def test_a_blank_row_under_the_header_parts_no_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    grid = [["街道", "2023", "办结量"], ["东街", "120", "110"], ["合计", "120", "110"]]
    for row in (grid[0], [], *grid[1:]):
        book.active.append(row)
    (table,) = saved(tmp_path, book).tables
    assert rows(table) == grid
    assert table.cells[3].reference == "Sheet!A3"


def nested(depth: int) -> dict[tuple[int, int], Any]:
    """The cells of a table, beside one that stands over a sheet which parts in its turn."""
    cells = {(0, 0): "区县", (0, 1): "件数", (1, 0): f"甲{depth}", (1, 1): 100 + depth}
    if not depth:
        return cells
    below = {(row + 3, column + 3): told for (row, column), told in nested(depth - 1).items()}
    height, width = (max(places) for places in zip(*below, strict=True))
    over = {(row, column): row + column for row in (0, 1) for column in range(3, width + 1)}
    return cells | {(row, 0): f"区{row}" for row in range(2, height + 1)} | over | below


def test_a_sheet_that_parts_again_and_again_loses_no_cell(tmp_path: Path) -> None:
    book, cells = openpyxl.Workbook(), nested(9)
    for (row, column), told in cells.items():
        book.active.cell(row + 1, column + 1, told)
    read = {c.text for table in saved(tmp_path, book).tables for c in table.cells}
    assert set(map(str, cells.values())) <= read


def test_ods_repeats_are_bounded(tmp_path: Path) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    repeat = 'table:number-columns-repeated="16384"'
    cell = f"<table:table-cell {repeat}><text:p>1</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    content = f'<office:document-content {names}><table:table table:name="a">{row}</table:table>'
    path = tmp_path / "bomb.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content + "</office:document-content>")
    with pytest.raises(DocumentError, match="--max-cells"):
        open_document(path, Limits(cells=100_000))


def test_damaged_workbooks_end_in_one_clear_line(tmp_path: Path) -> None:
    whole = io.BytesIO()
    workbook().save(whole)
    data, path = whole.getvalue(), tmp_path / "cut.xlsx"
    for number in range(0, len(data), len(data) // 40):
        flipped = bytearray(data)
        flipped[number] ^= 0xFF
        for broken in (data[:number], bytes(flipped)):
            path.write_bytes(broken)
            try:
                open_document(path)
            except DocumentError as failure:
                assert "\n" not in str(failure)


def test_csv(tmp_path: Path) -> None:
    lines = ["类别,总量,电话", '"群众, 个人","1,204",12', "企业,3,(↑3%)", "", "区县,件,率"]
    path = tmp_path / "a.txt"
    path.write_text("\r\n".join([*lines, "甲区,5,50%", "注：不含工单。,,"]))
    document = open_document(path)
    assert document.format == "csv"
    first, second = document.tables
    assert rows(first)[1] == ["群众, 个人", "1,204", "12"]
    assert rows(second) == [["区县", "件", "率"], ["甲区", "5", "50%"]]
    assert [note.text for note in second.notes] == ["注：不含工单。"]
    place = first.cells[4].passage.place(0, 5)
    assert (place.line, place.span) == (2, (10, 15))


def test_csv_in_the_encoding_of_chinese_excel(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("类别,总量,电话\n群众,1204,12\n企业,3,4\n".encode("gb18030"))
    assert rows(open_document(path).tables[0])[2] == ["企业", "3", "4"]


def test_letters() -> None:
    assert [letters(n) for n in (1, 26, 27, 28, 702, 703)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
