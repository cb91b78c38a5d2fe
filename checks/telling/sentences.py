"""The one sentence of a finding, by the shape of its rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gouji.checks.finding import Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.outcomes import Outcome
from gouji.checks.telling import wording, wording_changes
from gouji.checks.telling.wording_between import between

_BY_SHAPE: Mapping[str | None, Callable[[Check, Material], Words]] = {
    "same-figure": wording.conflict,
    "same-change": wording_changes.two_changes,
    "prior-exists": wording_changes.fall,
    "prior-whole": wording_changes.no_whole_prior,
    "fall-of-all": wording_changes.fall_of_all,
    "prior-rate": wording_changes.prior_rate,
    "implied-priors": wording_changes.priors,
    "other-label": wording.other_label,
}
_DIRECTIONS = frozenset({"direction-rose", "direction-fell"})


def sentence(outcome: Outcome, material: Material) -> Words:
    """Say in one sentence why a check is shown."""
    check = outcome.check
    if check.is_between:
        return between(outcome, material)
    if check.rule.id == "fell-by-a-negative":
        return wording_changes.fell_by_a_negative(check, material)
    if check.rule.id in _DIRECTIONS:
        return wording.turned(check, material)
    if by_shape := _BY_SHAPE.get(check.rule.shape):
        return by_shape(check, material)
    if "变化" in check.terms and check.rule.equations[check.alternative].op == "=":
        return wording_changes.change(check, material)
    return wording.computed(outcome, material)
