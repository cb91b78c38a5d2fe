"""Lists of parts: ``其中A x件，B y件``, ``从渠道看，A x件、其他 z件``, ``A x件、B y件，共 z件``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gouji.figures.sentences.mention import (
    Mention,
    is_of_which,
    same_sentence,
    same_time,
    sentences,
)
from gouji.figures.statements.parts import are_alike, by_way, exceeds
from gouji.figures.statements.statement import Statement, one_unit
from gouji.rules import cues

_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """A whole and its parts as one sentence lists them."""

    whole: Mention
    parts: tuple[Mention, ...]
    certain: bool
    """The sentence leaves no doubt about its whole."""
    rivals: tuple[Mention, ...] = ()
    """Other counts of the sentence that stand before the list."""

    def of(self, part: Mention) -> bool:
        return any(p.number == part.number for p in self.parts)


def find_parts(said: Sequence[Mention]) -> list[Parts]:
    """Find the lists of one paragraph, sentence by sentence."""
    found: list[Parts] = []
    before: list[Mention] = []
    for own in sentences(said):
        found.extend(_of_sentence(own, before, found))
        before.extend(own)
    return found


def _of_sentence(
    own: Sequence[Mention], before: Sequence[Mention], earlier: Sequence[Parts]
) -> list[Parts]:
    found: list[Parts] = []
    opened = [i for i, one in enumerate(own) if _opens(one, own[:i])]
    for i, stop in pairwise([*opened, len(own)]):
        items = _items(own[i:stop])
        if not items:
            continue
        whole, certain = _whole(own[i], own[:i], before, [*earlier, *found])
        lists = (_list(group, whole, certain) for group in _groups(items))
        rivals = tuple(s for s in own[:i] if whole is not s and _may_be_whole(s, own[i]))
        found.extend(replace(each, rivals=rivals) for each in lists if each)
    return found


def _opens(one: Mention, before: Sequence[Mention]) -> bool:
    if one.kind != "value" or not one.is_count:
        return False
    if is_of_which(one.mark) or _looks(one):
        return True
    if _opens_a_bracket(one, before) or (one.mark.introduced and before):
        return True
    if cues.REST_IN_TURN.search(one.words):
        return False
    wholes = [b for b in before if b.is_count and one_unit(b, one)]
    if cues.INTRODUCTION.match(one.words):
        return bool(wholes)
    run = cues.RESPECTIVE.search(one.words) and not one.mark.joined
    return bool(run and any(b.mark.segment == one.mark.segment for b in wholes))


def _opens_a_bracket(one: Mention, before: Sequence[Mention]) -> bool:
    """``受理420件（电话受理400件，网络受理20件）``."""
    whole = before[-1] if before and one.mark.bracketed and not before[-1].mark.bracketed else None
    return whole is not None and whole.is_count and one_unit(whole, one)


def _looks(one: Mention) -> bool:
    return any(cues.LOOK.match(c) for c in one.mark.lead)


def _items(said: Sequence[Mention]) -> list[Mention]:
    """The parallel counts of a list: not what is done with each part, not the parts' shares.

    What is told of the first item as a total (``共1088件``) is still the first item.
    """
    first = said[0]
    said = said[: next((i for i, s in enumerate(said) if i and _adds_up(s)), len(said))]
    process = bool(cues.PROCESS.match(first.label))
    return [
        s
        for s in said
        if s.is_count
        and one_unit(s, first)
        and s.mark.bracketed == first.mark.bracketed
        and (s is first or process or not _is_done(s))
        and (s is first or not cues.TOTAL_WORDS.fullmatch(s.words))
        and not cues.PRIOR.search(s.words)
        and not s.words.endswith("=")  # worked out from what stands before it
    ]


def _is_done(one: Mention) -> bool:
    """What was done with the part before it, or with all: it is no part itself."""
    told_behind = one.label == one.mark.behind and cues.ALREADY.search(one.label)
    return bool(told_behind or cues.PROCESS.match(one.label) or cues.DONE.search(one.label))


def _adds_up(one: Mention) -> bool:
    """``三个小区合计``: from here on the parts are told once more."""
    return one.kind == "value" and bool(cues.SUBTOTAL.search(one.words))


def _is_bare(one: Mention) -> bool:
    """A number that may be a part as well, printed without its unit."""
    return one.kind == "value" and not one.unit and bool(one.label)


def _list(items: Sequence[Mention], whole: Mention | None, certain: bool) -> Parts | None:
    first = items[0]
    if not all(i.label for i in items) or whole is None or not one_unit(whole, first):
        return None
    if any(i.after_unread for i in items[1:]) or (len(items) < _FEWEST and _needs_several(first)):
        return None
    return Parts(whole, tuple(items), certain)


def _needs_several(first: Mention) -> bool:
    led = is_of_which(first.mark) or cues.INTRODUCTION.match(first.words)
    return _looks(first) or (first.mark.bracketed and not led)


def _groups(items: Sequence[Mention]) -> list[list[Mention]]:
    """One list over all segments, a list each, or none where which are parallel is not said."""
    segments: dict[int, list[Mention]] = {}
    for item in items:
        segments.setdefault(item.mark.segment, []).append(item)
    groups = list(segments.values())
    if len(groups) == 1 or all(len(g) == 1 for g in groups):
        return [list(items)]
    if all(i.mark.listed for g in groups for i in g[1:]):
        return [g for g in groups if len(g) > 1]
    return []


def _whole(
    first: Mention, told: Sequence[Mention], before: Sequence[Mention], earlier: Sequence[Parts]
) -> tuple[Mention | None, bool]:
    """What 其中 refers to: the count right before it, else the only one of the sentence before.

    ``站点人员90人。在站132.7万，其中…``: what stands right before it without a unit is the whole.
    """
    if told and is_of_which(first.mark) and _is_bare(told[-1]):
        return None, False
    near = [s for s in told if _may_be_whole(s, first)]
    if _looks(first):
        return _looked_at([*(s for s in before if _may_be_whole(s, first)), *near], first), False
    if near:
        return (None, False) if near[-1].mark.listed else (near[-1], len(near) == 1)
    if not is_of_which(first.mark):
        return None, False
    last = [s for s in before if same_sentence(s, before[-1]) and _may_be_whole(s, first)]
    last = [s for s in last if not any(e.of(s) for e in earlier)]
    return (last[0], True) if len(last) == 1 and not last[0].mark.listed else (None, False)


def _may_be_whole(one: Mention, part: Mention) -> bool:
    return (
        one.is_count
        and one_unit(one, part)
        and (bool(one.label) or is_closing(one))
        and same_time(one, part)
        and not one.of_prior
        and not _stand_side_by_side(one, part)
    )


def _stand_side_by_side(one: Mention, other: Mention) -> bool:
    """``对东盟出口8件，对欧盟、美国分别出口7件、6件``: neither is a part of the other."""
    return bool(cues.FRAME.match(other.label)) and other.label[0] in one.label


def _looked_at(candidates: Sequence[Mention], first: Mention) -> Mention | None:
    """``从接收渠道看`` looks at the requests received that the paragraph told of first."""
    owner = next((m["owner"] for c in first.mark.lead if (m := cues.LOOK.match(c))), "")
    totals = [c for c in candidates if c.indicator == cues.RECEIVED_INDICATOR]
    if owner:
        totals = [c for c in totals if owner in c.label or c.label in owner]
        return totals[-1] if totals else None
    totals = [c for c in totals if not c.scope] or totals
    if totals or len(candidates) != 1:
        return totals[0] if totals else None
    return candidates[0]


def is_closing(one: Mention) -> bool:
    """``共`` z件, z ``in all``: the total of what its sentence counted before it."""
    left, right = one.around
    told = cues.TOTAL_WORDS.fullmatch(one.words) or cues.TOLD_TOTAL.match(right.lstrip())
    return one.is_count and not one.owner and bool(told or cues.TOLD_CLOSES.search(left))


def some_only(parts: Sequence[Mention]) -> bool:
    """``主要为``, ``…等``: the words say that there are more."""
    said_so = any(cues.SOME_ONLY.search(w) for w in (parts[0].words, *parts[0].mark.lead))
    return said_so or cues.AND_SO_ON.match(parts[-1].mark.behind) is not None


def not_beyond(lists: Sequence[Parts]) -> Iterator[Statement]:
    """That parts do not exceed their whole: together, or each where they may overlap."""
    for each in lists:
        whole, parts = each.whole, each.parts
        groups = [parts]
        if not are_alike(parts) or (exceeds(parts, whole) and _may_overlap(parts, whole)):
            groups = [(p,) for p in parts]
        elif exceeds(parts, whole) and _are_stages(parts):
            groups = [(p,) for p in parts if not exceeds((p,), whole)]
        for group in groups:
            if exceeds(group, whole) and not _is_plainly_of(each, group):
                continue  # it is of another whole, or of a number whose unit is not printed
            yield Statement(
                "text-of-which", {"总体": (whole,), "分项": group}, certain=each.certain
            )


def _is_plainly_of(each: Parts, group: Sequence[Mention]) -> bool:
    if any(not exceeds(group, r) for r in each.rivals):
        return False
    return len(each.parts) > 1 or each.whole.number == group[0].number - 1


def _may_overlap(parts: Sequence[Mention], whole: Mention) -> bool:
    """What is told of one request beside other things: 涉及网购, 实名; or put out twice."""
    told = [bool(cues.ATTRIBUTE.search(p.label)) for p in parts]
    return sum(told) >= _FEWEST or cues.PUBLISHED.search(whole.label) is not None


def _are_stages(parts: Sequence[Mention]) -> bool:
    """``有效698件，344件已转办，354件已答复``: some are all, or all of one of them, told again."""
    told = any(cues.STAGE.search(p.label) or cues.ALREADY.search(p.label) for p in parts)
    return told and not by_way(parts)
