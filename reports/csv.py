"""CSV: one row a finding, safe to open in a spreadsheet."""

from __future__ import annotations

import csv as stdlib_csv
import io

from gouji.reports.saying.report import Report
from gouji.reports.saying.sheets import Value, findings_sheet


def render(report: Report) -> str:
    """Write a header and the rows, as RFC 4180 wants them."""
    sheet = findings_sheet(report)
    file = io.StringIO()
    writer = stdlib_csv.writer(file)
    writer.writerow(sheet.header)
    writer.writerows([_plain(value) for value in row] for row in sheet.rows)
    return file.getvalue()


def _plain(value: Value) -> Value:
    return int(value) if isinstance(value, float) and value.is_integer() else value
