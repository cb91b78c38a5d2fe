"""One broken byte costs what it touches, not the file; and thousands that a comma parted."""

from pathlib import Path

import pytest

from gouji.documents.document import DocumentError
from gouji.documents.files.decoding import LOST, MOST_LOST, masked, nearly
from gouji.documents.opening import open_document

PROSE = "热线平台运行平稳，各承办单位认真办理群众反映的问题，及时回应社会关切，满意度持续提升。"
REPORT = f"某市报告\n\n{PROSE}\n全年受理12345件，办结率99.12%。\n{PROSE}\n"


def opened(folder: Path, data: bytes, name: str = "a.txt"):
    file = folder / name
    file.write_bytes(data)
    return open_document(file)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_figure_that_a_broken_byte_touches_is_not_read(tmp_path, encoding):
    document = opened(tmp_path, REPORT.encode(encoding).replace(b"12345", b"12\xff45"))
    text = "".join(p.text for p in document.paragraphs)
    assert f"受理{LOST * 5}件" in text
    assert "99.12%" in text
    (unread,) = document.unread
    assert unread.place.line == 4
    assert unread.reason.zh.startswith("有 1 个字符无法解码")


def test_sound_files_say_nothing(tmp_path):
    assert opened(tmp_path, REPORT.encode()).unread == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"共1,2{LOST}4件", f"共{LOST},{LOST}{LOST}{LOST}件"),
        (f"率{LOST}9.1%，12件", f"率{LOST * 2}.{LOST * 2}，12件"),
        (f"甲,12{LOST},35", f"甲,{LOST * 3},{LOST * 2}"),
        (f"群众{LOST}诉求12件", f"群众{LOST}诉求12件"),
    ],
)
def test_what_is_touched_keeps_its_place(text, left):
    assert masked(text) == left


def test_long_runs_of_digits_are_gone_through_once():
    assert masked("1" * 200_000 + f"件{LOST}").endswith(f"1件{LOST}")


def test_many_broken_bytes_are_another_encoding_or_none(tmp_path):
    assert nearly(REPORT.encode("gb18030"), "utf-8") is None
    assert nearly(PROSE.encode() * 99 + b"\xff" * (MOST_LOST + 1), "utf-8") is None
    with pytest.raises(DocumentError, match="无法解码"):
        opened(tmp_path, bytes(b if at % 9 else 0xFF for at, b in enumerate(REPORT.encode())))


@pytest.mark.parametrize("name", ["a.html", "a.md", "a.csv"])
def test_other_text_formats_say_it_too(tmp_path, name):
    body = {
        "a.html": f"<html><body><p>{PROSE}</p><p>受理12345件。</p></body></html>",
        "a.md": f"# 报告\n\n{PROSE}\n\n受理12345件。\n",
        "a.csv": f"单位,件数,备注\n甲,12345,{PROSE.replace('，', '')}\n乙,20,\n",
    }[name]
    document = opened(tmp_path, body.encode().replace(b"12345", b"1234\xff"), name)
    assert len(document.unread) == 1


def test_rows_of_unquoted_thousands_are_not_read_and_it_is_said(tmp_path):
    rows = "单位,受理量,办结量\n甲,1,204,1,199\n乙,300,298\n合计,1,504,1,497\n"
    document = opened(tmp_path, rows.encode(), "a.csv")
    (table,) = document.tables
    assert [c.text for c in table.cells if c.column == 1] == ["单位", "乙"]
    (unread,) = document.unread
    assert (unread.place.line, unread.reason.zh[:5]) == (2, "有 2 行")


def test_a_longer_row_that_parts_no_number_is_read(tmp_path):
    rows = "单位,受理量\n甲,12,较多\n乙,30\n"
    document = opened(tmp_path, rows.encode(), "a.csv")
    assert document.unread == ()
    assert "12" in {cell.text for cell in document.tables[0].cells}


def test_what_is_no_text_at_all_is_told_from_text_in_another_encoding(tmp_path):
    noise = bytes((at * 89 + at // 7) % 256 for at in range(4000))
    with pytest.raises(DocumentError, match="可能已损坏"):
        opened(tmp_path, b"%" + noise, "a.pdf")
