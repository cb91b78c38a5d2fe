"""The sentence of a finding between documents: it names both of them, and both places."""

from __future__ import annotations

from fractions import Fraction
from pathlib import PurePath

from gouji.checks.equations.case_figures import SHARES
from gouji.checks.finding import Lang, Words
from gouji.checks.material.material import Material
from gouji.checks.outcomes import Outcome
from gouji.checks.telling.wording import computed, name, off, shown
from gouji.checks.telling.wording_changes import meant
from gouji.figures.figure import Change, Figure

COMPUTED = frozenset({"completed-by-another", "periods-add-up"})
"""Shapes that compute one figure from several."""
LANGS: tuple[Lang, ...] = ("zh", "en")
HEDGES = {"over": "超 ", "under": "近 ", "at-least": "至少 ", "at-most": "至多 "}


def between(outcome: Outcome, material: Material) -> Words:
    """Say what two documents print of one thing."""
    check = outcome.check
    if check.rule.shape in COMPUTED:
        return _computed(outcome, material)
    later, earlier = (material.figures[i] for i in check.figures)
    if check.rule.shape == "change-from-last-year":
        told, how = _change(later, earlier, check.alternative, material), meant(check, material)
        return Words(told.zh + how.zh, told.en + how.en)
    if check.rule.shape == "told-alike":
        return _told(later, earlier, check.alternative, material)
    by_shape = {
        "changes-across-documents": _changes,
        "restated-later": _restated,
        "carried-over": _carried,
    }
    return by_shape.get(check.rule.shape or "", _values)(later, earlier, material)


def _computed(outcome: Outcome, material: Material) -> Words:
    told, figures = (
        computed(outcome, material),
        [material.figures[i] for i in outcome.check.figures],
    )
    places = {
        lang: joint.join(dict.fromkeys(_printed_in(f, material, lang) for f in figures))
        for lang, joint in zip(LANGS, ("、", ", "), strict=True)
    }
    return Words(f"{told.zh}（见 {places['zh']}）", f"{told.en} ({places['en']})")


def _told(one: Figure, other: Figure, alternative: int, material: Material) -> Words:
    """Both labels are quoted: that they mean one thing is read from their words."""
    by = _difference(one, other)
    finer = min(one, other, key=lambda f: f.numeral.step)
    zh = [f"{_printed_in(f, material, 'zh')}“{_called(f)}”为 {_hedged(f)}" for f in (one, other)]
    en = [f"“{_called(f)}” {_hedged(f)} in {_printed_in(f, material, 'en')}" for f in (one, other)]
    more = ("，办理的多于受理的", "; more was handled than received") if alternative else ("", "")
    return Words(
        f"说法相近的两处：{zh[0]}，{zh[1]}，相差 {off(by, finer, 'zh')}{more[0]}；"
        "若说的是同一件事，则前后不一，口径、截止日也可能不同",
        f"told much alike: {en[0]}, {en[1]}, {off(by, finer, 'en')} apart{more[1]}; "
        "if both mean one thing they disagree, though they may be defined differently",
    )


def _hedged(figure: Figure) -> str:
    return HEDGES.get(figure.numeral.hedge, "") + shown(figure)


def _values(later: Figure, earlier: Figure, material: Material) -> Words:
    what, by = _called(later), _difference(later, earlier)
    finer = min(later, earlier, key=lambda f: f.numeral.step)
    zh = [f"{_printed_in(f, material, 'zh')}印为 {shown(f)}" for f in (later, earlier)]
    en = [f"{shown(f)} in {_printed_in(f, material, 'en')}" for f in (later, earlier)]
    return Words(
        f"{what}：{zh[0]}，{zh[1]}，相差 {off(by, finer, 'zh')}；两份文件的口径、截止日可能不同",
        f"{what} is printed {en[0]} and {en[1]}, {off(by, finer, 'en')} apart; "
        "the two may be defined differently",
    )


def _restated(later: Figure, earlier: Figure, material: Material) -> Words:
    what, by = _called(later), _difference(later, earlier)
    finer = min(later, earlier, key=lambda f: f.numeral.step)
    zh = [_printed_in(f, material, "zh") for f in (later, earlier)]
    en = [_printed_in(f, material, "en") for f in (later, earlier)]
    return Words(
        f"{what}：{zh[0]}所列往期数为 {shown(later)}，{zh[1]}当时印为 {shown(earlier)}，"
        f"相差 {off(by, finer, 'zh')}；往期数可能作过调整",
        f"{what}: {en[0]} gives {shown(later)} for the earlier period, {en[1]} printed "
        f"{shown(earlier)} then, {off(by, finer, 'en')} apart; it may have been restated",
    )


def _carried(now: Figure, before: Figure, material: Material) -> Words:
    by = _difference(now, before)
    zh = [_printed_in(f, material, "zh") for f in (now, before)]
    en = [_printed_in(f, material, "en") for f in (now, before)]
    return Words(
        f"{zh[0]}的{_called(now)}为 {shown(now)}，{zh[1]}的{_called(before)}为 {shown(before)}，"
        f"相差 {off(by, now, 'zh')}；上年未办完的应正好转入今年",
        f"{_called(now)} is {shown(now)} in {en[0]}, {_called(before)} {shown(before)} in {en[1]}, "
        f"{off(by, now, 'en')} apart; what was pending last year should be carried over",
    )


def _changes(later: Figure, earlier: Figure, material: Material) -> Words:
    what = _called(earlier if later.change is None else later)
    turned = _turns(later) * _turns(earlier) < 0
    zh = [_printed_in(f, material, "zh") for f in (later, earlier)]
    en = [_printed_in(f, material, "en") for f in (later, earlier)]
    one, other = _change_text(later), _change_text(earlier)
    return Words(
        f"{what}的变化：{zh[0]}印为 {one}，{zh[1]}印为 {other}"
        f"{'：一处上升，一处下降，结论相反' if turned else ''}",
        f"the change of {what} is printed {one} in {en[0]} and {other} in {en[1]}"
        f"{': it rose in one and fell in the other' if turned else ''}",
    )


def _change_text(figure: Figure) -> str:
    """A change told without its value has its own sentence for a label."""
    return figure.change.text if figure.change else f"“{name(figure)}”"


def _turns(figure: Figure) -> int:
    if figure.change is None:
        return 1 if figure.numeral.value > 0 else -1
    if figure.change.kind == "multiple":
        return 1 if figure.change.numeral.value >= 1 else -1
    return _sign(figure.change)


def _change(now: Figure, prior: Figure, alternative: int, material: Material) -> Words:
    assert now.change is not None
    what, change = _called(now), now.change
    value = _made(now, prior, alternative)
    turned = value is not None and value * _sign(change) < 0 and change.kind != "multiple"
    made = {lang: _written(value, now, alternative, lang) for lang in ("zh", "en")}
    here = {lang: _printed_in(now, material, lang) for lang in ("zh", "en")}
    there = {lang: _printed_in(prior, material, lang) for lang in ("zh", "en")}
    return Words(
        f"{what} {shown(now)}（{here['zh']}）的变化印为 {change.text}，而{there['zh']}所印为 "
        f"{shown(prior)}，据此应为 {made['zh']}{'，升降相反' if turned else ''}",
        f"the change of {what} {shown(now)} ({here['en']}) is printed {change.text}, but "
        f"{there['en']} printed {shown(prior)}, which makes it {made['en']}"
        f"{': it did not rise but fell, or the reverse' if turned else ''}",
    )


def _made(now: Figure, prior: Figure, alternative: int) -> Fraction | None:
    one, other = Fraction(now.numeral.value), Fraction(prior.numeral.value)
    if alternative == 1:
        return one - other
    if not other:
        return None
    return one / other - 1 if alternative == 0 else one / other


def _written(value: Fraction | None, now: Figure, alternative: int, lang: str) -> str:
    if value is None:
        return "—"
    if alternative == 0:
        return f"{float(value * 100):+.2f}%"
    if alternative == 2:
        return f"{float(value):.2f} {'倍' if lang == 'zh' else 'times'}"
    factor = SHARES.get(now.unit, Fraction(1))
    return ("-" if value < 0 else "+") + off(value * factor, now, lang)


def _difference(one: Figure, other: Figure) -> Fraction:
    factor = SHARES.get(one.unit, Fraction(1))
    return (Fraction(one.numeral.value) - Fraction(other.numeral.value)) * factor


def _sign(change: Change) -> int:
    return (change.numeral.value > 0) - (change.numeral.value < 0)


def _called(figure: Figure) -> str:
    what = figure.indicator or name(figure)
    return f"{what}（{'、'.join(figure.scope)}）" if figure.scope and figure.indicator else what


def _printed_in(figure: Figure, material: Material, lang: Lang) -> str:
    """``2023.txt 表3``; what comes from the archive is said to."""
    place, document = figure.place, PurePath(figure.document).name
    archived = any(figure.document == d.path for d in material.past)
    if archived and not any(figure.document == d.path for d in material.disclosures):
        document += "（档案）" if lang == "zh" else " (archive)"
    if place.table is not None:
        return f"{document} {'表' if lang == 'zh' else 'table '}{place.table}"
    if place.line is not None:
        return f"{document} 第{place.line}行" if lang == "zh" else f"{document} line {place.line}"
    return document
