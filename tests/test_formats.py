"""The same disclosure gives the same findings in every format that it is published in."""

from __future__ import annotations

import csv
import html
import io
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from gouji.checks.audit import Audit, Terms, audit_files
from gouji.checks.finding import Finding
from gouji.documents.document import Document, Paragraph
from gouji.documents.layout.lines import width
from gouji.documents.opening import open_document
from gouji.documents.pages import ocr
from gouji.figures.meaning import Meaning
from gouji.reports.marking.annotating import annotate, remarks_on
from gouji.reports.marking.marks import marks_of
from gouji.reports.marking.redrawn import Line as Drawn
from gouji.reports.marking.redrawn import Piece, Redrawn, redraw
from gouji.reports.saying.report import Report
from gouji.rules import pack, vocabulary

HERE = Path(__file__).parent
SOURCE = HERE / "formats" / "yunhe-2024.yaml"
DISCLOSURES = HERE.parent.parent / "shared" / "disclosures"

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Slot = tuple[str, int, int]
"""A text, and how many rows down and columns across it reaches."""


@dataclass(frozen=True)
class Grid:
    rows: tuple[tuple[Slot, ...], ...]
    header: int

    def placed(self) -> Iterator[tuple[int, int, Slot]]:
        """Each slot with its row and column, from 0."""
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(self.rows):
            c = 0
            for slot in row:
                while (r, c) in taken:
                    c += 1
                taken |= {(r + y, c + x) for y in range(slot[1]) for x in range(slot[2])}
                yield r, c, slot

    @property
    def columns(self) -> int:
        return max(c + slot[2] for _, c, slot in self.placed())

    def flat(self) -> list[list[str]]:
        """Merged cells at their upper left, blanks for the rest."""
        lines = [[""] * self.columns for _ in self.rows]
        for r, c, (text, _, _) in self.placed():
            lines[r][c] = text
        return lines


@dataclass(frozen=True)
class Draft:
    """A disclosure to be written: headings, paragraphs and grids."""

    title: str
    blocks: tuple[tuple[str, str | Grid], ...]


@cache
def draft() -> Draft:
    read = yaml.safe_load(SOURCE.read_text("utf-8"))
    return Draft(read["title"], tuple(_block(*block.popitem()) for block in read["blocks"]))


def _block(kind: str, held: object) -> tuple[str, str | Grid]:
    if not isinstance(held, dict):
        return kind, str(held).replace(" ", "") if kind == "text" else str(held)
    rows = tuple(tuple(_slot(cell) for cell in row) for row in held["rows"])
    return kind, Grid(rows, held["header"])


def _slot(cell: object) -> Slot:
    return (cell[0], cell[1], cell[2]) if isinstance(cell, list) else (str(cell), 1, 1)


def redrafted(document: Document) -> Draft:
    """Take apart a real disclosure, its tables as flat grids."""
    blocks: list[tuple[str, str | Grid]] = []
    last: Paragraph | None = None
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.role != "title":
                blocks.append(("heading" if block.level else "text", block.text))
            if last is not None and _goes_on(last, block):
                blocks[-2:] = [("text", f"{last.text}。{block.text}")]
            last = block
            continue
        last = None
        cells = {(c.row, c.column): c.text for c in block.cells}
        rows = tuple(
            tuple((cells.get((r, c), ""), 1, 1) for c in range(1, block.columns + 1))
            for r in range(1, block.rows + 1)
        )
        blocks.append(("table", Grid(rows, 0)))
    return Draft(document.metadata.get("title", ""), tuple(blocks))


def _goes_on(heading: Paragraph, text: Paragraph) -> bool:
    """Whether a text begins on the line that its heading ends on: ``（一）小标题。正文``."""
    end, start = heading.passage.segments[-1], text.passage.segments[0]
    return heading.level is not None and end.line == start.line and end.line is not None


Rows = list[list[str]]


def in_lines(tables: Callable[[Rows], list[str]]) -> Callable[[Draft, Path], None]:
    """Text with a table as so many lines."""

    def write(written: Draft, path: Path) -> None:
        lines = [written.title]
        for _, held in written.blocks:
            lines += ["", *(tables(held.flat()) if isinstance(held, Grid) else [held])]
        path.write_text("\n".join(lines) + "\n", "utf-8")

    return write


def tabbed(rows: Rows) -> list[str]:
    return ["\t".join(row) for row in rows]


def barred(rows: Rows) -> list[str]:
    return [" | ".join(row) + " |" for row in rows]


def cell_by_cell(rows: Rows) -> list[str]:
    """A cell a line with a bar between, blank ones too."""
    return [line for row in rows for cell in row for line in (cell, "|")]


def aligned(rows: Rows) -> list[str]:
    """Columns one under the other, numbers to the right."""
    wide = [max(map(width, column)) + 2 for column in zip(*rows, strict=True)]
    fill = [[" " * (w - width(c)) for c, w in zip(row, wide, strict=True)] for row in rows]
    return [
        "".join(c + f if not n else f + c for n, (c, f) in enumerate(zip(*pair, strict=True)))
        for pair in zip(rows, fill, strict=True)
    ]


as_text = in_lines(tabbed)


def as_csv(written: Draft, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([written.title])
        for _, held in written.blocks:
            writer.writerow([])
            writer.writerows(held.flat() if isinstance(held, Grid) else [[held]])


def as_markdown(written: Draft, path: Path) -> None:
    lines = [f"# {written.title}"]
    for kind, held in written.blocks:
        lines.append("")
        if isinstance(held, Grid):
            rows = ["| " + " | ".join(row) + " |" for row in held.flat()]
            lines += [rows[0], "|" + " --- |" * held.columns, *rows[1:]]
        else:
            lines.append(f"## {held}" if kind == "heading" else held)
    path.write_text("\n".join(lines), "utf-8")


def as_html(written: Draft, path: Path) -> None:
    shown = [f"<h1>{html.escape(written.title)}</h1>"]
    for kind, held in written.blocks:
        tag = "h2" if kind == "heading" else "p"
        told = (
            _html_table(held) if isinstance(held, Grid) else f"<{tag}>{html.escape(held)}</{tag}>"
        )
        shown.append(told)
    style = "body { font-family: 'Noto Sans CJK SC' } table { border-collapse: collapse }"
    page = (
        f"<!doctype html><html lang='zh'><head><meta charset='utf-8'><title>{written.title}</title>"
        f"<style>{style} td {{ border: 1px solid; padding: 3px }}</style></head><body>"
    )
    path.write_text(page + "\n".join(shown) + "</body></html>", "utf-8")


def _html_table(grid: Grid) -> str:
    rows = [
        "".join(
            f"<td rowspan={down} colspan={across}>{html.escape(text)}</td>"
            for text, down, across in row
        )
        for row in grid.rows
    ]
    return "<table>" + "".join(f"<tr>{row}</tr>\n" for row in rows) + "</table>"


def as_docx(written: Draft, path: Path) -> None:
    word = pytest.importorskip("docx", reason="the extra gouji[docx] is not installed")
    made = word.Document()
    page = made.sections[0]
    page.page_width, page.page_height = page.page_height, page.page_width
    page.left_margin = page.right_margin = word.shared.Cm(1)
    made.styles["Normal"].font.size = word.shared.Pt(8)
    made.add_heading(written.title, 0)
    for kind, held in written.blocks:
        if not isinstance(held, Grid):
            made.add_heading(held, 1) if kind == "heading" else made.add_paragraph(held)
            continue
        table = made.add_table(len(held.rows), held.columns, style="Table Grid")
        for r, c, (text, down, across) in held.placed():
            cell = table.cell(r, c)
            if down * across > 1:
                cell = cell.merge(table.cell(r + down - 1, c + across - 1))
            cell.text = text
    made.save(str(path))


def as_xlsx(written: Draft, path: Path) -> None:
    """A text over the whole width, then each table, with a blank row between."""
    library = pytest.importorskip("openpyxl", reason="the extra gouji[xlsx] is not installed")
    book = library.Workbook()
    sheet, at = book.active, 1
    sheet.cell(1, 1, written.title)
    for _, held in written.blocks:
        at += 2
        if not isinstance(held, Grid):
            sheet.cell(at, 1, held)
            continue
        for r, c, (text, down, across) in held.placed():
            sheet.cell(at + r, c + 1, int(text) if text.isdecimal() else text)
            if down * across > 1:
                last = at + r + down - 1, c + across
                sheet.merge_cells(None, at + r, c + 1, *last)
        at += len(held.rows) - 1
    book.save(path)


def as_office(written: Draft, path: Path) -> None:
    """As a docx that LibreOffice makes the wanted form of."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    as_docx(written, path.with_suffix(".docx"))
    command = [office, f"-env:UserInstallation=file://{path.parent}/office", "--headless"]
    command += ["--convert-to", path.suffix[1:], "--outdir", str(path.parent)]
    subprocess.run([*command, str(path.with_suffix(".docx"))], check=True, capture_output=True)


def as_printed_pdf(written: Draft, path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium is installed")
    as_html(written, path.with_suffix(".html"))
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={path}"]
    command += [f"--user-data-dir={path.parent}/browser", "--no-pdf-header-footer"]
    url = path.with_suffix(".html").as_uri()
    subprocess.run([*command, url], check=True, capture_output=True, timeout=120)


def as_scan(written: Draft, path: Path) -> None:
    """The pages of the PDF as pictures of 200 dots an inch, one frame each."""
    pdfium = pytest.importorskip("pypdfium2", reason="the extra gouji[pdf] is not installed")
    as_office(written, path.with_suffix(".pdf"))
    file = pdfium.PdfDocument(path.with_suffix(".pdf"))
    pages = [page.render(scale=200 / 72).to_pil().convert("L") for page in file]
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_deflate")


FORMATS: dict[str, tuple[str, Callable[[Draft, Path], None]]] = {
    "text": (".txt", as_text),
    "bars": (".txt", in_lines(barred)),
    "cells": (".txt", in_lines(cell_by_cell)),
    "blanks": (".txt", in_lines(aligned)),
    "csv": (".csv", as_csv),
    "markdown": (".md", as_markdown),
    "html": (".html", as_html),
    "docx": (".docx", as_docx),
    "xlsx": (".xlsx", as_xlsx),
    "pdf-office": (".pdf", as_office),
    "pdf-browser": (".pdf", as_printed_pdf),
}


CONVERTED: dict[str, tuple[str, Callable[[Draft, Path], None]]] = {
    "odt": (".odt", as_office),
    "doc": (".doc", as_office),
    "scan": (".tiff", as_scan),
}


def audited(written: Draft, form: str, folder: Path) -> Audit:
    return audited_with(written, form, folder)[0]


def audited_with(written: Draft, form: str, folder: Path) -> tuple[Audit, Document]:
    suffix, write = {**FORMATS, **CONVERTED}[form]
    path = folder / f"disclosure{suffix}"
    write(written, path)
    rules, meaning = pack.load(pack.DEFAULT), Meaning(vocabulary.load())
    audit, reading = audit_files([path], Terms(rules, meaning))
    assert not reading.failures
    return audit, reading.documents[0]


def ensure_marks_stand_on_prints(audit: Audit, document: Document) -> None:
    """Every figure of the document is marked once in the page, and what is marked is its print."""
    marks = marks_of(Report(audit.result).findings, audit.tallies())
    drawn = redraw(document, marks.values())
    marked = [piece for piece in _pieces(drawn) if piece.mark]
    told = [(p.mark.figure.text, p.text) for p in marked if p.mark]
    assert not [(own, shown) for own, shown in told if _bare(own) not in _bare(shown)]
    of_others = {m.id for m in marks.values() if m.figure.document != document.path}
    assert sorted(p.mark.id for p in marked if p.mark) == sorted(
        mark.id for mark in marks.values() if mark.id not in of_others
    )


def ensure_copy_is_marked_on_prints(audit: Audit, document: Document) -> None:
    """What the marked copy hangs its remarks on are the prints of their figures, none left out."""
    remarks = remarks_on(document.path, Report(audit.result))
    copy = annotate(audit.result, document, audit.tallies())
    assert not copy.lost
    if copy.suffix == ".html":  # drawn again: see ensure_marks_stand_on_prints
        return
    hung = {".docx": _hung_in_word, ".xlsx": _hung_in_cells, ".pdf": _hung_on_pages}[copy.suffix]
    shown = [_bare(text) for text in hung(copy.data)]
    noted = {_bare(remark.figure.text) for remark in remarks if remark.notes}
    every = {_bare(remark.figure.text) for remark in remarks}
    assert not [text for text in noted if not any(text in words for words in shown)]
    assert not [words for words in shown if not any(text in words for text in every)]


def _hung_in_word(data: bytes) -> list[str]:
    word = pytest.importorskip("docx")
    on: dict[str, str] = {}
    opened: set[str] = set()
    for element in word.Document(io.BytesIO(data)).element.body.iter():
        tag, number = element.tag.rpartition("}")[2], str(element.get(f"{WORD}id"))
        if tag == "commentRangeStart":
            opened.add(number)
            on[number] = ""
        elif tag == "commentRangeEnd":
            opened.discard(number)
        elif tag == "t":
            on |= {one: on[one] + (element.text or "") for one in opened}
    return list(on.values())[1:]  # the first tells of the document


def _hung_in_cells(data: bytes) -> list[str]:
    book = pytest.importorskip("openpyxl").load_workbook(io.BytesIO(data))
    cells = [c for sheet in book for row in sheet for c in row if c.comment]
    return [str(c.value) for c in cells[1:]]  # the first tells of the document


def _hung_on_pages(data: bytes) -> list[str]:
    pages = pytest.importorskip("pypdf").PdfReader(io.BytesIO(data)).pages
    drawn = pytest.importorskip("pypdfium2").PdfDocument(data)
    return [
        drawn[at].get_textpage().get_text_bounded(*map(float, note["/Rect"]))
        for at, page in enumerate(pages)
        for note in (n.get_object() for n in page.get("/Annots", ()))
        if note["/Subtype"] == "/Highlight"
    ]


def _pieces(drawn: Redrawn) -> Iterator[Piece]:
    for block in drawn.blocks:
        if isinstance(block, Drawn):
            yield from block.pieces
            continue
        for pieces in (block.caption, *block.notes, *(c.pieces for r in block.rows for c in r)):
            yield from pieces


def _bare(text: str) -> str:
    return "".join(text.split())


def told(finding: Finding) -> tuple[str, str, str, tuple[str, ...]]:
    """A finding without what a format changes: its id hangs on labels alone."""
    figures = sorted("".join(o.figure.text.split()) for o in finding.operands)
    return finding.rule, finding.severity, finding.verdict, tuple(figures)


def differences(one: Audit, other: Audit) -> dict[str, list[object]]:
    """What only one of two audits found."""
    first, second = ({told(f) for f in a.result.findings} for a in (one, other))
    return {"lost": sorted(first - second), "new": sorted(second - first)}


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    return audited(draft(), "html", tmp_path_factory.mktemp("standard"))


def test_the_planted_slips_are_found(standard: Audit) -> None:
    slips = yaml.safe_load(SOURCE.read_text("utf-8"))["slips"]
    printed = {
        text
        for finding in standard.result.findings
        for o in finding.operands
        for text in (o.figure.text, f"{o.figure.text} ({o.figure.change and o.figure.change.text})")
    }
    assert not [slip for slip in slips if slip not in printed]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_findings(form: str, standard: Audit, tmp_path: Path) -> None:
    other = audited(draft(), form, tmp_path)
    assert differences(standard, other) == {"lost": [], "new": []}
    ids = [{finding.id for finding in a.result.findings} for a in (standard, other)]
    assert ids[0] == ids[1]


def figures_of(audit: Audit) -> list[tuple[str, str]]:
    figures = audit.material.figures
    printed = [figures[i] for span in audit.material.spans for i in span]
    return sorted((f.text, f.change.text if f.change else "") for f in printed)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_figures(form: str, standard: Audit, tmp_path: Path) -> None:
    assert figures_of(audited(draft(), form, tmp_path)) == figures_of(standard)


PARAGRAPHS = """\
一、受理情况
（一）受理总量平稳。2024年云禾热线受理诉求3641件，其中电话2988件、互联网653件。
（二）渠道
1.电话渠道。受理2988件，占82.07%。
2、互联网渠道：受理653件，占17.93%。
第二部分 办理情况
（1）按期办结。按期办结3590件。
①回访。回访1800件，满意1764件。
注：不含转办件。
（三）成效。"""
"""Each way in which disclosures begin a paragraph, run-in headings among them."""


@pytest.mark.parametrize("form", [*FORMATS, "odt"])
def test_every_format_gives_the_same_paragraphs(form: str, tmp_path: Path) -> None:
    suffix, write = {**FORMATS, **CONVERTED}[form]
    written = Draft("云禾市热线情况", tuple(("text", line) for line in PARAGRAPHS.split("\n")))
    paths = [tmp_path / "plain.txt", tmp_path / f"written{suffix}"]
    as_text(written, paths[0])
    write(written, paths[1])
    plain, other = ([_outlined(p) for p in open_document(path).paragraphs] for path in paths)
    assert other == plain
    assert ("（一）受理总量平稳", True) in plain


def _outlined(paragraph: Paragraph) -> tuple[str, bool]:
    return "".join(paragraph.text.split()), paragraph.level is not None


@pytest.mark.skipif(not ocr.is_installed(), reason="the extra gouji[ocr] is not installed")
def test_scans_give_what_can_be_recognised(standard: Audit, tmp_path: Path) -> None:
    """Rates, for a recogniser errs; what it finds is never an error."""
    scan = audited(draft(), "scan", tmp_path)
    printed, read = (Counter(figures_of(audit)) for audit in (standard, scan))
    figures = (printed & read).total() / printed.total()
    first, second = ({told(f)[::3] for f in a.result.findings} for a in (standard, scan))
    findings = len(first & second) / len(first)
    print(f"a scan gives {figures:.0%} of the figures, {findings:.0%} of the findings")
    assert figures > 0.95
    assert findings > 0.8
    assert len(second - first) <= 1
    assert not scan.result.count("error")


@pytest.mark.skipif(not DISCLOSURES.is_dir(), reason="the real disclosures are not here")
@pytest.mark.parametrize("name", sorted(p.stem for p in DISCLOSURES.glob("*.txt")))
@pytest.mark.parametrize(
    "form",
    [
        "text",
        "markdown",
        "bars",
        "cells",
        "blanks",
        "csv",
        "docx",
        "html",
        "xlsx",
        "pdf-office",
        "odt",
        "doc",
    ],
)
def test_real_disclosures_give_what_their_text_gives(name: str, form: str, tmp_path: Path) -> None:
    document = open_document(DISCLOSURES / f"{name}.txt")
    written = redrafted(document)
    other, document = audited_with(written, form, tmp_path)
    ensure_marks_stand_on_prints(other, document)
    ensure_copy_is_marked_on_prints(other, document)
    if form not in CONVERTED:  # twice through LibreOffice a flat table may come out otherwise
        standard = audited(written, "text", tmp_path)
        assert differences(standard, other) == {"lost": [], "new": []}


@pytest.mark.parametrize("form", [*FORMATS, "odt", "doc"])
def test_every_mark_stands_on_its_print(form: str, tmp_path: Path) -> None:
    audit, document = audited_with(draft(), form, tmp_path)
    ensure_marks_stand_on_prints(audit, document)
    ensure_copy_is_marked_on_prints(audit, document)
