"""How sure a finding is, and why its relation is believed, in one line."""

from __future__ import annotations

from gouji.checks.finding import Finding, Lang, Words
from gouji.reports.saying.phrases import say

LICENCES = {
    "named": Words("规则点名", "named by a rule"),
    "laid-out": Words("版面标明", "laid out so"),
    "told": Words("文字说明", "told so"),
    "shown": Words("数字自己显出", "shown by the numbers"),
    "between": Words("文件互证", "printed in both documents"),
}
MOST = 99
"""No certainty is printed higher: nobody has looked at the original yet."""


def certainty_line(finding: Finding, lang: Lang) -> str:
    """``把握 98%；凭数字自己显出，同族 8 处中 7 处相符``; empty where nothing was weighed."""
    if finding.certainty is None or not finding.evidence:
        return ""
    lead = finding.evidence[0]
    percent = percent_sure(finding.certainty)
    told = say("certainty", lang, percent=percent, licence=LICENCES[lead.stated_by].say(lang))
    if lead.family is None:
        return told
    return told + say("family", lang, members=lead.family.members, tie=lead.family.tie)


def percent_sure(certainty: float) -> int:
    """A certainty in whole per cent, cut off: it never says more than it is."""
    return min(MOST, int(certainty * 100))
