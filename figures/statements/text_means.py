"""Means told beside their totals: 日均, 周均 and 月均 over time, others over what is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from gouji.figures.identity.spans import days_of, whole_months_of
from gouji.figures.sentences.mention import Mention, same_sentence, same_time
from gouji.figures.statements.statement import Statement, meant, standing_for
from gouji.rules import cues
from gouji.rules.weights import weights

_SHORT, _LAST_WORD = 2, 2
_A_DAY: Final = ("/天", "/日")
_PERIODS: Final = (
    ("text-per-day", "日均", cues.PER_DAY, days_of),
    ("text-per-week", "周均", cues.PER_WEEK, days_of),
    ("text-per-month", "月均", cues.PER_MONTH, whole_months_of),
)
"""How a mean over time is worded, and over how many of what its total is taken."""


def find_means(said: Sequence[Mention], period: str) -> list[Statement]:
    """``共受理诉求868022件，日均受理2372件``, ``接听36000通，人均720通``."""
    found: list[Statement] = []
    for at, one in enumerate(said):
        if one.kind == "value" and not one.mark.joined and not one.after_unread:
            before = [s for s in said[:at] if same_time(s, one) and not s.of_prior]
            over_time = list(_over_periods(one, before, period))
            found.extend(replace(w, certain=True) for w in meant(over_time))
            over_counts = list(_over_counts(one, before, said[at + 1 :][:1]))
            found.extend(meant(over_counts))
    return found


def _over_periods(one: Mention, before: Sequence[Mention], period: str) -> Iterator[Statement]:
    for shape, role, words, length in _PERIODS:
        mean = cues.TOLD_MEAN.search(one.around[0])
        match = words.match(one.label) or (words.match(one.around[1]) if mean else None)
        a_day = shape == "text-per-day" and one.unit.endswith(_A_DAY) and one.mark.bracketed
        what = match["what"] if match else "" if a_day else None
        for total in before if what is not None else ():
            over = length(total.span, period)
            alike = total.is_count and same_sentence(total, one)
            fits = alike and total.unit == one.unit.partition("/")[0]
            if over and fits and not _is_rounded_up(one, total, over):
                roles = {role: (one,), "总量": (total,)}
                yield Statement(shape, roles, _odds(what or "", one, total, before), over)


def _is_rounded_up(mean: Mention, total: Mention, over: int) -> bool:
    """297 in 7 days are 42.43, printed 43: whole things a day are often rounded up."""
    numeral, exact = mean.mark.printed.numeral, standing_for(total)
    if numeral.step != 1 or not exact.is_point or exact.low is None:
        return False
    return numeral.value == ceil(exact.low / over) and numeral.value != round(exact.low / over)


def _odds(what: str, mean: Mention, total: Mention, before: Sequence[Mention]) -> float:
    """How well a total is named by the mean, or stands where it must be."""
    known, counts = weights("means"), [s for s in before if s.is_count]
    name = cues.COUNT_NOUN.sub("", cues.TRAILING.sub("", what))
    closes = total is before[-1] and cues.TOTAL_WORDS.fullmatch(total.words)
    beside = not name and mean.mark.bracketed and total is before[-1]
    if name and (name in total.words or (total.label or "?") in name or _short(name, total.words)):
        return known["named"]
    alone = [s for s in counts if same_sentence(s, mean)] == [total] and not name
    return known["named"] if closes or beside or (alone and total.label) else known["unnamed"]


def _short(what: str, words: str) -> bool:
    """``日接电``: two characters stand for the verb and the noun of 接到市民来电."""
    if len(what) != _SHORT:
        return False
    verb, noun = words.find(what[0]), words.rfind(what[1])
    return 0 <= verb < noun and noun >= len(words) - _LAST_WORD


def _over_counts(
    one: Mention, before: Sequence[Mention], then: Sequence[Mention]
) -> Iterator[Statement]:
    """A total over what is counted one by one, or over the people who did it.

    ``人工接听6120通。人工通话时长合计40773分钟，平均通话时长6.7分钟``; ``90 people gave 1,260
    hours, an average of 14 hours each``.
    """
    known = weights("means")
    head, mean = cues.PER_HEAD.match(one.label), cues.MEAN_OF.match(one.label)
    counts = [s for s in before if s.is_count]
    for total in (s for s in before if s.kind == "value"):
        if head and total.unit == one.unit and same_sentence(total, one):
            odds = _odds(head["what"], one, total, before)
            for people in (s for s in counts if _are_staff(s) and same_sentence(s, one)):
                roles = {"人均": (one,), "总量": (total,), "人数": (people,)}
                yield Statement("text-per-head", roles, odds)
        elif mean and total.unit == one.unit and total.label.endswith(mean["what"]):
            about = total.label.removesuffix(mean["what"])
            for s in (s for s in counts if s.unit != one.unit):
                named = len(about) > 1 and s.label.startswith(about)
                roles = {"平均": (one,), "总量": (total,), "个数": (s,)}
                yield Statement("text-mean", roles, known["about" if named else "unnamed"])
    if cues.TOLD_MEAN.search(one.around[0]) and cues.TOLD_EACH.match(one.around[1]):
        told = [s for s in counts if same_sentence(s, one) and not s.unit][-2:]
        if then and cues.TOLD_EACH.fullmatch(then[0].around[0]):
            told = [*told[-1:], *then]
        if len(told) > 1:
            few, many = sorted(told, key=lambda s: s.value)
            roles = {"人均": (one,), "总量": (many,), "人数": (few,)}
            yield Statement("text-per-head", roles, known["named"])


def _are_staff(one: Mention) -> bool:
    return one.unit in ("人", "名") and bool(cues.STAFF.search(one.label))
