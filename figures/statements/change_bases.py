"""Which value of its sentence, or of the one before, a change is of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gouji.figures.identity.period import prior_of
from gouji.figures.sentences.mention import Mention, same_sentence
from gouji.figures.statements.statement import same_unit
from gouji.figures.statements.wholes import abbreviates
from gouji.rules import cues

_RATES: Final = frozenset({"", "%", "‰"})


def base_of(change: Mention, said: Sequence[Mention]) -> Mention | None:
    """The value that a change is of; None where the sentence leaves it open."""
    told = change.change
    if told is None or change.after_unread:
        return None
    at = change.number - said[0].number
    if (change.joined and not change.attached) or cues.RESPECTIVE.search(told.text):
        return _respective(said, at)
    if not change.attached and not cues.SAME_SUBJECT.fullmatch(change.words):
        return _named_again(said[:at], change)
    if told.kind == "relative" and is_amount(beside := said[at - 1]) and alike(beside, change):
        return base_of(beside, said)
    return _value_before(said, at, change)


def _respective(said: Sequence[Mention], at: int) -> Mention | None:
    """``A x件，B y件，分别增长3%和4%``: as many values in the sentence as changes in the run."""
    first = last = at
    while said[first].joined and first and said[first - 1].kind == "change":
        first -= 1
    while last + 1 < len(said) and said[last + 1].joined and said[last + 1].kind == "change":
        last += 1
    many = last - first + 1
    before = [s for s in said[:first] if s.kind == "value"]
    values = [s for s in before if same_sentence(s, said[at])]
    if all(s.is_prior for s in values):  # 9件、6件。上年为8件、5件，分别增长…
        earlier = [s for s in before if s not in values]
        values = [*(s for s in earlier if same_sentence(s, earlier[-1])), *values]
    twice = len(values) == 2 * many and (values[many].is_prior or values[many].of_prior)
    return values[at - first] if many > 1 and (len(values) == many or twice) else None


def _value_before(said: Sequence[Mention], at: int, change: Mention) -> Mention | None:
    """The value that stands before it, or before the prior one; else what the change leads to."""
    prior: Mention | None = None
    before = [s for s in said[:at] if s.segment == change.segment]
    before = [s for s in before if s.bracketed <= change.bracketed]
    if all(s.kind != "value" for s in before):
        # 270件，同比增加33件；与上月相比增加27件: what the whole sentence is about
        own = [s for s in said[:at] if same_sentence(s, change)]
        return only_current(change, own) if own else _named_again(said[:at], change)
    for one in (s for s in reversed(before) if s.kind != "change"):
        if one.is_prior or any(is_earlier(one, s) for s in before):
            prior = one
        elif _is_aside(one, prior, change, before):
            continue
        elif cues.RANKED.search(one.behind) or (prior and not same_unit(one, prior)):
            break
        else:
            open_ = (one.bracketed and one.words) if change.bracketed else one.listed
            return one if may_rise(one, change) and not (open_ or _is_paired(one, before)) else None
    then = said[at + 1] if at + 1 < len(said) else None
    reached = prior is not None and then is not None and cues.REACHES.match(then.words)
    return then if reached and then and prior and same_unit(then, prior) else None


def _is_paired(one: Mention, before: Sequence[Mention]) -> bool:
    """``41件50人、上升50%``: two measures of the same, and the change may be of either."""
    other = before[before.index(one) - 1] if before[0] is not one else one
    run_on = not (one.words or one.lead or one.listed or one.bracketed)
    return run_on and other.kind == "value" and other.unit != one.unit


def _named_again(before: Sequence[Mention], change: Mention) -> Mention | None:
    """``收支总计为…。与上年相比，收支总计各减少…``: the words of a change name its value again."""
    own = [s for s in before if same_sentence(s, change)]
    words = "".join(s.words for s in (*own, change))
    last = [s for s in before if s.sentence == change.sentence - 1]
    may = [s for s in (*last, *own) if may_rise(s, change) and s.kind == "value" and not s.is_prior]
    here = [s for s in may if s in own]
    if not here:
        # 进出口 names 货物贸易进出口总值, and not 出口, which stands in it as well
        named = [s for s in may if change.words and change.words in s.label]
        named = named or [s for s in may if len(s.label) > 1 and s.label in words]
        named = named or [s for s in may if abbreviates(change.words or "?", s.label)]
        named = named or (may if is_amount(change) else [])
    else:
        named = []
    named = named or [s for s in here or may if _is_called(s, change)]
    return named[0] if len(named) == 1 else None


def _is_called(one: Mention, change: Mention) -> bool:
    """受理起诉9件12人，件数上升…，人数下降…: by its unit, or as the end of its name tells."""
    name = cues.COMPARISON.sub("", change.words)
    if told := cues.COUNTED_BY.fullmatch(name):
        return one.unit == told["unit"]
    return len(name) > 1 and one.label.endswith(name)


def is_earlier(one: Mention, other: Mention) -> bool:
    """``2022年受理1050件`` beside ``2024年受理1000件``."""
    names = [s.span.name if s.span else "" for s in (one, other)]
    dated = all(n[:4].isdecimal() for n in names) and same_unit(one, other)
    return dated and len(names[0]) == len(names[1]) and names[0] < names[1]


def _is_aside(
    one: Mention, prior: Mention | None, change: Mention, before: Sequence[Mention]
) -> bool:
    """A mean beside its total, a plan and a share of it, ``在70家公司中，…``."""
    within = one.words.startswith("在") and cues.WITHIN_MANY.match(one.behind)
    apart = prior is not None and is_mean(one) != is_mean(prior)
    apart |= is_mean(one) and any(one.unit == s.unit and not is_mean(s) for s in before)
    if within or apart or cues.AMONG.match(one.behind) or one.behind == "的":
        return True
    # 占26%，环比上升3%: shares rise by points
    of_count = one.kind == "share" and change.unit == "%"
    return of_count or (is_amount(change) and one.quantity == "rate")


def is_amount(change: Mention) -> bool:
    """A rise told in 件 or 元, never of a rate."""
    told = change.change
    of_counts = change.unit not in _RATES or any(change.around)
    return told is not None and told.kind == "difference" and of_counts


def is_mean(one: Mention) -> bool:
    return bool(cues.PER_SPAN.search(one.words + one.label))


def may_rise(one: Mention, change: Mention) -> bool:
    """Percentage points are of rates; a difference in 件 of a count in 件."""
    kind = change.change.kind if change.change else ""
    if kind == "points":
        return one.quantity == "rate"
    return kind != "difference" or one.unit == change.unit


def only_current(change: Mention, sentence: Sequence[Mention]) -> Mention | None:
    """``rose to 20,400 from 10,200``: the value that words say was reached, or the only one."""
    values = [s for s in sentence if s.kind == "value" and not s.bracketed]
    told = [s for s in values if may_rise(s, change)]
    told = [s for s in told if not is_mean(s)] or told  # of the total, not of its daily mean
    may = [s for s in told if not (s.is_prior or any(comes_before(s, t, change) for t in told))]
    may = [s for s in may if same_sentence(s, change)]
    before = [s for s in may if s.number < change.number]
    then = [s for s in may if s.number == change.number + 1]
    reached = [s for s in then if cues.TOLD_BEFORE_CURRENT.search(s.around[0])]
    return next((way[0] for way in (reached, may, before) if len(way) == 1), None)


def comes_before(prior: Mention, current: Mention, change: Mention) -> bool:
    """The period before; any earlier one where the comparison has no name of its own."""
    comparison = change.change.comparison if change.change else ""
    if any(change.around) and is_earlier(prior, current):
        return True
    now, then = (s.span.name if s.span else "" for s in (current, prior))
    return now[:4].isdecimal() and prior_of(now, comparison or "year-on-year") == then


def alike(one: Mention, other: Mention) -> bool:
    """Whether two changes compare with one base: 同比, 环比, or a year by name."""
    return len({_base(one), _base(other)} - {""}) <= 1


def _base(change: Mention) -> str:
    told = change.change
    other = cues.OTHER_BASE.search(told.text) if told else None
    if other and not cues.PRIOR.search(other[0]):
        return other[0]
    return told.comparison if told else ""
