"""Highlights with notes, on the very figures, however the page is turned."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from gouji.checks.engagement import engage
from gouji.checks.finding import Result
from gouji.reports.marking.annotating import AUTHOR, Marked, annotate
from gouji.rules.settings import Settings

pdfium = pytest.importorskip("pypdfium2", reason="the extra gouji[pdf] is not installed")
pypdf = pytest.importorskip("pypdf", reason="the extra gouji[pdf] is not installed")

FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts"
    "[<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo"
    "<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/FontDescriptor"
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 900]"
    "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80>>>>]>>"
)
ROWS = [
    ["县区", "诉求总量(件)", "电话(件)", "互联网(件)"],
    ["东区", "1000", "900", "100"],
    ["西区", "200", "100", "100"],
    ["合计", "1300", "1000", "200"],
]
TITLE = "某市12345热线2024年度服务情况"
SAID = "全年受理诉求1250件，其中电话1000件、互联网200件。"
WIDE, TALL = 595, 842


def page() -> str:
    """A title, a ruled table and a sentence; characters are 10 points wide."""
    drawn = [text(60, 760, TITLE), text(60, 540, SAID)]
    for row, words in enumerate(ROWS):
        bottom = 700 - 24 * row
        for column, word in enumerate(words):
            left = 60 + 110 * column
            drawn += [f"{left} {bottom} 110 24 re S", text(left + 4, bottom + 8, word)]
    return " ".join(drawn)


def text(x: float, y: float, words: str) -> str:
    return f"BT /F1 10 Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET"


def drawn(left: float = 0, bottom: float = 0, rotation: int = 0) -> bytes:
    """One page whose lower left corner is anywhere, turned, and drawn so that it shows upright."""
    wide, tall = (TALL, WIDE) if rotation % 180 else (WIDE, TALL)
    right, top = left + wide, bottom + tall
    turns = {
        0: f"1 0 0 1 {left} {bottom}",
        90: f"0 1 -1 0 {right} {bottom}",
        180: f"-1 0 0 -1 {right} {top}",
        270: f"0 -1 1 0 {left} {top}",
    }
    shifted = f"{turns[rotation]} cm {page()}"
    box = f"[{left} {bottom} {right} {top}]"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[4 0 R]/Count 1>>",
        FONT,
        f"<</Type/Page/Parent 2 0 R/MediaBox{box}/Rotate {rotation}/Contents 5 0 R"
        "/Resources<</Font<</F1 3 0 R>>>>>>",
        f"<</Length {len(shifted)}>>stream\n{shifted}\nendstream",
    ]
    data, starts = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, 1):
        starts.append(len(data))
        data += f"{number} 0 obj\n{words}\nendobj\n".encode()
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF".encode()


def marked(path: Path, data: bytes) -> tuple[Marked, Result]:
    path.write_bytes(data)
    done = engage(Settings(), [path]).perform(date(2025, 1, 1))
    (document,) = done.reading.documents
    found = annotate(done.result, document)
    assert path.read_bytes() == data
    return found, done.result


def highlighted(copy: bytes) -> list[tuple[str, str]]:
    """The text under each highlight, as another library sees it, and its note."""
    page = pypdf.PdfReader(io.BytesIO(copy)).pages[0]
    words = pdfium.PdfDocument(copy)[0].get_textpage()
    notes = [note.get_object() for note in page["/Annots"]]
    return [
        (words.get_text_bounded(*map(float, note["/Rect"])).strip(), str(note["/Contents"]))
        for note in notes
        if note["/Subtype"] == "/Highlight"
    ]


@pytest.mark.parametrize("corner", [(0, 0), (36, -20)])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_highlight_covers_the_figure(
    corner: tuple[float, float], rotation: int, tmp_path: Path
) -> None:
    found, result = marked(tmp_path / "draft.pdf", drawn(*corner, rotation))
    assert result.findings
    assert not found.lost
    figures = {o.figure.text for f in result.findings for o in f.operands}
    under = highlighted(found.data)
    assert {words.removesuffix("件") for words, _ in under} == figures
    first = result.findings[0]
    assert any(first.message.zh in note for _, note in under)


def test_figures_of_a_scan_are_highlighted_where_they_stand(tmp_path: Path) -> None:
    """The page drawn as a picture keeps its places, so its copy's text stands under the marks."""
    pytest.importorskip("rapidocr", reason="the extra gouji[ocr] is not installed")
    scan = tmp_path / "scan.pdf"
    sheet = pdfium.PdfDocument(drawn())[0].render(scale=200 / 72).to_pil()
    if len(set(sheet.convert("L").crop((160, 200, 900, 260)).tobytes())) < 3:
        pytest.skip("no Chinese font is installed")
    sheet.save(scan, "PDF", resolution=200)
    found, result = marked(scan, scan.read_bytes())
    assert result.findings
    assert not found.lost
    words = pdfium.PdfDocument(drawn())[0].get_textpage()
    page = pypdf.PdfReader(io.BytesIO(found.data)).pages[0]
    marks = [n.get_object() for n in page["/Annots"]]
    under = [
        words.get_text_bounded(*map(float, n["/Rect"])).strip()
        for n in marks
        if n["/Subtype"] == "/Highlight"
    ]
    assert {"1300", "200"} <= {text.strip("件，") for text in under}


def test_the_copy_begins_with_what_was_audited(tmp_path: Path) -> None:
    found, result = marked(tmp_path / "draft.pdf", drawn())
    reader = pypdf.PdfReader(io.BytesIO(found.data))
    notes = [note.get_object() for note in reader.pages[0]["/Annots"]]
    (head,) = [n for n in notes if n["/Subtype"] == "/Text"]
    assert head["/Contents"].startswith(f"{AUTHOR}：有 {len(result.findings)} 处")
    assert head["/T"] == AUTHOR
    assert reader.pages[0].extract_text().startswith(TITLE)


def test_a_copy_is_read_as_the_original_is(tmp_path: Path) -> None:
    found, result = marked(tmp_path / "draft.pdf", drawn())
    _, again = marked(tmp_path / "marked.pdf", found.data)
    assert [f.id for f in again.findings] == [f.id for f in result.findings]
