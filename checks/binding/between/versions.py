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
            yield disclosure.path, Words.told("apart-copy", name=PurePath(first.path).name)
            continue
        if disclosure.issuer is None or disclosure.period is None:
            yield disclosure.path, Words.told("apart-unnamed")
            continue
        drafts = versions.setdefault(
            (disclosure.issuer, disclosure.period, "".join(disclosure.title.split())), []
        )
        if said := next((w for d in drafts if (w := _draft(disclosure, d))), None):
            yield disclosure.path, said
        else:
            drafts.append(disclosure)


def _draft(one: Disclosure, other: Disclosure) -> Words | None:
    """Say that two documents are drafts of one: most of what both print is the same."""
    figures = [Counter((f.label, f.text) for f in d.figures) for d in (one, other)]
    same = (figures[0] & figures[1]).total()
    fewer = min(counted.total() for counted in figures)
    if fewer < LEAST_FIGURES or same < SAME_FIGURES * fewer:
        return None
    differ = len(one.figures) - same
    return Words.told("apart-draft", name=PurePath(other.path).name, same=same, differ=differ)
