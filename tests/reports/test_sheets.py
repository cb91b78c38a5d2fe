import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.reports import render
from gouji.reports.saying.report import Report
from gouji.reports.saying.sheets import harmless, sheets
from gouji.reports.writing import put


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"])
def test_formulas_are_disarmed(text):
    assert harmless(text).startswith("'")


@given(st.text())
def test_no_text_is_left_that_a_spreadsheet_would_run(text):
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@"))


def test_csv_is_one_row_a_finding(result):
    rows = list(csv.DictReader(io.StringIO(render(result, "csv", "en"))))
    assert [row["id"] for row in rows][:2] == ["7c1f09ab", "90aa41fe"]
    assert (rows[0]["difference"], rows[0]["unit of the difference"]) == ("28398", "件")
    assert (rows[0]["as printed"], rows[0]["unit"]) == ("575774", "件")
    assert {row["difference"] for row in rows} >= {"28398", "-3.4"}
    assert rows[0]["issuer"] == "连云港市"
    assert list(rows[0])[-1] == "id"


def test_a_csv_file_begins_with_the_mark_that_excel_looks_for(tmp_path):
    put(tmp_path / "a.csv", "序号\n")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_workbook_prints_on_a4_and_its_numbers_link(result):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(render(result, "xlsx")))
    findings, figures, *_ = book
    assert {(p.page_setup.paperSize, p.page_setup.orientation) for p in book} == {(9, "landscape")}
    assert findings.print_title_rows == "$1:$1"
    there = findings["A2"].hyperlink.location
    assert there == f"'{figures.title}'!A2"
    assert figures["A2"].value == findings["A2"].value == 1


def test_one_row_a_figure(result):
    sheet = sheets(Report(result))[1]
    assert len(sheet.rows) == sum(len(f.operands) for f in result.findings)
    row = dict(zip(sheet.header, sheet.rows[0], strict=True))
    assert (row["原文"], row["数值"], row["单位"]) == ("575774", 575774.0, "件")


def test_one_row_a_document(result):
    assert len(sheets(Report(result, "en"))[2].rows) == 3


def test_a_workbook_has_its_sheets_and_no_formula(result, hostile):
    openpyxl = pytest.importorskip("openpyxl")
    for told in (result, hostile):
        book = openpyxl.load_workbook(io.BytesIO(render(told, "xlsx")))
        assert book.sheetnames == [
            *("疑点", "涉及的数字", "披露文件", "全部核验", "未核的数字", "未审核")
        ]
        types = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
        assert "f" not in types
