"""Large plain tables: every row is reckoned by column, few are looked at one by one."""

from typing import Final

from gouji.documents.files.sniffing import sniff
from gouji.documents.files.source import Source

LEAST_ROWS: Final = 400
"""A shorter table is read as soon as it is sorted into kinds."""


def is_likely(source: Source) -> bool:
    """Whether a file may be one; told without what reads it, which takes as long as a report."""
    return source.data.count(b"\n") > LEAST_ROWS and sniff(source) == "csv"
