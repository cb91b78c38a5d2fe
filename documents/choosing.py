"""Which of the files that someone names are meant, once those to leave out are left out."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from gouji.documents.opening import listed


def chosen(paths: Sequence[Path], excluded: Sequence[str]) -> tuple[Path, ...]:
    """List the files of ``paths``, folders searched, without those that a pattern excludes."""
    if not excluded:
        return tuple(paths)
    return _kept(listed(paths).files, excluded)


def passed_over(paths: Sequence[Path], excluded: Sequence[str]) -> tuple[Path, ...]:
    """List the files in the folders of ``paths`` that none asked to exclude and none can read."""
    return _kept(listed(paths).skipped, excluded)


def _kept(files: Sequence[Path], excluded: Sequence[str]) -> tuple[Path, ...]:
    return tuple(f for f in files if not any(is_meant(f, pattern) for pattern in excluded))


def is_meant(file: PurePath, pattern: str) -> bool:
    """Say whether a pattern means a file: ``*.csv``, ``drafts/*``, or a folder it lies in."""
    pattern = pattern.removeprefix("./").rstrip("/")
    names = [file.as_posix(), *(parent.as_posix() for parent in file.parents)]
    return any(_ends_so(name, pattern) for name in names)


def _ends_so(name: str, pattern: str) -> bool:
    depth = pattern.count("/") + 1
    end = "/".join(name.split("/")[-depth:])
    return fnmatchcase(end, pattern) or fnmatchcase(name, pattern)
