"""Lists that miss one whole alike, shares beside fellows, and changes told the wrong way round."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji


def findings(folder: Path, text: str) -> list[tuple[str, str]]:
    path = folder / "x.txt"
    path.write_text(text, "utf-8")
    return [(f.severity, f.rule) for f in gouji.audit(path).findings if f.severity != "note"]


LETTERS = """某区信件办理情况

全区共收到来信{whole}封，其中重要信件246封、一般信件1992封。属实和部分属实1521封，不属实717封。
"""


@pytest.mark.parametrize(("whole", "told"), [("2238", []), ("2538", [("error", "text-sum")])])
def test_lists_that_make_the_same_speak_against_their_whole(
    tmp_path: Path, whole: str, told: list[tuple[str, str]]
) -> None:
    assert findings(tmp_path, LETTERS.format(whole=whole)) == told


def test_what_is_told_again_says_nothing_new(tmp_path: Path) -> None:
    text = (
        "某市一周警情\n\n有效警情12198起，其中：求助类4354起，交通类3265起，治安类3158起，"
        "刑事类1421起。\n\n刑事类1421起，其中盗窃669起。治安类3158起，主要为噪音1253起。\n"
    )
    assert not findings(tmp_path, text)


VISITORS = "某馆月报\n\n全月接待观众8370人次，日均270.0人次，环比{way}10.80%，上月为7554人次。\n"


@pytest.mark.parametrize("way", ["上升", "下降"])
def test_a_change_beside_a_mean_is_of_the_total(tmp_path: Path, way: str) -> None:
    told = findings(tmp_path, VISITORS.format(way=way))
    assert bool(told) == (way == "下降")


TRADE = (
    "某口岸贸易情况\n\n全口岸进出口总值{all}亿元，其中出口1330.0亿元，进口2762.8亿元。\n\n"
    "出口商品中，机电产品731.5亿元，占出口总值的{share}%。\n"
)


@pytest.mark.parametrize(("share", "found"), [("55.0", False), ("50.5", True)])
def test_exports_are_no_whole_of_all_trade(tmp_path: Path, share: str, found: bool) -> None:
    assert bool(findings(tmp_path, TRADE.format(all="4092.8", share=share))) == found


def test_a_plan_that_a_rate_is_of_is_no_part(tmp_path: Path) -> None:
    text = (
        "某县财政收支\n\n全县财政总收入{}万元，占年初预算10065万元的43.2%。其中：税收收入3511万元，"
        "占年初预算8465万元的41.5%；非税收入837万元，占年初预算1600万元的52.3%。\n"
    )
    assert not findings(tmp_path, text.format("4348"))
    assert findings(tmp_path, text.format("4384"))


ENTRIES = "某市报名情况\n\n全市报名9122人，去年报名8252人，{way}870人。\n"


@pytest.mark.parametrize(("way", "told"), [("增加", []), ("减少", [("error", "text-difference")])])
def test_last_year_needs_no_name_of_its_place(
    tmp_path: Path, way: str, told: list[tuple[str, str]]
) -> None:
    assert findings(tmp_path, ENTRIES.format(way=way)) == told


TRAVEL = (
    "某市客运快报\n\n全市道路、铁路、民航共发送旅客{all}万人次。\n\n分方式看，道路客运发送161.47万人次；"
    "铁路发送180.48万人次；民航发送63.07万人次。\n"
)


@pytest.mark.parametrize(("whole", "found"), [("405.02", False), ("405.20", True)])
def test_a_whole_called_by_its_kinds_has_no_others(tmp_path: Path, whole: str, found: bool) -> None:
    assert bool(findings(tmp_path, TRAVEL.format(all=whole))) == found


def test_grain_is_counted_in_jin(tmp_path: Path) -> None:
    text = "某市粮食生产\n\n全年总产152.28亿斤，比上年增产{}亿斤，增长1.7%（上年为149.74亿斤）。\n"
    assert not findings(tmp_path, text.format("2.54"))
    assert findings(tmp_path, text.format("2.45"))


def test_what_a_told_sum_holds_is_none_of_another_that_bears_the_name(tmp_path: Path) -> None:
    text = (
        "某县收支\n\n全县财政总收入{}万元，占年初预算10065万元的43.2%。其中：税收收入3511万元，"
        "占年初预算8465万元的41.5%；非税收入837万元，占年初预算1600万元的52.3%。"
        "完成地方一般公共预算收入1720万元，同比下降23.6%。\n"
    )
    assert not findings(tmp_path, text.format("4348"))
