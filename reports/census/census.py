"""An audit of thousands of documents on the workers of Dask, by issuer.

Reading is one task a file, auditing one a group: the documents of an issuer, or one of which no
issuer is known. Only documents of one issuer are ever held against each other, so that the
findings are those of one audit of all. A dead worker's tasks are done again elsewhere; a file that
workers die of is tried alone once more, and is then told as unreadable.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import dask
import fsspec
from distributed import Client, Future, KilledWorker, as_completed

from gouji import __version__
from gouji.checks.audit import Audit, Terms, audit_reading
from gouji.checks.engagement import Engagement
from gouji.checks.finding import Bar, exit_code
from gouji.documents.document import DocumentError, Unreadable, refused
from gouji.documents.files.source import Source, Step
from gouji.figures.disclosure import Disclosure
from gouji.figures.grouping import grouped
from gouji.figures.reading import Reading, fatal, read_one
from gouji.reports.census.store import Done, as_given, done_in, drop, keep, listed
from gouji.rules.bundled import ADDED, added_files
from gouji.rules.rule import Severity
from gouji.texts.bilingual import Words

OWN = {
    "distributed.scheduler.allowed-failures": 1,
    "distributed.deploy.lost-worker-timeout": "1 day",
}
"""How workers of our own live. One may die of a task before the task is left aside (by default
three). A worker that died is begun anew however long that takes: 15 seconds after a first death
Dask would take one for lost that a second death has only just begun anew."""
Read: TypeAlias = Disclosure | Unreadable


@dataclass(frozen=True, slots=True)
class Census:
    """What became of all documents, whether they were audited now or before."""

    groups: tuple[Done, ...]
    read: int
    """Files that were read this time."""

    @property
    def documents(self) -> int:
        return sum(done.documents for done in self.groups)

    @property
    def severities(self) -> Counter[Severity]:
        return sum((Counter(done.severities) for done in self.groups), Counter[Severity]())

    @property
    def unreadable(self) -> list[Unreadable]:
        told = (one for done in self.groups for one in done.unreadable)
        return [Unreadable(path, Words(*reason)) for path, *reason in told]

    def exit_code(self, bar: Bar) -> int:
        """As ``Result.exit_code``."""
        return exit_code(self.severities, bool(self.unreadable) or not self.documents, bar)


def take(
    engagement: Engagement,
    urls: Iterable[str],
    into: str,
    engine: str = "dask",
    excluded: Sequence[str] = (),
) -> Census:
    """Audit what is new or changed below ``urls``, and keep it in the folder ``into``."""
    files, before = listed(urls, excluded), done_in(into)
    # what findings depend on besides the documents
    asked = engagement.rules, engagement.limits, sorted(engagement.given.items())
    parts = [__version__, repr(asked)]
    parts += [file.read_text("utf-8") for file in engagement.sources if file.is_file()]
    rules = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    kept = {
        done.group: done
        for done in before
        if done.rules == rules and all(files.get(p) == v for p, v in done.files.items())
    }
    for old in before:
        if old.group not in kept:
            drop(into, old.group)
    known = {path for done in kept.values() for path in done.files}
    audited: dict[str, Done] = {}
    if new := [path for path in files if path not in known]:
        with dask.config.set(OWN), _client(engine, engagement.jobs) as client:
            run = _Run(client, engagement, files, into, rules)
            found = run.read(new)
            found |= run.read([p for g in _by_group(found).keys() & kept for p in kept[g].files])
            new = list(found)
            audited = {done.group: done for done in run.audit(_by_group(found), found)}
    engagement.watch(Step("done"))
    return Census(tuple((kept | audited).values()), len(new))


@contextmanager
def _client(engine: str, jobs: int) -> Iterator[Client]:
    """A scheduler somewhere (``dask://host:8786``), or workers of our own (``dask``)."""
    _, _, address = engine.partition("://")
    if address:
        with Client(f"tcp://{address}") as client:
            # workers know their words from the start, and may know others than we
            if any(spoken != _spoken() for spoken in client.run(_spoken).values()):
                raise refused(client.scheduler.addr, "words-elsewhere", variable=ADDED)
            yield client
    else:
        own = {"threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}
        with Client(n_workers=jobs, **own) as client:
            yield client


def _spoken() -> list[str]:
    """What the packs say whose words are in force."""
    return [file.read_text("utf-8") for file in added_files()]


Found: TypeAlias = dict[str, tuple[str, Any]]
"""By path: the group of a file, and its disclosure on the cluster or why there is none."""


def _by_group(found: Found) -> dict[str, list[str]]:
    return grouped((group, path) for path, (group, _) in found.items())


class _Run:
    """One audit on one cluster."""

    def __init__(
        self, client: Client, asked: Engagement, files: Mapping[str, str], into: str, rules: str
    ) -> None:
        self.client, self.files, self.into, self.rules = client, files, into, rules
        self.watch = asked.watch
        terms = Terms(asked.rules, asked.meaning, asked.limits, given=asked.given)
        self.terms = self._begun(_held, terms)

    def _begun(self, work: Callable[..., Any], *arguments: Any) -> Future:
        return self.client.submit(work, *arguments, pure=False)

    def read(self, paths: list[str]) -> Found:
        """Read files on the workers, where what is read stays."""
        found = self._read(paths)
        for path in [p for p, (_, one) in found.items() if one == _DIED]:
            found |= self._read([path])  # alone: who died of it, and who merely stood beside it
        return {p: (g, fatal(Path(p)) if one == _DIED else one) for p, (g, one) in found.items()}

    def _read(self, paths: list[str]) -> Found:
        read = {p: self._begun(_read, p, self.terms) for p in paths}
        groups = {self._begun(_group, p, one): p for p, one in read.items()}
        found: Found = {}
        for future, told in self._each(groups, len(paths)):
            path = groups[future]
            found[path] = (told, read[path]) if isinstance(told, str) else (path, told)
        return found

    def audit(self, groups: Mapping[str, list[str]], found: Found) -> Iterator[Done]:
        """Audit group by group; what is done is kept at once, and forgotten on the cluster."""
        for group, done in self._audited(groups, found):
            paths, again = groups[group], done
            if done is None:  # what was read died with a worker, perhaps of another's file
                ((_, again),) = self._audited({group: paths}, self.read(paths))
            files = {path: self.files[path] for path in paths}
            lost = _done(group, self.rules, files, None, map(fatal, map(Path, paths)))
            yield again or keep(self.into, lost, None)

    def _audited(
        self, groups: Mapping[str, list[str]], found: Found
    ) -> Iterator[tuple[str, Done | None]]:
        begun: dict[Future, str] = {}
        for group, paths in groups.items():
            about = (group, self.rules, {path: self.files[path] for path in paths})
            read = [found[path][1] for path in paths]
            begun[self._begun(_audited, read, self.terms, self.into, about)] = group
        for future, done in self._each(begun, len(begun)):
            yield begun[future], done if isinstance(done, Done) else None

    def _each(self, futures: Iterable[Future], total: int) -> Iterator[tuple[Future, Any]]:
        """Results as they come, in words where a worker died of its task again and again."""
        for n, future in enumerate(as_completed(list(futures)), 1):
            self.watch(Step("files", n, total))
            try:
                yield future, future.result()
            except KilledWorker:
                yield future, _DIED


_DIED = Unreadable("", Words("", ""))


def _held(terms: Terms) -> Terms:
    """Keep on the cluster what all tasks need; it is made again where its worker dies."""
    return terms


def _read(path: str, terms: Terms) -> Read:
    what: Path | Source = Path(path)
    try:
        if "://" in path:
            with fsspec.open(path, "rb") as file:
                what = Source(Path(path), file.read(terms.limits.bytes + 1))
            terms.limits.check("bytes", len(what.data), path)
    except (OSError, DocumentError) as failure:
        return Unreadable(path, Words(f"打不开（{failure}）", f"cannot be opened ({failure})"))
    found = read_one(what, terms.meaning, terms.limits, terms.given)
    return found if isinstance(found, Unreadable) else found[1]


def _group(path: str, read: Read) -> str | Unreadable:
    return read if isinstance(read, Unreadable) else read.issuer or path


def _audited(
    read: list[Read], terms: Terms, into: str, about: tuple[str, str, dict[str, str]]
) -> Done:
    failures = tuple(one for one in read if isinstance(one, Unreadable))
    disclosures = tuple(one for one in read if isinstance(one, Disclosure))
    audit = None
    if disclosures:
        audit, reading = audit_reading(Reading((), disclosures, failures), terms)
        failures = reading.failures
    return keep(into, _done(*about, audit, failures), audit)


def _done(
    group: str,
    rules: str,
    files: Mapping[str, str],
    audit: Audit | None,
    failed: Iterable[Unreadable],
) -> Done:
    findings = audit.result.findings if audit else ()
    urls = as_given(files)
    told = [(urls.get(one.path, one.path), *one.reason) for one in failed]
    severities = Counter[Severity](finding.severity for finding in findings)
    return Done(group, rules, files, len(files) - len(told), dict(severities), told)
