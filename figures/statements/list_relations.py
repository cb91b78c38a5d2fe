"""What a list of parts states: their sum, or that none of them exceeds the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from gouji.figures.sentences import cues
from gouji.figures.sentences.mention import Mention, is_of_which
from gouji.figures.statements.lists import Parts
from gouji.figures.statements.text_parts import (
    adding_up,
    adds_up,
    are_alike,
    exceeds,
    is_one_slip,
    total_of,
)
from gouji.figures.statements.text_relations import Related, interval_of

_FEWEST: Final = 2
_MUCH_OPEN: Final = Fraction(1, 10)
"""A list behind 其中 that leaves more of its whole open than this was never all of it."""


def relations_of(lists: Sequence[Parts], shares: Mapping[int, Mention]) -> list[Related]:
    """The sums and of-which relations that lists state; ``shares`` by the number of the part."""
    found: list[Related] = []
    for each in lists:
        if each.whole is not None and each.parts:
            found.extend(_as_relations(each, each.whole, shares))
    return found


def _as_relations(parts: Parts, whole: Mention, shares: Mapping[int, Mention]) -> Iterator[Related]:
    roles = {"总体": (whole,), "分项": parts.parts}
    if parts.exhaustive and not _leaves_much_open(parts, whole, shares):
        yield Related("text-sum", roles, parts.certain)
    elif len(parts.parts) >= _FEWEST and _shares_fill_up(parts, shares):
        yield Related("text-sum", roles, certain=False)
    elif len(parts.parts) == 1 and exceeds(parts.parts, whole) and not _is_right_before(parts):
        return  # it is of a number between them, whose unit is not printed
    elif not are_alike(parts.parts):
        for part in parts.parts:
            if not (exceeds((part,), whole) and any(not exceeds((part,), r) for r in parts.rivals)):
                yield Related("text-of-which", {"总体": (whole,), "分项": (part,)}, parts.certain)
    elif not exceeds(parts.parts, whole):
        yield Related("text-of-which", roles, parts.certain)
    else:
        yield from _overfull(parts, whole)


def _is_right_before(parts: Parts) -> bool:
    return parts.whole is not None and parts.whole.number == parts.parts[0].number - 1


def _overfull(parts: Parts, whole: Mention) -> Iterator[Related]:
    """Parts beyond their whole: of another whole, with one that is none of them, or wrong."""
    *others, last = parts.parts
    if (
        len(others) >= _FEWEST
        and adds_up(others, whole)
        and last.mark.segment != whole.mark.segment
    ):
        yield Related("text-sum", {"总体": (whole,), "分项": tuple(others)}, certain=False)
        return
    if some := _stages(parts.parts, whole):
        yield from (Related("text-of-which", {"总体": (whole,), "分项": g}, False) for g in some)
        return
    if _may_overlap(parts.parts, whole):
        yield from (Related("text-of-which", {"总体": (whole,), "分项": (p,)}) for p in parts.parts)
        return
    larger = [r for r in parts.rivals if not exceeds(parts.parts, r)]
    equal = next((r for r in reversed(larger) if adds_up(parts.parts, r)), None)
    if equal is not None:
        yield Related("text-sum", {"总体": (equal,), "分项": parts.parts}, certain=False)
    elif not larger:
        roles = {"总体": (whole,), "分项": parts.parts}
        yield Related("text-of-which", roles, parts.certain)


def _may_overlap(parts: Sequence[Mention], whole: Mention) -> bool:
    """What is told of one request beside other things: 涉及网购, 实名; or put out twice."""
    told = [bool(cues.ATTRIBUTE.search(p.label)) for p in parts]
    return sum(told) >= _FEWEST or cues.PUBLISHED.search(whole.label) is not None


def _stages(parts: Sequence[Mention], whole: Mention) -> list[tuple[Mention, ...]]:
    """``有效698件，344件已转办，354件已答复``: some are all, or all of one of them, told again."""
    if some := adding_up(parts, whole):
        return [tuple(some)]
    for part in parts:
        rest = [p for p in parts if p is not part]
        if len(rest) >= _FEWEST and (adds_up(rest, part) or adding_up(rest, part)):
            return [(p,) for p in parts if not exceeds((p,), whole)]
    return []


def _leaves_much_open(parts: Parts, whole: Mention, shares: Mapping[int, Mention]) -> bool:
    """``其中…、其他x件`` far below the total, which no slip of one digit explains."""
    if not is_of_which(parts.parts[0].mark) or _shares_fill_up(parts, shares):
        return False
    rest, all_of_it = interval_of(whole) - total_of(parts.parts), interval_of(whole).high
    much = rest.low is not None and all_of_it is not None and rest.low > _MUCH_OPEN * all_of_it
    return much and not is_one_slip(parts.parts, whole)


def _shares_fill_up(parts: Parts, shares: Mapping[int, Mention]) -> bool:
    """Whether the printed shares of all parts reach 100 % within their rounding."""
    of_parts = [shares[p.number] for p in parts.parts if p.number in shares]
    if len(of_parts) != len(parts.parts):
        return False
    numerals = [s.mark.printed.numeral for s in of_parts]
    slack = sum((n.step for n in numerals), Decimal(0)) / 2
    return abs(sum((n.value for n in numerals), Decimal(0)) - 100) <= slack
