"""The archive: the figures of past disclosures in one local file, to tie this year to last year.

The file is an SQLite database: a row a document, known by the sha256 of its bytes, with its figures
as JSON, exactly as they were read. A document is added once, however often. A corrected one, of the
same issuer, period and title but other bytes, is kept beside the first; audits use what was added
last. Nothing is ever overwritten: a file that is damaged, of another gouji or no archive at all is
a DocumentError and stays as it is. SQLite lets one process write at a time; others wait.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gouji.documents.document import DocumentError, refusal, refused
from gouji.figures.disclosure import Disclosure
from gouji.figures.figure import Figure

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA: Final = 2
"""Raised when the table or the figures in it change; another gouji then refuses the file."""
PATIENCE: Final = 30.0
"""Seconds to wait for another process before giving up."""
LEAST_OF_A_SHA: Final = 6
_OURS: Final = 0x676F756A
"""SQLite's ``application_id`` of an archive: "gouj"."""
_TABLE: Final = f"""
CREATE TABLE disclosures (
    sha256 TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, issuer TEXT NOT NULL,
    period TEXT NOT NULL, count INTEGER NOT NULL, added INTEGER NOT NULL, figures TEXT NOT NULL);
PRAGMA application_id = {_OURS};
PRAGMA user_version = {SCHEMA};
"""
_ENTRY: Final = "sha256, path, title, issuer, period, count, added"
_ENTRIES: Final = f"""
SELECT {_ENTRY}, added = max(added) OVER (PARTITION BY issuer, period, title) FROM disclosures
ORDER BY issuer, period, added
"""
"""Versions of one document have its title: a city may publish two of a period, under two titles."""
_REFUSED: Final = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
"""What SQLite says of the system that would not write, as the system says it."""


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


def default_path() -> Path:
    """``archive.sqlite`` in the user's data folder."""
    from platformdirs import user_data_path  # noqa: PLC0415  # only archives need it

    return user_data_path("gouji", appauthor=False) / "archive.sqlite"


@dataclass(frozen=True)
class Archive:
    """The archive in the file ``path``, which need not exist yet."""

    path: Path
    patience: float = PATIENCE

    def add(self, disclosures: Sequence[Disclosure]) -> list[Addition]:
        """Add disclosures, all or none; the archive is made if there is none."""
        with self._open(writing=True) as connection:
            return [_add(connection, disclosure) for disclosure in disclosures]

    def entries(self) -> list[Entry]:
        """List what is archived, by issuer, period and order of addition."""
        with self._open() as connection:
            return _entries(connection)

    def find(self, words: Sequence[str]) -> list[Entry]:
        """The entries that all words fit: an issuer, a period, or the beginning of a sha256."""
        return [
            entry
            for entry in self.entries()
            if all(
                word in (entry.issuer, entry.period)
                or (len(word) >= LEAST_OF_A_SHA and entry.sha256.startswith(word.lower()))
                for word in words
            )
        ]

    def remove(self, entries: Iterable[Entry]) -> None:
        """Take entries out, all or none."""
        if keys := [(e.sha256,) for e in entries]:
            with self._open(writing=True) as connection:
                connection.executemany("DELETE FROM disclosures WHERE sha256 = ?", keys)

    def disclosures(self, entries: Iterable[Entry] | None = None) -> tuple[Disclosure, ...]:
        """Read entries with their figures; without any named, all that audits use."""
        with self._open() as connection:
            chosen = [e for e in _entries(connection) if e.latest] if entries is None else entries
            try:
                return tuple(_disclosure(connection, entry) for entry in chosen)
            except ValueError as error:
                raise self._damaged(error) from error

    def of_issuers(self, issuers: Iterable[str]) -> tuple[Disclosure, ...]:
        """What audits of these issuers are compared with."""
        wanted = set(issuers)
        return self.disclosures(e for e in self.entries() if e.latest and e.issuer in wanted)

    @contextmanager
    def _open(self, *, writing: bool = False) -> Iterator[sqlite3.Connection]:
        """Open to read, or to write as a whole or not at all; only writing makes what is not there.

        Who reads what is not there, or a file without content, as a full disk may leave, reads an
        empty one. What a killed process left half written is taken back by whoever opens it next.
        """
        place = f"{self.path.absolute().as_uri()}?mode={'rwc' if writing else 'rw'}"
        try:
            if writing:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            elif not (self.path.exists() and self.path.stat().st_size):
                place = "file::memory:"
            with closing(
                sqlite3.connect(place, self.patience, isolation_level=None, uri=True)
            ) as connection:
                connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
                self._require_schema(connection)
                if writing:
                    (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
                    if said != "ok":
                        raise self._damaged(said)
                yield connection
                connection.execute("COMMIT")
        except OSError as error:
            raise self._unwritten(error) from error
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise refused(self.path, "archive-busy") from error
            if code in _REFUSED:
                raise self._unwritten(OSError(_REFUSED[code], "")) from error
            raise self._damaged(error) from error

    def _require_schema(self, connection: sqlite3.Connection) -> None:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        (ours,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if not tables and not ours:
            for statement in _TABLE.split(";"):
                connection.execute(statement)
        elif ours != _OURS:
            raise refused(self.path, "archive-of-others")
        elif version != SCHEMA:
            raise refused(self.path, "archive-of-schema", version=version, known=SCHEMA)

    def _damaged(self, found: object) -> DocumentError:
        return refused(self.path, "archive-damaged", detail=str(found).splitlines()[0])

    def _unwritten(self, failure: OSError) -> DocumentError:
        return refused(self.path, "archive-unwritten", why=refusal(failure))


def _add(connection: sqlite3.Connection, disclosure: Disclosure) -> Addition:
    issuer, period, title = disclosure.issuer, disclosure.period, disclosure.title
    if issuer is None or period is None:
        return Addition(disclosure.path, "unnamed")
    entries = _entries(connection)
    known = next((e for e in entries if e.sha256 == disclosure.sha256), None)
    if known and (known.issuer, known.period) == (issuer, period):
        return Addition(disclosure.path, "known", known)
    # one that is known is named anew, where an option or a sidecar names it otherwise
    printed = _as_json().dump_json(disclosure.figures, exclude_defaults=True).decode()
    whole = (disclosure.sha256, disclosure.path, title, issuer, period, len(disclosure.figures))
    connection.execute(
        f"INSERT OR REPLACE INTO disclosures ({_ENTRY}, figures) SELECT ?, ?, ?, ?, ?, ?,"
        " coalesce(max(added), 0) + 1, ? FROM disclosures",
        [*whole, printed],
    )
    entry = next(e for e in _entries(connection) if e.sha256 == disclosure.sha256)
    versions = (e for e in entries if (e.issuer, e.period, e.title) == (issuer, period, title))
    replaced = next((e for e in versions if e.latest and e != known), None)
    return Addition(disclosure.path, "added", entry, replaced)


@cache
def _as_json() -> TypeAdapter[tuple[Figure, ...]]:
    from pydantic import TypeAdapter  # noqa: PLC0415  # only archives need it

    return TypeAdapter(tuple[Figure, ...])


def _entries(connection: sqlite3.Connection) -> list[Entry]:
    rows = connection.execute(_ENTRIES)
    return [replace(Entry(*entry), latest=bool(last)) for *entry, last in rows]


def _disclosure(connection: sqlite3.Connection, entry: Entry) -> Disclosure:
    found = connection.execute("SELECT figures FROM disclosures WHERE sha256 = ?", [entry.sha256])
    (printed,) = found.fetchone() or ("",)
    named = entry.path, entry.sha256, entry.title, entry.issuer, entry.period
    return Disclosure(*named, _as_json().validate_json(printed))
