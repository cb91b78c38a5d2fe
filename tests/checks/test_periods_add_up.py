"""Months make quarters, quarters make years: counts of several disclosures of one issuer."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checks.audit import audit
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.text import read as read_text
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = tuple(r for r in pack.load(pack.DEFAULT) if r.id == "periods-add-up")


def bulletin(period, received, more="", issuer="青岚市"):
    text = f"{issuer}12345热线{period}运行情况\n\n共受理诉求{received}件。{more}\n"
    return read(read_text(Source(Path(f"{period}.txt"), text.encode(), Limits())), MEANING)


def told(*documents):
    done = audit(documents, RULES, MEANING)
    figures = done.material.figures
    return [(o.verdict, [figures[i].text for i in o.check.figures]) for o in done.outcomes]


MONTHS = {"2024年1月": 1000, "2024年2月": 1100, "2024年3月": 1110}


def months():
    return [bulletin(period, n) for period, n in MONTHS.items()]


def test_a_quarter_is_the_sum_of_its_months():
    assert told(*months(), bulletin("2024年第一季度", 3210)) == [
        ("ties", ["3210", "1000", "1100", "1110"])
    ]
    assert told(*months(), bulletin("2024年第一季度", 3310))[0][0] == "breaks"


def test_a_year_is_made_of_as_few_parts_as_can_be():
    half, rest = bulletin("2024年上半年", 7000), bulletin("2024年下半年", 8000)
    year = bulletin("2024年", 15000)
    assert ("ties", ["15000", "7000", "8000"]) in told(*months(), half, rest, year)


def test_a_cumulated_count_is_the_one_before_and_the_new_month():
    documents = [
        bulletin("2024年1—5月", 5000),
        bulletin("2024年6月", 1200),
        bulletin("2024年上半年", 6200),
    ]
    assert told(*documents) == [("ties", ["6200", "5000", "1200"])]


@pytest.mark.parametrize(
    "quarter",
    [
        bulletin("2023年第一季度", 3310),
        bulletin("2024年第二季度", 3310),
        bulletin("2024年第一季度", 3310, issuer="临泽市"),
        bulletin("2024年第一季度", "约3310"),
        bulletin("2024年第一季度", 33100),
    ],
)
def test_another_year_issuer_or_a_vague_or_far_off_whole_is_left_alone(quarter):
    assert not [v for v, _ in told(*months(), quarter) if v != "undecidable"]


def test_a_gap_in_the_months_leaves_the_quarter_alone():
    assert not told(*months()[:2], bulletin("2024年第一季度", 3210))


def test_staff_do_not_add_up_over_months():
    staff = "话务人员总数80人。"
    documents = [bulletin(p, n, staff) for p, n in MONTHS.items()]
    texts = [t for _, t in told(*documents, bulletin("2024年第一季度", 3210, staff))]
    assert texts == [["3210", "1000", "1100", "1110"]]


def test_the_finding_names_all_documents_and_the_innocent_reason():
    documents = [*months(), bulletin("2024年第一季度", 3310)]
    (finding,) = audit(documents, RULES, MEANING).result.findings
    assert finding.severity == "warning"
    for part in ("2024年第一季度.txt", "2024年1月.txt", "100"):
        assert part in finding.message.zh
    assert any("更正" in words.zh for words in finding.explanations)


@settings(max_examples=20)
@given(st.lists(st.integers(500, 10**5), min_size=12, max_size=12))
def test_twelve_months_make_the_year(counts):
    documents = [bulletin(f"2024年{k}月", n) for k, n in enumerate(counts, 1)]
    assert [v for v, _ in told(*documents, bulletin("2024年", sum(counts)))] == ["ties"]
