"""Word comments on the very words, in a copy that opens."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gouji.checks.engagement import Performance, engage
from gouji.checks.finding import Result
from gouji.documents.document import Document, DocumentError
from gouji.reports.marking.annotating import AUTHOR, annotate, marked_copy
from gouji.rules.settings import Settings

word = pytest.importorskip("docx", reason="the extra gouji[docx] is not installed")
oxml = pytest.importorskip("docx.oxml")
OFFICE = shutil.which("soffice")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROWS = [
    ["县区", "诉求总量(件)", "电话(件)", "互联网(件)"],
    ["东区", "1000", "900", "100"],
    ["西区", "200", "150", "50"],
    ["合计", "1300", "1050", "150"],
]


def made(path: Path) -> Any:
    """A draft whose total is 100 too large; figures stand in runs of their own, and in parts."""
    draft = word.Document()
    draft.add_heading("某市12345热线2024年度服务情况", 0)
    draft.add_heading("一、诉求受理", 1)
    table = draft.add_table(4, 4, style="Table Grid")
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    whole = table.cell(3, 1).paragraphs[0]
    whole.clear()
    whole.add_run("1").bold = True
    whole.add_run("300").italic = True
    draft.save(str(path))
    return draft


def performed(path: Path) -> Performance:
    return engage(Settings(), [path]).perform(date(2025, 1, 1))


def marked(path: Path) -> tuple[Any, Result, Document]:
    done = performed(path)
    (document,) = done.reading.documents
    copy = path.with_name("marked.docx")
    copy.write_bytes(annotate(done.result, document).data)
    return word.Document(str(copy)), done.result, document


def hung(copy: Any) -> dict[str, str]:
    """What each comment hangs on, by its number."""
    on: dict[str, str] = {}
    open_ones: set[str] = set()
    for element in copy.element.body.iter():
        number = element.get(f"{W}id")
        if element.tag == f"{W}commentRangeStart":
            open_ones.add(number)
            on[number] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_ones.discard(number)
        elif element.tag == f"{W}t":
            for one in open_ones:
                on[one] += element.text or ""
    return on


def test_the_finding_hangs_on_the_figure(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    made(path)
    before = path.read_bytes()
    copy, _, _ = marked(path)
    comments = {str(c.comment_id): c for c in copy.comments}
    where = {comments[n].text.split("\n")[0]: text for n, text in hung(copy).items()}
    assert all(c.author == AUTHOR for c in comments.values())
    told = [text for head, text in where.items() if head.startswith("疑点 1（错误）")]
    assert told[0] == "1300"
    assert path.read_bytes() == before


def test_comments_tell_all_of_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    made(path)
    copy, result, _ = marked(path)
    texts = [c.text for c in copy.comments]
    finding = result.findings[0]
    (told,) = [t for t in texts if finding.message.zh in t and t.startswith("疑点 1")]
    assert finding.evidence[0].working in told
    assert "若把" in told
    assert any(t.startswith(f"{AUTHOR}：有 {len(result.findings)} 处") for t in texts)


def test_marking_again_replaces_what_was_marked(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    made(path)
    once, _, _ = marked(path)
    again, _, _ = marked(path.with_name("marked.docx"))
    assert [c.text for c in again.comments] == [c.text for c in once.comments]
    assert sorted(hung(again).values()) == sorted(hung(once).values())


def test_runs_are_parted_and_keep_their_looks(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    draft = word.Document()
    draft.add_heading("某市12345热线2024年度服务情况", 0)
    paragraph = draft.add_paragraph()
    paragraph.add_run("全年受理诉求1300件，其中电话1050件、互联网150件，").bold = True
    paragraph.add_run("办结率100%。")
    table = draft.add_table(4, 4)
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text.replace("1300", "1200")
    draft.save(str(path))
    copy, _, _ = marked(path)
    (said,) = [p for p in copy.paragraphs if "全年受理" in p.text]
    assert said.text == paragraph.text
    bold = [run.text for run in said.runs if run.bold]
    assert "".join(bold) == paragraph.runs[0].text
    shaded = [run.text for run in said.runs if run._r.find(f"{W}rPr/{W}shd") is not None]
    assert "1300件" in "".join(shaded)
    assert all(len(text) < 8 for text in shaded)


def test_a_copy_is_read_as_the_original_is(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    made(path)
    _, result, _ = marked(path)
    again = performed(path.with_name("marked.docx")).result
    assert [f.id for f in again.findings] == [f.id for f in result.findings]


def test_a_text_box_is_commented_from_outside(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    draft = made(path)
    box = oxml.parse_xml(
        f'<w:r xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape>'
        "<v:textbox><w:txbxContent><w:p><w:r><w:t>全年受理诉求1250件，电话1050件。</w:t></w:r></w:p>"
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    draft.add_paragraph()._p.append(box)
    draft.save(str(path))
    copy, result, _ = marked(path)
    assert any(o.figure.text == "1250" for f in result.findings for o in f.operands)
    inside = copy.element.body.iter(f"{W}txbxContent")
    assert not [e for b in inside for e in b.iter(f"{W}commentRangeStart")]


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_macros_stay_and_the_copy_is_called_so(tmp_path: Path) -> None:
    path = tmp_path / "draft.docm"
    made(path)
    parts = members(path)
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    added = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    types = parts["[Content_Types].xml"].replace(plain, kind).replace(b"</Types>", added)
    relation = b'<Relationship Id="v" Target="vbaProject.bin" Type="http://schemas.microsoft.com/'
    relation += b'office/2006/relationships/vbaProject"/></Relationships>'
    related = parts["word/_rels/document.xml.rels"].replace(b"</Relationships>", relation)
    changed = {"[Content_Types].xml": types, "word/_rels/document.xml.rels": related}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**parts, **changed, "word/vbaProject.bin": b"not run"}.items():
            archive.writestr(name, data)
    done = performed(path)
    (document,) = done.reading.documents
    with pytest.raises(DocumentError, match=r"marked\.docm"):
        marked_copy(done, document, tmp_path / "marked.docx", "zh")
    marked_copy(done, document, tmp_path / "marked.docm", "zh")
    copy = members(tmp_path / "marked.docm")
    assert copy["word/vbaProject.bin"] == b"not run"
    assert kind in copy["[Content_Types].xml"]
    assert plain not in copy["[Content_Types].xml"]
    assert done.result.findings[0].message.zh in copy["word/comments.xml"].decode()


def test_comments_that_are_there_stay_and_numbers_are_unique(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    draft = made(path)
    draft.add_comment(draft.add_paragraph("另见附表").runs[0], "原有批注", "审稿人")
    draft.save(str(path))
    copy, _, _ = marked(path)
    numbers = [comment.comment_id for comment in copy.comments]
    assert "原有批注" in [comment.text for comment in copy.comments]
    assert len(numbers) == len(set(numbers))
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        hung_on = [int(e.get(f"{W}id", "-1")) for e in copy.element.body.iter(f"{W}{mark}")]
        assert sorted(hung_on) == sorted(numbers)


def test_tracked_changes_fields_and_controls_stay(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    draft = made(path)
    space = f'xmlns:w="{W[1:-1]}"'
    run = "<w:r><w:t>{}</w:t></w:r>".format
    kept = (
        f'<w:p {space}><w:ins w:id="91" w:author="a">{run("全年受理诉求1250")}</w:ins>'
        '<w:del w:id="92" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
        f"<w:sdt><w:sdtContent>{run('件，')}"
        f'</w:sdtContent></w:sdt><w:fldSimple w:instr=" DOCPROPERTY x ">{run("电话1050件。")}'
        "</w:fldSimple></w:p>"
    )
    draft.element.body.insert(2, oxml.parse_xml(kept))
    draft.save(str(path))
    copy, result, _ = marked(path)
    assert any(o.figure.text == "1250" for f in result.findings for o in f.operands)
    body = copy.element.body
    for name in ("ins", "del", "sdt", "fldSimple"):
        assert len(list(body.iter(f"{W}{name}"))) == 1
    inserted = "".join(t.text for t in next(body.iter(f"{W}ins")).iter(f"{W}t"))
    assert inserted == "全年受理诉求1250"


def test_nothing_found_is_said_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    word.Document().save(str(path))
    copy, result, _ = marked(path)
    assert not result.findings
    assert AUTHOR in next(iter(copy.comments)).text


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_copy_opens_and_shows_its_comments(tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf", reason="the extra gouji[pdf] is not installed")
    path = tmp_path / "draft.docx"
    made(path)
    copy, result, _ = marked(path)
    shown = pypdf.PdfReader(printed(path.with_name("marked.docx"), "writer", "ExportNotes"))
    assert len(shown.pages) == 1
    notes = [str(a.get_object().get("/Contents", "")) for a in shown.pages[0]["/Annots"]]
    assert len([n for n in notes if n]) >= len(list(copy.comments))
    plain = re.sub(r"\s", "", result.findings[0].message.zh)
    assert any(plain in re.sub(r"\s", "", note) for note in notes)


def printed(path: Path, program: str, switch: str) -> Path:
    """Convert to PDF with LibreOffice, comments and all."""
    to = f'pdf:{program}_pdf_Export:{{"{switch}":{{"type":"boolean","value":"true"}}}}'
    command = [str(OFFICE), f"-env:UserInstallation={(path.parent / 'office').as_uri()}"]
    command += ["--headless", "--convert-to", to, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(".pdf")
