"""Changes that a sentence tells without their value: ``互联网渠道受理诉求同比增长414.87%``.

They are held against the changes that other documents print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from gouji.checks.binding.twice.pairs import Source, of_one_period
from gouji.checks.binding.twice.things import Known, channel_of, gist_of, period_meant
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.figures.sentences.subjects import take_apart
from gouji.rules.labels import normalise
from gouji.rules.vocabulary import Vocabulary

LEAST_TELLING: Final = 3
"""Characters of a gist that names a thing by its words alone."""
_TOLD: Final = re.compile(
    r"(?P<subject>[^,，;；:：]{2,40}?)(?:与(?:上年|去年)(?:同期)?相比)?"
    r"(?P<compared>同比|环比|[较比](?:上年|去年|上月|上季度?|上周)(?:同期)?)(?:有所|大幅|明显|小幅|略)?"
    r"(?:增长|上升|增加|提高|增幅|下降|减少|降低|回落|下滑|降幅)[了约为达]?"
)
_MONTHLY: Final = re.compile(r"环比|上[月季周]")

Key: TypeAlias = "Known | tuple[str, frozenset[str]]"
"""What changed: an indicator of a scope, or the gist of a label."""


class Turn(NamedTuple):
    """A change; ``at`` is the figure that prints it."""

    at: int
    kind: str
    comparison: str
    is_told: bool


def changes_of(source: Source) -> dict[Key, list[Turn]]:
    """Find the changes of the document's own period, by what changed."""
    found: dict[Key, list[Turn]] = {}
    for thing, figures in source.printings.items():
        if thing.period == source.period:
            for i in figures:
                figure = source.material.figures[i]
                if (turn := _attached(i, figure)) and (key := _key(thing.what, figure)):
                    found.setdefault(key, []).append(turn)
    for i in source.span:
        if told := _told(i, source):
            found.setdefault(told[0], []).append(told[1])
    return found


def _key(what: object, figure: Figure) -> Key | None:
    if isinstance(what, Known):
        return what
    return _by_words(figure.column_path[-1]) if figure.column_path and not figure.scope else None


def _attached(i: int, figure: Figure) -> Turn | None:
    change = figure.change
    if change is None or change.numeral.hedge or change.kind not in ("relative", "multiple"):
        return None
    return Turn(i, change.kind, change.comparison, False)


def _told(i: int, source: Source) -> tuple[Key, Turn] | None:
    figure = source.material.figures[i]
    label = normalise(figure.column_path[-1]) if figure.column_path else ""
    is_rate = figure.unit == "%" and figure.place.table is None and not figure.numeral.hedge
    match = _TOLD.match(label) if is_rate and figure.change is None else None
    if match is None or period_meant(figure, source.period) != source.period:
        return None
    key = _named(match["subject"], figure, source.material.meaning.vocabulary)
    compared = "month-on-month" if _MONTHLY.search(match["compared"]) else "year-on-year"
    return (key, Turn(i, "relative", compared, True)) if key else None


def _named(subject: str, figure: Figure, vocabulary: Vocabulary) -> Key | None:
    """A heading may narrow a sentence down to a slice; then only its words name the thing."""
    label, headings = take_apart(subject), figure.subject
    slices = {normalise(member.name)[:2] for member in vocabulary.members}
    if label.owner or any(name in heading for heading in headings[-1:] for name in slices):
        return None
    if channel := channel_of(label.label, vocabulary):
        return Known(channel, ())
    if found := vocabulary.match(label.label, headings, (), "count"):
        return Known(found.name, ())
    return _by_words(label.label)


def _by_words(label: str) -> Key | None:
    gist = gist_of(label)
    return (gist.told, gist.deeds) if len(gist.told) >= LEAST_TELLING else None


def told_twice(material: Material) -> Iterator[tuple[Turn, Turn]]:
    """Changes of one thing in two documents, one of them at least told without its value."""
    for pair in of_one_period(material):
        mine, others = map(changes_of, pair)
        for key in mine.keys() & others.keys():
            found = [*mine[key], *others[key]]
            alike = len({turn.comparison for turn in found} - {""}) < 2
            if alike and any(t.is_told for t in found) and len(mine[key]) == len(others[key]) == 1:
                yield found[0], found[1]
