"""Where numbers stand: one pattern each for the ways to print the core of a number.

A core is a number without what stands around it (hedge, sign, unit; see ``around``). The patterns
only find it; ``values`` and ``amounts`` say what it is worth, or that it is no number.
"""

from __future__ import annotations

import re
from typing import Final

from gouji.figures.numbers.characters import MASK, THIN
from gouji.figures.numbers.units import SCALE, UNIT, UNIT_BEGINS
from gouji.figures.numbers.values import CHARACTERS, DIGITS
from gouji.figures.numbers.words import WORDS, one_of
from gouji.rules.kept import compiled

GAP: Final = r"[ \u3000]{0,4}"
"""Justified text prints blanks between characters."""
DIGIT: Final = f"[{''.join(c for c, n in DIGITS.items() if n)}]"
_ZERO: Final = "[零〇]"
_CHARACTER: Final = f"[{CHARACTERS}]"
_NO_DIGIT: Final = rf"(?<![0-9.{MASK}])"
_NO_NUMBER: Final = rf"(?<![{CHARACTERS}第数几上])"

_PLAIN: Final = r"[0-9]{1,18}(?:\.[0-9]{1,12})?"
_NUMERAL: Final = "|".join(
    (
        # 1.250,50 and 1 234,5: a comma for the point
        rf"[0-9]{{1,3}}(?:[.{THIN} ][0-9]{{3}}){{1,6}},[0-9]{{1,2}}(?![0-9,])",
        # 1,234,567.89 and 1'234
        rf"[0-9]{{1,3}}(?:[,{THIN}'’][0-9]{{3}}){{1,6}}(?![0-9])(?:\.[0-9]{{1,12}})?",
        rf"[0-9]{{1,3}}(?:，[0-9]{{3}}){{1,6}}(?![0-9，])"
        rf"(?=\s{{0,2}}(?:[(（%‰]|{SCALE}|{UNIT_BEGINS}|\s*\Z))",
        r"[0-9]{1,3}(?:[ ][0-9]{3}){1,4}(?![0-9])(?:\.[0-9]{1,12})?"
        rf"(?=\s{{0,2}}(?:{SCALE}|{UNIT_BEGINS}))",
        # 1.2E+05, 1.2×10³
        rf"{_PLAIN}[eE][+-]?[0-9]{{1,2}}(?![0-9A-Za-z])",
        rf"{_PLAIN}\s?[×xX]\s?10(?:\^-?[0-9]{{1,2}}|[⁰¹²³⁴-⁹]{{1,2}})",
        r"[0-9]{1,3}·[0-9]{1,4}(?=\s?[%‰万亿])",
        _PLAIN,
        rf"(?<![0-9A-Za-z])\.[0-9]{{1,12}}(?=[kKMG%‰]|\s?{UNIT_BEGINS}|\s*\Z)",
    )
)
_ARABIC: Final = rf"(?<![0-9][,'’])(?:{_NUMERAL})(?![0-9]|,[0-9])"
_PLACED: Final = rf"(?:零?[0-9]{{1,4}}(?:\.[0-9]{{1,8}})?\s{{0,3}}|{DIGIT}{GAP})"
_SCALED: Final = r"(?:[千百十]?[万亿]|千(?![米克瓦])|百(?!分)|十)"
_CHAIN: Final = (
    rf"\s{{0,3}}[余多几]?\s{{0,2}}(?:{SCALE})(?:{GAP}[万亿](?!元))?"
    rf"(?:\s{{0,2}}{_PLACED}{_SCALED}){{0,5}}"
    r"(?:零?(?:[0-9],[0-9]{3}|[0-9]{1,4})(?![0-9.,:]|\s?[%‰]|个?百分点))?"
)
"""What may follow digits: 万, 万4000, 亿2345万6789."""
_SPOKEN: Final = (
    rf"{_CHARACTER}(?:{GAP}[余多几来](?={GAP}[万亿])|{GAP}{_CHARACTER}){{0,40}}"
    rf"(?:{GAP}点{GAP}(?:{GAP}(?:{_ZERO}|[0-9]|{DIGIT})){{1,8}})?"
)
_TOPS: Final = one_of(WORDS["fraction-tops"])
_PARTS: Final = one_of(WORDS["fraction-parts"])
_IN_WORDS: Final = (
    rf"(?<![A-Za-z-])(?i:(?:(?P<top>{_TOPS})(?:[\s-]|\s(?:in|out\sof)(?:\severy)?\s))?"
    rf"(?P<under_it>(?(top)(?:{_PARTS})|half))\b)(?!\s(?:year|day|hour)){WORDS['fractions-of']}"
)
_PART: Final = rf"(?:(?<![0-9.]){_ARABIC}|{_SPOKEN})"
_SPAN: Final = r"[0-9]{1,6}\s?(?:天|个?小时|分钟?|h|min|′|')\s?零?"

CORE: Final = compiled(
    rf"""
    {_NO_DIGIT}(?P<clock>[0-9]{{1,3}}:[0-5][0-9]:[0-5][0-9])(?![0-9:])
    |{_NO_DIGIT}
     (?P<span>(?:{_SPAN}){{1,3}}[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?\s?(?:个?小时|分钟?|秒|″|"))
    |{_NO_DIGIT}{_NO_NUMBER}
     (?P<fraction>(?=[^,，。；\n]{{1,40}}?分{GAP}之)(?:(?P<whole>{_PART}){GAP}又{GAP})?
       (?P<below>{_PART}){GAP}分{GAP}之{GAP}(?P<above>[0-9]{{1,3}}(?:，[0-9]{{3}})+|负?{_PART})
       (?:{GAP}(?P<thousand>[kK])(?![A-Za-z]))?)
    |{_NO_DIGIT}(?<!/)(?P<vulgar>(?:(?P<ones>[0-9]{{1,3}})\s)?(?P<over>[0-9]{{1,3}})/
       (?P<under>[2-9]|10))(?![0-9.%‰/])(?=\s?{UNIT})
    |{_NO_DIGIT}{_NO_NUMBER}
     (?P<discount>(?:[0-9](?:[\s.]?[0-9])?|{DIGIT}{GAP}(?:点?{GAP}{DIGIT})?){GAP}折)
       (?![{WORDS["discounts"]}])
    |(?P<in_words>{_IN_WORDS})
    |{_NO_DIGIT}(?P<money>(?<=[$€£¥])|(?<=[$€£¥]\s))?
     (?P<arabic>{_ARABIC}(?:(?P<suffix>[kKMG])(?=\s?{UNIT})
       |[\s-]?(?P<multiple>{one_of(WORDS["multiples"])})(?![A-Za-z])
       |(?(money)(?P<letter>[{"".join(WORDS["of-money"])}])(?![A-Za-z0-9²³])|(?!))|{_CHAIN})?)
    |{_NO_NUMBER}(?P<half>一半(?![天半])|半数|半(?=百|成|个{UNIT}))
    |(?P<doubled>翻了?(?P<doublings>[一两二三四])?番)
    |{_NO_NUMBER}(?P<spoken>{_SPOKEN}|零(?=个))
    """,
    re.VERBOSE,
)
"""The group that closes last names the production."""
INSIDE: Final = re.compile(r"[余多几来]")
"""A hedge within a number: 30余万."""
