"""``gouji audit --explain ID``: one finding, and why it is believed, on one screen."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.checks.finding import Lang, Result
from gouji.reports.saying.told_finding import told_findings
from gouji.reports.text import PIPED_WIDTH, in_full
from gouji.rules.problem import RuleError, unknown


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
