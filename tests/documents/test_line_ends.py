"""Lines on paper: which of them the edge broke. A character is ten points wide."""

from __future__ import annotations

from gouji.documents.pages.printed import PrintedLine, Word, line_ends

SIZE = 10.0
LONG = "今年以来热线平台运行平稳有序群众来电数量保持在合理区间共受理"
LEAD = "今年以来热线平台运行平稳有序群众来电数量保持在合理区间其中："
ENDED = "今年以来热线平台运行平稳有序群众来电数量保持在合理的区间。"


def line(text: str, top: float, left: float = 60.0, page: int = 1) -> PrintedLine:
    right = left + SIZE * len(text)
    return PrintedLine(page, (Word(text, left, right, top, top + SIZE),))


def broken(*lines: PrintedLine) -> list[bool]:
    _, found = line_ends(lines)
    return [id(one) in found for one in lines]


def test_a_line_that_fills_the_paper_goes_on_whatever_it_ends_with() -> None:
    first = [line(LONG, 100), line(LONG, 115), line(LEAD, 130), line("咨询类三百件。", 145)]
    assert broken(*first) == [True, True, True, False]


def test_a_gap_or_room_for_more_ends_a_paragraph() -> None:
    assert not broken(line(LONG, 100), line(LONG, 115), line(LEAD, 130), line("咨询类", 160))[2]
    assert not broken(line(LONG, 100), line(LONG, 115), line("其中：", 130), line("咨询", 145))[2]


def test_sentences_of_one_length_below_each_other_are_no_paragraph() -> None:
    assert not any(broken(*(line(ENDED, 100 + 15 * n) for n in range(4))))


def test_lines_of_no_height_stop_nothing() -> None:
    flat = [PrintedLine(1, (Word(LONG, 60, 380, top, top),)) for top in (100, 115, 130)]
    assert len(broken(*flat)) == 3
