"""Which documents are held against others: no copies, no two drafts of one, none unnamed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

from gouji.checks.finding import Words
from gouji.checks.material.material import Material
from gouji.figures.disclosure import Disclosure

LEAST_FIGURES: Final = 20
"""Documents of fewer figures are too short to be known for drafts of one."""
SAME_FIGURES: Final = 0.8
"""Share of its figures that a draft has in common with another."""

_UNNAMED: Final = Words(
    "发布单位或时期不明，没有与其他文件核对；可用 --issuer、--period 或 <文件>.gouji.yaml 说明",
    "its issuer or period is not known, so it was not held against other documents; "
    "say them with --issuer, --period or <file>.gouji.yaml",
)


def apart(material: Material) -> Mapping[str, Words]:
    """Name by path the audited documents that are held against no other, with the reason."""
    return material.once("apart", lambda: dict(_apart(material)))


def _apart(material: Material) -> Iterator[tuple[str, Words]]:
    if len(material.disclosures) < 2:
        return
    same_bytes: dict[str, Disclosure] = {}
    versions: dict[object, list[Disclosure]] = {}
    for disclosure in material.disclosures:
        first = same_bytes.setdefault(disclosure.sha256, disclosure)
        if first is not disclosure:
            yield disclosure.path, _copy(first)
            continue
        if disclosure.issuer is None or disclosure.period is None:
            yield disclosure.path, _UNNAMED
            continue
        drafts = versions.setdefault(
            (disclosure.issuer, disclosure.period, "".join(disclosure.title.split())), []
        )
        if said := next((w for d in drafts if (w := _draft(disclosure, d))), None):
            yield disclosure.path, said
        else:
            drafts.append(disclosure)


def _copy(first: Disclosure) -> Words:
    name = PurePath(first.path).name
    return Words(
        f"与 {name} 是同一文件（内容逐字节相同），没有与它互相核对",
        f"it is a copy of {name}, byte for byte, and was not held against it",
    )


def _draft(one: Disclosure, other: Disclosure) -> Words | None:
    """Say that two documents are drafts of one: most of what both print is the same."""
    figures = [Counter((f.label, f.text) for f in d.figures) for d in (one, other)]
    same = (figures[0] & figures[1]).total()
    fewer = min(counted.total() for counted in figures)
    if fewer < LEAST_FIGURES or same < SAME_FIGURES * fewer:
        return None
    name, differ = PurePath(other.path).name, len(one.figures) - same
    return Words(
        f"与 {name} 像是同一文件的两稿（标题、时期相同，{same} 个数字相同、{differ} 个不同），"
        "没有互相核对；要看哪些数字改了，请用 gouji diff",
        f"it seems another draft of {name} (same title and period, {same} figures the same, "
        f"{differ} not) and was not held against it; gouji diff shows what changed",
    )
