"""Plain text, with tables flattened to tabs, blanks or drawn lines."""

from __future__ import annotations

from gouji.documents.document import Document
from gouji.documents.files.decoding import decode
from gouji.documents.files.source import Source
from gouji.documents.flattened.flow import part_unread, read_lines
from gouji.documents.layout.assembly import assemble
from gouji.documents.layout.inline import strip_marks
from gouji.documents.layout.lines import split_lines
from gouji.documents.layout.wrapping import atx_depth


def read(source: Source) -> Document:
    """Read a text file; one that carries Markdown headings is cleaned of Markdown's marks."""
    decoded = decode(source)
    lines = split_lines(decoded.text)
    marked = any(atx_depth(line) for line in lines)
    pieces = read_lines(source, lines, strip_marks) if marked else read_lines(source, lines)
    pieces, unread = part_unread(pieces)
    unread = (*decoded.unread, *unread)
    found = assemble(pieces)
    metadata = {**found.metadata, "encoding": decoded.encoding}
    return source.document("text", found.blocks, unread=unread, metadata=metadata)
