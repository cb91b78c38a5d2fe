"""A rule as it is declared, and what an entry of a pack says of it, from its keys to its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, TypeAlias, get_args

from gouji.rules.form import says_of
from gouji.rules.language import Comparison, parse, render, terms
from gouji.rules.problem import problem, refuse
from gouji.rules.sentence import Says, SentenceError, read_says
from gouji.rules.source import KeyPath, Source, as_fields, listed
from gouji.texts.kept import Plain

ForEach: TypeAlias = Literal["row", "column", "table", "document"]
Break: TypeAlias = Literal["breaks", "impossible", "conflict"]
Licence: TypeAlias = Literal["named", "laid-out", "told", "shown", "between"]
RateChange: TypeAlias = Literal["points", "relative", "multiple"]
Cause: TypeAlias = Literal["alone", "row", "table", "tables", "year", "documents"]

Severity: TypeAlias = Literal["error", "warning", "note"]
Verdict: TypeAlias = Literal[
    "ties",
    "ties-truncated",
    "breaks",
    "impossible",
    "unexplained-remainder",
    "conflict",
    "undecidable",
]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
"""What a case may expect."""
_READ = ("id", "override", "disable", "equation", "says", "many", "cases")
"""Keys of an entry that are no fields of the rule as they are written."""
_LISTS = ("within", "readings", "innocent", "innocent-en")


@dataclass(frozen=True, slots=True)
class Case:
    """An example beside the rule: printed figures by term, and the verdict they must get.

    A term that stands for many figures takes a tuple. ``says`` must occur in the message or the
    working; where it is given by language, in the message of that language.
    """

    verdict: Verdict
    figures: dict[str, str | tuple[str, ...]]
    says: str | dict[str, str] | None = None
    place: str = ""
    """``file:line`` of the case."""


@dataclass(frozen=True, slots=True)
class Many:
    """The sentence of many breaks with one cause, and how each of the first few is named in it."""

    says: Says
    each: Says | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What must hold, where, how bad a break is, and why.

    ``equations`` are alternatives: the rule ties when one of them does. ``shape`` names a
    structural binder (``words/shapes.yaml``); pack rules have none and bind by indicator names.
    ``within`` limits a rule to tables whose title or headings contain one of these words.
    ``kind`` is what a break of it is called. ``licence`` is what lets us believe that it is meant.
    ``readings`` says how its equations, in their order, take a change. ``whole`` asks
    for a whole number where its equation puts one. ``cause`` says which breaks of it have one
    cause: each by itself, those of a table row, of a table, between two tables, against what one
    document of last year printed, or between the same documents. A figure of ``another_basis``
    may break it innocently: that is an error only where a slip of the pen explains it.
    """

    id: str
    title: str
    title_en: str
    equations: tuple[Comparison, ...]
    for_each: ForEach
    severity: Severity
    because: str
    because_en: str = ""
    within: tuple[str, ...] = ()
    shape: str | None = None
    exhaustive: bool = True
    kind: Break = "breaks"
    licence: Licence = "named"
    readings: tuple[RateChange, ...] = ()
    whole: bool = False
    another_basis: bool = False
    cause: Cause = "alone"
    says: tuple[Says, ...] = ()
    """The sentences of breaks, for all equations or for each; none where their form has one."""
    many: Many | None = None
    innocent: tuple[str, ...] = ()
    innocent_en: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    pack: str = ""
    place: str = ""
    """``file:line`` of the entry."""
    written: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """What packs say of it, by their keys."""

    def told(self, name: Literal["title", "because"], lang: Literal["zh", "en"]) -> str:
        """Give one of its texts in a language, in Chinese where it has no English."""
        english: str = getattr(self, f"{name}_en") if lang == "en" else ""
        return english or str(getattr(self, name))

    def excuses(self, lang: Literal["zh", "en"]) -> tuple[str, ...]:
        """Give the innocent reasons of a break, each that lacks English in Chinese."""
        english = self.innocent_en if lang == "en" else ()
        return (*english, *self.innocent[len(english) :])

    def sentence(self, alternative: int) -> Says | None:
        """Give the sentence of a break of an equation: the rule's own, or that of its form."""
        if len(self.says) > 1:
            return self.says[alternative]
        return self.says[0] if self.says else says_of(self.equations[alternative])


def printed_names(equation: Comparison) -> frozenset[str]:
    """Give the names by which a case prints figures for an equation: ``诉求总量``, ``@合计``.

    Where the equation asks for a ``prior(…)``, the case prints this year's figure and its change
    under that name: ``prior(@合计): 1438746 (↓8.77%)``.
    """
    names = {f"@{term.name}" if term.role else term.name for term in terms(equation)}
    priors = {f"prior({name})" for name in names} if "prior(" in render(equation) else set()
    return frozenset(names | priors)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a pack says of one rule: the whole of it, the keys to change in it, or its end."""

    id: str
    place: str
    override: bool
    disable: bool
    fields: dict[str, Any]
    """By the names of Rule's fields; only those that are written, and ``written`` itself."""

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


def read_entries(source: Source) -> list[Entry]:
    """Read the entries of a pack that fits its schema.

    RuleError lists the sentences that can't be read.
    """
    entries, problems = [], []
    for at, raw in enumerate(source.value.get("rules", ())):
        try:
            entries.append(_entry(source, at, raw))
        except SentenceError as error:
            place = source.place(("rules", at, "says"))
            problems.append(problem(place, "sentence", found=error.found))
    refuse(problems)
    return entries


def _entry(source: Source, at: int, raw: dict[str, Any]) -> Entry:
    plain = {key: value for key, value in raw.items() if key not in _READ}
    fields = as_fields(plain, *_LISTS)
    if "break" in raw:
        fields["kind"] = fields.pop("break")
    fields["written"] = Plain({key: value for key, value in raw.items() if key != "override"})
    path: KeyPath = ("rules", at)
    if "equation" in raw:
        fields["equations"] = tuple(map(parse, listed(raw["equation"])))
    if "says" in raw:
        written = raw["says"] if isinstance(raw["says"], list) else [raw["says"]]
        fields["says"] = tuple(map(read_says, written))
    if many := raw.get("many"):
        each = many.get("each")
        fields["many"] = Many(read_says(many), each and read_says(each))
    if "cases" in raw:
        places = (source.place((*path, "cases", i)) for i in range(len(raw["cases"])))
        fields["cases"] = tuple(map(_case, raw["cases"], places))
    override, disable = raw.get("override", False), raw.get("disable", False)
    return Entry(raw["id"], source.place(path), override, disable, fields)


def _case(raw: dict[str, Any], place: str) -> Case:
    verdict = next(v for v in VERDICTS if v in raw)
    figures = {term: tuple(p) if isinstance(p, list) else p for term, p in raw[verdict].items()}
    return Case(verdict, figures, raw.get("says"), place)
