"""Pictures of tables: the grid that rules draw, the characters in it, and how sure they are."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gouji.checks.engagement import engage
from gouji.documents.document import Document, DocumentError
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.opening import open_document
from gouji.documents.pages import ocr
from gouji.documents.pages.ruled_tables import drawn_cells
from gouji.rules.settings import Settings

pytest.importorskip("pdfplumber", reason="the extra gouji[pdf] is not installed")
pillow = pytest.importorskip("PIL.Image", reason="the extra gouji[pdf] is not installed")
drawing = pytest.importorskip("PIL.ImageDraw")
fonts = pytest.importorskip("PIL.ImageFont")
needs_ocr = pytest.mark.skipif(
    not ocr.is_installed(), reason="the extra gouji[ocr] is not installed"
)

TITLE = "某市12345热线2024年度服务情况"
SAID = "全年受理诉求1300件，其中电话1050件、互联网150件。"
HEADER = [("县区", 0, 0, 2, 1), ("诉求总量(件)", 0, 1, 2, 1), ("诉求来源(件)", 0, 2, 1, 2)]
HEADER += [("电话", 1, 2, 1, 1), ("互联网", 1, 3, 1, 1)]
ROWS = [
    ["东区", "1000", "900", "100"],
    ["西区", "200", "150", "50"],
    ["合计", "1300", "1050", "150"],
]
WIDE, TALL, LEFT, TOP = 300, 60, 100, 400


@cache
def font(size: int) -> Any:
    found = shutil.which("fc-match")
    if found is None:
        pytest.skip("fontconfig is not installed")
    asked = [found, "-f", "%{file}", "Noto Sans CJK SC:lang=zh-cn"]
    file = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    if "CJK" not in file:
        pytest.skip("no Chinese font is installed")
    return fonts.truetype(file, size)


def drawn() -> Any:
    """A page at 150 dots an inch or so: a title, a sentence, a ruled table with a merged header."""
    page = pillow.new("RGB", (1400, 1000), "white")
    pen = drawing.Draw(page)
    pen.text((LEFT, 100), TITLE, "black", font(48))
    pen.text((LEFT, 250), SAID, "black", font(30))
    cells = [*HEADER]
    cells += [(t, r, c, 1, 1) for r, row in enumerate(ROWS, 2) for c, t in enumerate(row)]
    for text, row, column, down, across in cells:
        left, top = LEFT + column * WIDE, TOP + row * TALL
        box = (left, top, left + across * WIDE, top + down * TALL)
        pen.rectangle(box, outline="black", width=2)
        pen.text((left + 15, top + down * TALL / 2 - 18), text, "black", font(30))
    return page


def saved(picture: Any, path: Path, form: str = "PNG") -> Path:
    picture.save(path, form)
    return path


@cache
def read(folder: Path) -> Document:
    return open_document(saved(drawn(), folder / "page.png"))


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return read(tmp_path_factory.mktemp("picture"))


@needs_ocr
def test_the_table_has_the_cells_that_its_rules_draw(document: Document) -> None:
    (table,) = document.tables
    spans = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in table.cells}
    assert spans["诉求来源(件)"] == (1, 3, 1, 2)
    assert spans["县区"] == (1, 1, 2, 1)
    assert [spans[text][:2] for text in ROWS[2]] == [(5, n) for n in range(1, 5)]
    assert table.place.page == 1


@needs_ocr
def test_prose_is_read_beside_it(document: Document) -> None:
    assert document.metadata["title"].replace(" ", "") == TITLE
    assert any("1300件" in p.text.replace(" ", "") for p in document.paragraphs)


@needs_ocr
def test_every_cell_says_how_sure_it_is(document: Document) -> None:
    certain = [c.passage.confidence for c in document.tables[0].cells if c.text]
    assert all(c is not None and 0 < c <= 1 for c in certain)
    said = next(p for p in document.paragraphs if "1300" in p.text)
    assert said.passage.confidence is not None


@needs_ocr
def test_a_finding_is_no_error_by_recognition_alone(tmp_path: Path) -> None:
    path = saved(drawn(), tmp_path / "scan.png")
    result = engage(Settings(), [path]).perform(date(2025, 1, 1)).result
    assert {f.severity for f in result.findings} == {"warning"}
    assert any(o.figure.text == "1300" for f in result.findings for o in f.operands)
    assert all(any("图片识别" in w.zh for w in f.explanations) for f in result.findings)


@needs_ocr
def test_a_page_of_a_pdf_that_is_a_picture_is_read(tmp_path: Path) -> None:
    document = open_document(saved(drawn(), tmp_path / "scan.pdf", "PDF"))
    assert "1050" in [c.text for c in document.tables[0].cells]
    assert not document.unread


def beside_text(picture: Any, path: Path, place: str, shown: str = "0 Tr") -> Path:
    """A page with a line of text, and a picture at ``place``: its width and height, its corner."""
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=95)
    drawn = f"q {place} cm /I Do Q BT {shown} /F 12 Tf 60 800 Td (Hotline 2024) Tj ET".encode()
    wide, tall, image = picture.width, picture.height, data.getvalue()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
        b"/Filter/DCTDecode/Length %d>>stream\n%s\nendstream" % (wide, tall, len(image), image),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, starts = b"%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        starts.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    end = b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R>>\n" % table
    path.write_bytes(body + end + b"startxref\n%d\n%%%%EOF" % len(body))
    return path


@needs_ocr
def test_a_picture_beside_text_is_read_where_it_stands(tmp_path: Path) -> None:
    document = open_document(beside_text(drawn(), tmp_path / "a.pdf", "490 0 0 350 50 300"))
    assert "Hotline" in document.paragraphs[0].text
    (table,) = document.tables
    cell = next(c for c in table.cells if c.text == "1050")
    (segment,) = cell.passage.segments
    assert segment.box is not None
    left, top, right, bottom = segment.box
    assert 50 < left < right < 540
    assert 842 - 650 < top < bottom < 842 - 300


def test_without_the_extra_pictures_are_counted_and_seals_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    blank = pillow.new("RGB", (300, 200), "white")
    for place, count in [
        ("490 0 0 350 50 300", 1),
        ("90 0 0 90 400 100", 0),
        ("490 0 0 3 50 700", 0),
    ]:
        unread = open_document(beside_text(blank, tmp_path / "a.pdf", place)).unread
        assert len(unread) == count
        assert all("1 幅图片或图表未审核；安装" in u.reason.zh for u in unread)


def test_text_unseen_over_a_scan_was_recognised_by_someone(tmp_path: Path) -> None:
    blank = pillow.new("RGB", (300, 400), "white")
    for shown, sure in [("3 Tr", True), ("0 Tr", False)]:
        path = beside_text(blank, tmp_path / "a.pdf", "595 0 0 842 0 0", shown)
        (said,) = open_document(path).paragraphs
        assert "Hotline" in said.text
        assert (said.passage.confidence is not None) == sure


def test_without_the_extra_pages_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    blank = pillow.new("RGB", (200, 300), "white")
    path = tmp_path / "scan.pdf"
    blank.save(path, "PDF", save_all=True, append_images=[blank, blank])
    (unread,) = open_document(path).unread
    assert "3 页未审核" in unread.reason.zh
    assert "3 pages not audited" in unread.reason.en
    assert unread.place.page == 1
    with pytest.raises(DocumentError, match=r"gouji\[ocr\]"):
        open_document(saved(blank, tmp_path / "scan.png"))


@needs_ocr
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_blank_pictures_hold_nothing(form: str, tmp_path: Path) -> None:
    blank = pillow.new("RGB", (200, 300), "white")
    document = open_document(saved(blank, tmp_path / "blank.dat", form))
    assert document.format == "picture"
    assert not document.blocks


@needs_ocr
def test_a_picture_that_is_a_line_holds_nothing(tmp_path: Path) -> None:
    line = pillow.new("RGB", (4000, 2), "white")
    for form in ("PNG", "PDF"):
        assert not open_document(saved(line, tmp_path / "line.dat", form)).blocks


@needs_ocr
def test_broken_and_huge_pictures_are_refused(tmp_path: Path) -> None:
    data = io.BytesIO()
    drawn().save(data, "PNG")
    (tmp_path / "cut.png").write_bytes(data.getvalue()[:2000])
    with pytest.raises(DocumentError, match="图片已损坏"):
        open_document(tmp_path / "cut.png")
    bomb = saved(pillow.new("1", (20_000, 20_000)), tmp_path / "bomb.png")
    with pytest.raises(DocumentError, match="图片"):
        open_document(bomb)
    many = tmp_path / "many.tiff"
    one = pillow.new("1", (20, 20))
    one.save(many, save_all=True, append_images=[one] * 5)
    with pytest.raises(DocumentError, match="页数"):
        open_document(many, Limits(pages=3))


def test_rules_draw_cells() -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("cv2", reason="the extra gouji[ocr] is not installed")
    source = Source(Path("page.png"), b"")
    (cells,) = drawn_cells(source, numpy.asarray(drawn().convert("L")))
    assert len(cells) == len(HEADER) + sum(map(len, ROWS))
    assert min(c[0] for c in cells) == pytest.approx(LEFT, abs=3)
    blank = numpy.full((500, 500), 255, dtype="uint8")
    assert drawn_cells(source, blank) == []
