"""What a file really is, and what parts its values: content decides, never the suffix."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping

from gouji.documents.document import refused
from gouji.documents.files.archive import refusing_damage
from gouji.documents.files.decoding import utf16_without_mark
from gouji.documents.files.office import TYPES, WORD
from gouji.documents.files.source import Source
from gouji.documents.words import loaded

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_MOST_TYPES = 100_000
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_LEADS = {b"{\\rtf": "doc", b"PAR1": "parquet", **dict.fromkeys(_PICTURES, "picture")}
_ARCHIVES = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ")
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|div|meta)\b", re.IGNORECASE)
_LETTER = re.compile(rb"(?im)^MIME-Version:[ \t]*1\.0")
_PARTED = re.compile(rb"(?im)^Content-Type:[ \t]*(?:multipart/related|text/html)")
_JSON = re.compile(rb"\[\s*[{\]]|\{\s*[\"}]")
"""How records begin; a bracket alone may as well open a remark."""
_ATX = re.compile(rb"(?m)^#{1,6} +\S")
_PIPE_RULE = re.compile(rb"(?m)^ {0,3}\|? *:?-+:? *(?:\| *:?-+:? *)+\|? *\r?$")
_MEMBERS: dict[str, str] = loaded("words")["members"]
"""The reader of each format; or what says what it is, where nothing reads it."""
_STREAMS: dict[str, str] = loaded("words")["streams"]
_OPEN_DOCUMENT: dict[str, str] = loaded("words")["open-document"]
_COMMAS = ",;|"
_TABS = "\t"
_SAMPLE = 32_768
_MOST_ROWS = 200
_NAMED = (".csv", ".tsv")
_STATED = re.compile(r"\ufeff?sep=([,;|\t])\r?\n", re.IGNORECASE)
_MOSTLY = 0.6
_LEAST_ROWS = 2
_MOST_SENTENCES = 4
"""One row in so many may hold a remark; where more do, it is no table."""
_SENTENCE = re.compile(r"。|\b[a-z]+,? [a-z]+,? [a-z]+\b.*[a-z\d)%][.!?](?:\s|$)")
"""A Chinese full stop, or three plain words in a row and a full stop behind."""
_FORMULA = re.compile(r'(^|[,;|\t])="([^"\n]*)"', re.MULTILINE)


def sniff(source: Source) -> str:
    """Name the format of ``source``, which is the name of its reader module."""
    data = source.data
    if not data:
        raise refused(source.path, "empty")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _sniff_zip(source)
    if data.startswith(_OLE):
        return _told(source, _STREAMS, lambda name: name.encode("utf-16-le") in data)
    if data[8:12] == b"WEBP":
        return "picture"
    if data.startswith(_ARCHIVES):
        raise refused(source.path, "is-archive")
    told = next((form for lead, form in _LEADS.items() if data.startswith(lead)), None)
    return told or _sniff_text(data, source.path.suffix)


def _sniff_zip(source: Source) -> str:
    with refusing_damage(source), zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        names = set(archive.namelist())
        kind = archive.open("mimetype").read(100) if "mimetype" in names else b""
        types = archive.open(TYPES).read(_MOST_TYPES) if TYPES in names else b""
    if any(f'"{word}"'.encode() in types for word in WORD):  # its part may have any name
        return "docx"
    form = _OPEN_DOCUMENT.get(kind.decode("ascii", "replace").strip())
    return form or _told(source, _MEMBERS, names.__contains__)


def _told(source: Source, known: Mapping[str, str], holds: Callable[[str], bool]) -> str:
    """The first of what is known that a file holds, else what stands last."""
    told = next(told for name, told in known.items() if not name or holds(name))
    if told == "locked" or told.startswith("is-"):
        raise refused(source.path, told)
    return told


def _sniff_text(data: bytes, suffix: str) -> str:
    head = data[:_HEAD]
    if _LETTER.search(head) and _PARTED.search(head):
        return "mht"
    text = _text_of(data[: _HEAD * 4])
    if b"\0" in head:
        data = data.replace(b"\0", b"")
        head = data[:_HEAD]
    lead = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if lead.startswith(b"<") and _HTML.search(head):
        return "html"
    separated = separator(text, suffix) is not None
    rows = separated and suffix.lower() in _NAMED  # of which one may be ``# of cases,12,31``
    if (b"|" in data and _PIPE_RULE.search(data)) or (not rows and _ATX.search(data)):
        return "markdown"
    if separated:
        return "csv"
    return "json" if _JSON.match(lead) or suffix == ".json" else "text"


def _text_of(head: bytes) -> str:
    """The head of a text, well enough to see how it is laid out."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore").removeprefix("\ufeff")
    if encoding := utf16_without_mark(head):
        return head.decode(encoding, "ignore")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as damage:
        cut = damage.start > len(head) - 4
        return head.decode("utf-8-sig" if cut else "gb18030", "ignore")


def separator(text: str, suffix: str = "") -> str | None:
    """Name what separates the values of ``text``; None where it is no table of values.

    All rows have to agree; in a file that is called one, most are of several fields, or as wide as
    the row beside them, with prose between. Tabs separate in flattened text as well; quotes around
    what they separate tell.
    """
    if stated := stated_separator(text):
        return stated
    named = suffix.lower() in _NAMED
    sample = text[:_SAMPLE] if len(text) <= _SAMPLE else text[:_SAMPLE].rpartition("\n")[0]
    candidates = _COMMAS if _TABS not in sample else _COMMAS * named + _TABS
    found = {mark: _agreement(sample, mark) for mark in candidates}
    best = max(found, key=lambda mark: found[mark])
    alike, several = found[best]
    if best == _TABS and not (named or re.search(r'(?m)(?:^|\t)"', sample)):
        return None
    lines = [line for line in sample.split("\n") if line.strip()]
    remarks = sum(_SENTENCE.search(line) is not None for line in lines)
    if not named and remarks * _MOST_SENTENCES > len(lines):  # the commas are those of sentences
        return None
    return best if alike == 1 or (named and several >= _MOSTLY) else None


def stated_separator(text: str) -> str | None:
    """What a first line ``sep=;`` states, which Excel writes for itself."""
    found = _STATED.match(text)
    return found.group(1) if found else None


def without_formulas(text: str) -> str:
    """Write ``="0123"`` as ``"0123"``: it says that digits are text."""
    return _FORMULA.sub(r'\1"\2"', text)


def _agreement(sample: str, mark: str) -> tuple[float, float]:
    """The share of rows that have the commonest number of fields, and that of those with several.

    The latter is of all rows, or that of rows as wide as one beside them, if more, of those alone.
    """
    try:
        rows = list(csv.reader(io.StringIO(without_formulas(sample), newline=""), delimiter=mark))
    except csv.Error:
        return 0, 0
    row_by_row = [len(row) for row in rows[:_MOST_ROWS] if any(map(str.strip, row))]
    several = [width for width in row_by_row if width > 1]
    if len(several) < _LEAST_ROWS:
        return 0, 0
    beside = zip([0, *row_by_row], row_by_row, [*row_by_row[1:], 0], strict=False)
    alike = sum(width > 1 and width in (above, below) for above, width, below in beside)
    most = Counter(several).most_common(1)[0][1] / len(row_by_row)
    return most, max(len(several) / len(row_by_row), alike / len(several))
