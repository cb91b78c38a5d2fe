"""Changes in tables: rates in points or relative, series of periods, rises from nothing."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checks.audit import audit
from gouji.checks.finding import Result
from gouji.documents import markdown, text
from gouji.documents.files.source import Source
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

TABLES = yaml.safe_load(Path(__file__).with_name("changes.yaml").read_text("utf-8"))
SLIPS = [(table, slip) for table in TABLES for slip in table["slips"]]


@cache
def meaning() -> Meaning:
    return Meaning(vocabulary.load())


@cache
def rules() -> Any:
    return pack.load()


def result_of(printed: str, form: str = "text") -> Result:
    reader = {"text": text, "markdown": markdown}[form]
    source = Source(Path("made-up.txt"), printed.replace("¦", "\t").encode())
    return audit([read(reader.read(source), meaning())], rules(), meaning()).result


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t["name"])
def test_what_is_sound_is_left_alone(table):
    result = result_of(table["printed"], table["format"])
    assert [f.rule for f in result.findings] == table.get("says", [])
    assert result.documents[0].rate_changes == table.get("rates", "unknown")
    half = 2 * result.documents[0].covered.unchecked <= result.documents[0].figures
    assert half != table.get("unchecked", False)


@pytest.mark.parametrize(("table", "slip"), SLIPS, ids=lambda x: x.get("name") or x["put"])
def test_what_is_wrong_is_found(table, slip):
    assert slip["for"] in table["printed"]
    result = result_of(table["printed"].replace(slip["for"], slip["put"], 1), table["format"])
    found = {f.rule: f.severity for f in result.findings if f.rule not in table.get("says", [])}
    assert found == slip["finds"]


def message(printed: str, rule: str) -> str:
    return next(f.message.zh for f in result_of(printed).findings if f.rule == rule)


def named(name: str) -> dict[str, Any]:
    return next(t for t in TABLES if t["name"] == name)


def test_a_rise_from_nothing_is_told_like_a_colleague_would():
    told = message(named("rises from nothing, and falls to it")["printed"], "rise-from-nothing")
    assert told.startswith("违规养犬·件数 7（↑100%）、高空抛物·件数 1（↑100.00%）：")
    assert "上年为 0" in told
    assert "占道经营" not in told, "12 is twice 6"


def test_the_convention_is_named_where_it_decides():
    table = named("arrows on rates in points")
    told = message(table["printed"].replace("↓0.78%", "↓1.03%"), "implied-rates")
    assert told.endswith("本文件其他率的变化都是百分点，此处只有按相对变化才相符")


def test_where_nothing_shows_the_convention_either_will_do():
    table = """
某市2024年12345热线年度报告
区县¦满意率¦上年同期满意率¦同比
东区¦96.00%¦80.00%¦↑16.00%
西区¦90.00%¦75.00%¦↑20.00%
"""
    result = result_of(table)
    assert result.findings == ()
    assert result.documents[0].rate_changes == "unknown"


def test_months_are_not_held_against_years_nor_totals_taken_for_months():
    table = """
某市2024年12345热线年度报告
月份¦受理量（件）¦同比
10月¦100000¦25.00%
11月¦110000¦-3.00%
12月¦121000¦4.00%
合计¦331000¦6.86%
"""
    assert result_of(table).findings == ()


def test_a_year_that_is_not_over_is_not_held_against_the_one_before():
    table = """
某市2024年1-6月12345热线情况通报
年份¦受理量（件）¦同比
2022年¦100000¦25.00%
2023年¦110000¦10.00%
2024年¦60000¦12.00%
"""
    assert result_of(table).findings == ()


def test_a_column_that_is_mostly_of_something_else_is_let_be():
    table = """
某市2023年12345热线年度报告
年份¦受理量（件）¦增长率
2019年¦100000¦
2020年¦110000¦31.00%
2021年¦121000¦-7.00%
2022年¦133100¦12.00%
2023年¦146410¦9.99%
"""
    assert result_of(table).findings == ()


def printed(value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return format(exact.quantize(Decimal("0.01"), ROUND_HALF_UP), "f")


def arrow(value: Fraction) -> str:
    return f"{'↓' if value < 0 else '↑'}{printed(abs(value))}%"


rates = st.tuples(st.integers(4000, 9990), st.integers(4000, 9990))


@settings(max_examples=25)
@given(rows=st.lists(rates, min_size=2, max_size=5), points=st.booleans())
def test_rates_that_change_all_in_one_way_are_never_accused(rows, points):
    lines = ["某市2024年12345热线年度报告", "区县¦满意率¦上年同期满意率¦同比"]
    for at, (now, prior) in enumerate(rows):
        one, other = Fraction(now, 100), Fraction(prior, 100)
        by = one - other if points else (one / other - 1) * 100
        lines.append(f"第{at}区¦{printed(one)}%¦{printed(other)}%¦{arrow(by)}")
    result = result_of("\n".join(lines))
    assert result.findings == ()
    assert result.documents[0].rate_changes in ("points" if points else "relative", "unknown")


CHANNELS = """
某市2024年12345热线年度报告
诉求主体¦电话（件）¦网站（件）¦微信（件）
群众¦845000(↑5.63%)¦178000(↓11.00%)¦434000(↑8.50%)
企业¦115000(↑15.00%)¦95000(↓5.00%)¦88000(↑10.00%)
合计¦960000(↑6.67%)¦273000(↓9.00%)¦522000(↑8.75%)
"""


def test_arrows_that_add_up_are_sound():
    assert result_of(CHANNELS).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("↑5.63% ↓11.00% ↑8.50%", "↓5.63% ↑11.00% ↓8.50%", "整行（列）箭头方向相反"),
        ("↑5.63% ↓11.00% ↑8.50%", "↑15.00% ↓5.00% ↑10.00%", "完全相同"),
        ("↑5.63% ↓11.00% ↑8.50%", "↑22.10% ↑31.00% ↓14.20%", "整行取自别处"),
    ],
)
def test_a_row_of_arrows_at_fault_is_one_finding(old, new, says):
    printed_ = CHANNELS
    for one, other in zip(old.split(), new.split(), strict=True):
        printed_ = printed_.replace(one, other, 1)
    (finding,) = result_of(printed_).findings
    assert finding.rule == "implied-priors"
    assert "连同此处共 3 处如此" in finding.message.zh
    told = [w.zh for w in finding.explanations]
    told += [c.slip.zh for s in finding.suggestions for c in s.changes]
    assert any(says in words for words in told)
