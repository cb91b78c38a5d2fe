"""The packs of one domain each, end to end: our own disclosures, and one slip at a time."""

from pathlib import Path

import pytest

from gouji.reports.api import audit, load_rules
from gouji.rules.pack import DEFAULT

HERE = Path(__file__).parent
RULES = load_rules(*DEFAULT)
SOUND = {
    "communique": "communique-2023.txt",
    "budget": "budget-2022.txt",
    "statements": "statements-2023.txt",
    "court": "court-2024.txt",
    "consumer": "consumer-2024.txt",
    "esg": "esg-2023.txt",
}
SLIPS = {
    "communique-2023.txt": [
        ("第二产业增加值512.27", "第二产业增加值521.27", "gdp-by-industry"),
        ("生产总值为56104", "生产总值为51604", "gdp-per-head"),
        ("城镇化率65.1%", "城镇化率61.5%", "urban-share"),
        ("死亡率为7.55", "死亡率为5.75", "natural-increase-rate"),
        ("贸易顺差200.2", "贸易顺差220.2", "trade-balance"),
        ("商品零售额421.03", "商品零售额412.03", "retail-by-kind"),
        ("居民消费价格\t0.3", "居民消费价格\t4.3", "prices-between-kinds"),
    ],
    "budget-2022.txt": [
        ("本年收入合计\t2,058.93", "本年收入合计\t2,085.93", "budget-balance"),
        ("公务接待费\t9.00\t5.16", "公务接待费\t9.00\t5.61", "three-publics"),
    ],
    "statements-2023.txt": [
        ("减：所得税费用\t14,505,693.53", "减：所得税费用\t14,550,693.53", "profit-after-tax"),
        ("投资活动现金流入小计\t20,", "投资活动现金流入小计\t21,", "cash-from-investing"),
        ("筹资活动现金流出小计\t104,", "筹资活动现金流出小计\t140,", "cash-from-financing"),
        ("资产负债率为38.69%", "资产负债率为36.89%", "debt-ratio"),
        ("毛利率为25.00%", "毛利率为22.50%", "gross-margin"),
    ],
    "results-2023.txt": [
        ("Taxation\t(23.0)", "Taxation\t(32.0)", "profit-after-tax"),
        ("exchange rate changes\t(1.2)", "exchange rate changes\t(2.1)", "cash-change"),
        ("at end of year\t83.5", "at end of year\t85.3", "cash-at-end"),
    ],
    "court-2024.txt": [
        ("刑事案件\t31\t604", "刑事案件\t31\t640", "cases-before-court"),
        ("283\t92.30%", "283\t93.20%", "clearance-rate"),
    ],
    "esg-2023.txt": [
        ("\t34.1\t34.2", "\t34.1\t32.4", "women-among-staff"),
        ("\t34.1\t34.2", "\t31.4\t34.2", "women-among-staff"),
        ("\t0.195\t0.201", "\t0.195\t0.210", "emission-intensity"),
        ("\t28198.19\t29760.25", "\t28198.19\t29670.25", "emissions-by-scope"),
        ("培训时长12.1小时", "培训时长11.2小时", "training-per-head"),
    ],
    "consumer-2024.txt": [
        ("调解成功率62.49%", "调解成功率64.29%", "complaints-settled"),
        ("办结率96.99%", "办结率99.69%", "complaints-closed"),
    ],
}  # fmt: skip


def audited(folder, name, *changes):
    """A disclosure with some of its text replaced."""
    text = (HERE / name).read_text("utf-8")
    for printed, slip in changes:
        assert printed in text
        text = text.replace(printed, slip, 1)
    path = folder / name
    path.write_text(text, "utf-8")
    return audit(path, rules=RULES)


@pytest.mark.parametrize("name", SLIPS)
def test_a_sound_disclosure_has_no_finding(name):
    assert audit(HERE / name, rules=RULES).findings == ()


@pytest.mark.parametrize(
    ("name", "printed", "slip", "rule"),
    [(name, *slip) for name, slips in SLIPS.items() for slip in slips],
)
def test_a_slip_is_found_by_the_rule_that_knows_it(name, printed, slip, rule, tmp_path):
    broken = [
        e.rule
        for f in audited(tmp_path, name, (printed, slip)).findings
        for e in f.evidence
        if e.verdict == "breaks"
    ]
    assert rule in broken


@pytest.mark.parametrize(("pack", "name"), SOUND.items())
def test_most_rules_of_a_pack_bind_in_its_example(pack, name):
    own = {rule.id for rule in RULES if rule.pack == pack}
    unbound = own & set(audit(HERE / name, rules=RULES).unbound)
    assert len(unbound) * 2 <= len(own), unbound


def test_dollars_are_never_added_to_yuan(tmp_path):
    assert "美元" in (HERE / "communique-2023.txt").read_text("utf-8")
    only_dollars = ("其中，出口301.4亿元", "其中，出口42.6亿美元")
    assert audited(tmp_path, "communique-2023.txt", only_dollars).findings == ()


def test_a_part_that_stands_in_another_column_is_not_taken_for_missing(tmp_path):
    """A row with but one number is about the whole table: the sum without it accuses nobody."""
    one_sided = (
        "使用非财政拨款结余\t8.20\t结余分配\t3.11",
        "使用非财政拨款结余\t5.09\t结余分配\t—",
    )
    totals = ("总计\t2,128.20\t总计\t2,128.20", "总计\t2,125.09\t总计\t2,125.09")
    assert audited(tmp_path, "budget-2022.txt", one_sided, totals).findings == ()
    (left_as_it_was,) = audited(tmp_path, "budget-2022.txt", one_sided).findings
    assert "2,125.09" in left_as_it_was.message.zh


def test_figures_of_two_scopes_are_not_held_together(tmp_path):
    """The retail sales of a district say nothing of those of the city."""
    other = (
        "餐饮收入57.19亿元。",
        "餐饮收入57.19亿元。\n\n其中新区社会消费品零售总额101.30亿元，商品零售额90.12亿元。",
    )
    assert audited(tmp_path, "communique-2023.txt", other).findings == ()
