"""What remains of an audit's findings once those that someone accepted are set aside."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Literal, TypeAlias

from gouji.checks.finding import SEVERITIES, Finding, Result, Suppressed, Words
from gouji.rules.rule import Severity

Set: TypeAlias = Literal["error", "warning", "note", "off"]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """``kept`` findings count, ``suppressed`` don't; ``notes`` tell of entries that went wrong."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    notes: tuple[Finding, ...] = ()


def remaining(result: Result, acceptance: Acceptance) -> Result:
    """Leave out of ``result`` what is accepted, and put in the notes on the entries."""
    counts = Counter(finding.document for finding in acceptance.kept)
    return replace(
        result,
        documents=tuple(replace(d, findings=counts[d.path]) for d in result.documents),
        findings=(*acceptance.kept, *acceptance.notes),
    )


def with_severities(findings: Iterable[Finding], severities: Mapping[str, Set]) -> list[Finding]:
    """Give findings the severity that a project sets for their rule; worst first, as before."""
    heard = [f for f in findings if severities.get(f.rule) != "off"]
    changed = [replace(f, severity=_severity(f, severities)) for f in heard]
    order = {document: at for at, document in enumerate(dict.fromkeys(f.document for f in heard))}
    return sorted(changed, key=lambda f: (order[f.document], SEVERITIES.index(f.severity)))


def _severity(finding: Finding, severities: Mapping[str, Set]) -> Severity:
    given = severities.get(finding.rule, finding.severity)
    return finding.severity if given == "off" else given


def note(rule: str, about: str, document: str, phrase: str, **values: object) -> Finding:
    """Report on an entry ``about`` something, which stands in ``document``."""
    title, message = Words.told(f"{phrase}-title"), Words.told(phrase, **values)
    digest = hashlib.sha256(f"{rule}|{about}|{title.en}".encode()).hexdigest()
    return Finding(
        f"{rule}-{digest[:10]}", rule, "note", "undecidable", document, title, message, (), ()
    )


def is_audited(document: str, result: Result) -> bool:
    """Say whether a document, or one that a pattern means, is among those of ``result``."""
    return any(means(document, audited.path) for audited in result.documents)


def means(pattern: str, path: str) -> bool:
    """Say whether ``pattern`` names a file: by its path or its end, and with ``*`` as in shells."""
    wanted, given = PurePath(pattern).as_posix(), PurePath(path).as_posix()
    ends = given == wanted or given.endswith(f"/{wanted}")
    return ends or fnmatchcase(given, wanted) or fnmatchcase(PurePath(path).name, wanted)
