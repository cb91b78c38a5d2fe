"""One clock for a document, from opening it to its last repair; what it leaves undone is counted.

Whoever goes through many of something asks before each whether time is up, leaves the rest undone
and goes on to tell what was done: late work is no failure, and never silence.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from math import inf
from typing import Final, Literal, TypeAlias

Work: TypeAlias = Literal["paragraphs", "tables", "rules", "checks", "repairs"]
"""What is gone through, and left undone where time is up."""

_WORDS: Final[dict[Work, tuple[str, str]]] = {
    "paragraphs": ("{} 个段落的数字没有读", "the numbers of {} paragraphs were not read"),
    "tables": ("{} 张表的数字没有读", "the numbers of {} tables were not read"),
    "rules": ("{} 条规则没有用上", "{} rules were not applied"),
    "checks": ("{} 项核验没有计算", "{} checks were not evaluated"),
    "repairs": ("{} 次推算更正没有进行", "{} searches for repairs were not made"),
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock, in seconds, after which no piece of work is begun."""

    at: float = inf
    left: Counter[Work] = field(default_factory=Counter)
    """How much of each kind of work was left undone."""

    @classmethod
    def within(cls, seconds: float, since: float | None = None) -> Deadline:
        """So many seconds from now, or from another moment on the same clock."""
        return cls((time.monotonic() if since is None else since) + seconds)

    def is_over(self, work: Work, amount: int = 1) -> bool:
        """Whether it is too late for more of some work; if so, count it as left undone."""
        if time.monotonic() < self.at:
            return False
        self.left[work] += amount
        return True

    def told(self) -> tuple[tuple[str, str], ...]:
        """What was left undone, in Chinese and in English, each with what can be done about it."""
        return tuple(
            (
                f"用时已到上限，{zh.format(self.left[work])}；可用 --max-seconds 提高上限",
                f"time was up: {en.format(self.left[work])}; raise --max-seconds",
            )
            for work, (zh, en) in _WORDS.items()
            if self.left[work]
        )


NEVER: Final = Deadline()
"""For who has all the time there is."""
