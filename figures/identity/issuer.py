"""Whose disclosure it is: a place, and the department within it where one publishes by itself.

The names of provinces, prefectures and counties stand in ``rules/words/divisions.yaml``, with their
year and where they are from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gouji.rules import cues
from gouji.rules.bundled import bundled
from gouji.rules.traditional import simplified

TITLE_LINES: Final = 4
"""How many first lines may name the issuer."""
LONGEST_LINE: Final = 200
LONGEST_TITLE: Final = 60
"""A longer line is running text, where a place may be anyone's."""
_SIGNATURE_LINES: Final = 3
_LONGEST_SIGNATURE: Final = 30
LONGEST_TEXT: Final = 20_000
"""Characters of running text in which the name of a place is looked for."""

_HAN: Final = re.compile(r"[一-鿿]+")
_UNITS: Final = re.compile(r"自治[区州县旗]|地区|[省市州盟县区旗]")
_SHORTEST: Final = {"县": 1, "旗": 1}
_LONGEST: Final = {"自治区": 5, "自治州": 10, "自治县": 10, "自治旗": 8, "省": 3}
_LONGEST_NAME: Final = 5
_BEFORE: Final = frozenset("于的布将进在对由向为与及年度月日期份发到从现我了展示就据按")
"""Characters that may stand before a place's name in a title: 关于…, 现将…, 2023年度…."""

_TABLE: Final[dict[str, str]] = bundled("divisions")
_PROVINCE: Final = re.compile(r"(.+?)(省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)")
_LEAST_TELLING: Final = 3
"""和县, 城区: a shorter name is a pair of words as well."""

UNIT_OF_PROVINCE: Final[dict[str, str]] = {
    match[1]: match[2] for match in map(_PROVINCE.fullmatch, _TABLE["provinces"].split()) if match
}
"""What each province calls itself behind its name: 省, 市, 壮族自治区."""
DIVISIONS: Final = frozenset(
    name
    for rank in ("provinces", "prefectures", "counties")
    for name in _TABLE[rank].split()
    if len(name) >= _LEAST_TELLING
)
"""All divisions in full, but for names of two characters."""
_LEADING: Final = DIVISIONS | set(UNIT_OF_PROVINCE)
_LONGEST_LEAD: Final = 40
LONGEST_DIVISION: Final = max(map(len, DIVISIONS))


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    unit: str
    start: int
    end: int


def led_by(text: str) -> str:
    """``上海高院2024年…``: the province, city or county that a paragraph begins with, or ""."""
    start = simplified(text[:_LONGEST_LEAD]).lstrip()
    lengths = range(min(LONGEST_DIVISION, len(start)), 1, -1)
    return next((start[:n] for n in lengths if start[:n] in _LEADING), "")


def issuer_of(lines: Sequence[str], text: str) -> str | None:
    """Find who publishes: the place that the first ``lines`` name, or whoever signs the text."""
    text = cues.ISSUER_NOT_ITS_OWN.sub("", text[:LONGEST_TEXT])
    signed = _signed(text)
    lines = [line[:LONGEST_LINE] for line in lines[:TITLE_LINES]]
    lines = [cues.ISSUER_ABOUT_THE_PAGE.split(line)[0] for line in lines]
    for line in lines:
        plain = re.sub(r"[\s“”\"'‘’《》#*]+", "", line)
        if len(plain) > LONGEST_TITLE or "。" in plain:
            continue
        if found := _in_title(plain) or _bare_name(plain, text):
            return found
        if township := cues.ISSUER_TOWNSHIP.search(plain):
            return township[1]
    for line in lines:
        if signed and (match := cues.ISSUER_OF_THE_CITY.search(re.sub(r"\s+", "", line))):
            return _with_department(signed, match["department"])
    return signed


def _signed(text: str) -> str | None:
    """The place of whoever signs below the text."""
    for line in text.rstrip().rsplit("\n", _SIGNATURE_LINES)[-_SIGNATURE_LINES:]:
        plain = re.sub(r"\s+|[0-9]{4}年.*", "", line)
        signs = len(plain) <= _LONGEST_SIGNATURE and cues.ISSUER_SIGNED_BY.search(plain)
        if signs and _HAN.fullmatch(plain) and (found := _in_title(plain)):
            return found
    return None


def _in_title(line: str) -> str | None:
    for run in _HAN.finditer(line):
        chain: list[_Place] = []
        for place in _places(run[0]):
            if chain and place.start != chain[-1].end:
                break
            chain.append(place)
        if not chain or (chain[-1].unit in ("区", "旗") and not _is_owned(chain, line, run)):
            continue
        department = cues.ISSUER_DEPARTMENT.match(run[0][chain[-1].end :])
        return _with_department(_called(chain), department[0] if department else "")
    return None


def _is_owned(chain: Sequence[_Place], line: str, run: re.Match[str]) -> bool:
    """Whether 区 ends the name of a district: its city stands before it, or its hotline behind."""
    rest = line[run.start() + chain[-1].end :]
    return len(chain) > 1 or bool(re.match(r"12345|12328|人民政府|政务|便民|数据|行政|热线", rest))


def _called(chain: Sequence[_Place]) -> str:
    """Name a county by itself, a district with its city: many cities have a 鼓楼区."""
    kept = [p for p in chain if p.unit not in ("省", "自治区")] or chain[-1:]
    district = kept[-1].unit in ("区", "旗")
    return "".join(p.name for p in kept[-2:]) if district else kept[-1].name


def _with_department(place: str, department: str) -> str:
    return place if cues.ISSUER_OPERATOR.search(department) else place + department


def _places(run: str) -> Iterator[_Place]:
    """Yield names that end in the word for an administrative unit: those of the table, or others.

    Of the table the longest is meant, of others the shortest that can be.
    """
    behind = 0
    for unit in _UNITS.finditer(run):
        if cues.ISSUER_NOT_A_UNIT.match(run[unit.start() :]) or _goes_on(run, unit, behind):
            continue
        if length := _known(run, unit, behind) or _length(run, unit, behind):
            start = unit.start() - length
            yield _Place(run[start : unit.end()], unit[0], start, unit.end())
            behind = unit.end()


def _known(run: str, unit: re.Match[str], behind: int) -> int | None:
    """A division of the table is known wherever it stands, the longest that ends here."""
    end = unit.end()
    lengths = range(min(LONGEST_DIVISION, end - behind), len(unit[0]), -1)
    found = next((n for n in lengths if run[end - n : end] in DIVISIONS), None)
    return found and found - len(unit[0])


def _goes_on(run: str, unit: re.Match[str], behind: int) -> bool:
    """Whether the name does not end here: 辉县市, 沙市区."""
    longer = _UNITS.match(run, unit.end())
    return longer is not None and (_known(run, longer, behind) or 0) > len(unit[0])


def _length(run: str, unit: re.Match[str], behind: int) -> int | None:
    shortest = _SHORTEST.get(unit[0], 2)
    longest = min(_LONGEST.get(unit[0], _LONGEST_NAME), unit.start() - behind)
    for n in range(shortest, longest + 1):
        start = unit.start() - n
        bare, name = run[start : unit.start()], run[start : unit.end()]
        first = bare[1:] if bare[0] == "市" and name[-1] == "区" else bare  # 市北区
        common = cues.ISSUER_NOT_IN_NAMES.search(first) or cues.ISSUER_COMMON.fullmatch(name)
        if not common and _starts(run, start, behind):
            return n
    return None


def _starts(run: str, at: int, behind: int) -> bool:
    """Whether a name may start here: behind its parent, a province, or a word that leads to it."""
    led = any(run[max(behind, at - k) : at] in UNIT_OF_PROVINCE for k in (2, 3))
    return led or at == behind or run[at - 1] in _BEFORE


def _bare_name(line: str, text: str) -> str | None:
    """``江阴12345``: a division of the table without its unit, or what the text prints with it."""
    for match in re.finditer(r"([一-鿿]+)12345", line):
        run = match[1]
        for n in range(2, min(4, len(run)) + 1):
            name = run[-n:]
            if run[:-n][-1:] in {"", *_BEFORE} and (unit := _unit_of(name, text)):
                return name + unit
    return None


def _unit_of(name: str, text: str) -> str:
    """What a division calls itself behind its name; "" where neither table nor text knows it."""
    if name in UNIT_OF_PROVINCE:
        return UNIT_OF_PROVINCE[name]
    found = Counter(re.findall(rf"{re.escape(name)}([省市县区州盟旗])", text))
    listed = (unit for unit in "市县区州盟旗" if name + unit in DIVISIONS)
    return found.most_common(1)[0][0] if found else next(listed, "")
