"""Pack rules: the terms of an equation are indicators, found by name.

``for-each: row``       the figures of one scope in one table (群众诉求 in 诉求总量与办理), wherever
                        they stand: a row, or a column of a table that was turned
``for-each: table``     the figures of one table, of indicators that it prints just once
``for-each: document``  the figures of one scope and period in one document, tables and text
                        together; of several printings of one indicator the most precise, where
                        they agree, else the one that stands beside the equation's left side. A
                        term that names a scope itself (诉求总量·企业诉求) makes it the whole
                        document.

Nothing is added up in two units: exports in dollars are no part of trade in yuan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from fractions import Fraction
from operator import attrgetter
from typing import Final, TypeAlias

from gouji.checks.equations.forms import as_ratio
from gouji.checks.material import Check, Material, once
from gouji.figures.figure import Figure
from gouji.rules.language import Comparison, Term, render, terms
from gouji.rules.rule import Rule

SCOPE_MARK = "·"
HUNDRED = 100
NEAR = Fraction(1, 5)
"""Further off than this share of it, a rate told in the text is likelier of something else."""
MOST_MISSING = 1
"""A relation of which more terms are not printed is not meant there at all."""

_WHOSE: Final = {
    "row": attrgetter("place.table", "scope", "block"),
    "table": attrgetter("place.table"),
}
Slots: TypeAlias = Mapping[str, tuple[int, ...]]
Index: TypeAlias = dict[tuple[str, tuple[str, ...]], list[int]]


def bind_by_name(rule: Rule, material: Material) -> Iterator[Check]:
    """Bind each equation of ``rule`` to every group of figures that prints its terms."""
    asked = [_asked(comparison) for comparison in rule.equations]
    told = {at.partition("/")[2] for at in material.references}
    listed = groups(rule, material) if _is_printed(asked, material.named.keys() | told) else ()
    for number, (document, index) in enumerate(listed):
        if _is_printed(asked, {name for name, _ in index} | told):
            yield from _checks(rule, material, document, index, number)


def _asked(comparison: Comparison) -> list[frozenset[str]]:
    """The terms that must be printed, each by the names that it may go by."""
    required = [term.name for term in terms(comparison) if not term.optional]
    return [frozenset((name, name.partition(SCOPE_MARK)[0])) for name in required]


def _is_printed(asked: Sequence[list[frozenset[str]]], names: Set[str | None]) -> bool:
    """Whether some equation lacks no more terms than it may, by the names alone: this is quick."""
    return any(
        sum(term.isdisjoint(names) for term in required) <= MOST_MISSING for required in asked
    )


def groups(rule: Rule, material: Material) -> Sequence[tuple[int | None, Index]]:
    """The figures that the rule may hold against each other, by name, with their document."""
    scoped = any(SCOPE_MARK in term.name for e in rule.equations for term in terms(e))
    return _groups(material, rule.for_each, rule.within, scoped and rule.for_each != "row")


@once
def _groups(
    material: Material, each: str, within: Sequence[str], scoped: bool
) -> Iterator[tuple[int | None, Index]]:
    """Group figures by what must be one: row, table or scope, and the period.

    Reference data is of this year: beside last year's figures no document is named to look it up.
    """
    found: dict[object, tuple[int | None, Index]] = {}
    whose = _WHOSE.get(each, attrgetter("scope"))
    for d, span in enumerate(material.spans):
        for i in span:
            figure = material.figures[i]
            above = (*figure.subject, *figure.column_path) if within else ()
            if figure.indicator and (
                not within or any(w in name for w in within for name in above)
            ):
                key = d, figure.period, None if scoped and each == "document" else whose(figure)
                index = found.setdefault(key, (d if figure.period != "prior" else None, {}))[1]
                index.setdefault((figure.indicator, figure.scope if scoped else ()), []).append(i)
    for known, index in found.values():
        alone = {key: figures for key, figures in index.items() if len(figures) == 1}
        yield known, alone if each == "table" else index


def _checks(
    rule: Rule, material: Material, document: int | None, index: Index, number: int
) -> Iterator[Check]:
    for alternative, comparison in enumerate(rule.equations):
        bound, missing = _slots(comparison, material, document, index)
        if bound is None or len(bound) < 2 or len(missing) > MOST_MISSING:
            continue
        group = hash((rule.id, document, number)) if len(rule.equations) > 1 else None
        check = Check(rule, bound, alternative, missing=missing, group=group)
        if not _is_of_another(check, material) and _is_in_one_unit(check, material):
            yield check


def _is_in_one_unit(check: Check, material: Material) -> bool:
    """Whether what is added, or held to be the same, is measured or paid in one unit."""
    comparison = check.comparison
    if re.search("[*/]", render(comparison)):
        return True
    figures = [material.figures[i] for i in check.figures]
    return len({f.unit for f in figures if f.unit and f.quantity != "count"}) <= 1


def _is_of_another(check: Check, material: Material) -> bool:
    """A ratio gathered over a document that is not of one thing.

    Its part exceeds its whole, though the rate is below 100 %: ``其中企业诉求0.91万件；在线解答
    20.39万件，在线解答率49.57%`` is of all that are answered. Or running text alone tells it and
    it is far off: ``受理7227件，转办2114件，办结1898件，办结率97.01%`` is not of all received.
    """
    ratio = as_ratio(check)
    figures = [material.figures[i] for i in ratio or ()]
    if ratio is None or figures[0].unit != "%":
        return False
    rate, part, whole = (f.interval for f in figures)
    gathered = check.rule.for_each == "document"
    within = gathered and rate.high is not None and rate.high < HUNDRED
    if within and part.low is not None and whole.high is not None and part.low > whole.high:
        return True
    told, of, base = (Fraction(f.numeral.value) for f in figures)
    in_text = all(f.place.table is None for f in figures)
    return in_text and (base == 0 or abs(HUNDRED * of / base - told) > NEAR * abs(told))


def _slots(
    comparison: Comparison, material: Material, document: int | None, index: Index
) -> tuple[Slots | None, tuple[str, ...]]:
    """The figures of each term. Nothing is bound without the left side or with the right alone."""
    bound: dict[str, tuple[int, ...]] = {}
    missing: list[str] = []
    for term in dict.fromkeys(terms(comparison)):
        anchor = next((f for (f,) in bound.values()), None)
        figure = find(term, index, material, anchor)
        if figure is None:
            figure = reference(term, material, document)
        if figure is not None:
            bound[term.name] = (figure,)
        elif not term.optional or _is_elsewhere(term, material, anchor):
            missing.append(term.name)
    left = {t.name for t in terms(comparison.left)}
    printed = sum(i not in material.references.values() for (i,) in bound.values())
    if not left & set(bound) or not set(bound) - left or printed < 2:
        whole = len(left) > 1 and not missing
        return (bound, ()) if whole else (None, ())
    return bound, tuple(missing)


def _is_elsewhere(term: Term, material: Material, anchor: int | None) -> bool:
    """Whether the table has an optional term after all, in a row or column that is not this one."""
    beside = None if anchor is None else material.figures[anchor]
    if beside is None or beside.place.table is None:
        return False
    return (beside.document, beside.place.table) in material.named.get(term.name, ())


def find(term: Term, index: Index, material: Material, anchor: int | None = None) -> int | None:
    """The figure of a group that a term means; None where none does, or it is not clear which."""
    name, _, scope = term.name.partition(SCOPE_MARK)
    found = index.get((name, (scope,) if scope else ()), [])
    if scope and not found:
        found = index.get((term.name, ()), [])
    return _meant(found, material, anchor) if found else None


def reference(term: Term, material: Material, document: int | None) -> int | None:
    """The figure that no document prints but the term asks for: residents, days of the period."""
    name = term.name.partition(SCOPE_MARK)[0]
    return None if document is None else material.references.get(f"{document}/{name}")


def _meant(found: Sequence[int], material: Material, anchor: int | None) -> int | None:
    """Of several printings the most precise; where they disagree, of those beside ``anchor``.

    None where these disagree as well: nobody says which of them is meant.
    """
    best, figures = material.sharpest(found), material.figures
    told = figures[best].numeral
    numerals = (figures[i].numeral for i in found)
    if all(abs(n.value - told.value) <= max(n.step, told.step) for n in numerals):
        return best  # printings of one value, rounded or cut off
    if anchor is None:
        return best if len({figures[i].place.table for i in found}) > 1 else None
    near = [i for i in found if _where(figures[i]) == _where(figures[anchor])]
    return _meant(near, material, anchor) if 0 < len(near) < len(found) else None


def _where(figure: Figure) -> object:
    """In which table, or in which paragraph."""
    place = figure.place
    return (place.paragraph, place.line) if place.table is None else place.table
