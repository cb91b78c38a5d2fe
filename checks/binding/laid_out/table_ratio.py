"""Lines of a table reckoned from two others in every lane: shares, rates, growths, points.

What a rate is taken of is seldom said (办结率 of the requests received, passed on, or due), and
a column of growths often has no name. Where two lines give the printed one lane by lane, they are
what it is of, and the lane in which they do not is worth a look. A change whose prior is printed in
its row or column is known by the words of both, without any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

from gouji.checks.binding.twice.in_sentences import told_of_cells
from gouji.checks.equations.facets import KINDS, SHARES, seen
from gouji.checks.equations.settling import ways_of
from gouji.checks.material import Check, Family, Material, TableView, in_each_way, once, remembered
from gouji.figures.figure import ChangeKind, Figure
from gouji.figures.grouping import grouped
from gouji.figures.identity.period import months_of, read_period
from gouji.figures.numbers.changes import comparison
from gouji.figures.statements.matrix import AXES, RATES, Axis, Form, Matrix, Pattern, mixed
from gouji.figures.statements.ratios_of_lines import (
    DIFFERENCES,
    FORMS,
    OVER_LANES,
    quotients,
    with_changes,
)
from gouji.figures.tables.change_lines import is_change_column, is_rank
from gouji.rules import cues
from gouji.rules.bundled import weights
from gouji.rules.labels import normalise
from gouji.rules.language import terms
from gouji.rules.rule import Rule
from gouji.rules.words import Cue

OF_RATES: Final[Mapping[Form, tuple[str, str, str]]] = {
    "share": ("比率", "部分", "总体"),
    "rest": ("比率", "其余", "总体"),
    "both": ("比率", "部分", "其余"),
}
"""The roles of a line, and of the two that it is reckoned from; of any other form …"""
OF_CHANGES: Final = ("变化", "本期", "上期")
"""… they are these, whether the prior stands in another line or in the lane before."""
RELATIVE, POINTS, LANES_OF_A_SLIP = 0, 1, 2
EQUATIONS: Final[Mapping[tuple[Form, bool, bool], int]] = {
    ("share", True, False): 0,
    ("rest", True, False): 1,
    ("share", False, False): 2,
    ("rest", False, False): 3,
    ("both", True, False): 4,
    ("both", False, False): 5,
    ("change", True, False): 0,
    ("change", False, False): 2,
    ("difference", True, True): 1,
    ("difference", True, False): 3,
    ("difference", False, True): 4,
    ("difference", False, False): 1,
}
"""The rule's equations by form, and by whether the line and what it is of print a sign of per
cent: numbers under 增幅（%） often have none. Counts differ as sums do."""
PER_MANY: Final = {1000: 6, 10_000: 7, 100_000: 8}
"""And of a quotient per so many."""
WHOLE: Final = 100
YEAR: Final = 12


class _Shown(NamedTuple):
    """A quotient of lines of one matrix; ``at`` gives the figures of the material."""

    table: TableView
    matrix: Matrix
    at: Sequence[int]
    found: Pattern
    number: int

    @property
    def roles(self) -> tuple[str, str, str]:
        return OF_RATES.get(self.found.form, OF_CHANGES)

    def figure(self, line: int, lane: int) -> int:
        return self.at[int(self.matrix.at[line, lane])]

    @property
    def lanes(self) -> Iterator[tuple[int, int, int, bool]]:
        """The line's figure and the two others, lane by lane, and whether they tie."""
        q = self.found
        for lane in q.lanes:
            pair = self.figure(q.line, lane), self.figure(q.parts[0], lane)
            yield (*pair, self.figure(q.parts[1], lane - q.lag), lane in q.ties)


def table_ratio(rule: Rule, material: Material) -> Iterator[Check]:
    """One check a lane of every quotient whose roles the rule has."""
    roles = {term.name for equation in rule.equations for term in terms(equation)}
    for shown in _all(material):
        if roles.issuperset(shown.roles):
            stated = list(_checks(rule, shown))
            if any(ties for _, ties in stated):
                yield from (check for check, _ in stated)


def running_sums(rule: Rule, material: Material, axis: Axis) -> Iterator[Check]:
    """Lines that go on from lane to lane by what another prints: 累计 by 当月, 总数 by 增减.

    No more than warnings: what was counted before may have been corrected.
    """
    for shown in _all(material):
        q, table = shown.found, shown.table
        if q.form != "gain" or shown.matrix.axis != axis:
            continue
        family = Family(f"{q.form} of {axis}", shown.number, q.line, (*q.parts, q.lag))
        # where more lanes break, something else came in as well
        slipped = sum(not ties for *_, ties in shown.lanes) <= LANES_OF_A_SLIP
        for by, now, before, ties in shown.lanes:
            amounts = by != now and table[now].quantity not in RATES  # no change of its own
            if amounts and (ties or (slipped and not _may_be_other(shown, now, before))):
                check = Check(rule, {"合计": (now,), "分项": (before, by)}, severity="warning")
                yield replace(check, family=family, tried=q.tried)


@remembered
def explained(material: Material) -> frozenset[int]:
    """The rates of which the lines of their own table show what they are of."""
    shown = (s for s in _all(material) if s.found.form in OF_RATES)
    return frozenset(i for s in shown for i, *_ in s.lanes)


@remembered
def on_priors(material: Material) -> frozenset[int]:
    """The figures whose arrow tells how another one changed from them: ``17397 | 15223 (↑14.28%)``.

    What the cells say by themselves can't be told from ``15223, up by 14.28 %``.
    """
    shown = (s for s in _all(material) if s.found.form == "change")
    return frozenset(i for s in shown for i, part, whole, _ in s.lanes if i == whole != part)


@once
def _all(material: Material) -> Iterator[_Shown]:
    for number, table in enumerate(material.tables()):
        indices = [i for i in table.indices if not is_rank(table[i])]
        own = [table[i] for i in indices]
        for axis in AXES:
            figures, at = with_changes(own, axis)
            matrix = mixed(figures, material.meaning, axis)
            if matrix is None:
                continue
            told = frozenset(np.flatnonzero((matrix.at >= len(own)).any(axis=1)).tolist())
            called = {n for n, way in enumerate(matrix.labels) if way and is_change_column(way[-1])}
            for found in quotients(matrix, FORMS, told | called):
                if found.form in OF_RATES and found.line in told:
                    continue  # printed with the figure that it changed, it is no rate by itself
                yield _Shown(table, matrix, [indices[k] for k in at], found, number)


def _checks(rule: Rule, shown: _Shown) -> Iterator[tuple[Check, bool]]:
    q, table = shown.found, shown.table
    family = Family(f"{q.form} of {shown.matrix.axis}", shown.number, q.line, (*q.parts, q.lag))
    for line, part, whole, ties in shown.lanes:
        if not ties and _may_be_other(shown, part, whole):
            continue
        rates = [table[i].quantity in RATES for i in (line, part, whole)]
        alike = rates[1] == rates[2] or (rates == [False, False, True] and q.scale == WHOLE)
        alternative = _alternative(shown, line, part, whole) if alike else None
        if alternative is not None:
            named = dict(zip(shown.roles, ((line,), (part,), (whole,)), strict=True))
            slots = {t.name for t in terms(rule.equations[alternative])}
            ordered = {t: named[t] for t in named if t in slots}
            prior = weights("ratios")["named"] if table[line].change and "变化" in slots else 0.0
            check = Check(rule, ordered, alternative, family=family, prior=prior, tried=q.tried)
            check = replace(check, stated_by="shown")
            if alternative == POINTS and table[part].quantity in RATES:  # or relative
                check = replace(check, group=hash((rule.id, line, part, whole)))
                yield replace(check, alternative=RELATIVE), ties
            yield check, ties


def _may_be_other(shown: _Shown, part: int, whole: int) -> bool:
    """Whether a lane that does not tie may be reckoned otherwise.

    Changes of rates are in points or not, what is taken of less than nothing has either sign, and
    a total or a mean grows from another one and not from the part in the lane before it.
    """
    form, table = shown.found.form, shown.table
    meaning, own = table.material.meaning, table[part]
    ends = [path[-1] for path in (own.row_path, own.column_path) if path]
    if any(map(meaning.names_mean, ends)):
        return True
    lane = own.row_path if shown.matrix.axis == "columns" else own.column_path
    if form in OVER_LANES and (meaning.row_role(lane) or any(map(meaning.names_total, lane[-1:]))):
        return True
    of_rates = table[part].quantity in RATES
    return form not in DIFFERENCES and (of_rates or table[whole].numeral.value < 0)


def _alternative(shown: _Shown, line: int, part: int, whole: int) -> int | None:
    """Which of the rule's equations has the units that are printed; None where they disagree."""
    found, table = shown.found, shown.table
    roles = zip(shown.roles, (line, part), strict=False)
    cases = [seen(table[i], "change" if role == "变化" else "value") for role, i in roles]
    left, right = (case is not None and SHARES.get(case.unit, 1) != 1 for case in cases)
    if None in cases:
        return None
    if found.form in DIFFERENCES:
        counts = not (left or right or table[line].change)  # they differ as sums do
        return None if counts else EQUATIONS["difference", left, right]
    if found.scale in PER_MANY:
        of_one, of_other = table[part].numeral.scale, table[whole].numeral.scale
        as_printed = of_other in (of_one, found.scale * of_one)  # 件/万人次: of 件 and 万人次
        return None if left or not as_printed else PER_MANY[found.scale]
    if (table[whole].quantity in RATES) != (table[part].quantity in RATES):
        return EQUATIONS["share", True, False]
    as_it_is = found.scale == 1  # a growth as a fraction, or so much of one for each of the other
    if as_it_is and (left or (found.form in OF_RATES and table[part].quantity in RATES)):
        return None
    form: Form = found.form if found.form in OF_RATES else "change"
    return EQUATIONS[form, left or as_it_is, False]


Priors: TypeAlias = Mapping[tuple[Any, ...], Sequence[int]]
"""By the line that they stand in, and the labels of their row and column."""


class _Told(NamedTuple):
    """A change that a table prints: where, of which figure, and against what."""

    change: int
    now: int
    comparison: str
    kind: ChangeKind


def change_from_prior(rule: Rule, material: Material) -> Iterator[Check]:
    """Changes whose prior stands in their row or in their column, by the words of both.

    Those of whole columns, and along series, are known without words.
    """
    held, priors = set[int](), dict[int, Priors]()  # by the first figure of a table
    for table in material.tables():
        printed = priors[table.indices[0]] = _printed_priors(table)
        for told in _all_told(table):
            prior = _prior_of(told, printed, table)
            relative = told.kind in ("relative", "unstated")
            # no convention says what the relative change from a negative number is
            if prior is not None and not (relative and table[prior].numeral.value < 0):
                held.add(told.change)
                terms = {"变化": (told.change,), "本期": (told.now,), "上期": (prior,)}
                ways = ways_of(rule, told.kind, is_rate=table[told.now].quantity == "rate")
                yield from in_each_way(rule, terms, ways)
    yield from (c for c in table_ratio(rule, material) if c.terms["变化"][0] not in held)
    yield from _of_cells(rule, material, priors)


def _of_cells(rule: Rule, material: Material, printed: Mapping[int, Priors]) -> Iterator[Check]:
    """Changes of the text, of what a cell repeats whose prior the same table prints.

    By the words of its row or column, a lane before, or where the table shows what its own change
    is from; not where the text tells from what (由9人增加到12人，增长33%).
    """
    changes = (s for s in _all(material) if s.found.form in ("change", "difference"))
    lanes = ((s.table[change], now, before) for s in changes for change, now, before, _ in s.lanes)
    # income less expenses is no change
    shown = grouped((now, before) for told, now, before in lanes if told.change is not None)
    for told, cell in (p for p in told_of_cells(material) if p[0] not in material.compared):
        change, table = material.figures[told].change, material.table_of(cell)
        if table is None or change is None or change.is_flat or change.numeral.hedge:
            continue
        if change.kind not in ("relative", "difference") or not material.meet(told, cell):
            continue
        asked = _Told(told, cell, change.comparison, "relative")
        month = change.comparison == "month-on-month"
        before = () if month else {*shown.get(cell, ())}
        priors = (
            _lane_before(table, cell, months=1 if month else YEAR),
            _prior_of(asked, printed[table.indices[0]], table),
            *(before if len(before) == 1 else ()),
        )
        prior = next((i for i in priors if i is not None), None)
        if prior is not None and table[prior].numeral.value > 0:
            roles = {"变化": (told,), "本期": (cell,), "上期": (prior,)}
            ways = ways_of(rule, change.kind, is_rate=table[cell].quantity == "rate")
            yield from (replace(c, severity="warning") for c in in_each_way(rule, roles, ways))


def _lane_before(table: TableView, cell: int, months: int) -> int | None:
    """What its row or column prints for the period before, or so many months earlier."""
    own = table[cell]
    for i in table.indices:
        other = table[i]
        in_column = other.place.column == own.place.column
        if other.unit != own.unit or not (in_column or other.place.row == own.place.row):
            continue
        along = [(f.row_path if in_column else f.column_path) for f in (other, own)]
        apart = [pair for pair in zip(*along, strict=False) if pair[0] != pair[1]]
        if len(along[0]) == len(along[1]) and len(apart) == 1:
            before, now = map(_months, apart[0])
            if before and now and len(before) == len(now):
                lag = now.start - before.start
                if lag == (months if months == YEAR else len(now)) and len(now) <= months * YEAR:
                    return i
    return None


def _months(label: str) -> range | None:
    """The months that a label tells, counted from the year nought; any year where it tells none."""
    span = read_period(normalise(label), "2000")
    months = months_of(span.name) if span and not span.open else None
    if span is None or months is None:
        return None
    first = int(span.name[:4]) * YEAR
    return range(first + months.start, first + months.stop)


def _all_told(table: TableView) -> Iterator[_Told]:
    """Changes that belong to their figure, and second ones in a row or column of their own."""
    of_others = on_priors(table.material)
    for i in table.indices:
        change = None if i in of_others else table[i].change
        if change is None or change.is_flat:
            continue
        if change.kind != "unstated" or table[i].quantity == "rate":
            yield _Told(i, i, change.comparison, change.kind)
    for indices in table.rows.values():
        yield from _standing_alone(table, indices, along="column_path")
    for column in table.columns.values():
        yield from _standing_alone(table, list(column.values()), along="row_path")


def _standing_alone(table: TableView, indices: Sequence[int], along: str) -> Iterator[_Told]:
    """A second change of one figure: ``… | 环比 | 上年同月 | 同比``, ``增减 | 增幅``."""
    now: int | None = None
    for i in indices:
        now = i if table[i].change is not None else now
        label = (getattr(table[i], along) or ("",))[-1]
        if now is None or now == i or not is_change_column(label):
            continue
        if kind := KINDS.get(table[i].unit):
            yield _Told(i, now, comparison(normalise(label)), kind)


def _printed_priors(table: TableView) -> Priors:
    """The figures of the period before in one table."""
    of_prior = ((i, f) for i in table.indices if (f := table[i]).period == "prior")
    alone = ((i, f) for i, f in of_prior if f.change is None and not f.bracketed)
    return grouped(((line, *_undated(f, table)), i) for i, f in alone for line in _lines(f))


def _prior_of(told: _Told, printed: Priors, table: TableView) -> int | None:
    """The figure that a change compares with; None where several may be meant.

    It is of the same; else it does not say again what it is of (``上年同期``).
    """
    figure = table[told.now]
    row, column = _undated(figure, table)
    for line in _lines(figure):
        ways = dict.fromkeys(product((line,), (row, ()), (column, ())))
        same, *others = (
            [i for i in printed.get(way, ()) if _fits(table[i], figure, told.comparison)]
            for way in ways
        )
        found = same or [i for listed in others for i in listed]
        if len(found) == 1:
            return found[0]
    return None


def _fits(prior: Figure, figure: Figure, comparison: str) -> bool:
    last_year, last_period = cues.OF_LAST_YEAR, cues.OF_LAST_PERIOD
    said = {"year-on-year": last_year, "month-on-month": last_period}.get(comparison)
    other = last_period if said is last_year else last_year
    if prior.unit != figure.unit:
        return False
    return said is None or not _says(prior, other) or _says(prior, said)


def _undated(figure: Figure, table: TableView) -> list[tuple[str, ...]]:
    """The labels of its row and of its column, but those that only say which period they are of."""
    meaning = table.material.meaning
    return [
        tuple(x for x in path if not meaning.period((x,)) and meaning.column_role(x) != "current")
        for path in (figure.row_path, figure.column_path)
    ]


def _lines(figure: Figure) -> Iterable[tuple[str, int | None]]:
    return ("row", figure.place.row), ("column", figure.place.column)


def _says(figure: Figure, said: Cue) -> bool:
    labels: Sequence[str] = (*figure.row_path, *figure.column_path)
    return any(said.search(normalise(label)) for label in labels)
