"""``gouji rules words …``: the words of the grammar, and whether their cases hold."""

from __future__ import annotations

from collections.abc import Sequence
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
    ran = [(entry, case, _holds(entry, case)) for entry in entries(added) for case in _cases(entry)]
    failed = [_unheld(entry, case) for entry, case, ok in ran if not ok]
    total = say("words-tested", lang, n=len(ran), failed=len(failed))
    told = [p.say(lang) for p in failed]
    return Told(block([*told, total]), code=1 if failed else 0)


def _cases(entry: WordEntry) -> list[object]:
    if entry.kind == "cases":
        return [(entry.name, str(entry.value))]
    if entry.kind == "dull":
        return list(entry.value) if entry.name == "cases" else []
    return list(entry.value.get("cases", ())) if isinstance(entry.value, dict) else []


def _holds(entry: WordEntry, case: object) -> bool:
    if isinstance(case, tuple):
        return bool(_as_read(case[0]) == case[1])
    if entry.kind == "dull":
        return isinstance(case, list) and len({all_words().core(label) for label in case}) == 1
    if entry.kind == "splits":
        return isinstance(case, list) and read_split(entry.value).holds(case)
    if entry.kind == "lists":
        return case in list(entry.value.get("words", ()))
    return cue_of([entry.value]).search(str(case)) is not None


def _as_read(printed: str) -> str:
    """``3.5万元`` as ``35000 元``: what the grammar of numbers reads of a print."""
    read = [f"{p.numeral.value.normalize():f} {p.unit}".strip() for p in scan_text(printed)]
    return ", ".join(read)


def _unheld(entry: WordEntry, case: object) -> Problem:
    if isinstance(case, tuple):
        printed, asked = case
        read = _as_read(printed)
        return problem(entry.place, "number-misread", printed=printed, asked=asked, read=read)
    shown = "、".join(case) if isinstance(case, list) else str(case)
    return problem(entry.place, "word-unheld", kind=entry.kind, name=entry.name, shown=shown)
