"""``gouji rules …``: what each command does; the command line prints what it returns."""
# ruff: noqa: PLC0415  # a command imports what it needs, so that --help and others start at once

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gouji.reports.commands.asking import Told, engaged, rules_for, settings_for
from gouji.reports.commands.switches import ANY, ENGAGING, FILE, IDS, OUTPUT, RULING, BilingualGroup


@click.group(cls=BilingualGroup)
def rules() -> None:
    """列出、解释、测试规则 / List, explain and test rules."""


@rules.command("list")
@RULING
def list_(**asked: Any) -> Told:
    """列出规则 / List rules by pack."""
    from gouji.reports.commands.rule_lists import listing

    loaded, lang = rules_for(asked)
    return Told(listing(loaded, lang), lang)


@rules.command()
@IDS
@RULING
def show(ids: tuple[str, ...], **asked: Any) -> Told:
    """规则的写法（覆盖之后） / A rule as it is written, after all overrides."""
    from gouji.reports.commands.rule_lists import find, source

    loaded, lang = rules_for(asked)
    return Told("\n".join(map(source, find(loaded, ids))), lang)


@rules.command()
@IDS
@RULING
def explain(ids: tuple[str, ...], **asked: Any) -> Told:
    """规则的说明：依据、适用、例子 / Why a rule holds, where it applies, examples."""
    from gouji.reports.commands.rule_lists import find
    from gouji.reports.commands.rule_pages import page

    loaded, lang = rules_for(asked)
    return Told("\n".join(page(rule, lang) for rule in find(loaded, ids)), lang)


@rules.command()
@RULING
def test(**asked: Any) -> Told:
    """运行规则旁的例子 / Run the cases that stand beside the rules."""
    from gouji.reports.commands.rule_lists import tested

    loaded, lang = rules_for(asked)
    return tested(loaded, lang)


@rules.command()
@click.option(
    "--on",
    "examples",
    multiple=True,
    type=ANY,
    help="在这些文件上找用不到的规则 / look for rules that bind nothing in these files",
)
@RULING
def lint(examples: tuple[Path, ...], **asked: Any) -> Told:
    """查矛盾、重复、可推出的方程和未知指标 / Look for contradictions, repeats, unknown names."""
    from gouji.checks.engagement import engage
    from gouji.reports.commands.rule_lists import looked_over

    settings, lang = settings_for(asked)
    return looked_over(engage(settings, examples, asked["packs"]), examples, lang)


@rules.command()
@click.argument("rule", metavar="RULE")
@click.argument("file", metavar="FILE", type=FILE)
@ENGAGING
def why(rule: str, file: Path, **asked: Any) -> Told:
    """规则在文件里为何用上或没用上 / Why a rule bound in FILE or did not, place by place."""
    from gouji.reports.commands.rule_lists import find, told_sites

    engagement, _, lang = engaged({**asked, "paths": (file,)})
    (wanted,) = find(engagement.rules, (rule,))
    audit, _ = engagement.audited()
    return Told(told_sites(audit, wanted, lang), lang, audit.result.unreadable)


@rules.command("terms")
@click.argument("words", metavar="[WORD]...", nargs=-1)
@RULING
def terms_(words: tuple[str, ...], **asked: Any) -> Told:
    """方程里能写的名称：指标、范围、参考数 / What equations may name, all or what holds a WORD."""
    from gouji.checks.engagement import meaning_of
    from gouji.reports.commands.rule_lists import terms

    settings, lang = settings_for(asked)
    return Told(terms(meaning_of(settings, asked["packs"]).vocabulary, words, lang), lang)


@rules.command()
@click.argument("id_", metavar="ID")
@OUTPUT
def new(id_: str, output: Path | None) -> Told:
    """写一个带注释的规则包 / Write a pack with one rule, explained and with its cases."""
    from gouji.rules import scaffold

    file = output or Path(f"{id_}.yaml")
    said = f"已写好；跑例子 / written; its cases: gouji rules test --rules {file}"
    return Told(scaffold.pack(id_, str(file)), file=file, said=said, anew=True)


@rules.command()
@click.argument("name", type=click.Choice(["pack", "vocabulary", "settings"]), default="pack")
def schema(name: str) -> Told:
    """规则包等的 JSON Schema，供编辑器用 / JSON Schema of packs and others, for editors."""
    from gouji.rules.validation import schema_text

    return Told(schema_text(name))


@rules.group(cls=BilingualGroup)
def words() -> None:
    """句法的词：量词、线索词、全分的类 / The words of the grammar: units, cues, kinds."""


@words.command("list")
@click.argument("wanted", metavar="[WORD]...", nargs=-1)
@RULING
def words_list(wanted: tuple[str, ...], **asked: Any) -> Told:
    """列出词类和词，连同自己的包所加的 / List classes and words, those of packs included."""
    from gouji.reports.commands.word_list import listing

    added, lang = _word_files(asked)
    return Told(listing(added, wanted, lang), lang)


@words.command("test")
@RULING
def words_test(**asked: Any) -> Told:
    """运行词旁的例子 / Run the cases that stand beside the words."""
    from gouji.reports.commands.word_list import tested

    added, lang = _word_files(asked)
    return tested(added, lang)


@words.command("lint")
@RULING
def words_lint(**asked: Any) -> Told:
    """查重复的词和没有例子的类 / Look for words that stand twice and kinds without cases."""
    from gouji.reports.commands.word_list import linted

    added, lang = _word_files(asked)
    return linted(added, lang)


def _word_files(asked: dict[str, Any]) -> tuple[tuple[Path, ...], Any]:
    from gouji.checks.engagement import packs_of
    from gouji.rules.pack import word_files

    settings, lang = settings_for(asked)
    return word_files(packs_of(settings, asked["packs"])), lang
