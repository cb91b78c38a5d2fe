"""Which column of tidy data is which, and what must hold of their values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from gouji.documents.document import DocumentError
from gouji.documents.files.source import Source

SUFFIX: Final = ".tidy.toml"
LARGEST: Final = 64 * 1024
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "indicator": ("indicator", "指标", "指标名称"),
    "value": ("value", "数值", "指标值"),
    "unit": ("unit", "计量单位", "单位"),
    "period": ("period", "时期", "报告期", "统计期", "年份"),
    "issuer": ("issuer", "发布单位", "填报单位", "地区", "城市"),
    "scope": ("scope", "范围", "分组", "口径范围"),
    "change": ("change", "同比", "同比变化"),
}
"""What a column is, and the names by which it is known without a mapping."""
NEEDED: Final = ("indicator", "value")
MOST_TOLD = 5
_LONGEST: Final = 200
_KEY: Final = ("issuer", "period", "scope", "indicator", "unit")
_TWICE: Final = "与前面的行重复 / the same as a row before"

Wrong: TypeAlias = tuple[int, str, str, str]
"""The row (from 0), the column, what is there and what is wrong with it."""

_NUMERAL = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?"
VALUE: Final = re.compile(rf"(?:超|逾|近|约)?{_NUMERAL}\s*(?:%|％|‰)?\s*[万亿]?\s*[余多]?")
CHANGE: Final = re.compile(
    rf"(?:[↑↓]\s*{_NUMERAL}\s*(?:%|个百分点|倍)?|{_NUMERAL}\s*(?:%|个百分点)|持平)"
)
PERIOD: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:\s*年度?|年)?"
    r"(?:[-/.]?(?P<month>0?[1-9]|1[0-2])月?|[-]?(?:Q|第)(?P<quarter>[1-4一二三四])(?:季度)?|"
    r"-?(?P<half>H1|H2|上半年|下半年))?"
)


def mapped(source: Source, columns: Mapping[int, str]) -> dict[str, int] | None:
    """Where each column of :data:`NAMES` stands; None where this is no tidy data."""
    said = _sidecar(source)
    found: dict[str, int] = {}
    for key, names in NAMES.items():
        wanted = {name.lower() for name in ((said[key],) if key in said else names)}
        at = [number for number, column in columns.items() if column.lower() in wanted]
        if len(at) > 1:
            raise _twice(source, columns[at[0]], columns[at[1]])
        if at:
            found[key] = at[0]
        elif key in said:
            raise _lost(source, said[key], list(columns.values()))
    return found if all(key in found for key in NEEDED) else None


def _twice(source: Source, one: str, other: str) -> DocumentError:
    return DocumentError(
        source.path,
        f"“{one}”和“{other}”两列是同一种列；请在 {source.path.name}{SUFFIX} 中指定一列",
        f"columns '{one}' and '{other}' are the same kind; choose in {source.path.name}{SUFFIX}",
    )


def _lost(source: Source, name: str, columns: Sequence[str]) -> DocumentError:
    return DocumentError(
        f"{source.path}{SUFFIX}",
        f"没有名为“{name}”的列；有：{'、'.join(columns[:20])}",
        f"no column is called '{name}'; there are: {', '.join(columns[:20])}",
    )


def _sidecar(source: Source) -> dict[str, str]:
    """The mapping beside the file: ``indicator = "指标代码"`` and so on, a line each."""
    file = source.path.with_name(source.path.name + SUFFIX)
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        found = tomllib.loads(data[:LARGEST].decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DocumentError(file, f"读不懂（{error}）", f"can't be read ({error})") from error
    wrong = [k for k, v in found.items() if k not in NAMES or not isinstance(v, str)]
    if wrong:
        raise DocumentError(
            file,
            f"未知的项“{wrong[0]}”；只认 {'、'.join(NAMES)}，值为列名",
            f"unknown key '{wrong[0]}' (known: {', '.join(NAMES)}; values are column names)",
        )
    return found


def failures(rows: Sequence[Mapping[str, str]]) -> list[Wrong]:
    """Every value that fails; of a row that comes twice, its indicator."""
    found: list[Wrong] = []
    seen: set[tuple[str, ...]] = set()
    for n, row in enumerate(rows):
        found += [(n, k, row[k], told) for k, (form, told) in _FORMS.items() if not form(row[k])]
        key = tuple(row[name] for name in _KEY)
        if key in seen:
            found.append((n, "indicator", row["indicator"], _TWICE))
        seen.add(key)
    return found


def _blank_or(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: not text or pattern.fullmatch(text) is not None


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST


_FORMS: Final[Mapping[str, tuple[Callable[[str], bool], str]]] = {
    **dict.fromkeys(("unit", "issuer", "scope"), (_is_short, "太长 / too long")),
    "indicator": (lambda text: bool(text) and _is_short(text), "空或太长 / empty or too long"),
    "value": (_blank_or(VALUE), "不是数 / no number"),
    "period": (_blank_or(PERIOD), "不是时期 / no period"),
    "change": (_blank_or(CHANGE), "写成 ↓8.77% / write ↓8.77%"),
}
"""What must hold of each value, and what is said where it does not."""
