"""How the time of an audit grows with its input: ``python benchmarks/growth.py [SHAPE…]``.

Each shape makes documents of growing size; the exponent is the slope of log(seconds) over
log(characters) at the upper end, where the constant cost is gone. Nothing should be above 1.2.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji.checks.audit import Terms, audit_files
from gouji.checks.engagement import rules_of
from gouji.figures.meaning import Meaning
from gouji.rules import vocabulary
from gouji.rules.settings import Settings

SIZES = (25, 50, 100, 200, 400, 800, 1600, 3200)
LONGEST = 6.0
"""Seconds; a shape that takes longer isn't made larger."""
MEASURABLE = 0.15
"""Seconds below which a time says nothing of growth."""

HEAD = "# 云汀市12345热线2024年度情况\n\n"


def _numbers(n: int) -> list[int]:
    rng = random.Random(n)
    return [rng.randint(100, 9_999) for _ in range(n)]


def _name(at: int) -> str:
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(d)] for d in f"{at:03d}")


def _row(cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"  # type: ignore[call-overload]


def _table(columns: int, rows: int, print_: Callable[[int], str] = str) -> str:
    values = _numbers(columns * rows)
    body = [values[at * columns : (at + 1) * columns] for at in range(rows)]
    total = [sum(column) for column in zip(*body, strict=True)]
    lines = [
        _row(["类别", *(f"{_name(c)}类" for c in range(columns))]),
        "|---" * (columns + 1) + "|",
    ]
    lines += [_row([f"{_name(at)}局", *map(print_, row)]) for at, row in enumerate(body)]
    return HEAD + "\n".join([*lines, _row(["合计", *map(print_, total)])])


def _list(n: int, off: int = 0) -> str:
    parts = _numbers(n)
    listed = "，".join(f"{_name(at)}类{part}件" for at, part in enumerate(parts))
    return f"{HEAD}全年受理诉求{sum(parts) + off}件，其中：{listed}。"


def _paragraphs(n: int) -> str:
    return HEAD + "\n\n".join(f"{v % 12 + 1}月受理诉求{v}件，办结{v - 1}件。" for v in _numbers(n))


def _arrows(n: int) -> str:
    return _table(3, n, lambda v: f"{v}(↑{v % 97}.{v % 10}%)")


def _broken_rows(n: int) -> str:
    lines = [_row(["单位", "受理量", "电话", "互联网", "办结率"]), "|---" * 5 + "|"]
    lines += [
        _row([f"{_name(at)}局", 2 * v, v, v + at % 7 + 1, f"{v % 100}.00%"])
        for at, v in enumerate(_numbers(n))
    ]
    return HEAD + "\n".join(lines)


SHAPES: Mapping[str, Callable[[int], str]] = {
    "list that adds up": _list,
    "list that does not": lambda n: _list(n, 10),
    "overfull list": lambda n: _list(n, -sum(_numbers(n)) // 3),
    "shares of a list": lambda n: (
        HEAD
        + f"受理{sum(_numbers(n))}件，其中"
        + "，".join(
            f"{_name(i)}类{v}件，占{100 * v / sum(_numbers(n)):.2f}%"
            for i, v in enumerate(_numbers(n))
        )
        + "。"
    ),
    "arrows in a sentence": lambda n: (
        HEAD
        + "，".join(f"{_name(i)}类{v}件（↑{v % 90}.5%）" for i, v in enumerate(_numbers(n)))
        + "。"
    ),
    "rises in a sentence": lambda n: (
        HEAD
        + "，".join(f"{_name(i)}类{v}件，同比上升{v % 90}.5%" for i, v in enumerate(_numbers(n)))
        + "。"
    ),
    "sentences of sums": lambda n: (
        HEAD + "".join(f"受理{2 * v + 1}件，其中电话{v}件、网络{v + 1}件。" for v in _numbers(n))
    ),
    "bare numbers": lambda n: HEAD + "、".join(map(str, _numbers(n))),
    "digits": lambda n: HEAD + "受理" + "7" * n + "件",
    "spaces": lambda n: HEAD + "受理" + " " * (8 * n) + "5件",
    "spaced digits": lambda n: HEAD + "受理" + "7 " * n + "件",
    "Chinese digits": lambda n: HEAD + "受理" + "一百二十" * n + "件",
    "points": lambda n: HEAD + "受理" + "1." * n + "件",
    "commas": lambda n: HEAD + "受理" + "1,234," * n + "件",
    "brackets": lambda n: HEAD + "受理" + "（" * n + "5" + "）" * n + "件",
    "open brackets": lambda n: HEAD + "受理" + "（5件" * n,
    "percent signs": lambda n: HEAD + "占" + "5%" * n,
    "years": lambda n: HEAD + "2024年" * n + "受理5件",
    "dates": lambda n: HEAD + "、".join(f"2024年{v % 12 + 1}月受理{v}件" for v in _numbers(n)),
    "letters": lambda n: HEAD + "a" * (8 * n) + " 5件",
    "one label": _paragraphs,
    "headings": lambda n: (
        HEAD + "\n\n".join(f"## {_name(i)}\n\n受理{v}件" for i, v in enumerate(_numbers(n)))
    ),
    "rows": lambda n: _table(4, n),
    "columns": lambda n: _table(n, 4),
    "square": lambda n: _table(math.isqrt(n) + 1, math.isqrt(n) + 1),
    "rows of arrows": _arrows,
    "columns of arrows": lambda n: _table(n, 3, lambda v: f"{v}(↑{v % 97}.{v % 10}%)"),
    "broken rows": _broken_rows,
    "columns of shares": lambda n: _table(n, 4, lambda v: f"{v}({v % 100}.{v % 10}%)"),
    "tables": lambda n: HEAD + "\n\n".join(_table(3, 3).removeprefix(HEAD) for _ in range(n // 5)),
    "tabbed rows": lambda n: (
        "云汀市2024年情况\n类别\t诉求量\t办结量\n"
        + "\n".join(f"{_name(i)}类\t{v}\t{v - 1}" for i, v in enumerate(_numbers(n)))
    ),
    "spaced rows": lambda n: (
        "云汀市2024年情况\n类别  诉求量  办结量\n"
        + "\n".join(f"{_name(i)}类  {v}  {v - 1}" for i, v in enumerate(_numbers(n)))
    ),
    "a cell a line": lambda n: (
        "云汀市2024年情况\n类别\n诉求量\n办结量\n"
        + "\n".join(f"{_name(i)}类\n{v}\n{v - 1}" for i, v in enumerate(_numbers(n)))
    ),
    "bars": lambda n: "受理" + "|5" * n,
    "lines of numbers": lambda n: "\n".join(map(str, _numbers(n))),
    "English": lambda n: (
        "# Calls in 2024\n\n"
        + f"The centre took {sum(_numbers(n)):,} calls, including "
        + ", ".join(f"{v:,} about topic {_name(i)}" for i, v in enumerate(_numbers(n)))
        + "."
    ),
}


def measured(make: Callable[[int], str], folder: Path) -> Iterator[tuple[int, int, float]]:
    """Yield the size, the characters and the CPU seconds of ever larger documents."""
    meaning, rules = Meaning(vocabulary.load()), rules_of(Settings())
    for n in SIZES:
        path = folder / f"{n}.txt"
        text = make(n)
        path.write_text(text, "utf-8")
        started = time.process_time()
        audit_files([path], Terms(rules, meaning))
        spent = time.process_time() - started
        yield n, len(text), spent
        if spent > LONGEST:
            return


def exponent(points: list[tuple[int, int, float]]) -> float:
    """The slope between the last two sizes that took long enough to tell, over three doublings."""
    told = [(length, spent) for _, length, spent in points if spent > MEASURABLE][-3:]
    if len(told) < 2:
        return 0.0
    (short, quick), (long, slow) = told[0], told[-1]
    return math.log(slow / quick) / math.log(long / short)


def main() -> None:
    wanted = sys.argv[1:] or list(SHAPES)
    with TemporaryDirectory() as folder:
        warm = Path(folder)
        list(measured(lambda n: _table(3, 3) + "受理5件", warm))
        for name in wanted:
            points = list(measured(SHAPES[name], Path(folder)))
            times = " ".join(f"{n}:{spent:.2f}" for n, _, spent in points)
            per_2k = max((t for _, c, t in points if c <= 2_000), default=0.0)
            print(f"{exponent(points):5.2f}  {per_2k:5.2f} s/2 kB  {name:22} {times}", flush=True)


if __name__ == "__main__":
    main()
