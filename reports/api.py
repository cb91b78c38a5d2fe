"""The few names of the Python interface, re-exported by ``gouji``.

result = gouji.audit("draft.docx")      # findings, documents; a notebook shows it as the report
frame = gouji.figure_frame("draft.docx")  # every figure, a pandas DataFrame
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from gouji.checks.audit import audit_files
from gouji.checks.finding import Result, Tally
from gouji.documents.document import Document
from gouji.documents.files.limits import Limits
from gouji.figures.disclosure import Disclosure
from gouji.figures.meaning import Meaning
from gouji.figures.reading import read_all
from gouji.rules import pack, vocabulary
from gouji.rules.rule import Rule

if TYPE_CHECKING:
    import pandas as pd

PathLike: TypeAlias = str | Path


@dataclass(frozen=True, slots=True)
class ShownResult(Result):
    """A result that a notebook shows as the HTML report, its documents drawn again."""

    sources: tuple[Document, ...] = ()
    tallies: tuple[Tally, ...] = ()

    def _repr_html_(self) -> str:
        from gouji.reports.rendering import render  # noqa: PLC0415  # brings the templates

        page = render(self, "html", documents=self.sources, tallies=self.tallies)
        return f'<iframe srcdoc="{escape(str(page))}" width="100%" height="720"></iframe>'


def load_rules(*packs: PathLike) -> tuple[Rule, ...]:
    """Load rule packs by bundled name or path; without any, the bundled ones for hotlines.

    Raises RuleError, which lists everything that is wrong with them.
    """
    return pack.load(packs or pack.DEFAULT)


def read(*paths: PathLike, limits: Limits | None = None, jobs: int = 1) -> tuple[Disclosure, ...]:
    """Read the figures of files and folders; what can't be read is left out (audit lists it)."""
    return read_all([Path(p) for p in paths], _meaning(), limits, jobs).disclosures


def figure_frame(*paths: PathLike, limits: Limits | None = None, jobs: int = 1) -> pd.DataFrame:
    """Read every figure of files and folders into a DataFrame; see ``gouji.figures.frame``."""
    from gouji.figures.frame import frame_of  # noqa: PLC0415  # pandas takes half a second

    return frame_of(f for d in read(*paths, limits=limits, jobs=jobs) for f in d.figures)


def audit(
    *paths: PathLike,
    rules: Sequence[Rule] | None = None,
    limits: Limits | None = None,
    jobs: int = 1,
) -> ShownResult:
    """Audit files and folders; ``result.findings`` says what does not tie.

    What can't be read is in ``result.unreadable`` and stops nothing else.
    """
    bound = load_rules() if rules is None else rules
    done, reading = audit_files([Path(p) for p in paths], bound, _meaning(), limits, jobs)
    kept = {f.name: getattr(done.result, f.name) for f in fields(Result)}
    return ShownResult(**kept, sources=reading.documents, tallies=done.tallies())


def _meaning() -> Meaning:
    return Meaning(vocabulary.load())
