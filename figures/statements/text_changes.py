"""Changes that text tells: of two values, of a value and its rise; and words against values.

For each change the values of its sentence are tried: those that tie surely are meant, and where
none do, those that stand where the words want them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, permutations
from typing import Final

from gouji.figures.sentences.mention import Mention, same_sentence, sentences
from gouji.figures.sentences.phrases import is_again, turns
from gouji.figures.statements.change_bases import (
    alike,
    base_of,
    comes_before,
    is_amount,
    is_mean,
    may_rise,
    only_current,
)
from gouji.figures.statements.statement import Statement, meant, same_unit
from gouji.rules import cues
from gouji.rules.bundled import weights

_SHAPES: Final[Mapping[str, tuple[str, str]]] = {
    "relative": ("text-change", "变化"),
    "difference": ("text-difference", "变化"),
    "points": ("text-difference", "变化"),
    "multiple": ("text-multiple", "倍数"),
}
"""By the kind of a change its shape, and its role there."""
_FEWEST: Final = 2
_TIMES: Final = "倍"


@dataclass(frozen=True, slots=True)
class _Told:
    """A change, and the values that it may be of."""

    change: Mention
    ways: Sequence[Statement]

    def meant(self) -> Iterator[Statement]:
        """Of each shape what is meant."""
        for shape in dict.fromkeys(way.shape for way in self.ways):
            for way in meant([way for way in self.ways if way.shape == shape]):
                if way.ties or not way.ties_in_thousands:
                    yield replace(way, certain=way.odds >= weights("text")["told"])


def find_changes(said: Sequence[Mention]) -> list[Statement]:
    """Find what the changes of one paragraph have to tie with."""
    found: list[Statement] = []
    before: list[Mention] = []
    grouped = [[], *sentences(said), []]
    for last, sentence, then in zip(grouped, grouped[1:], grouped[2:], strict=False):
        apart = any(any(s.around) for s in sentence)
        near = sentence if apart else _window(last, sentence, then)
        told: list[_Told] = []
        for one in sentence:
            if one.kind == "change":
                found.extend(_fell_by_a_negative(one))
                base = only_current(one, sentence) if apart else base_of(one, said)
                may = [s for s in before if not apart and (s is before[0] or s.is_prior)]
                told.append(_Told(one, [*_ways(one, base, _between(near, one), may)]))
            elif one.unit == _TIMES and one.words == "的":
                told.append(_Told(one, [*_pairs(one, "multiple", None, sentence)]))
        for read in _told_together(told):
            found.extend(read.meant())
        found += _turns_told(sentence, before[:1])
        before = [s for s in sentence if s.kind == "value"] or before
    return found


def _between(near: Sequence[Mention], change: Mention) -> Sequence[Mention]:
    """Where words stand apart, what stands between the changes before and behind."""
    told = [s.number for s in near if s.change and s.around[0] and not is_again(s)]
    first = max((n for n in told if n < change.number - 1), default=0)
    last = min((n for n in told if n > change.number), default=near[-1].number)
    return [s for s in near if first <= s.number <= last]


def _told_together(told: Sequence[_Told]) -> Sequence[_Told]:
    """``减少30份，下降15.4%``: of one pair of values; where one ties, the other is of its pair."""
    found = list(told)
    for at, (one, then) in enumerate(pairwise(told)):
        first, second = one.change, then.change
        goes_on = second.number == first.number + 1 and (not second.words or is_again(second))
        kinds = {told.change.kind for told in (first, second) if told.change}
        if not goes_on or len(kinds) == 1 or not alike(first, second):
            continue
        for place, other in ((at, then), (at + 1, one)):
            pairs = [_pair(w) for w in other.meant() if w.ties]
            ways = [
                replace(w, odds=weights("text")["of-base"]) if _pair(w) in pairs else w
                for w in found[place].ways
            ]
            found[place] = replace(found[place], ways=ways)
    return found


def _pair(way: Statement) -> tuple[Mention, ...]:
    return (*way.roles["本期"], *way.roles.get("上期", ()))


def _window(
    last: Sequence[Mention], sentence: Sequence[Mention], then: Sequence[Mention]
) -> list[Mention]:
    """A sentence, with the values before it where it tells no more than those of last year.

    Or with those of last year, where the next tells nothing else.
    """
    values = [s for s in sentence if s.kind == "value"]
    if all(s.is_prior for s in values):
        return [*(s for s in last if s.kind == "value"), *sentence]
    later = all(s.is_prior for s in then) and not any(s.is_prior for s in values)
    names = [s.label for s in values]
    return [*sentence, *(s for s in then if later and names.count(s.label) == 1)]


def _ways(
    change: Mention, base: Mention | None, sentence: Sequence[Mention], before: Sequence[Mention]
) -> Iterator[Statement]:
    told = change.change
    if told is None or told.kind not in _SHAPES:
        return
    if told.kind != "relative" or not change.basis:
        yield from _pairs(change, told.kind, base, sentence, before)
    if told.kind == "relative":
        # 增加9公斤（18斤），增长10%: what a bracket tells in other units stands not between
        plain = [s for s in sentence if s.words or not s.bracketed or s.number == change.number]
        at = [s.number for s in plain].index(change.number)
        for rise in plain[max(at - 1, 0) : at + _FEWEST]:
            # 受案增加9件，上升10%，结案增加3件: what goes on with another name is of that
            goes_on = rise.words in ("", change.words) or rise.number < change.number
            if goes_on and is_amount(rise) and alike(rise, change):
                yield from _rises(change, rise, base, sentence)


def _pairs(
    change: Mention,
    kind: str,
    base: Mention | None,
    sentence: Sequence[Mention],
    before: Sequence[Mention] = (),
) -> Iterator[Statement]:
    """Each value with each that it may be compared with."""
    shape, role = _SHAPES[kind]
    values = [s for s in sentence if s.kind in ("value", "share" if kind == "points" else "")]
    base = base or only_current(change, values)
    led = {one.number: then for one, then in pairwise(values) if turns(one, then)}
    for prior, current in permutations(dict.fromkeys((*before, *values)), 2):
        # 900 last year, 5% more than 857 the year before
        between = current.number + 1 == change.number == prior.number - 1
        between = between and not cues.TOLD_BEFORE_PRIOR.search(current.around[0])
        pair = same_unit(current, prior) and may_rise(current, change)
        pair = pair and (not current.is_prior or (between and prior.is_prior))
        pair = pair and led.get(prior.number, current) is current  # from 10 to 12, of nothing else
        apart = len({s.bracket for s in (change, current, prior)} - {0}) > 1
        # 火灾下降5%；死亡9人，上年12人: what another segment compares is not what it is of
        apart |= change.segment < min(current.segment, prior.segment)
        if pair and not apart and _compares(change, current, prior):
            own = current is base or (between and current.is_prior)
            odds = _odds(change, current, prior, own, _in_step(current, prior, values))
            yield Statement(shape, {"本期": (current,), "上期": (prior,), role: (change,)}, odds)


def _in_step(current: Mention, prior: Mention, values: Sequence[Mention]) -> bool:
    """``受理9件12人，上年为8件15人``: as many of last year, of the same units in the same order."""
    then = [s for s in values if s.is_prior]
    now = [s for s in values if not s.is_prior]
    alike = [s.unit for s in then] == [s.unit for s in now]
    return alike and len(now) > 1 and (current, prior) in zip(now, then, strict=True)


def _odds(change: Mention, current: Mention, prior: Mention, own: bool, in_step: bool) -> float:
    """By where the two stand, whether it is the current one's ``own``, and what they are called."""
    known = weights("text")
    odds = known["of-base" if own else "elsewhere"]
    behind = prior.is_prior and prior.number - 1 in (change.number, current.number)
    behind = behind and any(prior.around)
    if not (prior.compared or behind or in_step or _says_same(prior, current)):
        odds += known["unlike"]
    placed = in_step or (current.label == prior.label and not same_sentence(current, prior))
    return odds + known["apart"] * (0 if placed else _apart(change, current, prior))


def _apart(change: Mention, current: Mention, prior: Mention) -> int:
    """How many numbers stand between; in runs (``分别…，上周分别…``) how far out of step."""
    behind, ahead = prior.number - current.number, change.number - prior.number
    told = change.change
    if change.joined or (told and cues.RESPECTIVE.search(told.text)):
        return abs(ahead - behind)
    far = abs(ahead) + (ahead < 0)  # 环比上季度9件增长5%,同比去年8件增长4%
    return (far if prior.compared else min(abs(ahead), abs(behind))) - 1


def _rises(
    change: Mention, rise: Mention, base: Mention | None, sentence: Sequence[Mention]
) -> Iterator[Statement]:
    """``增加120件，增幅5.3%``: the difference, of what is more now, beside the rate of a value."""
    for current in dict.fromkeys((*sentence, *([base] if base else ()))):
        less = change.numeral.value > 0 and abs(rise.value) > current.value  # than nothing, before
        if current.kind == "value" and current.unit == rise.unit and not (less or current.is_prior):
            odds = weights("text")["of-base" if current is base else "elsewhere"]
            roles = {"本期": (current,), "增量": (rise,), "增幅": (change,)}
            yield Statement("text-increase", roles, odds)


def _compares(change: Mention, current: Mention, prior: Mention) -> bool:
    """Whether one may be the value before another, of the period that the change names."""
    told = change.change
    if told is None:
        return cues.TIMES_PRIOR.search(prior.naming) is not None
    year, span = cues.NAMED_YEAR.search(told.text), prior.span
    if year and span and span.name == year["year"] != (current.span or span).name:
        return True
    other = cues.OTHER_BASE.search(told.text) and not cues.PRIOR.search(told.text)
    if other or (is_mean(current) != is_mean(prior) and prior.label):
        return False
    before = prior.is_prior or turns(prior, current) or comes_before(prior, current, change)
    return bool(before) and _in_time(told.comparison, span.printed if span else prior.words)


def _in_time(comparison: str, printed: str) -> bool:
    """环比 is not told against 去年同期, nor 同比 against 上月."""
    monthly = cues.JUST_BEFORE.search(printed) is not None
    if comparison == "year-on-year":
        return not monthly
    return comparison != "month-on-month" or monthly or "年" not in printed


def _says_same(prior: Mention, current: Mention) -> bool:
    shorter, longer = sorted((prior.label, current.label), key=len)
    # 全市报名9人，去年报名8人; 平台上报案件9件，上月上报8件
    front, _, behind = longer.partition(shorter or "?")  # 审执结案件 ends in 案件, and not in 结案
    begins = len(shorter) > 1 and shorter in longer and not (front and len(behind) == 1)
    bare = any(cues.BARE_PRIOR.fullmatch(label) for label in (shorter, longer))
    apart = any(current.around) and longer.lower().split()[-1:] == shorter.lower().split()[-1:]
    return shorter == longer or begins or bare or apart


def _fell_by_a_negative(change: Mention) -> Iterator[Statement]:
    """A negative number behind 下降; behind 增长 or 增长率 it is custom and says that it fell."""
    printed = change.change
    if printed is None or printed.numeral.value >= 0 or "-" not in printed.numeral.text:
        return
    if cues.DOWN.search(printed.text) and not cues.UP.search(printed.text):
        yield Statement("fell-by-a-negative", {"变化": (change,)})


def _turns_told(sentence: Sequence[Mention], before: Sequence[Mention]) -> Iterator[Statement]:
    """``由X件增加到Y件``, ``rose from X to Y``, ``Y, up from X``: words against values.

    ``This was up from 12,782``, ``Down from 24%``: what the sentence ``before`` told.
    """
    if any(cues.TOLD_RANKED.search(words) for one in sentence for words in one.around):
        return
    goes_on = sentence[0].sentence and cues.TOLD_APART.match(sentence[0].around[0])
    run = [*(before if goes_on else ()), *sentence]
    for at, (one, then) in enumerate(pairwise(run)):
        if one.kind != "value" or then.kind != "value" or not same_unit(one, then):
            continue
        turned = _turned(one, then)
        words = turned or _turned_from(one, then, run[:at], run[at + 2 : at + 3])
        sign = bool(cues.UP.search(words)) - bool(cues.DOWN.search(words))
        if sign:
            current, prior = (then, one) if turned else (one, then)
            shape = "direction-rose" if sign > 0 else "direction-fell"
            yield Statement(shape, {"本期": (current,), "上期": (prior,)}, certain=True)


def _turned(before: Mention, one: Mention) -> str:
    """What words between two values say of the way from one to the other: ``由``…``增加到``."""
    match, told = cues.TO.search(one.words), cues.TOLD_FROM.search(before.around[0])
    words = (match["direction"] or "") if match else told[0] if told else ""
    return words if turns(before, one) else ""


def _turned_from(
    one: Mention, then: Mention, earlier: Sequence[Mention], behind: Sequence[Mention]
) -> str:
    """``rose to`` 15 ``from`` 12; 15, ``up from`` 12: what says how the first came about."""
    reached = cues.TOLD_BEFORE_CURRENT.search(one.around[0])
    if reached and then.noun in ("", one.noun) and cues.TOLD_FROM.search(then.around[0]):
        return reached[0]
    apart = cues.TOLD_APART.match(then.around[0])
    alone = not earlier or cues.TOLD_CLAUSE.search(one.around[0]) is not None
    return apart["way"] if apart and alone and not any(turns(then, o) for o in behind) else ""
