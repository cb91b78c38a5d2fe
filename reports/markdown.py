"""Markdown for a merge request or an issue: a summary table, then the findings, foldable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.checks.finding import Finding, Lang, Result
from gouji.reports.rendering import Options
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import (
    by_document,
    document_names,
    headline,
    hints,
    percent,
    tally,
    where_in_full,
)
from gouji.reports.saying.untrusted import printable
from gouji.reports.summary import COUNTS, conventions, conventions_of, held_against, unseen
from gouji.reports.text import MARKS, worked

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")
_LEADING = re.compile(r"^(\s*)([-=]|\d+(?=[.)]))")
_LINK = re.compile(r"(?i)(:(?=//)|(?<=www)\.)")
_MENTION = re.compile(r"@(?=\w)")
_WORD_JOINER = "&#8288;"


def render(result: Result, options: Options) -> str:
    """Write the report; nothing a document prints becomes markup, a link or a mention."""
    return "\n".join(_lines(result, options)) + "\n"


def escaped(text: str) -> str:
    """Make ``text`` mean itself in Markdown."""
    marked = _SPECIAL.sub(r"\\\1", printable(text))
    marked = _LINK.sub(r"\\\1", marked)
    marked = _LEADING.sub(lambda m: f"{m[1]}&#{ord(m[2][0])};{m[2][1:]}", marked)
    return _MENTION.sub("@" + _WORD_JOINER, marked)


def _lines(result: Result, options: Options) -> Iterator[str]:
    lang = options.lang
    yield f"## {say('summary', lang)}"
    yield ""
    yield f"**{escaped(say('total', lang, parts=tally(result, lang)))}**"
    yield ""
    yield from _table(result, lang)
    names = document_names(result, lang)
    for summary, findings in by_document(result):
        if findings:
            yield f"## {escaped(names[summary.path] if summary else say('elsewhere', lang))}"
            yield ""
        for finding in findings:
            yield from _finding(finding, options)
    yield from _closing(result, lang)


def _table(result: Result, lang: Lang) -> Iterator[str]:
    heads = ("document", *COUNTS, "coverage", *conventions(result))
    yield f"| {' | '.join(escaped(say(name, lang)) for name in heads)} |"
    yield f"|:--|{'--:|' * (len(COUNTS) + 1)}{':--|' * len(conventions(result))}"
    names = document_names(result, lang)
    for summary in result.documents:
        counts = (f"{getattr(summary, name):,}" for name in COUNTS)
        told = (say(said, lang) for said in conventions_of(summary, result))
        shares = (percent(summary.coverage), *told)
        yield f"| {' | '.join((escaped(names[summary.path]), *counts, *shares))} |"
    yield ""


def _finding(finding: Finding, options: Options) -> Iterator[str]:
    lang = options.lang
    mark = f"{MARKS[finding.severity]} {say(finding.severity, lang)}"
    yield f"### {mark} {escaped(headline(finding, lang))}"
    yield ""
    yield escaped(finding.message.say(lang))
    yield ""
    if finding.operands:
        figure = finding.operands[0].figure
        yield f"- {escaped(f'{where_in_full(figure, lang)}  {figure.label}'.strip())}"
    yield from (f"- {escaped(hint)}" for hint in hints(finding, lang))
    yield ""
    yield from _folded(finding, options)


def _folded(finding: Finding, options: Options) -> Iterator[str]:
    body = worked(finding, options)
    ticks = max((len(run) for run in re.findall("`+", body)), default=0)
    fence = "`" * max(3, ticks + 1)
    yield f"<details><summary>{say('column-working', options.lang)}</summary>"
    yield ""
    yield from (f"{fence}text", body, fence)
    yield ""
    yield "</details>"
    yield ""


def _closing(result: Result, lang: Lang) -> Iterator[str]:
    yield from _section("held-against", held_against(result, lang), lang)
    yield from _section("unchecked", list(unseen(result, lang)), lang)
    if result.unreadable:
        yield f"## {say('unreadable', lang)}"
        yield ""
    for failed in result.unreadable:
        reason = failed.reason.say(lang)
        yield f"- {escaped(say('unreadable-input', lang, path=failed.path, reason=reason))}"


def _section(title: str, told: Sequence[str], lang: Lang) -> Iterator[str]:
    if told:
        yield f"## {say(title, lang)}"
        yield ""
        yield from (f"- {escaped(text)}" for text in told)
        yield ""
