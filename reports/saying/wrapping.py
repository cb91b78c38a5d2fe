"""Where lines may break: between Chinese characters, not inside numbers or before commas."""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNIT = re.compile(
    r"""
    [（《“‘「【(\[]*                  # an opening mark stays with what it opens
    (?:[↑↓]?[\w.,:%+\-'&@#]+|.)       # a number or a Latin word, or one character
    [，。、；：！？）》”’」】)\]…%‰,;]*   # a closing mark stays with what it closes
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)


def wrapped(text: str, width: int) -> list[str]:
    """Break ``text`` into lines of at most ``width`` terminal cells."""
    lines = [""]
    for unit in _units(text, max(width, 2)):
        if lines[-1] and cells(lines[-1]) + cells(unit.rstrip()) > width:
            lines.append("")
        lines[-1] += unit if lines[-1] else unit.lstrip()
    return [line.rstrip() for line in lines]


def clipped(text: str, width: int) -> str:
    """Cut ``text`` to ``width`` cells, with a mark where something is left out."""
    if cells(text) <= width:
        return text
    return wrapped(text.replace(" ", "\u00a0"), max(width - 2, 2))[0] + "…"


def cells(text: str) -> int:
    """How many terminal columns ``text`` takes; a Chinese character takes two."""
    from rich.cells import cell_len  # noqa: PLC0415

    return cell_len(text)


def _units(text: str, width: int) -> Iterator[str]:
    for unit in _UNIT.findall(text):
        if cells(unit) <= width:
            yield unit
        else:
            yield from unit
