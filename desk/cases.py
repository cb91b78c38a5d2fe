"""Cases: documents audited together, how far that has come, what was found, what was answered."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from threading import Thread
from typing import Any, Literal, NamedTuple, cast

from gouji.checks.accepted.diff import Diff, compare
from gouji.checks.audit import Audit
from gouji.checks.engagement import Engagement, Performance
from gouji.checks.finding import Finding, Suppressed
from gouji.desk.ticks import Ticks
from gouji.desk.workshop import LostError, Workshop
from gouji.documents.document import Document, Unreadable
from gouji.documents.files.source import Step, Watch, unwatched
from gouji.documents.opening import listed
from gouji.figures.reading import Reading
from gouji.reports.marking.annotating import annotate
from gouji.reports.saying.phrases import PHRASES
from gouji.texts.bilingual import Lang

MOST_BYTES = 1_000_000_000
"""All files of one case together."""
MOST_FILES = 2_000
LONGEST_NAME = 120
DEEPEST = 8
State = Literal["filling", "auditing", "done"]


@dataclass
class Case:
    """Documents that are audited together, in ``folder``; ``after`` is the draft before."""

    number: int
    folder: Path
    after: Case | None = None
    paths: tuple[Path, ...] = ()
    state: State = "filling"
    size: int = 0
    count: int = 0
    audited: tuple[Audit, Reading] | None = None
    step: Step = field(default_factory=lambda: Step("files"))
    files: tuple[int, int] = (0, 0)
    began: float = 0.0

    def watch(self, step: Step) -> None:
        """Take note of what the worker is doing."""
        self.step = step
        if step.unit == "files" and step.total:
            self.files = step.done, step.total

    def progress(self) -> dict[str, Any]:
        """How far an audit has come: what is done now, files read of all, and seconds."""
        now = {"unit": self.step.unit, "file": Path(self.step.path).name}
        done, total = self.files
        return {**now, "done": done, "total": total, "elapsed": time.monotonic() - self.began}

    def place_for(self, name: str) -> Path:
        """Where in the folder to put a file that is called ``name`` elsewhere: never outside."""
        parts = [_safe(part) for part in PurePosixPath(name.replace("\\", "/")).parts]
        kept = [part for part in parts if part][-DEEPEST:] or ["document"]
        place = self.folder.joinpath(*kept)
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def top(self) -> tuple[Path, ...]:
        """What it is of: the paths given, else what was dropped into its folder."""
        dropped = (path.relative_to(self.folder) for path in self.folder.iterdir())
        return self.paths or tuple(sorted(dropped))

    @property
    def title(self) -> str:
        """What to call it: by its documents."""
        return ", ".join(self.names[:3]) + (f" +{len(self.names) - 3}" if self.names[3:] else "")

    @property
    def names(self) -> tuple[str, ...]:
        """What its documents are called."""
        shown = listed([self.folder / p for p in self.top()]).files
        return tuple(path.name for path in shown)

    def finding(self, wanted: str) -> Finding | None:
        found = self.audited[0].result.findings if self.audited else ()
        return next((f for f in found if f.id == wanted), None)

    def issuer_of(self, finding: Finding) -> str:
        documents = self.audited[0].result.documents if self.audited else ()
        return next((d.issuer or "" for d in documents if d.path == finding.document), "")


def _safe(part: str) -> str:
    shown = "".join(c for c in part if c.isprintable() and c not in '<>:"|?*/').strip(" .")
    stem, dot, suffix = shown.rpartition(".")
    return f"{stem[-LONGEST_NAME:]}{dot}{suffix[-LONGEST_NAME:]}"


class Answered(NamedTuple):
    """A case as it stands today: what was found, what remains, which findings were answered."""

    everything: Performance
    remains: Performance
    answers: dict[str, Suppressed]


@dataclass
class Desk:
    """All cases since the desk was opened, and the files that their answers go to."""

    engagement: Engagement
    ticks: Ticks
    workshop: Workshop
    folder: Path
    cases: dict[int, Case] = field(default_factory=dict)

    def new_case(self, after: Case | None = None) -> Case:
        number = len(self.cases) + 1
        folder = self.folder / str(number)
        folder.mkdir()
        self.cases[number] = Case(number, folder, after)
        return self.cases[number]

    def case_of(self, paths: Sequence[Path]) -> Case:
        """Open a case of files where they are, and begin to audit them."""
        case = self.new_case()
        case.folder, case.paths = Path.cwd(), tuple(paths)
        files = listed(case.paths).files
        case.size = sum(f.stat().st_size for f in files if f.is_file())
        self.begin(case)
        return case

    def begin(self, case: Case) -> None:
        """Audit a case; what is dropped later is another one."""
        case.state, case.began, case.files = "auditing", time.monotonic(), (0, len(case.names))
        if case.after is not None and len(case.names) == len(case.after.names) == 1:
            self.ticks.follow(case.after.names[0], case.names[0])
        Thread(target=self._audit, args=(case,), daemon=True).start()

    def _audit(self, case: Case) -> None:
        case.paths = case.top()
        try:
            case.audited = self._audited(case, case.paths)
        except LostError as lost:
            case.audited = self._without_fatal(case, lost)
        case.state = "done"

    def _audited(self, case: Case, paths: Sequence[Path]) -> tuple[Audit, Reading]:
        bound = replace(self.engagement, paths=tuple(paths))
        seconds = bound.limits.seconds * max(1, len(case.names))
        found = self.workshop.run(case.folder, seconds, case.watch, _perform, bound)
        return cast(tuple[Audit, Reading], found)

    def _without_fatal(self, case: Case, lost: LostError) -> tuple[Audit, Reading]:
        """Try each file alone, and audit together those that no worker is lost over."""
        files = listed([case.folder / p for p in case.paths]).files
        here, fatal = case.folder, {}
        alone = [f.relative_to(here) if f.is_relative_to(here) else f for f in files]
        for path in alone:
            try:
                self._audited(case, [path])
            except LostError as why:
                fatal[path] = why
        with suppress(LostError):
            return _with_lost(self._audited(case, [p for p in alone if p not in fatal]), fatal)
        return _with_lost(self._audited(case, ()), dict.fromkeys(alone, lost))

    def answered(self, case: Case, today: date) -> Answered:
        """What a finished case found, and what of that is answered ``today``."""
        assert case.audited is not None
        bare = replace(self.engagement, waivers=(), baseline=None)
        held = replace(bare, waivers=self.ticks.waivers(), baseline=self.ticks.baseline())
        remains = held.settled(*case.audited, today)
        answers = {s.finding.id: s for s in remains.suppressed}
        return Answered(bare.settled(*case.audited, today), remains, answers)

    def compared(self, old: Case, new: Case, today: date) -> Diff:
        """What became of the findings and figures of one case in another."""
        before, after = (self.answered(case, today).everything for case in (old, new))
        return compare(before.result, after.result, before.figures, after.figures)

    def marked(self, case: Case, document: Document, lang: Lang) -> tuple[str, bytes]:
        """A copy of a document with its open findings in it, and what to call it."""
        asked = self.answered(case, date.today()).remains, document, lang
        seconds = self.engagement.limits.seconds
        suffix, data = self.workshop.run(case.folder, seconds, unwatched, _annotate, *asked)
        return f"{Path(document.path).stem}-gouji{suffix}", data


def _with_lost(
    found: tuple[Audit, Reading], fatal: Mapping[Path, LostError]
) -> tuple[Audit, Reading]:
    audit, reading = found
    lost = (Unreadable(str(path), PHRASES.told(f"lost-{one.why}")) for path, one in fatal.items())
    result = replace(audit.result, unreadable=(*audit.result.unreadable, *lost))
    return replace(audit, result=result), reading


def _perform(engagement: Engagement, *, watch: Watch) -> tuple[Audit, Reading]:
    return replace(engagement, watch=watch).audited()


def _annotate(
    done: Performance, document: Document, lang: Lang, *, watch: Watch
) -> tuple[str, bytes]:
    watch(Step("done"))
    marked = annotate(done.result, document, done.audit.tallies(), lang)
    return marked.suffix, marked.data
