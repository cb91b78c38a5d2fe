"""The cases beside a rule: printed figures in, the verdict and the message that they get out.

A case is read with the grammar of a document and settled as an audit would, so that a rule's
examples are the first tests of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from gouji.checks.equations.cases import figure_of
from gouji.checks.equations.equation import compiled, slot_key
from gouji.checks.equations.facets import CaseFigure, facet_of, seen
from gouji.checks.equations.settling import settle
from gouji.checks.equations.verdict import standing
from gouji.checks.equations.written import Amounts, written
from gouji.checks.material import Check, Material, Outcome
from gouji.checks.telling.sentences import sentence
from gouji.documents.document import Place
from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.rules.form import worded
from gouji.rules.rule import Case, Rule, Verdict
from gouji.rules.vocabulary import Vocabulary
from gouji.texts.bilingual import Words


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """What became of a case; ``working`` writes it out as one would by hand."""

    expected: Verdict
    got: Verdict
    working: Words
    ok: bool
    message: Words | None = None
    """What a finding would say of it, where it does not tie."""


def told_case(rule: Rule, case: Case) -> CaseOutcome:
    """Decide a case, and hold what it is to say against its message and its working."""
    tried = [_settled(rule, case, alternative) for alternative in _meant(rule, case)]
    outcome, material, texts = min(tried, key=lambda one: standing(one[0].verdict))
    expected = case.verdict
    # what is impossible, and a conflict, are breaks
    got = expected if outcome.verdict == rule.kind and expected == "breaks" else outcome.verdict
    working = _working(outcome, material, texts)
    message = sentence(outcome, material) if outcome.failed else None
    ok = got == expected and _says(case.says, working, message)
    return CaseOutcome(expected, got, working, ok, message)


def _says(wanted: str | dict[str, str] | None, working: Words, message: Words | None) -> bool:
    if isinstance(wanted, str):
        return any(wanted in words for words in (*working, *(message or ())))
    told = message and wanted and wanted["zh"] in message.zh and wanted["en"] in message.en
    return wanted is None or bool(told)


def _meant(rule: Rule, case: Case) -> Sequence[int]:
    """Choose the alternatives that have a place for every figure of the case, if any has."""
    given = set(map(_bare, case.figures))
    slots = [compiled(comparison).slots.keys() for comparison in rule.equations]
    fitting = [at for at, known in enumerate(slots) if given <= known]
    return fitting or range(len(rule.equations))


def _bare(name: str) -> str:
    """Name a slot without the mark of roles: ``prior(@合计)`` and ``prior(合计)`` are one."""
    return name.replace("@", "")


def _settled(rule: Rule, case: Case, alternative: int) -> tuple[Outcome, Material, Sequence[str]]:
    """Settle one equation as if a document, or several, printed the figures of the case.

    With their texts, which hold what is printed around a number.
    """
    template = compiled(rule.equations[alternative])
    means = [tuple(map(slot_key, c.arguments)) for c in template.calls if c.function == "mean"]
    weights = {weight for _, *listed in means for weight in listed}
    given = {_bare(name): printed for name, printed in case.figures.items()}
    figures: list[Figure] = []
    texts: list[str] = []
    terms: dict[str, tuple[int, ...]] = {}
    for key, slot in template.slots.items():
        printed = given.get(key, ())
        document = f"{len(terms) + 1}.md" if rule.licence == "between" else ""
        for text in (printed,) if isinstance(printed, str) else printed:
            read = figure_of(text, slot, is_mean=bool(means) and key not in weights)
            if read is not None and _open(read, key) is not None:
                at = len(figures)
                terms[key] = (*terms.get(key, ()), at)
                place = Place(line=at + 1)
                figures.append(replace(read, document=document, place=place, number=at + 1))
                texts.append(text)
    missing = tuple(k for k, slot in template.slots.items() if not (slot.optional or k in terms))
    material = Material((), Meaning(Vocabulary(())), tuple(figures))
    check = Check(rule, terms, alternative, missing, group=0)
    # a mean of more or fewer values than weights says nothing
    uneven = any(len({len(terms.get(slot, ())) for slot in slots}) > 1 for slots in means)
    (outcome,) = [Outcome(check, "undecidable")] if uneven else settle([check], material)
    return outcome, material, texts


def _working(outcome: Outcome, material: Material, texts: Sequence[str]) -> Words:
    """Write a case out; a prior that has to be whole is shown with its bounds."""
    check, comparison = outcome.check, outcome.check.comparison
    printed = {
        term: tuple(
            replace(found, text=found.text and texts[i])
            for i in at
            if (found := _open(material.figures[i], term))
        )
        for term, at in check.terms.items()
    }
    figure = next((one for listed in printed.values() for one in listed), None)
    low, high = (figure.rounded.low, figure.rounded.high) if figure else (None, None)
    if check.asks_whole_prior and figure and low is not None and high is not None:
        bounds = " … ".join(map(Amounts([figure], figure).say, map(Fraction, (low, high))))
        return worded("case-prior", bounds=bounds, whole=outcome.ties)
    if outcome.verdict != "undecidable":
        return written(comparison, printed, ties=outcome.ties)
    slots = compiled(comparison).slots.values()
    missing = [s.key for s in slots if not s.optional and not printed.get(s.key)]
    if not missing:
        return worded("case-divisor")
    return worded("case-lacks", some=Words("、".join(missing), ", ".join(missing)))


def _open(figure: Figure, term: str) -> CaseFigure | None:
    """What a term means of a figure; its prior as computed, whole or not."""
    prior = facet_of(term) == "prior"
    return seen(replace(figure, exact=False) if prior else figure, facet_of(term))
