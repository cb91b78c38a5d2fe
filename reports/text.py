"""The terminal's report, made to be read: by document, worst first, each with its working."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from textwrap import dedent

from gouji.checks.finding import DocumentSummary, Evidence, Finding, Result, Severity
from gouji.reports.rendering import Options
from gouji.reports.saying.certainty import certainty_line
from gouji.reports.saying.lines import Line, as_text, line, paragraph
from gouji.reports.saying.listings import check_rows
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import (
    document_names,
    headline,
    numbered,
    proposal,
    shared_place,
    where,
    where_in_full,
)
from gouji.reports.saying.untrusted import printable
from gouji.reports.saying.working import Line as Sum
from gouji.reports.saying.working import aligned, equation, is_sum, written_out
from gouji.reports.saying.wrapping import cells, clipped
from gouji.reports.summary import closing

PIPED_WIDTH = 100
LEAST_WIDTH = 40
MOST_EVIDENCE = 4
"""More checks of one cause than these are counted, not shown."""
MARKS: dict[Severity, str] = {"error": "■", "warning": "▲", "note": "●"}
STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "note": "bold cyan"}
BODY = 2


def render(result: Result, options: Options) -> str:
    """Write the report for a terminal, or for a file where ``options.color`` is off."""
    width = max(options.width or PIPED_WIDTH, LEAST_WIDTH)
    return as_text(_lines(result, options, width), width, options.color)


def told(finding: Finding, options: Options, width: int = PIPED_WIDTH) -> str:
    """Tell one finding as the report does, without title and colour: for logs and code blocks."""
    plain = replace(options, color=False)
    return dedent(as_text(_body(finding, plain, width), width, color=False)).strip("\n")


def worked(finding: Finding, options: Options, width: int = PIPED_WIDTH) -> str:
    """Show only the working of a finding's checks, without colour."""
    plain = replace(options, color=False)
    return dedent(as_text(_evidence(finding, plain, width), width, color=False)).strip("\n")


def _lines(result: Result, options: Options, width: int) -> Iterator[Line]:
    names = document_names(result, options.lang)
    for summary, findings in numbered(result):
        if findings:
            yield from _heading(summary, names, options, width)
        for number, finding in findings:
            yield from _finding(finding, number, options, width)
    yield from _checks(options, width)
    yield from closing(result, options, width)


def _checks(options: Options, width: int) -> Iterator[Line]:
    """List every check, where that is asked for: those that tie as well."""
    if not options.checks:
        return
    yield line((say("all-checks", options.lang, n=len(options.checks)), "bold"))
    for row in check_rows(options.checks, options.lang):
        told = "  ".join(filter(None, (row.verdict, row.place, row.label, row.working)))
        yield from paragraph(told, width, bullet="- ")
    yield line()


def _heading(
    summary: DocumentSummary | None, names: dict[str, str], options: Options, width: int
) -> Iterator[Line]:
    if summary is None:
        yield line((say("elsewhere", options.lang), "bold"))
    else:
        yield from paragraph(f"{names[summary.path]}  {summary.title}", width, style="bold")
        yield from paragraph(summary.path, width, style="dim")
    yield line()


def _finding(finding: Finding, number: int, options: Options, width: int) -> Iterator[Line]:
    lang, style = options.lang, STYLES[finding.severity]
    mark = f"{MARKS[finding.severity]} {say(finding.severity, lang)} {number}  "
    yield from paragraph(headline(finding, lang), width, style="bold", bullet=mark, mark=style)
    yield from _body(finding, options, width)
    yield line()


def _body(finding: Finding, options: Options, width: int) -> Iterator[Line]:
    yield from _where(finding, options, width)
    yield line()
    yield from paragraph(finding.message.say(options.lang), width, BODY)
    yield from _evidence(finding, options, width)
    yield from _suggestions(finding, options, width)
    yield from _innocent(finding, options, width)
    verdict = say(finding.verdict, options.lang)
    origin = say("rule-and-id", options.lang, verdict=verdict, rule=finding.rule, id=finding.id)
    yield from paragraph(origin, width, BODY, "dim")
    if sure := certainty_line(finding, options.lang):
        yield from paragraph(sure, width, BODY, "dim")


def _where(finding: Finding, options: Options, width: int) -> Iterator[Line]:
    if not finding.operands:
        return
    figure = finding.operands[0].figure
    place, label = where_in_full(figure, options.lang), figure.label
    yield from paragraph("  ".join(part for part in (place, label) if part), width, BODY, "dim")
    if sentence := options.quotes.sentence(figure):
        said = say("quoted", options.lang, text=sentence)
        yield from paragraph(said, width, BODY, "italic")


def _evidence(finding: Finding, options: Options, width: int) -> Iterator[Line]:
    if not finding.evidence:
        return
    first, *others = finding.evidence
    yield line()
    yield from _working(finding, first, options, width)
    yield line()
    if others:
        yield line(say("more-evidence", options.lang), indent=BODY)
        shown = others if len(finding.evidence) <= MOST_EVIDENCE else others[: MOST_EVIDENCE - 2]
        for evidence in shown:
            yield from paragraph(evidence.working, width, BODY, bullet="- ")
        if rest := len(others) - len(shown):
            more = say("more-of-the-same", options.lang, n=rest)
            yield from paragraph(more, width, BODY, bullet="- ")
        yield line()


def _working(finding: Finding, evidence: Evidence, options: Options, width: int) -> Iterator[Line]:
    yield from paragraph(equation(evidence, options.lang), width, BODY + 2, "italic")
    sums = written_out(finding, evidence, options.lang)
    yield from _sum_lines(finding, sums, options, width)
    if not is_sum(finding, evidence):
        yield from paragraph(evidence.working, width, BODY + 2, "dim")


def _sum_lines(
    finding: Finding, sums: tuple[Sum, ...], options: Options, width: int
) -> Iterator[Line]:
    numbers = aligned(sums)
    left = width - BODY - 4 - max(map(cells, numbers), default=0)
    labels = [clipped(printable(told.label), left) for told in sums]
    names = max(map(cells, labels), default=0)
    stroke = "─" if options.color else "-"
    for told, number, label in zip(sums, numbers, labels, strict=True):
        if told.kind in {"computed", "difference"}:
            yield line((stroke * cells(number), "dim"), indent=BODY + 2)
        beside = "  " + _beside(finding, told, options)
        fits = names + cells(beside) <= left
        place = (" " * (names - cells(label)) + beside, "dim") if fits else ""
        style = "bold" if told.kind == "difference" else ""
        yield line((number, style), "  ", label, place, indent=BODY + 2)


def _beside(finding: Finding, told: Sum, options: Options) -> str:
    if told.operand is None:
        return ""
    figure = finding.operands[told.operand].figure
    file = PurePath(figure.document).name if figure.document != finding.document else ""
    place = where(figure.place, options.lang, near=shared_place(finding))
    return "  ".join(filter(None, (file, place)))


def _suggestions(finding: Finding, options: Options, width: int) -> Iterator[Line]:
    if not finding.suggestions:
        return
    heading = "suggestion" if len(finding.suggestions) == 1 else "suggestions"
    yield line(say(heading, options.lang), indent=BODY)
    for suggestion in finding.suggestions:
        said = proposal(finding, suggestion, options.lang)
        yield from paragraph(said, width, BODY, "green", bullet="- ")
    yield line()


def _innocent(finding: Finding, options: Options, width: int) -> Iterator[Line]:
    if not finding.explanations:
        return
    yield line(say("innocent", options.lang), indent=BODY)
    for words in finding.explanations:
        yield from paragraph(words.say(options.lang), width, BODY, bullet="- ")
    yield line()
