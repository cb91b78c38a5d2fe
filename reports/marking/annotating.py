"""A marked copy of a document: every finding beside the figures that it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.checks.finding import SEVERITIES, Result, Tally
from gouji.documents.document import Document, DocumentError, refused
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.opening import bytes_of
from gouji.figures.figure import Figure
from gouji.reports.marking.marks import Key, key
from gouji.reports.saying.lines import printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.report import Report
from gouji.reports.saying.shared_sentences import where
from gouji.reports.saying.told_finding import ToldFinding
from gouji.reports.saying.working import in_words
from gouji.reports.writing import put, refuse_inputs
from gouji.rules.rule import Severity
from gouji.texts.bilingual import Lang

if TYPE_CHECKING:
    from gouji.checks.engagement import Performance

AUTHOR = "勾稽"
MOST_EVIDENCE = 6
"""More checks of one cause than these are counted, not written out."""
MARKERS = {
    **dict.fromkeys(("docx", "doc"), "annotated_docx"),
    **{"xlsx": "annotated_xlsx", "pdf": "annotated_pdf"},
    **dict.fromkeys(("text", "markdown", "html", "csv", "xls", "ods", "tidy", "picture"), "html"),
}
"""By the format of a document, the module that makes its copy, which has a ``mark``."""
FILLS: dict[Severity, str] = {"error": "FFC7CE", "warning": "FFEB9C", "note": "DDEBF7"}
"""The colour behind a figure, red, green and blue in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be written beside one figure."""

    figure: Figure
    severity: Severity
    notes: tuple[str, ...] = ()
    """Whole findings, and repairs that would change this figure."""
    mentions: tuple[str, ...] = ()
    """Where else to look, for forms that hide their notes until someone points at them."""

    @property
    def text(self) -> str:
        return "\n\n".join((*self.notes, *self.mentions))


@dataclass(frozen=True, slots=True)
class Original:
    """A document that was audited, its bytes, and what is to be remarked on it."""

    source: Source
    document: Document
    report: Report
    remarks: tuple[Remark, ...]

    def preface(self, lost: Iterable[Remark] = (), words: str = "") -> str:
        """What to say of the copy as a whole, with the remarks that found no place in it."""
        say = self.report.say
        told = [f"{AUTHOR}{say('colon')}{self.report.verdict}", *filter(None, [words])]
        told += [*self.report.unseen, say("not-an-accusation")]
        homeless = [note for remark in lost for note in remark.notes]
        if homeless:
            told += ["", say("not-placed"), *homeless]
        return "\n".join(map(printable, "\n".join(told).split("\n")))


@dataclass(frozen=True, slots=True)
class Marked:
    """The copy, and the remarks that stand only in its preface."""

    data: bytes
    suffix: str
    """How its name must end."""
    lost: tuple[Remark, ...] = ()


def marked_copy(
    done: Performance, document: Document, output: Path, lang: Lang, *, force: bool = False
) -> str:
    """Write a marked copy to ``output``, and say in a line what was done."""
    marked = annotate(done.result, document, done.audit.tallies(), lang)
    if output.suffix.lower() != marked.suffix:
        name = output.with_suffix(marked.suffix).name
        raise refused(output, "copy-suffix", suffix=marked.suffix, name=name)
    refuse_inputs([output], [Path(document.path)])
    put(output, marked.data, anew=not force, instead="in-the-way-of-a-copy")
    said = say("copied", lang, output=output, parts=Report(done.result, lang).tally)
    return said + (say("copied-lost", lang, n=len(marked.lost)) if marked.lost else "")


def single(documents: Sequence[Document], file: Path) -> Sequence[Document]:
    """What was read of the file to copy; DocumentError where a zip holds several."""
    if len(documents) > 1:
        raise refused(file, "copy-of-which", n=len(documents), first=documents[0].path)
    return documents


def annotate(
    result: Result,
    document: Document,
    tallies: tuple[Tally, ...] = (),
    lang: Lang = "zh",
    limits: Limits | None = None,
) -> Marked:
    """Copy ``document`` with the findings of ``result`` written where they belong.

    DocumentError where its file has changed since it was audited.
    """
    path, limits = Path(document.path), limits or Limits()
    try:
        data = bytes_of(path, limits)
    except DocumentError as failure:
        raise refused(path, "copy-of-changed") from failure
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise refused(path, "copy-of-changed")
    report = Report(result, lang, documents=(document,), tallies=tallies)
    remarks = tuple(remarks_on(document.path, report))
    if document.format not in MARKERS:
        raise refused(path, "copy-of-no-format", format=document.format)
    marker = import_module(f"gouji.reports.{MARKERS[document.format]}")
    marked: Marked = marker.mark(Original(Source(path, data, limits), document, report, remarks))
    return marked


def remarks_on(path: str, report: Report) -> list[Remark]:
    """One remark for each figure of ``path`` that a finding names, in the order of findings."""
    remarks: dict[Key, Remark] = {}
    for told in report.findings:
        for new in _of_finding(told, path):
            known = remarks.get(key(new.figure), replace(new, notes=(), mentions=()))
            remarks[key(new.figure)] = replace(
                known,
                severity=min(known.severity, new.severity, key=SEVERITIES.index),
                notes=(*known.notes, *new.notes),
                mentions=(*known.mentions, *new.mentions),
            )
    return list(remarks.values())


def _of_finding(told: ToldFinding, path: str) -> Iterator[Remark]:
    """The whole finding stands at its first figure, repairs at what they change."""
    finding = told.finding
    here = [i for i, operand in enumerate(finding.operands) if operand.figure.document == path]
    first = told.lead.figures if told.lead else ()
    lead = next((i for i in (*first, *here) if i in here), None)
    repairs: dict[int, tuple[str, ...]] = {}
    for suggestion, proposal in zip(finding.suggestions, told.proposals, strict=True):
        said = printable(f"{told.name}{say('colon', told.lang)}{proposal}")
        for change in suggestion.changes:  # the likeliest; the lead's note has them all
            repairs.setdefault(change.figure, (said,))
    for i in here:
        notes = (_note(told),) if i == lead else repairs.get(i, ())
        place = where(finding.operands[lead or 0].figure.place, told.lang)
        mention = () if notes else (say("see-finding", told.lang, name=told.name, place=place),)
        yield Remark(finding.operands[i].figure, finding.severity, notes, mention)


def _note(told: ToldFinding) -> str:
    lines = [f"{told.name} {told.title}", told.message]
    lines += [in_words(one.working, told.lang) for one in told.finding.evidence[:1]]
    lines += told.others(MOST_EVIDENCE)
    return "\n".join(map(printable, filter(None, (*lines, *told.hints))))
