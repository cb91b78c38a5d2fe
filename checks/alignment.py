"""Tables whose header lost a cell, or its spans: the alignment under which equations tie is taken.

Every header that the damaged one can have been gives its own reading of the table. The one whose
checks tie, and the most of them, is used; where several do equally well, only what they agree on
is: the other figures keep no labels, so that nothing is held against them. Where no figure has any,
that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.checks.binding import bind
from gouji.checks.equations.settling import settle
from gouji.checks.material import Material
from gouji.documents.document import Unread
from gouji.documents.files.deadline import NEVER, Deadline
from gouji.figures.disclosure import Disclosure
from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.rules.form import worded
from gouji.rules.rule import Rule


def aligned(
    disclosure: Disclosure, rules: Sequence[Rule], meaning: Meaning, deadline: Deadline = NEVER
) -> Disclosure:
    """Settle every damaged table of ``disclosure`` that there is time for."""
    for table, readings in disclosure.alternatives.items():
        if deadline.is_over("tables"):
            continue
        alone = (replace(disclosure, figures=r, relations=(), alternatives={}) for r in readings)
        scores = [_score(Material.of([one], meaning), rules) for one in alone]
        if scores[0] < max(scores):
            alike = [r for r, score in zip(readings, scores, strict=True) if score == max(scores)]
            by_number = [{f.number: f for f in reading} for reading in alike]
            chosen = {
                f.number: _agreed(f, [known.get(f.number) for known in by_number])
                for f in readings[0]
            }
            figures = tuple(
                chosen.get(f.number, f) if f.place.table == table else f for f in disclosure.figures
            )
            disclosure = replace(disclosure, figures=figures)
        elif readings[0] and not any(f.column_path for f in readings[0]):  # as good as any
            place = replace(readings[0][0].place, row=None, column=None, span=None)
            unread = (*disclosure.unread, Unread(place, worded("nameless-columns")))
            disclosure = replace(disclosure, unread=unread)
    return disclosure


def _score(material: Material, rules: Sequence[Rule]) -> tuple[int, int]:
    """Most checks that tie, less those that fail; what numbers alone show, any header has."""
    outcomes = settle(bind(rules, material), material)
    failed = sum(o.verdict in ("breaks", "conflict", "unexplained-remainder") for o in outcomes)
    ties = sum(o.ties for o in outcomes if o.check.rule.licence != "shown")
    return ties - failed, -failed


def _agreed(printed: Figure, figures: Sequence[Figure | None]) -> Figure:
    """A figure as all readings have it; a header may hide one from some of them."""
    first = figures[0]
    if first is not None and all(
        f is not None and (f.column_path, f.indicator) == (first.column_path, first.indicator)
        for f in figures
    ):
        return first
    return replace(printed, column_path=(), indicator=None, adds=False, column_role="")
