"""How sure a finding is, and why its relation is believed, step by step."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Evidence, Finding, Lang, Step
from gouji.reports.saying.phrases import say

MOST = 99
"""No certainty is printed higher: nobody has looked at the original yet."""


def certainty_line(finding: Finding, lang: Lang) -> str:
    """``把握 98%；凭数字自己显出，同族 8 处中 7 处相符``; empty where nothing was weighed."""
    if finding.certainty is None or not finding.evidence:
        return ""
    lead = finding.evidence[0]
    percent, licence = percent_sure(finding.certainty), _licence(lead, lang)
    told = say("certainty", lang, percent=percent, licence=licence)
    alike = lead.family if lead.family and lead.family.members > 1 else None
    return told + (say("family", lang, **alike._asdict()) if alike else "")


def percent_sure(certainty: float) -> int:
    """A certainty in whole per cent, cut off: it never says more than it is."""
    return min(MOST, int(certainty * 100))


def reasons(finding: Finding, lang: Lang) -> Iterator[str]:
    """A line a step and one for the sum, then the other readings; none where nothing is weighed."""
    from gouji.checks.weighing.weighing import certainty_of  # noqa: PLC0415  # brings numpy

    surest = max(finding.evidence, key=_odds, default=None)
    if surest is None or not surest.weight:
        return
    yield say("reasons-heading", lang)
    for step in surest.weight:
        yield f"{step.digits:+6.1f}  {_reason(step, surest, lang)}"
    percent = percent_sure(certainty_of(surest.weight))
    yield f"{_odds(surest):+6.1f}  {say('reasons-sum', lang, percent=percent)}"
    figures = (finding.operands[i].figure for i in surest.figures)
    tried = [f"{f.numeral.text} → {other.value:,}" for f in figures for other in f.readings]
    if tried:
        listed = say("list-joint", lang).join(dict.fromkeys(tried))
        yield say("reasons-readings", lang, tried=listed)


def _odds(evidence: Evidence) -> float:
    return sum(step.digits for step in evidence.weight)


def _reason(step: Step, evidence: Evidence, lang: Lang) -> str:
    """What a step says; a gap speaks for a slip or against one."""
    by = step.by if step.by != "gap" else "gap-odd" if step.digits < 0 else "gap-slip"
    return say(f"step-{by}", lang, n=step.n, licence=_licence(evidence, lang))


def _licence(evidence: Evidence, lang: Lang) -> str:
    return say(f"licence-{evidence.stated_by}", lang)
