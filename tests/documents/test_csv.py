"""Values between separators, however a program writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.documents.document import Document, DocumentError, Table
from gouji.documents.files.sniffing import separator
from gouji.documents.opening import open_document

ROWS = [["县区", "诉求量", "电话"], ["东区", "1,204", "1100"], ["西区", "300", "200"]]


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == r] for r in range(1, table.rows + 1)]


def read(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "a.csv") -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return open_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("mark", [",", ";", "|", "\t"])
@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_every_separator_in_every_encoding(
    tmp_path: Path, mark: str, encoding: str, name: str
) -> None:
    text = "\r\n".join(mark.join(f'"{value}"' for value in row) for row in ROWS)
    document = read(tmp_path, text, encoding, name)
    assert document.format == "csv"
    assert rows(document.tables[0]) == ROWS


def test_line_breaks_within_quotes(tmp_path: Path) -> None:
    text = '县区,"诉求\n量",电话\n东区,1204,"1100\n(↑3%)"\n西区,300,200\n'
    (table,) = read(tmp_path, text, name="a.txt").tables
    assert rows(table) == [["县区", "诉求\n量", "电话"], ["东区", "1204", "1100\n(↑3%)"], ROWS[2]]


def test_digits_that_are_text(tmp_path: Path) -> None:
    text = '县区,编号,件\n东区,="0123",="1,204"\n西区,\'0456,300\n'
    (table,) = read(tmp_path, text).tables
    assert rows(table)[1:] == [["东区", "0123", "1,204"], ["西区", "0456", "300"]]


def test_a_separator_that_the_file_states(tmp_path: Path) -> None:
    (table,) = read(tmp_path, "sep=;\n县区;件\n东区;12\n西区;3\n", name="a.txt").tables
    assert rows(table) == [["县区", "件"], ["东区", "12"], ["西区", "3"]]


def test_titles_and_tables_of_several_widths(tmp_path: Path) -> None:
    text = "某市热线情况\n\n县区,件,率\n东区,12,3\n西区,3,4\n\n部门,件\n甲,1\n乙,2\n"
    document = read(tmp_path, text)
    assert [p.text for p in document.paragraphs] == ["某市热线情况"]
    assert [(t.rows, t.columns) for t in document.tables] == [(3, 3), (3, 2)]


def test_a_quote_that_is_never_closed(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="引号"):
        read(tmp_path, '县区,件,率\n东区,3,4\n西区,"3,4\n北区,3,4\n')


def test_english_sentences_are_no_values() -> None:
    told = "In May, the desk took about 41,000 calls from residents.\n"
    more = "Of these, some 2,300 were closed within 3 days of receipt.\n"
    assert separator(told + more) is None
    remarks = "town,calls,remark\n" + "East,12,none\n" * 8 + "West,3,closed for the week.\n"
    assert separator(remarks) == ","


def test_prose_and_flattened_tables_are_no_values() -> None:
    assert separator("全年受理12件,办结11件。\n其中电话3件,网络4件,来信5件。\n") is None
    assert separator("县区\t件\n东区\t12\n西区\t3\n") is None
    assert separator("县区\t件\n东区\t12\n西区\t3\n", ".tsv") == "\t"
    assert separator("one, two\n") is None


def test_commas_of_sentences_part_no_values() -> None:
    prose = "全年受理12件,办结11件。\n其中电话3件,网络4件。\n来信5件,均已办结。\n"
    assert separator(prose) is None
    assert separator("街道,件,说明\n" + "东街,12,略\n" * 8 + "西街,3,已改。\n") == ","


@pytest.mark.parametrize("gap", ["", ",,", " , ,", "\n,,\n"])
@pytest.mark.parametrize("head", ["县区,诉求量,电话", "县区,2023,2024", "一览\n县区,件,率"])
def test_a_header_keeps_its_rows_over_a_blank_row(tmp_path: Path, gap: str, head: str) -> None:
    document = read(tmp_path, f"{head}\n{gap}\n东区,1204,1100\n西区,300,\n")
    assert len(document.tables) == 1
    heading = head.splitlines()[-1].split(",")
    assert rows(document.tables[0]) == [heading, ["东区", "1204", "1100"], ["西区", "300", ""]]


@pytest.mark.parametrize(
    "below", ["部门,件,率\n甲,1,3\n", "甲,1\n乙,2\n", "甲,1,3,4\n乙,2,3,4\n", "甲,乙,丙\n丁,1,2\n"]
)
def test_another_table_stays_apart(tmp_path: Path, below: str) -> None:
    for above in ("县区,件,率\n东区,12,3\n", "县区,件,率\n东区,好,差\n"):
        document = read(tmp_path, f"{above}\n{below}")
        assert len(document.tables) == 2


def test_a_table_with_a_blank_line_behind_every_line(tmp_path: Path) -> None:
    document = read(tmp_path, "县区,件\r\r\n东区,12\r\r\n西区,3\r\r\n合计,15\r\r\n")
    assert [(t.rows, t.columns) for t in document.tables] == [(4, 2)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_short_table_in_two_bytes_a_character(tmp_path: Path, encoding: str) -> None:
    document = read(tmp_path, "县区,件\r\n东区,12\r\n西区,3\r\n", encoding)
    assert [(t.rows, t.columns) for t in document.tables] == [(3, 2)]
    marked = read(
        tmp_path, "# 某市\n\n| 区 | 件 |\n| --- | --- |\n| 东 | ~~1~~2 |\n", encoding, "a.txt"
    )
    assert (marked.format, rows(marked.tables[0])[1]) == ("markdown", ["东", "2"])


def test_a_row_that_begins_as_a_heading_does_leaves_a_table_one(tmp_path: Path) -> None:
    table = "窗口,来件,结案\n东,12,9\n西,31,30\n# 合计,43,39\n# 另有转办若干,,\n"
    assert read(tmp_path, table).format == "csv"
    assert read(tmp_path, table, name="a.md").format == "markdown"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Council,£ spent\nNorth,1204\n", "cp1252"), ("Région,Été\nSud à côté,12\n", "latin-1")],
)
def test_western_letters_are_read(tmp_path: Path, text: str, encoding: str) -> None:
    table = read(tmp_path, text, encoding).tables[0]
    assert ",".join(cell.text for cell in table.row(1)) == text.partition("\n")[0]


def test_other_alphabets_are_refused_and_not_garbled(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="GB18030"):
        read(tmp_path, "Район,Всего\nСевер,12\n" * 9, "cp1251")
