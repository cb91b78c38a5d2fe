"""The known slips, as ``rules/words/slips.yaml`` lists them, and what a print can be by one.

Without any search: ``originals(printed)`` are the numbers that are one slip away, whose count is
what chance alone has to hit one; ``leading(printed, wanted)`` those of them in an interval.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias

from gouji.checks.equations.cells import Cell
from gouji.checks.slips import accounts, print_style
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Sheet, Situation
from gouji.figures.interval import Interval
from gouji.figures.numbers import digits
from gouji.rules.bundled import bundled
from gouji.rules.sentence import Says, read_says
from gouji.texts.bilingual import Words

REMEMBERED: Final = 1 << 12
"""Prints whose slips are kept: the search for repairs asks for the same ones again and again."""
HALF: Final = Fraction(1, 2)
_ODD: Final = re.compile(r"0\d")
"""Nobody prints a number so."""

Meant: TypeAlias = Callable[..., Iterable[Print]]
"""From a print (and ``of_rate``) to what may have been meant."""
Accounts: TypeAlias = Callable[[Situation, Print], str | None]
"""What else a print was made of, if that accounts for it."""
Patterns: TypeAlias = Callable[[Sheet, tuple[Cell, ...]], Iterable[dict[Cell, Print]]]


@dataclass(frozen=True, slots=True)
class Slip:
    """A known way to go wrong, and which of the three it knows.

    ``meant``: what may have been meant, given what is printed. ``accounts``: how the print came
    about, given what should stand there. ``patterns``: several cells that went wrong together;
    they are believed where they restore so many checks (one is put right by any number).
    """

    name: str
    likelihood: float
    says: Says
    meant: Meant | None = None
    accounts: Accounts | None = None
    patterns: Patterns | None = None
    restores: int = 1

    def say(self, what: str = "") -> Words:
        """Name the slip; ``what`` is the number that accounts for a print, if one does."""
        return self.says.filled(n=what)


class Original(NamedTuple):
    """What may have been meant by a print, and the slip by which it became what it is.

    ``likelihood`` is the slip's, shared among all the numbers that it could have come from.
    """

    print: Print
    slip: Slip
    value: Fraction
    step: Fraction
    likelihood: float


@cache
def known() -> tuple[Slip, ...]:
    """All known slips, likeliest first."""
    return tuple(sorted(map(_slip, bundled("slips")), key=lambda slip: -slip.likelihood))


def _slip(entry: dict[str, Any]) -> Slip:
    ways: dict[str, Any] = {k: entry[k] for k in ("name", "likelihood", "restores") if k in entry}
    ways |= {way: getattr(accounts, entry[way]) for way in ("accounts", "patterns") if way in entry}
    meant = _meant(entry["meant"]) if "meant" in entry else None
    return Slip(says=read_says(entry), meant=meant, **ways)


def _meant(name: str) -> Meant:
    if of_digits := getattr(digits, name, None):
        return lambda printed, of_rate: map(printed.with_digits, of_digits(printed.digits))
    found: Meant = getattr(print_style, name)
    return found


@lru_cache(maxsize=REMEMBERED)
def originals(printed: Print, of_rate: bool = False) -> tuple[Original, ...]:
    """List what is one slip away from a print, each by the likeliest one, likeliest first."""
    by_slip = (_by(slip, slip.meant, printed, of_rate) for slip in known() if slip.meant)
    found: dict[str, Original] = {}
    for original in sorted(chain.from_iterable(by_slip), key=lambda o: -o.likelihood):
        found.setdefault(original.print.text, original)
    return tuple(found.values())


def _by(slip: Slip, meant: Meant, printed: Print, of_rate: bool) -> list[Original]:
    """What one slip could have come from; another print of the number is none."""
    sound = (p for p in meant(printed, of_rate=of_rate) if not _ODD.match(p.digits))
    same = printed.value, printed.kind
    others = {p.text: p for p in sound if (p.value, p.kind) != same}
    share = slip.likelihood / max(1, len(others))
    return [Original(p, slip, p.value, p.step, share) for p in others.values()]


def leading(
    printed: Print, wanted: Interval, slack: Fraction = HALF, of_rate: bool = False
) -> list[Original]:
    """List what is one slip away and, give or take ``slack`` of its last place, wanted.

    ``wanted`` is in the printed unit (per cent for a percentage), with 万 and 亿 multiplied out.
    An exact number must lie in it, without slack; of any other the rounding interval must meet it.
    """
    found = originals(printed, of_rate)
    steps = {original.step for original in found}
    asked = {step: wanted + Interval(-slack * step, slack * step) for step in steps}
    return [original for original in found if original.value in asked[original.step]]
