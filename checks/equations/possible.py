"""Whether a printed percentage can be one of whole counts: 71.00 % of 31 can't.

After the GRIM test for means (N. J. L. Brown, J. A. J. Heathers, 2017), here for percentages.
"""

from __future__ import annotations

from gouji.checks.equations.case_figures import CaseFigure


def is_reachable(rate: CaseFigure, whole: CaseFigure) -> bool:
    """Whether some whole count over ``whole`` prints as ``rate``, rounded or cut off."""
    readings = (rate.rounded, rate.truncated)
    return any(reading.scaled(whole.value).whole() is not None for reading in readings)
