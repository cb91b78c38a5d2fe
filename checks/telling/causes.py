"""Which failing checks have one cause, whether one repair restores them or one reason does.

A prior year that was restated, or two documents that count up to different days, leave their mark
on every figure of a table; a row of arrows may be shifted. That is one finding, not one a figure.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from gouji.checks.equations.common_base import common_base, shares_by_whole
from gouji.checks.equations.forms import added, as_share
from gouji.checks.finding import SEVERITIES
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Lane, Material
from gouji.checks.repairs.diagnosis import Cause, Diagnosis
from gouji.checks.telling.explanations import (
    lines_of,
    prints_row,
    rows_missed,
)

MANY: Final = 3
"""So many misses of one table, or of one text, may have one cause …"""
LEAST_COLUMNS: Final = 2
"""In one column alone many a slip looks like a row left out."""
OF_ALL: Final = Fraction(1, 3)
"""… where they are this share of what could be compared …"""
TELLING: Final = 4
"""A value of so many digits is told apart by them."""
OF_LINES: Final = Fraction(2, 3)
"""… or this one, of arrows along the same rows."""


@dataclass(frozen=True, slots=True)
class Group:
    """Failing checks with one cause, the telling one first, and what the diagnosis says of it."""

    outcomes: tuple[Outcome, ...]
    causes: tuple[Cause, ...]
    unrepaired: tuple[Outcome, ...] = ()
    """Those that nothing is suggested for, in their order."""
    why: object = None
    """What they have in common."""


def groups_of(outcomes: Sequence[Outcome], material: Material, diagnosis: Diagnosis) -> list[Group]:
    """Failing checks that share a cause, in the order of the first of each.

    What one repair explains has one cause. So have one rule that breaks in several rows of a table,
    and two printings (text and table) of the same broken relation, and what a value that breaks in
    its own document breaks between documents: the years before and after echo one slip.
    """
    groups: dict[object, list[Cause]] = {}
    alias: dict[object, object] = {}
    common = {**_common(outcomes, material), **_rows_left_out(outcomes, material)}
    shares = shares_by_whole(outcome.check for outcome in outcomes if outcome.failed)
    based = {whole for whole, listed in shares.items() if common_base(listed, material)}
    echoed = _echoed(outcomes, material)
    for cause in diagnosis.causes:
        keys: list[object] = [common[at] for at in cause.outcomes if at in common]
        if not keys:
            own = [outcomes[at] for at in cause.outcomes]
            keys += (key for o in own for key in _keys(o, based, material))
            keys += (value for o in own for value in _values(o, material) & echoed)
        known = next((alias[k] for k in keys if k in alias), keys[0])
        alias.update(dict.fromkeys(keys, known))
        groups.setdefault(known, []).append(cause)
    found = []
    for why, causes in groups.items():
        failed = [outcomes[at] for cause in causes for at in cause.outcomes]
        ordered = sorted(failed, key=lambda o: _telling_first(o, material))
        bare = [outcomes[at] for cause in causes if not cause.suggestions for at in cause.outcomes]
        found.append(Group(tuple(ordered), tuple(causes), tuple(bare), why))
    return found


def _keys(outcome: Outcome, based: set[int], material: Material) -> Iterator[tuple[object, ...]]:
    check, cause = outcome.check, outcome.check.rule.cause
    first = material.figures[check.figures[0]]
    in_table = first.place.table is not None
    if cause == "row" and in_table:
        yield "arrows", first.document, first.place.table, first.place.row
        return
    if cause == "tables":
        yield from (("between", i) for i in check.figures)
        return
    if cause == "table" and in_table:
        yield check.rule.id, first.document, first.place.table
    yield check.rule.id, check.figures
    if cause == "table" and check.rule.licence == "named":
        yield check.rule.id, first.document, first.indicator, first.scope
    if (share := as_share(check)) and share.whole in based:
        yield "base", share.whole


def _echoed(outcomes: Sequence[Outcome], material: Material) -> set[object]:
    """The printed values that break in their own document and between documents as well."""
    sides: tuple[set[object], set[object]] = (set(), set())
    for outcome in outcomes:
        if outcome.failed:
            sides[outcome.check.licence == "between"].update(_values(outcome, material))
    return sides[0] & sides[1]


def _values(outcome: Outcome, material: Material) -> set[object]:
    """The values that a check holds, each by its document, what it is of, and its digits."""
    figures = (material.figures[i] for i in outcome.check.figures)
    return {
        (f.document, f.indicator or f.label, f.scope, f.numeral.value)
        for f in figures
        if len(f.numeral.value.normalize().as_tuple().digits) >= TELLING
    }


def _telling_first(outcome: Outcome, material: Material) -> tuple[bool | int | float, ...]:
    """What is impossible, then what misses by the larger share, and of equals the largest figure.

    What breaks within a document goes before what it breaks between documents.
    The first digit is compared: small shares miss by more or less for their rounding alone.
    """
    figure = material.figures[outcome.check.figures[0]]
    value = float(figure.numeral.value) or 1.0
    off = abs(float(outcome.difference or 0) / value)
    in_text = figure.place.table is None
    severity = SEVERITIES.index(outcome.severity)
    between = outcome.check.licence == "between"
    return (
        between,
        in_text,
        severity,
        outcome.verdict != "impossible",
        -float(f"{off:.0e}"),
        -abs(value),
    )


def _common(outcomes: Sequence[Outcome], material: Material) -> dict[int, object]:
    """Give those that fail, so many and so large a share of all, for one cause its key."""
    compared: dict[Hashable, list[int]] = {}
    for at, outcome in enumerate(outcomes):
        key = _compared(outcome.check, material)
        if key is not None and outcome.verdict != "undecidable":
            compared.setdefault(key, []).append(at)
    found: dict[int, object] = {}
    for key, members in compared.items():
        failed = [at for at in members if outcomes[at].failed]
        of_all = OF_LINES if isinstance(key, Lane) else OF_ALL
        if len(failed) >= MANY and len(failed) >= of_all * len(members):
            found.update(dict.fromkeys(failed, key))
    return found


def _compared(check: Check, material: Material) -> Hashable | None:
    """What is compared: parts of documents (tables, or the text), or arrows along some lines."""
    cause = check.rule.cause
    if cause == "documents":
        return ("periods", *(material.figures[i].document for i in check.figures))
    if cause not in ("year", "tables"):
        return lines_of(check, material)
    one, other = (material.figures[i] for i in check.figures[:2])
    if cause == "tables":
        tables = one.place.table is not None and other.place.table is not None
        where = (one.document, one.place.table, other.document, other.place.table)
        return ("between tables", *where) if tables else None
    return ("prior year", one.document, one.place.table, other.document)


def _rows_left_out(outcomes: Sequence[Outcome], material: Material) -> dict[int, object]:
    """Give totals that miss by one row of theirs, in every column that it prints, that row.

    Where every column falls short, and by no row that is printed, one row is missing.
    """
    totals: dict[object, list[int]] = {}
    for at, outcome in enumerate(outcomes):
        if added(outcome.check) and outcome.check.rule.for_each == "column":
            first = material.figures[outcome.check.figures[0]]
            key = first.document, first.place.table, first.place.row
            totals.setdefault(key, []).append(at)
    found: dict[int, object] = {}
    for total_row, own in totals.items():
        failed = [at for at in own if outcomes[at].verdict == "breaks"]
        short = all((outcomes[at].difference or 0) > 0 for at in failed)
        if short and len(own) == len(failed) >= LEAST_COLUMNS:
            found.update(dict.fromkeys(failed, total_row))
        rows = [set(rows_missed(outcomes[at], material)) for at in failed]
        for row in set.intersection(*rows) if len(failed) >= LEAST_COLUMNS else ():
            if sum(prints_row(outcomes[at].check, row.row, material) for at in own) == len(failed):
                found.update(dict.fromkeys(failed, row))
    return found


def of_one_cause(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those of a group that are so many, each of other figures, that one sentence tells all."""
    lead = next((o.check.rule for o in outcomes if o.check.rule.many), None)
    alike = [o for o in outcomes if lead and o.check.rule.many and o.check.rule.cause == lead.cause]
    ends = [{o.check.figures[end] for o in alike} for end in (0, -1)]
    return alike if min(map(len, ends)) >= MANY else []
