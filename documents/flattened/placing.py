"""Where the cells of a row that lost its blank ones belong, told by what stands under them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

_TOTAL: Final = re.compile(
    r"[合总總小]\s*[计計]|[总總]\s*[数數]|全[市县縣区區省州]|平均|(?i:\btotals?\b)"
)


def placed(
    looks: Sequence[str], kinds: Sequence[str], header: Sequence[str]
) -> tuple[int, ...] | None:
    """The columns of the cells of a row; None where they may stand in several, or in none.

    ``kinds`` say what each column holds, "" where that is not known; ``header`` names them.
    """
    if _is_beside(header, len(looks)):
        return tuple(range(len(looks)))
    ways = only_way(looks, kinds, may_stand_in)
    return ways if ways and ways[0] <= kinds.index("label") else None


def is_total(text: str) -> bool:
    return _TOTAL.search(text) is not None


def may_stand_in(shape: str, kind: str) -> bool:
    """Whether a cell that looks so can be of a column of that kind."""
    return not kind or shape in ("", "-", kind) or (shape == "year" and kind != "percent")


def _is_beside(header: Sequence[str], n: int) -> bool:
    """Tables side by side repeat their headings; the last row need not fill them all."""
    return 0 < n < len(header) and list(header) == [*header[:n]] * (len(header) // n)


def under_a_group(looks: Sequence[str], kinds: Sequence[str], name: str) -> tuple[int, ...] | None:
    """Where only names are missing, the group on the left spans the row; a total has none."""
    names, own = _leading_labels(kinds), _leading_labels(looks)
    if not 0 < own < names or len(looks) - own != len(kinds) - names:
        return None
    if only_way(looks[own:], kinds[names:], may_stand_in) is None:
        return None
    first = 0 if is_total(name) else names - own
    return (*range(first, first + own), *range(names, len(kinds)))


def _leading_labels(kinds: Sequence[str]) -> int:
    return next((n for n, kind in enumerate(kinds) if kind != "label"), len(kinds))


def only_way(
    texts: Sequence[str], kinds: Sequence[str], fits: Callable[[str, str], bool]
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
