"""Reference data that equations need and disclosures don't print: resident populations."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path

from gouji.rules.problem import LONGEST_SHOWN, Problem, RuleError
from gouji.rules.source import read_text

COLUMNS = ("city", "resident_population", "source")

_HERE = Path(__file__).parent / "reference"
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_PEOPLE = re.compile(r"[1-9]\d{0,9}|[1-9]\d{0,2}(?:,\d{3}){1,3}")
_PROVINCE = re.compile(r"^[^省区市]{2,8}(?:省|自治区)(?=.)")
_RANK = re.compile(r"(?<=..)[市省]$")


@dataclass(frozen=True, slots=True)
class Reference:
    """A number to compare with, the year it is of, and where it is published."""

    value: int
    year: int
    source: str


@dataclass(frozen=True)
class References:
    """Populations by the full name of the city or province."""

    by_name: dict[str, Reference]

    def of(self, issuer: str) -> Reference | None:
        """Find an issuer by its full name, without 市 or 省, or with its province before it."""
        name = "".join(issuer.split())
        below_province = _PROVINCE.sub("", name)
        return self._named(name) or self._named(below_province)

    def extended(self, other: References) -> References:
        """Add other references; they replace those of the same name."""
        return References({**self.by_name, **other.by_name})

    def _named(self, name: str) -> Reference | None:
        if found := self.by_name.get(name):
            return found
        # 吉林 alone may be the city or the province: say nothing
        stems = [full for full in self.by_name if _RANK.sub("", full) == name]
        return self.by_name[stems[0]] if len(stems) == 1 else None


def population(issuer: str, added: References | None = None) -> Reference | None:
    """Find the resident population of an issuer, in ``added`` first, then in what ships."""
    found = added.of(issuer) if added else None
    return found or _bundled().of(issuer)


def load_reference(path: Path) -> References:
    """Read a CSV file with the columns city, resident_population, source.

    The year is the first one that the source names. RuleError lists every bad row with its line.
    """
    by_name: dict[str, Reference] = {}
    problems: list[Problem] = []
    for place, city, people, source in _rows(path):
        if city in by_name:
            zh, en = f"“{city}”重复；请只留一行", f"'{city}' twice; keep one row"
            problems.append(Problem(place, zh, en))
        elif problem := _misfit(place, city, people, source):
            problems.append(problem)
        else:
            by_name[city] = Reference(int(people.replace(",", "")), _year(source), source)
    if problems:
        raise RuleError(problems)
    return References(by_name)


def _rows(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Yield the place and the three columns of each row."""
    reader = csv.DictReader(StringIO(read_text(path, str(path)), newline=""), restval="")
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        listed = ", ".join(missing)
        raise RuleError([Problem(f"{path}:1", f"缺少列：{listed}", f"lacks the columns {listed}")])
    for row in reader:
        city, people, source = (row[column].strip() for column in COLUMNS)
        yield f"{path}:{reader.line_num}", city, people, source


def _misfit(place: str, city: str, people: str, source: str) -> Problem | None:
    if not city:
        return Problem(place, "缺少城市名称", "the city is not named")
    if not _PEOPLE.fullmatch(people):
        found = people[:LONGEST_SHOWN]
        zh, en = (
            f"人口“{found}”须为正整数",
            f"population '{found}' must be a whole number of people",
        )
        return Problem(place, zh, en)
    if not _year(source):
        zh, en = (
            "来源未写明年份，如“2020年人口普查”",
            "the source names no year, like 2020年人口普查",
        )
        return Problem(place, zh, en)
    return None


def _year(source: str) -> int:
    """Take the first year that a source names, 0 where it names none."""
    year = _YEAR.search(source)
    return int(year[0]) if year else 0


@lru_cache(maxsize=1)
def _bundled() -> References:
    references = References({})
    for path in sorted(_HERE.glob("*.csv")):
        references = references.extended(load_reference(path))
    return references
