"""An Excel workbook of evidence: sheets of findings, figures, documents, and what was not read."""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import copy
from itertools import chain
from urllib.parse import unquote

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from gouji.figures.figure import Figure
from gouji.reports.saying.lines import cells, clipped
from gouji.reports.saying.originals import Originals
from gouji.reports.saying.report import Report
from gouji.reports.saying.sheets import FIGURE, FINDING, PRINTED, Sheet, sheets

WIDEST = 60
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
HEADER_FILL = "FF1F3A5F"


def render(report: Report) -> bytes:
    """Write the workbook."""
    book = Workbook()
    book.remove(book.active)
    findings, figures, *_ = [_written(book, sheet) for sheet in sheets(report)]
    # printed is what a page across holds; the other columns stay on the screen
    findings.print_area = f"A1:{get_column_letter(PRINTED)}{findings.max_row}"
    for column, width in zip("ABCDEFGH", (6, 8, 26, 16, 26, 48, 36, 30), strict=True):
        findings.column_dimensions[column].width = width
    _link(findings, figures)
    operands = (operand.figure for told in report.findings for operand in told.finding.operands)
    _lead_out(findings, FINDING, (told.figure for told in report.findings), report.originals)
    _lead_out(figures, FIGURE, operands, report.originals)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _written(book: Workbook, sheet: Sheet) -> Worksheet:
    page = book.create_sheet(sheet.name)
    for values in (sheet.header, *sheet.rows):
        row = [Cell(page, value=v[:LONGEST_CELL] if isinstance(v, str) else v) for v in values]
        for cell in (cell for cell in row if isinstance(cell.value, str)):
            cell.data_type = "s"  # a text stays a text, even one that looks like a formula
        page.append(row)
    _dress(page, sheet)
    return page


def _dress(page: Worksheet, sheet: Sheet) -> None:
    """Make a sheet that can be read on a screen, filtered, and printed on A4 across."""
    for cell in chain.from_iterable(page.iter_rows()):
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    for cell in page[1]:
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=HEADER_FILL)
    for number, column in enumerate(zip(sheet.header, *sheet.rows, strict=True), 1):
        longest = max(cells(clipped(str(value or ""), WIDEST)) for value in column)
        page.column_dimensions[get_column_letter(number)].width = max(8, longest + 2)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
    page.oddFooter.center.text = "&A  &P / &N"


def _link(findings: Worksheet, figures: Worksheet) -> None:
    """Let each finding's number lead to its figures, and theirs back."""
    for page, other in ((findings, figures), (figures, findings)):
        rows = {c.value: c.row for (c,) in reversed(list(other.iter_rows(min_row=2, max_col=1)))}
        for (cell,) in page.iter_rows(min_row=2, max_col=1):
            if cell.value in rows:
                _lead(cell, None, f"'{other.title}'!A{rows[cell.value]}")


def _lead_out(
    page: Worksheet, columns: Iterable[str], figures: Iterable[Figure | None], to: Originals
) -> None:
    """Let the place of each figure lead into the original."""
    column = list(columns).index("column-place") + 1
    for row, figure in enumerate(figures, 2):
        if link := to.link(figure):
            file, _, place = link.partition("#")
            cell = "" if place.startswith(":") else unquote(place)
            _lead(page.cell(row, column), file, cell or place or None)


def _lead(cell: Cell, file: str | None, place: str | None) -> None:
    """Make a link of a cell: to a place in a file, or in this workbook."""
    alignment = copy(cell.alignment)
    cell.hyperlink = Hyperlink(ref=cell.coordinate, target=file, location=place)
    cell.style = "Hyperlink"
    cell.alignment = alignment
