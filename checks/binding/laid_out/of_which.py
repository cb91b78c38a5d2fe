"""What is part of another figure never exceeds it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """For a rule of columns scopes within scopes (市本级 of 全市), else what is called 其中."""
    pairs = _scopes if rule.for_each == "column" else _announced
    for table in material.tables():
        for part, whole in pairs(table):
            yield Check(rule, {"其中": (part,), "总体": (whole,)})


def _announced(table: TableView) -> Iterator[tuple[int, int]]:
    """Columns 其中… against the column before them in their row, rows likewise.

    Below another heading than the row before, it is of neither that row nor any other one.
    """
    rows = ((indices, "column_role") for indices in table.rows().values())
    columns = ((list(column.values()), "row_role") for column in table.columns().values())
    for lane, role in (*rows, *columns):
        whole: int | None = None
        for i in lane:
            if getattr(table[i], role) != "of-which":
                whole = i if table[i].adds else None
            elif whole is not None and _may_be_of(table[i], table[whole]):
                yield i, whole


def _may_be_of(part: Figure, whole: Figure) -> bool:
    return part.adds and part.unit == whole.unit and part.row_path[:-1] == whole.row_path[:-1]


def _scopes(table: TableView) -> Iterator[tuple[int, int]]:
    """Rows of which one scope holds the other, down every column that adds."""
    meaning = table.material.meaning
    leads = {row: table[indices[0]] for row, indices in table.rows().items()}
    wholes = {row for row, figure in leads.items() if meaning.holds_others(figure)}
    for column in table.columns().values() if wholes else ():
        for part in column.values():
            for whole in (column[row] for row in sorted(wholes & column.keys())):
                if table[part].adds and meaning.is_within(table[part], table[whole]):
                    yield part, whole
