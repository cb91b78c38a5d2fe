"""One sentence for many breaks of one cause, that of their rule.

A prior year that was restated, or two documents that count up to different days, leave their mark
on every figure of a table; a row of arrows may be shifted. That is one finding, not one a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from gouji.checks.finding import Lang, Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.outcome import Outcome
from gouji.checks.telling.naming import phrase
from gouji.checks.telling.sentences import Values, sentence
from gouji.rules.rule import Many

MANY: Final = 3
"""So many misses of one table, or of one text, may have one cause …"""
OF_ALL: Final = 1 / 3
"""… where they are this share of what could be compared."""
SHOWN: Final = 3


def causes_between(outcomes: Sequence[Outcome], material: Material) -> dict[int, object]:
    """Give the failing checks, by index, that have one cause its key."""
    compared: dict[object, list[int]] = {}
    for at, outcome in enumerate(outcomes):
        key = _key(outcome.check, material)
        if key is not None and outcome.verdict != "undecidable":
            compared.setdefault(key, []).append(at)
    found: dict[int, object] = {}
    for key, members in compared.items():
        failed = [at for at in members if outcomes[at].failed]
        if len(failed) >= MANY and len(failed) >= OF_ALL * len(members):
            found.update(dict.fromkeys(failed, key))
    return found


def _key(check: Check, material: Material) -> object | None:
    """Which parts of which documents are compared: tables, or the text."""
    cause = check.rule.cause
    if cause == "documents":
        return ("periods", *(material.figures[i].document for i in check.figures))
    if cause not in ("year", "tables"):
        return None
    one, other = (material.figures[i] for i in check.figures[:2])
    if cause == "tables":
        tables = one.place.table is not None and other.place.table is not None
        where = (one.document, one.place.table, other.document, other.place.table)
        return ("between tables", *where) if tables else None
    return ("prior year", one.document, one.place.table, other.document)


def of_one_cause(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Those of a group that are so many, each of other figures, that one sentence tells all."""
    lead = next((o.check.rule for o in outcomes if o.check.rule.many), None)
    alike = [o for o in outcomes if lead and o.check.rule.many and o.check.rule.cause == lead.cause]
    ends = [{o.check.figures[end] for o in alike} for end in (0, -1)]
    return alike if min(map(len, ends)) >= MANY else []


def many_words(many: Many, outcomes: Sequence[Outcome], material: Material) -> Words:
    """Say once where they part, with the first few places."""
    figures = [material.figures[i] for i in outcomes[0].check.figures[:2]]
    here, there = (PurePath(figures[at].document).name for at in (0, -1))
    told = sentence(outcomes[0], material)

    def said(lang: Lang) -> str:
        each = (o.check.rule.many for o in outcomes[:SHOWN])
        some = (
            getattr(m.each, lang).say(Values(o, material, lang).give)
            for o, m in zip(outcomes, each, strict=False)
            if m and m.each
        )
        values = {
            "n": str(len(outcomes)),
            "here": here,
            "there": there,
            "told": told.say(lang),
            "some": phrase("between", lang).join(some),
        }
        sentence_of = many.says.zh if lang == "zh" else many.says.en
        return sentence_of.say(lambda name, _: values[name])

    return Words(said("zh"), said("en"))
