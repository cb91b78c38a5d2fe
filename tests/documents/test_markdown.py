from __future__ import annotations

from pathlib import Path

from gouji.documents import markdown
from gouji.documents.document import Document, Table
from gouji.documents.files.source import Source


def read(words: str) -> Document:
    return markdown.read(Source(Path("made-up.md"), words.encode()))


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == r] for r in range(1, table.rows + 1)]


def test_pipes_marks_and_escapes() -> None:
    source = (
        "| 类别 | **总量** |\n|:--|--:|\n"
        "| 甲\\|乙 | `12` |\n| [丙](http://a.b/c) | __3__<br>(↑1%) |\n"
    )
    table = read(source).tables[0]
    assert rows(table) == [["类别", "总量"], ["甲|乙", "12"], ["丙", "3\n(↑1%)"]]
    number = next(c for c in table.cells if c.text == "12")
    assert number.passage.place(0, 2).span == (10, 12)
    broken = next(c for c in table.cells if c.text.startswith("3\n"))
    assert broken.passage.place(2, 6).span == (31, 35)


def test_pipes_without_outer_bars() -> None:
    table = read("类别 | 总量\n--- | ---\n群众 | 12\n企业 | 3\n\n正文。\n").tables[0]
    assert rows(table) == [["类别", "总量"], ["群众", "12"], ["企业", "3"]]


def test_headings_of_both_kinds_and_lists() -> None:
    document = read("某市报告\n======\n\n概况\n----\n\n- 受理100件\n- 办结99件\n\n## 附录 ##\n")
    assert document.metadata["title"] == "某市报告"
    assert [(p.level, p.text) for p in document.paragraphs if p.level] == [(1, "概况"), (1, "附录")]
    assert [p.text for p in document.paragraphs if not p.role] == ["受理100件", "办结99件"]


def test_escaped_stars_are_stars() -> None:
    document = read("# 报告\n\n接通率=(接通量/总量)\\*100%，见<http://a.b/>。\n")
    assert document.paragraphs[-1].text == "接通率=(接通量/总量)*100%，见http://a.b/。"


def test_an_html_table_with_spans() -> None:
    source = (
        "# 报告\n\n<table>\n<caption>表1 来源</caption>\n<thead><tr><th rowspan=2>类别</th>"
        "<th colspan='2'>来源</th></tr>\n<tr><th>电话</th><th>网络</th></tr></thead>\n"
        "<tbody><tr><td>群众</td><td>1&nbsp;204</td><td></td></tr></tbody></table>\n\n注：略。\n"
    )
    table = read(source).tables[0]
    assert table.merged
    assert table.header_rows == 2
    assert table.title is not None
    assert table.title.text == "表1 来源"
    spans = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in table.cells}
    assert spans["类别"] == (1, 1, 2, 1)
    assert spans["来源"] == (1, 2, 1, 2)
    assert spans["网络"] == (2, 3, 1, 1)
    assert [n.text for n in table.notes] == ["注：略。"]
    assert table.place.line == 3


def test_an_unclosed_table_is_text() -> None:
    assert not read("# 报告\n\n<table><tr><td>1</td>\n").tables


def test_struck_words_and_marks_of_notes_are_no_text() -> None:
    told = "全年受理~~1300[^2]~~ 1200件[^1]，`~~2~~`；A~~B，C~~ D，3~5天。\n\n[^1]: 含转办9件。\n"
    document = read(
        "| 县区 | 件 |\n| --- | --- |\n| 东区 | ~~90~~ 80[^a] |\n| 西区 | ~~7~~ |\n\n" + told
    )
    assert rows(document.tables[0])[1:] == [["东区", "80"], ["西区", ""]]
    assert [p.text for p in document.paragraphs] == [
        "全年受理 1200件，~~2~~；A D，3~5天。",
        "[^1]: 含转办9件。",
    ]
    eighty = next(c for c in document.tables[0].cells if c.text == "80")
    assert eighty.passage.place(0, 2).span == (14, 16)


def test_what_is_not_struck_stays() -> None:
    document = read("约~~ 12件 ~~，受理\\~~13\\~~件，~~~14~~~件，数组[0]、[1]和[^ 2]。\n")
    for kept in ("12", "13", "14", "[0]", "[1]", "[^ 2]"):
        assert kept in document.paragraphs[0].text


def test_tags_that_raise_and_strike() -> None:
    told = (
        "受理2000<sup>1</sup>件，<del>1900</del><S>3</S>办结18件，3 km<sup>2</sup>，`<s>7</s>`。\n"
    )
    row = "<tr><td>{}</td><td>{}</td></tr>".format
    table = f"<table>{row('区', '件')}{row('甲', '12<sup>1</sup>')}</table>\n"
    document = read(f"{told}\n{table}")
    assert document.paragraphs[0].text.startswith("受理2000件，办结18件，3 km²，")
    assert "7" in document.paragraphs[0].text
    assert rows(document.tables[0])[1] == ["甲", "12"]
    at, behind = document.paragraphs[0].text.index("18"), told.index("18")
    assert document.paragraphs[0].passage.place(at, at + 2).span == (behind, behind + 2)


def test_a_heading_that_captions_a_table_is_its_title() -> None:
    document = read("# 报告\n\n## 表1 来源\n\n| 渠道 | 件数 |\n|---|---|\n| 电话 | 12 |\n")
    (table,) = document.tables
    assert table.title is not None
    assert table.title.text == "表1 来源"
    assert [p.text for p in document.paragraphs] == ["报告"]
