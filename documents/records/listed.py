"""Records as a table: their names over their values, each cell with the record it is of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.documents.document import Cell, Passage, Place, Table
from gouji.documents.files.source import Source

_ROWS_BETWEEN_LOOKS = 1_000


def table_of(source: Source, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of as many columns as names; record n is called ``figures.json#n``."""
    cells: list[Cell] = []
    count = 0
    for count, row in enumerate((names, *rows)):
        source.limits.check("rows", count, source.path)
        if count % _ROWS_BETWEEN_LOOKS == 0:
            source.reached("rows", count)
        told = f"{source.path.name}#{count}"
        cells += (Cell(count + 1, n, Passage(v), reference=told) for n, v in enumerate(row, 1))
        source.limits.check("cells", len(cells), source.path)
    return Table(1, count + 1, len(names), tuple(cells), place=Place(table=1))
