from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from gouji.checks.accepted.diff import compare
from gouji.checks.finding import Covered, DocumentSummary, Finding, Operand, Result
from gouji.documents.document import Place
from gouji.figures.figure import Figure, Numeral
from gouji.figures.interval import Interval
from gouji.texts.bilingual import Words


def figure(text, label="电话", row=2, document="old.docx"):
    numeral = Numeral(text, Decimal(text), Decimal(1))
    place = Place(table=1, row=row, column=2)
    return Figure(
        document, place, numeral, Interval.point(int(text)), "件", "count", row_path=(label,)
    )


def finding(name, *figures, rule="total-row"):
    words = Words("不符", "does not tie")
    operands = tuple(Operand("合计", f) for f in figures)
    return Finding(name, rule, "error", "breaks", "old.docx", words, words, operands, ())


def result(*findings, path="old.docx", issuer="甲市"):
    summary = DocumentSummary(path, "", issuer, "2024", "", 1, 1, 1, 0, 0, Covered(1), "unknown")
    return Result((summary,), findings)


def test_findings_are_matched_by_id():
    a, b, c = (finding(name) for name in "abc")
    diff = compare(result(a, b), result(b, c), [], [])
    assert [f.id for f in diff.resolved] == ["a"]
    assert [f.id for f in diff.still] == ["b"]
    assert [f.id for f in diff.new] == ["c"]


def test_a_cause_that_upsets_fewer_figures_is_the_same_one_still():
    one, two = figure("3"), figure("4", "网络", row=3)
    diff = compare(result(finding("a", one, two)), result(finding("b", one)), [], [])
    assert [f.id for f in diff.still] == ["b"]
    assert not diff.new
    assert not diff.resolved
    other = compare(result(finding("a", one)), result(finding("b", one, rule="share")), [], [])
    assert len(other.new) == len(other.resolved) == 1


def changed(before, after, **names):
    after = [replace(f, document="new.docx") for f in after]
    diff = compare(result(), result(path="new.docx", **names), before, after)
    return [
        (c.before.text if c.before else None, c.after.text if c.after else None)
        for c in diff.changed
    ]


def test_figures_are_matched_by_their_labels_wherever_they_stand():
    before = [figure("3"), figure("5", "网络", row=3)]
    after = [figure("5", "网络", row=2), figure("4", row=3)]
    assert changed(before, after) == [("3", "4")]


def test_figures_come_and_go():
    assert changed([figure("3")], []) == [("3", None)]
    assert changed([], [figure("3")]) == [(None, "3")]


def test_a_figure_put_between_others_of_its_label_shifts_none():
    before = [figure(text) for text in ("1", "2", "3")]
    assert changed(before, [figure(text) for text in ("1", "9", "2", "3")]) == [(None, "9")]


def test_a_lone_document_is_the_same_one_whatever_it_is_called():
    assert changed([figure("3")], [figure("4")], issuer="乙市") == [("3", "4")]


@given(st.lists(st.integers(0, 9), max_size=8), st.lists(st.integers(0, 9), max_size=8))
def test_every_figure_of_either_draft_is_equal_changed_or_alone(before, after):
    pairs = changed([figure(str(n)) for n in before], [figure(str(n)) for n in after])
    gone = [b for b, _ in pairs if b is not None]
    added = [a for _, a in pairs if a is not None]
    assert all(b != a for b, a in pairs) or sorted(before) != sorted(after)
    assert len(before) - len(gone) == len(after) - len(added)


def test_a_draft_against_itself_shows_nothing():
    figures = [figure("3"), figure("3"), figure("5", "网络")]
    assert changed(figures, figures) == []


def stale(*figures):
    old = [figure("35499")]
    new = [replace(f, document="new.docx") for f in (figure("34599"), *figures)]
    diff = compare(result(), result(path="new.docx"), old, new)
    return [[f.text for f in s.places] for s in diff.stale]


def rounded(low, high, text, label="来话"):
    numeral = Numeral(text, Decimal(low + high) / 2, Decimal(high - low), scale=10_000)
    return replace(
        figure("1", "来话", row=9),
        numeral=numeral,
        interval=Interval(Fraction(low), Fraction(high)),
    )


def test_a_place_that_still_prints_the_old_figure_is_told():
    assert stale(figure("35499", "来话", row=7)) == [["35499"]]
    assert stale(rounded(35495, 35504, "3.5499万")) == [["3.5499万"]]


def test_what_prints_the_new_figure_or_another_is_not_stale():
    assert stale(figure("34599", "来话", row=7)) == []
    assert stale(rounded(30000, 40000, "3.5万")) == []
    assert stale(replace(figure("35499", "来话", row=7), unit="元")) == []


def test_few_digits_agree_by_chance_unless_the_name_does():
    for path, told in ((("来话",), []), (("市区", "电话"), [["127"]])):
        old = [figure("127"), replace(figure("127", row=7), row_path=path)]
        new = [replace(f, document="new.docx") for f in (figure("210"), old[1])]
        diff = compare(result(), result(path="new.docx"), old, new)
        assert [[f.text for f in s.places] for s in diff.stale] == told
