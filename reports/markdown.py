"""Markdown for a merge request or an issue: a summary table, then the findings, foldable."""

from __future__ import annotations

import re

from gouji.reports.saying.lines import printable
from gouji.reports.saying.report import COUNTS, Report
from gouji.reports.saying.templates import fill, verbatim
from gouji.reports.saying.told_finding import ToldFinding
from gouji.reports.text import worked

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~&])")
_LEADING = re.compile(r"^(\s*)([-=]|\d+(?=[.)]))")
_LINK = re.compile(r"(?i)(:(?=//)|(?<=www)\.)")
_MENTION = re.compile(r"@(?=\w)")
_WORD_JOINER = "&#8288;"


def render(report: Report) -> str:
    """Write the report; nothing a document prints becomes markup, a link or a mention."""
    more = {"report": report, "counts": COUNTS, "fenced": fenced}
    return fill("report.md", report.lang, spell=_spelled, **more)


def escaped(text: str) -> str:
    """Make ``text`` mean itself in Markdown."""
    marked = _SPECIAL.sub(r"\\\1", printable(text))
    marked = _LINK.sub(r"\\\1", marked)
    marked = _LEADING.sub(lambda m: f"{m[1]}&#{ord(m[2][0])};{m[2][1:]}", marked)
    return _MENTION.sub("@" + _WORD_JOINER, marked)


def _spelled(text: str) -> str:
    return verbatim(escaped(text))


def fenced(told: ToldFinding) -> str:
    """The working of a finding in a block of code, whose fence no print can close."""
    body = worked(told)
    ticks = max((len(run) for run in re.findall("`+", body)), default=0)
    fence = "`" * max(3, ticks + 1)
    return f"{fence}text\n{body}\n{fence}"
