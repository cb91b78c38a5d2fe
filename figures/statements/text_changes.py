"""Changes that text tells: both values and the change, rise and rate of rise, word against sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.figures.identity.period import prior_of
from gouji.figures.sentences import cues
from gouji.figures.sentences.mention import Mention
from gouji.figures.statements.rival_values import settled
from gouji.figures.statements.text_relations import Related, same_unit


def base_of(change: Mention, said: Sequence[Mention]) -> Mention | None:
    """The value that a change is of; None where the sentence leaves it open."""
    if change.kind != "change" or change.after_unread:
        return None
    at = change.number - said[0].number
    if change.mark.joined and not change.mark.attached:
        return _respective(said, at)
    if not change.mark.attached and not cues.SAME_SUBJECT.fullmatch(change.words):
        return _named_before(said, at, change)
    if cues.RESPECTIVE.search(change.mark.change.text if change.mark.change else ""):
        return _respective(said, at)
    if (beside := _told_with(change, said[at - 1])) is not None:
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
    values = _in_sentence(said[:first], said[at])
    told_twice = len(values) == 2 * many and cues.PRIOR.search(values[many].words)
    return values[at - first] if many > 1 and (len(values) == many or told_twice) else None


def _in_sentence(said: Sequence[Mention], one: Mention) -> list[Mention]:
    return [s for s in said if s.kind == "value" and s.mark.sentence == one.mark.sentence]


def _respective_prior(base: Mention, change: Mention, said: Sequence[Mention]) -> Mention | None:
    """``A、B分别为692件和271件，上周分别为804件和290件，分别下降…``: priors in the same order."""
    values = _in_sentence(said[: change.number - said[0].number], change)
    half = len(values) // 2
    if len(values) < 4 or len(values) % 2 or not cues.RESPECTIVE.search(values[half].words):
        return None
    if not cues.PRIOR.search(values[half].words) or base not in values[:half]:
        return None
    prior = values[half + values.index(base)]
    return prior if same_unit(prior, base) else None


def _named_before(said: Sequence[Mention], at: int, change: Mention) -> Mention | None:
    """``收支总计为…。与上年相比，收支总计各减少…``: the words of a change name its value again."""
    if _in_sentence(said[:at], change):
        return None
    before = [s for s in said[:at] if s.mark.sentence == change.mark.sentence - 1]
    own = (s.words for s in said[: at + 1] if s.mark.sentence == change.mark.sentence)
    words = "".join(own)
    named = [s for s in before if len(s.label) > 1 and s.label in words and _fits(s, change)]
    return named[0] if len(named) == 1 and not is_prior(named[0]) else None


def _only_value(said: Sequence[Mention], change: Mention) -> Mention | None:
    """``受理270件，同比增加33件；与上月相比增加27件``: what the whole sentence is about."""
    values = [s for s in _in_sentence(said, change) if not is_prior(s) and not s.mark.bracketed]
    one = values[0] if len(values) == 1 else None
    return one if one is not None and one.is_count and _fits(one, change) else None


def _value_before(said: Sequence[Mention], at: int, change: Mention) -> Mention | None:
    """The value that stands before it; a share of a plan between them is of that value as well."""
    passed = False
    for i in range(at - 1, -1, -1):
        one = said[i]
        if passed or (one.mark.printed.quantity == "rate" and _is_amount(change)):
            passed = one.words.startswith("的")
            continue
        if one.mark.sentence != change.mark.sentence:
            return _named_before(said, at, change)
        if one.mark.segment != change.mark.segment:
            return _only_value(said[:at], change)
        if one.kind == "change" or cues.AMONG.match(one.mark.behind):
            continue
        if one.words.startswith("在") and cues.WITHIN_MANY.match(one.mark.behind):
            continue
        if change.mark.bracketed != one.mark.bracketed and one.mark.bracketed:
            continue
        if (later := _later_alike(one, said[:at])) or is_prior(one):
            return later or _compared(said, i, at)
        if cues.RANKED.search(one.mark.behind):
            return None
        return one if _fits(one, change) and not _is_open(said, i, change) else None
    return None


def _told_with(change: Mention, before: Mention) -> Mention | None:
    """``比上年增收12423万元，增长10.59%``: both are of what the amount is of."""
    told = (change.mark.change, before.mark.change)
    if change.mark.segment != before.mark.segment or not _is_amount(before) or not all(told):
        return None
    relative = change.mark.change is not None and change.mark.change.kind == "relative"
    return before if relative and _one_comparison(change, before) else None


def _is_amount(change: Mention) -> bool:
    """A rise told in 件 or 元, never of a rate."""
    told = change.mark.change
    return told is not None and told.kind == "difference" and change.unit not in ("", "%", "‰")


def _later_alike(one: Mention, said: Sequence[Mention]) -> Mention | None:
    """``2024年受理1000件，2023年受理1050件，…``: what is told of the later year, by name."""
    if one.span is None or not one.span.name[:4].isdecimal():
        return None
    alike = [s for s in _in_sentence(said, one) if s is not one and same_unit(s, one)]
    dated = [s for s in alike if s.span is not None and s.span.name[:4].isdecimal()]
    later = [s for s in dated if s.span is not None and s.span.name[:4] > one.span.name[:4]]
    return later[0] if len(later) == 1 else None


def _closes_a_bracket_of_parts(said: Sequence[Mention], last: int) -> bool:
    """``执法315件（包括复查7件，同比增长5%）``: of the part, or of what the bracket is added to."""
    one, before = said[last], said[last - 1] if last else None
    if before is None or not one.mark.bracketed or not one.words:
        return False
    if before.mark.bracketed:
        return before.kind == "value" and same_unit(before, one) and not is_prior(before)
    return bool(cues.INTRODUCTION.match(one.words)) and same_unit(before, one)


def _compared(said: Sequence[Mention], prior: int, change: int) -> Mention | None:
    """Whose prior value it is: of the value before it, or of the one that the change leads to."""
    before = _outside_brackets(said, prior)
    if before and _follows(before, said[prior]) and not is_prior(before):
        return before
    if change + 1 < len(said) and cues.REACHES.match(said[change + 1].words):
        return said[change + 1] if _follows(said[change + 1], said[prior]) else None
    return None


def _outside_brackets(said: Sequence[Mention], prior: int) -> Mention | None:
    """The number before last year's; what brackets add to it (``（日均488起）``) is another.

    ``同比上季5600件增长5%，同比去年4100件增长40%``: the change and value between are of it, too.
    """
    for one in reversed(said[:prior]):
        if said[prior].compared and (one.kind == "change" or one.compared):
            continue
        if not one.mark.bracketed or said[prior].mark.bracketed:
            return None if one.kind == "value" and _is_mean(one) else one
    return None


def _follows(one: Mention, prior: Mention) -> bool:
    return one.kind == "value" and same_unit(one, prior) and one.mark.segment == prior.mark.segment


def _fits(one: Mention, change: Mention) -> bool:
    """Percentage points are of rates; a difference in 件 of a count in 件."""
    kind = change.mark.change.kind if change.mark.change else ""
    quantity = one.mark.printed.quantity
    if kind == "points":
        return quantity == "rate"
    if kind == "difference":
        return one.unit == change.unit
    return quantity in ("count", "measure", "money", "rate")


def _is_open(said: Sequence[Mention], at: int, change: Mention) -> bool:
    """``A x件、B y件，同比增长5%`` is of B alone, or of both."""
    if change.mark.bracketed:
        return _closes_a_bracket_of_parts(said, at)
    return said[at].mark.listed


def find_changes(said: Sequence[Mention]) -> list[Related]:
    """Find what the changes of one paragraph have to tie with."""
    found: list[Related] = []
    for at, one in enumerate(said):
        if one.kind != "change" or one.mark.change is None:
            continue
        found.extend(_direction(one))
        base = base_of(one, said)
        if base is None:
            continue
        if (prior := _prior(base, one, said)) and (of := _alike(base, prior, said)):
            found.extend(_between(of, prior, one, said))
        if rise := _rise_beside(one, base, said, at):
            roles = {"本期": (base,), "增量": (rise,), "增幅": (one,)}
            found.append(Related("text-increase", roles))
    return [*settled(found, said), *_turns(said), *_multiples(said)]


def _direction(change: Mention) -> Iterator[Related]:
    """A negative number behind 下降; behind 增长 or 增长率 it is custom and says that it fell."""
    printed = change.mark.change
    if printed is None or printed.numeral.value >= 0 or "-" not in printed.numeral.text:
        return
    if cues.DOWN.search(printed.text) and not cues.UP.search(printed.text):
        yield Related("fell-by-a-negative", {"变化": (change,)}, certain=False, sign=1)


def _prior(base: Mention, change: Mention, said: Sequence[Mention]) -> Mention | None:
    """The prior value printed beside: ``由去年的X件增加到Y件``, ``Y件，去年同期X件``."""
    if own := _right_before(base, change, said) or _of_named_year(base, change, said):
        return own
    if own := _respective_prior(base, change, said):
        return own
    at = base.number - said[0].number
    values = [
        (i, s)
        for i, s in enumerate(said)
        if s.kind != "change" and s.mark.segment == base.mark.segment
    ]
    here = next(n for n, (i, _) in enumerate(values) if i == at)
    before = values[here - 1][1] if here else None
    after = values[here + 1][1] if here + 1 < len(values) else None
    if before is not None and same_unit(before, base):
        if cues.FROM.search(before.words) and cues.TO.search(base.words):
            return before
        if _precedes(before, base) and _says_same(before, base):
            return before
    if after is not None and same_unit(after, base) and is_prior(after) and _says_same(after, base):
        return after
    return None


def _of_named_year(base: Mention, change: Mention, said: Sequence[Mention]) -> Mention | None:
    """``2019年受理X件。…2024年受理Y件，较2019年增长…``: the only count of that year alike."""
    told = change.mark.change
    match = cues.NAMED_YEAR.search(told.text) if told else None
    if match is None or base.span is None or base.span.name == match["year"]:
        return None
    found = [s for s in said if s.kind == "value" and _is_alike(s, base) and not s.mark.bracketed]
    found = [s for s in found if s.span is not None and s.span.name == match["year"]]
    return found[0] if len(found) == 1 else None


def _is_alike(one: Mention, base: Mention) -> bool:
    if one.number >= base.number or not same_unit(one, base):
        return False
    known = one.indicator is not None and one.indicator == base.indicator
    return (known and one.scope == base.scope) or bool(one.label and one.label == base.label)


def _alike(base: Mention, prior: Mention, said: Sequence[Mention]) -> Mention | None:
    """``来电27600通，日均300通，环比二季度（24000通）``: a total is compared with the total."""
    if _is_mean(base) == _is_mean(prior):
        return base
    before = [s for s in said if s.number < base.number and _follows(s, prior)]
    fitting = [s for s in before if s is not prior and not _is_mean(s) and not s.mark.bracketed]
    return fitting[-1] if fitting else None


def _is_mean(one: Mention) -> bool:
    return bool(cues.PER_SPAN.search(one.words))


def _right_before(base: Mention, change: Mention, said: Sequence[Mention]) -> Mention | None:
    """``较上月（4200件）增长8.74%，较去年同期（5000件）下降8.66%``: each has its own."""
    at = change.number - said[0].number - 1
    if at < 0 or said[at] is base or not same_unit(said[at], base):
        return None
    compared = is_prior(said[at]) and said[at].compared
    return said[at] if compared and said[at].mark.segment == base.mark.segment else None


def is_prior(one: Mention) -> bool:
    """Whether a value is last year's, or what another is compared with (较第三季度的 8000件)."""
    if one.kind != "value" or one.span is None:
        return False
    return one.span.name == "prior" or one.compared


def _precedes(one: Mention, base: Mention) -> bool:
    """``2022年X件，2023年Y件``, ``去年X件，今年Y件``."""
    if is_prior(base) or one.span is None:
        return False
    if is_prior(one):
        return True
    name = base.span.name if base.span else ""
    return name[:4].isdecimal() and prior_of(name) == one.span.name


def _is_bare(one: Mention) -> bool:
    """``去年同期``, ``上年为``: nothing but the period."""
    return bool(cues.BARE_PRIOR.fullmatch(one.label))


def _says_same(prior: Mention, current: Mention) -> bool:
    one, other = prior.label, current.label
    shorter, longer = sorted((one, other), key=len)
    begins = len(shorter) > 1 and longer.startswith(shorter) and is_prior(prior)
    return one == other or begins or _is_bare(prior) or _is_bare(current)


def _on_other_basis(change: Mention, said: Sequence[Mention]) -> bool:
    """``按可比价格计算，比上年增长5.6%``: real growth is not that of the printed values."""
    near = [s for s in said if abs(s.number - change.number) <= 1]
    words = (w for s in near for w in (s.words, s.mark.behind, *s.mark.lead, *s.mark.asides))
    return any(cues.COMPARABLE.search(w) for w in words)


def _between(
    base: Mention, prior: Mention, change: Mention, said: Sequence[Mention]
) -> Iterator[Related]:
    told = change.mark.change
    if told is not None and told.kind == "relative" and _on_other_basis(change, said):
        return
    if told is None or not _compares(told.comparison, prior) or told.kind == "unstated":
        return
    year = cues.NAMED_YEAR.search(told.text)
    of_year = year is not None and prior.span is not None and prior.span.name == year["year"]
    if cues.OTHER_BASE.search(told.text) and not cues.PRIOR.search(told.text) and not of_year:
        return
    roles = {"本期": (base,), "上期": (prior,)}
    if told.kind == "multiple":
        yield Related("text-multiple", {**roles, "倍数": (change,)})
    elif told.kind in ("difference", "points"):
        yield Related("text-difference", {**roles, "变化": (change,)})
    else:
        yield Related("text-change", {**roles, "变化": (change,)})


def _compares(comparison: str, prior: Mention) -> bool:
    """环比 is not told against 去年同期, nor 同比 against 上月."""
    printed = prior.span.printed if prior.span else prior.words
    monthly = any(w in printed for w in ("上月", "上个月", "上周", "上季", "上一季"))
    yearly = any(w in printed for w in ("年",))
    if comparison == "year-on-year":
        return not monthly
    return not (comparison == "month-on-month" and yearly and not monthly)


def _rise_beside(rate: Mention, base: Mention, said: Sequence[Mention], at: int) -> Mention | None:
    """``增加120件，增幅5.3%``: the difference right beside the rate of one value."""
    if rate.mark.change is None or rate.mark.change.kind != "relative":
        return None
    if base.mark.printed.quantity not in ("count", "money", "measure"):
        return None
    for beside in (at - 1, at + 1):
        if 0 <= beside < len(said) and (rise := said[beside]).kind == "change":
            told = rise.mark.change
            if told is None or told.kind != "difference" or rise.unit != base.unit:
                continue
            of = base_of(rise, said)
            if of is not None and of.number == base.number and _one_comparison(rise, rate):
                return rise
    return None


def _one_comparison(one: Mention, other: Mention) -> bool:
    assert one.mark.change is not None and other.mark.change is not None
    bases = {_base(one), _base(other)} - {""}
    return len(bases) <= 1


def _base(change: Mention) -> str:
    """What a change compares with: 同比, 环比, or a base of its own."""
    told = change.mark.change
    assert told is not None
    other = cues.OTHER_BASE.search(told.text)
    if other and not cues.PRIOR.search(other[0]):
        return other[0]
    return told.comparison


def _multiples(said: Sequence[Mention]) -> Iterator[Related]:
    """``9000件，是去年4500件的2倍``."""
    for base, prior, times in zip(said, said[1:], said[2:], strict=False):
        if times.kind != "value" or times.unit != "倍" or times.words != "的":
            continue
        if _follows(base, prior) and cues.TIMES_PRIOR.search(prior.naming):
            yield Related("text-multiple", {"本期": (base,), "上期": (prior,), "倍数": (times,)})


def _turns(said: Sequence[Mention]) -> Iterator[Related]:
    """``由X件增加到Y件``: the word must say what the values do."""
    for before, one in pairwise(said):
        if before.kind != "value" or one.kind != "value" or not same_unit(before, one):
            continue
        match = cues.TO.search(one.words)
        if match is None or not match["direction"] or not cues.FROM.search(before.words):
            continue
        if before.mark.sentence == one.mark.sentence:
            sign = 1 if cues.UP.search(match["direction"]) else -1
            yield Related("direction", {"本期": (one,), "上期": (before,)}, sign=sign)
