"""Shares where words stand apart: ``Of the 250 appeals heard, 80 (32%) were allowed``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from gouji.figures.sentences.mention import Mention, same_time, sentences, subject_of
from gouji.figures.sentences.phrases import in_turn
from gouji.figures.statements.statement import of_whole
from gouji.figures.statements.text_shares import SURE, Share
from gouji.figures.statements.wholes import is_value, likely, named_apart
from gouji.rules import cues

_SHARES: Final = frozenset({"%", "‰"})


def shares_in_phrases(said: Sequence[Mention], history: Sequence[Mention]) -> list[Share]:
    """The shares of one paragraph, with the wholes that the words name; ``history`` is before."""
    told = [s for s in said if any(s.around)]
    known = [*history, *told]
    found: list[Share] = []
    last: Sequence[Mention] = ()
    for sentence in sentences(told):
        whole: Mention | None = None
        placed = dict(_in_turn(sentence))
        for at, one in enumerate(sentence):
            if is_value(one) and cues.TOLD_WHOLE.search(one.around[0]):
                whole = one
            elif not _opens(one) and (of := _subset_of(sentence, at, last)):
                whole = of
            elif one.unit not in _SHARES or one.kind == "change" or one.is_prior:
                continue
            elif pair := _pair_behind(sentence, at):
                found.append(Share(one, pair[:1], {pair[1].number: SURE}))
            elif named := _by_names(one, known):
                found.append(named)
            elif part := placed.get(one.number) or _part(sentence, at):
                loose = one.number not in placed and not _stands_by(one, part)
                of = whole
                if whole in last:  # of those that were told before it is of what it ties with
                    ways = [of_whole(one, (part,), s) for s in last if is_value(s)]
                    of = whole = next((w.roles["总体"][0] for w in ways if w.ties), whole)
                # a whole holds more than its part, or was misprinted right before it
                beside = whole and not loose and part.number == whole.number + 1
                if whole is None or whole is part or not (beside or whole.value >= part.value):
                    of = None
                    if cues.TOLD_OF_THEM.match(part.around[1]):  # found fault in 8 of them
                        own = [s for s in sentence[:at] if is_value(s) and s.number < part.number]
                        of = own[-1] if own else subject_of(last)
                    of = of or named_apart(one, part, known) or likely(one, part, known)
                wholes = {of.number: SURE} if of else {}
                # 502, 41% of primary fires
                set_off = of is not None and one.around[0] == ","
                loose = loose and not (set_off and of is named_apart(one, part, known))
                found.append(Share(one, (part,), wholes, loose=loose))
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


def _subset_of(sentence: Sequence[Mention], at: int, last: Sequence[Mention]) -> Mention | None:
    """``1,842 people (1,654 full-time), of whom``: the value before, but none said in passing.

    Where a sentence begins so, what the ``last`` one is about.
    """
    left = sentence[at].around[0]
    of_them = cues.TOLD_OF_THEM.match(left)  # 40 of those heard were men and 30 women
    if not cues.TOLD_SUBSET.search(left) or (of_them and of_them[0] != left):
        return None
    brackets = {0, sentence[at].bracket}
    before = next((s for s in reversed(sentence[:at]) if s.bracket in brackets), None)
    before = before if at else subject_of(last)
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


def _opens_bracket(one: Mention) -> bool:
    return _opens(one) and is_value(one)


def _opens(one: Mention) -> bool:
    return one.bracketed and one.around[0].endswith("(")


def _stands_by(one: Mention, part: Mention) -> bool:
    """``211 (62%)``, ``£4.1 million, or 33%``: nothing else than the part can be meant."""
    left, right = one.around
    if part.number > one.number:
        return True
    within = one.bracketed and one.bracket == part.bracket and left in (",", ";")
    alone = within or cues.TOLD_BESIDE.search(left) is not None
    return alone and cues.TOLD_SHARE_ENDS.match(right) is not None


def _part(sentence: Sequence[Mention], at: int) -> Mention | None:
    """The count right before a share, in brackets behind it, or with it there: ``(36%, 27)``."""
    if at + 1 < len(sentence):
        then = sentence[at + 1]
        of = then.around[0] == " (" or cues.TOLD_SHARE_OF.match(sentence[at].around[1])
        near = then.around[0].endswith("(") and "," not in then.around[0]
        if near and of and not sentence[at].bracketed:
            return then if is_value(then) else None
        if _opens(sentence[at]) and then.bracketed and then.around[0] == ",":
            return then if is_value(then) else None
    if _opens(sentence[at]) and sentence[at].around[0].startswith(")"):
        return None
    brackets = {0, sentence[at].bracket}
    for one in reversed(sentence[:at]):
        if is_value(one) and not cues.TOLD_WHOLE.search(one.around[0]):
            if one.bracket in brackets:
                return one
        elif one.kind != "value" or one.unit in _SHARES:
            return None
    return None
