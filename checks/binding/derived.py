"""What follows from other checks, of one document or of several.

What ties out this year did so a year before, as the arrows of all its figures imply: of every sum
that any rule bound, down total columns and across rows alike; and of every rate of two counts.
Disclosures print the change of a rate in percentage points or relative to it and rarely say which,
so both are tried.

A percentage of N with d decimals must be reachable: 71.00 % of 31 is nothing over 31. The test has
power only while N is below about 10^(d+2); beyond, every percentage is reachable. After Brown and
Heathers' GRIM test for means (2017), carried over to percentages.

One document prints the parts or the rate, another of the same issuer and period the whole; or one
rounds to 万 what the other prints in full.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from gouji.checks.binding.by_name import SCOPE_MARK, is_far_off
from gouji.checks.binding.laid_out.table_ratio import on_priors
from gouji.checks.binding.twice.pairs import by_issuer
from gouji.checks.binding.twice.things import Known, Thing
from gouji.checks.equations.cells import Trial
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.forms import Sum, as_ratio, as_sum
from gouji.checks.material import Check, Material, in_each_way, is_counted
from gouji.figures.figure import Change, Figure
from gouji.figures.interval import Interval
from gouji.rules.bundled import weights
from gouji.rules.language import Binary, Term, terms
from gouji.rules.rule import Rule


def implied_rates(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Rates that are this of their counts, all three with a change against the year before.

    Where last year's rate is printed, its change is held against that.
    """
    trial = Trial.of(material)
    held = (c.terms for c in checks if not c.is_between)
    printed = {t["变化"][0] for t in held if t.get("变化") and t.get("上期")}
    for check in checks:
        ratio = as_ratio(check)
        changes = [material.figures[i].change for i in ratio or ()]
        if ratio is None or any(c is None or c.comparison == "month-on-month" for c in changes):
            continue
        if ratio[0] in printed or not trial.ties(check):
            continue
        rate, part, whole = ratio
        terms = {"变化": (rate,), "比率": (rate,), "prior(部分)": (part,), "prior(总体)": (whole,)}
        yield from in_each_way(rule, terms, range(len(rule.equations)))


def implied_priors(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Sums of which every figure prints a relative change against one period before."""
    of_others, trial = on_priors(material), Trial.of(material)
    kin = Counter(check.family for check in checks if check.family is not None)
    for check in checks:
        sides = as_sum(check)
        if sides is None or not of_others.isdisjoint(check.figures):
            continue
        if check.family is not None and not trial.ties(check):
            continue  # what does not add up this year need not have done so before
        by_chance = kin.get(check.family) == 1 and check.rule.for_each == "row"
        if by_chance and check.licence != "shown":
            continue
        whole, parts = sides
        if _have_priors([material.figures[i] for i in (whole, *parts)]):
            terms = {"prior(合计)": (whole,), "prior(分项)": parts}
            if check.licence == "shown":  # as sure as that they add up this year
                family, prior = ("priors", check.family), weights("sums")["before"]
                yield Check(rule, terms, family=family, inherits=check.family, prior=prior)
            else:
                column = check.rule.for_each == "column"
                yield Check(rule, terms, severity=None if column else "warning")


def _have_priors(figures: Sequence[Figure]) -> bool:
    """Whether all are amounts that print a relative change, and against the same period."""
    amounts = [f for f in figures if f.quantity in ("count", "money", "measure")]
    changes = [f.change for f in amounts if f.change]
    told = [c.comparison or "year-on-year" for c in changes if c.kind == "relative" or c.is_flat]
    return len(told) == len(figures) and len(set(told)) == 1


ALL: Final = -100


def prior_exists(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Every change of a count: nothing falls by more than all of it."""
    for i, _ in _counts_with_change(material):
        yield Check(rule, {"变化": (i,)})


def prior_whole(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Every count whose prior must be a whole number: the fall is not too deep for any."""
    for i, change in _counts_with_change(material):
        # 32,582 without a unit may be in millions
        if change.numeral.value > ALL and is_counted(material.figures[i], material):
            yield Check(rule, {"prior(本期)": (i,)})


def fall_of_all(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """What fell by all of it is nothing now; where its prior is printed, that decides it."""
    held = {i for c in checks if c.terms.get("上期") for i in c.terms.get("变化", ())}
    for i, change in _counts_with_change(material):
        if change.numeral.value == ALL and i not in held:
            rounded = _may_be_rounded(material.figures[i], change, material)
            yield Check(rule, {"本期": (i,)}, severity="warning" if rounded else None)


def _counts_with_change(material: Material) -> Iterator[tuple[int, Change]]:
    """Whole counts with a relative change against the year before."""
    amounts = {_column(f) for _, f in material.printed() if f.numeral.value < 0}
    for i, figure in material.printed():
        change = figure.change
        if change is None or change.kind != "relative" or figure.quantity != "count":
            continue
        if figure.place.table is None or _column(figure) not in amounts:
            yield i, change


def _column(figure: Figure) -> tuple[str, int | None, int | None]:
    """Where one is below zero, the others of its column are amounts as well, no things counted."""
    return figure.document, figure.place.table, figure.place.column


def _may_be_rounded(figure: Figure, change: Change, material: Material) -> bool:
    """Whether the document prints a count as large as the prior of which so much is left.

    ↓100.0 % of 20,410 leaves up to 10.
    """
    least = Fraction(figure.numeral.value) * 2 * -ALL / Fraction(change.numeral.step)
    counts = (f for _, f in material.printed() if f.quantity == "count")
    return least > 0 and any(
        f.document == figure.document and f.numeral.value >= least for f in counts
    )


def rate_possible(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Rates whose base is printed while their numerator is not."""
    for check in checks:
        right = check.comparison.right
        if not (isinstance(right, Binary) and right.op == "/" and isinstance(right.right, Term)):
            continue
        whole = check.terms.get(right.right.name, ())
        rate = next(iter(check.terms.values()))
        if check.missing and len(whole) == 1 and _has_power(material, rate[0], whole[0]):
            yield Check(rule, {"比率": rate, "总体": whole}, severity=check.severity)


def _has_power(material: Material, rate: int, whole: int) -> bool:
    figure, base = material.figures[rate], material.figures[whole]
    decimals = max(0, -int(figure.numeral.step.as_tuple().exponent))
    return figure.unit == "%" and base.exact and decimals >= len(base.text) - 2


SUM, RATE, OF_WHICH = range(3)
"""The rule's equations."""


Others: TypeAlias = Mapping[int, Collection[int]]
"""Figure → it and the other printings that it was held against."""


class _Home(NamedTuple):
    """What a figure is, and all that its issuer prints of that period, by thing."""

    thing: Thing
    of_period: Mapping[Thing, Sequence[int]]


def completed_by_another(
    rule: Rule, material: Material, checks: Sequence[Check]
) -> Iterator[Check]:
    """Go through what each document says by itself."""
    homes, others = _homes(material), _others(checks)
    for check in checks if homes else ():
        if check.is_between or check.group is not None:
            continue
        if check.missing:
            made = _completed(rule, check, homes, others, material)
        else:
            made = _sharpened(rule, check, others, material)
        if made is not None:
            yield made


def _homes(material: Material) -> dict[int, _Home]:
    """The figures of which other documents of the issuer and period may speak."""
    found: dict[int, _Home] = {}
    for issued in by_issuer(material):
        for sources in issued.by_period.values():
            of_period: dict[Thing, list[int]] = {}
            for source in sources:
                for thing, figures in source.printings.items():
                    of_period.setdefault(thing, []).extend(figures)
            for source in (s for s in sources if s.is_audited):
                for thing, figures in source.printings.items():
                    found |= {i: _Home(thing, of_period) for i in figures if i not in found}
    return found


def _others(checks: Sequence[Check]) -> Others:
    found: dict[int, set[int]] = {}
    for check in checks:
        if check.rule.kind == "conflict" and check.rule.cause != "year":
            pair = set(check.figures[:2])
            for i in pair:
                found.setdefault(i, set()).update(pair)
    return found


def _is_disputed(i: int, others: Others, material: Material) -> bool:
    return not all(material.meet(i, k) for k in others.get(i, ()))


def _completed(
    rule: Rule, check: Check, homes: Mapping[int, _Home], others: Others, material: Material
) -> Check | None:
    """The check with its one missing figure, and with the optional ones that others print."""
    own = [homes[i] for i in check.figures if i in homes and isinstance(homes[i].thing.what, Known)]
    whole = len(check.missing) == 1 and check.rule.licence == "named"
    disputed = any(_is_disputed(i, others, material) for i in check.figures)
    if not whole or len(own) < len(check.figures) or disputed:
        return None
    equation = check.comparison
    optional = {t.name for t in terms(equation) if t.optional} - set(check.terms)
    bound = dict(check.terms)
    for name in (*check.missing, *optional):
        thing = _wanted(name, [home.thing for home in own], material)
        found = own[0].of_period.get(thing, ()) if thing is not None else ()
        if found and (agreed := material.agreed(found)) is not None:
            bound[name] = (agreed,)
    if check.missing[0] not in bound:
        return None
    ordered = {name: bound[name] for name in compiled(equation).slots if name in bound}
    completed = replace(check, terms=ordered, missing=())
    return _as_own(rule, completed, material, OF_WHICH if optional - set(bound) else SUM)


def _wanted(name: str, things: Sequence[Thing], material: Material) -> Thing | None:
    """The thing that is missing: the indicator in the scope that all figures of the check have."""
    name, _, scope = name.partition(SCOPE_MARK)
    scopes = {(scope,)} if scope else {thing.what.scope for thing in things}
    indicator = material.meaning.vocabulary.named(name)
    if indicator is None or len(scopes) > 1:
        return None
    return Thing(Known(name, scopes.pop(), indicator.quantity == "rate"), things[0].period)


def _as_own(rule: Rule, check: Check, material: Material, of_sum: int) -> Check | None:
    """The check as one of this rule; a rate that is far off is likelier of something else."""
    if ratio := as_ratio(check):
        rate, part, whole = ((i,) for i in ratio)
        own = Check(rule, {"比率": rate, "部分": part, "总体": whole}, RATE)
        return None if is_far_off([material.figures[i] for i in ratio]) else own
    if total := as_sum(check):
        return Check(rule, {"总体": (total[0],), "分项": total[1]}, of_sum)
    return None


def _sharpened(rule: Rule, check: Check, others: Others, material: Material) -> Check | None:
    """A sum with its figures as they are printed most exactly, the whole at least elsewhere."""
    found = _sum_of(check)
    if found is None or check.severity == "note":
        return None
    (whole, parts), alternative = found
    own = (whole, *parts)
    printings = [[k for k in others.get(i, (i,)) if material.meet(i, k)] for i in own]
    exact = [material.sharpest(agree) for agree in printings]
    figures = [material.figures[i] for i in exact]
    sharper = figures[0].numeral.step < material.figures[whole].numeral.step
    if not sharper or len({f.document for f in figures}) < 2:
        return None
    total, *rest = (f.interval for f in figures)
    disputed = any(_is_disputed(i, others, material) for i in own)
    if disputed and not sum(rest, Interval.point(0)).meets(total):
        return None  # another document contradicts a part: that is told already
    return Check(rule, {"总体": (exact[0],), "分项": tuple(exact[1:])}, alternative)


def _sum_of(check: Check) -> tuple[Sum, int] | None:
    """Whole, parts and equation of a check that adds up."""
    if check.comparison.op == ">=":
        whole, parts = check.terms.get("总体", ()), check.terms.get("分项", ())
        return (Sum(whole[0], parts), OF_WHICH) if len(whole) == 1 and len(parts) > 1 else None
    total = as_sum(check) if check.rule.exhaustive else None
    return (total, SUM) if total else None
