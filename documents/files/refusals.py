"""Why the system would not have something written, in words; the same for every file we write."""

from __future__ import annotations

import errno

from gouji.documents.document import PROBLEMS
from gouji.texts.bilingual import Words


def refusal(failure: OSError) -> Words:
    """Say in both languages why a file could not be written."""
    text = f"unwritten-{errno.errorcode.get(failure.errno or 0)}"
    said = failure.strerror or type(failure).__name__
    return PROBLEMS.told(text) if text in PROBLEMS else Words(said, said)
