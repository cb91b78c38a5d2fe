"""Large plain tables: every row is reckoned by column, few are looked at one by one."""

from typing import Final

from gouji.documents.files.sniffing import sniff
from gouji.documents.files.source import Source

LEAST_ROWS: Final = 400
"""A shorter table is read as soon as it is sorted into kinds."""
LEAST_PACKED: Final = 1 << 15
"""Bytes of a workbook or of parquet; a smaller one hardly holds so many rows."""
PACKED: Final = ("xlsx", "parquet")


def form_of(source: Source) -> str:
    """The format of a file that may be one, else "": told without what reads it."""
    packed = source.data.startswith((b"PK", b"PAR1"))
    many = len(source.data) > LEAST_PACKED if packed else source.data.count(b"\n") > LEAST_ROWS
    form = sniff(source) if many else ""
    return form if form in (PACKED if packed else ("csv",)) else ""
