"""A check written out as by hand: the operands, a rule, what they make, what is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import PurePath
from typing import Literal, TypeAlias

from gouji.checks.equations.facets import facet_of
from gouji.checks.finding import Evidence, Finding
from gouji.documents.document import Place
from gouji.figures.figure import Figure
from gouji.reports.saying.lines import cells, printable
from gouji.reports.saying.numbers import decimals, number, printed, signed
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import NOWHERE, names_of, shared_place, where
from gouji.rules.bundled import bundled
from gouji.rules.form import role_in
from gouji.texts.bilingual import Lang, Words

Kind: TypeAlias = Literal["operand", "computed", "printed", "difference"]

_SIDES = re.compile(r"<=|>=|=|≤|≥")
_SPELT = [
    (re.compile(said["of"]), Words(said["zh"], said["en"])) for said in bundled("equations")["said"]
]
"""What equations, and workings over numbers, write as functions, in words."""
_OPTIONAL = re.compile(r" *[-+] *\[([^\[\]]*)\]")
_ROLE = re.compile(r"@(\w+)")
_DRESS = "@[]` "
_POINTS = {"%": "unit-points", "‰": "unit-per-mille-points"}
"""What two such numbers differ by."""
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
    figure: Figure | None = None
    place: str = ""
    """Where that stands, without what all figures of the finding share."""

    @property
    def whole(self) -> str:
        """The number up to its decimal point."""
        return self.number.partition(".")[0]

    @property
    def tail(self) -> str:
        """The point, what follows it, and the unit."""
        return self.number[len(self.whole) :] + self.unit


@dataclass(frozen=True, slots=True)
class Working:
    """One check of a finding; ``said`` is its working in one line, where ``lines`` lack some."""

    equation: str
    lines: tuple[Line, ...]
    said: str


def worked_out(finding: Finding, evidence: Evidence, lang: Lang) -> Working:
    """Spell a check, write it out, and say what that leaves unsaid."""
    said = "" if is_sum(finding, evidence) else in_words(evidence.working, lang)
    return Working(equation(evidence, lang), written_out(finding, evidence, lang), said)


def written_out(finding: Finding, evidence: Evidence, lang: Lang) -> tuple[Line, ...]:
    """Write a check out; where the left side is one figure, what the rest makes stands under it."""
    names = names_of(finding, lang)
    lines = [_operand(finding, i, names[i], lang) for i in evidence.figures]
    gap = evidence.difference
    if gap is None or len(lines) < 2 or not _left_is(evidence, finding):
        return tuple(map(_with_change, lines))
    whole, *parts = lines
    if _is_change(evidence):
        return (*map(_with_change, (*parts, whole)), _gap(finding, evidence, gap, lang))
    figure = finding.operands[evidence.figures[0]].figure
    if is_sum(finding, evidence):
        parts[1:] = [replace(part, sign="+") for part in parts[1:]]
    if len(parts) > 1:
        least = decimals(figure.numeral)
        value = Fraction(figure.numeral.value) - gap
        is_exact = (value * 10 ** (least + _FINER)).denominator == 1
        label = "computed" if is_exact else "computed-about"
        made = number(value, least, least + _FINER)
        parts.append(Line("computed", made, whole.unit, label=say(label, lang)))
        said = "" if _differs(figure) else say("in-brackets", lang, text=say("as-printed", lang))
        whole = replace(whole, kind="printed", label=whole.label + said)
    return (*parts, whole, _gap(finding, evidence, gap, lang))


def equation(evidence: Evidence, lang: Lang) -> str:
    """Spell the equation of a check, without the optional terms that are not printed."""
    bound = {term.strip(_DRESS) for term, _ in evidence.terms}

    def kept(optional: re.Match[str]) -> str:
        is_printed = optional[1].strip(_DRESS) in bound
        return optional[0].replace("[", "").replace("]", "") if is_printed else ""

    return in_words(_OPTIONAL.sub(kept, evidence.equation) if bound else evidence.equation, lang)


def in_words(written: str, lang: Lang) -> str:
    """Spell an equation, or its working, for readers who need not know how rules are written."""
    said = _ROLE.sub(lambda role: role_in(role[1], lang), written.replace("`", ""))
    for called, words in _SPELT:
        said = called.sub(words.say(lang), said)
    return said


def set_against(finding: Finding, evidence: Evidence, lang: Lang) -> str:
    """Tell what two places print: ``来电 8,946（表3 第6行） ≠ 来电 8,947（b.txt 第9行）``."""
    names, told = names_of(finding, lang), []
    for index in evidence.figures:
        figure, line = finding.operands[index].figure, _operand(finding, index, names[index], lang)
        unit = (_with_change(line) if _is_change(evidence) else line).unit
        number = figure.numeral.text if _differs(figure) else line.number
        place = say("in-brackets", lang, text=_spot(finding, figure, lang))
        told.append(f"{names[index]} {number}{unit}{place}")
    return " ≠ ".join(told)


def is_sum(finding: Finding, evidence: Evidence) -> bool:
    """Say whether the first figure of a check is meant to be the plain sum of the others."""
    values = [Fraction(finding.operands[i].figure.numeral.value) for i in evidence.figures]
    if len(values) < 2 or evidence.difference is None or not _left_is(evidence, finding):
        return False
    return values[0] - sum(values[1:]) == evidence.difference


def aligned(lines: tuple[Line, ...]) -> list[str]:
    """Pad the numbers with their signs and units so that their decimal points meet."""
    before = max((len(line.whole) for line in lines), default=0)
    after = max((cells(line.tail) for line in lines), default=0)
    tails = (line.tail + " " * (after - cells(line.tail)) for line in lines)
    return [
        f"{t.sign or ' '} {t.whole.rjust(before)}{tail}"
        for t, tail in zip(lines, tails, strict=True)
    ]


def gap_unit(finding: Finding, evidence: Evidence, lang: Lang) -> str:
    """The unit that the sides of a check differ in: points for rates and for relative changes."""
    figure = finding.operands[evidence.figures[0]].figure
    amount = figure.quantity not in ("rate", "points")
    own = figure.change.kind == "difference" if figure.change else amount
    unit = "%" if _is_change(evidence) and not own else figure.unit
    return say(_POINTS[unit], lang) if unit in _POINTS else unit


def _is_change(evidence: Evidence) -> bool:
    """Say whether the left side is the change of a figure, not its value."""
    return bool(evidence.terms) and facet_of(evidence.terms[0][0]) == "change"


def _left_is(evidence: Evidence, finding: Finding) -> bool:
    """Say whether the left side of the equation is just the check's first figure."""
    left = _SIDES.split(evidence.equation, maxsplit=1)[0].strip(_DRESS)
    return left == finding.operands[evidence.figures[0]].role.strip(_DRESS)


def _operand(finding: Finding, index: int, name: str, lang: Lang) -> Line:
    figure = finding.operands[index].figure
    place = _spot(finding, figure, lang, shared_place(finding))
    unit = figure.unit if figure.unit in _POINTS else ""
    remark = say("printed-as", lang, text=figure.numeral.text) if _differs(figure) else ""
    label = name + (say("in-brackets", lang, text=remark) if remark else "")
    return Line("operand", printed(figure), unit, label=label, figure=figure, place=place)


def _spot(finding: Finding, figure: Figure, lang: Lang, near: Place = NOWHERE) -> str:
    """Where a figure stands, with its file where that is another than the finding's."""
    file = PurePath(figure.document).name if figure.document != finding.document else ""
    return " ".join(filter(None, (file, where(figure.place, lang, near))))


def _differs(figure: Figure) -> bool:
    """Say whether the number shown is not the one printed, but what it was read as."""
    return figure.numeral.scale != 1 or bool(figure.numeral.hedge)


def _with_change(line: Line) -> Line:
    change = line.figure.change if line.figure else None
    return replace(line, unit=f"{line.unit} ({printable(change.text)})") if change else line


def _gap(finding: Finding, evidence: Evidence, gap: Fraction, lang: Lang) -> Line:
    figure, unit = finding.operands[evidence.figures[0]].figure, gap_unit(finding, evidence, lang)
    shown = figure.change.numeral if figure.change and _is_change(evidence) else figure.numeral
    text = signed(gap, decimals(shown), decimals(shown) + _FINER)
    label = say("difference", lang)
    return Line("difference", text, printable(f" {unit}" if unit else ""), label=label)
