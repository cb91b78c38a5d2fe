from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from gouji.documents import html
from gouji.documents.document import Document, DocumentError
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>某市热线年报_某市人民政府</title>
<meta name="ArticleTitle" content="某市12345热线2023年度报告">
<script>var a = "<p>1234</p>"; if (1 < 2) {{ }}</script><style>p {{ color: red }}</style></head>
<body><div class="header"><a href="/">首页</a> 您的位置 100</div>
<div class="nav"><ul><li><a href="/a">政务公开</a></li><li>浏览次数 999</li></ul></div>
<div class="wrap"><div id="zoom">
<h1>某市12345热线2023年度报告</h1>
<p>一、受理情况</p>
<p>全年受理诉求<b>57.58</b>万件，<span>同比增长3.1%</span>。</p>
<p style="display: none">隐藏 777</p>
<table border="1"><tr><td rowspan="2">类别</td><td colspan="2">来源&nbsp;(件)</td></tr>
<tr><td>电话</td><td>网络</td></tr>
<tr><td>群众</td><td><p>508474</p><p>(&uarr;3%)</p></td><td>38902</td></tr></table>
<p>注：不含工单。</p>
<p>{filler}</p></div></div>
<div class="footer">主办：某市 电话 0512-88888888</div></body></html>
"""
FILLER = "热线平台运行平稳，群众满意度保持在较高水平，各部门协同联动。" * 4


def read(data: bytes, limits: Limits | None = None) -> Document:
    return html.read(Source(Path("saved.html"), data, limits or Limits()))


def page(charset: str) -> bytes:
    return PAGE.format(charset=charset, filler=FILLER).encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030"])
def test_only_the_article_is_read(charset: str) -> None:
    document = read(page(charset))
    texts = [p.text for p in document.paragraphs]
    assert texts == [
        "某市12345热线2023年度报告",
        "一、受理情况",
        "全年受理诉求57.58万件，同比增长3.1%。",
        "注：不含工单。",
        FILLER,
    ]
    assert document.metadata["title"] == "某市12345热线2023年度报告"


def test_cells_spans_and_places() -> None:
    table = read(page("utf-8")).tables[0]
    assert table.merged
    assert [(c.text, c.rowspan, c.colspan) for c in table.cells if c.row == 1] == [
        ("类别", 2, 1),
        ("来源\xa0(件)".replace("\xa0", " "), 1, 2),
    ]
    cell = next(c for c in table.cells if c.text.startswith("508474"))
    assert cell.text == "508474\n(↑3%)"
    assert cell.passage.place(9, 11).span == (9, 11)


def test_a_table_without_spans_keeps_its_blanks() -> None:
    source = (
        "<table><tr><td>类别</td><td>来源</td><td></td></tr>"
        "<tr><td>甲</td><td>1</td><td>2</td></tr></table>"
    )
    table = read(source.encode()).tables[0]
    assert not table.merged
    assert len(table.cells) == 6


@pytest.mark.parametrize("below", ["12", "甲"])
def test_other_columns_in_the_same_rules_begin_a_table(below: str) -> None:
    rows = [("县区", "受理", "办结"), ("甲", "7", "6"), ("乙", "5", "4")]
    cells = ["<td>{}</td><td colspan=2>{}</td><td>{}</td>".format(*row) for row in rows]
    wide = "<td colspan=2>{}</td><td colspan=2>{}</td>"
    cells += [wide.format("类别", "件数"), wide.format("咨询", below)]
    tables = read(f"<table><tr>{'</tr><tr>'.join(cells)}</tr></table>".encode()).tables
    assert [(t.rows, t.columns) for t in tables] == (
        [(3, 3), (2, 2)] if below == "12" else [(5, 4)]
    )


def test_headings_in_two_rows_begin_a_table_in_the_same_rules() -> None:
    rows = [[("所", 2), ("来电", 3), ("来信", 4), ("走访", 3), ("合计", 2)]]
    rows += [[(name, 2), ("7", 3), ("6", 4), ("1", 3), ("14", 2)] for name in ("甲所", "乙所")]
    rows += [[("街道", 3), ("受理", 6), ("办结率", 5)]]
    rows += [[("", 3), ("电话", 5), ("网络", 1), ("按时", 2), ("超时", 3)]]
    rows += [[(name, 3), ("5", 5), ("4", 1), ("90%", 2), ("10%", 3)] for name in ("东街", "西街")]
    cells = ["".join(f"<td colspan={n}>{text}</td>" for text, n in row) for row in rows]
    tables = read(f"<table><tr>{'</tr><tr>'.join(cells)}</tr></table>".encode()).tables
    assert [(t.rows, t.columns) for t in tables] == [(3, 5), (4, 5)]


def test_layout_tables_are_seen_through() -> None:
    source = (
        "<table><tr><td>菜单</td></tr><tr><td><p>正文第一段，说明情况。</p>"
        "<table><tr><td>类别</td><td>件</td></tr><tr><td>甲</td><td>12</td></tr></table>"
        "</td></tr></table>"
    )
    document = read(f"<html><body>{source}</body></html>".encode())
    assert [(t.rows, t.columns) for t in document.tables] == [(2, 2)]


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    source = "<div><p>受理12件<p>办结<b>11件<table><tr><td>甲<td>1<tr><td>乙<td>2</table><!-- open"
    document = read(source.encode())
    assert document.tables[0].rows == 2
    assert document.paragraphs[0].text == "受理12件"


@pytest.mark.parametrize(
    "hostile",
    [
        "<!--" * 50_000,
        "<a href='" * 50_000,
        "<script>" * 20_000,
        "<" * 100_000,
        "&" * 100_000,
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;&b;</p>',
    ],
)
def test_hostile_markup_takes_no_time(hostile: str) -> None:
    with contextlib.suppress(DocumentError):
        read(f"<html><body><p>正文</p>{hostile}</body></html>".encode())


def test_deep_nesting_is_refused() -> None:
    deep = "<div>" * 240 + "1" + "</div>" * 240
    with pytest.raises(DocumentError, match="--max-nesting"):
        read(f"<html><body>{deep}</body></html>".encode())


def test_a_huge_span_is_refused() -> None:
    cells = "<td rowspan=1000 colspan=1000>1</td>" * 40
    rows = f"<tr>{cells}</tr>" * 40
    with pytest.raises(DocumentError, match="--max-cells"):
        read(f"<html><body><table>{rows}</table></body></html>".encode(), Limits(cells=10_000))


def test_a_page_without_words() -> None:
    with pytest.raises(DocumentError, match="没有正文"):
        read(b"<html><body><script>1</script></body></html>")


def test_paragraphs_are_counted_and_blanks_collapse() -> None:
    text = "<p>甲<b title='>'>乙</b><!-- 丙 --><script>丁</script>f &lt; g\r\n戊</p>\r\n<p>12</p>"
    said, other = read(text.encode()).paragraphs
    assert said.text == "甲乙f < g戊"
    assert (said.place.paragraph, other.place.paragraph) == (1, 2)
    assert other.passage.place(0, 2, other.place).span == (0, 2)
