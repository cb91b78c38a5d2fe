"""Numbers among words that are written apart: what stands around each, its noun, what it changes.

Everything asked here is a class of words (``told-…`` in ``rules/words``); in a text without such
words nothing happens, and its numbers stay as they were told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from gouji.figures.identity.period import Span, is_period, read_period
from gouji.figures.sentences.clauses import told_in
from gouji.figures.sentences.mention import Mention, same_sentence
from gouji.rules import cues
from gouji.rules.words import table

_BLANKS: Final = re.compile(r"\s+")
_END: Final = re.compile(r"[.!?](?=\s+[\"“(•]?[A-Z]|\s*\Z)|[。；;]|\n\s*\n")
_ASIDE: Final = re.compile(r"\s*\([^()]{0,80}\)")
_BREAK: Final = re.compile(r"[,:;.()•]|\s-\s|[–—]")
_MOST_WORDS: Final = 5
_HALF_READ: Final = re.compile(r"[\u4e00-\u9fff]")
_CALLED: Final = [(n, re.compile("|".join(by))) for n, by in table("called").items()]


def are_apart(texts: Sequence[str]) -> bool:
    """Whether most texts are of words written apart: then lines without small words are, too."""
    known = sum(cues.TOLD_LANGUAGE.search(text.lower()) is not None for text in texts)
    return known > sum(_HALF_READ.search(text) is not None for text in texts)


def phrased(text: str, said: Sequence[Mention], period: str, *, apart: bool) -> list[Mention]:
    """The numbers of a paragraph with the words around them, where its words are known.

    ``period`` is the disclosure's own; ``apart`` as most of its texts are written.
    """
    known = apart or cues.TOLD_LANGUAGE.search(text.lower())
    if not known or _HALF_READ.search(text):
        return list(said)
    found: list[Mention] = []
    for at, one in enumerate(said):
        start, stop = one.printed.start, one.printed.end
        before = text[said[at - 1].printed.end if at else 0 : start]
        follows = said[at + 1].printed.start if at + 1 < len(said) else len(text)
        *ended, left = _END.split(before)
        right = _END.split(text[stop:follows], maxsplit=1)[0]
        left = _small(left.lstrip() if ended else left).rstrip()
        placed = replace(one, around=(left, _small(right)))
        if of := cues.TOLD_OF_THEM.match(left):  # 9 of them old and 3 new: said of the 9
            words = one.words.removeprefix(of[0].replace(" ", ""))
            lead, words = (one.lead[1:], one.words) if one.lead else ((), words)
            placed = replace(placed, lead=lead, words=words)
        values = [s for s in found if s.kind == "value"]
        told = _told(placed, text, found, period)
        if found and not told.label and cues.TOLD_BEFORE_CURRENT.search(left):
            told = replace(told, label=_subject(found[-1]))
        found.append(_in_bracket(told, values))
    return _behind_changes(list(_named_in_turn(found, text)))


def in_turn(said: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """``12, 9 and 4 respectively``: each such run of numbers."""
    for end, one in enumerate(said, start=1):
        if cues.TOLD_IN_TURN.match(one.around[1]):
            joints = (f"{s.around[0].strip()} " for s in reversed(said[:end]))
            run = takewhile(cues.TOLD_JOINT.fullmatch, joints)
            yield said[max(0, end - 1 - len(list(run))) : end]


def _named_in_turn(said: Sequence[Mention], text: str) -> Iterator[Mention]:
    """``Cars, vans and buses came to 12, 9 and 4 respectively``: each by the name in its place."""
    names: dict[int, str] = {}
    for run in in_turn(said):
        before = _END.split(text[: run[0].printed.start])[-1]
        listed = [
            until_verb(part).strip() for part in cues.TOLD_JOINT.split(_BLANKS.sub(" ", before))
        ]
        if all(s.kind == "value" and not s.unit for s in run) and len(listed) >= len(run):
            names |= {s.number: name for s, name in zip(run, listed[-len(run) :], strict=True)}
    for one in said:
        yield replace(one, label=names.get(one.number) or one.label)


def _in_bracket(one: Mention, values: Sequence[Mention]) -> Mention:
    """``819 (572 orders and 247 appeals) in the previous quarter``: of the time of their whole."""
    if one.kind != "value" or one.span or not one.bracketed:
        return one
    opened = next((s for s in reversed(values) if not s.bracketed), None)
    return replace(one, span=opened.span) if opened and same_sentence(one, opened) else one


def _small(words: str) -> str:
    return _BLANKS.sub(" ", words).lower()


def _told(one: Mention, text: str, before: Sequence[Mention], period: str) -> Mention:
    """With its label, its noun and its time; or as the change that it is."""
    left, right = one.around
    last = next((s for s in reversed(before) if s.kind == "value"), None)
    if one.kind != "value":
        return one
    start, stop = one.printed.start, one.printed.end
    signed = one.unit == "%" and text[start] in "+-−"
    if signed or cues.TOLD_BEFORE_CHANGE.search(left) or cues.TOLD_BEHIND_CHANGE.match(right):
        return _as_change(one, left, right)
    behind = text[stop:]
    if aside := _ASIDE.match(behind):
        behind = behind[aside.end() :]
    noun = _noun(_END.split(behind, maxsplit=1)[0])
    headed = ""
    # what tables call a share of which this is told: 81% of them within 20 days is on time
    asked = _CALLED if period and one.unit == "%" else ()
    called = next((name for name, by in asked if by.search(right)), "")
    said = _BLANKS.sub(" ", _END.split(text[:start])[-1])
    set_off = cues.TOLD_SET_OFF.search(left)
    if set_off and (not set_off["inserted"] or right.startswith(",")):
        headed = _name(said.rstrip()[: -len(set_off[0])], left[: -len(set_off[0])])
        if last and same_sentence(last, one) and headed.lower() == last.noun.lower():
            headed = ""  # 20 falls: 12 with no harm
        noun = "" if headed else noun
    name = called or headed or noun or _name(said, left)
    if rest := cues.TOLD_REST.search(left):
        name = f"{rest['rest']} {name}"
    span = _time(left, right, period) or one.span
    if before and before[-1].kind == "change" and (than := cues.TOLD_THAN.match(left)):
        span = Span("prior", than[0].strip())
    unnamed = not name or cues.TOLD_VERB.fullmatch(name.lower())
    again = last and unnamed and _other_time(span, last.span)
    if last and (again or (not noun and turns(last, one))):
        name, noun = last.label, last.noun
    if called and last and same_sentence(one, last):
        span = span or last.span
    measured = cues.TOLD_MEASURED.search(right[: len(noun) + len(" per ")])
    mean = cues.TOLD_MEAN.search(left)
    whole = text[start : start + 1].isdigit() and not (measured or mean)
    return replace(one, label=name, noun=noun if whole else "", span=span)


def _other_time(one: Span | None, last: Span | None) -> bool:
    """45,600 in 2023 ``and 48,000 in 2024``, ``from 44,100``: the same, of another time."""
    if last is None:
        return one is not None and one.name == "prior"
    return one is not None and one.name != last.name


def turns(before: Mention, one: Mention) -> bool:
    """``由去年的12件增加到``, ``rose from 12 in 2022 to`` 15: what was, and what it came to."""
    if cues.TO.search(one.words):
        return cues.FROM.search(before.words) is not None
    reached = cues.TOLD_BEFORE_CURRENT.search(one.around[0]) is not None
    from_there = cues.TOLD_FROM.search(before.around[0]) is not None
    return reached and from_there and same_sentence(before, one)


def _time(left: str, right: str, period: str) -> Span | None:
    """The period before, or the one that the words beside it tell: 1,400 ``in 2023``.

    What stands before it is of the number before, unless a clause begins: ``in 2022 to`` 1,400.
    """
    prior = cues.TOLD_BEFORE_PRIOR.search(left) or cues.TOLD_BEHIND_PRIOR.match(right)
    if prior:
        return Span("prior", prior[0].strip())
    clauses = cues.TOLD_CLAUSE.split(left)
    own = clauses[left.startswith(" ") :]
    said = (cues.TOLD_CLAUSE.split(right)[0], *reversed(own))
    stated = (read_period(words, period) for words in said)
    found = next((span for span in stated if span), None)
    return replace(found, printed=found.name) if found and is_period(found.name) else None


def _noun(behind: str) -> str:
    """``4,188 complaints and enquiries this year``: the words up to a verb or a preposition.

    Where none stand there, what the verb or preposition leads to: 612 ``from the public``.
    """
    words = _BREAK.split(cues.TOLD_HEADED.sub("", _BLANKS.sub(" ", behind), count=1))[0].strip()
    prior = cues.TOLD_BEHIND_PRIOR.match(f" {words.lower()}")
    if not prior and (match := cues.TOLD_COPULA.match(words)):
        rest = words[match.end() :]
        noun = until_verb(rest) or "".join(rest.split()[:1])
    else:
        noun = until_verb(words)
    counted = any(map(str.isdigit, cues.TOLD_NUMBERED.sub("", noun)))
    if counted or cues.TOLD_TIME.match(noun.lower()):
        return ""
    return " ".join(noun.split()[:_MOST_WORDS])


def until_verb(words: str) -> str:
    """A noun phrase: what stands before the first verb or preposition."""
    verb = cues.TOLD_VERB.search(words.lower())
    return words[: verb.start() if verb else None].strip()


def _name(before: str, left: str) -> str:
    """``planning 210``, ``Revenue was £12.3 million``: the words before, if none are behind.

    The last of them before a bracket, ``received by telephone (412)``, or ``a surplus of £9``.
    """
    said = before.rstrip()[-len(left) :] if left else ""
    words = _BREAK.split(said.removesuffix("("))[-1].strip()
    if said.endswith("(") or cues.TOLD_NAME_OF.search(words):
        words = cues.TOLD_VERB.split(cues.TOLD_NAME_OF.sub("", words))[-1].strip()
    if match := cues.TOLD_NAME.match(words.lower() + " "):
        words = words[min(match.end(), len(words)) :]
    # on the last Friday the figure stood at
    words = until_verb(words) or ([""] + [w for w in cues.TOLD_VERB.split(words) if w.strip()])[-1]
    return " ".join(words.split()[-_MOST_WORDS:]) if not any(map(str.isdigit, words)) else ""


def _subject(change: Mention) -> str:
    """``Email fell 12%`` to 8,800: what the change before is of."""
    left = change.around[0]
    told = cues.TOLD_BEFORE_CHANGE.search(left) if change.kind == "change" else None
    return _name(left[: told.start()], left[: told.start()].strip()) if told else ""


def _as_change(one: Mention, left: str, right: str) -> Mention:
    match = cues.TOLD_BEFORE_CHANGE.search(left) or cues.TOLD_BEHIND_CHANGE.match(right)
    told = match[0] if match else left
    text, down = one.numeral.text, cues.DOWN.search(told) is not None or one.value < 0
    basis = one.basis or told_in((left, right))
    return one.told_as_change(told.strip(), text, down=down, basis=basis)


def _behind_changes(said: Sequence[Mention]) -> list[Mention]:
    """``down 312 (0.8%)``, ``up 4.4% or 1,370``: right behind a change stands the same change."""
    found: list[Mention] = []
    for one in said:
        last = found[-1] if found else None
        again = one.kind == "value" and is_again(one)
        if again and last and last.change and (one.unit == "%") != (last.unit == "%"):
            found.append(_as_change(one, last.words, ""))
        else:
            found.append(one)
    return found


def is_again(one: Mention) -> bool:
    """``312 fewer, or`` 2%: the change before once more, in other units."""
    left = cues.TOLD_BEHIND_CHANGE.sub("", one.around[0], count=1)
    return cues.TOLD_AGAIN.fullmatch(left) is not None


def stems(name: str) -> list[str]:
    """The words of a name, one thing or several."""
    return [word.removesuffix("s") for word in name.lower().split()]
