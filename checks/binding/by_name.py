"""Pack rules: the terms of an equation are indicators, found by name.

``for-each: row``       the figures of one scope in one table (群众诉求 in 诉求总量与办理), wherever
                        they stand: a row, or a column of a table that was turned
``for-each: table``     the figures of one table, of indicators that it prints just once
``for-each: document``  the figures of one scope in one document, tables and text together; of
                        several printings of one indicator the most precise. A term that names a
                        scope itself (诉求总量·企业诉求) makes it the whole document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from gouji.checks.equations.forms import as_ratio
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.language import Comparison, Term, terms
from gouji.rules.rule import Rule

SCOPE_MARK = "·"
HUNDRED = 100
NEAR = Fraction(1, 5)
"""Further off than this share of it, a rate told in the text is likelier of something else."""
MOST_MISSING = 1
"""A relation of which more terms are not printed is not meant there at all."""

Slots: TypeAlias = Mapping[str, tuple[int, ...]]
Index: TypeAlias = dict[tuple[str, tuple[str, ...]], list[int]]


def bind_by_name(rule: Rule, material: Material) -> Iterator[Check]:
    """Bind each equation of ``rule`` to every group of figures that prints its terms."""
    for number, (document, index) in enumerate(groups(rule, material)):
        yield from _checks(rule, material, document, index, number)


def groups(rule: Rule, material: Material) -> Iterable[tuple[int | None, Index]]:
    """The figures that the rule may hold against each other, by name, with their document."""
    return _rows(rule, material) if rule.for_each == "row" else _wholes(rule, material)


def _rows(rule: Rule, material: Material) -> Iterable[tuple[int | None, Index]]:
    """Group figures by row; rules that look everywhere share the groups."""
    if rule.within:
        return _grouped_by_row(rule, material)
    return material.once("by row", lambda: list(_grouped_by_row(rule, material)))


def _grouped_by_row(rule: Rule, material: Material) -> Iterator[tuple[int | None, Index]]:
    found: dict[object, tuple[int, Index]] = {}
    for d, span in enumerate(material.spans):
        for i in span:
            figure = material.figures[i]
            place = figure.place
            if figure.indicator is None or not _within(rule, figure):
                continue
            key = (d, place.table, figure.scope, figure.block, figure.period)
            _add(found, key, d, figure, i)
    yield from found.values()


def _add(
    found: dict[object, tuple[int, Index]], key: object, d: int, figure: Figure, i: int
) -> None:
    if figure.period == "prior" or figure.indicator is None:
        return
    index = found.setdefault(key, (d, {}))[1]
    index.setdefault((figure.indicator, ()), []).append(i)


def _wholes(rule: Rule, material: Material) -> Iterator[tuple[int | None, Index]]:
    found: dict[object, tuple[int, Index]] = {}
    scoped = any(SCOPE_MARK in term.name for e in rule.equations for term in terms(e))
    for d, span in enumerate(material.spans):
        for i in span:
            figure = material.figures[i]
            if figure.indicator is None or figure.period == "prior" or not _within(rule, figure):
                continue
            by_scope = rule.for_each == "document" and not scoped
            group = figure.place.table if rule.for_each == "table" else figure.scope
            key = (d, group) if by_scope or rule.for_each == "table" else d
            index = found.setdefault(key, (d, {}))[1]
            index.setdefault((figure.indicator, figure.scope if scoped else ()), []).append(i)
    for d, index in found.values():
        once = {key: figures for key, figures in index.items() if len(figures) == 1}
        yield d, once if rule.for_each == "table" else index


def _within(rule: Rule, figure: Figure) -> bool:
    if not rule.within:
        return True
    above = (*figure.subject, *figure.column_path)
    return any(word in label for word in rule.within for label in above)


def _checks(
    rule: Rule, material: Material, document: int | None, index: Index, number: int
) -> Iterator[Check]:
    for alternative, comparison in enumerate(rule.equations):
        bound, missing = _slots(comparison, material, document, index)
        if bound is None or len(bound) < 2 or len(missing) > MOST_MISSING:
            continue
        group = hash((rule.id, document, number)) if len(rule.equations) > 1 else None
        check = Check(rule, bound, alternative, missing=missing, group=group)
        if not _is_of_another(check, material):
            yield check


def _is_of_another(check: Check, material: Material) -> bool:
    """A ratio gathered over a document that is not of one thing.

    Its part exceeds its whole, though the rate is below 100 %: ``其中企业诉求0.91万件；在线解答
    20.39万件，在线解答率49.57%`` is of all that are answered. Or running text alone tells it and
    it is far off: ``受理7227件，转办2114件，办结1898件，办结率97.01%`` is not of all received.
    """
    ratio = as_ratio(check)
    if ratio is None:
        return False
    figures = [material.figures[i] for i in ratio]
    rate, part, whole = (f.interval for f in figures)
    gathered = check.rule.for_each == "document"
    within = gathered and rate.high is not None and rate.high < HUNDRED
    if within and part.low is not None and whole.high is not None and part.low > whole.high:
        return True
    return all(f.place.table is None for f in figures) and _is_far_off(figures)


def _is_far_off(ratio: Sequence[Figure]) -> bool:
    rate, part, whole = (Fraction(f.numeral.value) for f in ratio)
    return whole == 0 or abs(HUNDRED * part / whole - rate) > NEAR * abs(rate)


def _slots(
    comparison: Comparison, material: Material, document: int | None, index: Index
) -> tuple[Slots | None, tuple[str, ...]]:
    """The figures of each term. Nothing is bound without the left side or with the right alone."""
    bound: dict[str, tuple[int, ...]] = {}
    missing: list[str] = []
    for term in dict.fromkeys(terms(comparison)):
        figure = find(term, index, material)
        if figure is None:
            figure = reference(term, material, document)
        if figure is not None:
            bound[term.name] = (figure,)
        elif not term.optional:
            missing.append(term.name)
    left = {t.name for t in terms(comparison.left)}
    printed = sum(
        i < len(material.figures) and not _is_reference(material, i) for (i,) in bound.values()
    )
    if not left & set(bound) or not set(bound) - left or printed < 2:
        whole = len(left) > 1 and not missing
        return (bound, ()) if whole else (None, ())
    return bound, tuple(missing)


def _is_reference(material: Material, i: int) -> bool:
    return i in material.references.values()


def find(term: Term, index: Index, material: Material) -> int | None:
    """The most precise figure of a group that prints a term; None where none does."""
    name, _, scope = term.name.partition(SCOPE_MARK)
    found = index.get((name, (scope,) if scope else ()), [])
    if scope and not found:
        found = index.get((term.name, ()), [])
    return min(found, key=lambda i: _vagueness(material.figures[i]), default=None)


def reference(term: Term, material: Material, document: int | None) -> int | None:
    """The figure that no document prints but the term asks for: residents, days of the period."""
    name = term.name.partition(SCOPE_MARK)[0]
    return None if document is None else material.references.get(f"{document}/{name}")


def _vagueness(figure: Figure) -> tuple[bool, object, bool]:
    """Prefer what is printed exactly, then the smaller step, then a table."""
    return (bool(figure.numeral.hedge), figure.numeral.step, figure.place.table is None)
