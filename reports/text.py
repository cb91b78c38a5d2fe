"""The terminal's report, made to be read: by document, worst first, each with its working."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import dedent
from typing import TYPE_CHECKING

from gouji.checks.finding import DocumentSummary, Lang, Result
from gouji.reports.rendering import Options
from gouji.reports.saying.lines import Line, as_text, cells, clipped, line, paragraph, printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import (
    COUNTS,
    conventions,
    covered_in_all,
    document_names,
    held_against,
    nothing_found,
    percent,
    tally,
    unseen,
)
from gouji.reports.saying.sheets import check_rows
from gouji.reports.saying.told_finding import (
    ToldDocument,
    ToldFinding,
    told_documents,
    told_findings,
)
from gouji.reports.saying.working import Working, aligned
from gouji.rules.problem import RuleError, unknown
from gouji.rules.rule import Severity

if TYPE_CHECKING:
    from rich.table import Table

PIPED_WIDTH = 100
LEAST_WIDTH = 40
MOST_EVIDENCE = 3
"""More further checks of one cause than these are counted, not shown."""
STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
BODY = 2


def render(result: Result, options: Options) -> str:
    """Write the report for a terminal, or for a file where ``options.color`` is off."""
    width = max(options.width or PIPED_WIDTH, LEAST_WIDTH)
    return as_text(_lines(result, options, width), width, options.color)


def in_full(told: ToldFinding, width: int = PIPED_WIDTH) -> str:
    """Tell one finding as the report does, without title and colour: for logs and code blocks."""
    return _plain(_body(told, width), width)


def explained(result: Result, ids: Sequence[str], lang: Lang, width: int | None) -> str:
    """Tell the findings named, each with its reasons; RuleError names ids that there are not."""
    known = {told.finding.id: told for told in told_findings(result, lang)}
    if lost := [id_ for id_ in ids if id_ not in known]:
        raise RuleError([unknown("--explain", "编号", "id", id_, known) for id_ in lost])
    pages = []
    for told in map(known.__getitem__, ids):
        body = in_full(told, width or PIPED_WIDTH)
        pages.append("\n".join((f"{told.mark} {told.title}", "", body, "", *told.reasons)))
    return "\n\n".join(pages) + "\n"


def worked(told: ToldFinding, width: int = PIPED_WIDTH) -> str:
    """Show only the working of a finding's checks, without colour."""
    return _plain(_evidence(told, width), width)


def _plain(lines: Iterable[Line], width: int) -> str:
    return dedent(as_text(lines, width, color=False)).strip("\n")


def _lines(result: Result, options: Options, width: int) -> Iterator[Line]:
    for document in told_documents(result, options.lang, options.quotes):
        if document.findings:
            yield from _heading(document, width)
        for told in document.findings:
            style, mark = STYLES[told.finding.severity], f"{told.mark} {told.severity} "
            bullet = f"{mark}{told.number}  "
            yield from paragraph(told.title, width, style="bold", bullet=bullet, mark=style)
            yield from _body(told, width, "─" if options.color else "-")
            yield line()
    yield from _closing(result, options, width)


def _heading(document: ToldDocument, width: int) -> Iterator[Line]:
    title = f"  {document.summary.title}" if document.summary else ""
    yield from paragraph(document.name + title, width, style="bold")
    if document.summary:
        yield from paragraph(document.path, width, style="dim")
    yield line()


def _body(told: ToldFinding, width: int, stroke: str = "-") -> Iterator[Line]:
    if told.figure:
        yield from paragraph(told.where, width, BODY, "dim")
    if told.sentence:
        said = say("quoted", told.lang, text=told.sentence)
        yield from paragraph(said, width, BODY, "italic")
    yield line()
    yield from paragraph(told.message, width, BODY)
    yield from _evidence(told, width, stroke)
    innocent = say("innocent", told.lang)
    yield from _listed(told.slips, told.proposals, width, indent=BODY, style="green")
    yield from _listed(innocent, told.innocent, width, indent=BODY)
    for said in filter(None, (told.origin, told.certainty)):
        yield from paragraph(said, width, BODY, "dim")


def _listed(
    title: str,
    texts: Iterable[str],
    width: int,
    *,
    indent: int = 0,
    style: str = "",
    heading: str = "",
) -> Iterator[Line]:
    """A title with texts below it, and a blank line; nothing where there are none."""
    shown = list(texts)
    if not shown:
        return
    yield line((title, heading), indent=indent)
    for text in shown:
        yield from paragraph(text, width, indent, style, bullet="- ")
    yield line()


def _evidence(told: ToldFinding, width: int, stroke: str = "-") -> Iterator[Line]:
    if not told.workings:
        return
    yield line()
    yield from _working(told.workings[0], width, stroke)
    yield line()
    others = {"more-evidence": told.others(MOST_EVIDENCE), "more-conflicts": told.conflicts}
    for heading, shown in others.items():
        yield from _listed(say(heading, told.lang), shown, width, indent=BODY)


def _working(working: Working, width: int, stroke: str) -> Iterator[Line]:
    yield from paragraph(working.equation, width, BODY + 2, "italic")
    numbers = aligned(working.lines)
    left = width - BODY - 4 - max(map(cells, numbers), default=0)
    labels = [clipped(printable(told.label), left) for told in working.lines]
    names = max(map(cells, labels), default=0)
    for told, number, label in zip(working.lines, numbers, labels, strict=True):
        if told.kind in {"computed", "difference"}:
            yield line((stroke * cells(number), "dim"), indent=BODY + 2)
        beside = "  " + told.place
        fits = names + cells(beside) <= left
        place = (" " * (names - cells(label)) + beside, "dim") if fits else ""
        style = "bold" if told.kind == "difference" else ""
        yield line((number, style), "  ", label, place, indent=BODY + 2)
    if working.said:
        yield from paragraph(working.said, width, BODY + 2, "dim")


def _closing(result: Result, options: Options, width: int) -> Iterator[Line]:
    """Close the report: what was checked, what was not, what could not be read, and the total."""
    lang = options.lang
    rows = check_rows(options.checks, lang)
    ties = ("  ".join(filter(None, (r.verdict, r.place, r.label, r.working))) for r in rows)
    yield from _listed(say("all-checks", lang, n=len(rows)), ties, width, heading="bold")
    if not (result.findings or options.suppressed):
        yield from paragraph(nothing_found(result, lang), width, style="green")
        yield line()
    if result.documents:
        yield line((say("summary", lang), "bold"))
        yield _table(result, options)
        yield line()
    against, left = held_against(result, lang), unseen(result, lang)
    yield from _listed(say("held-against", lang), against, width, heading="bold")
    yield from _listed(say("unchecked", lang), left, width, heading="bold")
    failed = [
        say("unreadable-input", lang, path=one.path, reason=one.reason.say(lang))
        for one in result.unreadable
    ]
    yield from _listed(say("unreadable", lang), failed, width, heading="bold red")
    yield from _total(result, options, width)


def _table(result: Result, options: Options) -> Table:
    """Lay the counts out, one row a document and, for several, one for all."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    lang = options.lang
    box = SIMPLE_HEAD if options.color else None
    drawn = Table(box=box, padding=(0, 1), pad_edge=False, header_style="dim")
    drawn.add_column(say("document", lang), overflow="fold", ratio=None, min_width=12)
    for name in (*COUNTS, "coverage"):
        drawn.add_column(say(name, lang), justify="right", no_wrap=True)
    for name in conventions(result):
        drawn.add_column(say(name, lang), no_wrap=True)
    names = document_names(result, lang)
    for summary in result.documents:
        drawn.add_row(*map(line, _row(summary, names[summary.path], result, lang)))
    if len(result.documents) > 1:
        drawn.add_row(*map(line, _sums(result, lang)), style="bold")
    return drawn


def _row(summary: DocumentSummary, name: str, result: Result, lang: Lang) -> Iterator[str]:
    yield name
    yield from (f"{getattr(summary, count):,}" for count in COUNTS)
    yield percent(summary.coverage)
    yield from (say(getattr(summary, name), lang) for name in conventions(result).values())


def _sums(result: Result, lang: Lang) -> Iterator[str]:
    yield say("all-documents", lang)
    yield from (f"{sum(getattr(d, name) for d in result.documents):,}" for name in COUNTS)
    figures = sum(d.figures for d in result.documents)
    yield percent(covered_in_all(result).tied / figures if figures else 0.0)
    yield from ("" for _ in conventions(result))


def _total(result: Result, options: Options, width: int) -> Iterator[Line]:
    lang = options.lang
    if result.findings:
        yield from paragraph(say("severity-meaning", lang), width, style="dim")
        total = say("total", lang, parts=tally(result, lang))
        yield from paragraph(total, width, style="bold")
    if accepted := len(options.suppressed):
        yield from paragraph(say("suppressed", lang, n=accepted), width)
    if failed := len(result.unreadable):
        yield from paragraph(say("unreadable-count", lang, n=failed), width, style="bold")
