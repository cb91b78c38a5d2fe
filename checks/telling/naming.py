"""How figures and amounts are called in a sentence: as printed, in one unit, each label once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import PurePath

from gouji.checks.equations.facets import as_value
from gouji.checks.equations.written import Amounts, finest, in_full
from gouji.checks.material import Material
from gouji.figures.figure import Figure
from gouji.figures.numbers.units import header_unit
from gouji.figures.tables.grid import is_year
from gouji.rules.form import phrases, worded
from gouji.texts.bilingual import Lang

LONG_LIST = 6
"""More addends than this are counted, not listed."""


def phrase(name: str, lang: Lang, n: object = "", other: object = "") -> str:
    """A phrase of ``rules/words/sentences.yaml``."""
    return worded(name, n=n, other=other).say(lang)


def name(figure: Figure, without: str = "") -> str:
    """How a figure is called in a sentence: its row and its last label, but for what is said."""
    return "·".join(x for x in (_row(figure), _leaf(figure)) if x and x != without) or figure.text


def called(figure: Figure, without: str = "", full: bool = False) -> str:
    """Its name and its number, ``full`` without its heading; text may name it by its number."""
    named = name(figure, without)
    number = in_full(as_value(figure), ",") if full and figure.numeral.scale > 1 else shown(figure)
    return named if figure.text.lstrip("-") in named else f"{named} {number}"


def listed(texts: Sequence[str], joint: str) -> str:
    """Join texts; of a long list the first and the last."""
    return joint.join([texts[0], "…", texts[-1]] if len(texts) > LONG_LIST else texts)


def what(figure: Figure) -> str:
    """What a figure measures, by its canonical name where it has one, and of whom."""
    named = figure.indicator or name(figure)
    return f"{named}（{'、'.join(figure.scope)}）" if figure.scope and figure.indicator else named


def common_label(figures: Sequence[Figure]) -> str:
    """The row or column that all figures of a sentence stand in, so that it is said once."""
    shared = ({part(f) for f in figures} for part in (_row, _leaf)) if len(figures) > 1 else ()
    return next((min(labels) for labels in shared if len(labels) == 1 and any(labels)), "")


def _row(figure: Figure) -> str:
    return figure.row_path[-1] if figure.row_path else ""


def _leaf(figure: Figure) -> str:
    if figure.in_cell:
        return figure.in_cell
    names = [header_unit(label)[0] for label in figure.column_path]
    telling = [name for name in names if not is_year(name)]
    return (telling or names or [""])[-1]


def shown(figure: Figure) -> str:
    """A figure as printed, a plain count with separators."""
    text = figure.numeral.text
    return f"{int(text):,}" if text.isdecimal() and len(text) > 3 else text


def hedged(figure: Figure, lang: Lang) -> str:
    hedge = figure.numeral.hedge
    return (phrase(hedge, lang) if hedge in phrases() else "") + shown(figure)


def where(figure: Figure, lang: Lang) -> str:
    """Its table, or its line in the text."""
    place = figure.place
    if place.table is not None:
        return phrase("table", lang, place.table)
    return phrase("text", lang) if place.line is None else phrase("line", lang, place.line)


def printed_in(figure: Figure, material: Material, lang: Lang) -> str:
    """``2023.txt 表3``; what comes from the archive is said to."""
    document = PurePath(figure.document).name
    archived = any(figure.document == d.path for d in material.past)
    if archived and not any(figure.document == d.path for d in material.disclosures):
        document += phrase("archived", lang)
    place = figure.place
    known = place.table is not None or place.line is not None
    return f"{document} {where(figure, lang)}" if known else document


def amounts(figures: Sequence[Figure], like: Figure | None = None) -> Amounts:
    """Amounts in the unit of some figures, with separators; like the finest of them if not said."""
    printed = [as_value(figure) for figure in figures]
    return Amounts(printed, as_value(like) if like else finest(printed), ",")


def before(figure: Figure) -> str:
    """What a figure was before its relative change, to two places; a dash where it lost all."""
    by = Fraction(figure.change.numeral.value) / 100 if figure.change else Fraction(0)
    return f"{float(Fraction(figure.numeral.value) / (1 + by)):.2f}" if by != -1 else "—"
