"""Why a relation is believed: what each consideration added to the odds, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Evidence, Finding, Lang, Step, Words
from gouji.checks.weighing.weighing import certainty_of
from gouji.reports.saying.certainty import LICENCES, percent_sure
from gouji.reports.saying.phrases import say

REASONS = {
    "prior": Words(
        "看数字之前，凭{licence}（对它要说的关系）", "before any number is looked at: {licence}"
    ),
    "tried": Words(
        "试过 {n} 种可能，碰巧相符的机会更多", "{n} candidates were tried: chances to tie"
    ),
    "ties": Words("同族 {n} 处相符，难以碰巧", "{n} of its family tie, which chance hardly does"),
    "breaks": Words("同族另有 {n} 处不符", "{n} others of its family break"),
    "same-part": Words(
        "同族另有 {n} 处漏了（或重算了）同一项",
        "{n} others leave out, or count twice, the same part",
    ),
    "cap": Words("同族再多，关系也不算更可信", "a family of any size is believed up to here"),
    "lane": Words("这一处也须照样勾稽", "that this one is meant to tie as the others do"),
    "slip": Words("印错本来少见", "slips are rare"),
    "crossed": Words(
        "另一方向的关系里，同一数字也差这么多", "across it, one of its figures misses by as much"
    ),
    "contradicted": Words("另一方向的关系里，各数都相符", "across it, all of its figures tie"),
    "far": Words("各项合起来不到它的一半", "the parts make less than half of it"),
    "rival": Words("另有一组数恰好等于这个合计", "another list makes the same whole"),
    "blank": Words("这里空着一项，差额可能就是它", "a part is blank here, and may be the gap"),
    "counted": Words("差额在逐项修约可能留下的范围内", "rounding each number may leave such a gap"),
}
GAP = (
    Words("差额像是一处常见笔误", "one known slip makes just this gap"),
    Words("差额不像一处常见笔误", "no known slip makes this gap"),
)
_PHRASES = {
    "heading": Words("为何可信（十进对数几率）", "Why it is believed (log₁₀ of odds)"),
    "sum": Words("合计：把握 {percent}%", "in all: certainty {percent} %"),
    "readings": Words("另试的读法：{tried}；都不相符", "other readings tried: {tried}; none ties"),
}


def reasons(finding: Finding, lang: Lang) -> Iterator[str]:
    """A line a step and one for the sum, then the other readings; none where nothing is weighed."""
    if not finding.evidence:
        return
    surest = max(finding.evidence, key=_odds)
    if not surest.weight:
        return
    yield _PHRASES["heading"].say(lang)
    for step in surest.weight:
        yield f"{step.digits:+6.1f}  {_reason(step, surest, lang)}"
    percent = percent_sure(certainty_of(surest.weight))
    total = _PHRASES["sum"].say(lang).format(percent=percent)
    yield f"{_odds(surest):+6.1f}  {total}"
    figures = (finding.operands[i].figure for i in surest.figures)
    tried = [f"{f.numeral.text} → {other.value:,}" for f in figures for other in f.readings]
    if tried:
        listed = say("list-joint", lang).join(dict.fromkeys(tried))
        yield _PHRASES["readings"].say(lang).format(tried=listed)


def _odds(evidence: Evidence) -> float:
    return sum(step.digits for step in evidence.weight)


def _reason(step: Step, evidence: Evidence, lang: Lang) -> str:
    words = GAP[step.digits < 0] if step.by == "gap" else REASONS[step.by]
    return words.say(lang).format(n=step.n, licence=LICENCES[evidence.stated_by].say(lang))
