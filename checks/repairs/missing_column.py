"""Sums that lack a part throughout a table: what is missing in each row adds up by itself."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from gouji.checks.equations.forms import Sum, added
from gouji.checks.finding import Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.outcomes import Outcome
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval

LEAST_DIGITS = 3


def lacking_groups(
    left: Sequence[int], outcomes: Sequence[Outcome], material: Material
) -> list[tuple[int, ...]]:
    """Group sums of one rule in one table that all miss on one side, with their echoes."""
    groups: dict[object, list[int]] = {}
    for at in left:
        total = added(outcomes[at].check)
        if total and outcomes[at].difference:
            groups.setdefault(_line(outcomes[at], total, material), []).append(at)
    found = [g for g in groups.values() if len(g) > 1]
    taken = {at for group in found for at in group}
    for group in found:
        echoes = [a for a in left if a not in taken and _echoes(a, group, outcomes, material)]
        group.extend(echoes)
        taken.update(echoes)
    return [tuple(group) for group in found]


def _line(outcome: Outcome, total: Sum, material: Material) -> object:
    whole = material.figures[total.whole]
    rises = (outcome.difference or 0) > 0
    return outcome.check.rule.id, whole.document, whole.place.table, rises


def _echoes(at: int, group: Sequence[int], outcomes: Sequence[Outcome], material: Material) -> bool:
    """Whether a check says the same of other printings of the same figures."""
    mine = echo_key(outcomes[at].check, material)
    return mine is not None and any(
        mine == echo_key(outcomes[k].check, material)
        and _same_gap(outcomes[at].check, outcomes[k].check, material)
        for k in group
    )


def echo_key(check: Check, material: Material) -> object:
    """What a sum is about: the indicators and scopes of its figures."""
    if not added(check):
        return None
    named = [_about(material.figures[i]) for i in check.figures]
    return None if None in named else (named[0], frozenset(named[1:]))


def _about(figure: Figure) -> object:
    if figure.indicator is None:
        return None
    return figure.indicator, figure.scope, figure.period


def _same_gap(one: Check, other: Check, material: Material) -> bool:
    totals = [total for check in (one, other) if (total := added(check))]
    gaps = [
        reduce(Interval.__sub__, (material.figures[i].interval for i in (t.whole, *t.parts)))
        for t in totals
    ]
    return gaps[0].meets(gaps[1])


def lacking_words(
    group: Sequence[int], outcomes: Sequence[Outcome], material: Material
) -> tuple[Words, ...]:
    """Say what is missing, and that it adds up where it does."""
    exact = [at for at in group if _is_exact(outcomes[at].check, material)]
    gaps = [g for at in exact or group if (g := outcomes[at].difference) is not None]
    sizes = [abs(g) for g in gaps]
    listed = "、".join(f"{_count(s)}" for s in sizes)
    short = gaps[0] > 0
    zh = f"各行分项之和都比总数{'少' if short else '多'}（{listed}）"
    en = f"in every row the parts come to {'less' if short else 'more'} than the whole"
    en += f" ({', '.join(map(_count, sizes))})"
    if _adds_up(sizes):
        zh += "，差额自身也相加相符，像是漏列了一个分项"
        en += "; the differences add up by themselves, as if one part were not listed"
    return (Words(zh, en), *same_as_printed(sizes[0], outcomes[group[0]].check, material))


def same_as_printed(gap: Fraction, check: Check, material: Material) -> tuple[Words, ...]:
    """Find a printed figure that equals what is missing."""
    document = material.figures[check.figures[0]].document
    if len(_count(gap).replace(",", "")) < LEAST_DIGITS:
        return ()
    for i, figure in enumerate(material.figures):
        mine = figure.document == document and i not in check.figures and figure.exact
        if mine and figure.numeral.value == gap:
            text = f"{figure.text}（{figure.label}）" if figure.label else figure.text
            return (Words(f"差额恰等于所印的 {text}", f"the difference equals the printed {text}"),)
    return ()


def _is_exact(check: Check, material: Material) -> bool:
    return all(material.figures[i].exact for i in check.figures)


def _adds_up(sizes: Sequence[Fraction]) -> bool:
    return len(sizes) > 2 and any(s * 2 == sum(sizes) for s in sizes)


def _count(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):g}"
