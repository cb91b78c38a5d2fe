"""The few names of the Python interface: read, audit, load_rules; re-exported by ``gouji``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from gouji.checks.audit import audit_files
from gouji.checks.finding import Result
from gouji.documents.limits import Limits
from gouji.figures.disclosure import Disclosure
from gouji.figures.meaning import Meaning
from gouji.figures.reading import read_all
from gouji.rules import pack, vocabulary
from gouji.rules.rule import Rule

PathLike: TypeAlias = str | Path


def load_rules(*packs: PathLike) -> tuple[Rule, ...]:
    """Load rule packs by bundled name or path; without any, the bundled ones for hotlines.

    Raises RuleError, which lists everything that is wrong with them.
    """
    return pack.load(packs or pack.DEFAULT)


def read(*paths: PathLike, limits: Limits | None = None, jobs: int = 1) -> tuple[Disclosure, ...]:
    """Read the figures of files and folders; what can't be read is left out (audit lists it)."""
    return read_all([Path(p) for p in paths], _meaning(), limits, jobs).disclosures


def audit(
    *paths: PathLike,
    rules: Sequence[Rule] | None = None,
    limits: Limits | None = None,
    jobs: int = 1,
) -> Result:
    """Audit files and folders; ``result.findings`` says what does not tie.

    What can't be read is in ``result.unreadable`` and stops nothing else.
    """
    bound = load_rules() if rules is None else rules
    done, _ = audit_files([Path(p) for p in paths], bound, _meaning(), limits, jobs)
    return done.result


def _meaning() -> Meaning:
    return Meaning(vocabulary.load())
