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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias, cast

MAX_LENGTH = 2000
"""Characters in one equation."""
MAX_SIGNS = 100
"""Signs and opening brackets in one equation; its tree has no more levels."""
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


_NAME = r"(?:[^\W\d]|[“《])[\w“”‘’《》·]*"
_FUNCTIONS = ("sum", "mean", "prior", "min", "max")
_TOKEN = re.compile(
    rf"""\s*(?:
        (?P<sign><=|>=|[=＝≤≥≦≧⩽⩾+＋−－*×＊/÷／(（)）\[［\]］,，-])
        | (?P<function>{"|".join(_FUNCTIONS)})\s*[(（]
        | (?P<number>[0-9]+(?:\.[0-9]+)?(?:\s*[%％])?)
        | (?P<name>{_NAME})
        | (?P<role>[@＠]{_NAME})
        | (?P<quoted>`[^`\n]+`)
        | (?P<end>\Z)
        | (?P<stray>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_ASCII = str.maketrans("＝≦⩽≧⩾＋−－×＊÷／（）［］，", "=≤≤≥≥+--**//()[],")
_COMPARE = {"≤": "<=", "≥": ">="}
_KINDS = {"number": "a number", "name": "a name", "role": "@role", "quoted": "`a name`"}
_NESTING = ("=", "<=", ">=", "+", "-", "*", "/", *(f"{name}(" for name in ("", *_FUNCTIONS)))
_ALLOWED = (*_NESTING, ")", "[", "]", ",", *_KINDS.values(), "the end")
"""The kinds of tokens as a writer of rules knows them, in the order they are listed."""


def parse(text: str) -> Comparison:
    """Read an equation; EquationError says what is wrong with it, and where."""
    if len(text) > MAX_LENGTH:
        raise EquationError(None, f"{len(text)} characters", (f"at most {MAX_LENGTH}",))
    return replace(_Reader(text).comparison(), text=text)


class _Reader:
    """Reads token by token; what was looked for in vain at one place is what is allowed there."""

    def __init__(self, text: str) -> None:
        self.text, self.signs = text, 0
        self.taken = ""
        """The token that was taken last, as written."""
        self._move(0)

    def _move(self, at: int) -> None:
        """Look at the token that begins at ``at``, behind blanks."""
        found = _TOKEN.match(self.text, at)
        assert found is not None  # a stray character is a token as well
        kind = found.lastgroup or ""
        self.written, self.start, self.end = found[kind], found.start(kind), found.end()
        if kind == "sign":
            sign = self.written.translate(_ASCII)
            self.kind = _COMPARE.get(sign, sign)
        elif kind == "end":
            self.kind, self.start = "the end", len(self.text)
        else:
            self.kind = f"{self.written}(" if kind == "function" else _KINDS.get(kind, "")
        self.looked_for: set[str] = set()

    def take(self, *kinds: str) -> str:
        """Take the next token if it is of one of these kinds, and say which; else say nothing."""
        if self.kind not in kinds:
            self.looked_for.update(kinds)
            return ""
        kind, self.taken = self.kind, self.written
        self.signs += kind in _NESTING
        if self.signs > MAX_SIGNS:
            raise EquationError(None, "too many signs", (f"at most {MAX_SIGNS}",))
        self._move(self.end)
        return kind

    def need(self, *kinds: str) -> str:
        """Take a token of one of these kinds; EquationError says what stands there instead."""
        if kind := self.take(*kinds):
            return kind
        found = self.kind if self.kind == "the end" else f"‘{self.written[:20]}’"
        allowed = tuple(kind for kind in _ALLOWED if kind in self.looked_for)
        raise EquationError(self.start + 1, found, allowed, _slip(self.text, self.start))

    def comparison(self) -> Comparison:
        """Read all of it; of ``a <= b <= c`` the last comparison hangs on the one before."""
        found = [self.sum()]
        ops: list[str] = []
        while not ops or not self.take("the end"):
            ops.append(self.need("=", "<=", ">="))
            found.append(self.sum())
        chain: Comparison | None = None
        for op, left, right in reversed(list(zip(ops, found, found[1:], strict=False))):
            chain = Comparison(cast('Literal["=", "<=", ">="]', op), left, right, chain)
        return cast("Comparison", chain)

    def sum(self) -> Expression:
        return self._joined(self._product, "+", "-")

    def _product(self) -> Expression:
        return self._joined(self._operand, "*", "/")

    def _joined(self, part: Callable[[], Expression], *signs: str) -> Expression:
        left = part()
        while op := self.take(*signs):
            left = Binary(cast('Literal["+", "-", "*", "/"]', op), left, part())
        return left

    def _operand(self) -> Expression:
        if self.take("-"):
            return Negative(self._operand())
        if self.take("a number"):
            return _number(self.taken)
        if self.take("("):
            inner = self.sum()
        elif function := self.take("sum(", "mean(", "min(", "max("):
            inner = Call(cast('Literal["sum"]', function[:-1]), tuple(self._arguments(function)))
        else:
            return self._item()
        self.need(")")
        return inner

    def _arguments(self, function: str) -> Iterator[Expression]:
        """One figure of a sum, of a mean perhaps its weight as well; of others any expressions."""
        read = self.sum if function in ("min(", "max(") else self._item
        yield read()
        if function == "mean(" and self.take(","):
            yield read()
        while function in ("min(", "max(") and self.take(","):
            yield read()

    def _item(self) -> Expression:
        if not self.take("prior("):
            return self._term()
        call = Call("prior", (self._term(),))
        self.need(")")
        return call

    def _term(self) -> Term:
        optional = bool(self.take("["))
        kind = self.need("a name", "@role", "`a name`")
        term = Term(self.taken.strip("`@＠"), optional, role=kind == "@role")
        if optional:
            self.need("]")
        return term


def _number(written: str) -> Number:
    digits = written.rstrip("%％ \t\r\n")
    if digits == written:
        return Number(Decimal(digits))
    return Number(Decimal(f"{digits}E-2"), percent=True)


_SLIPS = (
    # before the place, from the place on, what probably happened
    (r"[0-9][%％]?\s*$", rf"{_NAME}|`", "a name that begins with a digit stands in back-quotes"),
    (r"[=＝]\s*$", r"[=＝]", "one = is enough"),
    (r"", r"[<>＜＞](?!=)", "write <= or >=; print cannot tell a strict bound"),
    (r"(?:^|\W)(?:average|avg|average_of)\s*$", r"[(（]", "did you mean mean?"),
    (rf"(?:^|\W){_NAME}\s*$", r"[(（]", f"the functions are {', '.join(_FUNCTIONS)}"),
    (rf"{_NAME}\s+$", _NAME, "a name with a space stands in back-quotes"),
    (r"[(（][^)）]*$", r"$", "a bracket is not closed"),
    (r"[\[［][^\]］]*$", r"$|[^\w]", "[ ] holds one name"),
    (r"", r"`[^`]*$", "a back-quote is not closed"),
    (r"", r"[!≠]", "an equation says what must hold"),
)


def _slip(text: str, at: int) -> str:
    """Name the likely slip, "" where none is known; ``text`` is short, so searches are cheap."""
    before, after = text[max(0, at - 60) : at], text[at : at + 60]
    for behind, ahead, slip in _SLIPS:
        if re.search(behind, before) and re.match(ahead, after):
            return slip
    return ""


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
    for term in (t for root in roots for t in _leaves(root)):
        key = term.role, term.name
        kept = found.get(key, term)
        found[key] = kept if not kept.optional else term
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
    written = [_render(side)[0] for side in sides(equation)]
    link: Comparison | None = equation
    text = written[0]
    for side in written[1:]:
        link = cast("Comparison", link)
        text, link = f"{text} {link.op} {side}", link.also
    return text


_ADDING, _MULTIPLYING, _SIGNED, _ATOM = range(4)


def _render(expression: Expression) -> tuple[str, int]:
    """Write the text, and say how tightly its outermost sign binds."""
    if isinstance(expression, Number):
        return _render_number(expression), _ATOM
    if isinstance(expression, Term):
        return _render_term(expression), _ATOM
    if isinstance(expression, Negative):
        return f"-{_bracketed(expression.operand, _SIGNED)}", _SIGNED
    if isinstance(expression, Call):
        arguments = ", ".join(_render(a)[0] for a in expression.arguments)
        return f"{expression.function}({arguments})", _ATOM
    level = _ADDING if expression.op in "+-" else _MULTIPLYING
    left, right = _bracketed(expression.left, level), _bracketed(expression.right, level + 1)
    return f"{left} {expression.op} {right}", level


def _bracketed(expression: Expression, at_least: int) -> str:
    text, level = _render(expression)
    return text if level >= at_least else f"({text})"


def _render_number(number: Number) -> str:
    if number.percent:
        return f"{number.value.scaleb(2):f}%"
    return f"{number.value:f}"


def _render_term(term: Term) -> str:
    if term.role:
        name = f"@{term.name}"
    else:
        name = term.name if re.fullmatch(_NAME, term.name) else f"`{term.name}`"
    return f"[{name}]" if term.optional else name
