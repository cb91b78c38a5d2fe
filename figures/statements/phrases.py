"""Shares in sentences whose words stand apart: ``Of the 250 appeals heard, 80 (32%) were allowed``.

Words name the part and the whole; what they leave open the arithmetic of all shares settles.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from gouji.figures.sentences.mention import Mention, sentences
from gouji.figures.statements.text_shares import SURE, Share
from gouji.rules import cues

_SHARES: Final = frozenset({"%", "‰"})
_BOTH: Final = 2


def shares_in_phrases(said: Sequence[Mention], history: Sequence[Mention]) -> list[Share]:
    """The shares of one paragraph, with the wholes that the words name; ``history`` is before."""
    told = [s for s in said if any(s.around)]
    found: list[Share] = []
    for sentence in sentences(told):
        whole: Mention | None = None
        for at, one in enumerate(sentence):
            if _is_value(one) and cues.TOLD_WHOLE.search(one.around[0]):
                whole = one
            elif at and cues.TOLD_SUBSET.search(one.around[0]) and _is_value(sentence[at - 1]):
                whole = sentence[at - 1]
            elif not _is_share(one):
                continue
            elif pair := _pair_behind(sentence, at) or _pair_of_rate(sentence, at):
                found.append(Share(one, pair[:1], ((pair[1], SURE),)))
            elif part := _part(sentence, at):
                loose = not _stands_by(one, part)
                named = whole
                if whole is None or not _may_hold(whole, part, loose):
                    named = _named_whole(one, part, [*history, *told])
                proposed = ((named, SURE),) if named else ()
                found.append(Share(one, (part,), proposed, loose=loose))
    return found


def _may_hold(whole: Mention, part: Mention, loose: bool) -> bool:
    """A whole holds more than its part, or was misprinted where nothing stands between them."""
    misprinted = part.number == whole.number + 1 and not loose
    return whole.number != part.number and (misprinted or _size(whole) >= _size(part))


def _pair_behind(sentence: Sequence[Mention], at: int) -> tuple[Mention, Mention] | None:
    """``One in five of the 1,200 patients (240)``: part and whole where the share leads to both.

    As in ``two thirds of claims (860 of 1,290)``, ``90 cases, accounting for 34% of the 265 sent``.
    """
    one, behind = sentence[at], sentence[at + 1 : at + 3]
    if not behind or not _is_value(behind[0]):
        return None
    then, last = behind[0], behind[-1]
    if cues.TOLD_WHOLE.match(then.around[0]):
        part = last if _opens_bracket(last) else _part(sentence, at)
        sure = part is last or cues.TOLD_BESIDE.search(one.around[0])
        return (part, then) if part and sure and _size(part) <= _size(then) else None
    leads = _opens_bracket(then) or then.around[0] == ":"
    of = last is not then and _is_value(last) and cues.TOLD_WHOLE.match(last.around[0])
    return (then, last) if leads and of else None


def _pair_of_rate(sentence: Sequence[Mention], at: int) -> tuple[Mention, Mention] | None:
    """``2,400 were sent and 1,080 returned, a response rate of 45%``: of the two told before it."""
    counts = [s for s in sentence[:at] if s.kind == "value"]
    if len(counts) != _BOTH or not cues.TOLD_RATE.search(sentence[at].around[0]):
        return None
    part, whole = sorted(counts, key=_size)
    return (part, whole) if _is_value(part) and _is_value(whole) else None


def _opens_bracket(one: Mention) -> bool:
    return one.mark.bracketed and one.around[0].endswith("(") and _is_value(one)


def _stands_by(one: Mention, part: Mention) -> bool:
    """``211 (62%)``, ``£4.1 million, or 33%``: nothing else than the part can be meant."""
    left, right = one.around
    if part.number > one.number:
        return True
    alone = cues.TOLD_BESIDE.search(left) is not None
    return alone and cues.TOLD_SHARE_ENDS.match(right) is not None


def _named_whole(one: Mention, part: Mention, told: Sequence[Mention]) -> Mention | None:
    """``40% of complaints``: the first figure that was told of them."""
    named = cues.TOLD_SHARE_OF.match(one.around[1])
    if named is None or cues.TOLD_EVERYTHING.match(named["whole"]):
        return None
    word = named["whole"].split()[-1]
    fit = (s for s in told if s.number < one.number and _is_value(s) and word in s.label.lower())
    return next((s for s in fit if _size(s) > _size(part) and s.number != part.number), None)


def _part(sentence: Sequence[Mention], at: int) -> Mention | None:
    """The count right before a share, or in brackets behind it."""
    if at + 1 < len(sentence):
        then = sentence[at + 1]
        if then.mark.bracketed and not sentence[at].mark.bracketed and then.around[0] == " (":
            return then if _is_value(then) else None
    for one in reversed(sentence[:at]):
        if _is_value(one) and not cues.TOLD_WHOLE.search(one.around[0]):
            return one
        if one.kind != "value" or one.unit in _SHARES:
            return None
    return None


def _is_share(one: Mention) -> bool:
    return one.unit in _SHARES and one.kind != "change" and not _is_prior(one)


def _is_value(one: Mention) -> bool:
    return one.kind == "value" and not one.unit and not _is_prior(one)


def _is_prior(one: Mention) -> bool:
    return one.span is not None and one.span.name == "prior"


def _size(one: Mention) -> Fraction:
    return Fraction(one.mark.printed.numeral.value)
