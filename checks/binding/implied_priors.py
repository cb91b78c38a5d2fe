"""If a = b + c this year, the priors that their arrows imply tie out as well.

Bound to every sum that is bound, down total columns and across rows alike.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.row_groups import totals_of
from gouji.checks.binding.total_column import groups
from gouji.checks.check import Check, Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Sums of which all figures print a relative change."""
    for table in material.tables():
        for total in totals_of(table):
            for i, parts in total.columns(table):
                if table[i].adds and len(parts) == len(total.parts):
                    yield from _check(rule, material, i, tuple(parts.values()))
        for indices in table.rows().values():
            for whole, members in groups(table, indices):
                yield from _check(rule, material, whole, tuple(members), inferred=True)


def _check(
    rule: Rule, material: Material, whole: int, parts: tuple[int, ...], *, inferred: bool = False
) -> Iterator[Check]:
    figures = [material.figures[i] for i in (whole, *parts)]
    if all(_has_prior(f) for f in figures) and any(f.change for f in figures):
        if figures[0].change is None:
            return
        severity = "warning" if inferred else None
        yield Check(rule, {"prior(合计)": (whole,), "prior(分项)": parts}, severity=severity, inferred=inferred)


def _has_prior(figure: Figure) -> bool:
    if figure.change is None:
        return False
    return figure.change.kind == "relative" and figure.change.comparison != "month-on-month"
