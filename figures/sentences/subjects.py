"""What a number in running text is about: its label, indicator, scope and period.

The words in its own clause name it; the clauses, the topic and the headings before it narrow it
down. Whatever is not understood stays in the scope as printed, so that the number is compared with
no other: silence, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gouji.figures.identity.issuer import led_by
from gouji.figures.identity.period import WORDS as PERIOD_WORDS
from gouji.figures.numbers.numeral import Grouping
from gouji.rules import cues
from gouji.rules.labels import normalise
from gouji.rules.vocabulary import Indicator, Vocabulary

_LONGEST_SCOPE: Final = 24
_SHORTEST_MEMBER: Final = 2
_LONGEST_HEADING: Final = 120
_SHARED: Final = ("服务", "在线")
"""Words that end the name of a hotline, or begin that of an indicator: 12345在线｜解答."""
_NAME: Final = f"{cues.BODY_NAME.pattern}|{cues.PLACE_NAME.pattern}"
_PLACED: Final = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2,6}?(?:市|县|区|州)?|[市县区州])"
    rf"[“\"]?(?:12345|12315|政务服务|便民服务|热线){cues.ENTITY.pattern}"
)
_LEADING: Final = re.compile(rf"(?P<name>{_NAME})[\u4e00-\u9fff]{{1,14}}")
_LONGEST_NAME: Final = 16
UNCLEAR: Final = "?"
"""A scope that words narrow down to, but which they do not name."""


@dataclass(frozen=True, slots=True)
class Named:
    """The words of one clause taken apart: ``市平台`` | ``受理诉求``."""

    owner: str
    core: str

    @property
    def label(self) -> str:
        return self.core or self.owner


def take_apart(words: str) -> Named:
    """Take connectives, periods and verbs of being from a clause; split it at 共."""
    text = _trim(cues.NUMBERING.sub("", PERIOD_WORDS.sub("", words)))
    cuts = list(cues.ADVERBS.finditer(text))
    if cuts and cuts[-1].end() < len(text):
        return Named(_trim(text[: cuts[-1].start()]), _trim(text[cuts[-1].end() :]))
    return Named("", _trim(cues.ADVERBS.sub("", text)) or text)


def _trim(text: str) -> str:
    match = cues.CONNECTIVES.match(text)
    if match:
        rest = text[match.end() :]
        closes = "”" in rest or rest.count('"') % 2 == 1
        quoted = match[0].endswith(("“", '"')) and closes
        text = match[0][-1] * quoted + rest
    return cues.TRAILING.sub("", text)


@dataclass(frozen=True)
class Subjects:
    """Reads meaning from words, for one document."""

    vocabulary: Vocabulary
    title: str
    """The first lines of the document: a place named there is the issuer."""
    several_levels: bool
    """It tells 市级平台 from 全市: a bare 市 is then not everything."""
    everybody: bool = False
    """It tells no requests of enterprises apart: 群众 and 市民 are all who ask."""
    grouped: Grouping = ""
    """How it groups thousands (1,204)."""
    several_places: bool = False
    """Its paragraphs begin with places, each with another: ``上海高院…``, ``陕西高院…``."""

    def is_everything(self, owner: str) -> bool:
        """Whether an owner is the hotline of the document itself, all of it."""
        text = cues.PEOPLE.sub("", owner).removesuffix("的")
        if cues.ENTITY.fullmatch(text):
            return True
        if match := _PLACED.fullmatch(text):
            place = match["place"]
            bare = place in ("市", "县", "区", "州")
            return not self.several_levels if bare else place in self.title
        return False

    def member_in(self, text: str) -> str | None:
        """The slice that words name among others: ``市“一企来”共解决…`` is 企业诉求."""
        plain = cues.PEOPLE.sub("", normalise(text))
        kinds = set(cues.KIND.findall(plain))
        for alias, name in self.vocabulary.slices.items():
            if len(alias) < _SHORTEST_MEMBER or alias not in plain or name in cues.VERB_MEMBERS:
                continue
            if name == cues.CITIZENS and self.everybody:
                continue
            if len(kinds) > 1 and kinds & set(cues.KIND.findall(alias)):
                continue
            return name
        return None

    def scope_of(self, phrase: str) -> str:
        """What a phrase before a number narrows it down to; "" where it does not.

        A scope is a name; where a sentence narrows down, what to is ``UNCLEAR``.
        """
        text = PERIOD_WORDS.sub("", cues.NUMBERING.sub("", phrase)).strip()
        if look := cues.LOOK.match(text):
            text = look["owner"]
        elif aspect := cues.ASPECT.match(text):
            text = aspect["what"]
        text = _trim(text)
        if not text or self.is_everything(text):
            return ""
        if _PLACED.fullmatch(text):
            return text[:_LONGEST_SCOPE]
        slogan = cues.SLOGAN.match(text) and not cues.NARROWING.search(text)
        return "" if slogan or is_dull(text) else self.named_in(text)

    def named_in(self, text: str) -> str:
        """The slice, the district or department, or the thing that words name."""
        if member := self.member_in(text):
            return member
        # 市住建局承办诉求, 互联网渠道服务进一步优化
        leads = (_LEADING.fullmatch(text), cues.CHANNEL_NAME.match(text))
        led = (m["name"] for m in leads if m and _reads_as_name(m["name"]))
        name = next(led, "") or _bare(text)
        if is_party(name) and self.is_own(name):
            return ""
        return name if name and _reads_as_name(name) else UNCLEAR

    def is_own(self, name: str) -> bool:
        """Whether a place is the issuer's own: its name stands in the title, not in a sentence."""
        return any(name in line and "。" not in line for line in self.title.split("\n"))

    def place_of(self, paragraph: str) -> str:
        """The place that a paragraph is about, of several; "" for that of the first line."""
        place = led_by(paragraph) if self.several_places else ""
        return "" if place in self.title.split("\n", 1)[0] else place

    def heading_scope(self, heading: str) -> str:
        heading = heading[:_LONGEST_HEADING]
        text = cues.YEAR_LEFT.sub("", PERIOD_WORDS.sub("", cues.NUMBERING.sub("", heading)))
        if cues.TITLE_WORD.search(heading) or is_dull(text):
            return ""
        return self.named_in(text.strip())

    def indicator(
        self, label: str, above: Sequence[str], quantity: str, unit: str
    ) -> tuple[Indicator | None, tuple[str, ...]]:
        """What the vocabulary calls a label, and the slice that the label names itself."""
        above, short = (*above, label), self.without_entity(label)
        counted = self._counted(short, above, unit) if quantity == "count" else (None, ())
        for name in () if counted[1] else dict.fromkeys(self._names(label)):
            if name and (found := self.vocabulary.match(name, above, (), quantity)):
                return (found if found.quantity == quantity else None), ()
        member, rest = ("", "") if counted[1] else self._without_member(short)
        found = self.vocabulary.match(rest, above, (), quantity) if member and rest else None
        return (found, (member,)) if found and found.quantity == quantity else counted

    def without_entity(self, label: str) -> str:
        """``全市12345热线话务代表`` is 话务代表; a bare 服务 or 热线 before a name stays."""
        if plain := cues.PLAIN_ENTITY.match(label):
            return label[plain.end() :]
        match = cues.ENTITY.match(label)
        if match and cues.ENTITY_SIGN.search(match[0]):
            return label[match.end() :].removeprefix("的") or label
        placed = _PLACED.match(label)
        if placed and self.is_own(placed["place"]):
            return label[placed.end() :].removeprefix("的") or label
        return label

    def _names(self, label: str) -> Iterator[str]:
        """What a label may be called in the vocabulary, the fullest first."""
        short = self.without_entity(label)
        yield label
        entity = label.removesuffix(short)
        yield from (
            f"{word}{short}" for word in _SHARED if short != label and entity.endswith(word)
        )
        yield short
        yield cues.VERB.sub("", short)
        if self.everybody:
            yield from (short.removeprefix(w) for w in cues.PEOPLE_WORDS if short.startswith(w))

    def _without_member(self, label: str) -> tuple[str, str]:
        """``群众诉求在线解答率``: the slice, and what is counted of it."""
        text = normalise(label)
        for alias, name in self.vocabulary.slices.items():
            if name == cues.CITIZENS and self.everybody:
                continue
            if text.startswith(alias) and not cues.PEOPLE.match(text):
                return name, text.removeprefix(alias).removeprefix("的").removeprefix("诉求")
        return "", ""

    def _counted(
        self, label: str, above: Sequence[str], unit: str
    ) -> tuple[Indicator | None, tuple[str, ...]]:
        """``受理咨询类诉求``, ``群众诉求`` alone, ``承办非咨询类诉求``: requests of one kind."""
        named = self.vocabulary.named
        for pattern, name in (
            (cues.RECEIVED, cues.RECEIVED_INDICATOR),
            (cues.UNDERTAKEN, cues.UNDERTAKEN_INDICATOR),
        ):
            indicator = named(name)
            if indicator is None or unit not in cues.REQUESTS_ARE_IN:
                continue
            if any(word in text for text in above for word in indicator.not_under):
                continue
            if match := pattern.match(label):
                what = self._who(match["what"])
                if not what:
                    return (indicator, ()) if name == cues.RECEIVED_INDICATOR else (None, ())
                if self.vocabulary.is_member(what):
                    return indicator, (self.vocabulary.member(what),)
            elif name == cues.RECEIVED_INDICATOR and self.vocabulary.is_member(label):
                member = self.vocabulary.member(label)
                everybody = member == cues.CITIZENS and self.everybody
                return indicator, () if everybody else (member,)
        return None, ()

    def _who(self, what: str) -> str:
        """Of whom or of what kind requests are; "" for all of them."""
        what = cues.EVERY_KIND.sub("", cues.PEOPLE.sub("", what))
        if what not in cues.PEOPLE_WORDS:
            return what
        return "" if self.everybody else cues.CITIZENS


def is_party(text: str) -> bool:
    named = cues.BODY_NAME.fullmatch(text) or cues.PLACE_NAME.fullmatch(text)
    return bool(named) and _reads_as_name(text)


def is_collective(text: str) -> bool:
    return cues.COLLECTIVE.fullmatch(text) is not None


def _reads_as_name(text: str) -> bool:
    """Whether words can be a name: short, and nobody does anything in them."""
    return len(text) <= _LONGEST_NAME and not cues.SENTENCE_SIGN.search(
        cues.NAME_WITH_VERB.sub("", text)
    )


def _bare(text: str) -> str:
    """``受理疫情相关诉求`` is about 疫情相关诉求, 部门情况 about 部门."""
    if is_collective(text):
        return cues.STATE_OF_THINGS.sub("", text) or text
    return cues.DONE_WITH.sub("", text, count=1).strip("“”的")


def is_dull(text: str) -> bool:
    """Whether words narrow nothing down: ``诉求受理情况``."""
    return len(cues.GENERIC.sub("", cues.PEOPLE.sub("", text)).strip("“” ")) <= 1
