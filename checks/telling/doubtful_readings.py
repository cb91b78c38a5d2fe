"""Figures whose reading is in doubt: what hangs on them accuses nobody until someone has looked.

They were recognised from pictures, or stand in tables whose rows and columns were only inferred.

A recogniser is sure of itself even where it is wrong: at 100 dots an inch it reads ``(↑9.05%)`` as
``(19.05%)`` with a certainty of 0.99. So its certainty can raise a doubt, but never settle one, and
no finding is an error that rests on recognised figures. Which of them it was unsure of is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.checks.finding import Finding, Words
from gouji.figures.figure import Figure

DOUBTFUL = 0.9
"""Below this certainty a recognised figure is named: of those that were read right on clear pages
at 200 dots an inch none was below it."""
MOST_NAMED = 5


def weighed(finding: Finding) -> Finding:
    """Make an error that rests on figures in doubt a warning, and say why."""
    recognised = [o.figure for o in finding.operands if o.figure.confidence is not None]
    told = [*_told(recognised)] if recognised else []
    if any(o.figure.inferred for o in finding.operands):
        told.append(Words.told("inferred"))
    if not told:
        return finding
    severity = "warning" if finding.severity == "error" else finding.severity
    return replace(finding, severity=severity, explanations=(*finding.explanations, *told))


def _told(recognised: list[Figure]) -> Iterator[Words]:
    yield Words.told("recognised")
    doubtful = [f for f in recognised if (f.confidence or 0.0) < DOUBTFUL]
    doubtful.sort(key=lambda f: f.confidence or 0.0)
    if doubtful:
        named = [f"{f.text} ({f.confidence:.0%})" for f in doubtful[:MOST_NAMED]]
        yield Words.told("recognised-least", some=Words("、".join(named), ", ".join(named)))
