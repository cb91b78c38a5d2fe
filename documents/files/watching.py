"""How far the work has come, told to whoever watches; readers tell it and print nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["files", "pages", "rows", "figures", "checks", "done"]
"""What is counted; reading figures and checking them have no count, and ``done`` ends it all."""


@dataclass(frozen=True, slots=True)
class Step:
    """``done`` of ``total`` units; a total of 0 is not known."""

    unit: Unit
    done: int = 0
    total: int = 0
    path: str = ""


Watch: TypeAlias = Callable[[Step], None]


def unwatched(_: Step) -> None:
    """Nobody looks on."""
