"""The numbers of a paragraph with what each of them is about, sentence by sentence.

Label, period, indicator and scope come from a number's own words and from those before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from gouji.documents.document import Paragraph
from gouji.figures.identity.period import Span, closest, is_period, prior_of, read_period
from gouji.figures.sentences.clauses import mentions, squeeze, topic_of
from gouji.figures.sentences.mention import Mention, is_of_which, is_once_more
from gouji.figures.sentences.subjects import (
    UNCLEAR,
    Named,
    Subjects,
    is_collective,
    is_dull,
    is_party,
    take_apart,
)
from gouji.rules import cues
from gouji.rules.traditional import simplified
from gouji.rules.vocabulary import Indicator

_LOOK_BACK: Final = 12
"""How many numbers back the whole of a list is looked for."""


def tell(
    paragraph: Paragraph, at: int, first: int, subjects: Subjects, period: str
) -> list[Mention]:
    """Read a paragraph's numbers; ``at`` is its position, ``first`` the number to begin with."""
    reader = _Reader(paragraph, at, subjects, period)
    for number, one in enumerate(mentions(paragraph.text, grouped=subjects.grouped), start=first):
        reader.go_on(one)
        reader.said.append(reader.with_meaning(reader.say(one, number)))
    return _named_by_time(reader.said)


def _named_by_time(said: Sequence[Mention]) -> list[Mention]:
    """``一季度9件、二季度8件、三季度7件``: what only its time names is called by that in a list."""
    called = {s.number: s.span.printed for s in said if s.span and s.words.endswith(s.span.printed)}
    bare = [s for s in said if s.number in called and s.label in ("", s.behind) and s.is_count]
    listed = Counter((s.sentence, s.unit) for s in bare if is_period(s.span.name if s.span else ""))
    of_list = {s.number for s in bare if listed[s.sentence, s.unit] > 2}
    return [replace(s, label=called[s.number]) if s.number in of_list else s for s in said]


class _Reader:
    """Walks over the numbers of a paragraph; what came before settles what the next is about."""

    def __init__(self, paragraph: Paragraph, at: int, subjects: Subjects, period: str) -> None:
        self._at, self._subjects, self._period = at, subjects, period
        self._headings = tuple(map(simplified, paragraph.headings))
        # the place that the paragraph begins with, where others begin with other ones
        place = subjects.place_of(paragraph.text)
        self._place = (place,) if place else ()
        self._section = tuple(s for s in map(subjects.heading_scope, self._headings) if s)
        self._section += self._place
        self.said: list[Mention] = []
        self._topic = topic_of(paragraph.text) if paragraph.level is None else ""
        above = squeeze("".join(paragraph.headings))
        others = cues.NOT_CITIZENS.search(squeeze(paragraph.text) + above)
        # the paragraph or a heading tells citizens from enterprises
        self._contrasted = bool(others) or cues.CITIZENS in above
        self._sentence = self._segment = -1
        self._lead: tuple[str, ...] = ()
        self._span: Span | None = None
        # the longer period of which a count was told as 累计 beside the current one
        self._running: Span | None = None
        # the slices that the segment has spoken of so far, and whether one before it did
        self._slices: set[tuple[str, ...]] = set()
        self._narrowed = False
        # within a list that 其中 opened, and the slice of which it lists parts in this sentence
        self._listing = False
        self._base: tuple[str, ...] = ()

    def go_on(self, mark: Mention) -> None:
        """Take note of a new sentence, segment or clause; a list of 其中 ends at ；."""
        if mark.sentence != self._sentence:
            self._base = ()
            self._span = None if self._span and self._span.name == "prior" else self._span
        if mark.segment != self._segment:
            self._narrowed = self._narrowed or bool(self._slices)
            self._slices, self._lead, self._listing = set(), (), False
        if is_of_which(mark) and not self._listing:
            self._listing, self._base = True, self._spoken_of()
        self._sentence, self._segment = mark.sentence, mark.segment
        self._lead = mark.lead or self._lead

    def _spoken_of(self) -> tuple[str, ...]:
        """The slice that what says no more is of; behind others it is open."""
        if len(self._slices) == 1:
            return next(iter(self._slices))
        return (UNCLEAR,) if self._slices or self._narrowed else ()

    def say(self, mark: Mention, number: int) -> Mention:
        """Name a number and its period, unless a list before it gave it its label."""
        before = self.said[-1] if self.said else None
        named = _named(mark, before)
        # 1—6月累计受理…。当月办结…；累计办结…: of the months that 累计 was told of before
        running = mark.kind == "value" and cues.RUNNING.match(mark.words)
        span = stated = _stated_period(mark, self._period) or (self._running if running else None)
        if before and stated is None and (mark.joined or _runs_on(mark, before)):
            span = before.span
        elif stated is None:
            span = self._span if not cues.TO.fullmatch(mark.words) else None
        elif _lasts(stated, named, mark.words) and not (mark.bracketed and stated.name == "prior"):
            self._span = stated
            self._running = stated if cues.RUNNING.search(mark.words) else self._running
        return replace(
            mark,
            number=number,
            paragraph=self._at,
            label=mark.label or ("" if mark.joined else named.label or _behind(mark)),
            owner=named.owner,
            context=tuple(c for c in (self._topic, *self._lead) if c),
            section=self._section,
            span=span,
        )

    def with_meaning(self, one: Mention) -> Mention:
        """Give a value its indicator and scope; shares and changes have none of their own."""
        if one.kind != "value" or not one.label:
            return one
        above = (*self._headings, *one.context, one.owner, *self._whole_label(one))
        quantity = one.quantity
        indicator, own = self._subjects.indicator(self._with_verb(one), above, quantity, one.unit)
        if indicator is None:
            return self._unknown(one)
        # 受理群众诉求 with no enterprise beside: citizens alone, or all who ask
        everybody = cues.RECEIVED.match(one.label) and own == (cues.CITIZENS,)
        if _is_mistaken(one, indicator) or (everybody and not self._contrasted):
            return one
        known = replace(one, indicator=indicator.name, adds=indicator.adds)
        stated, about = self._stated(one, own), (*self._base, *self._spoken_of())
        if stated and not one.bracketed:  # brackets say it in passing
            self._slices.add(stated)
        if indicator.specific:
            return replace(known, scope=_distinct(s for s in (*self._place, *own) if s != UNCLEAR))
        clean = tuple(s for s in stated if not any(word in s for word in indicator.under))
        if clean:
            about = self._base
        elif self._returns_to_all(one):
            about, self._base, self._slices, self._narrowed = (), (), set(), False
        elif about and indicator.name == cues.RECEIVED_INDICATOR:
            # A类9件，占9%，全年受理100件: more than was told of the slice, so of all
            more = all(s.value < one.value for s in self._near(one) if s.is_count)
            about = () if more and not self._narrowed else (UNCLEAR,)
        whole = any(map(is_party, clean))
        section = tuple(s for s in one.section if not (whole and is_collective(s)))
        scope = _distinct((*section, *about, *clean))
        return one if UNCLEAR in scope else replace(known, scope=scope)

    def _near(self, one: Mention) -> Iterator[Mention]:
        """The numbers right before in the same sentence."""
        return (s for s in self.said[-_LOOK_BACK:] if s.sentence == one.sentence)

    def _whole_label(self, one: Mention) -> tuple[str, ...]:
        """What 其中 refers to stands above its parts like the head of a table's group."""
        listed = is_of_which(one) or one.listed
        if not listed and not any(is_of_which(s) for s in self._near(one)):
            return ()
        return tuple(s.label for s in self.said[-_LOOK_BACK:] if s.is_count and s.label)

    def _with_verb(self, one: Mention) -> str:
        """``承办咨询类诉求35万件、非咨询类诉求57万件``: the verb is said once for both."""
        before, is_member = [*self._near(one)][-1:], self._subjects.vocabulary.is_member
        spoken = before and before[0].label.startswith("承办") and is_member(one.label)
        if spoken and is_member(before[0].label.removeprefix("承办")):
            return f"承办{one.label}"
        return one.label

    def _unknown(self, one: Mention) -> Mention:
        """A label that names no indicator may still name the slice that the next ones are of."""
        member = self._subjects.member_in(one.owner + one.label)
        narrows = (member or _narrows(one)) and not cues.PER_PERIOD.search(one.label)
        if narrows and not one.bracketed:
            self._slices.add((member or self._subjects.named_in(one.label) or UNCLEAR,))
        return replace(one, scope=(member,) if member else ())

    def _stated(self, one: Mention, own: tuple[str, ...]) -> tuple[str, ...]:
        """What the clauses before a number, its owner and its label narrow it down to."""
        phrases = (*one.context, *((one.owner,) if one.owner else ()))
        return (*(s for s in map(self._subjects.scope_of, phrases) if s), *own)

    def _returns_to_all(self, one: Mention) -> bool:
        """``从办理情况看``, ``全市热线共…``: whatever was spoken of, this is about all again."""
        looks = any(cues.LOOK.match(c) for c in one.context)
        total = cues.GRAND_TOTAL.fullmatch(one.label) is not None
        subjects = self._subjects
        everything = one.owner or one.label.removesuffix(subjects.without_entity(one.label))
        return looks or total or (bool(everything) and subjects.is_everything(everything))


def _named(mark: Mention, before: Mention | None) -> Named:
    """Name ``融资（210件）`` by the word before, and Y of ``由去年的X件增加到Y件`` like X.

    ``3人死亡、12人受伤`` says behind each what became of them.
    """
    if mark.kind == "value" and (happened := cues.HAPPENED.match(mark.behind)):
        return Named("", happened[1])
    led = mark.bracketed or (mark.introduced and not mark.behind)  # 食品（9件）, 食品：9件
    if led and not mark.words and mark.lead:
        return take_apart(mark.lead[-1])
    kind = mark.lead and cues.NAMES_A_KIND.search(mark.lead[-1])  # 公共交通类诉求，共144件
    if kind and cues.TOTAL_WORDS.fullmatch(mark.words) and not read_period(mark.lead[-1], ""):
        return take_apart(mark.lead[-1])
    if before and cues.TO.fullmatch(mark.words) and cues.FROM.search(before.words):
        return Named(before.owner, before.label)
    if before and (_runs_on(mark, before) or is_once_more(mark, before)):
        return Named(before.owner, before.label)
    # 收入由9件提高到12件 is no list that 由 leads to
    words = mark.words if cues.TO.fullmatch(mark.behind) else cues.INTRODUCTION.sub("", mark.words)
    return take_apart(cues.FROM.sub("", words))


def _runs_on(mark: Mention, before: Mention) -> bool:
    """``去年同期8件15人``: nothing stands between a count and another of the same things."""
    beside = mark.sentence == before.sentence and mark.bracket == before.bracket
    plain = mark.kind == before.kind == "value" and mark.unit != before.unit
    return beside and plain and not (mark.words or mark.lead or mark.listed)


def _lasts(stated: Span, named: Named, words: str) -> bool:
    """``去年同期100件`` speaks of last year for one number, ``去年受理100件，…`` for all after."""
    if cues.COMPARED_WITH.search(words):
        return False
    return stated.name != "prior" or bool(named.label.strip("的为同期末底数量"))


def _behind(mark: Mention) -> str:
    """``80名话务代表``: where nothing stands before a number, what stands behind it names it."""
    told = mark.kind == "value" and mark.unit
    return mark.behind if told and not cues.CONNECTIVES.fullmatch(mark.behind) else ""


def _stated_period(mark: Mention, period: str) -> Span | None:
    """The period that the clauses before a number state; ``period`` is the disclosure's own."""
    if mark.kind != "value":
        # 2024年6月，受理量同比增长5%: the words of a change itself name what it compares with
        told = mark.kind == "change" and not mark.attached
        return _closest_in(reversed(mark.lead), period) if told else None
    bare = mark.bracketed and not mark.words and bool(mark.lead)
    if match := cues.COMPARED_WITH.search(mark.lead[-1] if bare else mark.words):
        named = read_period(match["named"], period) if match["named"] else None
        prior = named is None or (period != "" and named.name == prior_of(period))
        return Span("prior", match[0]) if prior else named
    if bare and (match := cues.COMPARED_NOUN.search(mark.lead[-1])):
        return Span("prior", match[0])
    dated = [s for a in reversed(mark.asides) if (s := read_period(a, period)) and s.days]
    lead = (words for words in reversed(mark.lead) if not cues.MEANWHILE.fullmatch(words))
    return _closest_in((mark.words, *lead), period, dated)


def _closest_in(clauses: Iterable[str], period: str, dated: Iterable[Span] = ()) -> Span | None:
    stated = (read_period(words, period) for words in clauses)
    return closest([*dated, *(span for span in stated if span)])


def _is_mistaken(one: Mention, indicator: Indicator) -> bool:
    """日均受理 is not 受理, and 转办 is a channel only where channels are spoken of."""
    if indicator.adds and cues.PER_PERIOD.search(one.words):
        return True
    if indicator.name not in cues.CHANNELS:
        return False
    return not any(cues.CHANNEL_WORD.search(w) for w in (*one.context, one.words, one.owner))


def _narrows(one: Mention) -> bool:
    """An unknown label may be the subject of what follows: ``专席接诉`` 500件，在线解答 300件."""
    if is_of_which(one) or cues.KINDS.search(one.label):
        return True
    rest = cues.PROCESS.sub("", cues.VERB.sub("", one.label))
    if is_dull(rest) or (rest != one.label and is_collective(rest)):
        return False
    return one.unit in cues.REQUEST_UNITS or bool(cues.NARROWING.search(one.label))


def _distinct(scope: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scope))
