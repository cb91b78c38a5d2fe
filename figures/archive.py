"""The archive: the figures of past disclosures in one local file, to tie this year to last year.

The file is a DuckDB database of two tables: ``archive`` (the schema's version) and ``disclosures``
(a row a document, known by the sha256 of its bytes, with its figures as JSON, exactly as they were
read). A document is added once, however often. A corrected one, of the same issuer, period and
title but other bytes, is kept beside the first; audits use what was added last. Nothing is ever
overwritten: a file that is damaged, of another gouji or no archive at all is an ArchiveError and
stays as it is.

DuckDB locks the file for one process; others wait and try again, so no addition is lost.
"""

from __future__ import annotations

import os
import random
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from gouji.documents.document import DocumentError
from gouji.documents.files.refusals import quoted_refusal, refusal
from gouji.figures.disclosure import Disclosure
from gouji.figures.figure import Figure

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pydantic import TypeAdapter

SCHEMA: Final = 2
"""Raised when the tables or the figures in them change; another gouji then refuses the file."""
PATIENCE: Final = 30.0
"""Seconds to wait for another process before giving up."""
PAUSE: Final = 0.02
LONGEST_PAUSE: Final = 0.2

_TABLES: Final = f"""
CREATE TABLE archive (schema INTEGER NOT NULL);
INSERT INTO archive VALUES ({SCHEMA});
CREATE SEQUENCE added;
CREATE TABLE disclosures (
    sha256 VARCHAR PRIMARY KEY, path VARCHAR NOT NULL, title VARCHAR NOT NULL,
    issuer VARCHAR NOT NULL, period VARCHAR NOT NULL, count INTEGER NOT NULL,
    figures VARCHAR NOT NULL, added INTEGER NOT NULL DEFAULT nextval('added'));
"""
_ENTRY: Final = "sha256, path, title, issuer, period, count, added"


class ArchiveError(DocumentError):
    """The archive can't be used: it is damaged, newer than this gouji, or no archive."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One archived disclosure; ``latest`` unless a later one replaces it in audits."""

    sha256: str
    path: str
    title: str
    issuer: str
    period: str
    figures: int
    added: int
    latest: bool = True


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of one disclosure: ``added``, ``known`` already, or ``unnamed``.

    Unnamed is one whose issuer or period is not known. ``replaces`` is the earlier version, whose
    place it takes.
    """

    path: str
    outcome: str
    entry: Entry | None = None
    replaces: Entry | None = None


def default_path() -> Path | None:
    """``archive.duckdb`` in the user's data folder; None without the extra that archives need."""
    try:
        from platformdirs import user_data_path  # noqa: PLC0415  # only archives need it
    except ModuleNotFoundError:
        return None
    return user_data_path("gouji", appauthor=False) / "archive.duckdb"


@dataclass(frozen=True)
class Archive:
    """The archive in the file ``path``, which need not exist yet."""

    path: Path
    patience: float = PATIENCE

    def exists(self) -> bool:
        try:
            return self.path.exists()
        except PermissionError as error:
            raise self._unwritten(*refusal(error)) from error

    def add(self, disclosures: Sequence[Disclosure]) -> list[Addition]:
        """Add disclosures, each in a transaction of its own."""
        with self._writing() as connection:
            return [_add(connection, disclosure) for disclosure in disclosures]

    def entries(self) -> list[Entry]:
        """List what is archived, by issuer, period and order of addition."""
        if not self.exists():
            return []
        with self._reading() as connection:
            return _entries(connection)

    def find(self, words: Sequence[str]) -> list[Entry]:
        """The entries that all words fit: an issuer, a period, or the beginning of a sha256."""
        return [e for e in self.entries() if all(_fits(e, word) for word in words)]

    def remove(self, entries: Iterable[Entry]) -> None:
        """Take entries out, all or none."""
        keys = [(e.sha256,) for e in entries]
        if not keys:
            return
        with self._writing() as connection:
            connection.begin()
            connection.executemany("DELETE FROM disclosures WHERE sha256 = ?", keys)
            connection.commit()

    def disclosures(self, entries: Iterable[Entry] | None = None) -> tuple[Disclosure, ...]:
        """Read entries with their figures; without any named, all that audits use."""
        if not self.exists():
            return ()
        with self._reading() as connection:
            chosen = [e for e in _entries(connection) if e.latest] if entries is None else entries
            try:
                return tuple(_disclosure(connection, entry) for entry in chosen)
            except ValueError as error:
                raise self._damaged(str(error).splitlines()[0]) from error

    def of_issuers(self, issuers: Iterable[str]) -> tuple[Disclosure, ...]:
        """What audits of these issuers are compared with."""
        wanted = set(issuers)
        return self.disclosures(e for e in self.entries() if e.latest and e.issuer in wanted)

    @contextmanager
    def _reading(self) -> Iterator[DuckDBPyConnection]:
        with self._open(read_only=True) as connection:
            self._require_schema(connection)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[DuckDBPyConnection]:
        """Open for writing what was found sound; a file that is not there is made."""
        if not self.exists():
            self._create()
        with self._reading() as connection:
            connection.execute("SELECT bit_xor(hash(d)) FROM disclosures d").fetchall()
        with self._open(read_only=False) as connection:
            self._require_schema(connection)
            yield connection

    def _create(self) -> None:
        """Make it beside its place and move it there: half an archive is never found.

        Where another process was sooner, its archive stays.
        """
        beside = replace(self, path=self.path.with_name(f".{secrets.token_hex(8)}.duckdb"))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            beside._make(self.path)
        except OSError as error:
            raise self._unwritten(*refusal(error)) from error
        except ArchiveError as error:
            raise self._error(error.zh, error.en) from error

    def _make(self, place: Path) -> None:
        try:
            with self._open(read_only=False) as connection:
                connection.execute(_TABLES)
            with suppress(FileExistsError):
                _move_new(self.path, place)
        finally:
            for left in (self.path, self.path.with_name(f"{self.path.name}.wal")):
                left.unlink(missing_ok=True)

    @contextmanager
    def _open(self, *, read_only: bool) -> Iterator[DuckDBPyConnection]:
        duckdb = self._duckdb()
        try:
            connection = self._connected(read_only)
            try:
                yield connection
            finally:
                connection.close()
        except duckdb.Error as error:
            said = str(error).splitlines()[0]
            if refused := quoted_refusal(said):
                raise self._unwritten(*refused) from error
            raise self._damaged(said) from error

    def _connected(self, read_only: bool) -> DuckDBPyConnection:
        """Connect, and wait while another process holds the file."""
        duckdb, until, pause = self._duckdb(), time.monotonic() + self.patience, PAUSE
        config = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
        while True:
            try:
                connection: DuckDBPyConnection = duckdb.connect(
                    str(self.path), read_only=read_only, config=config
                )
            except (duckdb.IOException, duckdb.ConnectionException) as error:
                if "lock" not in str(error):
                    raise
                if time.monotonic() > until:
                    raise self._error(
                        "正被另一进程使用；请稍后再试", "in use by another process; try again later"
                    ) from error
                time.sleep(pause * random.random())  # so that two do not keep step
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                connection.execute("SET enable_external_access = false")
                return connection

    def _require_schema(self, connection: DuckDBPyConnection) -> None:
        if not {"archive", "disclosures"} <= _tables(connection):
            raise self._error(
                "不是 gouji 档案；请用 --archive 指定另一文件",
                "no archive of gouji; name another file with --archive",
            )
        (version,) = connection.execute("SELECT max(schema) FROM archive").fetchone() or (None,)
        if version is None:
            raise self._damaged("no schema version")
        if version > SCHEMA:
            raise self._error(
                f"档案格式为第 {version} 版，本程序只认得第 {SCHEMA} 版；请升级 gouji",
                f"its schema is {version}, this gouji knows {SCHEMA}; upgrade gouji",
            )
        if version < SCHEMA:
            raise self._error(
                f"档案由旧版 gouji 写成（第 {version} 版）；请移走后把文件重新加入",
                f"an older gouji wrote it (schema {version}); move it away and add the documents "
                "again",
            )

    def _damaged(self, detail: str) -> ArchiveError:
        return self._error(
            f"档案已损坏，未作改动（{detail}）；请恢复备份，或移走后重建",
            f"the archive is damaged and was left as it is ({detail}); restore a copy, or move it "
            "away and add the documents again",
        )

    def _unwritten(self, zh: str, en: str) -> ArchiveError:
        return self._error(
            f"打不开或无法写入（{zh}）；档案未变",
            f"can't be opened or written ({en}); the archive is as it was",
        )

    def _error(self, zh: str, en: str) -> ArchiveError:
        return ArchiveError(self.path, zh, en)

    def _duckdb(self) -> Any:
        try:
            import duckdb  # noqa: PLC0415  # an extra, and only archives need it
        except ModuleNotFoundError as missing:
            raise self._error(
                '使用档案需要 duckdb；请安装 pip install "gouji[archive]"',
                'an archive needs duckdb; pip install "gouji[archive]"',
            ) from missing
        return duckdb


def _move_new(made: Path, place: Path) -> None:
    """Move a file where none is; FileExistsError where one came in the meantime."""
    try:
        os.link(made, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        made.rename(place)


def _tables(connection: DuckDBPyConnection) -> set[str]:
    return {
        name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    }


def _add(connection: DuckDBPyConnection, disclosure: Disclosure) -> Addition:
    if disclosure.issuer is None or disclosure.period is None:
        return Addition(disclosure.path, "unnamed")
    entries = _entries(connection)
    if known := next((e for e in entries if e.sha256 == disclosure.sha256), None):
        same = (disclosure.issuer, disclosure.period)
        if (known.issuer, known.period) == same:
            return Addition(disclosure.path, "known", known)
    _insert(connection, disclosure)
    entry = next(e for e in _entries(connection) if e.sha256 == disclosure.sha256)
    replaced = [e for e in entries if _version(e) == _version(entry) and e.latest and e != known]
    return Addition(disclosure.path, "added", entry, replaced[0] if replaced else None)


def _insert(connection: DuckDBPyConnection, disclosure: Disclosure) -> None:
    """Add a document, or name it anew where an option or a sidecar names it otherwise."""
    printed = _as_json().dump_json(disclosure.figures, exclude_defaults=True).decode()
    whole = (disclosure.sha256, disclosure.path, disclosure.title, disclosure.issuer)
    connection.execute(
        "INSERT OR REPLACE INTO disclosures (sha256, path, title, issuer, period, count, figures)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [*whole, disclosure.period, len(disclosure.figures), printed],
    )


@cache
def _as_json() -> TypeAdapter[tuple[Figure, ...]]:
    from pydantic import TypeAdapter  # noqa: PLC0415  # only archives need it

    return TypeAdapter(tuple[Figure, ...])


def _entries(connection: DuckDBPyConnection) -> list[Entry]:
    rows = connection.execute(f"SELECT {_ENTRY} FROM disclosures").fetchall()
    found = sorted((Entry(*row) for row in rows), key=lambda e: (e.issuer, e.period, e.added))
    last = {_version(e): e.added for e in found}
    return [e if e.added == last[_version(e)] else replace(e, latest=False) for e in found]


def _version(entry: Entry) -> tuple[str, str, str]:
    """Documents that are versions of one: a city may publish two of a period, under two titles."""
    return entry.issuer, entry.period, entry.title


def _disclosure(connection: DuckDBPyConnection, entry: Entry) -> Disclosure:
    found = connection.execute("SELECT figures FROM disclosures WHERE sha256 = ?", [entry.sha256])
    (printed,) = found.fetchone() or ("",)
    return Disclosure(
        path=entry.path,
        sha256=entry.sha256,
        title=entry.title,
        issuer=entry.issuer,
        period=entry.period,
        figures=_as_json().validate_json(printed),
    )


def _fits(entry: Entry, word: str) -> bool:
    return word in (entry.issuer, entry.period) or (
        len(word) >= 6 and entry.sha256.startswith(word.lower())
    )
