"""Whose figures they are: districts, departments and offices by their names, never a sentence.

``源汇区受理诉求`` is about 源汇区; a sentence (``渠道服务进一步优化``) names nobody.
"""

from __future__ import annotations

import re
from typing import Final

from gouji.rules.kept import compiled

_NO_PLACE: Final = "全各本我该此小社城辖地景校厂库片山灾牧林矿老两三多每市县区新港特专战疫"
"""What stands before 区, 县 or 镇 where no place is named: 全区, 小区, 县区."""
_PLACE: Final = (
    r"[\u4e00-\u9fff]{1,7}?(?:自治[县旗州]|新区|开发区|高新区|示范区|管理区|经开区|园区|街道(?:办事处)?|"
    rf"(?<![{_NO_PLACE}])(?:区|县|市|镇|乡|旗|州|盟|省))"
)
_BODY: Final = (
    r"[\u4e00-\u9fff]{2,14}?(?:管理局|分局|局|委员会|[健改工建信]委|总队|支队|大队|"
    r"集团有限公司|有限公司|分公司|公司|集团|公积金中心|信箱|专席)"
)
_PARTY: Final = compiled(rf"(?:{_BODY}|{_PLACE})")
_CHANNEL: Final = compiled(r"(?P<name>[\u4e00-\u9fff]{2,6}?(?:渠道|(?<=[网话信])端))(?![来及和、])")
_LEADING: Final = compiled(rf"(?P<name>{_BODY}|{_PLACE})(?P<rest>[\u4e00-\u9fff]{{1,14}})")
_COLLECTIVE: Final = re.compile(
    r"(?:各|其他|所有)?(?:[市县区省州镇乡旗]|地区|街道|部门|单位|板块|园区|直属?|级|承办|责任|成员|属地|"
    r"职能|及|和|、|情况|办理|受理|平台|诉求)+"
)
"""``各县区``, ``市直部门情况``: all of a sort, so that one of them named says more."""
_SENTENCE: Final = re.compile(
    r"进一步|不断|持续|完善|提升|归集|数据|统计|显示|反映|集中|加强|推进|推动|实现|开展|派发|转派|转办|"
    r"办结|受理|接听|答复|收到|接收|通过|根据|按照|关于|对|向|把|将|被|使|由|在|是|了|着|成立|运行|上线|"
    r"主要|较多|突出|发生|以来|占|最|均|已|共|即|等"
)
"""Signs that words are a sentence: somebody does something."""
_LONGEST_NAME: Final = 16
_WITH_VERB: Final = re.compile(r"受理中心|受理大厅|接听中心|运行中心|数据局|数据中心")


def leading(text: str) -> tuple[str, str]:
    """Part ``市住建局承办诉求`` into the name and the rest; two blanks where no name leads."""
    match = _LEADING.fullmatch(text)
    if match is None or not reads_as_name(match["name"]):
        return "", ""
    return match["name"], match["rest"].removeprefix("的")


def channel(text: str) -> str:
    """The channel that leads a sentence: ``互联网渠道服务进一步优化``."""
    match = _CHANNEL.match(text)
    return match["name"] if match and reads_as_name(match["name"]) else ""


def is_party(text: str) -> bool:
    return _PARTY.fullmatch(text) is not None and reads_as_name(text)


def is_collective(text: str) -> bool:
    return _COLLECTIVE.fullmatch(text) is not None


def reads_as_name(text: str) -> bool:
    """Whether words can be a name: short, and nobody does anything in them."""
    return len(text) <= _LONGEST_NAME and not _SENTENCE.search(_WITH_VERB.sub("", text))
