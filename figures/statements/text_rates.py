"""Rates beside their counts, ratios, and shares told without counts.

A rate is tried with all counts around it; its own word should stand on the numerator, and the
denominator be of what it may be a rate of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby, pairwise, product, takewhile
from typing import Final

from gouji.figures.sentences.mention import (
    Mention,
    is_of_which,
    same_sentence,
    same_time,
    segment_of,
    sentences,
)
from gouji.figures.sentences.subjects import take_apart
from gouji.figures.statements.statement import Statement, meant, same_unit
from gouji.figures.statements.wholes import abbreviates, is_total
from gouji.rules import cues
from gouji.rules.bundled import weights
from gouji.rules.words import adjoin

_MOST, _FEW, _LOOK_BACK = 12, 3, 60
"""Counts nearest before a rate that are tried, totals, and numbers back that they may stand."""
_SHORT: Final = 2
_LED_BY: Final = re.compile(r"\w+$|\W$")


def find_rates(said: Sequence[Mention], lists: Sequence[Statement]) -> list[Statement]:
    """``受理100件，办结98件，办结率98%``: of what is done, and of what it is done with.

    ``lists`` say of what a part is. What two counts come to is tried too, so that no other is
    accused where they tie.
    """
    held = {p.number: r.roles["总体"][0] for r in lists for p in r.roles["分项"]}
    found: list[Statement] = []
    for at, one in enumerate(said):
        near = [s for s in said[max(0, at - _LOOK_BACK) : at] if s.paragraph == one.paragraph]
        ways = [*_ways(one, said, at, held), *_of_what_is_told(one, near)]
        several = list(_of_several(ways)) if not any(w.ties for w in ways) else []
        found += [w for w in meant([*ways, *several]) if len(w.roles["分子"]) == 1]
    return found


def _ways(
    rate: Mention, said: Sequence[Mention], at: int, held: Mapping[int, Mention]
) -> Iterator[Statement]:
    """Every pair of counts of its paragraph before it, and of its sentence behind it.

    ``调解成功92件，成功率38.2%；办结241件``. A part of a list is of the whole of that, too.
    """
    match = cues.RATE_ENDING.search(rate.label)
    if match is None or rate.kind == "change" or rate.quantity != "rate" or rate.after_unread:
        return
    stem, before = match["stem"], said[max(0, at - _LOOK_BACK) : at]
    timely = [s for s in before if s.is_count and not s.of_prior and same_time(s, rate)]
    counts = [s for s in timely if s.paragraph == rate.paragraph][-_MOST:]
    behind = [s for s in said[at:][:_MOST] if s.is_count and same_sentence(s, rate)]
    of_lists = [held[s.number] for s in counts if s.number in held]
    above = [s for s in timely if s.paragraph != rate.paragraph]
    wholes = dict.fromkeys((*of_lists, *counts, *behind, *above))
    for part in counts:
        same = [s for s in wholes if s is not part and same_unit(s, part)]
        named = _named(rate, stem, part, counts)
        own = [s for s in same if s.number < part.number and segment_of(s) == segment_of(part)]
        own = [s for s in own if not s.bracketed]  # 受理9件（含旧存2件），办结8件
        may = [s for s in same if s.value >= part.value or s in own[-1:]] or same
        # 其中民事受理9件，结案8件，结案率: of what its segment tells of it, and not of all
        based = any(_is_base(stem, s) for s in own[-1:])
        for whole in may:
            fellows = [s for s in counts if held.get(s.number) is whole and stem in s.label]
            listed = held.get(part.number) is whole and len(fellows) < _SHORT
            listed = listed and stem not in whole.label  # 结案率 is of no 结案
            listed = listed and (whole in own or not based)
            over = weights("rates")["over"] if listed else _over(stem, whole, part, may)
            yield Statement("text-rate", _roles(rate, whole, part), named + over)


def _of_several(ways: Sequence[Statement]) -> Iterator[Statement]:
    """The same of what another count and its own come to, or over both."""
    counts = dict.fromkeys(w.roles["分子"][0] for w in ways)
    for way in ways:
        (rate,), (part,), (whole,) = (way.roles[role] for role in ("比率", "分子", "分母"))
        for other in counts:
            if other.number < part.number and other is not whole and same_unit(other, part):
                both = _roles(rate, whole, other, part)
                yield Statement("text-rate", both, way.odds - 1)
                yield Statement("text-rate", {**both, "分母": (whole, other)}, way.odds - 1)


def _of_what_is_told(rate: Mention, before: Sequence[Mention]) -> Iterator[Statement]:
    """``收入246万元，完成预算610万元的40.4%``: of the count that it is told to be so much of.

    Or of the one that bears the name: ``支出预算610万元，支出决算246万元，完成预算的40.4%``.
    """
    own = [s for s in before if s.is_count and s.segment == rate.segment]
    wholes = own[-1:] if own and own[-1] is before[-1] and rate.words == "的" else []
    wholes = [s for s in wholes if cues.OF_WHAT_IS_TOLD.search(s.words)]
    if named := cues.OF_WHAT_IS_NAMED.fullmatch(rate.words):
        called = [s for s in own[:-1] if named["whole"] in s.label]
        wholes = [s for s in called if s.label.endswith(named["whole"])] or called
    if rate.quantity != "rate" or len(wholes) != 1:
        return
    (whole,), name = wholes, named["whole"] if named else wholes[0].label
    kind = whole.label.replace(name, "")[-_SHORT:]  # 收入预算 is none of which 支出 is a rate
    parts = [s for s in own if s is not whole and same_unit(s, whole) and kind in s.label]
    parts = [s for s in parts if not s.is_prior]
    for part in parts:
        odds = weights("rates")["named" if len(parts) == 1 else "unnamed"]
        yield Statement("text-rate", _roles(rate, whole, part), odds)


def _roles(rate: Mention, whole: Mention, *parts: Mention) -> dict[str, tuple[Mention, ...]]:
    return {"比率": (rate,), "分子": parts, "分母": (whole,)}


def _named(rate: Mention, full: str, part: Mention, counts: Sequence[Mention]) -> float:
    """How well the numerator bears the word of the rate, and how near it stands.

    直接办结率 is of 直接办结, 投诉解决率 of what was 解决 of 投诉, 结案率 of 办结, 不捕率 of
    不批准逮捕; 按期办结率 is not of 办结, nor 满意率 of 不满意.
    """
    known, stem = weights("rates"), cues.RATE_QUALIFIER.sub("", full)
    label = cues.RATE_LABEL_GENERIC.sub("", part.label)
    bare = cues.PROCESS_QUALIFIER.sub("", label)
    if re.search(rf"(?:不予?|未|非|无|没有?){re.escape(stem)}", label):
        return known["negated"]
    apart = known["apart"] * sum(s.number > part.number for s in counts)
    same = rate.indicator is not None and rate.indicator == f"{part.indicator}率"
    if same or label.endswith(full) or label.startswith(full) or bare == stem == full:
        return known["named"] + apart
    for kind in (cues.RATE_OF_KIND.sub("", stem), stem[-_SHORT:]):
        of_kind = any(stem.removesuffix(kind) in s.about for s in counts)
        if of_kind and bare in (kind, *cues.SAME_STAGE.get(kind, ())):
            return known["kind"] + apart
    short = len(stem) >= _SHORT and abbreviates(stem, label)
    return known["kind" if short else "unnamed"] + apart


def _is_base(stem: str, one: Mention) -> bool:
    """``受理``案件9件: its words say that a rate of that name is over it."""
    return any(word in one.words for word in _bases(stem))


@lru_cache(maxsize=1 << 8)
def _bases(stem: str) -> Sequence[str]:
    """The words of what a rate of that name is over."""
    without = (cues.RATE_QUALIFIER, cues.RATE_OF_KIND, cues.ON_TIME)
    stems = (stem, *(words.sub("", stem) for words in without))
    return next((found for s in stems if (found := cues.DENOMINATOR_OF.get(s))), ())


def _over(stem: str, whole: Mention, part: Mention, may: Sequence[Mention]) -> float:
    """Whether a rate of this name is over such a count, the only one and right before its part.

    ``受理刑事68件，结案38件；受理民事925件，结案440件``: the only one of its segment, if any is.
    """
    known = weights("rates")
    told = [s for s in may if s.number < part.number and s.bracketed <= part.bracketed]
    before = sorted(told, key=lambda s: s.number)
    named = [s for s in before if _is_base(stem, s)]
    if _is_base(stem, whole):
        near = [s for s in named if segment_of(s) == segment_of(part)] or named
        alone = before[-1:] == [whole] and len({s.value for s in near}) == 1
        return known["over" if alone and whole.paragraph == part.paragraph else "under"]
    # 手术800台，微创手术216台，微创率27%: its part is its whole with that word
    kind = part.label.replace(stem, "", 1) if stem in part.label else ""
    if len(kind) >= _SHORT and whole.label.endswith(kind) and whole.segment == part.segment:
        return known["over"]
    of_all = stem in cues.OF_ALL_REQUESTS and is_total(whole) and not part.scope
    return known["all"] if of_all and whole.paragraph == part.paragraph else known["under"]


def find_ratios(said: Sequence[Mention], history: Sequence[Mention]) -> list[Statement]:
    """``咨询与投诉之比为2.5:1``, ``医护比1∶2.28``, where what they compare is printed before."""
    found: list[Statement] = []
    for run in _ratios(said):
        match = cues.RATIO.search(run[0].words)
        unit = next((at for at, one in enumerate(run) if one.numeral.text == "1"), len(run))
        plain = run[0].kind == "value" and not run[0].unit
        if match is None or not plain or unit == len(run) > 1:
            continue
        before = [*history[-_LOOK_BACK:], *said[: run[0].number - said[0].number]]
        compared = list(_compared(match["names"], max(len(run), 2), before, run[0]))
        for at, one in enumerate(run):
            ways = [
                Statement("text-ratio", {"甲": (c[at],), "乙": (c[unit],), "比": (one,)}, odds)
                for c, odds in compared
                if at != unit
            ]
            found += [replace(w, certain=w.odds > 0) for w in meant(ways)]
    return found


def _ratios(said: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Each number with those that only colons part from it: 5.1：44.7：50.2."""
    for at, first in enumerate(said):
        if not first.ratio:
            yield [first, *takewhile(lambda one: one.ratio, said[at + 1 :])]


def _compared(
    names: str, many: int, before: Sequence[Mention], ratio: Mention
) -> Iterator[tuple[Sequence[Mention], float]]:
    """What is compared, and the odds that it is meant: for 两者 what the sentence counted last."""
    counts = [s for s in before if s.is_count and s.paragraph == ratio.paragraph]
    if cues.BOTH.fullmatch(names):
        last = [s for s in counts if same_sentence(s, ratio)][-many:]
        yield from [(last, weights("means")["named"])] * (len(last) == many)
        return
    ways = [[name for name in cues.ENUMERATION.split(names) if name]]
    ways += [[names[:cut], names[cut:]] for cut in range(1, len(names))] * (len(ways[0]) == 1)
    begun = [[[s for s in counts if s.label.startswith(n)] for n in way] for way in ways]
    firm = [len(named) == many and all(named) for named in begun]
    for way, named, begins in zip(ways, begun, firm, strict=True):
        short = [[s for s in counts if abbreviates(n, s.label)] for n in way]
        odds = weights("means")["named" if begins and sum(firm) == 1 else "unnamed"]
        together = product(*(named if begins else short)) if len(way) == many else ()
        yield from ((c, odds) for c in together if len({s.number for s in c}) == many)


def find_share_sums(said: Sequence[Mention]) -> list[Statement]:
    """``咨询类占62.1%、投诉类占30.8%、其他占7.1%``; ``由5.3：44.1：50.6调整为5.1：44.7：50.2``."""
    found: list[Statement] = []
    told: list[list[Mention]] = []
    for sentence in sentences(said):
        own = [s for s in sentence if s.unit == "%" and s.kind != "change" and not s.is_prior]
        rest = len(own) >= _FEW and cues.TOLD_REST.search(own[-1].around[0])
        full = _if_full(own, weights("full")["last"]) if rest else _led_alike(own)
        found += [*(list(_complete(sentence)) or full), *_structures(sentence)]
        told.append(own)
    for alone, lines in groupby(told, key=lambda own: len(own) == 1):
        found += _led_alike([s for own in lines for s in own]) if alone else ()
    return found


def _led_alike(shares: Sequence[Mention]) -> Iterator[Statement]:
    """``Dogs (50%), cats (40%), birds (10%)``, ``dogs account for 60%, cats for 40%``: led alike.

    So they do in lines below each other. What stands between them may be what breaks them: some
    of a whole, each beside its count, look like all of it with a slip.
    """
    for led, run in groupby(shares, key=lambda s: "".join(_LED_BY.findall(s.around[0]))):
        told = list(run)
        below = not same_sentence(told[0], told[-1])
        near = all(then.paragraph - one.paragraph <= 1 for one, then in pairwise(told))
        bare = not below and told[-1].number - told[0].number == len(told) - 1 > 0
        if led and near and (bare or len(told) >= _FEW) and (below or len(told) == len(shares)):
            full = _if_full(told, weights("full")["alike"])
            yield from (one for one in full if one.ties or bare)


def _complete(sentence: Sequence[Mention]) -> Iterator[Statement]:
    """Nothing but shares, each named or all in one run, that words or numbers say are all."""
    shares, known = [s for s in sentence if s.kind != "change"], weights("full")
    plain = all(s.quantity == "rate" and s.unit == "%" for s in shares)
    # 30岁以下占60%，…，50岁以上占9%；首套房占80%: those of a segment may be all, by themselves
    segments = [list(group) for _, group in groupby(shares, key=segment_of)]
    groups = [shares, *segments] if len(segments) > 1 else [shares]
    for told in (run for group in groups for run in _runs(group)) if plain else ():
        names = [share_name(s) for s in told]
        in_a_run = all(s.joined for s in told[1:])
        if len(told) < _FEW or any(is_of_which(s) for s in told[1:]):
            continue
        if in_a_run or (all(names) and len(set(names)) == len(names)):
            rest = [cues.OTHER.match(name) is not None for name in names]
            odds = known["last"] if rest[-1] else known["among"] * (any(rest) or adjoin(names))
            odds += known["look"] * any(cues.LOOK.match(c) for c in told[0].lead)
            yield from _if_full(told, odds)


def _runs(shares: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """Each run (``分别占40%、35%、25%``) by itself; without runs all shares of the sentence."""
    begins = [at for at, s in enumerate(shares) if not s.joined]
    if len(begins) == len(shares):
        begins = begins[:1]
    for begin, end in pairwise([*begins, len(shares)]):
        yield shares[begin:end]


def _if_full(told: Sequence[Mention], odds: float) -> Iterator[Statement]:
    """All shares of a whole by so much, where the numbers do not speak against it."""
    full = Statement("text-shares", {"占比": tuple(told)}, odds)
    if full.weight() >= weights("full")["believed"]:
        yield full


def _structures(sentence: Sequence[Mention]) -> Iterator[Statement]:
    """``三次产业结构由5.3：44.1：50.6调整为5.1：44.7：50.2，分别下降0.2个、…百分点``."""
    runs = [run for run in _ratios(sentence) if run[0].kind == "share" and len(run) >= _FEW]
    yield from (Statement("text-shares", {"占比": tuple(run)}) for run in runs)
    shifts = [s for s in sentence if s.change is not None and s.change.kind == "points"]
    if [len(run) for run in runs] == [len(shifts)] * 2 and all(s.listed for s in shifts[1:]):
        for before, now, shift in zip(*runs, shifts, strict=True):
            roles = {"变化": (shift,), "本期": (now,), "上期": (before,)}
            yield Statement("text-difference", roles, certain=True)


def share_name(one: Mention) -> str:
    """Whose share it is: before 占, or before the bracket or the comma it stands behind."""
    words = one.words
    if one.lead and cues.SHARE_ALONE.fullmatch(words):
        return take_apart(one.lead[-1]).label
    if one.kind == "value" and cues.OTHER.match(words):
        return take_apart(words).label
    match = cues.SHARE_NAMED.fullmatch(words) if one.kind == "share" else None
    return take_apart(match["name"]).label if match else ""
