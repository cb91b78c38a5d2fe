"""The numbers of a paragraph with what each of them is about, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gouji.documents.document import Paragraph
from gouji.figures import cues
from gouji.figures.clauses import Mark, read_marks, topic_of
from gouji.figures.figure import Change, Numeral
from gouji.figures.subjects import Named, Subjects, is_dull, take_apart
from gouji.figures.text_period import Span, read_period
from gouji.rules.vocabulary import Indicator

_NO_LABEL: Final = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One number of running text and what it is about; ``number`` counts them in the document."""

    number: int
    mark: Mark
    paragraph: int
    label: str
    owner: str
    """Who or what comes before 共 …, as printed."""
    context: tuple[str, ...]
    """Topic and clauses before its own, as printed."""
    section: tuple[str, ...] = ()
    """What the headings narrow everything down to."""
    span: Span | None = None
    indicator: str | None = None
    adds: bool = True
    scope: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        return self.mark.kind

    @property
    def unit(self) -> str:
        return self.mark.printed.unit

    @property
    def words(self) -> str:
        return self.mark.words

    @property
    def about(self) -> str:
        """All the words that say what it is."""
        return "".join((*self.section[-1:], *self.context, self.owner, self.label))

    @property
    def after_unread(self) -> bool:
        """Whether a number that was not read stands between this one and the one before."""
        return any(cues.UNREAD.search(w) for w in (*self.mark.lead, self.words))

    @property
    def is_count(self) -> bool:
        """A count that lists may add up: no change, no share, no mean."""
        quantity = self.mark.printed.quantity
        return (
            self.kind == "value"
            and quantity in ("count", "money")
            and not cues.PER_PERIOD.search(self.words)
            and not any(cues.PER_PERIOD.match(c) for c in self.mark.lead)
        )


def same_time(one: Said, other: Said) -> bool:
    """Whether two numbers may speak of one period: where none is stated, any but last year."""
    first, second = (s.span.name if s.span else "" for s in (one, other))
    return first == second or ("prior" not in (first, second) and "" in (first, second))


@dataclass
class Told:
    """What the sentences so far have settled for the next number of the paragraph."""

    topic: str
    sentence: int = -1
    segment: int = -1
    lead: tuple[str, ...] = ()
    span: Span | None = None
    owners: list[tuple[str, ...]] = field(default_factory=list)
    unclear: bool = False
    """An earlier sentence of the paragraph speaks of a slice, and this one may go on with it."""


def tell(paragraph: Paragraph, at: int, first: int, subjects: Subjects, period: str) -> list[Said]:
    """Read a paragraph's numbers; ``at`` is its position, ``first`` the number to begin with."""
    text = paragraph.text
    marks = list(_runs(_differences(read_marks(text))))
    told = Told(topic_of(text) if paragraph.level is None else "")
    headings = [s for s in map(subjects.heading_scope, paragraph.headings) if s]
    said: list[Said] = []
    for mark, label in _labelled(marks):
        one = _say(mark, label, told, said, subjects, period)
        one = replace(one, number=first + len(said), paragraph=at, section=tuple(headings))
        one = _meant(one, told, said, subjects, paragraph.headings, headings)
        said.append(one)
    return said


def _differences(marks: Sequence[Mark]) -> Iterator[Mark]:
    """``增加120件`` with nothing to compare is a change of what was told before it."""
    for mark in marks:
        match = cues.DIFFERENCE.match(mark.words) if mark.kind == "value" else None
        if match and mark.printed.quantity == "count":
            numeral = mark.printed.numeral
            if match["down"]:
                numeral = replace(numeral, value=-numeral.value)
            subject = match["subject"]
            text = mark.words.removeprefix(subject) + numeral.text + mark.printed.unit
            change = Change(text, "difference", numeral)
            yield replace(mark, kind="change", words=subject, change=change)
        else:
            yield mark


def _runs(marks: Iterator[Mark]) -> Iterator[Mark]:
    """Items of ``占…的66%和34%`` or ``分别增长3%和4%`` are of the kind of the first."""
    before: Mark | None = None
    for mark in marks:
        if before is not None and mark.joined and not mark.attached:
            mark = _like(before, mark)
        if not mark.attached:
            before = mark
        yield mark


def _like(before: Mark, mark: Mark) -> Mark:
    if mark.kind != "value" or mark.printed.quantity != before.printed.quantity:
        return mark
    if before.kind == "share":
        return replace(mark, kind="share")
    if before.kind == "change" and before.change and not before.attached:
        numeral = _signed_like(mark.printed.numeral, before.change.numeral)
        change = replace(before.change, numeral=numeral, text=mark.printed.numeral.text)
        return replace(mark, kind="change", change=change)
    return mark


def _signed_like(numeral: Numeral, other: Numeral) -> Numeral:
    return replace(numeral, value=-numeral.value) if other.value < 0 else numeral


def _labelled(marks: Sequence[Mark]) -> Iterator[tuple[Mark, str]]:
    """Give each number of ``A、B、C分别为x、y、z`` its own label."""
    at = 0
    while at < len(marks):
        end = at + 1
        while end < len(marks) and marks[end].joined and marks[end].kind == marks[at].kind:
            end += 1
        yield from zip(_with_unit(marks[at:end]), _labels(marks[at:end]), strict=True)
        at = end


def _with_unit(run: Sequence[Mark]) -> list[Mark]:
    """``100、200、300件``: the unit stands behind the last."""
    last = run[-1].printed
    if len(run) == 1 or not last.unit:
        return list(run)
    return [
        m
        if m.printed.unit
        else replace(m, printed=replace(m.printed, unit=last.unit, quantity=last.quantity))
        for m in run
    ]


_SUFFIXES: Final = ("类诉求", "类工单", "类事项", "渠道", "类", "诉求", "端")


def _labels(run: Sequence[Mark]) -> list[str]:
    if len(run) == 1 or run[0].kind != "value":
        return [_NO_LABEL] * len(run)
    label = take_apart(cues.RESPECTIVE.split(run[0].words, maxsplit=1)[0]).label
    parts = [p for p in cues.ENUMERATION.split(label) if p]
    if not cues.RESPECTIVE.search(run[0].words) or len(parts) != len(run):
        return [_NO_LABEL] * len(run)
    for suffix in _SUFFIXES:
        if parts[-1].endswith(suffix):
            return [p if p.endswith(suffix) else p + suffix for p in parts]
    return parts


def _say(
    mark: Mark, label: str, told: Told, said: Sequence[Said], subjects: Subjects, period: str
) -> Said:
    if mark.sentence != told.sentence:
        _new_sentence(told, said)
    if mark.segment != told.segment:
        told.lead = ()
    told.sentence, told.segment = mark.sentence, mark.segment
    if mark.lead:
        told.lead = mark.lead
    named = _named(mark, said)
    span = stated = _period(mark, period)
    if stated is None:
        span = told.span if not cues.TO.fullmatch(mark.words) else None
    elif _lasts(stated, named, mark.words):
        told.span = stated
    return Said(
        number=0,
        mark=mark,
        paragraph=0,
        label=label or ("" if mark.joined else named.label or _behind(mark)),
        owner=named.owner,
        context=tuple(c for c in (told.topic, *told.lead) if c),
        span=span,
    )


def _named(mark: Mark, said: Sequence[Said]) -> Named:
    """``由去年的X件增加到Y件``: what Y is, X has said."""
    if cues.TO.fullmatch(mark.words) and said and cues.FROM.search(said[-1].words):
        return Named(said[-1].owner, said[-1].label)
    return take_apart(cues.FROM.sub("", cues.INTRODUCTION.sub("", mark.words)))


def _lasts(stated: Span, named: Named, words: str) -> bool:
    """``去年同期100件`` speaks of last year for one number, ``去年受理100件，…`` for those after it."""
    if cues.COMPARED_WITH.search(words):
        return False
    return stated.name != "prior" or bool(named.label.strip("的为同期数量"))


def _behind(mark: Mark) -> str:
    """``80名话务代表``: where nothing stands before a number, what stands behind it names it."""
    return mark.behind if mark.kind == "value" and mark.printed.unit else ""


def _new_sentence(told: Told, said: Sequence[Said]) -> None:
    told.unclear = told.unclear or any(told.owners)
    told.owners = []
    told.lead = ()
    if told.span is not None and told.span.name == "prior":
        told.span = None


def _period(mark: Mark, period: str) -> Span | None:
    if mark.kind != "value":
        return None
    if match := cues.COMPARED_WITH.search(mark.words):
        named = read_period(match["named"], period) if match["named"] else None
        return named or Span("prior", match[0])
    for words in (mark.words, *reversed(mark.lead)):
        if stated := read_period(words, period):
            return stated
    return None


def _meant(
    one: Said,
    told: Told,
    said: Sequence[Said],
    subjects: Subjects,
    headings: tuple[str, ...],
    narrowed: Sequence[str],
) -> Said:
    """Give a value its indicator and scope; shares and changes have none of their own."""
    if one.kind != "value" or not one.label:
        return one
    quantity, unit = one.mark.printed.quantity, one.unit
    above = (*headings, *one.context, one.owner, *_whole_label(one, said))
    indicator, own = subjects.indicator(one.label, above, quantity, unit)
    if indicator is not None and _is_mistaken(one, indicator):
        return one
    if indicator is None:
        scope = _own_scope(one, subjects)
        if (scope or _narrows(one)) and not cues.PER_PERIOD.search(one.label):
            told.owners.append(scope or (one.label,))
        return replace(one, scope=scope)
    stated = (
        *(s for s in map(subjects.scope_of, one.context) if s),
        *((s,) if (s := _owner_scope(one.owner, subjects)) else ()),
        *own,
    )
    told.owners.append(stated) if stated else None
    clean = [s for s in stated if not _asked_for(s, indicator.under)]
    if indicator.name in cues.SPECIFIC:
        return replace(one, indicator=indicator.name, scope=_distinct(own), adds=indicator.adds)
    resets = any(cues.LOOK.match(c) for c in one.context) or _says_everything(one, subjects)
    carried = _carried(told, stated)
    open_to_doubt = carried is None or (told.unclear and not carried)
    if not clean and not resets and open_to_doubt:
        return replace(one, adds=indicator.adds)
    scope = _distinct([*narrowed, *(clean or (() if resets else carried or ()))])
    return replace(one, indicator=indicator.name, scope=scope, adds=indicator.adds)


def _is_mistaken(one: Said, indicator: Indicator) -> bool:
    """日均受理 is not 受理, and 转办 is a channel only where channels are spoken of."""
    if indicator.adds and cues.PER_PERIOD.search(one.words):
        return True
    if indicator.name not in cues.CHANNELS:
        return False
    return not any(cues.CHANNEL_WORD.search(w) for w in (*one.context, one.words, one.owner))


def _narrows(one: Said) -> bool:
    """An unknown label may be the subject of what follows: ``专席接诉`` 500件，在线解答 300件."""
    if is_of_which(one.mark) or cues.KINDS.search(one.label):
        return True
    rest = cues.PROCESS.sub("", one.label)
    if is_dull(rest):
        return False
    return one.unit in cues.REQUEST_UNITS or bool(cues.NARROWING.search(one.label))


def _carried(told: Told, stated: tuple[str, ...]) -> tuple[str, ...] | None:
    """The scope that earlier numbers of the sentence leave behind; None where they disagree."""
    distinct = {s for s in told.owners if s}
    if stated or not distinct:
        return ()
    return next(iter(distinct)) if len(distinct) == 1 else None


def _says_everything(one: Said, subjects: Subjects) -> bool:
    return bool(one.owner) and subjects.is_everything(one.owner)


def _own_scope(one: Said, subjects: Subjects) -> tuple[str, ...]:
    member = subjects.member_in(one.owner + one.label)
    return (member,) if member else ()


def _owner_scope(owner: str, subjects: Subjects) -> str:
    return "" if not owner or subjects.is_everything(owner) else subjects.scope_of(owner)


def _asked_for(scope: str, under: Sequence[str]) -> bool:
    return any(word in scope for word in under)


def _distinct(scope: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scope))


def _whole_label(one: Said, said: Sequence[Said]) -> tuple[str, ...]:
    """What 其中 refers to stands above its parts like the head of a table's group."""
    if not is_of_which(one.mark) and not one.mark.listed:
        if not any(s.mark.sentence == one.mark.sentence and is_of_which(s.mark) for s in said[-8:]):
            return ()
    before = [s for s in said if s.is_count and s.label][-6:]
    return tuple(s.label for s in before)


def is_of_which(mark: Mark) -> bool:
    return any(cues.OF_WHICH.match(c) for c in (mark.words, *mark.lead))
