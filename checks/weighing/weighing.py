"""From verdicts to what is believed: certainty, severity, and what had better be left undecided.

``certainty`` is how probable it is that something in a check that breaks is printed wrongly. A
statement of a family inherits the weight of those that tie; one of no family is believed for what
its rule says, and both for what their gap says.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from fractions import Fraction
from math import comb, log10
from typing import Final

from gouji.checks.equations.cells import Cell, Trial, cells_of, number_of, wanted
from gouji.checks.equations.forms import as_share, as_sum, operations
from gouji.checks.equations.verdict import judgement
from gouji.checks.finding import SEVERITIES, Step
from gouji.checks.material import Check, Family, Lane, Material, Outcome, lane_of
from gouji.checks.weighing.families import Weighed, families
from gouji.checks.weighing.readings import misread, ties_otherwise
from gouji.checks.weighing.rounding import Rounding
from gouji.checks.weighing.surprise import copied, evidence_of
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.interval import Interval
from gouji.rules.bundled import weights
from gouji.rules.rule import Severity

NARROW: Final = 5
"""By so many widths of what is wanted a number is off that two families put there."""
SLIPPED: Final = 10
"""Of so many lanes that tie, one more may have a slip of its own."""
SHARE: Final = "one share"
MOST_ACROSS: Final = 12
"""Others of a cell that are asked, so that the work is bounded."""


def weighed(outcomes: Sequence[Outcome], material: Material) -> list[Outcome]:
    """Give every outcome that breaks its certainty; what is not believed is undecidable."""
    printed = _as_printed(outcomes, material)
    known = families(printed, material)
    related = [replace(o, kin=f.kin) if (f := known.get(o.check.family)) else o for o in printed]
    if not any(outcome.failed for outcome in related):
        return related
    scale = _Scale(related, material, known)
    return [scale.weigh(at) if o.failed else o for at, o in enumerate(related)]


def _as_printed(outcomes: Sequence[Outcome], material: Material) -> list[Outcome]:
    """Judge again, without rounding, the sums of tables of which all others need none."""
    rounding, trial = Rounding(outcomes, material), Trial(material.figures)
    found = list(outcomes)
    for at, outcome in enumerate(outcomes):
        if rounding.adds_up_as_printed(outcome):
            check = replace(outcome.check, exact=True)
            found[at] = Outcome(check, *judgement(check, trial.printed(check)))
    return found


class _Scale:
    """All outcomes with their families, to be looked at one by one."""

    def __init__(
        self, outcomes: Sequence[Outcome], material: Material, known: Mapping[Hashable, Weighed]
    ) -> None:
        self.outcomes, self.material, self.known = outcomes, material, known
        self.trial = Trial(material.figures)
        self.rounding = Rounding(outcomes, material)
        self.misread = misread(outcomes, material)
        self.gaps: dict[int, float] = {}
        lists = [(key, family) for key, family in known.items() if isinstance(key, Family)]
        self.rivals = grouped((key[:3], family) for key, family in lists)
        """Families that say of one line that it is the whole of other lines, by that line."""
        bar = weights("sums")["believed"]
        believed = [(key.form, family) for key, family in lists if family.weight >= bar]
        tied = [(form, at) for form, family in believed for at in family.ties]
        missed = [(form, at) for form, family in believed for at in family.breaks]
        self.rates_adding = {self._lane(at) for _, at in tied}
        self.rate_gaps = grouped((self._lane(at), abs(self._by(at))) for _, at in missed)
        ties = [(at, s) for at, o in enumerate(outcomes) if o.ties and (s := as_share(o.check))]
        told = {at for at, o in enumerate(outcomes) if o.ties and o.check.rule.licence == "told"}
        self.told = {(share.share, share.parts) for at, share in ties if at in told}
        self.shares = {share.share for _, share in ties}
        alone = (at for at, s in ties if len(s.parts) == 1 and self._figure(s.share).unit == "%")
        self.tied = self._by_cell([*((SHARE, at) for at in alone), *tied])
        self.missed = self._by_cell(missed)
        few = (f for _, f in believed if len(f.breaks) * SLIPPED <= len(f.ties))
        slipped = (at for family in few for at in family.breaks)
        checks = (outcomes[at].check for at in {*told, *slipped, *(at for _, at in tied)})
        sums = (frozenset(check.figures) for check in checks if as_sum(check))
        self.sums = grouped((figure, figures) for figures in sums for figure in figures)

    def _by_cell(self, told: Iterable[tuple[str, int]]) -> dict[Cell, list[tuple[str, int]]]:
        checks = ((form, at, self.outcomes[at].check) for form, at in told)
        return grouped((cell, (form, at)) for form, at, c in checks for cell in cells_of(c))

    def _figure(self, i: int) -> Figure:
        return self.material.figures[i]

    def _by(self, at: int) -> Fraction:
        return self.outcomes[at].difference or Fraction(0)

    def weigh(self, at: int) -> Outcome:
        """Say how probable a misprint is where something breaks."""
        outcome, check = self.outcomes[at], self.outcomes[at].check
        family = self.known.get(check.family)
        share = as_share(check) if check.rule.licence == "named" else None
        # a rate that a rule names, and the text tells to be of another whole, with which it ties
        told = share is not None and (share.share, share.parts) in self.told
        told = told or self._is_open(check) or self._has_other_parts(check)
        laid_out = check.prior > 0 and as_sum(check) is not None
        nowhere = check.licence == "shown" and not laid_out and not (family and family.ties)
        # which heading stands over a column is not clear
        nameless = any(f.inferred and not f.column_path for f in map(self._figure, check.figures))
        unmeant = nameless or told or nowhere or at in self.misread
        if unmeant or ties_otherwise(outcome, self.material):
            return replace(outcome, verdict="undecidable", certainty=0.0)
        steps = self._steps(at, family)
        # what misses by no more than rounding leaves is believed as far as things were counted
        _become(steps, "counted", min(_odds(steps), self.rounding.exact(outcome)))
        on_another_basis = check.rule.another_basis and self._gap(at) <= 0
        weight = tuple(step for step in steps if step.digits)
        return _told(replace(outcome, weight=weight), "warning" if on_another_basis else "error")

    def _is_open(self, check: Check) -> bool:
        """Whether shares below their whole each tie with what they are of: more is not listed."""
        total = as_sum(check)
        if total is None or total.whole > min(total.parts):
            return False
        return self.shares.issuperset(total.parts)

    def _has_other_parts(self, check: Check) -> bool:
        """Whether most of what a rule adds by its names makes a sum with others, as numbers show.

        One column more was meant, or another line than the one that bears the name.
        """
        adds = check.licence == "named" and set(operations(check.comparison)) <= {"+", "-"}
        own = frozenset(check.figures if adds else ())
        sums = (other for i in own for other in self.sums.get(i, ()))
        return any(len(own - other) <= 1 < len(own & other) and own != other for other in sums)

    def _steps(self, at: int, family: Weighed | None) -> list[Step]:
        """What makes the decimal log odds that what breaks is printed wrongly.

        For a statement of no family its rule speaks, and its gap.
        """
        known, outcome = weights("breaks"), self.outcomes[at]
        slip, gap = log10(known["slip"]), self._gap(at)
        if family is None:
            prior = weights("alone")[outcome.check.declared]
            if outcome.check.rule.licence == "told" and not outcome.check.is_bound:
                gap = max(gap, copied(outcome.check, self.material))
                explained = "told" if gap > known["explained"] else "unexplained"
                prior = min(prior, weights("alone")[explained])
            return [Step("prior", prior), Step("slip", slip), Step("gap", gap)]
        steps = list(family.beside(at))
        _become(steps, "cap", min(_odds(steps), known["cap"]))
        if family.ties:
            own = self._figure(outcome.check.figures[0])
            said = own.adds and bool(own.unit or own.quantity != "measure")
            prior = max(known["lane"], outcome.check.prior if said else 0.0)
            _become(steps, "lane", _both(_odds(steps), prior + self._in_all_lanes(at, family)))
        gap = max(gap, family.exchanged.get(at, gap))
        gap = max(gap, copied(outcome.check, self.material)) if family.ties else gap
        steps += [Step("slip", slip), Step("gap", gap)]
        whole = self._figure(outcome.check.figures[0]).numeral.value
        # what stands beside a total makes less than half of it
        if not family.ties and gap <= known["least"] and self._by(at) * 2 > abs(whole):
            steps.append(Step("far", known["far"]))
        steps += [Step(by, known[by]) for by in self._across(at)]
        lane = self._lane(at)  # a column of rates in which sums have other gaps, and none ties
        gaps = self.rate_gaps.get(lane, ()) if lane and lane not in self.rates_adding else ()
        apart = max(len(set(gaps)) - 1, 0)
        steps.append(Step("rates", known["rates"] * apart, apart))
        if family.all_short and len(family.breaks) > 1:
            _become(steps, "short", known["short"])
        if at in family.lacking:
            many = len(family.lacking)
            steps.append(Step("blank", known["blank"] * many, many))
        return steps

    def _in_all_lanes(self, at: int, family: Weighed) -> float:
        """Digits by which all lanes are meant, and others slipped, rather than some lanes alone.

        Of these, any may be the ones that break; one whose gap a slip explains is no other lane.
        """
        apart = family.apart(at)
        lanes = family.tied + len(apart) + 1
        slip = log10(weights("breaks")["slip"])
        return log10(comb(lanes, len(apart) + 1)) + sum(
            min(slip + self._gap(k), 0.0) for k in apart
        )

    def _gap(self, at: int) -> float:
        """What the gap of one that breaks says for a slip, in decimal digits."""
        if at not in self.gaps:
            self.gaps[at] = evidence_of(self.outcomes[at], self.material)
        return self.gaps[at]

    def _across(self, at: int) -> Iterator[str]:
        """What families across this one say of its figures, and other lists of its whole."""
        check = self.outcomes[at].check
        family, cells = check.family, cells_of(check)
        if not isinstance(family, Family):
            return
        own = self.known[family]
        if any(self._want_alike(at, cell, family.form) for cell in cells):
            yield "crossed"
        elif at not in own.exchanged and self._is_held(at, family.form, short=own.all_short):
            yield "contradicted"
        if any(self._ties_there(w, check) for w in self.rivals.get(family[:3], ())):
            yield "rival"

    def _is_held(self, at: int, form: str, *, short: bool) -> bool:
        """Whether others that tie hold all its numbers: with what would mend it they would not.

        What closes a list below it adds up what stands above, of which a line may be lost: shares
        say nothing of that, and other sums and rates nothing of one that all lanes lack.
        """
        check = self.outcomes[at].check
        whole, *parts = check.figures
        silent = {form, *(() if all(whole < i for i in parts) else (SHARE,))}
        if short:
            silent |= {key.form for key in self.known if isinstance(key, Family)}
        for cell in cells_of(check):
            told = self._wanted_by(self.tied, cell, silent)
            own = self._wanted(at, cell) if told else None
            if all(own and one and own.meets(one) for one in told):
                return False
        return True

    def _want_alike(self, at: int, cell: Cell, form: str) -> bool:
        """Whether other families that break want just the number of a cell that would mend this."""
        told = self._wanted_by(self.missed, cell, {form})
        if not told or (own := self._wanted(at, cell)) is None:
            return False
        printed = Fraction(number_of(self._figure(cell.figure), cell).value)
        return any(o and own.meets(o) and _is_narrow(own.hull(o), printed) for o in told)

    def _wanted_by(
        self, known: Mapping[Cell, Sequence[tuple[str, int]]], cell: Cell, silent: Set[str]
    ) -> list[Interval | None]:
        others = [k for form, k in known.get(cell, ()) if form not in silent]
        return [self._wanted(k, cell) for k in others[:MOST_ACROSS]]

    def _wanted(self, at: int, cell: Cell) -> Interval | None:
        return wanted(self.outcomes[at].check, cell, self.trial, "rounded")

    def _lane(self, at: int) -> Lane | None:
        """The column of rates, or the row of them, that all figures of a check stand in."""
        figures = [*map(self._figure, self.outcomes[at].check.figures)]
        lane = lane_of(figures) if all(f.quantity == "rate" for f in figures) else None
        return lane and lane._replace(across=())

    def _ties_there(self, family: Weighed, check: Check) -> bool:
        """Whether another list ties to the same whole, and labels set not both out."""
        whole, *parts = check.figures
        tied = [self.outcomes[at].check.figures for at in family.ties]
        set_out = check.prior >= weights("sums")["numbered"]
        return any(t[0] == whole and not (set_out and set(parts).isdisjoint(t)) for t in tied)


def _is_narrow(wanted: Interval, printed: Fraction) -> bool:
    """Whether a number lies so far beside what is wanted that it is no chance to lie there."""
    if wanted.low is None or wanted.high is None:
        return False
    off = max(wanted.low - printed, printed - wanted.high)
    return (wanted.high - wanted.low) * NARROW <= off


def certainty_of(steps: Sequence[Step]) -> float:
    """How probable a misprint is by all that adds to its odds."""
    return 1 / (1 + 10 ** -_odds(steps))


def _odds(steps: Sequence[Step]) -> float:
    return sum(step.digits for step in steps)


def _become(steps: list[Step], by: str, odds: float) -> None:
    """Let the odds be ``odds``, and say what brought them there."""
    steps.append(Step(by, odds - _odds(steps)))


def _both(one: float, other: float) -> float:
    """Log odds that both hold."""
    p = 1 / (1 + 10**-one) * 1 / (1 + 10**-other)
    return log10(p / max(1 - p, 1e-12))


def _told(outcome: Outcome, at_most: Severity) -> Outcome:
    """As severe as it is certain, and no more than was declared, or a family has no need of."""
    bars, certainty, check = weights("severity"), certainty_of(outcome.weight), outcome.check
    severity = next((s for s in SEVERITIES if certainty >= bars[s]), None)
    if severity is None:
        return replace(outcome, verdict="undecidable", certainty=certainty)
    declared = check.severity or (check.rule.severity if check.family is None else severity)
    mildest = max(severity, declared, at_most, key=SEVERITIES.index)
    return replace(outcome, check=replace(check, severity=mildest), certainty=certainty)
