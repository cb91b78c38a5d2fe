"""What may be added by its unit, how far it is set in, and what of its sum others hold."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Alignment

from gouji.documents import opening
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.figures.disclosure import read
from tests.checks.test_share_lists import meaning
from tests.checks.test_sums_of_rows import findings

STORES = """
    物品¦计量单位¦年初数¦领用¦单价（元）¦金额（万元）
    铁锹¦把¦812¦95¦38¦2.72
    雨靴¦双¦1460¦310¦54¦6.21
    油锯¦台¦96¦12¦1870¦15.71
    合计¦—¦—¦—¦—¦24.64
"""


def test_a_unit_above_a_column_goes_before_that_of_the_row():
    assert not findings(STORES)
    (finding,) = findings(STORES.replace("24.64", "26.44"))
    assert finding.rule == "total-row"


CURRENCIES = """
    币种¦贷款余额
    人民币（亿元）¦5231.46
    外币（亿美元）¦61.20
    外币折人民币（亿元）¦437.58
    本外币合计（亿元）¦5669.04
"""


def test_dollars_are_no_part_of_a_total_of_yuan():
    assert not findings(CURRENCIES)
    (finding,) = findings(CURRENCIES.replace("5669.04", "5696.04"))
    assert len(finding.operands) == 3


FLEET = """
    船名¦泊位（个）¦航程（公里）¦载客（人次）¦每公里载客（人次）
    海燕¦41¦512.36¦90310¦176.26
    海鸥¦36¦604.81¦77442¦128.04
    海豚¦52¦388.14¦102855¦264.99
    海星¦23¦471.59¦60127¦127.50
    合计¦152¦{}¦330734¦{}
"""


def test_what_is_measured_adds_up_by_its_unit_and_no_rate_of_few_digits_holds_it():
    assert not findings(FLEET.format("1976.90", "167.30"))
    told = findings(FLEET.format("1979.60", "167"))
    assert any(f.rule == "total-row" and f.severity != "note" for f in told)


def test_a_number_with_a_digit_less_behind_its_point_was_not_rounded():
    (finding,) = findings(FLEET.format("1976.90", "167.30").replace("604.81", "604.1"))
    assert finding.severity == "error"


FUNDS = """
    项目¦余额（万元）¦比年初增减（万元）
    各类基金¦7314.52¦86.35
    　养老基金¦3310.07¦112.48
    　医疗基金¦2508.93¦-40.19
    　工伤基金¦1495.52¦14.06
"""


def test_a_line_is_the_sum_of_those_that_are_set_in_below_it():
    assert not findings(FUNDS)
    slipped = FUNDS.replace("86.35", "83.65")
    (sure,), (unsure,) = findings(slipped), findings(slipped.replace("　", ""))
    assert sure.certainty > unsure.certainty


CATCH = """
    品种¦本月（吨）¦1—5月累计（吨）¦本月同比（%）¦累计同比（%）
    合计¦1300.0¦6420.0¦{}¦7.0
    鲈鱼¦800.0¦4220.0¦-20.0¦5.5
    鲫鱼¦500.0¦2200.0¦25.0¦10.0
"""


def test_a_growth_belongs_to_the_column_that_it_names():
    assert not [f for f in findings(CATCH.format("-7.1")) if f.severity != "note"]
    told = findings(CATCH.format("7.1"))
    assert any(f.rule == "implied-priors" for f in told)


POINTS = """
    School¦Rate 2022¦Rate 2023¦Change in rate (points)
    Northgate¦18.0%¦43.0%¦+25.0
    Millfield¦40.0%¦34.0%¦-6.0
    Stoke¦27.1%¦24.0%¦-3.1
    Hale¦51.9%¦25.0%¦-26.9
    All schools¦30.2%¦31.0%¦+0.8
"""


def test_differences_in_points_are_never_added():
    assert not [f for f in findings(POINTS) if f.severity != "note"]


LOANS = [
    ("项目", "余额（亿元）"),
    ("各项贷款", "530"),
    ("　短期贷款", "170"),
    ("　票据融资", "360"),
]


def _of(name: str, data: bytes) -> list[int]:
    document = opening.open_document(Source(Path(name), data), Limits())
    return [figure.depth for figure in read(document, meaning()).figures]


def test_blanks_and_indents_set_labels_in_whatever_the_format() -> None:
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in LOANS)
    page = f"<table>{cells.replace('　', '&emsp;')}</table>"
    assert _of("x.html", page.encode()) == [0, 1, 1]
    written, book, sheet = docx.Document(), openpyxl.Workbook(), io.BytesIO()
    table = written.add_table(len(LOANS), 2)
    for row, pair in enumerate(LOANS):
        for column, text in enumerate(pair):
            table.cell(row, column).text = text
            cell = book.active.cell(row + 1, column + 1, text.strip())
            cell.alignment = Alignment(indent=int(text != text.strip()))
    written.save(sheet)
    assert _of("x.docx", sheet.getvalue()) == [0, 1, 1]
    sheet = io.BytesIO()
    book.save(sheet)
    assert _of("x.xlsx", sheet.getvalue()) == [0, 1, 1]


PRICED = """
    物品¦计量单位¦年初数¦领用¦单价（元）¦金额（万元）
    帐篷¦件¦812¦95¦38¦2.72
    睡袋¦床¦1460¦310¦54¦6.21
    油锯¦台¦96¦12¦1870¦15.71
    合计¦¦¦¦¦{}
"""


def test_lines_of_several_units_add_up_in_the_one_that_they_share() -> None:
    assert not findings(PRICED.format("24.64"))
    (finding,) = findings(PRICED.format("26.44"))
    assert finding.rule == "total-row"


def test_a_scale_printed_in_the_cell_itself_is_meant() -> None:
    table = """
        承办诉求类型¦回访征集评价(件)¦群众参评数(参评率)
        总体¦612044{}¦254610(41.60%)
    """
    assert not findings(table.format(""))
    assert [f.rule for f in findings(table.format("万"))] == ["response-rate"]
