"""The grammar of printed numbers: what holds for every number, and for any text at all."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gouji.figures.interval import Interval
from gouji.figures.numbers.numeral import (
    Printed,
    _read_cell,
    _read_in_full,
    is_blank,
    is_number_cell,
    scan_cell,
    scan_text,
)
from gouji.figures.numbers.units import header_unit

FULL_WIDTH = str.maketrans("0123456789.,%+-()", "０１２３４５６７８９．，％＋－（）")
SCALES = {"": 1, "万": 10**4, "亿": 10**8, "千万": 10**7}
UNITS = {"": "", "件": "件", "人次": "人次", "秒": "秒", "%": "%", "个工作日": "工作日", "元": "元"}
BEFORE = {
    "": "",
    "超": "over",
    "近": "under",
    "约": "about",
    "不少于": "at-least",
    "最多": "at-most",
}
AFTER = {"": "", "左右": "about", "以上": "at-least", "以内": "at-most"}


@dataclass(frozen=True)
class Print:
    text: str
    value: Decimal
    step: Decimal
    hedge: str
    unit: str


@st.composite
def prints(draw: st.DrawFn) -> Print:
    """A number in one of the styles that disclosures print."""
    whole = draw(st.integers(0, 10**9))
    decimals = draw(st.integers(0, 4))
    tail = "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=decimals, max_size=decimals))
    )
    separator = draw(st.sampled_from(["", ",", "\u2009", "\u00a0"]))
    digits = f"{whole:,}".replace(",", separator) + (f".{tail}" if tail else "")
    unit = draw(st.sampled_from(list(UNITS)))
    scale = draw(st.sampled_from(list(SCALES) if unit not in {"%", "个工作日", "秒"} else [""]))
    before = draw(st.sampled_from(list(BEFORE)))
    after = draw(st.sampled_from(list(AFTER))) if not before and (unit or scale) else ""
    minus = draw(st.booleans()) and not before
    gap = draw(st.sampled_from(["", " "]))
    text = (
        f"{before}{'-' if minus else ''}{digits}{gap if scale or unit else ''}{scale}{unit}{after}"
    )
    if draw(st.booleans()) and not separator:
        text = text.translate(FULL_WIDTH)
    number = Decimal(f"{whole}.{tail}" if tail else whole) * SCALES[scale]
    step = Decimal(1).scaleb(-decimals) * SCALES[scale]
    hedge = BEFORE[before] or AFTER[after]
    return Print(text, -number if minus else number, step, hedge, UNITS[unit])


@given(prints())
def test_a_printed_number_is_read_back(printed):
    (found,) = scan_cell(printed.text)
    number = found.numeral
    assert (number.value, number.step) == (printed.value, printed.step)
    assert (number.hedge, found.unit) == (printed.hedge, printed.unit)
    assert printed.text[found.start : found.end] == printed.text
    assert number.text in printed.text
    assert is_number_cell(printed.text)


@given(prints(), st.integers(0, 99999), st.integers(0, 3), st.sampled_from("↑↓▲▼"))
def test_an_arrow_is_a_change_of_the_number_before_it(printed, digits, decimals, arrow):
    size = Decimal(digits).scaleb(-decimals)
    text = f"{printed.text} ({arrow}{size}%)"
    (found,) = scan_cell(text)
    assert found.numeral.value == printed.value
    assert found.change is not None
    assert found.change.numeral.value == (size if arrow in "↑▲" else -size)
    assert found.change.text == f"{arrow}{size}%"
    start, end = found.change.place.span or (0, 0)
    assert text[start:end] == found.change.text


@given(prints())
def test_a_number_survives_its_sentence(printed):
    # 110, 12309: without a unit a number of a hotline is a hotline
    assume(printed.unit or printed.value != int(printed.value) or abs(printed.value) > 99999)
    # nor does 202301 or 20230115 count anything without one
    assume(printed.unit or not re.fullmatch(r"-?(19|20)\d\d[01]\d([0-3]\d)?", printed.text))
    sentence = f"2023年，12345热线共受理诉求{printed.text}；第3季度另计。"
    found = scan_text(sentence)
    assert [abs(p.numeral.value) for p in found] == [abs(printed.value)]
    assert found[0].numeral.step == printed.step


PIECES = st.text() | st.sampled_from(
    ["12345", "2023年", "同比", "增长", "↑", "(", ")", "万", "%", "3.2", "1,204", "近", "一百",
     "持平", "件", "、", "-", "—", "\n", " ", "分别", "是去年的", "倍",
     "3分", "12秒", "第", "百分之"]
)  # fmt: skip


def well_formed(found: tuple[Printed, ...], text: str) -> bool:
    edges = [edge for printed in found for edge in (printed.start, printed.end)]
    within = not edges or (edges[0] >= 0 and edges[-1] <= len(text))
    return within and edges == sorted(edges) and all(p.start < p.end for p in found)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_gives_disjoint_spans_in_order(text):
    assert well_formed(scan_text(text), text)
    assert well_formed(scan_cell(text, "万件"), text)
    is_number_cell(text)
    is_blank(text)
    header_unit(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "1,111,",
        "1天",
        "a1",
        "1↑",
        "(—)1",
        "增长1",
        "十万",
        "2020年",
        "-",
        "\u2009",
        "1.",
        "@a",
    ],
)
def test_the_work_is_linear_in_the_text(piece):
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = time.process_time()
        scan_text(text)
        return time.process_time() - began

    seconds(1000)
    assert seconds(32_000) < 24 * seconds(4_000) + 0.1


@pytest.mark.parametrize(
    ("label", "name", "unit"),
    [
        ("诉求来源(件)", "诉求来源", "件"),
        ("诉求来源（件）", "诉求来源", "件"),
        ("平均办理时长（工作日）", "平均办理时长", "工作日"),
        ("占比(%)", "占比", "%"),
        ("占比（％）", "占比", "%"),
        ("满意率%", "满意率", "%"),
        ("成交额(万元)", "成交额", "万元"),
        ("政策匹配推送(万次)", "政策匹配推送", "万次"),
        ("话务量（万）", "话务量", "万"),
        ("座席数(个/十万人)", "座席数", "个/十万人"),
        ("上线县(市、区)长、局长(人)", "上线县(市、区)长、局长", "人"),
        ("满意率(实际解决率)(%)", "满意率(实际解决率)", "%"),
        ("征集评价\n(件)", "征集评价", "件"),
        ("办件量（单位：件）", "办件量", "件"),
        ("办件量/件", "办件量", "件"),
        ("办件量，件", "办件量", "件"),
        ("表3 各区办件情况 单位：万件", "表3 各区办件情况", "万件"),
        ("单位：件", "", "件"),
        ("（件）", "", "件"),
        ("表3 单位：件、%", "表3 单位：件、%", ""),
        ("政策专员(2020年11月18日开通)", "政策专员(2020年11月18日开通)", ""),
        ("群众参评数(参评率)", "群众参评数(参评率)", ""),
        ("全市(含县区)", "全市(含县区)", ""),
        ("县(市、区)", "县(市、区)", ""),
        ("投诉/举报", "投诉/举报", ""),
        ("100%", "100%", ""),
        ("", "", ""),
    ],
)
def test_header_unit(label, name, unit):
    assert header_unit(label) == (name, unit)


@pytest.mark.parametrize(
    "text", ["", " ", "—", "-", "--", "——", "/", "－", "…", "无", "N/A", "\u3000"]
)
def test_blank(text):
    assert is_blank(text)
    assert not is_number_cell(text)
    assert scan_cell(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.3333333333333333", "0.333333333333333"),
        ("0.30000000000000004", "0.3"),
        ("1204.0000610351562", "1204.00006103516"),
        ("0.0000610351562", "0.0000610351562"),
    ],
)
def test_a_float_is_read_in_full_but_for_its_noise(text: str, value: str) -> None:
    (printed,) = scan_cell(text)
    assert printed.numeral.value == Decimal(value)
    assert printed.numeral.step <= Decimal("1e-11")


@pytest.mark.parametrize("text", ["0", "0%", "—12", "无锡", "持平", "优秀"])
def test_not_blank(text):
    assert not is_blank(text)


@pytest.mark.parametrize(
    "text",
    ["575774", "12345", "1438746 (↓8.77%)", "25002(9.75%)", "参评率30.90% (↓4.73%)", "1.1个工作日",
     "12/34", "12\n34", "168(持平)", "168(—)", "电话1248、互联网44", "12*", "12（其中：新增3）",
     "3-5个"],
)  # fmt: skip
def test_number_cell(text):
    assert is_number_cell(text)


@pytest.mark.parametrize(
    "text",
    ["诉求总量(件)", "2023年", "30秒人工接通率", "12345转110诉求量", "话务通话时长超10分钟占比(%)",
     "2.成员单位", "TOP5", "共24个村", "①", "全量(2020.1.1—2023.12.31)", "第3季度", "1-6月",
     "市本级"],
)  # fmt: skip
def test_no_number_cell(text):
    assert not is_number_cell(text)


def test_a_fall_by_more_than_its_number_is_below_it():
    (found,) = scan_cell("120（同比下降超10%）")
    assert found.change is not None
    numeral = found.change.numeral
    assert numeral.interval() == Interval(None, Fraction(-10), high_open=True)


def test_the_text_of_a_number_is_what_was_printed():
    (found,) = scan_cell("超５７.58 万件")
    assert found.numeral.text == "５７.58 万"
    assert found.numeral.scale == 10**4


@given(st.from_regex(r"(19|20|0|00)?[0-9]{1,13}(\.[0-9]{1,9})?%?", fullmatch=True))
def test_plain_numbers_are_read_at_once_as_the_whole_grammar_reads_them(text: str) -> None:
    assert repr(_read_cell(text)) == repr(_read_in_full(text))


def test_a_group_that_begins_with_a_nought_stays_in_its_number() -> None:
    found = [
        p.numeral.text for p in scan_text("儿童读物1 044 145册次，其余2 007 310册次，编号 044")
    ]
    assert found == ["1 044 145", "2 007 310"]


@pytest.mark.parametrize("tail", ["112", "911", "110", "119", "120"])
@pytest.mark.parametrize("behind", [" service requests", " staff", "报警", "转办", " portals"])
def test_the_last_group_of_a_number_is_no_telephone_number(tail: str, behind: str) -> None:
    assert [p.numeral.text for p in scan_text(f"共 7,{tail}{behind}")] == [f"7,{tail}"]
    assert [p.numeral.text for p in scan_text(f"共 3,007,{tail}{behind}")] == [f"3,007,{tail}"]
