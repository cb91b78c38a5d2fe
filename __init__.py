"""勾稽 audits published figures: which do not tie out, where, by how much, and probably why.

>>> import gouji
>>> result = gouji.audit("report.txt")  # doctest: +SKIP
>>> result.findings  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gouji.checks.finding import Finding as Finding
    from gouji.checks.frames.frame_checks import tie_out as tie_out
    from gouji.reports.api import audit as audit
    from gouji.reports.api import figure_frame as figure_frame
    from gouji.reports.api import load_rules as load_rules
    from gouji.reports.api import read as read

__version__ = "0.1.0"
__all__ = ["Finding", "__version__", "audit", "figure_frame", "load_rules", "read", "tie_out"]

_PUBLIC = {
    "audit": "gouji.reports.api",
    "figure_frame": "gouji.reports.api",
    "load_rules": "gouji.reports.api",
    "read": "gouji.reports.api",
    "Finding": "gouji.checks.finding",
    "tie_out": "gouji.checks.frames.frame_checks",
}


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> Any:
    """Import the few public names when they are asked for."""
    from importlib import import_module  # noqa: PLC0415

    if name not in _PUBLIC:
        raise AttributeError(f"module 'gouji' has no attribute {name!r}")
    return getattr(import_module(_PUBLIC[name]), name)
