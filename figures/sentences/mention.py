"""A number of running text together with what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Literal

from gouji.figures.figure import KIND_OF, Change, Comparison, Numeral, Quantity
from gouji.figures.identity.period import Span
from gouji.figures.interval import FloatInterval, Interval
from gouji.figures.numbers.amounts import Printed
from gouji.rules import cues


@dataclass(frozen=True)
class Mention:
    """One number of running text and what it is about; words are without white space.

    What follows from that is found once: a statement is tried in hundreds of ways.
    """

    printed: Printed
    kind: Literal["value", "share", "change"]
    words: str
    """Those that lead up to it from the clause break or the number before it."""
    lead: tuple[str, ...]
    """The clauses without numbers between the number before it and ``words``."""
    behind: str
    """The words after it, up to a break or the next number."""
    sentence: int
    segment: int
    joined: bool = False
    """Only 、or 和 stands between it and the number before."""
    ratio: bool = False
    """A colon stands between it and the number before: 3:1."""
    listed: bool = False
    """、, 和 or 及 separates it from the number before, perhaps with words."""
    bracket: int = 0
    """The bracket it stands in, as they open one after the other; 0 outside."""
    change: Change | None = None
    """The change, where it is one."""
    asides: tuple[str, ...] = ()
    """What stands in brackets between the number before it and ``words``."""
    introduced: bool = False
    """A colon opens a list between the number before and it."""
    attached: bool = False
    """A change that belongs to the value right before it, by the grammar of numbers."""
    basis: str = ""
    """The words that reckon a change on another basis than the printed values."""
    number: int = 0
    """Counts them in the document."""
    paragraph: int = 0
    label: str = ""
    owner: str = ""
    """Who or what comes before 共 …, as printed."""
    context: tuple[str, ...] = ()
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
    def bracketed(self) -> bool:
        return self.bracket > 0

    @property
    def unit(self) -> str:
        return self.printed.unit

    @property
    def quantity(self) -> Quantity:
        return self.printed.quantity

    @property
    def numeral(self) -> Numeral:
        """What is printed, a fall with its sign."""
        return self.printed.numeral

    @property
    def value(self) -> Decimal:
        return self.numeral.value

    def told_as_change(
        self, words: str, text: str, *, down: bool, comparison: Comparison = "", basis: str = ""
    ) -> Mention:
        """The change that words make of a value: ``增加`` 120件, ``fell by`` 312."""
        numeral = self.numeral
        if down:
            numeral = replace(numeral, value=-abs(numeral.value))
        kind = KIND_OF.get(self.quantity, "difference")
        change = Change(text, kind, numeral, comparison)
        printed = replace(self.printed, numeral=numeral)
        basis = basis or self.basis
        return replace(
            self, printed=printed, kind="change", words=words, change=change, basis=basis
        )

    def told_as_value(self) -> Mention:
        """What a change by so many would be if it were none: ``turned down`` 312 cases."""
        numeral = replace(self.numeral, value=abs(self.value))
        return replace(
            self, printed=replace(self.printed, numeral=numeral), kind="value", change=None
        )

    @cached_property
    def naming(self) -> str:
        """Its words, or before a bracket that holds nothing but the number the clause there."""
        if self.bracketed and not self.words and self.lead:
            return self.lead[-1]
        return self.words

    @cached_property
    def named_before(self) -> bool:
        """Whether its name stands before its bracket: 食品（9件）, ``, then vans (9)``.

        What else opens a bracket tells parts of the number before: 20 vehicles (``9`` vans).
        """
        left = self.around[0]
        if left:
            apart = left[0].isalpha() or cues.TOLD_CLAUSE.search(left[:-1]) is not None
            return left.endswith("(") and apart
        return self.bracketed and bool(self.lead) and not (self.words or any(self.around))

    @cached_property
    def compared(self) -> bool:
        """Whether another number is compared with it: 较上月, 与去年诉求量（120件）."""
        within = self.naming is not self.words and cues.COMPARED_NOUN.search(self.naming)
        return bool(within or cues.COMPARED_WITH.search(self.naming))

    @cached_property
    def is_prior(self) -> bool:
        """Whether a value is last year's, or what another is compared with: 较第三季度的 8000件."""
        if self.kind != "value" or self.span is None:
            return False
        return self.span.name == "prior" or self.compared

    @cached_property
    def of_prior(self) -> bool:
        """Whether its words are of the period before; 上周 alone may be what is reported on."""
        told = cues.PRIOR.search(self.naming) is not None
        return told and not (self.span is not None and self.span.just_before)

    @property
    def about(self) -> str:
        """All the words that say what it is."""
        return "".join((*self.section[-1:], *self.context, self.owner, self.label))

    @cached_property
    def after_unread(self) -> bool:
        """Whether a number that was not read stands between this one and the one before."""
        return any(cues.UNREAD.search(w) for w in (*self.lead, self.words))

    @cached_property
    def is_count(self) -> bool:
        """A count that lists may add up: no change, no share, no mean."""
        return self.may_add and self.quantity != "measure"

    @cached_property
    def may_add(self) -> bool:
        """A count, or a measure (吨, 亩) of which there is a whole."""
        return (
            self.kind == "value"
            and self.quantity in ("count", "money", "measure")
            and not cues.PER_PERIOD.search(self.words + self.label)
            and not any(cues.PER_PERIOD.match(c) for c in self.lead)
        )

    @cached_property
    def is_exact(self) -> bool:
        """Whether it counts whole things, one by one; a mean of them is rounded."""
        whole = self.numeral.in_full and not self.numeral.hedge
        counted = self.quantity == "count" and bool(self.unit or self.noun)
        difference = self.change is not None and self.change.kind == "difference"
        return whole and counted and (self.is_count or difference)

    @cached_property
    def interval(self) -> Interval:
        """What its print leaves open; a share or a rate may be cut off as well as rounded."""
        numeral = self.numeral
        if self.change or numeral.hedge or self.quantity != "rate":
            return numeral.interval(self.is_exact)
        return _rounded_or_cut(numeral)

    @cached_property
    def in_floats(self) -> FloatInterval:
        """The same in floats."""
        return self.interval.in_floats


@lru_cache(maxsize=1 << 12)
def _rounded_or_cut(numeral: Numeral) -> Interval:
    value, step = Fraction(numeral.value), Fraction(numeral.step)
    return Interval(value - step / 2, value + step)


def sentence_of(one: Mention) -> tuple[int, int]:
    """Its paragraph, and the sentence there."""
    return one.paragraph, one.sentence


def segment_of(one: Mention) -> tuple[int, int]:
    """Where the semicolons that part a sentence leave a number: by paragraph, and segment."""
    return one.paragraph, one.segment


def same_sentence(one: Mention, other: Mention) -> bool:
    return sentence_of(one) == sentence_of(other)


def sentences(said: Iterable[Mention]) -> Iterator[list[Mention]]:
    """Group numbers by the sentence they stand in."""
    return (list(group) for _, group in groupby(said, key=sentence_of))


def same_time(one: Mention, other: Mention) -> bool:
    """Whether two numbers may speak of one period: where none is stated, any but last year.

    Months that a list is called by are parts of one year.
    """
    first, second = (s.span.name if s.span else "" for s in (one, other))
    if any(s.span is not None and s.label == s.span.printed for s in (one, other)):
        return first[:4] == second[:4] or not (first and second)
    last = any(s.span is not None and s.span.just_before for s in (one, other))
    return first == second or ((last or "prior" not in (first, second)) and "" in (first, second))


def subject_of(told: Iterable[Mention]) -> Mention | None:
    """What a sentence is about, as the next goes on: its first value, where none of it is more."""
    values = [s for s in told if s.kind == "value" and s.quantity != "rate" and not s.is_prior]
    return values[0] if values and all(s.value <= values[0].value for s in values) else None


def is_of_which(one: Mention) -> bool:
    return any(cues.OF_WHICH.match(c) for c in (one.words, *one.lead))


def is_once_more(one: Mention, before: Mention) -> bool:
    """``3.72万人（37235人）``, ``37235人，合3.72万人``: a count again, to another place."""
    alike = one.kind == before.kind == "value" and one.unit == before.unit
    rounded = one.numeral.scale != before.numeral.scale and not one.lead
    bare = not one.words if one.bracketed else cues.ONCE_MORE.fullmatch(one.words)
    return alike and rounded and bool(bare) and bool(one.unit)
