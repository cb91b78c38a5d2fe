"""Columns of changes (同比, 增幅 …): their numbers belong to the figures beside them."""

from __future__ import annotations

import re

from gouji.rules.vocabulary import normalise

_CHANGE = re.compile(
    r"(?:较|比)?(?:上年|去年|上期|上月)?(?:同期)?(?P<what>同比|环比|同比增长|同比增幅|同比增速|同比变化|"
    r"同比增减|同比升降|同比增长率|环比增长|环比增幅|环比变化|环比增减|环比增长率|增长率|增长|增幅|增速|"
    r"增减|升降|增减幅度?|变化|变动|变化率|升降幅度?|增减率|增减百分点)(?:情况|幅度|率)?(?:\((?P<unit>.*)\))?"
)


def is_change_column(label: str) -> bool:
    """``同比(%)``, ``环比增长``, ``增幅``."""
    return bool(_CHANGE.fullmatch(normalise(label)))


def comparison(label: str) -> str:
    """Whether a change is told against last year or against the period before."""
    text = normalise(label)
    if "环比" in text or "上月" in text:
        return "month-on-month"
    return "year-on-year" if "同比" in text or "年" in text else ""
