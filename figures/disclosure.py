"""A disclosure as checks see it: its figures, what its text says of them, whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from gouji.documents.document import Document, Paragraph, Place, Table, Unread, told
from gouji.documents.files.deadline import NEVER, Deadline
from gouji.figures.figure import Figure
from gouji.figures.identity.identify import identify
from gouji.figures.meaning import Meaning
from gouji.figures.numbers.numeral import is_missing
from gouji.figures.prose import read_prose
from gouji.figures.statements.statement import TextRelation
from gouji.figures.statements.wholes import announced
from gouji.figures.tables.reading import read_table
from gouji.rules import cues
from gouji.rules.words import Cue
from gouji.texts.bilingual import Words

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Disclosure:
    """``figures`` in printed order, numbered from 1; ``relations`` index into them from 0."""

    path: str
    sha256: str
    title: str
    issuer: str | None
    period: str | None
    figures: tuple[Figure, ...]
    relations: tuple[TextRelation, ...] = ()
    unread: tuple[Unread, ...] = ()
    restated: str = ""
    """What it says of figures that were revised since an earlier one printed them, quoted."""
    alternatives: Mapping[int, tuple[tuple[Figure, ...], ...]] = field(default_factory=dict)
    """By table number: its figures under every header that a damaged one can have been; the first
    is the one in ``figures``."""
    partial: frozenset[int] = frozenset()
    """The tables that, by the words around them, list only some of what their totals count."""


def read(document: Document, meaning: Meaning, deadline: Deadline = NEVER) -> Disclosure:
    """Read every figure of ``document`` that time allows, tables and running text alike."""
    identity = identify(document)
    beside = [cell.text.strip() for table in document.tables for cell in table.cells]
    # the table of contents counts pages
    told = [b for b in document.paragraphs if b.role != "contents"]
    period = identity.period or ""
    prose = read_prose(told, document.path, meaning, period, beside, deadline)
    readings = {
        t.number: read_table(t, document.path, meaning)
        for t in document.tables
        if not deadline.is_over("tables")
    }
    figures = [*prose.figures, *(f for reading in readings.values() for f in reading[0])]
    notes = [p.text for p in told] + [note.text for t in document.tables for note in t.notes]
    basis = next(_quoted(cues.BASIS_OF_GROWTH, notes), "")
    figures = [replace(f, basis=basis) if basis and _is_growth_of_money(f) else f for f in figures]
    order = sorted(range(len(figures)), key=lambda i: _printed_order(figures[i]))
    moved = {old: new for new, old in enumerate(order)}
    numbers = {figures[old].place: new + 1 for old, new in moved.items()}

    def settled(figure: Figure, number: int) -> Figure:
        return replace(figure, number=number, period=_dated(figure.period, period))

    return Disclosure(
        path=document.path,
        sha256=document.sha256,
        title=identity.title,
        issuer=identity.issuer,
        period=identity.period,
        figures=tuple(settled(figures[old], new) for new, old in enumerate(order, start=1)),
        relations=tuple(
            replace(r, roles={role: tuple(moved[i] for i in of) for role, of in r.roles.items()})
            for r in (*prose.relations, *announced(document.blocks, figures))
        ),
        unread=(
            *document.unread,
            *_half_read(figures),
            *(Unread(Place(), words) for words in deadline.told()),
        ),
        restated=next(_quoted(cues.RESTATED, notes), ""),
        alternatives={
            table: tuple(tuple(settled(f, numbers.get(f.place, 0)) for f in own) for own in listed)
            for table, listed in readings.items()
            if len(listed) > 1
        },
        partial=frozenset(_partial(document)),
    )


def _partial(document: Document) -> Iterator[int]:
    """``表2 诉求量前五的区县``, ``注：仅列主要来源``: by number, tables that list only some.

    Or some more than once: a pupil may be of several groups.
    """
    above = ""
    for block in document.blocks:
        if isinstance(block, Table):
            own = (block.title.text,) if block.title else ()
            around = (*block.headings, above, *own, *(note.text for note in block.notes))
            if any(cues.SOME_ONLY.search(t) or cues.SEVERAL_EACH.search(t) for t in around):
                yield block.number
        above = block.text.rstrip("。").rpartition("。")[2] if isinstance(block, Paragraph) else ""


def _quoted(said: Cue, notes: Iterable[str]) -> Iterator[str]:
    return (m[0] for note in notes if (m := said.search(note)))


def _is_growth_of_money(figure: Figure) -> bool:
    """What a note says of all growth holds of amounts of money, which have prices."""
    change = figure.change
    return figure.quantity == "money" and change is not None and change.kind == "relative"


def _half_read(figures: Sequence[Figure]) -> Iterator[Unread]:
    """Cells among numbers that hold digits and yet no number."""
    for figure in figures:
        if figure.missing and any(map(str.isdigit, figure.text)) and not is_missing(figure.text):
            said = Words(figure.text, repr(figure.text))
            yield Unread(figure.place, told("half-read", text=said))


def within(disclosure: Disclosure, most: int) -> Disclosure:
    """Keep the first figures only, where there are more than can be checked in bounded time."""
    beyond = len(disclosure.figures) - most
    if beyond <= 0:
        return disclosure
    place, words = disclosure.figures[most].place, told("unchecked", most=most, beyond=beyond)
    return replace(
        disclosure,
        figures=disclosure.figures[:most],
        relations=tuple(
            r for r in disclosure.relations if max(chain.from_iterable(r.roles.values())) < most
        ),
        unread=(*disclosure.unread, Unread(place, words)),
    )


def _dated(printed: str, period: str) -> str:
    """A header with the document's own year says nothing new; the year before is the prior."""
    told = cues.HEADER_YEAR.fullmatch(printed) and _YEAR.search(printed)
    if not period or not told:
        return printed
    years_after = int(told[0]) - int(period[:4])
    return {0: "", -1: "prior"}.get(years_after, printed)


def _printed_order(figure: Figure) -> tuple[int, ...]:
    place = figure.place
    numbers = (place.page, place.line, place.table, place.row, place.column)
    return (*(number or 0 for number in numbers), place.span[0] if place.span else 0)
