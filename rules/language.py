"""The equation language: text in, a small tree of frozen values out. Nothing is ever evaluated here.

    诉求总量 = 电话 + 互联网 + [承办转办] + [其他]      [ ] = where the table has it
    在线解答率 = 在线解答 / 诉求总量                     a percentage is a fraction: 49.17% is 0.4917
    @合计 = sum(@分项)                                 @ = a role that a structural binder fills
    @合计 = mean(@分项, @权重)                          weighted mean
    每十万人座席数 = 座席 / 常住人口 * 100000
    0 <= 满意率 <= 100%
    负责人数 <= 上线人数
    `30秒人工接通率` = `110转12345警单量` / 总量         back-quotes where a name begins with a digit or holds an operator
    民生接听员·在线解答                                  the part before · names the indicator, after · the group it stands in
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Term:
    """A figure by name. ``role`` for ``@name``; ``optional`` for ``[name]``."""

    name: str
    optional: bool = False
    role: bool = False


@dataclass(frozen=True, slots=True)
class Binary:
    op: Literal["+", "-", "*", "/"]
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """``sum(x)``, ``mean(x, w)``, ``prior(x)``, ``min(x, …)``, ``max(x, …)``."""

    function: Literal["sum", "mean", "prior", "min", "max"]
    arguments: tuple[Expression, ...]


Expression: TypeAlias = Number | Term | Binary | Negative | Call


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left op right``; ``a <= b <= c`` is kept as two, joined by ``also``."""

    op: Literal["=", "<=", ">="]
    left: Expression
    right: Expression
    also: Comparison | None = None
    text: str = ""
