"""The title of a document: the line at its top that names it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.documents.layout.outline import is_heading
from gouji.documents.layout.pieces import Piece, Prose
from gouji.documents.layout.shapes import (
    is_contents_line,
    is_date,
    is_label,
    is_signed,
    is_terminated,
)

_LAST_LOOKED_AT = 12
_LONGEST = 80
_REPORT = re.compile(
    r"(?:报告|情况|发布|通报|分析|年报|月报|周报|季报|简报|公报|公告|白皮书|通知|数据|专报|快报|统计表|一览表)"
    r"(?:[(（][^()（）]{1,12}[)）])?[”》)）]*$"
)
_NO_TITLE = re.compile(
    r"附\s*件\s*[0-9一二三四五]*[:：]?|附\s*表|目\s*录|索引号.*|发布(?:日期|时间|机构).*|来源[:：].*|第.{1,6}期|"
    r".{0,12}[〔\[(（][0-9]{4}[〕\])）].{0,6}号|\W*"
)


def find_title(pieces: Sequence[Piece]) -> int | None:
    """Say which piece is the document's title; what the format calls so, else what looks so."""
    for at, piece in enumerate(pieces):
        if isinstance(piece, Prose) and piece.role == "title":
            return at
    top = _top(pieces)
    for at, text in top:
        if _REPORT.search(text):
            return at
    return top[0][0] if top else None


def _top(pieces: Sequence[Piece]) -> list[tuple[int, str]]:
    """Lines above the first section, table or running text that may be a title."""
    found: list[tuple[int, str]] = []
    for at, piece in enumerate(pieces[:_LAST_LOOKED_AT]):
        if not isinstance(piece, Prose) or piece.role or piece.depth not in {None, 1}:
            break
        if is_heading(piece.text):
            break
        text = piece.text
        if (is_terminated(text) and not _NO_TITLE.fullmatch(text)) or len(text) > _LONGEST:
            break
        if not _NO_TITLE.fullmatch(text) and not _is_no_name(text):
            found.append((at, text))
    return found


def _is_no_name(text: str) -> bool:
    return any(test(text) for test in (is_date, is_signed, is_contents_line, is_label))
