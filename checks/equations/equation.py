"""Equations and the slots that figures are put in, one for each term or list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from gouji.rules.language import (
    Call,
    Comparison,
    EquationError,
    Expression,
    Term,
    children,
    render,
    sides,
    terms,
)

_OF_LISTS = ("sum", "mean")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for figures. ``key`` is what bindings call it: ``电话``, ``合计``, ``prior(电话)``.

    ``many``: it takes a list of figures.
    """

    key: str
    term: Term
    many: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """One comparison: ``left`` and ``right`` are the keys of the slots on either side.

    ``required`` are those that must be printed, ``many`` those that take lists, ``repeated`` those
    that stand in it twice, as the weights of a mean do by nature; ``extremes`` those that a
    smallest or largest is to be taken of, by function.
    """

    link: Comparison
    left: frozenset[str]
    right: frozenset[str]
    required: frozenset[str]
    many: frozenset[str]
    repeated: frozenset[str]
    extremes: tuple[frozenset[str], ...]

    @property
    def keys(self) -> frozenset[str]:
        return self.left | self.right


@dataclass(frozen=True, slots=True)
class Template:
    """An equation with its slots, in printed order: all ``relations`` must hold."""

    relations: tuple[Relation, ...]
    slots: dict[str, Slot]
    calls: tuple[Call, ...]
    """Its functions, but for ``prior``, which names a slot."""


@lru_cache(maxsize=1024)
def compiled(comparison: Comparison) -> Template:
    """Find the slots of an equation; EquationError where one can't be filled."""
    slots: dict[str, Slot] = {}
    for side in sides(comparison):
        _gather(side, slots)
    functions = tuple(call for side in sides(comparison) for call in calls(side))
    return Template(tuple(_relation(link, slots) for link in links(comparison)), slots, functions)


def _relation(link: Comparison, slots: Mapping[str, Slot]) -> Relation:
    left, right = Counter(slot_keys(link.left)), Counter(slot_keys(link.right))
    both = left + right
    asked = [call for side in (link.left, link.right) for call in calls(side)]
    return Relation(
        link,
        frozenset(left),
        frozenset(right),
        required=frozenset(key for key in both if not slots[key].optional),
        many=frozenset(key for key in both if slots[key].many),
        repeated=frozenset(key for key, times in both.items() if times > 1),
        extremes=tuple(
            frozenset(chain.from_iterable(map(slot_keys, call.arguments)))
            for call in asked
            if call.function in ("min", "max")
        ),
    )


def _gather(expression: Expression, slots: dict[str, Slot], *, many: bool = False) -> None:
    """Add the slots of an expression: ``sum``, ``mean`` and the like take lists."""
    if many or _is_slot(expression):
        _add(expression, slots, many=many)
        return
    inner = children(expression)
    lists = isinstance(expression, Call) and (expression.function in _OF_LISTS or len(inner) == 1)
    for one in inner:
        _gather(one, slots, many=lists)


def _add(expression: Expression, slots: dict[str, Slot], *, many: bool) -> None:
    key, (term,) = slot_key(expression), terms(expression)
    known = slots.get(key)
    if known and known.many != many:
        raise EquationError(None, f"‘{key}’ both as one figure and as many")
    if known and known.term.role != term.role:
        raise EquationError(None, f"‘{key}’ both as a name and as a role")
    optional = term.optional and (known is None or known.optional)
    slots[key] = Slot(key, term, many, optional)


def links(comparison: Comparison) -> Iterator[Comparison]:
    """Take a chain apart into its single comparisons."""
    link: Comparison | None = comparison
    while link:
        yield link
        link = link.also


def slot_key(expression: Expression) -> str:
    """Say what bindings call a term (``合计`` for ``@合计``), or the ``prior(…)`` of one."""
    if isinstance(expression, Term):
        return expression.name
    if isinstance(expression, Call) and expression.function == "prior":
        return f"prior({slot_key(expression.arguments[0])})"
    raise EquationError(None, f"‘{render(expression)}’ where one term belongs", ("a name", "@role"))


def slot_keys(expression: Expression) -> Iterator[str]:
    """Go through the keys of the slots of an expression, as often as they take part in it."""
    if _is_slot(expression):
        yield slot_key(expression)
    else:
        for inner in children(expression):
            yield from slot_keys(inner)
        if isinstance(expression, Call) and expression.function == "mean":
            yield from map(slot_key, expression.arguments[1:])


def calls(expression: Expression) -> Iterator[Call]:
    """Go through the functions in an expression, but for ``prior``, which names a slot."""
    if _is_slot(expression):
        return
    if isinstance(expression, Call):
        yield expression
    for inner in children(expression):
        yield from calls(inner)


def _is_slot(expression: Expression) -> bool:
    return isinstance(expression, Term) or (
        isinstance(expression, Call) and expression.function == "prior"
    )
