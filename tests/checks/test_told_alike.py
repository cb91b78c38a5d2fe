"""One thing told in two documents in different words, and things that only sound alike."""

from pathlib import Path

import pytest

from gouji.checks.audit import audit
from gouji.checks.binding.twice.things import gist_of, likeness
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.text import read as read_text
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = tuple(
    r for r in pack.load(pack.DEFAULT) if r.id in ("told-alike", "across-documents", "same-figure")
)


def prose(path, *sentences, title="青岚市12345热线2024年度{}"):
    text = "\n\n".join([title.format("报告" if path < "two" else "分析"), *sentences])
    return read(read_text(Source(Path(path), text.encode(), Limits())), MEANING)


def told(one, other):
    """(verdict, texts) of what is told alike in two documents of one sentence each."""
    done = audit([prose("one.txt", one), prose("two.txt", other)], RULES, MEANING)
    figures = done.material.figures
    return [
        (o.verdict, {figures[i].text for i in o.check.figures})
        for o in done.outcomes
        if o.check.rule.id == "told-alike"
    ]


ALIKE = [
    ("上报区委、区政府数据专报88期。", "向区委、区政府报送各类数据快讯、专报81期。"),
    (
        "联动有关部门召开协调会办会46次。",
        "联动区水务局、区教育局等有关部门召开难题专题协调会43次。",
    ),
    ("全年共受理疫情相关诉求73226件。", "全年受理疫情诉求75011件。"),
    ("向市领导报送舆情专报120期。", "编发舆情专报131期，报送市领导。"),
    ("派发生态环境类工单5210件。", "向部门转派生态环境工单5120件。"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_was_done_to_what_names_a_thing(one, other):
    assert [verdict for verdict, _ in told(one, other)] == ["conflict"]
    assert [verdict for verdict, _ in told(other, one)] == ["conflict"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("派发生态环境类工单5210件。", "办结生态环境类工单5120件。"),
        ("受理企业营商环境诉求5210件。", "受理营商环境诉求5120件。"),
        ("上报区委、区政府数据专报88期。", "上报省委、省政府数据分析81期。"),
        ("上报区委、区政府数据专报88期。", "上报市委、市政府数据分析81篇。"),
        ("按期办结物业管理工单5210件。", "办结物业管理工单5120件。"),
        ("召开协调会议46次。", "召开培训会议43次。"),
        ("受理停车诉求5210件。", "受理停车收费诉求5120件。"),
        ("市容环境类5210件。", "市容环境问题5120件。"),
        ("受理疫情相关诉求73226件。", "2024年6月，受理疫情诉求75011件。"),
        ("受理疫情相关诉求73226件。", "受理疫情诉求173226件。"),
        ("受理疫情相关诉求73226件。", "受理疫情诉求约7.1万件。"),
        ("派发重复投诉工单5210件。", "转派投诉工单5120件。"),
    ],
)
def test_what_only_sounds_alike_is_left_alone(one, other):
    assert not told(one, other)


def test_two_that_are_alike_name_nothing():
    one = "召开防汛协调会议46次。"
    other = "召开防汛工作协调会议43次，召开防汛协调会议45次以及相关防汛协调会议44次。"
    assert not told(one, other)


def test_no_more_is_handled_than_was_received():
    assert told("处置疫情诉求超7.65万件。", "受理疫情相关诉求73226件。") == [
        ("conflict", {"7.65万", "73226"})
    ]
    assert told("处置疫情诉求71000件。", "受理疫情相关诉求73226件。") == [
        ("ties", {"71000", "73226"})
    ]


def test_all_requests_are_the_same_only_where_the_numbers_say_so():
    whole = "2024年，市12345在线服务平台共受理诉求868022件。"
    assert told("年度诉求办理量为86.8万件。", whole) == [("ties", {"86.8万", "868022"})]
    assert not told("年度诉求办理量为85.8万件。", whole)
    assert not told("年度诉求办理量为87万件。", whole)


def test_the_finding_quotes_both_places_and_both_labels_and_names_the_basis():
    documents = [prose("one.txt", ALIKE[0][0]), prose("two.txt", ALIKE[0][1])]
    (finding,) = audit(documents, RULES, MEANING).result.findings
    assert (finding.severity, finding.document) == ("warning", "two.txt")
    for part in (
        "one.txt 第3行“上报区委、区政府数据专报”",
        "two.txt 第3行“向区委",
        "相差 7",
        "口径",
    ):
        assert part in finding.message.zh
    assert "may be defined differently" in finding.message.en
    assert any("可能不是同一件事" in words.zh for words in finding.explanations)


def test_likeness_is_mutual():
    for one, other in ALIKE:
        a, b = gist_of(one), gist_of(other)
        assert likeness(a, b) == likeness(b, a)
