"""Shares of a total that only a table prints: ``占全年诉求总量的9.02%`` above a table."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from gouji.figures.figure import Figure
from gouji.figures.sentences import cues
from gouji.figures.statements.antecedents import content_of
from gouji.figures.statements.text_relations import Related, TextRelation
from gouji.figures.statements.text_shares import Share


def of_totals(shares: Sequence[Share], settled: Collection[int]) -> Iterator[Related]:
    """The shares that name the total of all requests, which the text itself does not print.

    ``settled`` are the numbers of shares whose whole the text prints.
    """
    for s in shares:
        if s.share.number not in settled and len(s.parts) == 1 and names_total(s.share.words):
            yield Related("text-share", {"占比": (s.share,), "部分": s.parts}, certain=False)


def names_total(words: str) -> bool:
    """Whether a share is of all requests by its own words: 占全年诉求的, 占受理总量的."""
    match = cues.SHARE_OF.match(words)
    if match is None or cues.ANAPHORIC.match(match["whole"]):
        return False
    return bool(cues.OF_REQUESTS.search(match["whole"])) and not content_of(match["whole"])


def with_totals(
    shares: Sequence[TextRelation], figures: Sequence[Figure]
) -> Iterator[TextRelation]:
    """Relate shares to the one total that the tables among ``figures`` print."""
    totals = [i for i, figure in enumerate(figures) if _is_total(figure)]
    if len({figures[i].numeral.value for i in totals}) != 1:
        return
    for share in shares:
        if _is_within(figures[share.roles["部分"][0]], figures[totals[0]]):
            yield replace(share, roles={**share.roles, "总体": (totals[0],)})


def _is_total(figure: Figure) -> bool:
    all_of_them = figure.indicator == cues.RECEIVED_INDICATOR and not figure.scope
    return all_of_them and figure.place.table is not None and not figure.period


def _is_within(part: Figure, whole: Figure) -> bool:
    alike = part.unit == (whole.unit or part.unit) and not part.period
    return alike and part.numeral.value < whole.numeral.value
