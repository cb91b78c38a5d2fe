"""An Excel workbook of evidence: sheets of findings, figures, documents, and what was not read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from gouji.checks.finding import Result
from gouji.reports.rendering import Options
from gouji.reports.saying.sheets import (
    Sheet,
    Value,
    documents_sheet,
    figures_sheet,
    findings_sheet,
    unread_sheet,
)
from gouji.reports.saying.wrapping import cells, clipped

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST = 60
LONGEST_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""
HEADER_FILL = "FF1F3A5F"


def render(result: Result, options: Options) -> bytes:
    """Write the workbook."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.remove(book.active)
    for sheet in (findings_sheet, figures_sheet, documents_sheet, unread_sheet):
        _write(book.create_sheet(), sheet(result, options.lang))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    page.title = sheet.name
    for row, values in enumerate((sheet.header, *sheet.rows), 1):
        for column, value in enumerate(values, 1):
            _fill(page.cell(row, column), value)
    _dress(page, sheet)


def _fill(cell: Cell, value: Value) -> None:
    """Set a value; a text stays a text, even one that looks like a formula."""
    if isinstance(value, str):
        cell.value = value[:LONGEST_CELL]
        cell.data_type = "s"
    else:
        cell.value = value


def _dress(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for row in page.iter_rows():
        for cell in row:
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
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
