from dataclasses import replace

import pytest

from gouji.documents.document import Passage, Place, Segment
from gouji.reports import Tally
from gouji.reports.marking.marks import marks_of
from gouji.reports.saying.quoting import found_in
from gouji.reports.saying.told_finding import ToldFinding


@pytest.fixture
def printed(result):
    return result.findings[4].operands[1].figure


def test_a_figure_is_found_where_its_line_says(printed):
    passage = Passage("通 97.13% 又 97.13%", (Segment(0, 91, 10),))
    second = replace(printed, place=Place(line=91, span=(21, 27)))
    assert found_in(passage, second) == (11, 17)


def test_a_figure_without_a_span_is_found_by_its_print(printed):
    assert found_in(Passage("达97.13%。"), printed) == (1, 7)
    assert found_in(Passage("另一个数"), printed) is None


def test_its_arrow_belongs_to_it(printed):
    text = "97.13% (↑1.88%) 97.1%"
    start, end = found_in(Passage(text), printed)
    assert text[start:end] == "97.13% (↑1.88%)"


def test_no_other_words_are_ever_marked(printed):
    passage = Passage("通 97.13% 又 81.20%", (Segment(0, 91, 10),))
    elsewhere = replace(printed, place=Place(line=91, span=(21, 27)))
    assert found_in(passage, elsewhere) is None
    assert found_in(Passage("97.13% 又 97.13%"), printed) is None


def test_a_finding_outweighs_a_tally_and_the_worst_severity_counts(result):
    shared = result.findings[0].operands[0].figure
    note = replace(result.findings[0], severity="note")
    marks = marks_of(
        [ToldFinding(note, "zh", 1), ToldFinding(result.findings[0], "zh", 2)],
        [Tally(shared, ties=2)],
    )
    mark = next(iter(marks.values()))
    assert (mark.state, mark.ties, mark.findings) == ("suspect", 2, (1, 2))
    assert mark.severity == "error"
