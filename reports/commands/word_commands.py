"""``gouji rules words …``: the words of the grammar, and whether their cases hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from gouji.checks.engagement import packs_of
from gouji.figures.numbers.numeral import scan_text
from gouji.reports.commands.asking import Told, settings_for
from gouji.reports.commands.switches import RULING, WORDS, BilingualGroup
from gouji.reports.saying.lines import block
from gouji.reports.saying.phrases import say
from gouji.rules.pack import word_files
from gouji.rules.problem import Problem, problem
from gouji.rules.word_files import WordEntry, entries
from gouji.rules.words import cue_of, read_split
from gouji.rules.words import words as all_words
from gouji.texts.bilingual import Lang

_SHOWN = 12
"""Words of a class that a list shows."""


words = BilingualGroup("words", help="句法的词：量词、线索词、全分的类 / The words of the grammar.")


@words.command("list")
@WORDS
@RULING
def list_(wanted: tuple[str, ...], **asked: Any) -> Told:
    """列出词类和词，连同自己的包所加的 / List classes and words, those of packs included."""
    added, lang = _added(asked)
    rows = ((e.place, _told(e)) for e in entries(added))
    kept = [f"{p}: {said}" for p, said in rows if not wanted or any(w in said for w in wanted)]
    return Told(block(kept or [say("list-empty", lang)]))


def _added(asked: dict[str, Any]) -> tuple[tuple[Path, ...], Lang]:
    settings, lang = settings_for(asked)
    return word_files(packs_of(settings, asked["packs"])), lang


def _told(entry: WordEntry) -> str:
    head = " ".join((entry.language, entry.kind, entry.name))
    value = entry.value
    if not isinstance(value, dict):
        return f"{head}: {_shown(_flat(value))}"
    known = [*value.get("words", ()), *value.get("patterns", ())] or list(map(str, value))
    means = value.get("means") or ""
    return f"{head}: {means}{' — ' if means else ''}{_shown(known)}"


def _flat(value: object) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    return [w for one in value for w in _flat(one)] if isinstance(value, list) else [str(value)]


def _shown(known: Sequence[str]) -> str:
    return "、".join(known[:_SHOWN]) + (" …" if len(known) > _SHOWN else "")


@words.command()
@RULING
def test(**asked: Any) -> Told:
    """运行词旁的例子 / Run the cases that stand beside the words."""
    added, lang = _added(asked)
    ran = [tried for entry in entries(added) for tried in _tried(entry)]
    failed = [wrong.say(lang) for wrong in ran if wrong]
    total = say("words-tested", lang, n=len(ran), failed=len(failed))
    return Told(block([*failed, total]), code=1 if failed else 0)


def _tried(entry: WordEntry) -> Iterator[Problem | None]:
    """What is wrong with each case that an entry has; None where it holds."""
    kind, name, value, place = entry.kind, entry.name, entry.value, entry.place
    if kind == "cases":
        # what the grammar of numbers reads of a print: ``3.5万元`` as ``35000 元``
        found = [f"{p.numeral.value.normalize():f} {p.unit}".strip() for p in scan_text(name)]
        about = {"printed": name, "asked": str(value), "read": ", ".join(found)}
        yield None if about["read"] == str(value) else problem(place, "number-misread", **about)
        return
    beside = value.get("cases", ()) if isinstance(value, dict) else ()
    for case in beside if (kind, name) != ("dull", "cases") else value:
        shown = "、".join(case) if isinstance(case, list) else str(case)
        said = {"kind": kind, "name": name, "shown": shown}
        yield None if _holds(entry, case) else problem(place, "word-unheld", **said)


def _holds(entry: WordEntry, case: object) -> bool:
    if entry.kind == "dull":
        return isinstance(case, list) and len({all_words().core(label) for label in case}) == 1
    if entry.kind == "splits":
        return isinstance(case, list) and read_split(entry.value).holds(case)
    if entry.kind == "lists":
        return case in list(entry.value.get("words", ()))
    return cue_of([entry.value]).search(str(case)) is not None
