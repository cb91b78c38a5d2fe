"""Reports packed in one zip: each is opened as if it lay in a folder of the archive's name.

Nothing is written to disk, so no name leads out of the archive; the limits of a file hold for each.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from gouji.documents.files.archive import DAMAGE, damaged, locked
from gouji.documents.files.limits import Limits

SUFFIX: Final = ".zip"
MOST: Final = 2_000
"""Files in one archive; those beyond are left out, as files of a folder that none can read."""
_IN_UNICODE, _LOCKED = 0x800, 0x1
_OF_OFFICE: Final = frozenset({"[Content_Types].xml", "mimetype"})


def members(path: Path) -> tuple[Path, ...]:
    """The files in a zip of reports, by paths below its own; () for anything else."""
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return ()
    try:
        with zipfile.ZipFile(path) as archive:
            names = [_name(info) for info in archive.infolist() if not info.is_dir()]
    except DAMAGE:
        return ()
    return () if _OF_OFFICE & set(names) else tuple(path / name for name in sorted(names)[:MOST])


def held(path: Path, limits: Limits) -> bytes | None:
    """The bytes of the member that ``path`` leads to; None where it leads into no archive."""
    outer = next((p for p in path.parents if p.suffix.lower() == SUFFIX and p.is_file()), None)
    if outer is None:
        return None
    name = path.relative_to(outer).as_posix()
    try:
        with zipfile.ZipFile(outer) as archive:
            found = next(_called(archive, name), None)
            if found is None:
                return None
            if found.flag_bits & _LOCKED:
                raise locked(path)
            limits.check("bytes", found.file_size, path)
            with archive.open(found) as file:
                return file.read(limits.bytes + 1)
    except DAMAGE as damage:
        raise damaged(path, damage) from damage


def _called(archive: zipfile.ZipFile, name: str) -> Iterator[zipfile.ZipInfo]:
    return (info for info in archive.infolist() if not info.is_dir() and _name(info) == name)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: in Chinese Windows that is GB 18030, and not said.

    Steps upward and roots are dropped; they would name nothing in the archive.
    """
    name = info.filename
    if not info.flag_bits & _IN_UNICODE:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    parts = name.replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in {"", "..", "."})
