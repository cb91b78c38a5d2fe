"""Draft against draft: which findings are resolved, new or still there, which figures changed.

Findings are matched by their ids, which hold no values; figures by where their labels put them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from itertools import starmap, zip_longest
from typing import TypeAlias

from gouji.checks.finding import DocumentSummary, Finding, Result
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.rules.labels import normalise

Label: TypeAlias = tuple[object, ...]
TELLING = 3
"""Significant digits that say whose a number is, where it also bears the name;"""
CHANCE_FREE = 4
"""and where it does not: so many hardly agree by chance."""


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure as printed before and after; None on the side where it is not printed."""

    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True)
class Stale:
    """A figure was corrected, and ``places`` of the new draft still print what it was."""

    change: FigureChange
    places: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What became of the findings and the figures from one draft to the next."""

    resolved: tuple[Finding, ...]
    new: tuple[Finding, ...]
    still: tuple[Finding, ...]
    changed: tuple[FigureChange, ...]
    stale: tuple[Stale, ...] = ()


def compare(
    old: Result, new: Result, figures_before: Sequence[Figure], figures_after: Sequence[Figure]
) -> Diff:
    """Match what two audits found; a lone document is the same one, whatever it is called."""
    still = _still(old.findings, new.findings)
    names = _names(old.documents), _names(new.documents)
    if len(names[0]) == len(names[1]) == 1:
        names = dict.fromkeys(names[0], ""), dict.fromkeys(names[1], "")
    before, after = map(_labelled, (figures_before, figures_after), names)
    changed = tuple(
        change
        for label in dict.fromkeys((*before, *after))
        for change in _aligned(before.get(label, []), after.get(label, []))
    )
    return Diff(
        resolved=tuple(f for f in old.findings if f.id not in still.values()),
        new=tuple(f for f in new.findings if f.id not in still),
        still=tuple(f for f in new.findings if f.id in still),
        changed=changed,
        stale=tuple(_stale(changed, figures_after)),
    )


def _still(old: Sequence[Finding], new: Sequence[Finding]) -> dict[str, str]:
    """Pair findings, new id → old id: by id, else by rule and a figure that both are about.

    A finding is about several figures where one cause upsets them; correcting some of them
    leaves it another id.
    """
    ids = {f.id for f in old}
    pairs = {f.id: f.id for f in new if f.id in ids}
    for finding in (f for f in new if f.id not in pairs):
        left = (f for f in old if f.rule == finding.rule and f.id not in pairs.values())
        alike = (f.id for f in left if _about(f) & _about(finding))
        if (earlier := next(alike, None)) is not None:
            pairs[finding.id] = earlier
    return pairs


def _about(finding: Finding) -> set[Label]:
    return {_label(operand.figure) for operand in finding.operands}


def _names(documents: Iterable[DocumentSummary]) -> dict[str, str]:
    """What a document is known by in both drafts: its issuer and period, else its path."""
    known = {d.path: f"{d.issuer}|{d.period}" for d in documents}
    shared = list(known.values())
    return {path: name if shared.count(name) == 1 else path for path, name in known.items()}


def _labelled(figures: Iterable[Figure], names: dict[str, str]) -> dict[Label, list[Figure]]:
    named = (figure for figure in figures if figure.document in names)
    return grouped(((names[figure.document], *_label(figure)), figure) for figure in named)


def _label(figure: Figure) -> Label:
    """What stays when a figure is corrected or its table moves down the page."""
    path = (*figure.subject[-1:], *figure.row_path, *figure.column_path, figure.in_cell)
    in_table = figure.place.table is not None
    return (*map(normalise, path), in_table, figure.unit, figure.bracketed)


def _aligned(before: Sequence[Figure], after: Sequence[Figure]) -> Iterator[FigureChange]:
    """Pair figures of one label in printed order, so that an insertion shifts no others."""
    old, new = [printed(f) for f in before], [printed(f) for f in after]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, a, a_end, b, b_end in (code for code in matcher.get_opcodes() if code[0] != "equal"):
        yield from starmap(FigureChange, zip_longest(before[a:a_end], after[b:b_end]))


def _stale(changes: Sequence[FigureChange], figures: Sequence[Figure]) -> Iterator[Stale]:
    """Find what was corrected in one place, and is still printed as it was in others."""
    corrected = {id(change.after) for change in changes if change.before}
    for change in changes:
        old, new = change.before, change.after
        if old is None or new is None or old.numeral.value == new.numeral.value:
            continue
        left = tuple(f for f in figures if id(f) not in corrected and _still_prints(f, old, new))
        if left:
            yield Stale(change, left)


def _still_prints(figure: Figure, old: Figure, new: Figure) -> bool:
    """Say whether a figure stands for the old value, be it rounded, and not for the new one."""
    if (figure.unit, figure.quantity) != (old.unit, old.quantity) or figure.missing:
        return False
    held = [Fraction(f.numeral.value) in figure.interval for f in (old, new)]
    if held != [True, False] or None in (figure.interval.low, figure.interval.high):
        return False
    digits = figure.numeral.value.as_tuple().digits
    significant = len("".join(map(str, digits)).strip("0"))
    return significant >= (TELLING if _called(figure) & _called(old) else CHANCE_FREE)


def _called(figure: Figure) -> set[str]:
    """The names that a figure goes by: its indicator, its whole label and the ends of it."""
    ends = (figure.label, *figure.row_path[-1:], *figure.column_path[-1:])
    return {figure.indicator or "", *map(normalise, ends)} - {""}


def printed(figure: Figure) -> str:
    """A figure with its change, as printed."""
    return f"{figure.text} ({figure.change.text})" if figure.change else figure.text
