"""A figure of the text that a table prints once more, known by the words of both labels.

No vocabulary is asked: what is left of the text's label without words that say nothing (共有,
总数) must be made up of the words of one row and one column. Where they differ, the text must be
near the table or one slip away from it, and nothing else in the table may be what it tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from gouji.checks.binding.twice.pairs import LEAST_TELLING_VALUE, comparable, in_one_document
from gouji.checks.binding.twice.things import core_of
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import explains
from gouji.figures.figure import Figure
from gouji.rules.labels import REMEMBERED_LABELS
from gouji.rules.rule import Rule

_NUMBERED: Final = re.compile(
    r"^.*[（(][一二三四五六七八九十\d]+[)）]|^[一二三四五六七八九十\d]+[、.]"
)
_TOTAL: Final = re.compile("总计|合计|小计")
_ASIDE: Final = re.compile(r"[（(][^（）()]*[)）]")
NEAR: Final = 0.05
"""Printings further apart than this share, and than one slip, may well be two things."""
_MOST: Final = 400
"""Figures of the text in one document that are looked up."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Each figure of the text against the one cell that bears its name."""
    known = {i for pair in in_one_document(material) for i in pair}
    for disclosure, span in zip(material.disclosures, material.spans, strict=True):
        dated = disclosure.period is not None
        told = [i for i in span if i not in known and _is_told(material.figures[i], dated)][:_MOST]
        cells = [i for i in span if _is_cell(material.figures[i])]
        text = [i for i in span if material.figures[i].place.table is None]
        by_name = {i: c for i in told if (c := _cell(i, text, cells, material.figures)) is not None}
        left = [i for i in told if i not in by_name]
        by_row = _by_rows(
            [i for i in left if _alone(i, text, material.figures)], cells, material.figures
        )
        for one, cell in (by_name | by_row).items() if cells else ():
            yield Check(rule, {"另一处": (one,), "此处": (cell,)})


def _by_rows(
    told: Sequence[int], cells: Sequence[int], figures: Sequence[Figure]
) -> dict[int, int]:
    """Figures that name rows alone, of a column with which most of them agree."""
    found: dict[tuple[int | None, int | None], dict[int, int]] = {}
    rows: dict[str, dict[tuple[int | None, int | None], list[int]]] = {}
    for c in cells:
        if figures[c].row_path:
            place = figures[c].place
            row = rows.setdefault(core_of(figures[c].row_path[-1]), {})
            row.setdefault((place.table, place.row), []).append(c)
    for one in told:
        name = core_of(figures[one].column_path[-1])
        named = rows.get(name, {}) if len(name) > 1 else {}
        own = [c for row in named.values() for c in row if _fits(figures[c], figures[one])]
        if len(named) == 1 and len(own) == 1:
            place = figures[own[0]].place
            found.setdefault((place.table, place.column), {})[one] = own[0]
    kept: dict[int, int] = {}
    for pairs in found.values():
        tie = [o for o, c in pairs.items() if figures[o].interval.meets(figures[c].interval)]
        if len(tie) > max(1, len(pairs) - len(tie)):
            kept |= {o: c for o, c in pairs.items() if _may_be_one(figures[o], figures[c])}
    return kept


def _is_told(figure: Figure, dated: bool) -> bool:
    """A figure of the text of the document's own period; where that is unknown, of any but last."""
    own = not figure.period or (not dated and figure.period != "prior")
    plain = figure.place.table is None and own and bool(figure.column_path)
    return plain and figure.quantity != "points" and not figure.numeral.hedge


def _is_cell(figure: Figure) -> bool:
    own = figure.place.table is not None and not figure.period and not figure.missing
    return own and figure.row_role != "of-which" and not figure.bracketed


def _cell(
    one: int, text: Sequence[int], cells: Sequence[int], figures: Sequence[Figure]
) -> int | None:
    """The cell that a figure of the text names, where there is but one value of it."""
    figure = figures[one]
    name = core_of(figure.column_path[-1])
    if len(name) < 2 or not _alone(one, text, figures):
        return None
    named = [i for i in cells if _fits(figures[i], figure) and _names(name, figures[i], figure)]
    if not named:
        return None
    tie = next((i for i in named if figures[i].interval.meets(figure.interval)), None)
    if tie is not None:
        return tie
    if len({figures[i].numeral.value for i in named}) > 1:
        return None
    others = (figures[i] for i in cells if _fits(figures[i], figure))
    if any(_digits(f) == _digits(figure) for f in others):
        return None
    return named[0] if _may_be_one(figure, figures[named[0]]) else None


def _alone(one: int, text: Sequence[int], figures: Sequence[Figure]) -> bool:
    """Whether no other figure of the text has its name and another value."""
    name = core_of(figures[one].column_path[-1])
    return not any(_is_namesake(figures[i], figures[one], name) for i in text if i != one)


def _is_namesake(other: Figure, figure: Figure, name: str) -> bool:
    """The text tells another value under the same name: of other places, or other months."""
    named = bool(other.column_path) and not other.period
    alike = named and other.unit == figure.unit and core_of(other.column_path[-1]) == name
    return alike and not other.interval.meets(figure.interval)


def _fits(cell: Figure, figure: Figure) -> bool:
    """Whether a cell is counted in the same unit; a table may leave it to its title."""
    rates = figure.quantity == "rate", cell.quantity == "rate"
    return rates[0] == rates[1] and (cell.unit == figure.unit or not cell.unit)


def _names(name: str, cell: Figure, figure: Figure) -> bool:
    """Whether the words of a row and a column make up a name, but for what the unit says.

    收入总计 is not 本年收入合计: where both have a word for a total, it is the same one.
    """
    totals = [_total_word(label) for label in (figure.column_path[-1], *cell.row_path[-1:])]
    if all(totals) and len(set(totals)) > 1:
        return False
    own = cell.row_path[:-1] if cell.row_path[-1:] == (figure.unit,) else cell.row_path
    parts = [_part(label, figure) for label in (*own[-1:], *cell.column_path)]
    left = name
    for part in sorted(filter(None, parts), key=len, reverse=True):
        if part not in left:
            return False
        left = left.replace(part, "", 1)
    return left == "" and any(parts)


def _total_word(label: str) -> str:
    found = _TOTAL.search(label)
    return found[0] if found else ""


def _part(label: str, figure: Figure) -> str:
    """What a label of a table adds to a name; "" for totals, periods and units."""
    aside = _ASIDE.search(label)
    bare = _ASIDE.sub("", _NUMBERED.sub("", label)) if not label.startswith(("（", "(")) else label
    counted = aside is not None and aside[0].strip("（()）") == figure.unit
    core = core_of(bare)
    return "" if counted and core not in core_of(figure.column_path[-1]) else core


@lru_cache(maxsize=REMEMBERED_LABELS)
def _digits(figure: Figure) -> str:
    return figure.text.rstrip("%").replace(",", "")


def _may_be_one(one: Figure, other: Figure) -> bool:
    """Near each other, or one slip apart."""
    if comparable(one, other, NEAR):
        return True
    printed, rate = Print.of_value(one), one.quantity == "rate"
    telling = max(one.numeral.value, other.numeral.value) >= LEAST_TELLING_VALUE
    if printed is None or not telling:
        return False
    return explains(printed, other.interval, of_rate=rate) is not None
