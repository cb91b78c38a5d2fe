"""What one document leaves out, or rounds, and another one of the issuer and period prints."""

from pathlib import Path

from gouji.checks.audit import audit
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.text import read as read_text
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = pack.load(pack.DEFAULT)
RULE = "completed-by-another"


def disclosure(path, text, year=2024):
    title = f"青岚市12345热线{year}年度{'报告' if path < 'two' else '分析'}"
    return read(read_text(Source(Path(path), f"{title}\n\n{text}\n".encode(), Limits())), MEANING)


def told(*documents, past=()):
    done = audit(documents, RULES, MEANING, past=past)
    figures = done.material.figures
    return [
        (o.verdict, tuple(figures[i].text for i in o.check.figures))
        for o in done.outcomes
        if o.check.rule.id == RULE
    ]


TABLE = "诉求类别\t诉求总量（件）\t在线解答率\n合计\t57709\t49.18%"
ANSWERED = "诉求类别\t在线解答（件）\t部门办理（件）\n合计\t{}\t29328"


def test_a_rate_is_held_against_the_count_that_only_another_document_prints():
    assert ("ties", ("49.18%", "28381", "57709")) in told(
        disclosure("one.txt", TABLE), disclosure("two.txt", ANSWERED.format(28381))
    )
    (finding,) = [
        f
        for f in audit(
            [disclosure("one.txt", TABLE), disclosure("two.txt", ANSWERED.format(28831))],
            RULES,
            MEANING,
        ).result.findings
        if f.rule == RULE
    ]
    assert finding.severity == "warning"
    assert "one.txt 表1" in finding.message.zh
    assert "two.txt 表1" in finding.message.zh
    assert any("口径" in words.zh for words in finding.explanations)


def test_another_year_or_scope_completes_nothing():
    answered = ANSWERED.format(28831)
    assert not told(disclosure("one.txt", TABLE), disclosure("two.txt", answered, year=2023))
    other = answered.replace("合计", "企业诉求")
    assert not told(disclosure("one.txt", TABLE), disclosure("two.txt", other))


def test_two_documents_that_print_it_differently_complete_nothing():
    documents = [
        disclosure("one.txt", TABLE),
        disclosure("two.txt", ANSWERED.format(28831)),
        disclosure("zwei.txt", ANSWERED.format(28381)),
    ]
    assert not told(*documents)


SUM = "2024年受理诉求86.8万件，其中电话端57.58万件，采集员上报29.22万件。"
WHOLE = "全年共受理诉求868022件。"


def test_a_sum_in_10000s_is_held_against_the_whole_that_another_prints_in_full():
    found = told(disclosure("one.txt", SUM), disclosure("two.txt", WHOLE))
    assert found == [("ties", ("868022", "57.58万", "29.22万"))]


def test_the_finding_belongs_to_an_audited_document_even_when_the_archive_prints_the_whole():
    past = disclosure("two.txt", WHOLE.replace("868022", "868222"))
    slip = disclosure("one.txt", SUM.replace("57.58", "57.59"))
    done = audit([slip], RULES, MEANING, past=[past])
    assert {f.document for f in done.result.findings if f.rule == RULE} <= {"one.txt"}
