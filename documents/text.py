"""Plain text, with tables flattened to tabs, blanks or drawn lines."""

from __future__ import annotations

from gouji.documents.document import Document
from gouji.documents.files.decoding import decode
from gouji.documents.files.source import Source
from gouji.documents.flattened.flow import document_of
from gouji.documents.layout.lines import split_lines
from gouji.documents.layout.wrapping import as_printed


def read(source: Source) -> Document:
    """Read a text file."""
    decoded = decode(source)
    return document_of(source, "text", decoded, split_lines(decoded.text), as_printed)
