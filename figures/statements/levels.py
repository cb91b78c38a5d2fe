"""Lists that numbering sets out: 一、 over （一） and （二）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

NUMERALS: Final = "一二三四五六七八九十"
LEVELS: Final = tuple(
    re.compile(rf"\s*{pattern}")
    for pattern in (
        rf"[{NUMERALS}]{{1,3}}[、.．]",
        rf"[（(][{NUMERALS}]{{1,3}}[)）]",
        r"\d{1,2}[.、．](?!\d)",
        r"[（(]\d{1,2}[)）]",
        "[①-⑳]",
    )
)


def level(path: Sequence[str]) -> int | None:
    """How deep a line stands by its number; None where it has none."""
    label = path[-1] if path else ""
    return next((n for n, pattern in enumerate(LEVELS) if pattern.match(label)), None)


def top(lines: Sequence[int], labels: Sequence[Sequence[str]]) -> list[int]:
    """The lines that no number sets below others."""
    levels = {n: level(labels[n]) for n in lines}
    known = [depth for depth in levels.values() if depth is not None]
    return [n for n in lines if levels[n] in (None, min(known, default=0))]


def numbered(labels: Sequence[Sequence[str]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each numbered line with the lines numbered one level below it."""
    levels = [level(path) for path in labels]
    for whole, depth in enumerate(levels):
        if depth is None:
            continue
        end = next((n for n in range(whole + 1, len(levels)) if (levels[n] or 0) <= depth), None)
        below = range(whole + 1, len(levels) if end is None else end)
        parts = tuple(n for n in below if levels[n] == levels[below[0]])
        if len(parts) > 1:
            yield whole, parts
