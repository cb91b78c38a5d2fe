"""Total rows that leave out one of their rows, or count it twice, in every column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from gouji.checks.equations.forms import Sum, added
from gouji.checks.finding import Words
from gouji.checks.material.material import Material
from gouji.checks.outcome import Outcome

LEAST_COLUMNS = 2
"""In one column alone many a slip looks like that."""


class LeftOut(NamedTuple):
    """Failing checks that one row explains, by their numbers, and how that is said."""

    checks: tuple[int, ...]
    words: Words


def left_out(outcomes: Sequence[Outcome], material: Material) -> list[LeftOut]:
    """Find total rows that miss by the same row of theirs wherever that row prints something."""
    totals: dict[object, list[int]] = {}
    for at, outcome in enumerate(outcomes):
        if added(outcome.check) and outcome.check.rule.for_each == "column":
            place = material.figures[outcome.check.figures[0]].place
            document = material.figures[outcome.check.figures[0]].document
            totals.setdefault((document, place.table, place.row), []).append(at)
    return [found for own in totals.values() for found in _explained(own, outcomes, material)]


def _explained(
    own: Sequence[int], outcomes: Sequence[Outcome], material: Material
) -> Iterator[LeftOut]:
    failed = [at for at in own if outcomes[at].verdict == "breaks"]
    if len(failed) < LEAST_COLUMNS:
        return
    sums = [total for at in own if (total := added(outcomes[at].check))]
    rows = [_by_row(total, material) for total in sums]
    for row in rows[own.index(failed[0])]:
        printed = [(at, by_row[row]) for at, by_row in zip(own, rows, strict=True) if row in by_row]
        missed = {at: value for at, value in printed if value}
        if set(missed) != set(failed):
            continue
        signs = {(outcomes[at].difference or 0) / value for at, value in missed.items()}
        if signs in ({Fraction(-1)}, {Fraction(1)}):
            twice = signs == {Fraction(1)}
            total = sums[own.index(failed[0])]
            yield LeftOut(tuple(failed), _words(row, total, material, twice=twice))
            return


def _by_row(found: Sum, material: Material) -> dict[int | None, Fraction]:
    figures = [material.figures[i] for i in found.parts]
    return {f.place.row: Fraction(f.numeral.value) for f in figures if f.exact}


def _words(row: int | None, found: Sum, material: Material, twice: bool) -> Words:
    whole = material.figures[found.whole]
    part = next(f for i in found.parts if (f := material.figures[i]).place.row == row)
    total, name = (" / ".join(f.row_path) for f in (whole, part))
    if twice:
        return Words(
            f"各列都像是“{total}”把“{name}”这一行加了两遍",
            f"in every column “{total}” seems to count the row “{name}” twice",
        )
    return Words(
        f"各列都像是“{total}”没有加上“{name}”这一行",
        f"in every column “{total}” seems to leave out the row “{name}”",
    )
