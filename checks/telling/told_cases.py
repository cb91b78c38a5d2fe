"""The cases beside a rule, with the message that a finding of them would carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.checks.equations.case_figures import LENGTHS
from gouji.checks.equations.cases import CaseOutcome, run_case
from gouji.checks.equations.equation import compiled
from gouji.checks.finding import Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.outcomes import settle
from gouji.checks.telling.sentences import sentence
from gouji.documents.document import Place
from gouji.figures.figure import Figure, Numeral
from gouji.figures.interval import Interval
from gouji.figures.meaning import Meaning
from gouji.figures.numbers.numeral import scan_cell
from gouji.rules.rule import Case, Rule
from gouji.rules.vocabulary import Vocabulary

_UNITS = {"relative": "%", "points": "个百分点", "multiple": "倍"}
_TOLD = ("breaks", "impossible", "conflict", "unexplained-remainder")


def told_case(rule: Rule, case: Case) -> CaseOutcome:
    """Decide a case, and hold what it is to say against its message and its working."""
    outcome = run_case(rule, case)
    message = _message(rule, case) if outcome.got in _TOLD else None
    said = _says(case.says, outcome.working, message)
    return replace(outcome, message=message, ok=outcome.ok and said)


def _says(wanted: str | dict[str, str] | None, working: Words, message: Words | None) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, str):
        return any(wanted in words for words in (*working, *(message or ())))
    return message is not None and wanted["zh"] in message.zh and wanted["en"] in message.en


def _message(rule: Rule, case: Case) -> Words | None:
    """Tell the case as if a document printed its figures."""
    printed: dict[str, tuple[int, ...]] = {}
    figures: list[Figure] = []
    between = rule.licence == "between"
    for name, texts in case.figures.items():
        listed = (texts,) if isinstance(texts, str) else texts
        document = f"{len(printed) + 1}.md" if between else ""
        read = (_figure(text, name, document, len(figures) + n) for n, text in enumerate(listed, 1))
        found = [figure for figure in read if figure]
        printed[name.replace("@", "")] = tuple(range(len(figures), len(figures) + len(found)))
        figures += found
    material = Material((), Meaning(Vocabulary(())), tuple(figures))
    checks = list(_checks(rule, printed))
    settled = settle(checks, material)
    return sentence(settled[0], material) if settled else None


def _checks(rule: Rule, printed: dict[str, tuple[int, ...]]) -> Iterator[Check]:
    """One check for each equation that has a place for every figure."""
    for alternative, comparison in enumerate(rule.equations):
        slots = compiled(comparison).slots
        if printed.keys() <= slots.keys():
            terms = {key: printed[key] for key in slots if key in printed}
            missing = tuple(k for k, s in slots.items() if k not in terms and not s.optional)
            yield Check(rule, terms, alternative, missing, group=0)


def _figure(text: str, name: str, document: str, number: int) -> Figure | None:
    """The figure that a case prints under a name; a change by itself is one as well."""
    label = name.removeprefix("prior(").removesuffix(")").removeprefix("@")
    printed = next(iter(scan_cell(text)), None)
    if printed is None:
        return _length(text, label) if label in LENGTHS else None
    alone, numeral = printed.alone, printed.numeral
    numeral = alone.numeral if alone else numeral
    whole = printed.quantity == "count" and numeral.scale == numeral.step == 1
    exact = whole and not numeral.hedge and not alone
    return Figure(
        document,
        Place(line=number),
        numeral,
        Interval.of(numeral.value, numeral.step, numeral.hedge, exact),
        unit=_UNITS.get(alone.kind, "") if alone else printed.unit,
        quantity=printed.quantity,
        exact=exact,
        column_path=(label,),
        change=alone or printed.change,
        number=number,
    )


def _length(text: str, label: str) -> Figure:
    """How long a period is: ``366天``."""
    digits = text.rstrip("天周个月")
    numeral, point = Numeral(digits, Decimal(digits), Decimal(1)), Interval.point(int(digits))
    return Figure("", Place(), numeral, point, LENGTHS[label], "count", True, column_path=(label,))
