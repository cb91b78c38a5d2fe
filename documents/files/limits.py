"""How much of a document may be read before it is refused: hostile input stays bounded work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from gouji.documents.document import DocumentError

Bound: TypeAlias = Literal[
    "bytes",
    "characters",
    "cells",
    "rows",
    "nesting",
    "pages",
    "unpacked",
    "ratio",
    "seconds",
    "figures",
    "trials",
]


class _Words(NamedTuple):
    zh: str
    en: str


_BOUNDS: dict[Bound, _Words] = {
    "bytes": _Words("文件字节数", "the file's bytes"),
    "characters": _Words("文本字符数", "the text's characters"),
    "cells": _Words("单元格数", "the number of cells"),
    "rows": _Words("表格行数", "the number of table rows"),
    "nesting": _Words("嵌套层数", "the nesting depth"),
    "pages": _Words("页数", "the number of pages"),
    "unpacked": _Words("解压后字节数", "the unpacked bytes"),
    "ratio": _Words("压缩比", "the compression ratio"),
    "seconds": _Words("一份文件所用的秒数", "the seconds spent on one document"),
    "figures": _Words("核验的数字个数", "the number of figures that are checked"),
    "trials": _Words(
        "推算更正时平均每个数字的试算次数", "the trials in search of repairs, a figure"
    ),
}


def described(bound: Bound) -> tuple[str, str]:
    """Say in Chinese and in English what a bound limits."""
    return _BOUNDS[bound]


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one document; each field ``x`` is raised by the option ``--max-x``."""

    bytes: int = 50_000_000
    """Size of the file on disk."""
    characters: int = 20_000_000
    """Size of a text format once decoded."""
    cells: int = 2_000_000
    """Cells of all tables together; a merged cell counts as often as it covers the grid."""
    rows: int = 200_000
    """Rows of one table or one sheet."""
    nesting: int = 200
    """Depth of elements within elements, of tables within tables."""
    pages: int = 1_000
    """Pages of a paged format."""
    unpacked: int = 500_000_000
    """Size of a zipped format (docx, xlsx, ods) once unpacked."""
    ratio: int = 200
    """Unpacked over packed size of any one large member of a zipped format."""
    seconds: int = 120
    """Time spent on one document, from opening it to the last repair."""
    figures: int = 1_000_000
    """Figures of one document that are checked; those beyond are counted, and not checked."""
    trials: int = 200
    """Checks tried out with other numbers in search of repairs, for each figure of a document;
    where they are spent, further breaks are told without a suggestion."""

    def exceeded(self, bound: Bound, path: Path | str) -> DocumentError:
        """Say which bound was passed and which option raises it."""
        allowed, words = getattr(self, bound), _BOUNDS[bound]
        return DocumentError(
            path,
            f"{words.zh}超过上限 {allowed}；确需读取请用 --max-{bound} 提高上限",
            f"{words.en} exceed the limit of {allowed}; raise it with --max-{bound} if you must",
        )

    def check(self, bound: Bound, found: float, path: Path | str) -> None:
        """Raise the error of ``bound`` when ``found`` is beyond it."""
        if found > getattr(self, bound):
            raise self.exceeded(bound, path)
