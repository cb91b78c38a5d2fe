"""What the grammar makes of one number: its value, and all that is printed with it."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.figures.figure import Change, Numeral, Quantity


@dataclass(frozen=True, slots=True)
class Printed:
    """One number as printed; ``text[start:end]`` is it with hedge, multiplier and unit."""

    start: int
    end: int
    numeral: Numeral
    unit: str
    quantity: Quantity
    label: str = ""
    """What names it right before it in a cell (参评率30.90%)."""
    change: Change | None = None
    """The change attached to it; its ``place.span`` is within the same text."""
    bracketed: bool = False
    """It stands in brackets behind another number: ``25002(9.75%)``."""
    alone: Change | None = None
    """It is itself a change with no figure before it: ``↑8.77%``, ``诉求量同比增长28.4%``."""
    readings: tuple[Printed, ...] = ()
    """The other ways to take it, likeliest first: see ``signs``."""
    sign: str = ""
    """``+`` or ``-`` as printed; a minus is in the value already."""
    doubles: bool = False
    """翻一番: it tells a change by itself."""

    @property
    def zero(self) -> bool:
        """Whether it is a bracketed nought (``168(0%)``), change or share: its table knows."""
        return self.bracketed and self.numeral.value == 0

    @property
    def tells_change(self) -> bool:
        """Whether it is of a kind that changes are told in, and figures of some sorts as well."""
        return self.unit in {"%", "‰"} or self.quantity in {"points", "multiple"}
