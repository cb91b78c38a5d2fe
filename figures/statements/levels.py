"""What labels set out: 一、 over （一） and （二）, 按渠道分, ``Less:`` lines, and accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

from gouji.rules import cues
from gouji.rules.labels import normalise

NUMERALS: Final = "一二三四五六七八九十"
BULLETS: Final = 6
_NUMBERED: Final = re.compile(
    rf"\s*(?:([{NUMERALS}]{{1,3}}[、.．])|([（(][{NUMERALS}]{{1,3}}[)）])|"
    r"(\d{1,2}[.、．](?!\d))|([（(]\d{1,2}[)）])|([①-⑳])|([•·●○▪■◆*–-]))"
)
"""The manners of numbering, from the highest level to the lowest; bullets are of none."""


def manner(text: str) -> int:
    """In which manner a text is numbered, from 1 on; 0 where it is not."""
    match = _NUMBERED.match(text)
    return match.lastindex or 0 if match else 0


def level(path: Sequence[str]) -> int | None:
    """How deep a line stands by its number; None where it has none."""
    found = manner(path[-1]) if path else 0
    return found if 0 < found < BULLETS else None


def top(lines: Sequence[int], labels: Sequence[Sequence[str]]) -> list[int]:
    """The lines that no number sets below others: nor do what is unnumbered between two numbers."""
    levels = {n: level(labels[n]) for n in lines}
    highest = [n for n in lines if levels[n] is not None]
    least = min((depth for depth in levels.values() if depth is not None), default=0)
    highest = [n for n in highest if levels[n] == least]
    inside = range(min(highest), max(highest)) if highest else range(0)
    return [n for n in lines if levels[n] == least or (levels[n] is None and n not in inside)]


Lines: TypeAlias = tuple[int, ...]


def set_out(labels: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[Lines]]]:
    """Each line that labels make the whole of others, with those; of several ways one is meant."""
    for whole, parts in (*_numbered(labels), *_reduced(labels)):
        yield whole, [parts]
    for whole, lines in _by_kind(labels):  # nothing says where the last of them stands
        yield whole, [lines[:many] for many in range(len(lines), 1, -1)]


def _numbered(labels: Sequence[Sequence[str]]) -> Iterator[tuple[int, Lines]]:
    """Each numbered line with the lines numbered one level below it, or not numbered at all.

    What is not numbered must have a line numbered like the first behind it. Under another heading
    (``二、社会工作``, a line without numbers) the numbering begins anew.
    """
    levels = [level(path) for path in labels]
    for whole, depth in enumerate(levels):
        if depth is None:
            continue
        after = (n for n in range(whole + 1, len(levels)) if levels[n] is not None)
        own = labels[whole][:-1]
        end = next(
            (n for n in after if (levels[n] or 0) <= depth or labels[n][: len(own)] != own), None
        )
        below = range(whole + 1, len(levels) if end is None else end)
        parts = tuple(n for n in below if levels[n] == levels[below[0]])
        bare = bool(parts) and levels[parts[0]] is None
        if len(parts) > 1 and not (bare and (end is None or levels[end] != depth)):
            yield whole, parts


def _reduced(labels: Sequence[Sequence[str]]) -> Iterator[tuple[int, Lines]]:
    """A line with those that are taken off it and what is left: ``Revenue``, ``Less: costs``.

    What was added before (``加：新增``) is not all that they are taken off.
    """
    less, more = (
        [bool(path) and sign.match(path[-1]) is not None for path in labels]
        for sign in (cues.TAKEN_OFF, cues.ADDED_ON)
    )
    for n in range(1, len(labels) - 1):
        if less[n] and not less[n - 1] and not more[n - 1]:
            left = next((k for k in range(n, len(labels)) if not less[k]), None)
            if left is not None:
                yield n - 1, tuple(range(n, left + 1))


def _by_kind(labels: Sequence[Sequence[str]]) -> Iterator[tuple[int, Lines]]:
    """The line before headings that split it (``按渠道分``), with the lines under each of them."""
    whole = None
    for heading, under in groupby(range(len(labels)), lambda n: tuple(labels[n][:-1])):
        lines = tuple(under)
        if not heading or not cues.SPLIT_HEADING.fullmatch(heading[-1].strip(" :：")):
            whole = lines[-1]
        elif whole is not None and len(lines) > 1:
            yield whole, lines


class Account(NamedTuple):
    """Lines of what was there and came, and of what went; ``left`` is what is there at the end."""

    left: int
    comes: Lines
    goes: Lines
    signed: bool
    """Whether 加： and 减： stand before what came and went."""


def accounts(labels: Sequence[Sequence[str]]) -> Iterator[Account]:
    """From each line of what was there before to that of what is left, if all between have a sign.

    What stands a level below them (``本期增加`` （1）购置) says of what the lines are made.
    """
    ends = [path[-1] if path else "" for path in labels]
    for start, label in enumerate(ends):
        if not cues.ACCOUNT_OPENING.fullmatch(normalise(label)):
            continue
        signs: dict[int, str] = {}
        for n in range(start + 1, len(ends)):
            if level(labels[n]) != level(labels[start]) and level(labels[n]) is not None:
                continue
            if cues.ACCOUNT_CLOSING.fullmatch(normalise(ends[n])) and len({*signs.values()}) == 2:
                comes, goes = (tuple(k for k in signs if signs[k] == sign) for sign in "+-")
                signed = all(
                    cues.ADDED_ON.match(ends[k]) or cues.TAKEN_OFF.match(ends[k]) for k in signs
                )
                yield Account(n, (start, *comes), goes, signed)
            signs[n] = _sign(ends[n])
            if not signs[n]:
                break


def _sign(label: str) -> str:
    """Whether a line adds to an account or is taken off it; empty where its label says neither."""
    text = normalise(label)
    if cues.TAKEN_OFF.match(label) or cues.ACCOUNT_OUT.fullmatch(text):
        return "-"
    return "+" if cues.ADDED_ON.match(label) or cues.ACCOUNT_IN.fullmatch(text) else ""
