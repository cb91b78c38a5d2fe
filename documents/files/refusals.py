"""Why the system would not have something written, in words; the same for every file we write."""

from __future__ import annotations

import errno

from gouji.documents.document import told
from gouji.documents.words import loaded


def refusal(failure: OSError) -> tuple[str, str]:
    """Say in both languages why a file could not be written."""
    text = f"unwritten-{errno.errorcode.get(failure.errno or 0)}"
    said = failure.strerror or type(failure).__name__
    return told(text) if text in loaded("problems") else (said, said)
