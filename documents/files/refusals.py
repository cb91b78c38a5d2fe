"""Why the system would not have something written, in words; the same for every file we write."""

from __future__ import annotations

import errno
from typing import Final

_FORBIDDEN: Final = ("没有写入权限", "permission denied")
REFUSALS: Final = {
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("磁盘配额已用完", "the disk quota is used up"),
    errno.EFBIG: ("超过系统允许的文件大小", "larger than the system allows a file to be"),
    errno.EROFS: ("所在的盘是只读的", "it lies on a read-only file system"),
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENOENT: ("所在文件夹不存在", "its folder does not exist"),
    errno.ENOTDIR: ("所在之处不是文件夹", "what should be its folder is a file"),
    errno.EIO: ("磁盘读写出错", "the disk fails"),
}


def refusal(failure: OSError) -> tuple[str, str]:
    """Say in both languages why a file could not be written."""
    said = failure.strerror or type(failure).__name__
    return REFUSALS.get(failure.errno or 0, (said, said))
