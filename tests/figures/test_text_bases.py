"""Shares that stand together settle what they are of; loose lists, by what they come to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.documents.document import Paragraph, Passage
from gouji.figures.meaning import Meaning
from gouji.figures.prose import ProseReading, read_prose
from gouji.rules import vocabulary

MEANING = Meaning(vocabulary.load())


def read(*lines: str, period: str = "2024") -> ProseReading:
    return read_prose([Paragraph(Passage(line)) for line in lines], "x.txt", MEANING, period)


def stated(reading: ProseReading, shape: str) -> list[dict[str, tuple[str, ...]]]:
    return [
        {role: tuple(reading.figures[i].text for i in at) for role, at in r.roles.items()}
        for r in reading.relations
        if r.shape == shape
    ]


def wholes(reading: ProseReading) -> set[str]:
    return {roles["总体"][0] for roles in stated(reading, "text-share")}


def test_two_of_three_shares_settle_the_base() -> None:
    lines = (
        "收到来信4400件，受理4000件。",
        "甲类2000件，占比50.0%；乙类1200件，占比30.0%；丙类900件，占比20.0%。",
    )
    assert wholes(read(*lines)) == {"4000"}


def test_half_of_the_shares_settle_nothing() -> None:
    lines = ("收到来信4400件，受理4000件。", "甲类2000件，占比50.0%；乙类900件，占比20.0%。")
    assert wholes(read(*lines)) <= {"4000"}
    assert len(stated(read(*lines), "text-share")) < 2


def test_the_base_may_be_printed_after_its_shares() -> None:
    text = "商品类投诉3775件，占投诉总量的57.12%；服务类投诉2834件，占投诉总量的42.88%。"
    assert wholes(read("投诉举报突破8400件。", text, "其中，投诉6609件。")) == {"6609"}


def test_shares_of_two_lists_are_not_mixed() -> None:
    reading = read(
        "受理诉求1000件。甲类500件，占比50.0%；乙类300件，占比30.0%。",
        "投诉量200件。丙类120件，占比60.0%；丁类50件，占比25.0%。",
    )
    assert {(r["部分"], r["总体"]) for r in stated(reading, "text-share")} == {
        (("500",), ("1000",)), (("300",), ("1000",)), (("120",), ("200",)), (("50",), ("200",)),
    }  # fmt: skip


def test_a_last_digit_moved_to_make_all_a_hundred_is_no_slip() -> None:
    """10 of 276 are 3.62 %: printed 3.63 so that the five add up."""
    lines = (
        "收到来信276件。",
        "投诉类103件，占比37.32%；咨询类75件，占比27.17%；求助类66件，占比23.91%；建议类22件，占比7.97%；"
        "举报类10件，占比3.63%。",
    )
    assert "3.63%" not in {r["占比"][0] for r in stated(read(*lines), "text-share")}


@pytest.mark.parametrize(
    ("last", "sums"),
    [("210", 1), ("201", 1), ("183", 0)],
    ids=["ties", "two digits exchanged", "a gap that no slip explains"],
)
def test_a_closed_list_is_held_against_the_only_total(last: str, sums: int) -> None:
    lines = (
        "热线共受理诉求2795件。",
        f"工单分类：求助类2178件、咨询类267件、举报类87件、建议类53件、其他类{last}件。",
    )
    assert len(stated(read(*lines), "text-sum")) == sums


def test_stages_of_one_request_are_not_added_up() -> None:
    reading = read("收案1154件，其中立案1096件、应结1072件、已结1011件。")
    assert [r["分项"] for r in stated(reading, "text-of-which")] == [
        ("1096",),
        ("1072",),
        ("1011",),
    ]


@given(parts=st.lists(st.integers(60, 9000), min_size=3, max_size=6), wrong=st.integers(0, 5))
def test_shares_printed_right_are_never_held_against_another_base(
    parts: list[int], wrong: int
) -> None:
    """Whatever stands around, shares taken of the total before them tie."""
    total = sum(parts)
    shares = [(Decimal(100) * p / total).quantize(Decimal("0.01")) for p in parts]
    told = "；".join(
        f"{'甲乙丙丁戊己'[n]}类{p}件，占比{s}%"
        for n, (p, s) in enumerate(zip(parts, shares, strict=True))
    )
    reading = read(f"收到来信{total + wrong * 97}件，受理{total}件。", f"{told}。")
    assert wholes(reading) <= {str(total)}


@settings(max_examples=40)
@given(first=st.integers(300, 9000), second=st.integers(300, 9000), less=st.integers(1, 99))
def test_two_lists_that_are_right_accuse_neither(first: int, second: int, less: int) -> None:
    """Each share is of the count before it; none of the other list is held against it."""
    one, other = first - less, second - 2 * less
    shares = [
        (Decimal(100) * a / b).quantize(Decimal("0.01")) for a, b in ((one, first), (other, second))
    ]
    text = (
        f"收到来信{first}件，答复{one}件，占{shares[0]}%；"
        f"接待来访{second}件，答复{other}件，占{shares[1]}%。"
    )
    for roles in stated(read(text), "text-share"):
        whole, part, share = (
            Decimal(roles[role][0].rstrip("%")) for role in ("总体", "部分", "占比")
        )
        assert abs(100 * part / whole - share) <= Decimal("0.01")


def test_what_several_shares_imply_is_not_a_total_below_their_parts() -> None:
    text = "受理诉求646件。主要涉及甲类4604件、乙类2302件，分别占总量的43.50%和21.75%。"
    assert stated(read(text), "text-share") == []


def test_a_rounded_whole_that_its_parts_make_up_is_what_their_shares_are_of() -> None:
    text = "年末常住人口58.40万人，其中男性29.73万人，女性28.67万人，分别占总人口的{}%和49.1%。"
    for share in ("50.9", "59.0"):
        told = stated(read(text.format(share)), "text-share")
        assert {r["总体"] for r in told} == {("58.40万",)}
        assert {r["占比"] for r in told} == {(f"{share}%",), ("49.1%",)}


@pytest.mark.parametrize(("share", "told"), [("81.20%", 1), ("82.10%", 1), ("34.56%", 0)])
def test_a_joint_share_is_of_the_only_other_figure_where_it_ties_or_slipped(
    share: str, told: int
) -> None:
    lines = (
        "全年接收投诉5000件。",
        "较多的有：甲镇（2500件）、乙镇（1200件）、丙镇（360件），合计占比",
    )
    reading = read(lines[0], f"{lines[1]}{share}。")
    assert len(stated(reading, "text-joint-share")) == told


def test_a_share_whose_count_is_not_printed_is_of_the_figure_that_bears_the_name() -> None:
    text = "全县信访总量163件次。主要集中在甲、乙两类，分别占{}的22.70%和11.04%。"
    assert stated(read(text.format("全县信访总量")), "text-share") == [
        {"占比": (share,), "部分": (), "总体": ("163",)} for share in ("22.70%", "11.04%")
    ]
    assert not stated(read(text.format("受理总量")), "text-share")
    assert not stated(read(text.format("全县信访总量").replace("甲、乙", "9件")), "text-share")


@pytest.mark.parametrize(("civil", "told"), [("3,460", True), ("3,640", True), ("2,075", False)])
def test_counts_that_open_sentences_are_the_kinds_of_a_whole_of_every_kind(
    civil: str, told: bool
) -> None:
    reading = read(
        "全年审执结各类案件5,120件，同比上升3.1%。",
        f"审结民事案件{civil}件，同比增加12件。办结刑事案件310件，同比减少8件；",
        "审结行政案件48件，与上年持平。执结执行案件1,302件，同比增加90件。",
    )
    found = stated(reading, "text-sum")
    assert [r["总体"] for r in found] == [("5,120",)] * told


@pytest.mark.parametrize(("asked", "told"), [("1,423", True), ("1,243", True), ("1,177", False)])
def test_what_is_listed_under_a_whole_of_every_kind_is_all_of_it(asked: str, told: bool) -> None:
    reading = read(f"6月共接收各类信息2,093件。其中咨询{asked}件；投诉531件；举报139件。")
    assert bool(stated(reading, "text-sum")) == told


def test_parts_by_where_they_came_from_add_up_though_some_are_called_passed_on() -> None:
    reading = read(
        "受理网络诉求312件，其中，省平台转派工单40件，书记信箱信件151封，县长信箱信件92封，"
        "微信转派工单29件。"
    )
    assert stated(reading, "text-sum")
    stages = read("受理网络诉求312件，其中，受理40件，书记信箱151封，县长信箱92封，办结29件。")
    assert not stated(stages, "text-sum")


def test_points_between_two_structures_are_told_in_turn() -> None:
    reading = read(
        "三次产业结构由上年的10.4:38.1:51.5调整为10.1:37.6:52.3，"
        "第一、二、三产业占比分别比上年下降0.3个、下降0.5个、提高0.8个百分点。"
    )
    assert stated(reading, "text-difference") == [
        {"变化": ("0.3",), "本期": ("10.1",), "上期": ("10.4",)},
        {"变化": ("0.5",), "本期": ("37.6",), "上期": ("38.1",)},
        {"变化": ("0.8",), "本期": ("52.3",), "上期": ("51.5",)},
    ]


def test_shares_that_leave_something_out_say_that_their_list_does() -> None:
    told = "接受咨询11183件。商品类咨询5167件，服务类咨询6012件，分别占咨询总量的46.20%和{}。"
    assert not stated(read(told.format("53.76%")), "text-sum")
    assert stated(read(told.format("53.80%").replace("6012", "6016")), "text-sum")


def test_closed_and_open_cases_hold_more_than_what_came_in_newly() -> None:
    told = "全市法院{}各类案件16960件；审结案件15262件；未结案件{}件。"
    assert not stated(read(told.format("新收", 4536)), "text-sum")
    assert stated(read(told.format("新收", 1698)), "text-sum")
    assert stated(read(told.format("受理", 1689)), "text-sum")


def test_numbered_lines_make_up_the_total_below_them_and_none_of_them_is_a_total() -> None:
    lines = ("群体分布如下：", "（1）工人670人；", "（2）学生410人；", "（3）其他人员255人。")
    (told,) = stated(read(*lines, "以上合计1335人。"), "text-sum")
    assert told == {"总体": ("1335",), "分项": ("670", "410", "255")}
    assert not stated(read(*lines), "text-sum")


def test_a_total_below_a_list_closes_it_only_at_the_head_of_its_line() -> None:
    lines = ("Calls in May: 9,864 calls", "Clinics: 8,170 calls", "October: 900 calls")
    assert not stated(read(*lines, "The busiest crew was Gate 32, making 1,532 calls."), "text-sum")


PORT = (
    "Port figures for March:",
    "Freight: 61,274 tonnes, +4.1%;",
    "Home: 20,860 tonnes, +3.0%;",
    "Abroad: 40,414 tonnes, +4.7%;",
    "Ships: 1,733, +2.2%;",
    "Home: 1,219, +1.9%;",
    "Abroad: 514, +3.1%;",
    "Ferries: 2,418, -0.7%;",
    "Home: {}, -1.4%;",
    "Abroad: 702, +1.2%.",
)


@pytest.mark.parametrize("home", ["1,716", "1,216"])
def test_lines_called_like_others_that_make_up_their_heads_make_up_theirs(home: str) -> None:
    reading = read(*(line.format(home) for line in PORT))
    wanted = {"61,274": ("20,860", "40,414"), "1,733": ("1,219", "514"), "2,418": (home, "702")}
    assert {r["总体"][0]: r["分项"] for r in stated(reading, "text-sum")} == wanted


def test_what_a_bracket_tells_in_other_units_does_not_part_a_rise_from_its_rate() -> None:
    told = "全县果园面积8460公顷（126900亩），比上年增加360公顷（5400亩），增产{}%。"
    (increase,) = stated(read(told.format("4.4")), "text-increase")
    assert increase == {"本期": ("8460",), "增量": ("360",), "增幅": ("4.4%",)}
    assert stated(read(told.format("8.4")), "text-increase")


def test_a_number_that_others_make_is_no_part_beside_them() -> None:
    lines = (
        "Permits: 38,199, against 29,443 a year earlier.",
        "Crews made 19,157 checks. Faults were found in 3,934; in the other 15,223 none was.",
    )
    assert [r["总体"] for r in stated(read(*lines), "text-sum")] == [("19,157",)]


def test_a_share_that_names_the_whole_speaks_for_those_that_go_on_with_it() -> None:
    reading = read(
        "本次业主大会共收回表决票84506张。",
        "收回有效表决票84506张，赞成80215张，占收回有效表决票的94.9223%；"
        "反对3190张，占3.1749%；弃权1101张，占1.3029%。",
    )
    told = {r["占比"]: r["总体"] for r in stated(reading, "text-share")}
    assert told[("3.1749%",)] == told[("1.3029%",)] == ("84506",)


ALIKE = (
    "Oats stand for {} of the harvest and barley for 41.36%.",
    "Of the parcels, there were letters ({}), boxes (30.4%) and tubes (20.2%).",
)


@pytest.mark.parametrize(
    "told, tied, slipped", [(ALIKE[0], "58.64%", "58.46%"), (ALIKE[1], "49.4%", "94.4%")]
)
def test_shares_that_one_word_leads_up_to_fill_their_whole(
    told: str, tied: str, slipped: str
) -> None:
    for first in (tied, slipped):
        (full,) = stated(read(told.format(first)), "text-shares")
        assert full["占比"][0] == first
    assert not stated(read(told.format("12.7%")), "text-shares")


def test_shares_of_which_the_last_is_what_remains_make_a_whole() -> None:
    told = "Of the huts 43% were red, 31% had been painted blue and the remaining {} were bare."
    for last in ("26%", "36%"):
        (full,) = stated(read(told.format(last)), "text-shares")
        assert full["占比"] == ("43%", "31%", last)


def test_rates_of_lines_below_each_other_fill_no_whole() -> None:
    lines = ("North: passed by 31.4%", "Middle: passed by 52.9%", "South: passed by 44.2%")
    assert not stated(read(*lines), "text-shares")


@pytest.mark.parametrize("closing", ["8,417", "84,417"])
def test_what_stands_between_the_ends_of_an_account_came_and_went(closing: str) -> None:
    told = "We began the year with 8,302 bees. 941 flew in, 826 drowned, and we finished on {}."
    (account,) = stated(read(told.format(closing)), "text-balance")
    assert account == {"来": ("8,302", "941"), "去": ("826", closing)}
    more = told.format(closing).replace("826 drowned", "826 drowned, 14 slept")
    assert not stated(read(more), "text-balance")
