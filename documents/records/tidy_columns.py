"""Which column of tidy data is which, and what must hold of their values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from gouji.documents.document import DocumentError
from gouji.documents.files.source import Source

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema

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
_CASE = ("index", "column", "failure_case", "check")

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


def mapped(source: Source, columns: Sequence[str]) -> dict[str, int] | None:
    """Where each column of :data:`NAMES` stands; None where this is no tidy data."""
    said = _sidecar(source)
    plain = [column.strip().lower() for column in columns]
    found: dict[str, int] = {}
    for key, names in NAMES.items():
        wanted = {name.lower() for name in ((said[key],) if key in said else names)}
        at = [i for i, column in enumerate(plain) if column in wanted]
        if len(at) > 1:
            raise _twice(source, columns[at[0]], columns[at[1]])
        if at:
            found[key] = at[0]
        elif key in said:
            raise _lost(source, said[key], columns)
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


def schema() -> DataFrameSchema:
    """What must hold of every row; all columns are text, blanks stand for what is not said."""
    import pandera.pandas as pa  # noqa: PLC0415  # 0.7 s, and only tidy data needs it

    def matching(pattern: re.Pattern[str], told: str, *, blank: bool) -> pa.Check:
        return pa.Check(
            lambda text: (blank and not text) or pattern.fullmatch(text) is not None,
            element_wise=True,
            error=told,
        )

    short = pa.Check.str_length(max_value=200, error="太长 / too long")
    named = pa.Check.str_length(min_value=1, max_value=200, error="空或太长 / empty or too long")
    columns = {key: pa.Column(str, short) for key in NAMES}
    columns |= {
        "indicator": pa.Column(str, named),
        "value": pa.Column(str, matching(VALUE, "不是数 / no number", blank=True)),
        "period": pa.Column(str, matching(PERIOD, "不是时期 / no period", blank=True)),
        "change": pa.Column(str, matching(CHANGE, "写成 ↓8.77% / write ↓8.77%", blank=True)),
    }
    unique = ["issuer", "period", "scope", "indicator", "unit"]
    return pa.DataFrameSchema(
        columns, strict=True, unique=unique, report_duplicates="exclude_first"
    )


def failures(frame: pd.DataFrame) -> list[tuple[int, str, str, str]]:
    """Row (from 0), column, what is there and what is wrong, of every value that fails."""
    import pandera.errors  # noqa: PLC0415

    try:
        schema().validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        told = zip(*(cases[name] for name in _CASE), strict=True)
        return sorted(
            {(int(i), str(c), str(v), _told(str(k))) for i, c, v, k in told if _new(c, k)}
        )
    return []


def _new(column: object, check: object) -> bool:
    """A row that comes twice fails in every column of its key; one is enough."""
    return "unique" not in str(check) or column == "indicator"


def _told(check: str) -> str:
    return "与前面的行重复 / the same as a row before" if "unique" in check else check
