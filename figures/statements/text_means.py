"""Means told beside their totals: 日均, 周均 and 月均 over a period, 人均 over people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from gouji.figures.identity.spans import Span, days_of, whole_months_of
from gouji.figures.interval import Interval
from gouji.figures.sentences import cues
from gouji.figures.sentences.mention import Mention, same_time
from gouji.figures.statements.candidate import Candidate
from gouji.figures.statements.text_relations import Related, interval_of
from gouji.rules.words import Cue

_YEAR: Final = 365
_COUNT_NOUN: Final = re.compile(r"(?<=..)(?:总?数量?|总?量)$")
_SHORT, _LAST_WORD = 2, 2
_A_DAY: Final = ("/天", "/日")
_NEARLY: Final = Interval(Fraction(9, 10), Fraction(11, 10))
"""How far a mean may be off where the sentence tells no period."""
_SHORTER: Final = frozenset({5, 7, 28, 29, 30, 31, 90, 91, 92, 181, 182, 184})
"""Days of a week, a month, a quarter and a half."""


@dataclass(frozen=True, slots=True)
class _Mean:
    """One manner of mean: how it is worded, and over how many of what a total is taken."""

    shape: str
    role: str
    words: Cue
    over: Callable[[Span | None, str], int | None]


_MEANS: Final = (
    _Mean("text-per-day", "日均", cues.PER_DAY, days_of),
    _Mean("text-per-week", "周均", cues.PER_WEEK, days_of),
    _Mean("text-per-month", "月均", cues.PER_MONTH, whole_months_of),
)


def find_means(said: Sequence[Mention], period: str) -> list[Related]:
    """``共受理诉求868022件，日均受理2372件``, ``接听36000通，人均720通``."""
    found: list[Related] = []
    for at, one in enumerate(said):
        if one.kind == "value" and not one.mark.joined and not one.after_unread:
            found.extend(_over_periods(one, said[:at], period))
            found.extend(_over_people(one, said[:at]))
            found.extend(_over_counts(one, said[:at]))
    return found


def _over_periods(one: Mention, before: Sequence[Mention], period: str) -> Iterator[Related]:
    for mean in _MEANS:
        match = mean.words.match(one.label)
        total = _total(cues.TRAILING.sub("", match["what"]), one, before) if match else None
        if mean.shape == "text-per-day" and one.unit.endswith(_A_DAY):
            total = _right_before(one, before)
        over = mean.over(total.span, period) if total else None
        if total is None or over is None:
            continue
        if mean.shape == "text-per-day" and _over_other_days(one, total, over):
            continue
        if _is_rounded_up(one, total, over):
            continue
        yield Related(mean.shape, {mean.role: (one,), "总量": (total,)}, over=over)


def _right_before(one: Mention, before: Sequence[Mention]) -> Mention | None:
    """``6689起（216起/天）``: the count that the bracket explains."""
    total = before[-1] if before and one.mark.bracketed and not one.words else None
    fits = total is not None and total.is_count and total.unit == one.unit.partition("/")[0]
    return total if fits else None


def _over_other_days(mean: Mention, total: Mention, days: int) -> bool:
    """The mean was taken over a shorter period than the year read: then that was misread."""
    implied = interval_of(total) / _loosely(mean)
    if Fraction(days) in implied:
        return False
    if total.span is None:
        near = Interval.point(days) * _NEARLY
        return implied.whole() is not None or not implied.meets(near)
    return days >= _YEAR and any(Fraction(usual) in implied for usual in _SHORTER)


def _is_rounded_up(mean: Mention, total: Mention, over: int) -> bool:
    """297 in 7 days are 42.43, printed 43: whole things a day are often rounded up."""
    numeral, exact = mean.mark.printed.numeral, interval_of(total)
    if numeral.step != 1 or not exact.is_point or exact.low is None:
        return False
    return numeral.value == ceil(exact.low / over) and numeral.value != round(exact.low / over)


def _loosely(one: Mention) -> Interval:
    numeral = one.mark.printed.numeral
    return Interval.of(numeral.value, numeral.step, numeral.hedge, False)


def _over_people(one: Mention, before: Sequence[Mention]) -> Iterator[Related]:
    """The people must be told in the same sentence, and be the only ones."""
    match = cues.PER_HEAD.match(one.label)
    total = _total(cues.TRAILING.sub("", match["what"]), one, before) if match else None
    people = [s for s in before if _are_staff(s) and s.mark.sentence == one.mark.sentence]
    if total is not None and len(people) == 1:
        roles = {"人均": (one,), "总量": (total,), "人数": (people[0],)}
        yield Related("text-per-head", roles, certain=False)


def _over_counts(one: Mention, before: Sequence[Mention]) -> Iterator[Related]:
    """``人工接听6120通。人工通话时长合计40773分钟，平均通话时长6.7分钟``: of the count that ties.

    Where none does, it is that of which the words of the total speak, if but one slip is between.
    """
    match = cues.MEAN_OF.match(one.label)
    what = match["what"] if match else ""
    totals = [s for s in before if what and s.label.endswith(what) and s.unit == one.unit]
    if len(totals) != 1:
        return
    total = totals[0]
    counts = [s for s in before if s.is_count and s.unit != one.unit and same_time(s, one)]
    about = total.label.removesuffix(what)
    means = [
        Candidate("text-mean", {"平均": (one,), "总量": (total,), "个数": (s,)}) for s in counts
    ]
    fitting = [m for m in means if m.ties]
    named = [m for m in means if len(about) > 1 and m.figures[2].label.startswith(about)]
    if not fitting and len({m.figures[2].mark.printed.numeral.value for m in named}) == 1:
        fitting = named if named[0].slipped() else []
    if len({m.figures[2].mark.printed.numeral.value for m in fitting}) == 1:
        yield fitting[0].related(certain=False)


def _are_staff(one: Mention) -> bool:
    return one.is_count and one.unit in ("人", "名") and bool(cues.STAFF.search(one.label))


def _closing(
    unnamed: Sequence[Mention], before: Sequence[Mention], mean: Mention
) -> Mention | None:
    """``1月300件、2月280件，共580件，日均…``: of the total that closes a list, or of none."""
    last = before[-1] if before else None
    if not unnamed or unnamed[-1] is not last or last.unit != mean.unit:
        return None
    return last if cues.TOTAL_WORDS.fullmatch(last.words) else None


def _same_sentence(one: Mention, other: Mention) -> bool:
    return one.mark.sentence == other.mark.sentence


def _short(what: str, words: str) -> bool:
    """``日接电``: two characters stand for the verb and the noun of 接到市民来电."""
    if len(what) != _SHORT:
        return False
    verb, noun = words.find(what[0]), words.rfind(what[1])
    return 0 <= verb < noun and noun >= len(words) - _LAST_WORD


def _total(what: str, mean: Mention, before: Sequence[Mention]) -> Mention | None:
    """The count before it in the sentence of which ``what`` says the same."""
    counts = [
        s
        for s in before
        if s.is_count
        and s.mark.sentence == mean.mark.sentence
        and s.unit == mean.unit
        and same_time(s, mean)
        and not s.of_prior
        and s.label
    ]
    own = [s for s in before if s.is_count and _same_sentence(s, mean)]
    unnamed = [s for s in own if not s.label.strip("的为同期数量") and same_time(s, mean)]
    if not counts or unnamed:
        return _closing(unnamed, before, mean)
    if not what and mean.mark.bracketed and counts[-1].number == mean.number - 1:
        return counts[-1]
    if not what:
        return counts[-1] if len(counts) == 1 else None
    what = _COUNT_NOUN.sub("", what)
    fitting = [s for s in counts if what in s.words or s.label in what or _short(what, s.words)]
    return fitting[-1] if len(fitting) == 1 else None
