"""What nobody looked at is told in every form, and which documents were held against which."""

import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from gouji.checks.finding import HeldAgainst, Skipped
from gouji.reports import FORMS, render

PICTURES = tuple(Skipped(f"in/{n}.png", True) for n in range(10))
OTHERS = (Skipped("in/a.zip", False), Skipped("in/deeper/a.zip", False))


@pytest.fixture
def passed_over(result):
    return replace(result, skipped=(*PICTURES, *OTHERS))


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"csv", "xlsx"}))
def test_every_form_names_the_files_that_were_passed_over(passed_over, form):
    told = render(passed_over, form, "en").replace("\\", "").replace("\n  ", " ")
    assert "0.png" in told
    assert "in/deeper/a.zip" in told


def test_pictures_and_others_are_counted_apart_and_the_first_of_many_named(passed_over):
    told = "".join(render(passed_over, "text", "zh", width=200).split())
    assert "有10张图片没有读取（安装附加组件gouji[ocr]后可识别）：0.png、1.png" in told
    assert "7.png等" in told
    assert "8.png" not in told
    assert "有2个文件不是能审核的格式，没有读取：in/a.zip、in/deeper/a.zip" in told


def test_json_names_them_all(passed_over):
    told = json.loads(render(passed_over, "json"))["skipped"]
    assert len(told) == 12
    assert told[0] == {"path": "in/0.png", "picture": True}


def test_a_workbook_has_a_row_for_each(passed_over):
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(render(passed_over, "xlsx", "en")))["Not audited"]
    assert sheet.max_row == 1 + 1 + 1 + 12


def test_what_is_not_read_fails_no_gate(passed_over, result):
    assert passed_over.exit_code("note") == result.exit_code("note")
    suites = ElementTree.fromstring(render(passed_over, "junit"))
    before = ElementTree.fromstring(render(result, "junit"))
    assert suites.get("failures") == before.get("failures")
    assert suites.get("errors") == before.get("errors")


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_reports_name_the_documents_that_each_was_held_against(result, form):
    first, *rest = result.documents
    held = (HeldAgainst(rest[0].path, False, 3, 2), HeldAgainst("past.txt", True, 1, 1))
    told = render(replace(result, documents=(replace(first, against=held), *rest)), form, "zh")
    assert "与其他文件的核对" in told
    assert "连云港市 2020：与 淮安市 2023 核对 3 处，2 处相符" in told
    assert "与 past.txt（档案） 核对 1 处" in told.replace("\\", "")
