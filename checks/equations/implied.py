"""What an equation asks of one figure, given the others: the value that would repair a break."""

from __future__ import annotations

from math import prod

from gouji.checks.equations.decide import (
    Bound,
    Figures,
    Scene,
    bound_by,
    figure_symbol,
    is_silent,
    sign_of,
    without_zeros,
)
from gouji.checks.equations.equation import Relation, Template, compiled
from gouji.checks.equations.polynomial import Symbol, reach, solved
from gouji.figures.interval import EVERYTHING, Interval
from gouji.rules.language import Comparison


def implied(
    comparison: Comparison, term: str, others: Figures, at: int | None = None
) -> Interval | None:
    """Find where one figure must lie for an equation to tie, given the other figures.

    ``term`` is the key of its slot; in a slot with many figures it is the one at index ``at``,
    and ``others`` holds the whole tuple (what stands at ``at`` does not matter). None where the
    equation says nothing of it, is not linear in it, has no answer, or lacks other figures. The
    answer may be too wide, never too narrow.
    """
    template, bound = compiled(comparison), bound_by(others)
    figures = list(bound.get(term, ())) if at is not None else [EVERYTHING]
    figures[at or 0] = EVERYTHING
    bound[term] = tuple(figures)
    found: Interval | None = EVERYTHING
    said = False
    for relation in template.relations:
        answer = _answer(relation, template, bound, figure_symbol(term, at or 0))
        if answer and found:
            found, said = found.intersection(answer), True
    return found if said else None


def _answer(
    relation: Relation, template: Template, bound: Bound, unknown: Symbol
) -> Interval | None:
    """Find what one relation asks of the unknown figure; None where it asks nothing."""
    if is_silent(relation, template, bound):
        return None
    scene = Scene(template, without_zeros(relation, template, bound), unknown)
    if any(scene.expanded(divisor).value == 0 for divisor in relation.divisors):
        return None
    residual = scene.expanded(relation.residual)
    answer = solved(residual, unknown, scene.box)
    if answer is None or relation.op == "=":
        return answer
    slope = reach(residual.divided(unknown)[0], scene.box)
    slopes = [slope, *(scene.reach(d) for d in relation.denominators)]
    if any(0 in s for s in slopes):
        return EVERYTHING
    rises = prod(map(sign_of, slopes)) > 0
    if rises == (relation.op == "<="):
        return Interval(None, answer.high, high_open=answer.high_open)
    return Interval(answer.low, None, answer.low_open)
