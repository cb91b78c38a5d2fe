"""An equation with its figures, in words and numbers, as short as it can be told."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.checks.equations.equation import slot_key
from gouji.checks.equations.written import Spelling
from gouji.checks.finding import Lang
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.telling.naming import LONG_LIST, called, listed, phrase
from gouji.rules.language import Binary, Call, Expression, Number, render


@dataclass(frozen=True, slots=True)
class EquationWords(Spelling):
    """Tells the sides of a check's equation; ``label`` is what all of its figures share."""

    check: Check
    material: Material
    label: str
    lang: Lang

    def number(self, number: Number) -> str:
        return render(number) if number.percent else f"{number.value:,}"

    def operation(self, expression: Binary) -> str:
        if expression.op == "+" and len(added := _addends(expression)) > LONG_LIST:
            return listed([text for addend in added if (text := self.say(addend))], " + ")
        return Spelling.operation(self, expression)

    def called(self, call: Call) -> str:
        values = self.listed(slot_key(call.arguments[0]), phrase("joint", self.lang))
        return phrase(call.function, self.lang, values)

    def listed(self, key: str, joint: str) -> str:
        figures = (self.material.figures[i] for i in self.check.terms.get(key, ()))
        return listed([called(f, self.label) for f in figures], joint)


def _addends(expression: Expression) -> list[Expression]:
    added: list[Expression] = []
    while isinstance(expression, Binary) and expression.op == "+":
        added.append(expression.right)
        expression = expression.left
    return [expression, *reversed(added)]
