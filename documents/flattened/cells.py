"""Lines of a page saved as text as one stream of cells, and what a cell looks like.

Cells stand on neighbouring lines, or with a blank line or a bar on a line between. Where something
stands between them the page prints its blank cells too; else they are gone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

from gouji.documents.document import Passage
from gouji.documents.layout.lines import Line, join, width
from gouji.documents.layout.shapes import is_label, is_sentence, is_terminated, kind

_BARS: Final = frozenset("|｜")
_WIDEST_CELL: Final = 80
MOST_LINES: Final = 2400
"""A table of more lines is read no further."""
LEAST_CELLS: Final = 9
FIGURES: Final = frozenset({"number", "percent"})
"""Looks of cells that hold a value."""
REMEMBERED: Final = 1 << 12
"""Cells whose looks are kept: each is looked at under many widths."""
_MOST_BLANK: Final = 20
"""Blank cells that may follow each other."""
_LEAST_PRINTED: Final = 3
"""Of so many cells one may be blank where blank lines are; else these part cells."""
_MOST_LOOSE: Final = 2
"""Blank lines between two cells where nothing says what they mean."""
_YEAR: Final = re.compile(r"(?:FY\s?)?(?:19|20)\d\d(?:[-/–]\d\d)?")
_THOUSANDS: Final = re.compile(r"[$€£¥]\s?['’]?0{3}s?")
"""``£'000`` heads amounts in thousands."""
_PERCENT: Final = re.compile(r"[%％‰]")
_CHANGE: Final = re.compile(r"(?<=\d)\D?\s*[(（].*")
"""``804 (↑3%)`` is no share."""
_IN_BRACKETS: Final = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]%?")
_WORDS: Final = re.compile(r"[^\W\d_]")
_BROKEN_HEAD: Final = re.compile(r"[(（][^()（）]*[)）]")


Lost: TypeAlias = Callable[[int, int], int | None]
"""How many blank cells a gap of so many blank lines and bars holds; None where a table ends."""


@dataclass(frozen=True)
class Stream:
    """Cells in the order of the page; ``ends[n]`` is the line behind cell n.

    ``whole`` says that blank cells are among them; else they were lost.
    """

    cells: tuple[Passage, ...]
    ends: tuple[int, ...]
    whole: bool
    breaks: tuple[int, ...] = ()
    """Cells with which a row begins for sure, and how many cells there are; () if none is known."""
    parted: bool = False
    """Every row begins at one of ``breaks``."""

    @cached_property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]

    @cached_property
    def looks(self) -> list[str]:
        return list(map(look, self.texts))

    def row_end(self, at: int) -> int:
        """The first break behind cell ``at``, or the end of the stream."""
        later = bisect_right(self.breaks, at)
        return self.breaks[later] if later < len(self.breaks) else len(self.cells)

    def behind(self, n: int) -> Stream:
        """The stream without its first ``n`` cells."""
        breaks = tuple(b - n for b in self.breaks if b >= n)
        return Stream(self.cells[n:], self.ends[n:], self.whole, breaks, self.parted)


def streams(lines: Sequence[Line], at: int) -> Iterator[Stream]:
    """The ways to take the lines from ``at`` on as cells, the strictest first."""
    if is_within_row(lines, at):
        return
    if is_bar(lines[at]) or _is_bar_next(lines, at):
        yield _stacked(lines, at, _between_bars)
        return
    spaced = at + 1 < len(lines) and lines[at + 1].blank
    if spaced:  # one blank line between two cells; two more for each blank cell
        odd = _stacked(lines, at, lambda n, bars: None if bars or n % 2 == 0 else n // 2)
        if len(odd.cells) >= LEAST_CELLS:
            yield odd
            return
    else:  # each blank line is a blank cell, as word processors save tables as text
        each = _stacked(lines, at, lambda n, bars: None if bars or n > _MOST_BLANK else n)
        last = max((n for n, text in enumerate(each.texts) if look(text) in FIGURES), default=0)
        if 0 < _LEAST_PRINTED * each.texts[:last].count("") <= len(each.cells):
            yield each
    most = _MOST_LOOSE if spaced else 0
    yield _stacked(lines, at, lambda n, bars: None if bars or n > most else 0, whole=False)


@lru_cache(maxsize=REMEMBERED)
def look(text: str) -> str:
    """``label``, ``number``, ``percent``, ``year``, ``-`` for none or "" for a blank cell."""
    text = text.strip()
    if _YEAR.fullmatch(text):
        return "year"
    if _THOUSANDS.fullmatch(text):
        return "label"
    inner = _IN_BRACKETS.fullmatch(text)
    plain = (inner[1] if inner else text).replace("\u2212", "-")
    found = kind(plain)
    if found == "number" and _PERCENT.search(_CHANGE.sub("", plain)):
        return "percent"
    return {"blank": "-" if text else "", "dash": "-"}.get(found, found)


def is_cell(text: str) -> bool:
    if width(text) > _WIDEST_CELL or "\t" in text or is_sentence(text):
        return False
    return not is_label(text) and (not is_terminated(text) or text.endswith((":", "：")))


def is_value(text: str) -> bool:
    return look(text) in ("number", "percent", "-") or is_cell(text)


def may_head(text: str) -> bool:
    """Whether a cell can be a heading: words, a year, a number with words (``3次以上``)."""
    if text.endswith((":", "：")) or is_sentence(text):
        return False
    shape = look(text)
    return shape in ("label", "year", "") or (shape == "number" and bool(_WORDS.search(text)))


def is_bar(line: Line) -> bool:
    return line.text.strip() in _BARS


def _is_bar_next(lines: Sequence[Line], at: int) -> bool:
    behind = next((line for line in lines[at + 1 : at + 4] if not line.blank), None)
    return behind is not None and is_bar(behind)


def is_within_row(lines: Sequence[Line], at: int) -> bool:
    """Whether a cell or a bar stands behind the bar of another cell: no table begins there."""
    above = lines[at - 1] if at else None
    if above is None or not is_bar(lines[at]):
        return above is not None and is_bar(above)
    while at and lines[at - 1].blank:  # the cell above is blank, or this begins with a blank one
        at -= 1
    return any(map(is_bar, lines[max(at - 2, 0) : at]))


def _between_bars(blanks: int, bars: int) -> int | None:
    """Two bars hold a blank cell."""
    return bars - 1 if bars else None


def _stacked(lines: Sequence[Line], at: int, lost: Lost, *, whole: bool = True) -> Stream:
    """Cells one a line, down to the first that is none or stands apart.

    Between bars a cell may be broken over lines; blank lines behind one, where the first had none,
    end the table.
    """
    cells: list[Passage] = []
    ends: list[int] = []
    blanks, bars, behind, usual = 0, 0, 0, None
    for index, line in enumerate(lines[at : at + MOST_LINES], start=at + 1):
        if line.blank or is_bar(line):
            blanks, bars = blanks + line.blank, bars + (not line.blank)
            behind = behind + 1 if line.blank else 0
            if cells and bars and lost(0, bars) is not None:
                ends[-1] = index
            continue
        if not (is_value(line.text.strip()) or (bars and _is_bar_next(lines, index - 1))):
            break
        if lost is _between_bars and cells and not (blanks or bars):
            cells[-1], ends[-1] = join((cells[-1], line.passage()), "\n"), index
            continue
        usual = behind if usual is None and cells else usual
        between = lost(blanks, bars) if cells else bars
        if between is None or (bars and behind > (usual or 0)):
            break
        cells += [*[line.passage(0, 0)] * between, line.passage()]
        ends += [index] * (between + 1)
        blanks, bars, behind = 0, 0, 0
    if whole and bars and cells:  # the last cells of the table are blank
        cells += [Passage("")] * (bars - 1)
        ends += ends[-1:] * (bars - 1)
    return _mended(Stream(tuple(cells), tuple(ends), whole))


def _mended(stream: Stream) -> Stream:
    """Join a heading that was broken before its bracket: ``接收工单`` / ``（件）``."""
    cells: list[Passage] = []
    ends: list[int] = []
    for cell, end in zip(stream.cells, stream.ends, strict=True):
        broken = _BROKEN_HEAD.fullmatch(cell.text) and look(cell.text) == "label"
        if broken and cells and look(cells[-1].text) == "label":
            cells[-1], ends[-1] = join((cells[-1], cell), ""), end
        else:
            cells.append(cell)
            ends.append(end)
    return Stream(tuple(cells), tuple(ends), stream.whole)
