"""``gouji audit --explain ID``: one finding, and why it is believed, on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.checks.finding import Lang, Result
from gouji.reports.rendering import Options
from gouji.reports.saying.certainty import reasons
from gouji.reports.saying.shared_sentences import headline
from gouji.reports.text import MARKS, PIPED_WIDTH, told
from gouji.rules.problem import RuleError, unknown


def explained(result: Result, ids: Sequence[str], lang: Lang, width: int | None) -> str:
    """Tell the findings named, each with its reasons; RuleError names ids that there are not."""
    known = {finding.id: finding for finding in result.findings}
    if lost := [id_ for id_ in ids if id_ not in known]:
        raise RuleError([unknown("--explain", "编号", "id", id_, known) for id_ in lost])
    pages = []
    for finding in map(known.__getitem__, ids):
        title = f"{MARKS[finding.severity]} {headline(finding, lang)}"
        body = told(finding, Options(lang), width or PIPED_WIDTH)
        pages.append("\n".join((title, "", body, "", *reasons(finding, lang))))
    return "\n\n".join(pages) + "\n"
