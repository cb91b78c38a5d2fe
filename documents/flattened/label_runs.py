"""A run of cells as labels and the values behind them, however the page parted its cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gouji.documents.document import Passage
from gouji.documents.layout.lines import Line
from gouji.documents.layout.shapes import is_sentence

MOST_LINES: Final = 600
LONGEST_LABEL: Final = 400
"""Characters of labels without a value behind them: no form's head is longer."""
MOST_VALUES: Final = 20
_PARTED: Final = re.compile(r"[|｜\t]|[ \u3000\xa0]{2,}")
_NUMBER: Final = r"\d[\d,，]*(?:\.\d+)?(?:件|项|个|條|条|万元|萬元|元)?"
_VALUE: Final = re.compile(rf"[+-]?{_NUMBER}|[-—–/]{{1,2}}")
_VALUES_BEHIND: Final = re.compile(rf"(?<=\S)(?:[ \u3000\xa0]+(?:{_NUMBER}|[-—–/]))+$")
_FOLDED: Final = str.maketrans(
    "數據關係為項與請條規範廢現處決強許罰業費額單萬訴維複復結審經後總計會組織機構務無屬國執檔詢"
    "過內權護轉況類開發對爭議減採購購買終稱體歸屬聯繫費於祕訪舉報投應補確認獲辦據來實",
    "数据关系为项与请条规范废现处决强许罚业费额单万诉维复复结审经后总计会组织机构务无属国执档询"
    "过内权护转况类开发对争议减采购购买终称体归属联系费于秘访举报投应补确认获办据来实",
)


@dataclass(frozen=True, slots=True)
class Run:
    """Labels that follow each other, joined without blanks, and the values behind the last."""

    label: str
    head: Passage
    """The last cell of the label."""
    values: tuple[Passage, ...]
    end: int
    """The line behind the last value."""


def runs(lines: Sequence[Line], at: int) -> Iterator[Run]:
    """Yield the labels and values from ``lines[at]`` on, down to running text."""
    label, head, end = "", Passage(""), at
    values: list[Passage] = []
    for index, cell in _cells(lines, at):
        if is_value(cell.text):
            values.append(cell)
            end = index + 1
            if len(values) > MOST_VALUES:
                return
            continue
        if values:
            yield Run(label, head, tuple(values), end)
            label, values = "", []
        label, head = label + folded(cell.text), cell
        if len(label) > LONGEST_LABEL or ("。" in cell.text and is_sentence(cell.text)):
            return
    if values:
        yield Run(label, head, tuple(values), end)


def is_value(text: str) -> bool:
    return bool(_VALUE.fullmatch(unicodedata.normalize("NFKC", text.strip())))


def folded(text: str) -> str:
    """``（三） 不予公開`` as ``(三)不予公开``: what a form prints, in one spelling."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return plain.translate(_FOLDED)


def _cells(lines: Sequence[Line], at: int) -> Iterator[tuple[int, Passage]]:
    for index in range(at, min(len(lines), at + MOST_LINES)):
        start = 0
        line = lines[index]
        for bar in [*_PARTED.finditer(line.text), None]:
            end = bar.start() if bar else len(line.text)
            yield from ((index, cell) for cell in _in_cell(line, start, end) if cell.text)
            start = bar.end() if bar else end


def _in_cell(line: Line, start: int, end: int) -> Iterator[Passage]:
    """A cell, or a label and the values that single blanks part from it."""
    text = line.text[start:end].rstrip()
    found = _VALUES_BEHIND.search(text)
    if found is None:
        yield line.passage(start, end)
        return
    yield line.passage(start, start + found.start())
    for value in re.finditer(r"\S+", found[0]):
        first = start + found.start() + value.start()
        yield line.passage(first, first + len(value[0]))
