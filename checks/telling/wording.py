"""The sentence of a finding: what is printed, what it comes to, and by how much it misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from gouji.checks.binding.laid_out.mislabelling import fitting
from gouji.checks.equations.case_figures import SHARES
from gouji.checks.equations.equation import slot_key
from gouji.checks.finding import Lang, Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.outcomes import Outcome
from gouji.figures.figure import Figure
from gouji.figures.numbers.numeral import header_unit
from gouji.figures.tables.grid import is_year
from gouji.rules.language import Binary, Call, Expression, Negative, Number

LONG_LIST = 6
"""More addends than this are counted, not listed."""
FINER = 2
_SIGNS = {"+": "+", "-": "-", "*": "×", "/": "÷"}
_MEAN = {"zh": "的加权平均", "en": " weighted"}


def name(figure: Figure, without: str = "") -> str:
    """How a figure is called in a sentence: its row and its last label, but for what is said."""
    return "·".join(x for x in (_row(figure), _leaf(figure)) if x and x != without) or figure.text


def called(figure: Figure, without: str = "") -> str:
    """Its name and its number; running text may name it by its number already."""
    named = name(figure, without)
    return named if figure.text.lstrip("-") in named else f"{named} {shown(figure)}"


def common_label(figures: Sequence[Figure]) -> str:
    """The row or column that all figures of a sentence stand in, so that it is said once."""
    if len(figures) > 1:
        for part in (_row, _leaf):
            labels = {part(f) for f in figures}
            if len(labels) == 1 and (label := labels.pop()):
                return label
    return ""


def _row(figure: Figure) -> str:
    return figure.row_path[-1] if figure.row_path else ""


def _leaf(figure: Figure) -> str:
    if figure.in_cell:
        return figure.in_cell
    names = [header_unit(label)[0] for label in figure.column_path]
    telling = [name for name in names if not is_year(name)]
    return (telling or names or [""])[-1]


def shown(figure: Figure) -> str:
    """A figure as printed, a plain count with separators."""
    numeral = figure.numeral
    if numeral.text.isdecimal() and len(numeral.text) > 3:
        return f"{int(numeral.text):,}"
    return numeral.text


def amount(value: Fraction, like: Figure, finer: int = 0) -> str:
    """A computed value in the unit of a printed figure, to its places or a little finer."""
    factor = SHARES.get(like.unit, Fraction(1))
    step = Fraction(like.numeral.step)
    places = max(0, len(str(step.denominator)) - 1) + finer
    scaled = round(abs(value) / factor * 10**places)
    digits = f"{scaled // 10**places:,}"
    if places:
        digits += f".{scaled % 10**places:0{places}d}"
    return f"{'-' if value < 0 else ''}{digits}{like.unit if like.unit in ('%', '‰') else ''}"


def off(value: Fraction, like: Figure, lang: str) -> str:
    """A difference: percentage points for a rate."""
    text = amount(abs(value), like, 0 if _whole(value, like) else FINER)
    points = " 个百分点" if lang == "zh" else " percentage points"
    return text.replace("%", points)


def _whole(value: Fraction, like: Figure) -> bool:
    factor = SHARES.get(like.unit, Fraction(1))
    return (value / factor / Fraction(like.numeral.step)).denominator == 1


def computed(outcome: Outcome, material: Material) -> Words:
    check, by = outcome.check, outcome.difference
    figures = [material.figures[i] for i in check.figures]
    whole = figures[0]
    if by is None or len(check.terms) < 2:
        return _bound(check, material)
    if check.rule.equations[check.alternative].op != "=":
        return _inequality(outcome, material)
    if isinstance(check.rule.equations[check.alternative].left, Binary):
        return _two_sides(check, by, material)
    printed = Fraction(whole.numeral.value) * SHARES.get(whole.unit, Fraction(1))
    exact = _whole(printed - by, whole)
    made = amount(printed - by, whole, 0 if exact else FINER)
    label = common_label(figures)
    told = _Told(check, material, label)
    right = check.rule.equations[check.alternative].right
    sign = "=" if exact else "≈"
    more = by > 0
    zh = f"{told.say(right, 'zh')} {sign} {made}，比{called(whole, label)} "
    zh += f"{'少' if more else '多'} {off(by, whole, 'zh')}"
    en = f"{told.say(right, 'en')} {sign} {made}, {off(by, whole, 'en')} "
    en += f"{'short of' if more else 'over'} {called(whole, label)}"
    return Words(f"{label}：{zh}" if label else zh, f"{label}: {en}" if label else en)


def _two_sides(check: Check, by: Fraction, material: Material) -> Words:
    """``412 + 9`` against ``400 + 12``: neither side is one printed figure."""
    figures = [material.figures[i] for i in check.figures]
    label = common_label(figures)
    told = _Told(check, material, label)
    equation = check.rule.equations[check.alternative]
    zh = f"{told.say(equation.left, 'zh')} ≠ {told.say(equation.right, 'zh')}"
    en = f"{told.say(equation.left, 'en')} ≠ {told.say(equation.right, 'en')}"
    zh, en = f"{zh}，相差 {off(by, figures[0], 'zh')}", f"{en}, off by {off(by, figures[0], 'en')}"
    return Words(f"{label}：{zh}" if label else zh, f"{label}: {en}" if label else en)


@dataclass(frozen=True, slots=True)
class _Told:
    """The right side in words and numbers, as short as it can be told."""

    check: Check
    material: Material
    label: str

    def say(self, expression: Expression, lang: Lang) -> str:
        if isinstance(expression, Number):
            return f"{expression.value:,}"
        if isinstance(expression, Negative):
            return f"-{self.say(expression.operand, lang)}"
        if isinstance(expression, Binary):
            return self._operation(expression, lang)
        if not isinstance(expression, Call) or expression.function == "prior":
            return self._listed(slot_key(expression), " + ")
        if expression.function == "sum":
            return self._listed(slot_key(expression.arguments[0]), " + ")
        values = self._listed(slot_key(expression.arguments[0]), "、" if lang == "zh" else ", ")
        return f"({values}){_MEAN[lang]}"

    def _operation(self, expression: Binary, lang: Lang) -> str:
        if expression.op == "+" and len(added := _addends(expression)) > LONG_LIST:
            told = [text for addend in added if (text := self.say(addend, lang))]
            return " + ".join([told[0], "…", told[-1]] if len(told) > LONG_LIST else told)
        left, right = self.say(expression.left, lang), self.say(expression.right, lang)
        if not (left and right):
            return left or right
        if expression.op in "*/":
            left, right = _bracketed(expression.left, left), _bracketed(expression.right, right)
        return f"{left} {_SIGNS[expression.op]} {right}"

    def _listed(self, key: str, joint: str) -> str:
        figures = [self.material.figures[i] for i in self.check.terms.get(key, ())]
        listed = [called(f, self.label) for f in figures]
        if len(listed) > LONG_LIST:
            listed = [listed[0], "…", listed[-1]]
        return joint.join(listed)


def _addends(expression: Expression) -> list[Expression]:
    added: list[Expression] = []
    while isinstance(expression, Binary) and expression.op == "+":
        added.append(expression.right)
        expression = expression.left
    return [expression, *reversed(added)]


def _bracketed(expression: Expression, text: str) -> str:
    adds = isinstance(expression, Binary) and expression.op in "+-"
    return f"({text})" if adds and " " in text else text


def _inequality(outcome: Outcome, material: Material) -> Words:
    check = outcome.check
    figures = [material.figures[i] for i in check.figures]
    label = common_label(figures)
    one, rest = figures[0], figures[1:]
    listed, among = (joint.join(called(f, label) for f in rest) for joint in ("、", ", "))
    this = called(one, label)
    if check.rule.equations[check.alternative].also is not None:
        zh, en = f"{this} 不在各行（{listed}）之间", f"{this} lies outside its rows ({among})"
    elif check.rule.equations[check.alternative].op == "<=":
        zh, en = (
            f"{this} 大于 {listed}，而它只是其中一部分",
            f"{this} exceeds {among}, of which it is a part",
        )
    else:
        zh, en = (
            f"{this} 小于各部分之和（{listed}）",
            f"{this} is less than its parts ({among})",
        )
    return Words(f"{label}：{zh}" if label else zh, f"{label}: {en}" if label else en)


def _bound(check: Check, material: Material) -> Words:
    figure = material.figures[check.figures[0]]
    return Words(
        f"{name(figure)} 印为 {shown(figure)}，超出了它可能的范围",
        f"{name(figure)} is printed {shown(figure)}, beyond what it can be",
    )


def conflict(check: Check, material: Material) -> Words:
    one, other = (material.figures[i] for i in check.figures[:2])
    if one.number > other.number:
        one, other = other, one
    what = one.indicator or name(one)
    zh = [f"{shown(f)}（{where(f, 'zh')}）" for f in (one, other)]
    en = [f"{shown(f)} ({where(f, 'en')})" for f in (one, other)]
    return Words(
        f"{what}一处印为 {zh[0]}，另一处印为 {zh[1]}", f"{what} is printed {en[0]} and {en[1]}"
    )


def other_label(check: Check, material: Material) -> Words:
    """What the text tells, which figure of its name it misses, and which other one it is."""
    one, own = check.figures[:2]
    at = fitting(material, one, own)
    if at is None:
        return conflict(check, material)
    told, named, fit = (material.figures[i] for i in (one, own, at))
    zh = [f"{where(f, 'zh')}的 {name(f)} {shown(f)}" for f in (named, fit)]
    en = [f"{name(f)} {shown(f)} ({where(f, 'en')})" for f in (named, fit)]
    return Words(
        f"文中{called(told)}（{where(told, 'zh')}）与{zh[0]} 不符，却正是{zh[1]}，名称可能写错",
        f"{called(told)} ({where(told, 'en')}) misses {en[0]} and is {en[1]}: perhaps mislabelled",
    )


def turned(check: Check, material: Material) -> Words:
    """The word and the number turn against each other: worse than a digit."""
    rose = check.rule.id == "direction-rose"
    zh, en = ("增长", "rose") if rose else ("下降", "fell")
    figures = [material.figures[i] for i in check.figures]
    if len(figures) == 1:
        said = figures[0].label or name(figures[0])
        return Words(
            f"文中说{zh}，印出的变化却是 {shown(figures[0])}（{said}）：结论可能正好相反",
            f"the text says {en}, the change printed is {shown(figures[0])}: perhaps turned round",
        )
    now, before = figures
    what = header_unit(now.column_path[-1])[0] if now.column_path else ""
    return Words(
        f"文中说{what}{zh}，但由 {shown(before)} 到 {shown(now)} 正好相反",
        f"the text says {what} {en}, but from {shown(before)} to {shown(now)} it did not",
    )


def where(figure: Figure, lang: str) -> str:
    """Its table, or its line in the text."""
    place = figure.place
    if place.table is not None:
        return f"表{place.table}" if lang == "zh" else f"table {place.table}"
    if place.line is not None:
        return f"第{place.line}行" if lang == "zh" else f"line {place.line}"
    return "正文" if lang == "zh" else "text"
