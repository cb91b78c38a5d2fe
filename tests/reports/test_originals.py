"""Links from reports into the originals; a browser and a workbook follow them."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from lxml import html

from gouji.documents.document import Cell, Document, Paragraph, Passage, Place, Segment, Table
from gouji.reports import render
from gouji.reports.saying.originals import Originals
from gouji.reports.saying.quoting import Quotes


@pytest.fixture
def printed(result):
    """A figure of running text, on line 9."""
    figure = result.findings[0].operands[0].figure
    return replace(figure, place=Place(line=9, span=(3, 3 + len(figure.text))))


def link(figure, path, place, documents=(), beside="out"):
    figure = replace(figure, document=path, place=place)
    return Originals(Path(beside), Quotes(tuple(documents))).link(figure)


@pytest.mark.parametrize(
    ("path", "place", "wanted"),
    [
        ("年报.pdf", Place(page=3, table=1, row=2, column=2), "../年报.pdf#page=3"),
        ("a.xlsx", Place(cell="办理情况!C7", row=7), "../a.xlsx#办理情况!C7"),
        ("稿/a.docx", Place(paragraph=4, span=(0, 3)), "../稿/a.docx"),
        ("out/a.pdf", Place(paragraph=2), "a.pdf"),
        ("报送.ZIP/里面/a.pdf", Place(page=3), "../报送.ZIP"),
        ("javascript:alert(1)", Place(line=1), "../javascript:alert(1)"),
    ],
)
def test_a_link_leads_as_far_as_the_format_allows(printed, path, place, wanted):
    assert unquote(link(printed, path, place)) == wanted


def test_no_name_of_a_file_is_taken_for_a_scheme(printed):
    said = link(printed, "javascript:alert(1)", Place(line=1), beside=".")
    assert said == "javascript%3Aalert%281%29"


def test_what_no_document_prints_has_no_original(printed):
    assert link(printed, "residents.yaml", Place()) == ""


def test_a_page_scrolls_to_the_sentence_and_in_a_table_to_the_cell(printed):
    text = printed.text
    prose = Paragraph(Passage(f"全年受理{text}件。另有9件。", (Segment(0, 9),)), Place(line=9))
    cells = (Cell(2, 1, Passage("高-新区")), Cell(2, 2, Passage("")), Cell(2, 3, Passage(text)))
    documents = (Document("a.html", "", "html", (prose, Table(1, 2, 3, cells))),)
    place = Place(line=9, span=(4, 4 + len(text)))
    said = link(printed, "a.html", place, documents)
    assert unquote(said) == f"../a.html#:~:text=全年受理{text}件。"
    said = link(printed, "a.html", Place(table=1, row=2, column=3), documents)
    assert "%2D" in said  # a hyphen of the document joins nothing
    assert unquote(said) == f"../a.html#:~:text=高-新区-,{text}"


def test_a_report_of_nowhere_has_no_links(printed):
    assert Originals().link(printed) == ""


def test_pages_and_workbooks_lead_into_the_originals(result):
    page = html.fromstring(render(result, "html", beside=Path()))
    targets = {a.get("href").partition("#")[0] for a in page.find_class("original")}
    book = openpyxl.load_workbook(io.BytesIO(render(result, "xlsx", beside=Path())))
    outward = {c.hyperlink.target for sheet in book for row in sheet for c in row if c.hyperlink}
    assert (
        targets
        == outward - {None}
        == {o.figure.document for f in result.findings for o in f.operands}
    )
    assert not html.fromstring(render(result, "html")).find_class("original")
