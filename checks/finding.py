"""What checking yields: checks with their verdicts, findings, and a result that holds both.

All are frozen values; the ones people read carry their words in Chinese and English.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from gouji.documents.document import Unread, Unreadable
from gouji.figures.figure import Figure
from gouji.rules.language import Comparison
from gouji.rules.rule import Licence, Severity, Verdict
from gouji.texts.bilingual import Words

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
Bar: TypeAlias = Literal["error", "warning", "note", "never"]


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure in the part it plays: ``role`` is the term's name in the equation."""

    role: str
    figure: Figure


class Kin(NamedTuple):
    """How many statements a family has that could be decided, and how many of them tie."""

    members: int
    tie: int


class Step(NamedTuple):
    """What one consideration adds to the odds that a check shows a misprint, in decimal digits."""

    by: str
    """``prior``, ``ties``, ``gap`` …: reports have the words for it."""
    digits: float
    n: int = 0
    """Of how many it speaks, where it counts: ties, other breaks, candidates tried."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One check as it is shown: ``figures`` index into the finding's operands.

    ``stated_by`` is its licence. ``difference`` is left minus right in the printed unit of the left
    side (percentage points for a rate); None where no single number says it.
    """

    rule: str
    verdict: Verdict
    equation: str
    working: str
    difference: Fraction | None
    figures: tuple[int, ...]
    stated_by: Licence = "named"
    family: Kin | None = None
    weight: tuple[Step, ...] = ()
    """Why it is believed; what the steps add up to makes its certainty."""
    holds: Comparison | None = None
    """What was evaluated, over ``terms``: which of the finding's operands each term takes."""
    terms: tuple[tuple[str, tuple[int, ...]], ...] = ()
    whole: bool = False
    """Whether a whole number had to lie where the equation puts one."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """Put ``text`` where ``figure`` (an index of the operands) stands; ``slip`` names the slip."""

    figure: int
    of: Literal["value", "change"]
    text: str
    value: Fraction | None
    slip: Words


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One minimal explanation: these replacements together let ``restores`` checks tie."""

    changes: tuple[Replacement, ...]
    restores: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What someone should look at: one cause, with the checks that show it."""

    id: str
    rule: str
    severity: Severity
    verdict: Verdict
    document: str
    title: Words
    message: Words
    operands: tuple[Operand, ...]
    evidence: tuple[Evidence, ...]
    explanations: tuple[Words, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    certainty: float | None = None
    """How probable it is that something in the evidence is printed wrongly."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is accepted, by a waiver with its reason or because the baseline knows it."""

    finding: Finding
    by: Literal["waiver", "baseline"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a figure took part in equations that tie, in checks that do not, in mere bounds.

    One that is only held within bounds (0 … 100 %, a part below its whole) is not tied.
    """

    figure: Figure
    ties: int = 0
    breaks: int = 0
    bounds: int = 0

    @property
    def is_tied(self) -> bool:
        """Whether an equation decided on it."""
        return self.ties + self.breaks > 0


class Covered(NamedTuple):
    """How many figures stand in an equation that ties or breaks, how many are only held in bounds.

    The others were not checked at all.
    """

    tied: int = 0
    bounded: int = 0
    unchecked: int = 0


class ToldCheck(NamedTuple):
    """A check that was decided, with its figures; the first of them leads it."""

    evidence: Evidence
    figures: tuple[Figure, ...]


class Unchecked(NamedTuple):
    """A figure that no equation decided on, and why; ``missing`` would have decided."""

    figure: Figure
    reason: Words
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldAgainst:
    """Another document, audited or archived, and how many checks hold figures of both."""

    document: str
    archived: bool
    checks: int
    ties: int


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """One audited document: its counts for the summary. ``undecidable`` counts checks.

    ``coverage`` is the share of its figures that are tied: those only held within bounds are not.
    """

    path: str
    sha256: str
    issuer: str | None
    period: str | None
    title: str
    figures: int
    checks: int
    ties: int
    findings: int
    undecidable: int
    covered: Covered
    rounding: Literal["half-up", "truncated", "unknown"]
    unread: tuple[Unread, ...] = ()
    apart: Words | None = None
    """Why it was held against no other document, where there were others."""
    against: tuple[HeldAgainst, ...] = ()
    rate_changes: Literal["points", "relative", "unknown"] = "unknown"
    """Whether changes of rates are meant in percentage points, where the document shows it."""

    @property
    def coverage(self) -> float:
        return self.covered.tied / self.figures if self.figures else 0.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that was passed over; ``picture`` where an extra would have read it."""

    path: str
    picture: bool


@dataclass(frozen=True, slots=True)
class Result:
    """An audit: documents, findings (worst first within a document), and what failed."""

    documents: tuple[DocumentSummary, ...]
    findings: tuple[Finding, ...]
    unreadable: tuple[Unreadable, ...] = ()
    unbound: tuple[str, ...] = field(default=())
    """Ids of rules that found nothing to bind."""
    skipped: tuple[Skipped, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(f.severity == severity for f in self.findings)

    @property
    def has_nothing(self) -> bool:
        """Whether there was no document at all: an empty folder, or all of it left out."""
        return not self.documents and not self.unreadable

    def exit_code(self, fail_on: Bar = "error") -> int:
        """0 nothing at or above the bar, 1 findings, 2 something could not be audited."""
        failed = bool(self.unreadable) or self.has_nothing
        return exit_code([f.severity for f in self.findings], failed, fail_on)


def exit_code(severities: Iterable[Severity], failed: bool, bar: Bar) -> int:
    """As ``Result.exit_code``, of findings of these severities."""
    counted = SEVERITIES[: SEVERITIES.index(bar) + 1] if bar != "never" else ()
    return 2 if failed else int(any(severity in counted for severity in severities))
