"""Open what a person names: files, the files of folders, and those in zips."""

from __future__ import annotations

import importlib
import os
import stat
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import NamedTuple

from gouji.documents.document import Document, refused
from gouji.documents.files.archive import held, members
from gouji.documents.files.limits import Limits
from gouji.documents.files.sniffing import sniff
from gouji.documents.files.source import Source, Watch, unwatched
from gouji.documents.words import loaded

SUFFIXES = frozenset(loaded("words")["searched-for"].split())
"""What a folder is searched for; a file that is named outright is opened whatever its suffix."""
PICTURES = frozenset(loaded("words")["pictures"].split())
"""What it is searched for as well where the extra that reads them is installed."""
_LOCK = "~$"
_OURS = (".gouji.yaml", "gouji.toml", "gouji-baseline.json")
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
"""Beside documents, but none: what says something of them, and what systems leave behind."""

_UNOPENED = {FileNotFoundError: "no-such-file", PermissionError: "forbidden", OSError: "unopened"}
_DEFAULT = Limits()


class Listed(NamedTuple):
    """The files to read, and those of folders that look like none to read."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...]


def open_document(
    what: Path | Source, limits: Limits = _DEFAULT, watch: Watch = unwatched
) -> Document:
    """Read one file, or what somebody holds in memory, in whatever format its content is."""
    held = what if isinstance(what, Source) else Source(what, bytes_of(what, limits))
    source = Source(held.path, held.data, limits, watch=watch, only=held.only)
    form = "csv" if source.only else sniff(source)  # no other reader reads some lines
    read: Document = importlib.import_module(f"gouji.documents.{form}").read(source)
    return read


def listed(paths: Sequence[Path], excluded: Sequence[str] = ()) -> Listed:
    """Name the files to read and those of folders that are passed over, each once.

    Those that a pattern excludes are neither.
    """
    walked = [found for path in paths for found in _walk(path)]
    kept = [f for f in walked if not any(is_meant(f[0], pattern) for pattern in excluded)]
    files = dict.fromkeys(file for file, wanted in kept if wanted)
    skipped = dict.fromkeys(file for file, wanted in kept if not wanted)
    return Listed(tuple(files), tuple(file for file in skipped if file not in files))


def _walk(path: Path) -> Iterator[tuple[Path, bool]]:
    """Yield each file below ``path``, a folder or a zip, and whether it is one to read.

    No link leads out of it.
    """
    if packed := members(path):
        yield from ((m, is_wanted(m.name)) for m in packed if not is_aside(m.name))
        return
    if not path.is_dir():
        yield path, True
        return
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            file = Path(folder) / name
            leads_out = file.is_symlink() and not file.resolve().is_relative_to(path.resolve())
            if not is_aside(name) and not leads_out:
                yield file, is_wanted(name)


def is_aside(name: str) -> bool:
    """Hidden files, locks of open documents, and what only says something of documents."""
    hidden = name.startswith((".", _LOCK)) or name.lower() in _SYSTEM
    return hidden or name.endswith(_OURS)


def is_wanted(name: str) -> bool:
    """Whether a file is one to read, by its name."""
    suffix = Path(name).suffix.lower()
    if suffix not in PICTURES:
        return suffix in SUFFIXES
    from gouji.documents.pages import ocr  # noqa: PLC0415  # all of its wing, for pictures alone

    return ocr.is_installed()


def is_picture(path: Path) -> bool:
    """Whether a file calls itself a picture."""
    return path.suffix.lower() in PICTURES


def bytes_of(path: Path, limits: Limits) -> bytes:
    """What a file holds, be it in a zip; DocumentError where there is none, or too much in it."""
    if (packed := held(path, limits)) is not None:
        limits.check("bytes", len(packed), path)
        return packed
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise refused(path, "folder")
        if not stat.S_ISREG(mode):
            raise refused(path, "not-regular")
        with path.open("rb") as file:
            data = file.read(limits.bytes + 1)
    except OSError as failure:
        text = next((text for kind, text in _UNOPENED.items() if isinstance(failure, kind)))
        raise refused(path, text, reason=failure.strerror or type(failure).__name__) from failure
    limits.check("bytes", len(data), path)
    return data


def is_meant(file: PurePath, pattern: str) -> bool:
    """Say whether a pattern means a file: ``*.csv``, ``drafts/*``, or a folder it lies in."""
    pattern = pattern.removeprefix("./").rstrip("/")
    names = [file.as_posix(), *(parent.as_posix() for parent in file.parents)]
    depth = pattern.count("/") + 1
    ends = ["/".join(name.split("/")[-depth:]) for name in names]
    return any(fnmatchcase(name, pattern) for name in (*names, *ends))
