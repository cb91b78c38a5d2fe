"""The number formats of a workbook's cells, those that a program knows by number among them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

_MONTH, _DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_HOUR, _SECOND = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_HALF, _HALF_SECOND = f"上午/下午{_HOUR}", f"上午/下午{_SECOND}"
BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **{12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **dict.fromkeys((5, 6, 37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((7, 8, 39, 40), "#,##0.00;-#,##0.00"),
    **dict.fromkeys((41, 42), '#,##0;-#,##0;"-"'),
    **dict.fromkeys((43, 44), '#,##0.00;-#,##0.00;"-"'),
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@"},
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _DAY),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: _HOUR, 33: _SECOND},
    **{34: _HALF, 35: _HALF_SECOND, 55: _HALF, 56: _HALF_SECOND},
}
"""What is not listed is General; 27 … 58 as a Chinese Excel shows them."""


@dataclass(frozen=True, slots=True)
class Styles:
    """The format of each cell style, by the style's number."""

    forms: tuple[str, ...] = ()
    struck: frozenset[str] = frozenset()
    """Styles whose font is struck out: what stands in such a cell is no longer said."""

    def form_of(self, style: str) -> str:
        at = int(style)
        return self.forms[at] if 0 <= at < len(self.forms) else "General"


def read_styles(root: etree._Element) -> Styles:
    """Read the styles part of a workbook."""
    own: dict[int, str] = {}
    struck_fonts: set[str] = set()
    styles: list[etree._Element] = []
    for part in root:
        name = etree.QName(part).localname if isinstance(part.tag, str) else ""
        if name == "numFmts":
            own |= {int(f.get("numFmtId", "0")): f.get("formatCode", "General") for f in part}
        elif name == "fonts":
            struck_fonts = {str(n) for n, font in enumerate(part) if is_struck(font)}
        elif name == "cellXfs":
            styles = list(part)
    numbers = [int(style.get("numFmtId", "0")) for style in styles]
    forms = [own.get(n) or BUILT_IN.get(n, "General") for n in numbers]
    struck = (str(n) for n, style in enumerate(styles) if style.get("fontId") in struck_fonts)
    return Styles(tuple(forms), frozenset(struck))


def is_struck(font: etree._Element) -> bool:
    """Whether the font of a cell, or the looks of a run, strike out what is written."""
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1") in {"1", "true"}
