"""Pages saved as one file (mht, mhtml): a letter whose first page is read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from email import message_from_bytes, policy

from gouji.documents import html
from gouji.documents.document import Document, refused
from gouji.documents.files.archive import refusing_damage
from gouji.documents.files.source import Source


def read(source: Source) -> Document:
    """Read the first page of a saved letter."""
    with refusing_damage(source):
        parts = message_from_bytes(source.data, policy=policy.compat32).walk()
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        data = page.get_payload(decode=True) if page is not None else None
    if not isinstance(data, bytes) or not data.strip():
        raise refused(source.path, "no-text-in-mht")
    document = html.read(replace(source, data=data))
    return replace(document, sha256=hashlib.sha256(source.data).hexdigest(), path=str(source.path))
