"""The terminal's report, made to be read: by document, worst first, each with its working."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import dedent
from typing import TYPE_CHECKING

from gouji.reports.saying.lines import Line, as_text, cells, clipped, line, paragraph, printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.report import COUNTS, Report
from gouji.reports.saying.shared_sentences import percent
from gouji.reports.saying.sheets import check_rows
from gouji.reports.saying.told_finding import ToldFinding
from gouji.reports.saying.working import Working, aligned
from gouji.rules.problem import refuse, unknown
from gouji.rules.rule import Severity

if TYPE_CHECKING:
    from rich.table import Table

PIPED_WIDTH = 100
LEAST_WIDTH = 40
MOST_EVIDENCE = 3
"""More further checks of one cause than these are counted, not shown."""
STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
BODY = 2


def render(report: Report) -> str:
    """Write the report for a terminal, or for a file where ``report.color`` is off."""
    width = max(report.width or PIPED_WIDTH, LEAST_WIDTH)
    return as_text(_lines(report, width), width, report.color)


def in_full(told: ToldFinding, width: int = PIPED_WIDTH) -> str:
    """Tell one finding as the report does, without title and colour: for logs and code blocks."""
    return _plain(_body(told, width), width)


def explained(report: Report, ids: Sequence[str]) -> str:
    """Tell the findings named, each with its reasons; RuleError names ids that there are not."""
    known = {told.finding.id: told for told in report.findings}
    refuse(unknown("--explain", "id", id_, known) for id_ in ids if id_ not in known)
    pages = []
    for told in map(known.__getitem__, ids):
        body = in_full(told, report.width or PIPED_WIDTH)
        pages.append("\n".join((f"{told.mark} {told.title}", "", body, "", *told.reasons)))
    return "\n\n".join(pages) + "\n"


def worked(told: ToldFinding, width: int = PIPED_WIDTH) -> str:
    """Show only the working of a finding's checks, without colour."""
    return _plain(_evidence(told, width), width)


def _plain(lines: Iterable[Line], width: int) -> str:
    return dedent(as_text(lines, width, color=False)).strip("\n")


def _lines(report: Report, width: int) -> Iterator[Line]:
    for document in report.sections:
        if document.findings:
            title = f"  {document.summary.title}" if document.summary else ""
            yield from paragraph(document.name + title, width, style="bold")
            if document.summary:
                yield from paragraph(document.path, width, style="dim")
            yield line()
        for told in document.findings:
            style, mark = STYLES[told.finding.severity], f"{told.mark} {told.severity} "
            bullet = f"{mark}{told.number}  "
            yield from paragraph(told.title, width, style="bold", bullet=bullet, mark=style)
            yield from _body(told, width, "─" if report.color else "-")
            yield line()
    yield from _closing(report, width)


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
    yield from _listed(told.slips, told.proposals, width, BODY, "green")
    yield from _listed(innocent, told.innocent, width, BODY)
    for said in filter(None, (told.origin, told.certainty)):
        yield from paragraph(said, width, BODY, "dim")


def _listed(
    title: str, texts: Sequence[str], width: int, indent: int = 0, style: str = "", head: str = ""
) -> Iterator[Line]:
    """A title with texts below it, and a blank line; nothing where there are none."""
    if texts:
        yield line((title, head), indent=indent)
        for text in texts:
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
        yield from _listed(say(heading, told.lang), shown, width, BODY)


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


def _closing(report: Report, width: int) -> Iterator[Line]:
    """Close the report: what was checked, what was not, what could not be read, and the total."""
    rows = check_rows(report.checks, report.lang)
    told = ("verdict", "place", "label", "working")
    ties = ["  ".join(filter(None, (row[f"column-{name}"] for name in told))) for row in rows]
    yield from _listed(report.say("all-checks", n=len(rows)), ties, width, head="bold")
    if not (report.result.findings or report.suppressed):
        yield from paragraph(report.verdict, width, style="green")
        yield line()
    if report.result.documents:
        yield line((report.say("summary"), "bold"))
        yield _table(report)
        yield line()
    yield from _listed(report.say("held-against"), report.against, width, head="bold")
    yield from _listed(report.say("unchecked"), report.unseen, width, head="bold")
    yield from _listed(report.say("unreadable"), report.unreadable, width, head="bold red")
    if report.result.findings:
        yield from paragraph(report.say("severity-meaning"), width, style="dim")
        yield from paragraph(report.say("total", parts=report.tally), width, style="bold")
    if accepted := len(report.suppressed):
        yield from paragraph(report.say("suppressed", n=accepted), width)
    if failed := len(report.unreadable):
        yield from paragraph(report.say("unreadable-count", n=failed), width, style="bold")


def _table(report: Report) -> Table:
    """Lay the counts out, one row a document and, for several, one for all."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    box = SIMPLE_HEAD if report.color else None
    drawn = Table(box=box, padding=(0, 1), pad_edge=False, header_style="dim")
    drawn.add_column(report.say("document"), overflow="fold", ratio=None, min_width=12)
    for name in (*COUNTS, "coverage"):
        drawn.add_column(report.say(name), justify="right", no_wrap=True)
    for name in report.conventions:
        drawn.add_column(report.say(name), no_wrap=True)
    shown = report.conventions.values()
    for summary in report.result.documents:
        counts = (f"{getattr(summary, count):,}" for count in COUNTS)
        said = (report.say(getattr(summary, name)) for name in shown)
        row = (report.names[summary.path], *counts, percent(summary.coverage), *said)
        drawn.add_row(*map(line, row))
    if len(report.result.documents) > 1:
        sums = (f"{count:,}" for count in report.totals.values())
        row = (report.say("all-documents"), *sums, report.coverage or percent(0))
        drawn.add_row(*map(line, row), style="bold")
    return drawn
