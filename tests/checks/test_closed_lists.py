"""A line called a total at the end of all lines says in so many words what it is the sum of."""

from __future__ import annotations

import pytest

from tests.checks.test_sums_of_rows import findings

ONE_COLUMN = "来源¦登记数（件）\n来电¦{0}\n来信¦212\n来访¦131\n合计¦955"
SECTIONS = (
    "资产¦期末¦期初\n现金¦103¦90\n应收¦52¦40\n流动小计¦155¦130\n"
    "厂房¦212¦200\n设备¦34¦10\n固定小计¦246¦210\n总计¦{0}¦340"
)
NUMBERED = "项目¦数（件）\n一、登记¦{0}\n（一）来电¦1300\n（二）来信¦420\n二、转出¦610"
SHARES = "品种¦目标¦年末\n甲¦13%¦{0}%\n乙¦82%¦82%\n丙¦5%¦5%\n合计¦100%¦100%"


@pytest.mark.parametrize(
    ("table", "right", "slipped"),
    [(ONE_COLUMN, "612", "712"), (SECTIONS, "401", "410"), (NUMBERED, "1720", "1702")],
    ids=["one column", "subtotals below a grand total", "numbered levels"],
)
def test_a_list_that_nothing_else_stands_in_is_held_to_its_total(table, right, slipped):
    assert findings(table.format(right)) == []
    (found,) = findings(table.format(slipped))
    assert found.severity in ("warning", "error")


@pytest.mark.parametrize("line", ["年均¦318", "最低¦131"])
def test_a_mean_above_the_total_is_no_part_of_it(line):
    table = ONE_COLUMN.replace("合计", f"{line}\n合计")
    assert findings(table.format("612")) == []
    assert findings(table.format("712"))


def test_a_column_of_medians_is_added_by_nobody():
    rows = ("District¦Homes¦Median income", "Ash¦120¦41000", "Birch¦250¦39500", "Elm¦130¦52300")
    table = "\n".join((*rows, "Total¦{0}¦43210"))
    assert findings(table.format("500")) == []
    assert findings(table.format("600"))


def test_shares_that_make_up_their_total_are_no_rates_of_it():
    assert findings(SHARES.format("13")) == []


def test_what_is_printed_but_says_no_number_may_be_the_rest():
    assert findings(ONE_COLUMN.format("***")) == []


def test_a_part_that_one_column_leaves_blank_may_be_its_gap():
    table = "来源¦登记（件）¦办结（件）\n来电¦1312¦1220\n来信¦412¦—\n来访¦231¦209\n合计¦1955¦1630"
    assert [f for f in findings(table) if f.severity != "note"] == []


def test_lines_below_of_which_are_let_be():
    table = "项目¦数（件）\n登记¦1512\n其中：来电¦1207\n来信¦305\n转出¦510\n合计¦2022"
    assert [f for f in findings(table) if f.severity != "note"] == []


def test_an_arrow_beside_the_value_before_is_of_the_value_now():
    rows = [(412, 361, "↑14.13%"), (298, 310, "↓3.87%"), (187, 150, "↑24.67%"), (95, 121, "{0}")]
    lines = [f"第{n}类¦{now}¦{old}（{arrow}）" for n, (now, old, arrow) in enumerate(rows, start=1)]
    table = "\n".join(["类别¦三季度（件）¦二季度（件，括号内为环比）", *lines])
    assert findings(table.format("↓21.49%")) == []
    assert [f.rule for f in findings(table.format("↓12.49%"))] == ["change-from-prior"]


def test_a_row_of_money_below_a_column_that_counts_is_of_money():
    rows = ["登记¦59878¦56675（↑5.65%）", "投诉¦17397¦15223（↑14.28%）"]
    table = "\n".join(["类别¦三季度（件）¦二季度（环比增↑减↓）", *rows, "挽回（万元）¦1407.76¦{0}"])
    assert findings(table.format("1376.22（↑2.29%）")) == []
    assert findings(table.format("1376.22（↑9.22%）"))


def test_a_rate_that_may_be_of_several_counts_breaks_no_rule_where_it_ties_with_one():
    told = "共接收投诉250件，受理183件，下降75.1%；调解成功92件，调解成功率38.17%；办结{}件。"
    assert findings(told.format(241)) == []
    assert "complaints-settled" in {f.rule for f in findings(told.format(214))}


def test_what_does_not_add_up_this_year_is_not_asked_to_have_before():
    rows = ["来电¦9512¦↑4.10%", "来信¦8744¦↑6.20%", "来访¦7031¦↓1.30%"]
    table = "\n".join(["来源¦登记（件）¦同比", *rows, "合计¦9950¦↑3.00%"])
    assert not [f for f in findings(table) if f.rule == "implied-priors"]


SIDES = """
项目¦决算数¦项目¦决算数
一、拨款¦27112.45¦一、日常支出¦21606.25
二、补助¦2318.94¦人员¦18286.15
三、其他¦795.10¦办公¦{0}
合计¦30226.49¦二、项目支出¦8620.24
¦¦合计¦30226.49
"""
LEFT = "项目¦本期¦上期\n收入¦4496.6¦4354.0\n减：成本¦3327.4¦3483.2\n利润¦{0}¦870.8"
ALL = "Outcome¦Requests\nGranted¦{0}\nGranted in part¦367\nRefused¦188\nAll requests¦1385"

SPLIT = """
项目¦登记（件）
合计¦1834
按受理方式分¦
来电¦1203
来访¦631
按办理结果分¦
办成¦{0}
未办成¦229
"""


@pytest.mark.parametrize(
    ("table", "right", "slipped"),
    [
        *((SIDES, "3320.10", "330.10"), (LEFT, "1169.2", "1196.2"), (ALL, "830", "380")),
        (SPLIT, "1605", "1650"),
    ],
    ids=[
        *("unnumbered below a number, beside another list", "what is left", "all of them"),
        "split by kinds, beside another split that ties",
    ],
)
def test_a_list_that_labels_set_out_is_held_to_them(table, right, slipped):
    assert findings(table.format(right)) == []
    (found,) = findings(table.format(slipped))
    assert found.severity in ("warning", "error")


SECTIONS = """
指标名称¦单位¦数量
一、经费¦¦
(一)支出合计¦万元¦1,209.3
1.救济¦万元¦{0}
2.养老¦万元¦115.7
3.其他¦万元¦93.1
二、人员¦¦
(一)儿童¦¦
1.孤儿¦人¦10,374
2.其他儿童¦人¦9,898
"""


def test_a_numbered_list_ends_where_another_heading_begins():
    assert findings(SECTIONS.format("1,000.5")) == []
    (found,) = findings(SECTIONS.format("1,005.0"))
    assert "孤儿" not in found.message.zh


def test_a_row_that_is_missing_leaves_every_column_short():
    rows = "城南¦412¦1283¦96\n城北¦371¦1102¦88\n城西¦298¦977¦71"
    table = f"片区¦站点¦受理¦人员\n{rows}\n合计¦{{}}¦{{}}¦{{}}"
    assert findings(table.format(1081, 3362, 255)) == []
    short = findings(table.format(1274, 3958, 311))
    assert short and {f.severity for f in short} == {"warning"}


def test_what_is_no_list_of_a_total_accuses_nobody():
    table = "项目¦一年¦二年\n资助人数¦3461¦3130\n人均金额¦1326¦1425\n合计发放¦4589286¦4460250"
    assert findings(table) == []


NAMES = ("住房", "物业", "道路", "环保", "民政", "劳动", "科教", "农业", "市场", "政务", "医疗")
MANY = (31, 17, 18, 6, 1, 8, 1, 4, 8, 7, 6)


@pytest.mark.parametrize(("told", "found"), [(123, []), (152, ["text-sum"])])
def test_what_stands_behind_the_rest_of_a_list_belongs_to_it(told: int, found: list[str]) -> None:
    items = "；".join(f"{name}{many}件" for name, many in zip(NAMES, MANY, strict=True))
    text = f"一季度，信箱收到来信{told}件。\n从内容分类看，{items}；其他15件；锦旗1件。"
    assert [f.rule for f in findings(text)] == found


@pytest.mark.parametrize(("told", "found"), [(77871, []), (77817, ["text-sum"])])
def test_a_week_by_its_days_is_the_week_of_the_title(told: int, found: list[str]) -> None:
    text = (
        f"某市热线周报（2023年第30周）\n\n本周（7月24日—7月30日），热线受理诉求{told}件。\n"
        "全部诉求里，当场答复39286件，转单办理30585件，其他8000件。"
    )
    assert [f.rule for f in findings(text)] == found


@pytest.mark.parametrize(
    "below",
    [
        "办成¦1605\n未办成¦229\n回访¦1790\n表扬¦44",
        "其中办成¦1205\n表扬¦44",
        "办成¦905\n部分办成¦317",
    ],
    ids=[
        "other lines behind a split",
        "lines that are no split",
        "kinds that are not all there are",
    ],
)
def test_lines_that_may_be_no_split_are_let_be(below):
    table = SPLIT.format("1605").replace("办成¦1605\n未办成¦229", below)
    assert [f for f in findings(table) if f.severity != "note"] == []


SIGNED = "项目¦数量（件）\n期初¦120\n加：新收¦2031\n减：办结¦1987\n减：撤回¦{0}\n期末¦121"
STORES = (
    "仓库¦年初库存¦入库¦出库¦年末库存\n东仓¦1207¦3410¦3385¦1232\n西仓¦815¦2144¦2210¦749\n"
    "北仓¦366¦902¦{0}¦387"
)
ASSETS = (
    "原值¦房屋¦车辆\n1.期初余额¦1204.5¦351.2\n2.本期增加金额¦100.1¦80.3\n（1）购置¦60.1¦50.3\n"
    "（2）转入¦40.0¦30.0\n3.本期减少金额¦{0}¦30.1\n（1）处置¦50.2¦30.1\n4.期末余额¦1254.4¦401.4"
)


@pytest.mark.parametrize(
    ("table", "right", "slipped"),
    [(SIGNED, "43", "34"), (STORES, "881", "818"), (ASSETS, "50.2", "52.0")],
    ids=[
        "signs before what comes and goes",
        "columns",
        "a level below says what lines are made of",
    ],
)
def test_what_was_there_and_came_is_what_went_and_is_left(table, right, slipped):
    assert findings(table.format(right)) == []
    assert [f for f in findings(table.format(slipped)) if f.severity != "note"]


def test_an_account_with_a_line_that_says_neither_is_none():
    table = STORES.replace("出库¦", "出库¦盘点差异¦").replace("3385¦", "3385¦20¦")
    table = table.replace("2210¦", "2210¦15¦").replace("{0}¦", "{0}¦7¦")
    assert findings(table.format("881")) == []


AGED = (
    "年末本区登记居民52310人。其中，住在镇上的31208人，住在村里的21102人；"
    "0-15岁、16-59岁、60岁及以上居民分别为9120人、30415人和{}人。"
)
HANDLED = "全年来信1208件。其中，实名911件，匿名297件；已办结1105件，在办{}件。"
BANDS = "来信人中，0-17岁占{}%，18-59岁占63.4%，60岁及以上占24.5%。"


CARRIED = (
    "全区送客86.4万人次，增长2.1%。"
    "其中铁路22.3万人次，公路48.7万人次，民航{}万人次，水路7.2万人次。"
)
FIVE = "排名前三的是：道路702件、供水{}件、照明398件，三项合计1511件，占来信的63.2%。"
FUND = "基金收入38.62亿元，支出{}亿元，当期结余7.17亿元，累计结余62.38亿元。"


@pytest.mark.parametrize(
    ("text", "right", "slipped"),
    [(CARRIED, "8.2", "2.8"), (FIVE, "411", "141"), (FUND, "31.45", "31.54")],
    ids=["all ways of transport", "so many together", "what is left of a fund"],
)
def test_words_say_that_a_list_is_all_there_is(text, right, slipped):
    assert findings(text.format(right)) == []
    (found,) = findings(text.format(slipped))
    assert found.severity in ("warning", "error")


@pytest.mark.parametrize(
    ("text", "right", "slipped"),
    [(AGED, "12775", "12755"), (HANDLED, "103", "130"), (BANDS, "12.1", "11.1")],
    ids=["bands behind another list", "kinds behind another list", "shares of bands"],
)
def test_a_whole_may_be_split_more_than_once_in_a_sentence(text, right, slipped):
    assert findings(text.format(right)) == []
    (found,) = findings(text.format(slipped))
    assert found.severity in ("warning", "error")


@pytest.mark.parametrize(
    "text",
    [
        "年末本区登记居民52310人。其中，住在镇上的31208人，住在村里的21102人；"
        "16-59岁、60岁及以上居民分别为30415人和12755人。",
        "来信人中，0-17岁占8.1%，18-59岁占63.4%，60岁及以上占28.5%，65岁及以上占21.0%。",
        "全年来信1208件，比上年多3.2%。实名911件，已办结1105件，在办17件。",
        "全年来信1208件。按内容分（可多选）：道路702件、供水411件、照明398件。",
        "2023年节日运输(40天)，累计送客186.4万人次，日均4.66万人次。",
    ],
    ids=[
        "no youngest band",
        "a band within a band",
        "closed and open of some only",
        "several answers each",
        "a mean over a shorter time",
    ],
)
def test_bands_and_kinds_that_leave_something_out_accuse_nobody(text):
    assert findings(text) == []


OFFICE = (
    "收入项目¦决算数¦支出项目¦决算数\n拨款收入¦4,210.10¦基本支出¦3,300.25\n"
    "其他收入¦115.40¦项目支出¦1,101.20\n本年收入合计¦4,325.50¦本年支出合计¦4,401.45\n"
    "动用基金¦52.40¦结余分配¦12.10\n年初结转¦250.35¦年末结转¦214.70\n总计¦{0}¦总计¦4,628.25"
)
BALANCE = (
    "项目¦期末¦期初\n现金¦4,210¦3,980\n存货¦3,330¦2,901\n流动资产合计¦7,540¦6,881\n"
    "厂房¦5,102¦4,988\n设备¦1,688¦1,657\n固定资产合计¦6,790¦6,645\n资产总计¦14,330¦13,526\n"
    "负债合计¦6,120¦5,733\n{0}公积¦3,100¦2,905\n未分配利润¦3,012¦2,800\n"
    "权益合计¦8,210¦7,793\n负债和权益总计¦14,330¦13,526"
)


@pytest.mark.parametrize(
    ("table", "right", "slipped"),
    [(OFFICE, "4,628.25", "4,682.25"), (BALANCE, "股本¦2,098¦2,088\n", "")],
    ids=["a total of the total before", "a row of one section"],
)
def test_a_total_among_totals_that_hold_is_held_to_its_lines(table, right, slipped):
    assert findings(table.format(right)) == []
    (found,) = findings(table.format(slipped))
    assert found.severity in ("warning", "error")


def test_a_balance_of_larger_items_alone_lacks_none():
    assert findings(BALANCE.replace("存货¦3,330¦2,901\n", "").format("")) == []
    assert findings(BALANCE.replace("厂房¦5,102¦4,988\n", "").format("")) == []


def test_who_is_counted_apart_is_no_part_of_a_total():
    people = "项目¦甲年¦乙年\n城区¦4210¦3980\n镇区¦2115¦2031\n城镇合计¦6325¦6011\n"
    assert findings(f"{people}乡村¦3102¦2988\n流动人口¦812¦830\n人口总计¦9427¦8999") == []
