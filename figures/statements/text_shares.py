"""Shares: ``占公众反映诉求总量的47.12%``, ``分别占66%和34%``, ``271973件（占47.12%）``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gouji.figures.sentences.mention import Mention, same_sentence, same_time
from gouji.figures.sentences.subjects import take_apart
from gouji.figures.statements.antecedents import content_of, named, says_only
from gouji.figures.statements.parts import opens
from gouji.figures.statements.statement import Statement, same_unit
from gouji.rules import cues
from gouji.rules.weights import weights

_FEWEST = 2


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
    proposed: tuple[tuple[Mention, float], ...] = ()
    """What the words may name, and the odds that they do."""
    loose: bool = False
    """Its parts are not sure: where it does not tie, nothing is wrong."""
    either: bool = False
    """It may be of the last part alone, or of all."""
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
        return (self.parts, self.parts[-1:]) if self.either else (self.parts,)

    @property
    def wholes(self) -> dict[int, float]:
        return {one.number: odds for one, odds in self.proposed}


def find_shares(said: Sequence[Mention], history: Sequence[Mention]) -> list[Share]:
    """Find the shares of one paragraph; ``history`` are the numbers of those before it."""
    found = list(_unnamed(said))
    for run in _runs(said):
        if len(run) == 1 and (joint := _joint(said, run[0], history)):
            found.append(joint)
            continue
        parts = _parts(said, run)
        if len(parts) != len(run):
            continue
        phrase = _phrase(said[run[0]])
        read = [
            _share(said[at], part, phrase, [*history, *said[: run[0]]])
            for at, part in zip(run, parts, strict=True)
        ]
        found.extend(read)
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
        if len({s.mark.printed.numeral.value for s in wholes}) == 1:
            roles = {"占比": (share,), "部分": (), "总体": (wholes[-1],)}
            yield Statement("text-share", roles)


def _unnamed(said: Sequence[Mention]) -> Iterator[Share]:
    """``物业43件（30.2%）``, ``物业（43件，30.2%）``: a share if others beside it are as well."""
    for before, one in pairwise(said):
        bare = one.kind == "value" and one.mark.bracketed and not one.words and not one.mark.lead
        if bare and one.mark.printed.quantity == "rate" and before.is_count:
            yield Share(one, (before,))


def _runs(said: Sequence[Mention]) -> Iterator[list[int]]:
    """Positions of shares that stand together: ``66.48%和33.52%``."""
    run: list[int] = []
    for at, one in enumerate(said):
        if one.kind != "share":
            continue
        if run and one.mark.joined and at == run[-1] + 1:
            run.append(at)
            continue
        if run:
            yield run
        run = [at]
    if run:
        yield run


def _phrase(share: Mention) -> str | None:
    """What the share is of, as printed: "" where nothing is named, None where it is not read."""
    match = cues.SHARE_OF.match(share.words)
    if match is None or not _is_of_the_value(match["subject"]):
        return None
    whole = match["whole"]
    return "" if cues.SHARE_NOUN_REST.fullmatch(whole) else whole


def _is_of_the_value(subject: str) -> bool:
    return (
        not subject or bool(cues.SHARE_SUBJECT.fullmatch(subject)) or not take_apart(subject).label
    )


def _joint(said: Sequence[Mention], at: int, history: Sequence[Mention]) -> Share | None:
    """``A 3件、B 2件、C 1件，合计占60%``, or without 合计, where only arithmetic tells."""
    one, phrase = said[at], _phrase(said[at])
    items = _items_before(said, at)
    if phrase is None or len(items) < _FEWEST or one.after_unread:
        return None
    together = any(cues.TOGETHER.search(w) for w in (one.words, *one.mark.lead))
    if not together and (not items[-1].mark.listed or one.mark.bracketed):
        return None
    share = _share(one, items[-1], phrase, [*history, *said[:at]])
    proposed = tuple((w, o) for w, o in share.proposed if w not in items)
    return Share(one, tuple(items), proposed, not together, either=not together, phrase=phrase)


def _items_before(said: Sequence[Mention], at: int) -> list[Mention]:
    """The counts of a list that ends right before, none of which has a share of its own."""
    items: list[Mention] = []
    for one in reversed(said[:at]):
        alike = one.is_count and one.mark.sentence == said[at].mark.sentence
        if not alike or not one.label or (items and not same_unit(one, items[0])):
            break
        items.insert(0, one)
        if not one.mark.listed:
            break
    return items if items and not items[0].mark.listed else []


def _parts(said: Sequence[Mention], run: Sequence[int]) -> list[Mention]:
    """The counts whose shares a run prints: as many as it has, right before it."""
    first = said[run[0]]
    if _phrase(first) is None:
        return []
    before = [
        s
        for s in said[: run[0]]
        if s.is_count and s.mark.sentence == first.mark.sentence and not cues.PRIOR.search(s.words)
    ]
    if len(run) == 1:
        return _single(before, first, said[: run[0]])
    if not cues.RESPECTIVE.search(first.words) and "占" not in first.words:
        return []
    start = len(before) - len(run)
    if start > 0 and not opens(before[start], before[:start]):
        return []
    parts = before[max(start, 0) :]
    return parts if len({(p.unit) for p in parts}) == 1 else []


def _single(
    before: Sequence[Mention], share: Mention, all_before: Sequence[Mention]
) -> list[Mention]:
    """``271973件，同比增长70.86%，占…``: the count right before, unless a list leaves it open."""
    if not share.mark.bracketed:
        before = [b for b in before if not (b.mark.bracketed and cues.OF_WHICH.match(b.words))]
    if not before:
        return []
    part = before[-1]
    between = [s for s in all_before if s.number > part.number and s.kind == "value"]
    if (
        any(s.mark.printed.quantity != "rate" for s in between)
        or part.mark.segment != share.mark.segment
    ):
        return []
    if cues.RESPECTIVE.search(share.words) or share.after_unread:
        return []
    return [part]


def _share(share: Mention, part: Mention, phrase: str | None, before: Sequence[Mention]) -> Share:
    """With the denominator that is named, or the counts before it that 该类 may mean."""
    if not phrase:
        return Share(share, (part,), phrase=phrase)
    if cues.ANAPHORIC.match(phrase):
        own = (s for s in before if s.paragraph == share.paragraph)
        kinds = [s for s in own if s.is_count and same_unit(s, part) and same_time(s, part)]
        return Share(share, (part,), tuple((k, MAY) for k in kinds), phrase=phrase)
    whole, rivals = named(phrase, part, before)
    proposed = {s.number: (s, MAY) for s in rivals}
    if whole is not None:
        proposed[whole.number] = (whole, SURE if _is_sure(whole, part, phrase, rivals) else NAMED)
    return Share(share, (part,), tuple(proposed.values()), phrase=phrase)


def of_lists(share: Share, lists: Sequence[Statement]) -> Share:
    """A share of what a list holds is of the whole of the list, unless its words name another."""
    part, phrase = share.parts[-1], share.phrase
    held = next((e for e in lists if part in e.roles["分项"]), None)
    if held is None or phrase is None:
        return share
    (whole,) = held.roles["总体"]
    if whole in share.parts or not (_names_none(phrase) or _begins_with(phrase, whole)):
        return share
    sure = _names_none(phrase) if phrase else held.certain
    return replace(share, proposed=((whole, SURE if sure else LISTED),), phrase="")


def _is_sure(whole: Mention, part: Mention, phrase: str, rivals: Sequence[Mention]) -> bool:
    """One figure that bears the very name, or the only total; never what equals the part."""
    value = whole.mark.printed.numeral.value
    alone = {r.mark.printed.numeral.value for r in rivals} == {value}
    return value != part.mark.printed.numeral.value and alone and says_only(phrase, whole)


def _names_none(phrase: str) -> bool:
    """总量 alone, or 该类: nothing that tells it from other wholes."""
    return bool(cues.ANAPHORIC.match(phrase)) or not content_of(phrase)


def _begins_with(phrase: str, whole: Mention) -> bool:
    """立案总数 is of 立案派遣的案件; 投诉总量 is not of 投诉举报."""
    content, label = content_of(phrase), cues.DONE_WITH.sub("", whole.label)
    head, found, rest = label.partition(content) if content else ("", "", "")
    plain = bool(found) and cues.OF_EVERYTHING.fullmatch(head) is not None
    return plain and not cues.KIND.search(rest)
