"""What a piece of text looks like: a number, a change, a caption, a note. Never its value."""

from __future__ import annotations

import re

from gouji.documents.layout.lines import width

_DIGITS = r"[0-9０-９](?:[0-9０-９,，.．]|[\u2009\u202f](?=[0-9]{3}))*"
_UNIT = (
    r"(?:\s*(?:[%％‰]|[万亿千百萬億]?(?:人次|件次|条次|对次|次数|个?工作日|分钟|小时|秒钟|[万亿萬億]?元"
    r"|[个個]?百分[点點]|个月|[个個件宗通次条條对對人家名位篇户戶期秒分天辆輛起倍部])?))?"
)
_BRACKETED = r"(?:\s*[(（][^()（）]{0,24}[)）])?"
_MARKS = "[↑↓↗↘→▲▼△▽⬆⬇+＋\\-－—–±<>＜＞≥≤≈]?"
_NUMBER = re.compile(rf"[约近超逾]?\s*{_MARKS}\s*{_DIGITS}\s*{_UNIT}{_BRACKETED}")
_DASH = re.compile(r"[-－—–―/／\\*＊.…·]{1,4}|无|暂无|持平|不适用|未统计|#?N/?A", re.IGNORECASE)
"""What stands for no number at all."""
_CHANGE = re.compile(
    r"[(（]\s*(?:[↑↓↗↘→▲▼△▽⬆⬇+＋±]|[\-－−]\s*[0-9]|持平|同比|环比|增|减|降|下降|上升|[0-9.]+\s*[%％])"
    r"[^()（）]{0,24}[)）]?|[↑↓↗↘▲▼△▽⬆⬇][^()（）]{0,24}[)）]?"
)
_TERMINATED = re.compile(
    r"(?:[。！？；：!?;:…]|(?<=[a-z%)])\.|(?<=\d\d)\.)(?:[”’\"'」』）)\]】》]|\[\d+\])*$"
)
_SENTENCE = re.compile(r"[。！？；]|(?<=[a-z%)])\.(?=\s|$)|(?<=\d\d)\.(?=\s+[A-Z])")
_TABLE_CAPTION = re.compile(
    r"(?:[续續]\s*表|附\s*表|表\s*格?)\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})?"
    r"(?:[-—–.．][0-9]{1,3})*\s*(?:[(（]续[)）]|[.．、:：\s]|(?=[^\w\s])|(?<=[0-9一二三四五六七八九十]))"
    r"|(?i:table)\s+[A-Z]?[0-9]{1,3}(?:[-–.][0-9]{1,3})*\s*(?:[.:–-]\s|$)"
)
_FIGURE_CAPTION = re.compile(
    r"(?:图|图表|附图)\s*(?:[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})(?:[-—–.．][0-9]{1,3})*(?![0-9])"
    r"|(?i:fig(?:ure|\.)?|chart)\s+[0-9]{1,3}(?:[-–.][0-9]{1,3})*\s*(?:[.:–-]\s|$)"
)
_UNIT_LINE = re.compile(r"[(（\[【]?\s*(?:[计計]量)?[单單]位\s*[:：].{1,40}")
_NOTE = re.compile(
    r"(?:[-*•·]\s*)?(?:[(（【\[]?\s*(?:[备備]\s*[注註]|注\s*释|附\s*[注註]|[注註]|[说說]明|[数數][据據][来來]源|资料来源)"
    r"\s*[0-9一二三四五①-⑳]*\s*[)）】\]]?\s*[:：.．、]"
    r"|(?i:notes?|sources?)\s?:|[*＊※†‡](?![*＊]))"
)
_DATE = re.compile(
    r"[(（]?\s*(?:[0-9０-９]{4}|二[〇○零]\S{2})\s*[年./\-]\s*[0-9一二三四五六七八九十]{1,3}\s*[月./\-]"
    r"\s*(?:[0-9一二三四五六七八九十]{1,3}\s*日?)?\s*[)）]?"
)
_SIGNED = re.compile(
    r"[^，。；：,;]{2,30}\s*[(（]?\s*[0-9]{4}\s*年\s*[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?\s*[)）]?"
)
_LEADERS = re.compile(r"\S.*?[.．…·•_—-]{4,}\s*[0-9]{1,4}$")
_BULLET = re.compile(r"[-*+•●○◆■□▪◇–]\s+(?=\S)|[•●◆■▪◇]\s*")
_OPENING, _CLOSING = "([{（［【《〈「『“", ")]}）］】》〉」』”"
_LONGEST_NAME = 120
"""In columns; what is longer is running text."""
_LABEL_LENGTH = 80
_MARK_LENGTH = 24


def is_number(text: str) -> bool:
    """Digits with at most a sign, a unit and a bracket: ``1,204件 (↓8.77%)``."""
    return len(text) <= _LABEL_LENGTH and bool(_NUMBER.fullmatch(text.strip()))


def kind(text: str) -> str:
    """``blank``, ``dash``, ``number`` or ``label``."""
    text = text.strip()
    if not text:
        return "blank"
    if len(text) <= _LABEL_LENGTH and _DASH.fullmatch(text):
        return "dash"
    return "number" if is_number(text) else "label"


def is_change(text: str) -> bool:
    """``(↑3%)``, ``↓8``, ``（同比持平）``: it belongs to the number before it."""
    return len(text) <= _LABEL_LENGTH and bool(_CHANGE.fullmatch(text.strip()))


def is_terminated(text: str) -> bool:
    """Tell whether the sentence has ended, be it within a bracket or a quotation."""
    return bool(_TERMINATED.search(text.rstrip()[-8:]))


def is_sentence(text: str) -> bool:
    """Tell running text from a label."""
    return bool(_SENTENCE.search(text)) or width(text) > _LONGEST_NAME


def is_table_caption(text: str) -> bool:
    return _captions(_TABLE_CAPTION, text)


def is_figure_caption(text: str) -> bool:
    return _captions(_FIGURE_CAPTION, text)


def _captions(pattern: re.Pattern[str], text: str) -> bool:
    return not is_sentence(text) and "，" not in text[:8] and bool(pattern.match(text))


def is_unit_line(text: str) -> bool:
    return len(text) <= _LABEL_LENGTH and bool(_UNIT_LINE.fullmatch(text.strip()))


def is_note(text: str) -> bool:
    return bool(_NOTE.match(text.strip()[:_MARK_LENGTH]))


def is_label(text: str) -> bool:
    """A caption of a table or a figure, a note, a unit: it says something of what is beside it."""
    return is_table_caption(text) or is_figure_caption(text) or is_note(text) or is_unit_line(text)


def is_date(text: str) -> bool:
    return len(text) <= _LABEL_LENGTH and bool(_DATE.fullmatch(text.strip()))


def is_signed(text: str) -> bool:
    """Tell an issuer with the date behind it: ``某市热线中心 2021年1月8日``."""
    return len(text) <= _LABEL_LENGTH and bool(_SIGNED.fullmatch(text.strip()))


def is_contents_line(text: str) -> bool:
    """Tell a line of a table of contents, ``一、总体情况……3``."""
    return len(text) <= _LABEL_LENGTH * 2 and bool(_LEADERS.fullmatch(text.strip()))


def bullet(text: str) -> int:
    """Length of a list item's bullet, 0 without one."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def is_open(text: str) -> bool:
    """Tell whether a bracket or a quotation is opened and not closed."""
    return sum(text.count(c) for c in _OPENING) > sum(text.count(c) for c in _CLOSING)
