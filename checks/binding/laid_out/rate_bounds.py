"""A share or rate of a whole lies between 0 and 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule

_OF_A_WHOLE = re.compile(
    r"(?:.*(?:满意|接通|解答|答复|办结|解决|参评|好评|响应|签收|转化|公开|合格|达标|覆盖|准确|回访|评价|受理)\S*率"
    r"|.*(?:占比|比重)|.*满意度)(?:[(（].*)?"
)
_GROWTH = re.compile(r"增|降|升|同比|环比|完成|进度|目标|计划|减费|利用")


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every rate that is one of a whole by its name, or a share."""
    for i, figure in material.printed():
        if figure.unit == "%" and is_of_a_whole(figure):
            yield Check(rule, {"比率": (i,)})


def is_of_a_whole(figure: Figure) -> bool:
    """Whether a percentage can't exceed 100: growth can, a satisfaction rate can't."""
    labels = [x for x in (*figure.column_path[-1:], figure.in_cell, figure.indicator or "") if x]
    if any(_GROWTH.search(x) for x in labels):
        return False
    if figure.column_role == "share" and figure.numeral.value >= 0:
        return True  # a change is printed with its sign, a share never
    return any(_OF_A_WHOLE.fullmatch(x) for x in labels)
