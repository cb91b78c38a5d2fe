"""Shares: ``占公众反映诉求总量的47.12%``, ``分别占66%和34%``, ``271973件（占47.12%）``.

What the words leave open the arithmetic of all shares settles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from gouji.figures.sentences.mention import Mention, is_of_which, same_sentence, same_time
from gouji.figures.sentences.subjects import take_apart
from gouji.figures.statements.parts import is_split, opens, put_together, puts_together
from gouji.figures.statements.statement import Statement, same_unit
from gouji.figures.statements.wholes import (
    abbreviates,
    among,
    content_of,
    named,
    only_one,
    share_piece,
)
from gouji.rules import cues
from gouji.rules.bundled import weights
from gouji.rules.words import words

_FEWEST, _LOOK_BACK = 2, 60


SURE, LISTED, ONLY, NAMED, MAY = map(
    weights("shares").__getitem__, ("sure", "listed", "only", "named", "may")
)
"""Odds in digits, by the words, that a share is of a figure: nothing else can be meant, it is the
whole of the list, no other is told that could be, it is named with others, or it stands where the
whole may stand."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share as a sentence tells it, before it is settled what it is a share of."""

    share: Mention
    parts: tuple[Mention, ...]
    wholes: Mapping[int, float] = field(default_factory=dict)
    """The numbers that the words may name, and the odds that they do."""
    loose: bool = False
    """Its parts are not sure: where it does not tie, nothing is wrong."""
    phrase: str | None = None
    """The words for its whole as printed; "" where it says none, None where they are not read."""

    @property
    def name(self) -> str:
        """The words that name its whole; "" where they say no more than 总量, or less."""
        phrase = self.phrase or ""
        return "" if _names_none(phrase) else phrase.strip("的")

    @property
    def together(self) -> bool:
        """``A 3件、B 2件，合计占60%``: of all that were listed."""
        return len(self.parts) > 1 and not self.loose

    @property
    def readings(self) -> tuple[tuple[Mention, ...], ...]:
        """Of all parts; where several are not sure, perhaps of the last one alone."""
        return (self.parts, self.parts[-1:]) if self.loose else (self.parts,)


def find_shares(said: Sequence[Mention], history: Sequence[Mention]) -> list[Share]:
    """Find the shares of one paragraph; ``history`` are the numbers of those before it."""
    found = list(_unnamed(said))
    for at, first in enumerate(said):
        goes_on = at and first.joined and said[at - 1].kind == "share"
        own = [s for s in said[:at] if same_sentence(s, first)]
        before = [*history, *said[:at]]
        if first.kind != "share" or goes_on:
            continue
        run = [first, *takewhile(lambda s: s.kind == "share" and s.joined, said[at + 1 :])]
        if not first.ratio and (ratios := [*takewhile(lambda s: s.ratio, said[at + 1 :])]):
            # 三次产业结构为5：45：50: of the kinds that were told last, if they are the last such
            then = [s for s in said[at:] if s.kind == "share" and same_sentence(s, first)]
            kinds = _kinds_before(before, len(ratios) + 1) if then[1:] == ratios else []
            found.extend(Share(*told) for told in zip(then, zip(kinds), strict=False))
            continue
        apart = len(run) > 1 and not any(s.kind == "value" for s in own)
        if len(run) == 1 and (joint := _of_several(first, found, before)):
            found.append(joint)
            continue
        if (phrase := _phrase(first, apart=apart)) is None:
            found.extend(_share(first, *told, before) for told in _named_part(first, own, before))
            continue
        if apart:
            own = [*_told_before(before, first)]
        if len(run) == 1 and (joint := _joint(first, own, phrase, before)):
            found.append(joint)
            continue
        if _is_of_all(first) and own and own[-1].listed:
            continue
        parts = _several(own, run) if len(run) > 1 else _single(own, first)
        pairs = zip(run, parts, strict=True) if parts else ()
        told = [_share(one, part, phrase, before) for one, part in pairs]
        found.extend(_going_on(one, found[-1]) if found else one for one in told)
    return sorted(found, key=lambda s: s.share.number)


def without_parts(said: Sequence[Mention], history: Sequence[Mention]) -> Iterator[Statement]:
    """``全县信访总量143件，…分别占全县信访总量的15.43%``: of what, though not how many they are.

    No part stands in the sentence, and one figure of the text bears the very name of the whole.
    """
    for share in (s for s in said if s.kind == "share"):
        before = said[: share.number - said[0].number]
        own = [s for s in before if same_sentence(s, share)]
        phrase = next((p for s in (*own, share) if s.kind == "share" and (p := _phrase(s))), "")
        if any(s.kind != "share" for s in own) or not content_of(phrase):
            continue
        named = [s for s in (*history, *before) if s.is_count and same_time(s, share)]
        wholes = [s for s in named if phrase.strip("的") in (s.label, s.owner + s.label)]
        if len({s.value for s in wholes}) == 1:
            roles = {"占比": (share,), "部分": (), "总体": (wholes[-1],)}
            yield Statement("text-share", roles)


def _unnamed(said: Sequence[Mention]) -> Iterator[Share]:
    """``物业43件（30.2%）``, ``物业（43件，30.2%）``: a share if others beside it are as well."""
    for before, one in pairwise(said):
        bare = one.kind == "value" and one.bracketed and not one.words and not one.lead
        if bare and one.quantity == "rate" and before.is_count:
            yield Share(one, (before,))


def _phrase(share: Mention, *, apart: bool = False) -> str | None:
    """What the share is of, as printed: "" where nothing is named, None where it is not read.

    A run ``apart`` from its parts may say once more what they are: 三次产业增加值占….
    """
    match = cues.SHARE_OF.match(share.words)
    if match is None:
        return "" if cues.SHARES_IN_TURN.fullmatch(share.words) else None
    subject, whole = match.group("subject", "whole")
    if apart or cues.SHARE_SUBJECT.fullmatch(subject) or not take_apart(subject).label:
        return "" if cues.SHARE_NOUN_REST.fullmatch(whole) else str(whole)
    return None


def _named_part(
    share: Mention, own: Sequence[Mention], told: Sequence[Mention]
) -> list[tuple[Mention, str]]:
    """``税收收入663万元，…，税收收入占财政收入的66.2%``: a count that was told, named again."""
    match = cues.SHARE_OF.match(share.words)
    name, whole = (take_apart(match["subject"]).label, match["whole"]) if match else ("", "")
    whole = "" if cues.SHARE_NOUN_REST.fullmatch(whole) else whole
    names = {name, *(name + verb for verb in cues.FULFILLED)} if name else ()
    parts: list[Mention] = []
    for some in (own, told[-_LOOK_BACK:]) if name else ():
        counts = [s for s in some if s.is_count and s.label and not s.is_prior]
        parts = parts or [s for s in counts if s.label in names]
        parts = parts or [s for s in counts if _names_again(name, s.label)]
    if not parts and own and own[-1].is_count and share_piece(name, own[-1].label):
        # 研发费用9万元，研发投入占营业收入的3%
        parts = [own[-1]] if content_of(whole) else []
    return [(parts[0], whole)] if len(parts) == 1 else []


def _names_again(name: str, label: str) -> bool:
    """职工医保参保人数 for 职工医保, but not 医生和护士 for 医生."""
    short, long = sorted((name, label), key=len)
    begins = long.startswith(short)
    shortened = short is name and long[:2] == short[:2] and abbreviates(short, long)
    if cues.ENUMERATION.search(name) or len(short) == 1:
        return False
    return shortened or (begins and not cues.ENUMERATION.search(long))


def _told_before(said: Sequence[Mention], share: Mention) -> Sequence[Mention]:
    """``三者比重分别为30%、…``, a sentence by itself: of what the sentence before lists."""
    last = next((s for s in reversed(said) if s.kind == "value"), share)
    near = share.paragraph - last.paragraph <= _FEWEST
    return [s for s in said if near and same_sentence(s, last)]


def _kinds_before(said: Sequence[Mention], many: int) -> Sequence[Mention]:
    """The last so many values, one after the other, that leave nothing out."""
    counts = [s for s in said[-_LOOK_BACK:] if s.is_count and s.label and not s.is_prior]
    ways = (counts[n - many : n] for n in range(len(counts), many - 1, -1))
    return next((w for w in ways if is_split(w) and len({s.unit for s in w}) == 1), [])


def _items_before(own: Sequence[Mention]) -> list[Mention]:
    """The counts of a list that ends a sentence so far, none of which has a share of its own."""
    items: list[Mention] = []
    for one in reversed(own):
        if not (one.is_count and (one.label or one.joined)) or (
            items and not same_unit(one, items[0])
        ):
            break
        items.insert(0, one)
        if not one.listed:
            return items
    return []


def _joint(
    one: Mention, own: Sequence[Mention], phrase: str, before: Sequence[Mention]
) -> Share | None:
    """``A 3件、B 2件、C 1件，合计占60%``, or without 合计, where only arithmetic tells."""
    items = _items_before(own)
    loose = not _is_of_all(one)
    apart = loose and not (items and items[-1].listed and not one.bracketed)
    if len(items) < _FEWEST or one.after_unread or apart:
        return None
    share, listed = _share(one, items[-1], phrase, before), {i.number for i in items}
    wholes = {n: odds for n, odds in share.wholes.items() if n not in listed}
    return replace(share, parts=tuple(items), wholes=wholes, loose=loose)


def _of_several(one: Mention, told: Sequence[Share], before: Sequence[Mention]) -> Share | None:
    """``甲9件，占30%；乙6件，占20%；两项合计占50%``: of what its words put together."""
    match = cues.SHARE_OF.match(one.words) if puts_together(one.words) else None
    if match is None:
        return None
    ways = put_together(one.words, [s for s in before if s.paragraph == one.paragraph])
    if not ways:
        return None
    (*_, parts), named = ways, match["whole"]
    last = next((s for s in reversed(told) if s.parts == (parts[-1],)), None)
    phrase = "" if cues.SHARE_NOUN_REST.fullmatch(named) else str(named)
    share = _share(one, parts[-1], phrase or (last and last.phrase) or "", before)
    return replace(share, parts=tuple(parts), wholes=share.wholes or (last.wholes if last else {}))


def _is_of_all(share: Mention) -> bool:
    """``合计占``: of several counts, and so of none by itself."""
    return any(cues.TOGETHER.search(w) for w in (share.words, *share.lead))


def _several(own: Sequence[Mention], run: Sequence[Mention]) -> Sequence[Mention]:
    """The counts whose shares a run prints: as many as it has, right before it."""
    before = [s for s in own if s.is_count and not cues.PRIOR.search(s.naming)]
    start = len(before) - len(run)
    told = cues.RESPECTIVE.search(run[0].words) or "占" in run[0].words
    if not told or start < 0:
        return []
    beside = run[0].number - before[start].number == len(run)
    if start and not (beside or opens(before[start], before[:start])):
        return []
    return before[start:] if len({s.unit for s in before[start:]}) == 1 else []


def _single(own: Sequence[Mention], share: Mention) -> list[Mention]:
    """``271973件，同比增长70.86%，占…``: the count right before, unless a list leaves it open."""
    if not share.bracketed:
        # 弃权9股（其中，未投票0股），占1%: of what stands before the bracket
        own = [s for s in own if not s.bracketed or s.named_before]
    before = [s for s in own if s.is_count and not cues.PRIOR.search(s.naming)]
    if not before or cues.RESPECTIVE.search(share.words) or share.after_unread:
        return []
    between = [s for s in own if s.number > before[-1].number and s.kind == "value"]
    rates_only = all(s.quantity == "rate" or not s.may_add or s.of_prior for s in between)
    return before[-1:] if rates_only and before[-1].segment == share.segment else []


def _share(share: Mention, part: Mention, phrase: str | None, before: Sequence[Mention]) -> Share:
    """With the denominator that is named, or the counts before it that 该类 may mean."""
    phrase = phrase or among(part) if phrase is not None else None
    if not phrase:
        return Share(share, (part,), phrase=phrase)
    if cues.ANAPHORIC.match(phrase):
        own = (s for s in before if s.paragraph == share.paragraph)
        kinds = [s for s in own if s.is_count and same_unit(s, part) and same_time(s, part)]
        return Share(share, (part,), {k.number: MAY for k in kinds}, phrase=phrase)
    whole, rivals = named(phrase, part, before)
    wholes = {s.number: MAY for s in rivals}
    if not rivals and (only := only_one(phrase, part, before)):
        wholes[only.number] = LISTED
    if whole is not None:
        # one figure that bears the very name, or the only total; never what equals the part
        alone = {r.value for r in rivals} == {whole.value} != {part.value}
        wholes[whole.number] = SURE if alone else NAMED
    return Share(share, (part,), wholes, phrase=phrase)


def _going_on(share: Share, last: Share) -> Share:
    """``甲9件，占总量的30%；乙6件，占20%``: perhaps of what the one before it names."""
    alike = same_sentence(share.share, last.share) and share.share.segment != last.share.segment
    if share.phrase != "" or share.wholes or not alike or is_of_which(share.parts[-1]):
        return share
    return replace(share, wholes=dict.fromkeys(last.wholes, MAY))


def of_list(share: Share, lists: Mapping[int, Statement]) -> Share:
    """A share of what a list holds is of the whole of the list, unless its words name another.

    ``lists`` go by the numbers of their parts.
    """
    part, phrase = share.parts[-1], share.phrase
    held = lists.get(part.number)
    if held is None or phrase is None:
        return share
    (whole,) = held.roles["总体"]
    if whole in share.parts:
        return share
    name = words().core(content_of(phrase)) or "?"
    # 出口9亿元，占出口总值的30%: of another 出口 than that of which it is a part
    alone = not share.wholes and whole.label.endswith(name) and not part.label.endswith(name)
    if not (_names_none(phrase) or _begins_with(phrase, whole) or alone):
        # perhaps what the list is of, in other words; those that go on with it (占13%) tell
        return share if share.wholes else replace(share, wholes={whole.number: MAY})
    sure = _names_none(phrase) if phrase else held.certain
    wholes = {**share.wholes, whole.number: SURE if sure else LISTED}
    return replace(share, wholes=wholes, phrase="")


def _names_none(phrase: str) -> bool:
    """总量 alone, or 该类: nothing that tells it from other wholes."""
    return bool(cues.ANAPHORIC.match(phrase)) or not content_of(phrase)


def _begins_with(phrase: str, whole: Mention) -> bool:
    """立案总数 is of 立案派遣的案件; 投诉总量 is not of 投诉举报."""
    content, label = content_of(phrase), cues.DONE_WITH.sub("", whole.label)
    head, found, rest = label.partition(content) if content else ("", "", "")
    plain = bool(found) and cues.OF_EVERYTHING.fullmatch(head) is not None
    return plain and not cues.KIND.search(rest)
