"""What a total row may be held against: nested rows, decimals without a name, rounded counts."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from gouji.checks.audit import audit
from gouji.checks.finding import Finding
from gouji.documents import text
from gouji.documents.files.source import Source
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = pack.load()


def findings(words: str) -> list[Finding]:
    """``¦`` stands for a tab."""
    flat = textwrap.dedent(words).replace("¦", "\t").strip("\n")
    disclosure = read(text.read(Source(Path("made-up.txt"), flat.encode())), MEANING)
    return list(audit([disclosure], RULES, MEANING).result.findings)


NESTED = """
    行业¦专利（件）¦企业（户）
    合计¦768¦167
    工业¦641¦110
    食品¦209¦41
    纺织¦432¦69
    其他¦127¦57
"""


def test_a_row_that_is_the_sum_of_those_below_it_stands_for_them():
    assert not findings(NESTED)
    (finding,) = findings(NESTED.replace("768", "786"))
    assert len(finding.operands) == 3


def test_rows_that_overlap_in_an_unknown_way_are_let_be():
    assert not findings(NESTED.replace("209", "290").replace("69", "96").replace("768", "588"))


ROWS = """
    区域¦受理（件）¦办结（件）¦回访（件）
    东区¦5203¦5110¦830
    西区¦4418¦4302¦0
    开发区¦618¦577¦46
    合计¦{}¦{}¦{}
"""


@pytest.mark.parametrize(
    ("totals", "says"),
    [
        ((9621, 9412, 830), "没有加上“开发区”"),
        ((10857, 10566, 922), "把“开发区”这一行加了两遍"),
        ((5821, 5687, 876), "没有加上“西区”"),
        ((9621, 9412, 876), ""),
    ],
)
def test_a_total_that_leaves_out_a_row_is_one_finding(totals, says):
    found = findings(ROWS.format(*totals))
    told = "".join(words.zh for f in found for words in f.explanations)
    assert says in told
    assert ("这一行" in told) == bool(says)
    assert len(found) == (1 if says else 2)


def test_decimals_without_a_name_add_up_where_their_totals_show_it():
    table = """
        路段¦里程¦投资
        甲¦12.50¦3.10
        乙¦10.25¦4.05
        合计¦22.75¦7.15
    """
    assert not findings(table)
    (doubt,) = findings(table.replace("22.75", "25.27"))  # one column shows little
    assert doubt.severity == "note"
    third = table.replace("投资", "投资¦面积").replace("3.10", "3.10¦1.11")
    third = third.replace("4.05", "4.05¦2.22").replace("7.15", "7.15¦3.39")
    assert [(f.rule, f.severity) for f in findings(third)] == [("total-row", "warning")]


def test_means_are_still_held_between_their_rows():
    table = """
        类别¦平均时长（秒）
        接听¦203.5
        呼出¦89.1
        合计¦292.6
    """
    assert [f.rule for f in findings(table)] == ["total-row-mean"]


def test_what_a_rate_gains_over_all_may_lie_outside_its_rows():
    """More of what has a low margin was sold: all of it gains less than any part."""
    table = """
        行业¦收入（万元）¦毛利率（%）¦毛利率比上年增减（百分点）
        船坞¦158429.43¦21.52¦增加0.26
        灯塔¦70677.32¦4.16¦增加0.27
        浮标¦28506.16¦52.21¦增加1.25
        合计¦257612.91¦20.15¦增加0.15
    """
    assert not findings(table)


def test_growths_headed_by_the_year_before_add_up_to_nothing():
    table = """
        作物¦面积（千公顷）¦¦产量（万吨）¦¦单产（公斤/公顷）¦
        ¦本年¦比上年±%¦本年¦比上年±%¦本年¦比上年±%
        合计¦411.52¦4.2¦261.16¦6.8¦6346¦2.5
        葵花¦136.68¦6.8¦86.64¦11.7¦6339¦4.6
        燕麦¦93.63¦4.9¦55.10¦6.3¦5885¦1.3
        荞麦¦85.46¦-1.6¦67.25¦1.4¦7869¦3.0
        豌豆¦55.74¦7.4¦41.49¦9.6¦7443¦2.1
        胡麻¦40.01¦2.9¦10.68¦-1.9¦2669¦-4.6
    """
    assert not findings(table)


@pytest.mark.parametrize(
    ("heading", "total", "severity"),
    [
        ("全省（件）", "101890", "error"),
        ("全省数量", "101890", "error"),
        ("全省", "101890", None),  # nothing says that these were counted and not rounded
        ("全省", "101980", "error"),
    ],
)
def test_a_sum_of_what_may_be_rounded_is_no_error_for_a_unit(heading, total, severity):
    table = f"方式¦{heading}\n公路¦84811\n铁路¦16723\n管道¦92\n不明¦263\n合计¦{total}"
    assert [f.severity for f in findings(table)] == ([severity] if severity else [])


def test_counts_rounded_to_one_step_need_not_add_up():
    parts = ["138", "1245", "978", "66", "2043", "573"]
    rows = "\n".join(f"{name}¦{n}" for name, n in zip("甲乙丙丁戊己", parts, strict=True))
    assert findings(f"区县¦人数（人）\n{rows}\n合计¦5046") == []
    (finding,) = findings(f"区县¦人数（人）\n{rows}\n合计¦5403")
    assert finding.severity == "error"


def stocks(others: int) -> list[Finding]:
    """Ten depots whose need is what two stores hold, but for ``others`` of them."""
    rows = [(2407, 705), (1902, 388), (22913, 8982), (387, 21302), (5992, 14515), (1243, 86)]
    rows += [(3316, 941), (40072, 611), (7450, 1894), (1656, 2431)]
    off = [100, 52, 1208, 64, 931]
    table = ["站点¦甲库¦乙库¦需求"]
    for n, (one, other) in enumerate(rows):
        more = off[n] if n < others else 0
        table.append(f"第{'一二三四五六七八九十'[n]}站¦{one}¦{other}¦{one + other + more}")
    return [f for f in findings("\n".join(table)) if f.severity != "note"]


def test_what_half_of_the_rows_do_not_keep_is_no_slip_in_one_of_them():
    assert stocks(others=1)
    assert not stocks(others=4)


def test_a_month_is_no_whole_of_other_months():
    told = "1—9月受理量为：1月31254件，2月30234件，3月29167件……每月均在28000件以上，"
    assert not findings(told + "其中7月受理34296件，8月受理35221件。")


MILLIONS = """
    项目¦2021¦2022¦2023
    营业利润¦4620¦5288¦{}
    主营业务¦2706¦2965¦3403
    补贴¦1825¦2203¦2363
    其他业务¦89¦120¦67
"""


def test_amounts_without_a_unit_may_have_been_rounded():
    assert findings(MILLIONS.format("5833")) == []
    assert all(f.severity == "note" for f in findings(MILLIONS.format("5834")))
    assert [f.severity for f in findings(MILLIONS.format("5383"))] == ["error"]


def test_a_row_that_is_missing_is_one_finding():
    table = ROWS.replace("    开发区¦618¦577¦46\n", "")
    (finding,) = findings(table.format(10239, 9989, 876))
    assert len(finding.evidence) == 3
    assert finding.severity == "warning"


DESKS = """
    {title}

    柜台¦收到（件）¦答复（件）¦未答复（件）
    城关¦4,218¦3,907¦311
    东门¦3,655¦3,512¦143
    河口¦1,842¦1,790¦52
    合计¦11,994¦11,302¦692

    {note}
"""
"""北街 2,279 收到, 2,093 答复, 186 未答复 is missing."""


def test_a_row_that_is_missing_keeps_what_holds_across_the_columns():
    (finding,) = findings(DESKS.format(title="表1 各柜台来件", note=""))
    assert (finding.severity, len(finding.evidence)) == ("warning", 3)
    assert "像是漏印了一行" in finding.explanations[0].zh


def test_a_row_that_is_missing_may_have_fallen():
    rows = ("处所¦甲年¦乙年¦差数", "住宅¦318¦251¦-67", "厂房¦115¦112¦-3", "堆场¦59¦75¦16")
    (finding,) = findings("\n".join((*rows, "合计¦613¦536¦-77")))
    assert (finding.severity, len(finding.evidence)) == ("warning", 3)


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("表1 来件前三的柜台", ""),
        ("下表列出来件居前的柜台。", ""),
        ("表1 主要柜台来件", ""),
        ("表1 各柜台来件", "注：本表仅列来件较多的柜台。"),
        ("Table 1 Largest desks", ""),
    ],
)
def test_a_table_that_says_it_lists_only_some_rows_lacks_none(title, note):
    assert all(f.severity == "note" for f in findings(DESKS.format(title=title, note=note)))


SHARES = """
    Kind of loan¦Number¦Percent
    Books¦168¦{}
    Films¦96¦24.0
    Maps¦136¦34.0
    Total¦400¦100.0
"""


def test_a_column_of_per_cent_holds_shares():
    assert not findings(SHARES.format("42.0"))
    assert ("share", "error") in {(f.rule, f.severity) for f in findings(SHARES.format("24.0"))}


def test_shares_as_fractions_make_one():
    table = "类型¦比例\n纸本¦0.45\n电子¦0.35\n地图¦{}\n合计¦1.00"
    assert not findings(table.format("0.20"))
    assert [f.rule for f in findings(table.format("0.26"))] == ["shares-add-up"]


def test_a_named_change_is_of_the_two_years_beside_it():
    table = "Branch¦2024¦2023¦Change %\nMain¦230¦200¦15.0\nHarbour¦126¦120¦{}\nMill¦330¦300¦10.0"
    assert not findings(table.format("5.0"))
    (finding,) = findings(table.format("50.0"))
    assert finding.rule == "change-from-prior"


ANALYSIS = {
    "Sales": (53211, 43907),
    "Cost of sales": (-28155, -23204),
    "Gross profit": (25056, 20703),
    "Distribution": (-8661, -7148),
    "Administration": (-11815, -10236),
    "Profit before tax": (4580, 3319),
    "Tax": (-1409, -861),
    "Profit after tax": (3171, 2458),
}


def analysed(this: int, last: int) -> str:
    rates = (100 * (this / last - 1), 100 * this / 53211, 100 * last / 43907)
    return "¦".join((f"{this}.00000", f"{last}.00000", *(f"{rate:.5f}" for rate in rates)))


def test_rates_of_which_no_sum_ties_are_no_parts_of_each_other():
    head = "¦¦¦Horizontal¦Vertical¦\n¦2002¦2001¦¦2002¦2001\n¦£000s¦£000s¦%¦%¦%\n"
    table = head + "\n".join(f"{name}¦{analysed(*both)}" for name, both in ANALYSIS.items())
    assert findings(table) == []
    slipped = findings(table.replace("25056", "20556"))
    assert "20556" in {
        figure.text[:5] for f in slipped for figure in (o.figure for o in f.operands)
    }


@pytest.mark.parametrize("expense", ["140¦90", "-140¦-90", "（140）¦（90）"])
def test_what_is_taken_off_may_be_printed_below_zero(expense):
    table = (
        "项目¦2023年（万元）¦2022年（万元）\n营业利润¦12630¦8050\n营业外收入¦310¦280\n"
        f"营业外支出¦{expense}\n利润总额¦12800¦8240"
    )
    assert findings(table) == []
    slipped = findings(table.replace("12800", "12080"))
    assert [o.figure.text for f in slipped for o in f.operands if "12080" in o.figure.text]


POWER = """
    2024年上半年用电情况
    单位：亿千瓦时
    指标¦用电量¦同比±%¦构成%
    全社会用电量¦15346.17¦19.3¦100
    一、第一产业¦{}¦7.1¦1.4
    二、第二产业¦9102.29¦{}¦59.3
    其中：工业¦8556.15¦30.1¦55.8
    三、第三产业¦2848.65¦-6.8¦18.6
    四、居民生活¦3176.68¦12.8¦20.7
"""


def test_the_line_above_the_first_that_is_numbered_is_the_whole_of_its_level():
    """Amounts that are measured add up a year before as well."""
    assert not findings(POWER.format("218.55", "34.2"))
    (found,) = findings(POWER.format("281.55", "34.2"))
    assert "total-row" in {check.rule for check in found.evidence}
    (found,) = findings(POWER.format("218.55", "32.2"))
    assert found.rule == "implied-priors"


WATER = """
    单位：万吨
    项目¦2021年¦2022年¦2023年
    一、年初库存¦318¦402¦377
    二、本年供应¦5210¦4865¦5542
    地表水¦4100¦3902¦4411
    地下水¦1110¦963¦1131
    三、本年消费¦5126¦4890¦5481
    农业¦3021¦2954¦3308
    工业¦1205¦1133¦1290
    生活¦900¦803¦883
    四、年末库存¦402¦377¦{0}
"""
CARDS = """
    序号¦品名¦数量（台/套）¦单价（元）¦金额（元）
    1¦绘图仪¦{0}¦8600¦103200
    2¦全站仪¦31¦15400¦477400
    3¦无人机¦7¦23800¦166600
    4¦水准仪¦46¦3900¦179400
    合计¦¦96¦¦926600
"""
ORCHARDS = """
    ¦Apples¦Pears¦Plums¦Cherries
    Sales per grower¦184302¦92417¦61290¦130755
    Average area (acres)¦48.3¦21.7¦16.2¦{0}
    Sales per acre¦3816¦4259¦3783¦6194
"""
QUAY = """
    码头¦1月¦2月¦3月
    全港装卸量¦{0}¦1411.72¦1690.18
    其中：外轮¦402.10¦371.55¦460.02
    东码头¦810.44¦755.20¦902.61
    其中：外轮¦211.38¦190.04¦251.90
    西码头¦713.02¦656.52¦787.57
    其中：外轮¦190.72¦181.51¦208.12
"""


@pytest.mark.parametrize(
    ("table", "right", "slipped", "rule"),
    [
        (WATER, "438", "483", "account"),
        (CARDS, "12", "21", "total-row"),
        (ORCHARDS, "21.11", "27.11", "rate-column"),
        (QUAY, "1523.46", "1532.46", "total-row"),
    ],
    ids=["an account over its totals", "台/套 are counted", "sales per acre", "全港"],
)
def test_what_lines_are_of_each_other(table: str, right: str, slipped: str, rule: str):
    assert not findings(table.format(right))
    found = findings(table.format(slipped))
    assert rule in {check.rule for f in found for check in f.evidence}
    assert {f.severity for f in found} <= {"error", "warning"}


def test_two_slips_in_two_columns_are_no_row_left_out() -> None:
    told = findings("""
        全市共受理诉求7050件。

        街道¦受理量¦占比
        东港¦1150¦16.31%
        西港¦2240¦31.77%
        南港¦3080¦34.69%
        北港¦580¦8.23%
        合计¦7500¦100%
        """)
    mended = [[s.changes[0].text for s in finding.suggestions] for finding in told]
    assert mended == [["7050"], ["43.69%"]]
