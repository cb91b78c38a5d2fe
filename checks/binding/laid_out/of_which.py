"""What is announced as 其中 never exceeds what it is part of."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Columns 其中… against the column before them in their group, rows likewise."""
    for table in material.tables():
        yield from _columns(rule, table)
        yield from _rows(rule, table)


def _columns(rule: Rule, table: TableView) -> Iterator[Check]:
    for indices in table.rows().values():
        whole: int | None = None
        for i in indices:
            figure = table[i]
            if figure.column_role != "of-which":
                whole = i if figure.adds else None
            elif whole is not None and figure.unit == table[whole].unit:
                yield Check(rule, {"其中": (i,), "总体": (whole,)})


def _rows(rule: Rule, table: TableView) -> Iterator[Check]:
    for column in table.columns().values():
        whole: int | None = None
        for i in column.values():
            if table[i].row_role != "of-which":
                whole = i if table[i].adds else None
            elif whole is not None and table[i].adds:
                yield Check(rule, {"其中": (i,), "总体": (whole,)})
