"""A printed change against the printed value of the period before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from gouji.checks.binding.series import Series
from gouji.checks.cells import Trial
from gouji.checks.check import Check, Material, TableView
from gouji.checks.finding import Severity
from gouji.figures.change_column import comparison, is_change_column
from gouji.figures.figure import Change, Figure
from gouji.rules.labels import normalise
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
_LAST_YEAR = re.compile(r".*(?:上年|去年|同期|同月|同季|20\d\d年)")
_LAST_PERIOD = re.compile(r".*(?:上月|上期|上季|上周|上旬|前期)")


_Labels: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


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
    for table in material.tables():
        series = Series(table, unfinished=partial.get(table[table.indices[0]].document))
        unsure: dict[object, list[list[Check]]] = {}
        for told in _all_told(table):
            beside = _beside(table, told)
            prior = series.prior(told.now, told.comparison) if beside is None else beside
            if prior is None:
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


def _line(table: TableView, told: _Told) -> object:
    """The column of changes, or the row of them, in which one stands."""
    change = table[told.change].change
    place = table[told.change].place if change is None or told.change != told.now else change.place
    beside = place.row == table[told.now].place.row
    return ("column", place.column) if beside else ("row", place.row)


def _mostly_tie(material: Material, listed: Sequence[Sequence[Check]]) -> bool:
    """Whether a column of changes is what it was taken for; one by itself is believed."""
    trial = Trial(material.figures)
    ties = sum(any(trial.ties(check) for check in checks) for checks in listed)
    return 2 * ties >= len(listed) or (len(listed) == 1 and listed[0][0].severity is not None)


def _checks(rule: Rule, told: _Told, prior: int, *, sure: bool) -> Iterator[Check]:
    terms = {"变化": (told.change,), "本期": (told.now,), "上期": (prior,)}
    group = hash((rule.id, *terms.values())) if len(told.ways) > 1 else None
    for alternative in told.ways:
        severity: Severity | None = None if sure else "warning"
        yield Check(rule, terms, alternative, severity=severity, group=group)


def _all_told(table: TableView) -> Iterator[_Told]:
    """Changes that belong to their figure, and second ones in a row or column of their own."""
    for i in table.indices:
        change = table[i].change
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
    for at, i in enumerate(indices):
        label = (getattr(table[i], along) or ("",))[-1]
        if table[i].change is not None or not is_change_column(label):
            continue
        now = next((k for k in reversed(indices[:at]) if table[k].change is not None), None)
        if now is None:
            continue
        rate = table[now].quantity == "rate" and table[i].unit == "%"
        if rate or table[i].unit in _BY_UNIT:
            ways = _OF_A_RATE if rate else (_BY_UNIT[table[i].unit],)
            yield _Told(i, now, comparison(label), ways)
        elif table[i].exact and table[i].unit in ("", table[now].unit):
            yield _Told(i, now, comparison(label), (POINTS,), sure=False)


def _beside(table: TableView, told: _Told) -> int | None:
    """The printed prior in the row of a figure, or else in its column."""
    row, column = table[told.now].place.row, table[told.now].place.column
    in_row = [k for k in table.indices if table[k].place.row == row]
    found = _prior(table, in_row, table[told.now], told.comparison)
    if found is not None:
        return found
    in_column = [k for k in table.indices if table[k].place.column == column]
    return _prior(table, in_column, table[told.now], told.comparison)


def _prior(table: TableView, indices: Sequence[int], figure: Figure, compared: str) -> int | None:
    """The figure of the period that a change compares with; None where several may be meant."""
    priors = [k for k in indices if _is_prior(table[k], figure)]
    said = {"year-on-year": _LAST_YEAR, "month-on-month": _LAST_PERIOD}.get(compared)
    if said is not None:
        other = _LAST_PERIOD if said is _LAST_YEAR else _LAST_YEAR
        priors = [k for k in priors if not _says(table[k], other) or _says(table[k], said)]
    own = _others(table, figure)
    same = [k for k in priors if _others(table, table[k]) == own]
    priors = same or [k for k in priors if _names_no_other(_others(table, table[k]), own)]
    return priors[0] if len(priors) == 1 else None


def _names_no_other(labels: _Labels, own: _Labels) -> bool:
    """``上年同期``, ``上年同期满意率`` beside 满意率: what it is of is not said again."""
    return all(not one or one == other for one, other in zip(labels, own, strict=True))


def _others(table: TableView, figure: Figure) -> _Labels:
    """The labels of a row and column but those that only say which period it is of."""
    return _undated(table, figure.row_path), _undated(table, figure.column_path)


def _undated(table: TableView, labels: Sequence[str]) -> tuple[str, ...]:
    meaning = table.material.meaning
    return tuple(
        label
        for label in labels
        if not meaning.period((label,)) and meaning.column_role(label) != "current"
    )


def _is_prior(other: Figure, figure: Figure) -> bool:
    alike = other.unit == figure.unit and not other.bracketed
    return alike and other.change is None and other.period == "prior"


def _says(figure: Figure, pattern: re.Pattern[str]) -> bool:
    labels = (*figure.row_path, *figure.column_path)
    return any(pattern.match(normalise(label)) for label in labels)
