"""Which failing checks have one cause, and what they have in common, in words.

One repair may restore them, or one reason explain them. A prior year that was restated, or two
documents that count up to different days, leave their mark on every figure of a table; a row of
arrows may be shifted. That is one finding, not one a figure. Each explainer looks at the failing
checks of a finding and yields what it can say of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, combinations, starmap
from typing import Final, NamedTuple

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.facets import of_change, undone
from gouji.checks.equations.forms import added, as_share, base_words, common_base, shares_by_whole
from gouji.checks.finding import SEVERITIES
from gouji.checks.material import Check, Lane, Material, Outcome, lane_of
from gouji.checks.references import LENGTHS
from gouji.checks.repairs.diagnosis import Cause, Diagnosis
from gouji.checks.slips.situation import Sheet
from gouji.checks.weighing.rounding import rounded_to
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.interval import Interval
from gouji.figures.numbers.units import header_unit
from gouji.rules.form import worded
from gouji.texts.bilingual import Words

MANY: Final = 3
"""So many misses of one table, or of one text, may have one cause …"""
LEAST_COLUMNS: Final = 2
"""In one column alone many a slip looks like a row left out."""
OF_ALL: Final = Fraction(1, 3)
"""… where they are this share of what could be compared …"""
TELLING: Final = 4
"""A value of so many digits is told apart by them."""
OF_LINES: Final = Fraction(2, 3)
"""… or this one, of arrows along the same rows."""


@dataclass(frozen=True, slots=True)
class Group:
    """Failing checks with one cause, the telling one first, and what the diagnosis says of it."""

    outcomes: tuple[Outcome, ...]
    causes: tuple[Cause, ...]
    unrepaired: tuple[Outcome, ...] = ()
    """Those that nothing is suggested for, in their order."""
    why: object = None
    """What they have in common."""


def groups_of(outcomes: Sequence[Outcome], material: Material, diagnosis: Diagnosis) -> list[Group]:
    """Failing checks that share a cause, in the order of the first of each.

    What one repair explains has one cause. So have one rule that breaks in many rows of a table, or
    in several that nothing repairs, two printings (text and table) of one broken relation, and what
    a value that breaks in its own document breaks between documents: years echo one slip.
    """
    alias: dict[object, object] = {}
    common = {**_common(outcomes, material), **_rows_left_out(outcomes, material)}
    # printed values that break in their own document and between documents as well
    failed = [outcome for outcome in outcomes if outcome.failed]
    sides = [[o for o in failed if (o.check.licence == "between") == at] for at in (False, True)]
    own, apart = ({value for o in side for value in _values(o, material)} for side in sides)
    echoed = own & apart
    shares = shares_by_whole(outcome.check for outcome in failed)
    based = {whole for whole, listed in shares.items() if common_base(listed, material)}
    tables = ({_table(outcomes[at], material) for at in c.outcomes} for c in diagnosis.causes)
    many = {table for table, n in Counter(chain.from_iterable(tables)).items() if n >= MANY}

    def key_of(cause: Cause) -> object:
        own = [outcomes[at] for at in cause.outcomes]
        keys: list[object] = [common[at] for at in cause.outcomes if at in common]
        if not keys:
            keys += (key for o in own for key in _keys(o, based, material))
            broken = filter(None, (_table(o, material) for o in own))
            keys += (table for table in broken if table in many or not cause.suggestions)
            keys += (value for o in own for value in _values(o, material) & echoed)
        known = next((alias[k] for k in keys if k in alias), keys[0])
        alias.update(dict.fromkeys(keys, known))
        return known

    def group(why: object, causes: Sequence[Cause]) -> Group:
        failed = [outcomes[at] for cause in causes for at in cause.outcomes]
        ordered = sorted(failed, key=lambda o: _telling_first(o, material))
        bare = [outcomes[at] for cause in causes if not cause.suggestions for at in cause.outcomes]
        return Group(tuple(ordered), tuple(causes), tuple(bare), why)

    return list(starmap(group, grouped((key_of(c), c) for c in diagnosis.causes).items()))


def _keys(outcome: Outcome, based: set[int], material: Material) -> Iterator[tuple[object, ...]]:
    check, cause = outcome.check, outcome.check.rule.cause
    first = material.figures[check.figures[0]]
    in_table = first.place.table is not None
    if cause == "row" and in_table:
        yield "arrows", first.document, first.place.table, first.place.row
        return
    if cause == "tables":
        yield from (("between", i) for i in check.figures)
        return
    yield check.rule.id, check.figures
    if cause == "table" and check.rule.licence == "named":
        yield check.rule.id, first.document, first.indicator, first.scope
    if (share := as_share(check)) and share.whole in based:
        yield "base", share.whole


def _table(outcome: Outcome, material: Material) -> tuple[object, ...] | None:
    """The table of which a rule breaks, where several breaks of it have one cause."""
    check = outcome.check
    first = material.figures[check.figures[0]]
    of_table = check.rule.cause == "table" and first.place.table is not None
    return (check.rule.id, first.document, first.place.table) if of_table else None


def _values(outcome: Outcome, material: Material) -> set[object]:
    """The values that a check holds, each by its document, what it is of, and its digits."""
    figures = (material.figures[i] for i in outcome.check.figures)
    return {
        (f.document, f.indicator or f.label, f.scope, f.numeral.value)
        for f in figures
        if len(f.numeral.value.normalize().as_tuple().digits) >= TELLING
    }


def _telling_first(outcome: Outcome, material: Material) -> tuple[bool | int | float, ...]:
    """What is impossible, then what misses by the larger share, and of equals the largest figure.

    What breaks within a document goes before what it breaks between documents.
    The first digit is compared: small shares miss by more or less for their rounding alone.
    """
    figure = material.figures[outcome.check.figures[0]]
    value = float(figure.numeral.value) or 1.0
    off = float(f"{abs(float(outcome.difference or 0) / value):.0e}")
    in_text = figure.place.table is None
    severity = SEVERITIES.index(outcome.severity)
    between, possible = outcome.check.licence == "between", outcome.verdict != "impossible"
    return between, in_text, severity, possible, -off, -abs(value)


def _common(outcomes: Sequence[Outcome], material: Material) -> dict[int, object]:
    """Give those that fail, so many and so large a share of all, for one cause its key."""
    decided = ((at, o.check) for at, o in enumerate(outcomes) if o.verdict != "undecidable")
    compared = grouped((_compared(check, material), at) for at, check in decided)
    found: dict[int, object] = {}
    for key, members in compared.items():
        failed = [at for at in members if outcomes[at].failed]
        of_all = OF_LINES if isinstance(key, Lane) else OF_ALL
        if key and len(failed) >= MANY and len(failed) >= of_all * len(members):
            found.update(dict.fromkeys(failed, key))
    return found


def _compared(check: Check, material: Material) -> Hashable | None:
    """What is compared: parts of documents (tables, or the text), or arrows along some lines."""
    cause = check.rule.cause
    if cause == "documents":
        return ("periods", *(material.figures[i].document for i in check.figures))
    if cause not in ("year", "tables"):
        figures = [material.figures[i] for i in check.figures]
        lane = lane_of(figures) if check.ties_priors else None
        return lane._replace(at=None) if lane and lane.table is not None else None
    one, other = (material.figures[i] for i in check.figures[:2])
    if cause == "tables":
        tables = one.place.table is not None and other.place.table is not None
        where = (one.document, one.place.table, other.document, other.place.table)
        return ("between tables", *where) if tables else None
    return ("prior year", one.document, one.place.table, other.document)


def _rows_left_out(outcomes: Sequence[Outcome], material: Material) -> dict[int, object]:
    """Give totals that miss by one row of theirs, in every column that it prints, that row.

    Where every column falls short, and by no row that is printed, one row is missing, unless a
    slip explains each of them: numbers of a row are hardly ever so.
    """
    figures, down = material.figures, enumerate(outcomes)
    sums = {at: t for at, o in down if o.check.rule.for_each == "column" and (t := added(o.check))}
    wholes = ((at, figures[total.whole]) for at, total in sums.items())
    totals = grouped(((f.document, f.place.table, f.place.row), at) for at, f in wholes)
    found: dict[int, object] = {}
    for total_row, own in totals.items():
        failed = [at for at in own if outcomes[at].verdict == "breaks"]
        if len(failed) < LEAST_COLUMNS:
            continue
        falls = (o for at in failed if ((o := outcomes[at]).difference or 0) <= 0)
        short = all(any(step.by == "short" for step in o.weight) for o in falls)
        gaps = [step.digits for at in failed for step in outcomes[at].weight if step.by == "gap"]
        if short and min(gaps, default=0.0) <= 0 and len(own) == len(failed):
            found.update(dict.fromkeys(failed, LeftOut(None, False, total_row)))
        rows = []  # that are just what a sum of rows misses by
        for at in failed:
            gap = outcomes[at].difference
            missed = (f for f in sums[at].worth(gap, figures) if f.exact and f.numeral.value > 0)
            rows.append({LeftOut(f.place.row, gap == f.numeral.value) for f in missed})
        for row in set.intersection(*rows):
            parts = ([figures[i] for i in sums[at].parts] for at in own)
            printed = sum(
                any(f.place.row == row.row and f.numeral.value for f in listed) for listed in parts
            )
            if printed == len(failed):
                found.update(dict.fromkeys(failed, row))
    return found


def of_one_cause(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those of a group that are so many, each of other figures, that one sentence tells all."""
    lead = next((o.check.rule for o in outcomes if o.check.rule.many), None)
    alike = [o for o in outcomes if lead and o.check.rule.many and o.check.rule.cause == lead.cause]
    ends = [{o.check.figures[end] for o in alike} for end in (0, -1)]
    return alike if min(map(len, ends)) >= MANY else []


LEAST_ARROWS: Final = 3
"""Failing arrows in one row; fewer are single slips."""
BETTER: Final = 2
"""How many more arrows must be possible after a shift than as printed."""
LEAST_PARTS: Final = 3
"""Priors of fewer parts tie by chance when one is left out."""
MOST_LINES: Final = 24
"""Lines that are compared in pairs."""
_ONE: Final = Interval.point(1)


def explained(group: Group, material: Material) -> Iterator[Words]:
    """Say all that failing checks of one cause show; why they go together, for a start."""
    checks = [outcome.check for outcome in group.outcomes]
    if isinstance(group.why, LeftOut):
        yield _left_out(group.why, checks[0], material)
    if isinstance(group.why, Lane):
        yield from _of_lines(group.why, checks, material)
    yield from _shifted(checks, material)
    yield from _lacking(group.unrepaired, material)
    over_time = all(LENGTHS.keys() & check.terms.keys() for check in checks)
    for whole, shares in shares_by_whole(() if over_time else checks).items():
        if common := common_base(shares, material):  # not the one they are held against
            yield base_words(whole, common, len(shares), material)
    for check in checks:
        yield from _without_a_part(check, material)
    for outcome in group.outcomes:
        if rounded_to(outcome, material):
            yield worded("whole-numbers")


def _shifted(checks: Sequence[Check], material: Material) -> Iterator[Words]:
    """A row of arrows that can't be stands one cell off, or is divided by this year's figures."""
    arrows = [check for check in checks if check.rule.cause == "row"]
    if len(arrows) < LEAST_ARROWS:
        return
    row = [material.figures[i] for i in Sheet(material).lines(arrows[0].figures[0])[0]]
    tries = {by: _possible(row, by) for by in (0, 1, -1)}
    by = max((1, -1), key=lambda s: sum(tries[s]))
    found, other = sum(tries[by]), tries[by][1]
    if found >= sum(tries[0]) + BETTER and found > tries[0][0] + BETTER:
        printed = sum(figure.change is not None for figure in row)
        yield worded("shifted", right=by > 0, n=printed, found=found, other=other or "")


def _possible(row: Sequence[Figure], by: int) -> tuple[int, int]:
    """How many arrows can be, properly and only over this year's figure, each moved by ``by``."""
    moved = [
        replace(figure, change=row[at - by].change)
        for at, figure in enumerate(row)
        if 0 <= at - by < len(row) and figure.exact
    ]
    others = [f for f in moved if undone(f) is None]
    over_this_year = 0
    for figure in others if by else ():
        if figure.change is not None and figure.change.kind == "relative":
            growth = of_change(figure.change)
            priors = ((_ONE - c) * figure.interval for c in (growth.rounded, growth.truncated))
            counts = (prior.intersection(Interval(Fraction(0), None)) for prior in priors)
            over_this_year += any(count and count.whole() for count in counts)
    return len(moved) - len(others), over_this_year


class LeftOut(NamedTuple):
    """A row that a total misses by in every column: it left it out, or counted it ``twice``.

    None where no row that is printed is as large: one may be missing above that ``total``.
    """

    row: int | None
    twice: bool
    total: object = None


def _left_out(row: LeftOut, check: Check, material: Material) -> Words:
    figures = [material.figures[i] for i in check.figures]
    if row.row is None:
        return worded("row-missing", total=" / ".join(figures[0].row_path))
    part = next(f for f in figures[1:] if f.place.row == row.row)
    total, name = (" / ".join(figure.row_path) for figure in (figures[0], part))
    return worded("left-out", total=total, row=name, twice=row.twice)


def _of_lines(lines: Lane, checks: Sequence[Check], material: Material) -> Iterator[Words]:
    """Arrows fail along the same lines: two print the same ones, or one is from elsewhere."""
    figures = [[material.figures[i] for i in check.figures] for check in checks]
    rows, copied = lines.along == "column", False
    for one, other in combinations(range(min(*map(len, figures), MOST_LINES)), 2):
        pairs = [(row[one], row[other]) for row in figures]
        texts = [tuple(f.change.text for f in pair if f.change) for pair in pairs]
        if all(len(set(pair)) == 1 for pair in texts) and len(set(texts)) > 1:
            paths = (f.row_path if rows else f.column_path for f in pairs[0])
            names = [header_unit(path[-1])[0] if path else "" for path in paths]
            copied = True
            yield worded("arrows-copied", one=names[0], other=names[1])
    if not copied:
        yield worded("arrows-elsewhere", rows=rows, n=len(checks))


def _lacking(outcomes: Sequence[Outcome], material: Material) -> Iterator[Words]:
    """Sums that lack a part throughout a table: what is missing in each row adds up by itself."""
    own = (o for o in outcomes if not o.check.is_between)
    sums = [o for o in own if added(o.check) and o.difference]
    exact = [o for o in sums if all(material.figures[i].exact for i in o.check.figures)]
    sizes = [abs(o.difference) for o in exact or sums if o.difference]
    if len({(o.check.rule.id, (o.difference or 0) > 0) for o in sums}) == 1 < len(sums):
        alone = len(sizes) > 2 and any(size * 2 == sum(sizes) for size in sizes)
        listed = Words("、".join(map(_count, sizes)), ", ".join(map(_count, sizes)))
        less = (sums[0].difference or 0) > 0
        yield worded("lacking", less=less, sizes=listed, alone=alone)


def _count(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):g}"


def _without_a_part(check: Check, material: Material) -> Iterator[Words]:
    """Implied priors tie once a part is left out: last year's whole did not hold it."""
    if not check.ties_priors:
        return
    (whole_term, whole), (part_term, parts) = check.terms.items()
    for left_out in parts if len(parts) >= LEAST_PARTS else ():
        others = tuple(i for i in parts if i != left_out)
        without = replace(check, terms={whole_term: whole, part_term: others})
        if Trial(material.figures).ties(without):
            figure = material.figures[left_out]
            name = figure.column_path[-1] if figure.column_path else figure.label
            yield worded("prior-part", name=name)
