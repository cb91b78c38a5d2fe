"""Whose figures they are: districts, departments and offices by their names, never a sentence.

``源汇区受理诉求`` is about 源汇区; a sentence (``渠道服务进一步优化``) names nobody.
"""

from __future__ import annotations

from typing import Final

from gouji.rules import cues
from gouji.rules.kept import compiled

_NAME: Final = f"{cues.BODY_NAME.pattern}|{cues.PLACE_NAME.pattern}"
_PARTY: Final = compiled(_NAME)
_LEADING: Final = compiled(rf"(?P<name>{_NAME})(?P<rest>[\u4e00-\u9fff]{{1,14}})")
_LONGEST_NAME: Final = 16


def leading(text: str) -> tuple[str, str]:
    """Part ``市住建局承办诉求`` into the name and the rest; two blanks where no name leads."""
    match = _LEADING.fullmatch(text)
    if match is None or not reads_as_name(match["name"]):
        return "", ""
    return match["name"], match["rest"].removeprefix("的")


def channel(text: str) -> str:
    """The channel that leads a sentence: ``互联网渠道服务进一步优化``."""
    match = cues.CHANNEL_NAME.match(text)
    return match["name"] if match and reads_as_name(match["name"]) else ""


def is_party(text: str) -> bool:
    return _PARTY.fullmatch(text) is not None and reads_as_name(text)


def is_collective(text: str) -> bool:
    return cues.COLLECTIVE.fullmatch(text) is not None


def reads_as_name(text: str) -> bool:
    """Whether words can be a name: short, and nobody does anything in them."""
    return len(text) <= _LONGEST_NAME and not cues.SENTENCE_SIGN.search(
        cues.NAME_WITH_VERB.sub("", text)
    )
