from gouji.documents.document import Cell, Document, Paragraph, Passage, Table
from gouji.reports.marking.marks import marks_of
from gouji.reports.marking.redrawn import redraw
from gouji.reports.saying.report import Report


def shown(pieces):
    return "".join(piece.text for piece in pieces)


def test_nothing_of_the_text_is_lost(result, documents):
    marks = marks_of(Report(result).findings, ()).values()
    _, document = documents
    heading, prose, table = redraw(document, marks).blocks
    assert (shown(heading.pieces), heading.level) == ("一、总体情况", 1)
    assert shown(prose.pieces) == document.blocks[1].text
    assert [piece.text for piece in prose.pieces if piece.mark] == [
        *("166.71万", "161.82万", "1.79万", "3.02万", "93.73%")
    ]
    assert shown(table.rows[1][1].pieces) == "97.13%(↑1.88%)"


def test_rows_above_the_first_figure_are_its_header(result, documents):
    marks = marks_of(Report(result).findings, ()).values()
    (table,) = redraw(documents[0], marks).blocks
    assert [row[0].header for row in table.rows] == [True, True, False, False, False]


def test_what_stands_twice_is_drawn_once():
    note, title = Passage("注：含转办"), Passage("1. 来源")
    cells = (Cell(1, 1, title), Cell(2, 1, Passage("9")))
    table = Table(1, 2, 1, cells, title=title, notes=(note, Passage("另注")))
    grid, _ = redraw(Document("x", "", "text", (table, Paragraph(note))), ()).blocks
    assert grid.caption == ()
    assert [shown(pieces) for pieces in grid.notes] == ["另注"]


def test_spans_cover_their_places():
    cells = (Cell(1, 1, Passage("a"), 2, 2), Cell(1, 3, Passage("b")), Cell(2, 3, Passage("c")))
    document = Document("x", "", "docx", (Table(1, 2, 3, cells, merged=True),))
    (table,) = redraw(document, ()).blocks
    assert [[shown(cell.pieces) for cell in row] for row in table.rows] == [["a", "b"], ["c"]]


def test_a_vast_table_is_cut_and_says_so():
    cells = (Cell(1, 1, Passage("a"), 1_000_000, 1),)
    document = Document("x", "", "xlsx", (Table(1, 1_000_000, 50, cells),))
    (table,) = redraw(document, ()).blocks
    assert (len(table.rows), table.cut) == (2000, 998_000)
