"""Numbers that stand together: ``A、B、C分别为x、y、z件``, ``占…的66%和34%``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from gouji.figures.figure import Change, ChangeKind, Numeral
from gouji.figures.numbers.changes import comparison
from gouji.figures.sentences.clauses import Mark, read_marks
from gouji.figures.sentences.subjects import take_apart
from gouji.rules import cues

_UNNAMED: Final = ""
_ADDED: Final = frozenset({"count", "money", "points"})
_OF_POINTS: Final = ("", "个")


def labelled_marks(text: str, *, grouped: bool = False) -> Iterator[tuple[Mark, str]]:
    """Find the numbers of a paragraph, with the label that a list before a run gives each.

    ``grouped`` as in ``scan_text``.
    """
    marks = list(_structures(read_marks(text, grouped=grouped)))
    yield from _labelled(_with_units(list(_runs(_differences(_in_points(marks))))))


def _structures(marks: Sequence[Mark]) -> Iterator[Mark]:
    """``三次产业结构由5.3：44.1：50.6调整为5.1：44.7：50.2``: shares of one whole, in per cent."""
    told = -1
    for at, mark in enumerate(marks):
        run = mark.ratio or (at + 1 < len(marks) and marks[at + 1].ratio)
        if run and cues.STRUCTURE.search(mark.words):
            told = mark.sentence
        if run and told == mark.sentence and not mark.printed.unit:
            printed = replace(mark.printed, unit="%", quantity="rate")
            yield replace(mark, kind="share", printed=printed)
        else:
            yield mark


def _with_units(marks: Sequence[Mark]) -> list[Mark]:
    """``公开60件，部分公开20，不予公开15件``: a member without a unit has that of its fellows."""
    counts = [at for at, m in enumerate(marks) if m.kind == "value" and _may_count(m)]
    shares = {at for at, (_, then) in enumerate(pairwise(marks)) if then.kind == "share"}
    found = list(marks)
    behind = dict(zip(counts, _with_unit_behind(marks, counts), strict=True))
    for before, at in pairwise(counts):
        fellows = [m for m in (found[before], behind[at]) if m is not None]
        found[at] = _like_fellows(found[at], found[before], fellows, at in shares)
    return found


def _with_unit_behind(marks: Sequence[Mark], counts: Sequence[int]) -> list[Mark | None]:
    """For each count the next one that has a unit."""
    found: list[Mark | None] = []
    nearest: Mark | None = None
    for at in reversed(counts):
        found.append(nearest)
        nearest = marks[at] if marks[at].printed.unit else nearest
    return found[::-1]


def _like_fellows(mark: Mark, before: Mark, fellows: Sequence[Mark], has_share: bool) -> Mark:
    printed, unit = mark.printed, before.printed.unit
    bare = not printed.unit and printed.numeral.step == 1 and not mark.behind and bool(mark.words)
    beside = [m for m in fellows if m.sentence == mark.sentence and not m.joined]
    alike = [m.printed.unit == unit and m.bracketed == mark.bracketed for m in beside]
    if not (bare and unit and len(alike) > int(not has_share) and all(alike)):
        return mark
    return replace(mark, printed=replace(printed, unit=unit, quantity="count"))


def _may_count(mark: Mark) -> bool:
    return mark.printed.quantity == "count" or not mark.printed.unit


def _in_points(marks: list[Mark]) -> list[Mark]:
    """``下降0.2个、下降0.6个、提高1.8个百分点``: what all of them are stands behind the last."""
    for at in range(len(marks) - 1, 0, -1):
        then, mark = marks[at], marks[at - 1]
        listed = then.listed and then.printed.quantity == "points"
        if listed and mark.printed.unit in _OF_POINTS and not mark.attached:
            printed = replace(mark.printed, unit=then.printed.unit, quantity="points")
            change = replace(mark.change, kind="points") if mark.change else None
            marks[at - 1] = replace(mark, printed=printed, change=change)
    return marks


def _differences(marks: Iterable[Mark]) -> Iterator[Mark]:
    """``增加120件`` with nothing to compare is a change of what was told before it."""
    for mark in marks:
        match = cues.DIFFERENCE.match(mark.words) if mark.kind == "value" else None
        if match and (mark.printed.quantity in _ADDED or mark.printed.unit in cues.TIME_UNITS):
            numeral = mark.printed.numeral
            if match["down"]:
                numeral = replace(numeral, value=-numeral.value)
            subject = match["subject"]
            text = mark.words.removeprefix(subject) + numeral.text + mark.printed.unit
            kind: ChangeKind = "points" if mark.printed.quantity == "points" else "difference"
            change = Change(text, kind, numeral, comparison(mark.words))
            yield replace(mark, kind="change", words=subject, change=change)
        else:
            yield mark


def _runs(marks: Iterator[Mark]) -> Iterator[Mark]:
    """Items of ``占…的66%和34%`` or ``分别增长3%和4%`` are of the kind of the first."""
    before: Mark | None = None
    for mark in marks:
        together = before is not None and mark.joined and not mark.attached
        item = _like(before, mark) if together and before is not None else mark
        yield item
        before = item


def _like(before: Mark, mark: Mark) -> Mark:
    if before.kind == "change" and before.change is not None:
        return _changed_like(before.change, mark)
    same = mark.kind == "value" and mark.printed.quantity == before.printed.quantity
    return replace(mark, kind="share") if same and before.kind == "share" else mark


def _changed_like(first: Change, mark: Mark) -> Mark:
    """Both of ``同比分别增长3%和下降4%`` are told against last year."""
    if mark.change is not None:
        change = replace(mark.change, comparison=mark.change.comparison or first.comparison)
        return replace(mark, change=change)
    numeral = mark.printed.numeral
    change = replace(first, numeral=_signed_like(numeral, first.numeral), text=numeral.text)
    kinds = {"relative": "rate", "points": "points", "difference": "count"}
    fits = kinds.get(first.kind) == mark.printed.quantity
    return replace(mark, kind="change", change=change) if fits else mark


def _signed_like(numeral: Numeral, other: Numeral) -> Numeral:
    return replace(numeral, value=-numeral.value) if other.value < 0 else numeral


def _labelled(marks: Sequence[Mark]) -> Iterator[tuple[Mark, str]]:
    """Give each number of ``A、B、C分别为x、y、z`` its own label."""
    at = 0
    while at < len(marks):
        end = at + 1
        while end < len(marks) and marks[end].joined and marks[end].kind == marks[at].kind:
            end += 1
        yield from zip(_with_unit(marks[at:end]), _labels(marks[at:end]), strict=True)
        at = end


def _with_unit(run: Sequence[Mark]) -> list[Mark]:
    """``100、200、300件``: the unit stands behind the last."""
    last = run[-1].printed
    if len(run) == 1 or not last.unit:
        return list(run)
    return [
        m
        if m.printed.unit
        else replace(m, printed=replace(m.printed, unit=last.unit, quantity=last.quantity))
        for m in run
    ]


def _labels(run: Sequence[Mark]) -> list[str]:
    if len(run) == 1 or run[0].kind != "value":
        return [_UNNAMED] * len(run)
    label = take_apart(cues.RESPECTIVE.split(run[0].words, maxsplit=1)[0]).label
    parts = [p for p in cues.ENUMERATION.split(label) if p]
    if not cues.RESPECTIVE.search(run[0].words) or len(parts) != len(run):
        return [_UNNAMED] * len(run)
    shared = cues.SHARED_ENDING.search(parts[-1])
    ending = shared[0] if shared else ""
    return [p if p.endswith(ending) else p + ending for p in parts]
