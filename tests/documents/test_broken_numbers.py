"""Numbers that a narrow cell breaks over lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.documents.document import Cell
from gouji.documents.opening import open_document


def cell(tmp_path: Path, printed: str) -> Cell:
    path = tmp_path / "made-up.csv"
    path.write_text(f'县区,件\n东区,"{printed}"\n西区,7\n', encoding="utf-8")
    (table,) = open_document(path).tables
    return table.cells[3]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("1,234,\n567", "1,234,567"),
        ("1,234\n,567件", "1,234,567件"),
        ("1,23\n4,567", "1,234,567"),
        ("1,\n234,\n567", "1,234,567"),
        ("(1,234, \n 567.\n89)", "(1,234,567.89)"),
        ("98\n.5%", "98.5%"),
        ("1 300\n000", "1 300 000"),
        ("12\n034", "12 034"),
        ("575.\n30\n(↑1.2%)", "575.30\n(↑1.2%)"),
    ],
)
def test_a_broken_number_is_one(tmp_path: Path, printed: str, read: str) -> None:
    assert cell(tmp_path, printed).text == read


@pytest.mark.parametrize(
    "printed",
    [
        "12\n345",
        "1,234\n567",
        "1,234\n98.5",
        "2.\n500",
        "2021,\n2022",
        "3,\n4",
        "12,\n(3%)",
        "A1,\n20",
    ],
)
def test_two_numbers_stay_two(tmp_path: Path, printed: str) -> None:
    assert cell(tmp_path, printed).text == printed


def test_places_hold_behind_the_break(tmp_path: Path) -> None:
    passage = cell(tmp_path, "1,234,\n567").passage
    assert passage.text[6:] == "567"
    page = tmp_path / "made-up.html"
    row = "<tr><td>{}</td><td>{}</td></tr>".format
    text = f"<table>{row('区', '件')}{row('东', '1,<br>234')}</table>"
    page.write_text(text, encoding="utf-8")
    number = open_document(page).tables[0].cells[3].passage
    assert number.text == "1,234"
    assert number.place(2, 5).span == (3, 6)  # of what the cell prints
