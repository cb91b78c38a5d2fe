"""Parts of a period and the whole of it: ``一季度受理9件，其中1月2件，2月3件，3月4件``."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.figures.identity.period import months_of
from gouji.figures.sentences.mention import Mention
from gouji.figures.statements.statement import Statement, same_unit
from gouji.rules import cues

_FEWEST = 2


def find_period_sums(said: Sequence[Mention], period: str) -> list[Statement]:
    """Find the sums over months and quarters that one paragraph prints in full."""
    found: list[Statement] = []
    counts = [s for s in said if _is_named(s)]
    for whole in counts:
        year, months = _months(whole, period)
        parts = [s for s in counts if s.number != whole.number and _is_part(s, whole, period)]
        covered = [m for s in parts for m in _months(s, period)[1]]
        years = {_months(s, period)[0] for s in parts}
        if len(parts) >= _FEWEST and years == {year} and sorted(covered) == list(months):
            found.append(
                Statement("text-sum", {"总体": (whole,), "分项": tuple(parts)}, certain=True)
            )
    return found


def _is_named(one: Mention) -> bool:
    return one.is_count and one.indicator is not None and not cues.PRIOR.search(one.words)


def _is_part(one: Mention, whole: Mention, period: str) -> bool:
    """Whether it counts the same thing over fewer months."""
    same = (one.indicator, one.scope) == (whole.indicator, whole.scope) and same_unit(one, whole)
    months = _months(one, period)[1]
    return same and 0 < len(months) < len(_months(whole, period)[1])


def _months(one: Mention, period: str) -> tuple[str, Sequence[int]]:
    """Year and months that a number covers: the document's own where none are stated."""
    name = one.span.name if one.span else period
    return name[:4], months_of(name) or ()
