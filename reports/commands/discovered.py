"""Relations that tables show by their numbers alone: told, as JSON, as a draft of a rule pack."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import yaml

from gouji.checks.engagement import Engagement
from gouji.documents.document import Unreadable
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.meaning import Meaning
from gouji.figures.statements.shown import Shown, shown
from gouji.reports.saying.lines import block
from gouji.reports.saying.phrases import say
from gouji.texts.bilingual import Lang

Found: TypeAlias = tuple[str, int, Shown]
"""A relation that a table shows, behind the path of its document and its number there."""
_NO_ID = re.compile(r"[^a-z0-9]+")
_QUOTED = re.compile("`([^`]+)`")
SIGNS = {"sum": " + ", "mean": " + ", "share": " / ", "change": " / "}
SEVERAL = 2
MOST_PARTS = 6
"""So many parts of a sum are named in a line for people."""


def discovered(engagement: Engagement) -> tuple[list[Found], tuple[Unreadable, ...]]:
    """The relations of every table by document and table, and what could not be read."""
    reading = engagement.read()
    found = []
    for disclosure in reading.disclosures:
        in_tables = (f for f in disclosure.figures if f.place.table is not None)
        for run in _runs(grouped((f.place.table, f) for f in in_tables).values()):
            found += [(disclosure.path, *r) for r in _of_run(run, engagement.meaning)]
    return found, reading.failures


def _runs(tables: Iterable[list[Figure]]) -> Iterator[list[list[Figure]]]:
    """Tables below one another in the same columns: a blank line often parts what adds up."""
    run: list[list[Figure]] = []
    above: set[int | None] = set()
    for figures in tables:
        own = {f.place.column for f in figures}
        if run and not (own <= above or above <= own):
            yield run
            run, above = [], set()
        run.append(figures)
        above |= own
    yield run


def _of_run(run: Sequence[list[Figure]], meaning: Meaning) -> Iterator[tuple[int, Shown]]:
    """What each table of a run shows, and all of them as one; nothing twice."""
    known: set[tuple[object, ...]] = set()
    joined = [figure for table in run for figure in table]
    at_lines = len(run) >= SEVERAL and all(f.place.line is not None for f in joined)
    found = [r for table in (*run, *[joined] * at_lines) for r in shown(table, meaning)]
    for relation in sorted(found, key=lambda r: (len(r.members) - r.ties, -r.ties, -r.weight)):
        said = {
            (relation.form, m.whole.number, *(f.number for f in m.parts))
            for m in relation.members
            if m.ties
        }
        if not said <= known:
            yield relation.members[0].whole.place.table or 0, relation
        known |= said


def told(found: Sequence[Found], form: str, lang: Lang) -> str:
    """Print the relations as ``text`` or ``json``."""
    if form == "json":
        listed = [_object(*relation) for relation in found]
        return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    lines = []
    for path, table, shown_by in found:
        said = {"place": f"{path} {say('table', lang, n=table)}", "told": equation(shown_by)}
        lines.append(say("discovered", lang, **said, **_counts(shown_by)))
    return block(lines or [say("list-empty", lang)])


def _counts(relation: Shown) -> dict[str, Any]:
    weight = f"{relation.weight:.1f}"
    return {"ties": relation.ties, "n": len(relation.members), "weight": weight}


def equation(relation: Shown) -> str:
    """Write a relation over the labels of its lines."""
    names = ["·".join(path) or "—" for path in (relation.whole, *relation.parts)]
    names[MOST_PARTS + 1 :] = ["…"] * (len(names) > MOST_PARTS + 1)
    return f"{names[0]} = {_reckoned(relation, names[1:])}"


def _reckoned(relation: Shown, names: Sequence[str]) -> str:
    """The right side of a relation, over what its parts are called."""
    joined = SIGNS[relation.form].join(names)
    if relation.form == "mean":
        return f"({joined}) / {len(relation.parts)}"
    return f"{joined} - 1" if relation.form == "change" else joined


def _object(path: str, table: int, relation: Shown) -> dict[str, Any]:
    return {
        "document": path,
        "table": table,
        "form": relation.form,
        "axis": relation.axis,
        "whole": list(relation.whole),
        "parts": [list(label) for label in relation.parts],
        "weight": round(relation.weight, 2),
        "members": [
            {"ties": m.ties, "whole": _cell(m.whole), "parts": list(map(_cell, m.parts))}
            for m in relation.members
        ],
    }


def _cell(figure: Figure) -> dict[str, Any]:
    return {"text": figure.text, **{n: getattr(figure.place, n) for n in ("line", "row", "column")}}


def drafted(found: Sequence[Found], stem: str) -> str:
    """Draft a pack of rules from what was found, each with its evidence; to be read and named."""
    name = _NO_ID.sub("-", stem.lower()).strip("-") or "shown"
    rules = [rule for relation in found for rule in _rules(*relation, name)]
    unique = list({rule["equation"]: rule for rule in rules}.values())
    for number, rule in enumerate(unique, 1):
        rule["id"] = f"{name}-{number}"
    labels = dict.fromkeys(label for rule in unique for label in _QUOTED.findall(rule["equation"]))
    named = {"indicators": [{"name": label} for label in labels]}
    head = {"pack": name, "title": name, "title-en": name, "vocabulary": named, "rules": unique}
    return yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=100)


def _rules(path: str, table: int, relation: Shown, name: str) -> Iterator[dict[str, Any]]:
    """A rule over last labels, where each is a name of its own and all are quoted."""
    labels = [(p or ("",))[-1].replace("`", "") for p in (relation.whole, *relation.parts)]
    if relation.axis != "columns" or len(set(labels)) < len(labels) or not all(labels):
        return
    left, *right = [f"`{label}`" for label in labels]
    told = {"path": path, "table": table, **_counts(relation)}
    yield {
        "id": name,
        "title": equation(relation),
        "title-en": equation(relation),
        "equation": f"{left} = {_reckoned(relation, right)}",
        "for-each": "row",
        "severity": "warning",
        "because": say("drafted", "zh", **told),
        "because-en": say("drafted", "en", **told),
    }
