"""One planted slip through the whole pipeline: found, named, repaired?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.slips.ceiling import Ceiling
from benchmarks.slips.draft import Draft
from benchmarks.slips.planting import Planted
from gouji.checks.binding import bind
from gouji.checks.equations.cells import Cell
from gouji.checks.equations.settling import settle
from gouji.checks.finding import Suggestion
from gouji.checks.material import Material, Outcome
from gouji.checks.repairs.diagnosis import Diagnosis, diagnose
from gouji.checks.weighing.weighing import weighed
from gouji.documents.files.limits import Limits
from gouji.documents.opening import open_document
from gouji.figures.disclosure import read
from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.rules.rule import Rule


@dataclass(frozen=True)
class Score:
    """What became of one slip, beside what the relations allow."""

    slip: str
    kind: str
    seed: int
    what: str
    decidable: bool
    nameable: bool
    found: bool
    in_set: bool = False
    unique: bool = False
    repaired: bool = False
    first: bool = False
    """The likeliest suggestion names just the right cells."""


@dataclass(frozen=True)
class Pipeline:
    """Text in, outcomes and diagnosis out; as the audit does it."""

    rules: Sequence[Rule]
    meaning: Meaning
    folder: Path

    def outcomes(self, text: str) -> tuple[Material, list[Outcome]]:
        path = self.folder / "draft.txt"
        path.write_text(text, encoding="utf-8")
        disclosure = read(open_document(path, Limits()), self.meaning)
        material = Material.of([disclosure], self.meaning)
        return material, weighed(settle(bind(self.rules, material), material), material)

    def alarms(self, draft: Draft) -> list[Outcome]:
        """Everything that is said against a clean disclosure."""
        _, outcomes = self.outcomes(draft.text({})[0])
        return [o for o in outcomes if o.failed or o.verdict == "ties-truncated"]

    def score(self, draft: Draft, planted: Planted, allowed: Ceiling, seed: int) -> Score:
        text, places = draft.text(planted.replaced)
        material, outcomes = self.outcomes(text)
        found = any(o.failed for o in outcomes)
        nameable = allowed.candidates == frozenset(planted.replaced)
        base = Score(
            planted.slip,
            planted.kinds(draft),
            seed,
            planted.shown(draft),
            allowed.decidable,
            nameable,
            found,
        )
        if not found:
            return base
        wrong = _cells(draft, planted, places, material.figures)
        return _named(base, draft, planted, wrong, diagnose(outcomes, material))


def _cells(
    draft: Draft, planted: Planted, places: Mapping[int, tuple[int, int]], figures: Sequence[Figure]
) -> dict[Cell, int]:
    """Where the pipeline sees the numbers that were replaced."""
    at = {(f.place.line, f.place.span[0]): i for i, f in enumerate(figures) if f.place.span}
    found = {}
    for number in planted.replaced:
        owner = draft.numbers[number].owner
        i = at.get(places[number if owner is None else owner])
        if i is not None:
            found[Cell(i, "value" if owner is None else "change")] = number
    return found


def _named(
    base: Score, draft: Draft, planted: Planted, wrong: Mapping[Cell, int], diagnosis: Diagnosis
) -> Score:
    suggestions = [s for cause in diagnosis.causes for s in cause.suggestions]
    cells = [frozenset(Cell(c.figure, c.of) for c in s.changes) for s in suggestions]
    target = frozenset(wrong)
    first = cells[:1] == [target]
    return Score(
        base.slip, base.kind, base.seed, base.what, base.decidable, base.nameable, base.found,
        in_set=bool(target) and target in cells,
        unique=bool(target) and set(cells) == {target},
        repaired=first and _repairs(suggestions[0], draft, wrong),
        first=first,
    )  # fmt: skip


def _repairs(suggestion: Suggestion, draft: Draft, wrong: Mapping[Cell, int]) -> bool:
    """Whether a suggestion puts the original text back."""
    for change in suggestion.changes:
        number = draft.numbers[wrong[Cell(change.figure, change.of)]]
        meant = -number.value if number.text.startswith("↓") else number.value
        if change.text != number.text and change.value != meant:
            return False
    return True
