"""Lists of parts: what opens and closes them, and whether what they hold is alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import permutations
from typing import Final, TypeAlias

from gouji.figures.grouping import grouped
from gouji.figures.numbers.words import WORDS
from gouji.figures.sentences.mention import (
    Mention,
    is_of_which,
    same_sentence,
    same_time,
    sentences,
)
from gouji.figures.sentences.phrases import stems
from gouji.figures.statements.statement import Statement, one_unit, same_unit, total_of
from gouji.figures.statements.text_rates import share_name
from gouji.figures.statements.wholes import share_piece, stage_in
from gouji.rules import cues
from gouji.rules.bundled import weights
from gouji.rules.words import words

_FEWEST: Final = 2
_MARKS: Final = (":", "-", "–", "—")
_LONGEST: Final = 200
"""So many numbers back a total may add up: it keeps the work linear."""


def are_alike(parts: Sequence[Mention]) -> bool:
    """Whether parts may be added: not 受理, 派单 and 回访, stages of the same requests."""
    if is_split(parts):
        return True
    stages = {stage_in(p.label)[0] - {"new"} for p in parts}
    return len(stages) == 1 or (len(stages) == _FEWEST and frozenset() in stages and by_way(parts))


def by_way(parts: Sequence[Mention]) -> bool:
    """``省平台转派工单``, ``书记信箱信件``, ``湘易办转派工单``: from where, not how far."""
    found = [(p.label, m) for p in parts for m in list(cues.STAGE.finditer(p.label))[:1]]
    ways, tails = {t[: m.start()] for t, m in found}, {t[m.start() :] for t, m in found}
    return "" not in ways and len(tails) == 1 and len(ways) == len(found) >= _FEWEST


def is_split(parts: Sequence[Mention]) -> bool:
    """``直接办结`` and ``转派``, ``满意`` and ``不满意``: each request is one of them."""
    return _are_kinds(tuple(p.label for p in parts))


@lru_cache(maxsize=1 << 12)
def _are_kinds(labels: Sequence[str]) -> bool:
    further = (_goes_further(labels, n) for n in range(len(labels)))
    return words().is_split(labels) and not any(further)


def _goes_further(labels: Sequence[str], at: int) -> bool:
    """``转办诉求已办结`` beside ``直接答复``: only what was done with those of that kind."""
    done = cues.ALREADY.search(labels[at])
    kind = labels[at][: done.start()] if done else ""
    return bool(kind) and words().is_split([*labels[:at], kind, *labels[at + 1 :]])


def is_item(one: Mention) -> bool:
    """Whether a list may hold it, as a part or, with or without a name, as its total.

    What is left of two (``a net outflow of`` 9) is no part beside them, nor is a plan that a rate
    is of (占年初预算 9万元｜的40%).
    """
    named = bool(one.label) or is_closing(one)
    base = one.behind == "的" and cues.OF_WHAT_IS_TOLD.search(one.words)
    plain = not (base or one.of_prior or one.compared or cues.NET.search(one.label.lower()))
    return one.may_add and named and plain


def fits(whole: Mention, part: Mention) -> bool:
    """Whether one may hold the other, by unit and time."""
    return one_unit(whole, part) and same_time(whole, part)


def by(words: str) -> float:
    """The odds in digits, beforehand, that words of a kind give a list."""
    return weights("lists")[words]


def exceeds(parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether parts come to more than a whole, whatever their rounding."""
    rest = whole.interval - total_of([p.interval for p in parts])
    return rest.high is not None and rest.high < 0


def opens(one: Mention, before: Sequence[Mention]) -> bool:
    """Whether the words before a count open a list; ``before`` are those of its sentence."""
    if one.kind != "value" or not one.is_count:
        return False
    if is_of_which(one) or looks(one):
        return True
    mark = one.around[0][-1:]
    # 来电：9件；来信：3件, from Kent - 9, Bath - 12
    named_alike = any(b.introduced or b.around[0][-1:] == mark in _MARKS for b in before)
    last = before[-1] if before else one
    inside = one.bracketed > last.bracketed  # 受理420件（电话400件，网络20件）
    inside &= not (one.named_before and any(one.around))
    in_bracket = inside and last.is_count and one_unit(last, one)
    if in_bracket or (one.introduced and before and not named_alike):
        return True
    if cues.REST_IN_TURN.search(one.words):
        return False
    wholes = [b for b in before if b.is_count and one_unit(b, one)]
    if cues.INTRODUCTION.match(one.words):
        return bool(wholes)
    run = cues.RESPECTIVE.search(one.words) and not one.joined
    return bool(run and any(b.segment == one.segment for b in wholes))


def looks(one: Mention) -> bool:
    """``从接收渠道看``: the words before it look at a whole from one side."""
    return any(cues.LOOK.match(c) for c in one.lead)


def may_be_alone(first: Mention) -> bool:
    """Whether what opens a list may lead to one part only: 其中, but no bracket without it."""
    led = is_of_which(first) or cues.INTRODUCTION.match(first.words)
    return not looks(first) and bool(led or not first.bracketed)


def is_done(one: Mention) -> bool:
    """What was done with the part before it, or with all: it is no part itself."""
    told_behind = one.label == one.behind and cues.ALREADY.search(one.label)
    return bool(told_behind or is_process(one) or cues.DONE.search(one.label))


def is_process(one: Mention) -> bool:
    """``直接办结``, ``转派``: it says how far requests have come, not what they are of."""
    return bool(cues.PROCESS.match(one.label))


def is_closing(one: Mention) -> bool:
    """``共`` z件, z ``in all``: the total of what its sentence counted before it."""
    left, right = one.around
    told = cues.TOTAL_WORDS.fullmatch(one.words) or cues.TOLD_TOTAL.match(right.lstrip())
    return one.is_count and not one.owner and bool(told or cues.TOLD_CLOSES.search(left))


def some_only(parts: Sequence[Mention]) -> bool:
    """``主要为``, ``…等``: the words say that there are more."""
    said_so = any(cues.SOME_ONLY.search(w) for w in (parts[0].words, *parts[0].lead))
    return said_so or cues.AND_SO_ON.match(parts[-1].behind) is not None


def closed(said: Sequence[Mention]) -> Iterator[Statement]:
    """``A x件、B y件，共 z件``: what a sentence counts before the total that closes it.

    Or its shares: ``A占30%、B占25%，合计占55%``, ``分别为9件、6件，分别占30%、20%，合计占50%``.
    """
    for group in sentences(said):
        told: list[Mention] = []
        for one in group:
            closes = is_closing(one)
            together = one.kind == "share" and cues.TOGETHER.search(one.words) is not None
            if closes or together:
                near = [s for s in told if s.segment == one.segment]
                shares = [] if any(is_of_which(s) for s in near) else near
                before = [
                    s for s in (shares if together else told) if (s.kind == "value") == closes
                ]
                parts = [s for s in before if s.is_count == closes and same_unit(s, one)]
                respective = bool(parts) and cues.RESPECTIVE.search(parts[0].words)
                plain = all(share_name(p) if together else p.label or any(p.around) for p in parts)
                if len(parts) >= _FEWEST and (plain or respective) and parts == before:
                    roles = {"总体": (one,), "分项": tuple(parts)}
                    all_of_them = respective or together or cues.SO_MANY_TOGETHER.search(one.words)
                    some = not all_of_them and some_only(parts)
                    yield Statement("text-sum", roles, by("closed") + by("some") * some)
            if closes:
                told = []
            elif one.kind != "change":
                told.append(one)


def added_up(said: Sequence[Mention]) -> Iterator[Statement]:
    """``收入9亿元，加上补助8亿元、结转2亿元，收入总计19亿元``: with what its paragraph told first.

    Where 加上 begins a sentence it is the first of one of those before.
    """
    firsts: list[Mention] = []
    for group in sentences(said):
        firsts = [s for s in firsts if s.paragraph == group[0].paragraph]
        counts = [s for s in group if s.is_count and not (s.is_prior or s.bracketed)]
        added = next((n for n, s in enumerate(counts) if cues.ADDED_TO.match(s.words)), len(counts))
        end = next((n for n, s in enumerate(counts) if cues.ADDED_TOTAL.fullmatch(s.words)), 0)
        some = counts[added:end]
        bases = counts[:1] if added else firsts
        ways = [
            Statement("text-sum", {"总体": (counts[end],), "分项": (one, *some)}, by("closed"))
            for one in bases
            if some and not (some_only(some) or any(map(is_of_which, some)))
            if same_unit(counts[end], one)
        ]
        ways = [w for w in ways if w.ties] or ways[:1]
        yield from ways[-1:]
        firsts += [s for s in counts[:1] if added]


def named_totals(said: Sequence[Mention]) -> Iterator[Statement]:
    """What is said to be added up, whatever else its parts are parts of."""
    for at, one in enumerate(said):
        if not (one.is_count and puts_together(one.words)):
            continue
        near = [s for s in said[max(0, at - _LONGEST) : at] if same_unit(s, one)]
        ways = put_together(one.words, near)
        odds = by("closed" if len(ways) == 1 else "of-which")
        stated = [Statement("text-sum", {"总体": (one,), "分项": tuple(w)}, odds) for w in ways]
        yield from sorted(stated, key=Statement.weight)[-1:]


def puts_together(words: str) -> bool:
    """Whether words put several of what was told together: 一、二季度合计, 两项合计."""
    return bool(cues.TOTAL_OF_NAMED.match(words) or cues.SO_MANY_TOGETHER.search(words))


def put_together(words: str, told: Sequence[Mention]) -> list[Sequence[Mention]]:
    """Which of what was ``told`` words may put together: 一、二季度合计, 两项合计, 前三类占.

    Of a list that its own whole may begin, the first ones are either with or without that.
    """
    counts = [s for s in told if s.is_count and not (s.of_prior or s.compared or is_closing(s))]
    match = cues.TOTAL_OF_NAMED.match(words)
    listed = [n for n in cues.ENUMERATION.split(match["names"]) if n] if match else []
    cuts = ([n[:at], n[at:]] for n in listed for at in range(2, len(n) - 1))
    for names in [listed] if len(listed) > 1 else cuts:
        named = [
            [s for s in counts if s.label.startswith(n)]
            or [s for s in counts if names is listed and n in s.label]
            for n in names
        ]
        if all(named):
            return [[ways[-1] for ways in named]]
    so_many = cues.SO_MANY_TOGETHER.search(words) if counts else None
    many = int(WORDS["digits"][so_many["many"]]) if so_many else 0
    starts = [len(counts) - many]
    if so_many and so_many["first"]:
        counts = [s for s in counts if same_sentence(s, counts[-1])]
        starts = [0, 1] if counts[0].value >= sum(s.value for s in counts[1:]) else [0]
    ways = [counts[n : n + many] for n in starts if 0 <= n <= len(counts) - many]
    plain = (w for w in ways if len(w) > 1 and len({s.unit for s in w}) == 1)
    return [w for w in plain if not any(map(is_of_which, w[1:]))]


def wholes_opened(
    parts: Sequence[Mention], wholes: Sequence[Mention], before: Sequence[Mention]
) -> list[Mention]:
    """Of what the words that open a list say that it is a part."""
    first = parts[0]
    segments = {p.segment for p in parts}
    if len(segments) not in (1, len(parts)) or any(map(is_done, parts[1:])) > is_process(first):
        return []
    # 对东盟出口8件，对欧盟、美国分别出口7件、6件: neither is a part of the other
    framed = cues.FRAME.match(first.label)
    may = [w for w in wholes if not (framed and first.label[0] in w.label)]
    near = [w for w in may if same_sentence(w, first)]
    if near or looks(first):
        return near or may
    told = [w for w in may if is_of_which(first) and same_sentence(w, before[-1])]
    return [w for w in told if all(p.value <= w.value for p in parts)]


def not_beyond(lists: Sequence[Statement], sums: Sequence[Statement]) -> Iterator[Statement]:
    """That parts do not exceed their whole: together, or each where they may overlap.

    Left out where they are said to make it up.
    """
    held = {(r.roles["总体"][0].number, p.number) for r in sums for p in r.roles["分项"]}
    for each in lists:
        (whole,), parts = each.roles["总体"], each.roles["分项"]
        beyond = exceeds(parts, whole)
        groups = [parts]
        fewer = (parts[:n] for n in range(len(parts) - 1, 1, -1)) if beyond else ()
        made = (p for p in fewer if Statement("text-sum", {"总体": (whole,), "分项": p}).ties)
        if all_of_it := next(made, ()):  # 另外5人 behind parts that are all of it
            groups = [all_of_it]
        elif not are_alike(parts) or (beyond and _may_overlap(parts, whole)):
            groups = [(p,) for p in parts]
        elif beyond and any(map(_is_stage, parts)) and not by_way(parts):
            # 有效698件，344件已转办，354件已答复: some are all, or all of one of them, told again
            groups = [(p,) for p in parts if not exceeds((p,), whole)]
        elif beyond and whole.segment == parts[0].segment:
            groups = [tuple(p for p in parts if p.segment == whole.segment)]
        for group in groups:
            plain = each.certain and (len(parts) > 1 or whole.number == group[0].number - 1)
            if exceeds(group, whole) and not plain:
                continue  # it is of another whole, or of a number whose unit is not printed
            if not {(whole.number, p.number) for p in group} <= held:
                roles = {"总体": (whole,), "分项": group}
                yield Statement("text-of-which", roles, certain=each.certain)


def _may_overlap(parts: Sequence[Mention], whole: Mention) -> bool:
    """What is told of one request beside other things: 涉及网购, 实名; or put out twice."""
    told = [bool(cues.ATTRIBUTE.search(p.label)) for p in parts]
    twice = cues.PUBLISHED.search(whole.label) or counts_twice(parts[0])
    return sum(told) >= _FEWEST or bool(twice)


def counts_twice(first: Mention) -> bool:
    """``按性质分（可多选）``: the words before a list say that one thing may stand in it twice."""
    before = (first.around[0], first.words, *first.lead, *first.asides)
    return any(map(cues.SEVERAL_EACH.search, before))


def _is_stage(part: Mention) -> bool:
    return any(cue.search(part.label) for cue in (cues.STAGE, cues.ALREADY))


Printed: TypeAlias = Mapping[tuple[Decimal, str], Sequence[Mention]]
"""What a text prints, by value and unit."""


def made_elsewhere(one: Statement, printed: Printed) -> Sequence[Mention]:
    """What prints the number that the parts of a sum come to."""
    (whole,), parts = one.roles["总体"], one.roles["分项"]
    return printed.get((sum((p.value for p in parts), Decimal(0)), whole.unit), ())


def is_of_another(one: Statement, printed: Printed) -> bool:
    """Whether its parts make what is called otherwise: all valid votes, and no ballot papers."""
    (whole,), parts = one.roles["总体"], one.roles["分项"]
    made = (s for s in made_elsewhere(one, printed) if same_unit(s, whole) and s not in parts)
    return any(s.label and whole.label and not _called_alike(s, whole) for s in made)


def _called_alike(one: Mention, other: Mention) -> bool:
    if any(one.around):
        return not set(stems(one.label)).isdisjoint(stems(other.label))
    return share_piece(one.label, other.label)


def agreed_by(proposed: Sequence[Statement], printed: Printed) -> dict[tuple[Mention, ...], float]:
    """What lists that miss one whole alike say against it: each makes the same of other parts.

    Unless that is printed as well, and then they may be of it.
    """
    missing = (one for one in proposed if not (one.ties or made_elsewhere(one, printed)))
    missed = grouped((one.roles["总体"][0].number, one) for one in missing)
    found: dict[tuple[Mention, ...], float] = {}
    for lists in missed.values():
        for one, other in permutations(lists, 2):
            parts, others = (o.roles["分项"] for o in (one, other))
            agrees = Statement("text-balance", {"来": parts, "去": others})
            # what is told again says nothing new
            if agrees.ties and {p.value for p in parts}.isdisjoint(p.value for p in others):
                by_both = agrees.weight(len(lists)) - one.evidence
                found[one.figures] = max(by_both, found.get(one.figures, 0.0))
    return found
