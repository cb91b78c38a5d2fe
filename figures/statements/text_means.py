"""Means that a text tells: over days and months (日均), people (人均) and things one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import Final

from gouji.figures.identity.period import WEEK, days_of, whole_months_of
from gouji.figures.sentences.mention import Mention, same_sentence, same_time
from gouji.figures.sentences.phrases import stems
from gouji.figures.sentences.subjects import take_apart
from gouji.figures.statements.statement import Statement, meant
from gouji.figures.statements.text_lists import is_headed
from gouji.figures.statements.wholes import abbreviates
from gouji.rules import cues
from gouji.rules.bundled import weights

_MOST, _SHORT, _LOOK_BACK = 12, 2, 60
_PEOPLE: Final = frozenset({"人", "名"})
_DAY: Final = "天"
_A_DAY: Final = ("/天", "/日")
_PERIODS: Final = (
    ("text-per-day", "日均", cues.PER_DAY, days_of),
    ("text-per-week", "周均", cues.PER_WEEK, days_of),
    ("text-per-month", "月均", cues.PER_MONTH, whole_months_of),
)
"""How a mean over time is worded, and over how many of what its total is taken."""


def find_means(said: Sequence[Mention], history: Sequence[Mention], period: str) -> list[Statement]:
    """``共受理诉求868022件，日均受理2372件``, ``接听36000通，人均720通``."""
    found: list[Statement] = []
    for at, one in enumerate(said):
        if one.kind == "value" and not one.joined and not one.after_unread:
            then = [s for s in said[:at] if not s.of_prior]
            told = [s for s in then if same_time(s, one)]
            days = any(s.unit == _DAY and s.may_add and same_sentence(s, one) for s in told)
            over_time = list(_over_periods(one, told, period, history))
            # 全年开放310天，接待…，日均…: over those days, or over all where that ties
            over_time = [w for w in over_time if w.ties or not days]
            # 4月受理…，1—4月累计受理…。日均…: of all of them, or of the month where that ties
            shorter = [s for s in then if not same_time(s, one)]
            over_time += [w for w in _over_periods(one, shorter, period, ()) if w.ties]
            found.extend(replace(w, certain=True) for w in meant(over_time))
            over_counts = list(_over_people(one, told, said[at + 1 :][:1]))
            if each := _each(one):
                near = [s for s in (*history[-_LOOK_BACK:], *told) if same_time(s, one)]
                near = [s for s in near if s.kind == "value" and s.quantity != "rate"]
                over_counts = [*_over_counts(one, near, *each), *over_counts]
            found.extend(meant(over_counts))
    return found


def _over_periods(
    one: Mention, before: Sequence[Mention], period: str, history: Sequence[Mention]
) -> Iterator[Statement]:
    for shape, role, words, length in _PERIODS:
        mean = cues.TOLD_MEAN.search(one.around[0])
        match = words.match(one.label) or (
            mean and (words.match(one.around[1]) or words.match(one.around[0]))
        )
        week = shape == "text-per-week"
        a_day = shape == "text-per-day" and one.unit.endswith(_A_DAY) and one.bracketed
        what = match["what"] if match else "" if a_day else None
        counts = [s for s in before if s.is_count]
        near = [s for s in counts if same_sentence(s, one)]
        named: Mention | None = None
        if what is not None and mean and not near:
            # On average, 200 passengers a day used it; Daily average: 200
            told = [s for s in (*history[-_LOOK_BACK:], *before) if s.is_count and not s.is_prior]
            near = told[-_MOST:]
            last = [s for s in near if same_sentence(s, near[-1])]
            # one of several items below each other is no total
            listed = len(near) > 1 and all(map(is_headed, near[-2:]))
            named = last[0] if len(last) == 1 and not listed else None
        elif not near:
            own = [s for s in counts if s.paragraph == one.paragraph]
            near = own if what else own[:1]
        for total in near if what is not None else ():
            over = length(total.span, period)
            fits = total.unit == one.unit.partition("/")[0]
            if over and fits and _is_taken_over(one, total, over // (WEEK if week else 1)):
                roles = {role: (one,), "总量": (total,)}
                odds = _odds(what or "", one, total, before) if total in before else 0.0
                odds = weights("means")["named"] if total is named else odds
                yield Statement(shape, roles, odds, over)


def _is_taken_over(mean: Mention, total: Mention, over: int) -> bool:
    """Whether a mean may be over so many days or months, right or wrong.

    297 in 7 days are 42.43, printed 43: whole things a day are often rounded up. One that is over
    exactly 40 days is not of the year that is told: its text speaks of a shorter time.
    """
    numeral, exact = mean.numeral, total.interval
    if numeral.step == 1 and exact.is_point and exact.low is not None:
        made = Fraction(exact.low) / over
        if numeral.value == ceil(made) and numeral.value != round(made):
            return False
    length = exact / mean.interval if numeral.value > 0 else None
    if length is None or length.low is None or length.high is None:
        return True
    return 2 * length.high > over or floor(length.high) < length.low


def _odds(what: str, mean: Mention, total: Mention, before: Sequence[Mention]) -> float:
    """How well a total is named by the mean, or stands where it must be."""
    known, counts = weights("means"), [s for s in before if s.is_count]
    name = cues.COUNT_NOUN.sub("", cues.TRAILING.sub("", what))
    closes = total is before[-1] and cues.TOTAL_WORDS.fullmatch(total.words)
    beside = not name and mean.bracketed and total is before[-1]
    if name and (
        name in total.words
        or (total.label or "?") in name
        or (len(name) == _SHORT and abbreviates(name, total.words))
    ):
        return known["named"]
    alone = [s for s in counts if same_sentence(s, mean)] == [total] and not name
    return known["named"] if closes or beside or (alone and total.label) else known["unnamed"]


def _each(mean: Mention) -> tuple[str, str] | None:
    """Over what a mean is taken, and of what it is: ``人均｜接听``, ``平均每起｜事故造成损失``."""
    if day := cues.PER_DAY.match(mean.words):
        return _DAY, take_apart(day["what"]).label
    match = cues.MEAN_OF.match(mean.words)
    return (match["each"] or "", take_apart(match["what"]).label) if match else None


def _over_counts(
    one: Mention, before: Sequence[Mention], each: str, what: str
) -> Iterator[Statement]:
    """A total over what is counted one by one, or over the people who did it.

    ``人工接听6120通。人工通话时长合计40773分钟，平均通话时长6.7分钟``.
    """
    known, near, people = weights("means"), before[-_MOST:], each in _PEOPLE
    shape, mean, many = (
        ("text-per-head", "人均", "人数") if people else ("text-mean", "平均", "个数")
    )
    for total in (s for s in near if s.unit.startswith(one.unit or s.unit)):
        own = same_sentence(total, one)
        told = total.label.endswith(what) or abbreviates(what, total.label)
        named = known["named" if (told if what else own and total is before[-1]) else "unnamed"]
        about = total.label.removesuffix(what)
        for s in (s for s in near if s.may_add and s is not total):
            if people:
                over = cues.STAFF.search(s.label) is not None and same_sentence(s, one)
            else:
                begins = len(about) > 1 and s.label.startswith(about)
                more = (o for o in near if o.unit == s.unit and same_sentence(o, s))
                of_all = all(o.value <= s.value for o in more)  # and not of one of its parts
                over = of_all and s.unit.startswith(each) if each else begins
            apart = s.paragraph != total.paragraph
            lasts = cues.LASTS.search(s.behind or s.words) or same_sentence(s, one)
            if each == _DAY and (apart or not (lasts and over)):
                continue
            odds = known["each" if over else "any"]
            if s.unit != one.unit:
                roles = {mean: (one,), "总量": (total,), many: (s,)}
                yield Statement(shape, roles, named + odds)


def _over_people(
    one: Mention, before: Sequence[Mention], then: Sequence[Mention]
) -> Iterator[Statement]:
    """``90 people gave 1,260 hours, an average of 14 hours each``."""
    left, right = one.around
    beside = cues.TOLD_MEAN.search(left) or cues.TOLD_BESIDE.search(left)
    each = cues.TOLD_EACH.match(right)
    if beside and each:
        told = [s for s in before if s.is_count and same_sentence(s, one) and not s.unit][-2:]
        if then and cues.TOLD_EACH.fullmatch(then[0].around[0]):
            told = [*told[-1:], *then]
        if len(told) > 1:
            few, many = sorted(told, key=lambda s: s.value)
            roles = {"人均": (one,), "总量": (many,), "人数": (few,)}
            what, label = set(stems(each["what"])), set(stems(many.label))
            if not (what and label) or what & label:
                yield Statement("text-per-head", roles, weights("means")["named"])
