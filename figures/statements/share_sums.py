"""Shares told without counts: of all that there is they make 100 %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Final

from gouji.figures.sentences.mention import Mention, is_of_which, sentences
from gouji.figures.sentences.subjects import take_apart
from gouji.figures.statements.statement import Statement
from gouji.rules import cues
from gouji.rules.bundled import weights
from gouji.rules.words import adjoin

_FEWEST: Final = 3


def find_share_sums(said: Sequence[Mention]) -> list[Statement]:
    """``咨询类占62.1%、投诉类占30.8%、其他占7.1%``; ``由5.3：44.1：50.6调整为5.1：44.7：50.2``."""
    found: list[Statement] = []
    for sentence in sentences(said):
        found.extend(_complete(sentence))
        found.extend(_structures(sentence))
    return found


def _complete(sentence: Sequence[Mention]) -> Iterator[Statement]:
    """Nothing but shares, each named or all in one run, that words or numbers say are all."""
    shares = [s for s in sentence if s.kind != "change"]
    for told in _runs(shares) if all(map(_is_percentage, shares)) else ():
        names = [share_name(s) for s in told]
        in_a_run = all(s.mark.joined for s in told[1:])
        if len(told) < _FEWEST or any(is_of_which(s.mark) for s in told[1:]):
            continue
        if in_a_run or (all(names) and len(set(names)) == len(names)):
            yield from _full(told, names)


def _runs(shares: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """Each run (``分别占40%、35%、25%``) by itself; without runs all shares of the sentence."""
    begins = [at for at, s in enumerate(shares) if not s.mark.joined]
    if len(begins) == len(shares):
        begins = begins[:1]
    for begin, end in pairwise([*begins, len(shares)]):
        yield shares[begin:end]


def _full(told: Sequence[Mention], names: Sequence[str]) -> Iterator[Statement]:
    known, rest = weights("full"), [cues.OTHER.match(name) is not None for name in names]
    odds = known["last"] if rest[-1] else known["among"] * (any(rest) or adjoin(names))
    odds += known["look"] * any(cues.LOOK.match(c) for c in told[0].mark.lead)
    full = Statement("text-shares", {"占比": tuple(told)}, odds)
    if full.weight() >= known["believed"]:
        yield full


def _structures(sentence: Sequence[Mention]) -> Iterator[Statement]:
    """``三次产业结构由5.3：44.1：50.6调整为5.1：44.7：50.2，分别下降0.2个、…百分点``."""
    starts = [n for n, s in enumerate(sentence) if s.kind == "share" and not s.mark.ratio]
    runs = [[sentence[n], *takewhile(lambda s: s.mark.ratio, sentence[n + 1 :])] for n in starts]
    runs = [run for run in runs if len(run) >= _FEWEST]
    yield from (Statement("text-shares", {"占比": tuple(run)}) for run in runs)
    shifts = [s for s in sentence if s.mark.change is not None and s.mark.change.kind == "points"]
    if [len(run) for run in runs] == [len(shifts)] * 2 and all(s.mark.listed for s in shifts[1:]):
        for before, now, shift in zip(*runs, shifts, strict=True):
            roles = {"变化": (shift,), "本期": (now,), "上期": (before,)}
            yield Statement("text-difference", roles, certain=True)


def _is_percentage(one: Mention) -> bool:
    return one.quantity == "rate" and one.unit == "%"


def share_name(one: Mention) -> str:
    """Whose share it is: before 占, or before the bracket or the comma it stands behind."""
    words = one.words
    if one.mark.lead and cues.SHARE_ALONE.fullmatch(words):
        return take_apart(one.mark.lead[-1]).label
    if one.kind == "value" and cues.OTHER.match(words):
        return take_apart(words).label
    match = cues.SHARE_NAMED.fullmatch(words) if one.kind == "share" else None
    return take_apart(match["name"]).label if match else ""
