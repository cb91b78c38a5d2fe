"""The equation language: text in, a small tree of frozen values out. Nothing is ever evaluated here.

    诉求总量 = 电话 + 互联网 + [承办转办] + [其他]      [ ] = where the table has it
    在线解答率 = 在线解答 / 诉求总量                     a percentage is a fraction: 49.17% is 0.4917
    @合计 = sum(@分项)                                 @ = a role that a structural binder fills
    @合计 = mean(@分项, @权重)                          weighted mean
    prior(@合计) = sum(prior(@分项))                   last year's values, as the arrows imply them
    每十万人座席数 = 座席 / 常住人口 * 100000
    0 <= 满意率 <= 100%
    负责人数 <= 上线人数
    `30秒人工接通率` = `110转12345警单量` / 总量         back-quotes where a name begins with a digit or holds an operator
    民生接听员·在线解答                                  the part before · names the indicator, after · the group it stands in

The signs that a Chinese keyboard offers (× ÷ － ＋ ＝ ≤ ≥ （ ） ， ％) mean the same as the ASCII ones.
"""  # noqa: E501  # the examples are wide because Chinese is

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from gouji.rules.bundled import bundled

if TYPE_CHECKING:
    from lark import Lark, Token, UnexpectedInput

MAX_LENGTH = 2000
"""Characters in one equation."""
MAX_DEPTH = 100
"""Levels of the tree; a plain sum of n terms has n of them."""
REMEMBERED = 1024
"""Equations whose terms are kept: binding asks for them at every row."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the rule itself; ``percent`` where it was written so (100% has value 1)."""

    value: Decimal
    percent: bool = False


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
    """``left op right``; ``a <= b <= c`` is kept as two, joined by ``also``.

    ``text`` is what was written; it takes no part in equality.
    """

    op: Literal["=", "<=", ">="]
    left: Expression
    right: Expression
    also: Comparison | None = None
    text: str = field(default="", compare=False)

    def __hash__(self) -> int:
        """By its left side: equations are looked up at every trial, and trees hash slowly."""
        return hash((self.op, self.left))


class EquationError(ValueError):
    """An equation is wrong: where, what was found, what was allowed, and the likely slip.

    ``column`` counts from 1; None where the equation as a whole is meant.
    """

    def __init__(
        self, column: int | None, found: str, allowed: tuple[str, ...] = (), slip: str = ""
    ) -> None:
        self.column, self.found, self.allowed, self.slip = column, found, allowed, slip
        place = f"column {column}: " if column else ""
        choices = f"; allowed: {', '.join(allowed)}" if allowed else ""
        super().__init__(f"{place}found {found}{choices}" + (f"; {slip}" if slip else ""))


_SIGNS = {"<=": "≤≦⩽", ">=": "≥≧⩾", "=": "＝", "+": "＋", "-": "−－", "*": "×＊", "/": "÷／"}
_ASCII = str.maketrans({typed: sign for sign, all_typed in _SIGNS.items() for typed in all_typed})


def parse(text: str) -> Comparison:
    """Read an equation; EquationError says what is wrong with it, and where."""
    if len(text) > MAX_LENGTH:
        raise EquationError(None, f"{len(text)} characters", (f"at most {MAX_LENGTH}",))
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415  # parsing is all lark is for

    try:
        comparison = cast("Comparison", _parser().parse(text))
    except UnexpectedInput as error:
        raise _explained(error, text) from None
    if _depth(comparison) > MAX_DEPTH:
        raise EquationError(None, "too many operations", (f"at most {MAX_DEPTH} deep",))
    return replace(comparison, text=text)


@cache
def _parser() -> Lark:
    from lark import Lark  # noqa: PLC0415

    grammar = _filled(bundled("equations")["grammar"])
    return Lark(grammar, parser="lalr", transformer=cast("Any", _Builder()))


def _filled(pattern: str) -> str:
    return pattern.replace("{NAME}", bundled("equations")["name"])


class _Builder:
    """Makes the tree while lark parses; the methods bear the names of the grammar's rules."""

    def start(self, children: list[Any]) -> Comparison:
        """Build ``a <= b <= c`` from its end: the last comparison hangs on the one before."""
        link: Comparison | None = None
        for at in range(len(children) - 2, 0, -2):
            op = cast('Literal["=", "<=", ">="]', children[at].translate(_ASCII))
            link = Comparison(op, children[at - 1], children[at + 1], link)
        return cast("Comparison", link)

    def binary(self, children: list[Any]) -> Binary:
        left, op, right = children
        return Binary(op.translate(_ASCII), left, right)

    def negative(self, children: list[Any]) -> Negative:
        return Negative(children[1])

    def number(self, children: list[Token]) -> Number:
        digits = children[0].rstrip("%％ \t\r\n")
        percent = digits != children[0]
        return Number(Decimal(f"{digits}E-2" if percent else digits), percent)

    def call(self, children: list[Any]) -> Call:
        function, *arguments = children
        return Call(str(function), tuple(arguments))  # type: ignore[arg-type]  # as the grammar has it

    def optional(self, children: list[Term]) -> Term:
        return replace(children[0], optional=True)

    def name(self, children: list[Token]) -> Term:
        token = children[0]
        if token.type == "ROLE":
            return Term(token[1:], role=True)
        return Term(token[1:-1] if token.type == "QUOTED" else str(token))


def _explained(error: UnexpectedInput, text: str) -> EquationError:
    """Say it in the words of someone who writes rules, not of someone who writes parsers."""
    at = cast("int", error.pos_in_stream)
    token = cast("Token | None", getattr(error, "token", None))
    expected = cast("set[str]", getattr(error, "accepts", None) or getattr(error, "allowed", ()))
    language = bundled("equations")
    allowed = tuple(shown for name, shown in language["terminals"].items() if name in expected)
    found = f"‘{token[:20] if token is not None else text[at]}’"
    if token is not None and token.type == "$END":
        at, found = len(text), "the end"
    before, after = text[max(0, at - 60) : at], text[at : at + 60]
    slips = (
        slip
        for behind, ahead, slip in language["slips"]
        if re.search(_filled(behind), before) and re.match(_filled(ahead), after)
    )
    return EquationError(at + 1, found, allowed, next(slips, ""))


def _depth(comparison: Comparison) -> int:
    """Levels below the deepest side, each link of a chain being one more.

    Counted level by level, since depth is just what may be too much for recursion.
    """
    level = sides(comparison)
    depth = len(level) - 1
    while level := tuple(child for expression in level for child in children(expression)):
        depth += 1
    return depth


def children(expression: Expression) -> tuple[Expression, ...]:
    """List the expressions that one is made of."""
    if isinstance(expression, Binary):
        return expression.left, expression.right
    if isinstance(expression, Negative):
        return (expression.operand,)
    return expression.arguments if isinstance(expression, Call) else ()


def sides(comparison: Comparison) -> tuple[Expression, ...]:
    """List the expressions between the comparison signs: ``0 <= x <= 100%`` has three."""
    listed = [comparison.left]
    link: Comparison | None = comparison
    while link:
        listed.append(link.right)
        link = link.also
    return tuple(listed)


@lru_cache(maxsize=REMEMBERED)
def terms(equation: Expression | Comparison) -> tuple[Term, ...]:
    """List the terms in printed order, each name once (as optional only if it always is)."""
    roots = sides(equation) if isinstance(equation, Comparison) else (equation,)
    found: dict[tuple[bool, str], Term] = {}
    for term in chain.from_iterable(map(_leaves, roots)):
        kept = found.setdefault((term.role, term.name), term)
        found[term.role, term.name] = term if kept.optional else kept
    return tuple(found.values())


def _leaves(expression: Expression) -> Iterator[Term]:
    if isinstance(expression, Term):
        yield expression
    for child in children(expression):
        yield from _leaves(child)


def render(equation: Expression | Comparison) -> str:
    """Write an equation so that it parses back to the same tree."""
    if not isinstance(equation, Comparison):
        return _render(equation)[0]
    text, link = render(equation.left), cast("Comparison | None", equation)
    while link:
        text, link = f"{text} {link.op} {render(link.right)}", link.also
    return text


_ADDING, _MULTIPLYING, _SIGNED, _ATOM = range(4)


def _render(expression: Expression) -> tuple[str, int]:
    """Write the text, and say how tightly its outermost sign binds."""
    if isinstance(expression, Number):
        percent = f"{expression.value.scaleb(2):f}%"
        return percent if expression.percent else f"{expression.value:f}", _ATOM
    if isinstance(expression, Term):
        quote = "" if expression.role or re.fullmatch(_filled("{NAME}"), expression.name) else "`"
        name = f"{'@' * expression.role}{quote}{expression.name}{quote}"
        return f"[{name}]" if expression.optional else name, _ATOM
    if isinstance(expression, Negative):
        return f"-{_bracketed(expression.operand, _SIGNED)}", _SIGNED
    if isinstance(expression, Call):
        arguments = ", ".join(map(render, expression.arguments))
        return f"{expression.function}({arguments})", _ATOM
    level = _ADDING if expression.op in "+-" else _MULTIPLYING
    left, right = _bracketed(expression.left, level), _bracketed(expression.right, level + 1)
    return f"{left} {expression.op} {right}", level


def _bracketed(expression: Expression, at_least: int) -> str:
    text, level = _render(expression)
    return text if level >= at_least else f"({text})"
