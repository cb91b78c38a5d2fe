"""The priors and constants of weighing, as ``words/weights.yaml`` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gouji.rules.bundled import bundled


@cache
def weights(kind: str) -> Mapping[str, float]:
    """Give the constants of one part of weighing."""
    return {name: float(value) for name, value in bundled("weights")[kind].items()}
