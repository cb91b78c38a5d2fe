"""Sentences whose words stand apart: the words are data, what they state is weighed."""

from __future__ import annotations

import pytest

from gouji.documents.document import Paragraph, Passage
from gouji.figures.meaning import Meaning
from gouji.figures.prose import read_prose
from gouji.rules import vocabulary

MEANING = Meaning(vocabulary.load())


def stated(text: str) -> set[tuple[str, ...]]:
    reading = read_prose([Paragraph(Passage(text))], "x.txt", MEANING, "2024")
    return {
        (r.shape, *(reading.figures[i].numeral.text for at in r.roles.values() for i in at))
        for r in reading.relations
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The helpdesk took 5,220 calls, a 16% increase on the 4,500 taken in 2022-23.",
            ("text-change", "16%", "5,220", "4,500"),
        ),
        (
            "Bookings fell by 120 to 1,380, down from 1,500 the year before.",
            ("text-difference", "120", "1,380", "1,500"),
        ),
        (
            "The share of late replies rose from 12% to 17%, up 5 percentage points.",
            ("text-difference", "5", "17%", "12%"),
        ),
        (
            "We issued 940 permits, 60 fewer than the 1,000 issued in the previous year.",
            ("text-difference", "60", "940", "1,000"),
        ),
        (
            "Of the 250 appeals heard, 80 (32%) were allowed.",
            ("text-share", "32%", "80", "250"),
        ),
        (
            "Inspectors closed 150 of the 600 files (25%).",
            ("text-share", "25%", "150", "600"),
        ),
        (
            "Sales were £8.0 million. Shops contributed £2.4 million, or 30% of sales.",
            ("text-share", "30%", "2.4", "8.0"),
        ),
        (
            "Some 40 wardens walked 1,000 miles, an average of 25 miles each.",
            ("text-per-head", "25", "1,000", "40"),
        ),
    ],
)
def test_what_a_sentence_says_of_its_numbers(text: str, expected: tuple[str, ...]) -> None:
    assert expected in stated(text)


@pytest.mark.parametrize(
    "text",
    [
        "The team answered 80% of calls within 20 seconds in March 2024.",
        "We wrote 12 letters and made 30 visits. Costs rose by 4%.",
        "Table 3 shows the 14 libraries. In 2019/20 there were 15.",
        "On 31 December 2023 the 9 depots held 412 vehicles.",
    ],
)
def test_numbers_that_have_nothing_to_do_with_each_other_state_nothing(text: str) -> None:
    assert stated(text) == set()


def test_what_is_counted_is_named_behind_the_number() -> None:
    text = "We took 5,220 calls this year. Repairs were the largest group with 1,044."
    reading = read_prose([Paragraph(Passage(text))], "x.txt", MEANING, "2024")
    first = reading.figures[0]
    assert (first.label, first.exact) == ("calls", True)
