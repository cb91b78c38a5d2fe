"""Workbooks of old Excel and WPS (xls, et); their number formats are not read."""

from __future__ import annotations

import io
from typing import Any

from gouji.documents.archive import damaged
from gouji.documents.assembly import assemble
from gouji.documents.document import Document, DocumentError, Place, Unread
from gouji.documents.extras import require
from gouji.documents.number_format import Value, shown
from gouji.documents.sheets import Range, Sheet, read_sheets
from gouji.documents.source import Source

_FORMATS = Unread(
    Place(),
    "xls 的数字格式未读取，百分数可能显示为小数；另存为 xlsx 可避免",
    "number formats of xls are not read, percentages may come as fractions; xlsx avoids this",
)


def read(source: Source) -> Document:
    """Read the visible sheets of an xls workbook."""
    library = require(source, "python_calamine", "xlsx")
    try:
        sheets = _sheets(source, library)
    except library.PasswordError as locked:
        raise DocumentError(
            source.path,
            "文件已加密；请去除密码后重试",
            "the file is encrypted; remove its password and try again",
        ) from locked
    except (library.CalamineError, OSError, ValueError) as damage:
        raise damaged(source, damage) from damage
    found = assemble(read_sheets(source, sheets))
    return source.document("xls", found.blocks, unread=(_FORMATS,), metadata=found.metadata)


def _sheets(source: Source, library: Any) -> list[Sheet]:
    book = library.CalamineWorkbook.from_filelike(io.BytesIO(source.data))
    visible = library.SheetVisibleEnum.Visible
    names = [data.name for data in book.sheets_metadata if data.visible == visible]
    return [_sheet(source, book.get_sheet_by_name(name)) for name in names]


def _sheet(source: Source, page: Any) -> Sheet:
    sheet = Sheet(page.name)
    source.limits.check("rows", page.height, source.path)
    source.limits.check("cells", page.height * page.width, source.path)
    for row, values in enumerate(page.to_python(skip_empty_area=False), start=1):
        for column, value in enumerate(values, start=1):
            sheet.put(source, row, column, _text(value))
    for (top, left), (bottom, right) in page.merged_cell_ranges or ():
        sheet.merges.append(Range(top + 1, left + 1, bottom + 1, right + 1))
    return sheet


def _text(value: Value) -> str:
    return shown(value)
