from hypothesis import given
from hypothesis import strategies as st

from gouji.reports.saying.lines import cells, clipped, wrapped


def test_a_number_is_not_broken():
    assert wrapped("共有来电 1,438,746 通", 12) == ["共有来电", "1,438,746 通"]
    assert wrapped("改为↓14.41%", 8) == ["改为", "↓14.41%"]


def test_closing_marks_do_not_begin_a_line():
    assert wrapped("甲乙丙丁。", 8) == ["甲乙丙", "丁。"]
    assert wrapped("甲乙“丙丁", 6) == ["甲乙", "“丙丁"]


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"])), st.integers(2, 40)
)
def test_nothing_is_lost_and_nothing_too_wide(text, width):
    lines = wrapped(text, width)
    assert "".join(lines) == text
    assert all(cells(line) <= width for line in lines)


def test_what_is_cut_shows_it():
    assert clipped("甲乙丙丁", 8) == "甲乙丙丁"
    assert clipped("甲乙丙丁戊", 8) == "甲乙丙…"
