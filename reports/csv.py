"""CSV: one row a finding, safe to open in a spreadsheet."""

from __future__ import annotations

import csv as stdlib_csv
import io

from gouji.reports.saying.report import Report
from gouji.reports.saying.sheets import findings_sheet


def render(report: Report) -> str:
    """Write a header and the rows, as RFC 4180 wants them."""
    sheet = findings_sheet(report)
    file = io.StringIO()
    writer = stdlib_csv.writer(file)
    writer.writerow(sheet.header)
    for row in sheet.rows:
        whole = (int(v) if isinstance(v, float) and v.is_integer() else v for v in row)
        writer.writerow(whole)
    return file.getvalue()
