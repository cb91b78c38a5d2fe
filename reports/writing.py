"""Every file that is written: whole or not at all, and never what is being audited."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from gouji.documents.document import refusal, refused

BOM = "\ufeff"


def put(
    output: Path, held: str | bytes, *, anew: bool = False, instead: str = "in-the-way"
) -> None:
    """Write a file beside its place, then move it there; DocumentError says why it can't be.

    ``anew`` refuses to write over what is there, by a text that says what to do ``instead``. A
    device or a pipe is written to as it is. A CSV file begins with the mark by which Excel knows
    UTF-8.
    """
    marked = isinstance(held, str) and output.suffix.lower() == ".csv"
    data = held if isinstance(held, bytes) else (BOM * marked + held).encode()
    with told(output):
        if anew and output.exists():
            raise refused(output, instead)
        if output.exists() and not output.is_file():
            output.write_bytes(data)
        else:
            _move_in(Path(os.path.realpath(output)), data)


@contextmanager
def told(output: Path) -> Iterator[None]:
    """DocumentError says why ``output``, a file or a folder, can't be written."""
    try:
        yield
    except OSError as failure:
        raise refused(output, "cannot-write", why=refusal(failure)) from failure


def _move_in(output: Path, data: bytes) -> None:
    """A full disk, Ctrl-C or a power cut leaves what was there before."""
    beside = output.with_name(f".{secrets.token_hex(8)}{output.suffix}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if output.exists():
            if not os.access(output, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            shutil.copymode(output, beside)
        beside.replace(output)
    finally:
        beside.unlink(missing_ok=True)


def refuse_inputs(outputs: Iterable[Path | None], inputs: Iterable[Path]) -> None:
    """DocumentError where an output is a file that is read, under whatever name."""
    there = [path for path in outputs if path and path.is_file()]
    for output, path in product(there, inputs):
        if path.is_file() and path.samefile(output):
            raise refused(output, "never-over-input")
