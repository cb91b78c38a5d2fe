"""What a Word file prints and what it only carries: notes' marks, fields, hidden words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest
from PIL import Image

from gouji.documents.document import Document
from gouji.documents.layout.inline import as_printed
from gouji.documents.office.docx_text import symbol
from gouji.documents.opening import open_document

word = pytest.importorskip("docx", reason="the extra gouji[docx] is not installed")

Members: TypeAlias = dict[str, bytes]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
NS = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": f"{OFFICE}/relationships",
        "m": f"{OFFICE}/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    told = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark("begin") + told + mark("separate") + run(result) + mark("end")


def members(body: str) -> Members:
    made = io.BytesIO()
    word.Document().save(made)
    with zipfile.ZipFile(made) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    words = f"<w:document {NS}><w:body>{body}</w:body></w:document>"
    return {**found, "word/document.xml": words.encode()}


def put(found: Members, name: str, old: str, new: str) -> None:
    assert old.encode() in found[name]
    found[name] = found[name].replace(old.encode(), new.encode())


def packed(found: Members, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return path


def read(tmp_path: Path, body: str, edit: Callable[[Members], None] = lambda _: None) -> Document:
    found = members(body)
    edit(found)
    return open_document(packed(found, tmp_path / "made-up.docx"))


def said(tmp_path: Path, words: str) -> list[str]:
    return [p.text for p in read(tmp_path, f"<w:p>{words}</w:p>").paragraphs]


def related(found: Members, kind: str, name: str, data: bytes) -> None:
    """Put a part into the package that the document relates to as rId77."""
    relation = f'<Relationship Id="rId77" Type="{OFFICE}/relationships/{kind}" Target="{name}"/>'
    put(found, "word/_rels/document.xml.rels", "</Relationships>", f"{relation}</Relationships>")
    suffix = name.rpartition(".")[2]
    known = f'<Default Extension="{suffix}" ContentType="image/{suffix}"/>'
    put(found, "[Content_Types].xml", "</Types>", f"{known}</Types>")
    found[f"word/{name}"] = data


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("raised", "printed"),
    [
        ("1", "受理1234件"),
        ("①", "受理1234件"),
        ("[2]", "受理1234件"),
        ("（注1）", "受理1234件"),
        ("1,2", "受理1234件"),
        ("3.1%", "受理1234³.¹%件"),
        ("(↑3%)", "受理1234(↑3%)件"),
    ],
)
def test_the_mark_of_a_note_is_no_digit(tmp_path: Path, raised: str, printed: str) -> None:
    assert said(tmp_path, run("受理1234") + run(raised, RAISED) + run("件")) == [printed]


def test_exponents_stay() -> None:
    assert as_printed("4", "×10") == "⁴"
    assert as_printed("2", "12m") == "²"
    assert as_printed("4", "受理10") == ""


def test_words_struck_out_hidden_or_only_prompted_for_are_not_said(tmp_path: Path) -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('55')}"
    words = run("受理") + run("99", "<w:strike/>") + run("98", '<w:rStyle w:val="Gone"/>')
    words += run("7", '<w:rStyle w:val="Gone"/><w:vanish w:val="0"/>')
    body = f"<w:p>{words}{prompt}</w:sdtContent></w:sdt>{run('12件')}</w:p>"
    style = '<w:style w:type="{}" w:styleId="{}"><w:rPr><w:vanish/></w:rPr></w:style>'.format
    styles = style("character", "Gone") + style("paragraph", "Hid") + "</w:styles>"
    hidden = f'<w:p><w:pPr><w:pStyle w:val="Hid"/></w:pPr>{run("97件")}</w:p>'
    document = read(
        tmp_path, body + hidden, lambda m: put(m, "word/styles.xml", "</w:styles>", styles)
    )
    assert [p.text for p in document.paragraphs] == ["受理712件"]


def test_lines_whose_end_is_deleted_go_on(tmp_path: Path) -> None:
    ended = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    lines = f"<w:p>{ended}{run('受理12')}</w:p><w:p>{run('34件')}</w:p>"
    cell = f"<w:tc>{lines}</w:tc><w:tc><w:p>{run('1')}</w:p></w:tc>"
    last = f"<w:p>{ended}{run('末行')}</w:p>"
    document = read(tmp_path, f"{lines}<w:tbl><w:tr>{cell}</w:tr></w:tbl>{last}")
    assert [p.text for p in document.paragraphs] == ["受理1234件", "末行"]
    assert [c.text for c in document.tables[0].cells] == ["受理1234件", "1"]


def test_fields_print_their_results_but_pages_are_not_counted(tmp_path: Path) -> None:
    assert said(tmp_path, field(" =SUM(ABOVE) ", "1234")) == ["1234"]
    assert said(tmp_path, run("第") + field(" PAGE ", "12") + run("页")) == ["第页"]
    simple = '<w:fldSimple w:instr=" {} ">{}</w:fldSimple>'.format
    assert said(tmp_path, run("表") + simple("SEQ 表", run("3"))) == ["表3"]
    assert said(tmp_path, run("共") + simple("NUMPAGES", run("9"))) == ["共"]


def test_a_table_of_contents_is_known(tmp_path: Path) -> None:
    gallery = '<w:docPartGallery w:val="Table of Contents"/>'
    words = f"<w:p>{run('一、受理')}{run('<w:tab/>')}</w:p>".replace("<w:tab/>", " 12")
    body = f"<w:sdt><w:sdtPr><w:docPartObj>{gallery}</w:docPartObj></w:sdtPr>"
    body += f"<w:sdtContent>{words}</w:sdtContent></w:sdt>"
    body += f"<w:p>{run('二、办理')}{field(' PAGEREF _x ', '5')}</w:p><w:p>{run('受理12件')}</w:p>"
    roles = [(p.text, p.role) for p in read(tmp_path, body).paragraphs]
    assert roles == [("一、受理 12", "contents"), ("二、办理", "contents"), ("受理12件", "")]


def test_formulas_keep_their_lines_apart(tmp_path: Path) -> None:
    inner = "<m:r><m:t>{}</m:t></m:r>".format
    over = f"<m:f><m:num>{inner('12')}</m:num><m:den>{inner('34')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{inner('10')}</m:e><m:sup>{inner('4')}</m:sup></m:sSup>"
    assert said(tmp_path, f"<m:oMath>{over}</m:oMath>") == ["12/34"]
    assert said(tmp_path, f"<m:oMath>{power}</m:oMath>") == ["10^4"]


def test_arrows_of_picture_fonts_are_arrows(tmp_path: Path) -> None:
    arrow = '<w:r><w:sym w:font="Wingdings" w:char="F0E2"/></w:r>'
    assert said(tmp_path, run("1234（") + arrow + run("3%）")) == ["1234（↓3%）"]
    assert symbol("Webdings", "F021") == symbol("Wingdings", "none") == "□"


def test_a_page_break_parts_figures(tmp_path: Path) -> None:
    assert said(tmp_path, run("12") + '<w:r><w:br w:type="page"/></w:r>' + run("34")) == ["12\n34"]


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        MAIN.replace("document.main", "template.main"),
    ],
)
def test_templates_and_files_with_macros_are_read(tmp_path: Path, kind: str) -> None:
    def edit(found: Members) -> None:
        put(found, "[Content_Types].xml", MAIN, kind)
        related(found, "vbaProject", "vbaProject.bin", b"\xd0\xcf\x11\xe0 not run")

    document = read(tmp_path, f"<w:p>{run('受理12件')}</w:p>", edit)
    assert [p.text for p in document.paragraphs] == ["受理12件"]


def test_strict_open_xml_is_read(tmp_path: Path) -> None:
    def edit(found: Members) -> None:
        for name in filter(lambda n: n.endswith((".xml", ".rels")), found):
            for kind in ("wordprocessingml", "drawingml", "officeDocument"):
                usual = f"http://schemas.openxmlformats.org/{kind}/2006/".encode()
                strict = f"http://purl.oclc.org/ooxml/{kind}/".encode()
                found[name] = found[name].replace(usual, strict)

    document = read(tmp_path, f"<w:p>{run('受理12件')}</w:p>", edit)
    assert [p.text for p in document.paragraphs] == ["受理12件"]


def test_embedded_pages_are_told(tmp_path: Path) -> None:
    body = '<w:altChunk r:id="rId77"/>'
    document = read(tmp_path, body, lambda m: related(m, "aFChunk", "a.htm", b"<p>12</p>"))
    assert ["altChunk" in u.reason.zh for u in document.unread] == [True]


def drawing(wide: int, tall: int, inside: str = '<a:blip r:embed="rId77"/>') -> str:
    extent = f'<wp:extent cx="{wide}" cy="{tall}"/>'
    return f"<w:p><w:r><w:drawing><wp:inline>{extent}{inside}</wp:inline></w:drawing></w:r></w:p>"


def png(wide: int, tall: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (wide, tall)).save(file, "PNG")
    return file.getvalue()


def test_pictures_are_counted_once_and_ornaments_never(tmp_path: Path) -> None:
    twice = drawing(4_000_000, 4_000_000) * 2
    line, chart = drawing(4_000_000, 100_000), drawing(4_000_000, 4_000_000, "<dgm:relIds/>")

    edit = lambda m: related(m, "image", "a.png", png(800, 600))  # noqa: E731
    assert [u.reason.zh for u in read(tmp_path, twice + line + chart, edit).unread] == [
        "2 幅图片或图表未审核"
    ]
