"""What the relations allow at all: the relations are known here, nothing is read from the print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from benchmarks.slips.draft import Draft, Number
from gouji.checks.equations.cells import READINGS, Cell, Trial, cells_of, wanted
from gouji.checks.material import Check
from gouji.documents.document import Place
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.figures.numbers.numeral import Printed, scan_cell
from gouji.rules.language import parse
from gouji.rules.rule import Rule

_EQUATIONS = {
    "sum": ("@whole = sum(@parts)", None),
    "sum-loose": ("@whole = sum(@parts)", None),
    "mean": ("@whole = mean(@parts, @weights)", None),
    "share": ("@share = @part / @whole", None),
    "change": ("@变化 = @now / @prior - 1", None),
    "prior-sum": ("prior(@whole) = sum(prior(@parts))", None),
    "prior-whole": ("prior(@now) >= 0", "prior-whole"),
    "at-most-all": ("@变化 >= -100%", None),
    "bounds": ("0 <= @rate <= 100%", None),
    "same": ("@one = @other", None),
}


@dataclass(frozen=True)
class Ceiling:
    """Whether the slip breaks any relation, and which numbers could each be the wrong one."""

    decidable: bool
    candidates: frozenset[int]


class UnreadableError(Exception):
    """The slip made a cell that no longer reads as the numbers it holds."""


def ceiling(draft: Draft, replaced: Mapping[int, str]) -> Ceiling:
    """Evaluate the draft's own relations over the replaced numbers."""
    figures, owners = _figures(draft, replaced)
    trial = Trial(figures)
    checks = _checks(draft)
    failed = [c for c in checks if not trial.ties(c)]
    cells: frozenset[Cell] = frozenset(cells_of(failed[0])) if failed else frozenset()
    for check in failed:
        cells &= frozenset(cells_of(check))
    found = {owners[c] for c in cells if c in owners and _possible(c, checks, trial)}
    return Ceiling(bool(failed), frozenset(found))


def _possible(cell: Cell, checks: list[Check], trial: Trial) -> bool:
    """Whether some value of the cell lets all relations tie that read it."""
    for reading in READINGS:
        common: Interval | None = Interval(None, None)
        for check in checks:
            if cell in cells_of(check):
                one = wanted(check, cell, trial, reading)
                common = common.intersection(one) if common and one else None
        if common is not None and (not trial[cell.figure].exact or common.whole()):
            return True
    return False


def _figures(draft: Draft, replaced: Mapping[int, str]) -> tuple[list[Figure], dict[Cell, int]]:
    figures: list[Figure] = []
    owners: dict[Cell, int] = {}
    for number in draft.numbers:
        figures.append(_figure(draft, number, replaced))
        owners[Cell(number.id, "value")] = number.id
    for number in draft.numbers:
        if number.owner is not None:
            change = _scanned(number, replaced).alone
            if change is None:
                raise UnreadableError
            figures[number.owner] = replace(figures[number.owner], change=change)
            owners[Cell(number.owner, "change")] = number.id
    return figures, owners


def _scanned(number: Number, replaced: Mapping[int, str]) -> Printed:
    found = scan_cell(replaced.get(number.id, number.text))
    if len(found) != 1:
        raise UnreadableError
    return found[0]


def _figure(draft: Draft, number: Number, replaced: Mapping[int, str]) -> Figure:
    printed = _scanned(number, replaced)
    numeral = printed.numeral
    exact = number.kind == "count" and numeral.scale == 1 and numeral.step == 1
    return Figure(
        document="",
        place=Place(table=number.table, row=number.row, column=number.column),
        numeral=numeral,
        interval=numeral.interval(exact),
        unit="%" if number.kind in ("share", "rate") else "",
        quantity="rate" if number.kind in ("share", "rate") else "count",
        exact=exact,
    )


def _checks(draft: Draft) -> list[Check]:
    checks = [_check(r.name, dict(r.terms)) for r in draft.relations if r.name != "change"]
    changes = (dict(r.terms) for r in draft.relations if r.name == "change")
    checks += [_check("change", {"变化": terms["now"], **terms}) for terms in changes]
    for number in draft.numbers:
        if number.kind == "change" and number.owner is not None:
            checks.append(_check("prior-whole", {"prior(now)": (number.owner,)}))
            checks.append(_check("at-most-all", {"变化": (number.owner,)}))
        elif number.kind in ("share", "rate"):
            checks.append(_check("bounds", {"rate": (number.id,)}))
    return checks


def _check(name: str, terms: dict[str, tuple[int, ...]]) -> Check:
    text, shape = _EQUATIONS[name]
    if name == "prior-sum":
        terms = {f"prior({k})": v for k, v in terms.items()}
    rule = Rule(name, name, name, (parse(text),), "row", "error", "", shape=shape)
    return Check(rule, terms)
