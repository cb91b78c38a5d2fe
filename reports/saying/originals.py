"""The way from a report into the original: a link to the file that prints a figure, and into it.

A PDF opens at the page, a workbook at the cell; in a browser a web page or a text scrolls to the
words (text fragments, https://wicg.github.io/scroll-to-text-fragment/). Other formats know no such
place: the link opens the file, and the report says where to look.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePath
from urllib.parse import quote

from gouji.figures.figure import Figure
from gouji.reports.saying.quoting import NO_QUOTES, Quotes
from gouji.reports.saying.shared_sentences import NOWHERE

_PACKED = ".zip"
_PAGED = (".pdf",)
_WORDED = (".html", ".htm", ".xhtml", ".txt", ".md")


def uri(path: str) -> str:
    """Spell a path as a URI reference: absolute ones with their scheme."""
    spelled = PurePath(path)
    quoted = quote(spelled.as_posix(), errors="replace")
    return f"file://{quoted}" if spelled.is_absolute() else quoted


@dataclass(frozen=True)
class Originals:
    """The originals as seen from ``beside``, the folder that a report goes to; None: no links."""

    beside: Path | None = None
    quotes: Quotes = NO_QUOTES

    def link(self, figure: Figure | None) -> str:
        """Where a figure is printed; "" where no way leads there, or no document prints it."""
        if figure is None or self.beside is None or figure.place == NOWHERE:
            return ""
        packed = (p for p in Path(figure.document).parents if p.suffix.lower() == _PACKED)
        file = next(packed, Path(figure.document))  # of a document in a zip, the zip
        within = self._within(figure) if file == PurePath(figure.document) else ""
        try:
            seen = os.path.relpath(file, self.beside)
        except ValueError:  # Windows: on another drive
            seen = str(file.absolute())
        return uri(seen) + (f"#{within}" if within else "")

    def _within(self, figure: Figure) -> str:
        place, suffix = figure.place, PurePath(figure.document).suffix.lower()
        if place.cell:
            return quote(place.cell, safe="!'")
        if suffix in _PAGED and place.page:
            return f"page={place.page}"
        words = self._words(figure) if suffix in _WORDED else ""
        return f":~:text={words}" if words else ""

    def _words(self, figure: Figure) -> str:
        """The sentence that prints a figure; in a table its print, after what stands left of it."""
        if figure.place.table is None:
            return _escaped(self.quotes.sentence(figure).strip("…") or figure.text)
        row, at = self.quotes.around(figure)
        before = next((p.text.strip() for p in row[:at][::-1] if p.text.strip()), "")
        return f"{_escaped(before)}-,{_escaped(figure.text)}" if before else _escaped(figure.text)


def _escaped(text: str) -> str:
    """Escape what is special in a fragment of words: a hyphen joins a context to its text."""
    return quote(text, safe="", errors="replace").replace("-", "%2D")
