"""An engagement: what is to be audited, by which rules, how strictly; and its performance."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from gouji.checks.accepted import acceptance
from gouji.checks.accepted.acceptance import Baseline, Set
from gouji.checks.audit import Audit, Terms, audit_files, with_skipped
from gouji.checks.finding import Finding, Result, Suppressed
from gouji.checks.lint import ensure_sound
from gouji.checks.telling.findings import RULES as NOTES
from gouji.documents.document import Unreadable
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Step, Watch, unwatched
from gouji.documents.opening import Listed, listed
from gouji.figures.archive import Archive
from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.figures.reading import Reading
from gouji.rules import pack, vocabulary
from gouji.rules.problem import refuse, unknown
from gouji.rules.rule import Rule
from gouji.rules.settings import Settings, Waiver
from gouji.rules.source import read_text

OF_THE_AUDIT = (*NOTES, acceptance.WAIVER, acceptance.BASELINE)
"""What findings may name as their rule though no pack declares it."""


@dataclass(frozen=True)
class Engagement(Terms):
    """All that an audit needs to know before it begins."""

    paths: tuple[Path, ...] = ()
    severities: Mapping[str, Set] = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    baseline: Baseline | None = None
    skipped: tuple[Path, ...] = ()
    """Files passed over already when ``paths`` were chosen."""
    sources: tuple[Path, ...] = ()
    """What it was drawn up from (settings, packs, archive …): never written over by a report."""
    known_in: Path | None = None
    """The file of the baseline, which only a newer baseline is written over."""

    def read(self) -> Reading:
        """Read all that is to be audited."""
        try:
            return self.reading_of(self.paths)
        finally:
            self.watch(Step("done"))

    def audited(self) -> tuple[Audit, Reading]:
        """Audit, and set nothing aside."""
        try:
            audit, reading = audit_files(self.paths, self)
            return with_skipped(audit, self.skipped), reading
        finally:
            self.watch(Step("done"))

    def perform(self, today: date) -> Performance:
        """Audit, and set aside what is accepted ``today``."""
        return self.settled(*self.audited(), today)

    def settled(self, audit: Audit, reading: Reading, today: date) -> Performance:
        """Set aside what is accepted ``today`` of an audit that was done, here or elsewhere."""
        findings = acceptance.with_severities(audit.result.findings, self.severities)
        waived = acceptance.waive(findings, self.waivers, audit.result, today)
        kept, suppressed, notes = waived.kept, waived.suppressed, waived.notes
        if self.baseline is not None:
            known = acceptance.compare(kept, self.baseline, audit.result, suppressed)
            kept, suppressed = known.kept, (*suppressed, *known.suppressed)
            notes = (*notes, *known.notes)
        told = acceptance.with_severities(notes, self.severities)
        accepted = replace(waived, kept=kept, suppressed=suppressed, notes=tuple(told))
        return Performance(
            audit, reading, acceptance.remaining(audit.result, accepted), suppressed, kept
        )

    def known(
        self,
        today: date,
        before: Baseline | None = None,
        how: Literal["update", "prune"] = "update",
    ) -> tuple[Baseline, tuple[Unreadable, ...]]:
        """Audit without a baseline, and make or renew one of what is found."""
        done = replace(self, baseline=None).perform(today)
        old = before or Baseline()
        if how == "prune":
            return acceptance.prune(old, done.kept, done.result), done.result.unreadable
        return acceptance.update(old, done.kept, done.result, today), done.result.unreadable


@dataclass(frozen=True)
class Performance:
    """An audit performed: ``result`` holds what remains, ``suppressed`` what was accepted.

    ``kept`` are the findings of the result without the notes on waivers and baseline.
    """

    audit: Audit
    reading: Reading
    result: Result
    suppressed: tuple[Suppressed, ...]
    kept: tuple[Finding, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All printed figures, in order."""
        return tuple(f for d in self.reading.disclosures for f in d.figures)


def engage(
    settings: Settings,
    paths: Sequence[Path] = (),
    packs: Sequence[str] = (),
    *,
    exclude: Sequence[str] = (),
    limits: Mapping[str, int] | None = None,
    jobs: int | None = None,
    baseline: Path | None = None,
    given: Mapping[str, str] | None = None,
    archive: Archive | None = None,
    watch: Watch = unwatched,
) -> Engagement:
    """Draw an engagement up from settings and what is asked for beside them, which goes first.

    RuleError says what is wrong with rules, vocabulary, severities or the baseline.
    """
    file = baseline or settings.baseline
    kept = archive.path if archive else None
    asked = jobs if jobs is not None else settings.jobs
    named = tuple(paths) or tuple(map(Path, settings.paths))
    excluded = exclude or settings.exclude
    found = listed(named, excluded) if excluded else Listed(named, ())
    used, files = packs_of(settings, packs), (settings.file, settings.archive, kept)
    return Engagement(
        paths=found.files,
        rules=rules_of(settings, packs),
        meaning=meaning_of(settings, packs),
        limits=Limits(**{**settings.limits, **(limits or {})}),
        jobs=asked or os.cpu_count() or 1,
        severities=settings.severities,
        waivers=settings.waivers,
        baseline=baseline_in(file) if file else None,
        given=given or {},
        archive=archive,
        watch=watch,
        skipped=found.skipped,
        sources=(*pack.own_files(used), *map(Path, settings.vocabulary), *filter(None, files)),
        known_in=file,
    )


def baseline_in(file: Path) -> Baseline:
    """Read a baseline; RuleError says why it can't be."""
    return acceptance.from_json(read_text(file), str(file))


def rules_of(settings: Settings, packs: Sequence[str] = ()) -> tuple[Rule, ...]:
    """Load the rules of packs, without those that are switched off; RuleError if any is unsound."""
    named = packs_of(settings, packs)
    rules = pack.load(named)
    if not set(named) <= set(pack.bundled()):  # those that ship are held sound by the tests
        ensure_sound(rules, meaning_of(settings, packs).vocabulary)
    _ensure_known(settings, rules)
    return tuple(rule for rule in rules if settings.severities.get(rule.id) != "off")


def _ensure_known(settings: Settings, rules: Sequence[Rule]) -> None:
    """RuleError lists the severities of rules that no pack has, be it loaded this time or not."""
    ids = {*(rule.id for rule in rules), *OF_THE_AUDIT}
    if settings.severities.keys() <= ids:
        return
    ids |= {rule.id for rule in pack.load((*pack.bundled(), *settings.packs))}
    lost = (rule for rule in settings.severities if rule not in ids)
    refuse(unknown(settings.places[rule], "rule", rule, ids) for rule in lost)


def packs_of(settings: Settings, packs: Sequence[str] = ()) -> tuple[str, ...]:
    """Name the packs that are asked for, else those that are set, else those that are usual."""
    return tuple(packs) or settings.packs or pack.DEFAULT


def meaning_of(settings: Settings, packs: Sequence[str] = ()) -> Meaning:
    """Load the vocabulary with all that packs and settings add to it."""
    added = pack.vocabulary_files(packs_of(settings, packs))
    return Meaning(vocabulary.load([*added, *map(Path, settings.vocabulary)]))
