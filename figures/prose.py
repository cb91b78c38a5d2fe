"""Running text to figures, and to the relations that its sentences state.

A sentence that is half understood gives figures without meaning and no relation: silence, never
a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from gouji.documents.document import Paragraph
from gouji.documents.files.deadline import NEVER, Deadline
from gouji.figures.figure import Change, Figure
from gouji.figures.identity.issuer import led_by
from gouji.figures.identity.period import as_figure_period
from gouji.figures.meaning import Meaning
from gouji.figures.numbers.numeral import SPACED, Grouping
from gouji.figures.sentences.clauses import squeeze
from gouji.figures.sentences.mention import Mention
from gouji.figures.sentences.mentions import tell
from gouji.figures.sentences.phrases import are_apart, phrased
from gouji.figures.sentences.screens import on_one_line
from gouji.figures.sentences.subjects import Subjects
from gouji.figures.statements.balances import find_balances
from gouji.figures.statements.change_bases import base_of
from gouji.figures.statements.only_two import find_pairs
from gouji.figures.statements.otherwise import as_meant
from gouji.figures.statements.parts import not_beyond
from gouji.figures.statements.phrase_shares import shares_in_phrases
from gouji.figures.statements.statement import FORMS, Statement, TextRelation, counted_together
from gouji.figures.statements.sums import find_sums
from gouji.figures.statements.text_bases import settle
from gouji.figures.statements.text_changes import find_changes
from gouji.figures.statements.text_means import find_means
from gouji.figures.statements.text_rates import find_rates, find_ratios, find_share_sums
from gouji.figures.statements.text_shares import Share, find_shares, without_parts
from gouji.rules import cues
from gouji.rules.traditional import simplified

_TITLE_PARAGRAPHS: Final = 6
_LONGEST_LABEL: Final = 60
_GROUPED: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3},[0-9]{3}(?![0-9])")
_LONG: Final = re.compile(r"[0-9]{5}")
_LOOK_BACK: Final = 300
"""How many numbers back a sentence may refer: it keeps the work linear."""
_LONGEST_PIECE: Final = 200
"""No paragraph that people write has more numbers."""
_LONGEST_SENTENCE: Final = 200
_ENDS: Final = re.compile(r"[。；;!！?？]|\.\s")
_STOPS: Final = re.compile(r"[，。；、,;.!?！？\d（）()]")
_ASIDES: Final = re.compile(r"[（(][^（）()]{0,40}[)）]")
_RANKS: Final = {"year-on-year": 4, "month-on-month": 3}


@dataclass(frozen=True, slots=True)
class ProseReading:
    """The figures of running text in printed order; relations give positions in ``figures``."""

    figures: tuple[Figure, ...]
    relations: tuple[TextRelation, ...]


def read_prose(
    paragraphs: Sequence[Paragraph],
    document: str,
    meaning: Meaning,
    period: str = "",
    beside: Iterable[str] = (),
    deadline: Deadline = NEVER,
) -> ProseReading:
    """Read the numbers of running text; ``period`` is the disclosure's own (``2024-05``).

    ``beside`` are the labels of the document's tables; paragraphs beyond ``deadline`` are counted.
    """
    paragraphs = on_one_line(paragraphs)
    first = (p.text for p in paragraphs[:_TITLE_PARAGRAPHS])
    levels = (cues.LEVELS.findall("".join(p.text.split())) for p in paragraphs)
    subjects = Subjects(
        meaning.vocabulary,
        simplified("\n".join(text for text in first if len(text) < 2 * _LONGEST_LABEL)),
        several_levels=len({level for told in levels for level in told}) > 1,
        everybody=not _tells_others(paragraphs, beside),
        several_places=len({led_by(p.text) for p in paragraphs} - {""}) > 1,
        grouped=_grouping([p.text for p in paragraphs]),
    )
    apart = are_apart([p.text for p in paragraphs])
    history: list[Mention] = []
    related: list[Statement] = []
    shares: list[Share] = []
    for at, paragraph in enumerate(paragraphs):
        if deadline.is_over("paragraphs"):
            continue
        told = tell(paragraph, at, len(history), subjects, period)
        said = phrased(paragraph.text, told, period, apart=apart)
        for piece in _pieces(said):
            if paragraph.level is None:
                related += _relations(piece, history[-_LOOK_BACK:], period, shares)
            history += piece
    sums, lists = find_sums(history, [p.text for p in paragraphs], shares, period)
    related += [*settle(shares, history, lists), *not_beyond(lists, sums), *sums]
    body = [s for s in history if paragraphs[s.paragraph].level is None]
    related += [*find_rates(body, [*lists, *sums]), *find_share_sums(body), *find_balances(history)]
    related += find_pairs(body, {one.figures[0].number for one in related if one.shape in FORMS})
    return _Reading(paragraphs, document, period, history).reading(as_meant(related, history))


def _grouping(texts: Sequence[str]) -> Grouping:
    """What parts the thousands of a document; "" where nothing does, or nobody can say."""
    if any(map(_GROUPED.search, texts)):
        return ","
    apart = [t for t in texts if cues.TOLD_LANGUAGE.search(t.lower())]
    several = sum(len(SPACED.findall(t)) for t in apart) > 1
    return " " if several and not any(map(_LONG.search, texts)) else ""


def _tells_others(paragraphs: Sequence[Paragraph], beside: Iterable[str]) -> bool:
    labels = [*map(simplified, beside)]
    texts = (*labels, *(cues.PEOPLE.sub("", squeeze(p.text)) for p in paragraphs))
    # a row of enterprises, or one of citizens: then others stand beside them
    some = (s.startswith("企业") or s.removesuffix("诉求") in cues.PEOPLE_WORDS for s in labels)
    return any(some) or any(map(cues.NOT_CITIZENS.search, texts))


def _pieces(said: Sequence[Mention]) -> Iterator[Sequence[Mention]]:
    """A paragraph whole, or a monstrous one in pieces, so that the work stays linear."""
    return (said[at : at + _LONGEST_PIECE] for at in range(0, len(said), _LONGEST_PIECE))


def _relations(
    said: Sequence[Mention], history: Sequence[Mention], period: str, shares: list[Share]
) -> list[Statement]:
    """What a paragraph states; its shares go to ``shares``, to be settled by the whole text."""
    plain = [s for s in said if not any(s.around)]
    shares += [*find_shares(plain, history), *shares_in_phrases(said, history)]
    return [
        *without_parts(plain, history),
        *find_means(said, history, period),
        *find_changes(said),
        *find_ratios(said, history),
    ]


@dataclass(frozen=True)
class _Reading:
    """Makes figures of all that was said, and relations over them."""

    paragraphs: Sequence[Paragraph]
    document: str
    period: str
    said: Sequence[Mention]

    def reading(self, related: Sequence[Statement]) -> ProseReading:
        related_to = {s.number for r in related for role in r.roles.values() for s in role}
        changes = self._changes()
        carried = {change.number for change in changes.values()}
        # a bare number without unit and label (the 1 of 3:1) is no figure by itself
        alone = (s for s in self.said if s.kind == "change" or s.unit or s.label)
        related_to |= {s.number for s in alone} - carried
        kept = [s for s in self.said if s.number in related_to]
        position = {s.number: i for i, s in enumerate(kept)}
        counted = counted_together(related)
        figures = tuple(
            self._figure(s, changes.get(s.number), s.is_exact or s.number in counted) for s in kept
        )
        return ProseReading(figures, tuple(_as_relation(r, position) for r in related))

    def _changes(self) -> dict[int, Mention]:
        """For every value, the change to carry: year on year goes before others."""
        carried: dict[int, Mention] = {}
        for _, paragraph in groupby(self.said, key=lambda s: s.paragraph):
            for said in _pieces(list(paragraph)):
                for one in said:
                    base = base_of(one, said)
                    held = carried.get(base.number) if base else None
                    if base and (held is None or _rank(one) > _rank(held)):
                        carried[base.number] = one
        return carried

    def _figure(self, one: Mention, change: Mention | None, exact: bool) -> Figure:
        paragraph, passage = self.paragraphs[one.paragraph], self.paragraphs[one.paragraph].passage
        numeral, printed = one.numeral, one.printed
        return Figure(
            document=self.document,
            place=passage.place(printed.start, printed.end, paragraph.place),
            numeral=numeral,
            interval=numeral.interval(exact),
            unit=one.unit,
            quantity=one.quantity,
            exact=exact,
            column_path=tuple(p for p in (_label(one),) if p),
            subject=paragraph.headings,
            change=_placed(change, paragraph) if change else None,
            bracketed=printed.bracketed and one.kind != "change",
            column_role="share" if one.kind == "share" else "",
            adds=one.is_count and one.adds,
            indicator=one.indicator,
            scope=one.scope,
            period=as_figure_period(one.span, self.period),
            confidence=passage.confidence,
            sentence=self._sentence(one),
            basis=(change or one).basis,
        )

    def _sentence(self, one: Mention) -> tuple[str, str, str]:
        text, printed = self.paragraphs[one.paragraph].passage.text, one.printed
        start = max(0, printed.start - _LONGEST_SENTENCE)
        start += sum(map(len, _ENDS.split(text[start : printed.start])[:-1]))
        at = one.number - self.said[0].number
        before = [s for s in self.said[max(0, at - 1) : at] if s.paragraph == one.paragraph]
        last = before[0].printed.end if before else 0
        own = min(max(start, last), printed.start)
        behind = _ASIDES.sub("", text[printed.end : printed.end + _LONGEST_LABEL])
        return text[start:own], text[own : printed.start], _STOPS.split(behind)[0]


def _placed(said: Mention, paragraph: Paragraph) -> Change | None:
    if (change := said.change) is None:
        return None
    span = change.place.span or (said.printed.start, said.printed.end)
    return replace(change, place=paragraph.passage.place(*span, paragraph.place))


def _rank(change: Mention) -> int:
    if (told := change.change) is None:
        return 0
    return _RANKS.get(told.comparison, 1) - (told.kind == "difference")


def _label(one: Mention) -> str:
    if one.kind == "change" and one.change:
        apart = " " if any(one.around) else ""
        return (one.words + apart + one.change.text)[:_LONGEST_LABEL]
    if one.kind == "share":
        return cues.CONNECTIVES.sub("", one.words, count=1)[:_LONGEST_LABEL].rstrip("的") or (
            "share" if any(one.around) else "占比"
        )
    return one.label[:_LONGEST_LABEL]


def _as_relation(related: Statement, position: dict[int, int]) -> TextRelation:
    roles = {
        role: tuple(position[s.number] for s in members) for role, members in related.roles.items()
    }
    # how near 约 comes nobody says: what it leaves open accuses with less certainty
    nearly = any(s.numeral.hedge == "about" for of_role in related.roles.values() for s in of_role)
    certain = related.certain and not nearly
    return TextRelation(related.shape, roles, certain, related.over)
