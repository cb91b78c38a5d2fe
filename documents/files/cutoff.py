"""What runs on past its deadline, in a place that looks at no clock, is cut off there.

Work that can leave something undone asks its ``Deadline`` and tells what it left. All else that
grows with a document, in our code and in the libraries below it, is ended from outside.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from math import inf
from threading import Event, Lock, Thread, get_ident
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

GRACE: Final = 2.0
"""Seconds past the deadline: for what was left undone to be told."""
AGAIN: Final = 0.5
"""Seconds until it is tried again: a library may catch whatever is raised."""

T = TypeVar("T")


class _Late(BaseException):
    """Raised in the thread that is late, at whatever it does."""


class _Unheard:
    """An unraisable hook that tells what ``told`` tells, but not that somebody is late.

    A destructor or a callback of the collector may be what is interrupted: it cannot pass the
    exception on, the interpreter would print a warning, and the next try ends the work.
    """

    def __init__(self, told: Callable[[UnraisableHookArgs], object]) -> None:
        self.told = told

    def __call__(self, what: UnraisableHookArgs) -> None:
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
