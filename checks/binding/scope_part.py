"""市本级 is part of 全市, not beside it: never more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from gouji.checks.check import Check, Material
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Rows of a table of which one scope holds the other, down every column that adds."""
    for table in material.tables():
        for column in table.columns().values():
            for part, whole in permutations(column.values(), 2):
                if table[part].adds and material.meaning.is_within(table[part], table[whole]):
                    yield Check(rule, {"其中": (part,), "总体": (whole,)})
