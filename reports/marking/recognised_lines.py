"""Where on a scanned page a recognised figure stands: the part of its line, or of its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from gouji.documents.document import Passage
from gouji.documents.layout.lines import width
from gouji.figures.figure import Figure
from gouji.reports.saying.quoting import found_in

Shown: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, from the upper left corner of the page as it is shown."""


def recognised_lines(passages: Sequence[Passage], figure: Figure) -> Iterator[Shown]:
    """A box a line."""
    for passage in passages:
        span = found_in(passage, figure)
        if span is not None:
            yield from _boxes(passage, span)
            return


def _boxes(passage: Passage, span: tuple[int, int]) -> Iterator[Shown]:
    ends = [*(s.start for s in passage.segments[1:]), len(passage.text)]
    for segment, end in zip(passage.segments, ends, strict=True):
        first, last = max(span[0], segment.start), min(span[1], end)
        if segment.box is None or first >= last:
            continue
        left, top, right, bottom = segment.box
        text = passage.text[segment.start : end]
        whole = width(text) or 1
        before = width(text[: first - segment.start]) / whole
        until = width(text[: last - segment.start]) / whole
        wide = right - left
        yield left + before * wide, top, left + until * wide, bottom
