"""What is audited, and what is kept of it: files and folders on any storage that fsspec knows.

``findings/``, ``figures/`` and ``statements/`` hold one Parquet file a group of documents, and
``done/`` one record a group: the files it is of, as they were. The record is written last, so that
a group is whole or begun anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Any

import fsspec
import pandas as pd

from gouji.checks.audit import Audit
from gouji.checks.frames.recheck import COLUMNS, records
from gouji.documents.opening import is_aside, is_meant, is_wanted
from gouji.figures.figure import Figure
from gouji.figures.frame import COLUMNS as FIGURES
from gouji.figures.frame import frame_of
from gouji.rules.rule import Severity

TABLES = ("findings", "figures", "statements")
FINDING = ("id", "document", "rule", "severity", "zh", "en")
PRECISION, PLACES = 38, 12
"""Of decimals: every part has the same type, so that all of them are read as one table."""


@dataclass(frozen=True, slots=True)
class Done:
    """A group that was audited: its files by version, by which rules, and what became of it."""

    group: str
    rules: str
    files: Mapping[str, str]
    documents: int
    severities: Mapping[Severity, int]
    unreadable: Sequence[Sequence[str]] = ()
    """Path and reason, in Chinese and in English."""


def listed(urls: Iterable[str], excluded: Sequence[str] = ()) -> dict[str, str]:
    """The files to read, folders searched, each with what changes when it does."""
    found = {}
    for url in urls:
        system, root = fsspec.url_to_fs(url)
        inside = system.isdir(root)
        infos = system.find(root, detail=True) if inside else {root: system.info(root)}
        local = "file" in system.protocol
        for path, info in sorted(infos.items()):
            name = path.rpartition("/")[2]
            if not inside or (is_wanted(name) and not is_aside(name)):
                changed = info.get("ETag") or info.get("mtime") or info.get("LastModified")
                found[path if local else system.unstrip_protocol(path)] = (
                    f"{info['size']}-{changed or info.get('created')}"
                )
    return {p: v for p, v in found.items() if not any(is_meant(PurePath(p), x) for x in excluded)}


def name_of(group: str) -> str:
    return hashlib.sha256(group.encode()).hexdigest()[:16]


def done_in(folder: str) -> list[Done]:
    """All groups that were audited before."""
    system, root = fsspec.url_to_fs(f"{folder}/done")
    files = system.find(root) if system.exists(root) else ()
    return [Done(**json.loads(system.cat_file(file))) for file in files]


def keep(folder: str, done: Done, audit: Audit | None) -> Done:
    """Write the tables of a group, and last that it is done."""
    if audit is not None:
        found = audit.result.findings
        told = [(f.id, f.document, f.rule, f.severity, *f.message) for f in found]
        findings = pd.DataFrame(told, columns=list(FINDING), dtype=str)
        tables = (
            findings.assign(certainty=pd.Series([f.certainty for f in found], dtype=float)),
            _of_figures(audit.material.figures[i] for i, _ in audit.material.printed()),
            pd.DataFrame(records(audit.outcomes, audit.material), columns=list(COLUMNS), dtype=str),
        )
        urls = as_given(done.files)
        for table, frame in zip(TABLES, tables, strict=True):
            frame["document"] = frame["document"].replace(urls)
            with _opened(folder, table, done.group, "parquet") as file:
                frame.to_parquet(file, index=False)
    with _opened(folder, "done", done.group, "json") as file:
        file.write(json.dumps(asdict(done), ensure_ascii=False).encode())
    return done


def as_given(files: Iterable[str]) -> dict[str, str]:
    """What files are called, by what is left of it as a path: ``s3://a/b`` loses a slash."""
    return {str(PurePath(file)): file for file in files}


def drop(folder: str, group: str) -> None:
    """Remove what is kept of a group, first that it is done."""
    for table, suffix in (("done", "json"), *((table, "parquet") for table in TABLES)):
        system, path = fsspec.url_to_fs(f"{folder}/{table}/{name_of(group)}.{suffix}")
        if system.exists(path):
            system.rm_file(path)


def _opened(folder: str, table: str, group: str, suffix: str) -> Any:
    system, path = fsspec.url_to_fs(f"{folder}/{table}/{name_of(group)}.{suffix}")
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    return system.open(path, "wb")


def _of_figures(figures: Iterable[Figure]) -> pd.DataFrame:
    import pyarrow as pa  # noqa: PLC0415  # an extra

    frame = frame_of(figures)
    exact = pd.ArrowDtype(pa.decimal128(PRECISION, PLACES))
    for name, kind in ((name, of["kind"]) for name, of in FIGURES.items()):
        if kind == "decimal":
            frame[name] = pd.Series([v and round(v, PLACES) for v in frame[name]], dtype=exact)
        elif kind == "str":
            frame[name] = frame[name].astype(str)
    return frame
