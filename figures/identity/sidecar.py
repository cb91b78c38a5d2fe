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

import yaml

from gouji.documents.document import Document, DocumentError
from gouji.figures.identity.identify import dense
from gouji.figures.identity.period import canonical, is_period
from gouji.figures.identity.spans import stated

SUFFIX: Final = ".gouji.yaml"
KEYS: Final = ("issuer", "period", "title")
LARGEST: Final = 64 * 1024
"""Bytes; a sidecar holds three lines."""


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
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(file, f"打不开（{reason}）", f"cannot be opened ({reason})") from error
    if len(data) > LARGEST:
        raise DocumentError(file, "太大，不像说明文件", "too large for a sidecar")
    return _checked(_loaded(data, file), file)


def _loaded(data: bytes, file: Path) -> Any:
    """Everything as text, so that 2024-05-01 does not turn into a date."""
    try:
        return yaml.load(data.decode("utf-8-sig"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        what = str(error).splitlines()[0]
        raise DocumentError(file, f"不是 YAML（{what}）", f"not YAML ({what})") from error


def _checked(found: Any, file: Path) -> dict[str, str]:
    if found in (None, ""):
        return {}
    if not isinstance(found, dict) or any(not isinstance(v, str) for v in found.values()):
        raise DocumentError(
            file, "应为 issuer、period、title 三项", "should hold issuer, period, title"
        )
    if lost := [str(key) for key in found if key not in KEYS]:
        raise DocumentError(
            file,
            f"未知的项“{lost[0]}”；只认 {'、'.join(KEYS)}",
            f"unknown key '{lost[0]}' (known: {', '.join(KEYS)})",
        )
    if "period" in found and (period := period_of(found["period"])) is None:
        raise DocumentError(
            file,
            f"看不懂时期“{found['period']}”；例如 2024、2024-05、2024-Q1",
            f"period '{found['period']}' is not understood; write 2024, 2024-05 or 2024-Q1",
        )
    kept = {key: " ".join(value.split()) for key, value in found.items() if value.strip()}
    return {**kept, "period": period} if "period" in kept and period else kept
