"""Growth at constant prices says nothing of the values that are printed at current ones.

Not a shape: every check that holds a change against values passes here.
"""

from __future__ import annotations

from dataclasses import replace

from gouji.checks.equations.facets import CHANGE_TERMS
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material

RATES_OF_CHANGE = CHANGE_TERMS | {"增幅"}


def on_one_basis(check: Check, material: Material) -> Check:
    """Leave undecided, with the words quoted, what holds figures of different bases together."""
    if not any(term in RATES_OF_CHANGE or term.startswith("prior(") for term in check.terms):
        return check
    bases = {material.figures[i].basis for i in check.figures}
    told = sorted(bases - {""})
    if not told or (set(check.terms) <= CHANGE_TERMS and len(bases) == 1):
        return check
    return replace(check, missing=(*check.missing, *(f"上期（{basis}）" for basis in told)))
