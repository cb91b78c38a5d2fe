"""The false-alarm card counts what is false, and how often what was told so surely is true."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from benchmarks import strangers
from benchmarks.card.calibration import binned, by_rule, table
from benchmarks.card.tally import Tally, Told


def _report(**finding: Any) -> dict[str, Any]:
    whole = {"value": 12.0, "change": None, "place": {"row": 2, "column": 3}}
    told = {"rule": "a-sum", "message": "", "figures": [whole], "evidence": [{"family": None}]}
    documents = [{"checks": 5, "undecidable": 2}]
    return {"documents": documents, "findings": [{**told, **finding}]}


def test_an_accusation_of_a_right_document_is_counted_as_false() -> None:
    tally = Tally()
    tally.clean(_report(severity="error", certainty=0.99), "one", lambda _: False)
    tally.clean(_report(severity="note", certainty=0.6), "two", lambda _: False)
    tally.clean(_report(severity="warning", certainty=0.95), "three", lambda _: True)
    both = tally + Tally(documents=1, errors=2)
    assert (both.documents, both.checks, both.errors, both.warnings) == (4, 9, 3, 0)
    assert [t.true for t in both.told] == [False, False, True]
    assert both.false == ["one: error 0.99 a-sum "]


def test_a_bin_holds_its_lower_edge_and_says_how_much_of_it_was_true() -> None:
    sure = [Told(0.99, n != 0, "a-sum", family=True) for n in range(10)]
    told = [*sure, Told(0.9899, True, "a-share", family=False)]
    below, above = binned(told)
    assert (below.low, len(below.told), above.low, above.true) == (0.97, 1, 0.99, 9)
    low, high = above.range()
    assert 0.59 < low < 0.6 and 0.98 < high < 0.99  # Wilson's, of 9 in 10
    assert "| 0.99 – 0.999 | 10 | 0.990 | 90.0 % | 60 – 98 % |" in list(table(told))
    rows = ["| `a-sum` | ✓ | 10 | 0.990 | 9 |", "| `a-share` |  | 1 | 0.990 | 1 |"]
    assert list(by_rule(told))[2:] == rows


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The pier of the harbour handled 4,188 boats in May, 12% more than in May before.\n",
        ),
        (
            "zh",
            "港口全年共停靠各类船只4188艘，比上年增长12%；其中渔船和货船合计3000艘，运行总体平稳。\n",
        ),
    ],
)
def test_a_disturbed_document_still_prints_what_it_printed(language: str, text: str) -> None:
    whole = f"2024 harbours\n{text}| boats | 4,188 |\n"
    strange = strangers.disturbed(whole, language, Random(1))
    assert strange == strangers.disturbed(whole, language, Random(1)) != whole
    assert strange.splitlines()[::2] == whole.splitlines()[::2]
    printed = iter(re.findall(r"[\d,]*\d%?", strange))
    assert all(number in printed for number in re.findall(r"[\d,]*\d%?", whole))
