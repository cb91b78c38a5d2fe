"""How much of a document may be read before it is refused: hostile input stays bounded work."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, TypeAlias

from gouji.documents.document import DocumentError, refused

Bound: TypeAlias = Literal[
    "bytes", "characters", "cells", "rows", "nesting", "pages", "unpacked", "ratio", "seconds"
]
"""What a reader checks; figures and trials are counted where they are used, and refuse nothing."""


def _bound(default: int, zh: str, en: str) -> int:
    told: int = field(default=default, metadata={"told": (zh, en)})
    return told


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one document; each field ``x`` is raised by the option ``--max-x``."""

    bytes: int = _bound(50_000_000, "文件字节数", "the file's bytes")
    """Size of the file on disk."""
    characters: int = _bound(20_000_000, "文本字符数", "the text's characters")
    """Size of a text format once decoded."""
    cells: int = _bound(2_000_000, "单元格数", "the number of cells")
    """Cells of all tables together; a merged cell counts as often as it covers the grid."""
    rows: int = _bound(200_000, "表格行数", "the number of table rows")
    """Rows of one table or one sheet."""
    nesting: int = _bound(200, "嵌套层数", "the nesting depth")
    """Depth of elements within elements, of tables within tables."""
    pages: int = _bound(1_000, "页数", "the number of pages")
    """Pages of a paged format."""
    unpacked: int = _bound(500_000_000, "解压后字节数", "the unpacked bytes")
    """Size of a zipped format (docx, xlsx, ods) once unpacked."""
    ratio: int = _bound(200, "压缩比", "the compression ratio")
    """Unpacked over packed size of any one large member of a zipped format."""
    seconds: int = _bound(120, "一份文件所用的秒数", "the seconds spent on one document")
    """Time spent on one document, from opening it to the last repair."""
    figures: int = _bound(1_000_000, "核验的数字个数", "the number of figures that are checked")
    """Figures of one document that are checked; those beyond are counted, and not checked."""
    trials: int = _bound(
        200, "推算更正时平均每个数字的试算次数", "the trials in search of repairs, a figure"
    )
    """Checks tried out with other numbers in search of repairs, for each figure of a document;
    where they are spent, further breaks are told without a suggestion."""

    def exceeded(self, bound: Bound, path: Path | str) -> DocumentError:
        """Say which bound was passed and which option raises it."""
        allowed = getattr(self, bound)
        return refused(path, "exceeded", what=BOUNDS[bound], allowed=allowed, bound=bound)

    def check(self, bound: Bound, found: float, path: Path | str) -> None:
        """Raise the error of ``bound`` when ``found`` is beyond it."""
        if found > getattr(self, bound):
            raise self.exceeded(bound, path)


BOUNDS: dict[str, tuple[str, str]] = {f.name: f.metadata["told"] for f in fields(Limits)}
"""What each bound limits, in Chinese and in English."""
