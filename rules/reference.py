"""Reference data that equations need and disclosures don't print: resident populations."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent / "reference"
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_PROVINCE = re.compile(r"^[^省区市]{2,8}(?:省|自治区)(?=.)")
_RANK = re.compile(r"(?<=..)[市省]$")


@dataclass(frozen=True, slots=True)
class Reference:
    """A number to compare with, the year it is of, and where it is published."""

    value: int
    year: int
    source: str


def population(issuer: str) -> Reference | None:
    """Find the residents of an issuer: by its full name, without 市 or 省, or behind its province.

    吉林 alone may be the city or the province: then there is nothing to say.
    """
    name = "".join(issuer.split())
    for one in (name, _PROVINCE.sub("", name)):
        named = {one} & _populations().keys() or {
            full for full in _populations() if _RANK.sub("", full) == one
        }
        if len(named) == 1:
            return _populations()[named.pop()]
    return None


@cache
def _populations() -> dict[str, Reference]:
    """Read what ships, by the full name of a city or province; the year is what the source says."""
    found = {}
    for path in sorted(_HERE.glob("*.csv")):
        for row in csv.DictReader(path.read_text("utf-8").splitlines()):
            year = int(_YEAR.findall(row["source"])[0])
            people = int(row["resident_population"])
            found[row["city"]] = Reference(people, year, row["source"])
    return found
