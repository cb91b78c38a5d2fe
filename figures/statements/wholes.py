"""Which number is the whole that words name: one before them, or a total that only a table prints.

``占公众反映诉求总量的`` 47.12%; ``占全年诉求总量的9.02%`` above a table with the total;
``45件，分类情况如下`` above the kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, pairwise
from typing import Final

from gouji.documents.document import Block, Paragraph, Table
from gouji.figures.figure import Figure
from gouji.figures.numbers.digits import slips_into
from gouji.figures.sentences.mention import Mention, same_sentence, same_time
from gouji.figures.sentences.phrases import stems, until_verb
from gouji.figures.statements.statement import TextRelation, of_whole, same_unit
from gouji.rules import cues
from gouji.rules.bundled import weights
from gouji.rules.words import words

_LOOK_BACK: Final = 300
_SHORTEST_PIECE: Final = 2
_LONGEST_PHRASE: Final = 40
_FEWEST, _MOST = 3, 12
_LONGEST_FULL: Final = 5
"""How many times as long as its abbreviation a name may be."""


def named(
    phrase: str, part: Mention, history: Sequence[Mention]
) -> tuple[Mention | None, list[Mention]]:
    """The count that ``phrase`` names among the numbers before ``part``, and all it may name.

    The one whose words say least beside the phrase, where those all print one value; else that of
    the paragraph. 诉求总量, which nothing narrows down, is first of all that of the paragraph.
    """
    content = content_of(phrase)
    may = [s for s in history[-_LOOK_BACK:] if _may_be(s, part) and (content or is_total(s))]
    said = [(s, _extra(content, s) if content else 0) for s in may]
    found = [(s, extra) for s, extra in said if extra is not None]
    # 占进出口总值的58%: of that of five months, where that of one is less than the part
    found = [(s, extra) for s, extra in found if s.value > part.value] or found
    least = min((extra for _, extra in found), default=0)
    best = [s for s, extra in found if extra == least]
    near = [s for s in best if s.paragraph == part.paragraph]
    ways = (best, near) if content else (near, best)
    one = next((way[-1] for way in ways if len({s.value for s in way}) == 1), None)
    return one, [s for s, _ in found]


def only_one(phrase: str, part: Mention, before: Sequence[Mention]) -> Mention | None:
    """``检查定点医药机构9家，处理3家，占被检查机构的33%``: the one larger count that it may name.

    Nothing else that its sentence, or where that tells nothing its paragraph, tells is as large.
    """
    own = [s for s in before if s.paragraph == part.paragraph and s.number < part.number]
    may = [s for s in own if s.value > part.value and _may_be(s, part) and not s.is_prior]
    near = [s for s in may if same_sentence(s, part)] or may
    content = content_of(phrase)
    # 进出口9亿元，其中出口5亿元，占出口总值的47%: of all there is of its own kind
    told = len(content) > _SHORTEST_PIECE and content not in part.label
    alone = told and len({s.value for s in near}) == 1 and share_piece(content, near[-1].label)
    return near[-1] if alone else None


def among(part: Mention) -> str:
    """``医生中有高级职称的545人``, ``案件中，盗窃45件``: the whole that is named first, or ""."""
    clauses = (part.words, *part.lead[-1:])
    return next((m["whole"] for c in clauses if (m := cues.AMONG_WHOLE.match(c))), "")


def tells_of(told: str, name: str) -> bool:
    """Whether what is told is what a figure is called: 新收案件 is 新立案, 已结案件 is 办结."""
    told, name = words().core(told), words().core(name)
    if len(told) >= _SHORTEST_PIECE and name.endswith(told):
        return True
    stage, rest = stage_in(told)
    return bool(stage) and not rest and stage == stage_in(name)[0]


def tells_otherwise(told: str, name: str) -> bool:
    """Whether what is told is another thing by its name: 服务类投诉 is none of 商品类投诉."""
    told, name = words().core(told), words().core(name)
    if not told or not share_piece(told, name):
        return bool(told and name)
    while told and name and told[-1] == name[-1]:
        told, name = told[:-1], name[:-1]
    return bool(told and name and not set(told) & set(name))


def stage_in(name: str) -> tuple[frozenset[str], str]:
    """How far things have come by a name, and what else that says; 新收 is a stage by itself."""
    if cues.NEWLY_RECEIVED.search(name):
        return frozenset({"new"}), cues.NEWLY_RECEIVED.sub("", name)
    found = cues.STAGE.findall(name)
    # 办结 for 审结 as well: what a court says of the stage that an office calls so
    stages = {word: stage for stage, others in cues.ONE_STAGE.items() for word in others}
    rest = cues.DONE_ALREADY.sub("", cues.STAGE.sub("", name))
    return frozenset(stages.get(word, word) for word in found), rest


def content_of(phrase: str) -> str:
    """The words of a phrase that tell what it names from other things: 公众反映, not 诉求总量."""
    text = cues.PEOPLE.sub("", phrase)[:_LONGEST_PHRASE].strip('“”"其')
    return cues.WHOLE_GENERIC.sub("", cues.PERIOD_OF_WHOLE.sub("", text))


def _may_be(one: Mention, part: Mention) -> bool:
    """Whether it may be the whole of ``part``; with its very value it is the part once more."""
    if not one.is_count or one.number == part.number or not same_unit(one, part):
        return False
    return same_time(one, part) and one.value != part.value


def _extra(content: str, one: Mention) -> int | None:
    """How much more than ``content`` a number's words say; None where it is not what they name.

    投诉总量 is named by 受理投诉; 商品类投诉 is a part of it.
    """
    own = cues.WHOLE_GENERIC.sub("", cues.DONE_WITH.sub("", one.label)).strip("“”")
    rest = own.replace(content, "", 1) if content in own else None
    return None if rest is None or not cues.OF_EVERYTHING.fullmatch(rest) else len(rest)


def abbreviates(short: str, words: str) -> bool:
    """Whether a name keeps characters of other words in their order: 不捕 of 不批准逮捕."""
    rest = iter(words)
    close = len(words) <= _LONGEST_FULL * len(short)
    return close and all(character in rest for character in short)


def share_piece(name: str, other: str) -> bool:
    """Whether two names share two characters that stand side by side."""
    pieces = (name[i : i + _SHORTEST_PIECE] for i in range(len(name) - 1))
    return any(piece in other for piece in pieces)


def likely(one: Mention, part: Mention, told: Sequence[Mention]) -> Mention | None:
    """The whole that a share ``of`` something names, or may be of where that was not told.

    Then it is what was told with its part, or first of all, if it ties or a slip explains why not.
    """
    of = cues.TOLD_SHARE_OF.match(one.around[1])
    if of is None:
        return None
    may = [s for s in told if s.number < part.number and is_value(s) and s.value > part.value]
    may = [s for s in may if _may_hold(s, part) and same_time(s, one)]
    together = [s for s in may if same_sentence(s, part)]
    near = [s for s in may if s.paragraph == part.paragraph]
    named = named_apart(one, part, told)
    wholes = [named] if named else [s for some in (together, near, may) for s in some[:1]]
    ways = [of_whole(one, (part,), whole) for whole in wholes]
    everything = cues.TOLD_EVERYTHING.match(of["whole"]) is not None
    # where one paragraph tells of both, or they are called alike: no visits are items
    nouns = {*stems(part.noun)}
    spoken = any(s.paragraph == part.paragraph or nouns & {*stems(s.noun)} for s in wholes[:1])
    said = ways[:1] if named or (everything and spoken) else []
    slipped = [way for way in said if way.evidence > weights("text")["slipped"]]
    others = (of_whole(one, (part,), whole) for whole in reversed(may[-_MOST:]))
    found = [*(way for way in (*ways, *others) if way.ties), *slipped]
    return next((way.roles["总体"][0] for way in found), None)


def named_apart(one: Mention, part: Mention, told: Sequence[Mention]) -> Mention | None:
    """``40% of complaints``: of those that were told of it one that ties, else called just so."""
    named = cues.TOLD_SHARE_OF.match(one.around[1])
    if named is None or cues.TOLD_EVERYTHING.match(named["whole"]):
        return None
    phrase = until_verb(named["whole"])
    before = [s for s in told if s.number < one.number and is_value(s)]
    may = [s for s in before if s.value > part.value and _may_hold(s, part)]
    kind = [s for s in may if s.label and f"{phrase} ".startswith(f"{s.label.lower()} ")]
    words = set(stems(phrase))
    called = [s for s in may if words and words <= set(stems(s.label))]
    ties = (s for s in (*kind, *called) if of_whole(one, (part,), s).ties)
    # of rent: it may be that of social rent, or not
    just = (s for s in called if words == set(stems(s.label)))
    return next(chain(ties, kind, just), None)


def _may_hold(whole: Mention, part: Mention) -> bool:
    """Of one unit; an amount (£1.2m), which counts nothing, holds no things that are counted."""
    amount = not whole.noun and not whole.numeral.in_full
    return same_unit(whole, part) and not (amount and part.noun)


def is_value(one: Mention) -> bool:
    """A number of words written apart that may be a part or a whole; a mean is neither."""
    plain = one.kind == "value" and not one.unit and not one.is_prior
    return plain and not cues.TOLD_MEAN.search(one.around[0])


def is_total(one: Mention) -> bool:
    """A count of all requests: received, with no slice of them named."""
    own = cues.WHOLE_GENERIC.sub("", one.label)
    if cues.SEVERAL_BODIES.fullmatch(one.owner):
        return False
    rest = own.strip("收到接诉新反映")
    plain = not rest or cues.OF_EVERYTHING.fullmatch(rest) is not None
    return one.indicator == cues.RECEIVED_INDICATOR and plain


def announced(blocks: Sequence[Block], figures: Sequence[Figure]) -> Iterator[TextRelation]:
    """``受理45件，分类情况如下：`` right above a row of kinds, the last 其他: they are all of it.

    Only where they make it up, or one slip of the pen explains why not.
    """
    for above, table in pairwise(blocks):
        if not (isinstance(above, Paragraph) and isinstance(table, Table)):
            continue
        if not cues.ANNOUNCES.search("".join(above.text.split())):
            continue
        here = replace(above.place, span=None)
        told = [i for i, f in enumerate(figures) if f.unit and replace(f.place, span=None) == here]
        kinds = tuple(i for i, f in enumerate(figures) if f.place.table == table.number)
        parts = [figures[i] for i in kinds]
        if told and _are_kinds(parts) and _make_up(figures[told[-1]], parts):
            yield TextRelation("text-sum", {"总体": (told[-1],), "分项": kinds}, certain=True)


def _are_kinds(parts: Sequence[Figure]) -> bool:
    """Counts that stand in one row or column, each but for its share and the rest at the end."""
    lines = min(len({p.place.row for p in parts}), len({p.place.column for p in parts}))
    whole = all(p.numeral.step == 1 and p.numeral.value >= 0 and p.unit != "%" for p in parts)
    last = (
        [path[-1] for path in (parts[-1].row_path, parts[-1].column_path) if path] if parts else []
    )
    return len(parts) >= _FEWEST and lines == 1 and whole and any(map(cues.OTHER.match, last))


def _make_up(whole: Figure, parts: Sequence[Figure]) -> bool:
    total = sum((p.numeral.value for p in parts), Decimal(0))
    gap = total - whole.numeral.value
    return not gap or any(
        one.numeral.value - gap * sign == Decimal(other)
        for one, sign in ((whole, -1), *((p, 1) for p in parts))
        for other, _ in slips_into(format(one.numeral.value, "f"))
    )
