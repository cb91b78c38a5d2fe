"""A result as it is told: what all forms say of it in one language, each thing worked out once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path, PurePath

from gouji.checks.finding import (
    SEVERITIES,
    Covered,
    Result,
    Suppressed,
    Tally,
    ToldCheck,
    Unchecked,
)
from gouji.documents.document import Document
from gouji.figures.grouping import grouped
from gouji.reports.saying.originals import Originals
from gouji.reports.saying.phrases import say
from gouji.reports.saying.quoting import Quotes
from gouji.reports.saying.shared_sentences import PLURALS, percent, where
from gouji.reports.saying.told_finding import ToldDocument, ToldFinding
from gouji.rules.rule import Rule
from gouji.texts.bilingual import Lang

COUNTS = ("figures", "checks", "ties", "findings", "undecidable")
CONVENTIONS = {"rounding": "rounding", "rate-changes": "rate_changes"}
"""What a document may show of how it prints figures: phrase and attribute of its summary."""
MOST_PAIRS = 12
"""More pairs of documents than these are counted, not listed."""
MOST_APART = 5
"""More documents held against none for one reason are counted, not named."""
MOST_FILES = 8
"""More files that were passed over are counted, not named."""


@dataclass(frozen=True)
class Report:
    """A result and what may be told beside it; every form ignores what it has no use for."""

    result: Result
    lang: Lang = "zh"
    color: bool = False
    width: int | None = None
    documents: tuple[Document, ...] = ()
    """The documents as read, so that a report can draw them again."""
    tallies: tuple[Tally, ...] = ()
    """One for each figure of these documents; it was never checked where both counts are 0."""
    suppressed: tuple[Suppressed, ...] = ()
    """Findings that the result leaves out."""
    unchecked: tuple[Unchecked, ...] = ()
    """The figures that no equation decided on, with the reason, where they are to be listed."""
    checks: tuple[ToldCheck, ...] = ()
    """Every check that was decided, where they are to be listed."""
    rules: tuple[Rule, ...] = ()
    """The rules of the audit, for forms that tell them in full."""
    beside: Path | None = None
    """The folder that the report goes to, from where it links to the originals."""

    def say(self, phrase: str, **values: object) -> str:
        """Say a phrase in the language of the report."""
        return say(phrase, self.lang, **values)

    @cached_property
    def originals(self) -> Originals:
        """The way into the originals."""
        return Originals(self.beside, self.quotes)

    @cached_property
    def quotes(self) -> Quotes:
        """The sentences of the documents."""
        return Quotes(self.documents)

    @cached_property
    def names(self) -> dict[str, str]:
        """Each document, by its path, as a reader knows it: issuer and period, or its file."""
        issued = [d for d in self.result.documents if d.issuer]
        known = {d.path: " ".join(filter(None, (d.issuer, d.period))) for d in issued}
        shared = Counter(known.values())
        told = {}
        for path in (document.path for document in self.result.documents):
            name, file = known.get(path, ""), PurePath(path).name
            beside = self.say("in-brackets", text=file) if shared[name] > 1 else ""
            told[path] = name + beside or file
        return told

    @cached_property
    def sections(self) -> tuple[ToldDocument, ...]:
        """The findings by document, numbered through, alike in every form."""
        findings = sorted(self.result.findings, key=lambda f: SEVERITIES.index(f.severity))
        strays = [f for f in findings if f.document not in self.names]
        found, numbers = [], count(1)
        for summary in (*self.result.documents, *([None] if strays else [])):
            own = [f for f in findings if f.document == summary.path] if summary else strays
            name = self.names[summary.path] if summary else self.say("elsewhere")
            told = (ToldFinding(f, self.lang, next(numbers), self.quotes) for f in own)
            found.append(ToldDocument(name, summary, tuple(told)))
        return tuple(found)

    @property
    def findings(self) -> list[ToldFinding]:
        """All findings by their numbers."""
        return [told for section in self.sections for told in section.findings]

    @property
    def accepted(self) -> list[ToldFinding]:
        """The findings that the result leaves out."""
        return [ToldFinding(s.finding, self.lang, accepted=s) for s in self.suppressed]

    @cached_property
    def totals(self) -> dict[str, int]:
        """The counts of all documents together."""
        return {n: sum(getattr(d, n) for d in self.result.documents) for n in COUNTS}

    @cached_property
    def covered(self) -> Covered:
        """What was covered in all documents."""
        each = (summary.covered for summary in self.result.documents)
        return Covered(*map(sum, zip(Covered(), *each, strict=True)))

    @property
    def coverage(self) -> str:
        """The share of all figures that are tied; empty where there are none."""
        figures = self.totals["figures"]
        return percent(self.covered.tied / figures) if figures else ""

    @property
    def conventions(self) -> dict[str, str]:
        """Those of ``CONVENTIONS`` that some document shows."""
        shown = {n: {getattr(d, n) for d in self.result.documents} for n in CONVENTIONS.values()}
        return {name: own for name, own in CONVENTIONS.items() if shown[own] - {"unknown"}}

    @property
    def tally(self) -> str:
        """Count the findings, ``4 个错误、1 个提示``; only where there are none is zero said."""
        counts = {severity: self.result.count(severity) for severity in SEVERITIES}
        told = {s: n for s, n in counts.items() if n} or counts
        return self.say("list-joint").join(self.say(PLURALS[s], n=n) for s, n in told.items())

    @property
    def verdict(self) -> str:
        """The whole audit in one sentence."""
        if found := len(self.result.findings):
            return self.say("some-findings", n=found, parts=self.tally)
        checks, ties = self.totals["checks"], self.totals["ties"]
        phrase = "all-tie" if checks else "no-checks" if self.result.documents else "nothing-read"
        return self.say(phrase, checks=checks, ties=ties)

    @property
    def unreadable(self) -> list[str]:
        """What could not be audited, and why."""
        failed = self.result.unreadable
        return [self.say("unreadable-input", path=u.path, reason=u.reason) for u in failed]

    @property
    def against(self) -> list[str]:
        """How many checks hold figures of both documents of a pair; of the first pairs."""
        told = []
        for summary, held in ((s, held) for s in self.result.documents for held in s.against):
            other = self.names.get(held.document, PurePath(held.document).name)
            other = self.say("archived", other=other) if held.archived else other
            about = {"document": self.names[summary.path], "other": other}
            told.append(self.say("held-against-one", n=held.checks, ties=held.ties, **about))
        return self.at_most(MOST_PAIRS, told)

    @property
    def unseen(self) -> list[str]:
        """Say what the audit did not check, one sentence each."""
        return [*self._uncounted(), *self.not_read, *self._held_apart()]

    @cached_property
    def not_read(self) -> list[str]:
        """Say which parts of documents, and which files of folders, nobody looked at."""
        told = []
        for summary in self.result.documents:
            for part in summary.unread:
                place = where(part.place, self.lang)
                spot = " ".join(filter(None, (self.names[summary.path], place)))
                told.append(self.say("unread-part", document=spot, reason=part.reason))
        for phrase, picture in (("skipped-pictures", True), ("skipped-files", False)):
            found = [PurePath(s.path) for s in self.result.skipped if s.picture == picture]
            shown = Counter(path.name for path in found)
            files = [path.name if shown[path.name] == 1 else path for path in found[:MOST_FILES]]
            names = self.say("list-joint").join(map(str, files))
            if len(found) > MOST_FILES:
                names = self.say("and-more-files", names=names)
            told += [self.say(phrase, n=len(found), names=names)] if found else []
        return told

    def at_most(self, most: int, lines: Sequence[str]) -> list[str]:
        """The first of some lines, and how many there are in all."""
        more = [self.say("and-more", n=len(lines))] if len(lines) > most else []
        return [*lines[:most], *more]

    def _uncounted(self) -> Iterator[str]:
        unchecked, bounded = self.covered.unchecked, self.covered.bounded
        counts = {
            "unchecked-figures": unchecked,
            "bounded-figures": bounded,
            "how-to-list": unchecked + bounded,
            "unchecked-undecidable": self.totals["undecidable"],
            "unchecked-rules": len(self.result.unbound) if self.result.documents else 0,
        }
        yield from (self.say(phrase, n=n) for phrase, n in counts.items() if n)

    def _held_apart(self) -> Iterator[str]:
        """The documents that were held against no other, those of one reason in one sentence."""
        held = [document for document in self.result.documents if document.apart]
        alike = grouped((document.apart, self.names[document.path]) for document in held)
        for reason, apart in alike.items():
            listed = self.say("list-joint").join(apart[:MOST_APART])
            if len(apart) > MOST_APART:
                listed = self.say("apart-and-more", documents=listed, n=len(apart))
            yield self.say("unread-part", document=listed, reason=reason)
