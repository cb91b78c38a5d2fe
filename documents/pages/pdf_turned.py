"""Text drawn on its side, on a page that stands upright: a broad table, say."""

from __future__ import annotations

from copy import copy
from typing import Any

_LEAST = 20
"""Fewer characters are a stamp at the margin."""
_SQUARE = 0.01
"""Watermarks run slantwise; only what stands at a right angle is text."""


def turned(page: Any) -> Any | None:
    """The page of pdfplumber's turned so that what lay on its side stands upright; else None."""
    aside = [char["matrix"] for char in page.chars if not char["upright"]]
    aside = [m for m in aside if abs(m[0]) + abs(m[3]) < _SQUARE * (abs(m[1]) + abs(m[2]))]
    if len(aside) < _LEAST:
        return None
    rising = sum(m[1] > 0 for m in aside) * 2 > len(aside)
    leaf = copy(page.page_obj)
    leaf.rotate = (leaf.rotate + (90 if rising else 270)) % 360
    return type(page)(page.pdf, leaf, page.page_number, page.initial_doctop)
