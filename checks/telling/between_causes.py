"""What misses another document in many places misses it for one reason.

A prior year that was restated, or two documents that count up to different days, leave their mark
on every figure of a table. That is one finding, not one a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Final

from gouji.checks.finding import Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.outcomes import Outcome
from gouji.checks.telling.wording import name, shown
from gouji.figures.figure import Figure

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


def is_many(outcomes: Sequence[Outcome]) -> bool:
    """Whether a group of outcomes is one that misses another document in many places."""
    causes = {o.check.rule.cause for o in outcomes}
    return len(outcomes) >= MANY and causes in ({"year"}, {"tables"}, {"documents"})


def many_words(outcomes: Sequence[Outcome], material: Material) -> Words:
    """Say once where two documents part, with the first few places."""
    pairs = [tuple(material.figures[i] for i in o.check.figures[:2]) for o in outcomes]
    here, there = (PurePath(f.document).name for f in pairs[0])
    some = {lang: _some(pairs, lang) for lang in ("zh", "en")}
    n = len(pairs)
    if outcomes[0].check.rule.cause == "documents":
        wholes = {lang: _wholes(pairs, lang) for lang in ("zh", "en")}
        return Words(
            f"{here} 有 {n} 项与各期文件所印之和不符，如 {wholes['zh']}；"
            "多半是一个原因：后来补录或更正过前几期的数，或口径不同",
            f"{n} counts in {here} are not what its months or quarters add up to, such as "
            f"{wholes['en']}; probably for one reason: earlier periods were corrected afterwards",
        )
    if outcomes[0].check.rule.cause == "tables":
        return Words(
            f"{here} 与 {there} 的同一张表有 {n} 处不一致，如 {some['zh']}；"
            "多半是一个原因：两份文件的口径或截止日不同，或其中一份作过调整",
            f"{here} and {there} differ in {n} places of one table, such as {some['en']}; probably "
            "for one reason: another basis or closing day, or one was restated",
        )
    return Words(
        f"{here} 有 {n} 处的变化（或所列上年数）与 {there} 当时所印的数不符，如 {some['zh']}；"
        "多半是一个原因：上年数在今年作过调整，或两年的口径不同",
        f"{n} changes (or figures of last year) in {here} do not agree with what {there} printed, "
        f"such as {some['en']}; probably for one reason: last year was restated, or is defined "
        "differently",
    )


def _some(pairs: Sequence[Sequence[Figure]], lang: str) -> str:
    joint, against = ("、", "，当时为 ") if lang == "zh" else ("; ", ", then ")
    if not pairs[0][0].change:
        against = " 与 " if lang == "zh" else " and "
    return joint.join(f"{_told(a)}{against}{shown(b)}" for a, b in pairs[:SHOWN])


def _wholes(pairs: Sequence[Sequence[Figure]], lang: str) -> str:
    return ("、" if lang == "zh" else "; ").join(_told(pair[0]) for pair in pairs[:SHOWN])


def _told(figure: Figure) -> str:
    change = f"（{figure.change.text}）" if figure.change else ""
    return f"{figure.indicator or name(figure)} {shown(figure)}{change}"
