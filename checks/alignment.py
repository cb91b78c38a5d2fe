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
        chosen = _best(disclosure, readings, rules, meaning)
        if chosen is None and readings[0] and not any(f.column_path for f in readings[0]):
            place = replace(readings[0][0].place, row=None, column=None, span=None)
            unread = (*disclosure.unread, Unread(place, worded("nameless-columns")))
            disclosure = replace(disclosure, unread=unread)
        if chosen is not None:
            by_number = {f.number: f for f in chosen}
            figures = tuple(
                by_number.get(f.number, f) if f.place.table == table else f
                for f in disclosure.figures
            )
            disclosure = replace(disclosure, figures=figures)
    return disclosure


def _best(
    disclosure: Disclosure,
    readings: Sequence[tuple[Figure, ...]],
    rules: Sequence[Rule],
    meaning: Meaning,
) -> tuple[Figure, ...] | None:
    """The reading that ties best; None where the printed header is as good as any."""
    scores = [_score(disclosure, reading, rules, meaning) for reading in readings]
    best = max(scores)
    if scores[0] == best:
        return None
    alike = [r for r, score in zip(readings, scores, strict=True) if score == best]
    by_number = [{f.number: f for f in reading} for reading in alike]
    return tuple(_agreed(f, [r.get(f.number) for r in by_number]) for f in readings[0])


def _score(
    disclosure: Disclosure, reading: tuple[Figure, ...], rules: Sequence[Rule], meaning: Meaning
) -> tuple[int, int]:
    """Most checks that tie, less those that fail; what numbers alone show, any header has."""
    alone = replace(disclosure, figures=reading, relations=(), alternatives={})
    material = Material.of([alone], meaning)
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
