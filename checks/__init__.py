"""Rules and figures in, outcomes out; no files, no printing, no clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.checks.frames.frame_checks import tie_out as tie_out

__all__ = ["tie_out"]


def __getattr__(name: str) -> Any:
    """Import ``tie_out`` when it is asked for: schemas are rare, audits are not."""
    if name != "tie_out":
        raise AttributeError(f"module 'gouji.checks' has no attribute {name!r}")
    from gouji.checks.frames.frame_checks import tie_out as found  # noqa: PLC0415

    return found
