"""Office packages as their libraries want them: templates, files with macros, strict Open XML.

Macros are parts like any other: nothing here looks into them, let alone runs them.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable

from lxml import etree

from gouji.documents.words import loaded

TYPES = "[Content_Types].xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACE = re.compile(_STRICT + rb"(wordprocessingml|spreadsheetml|drawingml|officeDocument)/")
_USUAL = rb"http://schemas.openxmlformats.org/\1/2006/"
WORD: dict[str, str] = loaded("words")["word-types"]
EXCEL: dict[str, str] = loaded("words")["excel-types"]
"""What the main part of a package can be, and what a copy of it is: of a template, a document."""
SUFFIXES: dict[str, str] = loaded("words")["suffixes"]


def transitional(data: bytes) -> bytes:
    """Give strict Open XML the names that everyone else uses; other packages stay as they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "_rels/.rels" not in archive.namelist() or _STRICT not in archive.read("_rels/.rels"):
            return data
    return _rewritten(data, lambda _, part: _NAMESPACE.sub(_USUAL, part))


def main_type(data: bytes, known: dict[str, str]) -> str | None:
    """The type of the main part, of those that are known."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read(TYPES).decode("utf-8", "replace")
    return next((kind for kind in known if f'"{kind}"' in types), None)


def retyped(data: bytes, old: str, new: str) -> bytes:
    """Declare what is declared as ``old`` to be ``new``."""
    if old == new:
        return data
    before, after = f'"{old}"'.encode(), f'"{new}"'.encode()
    return _rewritten(data, lambda n, part: part.replace(before, after) if n == TYPES else part)


def relations_of(owner: str) -> str:
    """The part that lists what ``owner`` relates to."""
    folder, file = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def related(owner: str, listed: Iterable[etree._Element]) -> dict[str, tuple[str, str]]:
    """Kind and part of each relation of ``owner`` within its package, by its id."""
    folder = posixpath.dirname(owner)
    found = {}
    for relation in listed:
        if relation.get("TargetMode") != "External":
            kind = relation.get("Type", "").rpartition("/")[2]
            target = posixpath.join("/", folder, relation.get("Target", ""))
            found[relation.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")
    return found


def _rewritten(data: bytes, edit: Callable[[str, bytes], bytes]) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, edit(name, part) if name.endswith((".xml", ".rels")) else part)
    return packed.getvalue()
