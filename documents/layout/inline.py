"""Marks within a line: dropped from the text, never from the places of what remains.

A raised note's mark behind a figure is no digit of it, an exponent is none either; one character
stays one character, and the mark of a note is left out as a whole. Markdown has marks of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.documents.document import Passage
from gouji.documents.layout.lines import without

_MARK = re.compile(
    r"\s*[\[［(（〔【]?\s*(?:注?\s*[0-9０-９]{1,2}|注|[①-⑳*※†‡]{1,3}|[a-z])"
    r"(?:\s*[,，、-]\s*[0-9]{1,2})*\s*[\]］)）〕】]?\s*|[\[［(（〔【\]］)）〕】,，、\s]+"
)
_POWER = re.compile(r"(?:[×xX*·]\s?10|[A-Za-z)])$")
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_ANY = re.compile(r"[\\`*_~\[<]")
"""What every mark has one of."""
_BEFORE = 12
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_AUTOLINK = re.compile(r"<([a-z][a-z0-9+.-]{1,31}:[^\s<>]{1,2000}|[^\s<>@]{1,64}@[^\s<>]{1,255})>")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\(([^()\s]{0,2000})(?:\s+\"[^\"]{0,200}\")?\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,200}?-->")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,500})\1(?!`)")
_STRONG = re.compile(r"(?<!\\)(\*\*|__)(?=\S)([^*_]{1,500}?)(?<=\S)\1")
_STRUCK = re.compile(r"(?<![\\~])~~(?=[^\s~])[^~]{1,500}(?<=\S)~~(?!~)")
_NOTE = re.compile(r"(?<!\\)\[\^[^\[\]\s]{1,40}\](?!:)")
"""The mark of a footnote; with a colon it opens the note itself."""
_GONE = re.compile(r"<(del|s|strike)\b[^<>]{0,100}>[^<>]{0,500}</\1\s*>", re.IGNORECASE)
_IN_SUP = re.compile(r"<sup\b[^<>]{0,100}>([^<>]{1,40})</sup\s*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<![\\*\w])([*_])(?=[^\s*_])([^*_]{1,500}?)(?<=[^\s*_])\1(?![*\w])")


def as_printed(text: str, before: str) -> str:
    """Write raised ``text``, which stands behind ``before``; the mark of a note becomes ""."""
    if _POWER.search(before):
        return text.translate(_RAISED)
    if _MARK.fullmatch(text):
        return ""
    return text.translate(_RAISED) if text[:1].isdecimal() else text


def strip_marks(passage: Passage) -> Passage:
    """Read ``**1,204**[^1]`` as ``1,204``; ``<br>`` becomes a line break.

    What is struck (``~~1,300~~``) is no longer said.
    """
    if not _ANY.search(passage.text):  # as in most cells
        return passage
    passage = _raised(_broken(passage))
    passage = without(passage, [m.span() for m in _outside_code(passage.text)])
    for pattern in (_CODE, _AUTOLINK, _LINK, _STRONG, _EMPHASIS):
        passage = without(passage, list(_around(pattern, passage.text)))
    passage = without(passage, [m.span() for m in _TAG.finditer(passage.text)])
    return without(passage, [m.span() for m in _ESCAPE.finditer(passage.text)])


def _outside_code(text: str) -> Iterator[re.Match[str]]:
    """Struck words and marks of notes; in code, these characters are meant as they are."""
    gone = [m for pattern in (_STRUCK, _GONE, _NOTE) for m in pattern.finditer(text)]
    code, behind = [m.span() for m in _CODE.finditer(text)], 0
    for found in sorted(gone, key=lambda m: m.start()):
        in_code = any(start < found.end() and found.start() < end for start, end in code)
        if not in_code and found.start() >= behind:
            behind = found.end()
            yield found


def _around(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Everything of a match but the group that is its content (the longest, first one)."""
    for found in pattern.finditer(text):
        content = 1 if pattern in (_AUTOLINK, _LINK) else 2
        yield found.start(), found.start(content)
        yield found.end(content), found.end()


def _raised(passage: Passage) -> Passage:
    """Leave out the mark of a note in ``<sup>``; digits of an exponent become raised ones."""
    text, found = passage.text, list(_IN_SUP.finditer(passage.text))
    spans = []
    for raised in found:
        said = as_printed(raised[1], text[max(0, raised.start() - _BEFORE) : raised.start()])
        text = text[: raised.start(1)] + (said or raised[1]) + text[raised.end(1) :]
        spans += [] if said else [raised.span()]
    return without(Passage(text, passage.segments), spans) if found else passage


def _broken(passage: Passage) -> Passage:
    """Turn each ``<br>`` into a line break of one character."""
    spans = [(m.start(), m.end() - 1) for m in _BREAK.finditer(passage.text)]
    if not spans:
        return passage
    text = _BREAK.sub(lambda m: "\0" * (len(m.group()) - 1) + "\n", passage.text)
    return without(Passage(text, passage.segments), spans)
