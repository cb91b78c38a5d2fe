"""Old Word files (doc, wps), RTF and odt: LibreOffice makes a docx of them, where it is installed.

It runs in a profile of its own, made for the one file and thrown away with it, so that neither the
user's settings nor a document it has open come into play; macros are off by its defaults.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace

from gouji.documents import docx
from gouji.documents.document import Document, refused
from gouji.documents.files.archive import check_archive
from gouji.documents.files.keeper import LATE, Kept
from gouji.documents.files.source import Source
from gouji.documents.words import loaded

PROGRAMS = ("soffice", "libreoffice")
FOLDERS: Sequence[str] = loaded("words")["office-folders"]
"""Where installers put it without telling the path of commands: macOS, Windows, Linux."""
WORD, RTF, OPEN = "MS Word 97", "Rich Text Format", "writer8"
"""Named, because LibreOffice would read what is neither as plain text."""
LONGEST_RUN = 120
"""Seconds; a damaged file can keep LibreOffice busy for ever."""


def read(source: Source) -> Document:
    """Convert and read the docx; the checksum stays that of the original."""
    if source.data.startswith(b"PK"):
        check_archive(source)
    data = converted(source)
    document = docx.read(replace(source, data=data))
    return replace(document, sha256=hashlib.sha256(source.data).hexdigest(), format="doc")


def converted(source: Source) -> bytes:
    """Make a docx of what a word processor reads; DocumentError says what that takes."""
    program = installed()
    if program is None:
        raise refused(source.path, "needs-office")
    try:
        with Kept("gouji-") as kept:
            given = kept.folder / "given"
            given.write_bytes(source.data)
            rtf = RTF if source.data.startswith(b"{") else WORD
            kind = OPEN if source.data.startswith(b"PK") else rtf
            command = [
                program,
                f"-env:UserInstallation={(kept.folder / 'profile').as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx"),
                f"--infilter={kind}",
                *("--outdir", str(kept.folder), str(given)),
            ]
            seconds = min(LONGEST_RUN, source.limits.seconds)
            if kept.run(command, seconds, {**os.environ, "TMPDIR": str(kept.folder)}) == LATE:
                raise source.limits.exceeded("seconds", source.path)
            made = given.with_suffix(".docx")
            if made.is_file():
                return made.read_bytes()
    except OSError as failure:
        reason = failure.strerror or str(failure)
        raise refused(source.path, "unconverted", reason=reason) from failure
    raise refused(source.path, "office-fails")


def installed() -> str | None:
    """Find LibreOffice among the commands, else in the usual folders of three systems."""
    places = (None, os.pathsep.join(FOLDERS))
    return next((p for path in places for n in PROGRAMS if (p := shutil.which(n, path=path))), None)
