"""Markdown's inline marks: dropped from the text, never from the places of what remains."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.documents.document import Passage
from gouji.documents.layout.lines import without

_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_AUTOLINK = re.compile(r"<([a-z][a-z0-9+.-]{1,31}:[^\s<>]{1,2000}|[^\s<>@]{1,64}@[^\s<>]{1,255})>")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\(([^()\s]{0,2000})(?:\s+\"[^\"]{0,200}\")?\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,200}?-->")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,500})\1(?!`)")
_STRONG = re.compile(r"(?<!\\)(\*\*|__|~~)(?=\S)([^*_~]{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\\*\w])([*_])(?=[^\s*_])([^*_]{1,500}?)(?<=[^\s*_])\1(?![*\w])")


def strip_marks(passage: Passage) -> Passage:
    """Read ``**1,204**`` as ``1,204``; ``<br>`` becomes a line break."""
    passage = _broken(passage)
    for pattern in (_CODE, _AUTOLINK, _LINK, _STRONG, _EMPHASIS):
        passage = without(passage, list(_around(pattern, passage.text)))
    passage = without(passage, [m.span() for m in _TAG.finditer(passage.text)])
    return without(passage, [m.span() for m in _ESCAPE.finditer(passage.text)])


def _around(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Everything of a match but the group that is its content (the longest, first one)."""
    for found in pattern.finditer(text):
        content = 1 if pattern in (_AUTOLINK, _LINK) else 2
        yield found.start(), found.start(content)
        yield found.end(content), found.end()


def _broken(passage: Passage) -> Passage:
    """Turn each ``<br>`` into a line break of one character."""
    spans = [(m.start(), m.end() - 1) for m in _BREAK.finditer(passage.text)]
    if not spans:
        return passage
    text = _BREAK.sub(lambda m: "\0" * (len(m.group()) - 1) + "\n", passage.text)
    return without(Passage(text, passage.segments), spans)
