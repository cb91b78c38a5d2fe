"""Signs that accounts print around a number, and numbers that are not printed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from gouji.documents import csv
from gouji.documents.files.source import Source
from gouji.figures.disclosure import read
from gouji.figures.figure import Figure
from gouji.figures.interval import EVERYTHING
from gouji.figures.meaning import Meaning
from gouji.figures.numbers.numeral import is_blank, is_missing, scan_cell
from gouji.rules import vocabulary


@cache
def meaning() -> Meaning:
    return Meaning(vocabulary.load())


def column(*cells: str) -> list[Figure]:
    """The figures of a column under 收支净额(万元), each beside a name."""
    names = "甲乙丙丁戊己"
    rows = [f'{name}局,"{cell}"' for name, cell in zip(names, cells, strict=False)]
    printed = "\n".join(["部门,收支净额（万元）", *rows])
    return list(read(csv.read(Source(Path("made-up.csv"), printed.encode())), meaning()).figures)


@pytest.mark.parametrize(
    "text", ["(38.5)", "（38.5）", "[38.5]", "38.5-", "—38.5", "–38.5", "△38.5", "▲38.5", "¥(38.5)"]
)
def test_a_sign_among_plain_numbers_is_a_minus_and_says_what_else_it_may_be(text: str) -> None:
    plain, signed, _ = column("120.0", text, "81.5")
    assert plain.readings == ()
    assert (signed.text, signed.numeral.value) == (text, -385_000)
    assert signed.unit == "元"
    other = signed.read_as(*signed.readings)
    assert other.numeral.value == 385_000
    assert other.readings == (signed.numeral,)
    assert other.interval == -signed.interval


def test_a_sign_where_no_plain_number_stands_is_a_reading_only() -> None:
    for figure in column("(38.5)", "(12.0)"):
        assert figure.numeral.value > 0
        assert [r.value for r in figure.readings] == [-figure.numeral.value]


def test_triangles_among_arrows_are_arrows() -> None:
    figures = column("▲3", "▼4", "5")
    assert [int(f.numeral.value) for f in figures[:2]] == [3, -4]


@pytest.mark.parametrize("text", ["▲6.0%", "−38", "12(↑3)", "12（3）"])
def test_what_says_its_sign_has_no_other_reading(text: str) -> None:
    assert all(printed.readings == () for printed in scan_cell(text))


@pytest.mark.parametrize("text", ["未统计", "***", "×", "#N/A", "#REF!", "暂缺", "未公布", "不详"])
def test_a_number_that_is_not_printed_may_be_any(text: str) -> None:
    plain, missing, _ = column("120", text, "300")
    assert missing.missing
    assert not plain.missing
    assert (missing.text, missing.interval) == (text, EVERYTHING)


@pytest.mark.parametrize("text", ["无", "—", "…", "$—", "¥ -"])
def test_nothing_is_not_missing(text: str) -> None:
    assert is_blank(text)
    assert not is_missing(text)
    assert len(column("120", text, "300")) == 2


@pytest.mark.parametrize("text", ["<5", "少于5", "小于5", "低于5"])
def test_a_count_held_back_is_below_its_bound(text: str) -> None:
    (found,) = scan_cell(text)
    assert (found.numeral.value, found.numeral.hedge) == (5, "below")
