"""The audit itself: figures and rules in, a result out; no files, no printing, a clock to stop."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import compress
from pathlib import Path

from gouji.checks.alignment import aligned
from gouji.checks.binding import bind
from gouji.checks.binding.twice.pairs import apart
from gouji.checks.equations.settling import settle, shown_by
from gouji.checks.finding import (
    Covered,
    DocumentSummary,
    Finding,
    Result,
    Skipped,
    Tally,
    ToldCheck,
)
from gouji.checks.large import PACKED, form_of
from gouji.checks.material import Material, Outcome
from gouji.checks.references import with_references
from gouji.checks.repairs.diagnosis import TRIALS, Diagnosis, diagnose
from gouji.checks.telling.findings import (
    by_document,
    convention,
    evidence,
    findings_of,
    held_against,
)
from gouji.checks.weighing.weighing import weighed
from gouji.documents.document import Document, DocumentError, Place, Unread, Unreadable
from gouji.documents.files.deadline import NEVER, Deadline, cut_off
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source, Step, Watch, unwatched
from gouji.documents.opening import bytes_of, is_picture, open_document
from gouji.figures.archive import Archive
from gouji.figures.disclosure import Disclosure
from gouji.figures.meaning import Meaning
from gouji.figures.reading import Reading, contained, logged, read_all, read_one
from gouji.rules.form import worded
from gouji.rules.rule import Rule


@dataclass(frozen=True)
class Audit:
    """A result with everything behind it: the material looked at and what became of each check."""

    result: Result
    material: Material
    outcomes: tuple[Outcome, ...]
    rules: tuple[Rule, ...] = ()

    def tallies(self) -> tuple[Tally, ...]:
        """For each printed figure, in how many decided checks it ties, breaks, is only bounded."""
        return tuple(_tallies(self.outcomes, self.material))

    def decided(self) -> tuple[ToldCheck, ...]:
        """Every check that was decided, those that tie too, as they are shown."""
        figures = self.material.figures
        return tuple(
            ToldCheck(
                evidence(outcome, self.material, {i: k for k, i in enumerate(used)}),
                tuple(figures[i] for i in used),
            )
            for outcome in self.outcomes
            if outcome.verdict != "undecidable" and (used := outcome.check.figures)
        )


def audit(
    disclosures: Sequence[Disclosure],
    rules: Sequence[Rule],
    meaning: Meaning,
    unreadable: Sequence[Unreadable] = (),
    past: Sequence[Disclosure] = (),
    trials: int = TRIALS,
    deadline: Deadline = NEVER,
) -> Audit:
    """Bind ``rules`` to the figures of ``disclosures``, evaluate, and say what does not tie.

    ``past`` are disclosures that the audited ones are compared with; ``trials`` is how many
    replacements are tried out, a document, in search of what would repair a break. What
    ``deadline`` leaves undone is told of every document.
    """
    decided = _decided(disclosures, rules, meaning, past, deadline)
    return _told(*decided, rules, unreadable, trials)


def _decided(
    disclosures: Sequence[Disclosure],
    rules: Sequence[Rule],
    meaning: Meaning,
    past: Sequence[Disclosure] = (),
    deadline: Deadline = NEVER,
) -> tuple[Material, list[Outcome]]:
    """Bind the rules, and decide every check by itself."""
    settled = [aligned(d, rules, meaning, deadline) for d in disclosures]
    material = with_references(Material.of(settled, meaning, past, deadline), rules)
    return material, settle(bind(rules, material), material)


def _told(
    material: Material,
    decided: Sequence[Outcome],
    rules: Sequence[Rule],
    unreadable: Sequence[Unreadable] = (),
    trials: int = TRIALS,
) -> Audit:
    """Weigh what was decided, and say what does not tie."""
    outcomes = weighed(decided, material)
    diagnosis = diagnose(outcomes, material, trials)
    findings = findings_of(outcomes, material, diagnosis)
    bound = {o.check.rule.id for o in outcomes}
    result = Result(
        documents=tuple(_summaries(outcomes, findings, diagnosis, material)),
        findings=tuple(findings),
        unreadable=tuple(unreadable),
        unbound=tuple(r.id for r in rules if r.id not in bound),
    )
    return Audit(result, material, tuple(outcomes), tuple(rules))


@dataclass(frozen=True)
class Terms:
    """On what terms documents are audited: by which rules, within what bounds, against what."""

    rules: Sequence[Rule]
    meaning: Meaning
    limits: Limits = field(default_factory=Limits)
    jobs: int = 1
    given: Mapping[str, str] = field(default_factory=dict)
    """Issuer and period of all documents, where they are said beside them."""
    archive: Archive | None = None
    """What is compared with, where it exists."""
    watch: Watch = unwatched
    """Who is told how far the work has come."""
    in_part: bool = False
    """Whether a large plain table may be read in part: findings and counts are of all of it."""

    def reading_of(self, paths: Sequence[Path | Source]) -> Reading:
        """Read files, folders and what is in memory."""
        return read_all(paths, self.meaning, self.limits, self.jobs, self.given, self.watch)


def audit_files(paths: Sequence[Path | Source], terms: Terms) -> tuple[Audit, Reading]:
    """Read ``paths`` and audit what could be read; what could not is in the result.

    Of a large plain table that is read in part, figures and outcomes are of some of its rows.
    """
    started = time.monotonic()
    if terms.in_part and len(paths) == 1 and (done := _screened(paths[0], terms)) is not None:
        return done
    return audit_reading(terms.reading_of(paths), terms, started)


def _screened(path: Path | Source, terms: Terms) -> tuple[Audit, Reading] | None:
    """Audit a large plain table by column; None of anything else, or where that fails."""
    rules, meaning, limits = terms.rules, terms.meaning, terms.limits
    deadline = Deadline.within(limits.seconds)

    def work() -> tuple[Audit, Reading] | None:
        source = path if isinstance(path, Source) else Source(path, bytes_of(path, limits))
        if not (form := form_of(source)):
            return None
        from gouji.checks.large.screening import screened  # noqa: PLC0415  # pandas takes 0.5 s
        from gouji.checks.large.table import LargeTable  # noqa: PLC0415

        opened = open_document(source, limits, terms.watch) if form in PACKED else None
        table = LargeTable.of(opened or source, meaning)
        if table is None or table.cells > min(limits.cells, limits.figures):
            return None
        read: list[tuple[Document, Disclosure]] = []

        def look(lines: Sequence[int]) -> tuple[Material, list[Outcome]] | None:
            some = opened.only(lines) if opened else replace(source, only=tuple(lines))
            found = read_one(some, meaning, limits, terms.given, terms.watch)
            if isinstance(found, Unreadable) or found[1].unread or _past(terms.archive, [found[1]]):
                return None
            read[:] = [found]
            return _decided([found[1]], rules, meaning, (), deadline)

        terms.watch(Step("checks", total=table.cells))
        done = screened(table, look)
        if done is None:
            return None
        material = replace(done.material, aside=done.aside())
        told = _told(material, done.outcomes, rules, (), limits.trials)
        counted = tuple(map(done.counted, told.result.documents))
        ((document, disclosure),) = read
        whole = replace(told, result=replace(told.result, documents=counted))
        return whole, Reading((document,), (disclosure,))

    name = path.path if isinstance(path, Source) else path
    done = contained(name, lambda: cut_off(work, deadline.at, limits.exceeded("seconds", name)))
    return None if isinstance(done, Unreadable) else done


def audit_reading(
    reading: Reading, terms: Terms, started: float | None = None
) -> tuple[Audit, Reading]:
    """Audit what was read; its time counts from ``started``, on the monotonic clock."""
    lost: list[Unreadable] = []
    past: tuple[Disclosure, ...] = ()
    try:
        past = _past(terms.archive, reading.disclosures)
    except DocumentError as error:
        lost.append(Unreadable(error.path, error.reason))
    terms.watch(Step("checks", total=sum(len(d.figures) for d in reading.disclosures)))
    rules, meaning, limits = terms.rules, terms.meaning, terms.limits

    def work(some: Sequence[Disclosure], since: float | None = None) -> Audit:
        deadline = Deadline.within(limits.seconds * len(some), since) if some else NEVER
        told = [*lost, *reading.failures]
        late = limits.exceeded("seconds", some[0].path if some else "")
        begun = partial(audit, some, rules, meaning, told, past, limits.trials, deadline)
        return cut_off(begun, deadline.at, late)

    def audited(some: Sequence[Disclosure], since: float | None = None) -> Audit | Unreadable:
        return contained(some[0].path if some else "", partial(work, some, since))

    done = audited(reading.disclosures, started)
    while isinstance(done, Unreadable):
        left = _without_breaking(reading, done, lambda d: audited([d]))
        if left.failures == reading.failures:  # what no document brings about alone is shown
            return work(reading.disclosures), reading
        reading = left
        done = audited(reading.disclosures)
    return with_skipped(done, reading.skipped), reading


def _without_breaking(
    reading: Reading, broken: Unreadable, audited: Callable[[Disclosure], Audit | Unreadable]
) -> Reading:
    """Leave out the documents that bring down an audit of nothing else, and say why.

    Where there are none, there was no time for all of them together, and all are left out.
    """
    told = reading.disclosures
    alone = [broken] if len(told) == 1 else [audited(d) for d in told]
    if not broken.trace and not any(isinstance(done, Unreadable) for done in alone):
        alone = [replace(broken, path=d.path) for d in told]
    failures = [logged(done) for done in alone if isinstance(done, Unreadable)]
    kept = [not isinstance(done, Unreadable) for done in alone]
    return replace(
        reading,
        documents=tuple(compress(reading.documents, kept)),
        disclosures=tuple(compress(told, kept)),
        failures=(*reading.failures, *failures),
    )


def with_skipped(done: Audit, files: Iterable[Path]) -> Audit:
    """Add the files that nobody looked into to what an audit tells."""
    more = tuple(Skipped(str(file), is_picture(file)) for file in files)
    return replace(done, result=replace(done.result, skipped=(*done.result.skipped, *more)))


def _past(archive: Archive | None, disclosures: Sequence[Disclosure]) -> tuple[Disclosure, ...]:
    issuers = [d.issuer for d in disclosures if d.issuer is not None]
    past = archive.of_issuers(issuers) if archive is not None and issuers else ()
    paths = {d.path for d in disclosures}
    return tuple(_apart(d) if d.path in paths else d for d in past)


def _apart(disclosure: Disclosure) -> Disclosure:
    """Name a file that is another one now by its period as well, so that the two are told apart."""
    path = f"{disclosure.path}@{disclosure.period}"
    figures = tuple(replace(figure, document=path) for figure in disclosure.figures)
    return replace(disclosure, path=path, figures=figures)


def _tallies(outcomes: Sequence[Outcome], material: Material) -> list[Tally]:
    """For each printed figure what was decided on it."""
    ties, breaks, bounds = Counter[int](), Counter[int](), Counter[int]()
    for outcome in outcomes:
        if outcome.verdict != "undecidable":
            counts = bounds if outcome.only_bounds else ties if outcome.ties else breaks
            counts.update(outcome.check.figures)
    return [Tally(figure, ties[i], breaks[i], bounds[i]) for i, figure in material.printed()]


def _summaries(
    outcomes: Sequence[Outcome],
    findings: Sequence[Finding],
    diagnosis: Diagnosis,
    material: Material,
) -> Iterator[DocumentSummary]:
    by_path, tallies = by_document(outcomes, material), _tallies(outcomes, material)
    told, lone = Counter(finding.document for finding in findings), dict(apart(material))
    for disclosure, span in zip(material.disclosures, material.spans, strict=True):
        own, printed = by_path.get(disclosure.path, ()), tallies[span.start : span.stop]
        tied = sum(tally.is_tied for tally in printed)
        bounded = sum(tally.bounds > 0 and not tally.is_tied for tally in printed)
        yield DocumentSummary(
            path=disclosure.path,
            sha256=disclosure.sha256,
            issuer=disclosure.issuer,
            period=disclosure.period,
            title=disclosure.title,
            figures=len(disclosure.figures),
            checks=len(own),
            ties=sum(o.ties for o in own),
            findings=told[disclosure.path],
            undecidable=sum(o.verdict == "undecidable" for o in own),
            covered=Covered(tied, bounded, len(printed) - tied - bounded),
            rounding=convention(own, material),
            unread=_unread(disclosure, diagnosis, material.deadline),
            apart=lone.get(disclosure.path),
            against=held_against(own, disclosure.path, material),
            rate_changes=shown_by(own),
        )


def _unread(disclosure: Disclosure, diagnosis: Diagnosis, deadline: Deadline) -> tuple[Unread, ...]:
    """What was not read, and what there were no trials or no time for."""
    told = (*disclosure.unread, *(Unread(Place(), words) for words in deadline.told()))
    n = diagnosis.unsought.get(disclosure.path)
    if not n or deadline.left["repairs"]:
        return told
    return (*told, Unread(Place(), worded("unsought", n=n)))
