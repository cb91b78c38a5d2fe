"""Shares: ``占公众反映诉求总量的47.12%``, ``分别占66%和34%``, ``271973件（占47.12%）``.

Where words stand apart (``Of the 250 appeals heard, 80 (32%) were allowed``) they name the part
and the whole; what they leave open the arithmetic of all shares settles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, permutations, takewhile
from typing import Final

from gouji.figures.sentences.mention import Mention, same_sentence, same_time, sentences
from gouji.figures.sentences.phrases import in_turn
from gouji.figures.sentences.subjects import take_apart
from gouji.figures.statements.parts import opens
from gouji.figures.statements.statement import Statement, of_whole, same_unit
from gouji.figures.statements.wholes import (
    among,
    content_of,
    is_value,
    likely,
    named,
    named_apart,
    says_only,
    share_piece,
    them,
)
from gouji.rules import cues
from gouji.rules.bundled import weights

_FEWEST = 2
_SHARES: Final = frozenset({"%", "‰"})
_ALL: Final = 100


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
        goes_on = at and first.mark.joined and said[at - 1].kind == "share"
        own = [s for s in said[:at] if same_sentence(s, first)]
        before = [*history, *said[:at]]
        if first.kind != "share" or goes_on:
            continue
        if (phrase := _phrase(first)) is None:
            found.extend(_share(first, *told, before) for told in _named_part(first, own))
            continue
        run = [first, *takewhile(lambda s: s.kind == "share" and s.mark.joined, said[at + 1 :])]
        if len(run) == 1 and (joint := _joint(first, own, phrase, before)):
            found.append(joint)
            continue
        if _is_of_all(first) and own and own[-1].mark.listed:
            continue
        parts = _several(own, run) if len(run) > 1 else _single(own, first)
        pairs = zip(run, parts, strict=True) if parts else ()
        found.extend(_share(one, part, phrase, before) for one, part in pairs)
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
        bare = one.kind == "value" and one.mark.bracketed and not one.words and not one.mark.lead
        if bare and one.quantity == "rate" and before.is_count:
            yield Share(one, (before,))


def _phrase(share: Mention) -> str | None:
    """What the share is of, as printed: "" where nothing is named, None where it is not read."""
    match = cues.SHARE_OF.match(share.words)
    if match is None:
        return "" if cues.SHARES_IN_TURN.fullmatch(share.words) else None
    subject, whole = match.group("subject", "whole")
    if cues.SHARE_SUBJECT.fullmatch(subject) or not take_apart(subject).label:
        return "" if cues.SHARE_NOUN_REST.fullmatch(whole) else str(whole)
    return None


def _named_part(share: Mention, own: Sequence[Mention]) -> list[tuple[Mention, str]]:
    """``税收收入663万元，…，税收收入占财政收入的66.2%``: a count of the sentence, named again."""
    match = cues.SHARE_OF.match(share.words)
    name, whole = (take_apart(match["subject"]).label, match["whole"]) if match else ("", "")
    names = {name, *(name + verb for verb in cues.FULFILLED)} if name else ()
    parts = [s for s in own if s.is_count and s.label in names]
    if not parts and own and own[-1].is_count and share_piece(name, own[-1].label):
        parts = [own[-1]]  # 研发费用9万元，研发投入占营业收入的3%
    return [(parts[0], whole)] if len(parts) == 1 and content_of(whole) else []


def _items_before(own: Sequence[Mention]) -> list[Mention]:
    """The counts of a list that ends a sentence so far, none of which has a share of its own."""
    items: list[Mention] = []
    for one in reversed(own):
        if not (one.is_count and (one.label or one.mark.joined)) or (
            items and not same_unit(one, items[0])
        ):
            break
        items.insert(0, one)
        if not one.mark.listed:
            return items
    return []


def _joint(
    one: Mention, own: Sequence[Mention], phrase: str, before: Sequence[Mention]
) -> Share | None:
    """``A 3件、B 2件、C 1件，合计占60%``, or without 合计, where only arithmetic tells."""
    items = _items_before(own)
    loose = not _is_of_all(one)
    apart = loose and not (items and items[-1].mark.listed and not one.mark.bracketed)
    if len(items) < _FEWEST or one.after_unread or apart:
        return None
    share, listed = _share(one, items[-1], phrase, before), {i.number for i in items}
    wholes = {n: odds for n, odds in share.wholes.items() if n not in listed}
    return replace(share, parts=tuple(items), wholes=wholes, loose=loose)


def _is_of_all(share: Mention) -> bool:
    """``合计占``: of several counts, and so of none by itself."""
    return any(cues.TOGETHER.search(w) for w in (share.words, *share.mark.lead))


def _several(own: Sequence[Mention], run: Sequence[Mention]) -> Sequence[Mention]:
    """The counts whose shares a run prints: as many as it has, right before it."""
    before = [s for s in own if s.is_count and not cues.PRIOR.search(s.words)]
    start = len(before) - len(run)
    told = cues.RESPECTIVE.search(run[0].words) or "占" in run[0].words
    if not told or start < 0 or (start and not opens(before[start], before[:start])):
        return []
    return before[start:] if len({s.unit for s in before[start:]}) == 1 else []


def _single(own: Sequence[Mention], share: Mention) -> list[Mention]:
    """``271973件，同比增长70.86%，占…``: the count right before, unless a list leaves it open."""
    before = [s for s in own if s.is_count and not cues.PRIOR.search(s.words)]
    if not share.mark.bracketed:
        before = [b for b in before if not (b.mark.bracketed and cues.OF_WHICH.match(b.words))]
    if not before or cues.RESPECTIVE.search(share.words) or share.after_unread:
        return []
    between = [s for s in own if s.number > before[-1].number and s.kind == "value"]
    rates_only = all(s.quantity == "rate" for s in between)
    return before[-1:] if rates_only and before[-1].mark.segment == share.mark.segment else []


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
    if whole is not None:
        # one figure that bears the very name, or the only total; never what equals the part
        alone = {r.value for r in rivals} == {whole.value} != {part.value}
        wholes[whole.number] = SURE if alone and says_only(phrase, whole) else NAMED
    return Share(share, (part,), wholes, phrase=phrase)


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
    if not (_names_none(phrase) or _begins_with(phrase, whole)):
        # perhaps what the list is of, in other words; those that go on with it (占13%) tell
        return share if share.wholes else replace(share, wholes={whole.number: MAY})
    sure = _names_none(phrase) if phrase else held.certain
    return replace(share, wholes={whole.number: SURE if sure else LISTED}, phrase="")


def _names_none(phrase: str) -> bool:
    """总量 alone, or 该类: nothing that tells it from other wholes."""
    return bool(cues.ANAPHORIC.match(phrase)) or not content_of(phrase)


def _begins_with(phrase: str, whole: Mention) -> bool:
    """立案总数 is of 立案派遣的案件; 投诉总量 is not of 投诉举报."""
    content, label = content_of(phrase), cues.DONE_WITH.sub("", whole.label)
    head, found, rest = label.partition(content) if content else ("", "", "")
    plain = bool(found) and cues.OF_EVERYTHING.fullmatch(head) is not None
    return plain and not cues.KIND.search(rest)


def shares_in_phrases(said: Sequence[Mention], history: Sequence[Mention]) -> list[Share]:
    """The shares of one paragraph, with the wholes that the words name; ``history`` is before."""
    told = [s for s in said if any(s.around)]
    found: list[Share] = []
    last: Sequence[Mention] = ()
    for sentence in sentences(told):
        whole: Mention | None = None
        placed = dict(_in_turn(sentence))
        for at, one in enumerate(sentence):
            if is_value(one) and cues.TOLD_WHOLE.search(one.around[0]):
                whole = one
            elif not _opens(one) and (of := _subset_of(sentence, at)):
                whole = of
            elif one.unit not in _SHARES or one.kind == "change" or one.is_prior:
                continue
            elif pair := _pair_behind(sentence, at):
                found.append(Share(one, pair[:1], {pair[1].number: SURE}))
            elif cues.TOLD_RATE.search(one.around[0]):
                rates = _pair_of_rate(one, [*last, *sentence[:at]])
                found.extend(Share(one, (part,), {of.number: SURE}) for part, of in rates)
            elif named := _by_names(one, [*history, *told]):
                found.append(named)
            elif part := placed.get(one.number) or _part(sentence, at):
                loose = one.number not in placed and not _stands_by(one, part)
                of = whole
                # a whole holds more than its part, or was misprinted right before it
                beside = whole and not loose and part.number == whole.number + 1
                if whole is None or whole is part or not (beside or whole.value >= part.value):
                    of = them(part, told) if cues.TOLD_OF_THEM.match(part.around[1]) else None
                    of = of or named_apart(one, part, [*history, *told])
                    of = of or likely(one, part, [*history, *told])
                wholes = {of.number: SURE} if of else {}
                found.append(Share(one, (part,), wholes, loose=loose and not wholes))
        last = sentence
    return found


def _in_turn(sentence: Sequence[Mention]) -> Iterator[tuple[int, Mention]]:
    """``327 men and 308 women (51.5% and 48.5% respectively)``: of which part each share is."""
    for run in in_turn(sentence):
        counts = [s for s in sentence if s.number < run[0].number and is_value(s)][-len(run) :]
        if len(counts) == len(run) and all(s.unit in _SHARES for s in run):
            yield from zip((s.number for s in run), counts, strict=True)
        at = run[-1].number - sentence[0].number + 1  # 9, 8 and 3 respectively (45%, 40% and 15%)
        behind = list(takewhile(lambda s: s.unit in _SHARES, sentence[at:]))
        if len(behind) == len(run) and all(map(is_value, run)):
            yield from zip((s.number for s in behind), run, strict=True)


def _by_names(one: Mention, told: Sequence[Mention]) -> Share | None:
    """``Children made up`` 40% ``of those we helped``: a figure told before bears the name.

    It is of what it names, else of what was told with that figure, or first of all; where it ties
    with none, only a slip that explains why not makes it one.
    """
    match = cues.TOLD_SHARE_VERB.search(one.around[0])
    before = [s for s in told if s.number < one.number and is_value(s) and same_time(s, one)]
    said = f"{match['part'].removeprefix('the ')} " if match else ""
    parts = [s for s in before if s.label and said.startswith(f"{s.label.lower()} ")]
    part = max(parts, key=lambda s: (len(s.label), -s.number), default=None)
    whole = likely(one, part, told) if part else None
    return Share(one, (part,), {whole.number: SURE}) if part and whole else None


def _subset_of(sentence: Sequence[Mention], at: int) -> Mention | None:
    """``1,842 people (1,654 full-time), of whom``: the value before, but none said in passing."""
    left = sentence[at].around[0]
    of_them = cues.TOLD_OF_THEM.match(left)  # 40 of those heard were men and 30 women
    if not cues.TOLD_SUBSET.search(left) or (of_them and of_them[0] != left):
        return None
    brackets = {0, sentence[at].mark.bracket}
    before = next((s for s in reversed(sentence[:at]) if s.mark.bracket in brackets), None)
    return before if before is not None and is_value(before) else None


def _pair_behind(sentence: Sequence[Mention], at: int) -> tuple[Mention, Mention] | None:
    """``One in five of the 1,200 patients (240)``: part and whole where the share leads to both.

    As in ``two thirds of claims (860 of 1,290)``, ``90 cases, accounting for 34% of the 265 sent``.
    """
    one, behind = sentence[at], sentence[at + 1 : at + 3]
    if not behind or not is_value(behind[0]):
        return None
    then, last = behind[0], behind[-1]
    if cues.TOLD_WHOLE.match(then.around[0]):
        part = last if _opens_bracket(last) else _part(sentence, at)
        sure = part is last or cues.TOLD_BESIDE.search(one.around[0])
        return (part, then) if part and sure and part.value <= then.value else None
    leads = _opens_bracket(then) or then.around[0] == ":"
    of = last is not then and is_value(last) and cues.TOLD_WHOLE.match(last.around[0])
    return (then, last) if leads and of else None


def _pair_of_rate(rate: Mention, before: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """``2,400 were sent and 1,080 returned, a response rate of 45%``: of the two told before it.

    ``Of 900 buses, 810 came on time and 90 did not, putting punctuality at 90%``: of two that tie.
    """
    counts = [s for s in before if s.kind == "value" and s.unit not in _SHARES and not s.is_prior]
    own = [s for s in counts if same_sentence(s, rate)]
    counts = own if len(own) >= _FEWEST else counts
    pairs = [p for p in permutations(counts, 2) if all(map(is_value, p))]
    ties = [p for p in pairs if of_whole(rate, p[:1], p[1]).ties]
    beyond = rate.value > _ALL
    likely = [(part, of) for part, of in pairs if (part.value > of.value) == beyond]
    yield from (ties or likely if len(counts) == _FEWEST else ties)[:1]


def _opens_bracket(one: Mention) -> bool:
    return _opens(one) and is_value(one)


def _opens(one: Mention) -> bool:
    return one.mark.bracketed and one.around[0].endswith("(")


def _stands_by(one: Mention, part: Mention) -> bool:
    """``211 (62%)``, ``£4.1 million, or 33%``: nothing else than the part can be meant."""
    left, right = one.around
    if part.number > one.number:
        return True
    within = one.mark.bracketed and one.mark.bracket == part.mark.bracket and left in (",", ";")
    alone = within or cues.TOLD_BESIDE.search(left) is not None
    return alone and cues.TOLD_SHARE_ENDS.match(right) is not None


def _part(sentence: Sequence[Mention], at: int) -> Mention | None:
    """The count right before a share, in brackets behind it, or with it there: ``(36%, 27)``."""
    if at + 1 < len(sentence):
        then = sentence[at + 1]
        of = then.around[0] == " (" or cues.TOLD_SHARE_OF.match(sentence[at].around[1])
        near = then.around[0].endswith("(") and "," not in then.around[0]
        if near and of and not sentence[at].mark.bracketed:
            return then if is_value(then) else None
        if _opens(sentence[at]) and then.mark.bracketed and then.around[0] == ",":
            return then if is_value(then) else None
    if _opens(sentence[at]) and sentence[at].around[0].startswith(")"):
        return None
    brackets = {0, sentence[at].mark.bracket}
    for one in reversed(sentence[:at]):
        if is_value(one) and not cues.TOLD_WHOLE.search(one.around[0]):
            if one.mark.bracket in brackets:
                return one
        elif one.kind != "value" or one.unit in _SHARES:
            return None
    return None
