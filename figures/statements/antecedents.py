"""Which earlier number a phrase names: ``占公众反映诉求总量的`` 47.12%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.figures.sentences.mention import Mention, same_time
from gouji.figures.statements.statement import same_unit
from gouji.rules import cues

_LOOK_BACK = 300
_SHORTEST_PIECE = 2
_LONGEST_PHRASE = 40


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
    least = min((extra for _, extra in found), default=0)
    best = [s for s, extra in found if extra == least]
    near = [s for s in best if s.paragraph == part.paragraph]
    ways = (best, near) if content else (near, best)
    one = next((way[-1] for way in ways if len({s.value for s in way}) == 1), None)
    return one, [s for s, _ in found]


def says_only(phrase: str, one: Mention) -> bool:
    """Whether the name of a number says no more than ``phrase`` does, but for 全部 and the like."""
    content = content_of(phrase)
    return not content or content in one.label or _extra(content, one) == 0


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

    投诉总量 is named by 受理投诉, or by a bare 受理 below 投诉; 商品类投诉 is a part of it.
    """
    own = cues.WHOLE_GENERIC.sub("", cues.DONE_WITH.sub("", one.label)).strip("“”")
    about = cues.WHOLE_GENERIC.sub("", one.about)
    if not own:
        return 0 if _covered(content, about) else None
    if content in own:
        rest = own.replace(content, "", 1)
        return len(rest) if cues.OF_EVERYTHING.fullmatch(rest) else None
    if not _covered(content, about) or not any(piece in own for piece in _pieces(content)):
        return None
    return sum(c not in content for c in own)


def _pieces(content: str) -> Iterator[str]:
    yield from (content[i : i + _SHORTEST_PIECE] for i in range(len(content) - 1))


def _covered(content: str, about: str) -> bool:
    """Whether ``content`` is made up of pieces of at least two characters that ``about`` holds."""
    reach = [True] + [False] * len(content)
    for end in range(_SHORTEST_PIECE, len(content) + 1):
        reach[end] = any(
            reach[start] and content[start:end] in about
            for start in range(end - _SHORTEST_PIECE, -1, -1)
        )
    return reach[-1]


def is_total(one: Mention) -> bool:
    """A count of all requests: received, with no slice of them named."""
    own = cues.WHOLE_GENERIC.sub("", one.label)
    if cues.SEVERAL_BODIES.fullmatch(one.owner):
        return False
    rest = own.strip("收到接诉新反映")
    plain = not rest or cues.OF_EVERYTHING.fullmatch(rest) is not None
    return one.indicator == cues.RECEIVED_INDICATOR and plain
