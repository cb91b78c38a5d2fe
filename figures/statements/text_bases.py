"""What shares are of: the words propose a whole, the arithmetic of several shares chooses it.

Where the words leave the whole open, one share proves nothing: it is of a figure only if it ties
with it. Several that stand together settle it: the figure that most of them tie with is their
base, and those that do not tie are then wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from gouji.figures.sentences.mention import Mention, same_time
from gouji.figures.statements.antecedents import is_total
from gouji.figures.statements.named_bases import apart_from_fellows, is_of_the_same, of_one_name
from gouji.figures.statements.table_wholes import names_total
from gouji.figures.statements.text_parts import is_share_of, total_of
from gouji.figures.statements.text_relations import Related, interval_of, same_unit
from gouji.figures.statements.text_shares import Share

_FEWEST = 2
_LONGEST = 60
_NEAR = 1
"""Paragraphs from one share to the next of one list."""
_ALL = Decimal(100)
_LOOK_BACK, _LOOK_AHEAD = 200, 40


def settle(shares: Sequence[Share], said: Sequence[Mention]) -> list[Related]:
    """Say of what each share is; ``said`` are all numbers of the document in order."""
    first = said[0].number if said else 0
    told = apart_from_fellows([_looking_ahead(s, said, first) for s in shares])
    parts = {(s.share.paragraph, p.number) for s in told for p in s.parts}
    settled = [s for s in told if _is_settled(s, parts)]
    open_shares = [s for s in told if not _is_settled(s, parts)]
    found = list(_of_settled(settled, told, said, first))
    for group in _groups(open_shares):
        found.extend(_of_group(group, _near(group, said, first)))
    related = {r.roles["占比"][0].number for r in found}
    left = [s for s in open_shares if s.share.number not in related]
    for group in of_one_name(left):
        found.extend(_of_one_name(group, _near(group, said, first)))
    return found


def _near(group: Sequence[Share], said: Sequence[Mention], first: int) -> Sequence[Mention]:
    start = max(0, group[0].share.number - first - _LOOK_BACK)
    return said[start : group[-1].share.number - first + _LOOK_AHEAD]


def _of_settled(
    settled: Sequence[Share], told: Sequence[Share], said: Sequence[Mention], first: int
) -> Iterator[Related]:
    """As the words say, unless what several say together, or the whole's own share, says more."""
    bases: dict[int, Mention | None] = {}
    for group in of_one_name(settled):
        if sum(not _ties(s, s.whole) for s in group) >= _FEWEST:
            base = _common_base(group, _near(group, said, first))
            bases.update((s.share.number, base) for s in group)
    own = {p.number: s for s in told for p in s.parts if len(s.parts) == 1}
    for share in settled:
        assert share.whole is not None
        if share.share.number in bases:
            yield _related(share, bases[share.share.number] or share.whole, certain=False)
        elif _ties(share, share.whole) or not is_of_the_same(share, own.get(share.whole.number)):
            yield _related(share, share.whole, share.certain)


def _ties(share: Share, whole: Mention | None) -> bool:
    return whole is not None and is_share_of(share.share, share.parts, whole)


def _of_one_name(group: Sequence[Share], near: Sequence[Mention]) -> Iterator[Related]:
    """Shares that name their whole alike, far from each other: of what all are, or all but one."""
    base = _common_base(group, near)
    ties = sum(_ties(share, base) for share in group)
    if base is not None and (ties == len(group) or ties > _FEWEST):
        yield from (_related(share, base, certain=False) for share in group)


def _looking_ahead(share: Share, said: Sequence[Mention], first: int) -> Share:
    """``A类9件，占全年诉求的10%，全年共受理90件``: the total that it names comes after it."""
    if share.whole is not None or share.rivals or not names_total(share.share.words):
        return share
    at = share.share.number - first
    after = [s for s in said[at : at + _LOOK_AHEAD] if _in_sentence(s, share.share)]
    totals = [s for s in after if is_total(s) and not s.scope and _may_be_base(s, share)]
    if len(totals) != 1:
        return share
    return replace(share, whole=totals[0], certain=True, sure=True)


def _in_sentence(one: Mention, other: Mention) -> bool:
    return (one.paragraph, one.mark.sentence) == (other.paragraph, other.mark.sentence)


def _is_settled(share: Share, parts: Collection[tuple[int, int]]) -> bool:
    """By its words alone; a whole that itself has a share of 总量 beside it is not 总量."""
    if not share.sure or share.whole is None:
        return False
    return not share.rivals or (share.share.paragraph, share.whole.number) not in parts


def _related(share: Share, whole: Mention, certain: bool) -> Related:
    joint = len(share.parts) > 1
    roles = {"占比": (share.share,), "部分": share.parts, "总体": (whole,)}
    return Related("text-joint-share" if joint else "text-share", roles, certain)


def _groups(shares: Sequence[Share]) -> Iterator[list[Share]]:
    """Shares of one sentence, or one a line."""
    group: list[Share] = []
    for each in shares:
        if group and (len(group) >= _LONGEST or not _goes_on(group, each)):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _goes_on(group: Sequence[Share], share: Share) -> bool:
    last = group[-1].share
    if last.paragraph == share.share.paragraph:
        return last.mark.sentence == share.share.mark.sentence or _one_each(group)
    return share.share.paragraph - last.paragraph <= _NEAR and _one_each(group)


def _one_each(group: Sequence[Share]) -> bool:
    places = [(s.share.paragraph, s.share.mark.sentence) for s in group]
    return len(set(places)) == len(places)


def _of_group(group: Sequence[Share], near: Sequence[Mention]) -> Iterator[Related]:
    base = _common_base(group, near) if len(group) >= _FEWEST else None
    balanced = base is not None and _make_up_all(group)
    for share in group:
        if base is not None and balanced and _is_moved(share, base):
            continue
        if base is not None and not share.either:
            yield _related(share, base, certain=False)
        elif (alone := _by_itself(share, near)) is not None:
            yield alone


def _make_up_all(group: Sequence[Share]) -> bool:
    printed = (s.share.mark.printed.numeral.value for s in group)
    return sum(printed, Decimal(0)) == _ALL


def _is_moved(share: Share, base: Mention) -> bool:
    """One unit in the last place was given or taken for all to make 100 %: custom, no slip."""
    exact = is_share_of(share.share, share.parts, base)
    return not exact and is_share_of(share.share, share.parts, base, moved=1)


def _common_base(group: Sequence[Share], near: Sequence[Mention]) -> Mention | None:
    """The figure that two of three shares tie with; None where two do so equally."""
    of_group = {p.number for s in group for p in s.parts}
    best: list[tuple[int, Mention]] = []
    for one in near:
        if one.number in of_group or not _may_be_base(one, group[0]):
            continue
        ties = sum(is_share_of(share.share, share.parts, one) for share in group)
        agree = ties >= _FEWEST and ties >= 2 * (len(group) - ties)
        if agree or (ties and _come_to(group, one)):
            best.append((ties, one))
    most = max((ties for ties, _ in best), default=0)
    found = [one for ties, one in best if ties == most]
    return found[-1] if len({_value(one) for one in found}) == 1 else None


def _come_to(group: Sequence[Share], whole: Mention) -> bool:
    """The parts of all the shares add up to it, to the last one."""
    parts = [p for s in group for p in s.parts]
    return interval_of(whole).is_point and total_of(parts) == interval_of(whole)


def _by_itself(share: Share, near: Sequence[Mention]) -> Related | None:
    """What the words allow and the arithmetic confirms, the whole that they name first."""
    totals = [one for one in near if one.number < share.share.number and is_total(one)]
    wholes = [*([share.whole] if share.whole else []), *share.rivals]
    for whole in [*wholes, *(reversed(totals) if not wholes else ())]:
        for parts in _readings(share):
            if _may_be_base(whole, share) and is_share_of(share.share, parts, whole):
                settled = Share(share.share, parts)
                return _related(settled, whole, share.certain and whole in wholes)
    return None


def _readings(share: Share) -> Iterable[tuple[Mention, ...]]:
    return (share.parts, share.parts[-1:]) if share.either else (share.parts,)


def _may_be_base(one: Mention, share: Share) -> bool:
    part = share.parts[-1]
    fits = one.is_count and same_unit(one, part) and same_time(one, part)
    return fits and _value(one) > _value(part)


def _value(one: Mention) -> Fraction:
    return Fraction(one.mark.printed.numeral.value)
