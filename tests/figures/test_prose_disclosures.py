"""The prose of real disclosures, where they are at hand: figures, relations, and what is silent."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from gouji.documents.opening import open_document
from gouji.figures.figure import Figure
from gouji.figures.identity.identify import identify
from gouji.figures.meaning import Meaning
from gouji.figures.prose import ProseReading, read_prose
from gouji.rules import vocabulary

SHARED = Path(__file__).parents[3] / "shared" / "disclosures"
ANALYSIS, SUQIAN, ANNUAL = (
    "lianyungang-2020-analysis",
    "suqian-2024-annual",
    "lianyungang-2020-annual",
)

STATED = {
    ANALYSIS: {
        ("text-per-day", "2372", "868022"),
        ("text-share", "66.48%", "577102", "868022"),
        ("text-share", "33.52%", "290920", "868022"),
        ("text-sum", "868022", "577102", "290920"),
        ("text-share", "47.12%", "271973", "577102"),
        ("text-share", "52.44%", "152544", "290920"),
        ("text-rate", "56.12%", "487120", "868022"),
        ("text-share", "12.69%", "73226", "577102"),
        ("text-share", "66.90%", "48987", "73226"),
        ("text-share", "32.02%", "23449", "73226"),
        ("text-of-which", "73226", "48987", "23449"),
        ("text-sum", "17131", "11399", "3061", "2492", "179"),
        ("text-sum", "11089", "7801", "3288"),
        ("text-of-which", "6795", "1830", "1150", "311"),
        ("text-share", "32.56%", "2160", "6634"),
        ("text-share", "31.11%", "2064", "6634"),
        ("text-of-which", "6634", "2160", "2064"),
    },
    SUQIAN: {
        ("text-sum", "166.71万", "161.82万", "1.79万", "3.02万", "0.08万"),
        ("text-sum", "166.71万", "164.32万", "2.39万"),
        ("text-sum", "166.71万", "56.82万", "109.89万"),
        ("text-sum", "68.14万", "64.3万", "3.84万"),
        ("text-rate", "40.87%", "68.14万", "166.71万"),
        ("text-rate", "74.9%", "1.79万", "2.39万"),
        ("text-of-which", "36", "10"),
    },
    ANNUAL: {
        ("text-sum", "86.8 万", "57.58 万", "29.22 万"),
        ("text-of-which", "57.58 万", "50.85 万", "3.89 万"),
        ("direction-rose", "86.8 万", "8.92 万"),
    },
}
MEANT = {
    ANALYSIS: {"1224862": ("诉求总量", ()), "271973": ("诉求总量", ("咨询类",))},
    SUQIAN: {
        "208.52万": ("话务量", ()),
        "166.71万": ("诉求总量", ()),
        "93.73%": ("30秒接通率", ()),
        "161.82万": ("电话", ()),
        "3.02万": ("承办转办", ()),
        "164.32万": ("诉求总量", ("群众诉求",)),
        "40.87%": ("在线解答率", ()),
        "56.82万": ("承办诉求量", ("咨询类",)),
        "280": ("尚贤诉求总量", ()),
        "2181": ("归集惠企政策", ()),
    },
    ANNUAL: {
        "57.58 万": ("诉求总量", ("群众诉求",)),
        "50.85 万": ("电话", ("群众诉求",)),
        "49.17%": ("在线解答率", ("群众诉求",)),
    },
}


@cache
def reading(name: str) -> ProseReading:
    path = SHARED / f"{name}.txt"
    if not path.exists():
        pytest.skip(f"no {path.name} in ../shared: real disclosures are not part of the project")
    document = open_document(path)
    meaning = Meaning(vocabulary.load())
    return read_prose(document.paragraphs, path.name, meaning, identify(document).period or "")


@pytest.mark.parametrize("name", STATED)
def test_what_the_sentences_state_is_found_and_nothing_else(name: str) -> None:
    read = reading(name)
    found = {
        (r.shape, *(read.figures[i].text for at in r.roles.values() for i in at))
        for r in read.relations
    }
    assert found == STATED[name]


@pytest.mark.parametrize("name", MEANT)
def test_figures_are_about_what_their_words_say(name: str) -> None:
    first: dict[str, Figure] = {}
    for figure in reading(name).figures:
        if figure.indicator is not None:
            first.setdefault(figure.text, figure)
    assert {t: (first[t].indicator, first[t].scope) for t in MEANT[name]} == MEANT[name]


def test_one_city_and_its_platform_are_not_taken_for_one() -> None:
    figures = {f.text: f for f in reading(ANALYSIS).figures}
    assert figures["868022"].scope != figures["1224862"].scope
    assert figures["38947"].scope == ("互联网渠道",)


def test_growth_since_another_year_is_not_year_on_year() -> None:
    figures = {f.text: f for f in reading(ANALYSIS).figures}
    change = figures["147"].change
    assert figures["83.87%"].change is None
    assert figures["83.87%"].indicator is None
    assert change is not None
    assert change.comparison == ""
    assert "2019" in change.text
