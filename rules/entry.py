"""One entry of a pack: from the keys its author wrote to the fields of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gouji.rules.language import Comparison, EquationError, parse
from gouji.rules.problem import Problem, RuleError
from gouji.rules.rule import VERDICTS, Case, Many, Rule
from gouji.rules.sentence import SentenceError, read_says
from gouji.rules.source import KeyPath, Source, listed

_FIELDS = {
    key: key.replace("-", "_")
    for key in ("title", "title-en", "for-each", "shape", "exhaustive", "severity", "because",
                "because-en", "licence", "whole", "cause", "within", "readings", "another-basis",
                "innocent", "innocent-en")
} | {"break": "kind"}  # fmt: skip
"""Keys that are written as the rule has them, by its names for them."""
_LISTS = ("within", "readings", "innocent", "innocent-en")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a pack says of one rule: the whole of it, the keys to change in it, or its end."""

    id: str
    place: str
    override: bool
    disable: bool
    fields: dict[str, Any]
    """By the names of Rule's fields; only those that are written."""

    def declare(self, pack: str) -> Rule:
        """Make the rule this entry declares by itself."""
        fields = self.fields
        by_name = "shape" not in fields
        alike = by_name or fields.get("licence") not in ("told", "between")
        usual = {
            "title_en": fields["title"],
            "licence": "named" if by_name else "laid-out",
            "cause": "table" if fields["for_each"] == "row" and alike else "alone",
        }
        return Rule(id=self.id, place=self.place, pack=pack, **{**usual, **fields})


def read_entries(source: Source, equations: dict[int, list[Comparison]]) -> list[Entry]:
    """Read the entries of a pack that fits its schema, given their equations by index.

    RuleError lists the sentences that can't be read.
    """
    entries, problems = [], []
    for at, raw in enumerate(source.value.get("rules", ())):
        try:
            entries.append(_entry(source, at, raw, tuple(equations.get(at, ()))))
        except SentenceError as error:
            place = source.place(("rules", at, "says"))
            problems.append(Problem(place, f"句子有误：{error.zh}", f"the sentence: {error.en}"))
    if problems:
        raise RuleError(problems)
    return entries


def read_equations(source: Source) -> tuple[dict[int, list[Comparison]], list[Problem]]:
    """Parse the equations of each entry, by its index, even in a pack that misfits its schema."""
    parsed: dict[int, list[Comparison]] = {}
    problems = []
    for at, path, text in _equation_texts(source.value):
        try:
            parsed.setdefault(at, []).append(parse(text))
        except EquationError as error:
            problems.append(_equation_problem(source, path, error))
    return parsed, problems


def _equation_problem(source: Source, path: KeyPath, error: EquationError) -> Problem:
    place = source.place_within(path, error.column or 1)
    allowed, slip = " ".join(error.allowed), f"; {error.slip}" if error.slip else ""
    choice_zh, choice_en = (
        (f"；此处可用：{allowed}", f"; allowed: {allowed}") if allowed else ("", "")
    )
    return Problem(
        place,
        f"方程无法解析：{error.found}{choice_zh}{slip}",
        f"the equation can't be read: {error.found}{choice_en}{slip}",
    )


def _equation_texts(pack: Any) -> Iterator[tuple[int, KeyPath, str]]:
    rules = pack.get("rules") if isinstance(pack, dict) else None
    for at, raw in enumerate(rules if isinstance(rules, list) else ()):
        written = raw.get("equation") if isinstance(raw, dict) else None
        path: KeyPath = ("rules", at, "equation")
        if isinstance(written, str):
            yield at, path, written
        elif isinstance(written, list):
            texts = ((i, text) for i, text in enumerate(written) if isinstance(text, str))
            yield from ((at, (*path, i), text) for i, text in texts)


def _entry(
    source: Source, at: int, raw: dict[str, Any], equations: tuple[Comparison, ...]
) -> Entry:
    fields: dict[str, Any] = {
        name: listed(raw[key]) if key in _LISTS else raw[key]
        for key, name in _FIELDS.items()
        if key in raw
    }
    path: KeyPath = ("rules", at)
    if equations:
        fields["equations"] = equations
    if "says" in raw:
        written = raw["says"] if isinstance(raw["says"], list) else [raw["says"]]
        fields["says"] = tuple(read_says(w["zh"], w["en"]) for w in written)
    if "many" in raw:
        fields["many"] = _many(raw["many"])
    if "cases" in raw:
        places = (source.place((*path, "cases", i)) for i in range(len(raw["cases"])))
        fields["cases"] = tuple(map(_case, raw["cases"], places))
    override, disable = raw.get("override", False), raw.get("disable", False)
    return Entry(raw["id"], source.place(path), override, disable, fields)


def _many(raw: dict[str, Any]) -> Many:
    each = raw.get("each")
    told = read_says(each["zh"], each["en"]) if each else None
    return Many(read_says(raw["zh"], raw["en"]), told)


def _case(raw: dict[str, Any], place: str) -> Case:
    verdict = next(v for v in VERDICTS if v in raw)
    figures = {
        term: tuple(printed) if isinstance(printed, list) else printed
        for term, printed in raw[verdict].items()
    }
    return Case(verdict, figures, raw.get("says"), place)
