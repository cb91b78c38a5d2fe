"""A printed change against the printed value of the period before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gouji.checks.check import Check, Material, TableView
from gouji.figures.change_column import comparison, is_change_column
from gouji.figures.figure import Figure
from gouji.rules.labels import normalise
from gouji.rules.rule import Rule

_ALTERNATIVES = {"relative": (0,), "points": (1,), "difference": (1,), "multiple": (2,)}
_OF_A_RATE = (1, 0)
"""The change of a rate printed with % is in points or relative, and tables rarely say which."""
_BY_UNIT = {"%": 0, "个百分点": 1, "倍": 2}
_LAST_YEAR = re.compile(r".*(?:上年|去年|同期|同月|同季|20\d\d年)")
_LAST_PERIOD = re.compile(r".*(?:上月|上期|上季|上周|上旬|前期)")


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Rows that print this period, the one before and the change between them."""
    for table in material.tables():
        for indices in table.rows().values():
            yield from _attached(rule, table, indices)
            yield from _standing_alone(rule, table, indices)


def _attached(rule: Rule, table: TableView, indices: list[int]) -> Iterator[Check]:
    """Changes that belong to their figure: ``本月 | 上月 | 环比``."""
    for i in indices:
        change = table[i].change
        if change is None or change.kind not in _ALTERNATIVES:
            continue
        prior = _prior(table, indices, table[i], change.comparison)
        if prior is not None:
            terms = {"变化": (i,), "本期": (i,), "上期": (prior,)}
            either = table[i].quantity == "rate" and change.kind == "relative"
            ways = _OF_A_RATE if either else _ALTERNATIVES[change.kind]
            yield from _in_any_way(rule, terms, ways)


def _standing_alone(rule: Rule, table: TableView, indices: list[int]) -> Iterator[Check]:
    """A second change of one figure, in a column of its own: ``… | 环比 | 上年同月 | 同比``."""
    for at, i in enumerate(indices):
        label = table[i].column_path[-1] if table[i].column_path else ""
        if not is_change_column(label) or table[i].unit not in _BY_UNIT:
            continue
        before = indices[:at]
        now = next((k for k in reversed(before) if table[k].change is not None), None)
        if now is None:
            continue
        prior = _prior(table, before, table[now], comparison(label))
        if prior is not None:
            terms = {"变化": (i,), "本期": (now,), "上期": (prior,)}
            either = table[now].quantity == "rate" and table[i].unit == "%"
            yield from _in_any_way(
                rule, terms, _OF_A_RATE if either else (_BY_UNIT[table[i].unit],)
            )


def _in_any_way(
    rule: Rule, terms: Mapping[str, tuple[int, ...]], ways: tuple[int, ...]
) -> Iterator[Check]:
    group = hash((rule.id, *terms.values())) if len(ways) > 1 else None
    for alternative in ways:
        yield Check(rule, terms, alternative, group=group)


def _prior(table: TableView, indices: Sequence[int], figure: Figure, compared: str) -> int | None:
    """The figure of the period that a change compares with; None where several may be meant."""
    priors = [k for k in indices if _is_prior(table[k], figure)]
    said = {"year-on-year": _LAST_YEAR, "month-on-month": _LAST_PERIOD}.get(compared)
    if said is not None:
        other = _LAST_PERIOD if said is _LAST_YEAR else _LAST_YEAR
        priors = [k for k in priors if not _says(table[k], other) or _says(table[k], said)]
    same = [k for k in priors if _others(table, table[k]) == _others(table, figure)]
    priors = same or [k for k in priors if not _others(table, table[k])]
    return priors[0] if len(priors) == 1 else None


def _others(table: TableView, figure: Figure) -> tuple[str, ...]:
    """The labels of a column but those that only say which period it is of."""
    meaning = table.material.meaning
    return tuple(
        label
        for label in figure.column_path
        if not meaning.period((label,)) and meaning.column_role(label) != "current"
    )


def _is_prior(other: Figure, figure: Figure) -> bool:
    alike = other.unit == figure.unit and not other.bracketed
    return alike and other.change is None and other.period == "prior"


def _says(figure: Figure, pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(normalise(label)) for label in figure.column_path)
