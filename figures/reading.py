"""From paths to disclosures: open, read the figures, on several processes where it pays.

Around each document runs a boundary: whatever happens to it, the others are audited.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from gouji.documents.document import Document, DocumentError, Unreadable, told
from gouji.documents.files.deadline import Deadline, cut_off
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source, Step, Watch, unwatched
from gouji.documents.opening import listed, open_document
from gouji.figures.disclosure import Disclosure, read, within
from gouji.figures.identity.identify import named
from gouji.figures.meaning import Meaning

WORTH_A_PROCESS = 8
"""Fewer files are read sooner than processes start."""
_LOG = logging.getLogger("gouji")
_LONGEST = 200
"""Characters of what an error says of itself, which may quote the document at any length."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, what could not be, and the files of folders that were passed over."""

    documents: tuple[Document, ...]
    disclosures: tuple[Disclosure, ...]
    failures: tuple[Unreadable, ...] = ()
    skipped: tuple[Path, ...] = ()


def read_all(
    paths: Sequence[Path | Source],
    meaning: Meaning,
    limits: Limits | None = None,
    jobs: int = 1,
    given: Mapping[str, str] | None = None,
    watch: Watch = unwatched,
) -> Reading:
    """Read files, folders and what is in memory; what fails is listed and stops nothing else.

    ``given`` says issuer, period or title of all of them, whatever they print; ``watch`` is told
    how far it has come.
    """
    files, skipped = listed([path for path in paths if isinstance(path, Path)])
    held = [source for source in paths if isinstance(source, Source)]
    task = partial(read_one, meaning=meaning, limits=limits or Limits(), given=dict(given or {}))
    found = list(_each([*files, *held], task, jobs, watch))
    pairs = [f for f in found if not isinstance(f, Unreadable)]
    return Reading(
        tuple(document for document, _ in pairs),
        tuple(disclosure for _, disclosure in pairs),
        tuple(logged(f) for f in found if isinstance(f, Unreadable)),
        skipped,
    )


def read_one(
    what: Path | Source | Document,
    meaning: Meaning,
    limits: Limits,
    given: Mapping[str, str] | None = None,
    watch: Watch = unwatched,
) -> tuple[Document, Disclosure] | Unreadable:
    """Read one file, unless it is open already, and the sidecar beside it."""
    deadline = Deadline.within(limits.seconds)
    path = what if isinstance(what, Path) else what.path

    def work() -> tuple[Document, Disclosure]:
        found = what if isinstance(what, Document) else open_document(what, limits, watch)
        document = named(found, given or {})
        watch(Step("figures", path=str(path)))
        return document, within(read(document, meaning, deadline), limits.figures)

    late = limits.exceeded("seconds", path)
    return contained(path, lambda: cut_off(work, deadline.at, late))


def contained(path: Path | str, work: Callable[[], T]) -> T | Unreadable:
    """Do ``work`` on one document; what it raises is a reason not to audit that document.

    The one place where any error is caught: a bug that one hostile or odd file brings to light must
    not cost the audit of a hundred others, and is told as our bug, never as the file's fault alone.
    """
    try:
        return work()
    except DocumentError as error:
        return Unreadable(error.path, error.reason)
    except Exception as bug:  # noqa: BLE001
        said = f"{type(bug).__name__}: {bug}"[:_LONGEST].encode("utf-8", "replace").decode()
        return Unreadable(str(path), told("our-error", said=said), traceback.format_exc())


def logged(failure: Unreadable) -> Unreadable:
    """Tell whoever listens, and show the trace to whoever asked for it."""
    _LOG.info("%s: %s", failure.path, failure.reason)
    if failure.trace:
        _LOG.debug("%s\n%s", failure.path, failure.trace)
    return failure


Found: TypeAlias = tuple[Document, Disclosure] | Unreadable


def _each(
    files: Sequence[Path | Source], task: partial[Found], jobs: int, watch: Watch
) -> Iterator[Found]:
    """Read each file; other processes can't be watched within one."""
    if jobs <= 1 or len(files) < WORTH_A_PROCESS:
        yield from _counted(map(partial(task, watch=watch), files), len(files), watch)
        return
    from gouji.figures.workers import survived  # noqa: PLC0415  # processes, where they pay

    yield from _counted(survived(files, task, jobs, fatal), len(files), watch)


def fatal(what: Path | Source) -> Unreadable:
    """Tell of a document that brings its process down."""
    return Unreadable(str(what.path if isinstance(what, Source) else what), told("died"))


def _counted(found: Iterable[Found], total: int, watch: Watch) -> Iterator[Found]:
    for done, one in enumerate(found, start=1):
        watch(Step("files", done, total))
        yield one
