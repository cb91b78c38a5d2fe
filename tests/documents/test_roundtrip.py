"""Whatever a grid is printed as, reading it gives the grid back, and each cell where it stands."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gouji.documents import html, markdown, text
from gouji.documents.document import Document, Place, Table
from gouji.documents.files.source import Source

LABELS = st.sampled_from(
    [
        "诉求总量(件)",
        "电话",
        "互联网（件）",
        "满意率(%)",
        "甲区",
        "乙县、丙区",
        "12345工单",
        "总计",
        "优秀",
    ]
)
NUMBERS = st.one_of(
    st.integers(0, 9_999_999).map(str),
    st.decimals(0, 100, places=2).map(lambda d: f"{d}%"),
    st.integers(0, 99_999).map(lambda n: f"{n} (↑3.{n % 10}%)"),
    st.sampled_from(["—", "-", "0.5万", "1.1个工作日"]),
)
CELLS = st.one_of(NUMBERS, LABELS, st.just(""))


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """A header of labels over rows that begin with a label and hold at least one number."""
    columns = draw(st.integers(2, 7))
    header = draw(st.lists(LABELS, min_size=columns, max_size=columns))
    body = draw(
        st.lists(
            st.tuples(LABELS, NUMBERS, st.lists(CELLS, min_size=columns - 2, max_size=columns - 2)),
            min_size=2,
            max_size=6,
        )
    )
    return [header, *([label, number, *rest] for label, number, rest in body)]


def read_as(reader: object, words: str) -> Document:
    document = reader.read(Source(Path("grid"), words.encode()))  # type: ignore[attr-defined]
    assert isinstance(document, Document)
    return document


def grid_of(table: Table) -> list[list[str]]:
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row - 1][cell.column - 1] = cell.text
    return grid


def assert_in_place(source: str, table: Table) -> None:
    lines = source.split("\n")
    for cell in table.cells:
        if cell.text:
            place = cell.passage.place(0, len(cell.text), Place(row=cell.row))
            assert place.line is not None
            assert place.span is not None
            assert lines[place.line - 1][slice(*place.span)] == cell.text


@given(grids())
def test_tabs(grid: list[list[str]]) -> None:
    source = "\n".join("\t".join(row) for row in grid)
    table = read_as(text, source).tables[0]
    assert grid_of(table) == grid
    assert_in_place(source, table)


@given(grids())
def test_tabs_in_markdown(grid: list[list[str]]) -> None:
    source = "# 某市报告\n\n" + "\n".join("\t".join(row) for row in grid)
    assert grid_of(read_as(markdown, source).tables[0]) == grid


@given(grids())
def test_pipes(grid: list[list[str]]) -> None:
    rows = ["| " + " | ".join(row) + " |" for row in grid]
    source = "\n".join([rows[0], "|" + "---|" * len(grid[0]), *rows[1:]])
    table = read_as(markdown, source).tables[0]
    assert grid_of(table) == grid
    assert table.header_rows == 1
    assert_in_place(source, table)


@given(grids())
def test_html(grid: list[list[str]]) -> None:
    rows = ["<tr>" + "".join(f"<td> {cell} </td>\n" for cell in row) + "</tr>" for row in grid]
    source = "<html><body><table>\n" + "\n".join(rows) + "</table></body></html>"
    table = read_as(html, source).tables[0]
    assert grid_of(table) == grid


@given(grids())
def test_html_in_markdown(grid: list[list[str]]) -> None:
    rows = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in grid]
    source = "# 报告\n\n<table>\n" + "\n".join(rows) + "\n</table>\n"
    table = read_as(markdown, source).tables[0]
    assert grid_of(table) == grid


@st.composite
def tilings(draw: st.DrawFn) -> tuple[int, list[list[tuple[int, int, int]]]]:
    """Rows of (column, rowspan, colspan) that cover a grid without gaps or overlaps."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    tiles: list[list[tuple[int, int, int]]] = []
    for r in range(1, rows + 1):
        row: list[tuple[int, int, int]] = []
        for c in range(1, columns + 1):
            if (r, c) in taken:
                continue
            free = 1
            while c + free <= columns and (r, c + free) not in taken:
                free += 1
            across = draw(st.integers(1, free))
            down = draw(st.integers(1, rows - r + 1))
            taken |= {(y, x) for y in range(r, r + down) for x in range(c, c + across)}
            row.append((c, down, across))
        tiles.append(row)
    return columns, tiles


@given(tilings())
def test_spans(tiling: tuple[int, list[list[tuple[int, int, int]]]]) -> None:
    columns, tiles = tiling
    rows = [
        "<tr>" + "".join(f"<td rowspan={d} colspan={a}>r{n}c{c}</td>" for c, d, a in row) + "</tr>"
        for n, row in enumerate(tiles, start=1)
    ]
    table = read_as(markdown, "<table>" + "".join(rows) + "</table>").tables[0]
    found = {(cell.row, cell.column): (cell.rowspan, cell.colspan) for cell in table.cells}
    assert found == {(n, c): (d, a) for n, row in enumerate(tiles, 1) for c, d, a in row}
    assert table.columns == columns
