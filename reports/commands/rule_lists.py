"""Rules for the terminal: a list of them, one as it is written, their cases, remarks on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from gouji.checks.audit import unreadable_of
from gouji.checks.engagement import Engagement
from gouji.checks.finding import Lang, Unreadable
from gouji.checks.lint import Lint, lint
from gouji.checks.telling.told_cases import told_case
from gouji.figures.reading import read_all
from gouji.reports.saying.lines import in_columns
from gouji.reports.saying.phrases import say
from gouji.reports.saying.untrusted import printable
from gouji.rules.problem import Problem, RuleError, unknown
from gouji.rules.rule import Many, Rule


def listing(rules: Iterable[Rule], lang: Lang) -> str:
    """List rules by pack: id, severity, title."""
    lines = []
    for pack, members in groupby(rules, key=lambda rule: rule.pack):
        rows = [(r.id, say(r.severity, lang), _title(r, lang)) for r in members]
        lines += [printable(pack), *in_columns(rows, "  ")]
    return "\n".join(lines) + "\n"


def _title(rule: Rule, lang: Lang) -> str:
    return rule.title if lang == "zh" else rule.title_en


def find(rules: Sequence[Rule], ids: Sequence[str]) -> list[Rule]:
    """Find rules by id; RuleError names those there are not, with what was probably meant."""
    known = {rule.id: rule for rule in rules}
    if lost := [id_ for id_ in ids if id_ not in known]:
        raise RuleError([_unplaced(id_, known) for id_ in lost])
    return [known[id_] for id_ in ids]


def _unplaced(id_: str, known: Iterable[str]) -> Problem:
    return unknown(id_, "规则", "rule", id_, known)


def source(rule: Rule) -> str:
    """Write a rule as it stands after all overrides, in the words of a pack."""
    written = yaml.safe_dump(
        [_entry(rule)], allow_unicode=True, sort_keys=False, width=100, default_flow_style=None
    )
    return f"# {rule.place} ({rule.pack})\n{written}"


def _entry(rule: Rule) -> dict[str, Any]:
    texts = [equation.text for equation in rule.equations]
    said = {
        "id": rule.id,
        "title": rule.title,
        "title-en": rule.title_en,
        "shape": rule.shape,
        "equation": texts[0] if len(texts) == 1 else texts,
        "for-each": rule.for_each,
        "within": list(rule.within),
        "exhaustive": None if rule.exhaustive else False,
        "break": None if rule.kind == "breaks" else rule.kind,
        "licence": None if rule.licence == "named" else rule.licence,
        "readings": list(rule.readings),
        "whole": rule.whole or None,
        "cause": rule.cause,
        "severity": rule.severity,
        "says": [{"zh": says.text[0], "en": says.text[1]} for says in rule.says],
        "many": _many(rule.many),
        "because": rule.because,
        "because-en": rule.because_en,
        "innocent": list(rule.innocent),
        "innocent-en": list(rule.innocent_en),
        "cases": [_case(case.verdict, case.figures, case.says) for case in rule.cases],
    }
    return {key: value for key, value in said.items() if value not in (None, "", [])}


def _many(many: Many | None) -> dict[str, Any] | None:
    if many is None:
        return None
    told: dict[str, Any] = {"zh": many.says.text[0], "en": many.says.text[1]}
    if many.each:
        told["each"] = {"zh": many.each.text[0], "en": many.each.text[1]}
    return told


def _case(
    verdict: str, figures: dict[str, Any], says: str | dict[str, str] | None
) -> dict[str, Any]:
    printed = {
        name: text if isinstance(text, str) else list(text) for name, text in figures.items()
    }
    return {verdict: printed, **({"says": says} if says else {})}


def _one(says: str | dict[str, str], lang: Lang) -> str:
    return says if isinstance(says, str) else says.get(lang, "")


def tested(rules: Iterable[Rule], lang: Lang) -> tuple[str, bool]:
    """Run the cases of rules; tell those that fail, and whether all went as expected."""
    failures, n = [], 0
    for rule in rules:
        for case in rule.cases:
            n += 1
            outcome = told_case(rule, case)
            if not outcome.ok:
                expected, got = say(outcome.expected, lang), say(outcome.got, lang)
                told = say("case-expected", lang, expected=expected, got=got)
                told += say("case-says", lang, says=_one(case.says, lang)) if case.says else ""
                said = (outcome.message or outcome.working).say(lang)
                failures.append(f"{case.place}: {rule.id}: {told}: {said}")
    total = say("rules-tested", lang, n=n, failed=len(failures))
    return "\n".join(map(printable, (*failures, total))) + "\n", not failures


def looked_over(
    engagement: Engagement, examples: Sequence[Path], lang: Lang
) -> tuple[str, tuple[Unreadable, ...], bool]:
    """Lint an engagement's rules: the remarks, what could not be read, and if all are but notes."""
    e = engagement
    reading = read_all(examples, e.meaning, e.limits, e.jobs)
    found = lint(e.rules, e.meaning.vocabulary, reading.disclosures)
    failed = tuple(map(unreadable_of, reading.failures))
    return _remarks(e.rules, found, lang), failed, all(r.severity == "note" for r in found)


def _remarks(rules: Sequence[Rule], found: Sequence[Lint], lang: Lang) -> str:
    return "\n".join((*map(printable, _lines(found, lang)), _counted(rules, found, lang))) + "\n"


def _lines(found: Iterable[Lint], lang: Lang) -> Iterator[str]:
    for remark in found:
        severity, said = say(remark.severity, lang), remark.message.say(lang)
        yield f"{remark.place}: {severity}: {remark.rule}: {said}"


def _counted(rules: Sequence[Rule], found: Sequence[Lint], lang: Lang) -> str:
    return say("rules-linted", lang, n=len(rules), found=len(found))
