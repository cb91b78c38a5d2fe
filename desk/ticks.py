"""What people answered to findings, in the baseline and the waivers of the command line.

*Checked* puts a finding into the baseline: known since that day, and new again once its numbers
are printed differently. *Has a reason* writes a waiver with who, why and until when.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from threading import RLock

from gouji.checks.accepted.acceptance import Baseline, Known, accepts, as_json, create, entry_of
from gouji.checks.engagement import baseline_in
from gouji.checks.finding import Finding
from gouji.reports.writing import put
from gouji.rules.problem import wrong
from gouji.rules.settings import FILE, PYPROJECT, Settings, Waiver, load

BASELINE = "gouji-baseline.json"
_DELETE = "\x7f"


@dataclass
class Ticks:
    """The files of a project, else those of ``folder``, which are made with the first answer."""

    settings: Settings
    folder: Path
    revision: int = 0
    """Raised by each answer, so that pages know when they are out of date."""
    _lock: RLock = field(default_factory=RLock)

    @property
    def home(self) -> Path:
        return self.settings.file.parent.resolve() if self.settings.file else self.folder

    @property
    def baseline_file(self) -> Path:
        return self.settings.baseline or self.home / BASELINE

    @property
    def waivers_file(self) -> Path:
        return self.settings.file or self.home / FILE

    def baseline(self) -> Baseline | None:
        """The baseline as it stands; others may have written to it meanwhile."""
        return baseline_in(self.baseline_file) if self.baseline_file.is_file() else None

    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers as they stand."""
        return load(self.waivers_file).waivers if self.waivers_file.is_file() else ()

    def check(self, finding: Finding, today: date) -> None:
        """Take a finding for known."""
        with self._lock:
            self._drop(finding)
            old = self.baseline() or Baseline()
            self._put_baseline({**old.known, **create([finding], today).known})

    def excuse(self, finding: Finding, whose: str, waiver: Waiver) -> None:
        """Accept a finding for a reason; ``whose`` is its issuer.

        Where nobody is known for the issuer, ids of other documents may be the same, and the waiver
        is for this document alone.
        """
        document = "" if whose else finding.document
        with self._lock:
            self._drop(finding)
            self._append(replace(waiver, id=finding.id, document=document))

    def follow(self, old: str, new: str) -> None:
        """Let waivers that are for one draft alone hold for the next one, under its own name."""
        with self._lock:
            known = self.waivers()
            held = {w.id for w in known if w.document == new}
            for waiver in known:
                if waiver.id and waiver.document == old != new and waiver.id not in held:
                    self._append(replace(waiver, document=new))

    def reopen(self, finding: Finding) -> None:
        """Take an answer back; RuleError where a waiver of many findings gave it."""
        with self._lock:
            self._drop(finding)

    def _drop(self, finding: Finding) -> None:
        self.revision += 1
        old = self.baseline()
        if old is not None and (entry := entry_of(finding, old)) is not None:
            self._put_baseline({i: k for i, k in old.known.items() if i != entry.id})
        for waiver in reversed([w for w in self.waivers() if accepts(w, finding)]):
            if not waiver.id:
                raise wrong(waiver.written, "wide-waiver")
            text = self.waivers_file.read_text("utf-8")
            self._put_waivers(_without(text, int(waiver.written.rpartition(":")[2])))

    def _append(self, waiver: Waiver) -> None:
        self._made()
        text = self.waivers_file.read_text("utf-8")
        table = "tool.gouji.waivers" if self.waivers_file.name == PYPROJECT else "waivers"
        self._put_waivers(f"{text.rstrip()}\n\n{_entry(table, waiver)}")

    def _put_baseline(self, known: Mapping[str, Known]) -> None:
        self._made()
        put(self.baseline_file, as_json(Baseline(known)))

    def _put_waivers(self, text: str) -> None:
        try:
            tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise wrong(str(self.waivers_file), "inline-waivers") from error
        put(self.waivers_file, text)

    def _made(self) -> None:
        """Make the settings that name the baseline, so that the command line finds both."""
        if self.settings.file is None and not self.waivers_file.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            put(self.waivers_file, f'baseline = "{BASELINE}"\n')


def _entry(table: str, waiver: Waiver) -> str:
    texts = {key: getattr(waiver, key) for key in ("id", "document", "reason", "author")}
    # a basic string of TOML is as in JSON, but DEL is escaped as well
    written = {key: json.dumps(text, ensure_ascii=False) for key, text in texts.items() if text}
    lines = [f"{key} = {text}".replace(_DELETE, "\\u007f") for key, text in written.items()]
    lines += [f"expires = {waiver.expires.isoformat()}"] if waiver.expires else []
    return "\n".join([f"[[{table}]]", *lines]) + "\n"


def _without(text: str, line: int) -> str:
    """Take out the table that begins at ``line`` or just above it."""
    lines = text.splitlines(keepends=True)
    start = next(i for i in range(line - 1, -1, -1) if lines[i].lstrip().startswith("[["))
    later = range(start + 1, len(lines))
    end = next((i for i in later if lines[i].lstrip().startswith("[")), len(lines))
    return "".join([*lines[:start], *lines[end:]]).rstrip() + "\n"
