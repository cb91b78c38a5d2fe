"""The priors and constants of weighing, as ``words/weights.yaml`` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def weights(kind: str) -> Mapping[str, float]:
    """Give the constants of one part of weighing."""
    text = (files("gouji.rules") / "words" / "weights.yaml").read_text("utf-8")
    listed: dict[str, Any] = yaml.safe_load(text)
    return {name: float(value) for name, value in listed[kind].items()}
