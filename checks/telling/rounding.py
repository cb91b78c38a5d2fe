"""What a document's percentages and means show of its rounding, said once for the document.

Some figures tie only when cut off, some only when rounded. Where several tie only cut off and none
forbids it, the document cuts off; ``rounding`` of its summary says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.facets import facet_of
from gouji.checks.equations.rounding_strain import UNLIKELY, strain
from gouji.checks.equations.verdict import read_as
from gouji.checks.finding import Words
from gouji.checks.material.material import Material
from gouji.checks.note import Note
from gouji.checks.outcome import Outcome

Convention: TypeAlias = Literal["half-up", "truncated", "unknown"]
SEVERAL = 2


def convention(outcomes: Sequence[Outcome], material: Material) -> Convention:
    """How a document rounds, from all of its checks that can tell."""
    cut, rounded = _tellers(outcomes, material)
    if len(cut) >= SEVERAL and not rounded:
        return "truncated"
    return "unknown" if cut else "half-up"


def rounding_notes(
    outcomes: Sequence[Outcome], material: Material
) -> Iterator[tuple[Note, str, list[Outcome]]]:
    """For each document: what ties only when cut off, and what ties by an unlikely rounding."""
    by_document: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        document = material.figures[outcome.check.figures[0]].document
        by_document.setdefault(document, []).append(outcome)
    for own in by_document.values():
        cut, rounded = _tellers(own, material)
        if cut:
            yield _cut_off(len(cut), len(rounded)), "rounding", cut
        if strained := [o for o in own if o.verdict == "ties" and _strain(o, material) > UNLIKELY]:
            yield _unlikely(len(strained)), "unlikely-rounding", strained


def _tellers(
    outcomes: Sequence[Outcome], material: Material
) -> tuple[list[Outcome], list[Outcome]]:
    """The checks that tie only when cut off, and those that tie only when rounded."""
    telling = [o for o in outcomes if _prints_a_share(o, material)]
    cut = [o for o in telling if o.verdict == "ties-truncated"]
    rounded = [o for o in telling if o.verdict == "ties" and not _ties_when_cut(o, material)]
    return cut, rounded


def _ties_when_cut(outcome: Outcome, material: Material) -> bool:
    printed = Trial(material.figures).printed(outcome.check)
    return read_as(outcome.check.comparison, printed, "truncated") == "ties"


def _strain(outcome: Outcome, material: Material) -> float:
    """How far off a tie of printed figures is; implied priors have no middle that was printed."""
    printed = Trial(material.figures).printed(outcome.check)
    if not all(figure.text for listed in printed.values() for figure in listed):
        return 0.0
    intervals = {term: tuple(f.rounded for f in listed) for term, listed in printed.items()}
    return strain(outcome.check.comparison, intervals)


def _prints_a_share(outcome: Outcome, material: Material) -> bool:
    """Only a printed percentage or mean shows how its issuer rounds; an implied prior does not."""
    first = material.figures[outcome.check.figures[0]]
    value = facet_of(next(iter(outcome.check.terms))) == "value"
    computed = outcome.check.comparison.op == "="
    return first.quantity in ("rate", "measure") and value and computed


def _cut_off(cut: int, rounded: int) -> Note:
    title = Words("数值修约：截尾而非四舍五入", "Rounding: cut off, not rounded")
    zh = f"{cut} 处数值只有按截尾（直接舍去）才相符，四舍五入则末位应大 1"
    en = f"{cut} figure{'s tie' if cut > 1 else ' ties'} only when cut off; rounded, "
    en += f"{'their' if cut > 1 else 'its'} last digit would be one more"
    if rounded:
        zh += f"；而另有 {rounded} 处只有按四舍五入才相符，同一文件两种修约并用"
        en += f"; {rounded} others tie only when rounded, so the document does both"
    innocent = Words("发布单位统一采用截尾", "the issuer cuts all figures off")
    return Note(title, Words(zh, en), () if rounded else (innocent,))


def _unlikely(count: int) -> Note:
    return Note(
        Words("仅因修约巧合才相符", "Ties only by an unlikely rounding"),
        Words(
            f"{count} 处虽在修约误差之内，但所需的误差远大于通常所见，值得再核一遍",
            f"{count} checks lie within rounding, but far beyond what it plausibly leaves",
        ),
        (Words("各分项的修约恰好同向", "all parts happened to be rounded the same way"),),
    )
