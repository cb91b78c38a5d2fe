"""The gist of a label: what was done, and to what, without the words that any label may have.

Two documents tell one thing in their own words: ``上报区委、区政府数据专报88期`` is ``向区委、
区政府报送各类数据快讯、专报81期``. Not a shape: ``told_alike`` compares gists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from gouji.rules.labels import normalise

SHORTEST_PIECE: Final = 2
TELLING_PIECE: Final = 3
"""Two gists that are not the same share one piece at least as long as this …"""
COVERED: Final = 0.7
"""… their pieces make up this share of the shorter gist …"""
OF_THE_LONGER: Final = 0.25
"""… and this of the longer one …"""
LOOSE_END: Final = 4
"""… and no more characters than these follow the last piece, for the noun stands at the end."""
LONGEST: Final = 60

_DEEDS: Final = (
    ("received", r"受理|收到|接收|接到|承接|接办"),
    ("handled", r"处置|办理|处理"),
    ("closed", r"办结|办复|完成|解决|化解"),
    ("sent", r"派发|转派|交办|转办|下发|派送|移交|转交"),
    ("reported", r"上报|报送|呈报|编发|编报|印发"),
    ("met", r"召开|举办|召集"),
    ("answered", r"答复|解答|回复"),
    ("followed up", r"回访"),
)
_DEED: Final = re.compile("|".join(f"({words})" for _, words in _DEEDS))
_DULL: Final = re.compile(
    r"其中|全年|年内|年度|本年|今年以来|截至目前|先后|累计|共计|总共|一共|"
    r"各类|各种|各项|有关|相关|此外|同时|通过|组织|开展|积极|"
    r"诉求|工单|问题|事项|情况|工作|总量|总数|数量|[共向对等的了并将及和与为类量数件次、,·“”\"]"
)
_NAMED_BODIES: Final = re.compile(
    r"(?<=联动|会同|联合|协同|协调|邀请)[^,，。]{2,40}?(?:局|委|办|院|厅|公司|集团|中心)等(?=[一-鿿]{0,4}(?:部门|单位))"
)
"""The departments that stand for all of them: 联动市公安局等相关部门."""
_SLOGAN: Final = re.compile(
    r".{2,16}(?:进一步|不断|持续|显著|稳步|有效|明显|全面|深入)[一-鿿]{1,6}"
)
_CONTRASTS: Final = re.compile(
    r"企业|群众|公众|市民|网络|互联网|电话|微信|来电|来信|来访|省|国家|县|区|镇|街道|村|社区|"
    r"咨询|投诉|求助|建议|意见|表扬|举报|满意|按期|按时|限时|超期|逾期|重复|首次|首接|"
    r"日均|月均|人均|日|月|季|周|最|高峰|平均|新增|剩余|尚|未|非|不|无|直接|在线|现场|联合|"
    r"夜间|节假日|有效|涉|重点|典型|热点|整改|督|奖|书面|线上|线下|视频|外语|人工|智能"
)
"""Words that turn a thing into another when only one of two labels has them."""
_GENERAL: Final = re.compile(
    r"(?:(?:共|累计|年度|全年)*(?:受理|办理|收到|接收|处置)?(?:各类)?(?:群众)?(?:诉求|工单)?"
    r"(?:受理|办理)?(?:总?[量数]|件数)?)"
)


@dataclass(frozen=True, slots=True)
class Gist:
    """``deeds`` are kinds of what was done; ``told`` what is left of the label without them."""

    deeds: frozenset[str]
    told: str
    contrasts: frozenset[str]
    is_general: bool
    """It names nothing but requests received or handled."""


@lru_cache(maxsize=1 << 14)
def gist_of(label: str) -> Gist:
    """Take from a label its deeds and the words that any label may have."""
    text = _NAMED_BODIES.sub("", normalise(label)[-LONGEST:])
    deeds = frozenset(_DEEDS[m.lastindex - 1][0] for m in _DEED.finditer(text) if m.lastindex)
    return Gist(
        deeds,
        _DULL.sub("", _DEED.sub("", text)),
        frozenset(_CONTRASTS.findall(_DULL.sub("", text))),
        bool(text) and bool(_GENERAL.fullmatch(text)),
    )


def is_slogan(heading: str) -> bool:
    """Whether a heading praises and narrows nothing down: 平台服务进一步深化."""
    return bool(_SLOGAN.fullmatch(heading))


def likeness(one: Gist, other: Gist) -> float:
    """How much two gists have in common, 1 for the same; 0 where they may be two things."""
    if one.contrasts != other.contrasts or not _same_deed(one, other):
        return 0.0
    shorter, longer = sorted((one.told, other.told), key=len)
    if len(shorter) < SHORTEST_PIECE:
        return 0.0
    if shorter == longer:
        return 1.0
    return _overlap(shorter, longer)


def _overlap(shorter: str, longer: str) -> float:
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    pieces = [b for b in blocks if b.size >= SHORTEST_PIECE]
    common = sum(b.size for b in pieces)
    if not pieces or max(b.size for b in pieces) < TELLING_PIECE:
        return 0.0
    last = pieces[-1]
    after = (len(shorter) - last.a - last.size, len(longer) - last.b - last.size)
    if max(after) > LOOSE_END or common < COVERED * len(shorter):
        return 0.0
    return common / len(longer) if common >= OF_THE_LONGER * len(longer) else 0.0


def _same_deed(one: Gist, other: Gist) -> bool:
    """Requests that were handled are held against those received, as no more than they."""
    if one.deeds == other.deeds:
        return True
    either = one.deeds | other.deeds
    if not one.deeds or not other.deeds:
        return either <= {"received", "reported", "met"}
    return either == {"received", "handled"}


def is_handled(one: Gist, other: Gist) -> bool:
    """Whether the first was handled of what the other received."""
    return one.deeds == {"handled"} and other.deeds == {"received"}
