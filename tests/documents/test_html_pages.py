"""What a saved page shows and what it only carries: marks, hidden parts, other pages, pictures."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest

from gouji.documents.document import Document, DocumentError
from gouji.documents.opening import open_document

LEAD = "全年热线平台运行平稳有序，各部门协同联动。"


def read(tmp_path: Path, body: str, head: str = '<meta charset="utf-8">') -> Document:
    path = tmp_path / "saved.html"
    page = f"<html><head>{head}</head><body><p>{LEAD}</p>{body}</body></html>"
    path.write_text(page, "utf-8")
    return open_document(path)


def said(tmp_path: Path, body: str) -> list[str]:
    return [p.text for p in read(tmp_path, body).paragraphs][1:]


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        ("<p>受理1234<sup>①</sup>件，办结1200<sup>[2]</sup>件</p>", "受理1234件，办结1200件"),
        ("<p>占<a>56%</a><sup><a>1</a></sup>。面积3 km<sup>2</sup></p>", "占56%。面积3 km²"),
        ("<p>受理<del>99</del><s>98</s>12件</p>", "受理12件"),
        ("<p>受理1&#8203;23&zwnj;4件</p>", "受理1234件"),
        ("<p>受理<span>1</span><span>234</span>件</p>", "受理1234件"),
        ("<p>受理12<span class='sr-only'>99</span>件</p>", "受理12件"),
        ("<p>受理12<i aria-hidden='true'>99</i>件</p>", "受理12件"),
        ("<p>受理12<b style='font-size: 0'>99</b>件</p>", "受理12件"),
        ("<p>受理<b style='font-size:0.9em'>12</b>件</p>", "受理12件"),
    ],
)
def test_figures_are_what_is_seen(tmp_path: Path, body: str, printed: str) -> None:
    assert said(tmp_path, body) == [printed]


def test_boxes_in_a_row_are_no_one_number(tmp_path: Path) -> None:
    row = '<div style="display: flex"><span>电话</span><span>12</span><span>34</span></div>'
    assert said(tmp_path, row) == ["电话", "12", "34"]
    cells = (
        '<p><span style="display:inline-block">12</span><b style="display:table-cell">34</b></p>'
    )
    assert said(tmp_path, cells) == ["12", "34"]


def test_hidden_cells_are_no_column(tmp_path: Path) -> None:
    row = "<tr><td>{}</td><td style='display:none'>{}</td><td>{}</td></tr>".format
    document = read(tmp_path, f"<table>{row('区', '码', '件')}{row('甲', '7', '12')}</table>")
    assert [c.text for c in document.tables[0].cells] == ["区", "件", "甲", "12"]


def test_tables_in_cells_are_read_for_themselves(tmp_path: Path) -> None:
    inner = "<table><tr><td>电话</td><td>12</td></tr><tr><td>网络</td><td>34</td></tr></table>"
    alone = "<table><tr><td><b>56</b></td></tr></table>"
    body = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>".format
    rows = body("区", "件", "率") + body("甲", inner, "1") + body("乙", alone, "2")
    document = read(tmp_path, f"<table>{rows}</table>")
    texts = [[c.text for c in table.cells] for table in document.tables]
    assert texts == [
        ["区", "件", "率", "甲", "", "1", "乙", "56", "2"],
        ["电话", "12", "网络", "34"],
    ]


def test_a_table_around_an_article_is_seen_through(tmp_path: Path) -> None:
    prose = "<p>全年受理诉求1234件，其中电话1200件、网络34件。</p>" * 2
    document = read(tmp_path, f"<table><tr><td>栏目</td><td>{prose}</td></tr></table>")
    assert not document.tables


def test_other_pages_and_readers_are_not_of_the_article(tmp_path: Path) -> None:
    body = (
        "<div>发布日期：2024-01-05　浏览次数：1234　字号：大 中 小</div><p>受理12件</p>"
        "<div><h3>相关新闻</h3><ul><li><a>2022年受理99件</a></li></ul></div>"
        "<p>上一篇：<a>2023年受理8件</a></p><p>相关推荐工作受理3件</p>"
    )
    assert said(tmp_path, body) == ["受理12件", "相关推荐工作受理3件"]


def test_lines_that_are_laid_out_stay_lines(tmp_path: Path) -> None:
    document = read(tmp_path, "<pre>区县\t件\n甲\t1\n乙\t<b>2</b></pre>")
    assert [c.text for c in document.tables[0].cells] == ["区县", "件", "甲", "1", "乙", "2"]


def test_a_western_charset_that_nobody_meant(tmp_path: Path) -> None:
    path = tmp_path / "saved.html"
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{LEAD}</p></body></html>'
    path.write_bytes(page.encode("gbk"))
    assert [p.text for p in open_document(path).paragraphs] == [LEAD]
    path.write_bytes(page.replace(LEAD, "Café déjà vu").encode("latin-1"))
    assert [p.text for p in open_document(path).paragraphs] == ["Café déjà vu"]


def letter(body: str) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=B"\r\n\r\n--=B\r\n'
    head += "Content-Type: {}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    kind = "text/html" if body else "image/png"
    return head.format(kind).encode() + quopri.encodestring(body.encode()) + b"\r\n--=B--\r\n"


def test_a_page_saved_as_one_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "saved.mht"
    path.write_bytes(letter(f"<html><body><p>{LEAD}</p></body></html>"))
    document = open_document(path)
    assert (document.format, document.path) == ("html", str(path))
    assert [p.text for p in document.paragraphs] == [LEAD]
    path.write_bytes(letter(""))
    with pytest.raises(DocumentError, match="mht"):
        open_document(path)


def test_pictures_of_a_page_are_counted(tmp_path: Path) -> None:
    body = (
        '<img src="data:image/png;base64,AA=="><img src="table.jpg"><img src="icon.png">'
        '<img src="a.png" width="16"><img>'
    )
    assert [unread.reason.zh for unread in read(tmp_path, body).unread] == ["2 幅图片或图表未审核"]


SHEET = """<style><!--
@import "a.css"; @media print { .seen { display: none } p.told { display: none } }
.note, sup.x { font-size: 8px; vertical-align: super } /* .seen { display: none } */
.gone { display: none } .gone.back { display: inline } p .gone-too { visibility: hidden !important }
.old { text-decoration: red line-through } a:hover { display: none } .box { display: block }
#far .near { display: none } .seen { vertical-align: middle; color: red }
.row, .tiny { font-size: 0 } .row b { font-size: 14px }
--></style>"""


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (
            "<p>受理2000<span class='note'>1</span>件，占<b class='note'>12</b>%</p>",
            "受理2000件，占%",
        ),
        ("<p>3 km<span class='a note'>2</span>，<i class='seen'>7</i>件</p>", "3 km²，7件"),
        ("<p><span class='note'>12</span>件，<b class='note'>1,234</b>件</p>", "12件，1,234件"),
        ("<p>受理<i class='gone'>9</i><i class='gone back'>8</i>件</p>", "受理8件"),
        ("<p>受理<i class='gone' style='display:inline'>9</i>件</p>", "受理9件"),
        ("<p>受理<i class='gone-too' style='visibility:visible'>9</i>8件</p>", "受理8件"),
        ("<p class='told'>受理<a class='near'>9</a><s class='old'>8</s>件</p>", "受理9件"),
        ("<p id='far'>受理<a class='near'>9</a><b class='old'>8</b>7件</p>", "受理7件"),
        ("<p>受理<b class='box'>8</b>件</p>", "受理8件"),
        ("<p class='row'><b>受理8</b><b>件</b><i class='tiny'>9</i></p>", "受理8件"),
        ("<div class='gone'><p>受理8件</p></div>", "受理8件"),
    ],
)
def test_the_sheet_says_what_is_seen(tmp_path: Path, body: str, printed: str) -> None:
    assert said(tmp_path, SHEET + body) == [printed]


def test_a_raised_cell_keeps_its_figure_and_a_hidden_row_stays_known(tmp_path: Path) -> None:
    row = "<tr class='{}'><td>{}</td><td class='note'>{}</td></tr>".format
    rows = row("", "区", "件") + row("gone", "甲", "7") + row("", "乙", "12")
    table = read(tmp_path, f"{SHEET}<table>{rows}</table>").tables[0]
    assert [c.text for c in table.cells] == ["区", "件", "甲", "7", "乙", "12"]
    assert table.hidden_rows == {2}


@pytest.mark.parametrize("control", ["&#1;", "\x01", "&#xFFFE;"])
def test_characters_that_no_page_may_hold_are_lost_alone(tmp_path: Path, control: str) -> None:
    assert said(tmp_path, f"<p>受理{control}8件</p>") in (["受理\ufffd8件"], ["受理8件"])
