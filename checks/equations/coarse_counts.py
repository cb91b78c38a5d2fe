"""Sums that miss by what rounding may leave, where whole numbers may have been rounded.

Counts of things are exact. But statistics print thousands as whole numbers without saying so, and
some offices round every count to a multiple of three, five or ten. A sum of such numbers may miss
by a few steps, which is no slip that one could accuse anybody of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from math import gcd
from typing import Final

from gouji.checks.equations.forms import as_sum
from gouji.checks.finding import Words
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules import cues

LEAST_MULTIPLES: Final = 7
LEAST_STEP: Final = 3
"""Seven numbers share a divisor of three by chance once in some thousand lines."""


def rounded_to(outcome: Outcome, material: Material) -> int:
    """The step that its numbers seem to be rounded to, where that explains why a sum misses.

    1 of whole numbers that nobody says were counted; 0 where rounding explains nothing.
    """
    if outcome.verdict != "breaks" or outcome.difference is None:
        return 0
    step = _step(outcome.check, material)
    many = sum(map(len, outcome.check.terms.values()))
    return step if abs(outcome.difference) * 2 <= step * many else 0


def rounded_words(outcome: Outcome, material: Material) -> Iterator[Words]:
    """Say to what the numbers of a sum seem to be rounded, if that explains the miss."""
    step = rounded_to(outcome, material)
    if step:
        yield Words.told("multiples", step=step) if step > 1 else Words.told("whole-numbers")


def _step(check: Check, material: Material) -> int:
    """The step that the numbers of a sum may be rounded to; 0 where they are exact counts."""
    found = as_sum(check)
    if found is None:
        return 0
    figures = [material.figures[i] for i in (found[0], *found[1])]
    if not any(f.exact for f in figures):
        return 0
    lines = _lines(found.whole, material)
    step = max(_divisor(list({f.number: f for f in (*figures, *line)}.values())) for line in lines)
    return step or (0 if any(is_counted(f, material) for f in figures) else 1)


def _divisor(figures: Sequence[Figure]) -> int:
    """What divides them all, where it does so by no chance; else 0."""
    values = [f.numeral.value for f in figures if f.numeral.value]
    if len(values) < LEAST_MULTIPLES or any(v != int(v) for v in values):
        return 0
    step = reduce(gcd, map(int, values))
    return step if step >= LEAST_STEP else 0


def _lines(i: int, material: Material) -> Iterator[list[Figure]]:
    """The counts of its row, and those of its column: who rounds one, rounds all.

    Two digits exchanged leave a multiple of three what it was, so a sum alone shows nothing.
    """
    table, own = material.table_of(i), material.figures[i].place
    counts = [table[k] for k in table.indices if table[k].exact] if table else []
    yield [f for f in counts if f.place.row == own.row]
    yield [f for f in counts if f.place.column == own.column]


def is_counted(figure: Figure, material: Material) -> bool:
    """Whether a label, a unit or an indicator tells that things were counted, one by one.

    In running text so does the noun behind a whole number (``612 letters``), which alone makes it
    exact there. Money in millions is not counted, though whole numbers are printed.
    """
    labels: Sequence[str] = (*figure.row_path, *figure.column_path, *figure.subject)
    if not figure.unit and (_is_money(figure, material) or any(map(cues.MONEY.search, labels))):
        return False
    named = figure.exact and figure.place.table is None
    return bool(named or figure.unit or figure.indicator) or any(map(cues.COUNTED.search, labels))


def _is_money(figure: Figure, material: Material) -> bool:
    """Whether it is of an indicator that is paid, not counted: nobody says in what multiple."""
    indicator = material.meaning.vocabulary.named(figure.indicator or "")
    return indicator is not None and indicator.quantity == "money"
