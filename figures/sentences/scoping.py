"""Indicator and scope of a number in running text, from its own words and those before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from gouji.figures.sentences.mention import Mention, Told, is_of_which
from gouji.figures.sentences.parties import is_collective, is_party
from gouji.figures.sentences.subjects import UNCLEAR, Subjects, is_dull
from gouji.rules import cues
from gouji.rules.vocabulary import Indicator

_LOOK_BACK: Final = 12
"""How many numbers back the whole of a list is looked for."""


def with_meaning(
    one: Mention, told: Told, said: Sequence[Mention], subjects: Subjects, headings: Sequence[str]
) -> Mention:
    """Give a value its indicator and scope; shares and changes have none of their own."""
    if one.kind != "value" or not one.label:
        return one
    above = (*headings, *one.context, one.owner, *_whole_label(one, said))
    quantity = one.mark.printed.quantity
    label = _with_verb(one, said, subjects)
    indicator, own = subjects.indicator(label, above, quantity, one.unit)
    if indicator is None:
        return _unknown(one, told, subjects)
    if _is_mistaken(one, indicator) or _means_everybody_perhaps(one, own, told):
        return one
    known = replace(one, indicator=indicator.name, adds=indicator.adds)
    stated = _stated(one, own, subjects)
    if stated:
        told.owners.append(stated)
    if indicator.specific:
        return replace(known, scope=_distinct(s for s in own if s != UNCLEAR))
    scope = _scope(known, told, stated, indicator, said, subjects)
    return (
        one if scope is None or _is_whole_again(known, scope, said) else replace(known, scope=scope)
    )


def _scope(
    one: Mention,
    told: Told,
    stated: tuple[str, ...],
    indicator: Indicator,
    said: Sequence[Mention],
    subjects: Subjects,
) -> tuple[str, ...] | None:
    """What a number of a known indicator is about; None where that is not said clearly."""
    clean = tuple(s for s in stated if not _asked_for(s, indicator.under))
    base = told.base
    if not clean and _returns_to_all(one, subjects):
        base, told.unclear = (), False
    elif not clean:
        carried = _carried(told, stated)
        if carried is None or (told.unclear and not (carried or base)):
            return None
        clean = () if carried and _exceeds(one, carried, said, subjects) else carried
    whole = bool(clean) and any(map(is_party, clean))
    section = tuple(s for s in one.section if not (whole and is_collective(s)))
    scope = _distinct((*section, *base, *clean))
    return None if UNCLEAR in scope else scope


def _exceeds(
    one: Mention, slices: tuple[str, ...], said: Sequence[Mention], subjects: Subjects
) -> bool:
    """Requests received beyond those of the slice just told: ``A类9件，…，全年受理100件``."""
    return one.indicator == cues.RECEIVED_INDICATOR and any(
        s.is_count
        and s.mark.sentence == one.mark.sentence
        and s.unit == one.unit
        and s.mark.printed.numeral.value < one.mark.printed.numeral.value
        and subjects.named_in(s.label) in slices
        for s in said[-_LOOK_BACK:]
    )


def _with_verb(one: Mention, said: Sequence[Mention], subjects: Subjects) -> str:
    """``承办咨询类诉求35万件、非咨询类诉求57万件``: the verb is said once for both."""
    label, is_member = one.label, subjects.meaning.vocabulary.is_member
    if not said or not is_member(label) or one.mark.sentence != said[-1].mark.sentence:
        return label
    before = said[-1].label
    if before.startswith("承办") and is_member(before.removeprefix("承办")):
        return f"承办{label}"
    return label


def _means_everybody_perhaps(one: Mention, own: tuple[str, ...], told: Told) -> bool:
    """``受理群众诉求`` with no enterprise beside: citizens alone, or all who ask."""
    received = cues.RECEIVED.match(one.label) is not None
    return received and own == (cues.CITIZENS,) and not told.contrasted


def _is_whole_again(one: Mention, scope: tuple[str, ...], said: Sequence[Mention]) -> bool:
    """A part behind 其中 is never its whole: ``受理诉求100件，其中有效诉求90件``."""
    if not is_of_which(one.mark) and not one.mark.listed:
        return False
    return any(
        s.indicator == one.indicator and s.scope == scope and s.is_count and s.span == one.span
        for s in said[-_LOOK_BACK:]
        if s.mark.sentence == one.mark.sentence
    )


def _unknown(one: Mention, told: Told, subjects: Subjects) -> Mention:
    """A label that names no indicator may still name the slice that the next numbers are of."""
    member = subjects.member_in(one.owner + one.label)
    scope = (member,) if member else ()
    if (scope or _narrows(one)) and not cues.PER_PERIOD.search(one.label):
        told.owners.append(scope or (subjects.named_in(one.label) or UNCLEAR,))
    return replace(one, scope=scope)


def _stated(one: Mention, own: tuple[str, ...], subjects: Subjects) -> tuple[str, ...]:
    """What the clauses before a number, its owner and its label narrow it down to."""
    phrases = (*one.context, *((one.owner,) if one.owner else ()))
    return (*(s for s in map(subjects.scope_of, phrases) if s), *own)


def _returns_to_all(one: Mention, subjects: Subjects) -> bool:
    """``从办理情况看``, ``全市热线共…``: whatever slice was spoken of, this is about all again."""
    looks = any(cues.LOOK.match(c) for c in one.context)
    total = cues.GRAND_TOTAL.fullmatch(one.label) is not None
    everything = one.owner or one.label.removesuffix(subjects.without_entity(one.label))
    return looks or total or (bool(everything) and subjects.is_everything(everything))


def _is_mistaken(one: Mention, indicator: Indicator) -> bool:
    """日均受理 is not 受理, and 转办 is a channel only where channels are spoken of."""
    if indicator.adds and cues.PER_PERIOD.search(one.words):
        return True
    if indicator.name not in cues.CHANNELS:
        return False
    return not any(cues.CHANNEL_WORD.search(w) for w in (*one.context, one.words, one.owner))


def _narrows(one: Mention) -> bool:
    """An unknown label may be the subject of what follows: ``专席接诉`` 500件，在线解答 300件."""
    if is_of_which(one.mark) or cues.KINDS.search(one.label):
        return True
    rest = cues.PROCESS.sub("", cues.VERB.sub("", one.label))
    if is_dull(rest) or (rest != one.label and is_collective(rest)):
        return False
    return one.unit in cues.REQUEST_UNITS or bool(cues.NARROWING.search(one.label))


def _carried(told: Told, stated: tuple[str, ...]) -> tuple[str, ...] | None:
    """The scope that earlier numbers of the sentence leave behind; None where they disagree."""
    distinct = {s for s in told.owners[-_LOOK_BACK:] if s}
    if stated or not distinct:
        return ()
    return next(iter(distinct)) if len(distinct) == 1 else None


def _asked_for(scope: str, under: Sequence[str]) -> bool:
    return any(word in scope for word in under)


def _distinct(scope: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scope))


def _whole_label(one: Mention, said: Sequence[Mention]) -> tuple[str, ...]:
    """What 其中 refers to stands above its parts like the head of a table's group."""
    near = said[-_LOOK_BACK:]
    sentence = one.mark.sentence
    listed = is_of_which(one.mark) or one.mark.listed
    if not listed and not any(s.mark.sentence == sentence and is_of_which(s.mark) for s in near):
        return ()
    return tuple(s.label for s in near if s.is_count and s.label)
