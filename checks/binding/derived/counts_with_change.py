"""What a count can be, and what it was before, as a relative change beside it implies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from gouji.checks.equations.equation import compiled
from gouji.checks.equations.facets import facet_of
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, is_counted
from gouji.figures.figure import Change, Figure
from gouji.rules.rule import Rule

ALL: Final = -100


def derive(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Bind every count to the one term of the rule, as far as what the term means is asked of it.

    A change: nothing falls by more than all of it. A prior: a whole number must lie there, unless
    the fall is too deep for any. The count itself: what fell by all of it is nothing now.
    """
    (term,) = compiled(rule.equations[0]).slots
    for i, change in _counts_with_change(material):
        if facet_of(term) == "change":
            yield Check(rule, {term: (i,)})
        elif facet_of(term) == "prior":
            # 32,582 without a unit may be in millions
            if change.numeral.value > ALL and is_counted(material.figures[i], material):
                yield Check(rule, {term: (i,)})
        elif change.numeral.value == ALL and i not in _held_against_a_prior(checks):
            rounded = _may_be_rounded(material.figures[i], change, material)
            yield Check(rule, {term: (i,)}, severity="warning" if rounded else None)


def _counts_with_change(material: Material) -> Iterator[tuple[int, Change]]:
    """Whole counts with a relative change against the year before."""
    amounts = {_column(f) for _, f in material.printed() if f.numeral.value < 0}
    for i, figure in material.printed():
        change = figure.change
        if change is None or change.kind != "relative" or figure.quantity != "count":
            continue
        if figure.place.table is None or _column(figure) not in amounts:
            yield i, change


def _column(figure: Figure) -> tuple[str, int | None, int | None]:
    """Where one is below zero, the others of its column are amounts as well, no things counted."""
    return figure.document, figure.place.table, figure.place.column


def _held_against_a_prior(checks: Sequence[Check]) -> set[int]:
    """The changes of which the prior is printed: that decides them."""
    return {i for c in checks if c.terms.get("上期") for i in c.terms.get("变化", ())}


def _may_be_rounded(figure: Figure, change: Change, material: Material) -> bool:
    """Whether the document prints a count as large as the prior of which so much is left.

    ↓100.0 % of 20,410 leaves up to 10.
    """
    least = Fraction(figure.numeral.value) * 2 * -ALL / Fraction(change.numeral.step)
    counts = (f for _, f in material.printed() if f.quantity == "count")
    return least > 0 and any(
        f.document == figure.document and f.numeral.value >= least for f in counts
    )
