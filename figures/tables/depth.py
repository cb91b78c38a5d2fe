"""How many rows of a table are its header: every depth is tried, and the likeliest is taken.

What a cell looks like is held against the other cells of its column: words over numbers are a
name, numbers like those below are data, numbers with words of their own (``0-14岁``, ``3次以上``,
``Level 2``) over bare ones are a name again, and so are years. The evidence of a row for being
header adds up over its cells, and that of a depth over its rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from gouji.figures.numbers.numeral import is_blank
from gouji.figures.numbers.units import resolve
from gouji.figures.tables.grid import Grid, is_label, is_year, uncoined

MOST_ROWS: Final = 12
"""No header is deeper."""
ROWS_LOOKED_AT: Final = 500
"""By then a column has shown what stands in it."""
REMEMBERED: Final = 1 << 13
_NAME, _HINT, _DATA = 2.0, 1.0, -2.0
_FIRST, _LATER = 0.5, -0.25
"""Nearly every table begins with a row of names; each further one is a little less usual."""
_ABOUT: Final = re.compile("[约近超逾余多]")
_NOT_WORDS: Final = re.compile(r"[\W\d_]+")
_PERIOD: Final = re.compile(
    r"(?:(?:19|20)?\d\d\s?年)?(?:\d{1,2}(?:\s?[-—–~至]\s?\d{1,2})?\s?月份?|第?[1-4]\s?季度|Q[1-4])"
)


def header_depth(grid: Grid) -> int:
    """Count the rows of labels from the top; 0 where a table has no header at all."""
    last = min(grid.rows - 1, MOST_ROWS)
    if last < 1:
        return 0
    words = [_column_words(grid, c) for c in range(grid.columns)]
    evidence = list(accumulate((_for_header(grid, r, words) for r in range(last)), initial=0.0))
    return evidence.index(max(evidence))


def _column_words(grid: Grid, c: int) -> Counter[str]:
    """What stands with the numbers of a column: words, or nothing; labels are counted as None."""
    rows = range(min(grid.rows, ROWS_LOOKED_AT))
    cells = (grid.texts[r][c] for r in rows if grid.starts(r, c))
    return Counter(_look(text) for text in cells if text and not is_blank(text))


@lru_cache(maxsize=REMEMBERED)
def _look(text: str) -> str:
    """``#`` for a label, ``9999`` for a year, else the words that a number stands with."""
    if is_year(text):
        return "9999"
    return "#" if is_label(text) else _NOT_WORDS.sub("", _ABOUT.sub("", uncoined(text)))


def names(text: str) -> bool:
    """Whether a cell of a header says what stands below it; bare numbers only count columns."""
    return not is_blank(text) and bool(_look(text))


def _for_header(grid: Grid, r: int, words: Sequence[Counter[str]]) -> float:
    """The evidence that row ``r`` holds names: above nought for a name, below for data."""
    cells = [(c, grid.texts[r][c]) for c in range(1, grid.columns) if grid.starts(r, c)]
    told = [(c, text) for c, text in cells if text]
    prior = _LATER if r else _FIRST
    if _are_column_numbers([text for _, text in told]) and (r or not grid.texts[0][0]):
        return prior + _HINT * len(told)
    years = {text for _, text in told if is_year(text)}
    return prior + sum(_of_cell(grid, r, c, words[c], len(years)) for c, text in told)


def _of_cell(grid: Grid, r: int, c: int, words: Counter[str], years: int) -> float:
    text = grid.texts[r][c]
    if is_blank(uncoined(text)):
        return _DATA / 2
    look = _look(text)
    others = words - Counter([look])
    alike = others[look] * 2 >= others.total() > 0
    if look == "#":
        return _NAME if others.total() > others["#"] * 2 else 0.0
    if look == "9999":
        return _of_year(grid, r, c, years, alike=alike)
    if alike or not look or not others.total():
        return _DATA
    return _of_number_with_words(text, look, over_bare=others[""] * 2 >= others.total())


def _of_number_with_words(text: str, words: str, *, over_bare: bool) -> float:
    """A unit alone may stand with a first number only; other words name what is below."""
    if _PERIOD.fullmatch(text):
        return _NAME
    return _NAME if over_bare and not resolve(words).quantity else 0.0


def _of_year(grid: Grid, r: int, c: int, years: int, *, alike: bool) -> float:
    """A year among years is data, one of several in a row a name; a lone one under a name is data.

    Under a name that spans several columns it is a name too.
    """
    if alike and not (r == 0 or years > 1):
        return _DATA
    named = r > 0 and any(grid.starts(k, c) and grid.texts[k][c] for k in range(r))
    bare = grid.texts[r][c].isdecimal()
    return _DATA / 2 if named and bare and years < 2 else _HINT


def _are_column_numbers(texts: Sequence[str]) -> bool:
    """``1 2 3 4`` under the names: the columns' own numbers."""
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 3]
    if len(numbers) < 3 or len(numbers) < len(texts):
        return False
    return all(b == a + 1 for a, b in pairwise(numbers)) and numbers[0] in (1, 2)
