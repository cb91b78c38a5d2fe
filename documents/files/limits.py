"""How much of a document may be read before it is refused: hostile input stays bounded work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from gouji.documents.document import DocumentError, refused, told

Bound: TypeAlias = Literal[
    "bytes", "characters", "cells", "rows", "nesting", "pages", "unpacked", "ratio", "seconds"
]
"""What a reader checks; figures and trials are counted where they are used, and refuse nothing."""


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
        allowed = getattr(self, bound)
        return refused(path, "exceeded", what=told(f"bound-{bound}"), allowed=allowed, bound=bound)

    def check(self, bound: Bound, found: float, path: Path | str) -> None:
        """Raise the error of ``bound`` when ``found`` is beyond it."""
        if found > getattr(self, bound):
            raise self.exceeded(bound, path)
