"""Findings as they are told: what every report says of one, in the words of one language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from gouji.checks.finding import DocumentSummary, Evidence, Finding, Suppressed
from gouji.figures.figure import Figure
from gouji.reports.saying.phrases import say
from gouji.reports.saying.quoting import NO_QUOTES, Quotes
from gouji.reports.saying.shared_sentences import proposal, where_in_full
from gouji.reports.saying.working import Working, in_words, set_against, worked_out
from gouji.rules.rule import Severity
from gouji.texts.bilingual import Lang

MARKS: dict[Severity, str] = {"error": "■", "warning": "▲", "note": "●"}
MOST_WORKINGS = 50
"""More checks of one cause than these are counted, not written out."""
MOST_CONFLICTS = 12
"""So many prints that contradict each other are set side by side beyond a finding's first check."""
MOST_SURE = 99
"""No certainty is printed higher: nobody has looked at the original yet."""


@dataclass(frozen=True)
class ToldFinding:
    """One finding, by the number that all reports give it, in the words of one language."""

    finding: Finding
    lang: Lang
    number: int = 0
    quotes: Quotes = NO_QUOTES
    accepted: Suppressed | None = None
    """By what it was accepted, where it was."""

    @property
    def mark(self) -> str:
        return MARKS[self.finding.severity]

    @property
    def severity(self) -> str:
        return say(self.finding.severity, self.lang)

    @property
    def name(self) -> str:
        """``疑点 3（错误）``."""
        return say("finding-name", self.lang, n=self.number, severity=self.severity)

    @property
    def verdict(self) -> str:
        return say(self.finding.verdict, self.lang)

    @property
    def title(self) -> str:
        """What it is in one line: its verdict, and the relation that was looked at."""
        title = self.finding.title.say(self.lang)
        return say("headline", self.lang, verdict=self.verdict, title=title)

    @property
    def message(self) -> str:
        return self.finding.message.say(self.lang)

    @property
    def figure(self) -> Figure | None:
        """The figure that leads it."""
        return self.finding.operands[0].figure if self.finding.operands else None

    @property
    def lead(self) -> Evidence | None:
        """The check that leads it."""
        return self.finding.evidence[0] if self.finding.evidence else None

    @property
    def place(self) -> str:
        return where_in_full(self.figure, self.lang) if self.figure else ""

    @property
    def label(self) -> str:
        return self.figure.label if self.figure else ""

    @property
    def where(self) -> str:
        """Place and label of the figure that leads it; empty where there is none."""
        return "  ".join(filter(None, (self.place, self.label)))

    @property
    def line(self) -> str:
        """All of it in one line: severity, place, what does not tie, id."""
        head = "  ".join(filter(None, (self.severity, self.place)))
        message = " ".join(self.message.split())
        return f"{head}{say('colon', self.lang)}{message} [{self.finding.id}]"

    @property
    def sentence(self) -> str:
        """The sentence that prints that figure; empty where it stands in a table."""
        return self.quotes.sentence(self.figure) if self.figure else ""

    @cached_property
    def workings(self) -> tuple[Working, ...]:
        """Its first checks, written out."""
        first = self.finding.evidence[:MOST_WORKINGS]
        return tuple(worked_out(self.finding, evidence, self.lang) for evidence in first)

    @property
    def more(self) -> int:
        """How many further checks are not written out."""
        return len(self.finding.evidence[MOST_WORKINGS:])

    @cached_property
    def conflicts(self) -> tuple[str, ...]:
        """What else of one cause two places print differently, with both prints and places."""
        found = [e for e in self.finding.evidence[1:] if e.verdict == "conflict"]
        shown = (set_against(self.finding, e, self.lang) for e in found[:MOST_CONFLICTS])
        return (*shown, *self._counted(len(found) - MOST_CONFLICTS))

    def others(self, most: int) -> tuple[str, ...]:
        """Its further checks in a line each, but for ``conflicts``; beyond ``most`` how many."""
        rest = [e for e in self.finding.evidence[1:] if e.verdict != "conflict"]
        shown = rest if len(rest) <= most else rest[: most - 1]
        told = (in_words(one.working, self.lang) for one in shown)
        return (*told, *self._counted(len(rest) - len(shown)))

    def _counted(self, left: int) -> list[str]:
        return [say("more-of-the-same", self.lang, n=left)] if left > 0 else []

    @property
    def gap(self) -> str:
        """By how much it does not tie, with its unit; empty where no one number says it."""
        lines = self.workings[0].lines if self.workings else ()
        gaps = (line.number + line.unit for line in lines if line.kind == "difference")
        return next(gaps, "").lstrip("+-")

    @cached_property
    def proposals(self) -> tuple[str, ...]:
        return tuple(proposal(self.finding, s, self.lang) for s in self.finding.suggestions)

    @property
    def innocent(self) -> tuple[str, ...]:
        """What else may explain it."""
        return tuple(words.say(self.lang) for words in self.finding.explanations)

    @property
    def slips(self) -> str:
        """The heading over its proposals."""
        return say("suggestion" if len(self.proposals) == 1 else "suggestions", self.lang)

    @property
    def hints(self) -> list[str]:
        """In one line each: what contradicts it as well, possible slips, innocent explanations."""
        told = {
            say("more-conflicts", self.lang): self.conflicts,
            self.slips: self.proposals,
            say("innocent", self.lang): self.innocent,
        }
        joint, colon = say("sentence-joint", self.lang), say("colon", self.lang)
        return [f"{name}{colon}{joint.join(said)}" for name, said in told.items() if said]

    @property
    def sure(self) -> str:
        """Its certainty in per cent, or else its severity."""
        sure = self.finding.certainty
        return self.severity if sure is None else f"{percent_sure(sure)}%"

    @property
    def certainty(self) -> str:
        """``把握 98%；凭数字自己显出，同族 8 处中 7 处相符``; empty where nothing was weighed."""
        if self.finding.certainty is None or self.lead is None:
            return ""
        percent, licence = percent_sure(self.finding.certainty), _licence(self.lead, self.lang)
        told = say("certainty", self.lang, percent=percent, licence=licence)
        kin = self.lead.family
        return told + (say("family", self.lang, **kin._asdict()) if kin and kin.members > 1 else "")

    @property
    def reasons(self) -> list[str]:
        """Why its relation is believed: a line a step and one for the sum, then other readings."""
        from gouji.checks.weighing.weighing import certainty_of  # noqa: PLC0415  # brings numpy

        surest = max(self.finding.evidence, key=_odds, default=None)
        if surest is None or not surest.weight:
            return []
        licence, told = _licence(surest, self.lang), []
        for step in surest.weight:  # a gap speaks for a slip or against one
            by = step.by if step.by != "gap" else "gap-odd" if step.digits < 0 else "gap-slip"
            told.append((step.digits, say(f"step-{by}", self.lang, n=step.n, licence=licence)))
        percent = percent_sure(certainty_of(surest.weight))
        told.append((_odds(surest), say("reasons-sum", self.lang, percent=percent)))
        figures = (self.finding.operands[i].figure for i in surest.figures)
        tried = [f"{f.numeral.text} → {other.value:,}" for f in figures for other in f.readings]
        listed = say("list-joint", self.lang).join(dict.fromkeys(tried))
        return [
            say("reasons-heading", self.lang),
            *(f"{digits:+6.1f}  {said}" for digits, said in told),
            *([say("reasons-readings", self.lang, tried=listed)] if tried else []),
        ]

    @property
    def excuse(self) -> str:
        """By what it was accepted, and why; empty where it was not."""
        by = self.accepted
        return ": ".join(filter(None, (say(by.by, self.lang), by.reason))) if by else ""

    @property
    def origin(self) -> str:
        """Verdict, rule and id, for whoever looks it up."""
        rule, id_ = self.finding.rule, self.finding.id
        return say("rule-and-id", self.lang, verdict=self.verdict, rule=rule, id=id_)


@dataclass(frozen=True)
class ToldDocument:
    """One document with its findings, worst first; without a summary those of no known document."""

    name: str
    summary: DocumentSummary | None
    findings: tuple[ToldFinding, ...]

    @property
    def path(self) -> str:
        return self.summary.path if self.summary else ""

    @property
    def severities(self) -> Counter[str]:
        return Counter(told.finding.severity for told in self.findings)


def percent_sure(certainty: float) -> int:
    """A certainty in whole per cent, cut off: it never says more than it is."""
    return min(MOST_SURE, int(certainty * 100))


def _odds(evidence: Evidence) -> float:
    return sum(step.digits for step in evidence.weight)


def _licence(evidence: Evidence, lang: Lang) -> str:
    return say(f"licence-{evidence.stated_by}", lang)
