"""The sentence of a finding: what is printed, what it comes to, and by how much it misses."""

from __future__ import annotations

from fractions import Fraction

from gouji.checks.case_figures import SHARES
from gouji.checks.check import Check, Material
from gouji.checks.facets import facet_of, prior_of, seen
from gouji.checks.finding import Words
from gouji.checks.outcomes import Outcome
from gouji.figures.figure import Figure

LONG_LIST = 6
"""More addends than this are counted, not listed."""
FINER = 2


def sentence(outcome: Outcome, material: Material) -> Words:
    """Say in one sentence why a check is shown."""
    check = outcome.check
    shape = check.rule.shape
    if shape == "same-figure":
        return _conflict(check, material)
    if shape == "prior-exists":
        return _fall(check, material)
    if shape == "prior-whole":
        return _no_whole_prior(check, material)
    if shape == "implied-priors":
        return _priors(check, material)
    return _computed(outcome, material)


def name(figure: Figure) -> str:
    """How a figure is called in a sentence: its row and its last label."""
    row = figure.row_path[-1] if figure.row_path else ""
    leaf = figure.in_cell or (figure.column_path[-1] if figure.column_path else "")
    return f"{row}·{leaf}" if row and leaf else row or leaf or figure.text


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


def _computed(outcome: Outcome, material: Material) -> Words:
    check, by = outcome.check, outcome.difference
    left, *_ = check.terms.values()
    whole = material.figures[left[0]]
    if by is None or len(check.terms) < 2:
        return _bound(check, material)
    op = check.rule.equations[check.alternative].op
    if op != "=":
        return _inequality(outcome, material)
    printed = Fraction(whole.numeral.value) * SHARES.get(whole.unit, Fraction(1))
    if facet_of(next(iter(check.terms))) == "change" and whole.change is not None:
        seen_change = seen(whole, "change")
        printed = seen_change.value if seen_change else printed
        made = f"{float((printed - by) * 100):.2f}%"
        return Words(
            f"{name(whole)}的变化印为 {whole.change.text}，按所列两数应为 {made}",
            f"the change of {name(whole)} is printed {whole.change.text}; its values make it {made}",
        )
    exact = _whole(printed - by, whole)
    made = amount(printed - by, whole, 0 if exact else FINER)
    working = _addends(check, material)
    more = by > 0
    zh = f"{working}{'＝' if exact else '≈'}{made}，比{name(whole)} {shown(whole)} "
    zh += f"{'少' if more else '多'} {off(by, whole, 'zh')}"
    en = f"{working} {'=' if exact else '≈'} {made}, {off(by, whole, 'en')} "
    en += f"{'short of' if more else 'over'} {name(whole)} {shown(whole)}"
    return Words(zh, en)


def _addends(check: Check, material: Material) -> str:
    """The right side in words and numbers, as short as it can be told."""
    shape = check.rule.shape
    right = [material.figures[i] for indices in list(check.terms.values())[1:] for i in indices]
    if shape in ("share", "text-share") or (len(right) == 2 and "/" in _text(check)):
        return f"{name(right[0])} {shown(right[0])} ÷ {name(right[1])} {shown(right[1])}"
    if shape == "total-row-mean":
        values = [material.figures[i] for i in check.terms.get("分项", ())]
        return "、".join(f"{name(f)} {shown(f)}" for f in values) + " 的加权平均"
    if len(right) > LONG_LIST:
        return f"{len(right)} 项之和 "
    return " + ".join(f"{name(f)} {shown(f)}" for f in right)


def _text(check: Check) -> str:
    return check.rule.equations[check.alternative].text


def _inequality(outcome: Outcome, material: Material) -> Words:
    sides = [material.figures[i] for indices in outcome.check.terms.values() for i in indices]
    one, other = sides[0], sides[-1]
    if outcome.check.rule.equations[outcome.check.alternative].also is not None:
        parts = "、".join(f"{name(f)} {shown(f)}" for f in sides[1:])
        return Words(
            f"{name(one)} {shown(one)} 不在各行（{parts}）之间",
            f"{name(one)} {shown(one)} lies outside its rows ({parts})",
        )
    return Words(
        f"{name(one)} {shown(one)} 与 {name(other)} {shown(other)} 的大小关系不成立",
        f"{name(one)} {shown(one)} against {name(other)} {shown(other)}: the order does not hold",
    )


def _bound(check: Check, material: Material) -> Words:
    figure = material.figures[check.figures[0]]
    return Words(
        f"{name(figure)} 印为 {shown(figure)}，超出了它可能的范围",
        f"{name(figure)} is printed {shown(figure)}, beyond what it can be",
    )


def _conflict(check: Check, material: Material) -> Words:
    one, other = (material.figures[i] for i in check.figures[:2])
    if one.number > other.number:
        one, other = other, one
    what = one.indicator or name(one)
    return Words(
        f"{what}一处印为 {shown(one)}（{_where(one, 'zh')}），另一处印为 {shown(other)}（{_where(other, 'zh')}）",
        f"{what} is printed {shown(one)} ({_where(one, 'en')}) and {shown(other)} ({_where(other, 'en')})",
    )


def _where(figure: Figure, lang: str) -> str:
    place = figure.place
    if place.table is not None:
        return f"表{place.table}" if lang == "zh" else f"table {place.table}"
    if place.line is not None:
        return f"第{place.line}行" if lang == "zh" else f"line {place.line}"
    return "正文" if lang == "zh" else "text"


def _fall(check: Check, material: Material) -> Words:
    figure = material.figures[check.figures[0]]
    change = figure.change.text if figure.change else ""
    return Words(
        f"{name(figure)} {shown(figure)} 印有 {change}：数量不可能下降超过 100%",
        f"{name(figure)} {shown(figure)} is printed with {change}: no count falls by more than 100 %",
    )


def _no_whole_prior(check: Check, material: Material) -> Words:
    figure = material.figures[check.figures[0]]
    change = figure.change
    assert change is not None
    prior = Fraction(figure.numeral.value) / (1 + Fraction(change.numeral.value) / 100)
    return Words(
        f"{name(figure)} {shown(figure)}（{change.text}）推算上年同期约 {float(prior):.2f}，附近没有整数",
        f"{name(figure)} {shown(figure)} ({change.text}) implies about {float(prior):.2f} a year before, "
        "and no whole number is near enough",
    )


def _priors(check: Check, material: Material) -> Words:
    (whole,), parts = (tuple(material.figures[i] for i in indices) for indices in check.terms.values())
    one = prior_of(whole)
    others = [p for p in map(prior_of, parts) if p is not None]
    assert one is not None
    total = sum((p.value for p in others), Fraction(0))
    gap = one.value - total
    share = f"{float(abs(gap) / one.value * 100):.2f}%" if one.value else ""
    return Words(
        f"由箭头推算的上年同期数不勾稽：{name(whole)} 约 {_round(one.value)}，各分项之和约 {_round(total)}，"
        f"相差约 {_round(abs(gap))}（占 {share}）",
        f"last year's figures as the arrows imply them do not tie: {name(whole)} about {_round(one.value)}, "
        f"its parts about {_round(total)}, about {_round(abs(gap))} apart ({share})",
    )


def _round(value: Fraction) -> str:
    return f"{round(value):,}"
