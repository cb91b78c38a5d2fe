"""The slips in checks/repairs/slips, found by their names in the room."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from gouji.checks.repairs import slips
from gouji.checks.repairs.slip_context import Slip


@cache
def known() -> tuple[Slip, ...]:
    """All known slips, likeliest first."""
    names = sorted(module.name for module in iter_modules(slips.__path__))
    return tuple(sorted(map(_slip, names), key=lambda slip: -slip.likelihood))


def _slip(name: str) -> Slip:
    module = import_module(f"{slips.__name__}.{name}")
    return Slip(
        module.NAME,
        module.LIKELIHOOD,
        module.WORDS,
        getattr(module, "originals", None),
        getattr(module, "accounts", None),
        getattr(module, "patterns", None),
    )
