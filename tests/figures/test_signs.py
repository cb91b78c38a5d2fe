"""Signs that accounts print around a number, and numbers that are not printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from gouji.documents import csv
from gouji.documents.files.source import Source
from gouji.figures.disclosure import Disclosure, read
from gouji.figures.figure import Figure
from gouji.figures.interval import EVERYTHING, Interval
from gouji.figures.meaning import Meaning
from gouji.figures.numbers.numeral import is_blank, is_missing, scan_cell
from gouji.rules import vocabulary


@cache
def meaning() -> Meaning:
    return Meaning(vocabulary.load())


def disclosed(*cells: str) -> Disclosure:
    """A column under 收支净额(万元), each cell beside a name."""
    names = "甲乙丙丁戊己"
    rows = [f'{name}局,"{cell}"' for name, cell in zip(names, cells, strict=False)]
    printed = "\n".join(["部门,收支净额（万元）", *rows])
    return read(csv.read(Source(Path("made-up.csv"), printed.encode())), meaning())


def column(*cells: str) -> list[Figure]:
    return list(disclosed(*cells).figures)


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
    assert (missing.text, missing.interval) == (text, Interval(Fraction(0), None))
    assert column("120", text, "-300")[1].interval == EVERYTHING


@pytest.mark.parametrize("text", ["无", "—", "…", "$—", "¥ -"])
def test_nothing_is_not_missing(text: str) -> None:
    assert is_blank(text)
    assert not is_missing(text)
    assert len(column("120", text, "300")) == 2


@pytest.mark.parametrize("text", ["<5", "少于5", "小于5", "低于5"])
def test_a_count_held_back_is_below_its_bound(text: str) -> None:
    (found,) = scan_cell(text)
    assert (found.numeral.value, found.numeral.hedge) == (5, "below")


@pytest.mark.parametrize("text", ["12,34,567", "12 34", "1.2.3万", "待补"])
def test_half_a_number_is_none_and_is_told(text: str) -> None:
    disclosure = disclosed("120", text, "300")
    assert [f.missing for f in disclosure.figures] == [False, True, False]
    told = [u.reason.zh for u in disclosure.unread if text in u.reason.zh]
    assert len(told) == any(map(str.isdigit, text))


def test_a_blank_parts_the_thousands_of_the_only_number_of_a_cell() -> None:
    figures = column("980", "1 234", "2214")
    assert [int(f.numeral.value) for f in figures] == [9_800_000, 12_340_000, 22_140_000]


def test_words_in_a_column_of_words_are_no_numbers() -> None:
    assert len(column("120", "待补", "已报", "另行说明")) == 1


def test_a_column_of_rates_takes_no_unit_of_its_rows() -> None:
    printed = (
        "指标,计量单位,2024年,2023年,增幅（%）\n来电,万通,52.50,50.00,5.0\n来信,封,840,800,5.0\n"
    )
    figures = read(csv.read(Source(Path("made-up.csv"), printed.encode())), meaning()).figures
    changes = [f.change for f in figures if f.change]
    assert [c.kind for c in changes] == ["relative", "relative"]
    assert [str(c.numeral.value) for c in changes] == ["5.0", "5.0"]


def test_commas_for_points_are_read_where_the_table_shows_them() -> None:
    figures = column("1.250,50", "12,5", "1.250", "45")
    values = [str(f.numeral.value / 10_000) for f in figures]
    assert values == ["1250.5", "12.5", "1250", "45"]
    assert [f.text for f in figures] == ["1.250,50", "12,5", "1.250", "45"]


@pytest.mark.parametrize("text", ["(7.5)%", "（7.5）%", "(7.5) %"])
def test_brackets_that_close_before_the_percent_sign_are_a_sign(text: str) -> None:
    (printed,) = scan_cell(text)
    assert (printed.numeral.value, printed.unit, printed.readings) == (Decimal("-7.5"), "%", ())
    assert (printed.numeral.text, printed.start, printed.end) == (text, 0, len(text))


def test_a_column_of_marks_refers_to_notes() -> None:
    assert not column("[16]", "[2]", "甲九五", "[16]")
    assert [f.text for f in column("[16]", "[2]", "38.5")] == ["[16]", "[2]", "38.5"]
    assert len(column("[16]", "[1,200]")) == 2


def test_thousands_parted_by_blanks_among_single_numbers_are_one_number() -> None:
    found = column("912", "9 352", "845", "1 023", "377", "688")
    assert [int(f.numeral.value) // 10_000 for f in found] == [912, 9352, 845, 1023, 377, 688]
    assert not any(f.missing for f in found)


def test_words_beside_commas_for_points_name_their_rows() -> None:
    printed = 'Posten,2023,2024\nMiete,"3,3","-0,9"\nStrom,"0,7","12,35"\nPost,"1,1","2,4"\n'
    figures = read(csv.read(Source(Path("made-up.csv"), printed.encode())), meaning()).figures
    assert [f.row_path for f in figures] == [(n,) for n in ("Miete", "Strom", "Post") for _ in "12"]
    assert [str(f.numeral.value) for f in figures][:2] == ["3.3", "-0.9"]
