"""Shares whose whole is not printed: together they imply it; one that implies another is wrong.

``婚姻家庭1245件，占比25.24%；劳动争议1040件，占比21.09%；…``: each gives one whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

from gouji.figures.interval import Interval
from gouji.figures.statements.text_relations import Related, interval_of
from gouji.figures.statements.text_shares import Share

_FEWEST: Final = 3
"""Shares that must agree on a whole before one is held against it."""
_PER_CENT: Final = Fraction(100)


def find_common_bases(shares: Sequence[Share], related: Sequence[Related]) -> Iterator[Related]:
    """Relate the shares of a sentence whose whole nobody names to the sharpest of them."""
    settled = {r.roles["占比"][0].number for r in related if "占比" in r.roles}
    open_ = [s for s in shares if s.share.number not in settled and len(s.parts) == 1]
    for _, group in groupby(open_, key=lambda s: (s.share.paragraph, s.share.mark.sentence)):
        yield from _of_one_base(list(group))


def _of_one_base(group: Sequence[Share]) -> Iterator[Related]:
    bases = {s.share.number: base for s in group if (base := _implied(s))}
    kept = [s for s in group if s.share.number in bases]
    agreeing = max((_agreeing(s, kept, bases) for s in kept), key=len, default=[])
    if len(agreeing) < max(_FEWEST, len(kept) - 1):
        return
    sharpest = max(agreeing, key=lambda s: s.parts[0].mark.printed.numeral.value)
    for one in kept:
        if one is not sharpest:
            roles = {
                "占比": (one.share,),
                "部分": one.parts,
                "另占比": (sharpest.share,),
                "另部分": sharpest.parts,
            }
            yield Related("text-common-base", roles, certain=False)


def _implied(share: Share) -> Interval | None:
    told = interval_of(share.share)
    if told.low is None or told.low <= 0:
        return None
    return (interval_of(share.parts[0]) / told).scaled(_PER_CENT)


def _agreeing(one: Share, group: Sequence[Share], bases: dict[int, Interval]) -> list[Share]:
    own = bases[one.share.number]
    return [s for s in group if own.meets(bases[s.share.number])]
