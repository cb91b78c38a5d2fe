"""What text and the tables below it say together: totals that only one of the two prints.

``占全年诉求总量的9.02%`` above a table with the total; ``45件，分类情况如下`` above the kinds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from gouji.documents.document import Block, Paragraph, Place, Table
from gouji.figures.figure import Figure
from gouji.figures.numbers.digits import slips_into
from gouji.figures.statements.antecedents import content_of
from gouji.figures.statements.statement import Statement, TextRelation
from gouji.figures.statements.text_shares import Share
from gouji.rules import cues

_FEWEST: Final = 3


def of_totals(shares: Sequence[Share], settled: Collection[int]) -> Iterator[Statement]:
    """The shares that name the total of all requests, which the text itself does not print.

    ``settled`` are the numbers of shares whose whole the text prints.
    """
    for s in shares:
        if s.share.number not in settled and len(s.parts) == 1 and names_total(s.share.words):
            yield Statement("text-share", {"占比": (s.share,), "部分": s.parts})


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


def announced(blocks: Sequence[Block], figures: Sequence[Figure]) -> Iterator[TextRelation]:
    """``受理45件，分类情况如下：`` right above a row of kinds, the last 其他: they are all of it.

    Only where they make it up, or one slip of the pen explains why not.
    """
    for above, table in pairwise(blocks):
        if not (isinstance(above, Paragraph) and isinstance(table, Table)):
            continue
        if not cues.ANNOUNCES.search("".join(above.text.split())):
            continue
        told = [i for i, f in enumerate(figures) if _stands_in(f.place, above) and f.unit]
        kinds = tuple(i for i, f in enumerate(figures) if f.place.table == table.number)
        parts = [figures[i] for i in kinds]
        if told and _are_kinds(parts) and _make_up(figures[told[-1]], parts):
            place = Place(line=above.place.line, page=above.place.page)
            roles = {"总体": (told[-1],), "分项": kinds}
            yield TextRelation("text-sum", roles, certain=True, place=place)


def _stands_in(place: Place, paragraph: Paragraph) -> bool:
    return replace(place, span=None) == replace(paragraph.place, span=None)


def _are_kinds(parts: Sequence[Figure]) -> bool:
    """Counts that stand in one row or column, each but for its share and the rest at the end."""
    lines = min(len({p.place.row for p in parts}), len({p.place.column for p in parts}))
    whole = all(p.numeral.step == 1 and p.numeral.value >= 0 and p.unit != "%" for p in parts)
    last = (
        [path[-1] for path in (parts[-1].row_path, parts[-1].column_path) if path] if parts else []
    )
    return len(parts) >= _FEWEST and lines == 1 and whole and any(map(cues.OTHER.match, last))


def _make_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    total = sum((p.numeral.value for p in parts), Decimal(0))
    gap = total - whole.numeral.value
    return not gap or any(
        one.numeral.value - gap * sign == Decimal(other)
        for one, sign in ((whole, -1), *((p, 1) for p in parts))
        for other, _ in slips_into(format(one.numeral.value, "f"))
    )
