"""↑100 % on a count that no whole number doubles to: the year before had none, by convention.

A rise from nothing has no percentage. Many print ↑100 % there, so ``1（↑100%）`` is no
error, nor is ``7（↑100%）``; but a reader may take it for a doubling, so a document is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gouji.checks.equations.facets import undone
from gouji.checks.finding import Words
from gouji.checks.material.material import Material
from gouji.checks.note import Note
from gouji.checks.outcome import Outcome
from gouji.checks.telling.naming import called
from gouji.figures.figure import Figure

RULE: Final = "rise-from-nothing"
DOUBLED: Final = 100
MOST_NAMED: Final = 5


def from_nothing_notes(
    outcomes: Sequence[Outcome], material: Material
) -> Iterator[tuple[Note, str, list[Outcome]]]:
    """One note for each document that prints ↑100 % where nothing was the year before."""
    by_document: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        figure = material.figures[outcome.check.figures[0]]
        if outcome.check.asks_whole_prior and outcome.ties and _is_from_nothing(figure):
            by_document.setdefault(figure.document, []).append(outcome)
    for own in by_document.values():
        figures = [material.figures[o.check.figures[0]] for o in own]
        yield _note(figures), RULE, own


def _is_from_nothing(figure: Figure) -> bool:
    """Whether the arrow says a doubling that no whole number can have gone through."""
    if figure.change is None or figure.change.numeral.value != DOUBLED or not figure.exact:
        return False
    return bool(figure.numeral.value) and undone(figure) is None


def _note(figures: Sequence[Figure]) -> Note:
    told = [(called(f), f.change.text) for f in figures[:MOST_NAMED] if f.change]
    more = len(figures) > MOST_NAMED
    zh = "、".join(f"{f}（{by}）" for f, by in told) + (f" 等 {len(figures)} 处" if more else "")
    en = ", ".join(f"{f} ({by})" for f, by in told) + (
        f" and others, {len(figures)} in all" if more else ""
    )
    return Note(
        Words("上年为 0 时印作 ↑100%", "A rise from nothing printed as 100 %"),
        Words(
            f"{zh}：没有哪个整数翻一番恰为本期数，应是上年为 0 时的写法；"
            "读者会以为翻了一番，可改印“—”",
            f"{en}: no whole number doubles to these, so the year before had none; "
            "a reader may take it for a doubling, a dash would be clearer",
        ),
        (
            Words(
                "基数为 0 时没有百分数，印 100% 是通行的约定",
                "a rise from nothing has no percentage, and 100 % is a usual convention",
            ),
        ),
    )
