"""A number of running text together with what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from gouji.figures.figure import Numeral, Quantity
from gouji.figures.identity.period import Span
from gouji.figures.sentences.clauses import Mark
from gouji.rules import cues


@dataclass(frozen=True, slots=True)
class Mention:
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
    around: tuple[str, str] = ("", "")
    """The words before and behind it, in small letters, where its language writes words apart."""
    noun: str = ""
    """What is counted, where it is named behind the number: a count of whole things."""

    @property
    def kind(self) -> str:
        return self.mark.kind

    @property
    def unit(self) -> str:
        return self.mark.printed.unit

    @property
    def quantity(self) -> Quantity:
        return self.mark.printed.quantity

    @property
    def numeral(self) -> Numeral:
        """What is printed, a fall with its sign."""
        return self.mark.printed.numeral

    @property
    def value(self) -> Decimal:
        return self.numeral.value

    @property
    def words(self) -> str:
        return self.mark.words

    @property
    def naming(self) -> str:
        """Its words, or before a bracket that holds nothing but the number the clause there."""
        if self.mark.bracketed and not self.words and self.mark.lead:
            return self.mark.lead[-1]
        return self.words

    @property
    def compared(self) -> bool:
        """Whether another number is compared with it: 较上月, 与去年诉求量（120件）."""
        within = self.naming is not self.words and cues.COMPARED_NOUN.search(self.naming)
        return bool(within or cues.COMPARED_WITH.search(self.naming))

    @property
    def is_prior(self) -> bool:
        """Whether a value is last year's, or what another is compared with: 较第三季度的 8000件."""
        if self.kind != "value" or self.span is None:
            return False
        return self.span.name == "prior" or self.compared

    @property
    def of_prior(self) -> bool:
        """Whether its words are of the period before; 上周 alone may be what is reported on."""
        told = cues.PRIOR.search(self.words) is not None
        return told and not (self.span is not None and self.span.just_before)

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
        return self.may_add and self.quantity != "measure"

    @property
    def may_add(self) -> bool:
        """A count, or a measure (吨, 亩) of which there is a whole."""
        return (
            self.kind == "value"
            and self.quantity in ("count", "money", "measure")
            and not cues.PER_PERIOD.search(self.words)
            and not any(cues.PER_PERIOD.match(c) for c in self.mark.lead)
        )


def sentence_of(one: Mention) -> tuple[int, int]:
    """Its paragraph, and the sentence there."""
    return one.paragraph, one.mark.sentence


def segment_of(one: Mention) -> tuple[int, int]:
    """Where the semicolons that part a sentence leave a number: by paragraph, and segment."""
    return one.paragraph, one.mark.segment


def same_sentence(one: Mention, other: Mention) -> bool:
    return sentence_of(one) == sentence_of(other)


def sentences(said: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Group numbers by the sentence they stand in."""
    return (list(group) for _, group in groupby(said, key=sentence_of))


def same_time(one: Mention, other: Mention) -> bool:
    """Whether two numbers may speak of one period: where none is stated, any but last year."""
    first, second = (s.span.name if s.span else "" for s in (one, other))
    last = any(s.span is not None and s.span.just_before for s in (one, other))
    return first == second or ((last or "prior" not in (first, second)) and "" in (first, second))


def is_of_which(mark: Mark) -> bool:
    return any(cues.OF_WHICH.match(c) for c in (mark.words, *mark.lead))


def is_once_more(mark: Mark, before: Mention) -> bool:
    """``3.72万人（37235人）``, ``37235人，合3.72万人``: a count again, to another place."""
    alike = mark.kind == before.kind == "value" and mark.printed.unit == before.unit
    rounded = mark.printed.numeral.scale != before.numeral.scale and not mark.lead
    bare = not mark.words if mark.bracketed else cues.ONCE_MORE.fullmatch(mark.words)
    return alike and rounded and bool(bare) and bool(mark.printed.unit)
