"""Tables whose form is prescribed: 政府信息公开工作年度报告, read by its labels.

Every office prints the same rows and columns, so a page that lost the spans, the lines or the rows
of the table still says which value is which, as long as each label has its number of values. Where
one has not, the table is not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Any, Final, TypeAlias

import yaml

from gouji.documents.document import Cell, Passage, Place
from gouji.documents.flattened.label_runs import Run, folded, runs
from gouji.documents.layout.lines import Line
from gouji.documents.layout.pieces import Grid, Piece, grid_of, unread_at

Path: TypeAlias = tuple[str, ...]
Read: TypeAlias = Callable[[Sequence[Run]], tuple[list[Piece], int]]
"""Reads tables from the first runs, and says how many runs; none where a run does not fit."""

_MAY_OPEN: Final = re.compile(
    r"[|｜\s(（]*(?:本列|申[请請]人情|第二十[条條]|信息[内內]容|行政[复復複][议議])"
)
MOST_RUNS: Final = 60
_LABELS: Final = 3
_APPLICANTS: Final = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
_APPLICANT_COLUMNS: Final = len(_APPLICANTS) + 2
_APPLICANTS_HEAD: Final = re.compile(
    r"\(?(?:本列数据的?勾稽关系.{0,40})?申请人情况(?:自然人|法人或其他组织|总计)*"
    r"商业企业科研机构社会公益组织法律服务机构其他(?:总计)?"
)
_ROW_MARK: Final = re.compile(r"[一二三四][、.]|\([一二三四五六七]\)|[1-8][.、,]")
_UNSAID: Final = re.compile(r"\([^()]*\)|属于|数量|\W")
"""What some pages print in a label and others leave out."""
_GROUPS: Final = "(?:三?本年度办理结果)?(?:不予公开|无法提供|不予处理|其他处理)?[一二三四1-8]?"

_CONTENT: Final = re.compile(r"(?:第二十条)?(?:第?\([一五六八九]\)项)?信息内容")
_CONTENT_COLUMNS: Final = re.compile(
    r"本年制?发件数?|本年废止件数?|现行有效件数?|本年新制作数量|本年新公开数量|对外公开总数量"
    r"|本年处理决定数量|上一年项目数量|本年增/?减|处理决定数量|采购项目数量|采购总金额"
    r"|本年收费金额(?:\(单位:万元\))?"
)
_COLUMN_NAMES: Final = {
    "本年发件": "本年制发件数",
    "本年制发件": "本年制发件数",
    "本年废止件": "本年废止件数",
    "现行有效件": "现行有效件数",
    "本年收费金额(单位:万元)": "本年收费金额（单位：万元）",
}
_CONTENT_ROW: Final = re.compile(
    r"规章|(?:行政)?规范性文件|行政许可|其他对外管理服务事项|行政处罚|行政强制|行政事业性收费|政府集中采购"
)

_RESULTS: Final = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_SUITS: Final = ("行政复议", "未经复议直接起诉", "复议后起诉")
_SUITS_COLUMNS: Final = "|".join((*_RESULTS, *_SUITS[1:]))
_SUITS_HEAD: Final = re.compile(
    rf"行政复议行政诉讼(?:{_SUITS_COLUMNS}){{{3 * len(_RESULTS) + 2}}}$"
)


def take_prescribed(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the prescribed table that opens at ``lines[at]``, or say that it can't be read."""
    if not _MAY_OPEN.match(lines[at].text):
        return None
    found = runs(lines, at)
    first = next(found, None)
    read = first and next((read for opens, read in _FORMS if opens.match(first.label)), None)
    if not first or not read:
        return None
    printed = [first, *islice(found, MOST_RUNS)]
    pieces, count = read(printed)
    if count:
        return pieces, printed[count - 1].end
    return [unread_at(lines[at].passage())], printed[-1].end


def _requests(printed: Sequence[Run]) -> tuple[list[Piece], int]:
    """Rows of seven values in the order of the form; none is read where one does not fit."""
    rows: list[tuple[Path, Run]] = []
    after = 0
    for run in printed:
        index = _request_row(run.label)
        if index is None and rows and len(run.values) != _APPLICANT_COLUMNS:
            break
        if index is None or index < after or len(run.values) != _APPLICANT_COLUMNS:
            return [], 0
        rows.append((_request_rows()[index][1], run))
        after = index + 1
    if any(_request_row(run.label) is not None for run in printed[len(rows) :]):
        return [], 0
    return [_requests_grid(rows)], len(rows)


@cache
def _request_rows() -> tuple[tuple[re.Pattern[str], Path], ...]:
    """The rows of the form: what their labels look like, and the labels that stand over them."""
    text = files("gouji.documents.flattened").joinpath("openness.yaml").read_text("utf-8")
    return tuple((_pattern(path[-1]), path) for path in _paths(yaml.safe_load(text)["requests"]))


def _paths(rows: Sequence[Any], above: Path = ()) -> Iterator[Path]:
    for row in rows:
        if isinstance(row, str):
            yield (*above, row)
        else:
            ((name, below),) = row.items()
            yield from _paths(below, (*above, name))


def _pattern(label: str) -> re.Pattern[str]:
    first, cut, _ = _ROW_MARK.sub("", folded(label), count=1).partition("、")
    return re.compile(_GROUPS + _UNSAID.sub("", first) + ".{0,25}" * bool(cut))


def _request_row(label: str) -> int | None:
    label = _UNSAID.sub("", _APPLICANTS_HEAD.sub("", label, count=1))
    return next((n for n, (p, _) in enumerate(_request_rows()) if p.fullmatch(label)), None)


def _requests_grid(rows: Sequence[tuple[Path, Run]]) -> Grid:
    head = rows[0][1].head
    cells = [
        _cell(
            1, 1, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", head, 3, 3
        ),
        _cell(1, 4, "申请人情况", head, 1, 7),
        _cell(2, 4, "自然人", head, 2, 1),
        _cell(2, 5, "法人或其他组织", head, 1, 5),
        _cell(2, 10, "总计", head, 2, 1),
        *(_cell(3, 5 + n, name, head) for n, name in enumerate(_APPLICANTS)),
    ]
    first = 4
    paths = [path for path, _ in rows]
    for n, (path, run) in enumerate(rows):
        for depth, name in enumerate(path):
            group = path[: depth + 1]
            if n and depth + 1 < len(path) and paths[n - 1][: depth + 1] == group:
                continue
            leaf = depth + 1 == len(path)
            height = 1 if leaf else sum(p[: depth + 1] == group for p in paths[n:])
            width = _LABELS - depth if leaf else 1
            cells.append(_cell(first + n, depth + 1, name, run.head, height, width))
        cells += [Cell(first + n, _LABELS + 1 + c, value) for c, value in enumerate(run.values)]
    place = Place(line=head.place(0, 0).line)
    return Grid(first - 1 + len(rows), 10, tuple(cells), merged=True, header_rows=3, place=place)


def _cell(row: int, column: int, name: str, at: Passage, height: int = 1, width: int = 1) -> Cell:
    """A cell as the form prints it, where the page prints its label."""
    return Cell(row, column, Passage(name, at.segments[:1]), height, width)


def _published(printed: Sequence[Run]) -> tuple[list[Piece], int]:
    """Small tables below each other, each with its own head, down to the first that is unclear."""
    pieces: list[Piece] = []
    count = 0
    while rows := _block(printed[count:]):
        pieces.append(grid_of(rows, header_rows=1))
        count += len(rows) - 1
    return pieces, count


def _block(printed: Sequence[Run]) -> list[list[Passage]]:
    """A head that names its columns, and rows with as many values; nothing where one has not."""
    opened = _CONTENT.match(printed[0].label) if printed else None
    if opened is None:
        return []
    named = printed[0].label[opened.end() :]
    columns = _CONTENT_COLUMNS.findall(named)
    labels = [named.removeprefix("".join(columns)), *(run.label for run in printed[1:])]
    names = ["信息内容", *(_COLUMN_NAMES.get(name, name) for name in columns)]
    rows = [[Passage(name, printed[0].head.segments[:1]) for name in names]]
    for label, run in zip(labels, printed, strict=True):
        if not _CONTENT_ROW.fullmatch(label):
            break
        if len(run.values) != len(columns):
            return []
        rows.append([Passage(label, run.head.segments[:1]), *run.values])
    return rows if len(rows) > 1 else []


def _suits(printed: Sequence[Run]) -> tuple[list[Piece], int]:
    """One row of five results for reviews, for suits, and for suits after a review."""
    run = printed[0]
    names = [run.label.count(name) for name in _RESULTS]
    if len(run.values) != 3 * len(_RESULTS) or names != [3] * len(_RESULTS):
        return [], 0
    head, width = run.head, len(_RESULTS)
    cells = [
        _cell(1, 1, "行政复议", head, 1, width),
        _cell(1, 1 + width, "行政诉讼", head, 1, 2 * width),
        *(_cell(2, 1 + n, name, head, 2) for n, name in enumerate(_RESULTS)),
        *(_cell(2, 1 + k * width, _SUITS[k], head, 1, width) for k in (1, 2)),
        *(
            _cell(3, 1 + k * width + n, name, head)
            for k in (1, 2)
            for n, name in enumerate(_RESULTS)
        ),
        *(Cell(4, 1 + n, value) for n, value in enumerate(run.values)),
    ]
    place = Place(line=head.place(0, 0).line)
    return [Grid(4, 3 * width, tuple(cells), merged=True, header_rows=3, place=place)], 1


_FORMS: Final[tuple[tuple[re.Pattern[str], Read], ...]] = (
    (_APPLICANTS_HEAD, _requests),
    (_CONTENT, _published),
    (_SUITS_HEAD, _suits),
)
