"""Total columns: a group of columns that names its own whole (总量, 合计), or follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule
from gouji.rules.vocabulary import normalise

_BREAKDOWN = re.compile(r".*(?:来源|渠道|方式|构成|类型|类别|分类|性质|途径|情况|结果).*")


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """One check per row and group of columns whose whole is printed beside the parts."""
    for table in material.tables():
        for indices in table.rows().values():
            for whole, parts in groups(table, indices):
                yield Check(rule, {"合计": (whole,), "分项": tuple(parts)}, inferred=True)


def groups(table: TableView, indices: list[int]) -> Iterator[tuple[int, list[int]]]:
    figures = [i for i in indices if table[i].adds and table[i].column_path and not table[i].period]
    groups: dict[tuple[str, ...], list[int]] = {}
    for i in figures:
        groups.setdefault(table[i].column_path[:-1], []).append(i)
    for parent, members in groups.items():
        if nested := _nested_total(table, parent, members, figures):
            yield nested
            continue
        yield from _own_total(table, parent, members)
        if parent:
            yield from _total_before(table, parent, members, figures)


def _own_total(
    table: TableView, parent: tuple[str, ...], members: list[int]
) -> Iterator[tuple[int, list[int]]]:
    """``{总量, 甲, 乙}`` below one label, or 合计 at either end of a plain header."""
    meaning = table.material.meaning
    if parent:
        wholes = [i for i in members if meaning.names_total(table[i].column_path[-1])]
    else:
        wholes = [i for i in members if table[i].column_role == "total"]
        wholes = [i for i in wholes if i in (members[0], members[-1])]
    if len(wholes) != 1:
        return
    parts = [i for i in members if i != wholes[0] and _is_part(table[i], table[wholes[0]])]
    if len(parts) > 1 and len(parts) == len(members) - 1:
        yield wholes[0], parts


def _nested_total(
    table: TableView, parent: tuple[str, ...], members: list[int], figures: list[int]
) -> tuple[int, list[int]] | None:
    """``自然人 | 法人或其他组织{企业, …} | 总计``: its parts are single columns and a group."""
    wholes = [i for i in members if table[i].column_role == "total"]
    level = len(parent)
    grouped = [
        i
        for i in figures
        if len(table[i].column_path) > level + 1 and table[i].column_path[:level] == parent
    ]
    if len(wholes) != 1 or len(members) < 2 or not grouped:
        return None
    parts = [i for i in (*members, *grouped) if i != wholes[0]]
    same_kind = all(_is_part(table[i], table[wholes[0]]) for i in parts)
    has_inner = any(table[i].column_role == "total" for i in grouped)
    return (wholes[0], parts) if same_kind and not has_inner else None


def _total_before(
    table: TableView, parent: tuple[str, ...], members: list[int], figures: list[int]
) -> Iterator[tuple[int, list[int]]]:
    """``诉求总量 | 诉求来源{电话, 互联网}``: the group breaks down the column before it."""
    if len(members) < 2 or not _BREAKDOWN.fullmatch(normalise(parent[-1])):
        return
    first = figures.index(members[0])
    before = [i for i in figures[:first] if table[i].column_path[:-1] == parent[:-1]]
    if not before or table[members[0]].place.column is None:
        return
    whole = before[-1]
    near = (table[whole].place.column or 0) + 1 == table[members[0]].place.column
    named = table.material.meaning.names_total(table[whole].column_path[-1])
    if near and named and all(_is_part(table[i], table[whole]) for i in members):
        yield whole, members


def _is_part(part: Figure, whole: Figure) -> bool:
    return part.column_role != "of-which" and part.unit == whole.unit and not part.bracketed
