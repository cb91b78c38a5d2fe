"""``gouji rules …``: rules listed, explained and tested, where they bind, what they may name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import yaml

from gouji.checks.engagement import engage, meaning_of
from gouji.checks.lint import lint as found_in
from gouji.checks.references import REFERENCES
from gouji.checks.telling.told_cases import told_case
from gouji.checks.why import Site, sites
from gouji.figures.reading import read_all
from gouji.reports.commands import switches
from gouji.reports.commands.asking import Told, engaged, rules_for, settings_for
from gouji.reports.commands.rule_pages import page
from gouji.reports.commands.word_commands import words
from gouji.reports.saying.lines import block, in_columns
from gouji.reports.saying.phrases import in_both, say
from gouji.reports.saying.shared_sentences import where_in_full
from gouji.rules import scaffold
from gouji.rules.problem import refuse, unknown
from gouji.rules.rule import Rule
from gouji.rules.validation import schema_text
from gouji.rules.vocabulary import Indicator, Member
from gouji.texts.bilingual import Lang

MOST_SITES = 60
"""More places than these are counted, not listed."""

rules = switches.BilingualGroup("rules")
rules.add_command(words)


@rules.command("list")
@switches.RULING
def list_(**asked: Any) -> Told:
    """列出规则 / List rules by pack."""
    loaded, lang = rules_for(asked)
    lines = []
    for pack, members in groupby(loaded, key=lambda rule: rule.pack):
        rows = [(r.id, say(r.severity, lang), r.told("title", lang)) for r in members]
        lines += [pack, *in_columns(rows, "  ")]
    return Told(block(lines))


@rules.command()
@switches.IDS
@switches.RULING
def show(ids: tuple[str, ...], **asked: Any) -> Told:
    """规则的写法（覆盖之后） / A rule as it is written, after all overrides."""
    loaded, _ = rules_for(asked)
    shown = []
    for rule in _find(loaded, ids):
        entry = {**rule.written, "severity": rule.severity}
        written = yaml.safe_dump(
            [entry], allow_unicode=True, sort_keys=False, width=100, default_flow_style=None
        )
        shown.append(f"# {rule.place} ({rule.pack})\n{written}")
    return Told("\n".join(shown))


@rules.command()
@switches.IDS
@switches.RULING
def explain(ids: tuple[str, ...], **asked: Any) -> Told:
    """规则的说明：依据、适用、例子 / Why a rule holds, where it applies, examples."""
    loaded, lang = rules_for(asked)
    return Told("\n".join(page(rule, lang) for rule in _find(loaded, ids)))


def _find(known: Sequence[Rule], ids: Sequence[str]) -> list[Rule]:
    """Find rules by id; RuleError names those there are not, with what was probably meant."""
    by_id = {rule.id: rule for rule in known}
    refuse(unknown(id_, "rule", id_, by_id) for id_ in ids if id_ not in by_id)
    return [by_id[id_] for id_ in ids]


@rules.command()
@switches.RULING
def test(**asked: Any) -> Told:
    """运行规则旁的例子 / Run the cases that stand beside the rules."""
    loaded, lang = rules_for(asked)
    outcomes = [(rule, case, told_case(rule, case)) for rule in loaded for case in rule.cases]
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
    return Told(block([*failures, total]), code=1 if failures else 0)


@rules.command()
@switches.option("--on", "examples", multiple=True, type=switches.ANY)
@switches.RULING
def lint(examples: tuple[Path, ...], **asked: Any) -> Told:
    """查互相矛盾或重复的方程和未知指标 / Look for contradictions, repeats, unknown names."""
    settings, lang = settings_for(asked)
    e = engage(settings, examples, asked["packs"])
    reading = read_all(examples, e.meaning, e.limits, e.jobs)
    found = found_in(e.rules, e.meaning.vocabulary, reading.disclosures)
    lines = [
        f"{one.place}: {say(one.severity, lang)}: {one.rule}: {one.message.say(lang)}"
        for one in found
    ]
    total = say("rules-linted", lang, n=len(e.rules), found=len(found))
    code = int(any(one.severity != "note" for one in found))
    return Told(block([*lines, total]), reading.failures, code)


@rules.command()
@click.argument("rule", metavar="RULE")
@click.argument("file", metavar="FILE", type=switches.FILE)
@switches.ENGAGING
def why(rule: str, file: Path, **asked: Any) -> Told:
    """规则在文件里为何用上或没用上 / Why a rule bound in FILE or did not, place by place."""
    engagement, _, lang = engaged({**asked, "paths": (file,)})
    (wanted,) = _find(engagement.rules, (rule,))
    audit, _ = engagement.audited()
    found = sites(audit, wanted)
    equations = "; ".join(equation.text for equation in wanted.equations)
    lines = [f"{wanted.id}  {wanted.told('title', lang)}", f"  {equations}"]
    for site in found[:MOST_SITES]:
        figure = audit.material.figures[site.figures[0]]
        place = "  ".join(filter(None, (where_in_full(figure, lang), figure.label)))
        mark, told = "✓" if site.outcome else "✗", say("list-joint", lang).join(_became(site, lang))
        lines.append(f"{mark} {place}: {told}")
    if len(found) > MOST_SITES:
        lines.append(say("site-more", lang, n=len(found) - MOST_SITES))
    if not found:
        lines.append(say("site-nowhere", lang, because=wanted.told("because", lang)))
    n = sum(site.outcome is not None for site in found)
    lines.append(say("site-bound", lang, n=n, unbound=len(found) - n))
    return Told(block(lines), audit.result.unreadable)


def _became(site: Site, lang: Lang) -> Iterator[str]:
    if site.instead:
        yield say("site-instead", lang, rule=site.instead)
    for name in site.apart:
        yield say("site-apart", lang, name=name)
    for name, labels in site.lacking.items():
        if name in site.apart:
            continue
        near = say("site-near", lang, labels=say("list-joint", lang).join(labels))
        yield say("site-lacks", lang, name=name) + (near if labels else "")
    if site.outcome is not None:
        yield say(site.outcome.verdict, lang)
    elif not site.lacking:
        yield say("site-set-aside", lang)


@rules.command()
@switches.WORDS
@switches.RULING
def terms(wanted: tuple[str, ...], **asked: Any) -> Told:
    """方程里能写的名称：指标、范围、参考数 / What equations may name, all or what holds a WORD."""
    settings, lang = settings_for(asked)
    vocabulary = meaning_of(settings, asked["packs"]).vocabulary
    meant = [one for one in vocabulary.indicators if _holds(one, wanted)]
    indicators = ["; ".join((_with_aliases(one, lang), *_conditions(one))) for one in meant]
    slices = [_with_aliases(one, lang) for one in vocabulary.members if _holds(one, wanted)]
    references = [r for r in REFERENCES if not wanted or any(word in r for word in wanted)]
    sections = {"indicators": indicators, "slices": slices, "references": references}
    lines = []
    for head, rows in sections.items():
        lines += [say(f"terms-{head}", lang), *(f"  {row}" for row in rows)] if rows else []
    return Told(block(lines or [say("list-empty", lang)]))


def _holds(one: Indicator | Member, wanted: Sequence[str]) -> bool:
    names = [text.casefold() for text in (one.name, one.en, *one.aliases)]
    return not wanted or any(word.casefold() in name for word in wanted for name in names)


def _with_aliases(one: Indicator | Member, lang: Lang) -> str:
    said = f"{one.name} ({one.en})" if one.en and lang == "en" else one.name
    return " = ".join((said, "、".join(one.aliases))) if one.aliases else said


def _conditions(one: Indicator) -> Iterator[str]:
    """Where it is meant, in the keys of the vocabulary."""
    for key in ("unit", "under", "not-under", "beside", "not-beside"):
        words = getattr(one, key.replace("-", "_"))
        if words:
            yield f"{key} {words if key == 'unit' else '、'.join(words)}"


@rules.command()
@click.argument("id_", metavar="ID")
@switches.OUTPUT
def new(id_: str, output: Path | None) -> Told:
    """写一个带注释的规则包 / Write a pack with one rule, explained and with its cases."""
    file = output or Path(f"{id_}.yaml")
    said = in_both("pack-written", file=file)
    return Told(scaffold.pack(id_, str(file)), file=file, said=said, anew=True)


@rules.command()
@click.argument("name", type=click.Choice(["pack", "vocabulary", "settings"]), default="pack")
def schema(name: str) -> Told:
    """规则包等的 JSON Schema，供编辑器用 / JSON Schema of packs and others, for editors."""
    return Told(schema_text(name))
