"""What running text and tables say of each other where no name ties them."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.checks.audit import Terms, audit_files
from gouji.checks.finding import Finding
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

DOCUMENT = """东湾市12345热线2023年上半年数据

一、各区诉求来源
地区\t诉求量(件)
\t本期\t上年同期\t同比
东区\t87806\t82774\t6.08%
西区\t23956\t21142\t13.31%
合计\t111762\t103916\t7.55%

{text}
"""


def findings(text: str, folder: Path) -> list[Finding]:
    path = folder / "x.txt"
    path.write_text(DOCUMENT.format(text=text), "utf-8")
    audit, _ = audit_files([path], Terms(pack.load(), Meaning(vocabulary.load())))
    return list(audit.result.findings)


def test_a_count_of_many_digits_is_that_of_the_cell(tmp_path: Path) -> None:
    assert not findings("上半年，两区群众反映事项111762件，同比增长7.55%。", tmp_path)
    (found,) = findings("上半年，两区群众反映事项111762件，同比增长5.75%。", tmp_path)
    assert (found.rule, found.severity) == ("same-change", "warning")


def test_nothing_is_said_of_another_comparison(tmp_path: Path) -> None:
    assert not findings("上半年，两区群众反映事项111762件，环比增长5.75%。", tmp_path)


def test_a_figure_of_ten_thousands_has_the_digits_of_its_cell(tmp_path: Path) -> None:
    page = """东湾市12345热线2023年主要指标

指标\t计量单位\t本期
诉求总量\t万件\t{}
企业诉求\t件\t37022
知识库条目\t条\t29655

截至目前，全年诉求总量426.29万件。
"""
    path = tmp_path / "x.txt"
    path.write_text(page.format("426.29"), "utf-8")
    assert not gouji.audit(path).findings
    path.write_text(page.format("246.29"), "utf-8")
    (found,) = gouji.audit(path).findings
    assert (found.rule, found.severity) == ("same-figure", "error")


TOTALS = """东湾市12345热线2023年度报告

一、热点
（一）市容类3120件，占全年受理总量的{share}%。

二、受理
诉求类别\t诉求总量(件)\t诉求来源(件)
\t\t电话\t互联网
群众诉求\t30000\t28000\t2000
企业诉求\t1200\t1100\t100
总计\t31200\t29100\t2100
"""


def test_citizens_are_not_everybody_where_a_table_tells_them_apart(tmp_path: Path) -> None:
    text = TOTALS.replace("企业诉求", "单位诉求").format(share="10.00")
    path = tmp_path / "x.txt"
    path.write_text(text + "\n全年受理群众诉求30100件。\n", "utf-8")
    audit, _ = audit_files([path], Terms(pack.load(), Meaning(vocabulary.load())))
    told = [f for f in audit.material.figures if f.text == "30100"]
    assert [f.indicator for f in told] == [None]
    assert not audit.result.findings


@pytest.mark.parametrize(
    ("other", "told"), [("9", []), ("90", ["text-sum"]), ("17.5", []), ("31", [])]
)
def test_kinds_announced_above_a_row_make_up_the_count(
    tmp_path: Path, other: str, told: list[str]
) -> None:
    kinds = ["乱停车", "夜市噪音", "路面破损", "其它", "8", "14", "20", other]
    path = tmp_path / "周报.txt"
    path.write_text(
        "\n\n".join(["上周共受理案件51件，分类情况如下：", *kinds, "二、下一步"]), "utf-8"
    )
    assert [f.rule for f in gouji.audit(str(path)).findings] == told


CHANNELS = """东湾市12345热线2023年度报告

全市12345热线共受理诉求{all}万件。其中，电话端受理27.27万件，网络端受理10.45万件。

诉求类别\t诉求总量(件)\t电话\t网络\t上级转来
群众诉求\t272686\t176852\t62468\t33366
企业诉求\t154101\t95849\t42064\t16188
总计\t426787\t272701\t104532\t49554
"""


def test_what_a_table_prints_beside_the_parts_of_a_list_belongs_to_it(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(CHANNELS.format(all="42.68"), "utf-8")
    assert not gouji.audit(path).findings
    path.write_text(CHANNELS.format(all="46.28"), "utf-8")
    assert [f.severity for f in gouji.audit(path).findings] == ["error"]


PAGE = (
    "<h1>桥埠镇2023年度决算</h1><p>单位：万元</p><table><caption>收入表</caption>"
    "<tr><td>项目</td><td>2023</td></tr><tr><td>财政拨款收入</td><td>29&nbsp;338.86</td></tr>"
    "<tr><td>事业收入</td><td>1&nbsp;797.95</td></tr><tr><td>其他收入</td><td>876.26</td></tr>"
    "<tr><td>本年收入合计</td><td>32&nbsp;013.07</td></tr></table>"
    "<p>其中，事业收入{}万元，其他收入876.26万元。</p>"
)


def test_parted_thousands_with_decimals_and_a_unit_above_a_caption(tmp_path):
    for told, many in (("1 797.95", 0), ("1 779.95", 1)):
        page = tmp_path / "page.html"
        page.write_text(PAGE.format(told), "utf-8")
        assert len(gouji.audit(str(page)).findings) == many, told


def test_a_cell_whose_unit_is_nowhere_is_no_other_number(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(PAGE.replace("<p>单位：万元</p>", "").format("1 797.95"), "utf-8")
    assert [f.message.zh for f in gouji.audit(str(page)).findings] == []


QUARTERS = """东湾市便民服务平台2024年上半年情况

平台共接收事项{all}件，办结{done}件。

时间\t接收量（件）\t办结量（件）\t办结率
1月\t21260\t19134\t90.00%
2月\t26063\t24134\t92.60%
3月\t7779\t6868\t88.29%
一季度小计\t55102\t50136\t90.99%
4月\t4822\t4556\t94.48%
5月\t15314\t14318\t93.50%
6月\t11994\t11466\t95.60%
二季度小计\t32130\t30340\t94.43%
上半年合计\t87232\t80476\t92.26%

二季度接收{quarter}件；单月接收量最高的是2月，为{month}件。其中危险事项{other}件。
"""
TOLD = {"all": "87232", "done": "80476", "quarter": "32130", "month": "26063", "other": "8932"}


@pytest.mark.parametrize(
    ("slip", "cell"),
    [({"quarter": "31230"}, "32130"), ({"month": "2.63万"}, "26063"), ({"done": "84076"}, "80476")],
)
def test_a_sentence_repeats_the_cell_whose_row_and_column_it_names(
    slip: dict[str, str], cell: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.txt"
    path.write_text(QUARTERS.format_map(TOLD), "utf-8")
    assert not gouji.audit(path).findings
    path.write_text(QUARTERS.format_map(TOLD | slip), "utf-8")
    (found,) = gouji.audit(path).findings
    assert cell in {operand.figure.text for operand in found.operands}


def test_a_sentence_that_names_a_part_of_what_a_row_counts_repeats_no_cell(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(QUARTERS.format_map(TOLD | {"other": "8723"}), "utf-8")  # 87232 without a digit
    assert not gouji.audit(path).findings


SERIES = """东湾市近四年在册读者统计

年份\t在册读者（人）\t外借（册）
2020年\t48213\t161507
2021年\t51126\t172948
2022年\t53874\t180263
2023年\t57641\t193518

{text}
"""


def test_a_change_from_what_the_text_tells_is_not_of_the_year_before(tmp_path: Path) -> None:
    text = "2020年至2023年，在册读者由48213人增加到57641人，增长{}。"
    path = tmp_path / "x.txt"
    path.write_text(SERIES.format(text=text.format("19.6%")), "utf-8")
    assert not gouji.audit(str(path)).findings
    path.write_text(SERIES.format(text=text.format("16.9%")), "utf-8")
    assert [f.rule for f in gouji.audit(str(path)).findings] == ["text-change"]


CIRCUITS = """Ferry office: permits 2021

During 2021 the office took 70,484 permits filed by crews, 41,304 of them at North.

Of the {closed} permits issued, 38,412 (58.5%) ran for a year and 27,250 (41.5%) for less.

Quay\tPermits filed\tPermits issued
North\t41,304\t38,912
South\t17,962\t16,330
East\t11,218\t10,420
All quays\t70,484\t65,662
"""


def test_a_number_that_names_a_column_alone_repeats_no_row_of_it(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(CIRCUITS.format(closed="65,662"), "utf-8")
    assert not gouji.audit(path).findings
    path.write_text(CIRCUITS.format(closed="56,662"), "utf-8")
    assert any("65,662" in f.message.en for f in gouji.audit(path).findings)


SURPLUSES = """2023年某集团收支情况

全年收入合计280.94亿元，增长5.3%；支出合计253.72亿元，增长3.2%。

各公司收支表
单位：亿元
公司\t本年收入\t本年支出\t本年结余
甲公司\t81.23\t74.11\t7.12
乙公司\t52.07\t61.20\t(9.13)
丙公司\t43.50\t39.02\t4.48
丁公司\t54.18\t29.07\t25.11
戊公司\t30.04\t30.75\t(0.71)
己公司\t19.92\t19.57\t0.35
合计\t280.94\t253.72\t27.22
"""


def test_what_income_leaves_of_expenses_is_no_change_of_it(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(SURPLUSES, "utf-8")
    assert not gouji.audit(path).findings
