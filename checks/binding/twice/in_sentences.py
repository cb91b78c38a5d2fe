"""What running text tells of a cell, found by the row and the column that its sentence names.

``二季度接收32130件`` is the 接收量 of the row 二季度; where a sentence names no row, of a total.
Text that repeats a table elsewhere repeats it here: what is one slip away from such a cell, hardly
by chance, and equals no other, is out of step with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from gouji.checks.binding.twice.pairs import Pair, comparable, in_one_document, is_unit_elsewhere
from gouji.checks.binding.twice.things import core_of, telling_digits
from gouji.checks.material import Material, TableView, once
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import leading, originals
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.identity.period import WORDS as PERIOD_WORDS
from gouji.figures.identity.period import says_when
from gouji.rules import cues
from gouji.rules.labels import normalise
from gouji.rules.words import words

At: TypeAlias = tuple[int, int]
LEAST_AGREEING: Final = 2
"""So many telling numbers of a text agree with cells before one that does not is held to one."""
CHANCE: Final = 0.01
"""Of unrelated numbers as long as these no more may be one slip apart …"""
CHANCE_NAMED: Final = 0.1
"""… nor of those whose row and column are both named, with one value."""
LEAST_ALONE: Final = 4
"""A number of so many digits that one value among the cells prints alike repeats it unnamed."""
NEAR: Final = 0.05
"""A number called by the very names of a row and a column is near their cell, or one slip away."""
LEAST_GAP: Final = Decimal("0.01")
"""Shares of a cell by which a figure differs that is near it by nothing but a slip."""
SHORTEST, LONGEST = 2, 24
"""Characters of a name that a sentence may hold."""
LAST_WORDS: Final = 160
"""Characters of a sentence that are looked at."""
MOST: Final = 400
"""Figures of the text of one document that are looked for in its tables."""
_NUMBERED: Final = re.compile(r"^.*[（(][一二三四五六七八九十\d]+[)）]")
"""Forms number what they count within a heading: 二、处理结果（一）答复."""
_ASIDE: Final = re.compile(r"[（(][^（）()]*[)）]")


class _Named(NamedTuple):
    """Cells that a sentence may mean, and whether its words leave no other."""

    cells: list[int]
    surely: bool
    by_label: bool = False
    """Its label is made up of the names of their row and column, and nothing else."""


class _Table(NamedTuple):
    """A table with its rows and columns by their names."""

    view: TableView
    period: str | None
    """That of its document."""
    rows: Mapping[str, list[int]]
    columns: Mapping[str, list[At]]
    totals: list[int]
    """The rows that are meant where none is named."""

    @classmethod
    def of(cls, view: TableView, period: str | None) -> _Table:
        leads = {row: view[indices[0]] for row, indices in view.rows.items()}
        rows = grouped((n, row) for row, f in leads.items() for n in _names(f.row_path[-1:]))
        headed = ((at, view[next(iter(c.values()))].column_path) for at, c in view.columns.items())
        labels = ((at, path[view.headings :] or path[-1:]) for at, path in headed)
        columns = grouped((n, at) for at, told in labels for x in told for n in _names((x,)))
        meaning = view.material.meaning
        all_of_it = [n for n, lead in leads.items() if any(map(meaning.is_whole, lead.row_path))]
        called = [n for n, lead in leads.items() if lead.row_role == "total"]
        alone = list(leads) if len(leads) == 1 else []
        return cls(view, period, rows, columns, [*rows.get("", ()), *all_of_it] or called or alone)

    def named(self, told: Figure) -> _Named:
        """The cells that a sentence names: where it names no row, those of a total."""
        labels = _names(told.column_path[-1:])
        for label in labels:
            row, column = (_latest(label, named)[0] for named in (self.rows, self.columns))
            if (row or column) and not label.replace(row, "", 1).replace(column, "", 1):
                cells = self._cells(row, self.columns.get(column, ()), told)
                if row and not column:  # its columns are periods: the one of its own
                    own = self._cells(row, self.view.columns, told)
                    if told.quantity == "rate":  # 48.8% of awards is no Success rate
                        paths = {i: self.view[i].column_path[-1:] for i in own}
                        own = [i for i in own if not any(map(core_of, paths[i]))]
                    cells = cells or (own if len(own) == 1 else [])
                if cells:
                    return _Named(cells, True, True)
        return self._in_sentence(told, labels[0])

    @property
    def parts(self) -> Mapping[str, list[int]]:
        """Its rows by their names, but for those of a total."""
        return {name: rows for name, rows in self.rows.items() if not {*rows} & {*self.totals}}

    def _in_sentence(self, told: Figure, label: str) -> _Named:
        earlier, own, behind = map(normalise, told.sentence)
        said, unit = f"{earlier}{own}"[-LAST_WORDS:], normalise(told.unit)
        for words_of_it in (f"{said}{unit}", f"{said}{unit}|{behind}"):
            row, row_ends = _latest(words_of_it, self.rows)
            column, ends = _latest(words_of_it, self.columns)
            if max(row_ends, ends) > len(said) - len(own):
                break
        else:
            return _Named([], False)
        if cues.TOGETHER.search(own) and _latest(said, self.parts)[0]:
            return _Named([], False)  # 内科、外科…三科合计: of those named, and no others
        if found := self._cells(row, self.columns.get(column, ()), told):
            return _Named(found, not label.replace(row, "", 1).replace(column, "", 1))
        return _Named(self._cells(row, self.view.columns, told), False)

    def _cells(self, row: str, columns: Collection[At], told: Figure) -> list[int]:
        lines = self.rows[row] if row else self.totals
        cells = (self.view.columns[at].get(line) for at in columns for line in lines)
        return [i for i in cells if i is not None and _fits(told, self.view[i], self.period)]


@once
def told_of_cells(material: Material) -> Iterator[Pair]:
    """Figures of the text, each with its cell, but for those that a vocabulary knows."""
    known = in_one_document(material)
    named = {i for pair in known for i in pair}
    views = grouped((view[view.indices[0]].document, view) for view in material.tables())
    for disclosure, span in zip(material.disclosures, material.spans, strict=True):
        own = views.get(disclosure.path, ())
        free = ((i, material.figures[i]) for i in span if own and i not in named)
        said = ((i, f) for i, f in free if f.place.table is None and any(f.sentence))
        plain = (i for i, f in said if f.quantity != "points" and not f.numeral.hedge)
        told = list(islice(plain, MOST))
        tables = [_Table.of(view, disclosure.period) for view in own] if told else []
        found = {i: _pair(i, tables, material) for i in told}
        rest = [i for i in told if found[i] is None]
        by_label = {p[0] for p, by_label in filter(None, found.values()) if by_label}
        named_once = by_label and by_label & _told_once(span, material)
        # in the text and in a table
        here = (p for p in known if told and p[0] in span and material.meet(*p))
        repeated = [p for p in here if sum(material.figures[i].place.table is None for i in p) == 1]
        pairs = [p for p, _ in filter(None, found.values())]
        pairs += _out_of_step(rest, tables, material)
        yield from _believed(pairs, repeated, named_once, material)


def _pair(i: int, tables: Sequence[_Table], material: Material) -> tuple[Pair, bool] | None:
    """A figure with the cell that it repeats or is a slip away from, and whether by its label."""
    figure = material.figures[i]
    ways = [table.named(figure) for table in tables]
    named = (cell for way in ways for cell in way.cells)
    tie = next((cell for cell in named if material.meet(i, cell)), None)
    if tie is None:
        cells = (k for table in tables for k in table.view.indices if material.meet(i, k))
        same = [k for k in cells if _fits(figure, material.figures[k], None)]
        alone = len({material.figures[k].numeral.value for k in same}) == 1
        tie = same[0] if alone and telling_digits(figure) >= LEAST_ALONE else None
        if same and tie is None:
            return None
    cell = _slipped(figure, ways, material) if tie is None else tie
    by_label = any(way.by_label and cell in way.cells for way in ways)
    return None if cell is None else ((i, cell), by_label)


def _slipped(figure: Figure, ways: Sequence[_Named], material: Material) -> int | None:
    """The one cell that a figure is a slip away from, hardly by chance."""
    for surely in (True, False):
        cells = [cell for way in ways if way.surely == surely for cell in way.cells]
        alone = surely and len({material.figures[c].numeral.value for c in cells}) == 1
        told = figure.column_path and alone and material.figures[cells[0]]
        if told and (comparable(figure, told, NEAR) or _are_a_slip_apart(figure, told)):
            return cells[0]
        if found := slips_away(figure, cells, CHANCE_NAMED if alone else CHANCE, material):
            return found[0]
    return None


def slips_away(
    figure: Figure, cells: Sequence[int], chance: float, material: Material
) -> list[int]:
    """The cells of one value that a figure is a slip away from, where that is hardly by chance."""
    printed, digits, of_rate = Print.of(figure), telling_digits(figure), figure.quantity == "rate"
    values = {material.figures[c].numeral.value for c in cells}
    if printed is None or not digits or not values:
        return []
    if len(originals(printed, of_rate)) * len(values) > chance * 10**digits:
        return []
    found = [c for c in cells if _are_a_slip_apart(figure, material.figures[c])]
    return found if len({material.figures[c].numeral.value for c in found}) == 1 else []


def _are_a_slip_apart(figure: Figure, cell: Figure) -> bool:
    printed, of_rate = Print.of(figure), figure.quantity == "rate"
    return printed is not None and bool(leading(printed, cell.interval, of_rate=of_rate))


def _out_of_step(
    told: Sequence[int], tables: Sequence[_Table], material: Material
) -> Iterator[Pair]:
    """Figures that no cell prints and that are a slip away from one of a row or column named.

    What differs by little may be near by nature, as 办结 is to 受理: the row is named there.
    """
    for i in told:
        figure = material.figures[i]
        of_tables = ((table, k) for table in tables for k in table.view.indices)
        cells = [k for table, k in of_tables if _fits(figure, table.view[k], table.period)]
        if telling_digits(figure) < LEAST_ALONE or any(material.meet(i, k) for k in cells):
            continue
        said = normalise("".join(figure.sentence))
        paths = {k: (material.figures[k].row_path, material.figures[k].column_path) for k in cells}
        called = [k for k in cells if any(_is_called(path, said) for path in paths[k])]
        for k in slips_away(figure, called, CHANCE, material)[:1]:
            cell = material.figures[k]
            gap = abs(cell.numeral.value - figure.numeral.value)
            far, total = gap > LEAST_GAP * cell.numeral.value, cell.row_role == "total"
            if (far and total) or (_is_called(cell.row_path, said) and (far or not total)):
                yield i, k


def _is_called(path: Sequence[str], said: str) -> bool:
    """Whether a sentence says the last label of a row or column."""
    return any(len(name.encode()) >= LEAST_ALONE and name in said for name in _names(path[-1:]))


def _told_once(span: range, material: Material) -> set[int]:
    """Figures of the text that bear a name of which it tells no other value."""
    figures = ((i, material.figures[i]) for i in span)
    in_text = ((i, f, _name(f.column_path[-1:])) for i, f in figures if f.place.table is None)
    named = grouped(((name, f.unit, f.period), i) for i, f, name in in_text if name)
    return {i for told in named.values() for i in told if all(material.meet(i, k) for k in told)}


def _believed(
    pairs: Sequence[Pair], repeated: Sequence[Pair], named_once: Collection[int], material: Material
) -> Iterator[Pair]:
    """Those that agree; where enough of them, and of ``repeated``, tell something, all.

    A name of its own that is made up of those of a row and a column needs no others.
    """
    ties = [pair for pair in pairs if material.meet(*pair)]
    agreed = (material.figures[i] for i, _ in (*ties, *repeated))
    telling = {figure.numeral.value for figure in agreed if telling_digits(figure)}
    enough = max(LEAST_AGREEING, 2 * (len(pairs) - len(ties)))
    if len(telling) >= enough:
        yield from pairs
    else:
        yield from (p for p in pairs if p in ties or p[0] in named_once)


def _fits(told: Figure, cell: Figure, own_period: str | None) -> bool:
    """Whether both are counted in the same unit, of the same period."""
    rates = told.quantity == "rate", cell.quantity == "rate"
    plain = not (cell.bracketed or cell.missing or is_unit_elsewhere(cell, told))
    of_unit = rates[0] == rates[1] and (cell.unit == told.unit or not cell.unit)
    return plain and of_unit and _may_be_of_one_period(told, cell, own_period)


def _may_be_of_one_period(told: Figure, cell: Figure, own_period: str | None) -> bool:
    """A period of its own that a sentence tells stands above the cell or before it as well."""
    unknown = not says_when(own_period)
    undated = unknown and not told.period
    if told.period == cell.period or undated or "prior" in (told.period, cell.period):
        return told.period == cell.period or (undated and cell.period != "prior")
    labels, said = "".join((*cell.row_path, *cell.column_path)), normalise(told.period)
    printed = [normalise(m[0]) for m in PERIOD_WORDS.finditer(labels)]
    return any(period in said for period in printed) if printed else unknown


def _latest(said: str, named: Collection[str]) -> tuple[str, int]:
    """What is named last, by the longest of its names, and where that ends; "" and 0 of none."""
    held = (n for n in named if n in said and SHORTEST <= len(n) <= LONGEST)
    end, _, name = max(((said.rfind(n) + len(n), len(n), n) for n in held), default=(0, 0, ""))
    return name, end


@lru_cache(maxsize=1 << 12)
def _names(path: tuple[str, ...]) -> Sequence[str]:
    """What a label says, and all of it: 总馆 is more than a 馆."""
    return tuple(dict.fromkeys((_name(path), *map(normalise, path[-1:]))))


def _name(path: Sequence[str]) -> str:
    """What a label says of what is counted."""
    label = path[-1] if path else ""
    return words().core(_ASIDE.sub("", _NUMBERED.sub("", label)) or label)
