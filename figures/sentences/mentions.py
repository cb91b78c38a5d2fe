"""The numbers of a paragraph with what each of them is about, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gouji.documents.document import Paragraph
from gouji.figures.identity.spans import Span, closest, read_period
from gouji.figures.sentences.clauses import Mark, squeeze, topic_of
from gouji.figures.sentences.mention import Mention, Told, is_of_which
from gouji.figures.sentences.runs import labelled_marks
from gouji.figures.sentences.scoping import with_meaning
from gouji.figures.sentences.subjects import UNCLEAR, Named, Subjects, take_apart
from gouji.rules import cues
from gouji.rules.traditional import simplified


def tell(
    paragraph: Paragraph, at: int, first: int, subjects: Subjects, period: str
) -> list[Mention]:
    """Read a paragraph's numbers; ``at`` is its position, ``first`` the number to begin with."""
    told = Told(
        topic_of(paragraph.text) if paragraph.level is None else "",
        contrasted=_contrasts(paragraph),
    )
    headings = tuple(map(simplified, paragraph.headings))
    narrowed = tuple(s for s in map(subjects.heading_scope, headings) if s)
    said: list[Mention] = []
    for mark, label in labelled_marks(paragraph.text, grouped=subjects.grouped):
        _go_on(told, mark)
        one = _say(mark, label, told, said[-1:], period)
        one = replace(one, number=first + len(said), paragraph=at, section=narrowed)
        said.append(with_meaning(one, told, said, subjects, headings))
    return said


def _go_on(told: Told, mark: Mark) -> None:
    """Take note of a new sentence, segment or clause."""
    _bracket(told, mark)
    if mark.sentence != told.sentence:
        _new_sentence(told)
    elif mark.segment != told.segment:
        _new_segment(told)
    if mark.segment != told.segment:
        told.lead = ()
    if is_of_which(mark) and not told.listing:
        _open_list(told)
    told.sentence, told.segment = mark.sentence, mark.segment
    told.lead = mark.lead or told.lead


def _say(mark: Mark, label: str, told: Told, before: Sequence[Mention], period: str) -> Mention:
    named = _named(mark, before)
    span = stated = _period(mark, period) or _running(mark, told)
    if mark.joined and before and stated is None:
        span = before[-1].span
    elif stated is None:
        span = told.span if not cues.TO.fullmatch(mark.words) else None
    elif _lasts(stated, named, mark.words) and not (mark.bracketed and stated.name == "prior"):
        told.span = stated
        told.running = stated if cues.RUNNING.search(mark.words) else told.running
    return Mention(
        number=0,
        mark=mark,
        paragraph=0,
        label=label or ("" if mark.joined else named.label or _behind(mark)),
        owner=named.owner,
        context=tuple(c for c in (told.topic, *told.lead) if c),
        span=span,
    )


def _named(mark: Mark, before: Sequence[Mention]) -> Named:
    """Name ``融资（210件）`` by the word before, and Y of ``由去年的X件增加到Y件`` like X."""
    if mark.bracketed and not mark.words and mark.lead:
        return take_apart(mark.lead[-1])
    if mark.lead and cues.TOTAL_WORDS.fullmatch(mark.words) and _is_named_by(mark.lead[-1]):
        return take_apart(mark.lead[-1])
    if before and cues.TO.fullmatch(mark.words) and cues.FROM.search(before[-1].words):
        return Named(before[-1].owner, before[-1].label)
    return take_apart(cues.FROM.sub("", cues.INTRODUCTION.sub("", mark.words)))


def _is_named_by(clause: str) -> bool:
    """``公共交通类诉求，共144件``: the clause before names what is counted."""
    return bool(cues.NAMES_A_KIND.search(clause)) and not read_period(clause, "")


def _lasts(stated: Span, named: Named, words: str) -> bool:
    """``去年同期100件`` speaks of last year for one number, ``去年受理100件，…`` for all after."""
    if cues.COMPARED_WITH.search(words):
        return False
    return stated.name != "prior" or bool(named.label.strip("的为同期数量"))


def _behind(mark: Mark) -> str:
    """``80名话务代表``: where nothing stands before a number, what stands behind it names it."""
    told = mark.kind == "value" and mark.printed.unit
    return mark.behind if told and not cues.CONNECTIVES.fullmatch(mark.behind) else ""


def _new_sentence(told: Told) -> None:
    told.unclear = told.unclear or any(told.owners)
    told.before, told.owners, told.base = told.owners, [], ()
    told.lead = ()
    told.listing = False
    if told.span is not None and told.span.name == "prior":
        told.span = None


def _bracket(told: Told, mark: Mark) -> None:
    """What stands in brackets is said in passing: behind them the sentence goes on as before."""
    if mark.bracketed and told.outside is None:
        told.outside = list(told.owners)
    elif not mark.bracketed and told.outside is not None:
        told.owners, told.outside = told.outside, None
        told.listing, told.base = False, ()


def _open_list(told: Told) -> None:
    """What 其中 lists are parts of what was told right before, in this sentence or the last."""
    told.listing = True
    slices = dict.fromkeys(s for s in told.owners or told.before if s)
    told.base = next(iter(slices)) if len(slices) == 1 else (UNCLEAR,) * bool(slices)


def _running(mark: Mark, told: Told) -> Span | None:
    """``1—6月累计受理…。当月办结…；累计办结…``: of the months that 累计 was told of before."""
    return told.running if mark.kind == "value" and cues.RUNNING.match(mark.words) else None


def _new_segment(told: Told) -> None:
    """A list that 其中 opened ends at ；; behind another slice it is open what follows is about."""
    told.unclear = told.unclear or (any(told.owners) and not told.listing)
    told.owners, told.listing = [], False


def _contrasts(paragraph: Paragraph) -> bool:
    above = squeeze("".join(paragraph.headings))
    return bool(cues.NOT_CITIZENS.search(squeeze(paragraph.text) + above)) or "群众诉求" in above


def _period(mark: Mark, period: str) -> Span | None:
    if mark.kind != "value":
        return _period_before(mark, period)
    bare = mark.bracketed and not mark.words and bool(mark.lead)
    if match := cues.COMPARED_WITH.search(mark.lead[-1] if bare else mark.words):
        named = read_period(match["named"], period) if match["named"] else None
        return named or Span("prior", match[0])
    if bare and (match := cues.COMPARED_NOUN.search(mark.lead[-1])):
        return Span("prior", match[0])
    dated = [s for a in reversed(mark.asides) if (s := read_period(a, period)) and s.dated]
    clauses = (read_period(words, period) for words in (mark.words, *reversed(mark.lead)))
    return closest([*dated, *(stated for stated in clauses if stated)])


def _period_before(mark: Mark, period: str) -> Span | None:
    """``2024年6月，受理量同比增长5%``: the words of a change itself name what it compares with."""
    if mark.kind != "change" or mark.attached:
        return None
    clauses = (read_period(words, period) for words in reversed(mark.lead))
    return closest([stated for stated in clauses if stated])
