"""The title of a document, its headings, how they are numbered, and the sections they open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gouji.documents.document import Paragraph
from gouji.documents.layout.pieces import Piece
from gouji.documents.layout.shapes import (
    is_contents_line,
    is_date,
    is_label,
    is_open,
    is_signed,
    is_terminated,
)
from gouji.documents.words import cue, loaded

_STYLES = [(style, re.compile(text)) for style, text in loaded("words")["numberings"]]
_QUANTITY = cue("quantity")
_RUN_IN = re.compile(r"[^。！？；，,:：]{2,28}。(?=\s*\S)")
_LONGEST = 45
_TITLE_STYLES = frozenset({"arabic", "(arabic)", "arabic)", "circled", "decimal"})
_LAST_LOOKED_AT = 12
_LONGEST_TITLE = 80
_REPORT = cue("report-name")
_NO_TITLE = cue("no-title")


@dataclass(frozen=True, slots=True)
class Numbering:
    """``style`` names how a line is numbered; the text behind the number starts at ``end``."""

    style: str
    end: int

    @property
    def names_a_table(self) -> bool:
        """Whether such a line may be the title of the one table below it."""
        return self.style in _TITLE_STYLES


def numbering(text: str) -> Numbering | None:
    """Read the number in front of a heading or a list item."""
    for style, pattern in _STYLES:
        if found := pattern.match(text):
            return Numbering(style, found.end())
    return None


def is_heading(text: str) -> bool:
    """Tell a numbered line that names a section: short, no sentence, no amounts."""
    number = numbering(text)
    if number is None:
        return False
    rest = text[number.end :].strip()
    if not rest or len(rest) > _LONGEST or is_contents_line(text) or is_open(rest):
        return False
    if _QUANTITY.search(rest):
        return False
    return not re.search(r"[。；！？]", rest) and not is_terminated(rest.rstrip("：:"))


def run_in(text: str) -> int | None:
    """Where a heading that opens its own paragraph ends: ``（一）市容环境。共受理…``."""
    number = numbering(text)
    if number is None:
        return None
    found = _RUN_IN.match(text, number.end)
    if found is None or _QUANTITY.search(found.group()):
        return None
    return found.end() - 1


class _Open(NamedTuple):
    style: str
    depth: int | None
    text: str


@dataclass(slots=True)
class Outline:
    """The sections that are open, outermost first.

    The numbering outranks a level that the format states: people number with more care than they
    choose a style. A numbering met again closes what it opened since; a new one goes one deeper.
    """

    _path: list[_Open] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(section.text for section in self._path)

    def enter(self, text: str, depth: int | None = None) -> int:
        """Open the section named ``text`` and return its level; ``depth`` is the format's own."""
        number = numbering(text)
        style, styles = number.style if number else f"depth {depth}", [s.style for s in self._path]
        known = style in styles
        at = styles.index(style) if known else self._beneath(depth, numbered=number is not None)
        del self._path[at:]
        self._path.append(_Open(style, depth, text))
        return at + 1

    def _beneath(self, depth: int | None, *, numbered: bool) -> int:
        for at, section in enumerate(self._path):
            if depth is None or section.depth is None or section.depth < depth:
                continue
            if not numbered or section.style.startswith("depth "):
                return at
        return len(self._path)


def names_report(text: str) -> bool:
    """Whether a line ends as names of reports do."""
    return _REPORT.search(text) is not None


def find_title(pieces: Sequence[Piece]) -> Paragraph | None:
    """The piece that is the document's title; what the format calls so, else what looks so."""
    prose = [piece for piece in pieces if isinstance(piece, Paragraph)]
    top = _top(pieces)
    named = (one for one in top if names_report(one.text))
    return next((p for p in prose if p.role == "title"), next(named, top[0] if top else None))


def _top(pieces: Sequence[Piece]) -> list[Paragraph]:
    """Lines above the first section, table or running text that may be a title."""
    found: list[Paragraph] = []
    for piece in pieces[:_LAST_LOOKED_AT]:
        if not isinstance(piece, Paragraph) or piece.role or piece.level not in {None, 1}:
            break
        text, is_none = piece.text, _NO_TITLE.fullmatch(piece.text) is not None
        ends = is_terminated(text) and not is_none
        if ends or is_heading(text) or len(text) > _LONGEST_TITLE:
            break
        tests = (is_date, is_signed, is_contents_line, is_label)
        if not is_none and not any(test(text) for test in tests):
            found.append(piece)
    return found
