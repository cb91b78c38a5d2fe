"""Every check that was decided and every figure that was not, a row each, in one language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from gouji.checks.finding import Lang, ToldCheck, Unchecked
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import where_in_full
from gouji.reports.saying.working import equation, in_words


class UncheckedRow(NamedTuple):
    """A figure that no equation decided on, and why."""

    document: str
    text: str
    label: str
    place: str
    reason: str


class CheckRow(NamedTuple):
    """A check that was decided; ``label`` and ``place`` are of the figure that leads it."""

    document: str
    verdict: str
    label: str
    place: str
    equation: str
    working: str


def unchecked_rows(listed: Iterable[Unchecked], lang: Lang) -> list[UncheckedRow]:
    """Say of each figure where it stands and why nothing decided on it."""
    return [
        UncheckedRow(f.document, f.text, f.label, where_in_full(f, lang), one.reason.say(lang))
        for one in listed
        for f in [one.figure]
    ]


def check_rows(listed: Iterable[ToldCheck], lang: Lang) -> list[CheckRow]:
    """Say of each check what came of it, and its working."""
    return [
        CheckRow(
            lead.document,
            say(told.evidence.verdict, lang),
            lead.label,
            where_in_full(lead, lang),
            equation(told.evidence, lang),
            in_words(told.evidence.working, lang),
        )
        for told in listed
        for lead in told.figures[:1]
    ]
