"""Plain text, with tables flattened to tabs, blanks or drawn lines."""

from __future__ import annotations

from gouji.documents.document import Document
from gouji.documents.files.source import Source
from gouji.documents.flattened.flow import document_of


def read(source: Source) -> Document:
    """Read a text file."""
    return document_of(source, "text")
