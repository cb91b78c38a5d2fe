"""Plain text, with tables flattened to tabs, blanks or drawn lines."""

from __future__ import annotations

from gouji.documents.document import Document
from gouji.documents.files.decoding import decode
from gouji.documents.files.source import Source
from gouji.documents.flattened.flow import document_of
from gouji.documents.layout.inline import strip_marks
from gouji.documents.layout.lines import split_lines
from gouji.documents.layout.wrapping import as_printed, atx_depth


def read(source: Source) -> Document:
    """Read a text file; one that carries Markdown headings is cleaned of Markdown's marks."""
    decoded = decode(source)
    lines = split_lines(decoded.text)
    marked = any(atx_depth(line) for line in lines)
    return document_of(source, "text", decoded, lines, strip_marks if marked else as_printed)
