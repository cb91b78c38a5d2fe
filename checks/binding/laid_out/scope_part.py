"""市本级 is part of 全市, not beside it: never more."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Rows of a table of which one scope holds the other, down every column that adds."""
    meaning = material.meaning
    for table in material.tables():
        leads = {row: table[indices[0]] for row, indices in table.rows().items()}
        wholes = {row for row, figure in leads.items() if meaning.holds_others(figure)}
        for column in table.columns().values() if wholes else ():
            for part in column.values():
                for whole in (column[row] for row in sorted(wholes & column.keys())):
                    if table[part].adds and meaning.is_within(table[part], table[whole]):
                        yield Check(rule, {"其中": (part,), "总体": (whole,)})
