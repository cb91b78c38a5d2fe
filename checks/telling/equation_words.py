"""An equation with its figures, in words and numbers, as short as it can be told."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.checks.equations.equation import slot_key
from gouji.checks.finding import Lang
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.telling.naming import LONG_LIST, called, listed, phrase
from gouji.rules.language import Binary, Call, Expression, Negative, Number, render

_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}


@dataclass(frozen=True, slots=True)
class EquationWords:
    """Tells the sides of a check's equation; ``label`` is what all of its figures share."""

    check: Check
    material: Material
    label: str
    lang: Lang

    def say(self, expression: Expression) -> str:
        if isinstance(expression, Number):
            return render(expression) if expression.percent else f"{expression.value:,}"
        if isinstance(expression, Negative):
            return f"-{self.say(expression.operand)}"
        if isinstance(expression, Binary):
            return self._operation(expression)
        if not isinstance(expression, Call) or expression.function == "prior":
            return self._listed(slot_key(expression), " + ")
        if expression.function == "sum":
            return self._listed(slot_key(expression.arguments[0]), " + ")
        values = self._listed(slot_key(expression.arguments[0]), phrase("joint", self.lang))
        return phrase(expression.function, self.lang, values)

    def _operation(self, expression: Binary) -> str:
        if expression.op == "+" and len(added := _addends(expression)) > LONG_LIST:
            return listed([text for addend in added if (text := self.say(addend))], " + ")
        left, right = self.say(expression.left), self.say(expression.right)
        if not (left and right):
            return left or right
        if expression.op in "*/":
            left, right = _bracketed(expression.left, left), _bracketed(expression.right, right)
        return f"{left} {_SIGNS[expression.op]} {right}"

    def _listed(self, key: str, joint: str) -> str:
        figures = (self.material.figures[i] for i in self.check.terms.get(key, ()))
        return listed([called(f, self.label) for f in figures], joint)


def _addends(expression: Expression) -> list[Expression]:
    added: list[Expression] = []
    while isinstance(expression, Binary) and expression.op == "+":
        added.append(expression.right)
        expression = expression.left
    return [expression, *reversed(added)]


def _bracketed(expression: Expression, text: str) -> str:
    adds = isinstance(expression, Binary | Call) and (" + " in text or " - " in text)
    return f"({text})" if adds else text
