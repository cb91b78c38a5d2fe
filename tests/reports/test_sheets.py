import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.reports import render
from gouji.reports.saying.sheets import documents_sheet, figures_sheet, harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"])
def test_formulas_are_disarmed(text):
    assert harmless(text).startswith("'")


@given(st.text())
def test_no_text_is_left_that_a_spreadsheet_would_run(text):
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@"))


def test_csv_is_one_row_a_finding(result):
    rows = list(csv.DictReader(io.StringIO(render(result, "csv", "en"))))
    assert [row["id"] for row in rows][:2] == ["7c1f09ab", "44b7c2d8"]
    assert rows[0]["difference"] == "28398"
    assert rows[4]["difference"] == "-3.4"
    assert rows[0]["issuer"] == "连云港市"


def test_one_row_a_figure(result):
    sheet = figures_sheet(result, "zh")
    assert len(sheet.rows) == sum(len(f.operands) for f in result.findings)
    row = dict(zip(sheet.header, sheet.rows[0], strict=True))
    assert (row["原文"], row["数值"], row["单位"]) == ("575774", 575774.0, "件")


def test_one_row_a_document(result):
    assert len(documents_sheet(result, "en").rows) == 3


def test_a_workbook_has_four_sheets_and_no_formula(result, hostile):
    openpyxl = pytest.importorskip("openpyxl")
    for told in (result, hostile):
        book = openpyxl.load_workbook(io.BytesIO(render(told, "xlsx")))
        assert book.sheetnames == ["疑点", "涉及的数字", "披露文件", "未审核"]
        types = {cell.data_type for page in book for row in page.iter_rows() for cell in row}
        assert "f" not in types
