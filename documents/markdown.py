"""Markdown, and text that is half Markdown: pipe tables, HTML tables, tables flattened to tabs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.documents.document import Document, Place
from gouji.documents.files.source import Source
from gouji.documents.flattened.flow import Take, document_of
from gouji.documents.layout.inline import strip_marks
from gouji.documents.layout.lines import Line
from gouji.documents.layout.pieces import Piece

_OPENING = re.compile(r"<table\b", re.IGNORECASE)
_MOST_UNCLOSED = 3
_CLOSING = re.compile(r"</table\s*>", re.IGNORECASE)


def read(source: Source) -> Document:
    """Read a Markdown file."""
    return document_of(source, "markdown", strip_marks, html_tables(source))


def html_tables(source: Source) -> Take:
    """Tables written in HTML between the lines."""
    unclosed = 0

    def take(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
        nonlocal unclosed
        if unclosed >= _MOST_UNCLOSED or not _OPENING.search(lines[at].text):
            return None
        end = _end(lines, at)
        if end is None:
            unclosed += 1
            return None
        from gouji.documents.web import html_table  # noqa: PLC0415  # few files have any

        root = html_table.parse(source, "\n".join(line.text for line in lines[at:end]))
        html_table.mark_raised(root)
        outer = [t for t in root.iter("table") if next(t.iterancestors("table"), None) is None]
        place = Place(line=lines[at].number)
        return [html_table.read_table(source, table, place) for table in outer], end

    return take


def _end(lines: Sequence[Line], at: int) -> int | None:
    """Find the line behind the one that closes the outermost table."""
    depth = 0
    for index in range(at, len(lines)):
        text = lines[index].text
        depth += len(_OPENING.findall(text)) - len(_CLOSING.findall(text))
        if depth <= 0:
            return index + 1
    return None
