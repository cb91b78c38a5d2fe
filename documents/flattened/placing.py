"""Where the cells of a short row belong, told by what stands under them: number, share or word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from gouji.documents.layout.shapes import kind

Kind: TypeAlias = str
"""``label``, ``number``, ``percent``, or ``""`` where a column holds several or nothing."""

MOST_LAYOUTS: Final = 2000
"""Ways to spread the groups of a header that are tried before it is called undecided."""

_PERCENT: Final = re.compile(r"[%％‰]")
_RATE: Final = re.compile(r"(?:率|[占佔]比|比重|比例|比|度)(?:\s*[(（][^()（）]*[)）])?$|[%％]")
_CHANGE: Final = re.compile(r"同比|[环環]比|增|[减減]|升|降|幅|[变變]化|上年|上月|[较較]")
_COUNT: Final = re.compile(
    r"(?:[数數量件宗起条條次人分]|[总總合小][计計]|[数數][据據])(?:\s*[(（][^()（）]*[)）])?$|[(（][件宗起条條次个個人][)）]"
)


def kinds_of(rows: Sequence[Sequence[str]]) -> tuple[Kind, ...]:
    """What each column holds in ``rows``, all of them full; blanks and dashes say nothing."""
    return tuple(_common({kind_of(row[c]) for row in rows}) for c in range(len(rows[0])))


def kind_of(text: str) -> Kind:
    found = kind(text)
    if found == "number" and _PERCENT.search(text):
        return "percent"
    return "" if found in ("blank", "dash") else found


def _common(kinds: set[Kind]) -> Kind:
    told = kinds - {""}
    return told.pop() if len(told) == 1 else ""


def is_homogeneous(rows: Sequence[Sequence[str]]) -> bool:
    """Whether no column mixes words with numbers."""
    told = [{kind_of(row[c]) for row in rows} - {""} for c in range(len(rows[0]))]
    return not any("label" in kinds and len(kinds) > 1 for kinds in told)


def place(texts: Sequence[str], kinds: Sequence[Kind]) -> tuple[int, ...] | None:
    """The only columns that cells of a body row can stand in, in their order; None if several."""
    return only_way(texts, kinds, lambda text, column: kind_of(text) in ("", column) or not column)


def place_labels(labels: Sequence[str], kinds: Sequence[Kind]) -> tuple[int, ...] | None:
    """The only columns that the labels of a header row can stand over; None if several."""
    return only_way(labels, kinds, may_head)


def may_head(label: str, column: Kind) -> bool:
    """Whether a column of this kind can have this heading."""
    rate, change, count = (bool(p.search(label)) for p in (_RATE, _CHANGE, _COUNT))
    if column == "percent":
        return (rate or change) and not (count and not change)
    if column == "number":
        return not rate or bool(_PERCENT.search(label))
    return column != "label" or not (rate or change or count)


def only_way(
    texts: Sequence[str], kinds: Sequence[Kind], fits: Callable[[str, Kind], bool]
) -> tuple[int, ...] | None:
    """Match texts to columns from the right, counting the ways; two are as bad as none."""
    columns = len(kinds)
    ways = [[1] * (columns + 1)]
    for text in reversed(texts):
        row = [0] * (columns + 1)
        for c in range(columns - 1, -1, -1):
            row[c] = min(2, row[c + 1] + (ways[-1][c + 1] if fits(text, kinds[c]) else 0))
        ways.append(row)
    if ways[-1][0] != 1:
        return None
    ways.reverse()
    places, c = [], 0
    for n, text in enumerate(texts):
        while not (fits(text, kinds[c]) and ways[n + 1][c + 1]):
            c += 1
        places.append(c)
        c += 1
    return tuple(places)


def spread(upper: Sequence[str], lower: Sequence[str], kinds: Sequence[Kind]) -> list[int] | None:
    """How many columns each label of ``upper`` spans, when ``lower`` fills those of several.

    Only the one layout under which every heading suits its column is believed.
    """
    found: list[list[int]] = []
    for tried, widths in enumerate(_layouts(len(upper), len(lower), len(kinds))):
        if tried >= MOST_LAYOUTS:
            return None
        if _suits(widths, upper, lower, kinds):
            found.append(widths)
            if len(found) > 1:
                return None
    return found[0] if found else None


def _layouts(cells: int, below: int, columns: int) -> Iterator[list[int]]:
    """Widths that sum to ``columns``, those above one to ``below``."""
    if cells == 0:
        if below == columns == 0:
            yield []
        return
    if columns - below > cells or below > columns or cells > columns:
        return
    for rest in _layouts(cells - 1, below, columns - 1):
        yield [1, *rest]
    for width in range(2, below + 1):
        for rest in _layouts(cells - 1, below - width, columns - width):
            yield [width, *rest]


def _suits(
    widths: Sequence[int], upper: Sequence[str], lower: Sequence[str], kinds: Sequence[Kind]
) -> bool:
    column, child = 0, 0
    for label, width in zip(upper, widths, strict=True):
        leaves = [label] if width == 1 else lower[child : child + width]
        child += width if width > 1 else 0
        for leaf in leaves:
            if not may_head(leaf, kinds[column]):
                return False
            column += 1
    return True
