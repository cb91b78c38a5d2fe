"""Provinces, prefectures and counties by name: what running text may be trusted to call an issuer.

The names stand in ``rules/words/divisions.yaml``, with their year and where they are from.
"""

from __future__ import annotations

import re
from typing import Final

from gouji.rules.bundled import bundled

_TABLE: Final[dict[str, str]] = bundled("divisions")
_PROVINCE: Final = re.compile(r"(.+?)(省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)")
_LEAST_TELLING: Final = 3
"""和县, 城区: a shorter name is a pair of words as well."""

UNIT_OF_PROVINCE: Final[dict[str, str]] = {
    match[1]: match[2] for match in map(_PROVINCE.fullmatch, _TABLE["provinces"].split()) if match
}
"""What each province calls itself behind its name: 省, 市, 壮族自治区."""
MUNICIPALITIES: Final = frozenset(name for name, unit in UNIT_OF_PROVINCE.items() if unit == "市")
PROVINCES: Final = frozenset(UNIT_OF_PROVINCE) - MUNICIPALITIES
CITIES: Final = (
    MUNICIPALITIES
    | {name[:-1] for name in _TABLE["prefectures"].split() if name.endswith("市")} - PROVINCES
)
"""Cities of prefecture rank and above, without 市; 吉林 alone is the province."""
DIVISIONS: Final = frozenset(
    name
    for rank in ("provinces", "prefectures", "counties")
    for name in _TABLE[rank].split()
    if len(name) >= _LEAST_TELLING
)
"""All divisions in full, but for names of two characters."""
LONGEST_DIVISION: Final = max(map(len, DIVISIONS))
