"""Accounts that a text tells, differences with a name, and money in words and in digits.

``收到来信1526件，加上结转的72件，已办复1428件，尚在办理170件``;
``出生8032人，死亡6887人，自然增加1145人``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, product
from typing import Final

from gouji.figures.numbers.words import WORDS
from gouji.figures.sentences.mention import (
    Mention,
    is_once_more,
    same_sentence,
    sentence_of,
    sentences,
)
from gouji.figures.statements.statement import Statement, same_unit
from gouji.rules import cues
from gouji.rules.bundled import weights
from gouji.rules.words import words

_FORMAL: Final = frozenset(WORDS["formal"])
_ANYTHING: Final = "…"
_MOST, _TWO = 3, 2
"""Figures that may be meant by one group of words, and fewer than make a difference."""


def find_balances(said: Sequence[Mention]) -> list[Statement]:
    """Find accounts, within a sentence or over all of the text, and named differences."""
    # outside brackets, or in one that says it is not in what stands before: 不含旧存
    counts = (s for s in said if not s.bracketed or cues.NOT_WITHIN.match(s.words))
    plain = [s for s in counts if s.is_count and not s.compared]
    paragraphs = [list(own) for _, own in groupby(plain, key=lambda s: s.paragraph)]
    named = [s for s in plain if not cues.OTHER.match(s.label)]
    found: list[Statement] = []
    for balance in words().balances:
        groups, told = (*balance.comes, *balance.goes), set[int]()
        meaning = {s.number: group for s in named if (group := _means(s, groups))}
        for scope in (*sentences(plain), *paragraphs, plain) if meaning else ():
            free = [] if told and scope is plain else [s for s in scope if s.number not in told]
            # of each group of words the first figures that bear one, and no longer word
            called = [
                [one for one in free if meaning.get(one.number) is group][:_MOST]
                for group in groups
            ]
            picked = called if scope is plain else _filled(called, groups, free)
            if all(picked) and (related := _balance(picked, len(balance.comes), named=all(called))):
                found.append(related)
                told |= {s.number for s in related.figures}
    return [*found, *_differences(said), *_told_again(said)]


def _filled(
    picked: Sequence[list[Mention]], groups: Sequence[Sequence[str]], scope: Sequence[Mention]
) -> Sequence[list[Mention]]:
    """Where groups may be called anything: what stands between the others, if just so many do."""
    lacking = [at for at, group in enumerate(groups) if _ANYTHING in group and not picked[at]]
    known = sorted((s for found in picked for s in found), key=lambda s: s.number)
    between = [s for s in scope if known and known[0].number < s.number < known[-1].number]
    free = [s for s in between if s not in known and same_unit(s, known[0])]
    fits = len(free) == len(lacking)
    return [free if fits and at in lacking else found for at, found in enumerate(picked)]


def _means(one: Mention, groups: Sequence[Sequence[str]]) -> Sequence[str]:
    """The group with the longest word that a figure bears; where words stand apart the nearest."""
    behind = one.behind if one.label in ("", one.behind) else ""
    left, right = one.around
    before, then = one.words + behind, cues.TOLD_JOINT.split(right)[0]
    if left:  # and not what the number before counts
        before = cues.TOLD_JOINT.split(f"{left} ")[-1].rstrip()
    borne: list[tuple[int, int, Sequence[str]]] = []
    for group in groups:
        for word in group:
            if word in before:
                far = len(before) - before.rindex(word) - len(word) if left else 0
                borne.append((-far, len(word), group))
            if word in then:
                borne.append((-then.index(word), len(word), group))
    return max(borne, key=lambda b: b[:2])[2] if borne else ()


def _balance(picked: Sequence[Sequence[Mention]], comes: int, *, named: bool) -> Statement | None:
    """The figures that balance; else those of which a slip of the pen explains the gap best.

    Accounts leave out what the words do not name (补助、调入), so another gap accuses nobody.
    """
    ways = [w for w in product(*picked) if len({s.number for s in w}) == len(w)]
    ways = [w for w in ways if all(same_unit(s, w[0]) for s in w)]
    if not ways:
        return None
    told = {sentence_of(s) for group in picked for s in group}
    near = "account" if len(told) == 1 else "account-near"
    odds = weights("text")[near if named and len({at for at, _ in told}) == 1 else "accounts"]
    meant = [Statement("text-balance", {"来": w[:comes], "去": w[comes:]}, odds) for w in ways]
    fitting = [c for c in meant if c.ties]
    if len(fitting) > 1:
        return None
    best = fitting[0] if fitting else max(meant, key=lambda c: c.weight(len(meant)))
    return best if best.weight(len(meant)) > 0 else None


def _differences(said: Sequence[Mention]) -> Iterator[Statement]:
    for sentence in sentences(said):
        changes = [
            (s.change.text.partition(s.change.numeral.text)[0], s) for s in sentence if s.change
        ]
        called = [(s.words, s) for s in sentence if s.words and not s.change]
        called += [(s.words + told, s) for told, s in changes]
        for names in words().differences if len(called) > _TWO else ():
            found = [_named(name, names, called) for name in names]
            minuend, subtrahend, result = found
            if minuend and subtrahend and result and same_unit(minuend, subtrahend):
                roles = {"变化": (result,), "本期": (minuend,), "上期": (subtrahend,)}
                yield Statement("text-difference", roles, certain=True)


def _told_again(said: Sequence[Mention]) -> Iterator[Statement]:
    """``3.72万人（37235人）``, ``壹佰万元整（小写：￥1000000元）``: told once more."""
    for pair in pairwise(said):
        if is_once_more(pair[1], pair[0]) and same_sentence(*pair):
            twice = {"一处": pair[:1], "又一处": pair[1:]}
            yield Statement("text-once-more", twice, certain=True)
        spelled = [s for s in pair if set(s.numeral.text) & _FORMAL]
        plain = [s for s in pair if s not in spelled]
        beside = same_sentence(*pair) and same_unit(*pair) and pair[0].kind == pair[1].kind
        if len(spelled) == 1 and beside and plain[0].quantity == "money":
            first, then = pair
            told = any(cues.SPELLED_OUT.search(w) for w in (then.words, *then.lead))
            if told or (then.bracketed and not (then.words or first.bracketed)):
                roles = {"大写": (*spelled,), "小写": (*plain,)}
                yield Statement("text-spelled-out", roles, certain=True)


def _named(
    name: str, names: Sequence[str], called: Iterable[tuple[str, Mention]]
) -> Mention | None:
    """The one figure of a sentence that is called so, and by no longer one of the ``names``."""
    longer = tuple(n for n in names if n != name and n.endswith(name)) or "?"
    found = [s for own, s in called if own.endswith(name) and not own.endswith(longer)]
    return found[0] if len(found) == 1 else None
