"""Right tables, as many issuers print them: their numbers are drawn, all else is worked out.

What is told of one is false. Every style was accused once; each is here for the mechanism that did.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import TypeAlias

import pytest

import gouji
from tests.checks.test_sums_of_rows import findings

Rows: TypeAlias = Iterator[list[object]]
NAMES = ["松岗", "竹林", "梅溪", "兰亭", "桂湾", "荷塘", "菊园", "枫桥", "柳堤", "樟树"]


def rounded(value: Fraction | int, places: int = 1) -> str:
    exact = Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0:f}"


def growth(now: str | int, before: str | int) -> str:
    return rounded((Fraction(now) / Fraction(before) - 1) * 100)


def share(part: int, whole: int) -> str:
    return rounded(Fraction(part * 100, whole), 2)


def prices_with_two_priors(r: Random) -> Rows:
    """``上期均价`` is of the period before: a second change is not of it."""
    yield ["品种", "本期均价（元/公斤）", "上期均价", "上年同期", "环比（%）", "同比（%）"]
    for name in NAMES:
        now, last, year = (rounded(Fraction(r.randint(200, 4000), 100), 2) for _ in range(3))
        yield [name, now, last, year, growth(now, last), growth(now, year)]


def changes_of_an_unknown_line(r: Random) -> Rows:
    """``节前`` is no word for the period before: a change that ties nowhere is none of it."""
    yield ["路段", "本次车速（公里/小时）", "节前", "上年同期", "环比（%）", "同比（%）"]
    for name in NAMES:
        now, last, year = (rounded(Fraction(r.randint(180, 490), 10)) for _ in range(3))
        yield [name, now, last, year, growth(now, last), growth(now, year)]


def closed_of_pending_and_new(r: Random) -> Rows:
    yield ["法院", "旧存", "新收", "结案", "未结", "结案率（%）"]
    for name in NAMES:
        old, new = r.randint(40, 900), r.randint(600, 5000)
        closed = new + r.randint(-500, old // 2)
        yield [f"{name}法院", old, new, closed, old + new - closed, share(closed, old + new)]


def two_splits_of_a_total(r: Random) -> Rows:
    """``其中：男性`` behind 其中：城镇 and 乡村 is of all, and not of those in the country."""
    yield ["指标", "人数（人）"]
    town, country = r.randint(50_000, 90_000), r.randint(10_000, 40_000)
    men = (town + country) // 2 + r.randint(-900, 900)
    yield ["总人口", town + country]
    yield from (["其中：城镇", town], ["　　　乡村", country])
    yield from (["其中：男性", men], ["　　　女性", town + country - men])


def factors_of_many_units(r: Random) -> Rows:
    """A factor is so much for each of what its row counts, as that is printed."""
    yield ["品种", "计量单位", "用量", "折算系数", "折合量（吨）"]
    units = ["万千瓦时", "万立方米", "吨", "吨", "吨", "吨"]
    for name, unit, by in zip(NAMES, units, ["1.229", "13.3", "1.4714"] * 2, strict=False):
        used = rounded(Fraction(r.randint(50_000, 900_000), 100), 2)
        yield [name, unit, used, by, rounded(Fraction(used) * Fraction(by), 2)]


def points_of_growth(r: Random) -> Rows:
    """Points that the parts lend to the growth of all add up; and no share grows."""
    yield ["行业", "占比（%）", "增速（%）", "拉动（百分点）"]
    parts = [Fraction(r.randint(1000, 3000), 100) for _ in range(3)]
    parts.append(100 - sum(parts))
    grown = [Fraction(r.randint(-60, 90), 10) for _ in parts]
    for name, part, by in zip(NAMES, parts, grown, strict=False):
        yield [name, rounded(part), rounded(by), rounded(part * by / 100, 2)]
    all_ = sum((p * by for p, by in zip(parts, grown, strict=True)), Fraction(0)) / 100
    yield ["合计", "100.0", rounded(all_), rounded(all_, 2)]


def small_numbers_suppressed(r: Random) -> Rows:
    yield ["单位", "咨询", "投诉", "建议", "合计"]
    names = [f"{name}{side}片" for name in NAMES for side in "东西"]
    rows = [[r.randint(0, 80) for _ in range(3)] for _ in names]
    for name, own in zip(names, rows, strict=True):
        yield [name, *(n if n > 5 else "***" for n in own), sum(own)]
    totals = [sum(column) for column in zip(*rows, strict=True)]
    yield ["合计", *totals, sum(totals)]


def some_kinds_of_all(r: Random) -> Rows:
    """What three kinds never make is not all that a table prints of all kinds."""
    yield ["指标", "一季度", "上半年", "前三季度", "全年"]
    kinds = [[r.randint(900, 4000) for _ in range(4)] for _ in range(4)]
    made = [[sum(kind[: n + 1]) for n in range(4)] for kind in kinds]
    yield ["受理总量（件）", *(sum(column) for column in zip(*made, strict=True))]
    yield from zip(
        ["咨询（件）", "求助（件）", "投诉（件）"], *zip(*made[:3], strict=True), strict=True
    )


def foremost_of_all(r: Random) -> Rows:
    """Parts whose shares of the whole tie are all right, though they do not make it up."""
    yield ["问题类别", "数量（件）", "占比"]
    parts = sorted((r.randint(200, 4000) for _ in range(5)), reverse=True)
    whole = sum(parts) + r.randint(300, 4000)
    yield ["总计", whole, "100%"]
    yield from ([name, n, f"{share(n, whole)}%"] for name, n in zip(NAMES, parts, strict=False))


def parts_that_overlap(r: Random) -> Rows:
    yield ["", "Number", "Per cent"]
    whole = r.randint(5000, 90_000)
    yield ["All households", whole, "100.00"]
    for name in ("with children", "owner occupied", "single person"):
        part = whole * r.randint(25, 60) // 100
        yield [f"of which: {name}", part, share(part, whole)]


def growth_beside_ranks(r: Random) -> Rows:
    """增速 behind 位次 is that of the value, and no rank grew."""
    yield ["城市", "产值（亿元）", "位次", "增速（%）", "增速位次"]
    values = sorted((r.randint(5000, 90_000) for _ in NAMES), reverse=True)
    grown = [r.randint(-20, 95) for _ in NAMES]
    for n, (name, value, by) in enumerate(zip(NAMES, values, grown, strict=True), 1):
        behind = sum(other > by for other in grown) + 1
        yield [name, rounded(Fraction(value, 10)), n, rounded(Fraction(by, 10)), behind]


def of_which_behind_all_parts(r: Random) -> Rows:
    yield ["行业", "营业收入（亿元）", "利润（亿元）"]
    rows = [[r.randint(low, 90_000), r.randint(90, 4000)] for low in (9000, 50_000, 9000)]
    total = [sum(column) for column in zip(*rows, strict=True)]
    yield ["总计", *(rounded(Fraction(n, 10)) for n in total)]
    for name, row in zip(["采矿业", "制造业", "电力供应业"], rows, strict=True):
        yield [name, *(rounded(Fraction(n, 10)) for n in row)]
    for name in ("其中：国有控股", "其中：私营企业"):
        yield [name, *(rounded(Fraction(n * r.randint(20, 45), 1000)) for n in total)]


def growth_beside_shares(r: Random) -> Rows:
    """Shares add up to 100 %, and growths beside them to nothing."""
    yield ["类别", "本期件数", "本期占比（%）", "上期件数", "上期占比（%）", "件数环比（%）"]
    now, last = ([r.randint(500, 9000) for _ in range(6)] for _ in range(2))
    for name, a, b in zip(NAMES, now, last, strict=False):
        yield [name, a, share(a, sum(now)), b, share(b, sum(last)), growth(a, b)]
    yield ["合计", sum(now), "100.00", sum(last), "100.00", growth(sum(now), sum(last))]


def counted_once(r: Random) -> Rows:
    yield ["活动", "场次", "人次", "人数"]
    rows = [(r.randint(2, 40), n := r.randint(400, 4000), n * 4 // 5) for _ in NAMES]
    yield from ([name, *row] for name, row in zip(NAMES, rows, strict=True))
    held, came, people = (sum(column) for column in zip(*rows, strict=True))
    yield ["合计（人数已去重）", held, came, people * r.randint(60, 90) // 100]


def running_shares(r: Random) -> Rows:
    """Rounded shares, added up row by row, may go beyond 100."""
    yield ["科室", "人次", "占比（%）", "累计占比（%）"]
    counts = sorted((r.randint(900, 40_000) for _ in range(7)), reverse=True)
    shares = [share(n, sum(counts)) for n in counts]
    for n, (name, count) in enumerate(zip(NAMES, counts, strict=False)):
        yield [name, count, shares[n], str(sum(map(Decimal, shares[: n + 1])))]


def differences_beside_growth(r: Random) -> Rows:
    """What 增减% is of stands two columns before it, and is no 增减额."""
    yield ["科目", "预算数", "决算数", "上年决算数", "增减额", "增减%"]
    rows = [[r.randint(900, 90_000) for _ in range(3)] for _ in range(6)]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    for name, row in zip([*NAMES[:6], "合计"], rows, strict=True):
        planned, now, before = row
        yield [name, planned, now, before, now - before, growth(now, before)]


STYLES: list[Callable[[Random], Rows]] = [
    prices_with_two_priors,
    changes_of_an_unknown_line,
    closed_of_pending_and_new,
    two_splits_of_a_total,
    factors_of_many_units,
    points_of_growth,
    small_numbers_suppressed,
    some_kinds_of_all,
    growth_beside_ranks,
    growth_beside_shares,
    of_which_behind_all_parts,
    foremost_of_all,
    parts_that_overlap,
    counted_once,
    running_shares,
    differences_beside_growth,
]


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.__name__)
def test_nothing_is_told_of_a_right_table(style):
    for seed in range(8):
        table = "\n".join("¦".join(map(str, row)) for row in style(Random(seed)))
        assert [f for f in findings(table) if f.severity != "note"] == [], table


def test_what_became_of_people_stands_behind_their_number():
    text = "全市共发生事故2841起，造成{}人死亡、2310人受伤。死亡人数同比上升{}%。"
    assert not findings(text.format(36, "20.00"))
    (finding,) = findings(text.format(36, "21.00"))
    assert finding.rule == "prior-is-whole"
    assert "死亡 36" in finding.message.zh


def test_a_share_of_several_counts_told_together_is_of_none_by_itself():
    text = """
        9月全市受理诉求24931件。受理量居前的是东坪、西坪、新港，分别受理8120件、7182件、3773件，合计占全市的{}%。
    """
    assert not findings(text.format("76.51"))
    (finding,) = findings(text.format("67.51"))
    assert finding.rule == "text-joint-share"
    assert len(finding.operands) == 5


def test_shares_behind_of_which_may_go_on_with_it():
    """A slip in a count beside them makes no part of 其中 one of the whole."""
    table = """
        年龄¦人数（人）¦比重（%）
        总计¦145694¦100.00
        0—14岁¦14284¦9.80
        15—59岁¦78562¦53.92
        60岁及以上¦{}¦36.27
        其中：65岁及以上¦32934¦22.60
        　　　80岁及以上¦7241¦4.97
    """
    assert not findings(table.format(52848))
    assert "shares-add-up" not in {f.rule for f in findings(table.format(58848))}


def test_two_values_in_a_breath_are_no_two_printings_where_there_are_no_lines(tmp_path):
    """Word documents count paragraphs: 由…提升至… tells what was and what came of it."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("解决率由86.97%提升至89.97%，提升3.00个百分点。")
    document.save(tmp_path / "x.docx")
    assert not [f for f in gouji.audit(tmp_path / "x.docx").findings if f.severity != "note"]


def test_what_is_told_of_one_month_holds_nothing_of_the_whole_period():
    text = """
        松岗市2024年1—10月工业运行情况
        10月份，全市规模以上工业企业完成产值14916万元，今年以来累计16.41亿元。
        从行业看，电子制造业产值40874万元，居首位；汽车制造业产值38329万元，占全市规上工业的23.4%。
    """
    assert [f for f in findings(text) if f.severity != "note"] == []


def test_counts_of_one_name_in_two_paragraphs_are_no_list():
    text = """
        Complaints 2024
        Firms reported 59,332 new complaints in the first half. They closed 51,992 complaints.
        Mobile contracts accounted for 18,201 complaints, or 30.7% of all complaints.
    """
    assert [f for f in findings(text) if f.severity != "note"] == []


def test_a_sign_behind_a_heading_is_no_part_of_its_name():
    """``同比±%`` is 同比: the years before, as the changes imply them, add up."""
    table = """
        类型¦产值（万元）¦同比±%¦比重%
        合计¦55466¦{}¦100.0
        国有¦22639¦14.4¦40.8
        民营¦19730¦-8.0¦35.6
        外资¦13097¦16.9¦23.6
    """
    assert not findings(table.format("5.8"))
    assert [f.rule for f in findings(table.format("8.8"))] == ["implied-priors"]


def test_a_column_may_be_headed_with_a_fiscal_year():
    table = """
        Results, fiscal year 2024
        $ millions¦Q1¦Q2¦Q3¦Q4¦FY2024
        Products¦738.7¦1,647.2¦2,889.4¦1,342.2¦6,617.5
        Services¦756.8¦227.4¦812.5¦345.6¦{}
        Total revenue¦1,495.5¦1,874.6¦3,701.9¦1,687.8¦8,759.8
    """
    assert not findings(table.format("2,142.3"))
    assert findings(table.format("2,412.3"))


@pytest.mark.parametrize(
    "text",
    [
        # another 5 behind parts that are all of it
        "审结后退回118件，其中超期9件、轻微93件、缺件16件、另附考验5件。",
        # the next clause tells of another thing
        "Wardens noted 458,021 more visits, partly driven by a rise in night walks, which rose 18% "
        "to 175,060 walks.",
        # one list of things of one kind
        "国内增值税129.63亿元；企业所得税103.11亿元；个人所得税56.22亿元；契税24.48亿元。",
    ],
)
def test_what_stands_beside_a_list_or_a_rise_accuses_nobody(text: str) -> None:
    assert [f for f in findings(text) if f.severity != "note"] == []


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        # a fall in brackets under 变动率%, beside one rise without
        (
            """
            科目¦本年¦上年¦变动率%
            现金¦5197.52¦6478.18¦(19.77)
            票据¦8470.68¦6852.79¦{}
            原料¦14457.11¦15167.61¦(4.68)
            厂房¦29400.90¦37397.85¦(21.38)
            """,
            "23.61",
            "32.61",
        ),
        # shares below amounts that are no counts
        (
            """
            货类¦煤炭¦矿石¦箱货¦合计
            吞吐量（万吨）¦5905¦6337¦3203¦15445
            比重（%）¦{}¦41.0¦20.7¦100.0
            """,
            "38.2",
            "32.8",
        ),
        # what goes on from row to row by what another column prints
        (
            """
            月份¦当月（吨）¦累计（吨）
            1月¦1731¦1731
            2月¦1234¦2965
            3月¦2814¦5779
            4月¦2653¦{}
            5月¦1054¦9486
            6月¦2081¦11567
            """,
            "8432",
            "8342",
        ),
        # a score by its weight in per cent
        (
            """
            维度¦权重（%）¦得分¦加权得分
            政务¦30¦71.65¦21.50
            市场¦20¦94.76¦18.95
            融资¦20¦70.49¦{}
            用工¦15¦70.01¦10.50
            法治¦15¦79.79¦11.97
            """,
            "14.10",
            "11.40",
        ),
        # so many for each thousand
        (
            """
            县区¦常住人口（人）¦床位（张）¦每千人床位（张）
            甲县¦423118¦2314¦5.47
            乙县¦318450¦1522¦4.78
            丙县¦571902¦3871¦{}
            丁县¦264377¦1209¦4.57
            戊县¦499023¦2903¦5.82
            """,
            "6.77",
            "7.67",
        ),
        # points from one year to the next, in a row of their own
        (
            """
            指标¦2015年¦2016年¦2017年¦2018年
            普及率（%）¦63.11¦64.49¦65.20¦66.32
            比上年提高（百分点）¦…¦1.38¦{}¦1.12
            """,
            "0.71",
            "0.17",
        ),
        # 占全市% is of 全市
        (
            """
            名次¦地区¦人次¦同比%¦占全市%
            1¦甲区¦265506¦-23.7¦33.2
            2¦乙县¦245574¦28.1¦{}
            3¦丙区¦177946¦-16.6¦22.2
            4¦丁区¦111252¦31.1¦13.9
            —¦全市¦800278¦¦100.0
            """,
            "30.7",
            "37.0",
        ),
    ],
)
def test_one_slip_in_a_table_is_told_and_none_in_a_right_one(
    table: str, right: str, wrong: str
) -> None:
    assert findings(table.format(right)) == []
    (found,) = findings(table.format(wrong))
    assert wrong in {operand.figure.text.strip("()") for operand in found.operands} | {
        operand.figure.change.text for operand in found.operands if operand.figure.change
    }


def test_a_change_from_the_month_before_is_not_that_from_a_year_before():
    text = """
        完成情况
        月份¦本年（吨）¦上年同期（吨）¦增减%
        7月¦1998¦1689¦18.3
        8月¦1880¦1684¦11.6

        8月当月完成1880吨，环比下降5.9%。
    """
    assert findings(text) == []


def test_what_was_at_the_end_of_last_year_holds_for_its_clause_alone():
    text = """
        集团情况
        科目¦本年末（万元）¦上年末（万元）
        负债合计¦32535.67¦35475.21
        所有者权益¦53084.53¦51049.73

        年末负债合计32535.67万元，负债率38.00%，上年末为41.00%；所有者权益53084.53万元。
    """
    assert findings(text) == []


def test_a_fixed_blank_parts_thousands_in_a_cell(tmp_path: Path) -> None:
    head = "".join(f"<th>{label}</th>" for label in ("规模", "大型", "小型", "合计"))
    cells = "".join(f"<td>{n}</td>" for n in ("问卷（份）", "1&nbsp;360", "945", "2&nbsp;305"))
    path = tmp_path / "x.html"
    path.write_text(f"<table><tr>{head}</tr><tr>{cells}</tr></table>", "utf-8")
    assert [f.numeral.value for f in gouji.read(path)[0].figures] == [1360, 945, 2305]


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        # two numbers of one row changed places: its own sum still ties
        (
            """
            车型¦一季度¦二季度¦三季度¦四季度¦全年
            大巴¦2881¦8725¦7155¦652¦19413
            电车¦{}¦1945¦7431¦18784
            轮渡¦6122¦8590¦3603¦7537¦25852
            合计¦10748¦24978¦12703¦15620¦64049
            """,
            "1745¦7663",
            "7663¦1745",
        ),
        # what the sum of its row wants of a number its rate wants as well
        (
            """
            学校¦学生¦男¦女¦教师¦生师比
            甲校¦4131¦2105¦2026¦291¦14.20
            乙校¦{}¦6494¦6558¦1450¦9.00
            丙校¦5520¦2790¦2730¦402¦13.73
            丁校¦3811¦1904¦1907¦307¦12.41
            """,
            "13052",
            "13576",
        ),
        # an account that no label tells
        (
            """
            品名¦上架¦补货¦售出¦清点
            面粉¦593¦323¦785¦131
            食盐¦334¦353¦136¦551
            白糖¦712¦208¦415¦505
            大米¦455¦690¦{}¦328
            """,
            "817",
            "871",
        ),
        # one of two shares, below the counts that they and 100 % are of
        (
            """
            ¦男¦女¦合计
            获奖人数（人）¦518¦433¦951
            占比（%）¦54.5¦{}¦100.0
            """,
            "45.5",
            "54.5",
        ),
        # one list under every year
        (
            """
            年份¦类别¦人口（人）
            2016年¦城镇¦801986
            2016年¦乡村¦468862
            2016年¦合计¦1270848
            2017年¦城镇¦830055
            2017年¦乡村¦{}
            2017年¦合计¦1287195
            2018年¦城镇¦835035
            2018年¦乡村¦445711
            2018年¦合计¦1280746
            """,
            "457140",
            "475140",
        ),
        # a row is lost, as the numbers before the names show
        (
            """
            名次¦单位¦计划¦报名¦缴费
            ¦总计¦179¦12084¦10185
            1¦甲馆¦42¦3115¦2514
            {}3¦丙院¦35¦1760¦1330
            4¦丁馆¦15¦810¦685
            5¦戊站¦67¦4253¦3716
            """,
            "2¦乙校¦20¦2146¦1940\n            ",
            "",
        ),
    ],
)
def test_a_slip_that_leaves_other_sums_as_they_are_is_told(
    table: str, right: str, wrong: str
) -> None:
    assert findings(table.format(right)) == []
    told = [f.severity for f in findings(table.format(wrong))]
    assert told and set(told) <= {"error", "warning"}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("8月完成货运量1880吨，环比下降5.9%。", "8月完成货运量1880吨，环比增长5.9%。"),
        ("6月完成货运量2081吨，比上月增长97.4%。", "6月完成货运量2081吨，比上月增长79.4%。"),
    ],
)
def test_a_change_told_of_a_cell_is_from_the_cell_before(right: str, wrong: str) -> None:
    text = """
        货运情况
        月份¦货运量（吨）
        5月¦1054
        6月¦2081
        7月¦1998
        8月¦1880

        {}
    """
    assert findings(text.format(right)) == []
    assert [f.severity for f in findings(text.format(wrong))] == ["warning"]


@pytest.mark.parametrize("seed", range(4))
def test_counts_that_have_nothing_to_do_with_each_other_go_on_from_none(seed: int) -> None:
    r = Random(seed)
    rows = [
        "¦".join([f"街道{n}", *(str(r.randint(300, 9000)) for _ in range(4))]) for n in range(40)
    ]
    assert findings("\n".join(["街道¦甲类（件）¦乙类（件）¦丙类（件）¦丁类（件）", *rows])) == []


def test_the_first_of_lines_of_one_kind_is_no_whole_of_the_others():
    text = """
        Complaints 2024
        Billing: 11,497 complaints (9,190 last quarter, up 25%).
        Speed: 5,620 complaints (7,190 last quarter, down 22%).
        Coverage: 5,787 complaints (5,870 last quarter, down 1.4%).
    """
    assert [f for f in findings(text) if f.severity != "note"] == []


def test_what_is_left_of_two_is_no_part_beside_them():
    text = """
        Border 2023
        There were 15,043,313 crossings in 2023: 7,480,762 arrivals and 7,562,551 departures,
        a net outflow of 81,789.
    """
    assert [f for f in findings(text) if f.severity != "note"] == []


def test_earnings_per_share_of_quarters_make_no_year():
    """The sums across tie to the last place, if loosely; those along are of other shares each."""
    table = """
        ¦First¦Second¦Third¦Fourth¦Year
        Revenues¦892.6¦1307.0¦1259.8¦1127.5¦4586.9
        Gross margin¦271.2¦477.2¦466.1¦419.7¦1634.2
        Operating income¦120.7¦308.6¦299.9¦253.6¦982.8
        Continuing operations, per share¦1.63¦4.46¦4.37¦3.96¦14.38
        Discontinued operations, per share¦0.36¦(0.63)¦0.98¦0.29¦0.97
        Earnings per share¦1.99¦3.83¦5.35¦4.25¦15.35
    """
    assert [f for f in findings(table) if f.severity != "note"] == []


def test_a_part_may_rise_where_its_whole_falls():
    table = """
        税种¦本期¦上年同期¦增减额
        增值税¦61340¦60215¦1125
        企业所得税¦20612¦21109¦-497
        其中：建筑业¦9240¦8015¦1225
        契税¦7718¦7402¦316
        合计¦89670¦88726¦944
    """
    assert [f for f in findings(table) if f.severity != "note"] == []


def test_a_share_behind_a_bracket_is_of_what_stands_before_it():
    """414,587,357 of 415,572,061 would round to 99.7630 %: one took the last unit for all."""
    text = """
        股东会决议 2024
        与会股份415,572,061股，同意414,587,357股，占出席股东所持有效股份的99.7631%；反对640,584股，占0.1541%；弃权344,120股（其中，因未到场0股），占0.0828%。
    """
    assert [f for f in findings(text) if f.severity != "note"] == []


def test_what_stands_below_per_share_makes_no_year():
    table = """
        ¦First¦Second¦Third¦Fourth¦Year
        Revenues¦812.4¦1207.2¦1159.6¦1027.3¦4206.5
        Gross margin¦251.0¦447.1¦436.2¦389.9¦1524.2
        Continuing operations¦80.1¦210.4¦201.7¦180.2¦672.4
        Discontinued operations¦16.3¦(30.5)¦44.9¦12.2¦42.9
        Earnings per share:¦¦¦¦¦
        Continuing operations¦1.52¦4.13¦4.05¦3.71¦13.36
        Discontinued operations¦0.31¦(0.60)¦0.90¦0.25¦0.85
    """
    assert [f for f in findings(table) if f.severity != "note"] == []
