"""Issuer, period and title of a disclosure that does not say them: ``<file>.gouji.yaml`` beside it.

issuer: 宿迁市
period: 2024-05        # 2024, 2024-Q1, 2024-H1, 2024-01~11, 2024-W03, or 2024年5月
title: 热线月报
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from gouji.documents.document import Document, DocumentError
from gouji.figures.identity.identify import dense
from gouji.figures.identity.period import canonical, is_period, stated
from gouji.rules.problem import RuleError
from gouji.rules.source import Bare, read_source

SUFFIX: Final = ".gouji.yaml"
KEYS: Final = ("issuer", "period", "title")


def named(document: Document, given: Mapping[str, str]) -> Document:
    """Add to the document's metadata what its sidecar says, and what is ``given`` goes first.

    DocumentError says what is wrong with the sidecar.
    """
    said = {**_beside(Path(document.path)), **{k: v for k, v in given.items() if v}}
    return replace(document, metadata={**document.metadata, **said}) if said else document


def period_of(text: str) -> str | None:
    """The canonical name of a period that a person wrote: ``2024-05`` and ``2024年5月`` alike."""
    text = text.strip()
    return canonical(text) if is_period(text) else stated(dense(text), bare_year=True)


def _beside(path: Path) -> dict[str, str]:
    file = path.with_name(path.name + SUFFIX)
    if not file.is_file():
        return {}
    try:
        found = read_source(file).value
    except RuleError as error:
        problem = error.problems[0]
        raise DocumentError(problem.place, problem.zh, problem.en) from error
    return _checked(found, file) if found else {}


def _checked(found: Any, file: Path) -> dict[str, str]:
    texts = found.values() if isinstance(found, dict) else [None]
    if not all(isinstance(text, str | Bare) for text in texts):
        raise DocumentError(
            file, "应为 issuer、period、title 三项", "should hold issuer, period, title"
        )
    if lost := [str(key) for key in found if key not in KEYS]:
        raise DocumentError(
            file,
            f"未知的项“{lost[0]}”；只认 {'、'.join(KEYS)}",
            f"unknown key '{lost[0]}' (known: {', '.join(KEYS)})",
        )
    said = {k: v.text if isinstance(v, Bare) else " ".join(v.split()) for k, v in found.items()}
    if (written := said.get("period")) and (period := period_of(written)) is None:
        raise DocumentError(
            file,
            f"看不懂时期“{written}”；例如 2024、2024-05、2024-Q1",
            f"period '{written}' is not understood; write 2024, 2024-05 or 2024-Q1",
        )
    kept = {key: value for key, value in said.items() if value}
    return {**kept, "period": period} if "period" in kept and period else kept
