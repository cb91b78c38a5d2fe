"""A printed change against the printed value of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from gouji.checks.binding.laid_out.arrows_on_priors import current_of
from gouji.checks.binding.laid_out.printed_prior import PrintedPriors
from gouji.checks.binding.laid_out.series import Series
from gouji.checks.equations.cells import Trial
from gouji.checks.finding import Severity
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import Change, Figure
from gouji.figures.tables.change_column import comparison, is_change_column
from gouji.rules.rule import Rule

RELATIVE, POINTS, MULTIPLE = range(3)
"""The rule's equations; a difference in the figure's own unit is one in points."""
_BY_KIND = {
    "relative": (RELATIVE,),
    "points": (POINTS,),
    "difference": (POINTS,),
    "multiple": (MULTIPLE,),
}
_OF_A_RATE = (POINTS, RELATIVE)
"""The change of a rate printed with % is in points or relative, and tables rarely say which."""
_BY_UNIT = {"%": RELATIVE, "个百分点": POINTS, "倍": MULTIPLE}
MOST_TRIED: Final = 200
"""Changes of one column that are tried out; they show what the others are."""


class _Told(NamedTuple):
    """A change that a table prints: where, of which figure, against what, in which readings.

    ``sure`` says that it is meant so; else most of its column must tie before one that does not
    is held against it.
    """

    change: int
    now: int
    comparison: str
    ways: tuple[int, ...]
    sure: bool = True


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Changes whose prior stands in their row, in their column, or in the period before."""
    partial = {d.path: d.period[:4] for d in material.disclosures if d.period and d.period[4:]}
    for before, now in current_of(material).items():
        terms = {"变化": (before,), "本期": (now,), "上期": (before,)}
        yield Check(rule, terms, RELATIVE, severity="warning")
    for table in material.tables():
        series = Series(table, unfinished=partial.get(table[table.indices[0]].document))
        printed = PrintedPriors(table)
        unsure: dict[object, list[list[Check]]] = {}
        for told in _all_told(table):
            beside = printed.of(told.now, told.comparison)
            prior = series.prior(told.now, told.comparison) if beside is None else beside
            if prior is None or _has_no_rate(told, table[prior]):
                continue
            checks = list(_checks(rule, told, prior, sure=beside is not None))
            if beside is not None and told.sure:
                yield from checks
            else:
                line = series.line(told.now) if beside is None else _line(table, told)
                unsure.setdefault(line, []).append(checks)
        for listed in unsure.values():
            if _mostly_tie(material, listed):
                yield from (check for checks in listed for check in checks)


def _has_no_rate(told: _Told, prior: Figure) -> bool:
    """Whether no convention says what the relative change from a negative number is."""
    return RELATIVE in told.ways and prior.numeral.value < 0


def _line(table: TableView, told: _Told) -> object:
    """The column of changes, or the row of them, in which one stands."""
    change = table[told.change].change
    place = table[told.change].place if change is None or told.change != told.now else change.place
    beside = place.row == table[told.now].place.row
    return ("column", place.column) if beside else ("row", place.row)


def _mostly_tie(material: Material, listed: Sequence[Sequence[Check]]) -> bool:
    """Whether a column of changes is what it was taken for; one by itself is believed."""
    trial, tried = Trial(material.figures), listed[:MOST_TRIED]
    ties = sum(any(trial.ties(check) for check in checks) for checks in tried)
    return 2 * ties >= len(tried) or (len(listed) == 1 and listed[0][0].severity is not None)


def _checks(rule: Rule, told: _Told, prior: int, *, sure: bool) -> Iterator[Check]:
    terms = {"变化": (told.change,), "本期": (told.now,), "上期": (prior,)}
    group = hash((rule.id, *terms.values())) if len(told.ways) > 1 else None
    for alternative in told.ways:
        severity: Severity | None = None if sure else "warning"
        yield Check(rule, terms, alternative, severity=severity, group=group)


def _all_told(table: TableView) -> Iterator[_Told]:
    """Changes that belong to their figure, and second ones in a row or column of their own."""
    of_others = current_of(table.material)
    for i in table.indices:
        change = None if i in of_others else table[i].change
        if change is not None and change.kind != "unstated":
            rate = table[i].quantity == "rate" and change.kind == "relative"
            yield _Told(i, i, change.comparison, _OF_A_RATE if rate else _BY_KIND[change.kind])
        elif change is not None and not change.is_flat:
            yield from _unstated(table, i, change)
    for indices in table.rows().values():
        yield from _standing_alone(table, indices, along="column_path")
    for column in table.columns().values():
        yield from _standing_alone(table, list(column.values()), along="row_path")


def _unstated(table: TableView, i: int, change: Change) -> Iterator[_Told]:
    """``97.73(↑2.58)``: of a rate in either reading, of a whole count perhaps so many more."""
    if table[i].quantity == "rate":
        yield _Told(i, i, change.comparison, _OF_A_RATE)
    elif table[i].exact and change.numeral.step == 1:
        yield _Told(i, i, change.comparison, (POINTS,), sure=False)


def _standing_alone(table: TableView, indices: Sequence[int], along: str) -> Iterator[_Told]:
    """A second change of one figure: ``… | 环比 | 上年同月 | 同比``, ``增减 | 增幅``."""
    now: int | None = None
    for i in indices:
        now = i if table[i].change is not None else now
        label = (getattr(table[i], along) or ("",))[-1]
        if now is None or now == i or not is_change_column(label):
            continue
        rate = table[now].quantity == "rate" and table[i].unit == "%"
        if rate or table[i].unit in _BY_UNIT:
            ways = _OF_A_RATE if rate else (_BY_UNIT[table[i].unit],)
            yield _Told(i, now, comparison(label), ways)
        elif table[i].exact and table[i].unit in ("", table[now].unit):
            yield _Told(i, now, comparison(label), (POINTS,), sure=False)
