from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gouji.documents.document import Document, DocumentError, Table
from gouji.documents.files.limits import Limits
from gouji.documents.opening import open_document

word = pytest.importorskip("docx", reason="the extra gouji[docx] is not installed")
oxml = pytest.importorskip("docx.oxml")

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def xml(words: str) -> Any:
    tag, rest = words.split(">", 1)
    tag, slash = (tag[:-1], "/") if tag.endswith("/") else (tag, "")
    return oxml.parse_xml(f"{tag} {NS}{slash}>{rest}")


def saved(tmp_path: Path, made: Any, limits: Limits | None = None) -> Document:
    path = tmp_path / "made-up.docx"
    made.save(str(path))
    return open_document(path, limits or Limits())


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in table.cells if c.row == r] for r in range(1, table.rows + 1)]


def test_headings_prose_and_merged_cells(tmp_path: Path) -> None:
    made = word.Document()
    made.add_heading("某市热线年度报告", 0)
    made.add_heading("一、受理", 1)
    made.add_paragraph("全年受理诉求57.58万件。")
    made.add_paragraph("表1 来源情况")
    table = made.add_table(3, 4)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "类别"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "来源"
    table.cell(0, 3).merge(table.cell(1, 3)).text = "合计"
    for column, text in enumerate(["群众", "508474", "38902", ""]):
        table.cell(2, column).text = text
    table.cell(1, 1).text, table.cell(1, 2).text = "电话", "网络"
    made.add_paragraph("注：不含工单。")
    document = saved(tmp_path, made)
    assert document.format == "docx"
    assert document.metadata["title"] == "某市热线年度报告"
    read = document.tables[0]
    assert read.merged
    assert read.title is not None
    assert read.title.text == "表1 来源情况"
    assert read.headings == ("一、受理",)
    spans = {c.text: (c.row, c.column, c.rowspan, c.colspan) for c in read.cells}
    assert spans["类别"] == (1, 1, 2, 1)
    assert spans["来源"] == (1, 2, 1, 2)
    assert spans["合计"] == (1, 4, 2, 1)
    assert spans["网络"] == (2, 3, 1, 1)
    assert "" not in spans
    assert [n.text for n in read.notes] == ["注：不含工单。"]


def test_a_table_without_merges_keeps_its_blanks(tmp_path: Path) -> None:
    made = word.Document()
    table = made.add_table(2, 3)
    for column, text in enumerate(["类别", "来源", ""]):
        table.cell(0, column).text = text
    document = saved(tmp_path, made)
    assert not document.tables[0].merged
    assert len(document.tables[0].cells) == 6


def test_tracked_changes_are_accepted_and_hidden_text_ignored(tmp_path: Path) -> None:
    made = word.Document()
    made.element.body.insert(
        0,
        xml(
            "<w:p><w:r><w:t>受理</w:t></w:r><w:del><w:r><w:delText>11</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>12</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>99</w:t></w:r>"
            "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>件。</w:t></w:r></w:p>"
        ),
    )
    assert saved(tmp_path, made).paragraphs[0].text == "受理12件。"


def test_deleted_rows_are_gone_and_hidden_rows_are_marked(tmp_path: Path) -> None:
    made = word.Document()
    table = made.add_table(4, 2)
    for number, text in enumerate(["类别", "甲", "乙", "丙"]):
        table.cell(number, 0).text = text
        table.cell(number, 1).text = str(number)
    table.rows[0]._tr.get_or_add_trPr().append(xml("<w:tblHeader/>"))
    table.rows[1]._tr.get_or_add_trPr().append(xml("<w:del/>"))
    table.rows[3]._tr.get_or_add_trPr().append(xml("<w:hidden/>"))
    read = saved(tmp_path, made).tables[0]
    assert rows(read) == [["类别", "0"], ["乙", "2"], ["丙", "3"]]
    assert read.hidden_rows == {3}
    assert read.header_rows == 1


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    made = word.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框内12件</w:t></w:r></w:p></w:txbxContent>"
    made.element.body.insert(
        0,
        xml(
            "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
            f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    assert [p.text for p in saved(tmp_path, made).paragraphs] == ["正文", "框内12件"]


def test_nested_tables_follow_the_table_they_are_in(tmp_path: Path) -> None:
    made = word.Document()
    outer = made.add_table(2, 2)
    outer.cell(0, 0).text = "外"
    inner = outer.cell(1, 1).add_table(2, 2)
    inner.cell(0, 0).text = "内"
    document = saved(tmp_path, made)
    assert [t.cells[0].text for t in document.tables] == ["外", "内"]


def test_numbers_that_word_counts_are_printed(tmp_path: Path) -> None:
    made = word.Document()
    numbering = made.part.numbering_part.element
    numbering.insert(
        0,
        xml(
            '<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
            '<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(xml('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in [(0, "受理"), (1, "电话"), (1, "网络"), (0, "办理"), (1, "在线")]:
        properties = made.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'))
    document = saved(tmp_path, made)
    assert [p.text for p in document.paragraphs] == [
        "一、受理",
        "（一）电话",
        "（二）网络",
        "二、办理",
        "（一）在线",
    ]
    assert [p.level for p in document.paragraphs] == [1, 2, 2, 1, 2]
    assert document.paragraphs[1].passage.place(3, 5).span == (0, 2)


def test_footnotes_stand_behind_their_paragraph(tmp_path: Path) -> None:
    made = word.Document()
    made.add_paragraph("受理12件")
    made.paragraphs[0].add_run()._r.append(xml('<w:footnoteReference w:id="2"/>'))
    made.add_paragraph("办结11件")
    path = tmp_path / "notes.docx"
    made.save(str(path))
    notes = f'<w:footnotes {NS}><w:footnote w:id="2"><w:p><w:r><w:t>含转办3件</w:t></w:r></w:p>'
    add_part(path, "footnotes", notes + "</w:footnote></w:footnotes>")
    document = open_document(path)
    assert [(p.text, p.role) for p in document.paragraphs][1:] == [
        ("含转办3件", "footnote"),
        ("办结11件", ""),
    ]


def add_part(path: Path, kind: str, content: str) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    types = members["[Content_Types].xml"].decode()
    form = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    override = f'<Override PartName="/word/{kind}.xml" ContentType="{form}"/></Types>'
    members["[Content_Types].xml"] = types.replace("</Types>", override).encode()
    relations = members["word/_rels/document.xml.rels"].decode()
    schema = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = f'<Relationship Id="rId99" Type="{schema}/{kind}" Target="{kind}.xml"/>'
    members["word/_rels/document.xml.rels"] = relations.replace(
        "</Relationships>", relation + "</Relationships>"
    ).encode()
    members[f"word/{kind}.xml"] = content.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def document_xml(words: str) -> bytes:
    """A docx whose main part is ``words``."""
    made = io.BytesIO()
    word.Document().save(made)
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = words.encode() if name == "word/document.xml" else old.read(name)
            new.writestr(name, data)
    return packed.getvalue()


def refused(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "hostile.docx"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=says):
        open_document(path)


def test_bombs_entities_and_depth_are_refused(tmp_path: Path) -> None:
    refused(tmp_path, document_xml("<a>" + " " * 30_000_000 + "</a>"), "--max-ratio")
    laughs = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    refused(tmp_path, document_xml(laughs), "实体")
    deep = "<w:tbl><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400
    words = f"<w:document {NS}><w:body>{deep}</w:body></w:document>"
    refused(tmp_path, document_xml(words), "损坏|--max-nesting")
    refused(tmp_path, document_xml("<a><b></a>"), "损坏")


def test_damaged_files_end_in_one_clear_line(tmp_path: Path) -> None:
    made = word.Document()
    made.add_table(3, 3)
    made.save(str(tmp_path / "whole.docx"))
    whole = (tmp_path / "whole.docx").read_bytes()
    path = tmp_path / "cut.docx"
    for number in range(0, len(whole), len(whole) // 40):
        flipped = bytearray(whole)
        flipped[number] ^= 0xFF
        for data in (whole[:number], bytes(flipped)):
            path.write_bytes(data)
            try:
                open_document(path)
            except DocumentError as failure:
                assert "\n" not in str(failure)
