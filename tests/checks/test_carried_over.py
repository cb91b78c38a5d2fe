"""Requests pending at the end of a year open the next one."""

from pathlib import Path

from gouji.checks.audit import audit
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.text import read as read_text
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = tuple(r for r in pack.load(pack.DEFAULT) if r.id == "openness-carried-over")

REPORT = """青岚市{year}年政府信息公开工作年度报告

三、收到和处理政府信息公开申请情况

项目\t申请人情况\t\t
\t自然人\t商业企业\t总计
一、本年新收政府信息公开申请数量\t300\t100\t400
二、上年结转政府信息公开申请数量\t{before}
四、结转下年度继续办理\t{after}
"""


def report(year, before="5\t4\t9", after="13\t8\t21"):
    text = REPORT.format(year=year, before=before, after=after)
    return read(read_text(Source(Path(f"{year}.txt"), text.encode(), Limits())), MEANING)


def outcomes(*documents, past=()):
    done = audit(documents, RULES, MEANING, past=past)
    figures = done.material.figures
    return sorted((o.verdict, *(figures[i].text for i in o.check.figures)) for o in done.outcomes)


def test_what_was_carried_on_is_carried_over_for_every_kind_of_applicant():
    assert outcomes(report(2023), report(2024, before="13\t8\t21")) == [
        ("ties", "13", "13"),
        ("ties", "21", "21"),
        ("ties", "8", "8"),
    ]


def test_a_miss_names_both_reports_also_where_last_years_is_archived():
    now = report(2024, before="13\t9\t22")
    for documents, past in (([report(2023), now], ()), ([now], [report(2023)])):
        found = audit(documents, RULES, MEANING, past=past).result.findings
        assert [f.severity for f in found] == ["warning"] * 2
        assert all(f.document == "2024.txt" for f in found)
        assert any("上年结转申请 21" in f.message.zh or "为 22" in f.message.zh for f in found)
        assert all("2023.txt" in f.message.zh for f in found)


def test_one_cause_for_all_columns_is_one_finding():
    (finding,) = audit(
        [report(2023), report(2024, before="14\t9\t23")], RULES, MEANING
    ).result.findings
    assert len(finding.evidence) == 3


def test_two_years_before_says_nothing():
    assert not outcomes(report(2022), report(2024))
