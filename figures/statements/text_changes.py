"""Changes that text tells: of two values, of a value and its rise; and words against values.

For each change the values of its sentence are tried: those that tie surely are meant, and where
none do, those that stand where the words want them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, permutations
from typing import Final

from gouji.figures.identity.period import prior_of
from gouji.figures.sentences.mention import Mention, same_sentence, sentences
from gouji.figures.sentences.phrases import turns
from gouji.figures.statements.statement import Statement, meant, same_unit
from gouji.figures.statements.wholes import abbreviates
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
_RATES: Final = frozenset({"", "%", "‰"})


def base_of(change: Mention, said: Sequence[Mention]) -> Mention | None:
    """The value that a change is of; None where the sentence leaves it open."""
    told = change.mark.change
    if told is None or change.after_unread:
        return None
    at = change.number - said[0].number
    if (change.mark.joined and not change.mark.attached) or cues.RESPECTIVE.search(told.text):
        return _respective(said, at)
    if not change.mark.attached and not cues.SAME_SUBJECT.fullmatch(change.words):
        return _named_again(said[:at], change)
    if told.kind == "relative" and _is_amount(beside := said[at - 1]) and _alike(beside, change):
        return base_of(beside, said)
    return _value_before(said, at, change)


def _respective(said: Sequence[Mention], at: int) -> Mention | None:
    """``A x件，B y件，分别增长3%和4%``: as many values in the sentence as changes in the run."""
    first = last = at
    while said[first].mark.joined and first and said[first - 1].kind == "change":
        first -= 1
    while last + 1 < len(said) and said[last + 1].mark.joined and said[last + 1].kind == "change":
        last += 1
    many = last - first + 1
    values = [s for s in said[:first] if s.kind == "value" and same_sentence(s, said[at])]
    twice = len(values) == 2 * many and cues.PRIOR.search(values[many].words)
    return values[at - first] if many > 1 and (len(values) == many or twice) else None


def _value_before(said: Sequence[Mention], at: int, change: Mention) -> Mention | None:
    """The value that stands before it, or before the prior one; else what the change leads to."""
    prior: Mention | None = None
    before = [s for s in said[:at] if s.mark.segment == change.mark.segment]
    before = [s for s in before if s.mark.bracketed <= change.mark.bracketed]
    if all(s.kind != "value" for s in before):
        # 270件，同比增加33件；与上月相比增加27件: what the whole sentence is about
        own = [s for s in said[:at] if same_sentence(s, change)]
        return _only_current(change, own) if own else _named_again(said[:at], change)
    for one in (s for s in reversed(before) if s.kind != "change"):
        if one.is_prior or any(_is_earlier(one, s) for s in before):
            prior = one
        elif _is_aside(one, prior, change):
            continue
        elif cues.RANKED.search(one.mark.behind) or (prior and not same_unit(one, prior)):
            break
        else:
            open_ = (one.mark.bracketed and one.words) if change.mark.bracketed else one.mark.listed
            return one if _fits(one, change) and not (open_ or _is_paired(one, before)) else None
    then = said[at + 1] if at + 1 < len(said) else None
    reached = prior is not None and then is not None and cues.REACHES.match(then.words)
    return then if reached and then and prior and same_unit(then, prior) else None


def _is_paired(one: Mention, before: Sequence[Mention]) -> bool:
    """``41件50人、上升50%``: two measures of the same, and the change may be of either."""
    other = before[before.index(one) - 1] if before[0] is not one else one
    run_on = not (one.words or one.mark.lead or one.mark.listed or one.mark.bracketed)
    return run_on and other.kind == "value" and other.unit != one.unit


def _named_again(before: Sequence[Mention], change: Mention) -> Mention | None:
    """``收支总计为…。与上年相比，收支总计各减少…``: the words of a change name its value again."""
    own = [s for s in before if same_sentence(s, change)]
    words = "".join(s.words for s in (*own, change))
    last = [s for s in before if s.mark.sentence == change.mark.sentence - 1 and s.kind == "value"]
    named = [s for s in last if len(s.label) > 1 and s.label in words]
    named = named or [s for s in last if abbreviates(change.words or "?", s.label)]
    named = named or (last if _is_amount(change) else [])
    named = [s for s in named if _fits(s, change) and not s.is_prior]
    return named[0] if len(named) == 1 and all(s.kind == "change" for s in own) else None


def _is_earlier(one: Mention, other: Mention) -> bool:
    """``2022年受理1050件`` beside ``2024年受理1000件``."""
    names = [s.span.name if s.span else "" for s in (one, other)]
    dated = all(n[:4].isdecimal() for n in names) and same_unit(one, other)
    return dated and len(names[0]) == len(names[1]) and names[0] < names[1]


def _is_aside(one: Mention, prior: Mention | None, change: Mention) -> bool:
    """A mean before a prior total, a plan and a share of it, ``在70家公司中，…``."""
    within = one.words.startswith("在") and cues.WITHIN_MANY.match(one.mark.behind)
    apart = prior is not None and _is_mean(one) != _is_mean(prior)
    if within or apart or cues.AMONG.match(one.mark.behind) or one.mark.behind == "的":
        return True
    # 占26%，环比上升3%: shares rise by points
    of_count = one.kind == "share" and change.unit == "%"
    return of_count or (_is_amount(change) and one.quantity == "rate")


def _is_amount(change: Mention) -> bool:
    """A rise told in 件 or 元, never of a rate."""
    told = change.mark.change
    of_counts = change.unit not in _RATES or any(change.around)
    return told is not None and told.kind == "difference" and of_counts


def _is_mean(one: Mention) -> bool:
    return bool(cues.PER_SPAN.search(one.words))


def _fits(one: Mention, change: Mention) -> bool:
    """Percentage points are of rates; a difference in 件 of a count in 件."""
    kind = change.mark.change.kind if change.mark.change else ""
    if kind == "points":
        return one.quantity == "rate"
    return kind != "difference" or one.unit == change.unit


def find_changes(said: Sequence[Mention]) -> list[Statement]:
    """Find what the changes of one paragraph have to tie with."""
    found: list[Statement] = []
    before: list[Mention] = []
    for sentence in sentences(said):
        for one in sentence:
            if one.kind == "change":
                found.extend(_fell_by_a_negative(one))
                apart = any(one.around)
                near = _beside(sentence, one) if apart else sentence
                alone = before if len(before) == 1 else ()
                base = _only_current(one, near, alone) if apart else base_of(one, said)
                ways = list(_ways(one, base, near, before[:1]))
            elif one.unit == _TIMES and one.words == "的":
                ways = list(_pairs(one, "multiple", None, sentence))
            else:
                continue
            for shape in dict.fromkeys(way.shape for way in ways):
                best = meant([way for way in ways if way.shape == shape])
                held = [w for w in best if w.ties or not w.ties_in_thousands]
                found.extend(replace(w, certain=w.odds >= weights("text")["told"]) for w in held)
        found.extend(_turns_told(sentence, before[:1]))
        before = _goes_on(sentence, before)
    return found


def _goes_on(sentence: Sequence[Mention], before: list[Mention]) -> list[Mention]:
    """What the next sentence may go on from; none where the first is what this compares with."""
    values = [s for s in sentence if s.kind == "value"]
    if values and cues.TOLD_OF_BEFORE.match(sentence[0].around[0]):
        return before
    # up from 12,782: what its own sentence compares with; none is of the next
    if values and cues.TOLD_BEFORE_PRIOR.search(values[0].around[0]):
        return []
    return values or before


def _beside(sentence: Sequence[Mention], change: Mention) -> list[Mention]:
    """What stands between the changes before and behind; a bracket with two values is enough."""
    within = [s for s in sentence if s.mark.bracketed and s.mark.bracket == change.mark.bracket]
    if sum(s.kind == "value" for s in within) == _FEWEST:
        return [replace(s, mark=replace(s.mark, bracket=0)) for s in within]
    told = [s for s in sentence if s.kind == "change" and not s.mark.bracketed]
    again = [s.number for s in sentence if s.mark.change and cues.TOLD_AGAIN.fullmatch(s.around[0])]
    if change.number in again:
        again.append(change.number - 1)
    others = [s.number for s in told if s.number not in again]
    first = max((n for n in others if n < change.number), default=0)
    last = min((n for n in others if n > change.number), default=change.number + len(sentence))
    return [s for s in sentence if first <= s.number <= last]


def _ways(
    change: Mention, base: Mention | None, sentence: Sequence[Mention], before: Sequence[Mention]
) -> Iterator[Statement]:
    told = change.mark.change
    if told is None or told.kind not in _SHAPES:
        return
    if told.kind != "relative" or not change.mark.basis:
        yield from _pairs(change, told.kind, base, sentence, before)
    if told.kind == "relative":
        for rise in sentence:
            # 受案增加9件，上升10%，结案增加3件: what goes on with another name is of that
            goes_on = rise.words in ("", change.words)
            near = change.number - rise.number in ((1, -1) if goes_on else (1,))
            if near and _is_amount(rise) and _alike(rise, change):
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
    base = base or _only_current(change, values)
    led = {one.number: then for one, then in pairwise(values) if turns(one, then)}
    for prior, current in permutations((*before, *values), 2):
        pair = same_unit(current, prior) and _fits(current, change) and not current.is_prior
        pair = pair and led.get(prior.number, current) is current  # from 10 to 12, of nothing else
        apart = len({s.mark.bracket for s in (change, current, prior)} - {0}) > 1
        if pair and not apart and _compares(change, current, prior):
            odds = _odds(change, current, prior, base)
            yield Statement(shape, {"本期": (current,), "上期": (prior,), role: (change,)}, odds)


def _only_current(
    change: Mention, sentence: Sequence[Mention], earlier: Sequence[Mention] = ()
) -> Mention | None:
    """``rose to 20,400 from 10,200``: the value that words say was reached, or the only one.

    ``This was a rise of 6% on 9,600``: what the sentence before told.
    """
    values = [s for s in (*earlier, *sentence) if s.kind == "value" and not s.mark.bracketed]
    told = [s for s in values if _fits(s, change)]
    may = [s for s in told if not (s.is_prior or any(_comes_before(s, t, change) for t in told))]
    if not cues.TOLD_OF_BEFORE.match(change.around[0]):
        may = [s for s in may if same_sentence(s, change)]
    behind = [s for s in may if s.number > change.number][:1]
    near = [s for s in may if s.number <= change.number + 1 or _is_first(s, behind)]
    reached = [s for s in near if cues.TOLD_BEFORE_CURRENT.search(s.around[0])]
    next_to_it = [s for s in reached if s.number == change.number + 1]
    before = [s for s in may if s.number < change.number]
    ways = (next_to_it, reached) if reached else (may, before)
    return next((way[0] for way in ways if len(way) == 1), None)


def _is_first(one: Mention, behind: Sequence[Mention]) -> bool:
    """``rose 20% from 10 to`` 12; in ``3% fewer than in May, while texts rose to`` 40 it is not."""
    *before, clause = cues.TOLD_CLAUSE.split(one.around[0])
    return one in behind and not (before and cues.TOLD_BEFORE_CURRENT.split(clause)[0].split())


def _odds(change: Mention, current: Mention, prior: Mention, base: Mention | None) -> float:
    """By where the two stand, and whether they are called alike."""
    known = weights("text")
    odds = known["of-base"] if current is base else known["elsewhere"]
    behind = prior.number - 1 in (change.number, current.number)
    behind = behind and cues.TOLD_BEFORE_PRIOR.search(prior.around[0]) is not None
    if not (prior.compared or behind or _says_same(prior, current)):
        odds += known["unlike"]
    return odds + known["apart"] * _apart(change, current, prior)


def _apart(change: Mention, current: Mention, prior: Mention) -> int:
    """How many numbers stand between; in runs (``分别…，上周分别…``) how far out of step."""
    behind, ahead = prior.number - current.number, change.number - prior.number
    told = change.mark.change
    if change.mark.joined or (told and cues.RESPECTIVE.search(told.text)):
        return abs(ahead - behind)
    return (abs(ahead) if prior.compared else min(abs(ahead), abs(behind))) - 1


def _rises(
    change: Mention, rise: Mention, base: Mention | None, sentence: Sequence[Mention]
) -> Iterator[Statement]:
    """``增加120件，增幅5.3%``: the difference, of what is more now, beside the rate of a value."""
    for current in dict.fromkeys((*sentence, *([base] if base else ()))):
        less = change.numeral.value > 0 and rise.value > current.value  # than nothing, before
        if current.kind == "value" and current.unit == rise.unit and not (less or current.is_prior):
            odds = weights("text")["of-base" if current is base else "elsewhere"]
            level = rise.mark.bracketed > change.mark.bracketed and not _of_value(change, current)
            odds += weights("text")["unlike"] * level
            roles = {"本期": (current,), "增量": (rise,), "增幅": (change,)}
            yield Statement("text-increase", roles, odds)


def _of_value(change: Mention, current: Mention) -> bool:
    """``5,780, an increase of`` 9% (499): after its value, and nothing else is named between."""
    clause = cues.TOLD_CLAUSE.split(change.around[0])[-1]
    told = cues.TOLD_BEFORE_CHANGE.search(clause)
    near = current.number == change.number - 1
    return near and told is not None and len(clause[: told.start()].split()) < _FEWEST


def _compares(change: Mention, current: Mention, prior: Mention) -> bool:
    """Whether one may be the value before another, of the period that the change names."""
    told = change.mark.change
    if told is None:
        return cues.TIMES_PRIOR.search(prior.naming) is not None
    year, span = cues.NAMED_YEAR.search(told.text), prior.span
    if year and span and span.name == year["year"] != (current.span or span).name:
        return True
    other = cues.OTHER_BASE.search(told.text) and not cues.PRIOR.search(told.text)
    if other or (_is_mean(current) != _is_mean(prior) and prior.label):
        return False
    before = prior.is_prior or turns(prior, current) or _comes_before(prior, current, change)
    return bool(before) and _in_time(told.comparison, span.printed if span else prior.words)


def _in_time(comparison: str, printed: str) -> bool:
    """环比 is not told against 去年同期, nor 同比 against 上月."""
    monthly = cues.JUST_BEFORE.search(printed) is not None
    if comparison == "year-on-year":
        return not monthly
    return comparison != "month-on-month" or monthly or "年" not in printed


def _comes_before(prior: Mention, current: Mention, change: Mention) -> bool:
    """The period before; any earlier one where the comparison has no name of its own."""
    comparison = change.mark.change.comparison if change.mark.change else ""
    if any(change.around) and _is_earlier(prior, current):
        return True
    now, then = (s.span.name if s.span else "" for s in (current, prior))
    return now[:4].isdecimal() and prior_of(now, comparison or "year-on-year") == then


def _says_same(prior: Mention, current: Mention) -> bool:
    shorter, longer = sorted((prior.label, current.label), key=len)
    begins = len(shorter) > 1 and longer.startswith(shorter)
    bare = any(cues.BARE_PRIOR.fullmatch(label) for label in (shorter, longer))
    apart = any(current.around) and longer.lower().split()[-1:] == shorter.lower().split()[-1:]
    return shorter == longer or begins or bare or apart


def _alike(one: Mention, other: Mention) -> bool:
    """Whether two changes compare with one base: 同比, 环比, or a year by name."""
    return len({_base(one), _base(other)} - {""}) <= 1


def _base(change: Mention) -> str:
    told = change.mark.change
    other = cues.OTHER_BASE.search(told.text) if told else None
    if other and not cues.PRIOR.search(other[0]):
        return other[0]
    return told.comparison if told else ""


def _fell_by_a_negative(change: Mention) -> Iterator[Statement]:
    """A negative number behind 下降; behind 增长 or 增长率 it is custom and says that it fell."""
    printed = change.mark.change
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
    goes_on = sentence[0].mark.sentence and cues.TOLD_APART.match(sentence[0].around[0])
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
