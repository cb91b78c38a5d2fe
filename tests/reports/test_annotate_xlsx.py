"""Cell comments and fills, in a copy that keeps all else and opens."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gouji.checks.engagement import engage
from gouji.checks.finding import Result
from gouji.reports.marking.annotating import AUTHOR, FILLS, annotate
from gouji.reports.marking.sheet_comments import Book
from gouji.rules.settings import Settings

library = pytest.importorskip("openpyxl", reason="the extra gouji[xlsx] is not installed")
charts = pytest.importorskip("openpyxl.chart")
styles = pytest.importorskip("openpyxl.styles")
OFFICE = shutil.which("soffice")
ROWS = [
    ["县区", "诉求总量(件)", "电话(件)", "互联网(件)"],
    ["东区", 1000, 900, 100],
    ["西区", 200, 150, 50],
    ["合计", 1300, 1050, 150],
]


def made(path: Path) -> Any:
    book = library.Workbook()
    sheet = book.active
    sheet.title = "诉求 '受理'"
    sheet.append(["某市12345热线2024年度服务情况"])
    sheet.append([])
    for row in ROWS:
        sheet.append(row)
    sheet["B6"].font = styles.Font(bold=True)
    sheet["B6"].number_format = "#,##0"
    sheet["A3"].comment = library.comments.Comment("原有批注", "审稿人")
    chart = charts.BarChart()
    chart.add_data(charts.Reference(sheet, min_col=2, min_row=3, max_row=6))
    sheet.add_chart(chart, "G2")
    book.save(path)
    return book


def marked(path: Path) -> tuple[Path, Result]:
    done = engage(Settings(), [path]).perform(date(2025, 1, 1))
    (document,) = done.reading.documents
    copy = path.with_name("marked.xlsx")
    found = annotate(done.result, document)
    assert not found.lost
    copy.write_bytes(found.data)
    return copy, done.result


def test_marking_again_replaces_what_was_marked(tmp_path: Path) -> None:
    made(tmp_path / "draft.xlsx")
    once, _ = marked(tmp_path / "draft.xlsx")
    again, _ = marked(once.rename(tmp_path / "once.xlsx"))
    told = [
        {c.coordinate: c.comment.text.splitlines()[0] for row in page for c in row if c.comment}
        for book in (tmp_path / "once.xlsx", again)
        for page in library.load_workbook(book)
    ]
    assert told[0] == told[1]


def test_the_finding_is_at_its_cell(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    made(path)
    before = path.read_bytes()
    copy, result = marked(path)
    sheet = library.load_workbook(copy).active
    finding = result.findings[0]
    cell = sheet["B6"]
    assert finding.message.zh in cell.comment.text
    assert cell.comment.author == AUTHOR
    assert cell.fill.fgColor.rgb == f"FF{FILLS['error']}"
    assert cell.font.bold
    assert cell.number_format == "#,##0"
    assert "疑点 1" in sheet["B4"].comment.text
    assert sheet["A1"].comment.text.startswith(f"{AUTHOR}：有 ")
    assert path.read_bytes() == before


def test_all_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    made(path)
    copy, _ = marked(path)
    old, new = zipfile.ZipFile(path), zipfile.ZipFile(copy)
    assert set(old.namelist()) <= set(new.namelist())
    chart = "xl/charts/chart1.xml"
    assert new.read(chart) == old.read(chart)
    sheet = library.load_workbook(copy).active
    assert sheet["A3"].comment.text.startswith("原有批注")
    assert [[c.value for c in row] for row in sheet.iter_rows(min_row=3, max_col=4)] == ROWS


def test_a_copy_is_read_as_the_original_is(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    made(path)
    copy, result = marked(path)
    again = engage(Settings(), [copy]).perform(date(2025, 1, 1)).result
    assert [f.id for f in again.findings] == [f.id for f in result.findings]


def test_cached_values_of_formulas_stay(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    made(path)
    with_formula = edited(path, b"<v>1300</v>", b"<f>B4+B5+100</f><v>1300</v>")
    path.write_bytes(with_formula)
    copy, result = marked(path)
    assert result.findings
    sheet = zipfile.ZipFile(copy).read("xl/worksheets/sheet1.xml")
    assert b"<f>B4+B5+100</f><v>1300</v>" in sheet


MAIN_TYPE = b"spreadsheetml.sheet.main+xml"


def test_macros_stay_and_the_copy_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    made(path)
    plain = b"application/vnd.openxmlformats-officedocument." + MAIN_TYPE
    kind = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    path.write_bytes(edited(path, plain, kind))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"not run")
    done = engage(Settings(), [path]).perform(date(2025, 1, 1))
    found = annotate(done.result, done.reading.documents[0])
    assert found.suffix == ".xlsm"
    copy = zipfile.ZipFile(io.BytesIO(found.data))
    assert copy.read("xl/vbaProject.bin") == b"not run"
    assert kind in copy.read("[Content_Types].xml")


def test_strict_workbooks_and_templates_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    made(path)
    for usual, strict in (
        (b"schemas.openxmlformats.org/spreadsheetml/2006/", b"purl.oclc.org/ooxml/spreadsheetml/"),
        (
            b"schemas.openxmlformats.org/officeDocument/2006/",
            b"purl.oclc.org/ooxml/officeDocument/",
        ),
        (MAIN_TYPE, b"spreadsheetml.template.main+xml"),
    ):
        path.write_bytes(edited(path, usual, strict))
    copy, result = marked(path)
    assert result.findings[0].message.zh in library.load_workbook(copy).active["B6"].comment.text
    assert MAIN_TYPE in zipfile.ZipFile(copy).read("[Content_Types].xml")


def test_a_note_is_not_hidden_behind_a_thread(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    made(path)
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    thread = (
        b'<Relationship Id="t" Target="/xl/threads.xml" Type="http://schemas.microsoft.com/'
        b'office/2017/10/relationships/threadedComment"/></Relationships>'
    )
    assert relations in zipfile.ZipFile(path).namelist()
    path.write_bytes(edited(path, b"</Relationships>", thread))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/threads.xml", '<t><threadedComment ref="B6"/></t>')
    done = engage(Settings(), [path]).perform(date(2025, 1, 1))
    found = annotate(done.result, done.reading.documents[0])
    assert [remark.figure.place.cell for remark in found.lost] == ["诉求 '受理'!B6"]
    path.write_bytes(found.data)
    notes = library.load_workbook(path).active
    assert done.result.findings[0].message.zh in notes["A1"].comment.text


def edited(path: Path, old: bytes, new: bytes) -> bytes:
    packed, data = zipfile.ZipFile(path), io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in packed.namelist():
            archive.writestr(name, packed.read(name).replace(old, new))
    return data.getvalue()


def test_cells_without_references_are_counted() -> None:
    book = library.Workbook()
    book.active.append(["a", "b", "c"])
    data = io.BytesIO()
    book.save(data)
    packed = Book(data.getvalue())
    for cell in packed.parts.part("xl/worksheets/sheet1.xml").iter():
        cell.attrib.pop("r", None)
    assert packed.has("Sheet", "C1")
    assert not packed.has("Sheet", "D1")
    assert not packed.has("Other", "A1")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_copy_opens_and_shows_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "draft.xlsx"
    made(path)
    copy, result = marked(path)
    opened = converted(copy, "fods").read_text("utf-8")
    assert opened.count("<office:annotation ") == len(
        [c for row in library.load_workbook(copy).active.iter_rows() for c in row if c.comment]
    )
    assert result.findings[0].message.zh.split("；")[0] in opened
    assert f"#{FILLS['error'].lower()}" in opened


def converted(path: Path, form: str) -> Path:
    command = [str(OFFICE), f"-env:UserInstallation={(path.parent / 'office').as_uri()}"]
    command += ["--headless", "--convert-to", form, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(f".{form}")
