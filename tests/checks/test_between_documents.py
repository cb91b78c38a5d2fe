"""What several disclosures of one issuer print of one thing, held against each other."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.checks.audit import audit
from gouji.documents.document import Document
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.text import read as read_text
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = tuple(
    r
    for r in pack.load(pack.DEFAULT)
    if r.id
    in ("across-documents", "changes-across-documents", "change-from-last-year", "restated-later")
)

ANNUAL = """{issuer}12345热线{year}年度服务情况报告

诉求类别\t诉求总量（件）\t电话（件）\t在线解答率
群众诉求\t{requests}\t{phone}\t{rate}
"""


PRINTED = {
    "issuer": "宿迁市",
    "year": "2024",
    "requests": "100000",
    "phone": "80000",
    "rate": "40%",
}


def disclosure(path, text):
    found: Document = read_text(Source(Path(path), text.encode(), Limits()))
    return read(found, MEANING)


def annual(path, **printed):
    return disclosure(path, ANNUAL.format(**PRINTED | printed))


def prose(path, sentence, title="宿迁市12345热线2024年度分析"):
    return disclosure(path, f"{title}\n\n{sentence}\n")


def told(*disclosures, past=()):
    """(rule, verdict, texts) of every check between documents."""
    done = audit(disclosures, RULES, MEANING, past=past)
    figures = done.material.figures
    return [
        (o.check.rule.id, o.verdict, tuple(figures[i].text for i in o.check.figures))
        for o in done.outcomes
    ]


def findings(*disclosures, past=()):
    return audit(disclosures, RULES, MEANING, past=past).result.findings


def test_one_figure_in_two_documents_of_one_period_agrees_within_both_precisions():
    one, other = annual("one.txt"), prose("two.txt", "2024年，群众诉求10.00万件。")
    assert ("across-documents", "ties", ("10.00万", "100000")) in told(one, other)


def test_two_values_are_a_conflict_that_names_both_documents_and_is_the_later_ones():
    (finding,) = findings(annual("one.txt"), annual("two.txt", requests="100800"))
    assert (finding.verdict, finding.severity) == ("conflict", "warning")
    assert finding.document == "two.txt"
    for part in ("one.txt 表1", "two.txt 表1", "100,000", "100,800", "相差 800", "口径"):
        assert part in finding.message.zh
    assert any("截止" in words.zh for words in finding.explanations)


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("群众诉求100800件。", "淮安市12345热线2024年度分析"),
        ("群众诉求100800件。", "宿迁市12345热线2022年度分析"),
        ("群众诉求100800件。", "宿迁市沭阳县12345热线2024年度分析"),
        ("群众诉求100800件。", "宿迁市公安局12345热线2024年度分析"),
        ("企业诉求100800件。", "宿迁市12345热线2024年度分析"),
        ("群众诉求约10.1万件。", "宿迁市12345热线2024年度分析"),
        ("2024年6月，群众诉求100800件。", "宿迁市12345热线2024年度分析"),
        ("全市群众诉求400800件。", "宿迁市12345热线2024年度分析"),
    ],
)
def test_what_may_be_another_thing_is_left_alone(sentence, title):
    assert findings(annual("one.txt"), prose("two.txt", "群众诉求100800件。"))
    assert not findings(annual("one.txt"), prose("two.txt", sentence, title))


def test_values_far_apart_are_two_things():
    assert not findings(annual("one.txt"), annual("two.txt", requests="400000", phone="80000"))


def test_it_grew_in_one_document_and_fell_in_the_other():
    (finding,) = findings(
        annual("one.txt", phone="80000(↑8.00%)"), annual("two.txt", phone="80000(↓8.00%)")
    )
    assert finding.rule == "changes-across-documents"
    assert "结论相反" in finding.message.zh
    assert "fell in the other" in finding.message.en


def test_a_multiple_and_a_growth_of_one_figure_are_compared():
    one = prose("one.txt", "群众诉求100000件，是去年的5.15倍。")
    same = prose("two.txt", "群众诉求100000件，同比增长414.87%。")
    other = prose("two.txt", "群众诉求100000件，同比增长515.00%。")
    assert ("changes-across-documents", "ties", ("100000", "100000")) in told(one, same)
    assert ("changes-across-documents", "breaks", ("100000", "100000")) in told(one, other)


def test_this_years_arrow_starts_from_last_years_figure():
    last = annual("2023.txt", year="2023", requests="100000", phone="80000", rate="40.00%")
    this = annual(
        "2024.txt", requests="110000(↑10.00%)", phone="84000(↑15.00%)", rate="41.00%(↑2.50%)"
    )
    found = {texts: verdict for rule, verdict, texts in told(last, this)}
    assert found["110000", "100000"] == "ties"
    assert found["84000", "80000"] == "breaks"
    assert found["41.00%", "40.00%"] == "ties", "relative to the rate"


@pytest.mark.parametrize(
    "note",
    [
        "注：2023年数据已按普查结果修订。",
        "上年同期数据按新口径作了调整。",
        "Last year's figures were revised.",
    ],
)
def test_what_says_that_last_year_was_revised_is_not_held_to_what_was_printed(note):
    last = annual("2023.txt", year="2023")
    text = ANNUAL.format(**PRINTED | {"requests": "110000(↑12.00%)"})
    assert findings(last, disclosure("2024.txt", text))
    assert not findings(last, disclosure("2024.txt", f"{text}\n{note}\n"))


def test_a_rates_arrow_may_be_in_points_as_well():
    last = annual("2023.txt", year="2023", rate="40.00%")
    this = annual("2024.txt", rate="41.00%(↑1.00%)")
    assert ("change-from-last-year", "ties", ("41.00%", "40.00%")) in told(last, this)
    (finding,) = findings(last, annual("2024.txt", rate="41.00%(↑3.00%)"))
    assert finding.severity == "warning"


def test_an_arrow_turned_round_is_said_to_be():
    (finding,) = findings(
        annual("2023.txt", year="2023"), annual("2024.txt", requests="110000(↓10.00%)")
    )
    for part in ("110,000", "↓10.00%", "2023.txt 表1", "100,000", "+10.00%", "升降相反"):
        assert part in finding.message.zh
    assert [o.figure.document for o in finding.operands] == ["2024.txt", "2023.txt"]
    assert finding.document == "2024.txt"


def test_the_order_of_the_files_does_not_matter():
    last, this = annual("2023.txt", year="2023"), annual("2024.txt", requests="110000(↓10.00%)")
    assert told(last, this) == told(this, last)


def test_month_on_month_starts_from_the_month_before():
    title = "宿迁市12345热线2024年{}月运行情况"
    april = prose("4.txt", "群众诉求1000件。", title.format(4))
    may = prose("5.txt", "群众诉求1100件，环比增长10.0%。", title.format(5))
    wrong = prose("5.txt", "群众诉求1100件，环比增长20.0%。", title.format(5))
    yearly = prose("5.txt", "群众诉求1100件，同比增长20.0%。", title.format(5))
    assert ("change-from-last-year", "ties", ("1100", "1000")) in told(april, may)
    assert findings(april, wrong)
    assert not told(april, yearly)


def test_last_years_column_is_held_against_last_years_disclosure():
    text = """宿迁市12345热线2024年度服务情况报告

指标\t本期\t上年同期
诉求总量（件）\t110000\t{}
"""
    last = prose("2023.txt", "诉求总量100000件。", "宿迁市12345热线2023年度分析")
    same, other = (disclosure("2024.txt", text.format(n)) for n in ("100000", "100200"))
    assert ("restated-later", "ties", ("100000", "100000")) in told(last, same)
    (finding,) = findings(last, other)
    assert (finding.rule, finding.verdict) == ("restated-later", "conflict")
    assert "往期数可能作过调整" in finding.message.zh


def test_the_past_is_compared_with_but_not_audited():
    past = annual("old/2023.txt", year="2023", phone="999999")
    this = annual("2024.txt", requests="110000(↓10.00%)")
    done = audit([this], pack.load(pack.DEFAULT), MEANING, past=[past])
    assert [d.path for d in done.result.documents] == ["2024.txt"]
    assert {f.document for f in done.result.findings} == {"2024.txt"}
    operands = [o for f in done.result.findings for o in f.operands]
    assert any(o.figure.document == "old/2023.txt" and o.figure.text == "100000" for o in operands)
    assert any("2023.txt（档案） 表1" in f.message.zh for f in done.result.findings)
    assert all(t.figure.document == "2024.txt" for t in done.tallies())


def test_a_disclosure_that_is_audited_is_not_taken_from_the_archive_as_well():
    this = annual("2024.txt")
    assert not told(this, past=[replace(this, path="archive/2024.txt")])


def test_a_label_printed_twice_names_nothing():
    one = prose("1.txt", "全年市领导批示573次。")
    two = prose("2.txt", "全年市领导批示765次。")
    twice = prose("2.txt", "全年市领导批示765次。其中，市领导批示23次。")
    assert [f.verdict for f in findings(one, two)] == ["conflict"]
    assert not findings(one, twice)


@given(st.integers(1000, 10**6), st.integers(1000, 10**6))
def test_the_change_that_the_two_values_make_ties(prior, now):
    arrow = f"{'↑' if now >= prior else '↓'}{abs(now / prior - 1) * 100:.4f}%"
    checks = told(
        annual("2023.txt", year="2023", requests=str(prior)),
        annual("2024.txt", requests=f"{now}({arrow})"),
    )
    assert all(v == "ties" for r, v, _ in checks if r == "change-from-last-year")


CHANNELS = """宿迁市12345热线2024年度服务情况报告

诉求类别\t诉求总量（件）\t诉求来源\t
\t\t电话（件）\t互联网（件）
群众诉求\t100000\t80000\t20000
企业诉求\t1000\t800\t200
合计\t101000\t80800\t20200
"""


def test_what_a_sentence_says_of_a_channel_is_the_column_of_the_table():
    table = disclosure("one.txt", CHANNELS)
    text = prose("two.txt", "互联网渠道服务进一步优化，全年受理诉求20210件，是去年受理量的5.15倍。")
    assert [f.message.zh for f in findings(table, text) if "20,210" in f.message.zh]
    phone = prose("two.txt", "互联网渠道服务进一步优化，全年受理疫情诉求20210件。")
    assert not findings(table, phone)


def test_what_citizens_raise_are_their_requests():
    table = disclosure("one.txt", CHANNELS)
    text = prose("two.txt", "其中，公众通过电话、网络等渠道反映100100件。")
    assert ["100,100" in f.message.zh for f in findings(table, text)] == [True]
    assert not findings(table, prose("two.txt", "公众通过电话、网络等渠道表扬100100件。"))


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [("41.00%(↑1.00)", "ties"), ("41.00%(↑2.50)", "ties"), ("41.00%(↑3.00)", "breaks")],
)
def test_an_arrow_without_a_unit_may_be_in_points_or_relative(rate, verdict):
    last, this = annual("2023.txt", year="2023", rate="40.00%"), annual("2024.txt", rate=rate)
    assert ("change-from-last-year", verdict, ("41.00%", "40.00%")) in told(last, this)


def test_an_archived_disclosure_with_arrows_of_its_own_is_not_audited():
    past = annual("2023.txt", year="2023", requests="3(↑10.0%)", rate="140%", phone="80(↓105%)")
    done = audit([annual("2024.txt")], pack.load(pack.DEFAULT), MEANING, past=[past])
    assert not [o for o in done.outcomes if o.check.figures[0] not in done.material.spans[0]]


def test_an_earlier_version_of_the_audited_draft_is_not_compared_with():
    assert not told(annual("2024.txt"), past=[annual("old.txt", requests="100800")])


def test_what_the_public_raised_is_all_requests_or_those_of_citizens():
    table = disclosure("one.txt", CHANNELS)
    text = "其中，公众通过电话、网络等渠道反映{}件。"
    assert not findings(table, prose("two.txt", text.format("10.1万")))
    assert not findings(table, prose("two.txt", text.format("100000")))
    (finding,) = findings(table, prose("two.txt", text.format("100300")))
    held = [[finding.operands[i].figure.text for i in e.figures] for e in finding.evidence]
    assert sorted(map(sorted, held)) == [["100000", "100300"], ["100300", "101000"]]


CALLS = """宿迁市12345热线2024年度服务情况报告

话务类别\t话务量（通）\t接通率
接听\t528233\t97.6%
呼出\t132029\t—
合计\t660262\t—
"""
LEVELS = (
    "2024年，市12345在线服务平台共受理诉求103000件，电话接通率97.60%。\n\n"
    "2024年，全市12345在线共受理诉求180000件；其中，市级平台诉求受理量同比增长28.40%。"
)


def test_the_hotlines_own_name_narrows_nothing_down_unless_the_whole_city_is_told_as_well():
    text = prose("two.txt", LEVELS)
    assert told(disclosure("one.txt", CALLS), text) == [
        ("across-documents", "ties", ("97.60%", "97.6%"))
    ]
    assert not told(disclosure("one.txt", CHANNELS), text)


def test_the_summary_says_which_documents_were_held_against_and_how_it_went():
    last = annual("old/2023.txt", year="2023", requests="100000", phone="80000", rate="40%")
    this = annual("2024.txt", requests="110000(↑10.00%)", phone="84000(↑15.00%)")
    (summary,) = audit([this], RULES, MEANING, past=[last]).result.documents
    (held,) = summary.against
    assert (held.document, held.archived, held.checks, held.ties) == ("old/2023.txt", True, 2, 1)
    both = audit([last, this], RULES, MEANING).result.documents
    assert [[h.archived for h in d.against] for d in both] == [[], [False]]
