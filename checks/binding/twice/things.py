"""What a figure counts, of whom, and of when: what makes two printings one thing.

A vocabulary's indicator is one wherever it stands. A label that no vocabulary knows names one thing
in two documents only together with what stands around it; within one, ``named_alike`` reads it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from gouji.checks.binding.twice.recasting import Known, recast
from gouji.figures.figure import Figure
from gouji.figures.identity.period import prior_of
from gouji.figures.identity.spans import WORDS as PERIOD_WORDS
from gouji.rules.labels import REMEMBERED_LABELS, normalise
from gouji.rules.vocabulary import Vocabulary
from gouji.rules.words import words

LEAST_TELLING = 4
"""A label of fewer characters names nothing between documents, where nothing around it is alike."""
_MONTH_BEFORE = re.compile(r"上月|上季|上周|环比")
_SHARE = re.compile(r"占|.*(?:占比|比重|比例|同比|环比|增长|下降|上升|减少|增加|提高|较|比上)")
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
_TOO_GENERAL = re.compile(
    r"(?:共|累计|日均|月均)?(?:受理|办理|办结|收到|涉及|完成|接听)?(?:诉求|工单|电话|问题|事项|件)?"
)


class Label(NamedTuple):
    """What names a figure that no vocabulary knows: its labels, and the title they stand under."""

    labels: tuple[str, ...]
    unit: str
    scope: tuple[str, ...]
    is_rate: bool


class Thing(NamedTuple):
    """What was counted and when, wherever it is printed; within one document as it says when."""

    what: Known | Label
    period: str


def within_document(figure: Figure) -> Thing | None:
    """What a figure counts, as far as its own document tells; None where that is not known."""
    known = _known(figure)
    return Thing(known, figure.period) if known else None


def between_documents(figure: Figure, own: str, vocabulary: Vocabulary) -> Thing | None:
    """What a figure of a document of period ``own`` counts, whichever document prints it."""
    period = period_meant(figure, own)
    if period is None:
        return None
    what = recast(_known(figure), figure, vocabulary) or _by_labels(figure)
    return Thing(what, period) if what else None


@lru_cache(maxsize=REMEMBERED_LABELS)
def core_of(label: str) -> str:
    """What a label says of what is counted: without periods, and words that any label may have."""
    return words().core(PERIOD_WORDS.sub("", label))


def period_meant(figure: Figure, own: str) -> str | None:
    """The canonical period that a figure is of; None where that is not known."""
    if not figure.period:
        return own
    if figure.period == "prior":
        labels = "".join((*figure.column_path, *figure.row_path))
        before = "month-on-month" if _MONTH_BEFORE.search(labels) else "year-on-year"
        return prior_of(own, before)
    if own.isdecimal() and _YEAR.fullmatch(figure.period):
        return figure.period[:4]
    return None


def _known(figure: Figure) -> Known | None:
    if figure.indicator is None or _is_a_part(figure):
        return None
    return Known(figure.indicator, figure.scope, figure.quantity == "rate")


def _by_labels(figure: Figure) -> Label | None:
    """All labels of a figure; those of running text must tell something by themselves."""
    if figure.indicator is not None or _is_a_part(figure):
        return None
    paths = (*figure.row_path, *figure.column_path, figure.in_cell)
    labels = tuple(text for path in paths if (text := normalise(path)))
    if not labels or _SHARE.match(labels[-1]):
        return None
    if figure.place.table is not None:
        title = _YEAR.sub("", normalise(figure.subject[-1])) if figure.subject else ""
        if not title or len(labels) < 2 or figure.column_role == "share":
            return None
        labels = (title, *labels)
    elif len(labels[-1]) < LEAST_TELLING or _TOO_GENERAL.fullmatch(labels[-1]):
        return None
    return Label(labels, figure.unit, figure.scope, figure.quantity == "rate")


def _is_a_part(figure: Figure) -> bool:
    return figure.bracketed or figure.row_role == "of-which"
