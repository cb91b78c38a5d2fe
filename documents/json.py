"""Records written as JSON, a list of objects: tidy data, or text like any other."""

from __future__ import annotations

import json
from typing import Any

from gouji.documents import text
from gouji.documents.document import Document, refused
from gouji.documents.files.decoding import decode
from gouji.documents.files.source import Source
from gouji.documents.tidy import plain, table_of, tidied


def read(source: Source) -> Document:
    """Read tidy data; what JSON says beside that is no disclosure, and stays text."""
    found = _listed(source)
    if found is None:
        return text.read(source)
    names = list(dict.fromkeys(key for row in found for key in row))
    rows = ([plain(row.get(name)) for name in names] for row in found)
    table = table_of(source, [plain(name) for name in names], rows)
    read = tidied(source, source.document("json", (table,)))
    return read if read.format == "tidy" else text.read(source)


def _listed(source: Source) -> list[dict[str, Any]] | None:
    """The one list of objects that there is, every number in the digits that are written."""
    try:
        found = json.loads(
            decode(source).text, parse_float=str, parse_int=str, parse_constant=_refused
        )
    except (ValueError, RecursionError) as damage:
        raise refused(source.path, "not-json", damage=damage) from damage
    if isinstance(found, dict):
        lists = [held for held in found.values() if isinstance(held, list)]
        found = lists[0] if len(lists) == 1 else None
    is_records = isinstance(found, list) and all(isinstance(row, dict) for row in found)
    return found if is_records and found else None


def _refused(name: str) -> str:
    raise ValueError(name)
