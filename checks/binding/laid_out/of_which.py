"""What is announced as 其中 never exceeds what it is part of."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Columns 其中… against the column before them in their row, rows likewise.

    Below another heading than the row before, it is of neither that row nor any other one.
    """
    for table in material.tables():
        rows = ((indices, "column_role") for indices in table.rows().values())
        columns = ((list(column.values()), "row_role") for column in table.columns().values())
        for lane, role in (*rows, *columns):
            whole: int | None = None
            for i in lane:
                if getattr(table[i], role) != "of-which":
                    whole = i if table[i].adds else None
                elif whole is not None and _may_be_of(table[i], table[whole]):
                    yield Check(rule, {"其中": (i,), "总体": (whole,)})


def _may_be_of(part: Figure, whole: Figure) -> bool:
    return part.adds and part.unit == whole.unit and part.row_path[:-1] == whole.row_path[:-1]
