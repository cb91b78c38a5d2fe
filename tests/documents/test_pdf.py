"""PDF files written here by hand: text at places, and lines."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from gouji.documents.document import Document, DocumentError, Table
from gouji.documents.files.archive import check_streams
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.opening import open_document
from gouji.documents.pages import ocr

pytest.importorskip("pdfplumber", reason="the extra gouji[pdf] is not installed")

SIZE = 10
FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts"
    "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor"
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
    "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80>>>>]>>"
)


class Paper:
    """Pages of 595 by 842 points; y is measured from the top; a character is 10 points wide."""

    def __init__(self, extra: str = "") -> None:
        self.pages: list[list[str]] = []
        self.extra = extra

    def page(self) -> Paper:
        self.pages.append([])
        return self

    def text(self, x: float, y: float, words: str) -> Paper:
        shown = words.encode("utf-16-be").hex()
        self.pages[-1].append(f"BT /F1 {SIZE} Tf {x} {842 - y - SIZE} Td <{shown}> Tj ET")
        return self

    def draw(self, operators: str) -> Paper:
        self.pages[-1].append(operators)
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Paper:
        self.pages[-1].append(f"{x0} {842 - y0} m {x1} {842 - y1} l S")
        return self

    def grid(self, x: float, y: float, widths: list[int], rows: list[list[str]]) -> Paper:
        """A fully ruled table; None joins a slot to the one at its left, ^ to the one above."""
        top = y
        for number, row in enumerate(rows):
            left = x
            for column, words in enumerate(row):
                wide = widths[column]
                below = rows[number + 1][column] if number + 1 < len(rows) else ""
                if words != "<":
                    self.line(left, top, left, top + 20)
                if words != "^":
                    self.line(left, top, left + wide, top)
                if below != "^":
                    self.line(left, top + 20, left + wide, top + 20)
                if words not in {"<", "^"}:
                    self.text(left + 3, top + 5, words)
                left += wide
            self.line(left, top, left, top + 20)
            top += 20
        return self

    def data(self) -> bytes:
        kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(self.pages)))
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {len(self.pages)}>>",
            FONT,
        ]
        for number, content in enumerate(self.pages):
            stream = "\n".join(content)
            objects.append(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * number} 0 R"
                f"/Resources<</Font<</F1 3 0 R>>>>>>"
            )
            objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
        body, offsets = "%PDF-1.4\n", []
        for number, written in enumerate(objects, start=1):
            offsets.append(len(body))
            body += f"{number} 0 obj\n{written}\nendobj\n"
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        trailer = f"<</Size {len(objects) + 1}/Root 1 0 R{self.extra}>>"
        body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        return (body + f"trailer\n{trailer}\nstartxref\n{body.index('xref')}\n%%EOF").encode()


def read(tmp_path: Path, paper: Paper, limits: Limits | None = None) -> Document:
    path = tmp_path / "made-up.pdf"
    path.write_bytes(paper.data())
    return open_document(path, limits or Limits())


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == r] for r in range(1, table.rows + 1)]


def test_prose_is_joined_over_lines_and_pages_and_margins_are_dropped(tmp_path: Path) -> None:
    paper = Paper()
    full = "今年以来热线平台运行平稳有序群众来电数量保持在合理区间共受理"
    for number, lines in enumerate([["一、受理", full + "诉求"], ["868022件，办结良好。"]], 1):
        paper.page().text(200, 20, "某市热线年度报告").text(290, 815, f"- {number} -")
        for at, words in enumerate(lines):
            paper.text(60, 100 + 20 * at, words)
    document = read(tmp_path, paper)
    assert [p.text for p in document.paragraphs] == ["一、受理", full + "诉求868022件，办结良好。"]
    prose = document.paragraphs[1]
    assert (prose.place.page, prose.place.line) == (1, 2)
    second = prose.passage.place(len(full) + 2, len(full) + 8)
    assert (second.page, second.line, second.span) == (2, 1, (0, 6))


def test_ruled_tables_know_their_merged_cells(tmp_path: Path) -> None:
    paper = Paper().page().text(60, 80, "表1 来源情况")
    paper.grid(
        60,
        100,
        [80, 80, 80, 80],
        [
            ["类别", "来源", "<", "合计"],
            ["^", "电话", "网络", "^"],
            ["群众", "508474", "38902", "547376"],
            ["企业", "1248", "44", "1292"],
        ],
    )
    paper.text(60, 200, "注：不含工单。")
    table = read(tmp_path, paper).tables[0]
    assert table.merged
    assert table.title is not None
    assert table.title.text == "表1 来源情况"
    spans = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in table.cells}
    assert spans["类别"] == (1, 1, 2, 1)
    assert spans["来源"] == (1, 2, 1, 2)
    assert spans["网络"] == (2, 3, 1, 1)
    assert spans["44"] == (4, 3, 1, 1)
    assert [n.text for n in table.notes] == ["注：不含工单。"]


def test_tables_without_lines(tmp_path: Path) -> None:
    paper = Paper().page().text(60, 80, "表1 区县情况")
    for number, row in enumerate(
        [["区县", "件数", "占比"], ["甲区", "2670", "39%"], ["乙县", "804", "—"]]
    ):
        for column, words in enumerate(row):
            paper.text(60 + 120 * column, 100 + 20 * number, words)
    table = read(tmp_path, paper).tables[0]
    assert rows(table) == [["区县", "件数", "占比"], ["甲区", "2670", "39%"], ["乙县", "804", "—"]]


def test_a_table_goes_on_over_the_page_with_its_header_repeated(tmp_path: Path) -> None:
    header = ["区县", "件数", "占比"]
    paper = Paper()
    paper.page().text(60, 80, "表1 区县情况")
    paper.grid(60, 700, [80, 80, 80], [header, ["甲区", "10", "50%"], ["乙县", "6", "30%"]])
    paper.page().text(60, 80, "续表1")
    paper.grid(60, 100, [80, 80, 80], [header, ["丙县", "4", "20%"], ["合计", "20", "100%"]])
    document = read(tmp_path, paper)
    assert len(document.tables) == 1
    table = document.tables[0]
    assert [row[0] for row in rows(table)] == ["区县", "甲区", "乙县", "丙县", "合计"]
    total = next(c for c in table.cells if c.text == "合计")
    assert (total.passage.place(0, 2).page, table.place.page) == (2, 1)


def test_another_table_on_the_next_page_stays_apart(tmp_path: Path) -> None:
    paper = Paper()
    paper.page().grid(60, 700, [80, 80], [["区县", "件数"], ["甲区", "10"]])
    paper.page().grid(60, 100, [80, 80], [["部门", "人数"], ["甲局", "4"]])
    assert len(read(tmp_path, paper).tables) == 2


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    paper = Paper().page()
    for number in range(10):
        paper.text(60, 100 + 20 * number, "左栏文字连续叙述平台运行的总体情况左")
        paper.text(320, 100 + 20 * number, "右栏文字连续叙述平台运行的总体情况右")
    text = "".join(p.text for p in read(tmp_path, paper).paragraphs)
    assert text.index("右栏") > text.rindex("左栏")


def test_columns_are_read_apart_though_their_lines_stand_at_other_heights(tmp_path: Path) -> None:
    paper = (
        Paper()
        .page()
        .text(60, 60, "某市热线平台运行情况通报，本期两栏排印，全文如下，请各单位阅。")
    )
    for number in range(8):
        paper.text(60, 100 + 16 * number, "左栏叙述平台运行，情况总体平稳左")
        paper.text(320, 104 + 16 * number, "右栏叙述平台运行，情况总体平稳右")
    text = "".join(p.text for p in read(tmp_path, paper).paragraphs)
    assert text.index("右栏") > text.rindex("左栏")


def test_a_table_beside_text(tmp_path: Path) -> None:
    paper = Paper().page()
    table = [
        ["区县", "件数", "占比"],
        ["甲区", "10", "50%"],
        ["乙县", "6", "30%"],
        ["丙县", "4", "20%"],
    ]
    for number, row in enumerate(table):
        for column, words in enumerate(row):
            paper.text(60 + 70 * column, 103 + 20 * number, words)
    for number in range(7):
        paper.text(320, 100 + 13 * number, "平台运行平稳，诉求按时办结，群众满意")
    document = read(tmp_path, paper)
    assert rows(document.tables[0]) == table


def test_a_broad_table_without_lines_is_no_two_columns(tmp_path: Path) -> None:
    """It fills two pages, its columns move with what they hold, and its header is repeated."""
    paper, at = Paper(), 0
    for _ in range(2):
        paper.page().text(300, 60, "诉求来源")
        header = ["区县", "诉求总量(件)", "电话", "网络"]
        body = [
            [f"第{at + n}号街道办事处", "9" * (3 + n % 4), "7", "2" * (1 + n % 5)]
            for n in range(12)
        ]
        at += len(body)
        for number, row in enumerate([header, *body]):
            for column, words in enumerate(row):
                wide = sum(5 if c.isascii() else 10 for c in words)
                paper.text(110 + 125 * column - wide / 2, 80 + 20 * number, words)
    (table,) = read(tmp_path, paper).tables
    assert (table.rows, table.columns) == (25, 4)
    assert [c.text for c in table.cells if c.text == "区县"] == ["区县"]


def test_outer_lines_may_be_left_out(tmp_path: Path) -> None:
    table = [
        ["区县", "诉求", "电话", "网络"],
        ["甲区", "10", "6", "4"],
        ["乙县", "6", "3", "3"],
        ["合计", "16", "9", "7"],
    ]
    for first, last in [(0, 4), (1, 3)]:
        paper = Paper().page()
        for number in range(first, last + 1):
            paper.line(60, 100 + 20 * number, 380, 100 + 20 * number)
        for x in (140, 220, 300):
            paper.line(x, 100, x, 180)
        for number, row in enumerate(table):
            for column, words in enumerate(row):
                paper.text(63 + 80 * column, 105 + 20 * number, words)
        (found,) = read(tmp_path, paper).tables
        assert rows(found) == table


def test_shades_behind_rows_cut_no_table(tmp_path: Path) -> None:
    table = [
        ["区县", "件数", "占比"],
        ["甲区", "10", "50%"],
        ["乙县", "6", "30%"],
        ["合计", "16", "80%"],
    ]
    paper = Paper().page()
    for number, row in enumerate(table):
        if number % 2 == 0:
            for column in range(3):
                paper.draw(f"0.8 g {60 + 80 * column} {722 - 20 * number} 80 20 re f 0 g")
        for column, words in enumerate(row):
            paper.text(63 + 80 * column, 105 + 20 * number, words)
    (found,) = read(tmp_path, paper).tables
    assert rows(found) == table


def test_a_page_of_letters_set_apart_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    paper = Paper().page().draw("4 Tc")
    paper.text(60, 60, "全年受理诉求259635件其中电话200001件")
    document = read(tmp_path, paper)
    assert not document.blocks
    assert "字字分开" in document.unread[0].reason.zh


def test_a_table_drawn_on_its_side_is_read(tmp_path: Path) -> None:
    table = [["区县", "诉求", "电话"], ["甲区", "142402", "120000"], ["乙县", "108880", "90000"]]
    for turn in ("0 1 -1 0 700 -100", "0 -1 1 0 -100 700"):
        paper = Paper().page().text(60, 60, "一、受理情况").draw(f"q {turn} cm")
        paper.grid(200, 300, [120, 120, 120], table).draw("Q")
        document = read(tmp_path, paper)
        assert document.paragraphs[0].text == "一、受理情况"
        assert [rows(t) for t in document.tables] == [table]


def test_a_watermark_is_not_read(tmp_path: Path) -> None:
    paper = Paper().page().text(60, 60, "全年受理诉求5件。").draw("q 0.7 0.7 -0.7 0.7 300 0 cm")
    paper.text(60, 60, "内部资料注意保存" * 4 + "99999").draw("Q")
    assert [p.text for p in read(tmp_path, paper).paragraphs] == ["全年受理诉求5件。"]


def test_numbers_stacked_in_a_cell_are_not_glued(tmp_path: Path) -> None:
    paper = Paper().page()
    paper.grid(60, 100, [90, 90], [["类别", ""], ["群众", "575774"], ["企业", "1320"]])
    paper.text(153, 101, "诉求总").text(153, 110, "量")
    table = read(tmp_path, paper).tables[0]
    assert table.cells[1].text == "诉求总量"


def test_locked_and_limited(tmp_path: Path) -> None:
    locked = (
        "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "11" * 32 + ">/U<" + "22" * 32
    )
    with pytest.raises(DocumentError, match="加密"):
        read(tmp_path, Paper(locked + ">>>").page().text(60, 100, "正文"))
    with pytest.raises(DocumentError, match="--max-pages"):
        read(tmp_path, Paper().page().page().page(), Limits(pages=2))


def test_a_file_without_pages_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="没有页面"):
        read(tmp_path, Paper())


def test_bold_made_by_printing_twice_is_read_once(tmp_path: Path) -> None:
    paper = Paper().page().text(60, 100, "受理诉求1122件。").text(60.4, 100.3, "受理诉求1122件。")
    assert [p.text for p in read(tmp_path, paper).paragraphs] == ["受理诉求1122件。"]


def test_damaged_files_end_in_one_clear_line(tmp_path: Path) -> None:
    paper = Paper().page().text(60, 80, "一、受理")
    paper.grid(60, 100, [80, 80], [["类别", "件"], ["甲", "1"], ["乙", "2"]])
    whole, path = paper.data(), tmp_path / "cut.pdf"
    for number in range(8, len(whole), len(whole) // 40):
        flipped = bytearray(whole)
        flipped[number] ^= 0xFF
        for data in (whole[:number], bytes(flipped)):
            path.write_bytes(data)
            try:
                open_document(path)
            except DocumentError as failure:
                assert "\n" not in str(failure)


def test_a_colon_at_the_paper_s_edge_ends_no_paragraph(tmp_path: Path) -> None:
    full = "今年以来热线平台运行平稳有序群众来电数量保持在合理区间共受理"
    lead = "今年以来热线平台运行平稳有序群众来电数量保持在合理区间其中："
    paper = Paper().page()
    for at, words in enumerate([full, full, lead, "咨询类300件，办结率98.35%。"]):
        paper.text(60, 100 + 15 * at, words)
    assert len(read(tmp_path, paper).paragraphs) == 1


def test_a_row_that_the_page_s_end_runs_through_is_one_row(tmp_path: Path) -> None:
    header = ["区县", "件数", "占比"]
    paper = (
        Paper().page().grid(60, 700, [80] * 3, [header, ["甲区", "10", "50%"], ["", "6", "30%"]])
    )
    paper.page().grid(60, 100, [80] * 3, [header, ["乙县", "", ""], ["丙县", "4", "20%"]])
    (table,) = read(tmp_path, paper).tables
    assert rows(table) == [
        header,
        ["甲区", "10", "50%"],
        ["乙县", "6", "30%"],
        ["丙县", "4", "20%"],
    ]


@pytest.mark.parametrize("box", ["[0 0 0 0]", "[595 842 0 0]", "[0 0 -595 -842]"])
def test_a_page_of_no_size_is_read_by_its_text(tmp_path: Path, box: str) -> None:
    paper = Paper().page().grid(60, 200, [80, 80], [["区县", "件数"], ["甲区", "10"]])
    data = paper.data().replace(b"/MediaBox[0 0 595 842]", f"/MediaBox{box}".encode())
    assert data != paper.data()
    (tmp_path / "flat.pdf").write_bytes(data)
    assert rows(open_document(tmp_path / "flat.pdf").tables[0])[1] == ["甲区", "10"]


@pytest.mark.parametrize("box", ["[0 0 0 0]", "[0 0 0 842]"])
def test_an_empty_page_of_no_size_is_told(tmp_path: Path, box: str) -> None:
    data = Paper().page().data().replace(b"/MediaBox[0 0 595 842]", f"/MediaBox{box}".encode())
    (tmp_path / "flat.pdf").write_bytes(data)
    (told,) = open_document(tmp_path / "flat.pdf").unread
    assert "页面尺寸为零" in told.reason.zh


def test_a_number_is_whole_again_where_its_change_was_broken_off(tmp_path: Path) -> None:
    paper = Paper().page().grid(60, 100, [120, 120], [["区县", "件数"], ["甲区", ""]])
    paper.text(200, 122, "25963").text(190, 131, "5（↑9.01%）")
    (table,) = read(tmp_path, paper).tables
    assert rows(table)[1] == ["甲区", "259635（↑9.01%）"]
    assert table.inferred


def test_a_page_that_cannot_be_drawn_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = pytest.importorskip("pypdfium2")

    def unloadable(pictures: object, page: object, words: object) -> tuple[()]:
        if page.page_number == 1:  # type: ignore[attr-defined]
            raise library.PdfiumError("Failed to load page.")
        return ()

    monkeypatch.setattr("gouji.documents.pages.ocr.Pictures.read", unloadable)
    paper = Paper().page().text(60, 100, "受理诉求1122件。").page().text(60, 100, "电话980件。")
    document = read(tmp_path, paper)
    assert [p.text for p in document.paragraphs] == ["电话980件。"]
    assert [(u.place.page, "画不出来" in u.reason.zh) for u in document.unread] == [(1, True)]


@pytest.mark.parametrize(("depth", "refused"), [(1, True), (2, True), (0, False)])
def test_a_stream_that_inflates_beyond_all_measure_is_refused(
    tmp_path: Path, depth: int, refused: bool
) -> None:
    """Refused before a library holds all of it; a picture (0 here) is left to who draws it."""
    stream = b"0 0 m 1 1 l S\n" * 400_000
    for _ in range(depth or 1):
        stream = zlib.compress(stream, 9)
    kind = b"/Filter[%s]" % (b"/FlateDecode" * (depth or 1))
    head = kind if depth else b"/Subtype/Image" + kind
    source = Source(
        tmp_path / "bomb.pdf",
        b"%%PDF-1.4\n1 0 obj<<%s>>stream\n%s\nendstream endobj\n" % (head, stream),
    )
    if refused:
        with pytest.raises(DocumentError, match="--max-ratio"):
            check_streams(source)
    else:
        check_streams(source)
