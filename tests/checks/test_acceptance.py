"""Waivers, baseline and severities: findings in, kept and set aside out."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.checks.accepted import acceptance as known
from gouji.checks.accepted.acceptance import means, remaining, waive, with_severities
from gouji.checks.finding import Covered, DocumentSummary, Finding, Operand, Result
from gouji.documents.document import Place
from gouji.figures.figure import Figure, Numeral
from gouji.figures.interval import Interval
from gouji.rules.problem import RuleError
from gouji.rules.settings import Waiver
from gouji.texts.bilingual import Words

TODAY = date(2026, 3, 1)
DRAFT = "drafts/a.docx"


def operand(text, label="合计", row=2):
    numeral = Numeral(text, Decimal(text), Decimal(1))
    place = Place(table=1, row=row, column=2)
    interval = Interval.point(int(text))
    figure = Figure(DRAFT, place, numeral, interval, "件", "count", row_path=(label,))
    return Operand("合计", figure)


def finding(name="a", rule="total-row", severity="error", texts=("3", "4"), document=DRAFT):
    words = Words("不符", "does not tie")
    operands = tuple(operand(text, row=row) for row, text in enumerate(texts, 2))
    return Finding(f"{rule}-{name}", rule, severity, "breaks", document, words, words, operands, ())


def result(*findings, paths=(DRAFT,)):
    summaries = tuple(
        DocumentSummary(p, "", None, None, "", 9, 5, 3, len(findings), 0, Covered(9), "unknown")
        for p in paths
    )
    return Result(summaries, findings)


def waived(findings, *waivers):
    return waive(findings, waivers, result(*findings), TODAY)


@pytest.mark.parametrize(
    "waiver",
    [
        Waiver("r", id="total-row-a"),
        Waiver("r", rule="total-row", label="合计"),
        Waiver("r", rule="total-row", label="合*"),
        Waiver("r", rule="total-row", place={"table": 1, "row": 3}),
        Waiver("r", rule="total-row", document="a.docx"),
        Waiver("r", rule="total-row", document="drafts/*"),
        Waiver("r", id="total-row-a", expires=TODAY),
    ],
)
def test_a_waiver_sets_aside_what_it_tells_of(waiver):
    accepted = waived([finding()], waiver)
    assert [s.finding.id for s in accepted.suppressed] == ["total-row-a"]
    assert not accepted.kept
    assert not accepted.notes


@pytest.mark.parametrize(
    "waiver",
    [
        Waiver("r", id="total-row-b"),
        Waiver("r", rule="share", label="合计"),
        Waiver("r", rule="total-row", label="小计"),
        Waiver("r", rule="total-row", label="合计", place={"table": 1, "row": 9}),
        Waiver("r", rule="total-row", document="b.docx"),
        Waiver("r", id="total-row-a", rule="share"),
    ],
)
def test_and_nothing_else(waiver):
    assert len(waived([finding()], waiver).kept) == 1


def test_the_reason_names_its_author():
    (set_aside,) = waived([finding()], Waiver("口径不同", id="total-row-a", author="李")).suppressed
    assert set_aside.reason == "口径不同 (李)"


def test_an_expired_waiver_accepts_nothing_and_is_told():
    old = Waiver("r", id="total-row-a", expires=date(2026, 2, 28), written="gouji.toml:7")
    accepted = waived([finding()], old)
    assert len(accepted.kept) == 1
    (note,) = accepted.notes
    assert (note.severity, note.rule, note.document) == ("note", "waiver", "gouji.toml")
    assert "2026-02-28" in note.message.zh
    assert "gouji.toml:7" in note.message.en


def test_an_unused_waiver_is_told_unless_its_document_was_not_audited():
    assert len(waived([], Waiver("r", id="gone")).notes) == 1
    assert len(waived([], Waiver("r", id="gone", document="a.docx")).notes) == 1
    assert not waived([], Waiver("r", id="gone", document="b.docx")).notes


def test_two_notes_never_share_an_id():
    notes = waived([], Waiver("r", id="x"), Waiver("r", id="y")).notes
    assert len({note.id for note in notes}) == 2


def baseline(*findings):
    return known.create(findings, TODAY, "known.json")


def test_what_the_baseline_knows_is_set_aside_and_what_is_new_is_kept():
    old, new = finding("a"), finding("b")
    accepted = known.compare([old, new], baseline(old), result(old, new))
    assert [s.finding.id for s in accepted.suppressed] == [old.id]
    assert accepted.suppressed[0].reason == "known.json 2026-03-01"
    assert accepted.kept == (new,)


def test_a_known_finding_whose_numbers_changed_counts_as_new():
    now = finding(texts=("3", "5"))
    accepted = known.compare([now], baseline(finding()), result(now))
    assert accepted.kept == (now,)
    assert "update" in accepted.notes[0].message.en


def test_a_known_finding_that_is_gone_is_told_if_its_document_was_audited():
    gone = finding()
    assert "prune" in known.compare([], baseline(gone), result()).notes[0].message.en
    elsewhere = result(paths=("b.docx",))
    assert not known.compare([], baseline(gone), elsewhere).notes


def test_what_remains_of_a_known_finding_is_known():
    both, rest = finding("a", texts=("3", "4", "5")), finding("b", texts=("3", "4"))
    accepted = known.compare([rest], baseline(both), result(rest))
    assert [s.finding.id for s in accepted.suppressed] == [rest.id]
    assert not accepted.notes
    assert set(known.prune(baseline(both), [rest], result(rest)).known) == {both.id}
    renewed = known.update(baseline(both), [rest], result(rest), date(2026, 4, 1)).known
    assert {i: k.since for i, k in renewed.items()} == {rest.id: "2026-03-01"}


def test_what_is_more_or_elsewhere_than_a_known_finding_is_new():
    old = finding("a", texts=("3", "4"))
    more, there = finding("b", texts=("3", "4", "5")), finding("c", texts=("3",), document="b.docx")
    accepted = known.compare([more, there], baseline(old), result(more, there))
    assert accepted.kept == (more, there)


def test_what_a_waiver_accepts_is_not_gone():
    old = finding()
    accepted = waived([old], Waiver("r", id=old.id)).suppressed
    assert not known.compare([], baseline(old), result(), accepted).notes


def test_updating_adds_renews_and_drops():
    a, b, c = finding("a"), finding("b"), finding("c")
    elsewhere = finding("d", document="other.docx")
    later = date(2026, 4, 1)
    changed = replace(b, operands=finding(texts=("7", "8")).operands)
    renewed = known.update(
        baseline(a, b, elsewhere), [replace(a), changed, c], result(a, changed, c), later
    )
    since = {i: k.since for i, k in renewed.known.items()}
    assert since == {
        a.id: "2026-03-01",
        b.id: "2026-04-01",
        c.id: "2026-04-01",
        elsewhere.id: "2026-03-01",
    }


def test_pruning_only_drops():
    a, b = finding("a"), finding("b")
    assert set(known.prune(baseline(a), [b], result(b)).known) == set()
    assert set(known.prune(baseline(a), [a, b], result(a, b)).known) == {a.id}


@given(st.lists(st.tuples(st.text("abc", min_size=1), st.integers(0, 99)), max_size=5))
def test_a_baseline_reads_back_as_it_was_written(listed):
    written = baseline(*(finding(name, texts=(str(n), "1")) for name, n in listed))
    assert known.from_json(known.as_json(written), "known.json") == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        "[" * 20_000,
        '{"gouji-baseline": 2, "findings": []}',
        '{"gouji-baseline": 1, "findings": 3}',
        '{"gouji-baseline": 1, "findings": [{"id": 1}]}',
    ],
)
def test_what_is_no_baseline_is_refused(text):
    with pytest.raises(RuleError, match=r"known\.json: "):
        known.from_json(text, "known.json")


def test_severities_are_set_by_rule_and_sort_anew():
    a, b, c = finding("a"), finding("b", "share", "warning"), finding("c", "of-which")
    changed = with_severities([a, b, c], {"total-row": "note", "of-which": "off"})
    assert [(f.rule, f.severity) for f in changed] == [("share", "warning"), ("total-row", "note")]


def test_accepted_findings_do_not_count():
    a, b = finding("a"), finding("b")
    left = remaining(result(a, b), waived([a, b], Waiver("r", id=a.id)))
    assert left.documents[0].findings == 1
    assert left.exit_code("error") == 1
    none = remaining(result(a), waived([a], Waiver("r", id=a.id)))
    assert none.exit_code("note") == 0


@pytest.mark.parametrize(
    ("pattern", "path", "is_meant"),
    [
        ("a.docx", "drafts/a.docx", True),
        ("drafts/a.docx", "work/drafts/a.docx", True),
        ("./a.docx", "a.docx", True),
        ("*.docx", "drafts/a.docx", True),
        ("a.docx", "drafts/aa.docx", False),
        ("b/*", "drafts/a.docx", False),
    ],
)
def test_a_document_is_meant_by_its_path_its_end_or_a_pattern(pattern, path, is_meant):
    assert means(pattern, path) == is_meant
