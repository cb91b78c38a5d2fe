"""Every file that is written: whole or not at all, and never what is being audited."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from gouji.documents.document import DocumentError

_REASONS = {
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("磁盘配额已用完", "the disk quota is used up"),
    errno.EROFS: ("所在的盘是只读的", "it lies on a read-only file system"),
    errno.EACCES: ("没有写入权限", "permission denied"),
    errno.EPERM: ("没有写入权限", "permission denied"),
    errno.ENOENT: ("所在文件夹不存在", "its folder does not exist"),
}


def put(output: Path, held: str | bytes, *, anew: bool = False) -> None:
    """Write a file beside its place, then move it there; DocumentError says why it can't be.

    ``anew`` refuses to write over what is there. A device or a pipe is written to as it is.
    """
    data = held if isinstance(held, bytes) else held.encode()
    try:
        if anew and output.exists():
            raise _existing(output)
        if output.exists() and not output.is_file():
            output.write_bytes(data)
        else:
            _move_in(Path(os.path.realpath(output)), data)
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        zh, en = _REASONS.get(failure.errno or 0, (reason, reason))
        raise DocumentError(
            output,
            f"无法写入（{zh}）；原有内容未变",
            f"can't be written ({en}); nothing was changed",
        ) from failure


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


def _existing(output: Path) -> DocumentError:
    return DocumentError(
        output, "文件已存在；请另取名，或先移走", "exists already; name another, or move it away"
    )


def refuse_inputs(outputs: Iterable[Path | None], inputs: Iterable[Path]) -> None:
    """DocumentError where an output is a file that is to be read, under whatever name."""
    wanted = {(s.st_dev, s.st_ino): p for p in outputs if p and p.is_file() and (s := p.stat())}
    if not wanted:
        return
    for path in inputs:
        if path.is_file() and (s := path.stat()) and (s.st_dev, s.st_ino) in wanted:
            raise DocumentError(
                wanted[s.st_dev, s.st_ino],
                "是要审核的文件，不能覆盖；请另取文件名",
                "is to be audited and is not written over; give another name",
            )
