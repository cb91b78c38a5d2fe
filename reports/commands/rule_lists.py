"""What ``gouji rules`` prints: rules, their cases, remarks, where they bind, what they may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from gouji.checks.audit import Audit, unreadable_of
from gouji.checks.engagement import Engagement
from gouji.checks.finding import Lang
from gouji.checks.lint import lint
from gouji.checks.references import REFERENCES
from gouji.checks.telling.told_cases import told_case
from gouji.checks.why import Site, sites
from gouji.figures.reading import read_all
from gouji.reports.commands.asking import Told
from gouji.reports.saying.lines import block, in_columns, printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import where_in_full
from gouji.rules.language import Comparison
from gouji.rules.problem import refuse, unknown
from gouji.rules.rule import Case, Many, Rule
from gouji.rules.sentence import Says
from gouji.rules.vocabulary import Indicator, Member, Vocabulary

_KEYS = {"equations": "equation", "kind": "break"}
"""What a pack calls by another name than the field of a rule."""
_NOT_WRITTEN = ("pack", "place")
MOST_SITES = 60
"""More places than these are counted, not listed."""


def listing(rules: Iterable[Rule], lang: Lang) -> str:
    """List rules by pack: id, severity, title."""
    lines = []
    for pack, members in groupby(rules, key=lambda rule: rule.pack):
        rows = [(r.id, say(r.severity, lang), r.told("title", lang)) for r in members]
        lines += [printable(pack), *in_columns(rows, "  ")]
    return "\n".join(lines) + "\n"


def find(rules: Sequence[Rule], ids: Sequence[str]) -> list[Rule]:
    """Find rules by id; RuleError names those there are not, with what was probably meant."""
    known = {rule.id: rule for rule in rules}
    refuse(unknown(id_, "规则", "rule", id_, known) for id_ in ids if id_ not in known)
    return [known[id_] for id_ in ids]


def source(rule: Rule) -> str:
    """Write a rule as it stands after all overrides, in the words of a pack."""
    written = yaml.safe_dump(
        [_entry(rule)], allow_unicode=True, sort_keys=False, width=100, default_flow_style=None
    )
    return f"# {rule.place} ({rule.pack})\n{written}"


def _entry(rule: Rule) -> dict[str, Any]:
    """What a rule says beyond what is meant where nothing is; its cause depends on the rest."""
    said = {f.name: getattr(rule, f.name) for f in fields(rule) if f.name not in _NOT_WRITTEN}
    usual = {f.name: f.default for f in fields(rule) if f.name != "cause"}
    return {
        _KEYS.get(name, name.replace("_", "-")): _written(value)
        for name, value in said.items()
        if value != usual.get(name)
    }


def _written(value: Any) -> Any:
    if isinstance(value, Comparison):
        return value.text
    if isinstance(value, Says):
        return dict(zip(("zh", "en"), value.text, strict=True))
    if isinstance(value, Many):
        each = {"each": _written(value.each)} if value.each else {}
        return {**_written(value.says), **each}
    if isinstance(value, Case):
        figures = {name: _written(text) for name, text in value.figures.items()}
        return {value.verdict: figures, **({"says": value.says} if value.says else {})}
    return list(map(_written, value)) if isinstance(value, tuple) else value


def tested(rules: Iterable[Rule], lang: Lang) -> Told:
    """Run the cases of rules; tell those that fail, and exit 1 where any does."""
    outcomes = [(rule, case, told_case(rule, case)) for rule in rules for case in rule.cases]
    failures = []
    for rule, case, outcome in outcomes:
        if not outcome.ok:
            expected, got = say(outcome.expected, lang), say(outcome.got, lang)
            told = say("case-expected", lang, expected=expected, got=got)
            says = case.says.get(lang, "") if isinstance(case.says, dict) else case.says
            told += say("case-says", lang, says=says) if case.says else ""
            said = (outcome.message or outcome.working).say(lang)
            failures.append(f"{case.place}: {rule.id}: {told}: {said}")
    total = say("rules-tested", lang, n=len(outcomes), failed=len(failures))
    return Told(block([*failures, total]), lang, code=1 if failures else 0)


def looked_over(engagement: Engagement, examples: Sequence[Path], lang: Lang) -> Told:
    """Lint an engagement's rules; exit 1 where there is more than notes."""
    e = engagement
    reading = read_all(examples, e.meaning, e.limits, e.jobs)
    found = lint(e.rules, e.meaning.vocabulary, reading.disclosures)
    lines = [
        f"{one.place}: {say(one.severity, lang)}: {one.rule}: {one.message.say(lang)}"
        for one in found
    ]
    total = say("rules-linted", lang, n=len(e.rules), found=len(found))
    failed = tuple(map(unreadable_of, reading.failures))
    only_notes = all(one.severity == "note" for one in found)
    return Told(block([*lines, total]), lang, failed, 0 if only_notes else 1)


def told_sites(audit: Audit, rule: Rule, lang: Lang) -> str:
    """Why a rule bound or did not: the rule with its equations, then a line a place."""
    found = sites(audit, rule)
    equations = "; ".join(equation.text for equation in rule.equations)
    lines = [f"{rule.id}  {rule.told('title', lang)}", f"  {equations}"]
    lines += [_site(site, audit, lang) for site in found[:MOST_SITES]]
    if len(found) > MOST_SITES:
        lines.append(say("site-more", lang, n=len(found) - MOST_SITES))
    if not found:
        lines.append(say("site-nowhere", lang, because=rule.told("because", lang)))
    n = sum(site.outcome is not None for site in found)
    lines.append(say("site-bound", lang, n=n, unbound=len(found) - n))
    return block(lines)


def _site(site: Site, audit: Audit, lang: Lang) -> str:
    figure = audit.material.figures[site.figures[0]]
    place = "  ".join(filter(None, (where_in_full(figure, lang), figure.label)))
    mark = "✗" if site.outcome is None else "✓"
    return f"{mark} {place}: {say('list-joint', lang).join(_became(site, lang))}"


def _became(site: Site, lang: Lang) -> Iterator[str]:
    if site.instead:
        yield say("site-instead", lang, rule=site.instead)
    for name in site.apart:
        yield say("site-apart", lang, name=name)
    for name, labels in site.lacking.items():
        if name in site.apart:
            continue
        near = say("list-joint", lang).join(labels)
        yield say("site-lacks", lang, name=name) + (
            say("site-near", lang, labels=near) if near else ""
        )
    if site.outcome is not None:
        yield say(site.outcome.verdict, lang)
    elif not site.lacking:
        yield say("site-set-aside", lang)


def terms(vocabulary: Vocabulary, words: Sequence[str], lang: Lang) -> str:
    """List what equations may name, or what has one of ``words`` in its name or an alias."""
    meant = [one for one in vocabulary.indicators if _holds(one, words)]
    indicators = ["; ".join((_with_aliases(one, lang), *_conditions(one))) for one in meant]
    slices = [_with_aliases(member, lang) for member in vocabulary.members if _holds(member, words)]
    references = [r for r in REFERENCES if not words or any(word in r for word in words)]
    sections = {"indicators": indicators, "slices": slices, "references": references}
    lines = [
        line
        for head, rows in sections.items()
        if rows
        for line in (say(f"terms-{head}", lang), *(f"  {row}" for row in rows))
    ]
    return block(lines or [say("list-empty", lang)])


def _holds(one: Indicator | Member, words: Sequence[str]) -> bool:
    names = [text.casefold() for text in (one.name, one.en, *one.aliases)]
    return not words or any(word.casefold() in name for word in words for name in names)


def _with_aliases(one: Indicator | Member, lang: Lang) -> str:
    said = f"{one.name} ({one.en})" if one.en and lang == "en" else one.name
    return " = ".join((said, "、".join(one.aliases))) if one.aliases else said


def _conditions(one: Indicator) -> Iterator[str]:
    """Where it is meant, in the keys of the vocabulary."""
    told = {
        "unit": (one.unit,) if one.unit else (),
        "under": one.under,
        "not-under": one.not_under,
        "beside": one.beside,
        "not-beside": one.not_beside,
    }
    yield from (f"{key} {'、'.join(words)}" for key, words in told.items() if words)
