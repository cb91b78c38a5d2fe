"""What shares are of: the words propose wholes, the arithmetic of those told together chooses.

One share of a whole that the words leave open proves little; several that stand together, or name
their whole alike, settle it: the figure that speaks for most of them is their base, and what does
not tie with it is then wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from math import log10
from typing import Final

from gouji.figures.interval import Interval
from gouji.figures.sentences.mention import Mention, same_sentence, same_time, sentence_of
from gouji.figures.sentences.phrases import until_verb
from gouji.figures.statements.parts import is_closing, is_split, some_only
from gouji.figures.statements.statement import Statement, of_whole, same_unit, total_of
from gouji.figures.statements.text_shares import MAY, NAMED, ONLY, SURE, Share, of_list
from gouji.figures.statements.wholes import is_total
from gouji.rules import cues
from gouji.rules.bundled import weights

_FEWEST, _LONGEST = 3, 60
_NEAR: Final = 1
"""Paragraphs from one share to the next of one list."""
_ALL: Final = Decimal(100)
_LOOK_BACK, _LOOK_AHEAD = 200, 40


def settle(
    shares: Sequence[Share], said: Sequence[Mention], lists: Sequence[Statement]
) -> list[Statement]:
    """Say of what each share is; ``said`` are all numbers of the document in order."""
    held = {p.number: each for each in reversed(lists) for p in each.roles["分项"]}
    told = _apart_from_fellows([of_list(s, held) for s in shares])
    own = {s.parts[0].number: s for s in told if len(s.parts) == 1}
    found: list[Statement] = []
    for group in _families(told):
        found.extend(_Family(group, said, own, found).stated())
    settled = {r.roles["占比"][0].number for r in found}
    return [*found, *_common_bases([s for s in told if s.share.number not in settled])]


def _apart_from_fellows(shares: Sequence[Share]) -> list[Share]:
    """A figure with its own share of 立案总数 is not the 立案总数 that another names."""
    fellows: dict[str, set[int]] = {}
    for share in shares:
        fellows.setdefault(share.name, set()).update(p.number for p in share.parts)
    return [
        replace(s, wholes={n: odds for n, odds in s.wholes.items() if n not in fellows[s.name]})
        if s.name
        else s
        for s in shares
    ]


def _families(shares: Sequence[Share]) -> Iterator[list[Share]]:
    """Shares that name their whole alike; of the others those of one sentence, or one a line."""
    named: dict[str, list[Share]] = {}
    for one in shares:
        named.setdefault(one.name, []).append(one)
    alike = {
        n: g
        for n, g in named.items()
        if n and (len(g) > 1 or max(g[0].wholes.values(), default=MAY) > MAY)
    }
    yield from alike.values()
    group: list[Share] = []
    for each in shares:
        if each.name in alike:
            continue
        if group and (len(group) >= _LONGEST or not _goes_on(group, each)):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _goes_on(group: Sequence[Share], share: Share) -> bool:
    last = group[-1]
    if _top(last) != _top(share) and not (last.name and _top(share) in last.wholes):
        return False
    if last.share.paragraph == share.share.paragraph:
        return last.share.sentence == share.share.sentence or _one_each(group)
    alike = _named_of(last) == _named_of(share)
    return alike and share.share.paragraph - last.share.paragraph <= _NEAR and _one_each(group)


def _named_of(share: Share) -> str:
    """The words behind it that say what it is of: 7.9% ``of supply``."""
    named = cues.TOLD_SHARE_OF.match(share.share.around[1])
    return until_verb(named["whole"]) if named else ""


def _top(share: Share) -> int | None:
    """The whole that its words leave no doubt about."""
    return next((n for n, odds in share.wholes.items() if odds > NAMED), None)


def _one_each(group: Sequence[Share]) -> bool:
    places = [sentence_of(s.share) for s in group]
    return len(set(places)) == len(places)


class _Family:
    """Shares told together, and every figure near them that they may be of.

    What is ``settled`` of others in their sentence, which may name the whole, speaks for it.
    """

    def __init__(
        self,
        shares: Sequence[Share],
        said: Sequence[Mention],
        own: dict[int, Share],
        settled: Sequence[Statement],
    ) -> None:
        self.shares, self.own = shares, own
        self.tied = [s for s in settled if s.ties and same_sentence(s.figures[0], shares[0].share)]
        first = said[0].number
        start = max(0, shares[0].share.number - first - _LOOK_BACK)
        parts = {p.number for s in shares for p in s.parts}
        near = said[start : shares[-1].share.number - first + _LOOK_AHEAD]
        known = {w.number: w for w in near if w.number not in parts}
        known |= {n: said[n - first] for s in shares for n in s.wholes}
        self.near = [w for w in known.values() if any(_may_be_base(w, s) for s in shares)]
        self.tried = log10(max(len(self.near), 1))

    def stated(self) -> Iterator[Statement]:
        best, of_all = self._best(), self._of_all()
        if of_all and (best is None or sum(o.ties for o in of_all) > self._ties(best) + 1):
            yield from of_all
            return
        for share in self.shares:
            if best is not None and _may_be_added(share, best):
                continue
            tie = self._tie(share, best)
            if tie is not None:
                yield tie
            elif best is not None and not share.loose and self._is_wrong(share, best):
                yield self._stated(share, share.parts, best)

    def _of_all(self) -> list[Statement]:
        """Of a whole that is not printed, but is what the parts of all shares come to."""
        told = [s for s in self.shares if len(s.parts) == 1 and not s.loose]
        parts = tuple(s.parts[0] for s in told)
        alike = all(same_unit(p, parts[0]) and same_time(p, parts[0]) for p in parts)
        named = any(odds > MAY for s in told for odds in s.wholes.values())
        apart = len({p.number for p in parts}) == len(parts) > 1
        if named or not (alike and apart) or some_only(parts):
            return []
        each = [
            Statement("text-share-of-all", {"占比": (s.share,), "部分": s.parts, "各项": parts})
            for s in told
        ]
        full = Statement("text-shares", {"占比": tuple(s.share for s in told)}).ties
        closed = is_split(parts) or cues.OTHER.match(parts[-1].label)
        odds = weights("full")["parts" if full or closed else "open"]
        weight = odds + sum(one.evidence for one in each)
        believed = any(one.ties for one in each) and weight >= weights("shares")["believed"]
        return each if believed else []

    def _tie(self, share: Share, best: Mention | None) -> Statement | None:
        """With the base of all, else by itself with the likeliest that it may be of."""
        options = [best] if best is not None else []
        options += sorted(self.near, key=lambda w: (-self._odds(share, w), -w.number))
        for whole in options:
            odds = self._odds(share, whole)
            for parts in share.readings if _may_be_base(whole, share) else ():
                told = of_whole(share.share, parts, whole, odds)
                if told.ties and (
                    whole is best
                    or odds >= MAY
                    or (not share.loose and told.weight() >= weights("shares")["alone"])
                ):
                    return self._stated(share, parts, whole)
        return None

    def _stated(self, share: Share, parts: tuple[Mention, ...], whole: Mention) -> Statement:
        """Certain where words leave no doubt of the whole, or all of its parts make it up."""
        only = self._odds(share, whole) == ONLY
        only = only and self._weight(whole) >= weights("shares")["certain"]
        told = share.wholes.get(whole.number) in (SURE, NAMED)
        certain = bool(told or self._completed(whole) or only)
        odds = weights("text")["fellow"] * min(self._ties(whole), _FEWEST)
        return replace(of_whole(share.share, parts, whole, odds), certain=certain)

    def _completed(self, whole: Mention) -> float:
        """What it says that the parts of all shares make up a whole; 0 where they do not."""
        firm = [s for s in self.shares if not s.loose and _may_be_base(whole, s)]
        parts = tuple(p for s in firm for p in s.parts)
        complete = Statement("text-sum", {"总体": (whole,), "分项": parts})
        says = complete.evidence if len(parts) > 1 and complete.ties else 0.0
        return says if says >= weights("shares")["alone"] else 0.0

    def _odds(self, share: Share, whole: Mention) -> float:
        if whole.number in share.wholes:
            return share.wholes[whole.number]
        if is_closing(whole) and same_sentence(whole, share.share):
            return NAMED
        if not share.wholes and whole.number < share.share.number and is_total(whole):
            return MAY
        if share.together and not share.wholes and len(self.near) == 1:
            return ONLY
        return MAY - self.tried - 1

    def _is_wrong(self, share: Share, whole: Mention) -> bool:
        part, own = share.parts[-1], self.own.get(whole.number)
        may = same_unit(whole, part) and same_time(whole, part)
        if not may or not (_may_be_base(whole, share) or self._ties(whole) >= _FEWEST):
            return False
        # 五区200件，占40%，其中甲区50件，占10%: both of one whole that is not printed
        base, other_base = _implied(share), _implied(own) if own else None
        if base is not None and other_base is not None and base.meets(other_base):
            return False
        told = of_whole(share.share, share.parts, whole)
        return not (_make_up_all(self.shares) and told.is_within(share.share.numeral.step))

    def _ties(self, whole: Mention) -> int:
        return sum(of_whole(s.share, s.parts, whole).ties for s in self.shares)

    def _best(self) -> Mention | None:
        """The one that words and numbers speak for most, unless another does as much."""
        weighed = [(self._weight(w), w) for w in self.near]
        weighed = [(weight, w) for weight, w in weighed if weight >= weights("shares")["believed"]]
        if not weighed:
            return None
        top, best = max(weighed, key=lambda x: (x[0], x[1].number))
        rivals = [w for weight, w in weighed if weight > top - 1 and w.value != best.value]
        return None if rivals else best

    def _weight(self, whole: Mention) -> float:
        firm = [s for s in self.shares if not s.loose and _may_be_base(whole, s)]
        if not firm:
            return -1.0
        odds = sum(self._odds(s, whole) for s in firm) / len(firm)
        told = [of_whole(s.share, s.parts, whole) for s in firm]
        wrong = [s for s, one in zip(firm, told, strict=True) if not one.ties]
        beside = [one for one in self.tied if one.roles["总体"][0].value == whole.value]
        completed = self._completed(whole)
        odds += completed
        if (
            not completed
            and odds <= NAMED
            and 2 * len(wrong) > len(told) - len(wrong) + len(beside)
            and not _make_up_all(self.shares)
        ):
            return -1.0
        broken = [one.evidence for one in told if not one.ties]
        if len(wrong) > 1 and len(_agreeing(wrong)) == len(wrong):
            if any(p.value > whole.value for s in firm for p in s.parts):
                return -1.0  # they are of another whole, which is not printed
            broken = [max(broken)]
        return odds + sum(broken) + sum(one.evidence for one in (*told, *beside) if one.ties)


def _may_be_base(one: Mention, share: Share) -> bool:
    part = share.parts[-1]
    fits = one.is_count and same_unit(one, part) and same_time(one, part)
    sure = share.wholes.get(one.number, MAY) > NAMED
    return sure or ((fits or one.number in share.wholes) and one.value > part.value)


def _common_bases(shares: Sequence[Share]) -> Iterator[Statement]:
    """Shares of a sentence whose whole nobody prints: each against the sharpest of them.

    ``婚姻家庭1245件，占比25.24%；劳动争议1040件，占比21.09%；…``: each implies one whole.
    """
    alone = [s for s in shares if len(s.parts) == 1]
    for _, told in groupby(alone, key=lambda s: sentence_of(s.share)):
        group = [s for s in told if _implied(s) is not None]
        agreeing = _agreeing(group)
        pair = len(group) == 2 and _make_up_all(group)
        if len(agreeing) < max(_FEWEST, len(group) - 1) and not pair:
            continue
        sharpest = max(group if pair else agreeing, key=lambda s: s.parts[0].value)
        for one in group:
            if one is not sharpest:
                roles = {
                    "占比": (one.share,),
                    "部分": one.parts,
                    "另占比": (sharpest.share,),
                    "另部分": sharpest.parts,
                }
                yield Statement("text-common-base", roles)


def _may_be_added(share: Share, whole: Mention) -> bool:
    """合计占 beside the share of its parts: perhaps the sum of so many rounded ones."""
    numeral, told = share.share.numeral, of_whole(share.share, share.parts, whole)
    if not share.together or told.sides is None or told.sides[1].meets(numeral.interval(False)):
        return False
    return told.is_within(numeral.step * len(share.parts) / 2)


def _make_up_all(shares: Sequence[Share]) -> bool:
    """A unit in the last place may be given or taken for all to make 100 %: custom, no slip."""
    return sum((s.share.numeral.value for s in shares), Decimal(0)) == _ALL


def _agreeing(shares: Sequence[Share]) -> list[Share]:
    """Those that imply one whole, as many as do."""
    bases = [(s, base) for s in shares if (base := _implied(s)) is not None]
    return max(([s for s, b in bases if b.meets(own)] for _, own in bases), key=len, default=[])


def _implied(share: Share) -> Interval | None:
    """The whole that a share and its parts imply, in hundredths."""
    told = share.share.interval
    if told.low is None or told.low <= 0:
        return None
    return total_of([p.interval for p in share.parts]) / told
