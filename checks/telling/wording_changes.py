"""The sentence of a finding about changes: arrows, and the figures of the year before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.facets import prior_of, seen
from gouji.checks.equations.rate_changes import reading_of
from gouji.checks.finding import Lang, Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.telling.wording import amount, called, common_label, name, off, shown, where
from gouji.figures.figure import Change, Figure
from gouji.figures.interval import Interval
from gouji.figures.numbers.numeral import header_unit
from gouji.figures.tables.change_column import is_change_column
from gouji.rules.rule import RateChange

Kind: TypeAlias = Literal["relative", "points", "difference", "multiple"]
_BY_UNIT: Final[dict[str, Kind]] = {"%": "relative", "个百分点": "points", "倍": "multiple"}
MEANT: Final[dict[RateChange, Words]] = {
    "points": Words("百分点", "percentage points"),
    "relative": Words("相对变化", "relative changes"),
}


def change(check: Check, material: Material) -> Words:
    """A change, and what the two values that it lies between make it."""
    told = material.figures[check.terms["变化"][0]]
    now = material.figures[check.terms.get("本期", check.terms.get("比率", (0,)))[0]]
    prior = _prior_value(check, material)
    kind = reading_of(check, material) or _kind(told, now)
    made = _both_made(check, now, prior, kind) or [
        _made(prior, now, told, kind, lang) for lang in ("zh", "en")
    ]
    turned = _is_turned(told, now, prior, kind)
    printed = told.change.text if told.change else told.text
    what = name(now) if told.change else _named(told, now)
    from_ = _from(check, prior, now, material)
    return Words(
        f"{what}的变化印为 {printed}，{from_.zh}应为 {made[0]}{'，升降相反' if turned else ''}"
        f"{meant(check, material).zh}",
        f"the change of {what} is printed {printed}; {from_.en} it is {made[1]}"
        f"{': one rose, one fell' if turned else ''}{meant(check, material).en}",
    )


def _named(told: Figure, now: Figure) -> str:
    """A change that stands by itself: whose it is, and under which heading it stands."""
    headings = [x[-1] for x in (told.row_path, told.column_path) if x and is_change_column(x[-1])]
    return f"{name(now)}（{header_unit(headings[0])[0]}）" if headings else name(now)


def meant(check: Check, material: Material) -> Words:
    """How the document means changes of rates, where its other arrows have shown it."""
    if check.meant is None:
        return Words("", "")
    readings = check.rule.readings
    other = next(r for r in readings if r != check.meant)
    moved = _in_reading(check, readings.index(other))
    zh = f"；本文件其他率的变化都是{MEANT[check.meant].zh}"
    en = f"; the other rates of this document change in {MEANT[check.meant].en}"
    if Trial(material.figures).ties(moved):
        zh += f"，此处只有按{MEANT[other].zh}才相符"
        en += f", this one ties only as one of {MEANT[other].en}"
    return Words(zh, en)


def _in_reading(check: Check, alternative: int) -> Check:
    """A check with another of its rule's equations; a term it lacks is the rate that changed."""
    terms = compiled(check.rule.equations[alternative]).slots
    figures = {term: check.terms.get(term, check.terms["变化"]) for term in terms}
    return replace(check, terms=figures, alternative=alternative)


def _kind(told: Figure, now: Figure) -> Kind:
    if told.change is None:
        return _BY_UNIT.get(told.unit, "difference")
    kind = told.change.kind
    if kind == "unstated":
        return "points" if now.unit in ("%", "‰") else "difference"
    return kind


def _prior_value(check: Check, material: Material) -> Fraction | None:
    """The value of the period before: printed, or a rate that the priors of its counts make."""
    if "上期" in check.terms:
        figure = seen(material.figures[check.terms["上期"][0]], "value")
        return figure.value if figure else None
    counts = [seen(material.figures[f[0]], "prior") for t, f in check.terms.items() if "(" in t]
    values = [c.value for c in counts if c is not None]
    return values[0] / values[1] if len(values) == 2 and values[1] else None


def _from(check: Check, prior: Fraction | None, now: Figure, material: Material) -> Words:
    if "上期" in check.terms:
        before = material.figures[check.terms["上期"][0]]
        return Words(
            f"由 {called(before)} 到 {shown(now)} ", f"from {called(before)} to {shown(now)}"
        )
    if prior is None:
        return Words("按其余数字", "by the other figures")
    rate = amount(prior, now)
    return Words(
        f"由分子、分母的变化推算上年为 {rate}，到 {shown(now)} ",
        f"its counts put last year's at {rate}, so to {shown(now)}",
    )


def _value(now: Figure, prior: Fraction | None, kind: Kind) -> Fraction | None:
    current = seen(now, "value")
    if current is None or prior is None:
        return None
    if kind in ("points", "difference"):
        return current.value - prior
    if not prior:
        return None
    return current.value / prior - (1 if kind == "relative" else 0)


def _made(prior: Fraction | None, now: Figure, told: Figure, kind: Kind, lang: Lang) -> str:
    """What a change should be, with its sign and as many decimals as are printed."""
    value = _value(now, prior, kind)
    if value is None:
        return "—"
    sign = "-" if value < 0 else "+"
    if kind in ("points", "difference"):
        return sign + off(value, now, lang) if kind == "points" else sign + amount(abs(value), now)
    numeral = told.change.numeral if told.change else told.numeral
    places = max(1, -int(numeral.value.as_tuple().exponent))
    if kind == "multiple":
        return f"{float(value):.{places}f} {'倍' if lang == 'zh' else 'times'}"
    return f"{sign}{float(abs(value) * 100):.{places}f}%"


def _both_made(
    check: Check, now: Figure, prior: Fraction | None, kind: Kind
) -> tuple[str, str] | None:
    """Of a rate whose document does not show which is meant, both."""
    if check.group is None or check.meant is not None or now.unit not in ("%", "‰"):
        return None
    points, relative = _value(now, prior, "points"), _value(now, prior, "relative")
    if points is None or relative is None or kind not in ("points", "relative"):
        return None
    sign = "-" if points < 0 else "+"
    share = f"{sign}{float(abs(relative) * 100):.2f}%"
    return (
        f"{sign}{off(points, now, 'zh')}（或按相对变化 {share}）",
        f"{sign}{off(points, now, 'en')} (or, relative to the rate, {share})",
    )


def _is_turned(told: Figure, now: Figure, prior: Fraction | None, kind: Kind) -> bool:
    value = _value(now, prior, kind)
    printed = told.change.numeral.value if told.change else told.numeral.value
    return kind != "multiple" and value is not None and value * Fraction(printed) < 0


def two_changes(check: Check, material: Material) -> Words:
    one, other = sorted((material.figures[i] for i in check.figures[:2]), key=lambda f: f.number)
    assert one.change is not None and other.change is not None
    what = one.indicator or name(one)
    turned = one.change.numeral.value * other.change.numeral.value < 0
    zh = f"{what} {shown(one)} 的变化一处印为 {one.change.text}（{where(one, 'zh')}），"
    zh += f"另一处印为 {other.change.text}（{where(other, 'zh')}）{'，升降相反' if turned else ''}"
    how = meant(check, material)
    en = f"the change of {what} {shown(one)} is printed {one.change.text} ({where(one, 'en')}) and "
    en += f"{other.change.text} ({where(other, 'en')}){': one rose, one fell' if turned else ''}"
    return Words(zh + how.zh, en + how.en)


def fall(check: Check, material: Material) -> Words:
    figure = material.figures[check.figures[0]]
    printed = figure.change.text if figure.change else ""
    this = called(figure)
    return Words(
        f"{this} 印有 {printed}：数量不可能下降超过 100%",
        f"{this} is printed with {printed}: no count falls by more than 100 %",
    )


def no_whole_prior(check: Check, material: Material) -> Words:
    figure = material.figures[check.figures[0]]
    by = figure.change
    assert by is not None
    prior = Fraction(figure.numeral.value) / (1 + Fraction(by.numeral.value) / 100)
    this, about, before = called(figure), f"{float(prior):.2f}", _before(by)
    return Words(
        f"{this}（{by.text}）推算{before.zh}约 {about}，附近没有整数",
        f"{this} ({by.text}) implies about {about} {before.en}; no whole number is near",
    )


def _before(change: Change) -> Words:
    """What a change is from, as far as its words say."""
    if change.comparison == "month-on-month":
        return Words("上期", "in the period before")
    return Words("上年同期", "a year before")


def row_of_arrows(figures: Iterable[int], material: Material) -> Words:
    """One sentence for a row whose arrows can't be: they may belong to another row or year."""
    listed = [material.figures[i] for i in figures]
    told = [f for f in listed if f.change is not None]
    some = [(shown(f), f.change.text) for f in told[:3] if f.change]
    zh, en = "、".join(f"{f}（{by}）" for f, by in some), ", ".join(f"{f} ({by})" for f, by in some)
    return Words(
        f"这一行有 {len(told)} 个变化幅度推算不出可能的上年同期数，如 {zh}；"
        "可能整行的变化错位，或取自另一行、另一年",
        f"{len(told)} changes of this row imply no possible prior, such as {en}; "
        "the whole row of changes may be shifted, or be of another row or year",
    )


def priors(check: Check, material: Material) -> Words:
    whole, parts = _sides(check, material)
    one = prior_of(whole)
    others = [p for p in map(prior_of, parts) if p is not None]
    assert one is not None
    total = sum((p.value for p in others), Fraction(0))
    gap = one.value - total
    share = f"{float(abs(gap) / one.value * 100):.2f}%" if one.value else "—"
    needed = _arrow(Fraction(whole.numeral.value) / total - 1) if total else "—"
    both = [_within(one.rounded), _within(sum_of(p.rounded for p in others))]
    label = common_label([whole, *parts])
    this, gone = name(whole, label), _round(abs(gap))
    zh = f"由箭头推算，{this}上年同期应在 {both[0]}，各分项之和应在 {both[1]}，相差约 {gone}"
    zh += f"（占 {share}）；{this}的变化须约为 {needed} 才相符"
    en = f"the arrows put last year's {this} within {both[0]} and the sum of its parts within "
    en += f"{both[1]}, about {gone} apart ({share}); {this} would have to be {needed}"
    return Words(f"{label}：{zh}" if label else zh, f"{label}: {en}" if label else en)


def _sides(check: Check, material: Material) -> tuple[Figure, list[Figure]]:
    whole, parts = check.terms.values()
    return material.figures[whole[0]], [material.figures[i] for i in parts]


def sum_of(intervals: Iterable[Interval]) -> Interval:
    total = Interval.point(0)
    for interval in intervals:
        total += interval
    return total


def _within(interval: Interval) -> str:
    low, high = interval.low, interval.high
    ends = ("" if low is None else _round(low), "" if high is None else _round(high))
    return ends[0] if ends[0] == ends[1] else f"{ends[0]}–{ends[1]}"


def _arrow(by: Fraction) -> str:
    return f"{'↓' if by < 0 else '↑'}{float(abs(by) * 100):.2f}%"


def _round(value: Fraction) -> str:
    return f"{round(value):,}"


def fall_of_all(check: Check, material: Material) -> Words:
    figure = material.figures[check.figures[0]]
    printed = figure.change.text if figure.change else ""
    return Words(
        f"{called(figure)} 印有 {printed}：下降 100% 就是一件不剩，而本期数不是 0",
        f"{called(figure)} is printed with {printed}: a fall by 100 % leaves nothing",
    )


def prior_rate(check: Check, material: Material) -> Words:
    """Last year's rate would be more than all of it, or less than nothing."""
    figure = material.figures[check.figures[0]]
    rate, by = seen(figure, "value"), seen(figure, "change")
    printed = figure.change.text if figure.change else ""
    assert rate is not None
    assert by is not None
    priors = [rate.value - by.value, rate.value / (1 + by.value) if by.value != -1 else rate.value]
    readings = check.rule.readings
    only = [p for p, r in zip(priors, readings, strict=True) if check.meant in (None, r)]
    told = dict.fromkeys(amount(p, figure) for p in (only if check.group else priors[:1]))
    zh, en = " 或 ".join(told), " or ".join(told)
    return Words(
        f"{called(figure)}（{printed}）推算上年同期为 {zh}，不在 0 与 100% 之间"
        f"{meant(check, material).zh}",
        f"{called(figure)} ({printed}) implies {en} a year before, not between 0 and 100 %"
        f"{meant(check, material).en}",
    )


def fell_by_a_negative(check: Check, material: Material) -> Words:
    """``下降-3.2%``: to the letter it rose."""
    figure = material.figures[check.figures[0]]
    printed = figure.change.text if figure.change else figure.label or figure.text
    return Words(
        f"“{printed}”在“下降”之后又印负号，按字面是上升；若确为下降，负号应去掉",
        f"“{printed}” prints a minus sign behind a fall: to the letter it rose; if it fell, the "
        "sign is one too many",
    )
