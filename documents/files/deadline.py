"""One clock for a document, from opening it to its last repair; what it leaves undone is counted.

Whoever goes through many of something asks before each whether time is up, leaves the rest undone
and goes on to tell what was done: late work is no failure, and never silence. All else that grows
with a document, in our code and in the libraries below it, is cut off from outside.
"""

from __future__ import annotations

import ctypes
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from threading import Event, Lock, Thread, get_ident
from time import monotonic
from typing import Final, Literal, TypeAlias, TypeVar, get_args

from gouji.documents.document import told
from gouji.texts.bilingual import Words

Work: TypeAlias = Literal["paragraphs", "tables", "rules", "checks", "repairs"]
"""What is gone through, and left undone where time is up."""

GRACE: Final = 2.0
"""Seconds past the deadline: for what was left undone to be told."""
AGAIN: Final = 0.5
"""Seconds until it is tried again: a library may catch whatever is raised."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock, in seconds, after which no piece of work is begun."""

    at: float = inf
    left: Counter[Work] = field(default_factory=Counter)
    """How much of each kind of work was left undone."""

    @classmethod
    def within(cls, seconds: float, since: float | None = None) -> Deadline:
        """So many seconds from now, or from another moment on the same clock."""
        return cls((monotonic() if since is None else since) + seconds)

    def is_over(self, work: Work, amount: int = 1) -> bool:
        """Whether it is too late for more of some work; if so, count it as left undone."""
        if monotonic() < self.at:
            return False
        self.left[work] += amount
        return True

    def told(self) -> tuple[Words, ...]:
        """What was left undone, each with what can be done about it."""
        left = ((work, self.left[work]) for work in get_args(Work) if self.left[work])
        return tuple(told(f"late-{work}", n=amount) for work, amount in left)


NEVER: Final = Deadline()
"""For who has all the time there is."""


class _Late(BaseException):
    """Raised in the thread that is late, at whatever it does."""


class _Unheard:
    """An unraisable hook that tells what ``told`` tells, but not that somebody is late.

    A destructor or a callback of the collector may be what is interrupted: it cannot pass the
    exception on, the interpreter would print a warning, and the next try ends the work.
    """

    def __init__(self, told: Callable[[sys.UnraisableHookArgs], object]) -> None:
        self.told = told

    def __call__(self, what: sys.UnraisableHookArgs) -> None:
        """Called by the interpreter with what could not be raised."""
        if not issubclass(what.exc_type, _Late):
            self.told(what)


def cut_off(work: Callable[[], T], at: float, late: Exception) -> T:
    """Do ``work``; raise ``late`` where it is not done soon after ``at``, on the monotonic clock.

    One call into a library is never interrupted, but ends the work as soon as it returns.
    """
    if at == inf:
        return work()
    done, lock, thread = Event(), Lock(), get_ident()

    def watch() -> None:
        wait = at + GRACE - monotonic()
        while not done.wait(max(0.0, wait)):
            with lock:
                if not done.is_set():
                    if not isinstance(sys.unraisablehook, _Unheard):
                        sys.unraisablehook = _Unheard(sys.unraisablehook)
                    raised = ctypes.py_object(_Late)
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)
            wait = AGAIN

    def stop() -> None:
        """Let nothing be raised any more; what was on its way arrives with the call in here."""
        with lock:
            done.set()

    try:
        try:
            Thread(target=watch, daemon=True).start()
            return work()
        finally:
            stop()
    except _Late:
        stop()
        raise late from None
