"""Which period running text is about where no heading says it: what it opens with, or none.

A year is believed only of a text that speaks of nothing shorter: a week that passes for a year is
compared with years.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from gouji.figures.identity.title_period import stated

LONGEST_OPENING: Final = 600
"""Characters within which a text says what it is about."""
_SENTENCE: Final = re.compile(r"[。；;\n]")
_CLAUSE: Final = re.compile(r"[，,：]|:(?!\d)")
_COUNTED: Final = re.compile(
    r"\d\s*[万萬亿余多]*\s*(?:余|多)?(?:件|个|次|宗|起|条|人|通|封|笔|项|篇|家)"
)
_COMPARED: Final = re.compile(r"同比|环比|去年|上年|相比|同期|较|截至|截止|开通|成立|以来")
_SHORTER: Final = re.compile(
    r"[本上一当]周|周(?:工作|报)|本旬|[本上当]月|[昨今当]日|昨\(|一天|小长假|假期|节日|期间|以来"
    r"|春节|清明|端午|国庆|中秋|元旦|季度|半年|第\d{1,3}[期周]"
    r"|(?<![年\d至—-])\d{1,2}月(?![\d底末初以])|\d{1,2}日?[-—–―~～至到]+(?:\d{1,2}月)?\d{1,2}日"
    r"|月\d{1,2}日\d{1,2}[:：时Hh]|年\d{1,2}月\d{1,2}日[，,]"
)
_WHOLE_YEAR: Final = re.compile(r"(?:1月1日|01月01日)[-—–―~～至到起]+(?:(?:19|20)\d\d年)?12月31日")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年")
_ISSUE: Final = re.compile(r"第\s*(\d{1,3})\s*期")
_WEEK: Final = re.compile(r"[本上]周")
_DAYS: Final = r"(?<![年\d])(\d{1,2}月\d{1,2}日?[-—–―－~～至到]+(?:\d{1,2}月)?\d{1,2}日)"
_YEARLESS_DAYS: Final = re.compile(_DAYS)
_ITS_DAYS: Final = re.compile(rf"[本上]周\s*[(（]\s*{_DAYS}")


def opening_period(text: str) -> str | None:
    """Read the period of the first sentence that states one and counts something in it."""
    for sentence in _SENTENCE.split(text[:LONGEST_OPENING]):
        plain = re.sub(r"\s+", "", sentence)
        behind = plain
        for clause in _CLAUSE.split(plain):
            found = None if _COMPARED.search(clause) else stated(clause)
            if found and _COUNTED.search(behind):
                return found if len(found) > len("2024") or not _is_shorter(text) else None
            behind = behind[len(clause) + 1 :]
    return None


def commonest_year(text: str) -> str | None:
    """The year named most often, of a text that opens with nothing shorter than a year."""
    if _is_shorter(text):
        return None
    years = Counter(_YEAR.findall(text))
    return years.most_common(1)[0][0] if years else None


def _is_shorter(text: str) -> bool:
    """Whether a text opens with a week, a month, some days."""
    opening = re.sub(r"\s+", "", text[:LONGEST_OPENING])
    return bool(_SHORTER.search(_WHOLE_YEAR.sub("", opening)))


def narrowed(heading: str, year: str, text: str) -> str | None:
    """Read what a heading with a year says beside it: its days, or the issue of a week.

    ``2024年运行报告（3月4日—3月10日）``; ``2024年度简报第12期`` over 本周（3月4日—3月10日）.
    """
    if year not in heading:
        return None
    if days := _YEARLESS_DAYS.search(re.sub(r"\s+", "", heading)):
        return stated(f"{year}年{days[1]}")
    issue, opening = _ISSUE.search(heading), text[:LONGEST_OPENING]
    if issue is None or not _WEEK.search(opening):
        return None
    days = _ITS_DAYS.search(opening)
    return (days and stated(f"{year}年{days[1]}")) or f"{year}-N{int(issue[1])}"
