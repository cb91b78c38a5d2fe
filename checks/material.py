"""What checks are made of: the figures of all documents with what they mean, and the check.

A check is one statement over particular figures, whoever makes it; an outcome what became of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, wraps
from itertools import takewhile
from typing import Any, Final, Literal, NamedTuple, TypeVar, TypeVarTuple

from gouji.checks.finding import Kin, Step
from gouji.documents.files.deadline import NEVER, Deadline
from gouji.figures.disclosure import Disclosure
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.meaning import Meaning
from gouji.rules import cues
from gouji.rules.language import Comparison, Term
from gouji.rules.rule import Licence, RateChange, Rule, Severity, Verdict

REST: Final = "其余各行 / all other rows"
"""What a reference is called that stands for the rows of a large table nobody looked at."""
Made = TypeVar("Made")
Given = TypeVarTuple("Given")
_Along = Literal["row", "column"]
_LANES: Final[tuple[tuple[_Along, _Along], ...]] = (("column", "row"), ("row", "column"))


@dataclass(frozen=True)
class Material:
    """All that binders look at: the figures of all documents in one list, and what they mean.

    ``spans[d]`` is the range of document d's figures within ``figures``.
    """

    disclosures: tuple[Disclosure, ...]
    meaning: Meaning
    figures: tuple[Figure, ...] = ()
    spans: tuple[range, ...] = ()
    references: Mapping[str, int] = field(default_factory=dict)
    """Figures that no document prints: ``0/常住人口`` of document 0, ``天数/366`` → their index."""

    past: tuple[Disclosure, ...] = ()
    """Disclosures from the archive: compared with, not audited."""
    past_spans: tuple[range, ...] = ()
    deadline: Deadline = NEVER
    """When no piece of work on it is begun any more; what is left undone is counted there."""
    aside: Mapping[Hashable, int] = field(default_factory=dict)
    """By family, in how many rows of a large table that nobody looked at a statement ties."""
    made: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What functions made of it ``once``."""

    def meet(self, one: int, other: int) -> bool:
        """Whether two figures may be printings of one value."""
        return self.figures[one].interval.meets(self.figures[other].interval)

    def sharpest(self, printings: Iterable[int]) -> int:
        """The most precise of several printings: no hedge, a small step, a table before text."""
        return min(printings, key=lambda i: vagueness(self.figures[i]))

    def agreed(self, printings: Sequence[int]) -> int | None:
        """The most precise of several printings of one value; None where they disagree."""
        best = self.sharpest(printings)
        return best if all(self.meet(best, i) for i in printings) else None

    @classmethod
    def of(
        cls,
        disclosures: Sequence[Disclosure],
        meaning: Meaning,
        past: Sequence[Disclosure] = (),
        deadline: Deadline = NEVER,
    ) -> Material:
        figures: list[Figure] = []
        spans = []
        for disclosure in (*disclosures, *past):
            spans.append(range(len(figures), len(figures) + len(disclosure.figures)))
            figures.extend(disclosure.figures)
        n = len(disclosures)
        return cls(
            disclosures=tuple(disclosures),
            meaning=meaning,
            figures=tuple(figures),
            spans=tuple(spans[:n]),
            past=tuple(past),
            past_spans=tuple(spans[n:]),
            deadline=deadline,
        )

    def printed(self) -> Iterator[tuple[int, Figure]]:
        """The figures that are audited: neither reference data nor from the archive."""
        for span in self.spans:
            for i in span:
                yield i, self.figures[i]

    @property
    def rests(self) -> frozenset[int]:
        """The references that stand for the rows of a large table that were not looked at."""
        return frozenset(i for key, i in self.references.items() if key.startswith(REST))

    @cached_property
    def compared(self) -> frozenset[int]:
        """What the text itself compares with the figure before it: 由9人增加到12人."""
        told = zip(self.disclosures, self.spans, strict=True)
        pairs = ((span, r.roles) for d, span in told for r in d.relations if "上期" in r.roles)
        return frozenset(span[i] for span, roles in pairs for i in roles["本期"])

    @cached_property
    def named(self) -> Mapping[str | None, Sequence[tuple[str, int | None]]]:
        """By indicator, in which documents, and tables of them, it is printed."""
        return grouped((f.indicator, (f.document, f.place.table)) for _, f in self.printed())

    @cached_property
    def restated(self) -> Mapping[str, str]:
        """What documents say of having revised the figures of before."""
        return {d.path: d.restated for d in self.disclosures if d.restated}

    def printed_with(self, i: int) -> Iterator[tuple[int, Figure]]:
        """The figures of the document that prints a figure."""
        span = next((span for span in self.spans if i in span), ())
        return ((k, self.figures[k]) for k in span)

    def tables(self) -> list[TableView]:
        """The figures of every table, by table."""
        return list(self._tables.values())

    def table_of(self, i: int) -> TableView | None:
        """The table that prints a figure; None for running text."""
        figure = self.figures[i]
        return self._tables.get((figure.document, figure.place.table))

    def is_partial(self, figure: Figure) -> bool:
        """Whether the words around its table say that it lists only some of what there is."""
        return any(
            d.path == figure.document and figure.place.table in d.partial for d in self.disclosures
        )

    @cached_property
    def _tables(self) -> dict[tuple[str, int | None], TableView]:
        views = grouped(
            ((figure.document, figure.place.table), i)
            for i, figure in self.printed()
            if figure.place.table is not None
        )
        return {at: TableView(self, tuple(indices)) for at, indices in views.items()}


def remembered(make: Callable[[Material, *Given], Made]) -> Callable[[Material, *Given], Made]:
    """Keep what several ask for, made the first time that one does."""
    name = f"{make.__module__}.{make.__qualname__}"  # which goes to another process as it is

    def kept(material: Material, *given: *Given) -> Made:
        if (name, given) not in material.made:
            material.made[name, given] = make(material, *given)
        made: Made = material.made[name, given]
        return made

    return kept


def once(
    make: Callable[[Material, *Given], Iterator[Made]],
) -> Callable[[Material, *Given], Sequence[Made]]:
    """List what several look at, the first time that one does."""

    @wraps(make)
    def listed(material: Material, *given: *Given) -> Sequence[Made]:
        return list(make(material, *given))

    return remembered(listed)


def vagueness(figure: Figure) -> tuple[bool, Decimal, bool]:
    """Order printings of one value by how much they leave open."""
    return (bool(figure.numeral.hedge), figure.numeral.step, figure.place.table is None)


def is_counted(figure: Figure, material: Material) -> bool:
    """Whether a label, a unit or an indicator tells that things were counted, one by one.

    In running text so does the noun behind a whole number (``612 letters``), which alone makes it
    exact there. Money in millions is not counted, though whole numbers are printed.
    """
    labels: Sequence[str] = (*figure.row_path, *figure.column_path, *figure.subject)
    indicator = material.meaning.vocabulary.named(figure.indicator or "")
    paid = indicator is not None and indicator.quantity == "money"  # in what multiple nobody says
    if not figure.unit and (paid or any(map(cues.MONEY.search, labels))):
        return False
    named = figure.exact and figure.place.table is None
    return bool(named or figure.unit or figure.indicator) or any(map(cues.COUNTED.search, labels))


class Lane(NamedTuple):
    """A row or a column of a table that figures stand in, and where ``across`` it each does."""

    document: str
    table: int | None
    along: _Along
    at: int | None
    across: tuple[int | None, ...]


def lane_of(figures: Sequence[Figure]) -> Lane | None:
    """The column, or else the row, that all figures stand in; text is one of no table."""
    first = figures[0]
    for along, other in _LANES:
        lanes = {(f.document, f.place.table, getattr(f.place, along)) for f in figures}
        if len(lanes) == 1:
            across = tuple(getattr(f.place, other) for f in figures)
            at = getattr(first.place, along)
            return Lane(first.document, first.place.table, along, at, across)
    return None


@dataclass(frozen=True)
class TableView:
    """One table's figures, to be looked at by row and by column."""

    material: Material
    indices: tuple[int, ...]

    def __getitem__(self, i: int) -> Figure:
        return self.material.figures[i]

    @cached_property
    def headings(self) -> int:
        """How many headings stand above all columns alike, and tell none of them apart."""
        above = zip(*(self[i].column_path[:-1] for i in self.indices), strict=False)
        return len(list(takewhile(lambda names: len(set(names)) == 1, above)))

    @cached_property
    def rows(self) -> Mapping[int, list[int]]:
        return grouped((self[i].place.row or 0, i) for i in self.indices)

    @cached_property
    def columns(self) -> Mapping[tuple[int, int], dict[int, int]]:
        """(column, ordinal within the cell) → row → figure."""
        columns: dict[tuple[int, int], dict[int, int]] = {}
        for row, indices in self.rows.items():
            ordinal = Counter[int]()
            for i in indices:
                c = self[i].place.column or 0
                columns.setdefault((c, ordinal[c]), {})[row] = i
                ordinal[c] += 1
        return columns


class Family(NamedTuple):
    """The pattern that statements share; those that differ in their parts alone are rivals."""

    form: str
    """``sum of rows``, ``sum of columns``: families across each other differ in it."""
    where: Hashable
    whole: Hashable
    parts: Hashable


@dataclass(frozen=True)
class Check:
    """``terms`` gives, for every term of the equation that is bound, indices into the figures.

    ``alternative`` is which of the rule's equations is meant. ``missing`` names terms that the
    document does not print: such a check is undecidable. ``severity`` overrides the rule's where
    the relation was inferred.
    """

    rule: Rule
    terms: Mapping[str, tuple[int, ...]]
    alternative: int = 0
    missing: tuple[str, ...] = ()
    severity: Severity | None = None
    group: int | None = None
    """Checks of one group are alternatives of each other: when one ties, the others are silent."""
    meant: RateChange | None = None
    """How the document means the change of a rate, as its other changes show."""
    stated_by: Licence | None = None
    """The licence, where it is not that of the rule."""
    family: Hashable | None = None
    """Statements of one pattern share it: the same rows in every column. None where a statement is
    believed for what its rule says alone."""
    prior: float = 0.0
    """Decimal log odds, before any number is looked at, that a statement of a family is meant."""
    inherits: Hashable | None = None
    """The family of this year's sums that a statement on last year's figures follows from."""
    tried: int = 1
    """How many rivals its generator considered beside it."""
    exact: bool = False
    """What its table prints adds up as it is printed: rounding explains nothing."""

    @property
    def comparison(self) -> Comparison:
        """The equation that is meant."""
        return self.rule.equations[self.alternative]

    @property
    def declared(self) -> Severity:
        """How severe a break of it is at most: what was said of it, else of its rule."""
        return self.severity or self.rule.severity

    @property
    def licence(self) -> Licence:
        return self.stated_by or self.rule.licence

    @property
    def is_between(self) -> bool:
        """Whether it holds figures of one document against those of another."""
        return self.rule.licence == "between"

    @property
    def asks_whole_prior(self) -> bool:
        """Whether it asks for a whole number among the priors that a change implies."""
        return self.rule.whole and any(term.startswith("prior(") for term in self.terms)

    @property
    def ties_priors(self) -> bool:
        """Whether it holds nothing but implied priors against each other."""
        return len(self.terms) > 1 and all(term.startswith("prior(") for term in self.terms)

    @property
    def is_of_two_prints(self) -> bool:
        """Whether it holds one print of a thing against another of it."""
        left, right = self.comparison.left, self.comparison.right
        return self.comparison.op == "=" and isinstance(left, Term) and isinstance(right, Term)

    @property
    def is_bound(self) -> bool:
        """Whether it asks for a limit alone, which holds of many numbers."""
        return self.comparison.op != "="

    @cached_property
    def figures(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(i for group in self.terms.values() for i in group))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a check. ``difference`` is left − right as printed, a rate's as a fraction."""

    check: Check
    verdict: Verdict
    difference: Fraction | None = None
    certainty: float | None = None
    """How probable it is that something in a check that breaks is printed wrongly."""
    kin: Kin | None = None
    weight: tuple[Step, ...] = ()
    """How its certainty came about."""

    @property
    def ties(self) -> bool:
        return self.verdict in ("ties", "ties-truncated")

    @property
    def only_bounds(self) -> bool:
        """Whether it ties, but would with many other numbers: a part below its whole, 0 … 100 %."""
        return self.ties and self.check.is_bound

    @property
    def severity(self) -> Severity:
        """How sure we are that something is wrong."""
        return "note" if self.verdict == "unexplained-remainder" else self.check.declared

    @property
    def failed(self) -> bool:
        return self.verdict in ("breaks", "impossible", "conflict", "unexplained-remainder")


def in_each_way(
    rule: Rule, terms: Mapping[str, tuple[int, ...]], ways: Sequence[int]
) -> Iterator[Check]:
    """A check by each of the rule's equations that may be meant, alternatives of each other."""
    group = hash((rule.id, *terms.values())) if len(ways) > 1 else None
    for alternative in ways:
        yield Check(rule, terms, alternative, group=group)
