"""Shares that name their whole by the same words are of one whole, and none of it is that whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.figures.statements.text_parts import total_of
from gouji.figures.statements.text_relations import interval_of
from gouji.figures.statements.text_shares import Share

_FEWEST = 2


def apart_from_fellows(shares: Sequence[Share]) -> list[Share]:
    """A figure with its own share of 立案总数 is not the 立案总数 that another names."""
    fellows: dict[str, set[int]] = {}
    for share in shares:
        if share.name:
            fellows.setdefault(share.name, set()).update(p.number for p in share.parts)
    return [_apart(share, fellows[share.name]) if share.name else share for share in shares]


def _apart(share: Share, fellows: set[int]) -> Share:
    rivals = tuple(r for r in share.rivals if r.number not in fellows)
    if share.whole is None or share.whole.number not in fellows:
        return replace(share, rivals=rivals)
    return replace(share, whole=None, sure=False, rivals=rivals)


def of_one_name(shares: Sequence[Share]) -> Iterator[list[Share]]:
    """Those that name the same whole, where there are several."""
    named: dict[str, list[Share]] = {}
    for share in shares:
        if share.name and not share.either:
            named.setdefault(share.name, []).append(share)
    yield from (group for group in named.values() if len(group) >= _FEWEST)


def is_of_the_same(share: Share, of_whole: Share | None) -> bool:
    """``五区共200件，占40%，其中甲区50件，占10%``: both are of one whole that is not printed."""
    if of_whole is None:
        return False
    own, whole = interval_of(of_whole.share), total_of(share.parts)
    told, beyond = interval_of(share.share), total_of(of_whole.parts)
    if any(i.low is None or i.low <= 0 for i in (own, told)):
        return False
    return (beyond / own).meets(whole / told)
