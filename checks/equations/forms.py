"""What form a check has: a whole that is the sum of its parts, or a share of one in another.

And what several shares imply together for their whole: 1260 / 25.2 % ≈ 990 / 19.8 % ≈ 5000.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from gouji.checks.equations.equation import nodes, slot_key, slot_keys
from gouji.checks.equations.facets import facet_of
from gouji.checks.material import Check, Material
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.interval import EVERYTHING, Interval
from gouji.rules.form import worded
from gouji.rules.language import Binary, Call, Comparison, Expression, Term, terms
from gouji.texts.bilingual import Words


class Sum(NamedTuple):
    """The figures of a sum."""

    whole: int
    parts: tuple[int, ...]

    def worth(self, gap: Fraction | None, figures: Sequence[Figure]) -> list[Figure]:
        """The parts that are just as large as a gap: one may be left out, or counted twice."""
        size, parts = abs(gap or 0), map(figures.__getitem__, self.parts)
        return [f for f in parts if size and abs(f.numeral.value) == size]


class Share(NamedTuple):
    """The figures of a share."""

    share: int
    parts: tuple[int, ...]
    whole: int


def added(check: Check) -> Sum | None:
    """Take a check for ``whole = part + part``, of values as printed; None of any other."""
    side = sum_side(check.comparison)
    if side is None or len(check.terms) < 2 or any(facet_of(t) != "value" for t in check.terms):
        return None
    whole, *parts = check.terms.values()
    return Sum(whole[0], tuple(i for indices in parts for i in indices))


def as_sum(check: Check) -> Sum | None:
    """Take a check for a sum of several parts that is said, and of which no term is missing."""
    found = None if check.missing else added(check)
    return found if found and len(found.parts) > 1 else None


def as_share(check: Check) -> Share | None:
    """Take a check for ``share = part / whole``, of one part or several; None of any other."""
    comparison = check.comparison
    left, right = comparison.left, comparison.right
    if comparison.op != "=" or comparison.also or not isinstance(left, Term):
        return None
    if not isinstance(right, Binary) or right.op != "/" or not isinstance(right.right, Term):
        return None
    share, whole = check.terms.get(left.name, ()), check.terms.get(right.right.name, ())
    parts = tuple(i for t in terms(right.left) for i in check.terms.get(t.name, ()))
    if len(share) != 1 or len(whole) != 1 or not parts or not _adds_up(right.left):
        return None
    return Share(share[0], parts, whole[0])


def as_ratio(check: Check) -> tuple[int, int, int] | None:
    """The rate, its numerator and its denominator of ``rate = part / whole``; else None."""
    share = as_share(check)
    if share is None or check.missing or len(share.parts) > 1:
        return None
    return share.share, share.parts[0], share.whole


@lru_cache(maxsize=1024)
def sum_side(comparison: Comparison) -> str | None:
    """Find the key of ``whole`` where an equation is ``whole = part + part``, values or priors."""
    left = comparison.left
    single = isinstance(left, Term) or (isinstance(left, Call) and left.function == "prior")
    if comparison.op != "=" or comparison.also or not single or not _adds_up(comparison.right):
        return None
    (own,) = terms(left)
    return None if own.name in {t.name for t in terms(comparison.right)} else slot_key(left)


@lru_cache(maxsize=1024)
def operations(comparison: Comparison) -> tuple[str, ...]:
    """What an equation does to its terms, from the root down; ``+`` for a sum of any length."""
    done = (node.op for node in nodes(comparison.right) if isinstance(node, Binary))
    return ("+",) if sum_side(comparison) else tuple(done)


@lru_cache(maxsize=1024)
def taken_off(comparison: Comparison) -> frozenset[str]:
    """The keys of the terms that the right side of an equation takes off."""
    return frozenset(_taken_off(comparison.right, taken=False))


def _taken_off(expression: Expression, *, taken: bool) -> Iterator[str]:
    if isinstance(expression, Binary):
        yield from _taken_off(expression.left, taken=taken)
        yield from _taken_off(expression.right, taken=taken != (expression.op == "-"))
    elif taken:
        yield from slot_keys(expression)


def _adds_up(expression: Expression) -> bool:
    """Whether an expression is made of terms and additions only."""
    if isinstance(expression, Binary):
        return expression.op == "+" and _adds_up(expression.left) and _adds_up(expression.right)
    if isinstance(expression, Call):
        return expression.function == "sum"
    return isinstance(expression, Term)


LEAST_SHARES = 2
WHOLE = 100
"""What all shares make; the row that prints 100 % is the base of the others."""
_NOT_POSITIVE = Interval(None, Fraction(0))


def shares_by_whole(checks: Iterable[Check]) -> dict[int, list[Share]]:
    """Group checks that are shares by the figure that they take for the whole."""
    shares = (share for share in map(as_share, checks) if share and len(share.parts) == 1)
    return grouped((share.whole, share) for share in shares)


def common_base(shares: Sequence[Share], material: Material) -> Interval | None:
    """Intersect what all shares imply; None where they do not agree."""
    figures = material.figures
    rates = [(figures[share.parts[0]], figures[share.share]) for share in shares]
    if len(shares) < LEAST_SHARES or any(r.interval.meets(_NOT_POSITIVE) for _, r in rates):
        return None
    common: Interval | None = EVERYTHING
    for part, rate in rates:
        common = common and common.intersection(part.interval / rate.interval)
    return common and common.scaled(100)


def with_adjusted(
    checks: Sequence[Check], lists: Iterable[Sequence[Check]], material: Material
) -> Iterator[Check]:
    """All checks; of the lists of shares among them those are notes that were adjusted to 100 %."""
    mild = {id(check) for listed in lists for check in _adjusted(listed, material)}
    yield from (replace(c, severity="note") if id(c) in mild else c for c in checks)


def _adjusted(listed: Sequence[Check], material: Material) -> Iterator[Check]:
    """The shares of one list that are one last place off so that all print 100 %: 12, 23 and 65."""
    shares = [(check, share) for check in listed if (share := as_share(check))]
    told = [Fraction(material.figures[share.share].numeral.value) for _, share in shares]
    wholes = {Fraction(material.figures[share.whole].numeral.value) for _, share in shares}
    if sum(told) != WHOLE or len(wholes) > 1 or not (of := wholes.pop()):
        return
    counts = (material.figures[share.parts[0]].numeral.value for _, share in shares)
    made = [WHOLE * Fraction(count) / of for count in counts]
    for (check, share), printed, due in zip(shares, told, made, strict=True):
        step = Fraction(material.figures[share.share].numeral.step)
        off = sum(round(m / step) for m in made) * step != WHOLE
        if off and abs(due - printed) <= step * 3 / 2:
            yield check


def base_of(count: Figure, mean: Figure) -> Interval | None:
    """What a count was divided by to print a mean, or a share, whether it was rounded or cut off.

    Of a share it is what one per cent of the whole is.
    """
    low = mean.interval.low
    if low is None or low <= 0:
        return None
    return count.interval / Interval(low, low + Fraction(mean.numeral.step) * 3 / 2)


def base_words(whole: int, common: Interval, count: int, material: Material) -> Words:
    """Say what the shares agree on, and which printed figure lies there."""
    printed = material.figures[whole]
    low, high = common.low or 0, common.high or 0
    others = [
        f
        for i, f in enumerate(material.figures)
        if i != whole and f.document == printed.document and f.quantity == "count"
        if Fraction(f.numeral.value) in common
    ]
    return worded(
        "common-base",
        n=count,
        about=f"{round(Fraction(low + high) / 2):,}",
        low=f"{float(low):,.0f}",
        high=f"{float(high):,.0f}",
        there=others[0].text if others else "",
        told=printed.text,
    )
