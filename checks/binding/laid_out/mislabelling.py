"""Which other figure of the table prints what the text tells: then the label is likelier wrong.

Not a shape: what two printings say and what a wrong label says must not both be found.
"""

from __future__ import annotations

from collections.abc import Iterable

from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.figures.sentences.cues import DONE_WITH, OF_EVERYTHING
from gouji.rules.labels import normalise

TELLING_DIGITS = 3
"""A figure of fewer digits fits another one by chance."""
SHORTEST_NAME = 2


def fitting(material: Material, one: int, own: int) -> int | None:
    """The one other figure in the row or column of ``own`` that prints what the text tells."""
    told, named = material.figures[one], material.figures[own]
    if not _is_plain(told, material) or told.interval.meets(named.interval):
        return None
    table = material.table_of(own)
    beside = table.in_line_with(own) if table else ()
    found = [i for i in beside if _prints(material.figures[i], named, told)]
    if len(found) != 1 or _names(told, material.figures[found[0]], named):
        return None
    return found[0]


def _is_plain(told: Figure, material: Material) -> bool:
    """Whether the text's label is fully understood: a name of its indicator, and little else."""
    if told.place.table is not None or told.bracketed or told.numeral.hedge:
        return False
    digits = sum(c.isdecimal() for c in told.text.lstrip("0."))
    indicator = material.meaning.vocabulary.named(told.indicator or "")
    if indicator is None or digits < TELLING_DIGITS:
        return False
    label = normalise(told.column_path[-1]) if told.column_path else ""
    names = sorted(indicator.labels, key=len, reverse=True)
    rest = next((label.removesuffix(n) for n in names if label.endswith(n)), None)
    if rest is not None and _says_no_more(rest, told, material):
        return True
    return material.meaning.vocabulary.member(DONE_WITH.sub("", label)) in told.scope


def _says_no_more(rest: str, told: Figure, material: Material) -> bool:
    bare = DONE_WITH.sub("", rest)
    member = material.meaning.vocabulary.member(bare)
    return OF_EVERYTHING.fullmatch(bare) is not None or member in told.scope


def _prints(figure: Figure, named: Figure, told: Figure) -> bool:
    """Whether another cell than ``named`` prints what is told."""
    alike = figure.quantity == told.quantity and figure.period == told.period
    return figure.place != named.place and alike and figure.interval.meets(told.interval)


def _names(told: Figure, fit: Figure, own: Figure) -> bool:
    """Whether the text's words name the other figure, or are nearer to its label.

    人工接听 names the row 接听; 话务代表 is nearer to 话务人员总数 than to 接诉人员.
    """
    label = normalise("".join(told.column_path))
    mine, others = (set(map(normalise, _labels(f))) for f in (own, fit))
    if any(len(n) >= SHORTEST_NAME and n in label for n in others - mine):
        return True
    near, nearer = (_overlap(label, names) for names in (mine - others, others - mine))
    return nearer > near


def _labels(figure: Figure) -> tuple[str, ...]:
    return (*figure.scope, *figure.row_path[-1:], *figure.column_path[-1:])


def _overlap(label: str, names: Iterable[str]) -> int:
    """How many pairs of neighbouring characters a label shares with names."""
    pairs = {n[i : i + SHORTEST_NAME] for n in names for i in range(len(n) - 1)}
    return sum(pair in label for pair in pairs)
