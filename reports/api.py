"""The few names of the Python interface, re-exported by ``gouji``.

result = gouji.audit("draft.docx")      # findings, documents; a notebook shows it as the report
result = gouji.audit(frame)             # of pandas, Polars, Arrow: a table as a disclosure has it
frame = gouji.figure_frame("draft.docx")  # every figure, a pandas DataFrame
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from gouji.checks.audit import Terms, audit_files
from gouji.checks.finding import Result, Tally
from gouji.documents.document import Document
from gouji.documents.files.extras import require
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.figures.disclosure import Disclosure
from gouji.figures.meaning import Meaning
from gouji.figures.reading import read_all
from gouji.rules import pack, vocabulary
from gouji.rules.rule import Rule

if TYPE_CHECKING:
    import pandas as pd

PathLike: TypeAlias = str | Path
Given: TypeAlias = Any
"""A path, or a DataFrame of pandas, Polars, Arrow or whatever else narwhals knows."""


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


def read(
    *given: Given, limits: Limits | None = None, jobs: int = 1, vocabulary: PathLike | None = None
) -> tuple[Disclosure, ...]:
    """Read the figures of files, folders and frames; what can't be read is left out."""
    return read_all(_sources(given), _meaning(vocabulary), limits, jobs).disclosures


def figure_frame(*given: Given, **how: Any) -> pd.DataFrame:
    """Put every figure that ``read`` finds into a DataFrame; see ``gouji.figures.frame``."""
    from gouji.figures.frame import frame_of  # noqa: PLC0415  # pandas takes half a second

    return frame_of(f for d in read(*given, **how) for f in d.figures)


def audit(
    *given: Given,
    rules: Sequence[Rule] | None = None,
    limits: Limits | None = None,
    jobs: int = 1,
    vocabulary: PathLike | None = None,
) -> ShownResult:
    """Audit files, folders and frames; ``result.findings`` says what does not tie.

    What can't be read is in ``result.unreadable`` and stops nothing else. ``vocabulary`` is a file
    of indicators that are added to the bundled ones.
    """
    bound, meaning = load_rules() if rules is None else rules, _meaning(vocabulary)
    terms = Terms(bound, meaning, limits or Limits(), jobs, in_part=True)
    done, reading = audit_files(_sources(given), terms)
    kept = {f.name: getattr(done.result, f.name) for f in fields(Result)}
    return ShownResult(**kept, sources=reading.documents, tallies=done.tallies())


def _sources(given: Sequence[Given]) -> list[Path | Source]:
    return [
        Path(one) if isinstance(one, str | Path) else _of_frame(one, number)
        for number, one in enumerate(given, start=1)
    ]


def _of_frame(frame: Any, number: int) -> Source:
    """A frame as the table that it would be saved as; an index that says something is a column."""
    name = Path(f"frame-{number}.csv")
    if hasattr(frame, "to_csv"):  # pandas, whose index may hold the labels
        text = frame.to_csv(index=type(frame.index).__name__ != "RangeIndex")
    else:
        narwhals = require(name, "narwhals", "frames")
        text = narwhals.from_native(frame, eager_only=True).write_csv()
    return Source(name, text.encode())


def _meaning(added: PathLike | None) -> Meaning:
    return Meaning(vocabulary.load([Path(added)])) if added else _usual_meaning()


@cache
def _usual_meaning() -> Meaning:
    """That of the bundled vocabulary: it remembers what labels of earlier calls mean."""
    return Meaning(vocabulary.load())
