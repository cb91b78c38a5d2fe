"""A check written out as by hand: the operands, a rule, what they make, what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from gouji.checks.finding import Evidence, Finding, Lang, Operand
from gouji.reports.numbers import decimals, difference_unit, is_exact, number, printed, signed
from gouji.reports.phrases import say
from gouji.reports.untrusted import printable
from gouji.reports.wrapping import cells

Kind: TypeAlias = Literal["operand", "computed", "printed", "difference"]

_SIDES = re.compile(r"<=|>=|=|≤|≥")
_DRESS = "@[]` "
_PERCENT = ("%", "‰")
_FINER = 2
"""How many more decimals than printed a computed value is shown with."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the working. ``number`` is aligned on its decimal point, ``unit`` follows it."""

    kind: Kind
    number: str
    unit: str = ""
    sign: str = ""
    label: str = ""
    operand: int | None = None
    """Index into the finding's operands."""


def written_out(finding: Finding, evidence: Evidence, lang: Lang) -> tuple[Line, ...]:
    """Write a check out; where the left side is one figure, what the rest makes stands under it."""
    operands = [(index, finding.operands[index]) for index in evidence.figures]
    gap = evidence.difference
    if gap is None or not operands or not _left_is(evidence.equation, operands[0][1]):
        return tuple(_operand(i, o, lang, changes=True) for i, o in operands)
    (first, whole), parts = operands[0], operands[1:]
    plus = "+" if _adds_up(whole, [o for _, o in parts], gap) else ""
    lines = [_operand(i, o, lang, sign=plus if n else "") for n, (i, o) in enumerate(parts)]
    result = _operand(first, whole, lang)
    if len(parts) > 1:
        lines.append(_computed(whole, gap, lang))
        result = _as_printed(result, whole, lang)
    return (*lines, result, _difference(whole, gap, lang))


def is_sum(finding: Finding, evidence: Evidence) -> bool:
    """Say whether the first figure of a check is meant to be the plain sum of the others."""
    operands = [finding.operands[index] for index in evidence.figures]
    return (
        evidence.difference is not None
        and len(operands) > 1
        and _left_is(evidence.equation, operands[0])
        and _adds_up(operands[0], operands[1:], evidence.difference)
    )


def aligned(lines: tuple[Line, ...]) -> list[str]:
    """Pad the numbers with their signs and units so that their decimal points meet."""
    halves = [line.number.partition(".") for line in lines]
    tails = [f"{dot}{rest}{line.unit}" for line, (_, dot, rest) in zip(lines, halves, strict=True)]
    before = max((len(whole) for whole, _, _ in halves), default=0)
    after = max(map(cells, tails), default=0)
    return [
        f"{line.sign or ' '} {whole.rjust(before)}{tail}{' ' * (after - cells(tail))}"
        for line, (whole, _, _), tail in zip(lines, halves, tails, strict=True)
    ]


def _left_is(equation: str, operand: Operand) -> bool:
    left = _SIDES.split(equation, maxsplit=1)[0].strip(_DRESS)
    return left == operand.role.strip(_DRESS)


def _adds_up(whole: Operand, parts: list[Operand], gap: Fraction) -> bool:
    made = sum(Fraction(part.figure.numeral.value) for part in parts)
    return Fraction(whole.figure.numeral.value) - made == gap


def _operand(
    index: int, operand: Operand, lang: Lang, sign: str = "", changes: bool = False
) -> Line:
    figure, numeral = operand.figure, operand.figure.numeral
    unit = figure.unit if figure.unit in _PERCENT else ""
    if changes and figure.change:
        unit += f" ({printable(figure.change.text)})"
    label = operand.role or figure.label
    if numeral.scale != 1 or numeral.hedge:
        remark = say("printed-as", lang, text=numeral.text)
        label += say("in-brackets", lang, text=remark)
    return Line("operand", printed(figure), unit, sign, label, index)


def _as_printed(line: Line, whole: Operand, lang: Lang) -> Line:
    told = line.label != (whole.role or whole.figure.label)
    label = (
        line.label if told else line.label + say("in-brackets", lang, text=say("as-printed", lang))
    )
    return replace(line, kind="printed", label=label)


def _computed(whole: Operand, gap: Fraction, lang: Lang) -> Line:
    figure = whole.figure
    least = decimals(figure.numeral)
    value = Fraction(figure.numeral.value) - gap
    label = "computed" if is_exact(value, least + _FINER) else "computed-about"
    unit = figure.unit if figure.unit in _PERCENT else ""
    return Line("computed", number(value, least, least + _FINER), unit, label=say(label, lang))


def _difference(whole: Operand, gap: Fraction, lang: Lang) -> Line:
    least = decimals(whole.figure.numeral)
    unit = difference_unit(whole.figure.unit, lang)
    text = signed(gap, least, least + _FINER)
    return Line(
        "difference", text, printable(f" {unit}" if unit else ""), label=say("difference", lang)
    )
