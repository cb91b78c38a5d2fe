"""Lists whose whole stands in another sentence or another line, told by what they come to.

``共受理2495件。…工单分类：求决类1878件、…、其他类210件。``: nothing says that the kinds make up the
2495, but they do, to the last one. Only where a list closes with 其他, or its kinds exclude each
other (直办 and 转办), is a small gap held against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from gouji.figures.sentences import cues
from gouji.figures.sentences.mention import Said, same_time
from gouji.figures.statements.antecedents import is_total
from gouji.figures.statements.text_parts import are_alike, is_one_slip, is_split
from gouji.figures.statements.text_relations import Related, same_unit

_FEWEST, _LONGEST = 3, 60
_LOOK_BACK: Final = 40
_LEAST: Final = 50
"""Smaller totals are met by chance."""
_SMALL_GAP: Final = Decimal("0.02")


def find_loose(said: Sequence[Said], related: Sequence[Related]) -> list[Related]:
    """Find the sums of lists that no sentence holds together with their whole."""
    stated = {
        tuple(p.number for p in r.roles["分项"]) for r in related if r.shape in _HELD and r.roles
    }
    found: list[Related] = []
    for items in (*_in_sentences(said), *_one_a_line(said)):
        told = _sum(items, said)
        if told and tuple(p.number for p in told.roles["分项"]) not in stated:
            found.append(told)
    return found


_HELD: Final = frozenset({"text-sum", "text-of-which"})


def _in_sentences(said: Sequence[Said]) -> Iterator[list[Said]]:
    """The counts of each sentence that may be parts of a list."""
    items: list[Said] = []
    for one in said:
        if items and not _same_sentence(items[-1], one):
            yield items
            items = []
        if _is_item(one):
            items.append(one)
    if items:
        yield items


def _same_sentence(one: Said, other: Said) -> bool:
    return one.paragraph == other.paragraph and one.mark.sentence == other.mark.sentence


def _is_item(one: Said) -> bool:
    numeral = one.mark.printed.numeral
    exact = numeral.scale == 1 and numeral.step == 1 and not numeral.hedge
    return one.is_count and exact and bool(one.label) and not cues.PRIOR.search(one.words)


def _one_a_line(said: Sequence[Said]) -> Iterator[list[Said]]:
    """``投诉3751件`` and its share in one line, ``表扬298件`` in the next."""
    items: list[Said] = []
    before: int | None = None
    for one in said:
        if one.paragraph == before:
            continue
        if items and one.paragraph != items[-1].paragraph + 1:
            yield items
            yield items[1:]
            items = []
        before = one.paragraph
        if _is_item(one) and not one.mark.lead:
            items.append(one)
    if items:
        yield items
        yield items[1:]


def _sum(items: Sequence[Said], said: Sequence[Said]) -> Related | None:
    """The longest stretch of items that comes to a count before it."""
    for parts in _stretches(items):
        before = _before(parts[0], said)
        value = _total(parts)
        if value >= _LEAST and are_alike(parts):
            wholes = [w for w in before if w.mark.printed.numeral.value == value]
            if wholes:
                return _related(_best(wholes), parts)
            if whole := _nearly(parts, before, value):
                return _related(whole, parts)
    return None


def _stretches(items: Sequence[Said]) -> Iterator[Sequence[Said]]:
    """All the items, then those after each break of the sentence, and each segment by itself."""
    if len(items) > _LONGEST:
        return
    for start in range(len(items)):
        yield from (p for n in (3, 2) if is_split(p := items[start : start + n]))
    starts = [i for i, one in enumerate(items) if not i or one.mark.lead or _breaks(items, i)]
    ends = [i for i in range(1, len(items)) if _breaks(items, i)]
    for start in starts:
        for end in (len(items), *(e for e in ends if e > start)):
            parts = items[start:end]
            if _is_list(parts):
                yield parts


def _breaks(items: Sequence[Said], at: int) -> bool:
    return items[at].mark.segment != items[at - 1].mark.segment


def _is_list(parts: Sequence[Said]) -> bool:
    alike = all(
        same_unit(p, parts[0]) and p.mark.bracketed == parts[0].mark.bracketed for p in parts
    )
    return alike and (len(parts) >= _FEWEST or is_split(parts))


def _before(first: Said, said: Sequence[Said]) -> list[Said]:
    at = first.number - said[0].number
    near = said[max(0, at - _LOOK_BACK) : at]
    return [s for s in near if s.is_count and same_unit(s, first) and same_time(s, first)]


def _total(parts: Iterable[Said]) -> Decimal:
    return sum((p.mark.printed.numeral.value for p in parts), Decimal(0))


def _best(wholes: Sequence[Said]) -> Said:
    """What counts all requests, or what stands nearest."""
    return next((w for w in reversed(wholes) if is_total(w)), wholes[-1])


def _nearly(parts: Sequence[Said], before: Sequence[Said], value: Decimal) -> Said | None:
    """The only total there is, which a list that leaves nothing out misses by little."""
    if is_split(parts):
        wholes = [w for w in before[-1:] if _same_sentence(w, parts[0])]
    elif cues.OTHER.match(parts[-1].label):
        wholes = [w for w in before if is_total(w)]
    else:
        return None
    values = {w.mark.printed.numeral.value for w in wholes}
    if len(values) != 1 or not wholes[-1].label:
        return None
    gap = value - next(iter(values))
    near = abs(gap) <= _SMALL_GAP * value
    return wholes[-1] if near and is_one_slip(parts, wholes[-1]) else None


def _related(whole: Said, parts: Sequence[Said]) -> Related:
    return Related("text-sum", {"总体": (whole,), "分项": tuple(parts)}, certain=False)
