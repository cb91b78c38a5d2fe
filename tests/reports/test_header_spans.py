from gouji.documents.document import Cell, Passage, Table
from gouji.reports.marking.redrawn import guessed_spans


def table(*rows, merged=False):
    cells = tuple(
        Cell(r, c, Passage(text))
        for r, row in enumerate(rows, 1)
        for c, text in enumerate(row.split("|"), 1)
    )
    return Table(1, len(rows), max(c.column for c in cells), cells, merged)


def test_a_group_covers_the_blanks_over_its_columns():
    spans = guessed_spans(table("类别|来源|||办理", "|电话|网络|其他|", "群众|1|2|3|4"), 2)
    assert spans[1, 1] == (2, 1)
    assert spans[1, 2] == (1, 3)
    assert spans[1, 5] == (2, 1)
    assert spans[2, 2] == (1, 1)


def test_a_title_row_covers_all_that_has_labels():
    spans = guessed_spans(table("标题||", "类别|来源|", "|电话|网络", "群众|1|2"), 3)
    assert spans[1, 1] == (1, 3)
    assert spans[2, 2] == (1, 2)


def test_a_format_that_knows_its_spans_is_believed():
    assert guessed_spans(table("a|", "b|c", "1|2", merged=True), 2) == {}
    assert guessed_spans(table("a|b", "1|2"), 1) == {}
