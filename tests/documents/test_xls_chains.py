"""Old workbooks are little file systems: a chain of sectors that bites its tail never ends."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.documents import xls
from gouji.documents.document import DocumentError
from gouji.documents.files.sniffing import sniff
from gouji.documents.files.source import Source

SECTOR, NONE, END = 512, -1, -2


def entry(name: str, kind: int, child: int, first: int, size: int) -> bytes:
    printed = name.encode("utf-16-le") + b"\0\0"
    tree = struct.pack("<iii", NONE, NONE, child)
    about = printed.ljust(64, b"\0") + struct.pack("<HBB", len(printed), kind, 1) + tree
    return about.ljust(116, b"\0") + struct.pack("<iii", first, size, 0)


def workbook(short: list[int], first: int = 0) -> Source:
    """A workbook in short sectors, linked so; sectors: links, directory, short links, contents."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0")
    header += struct.pack("<HH2sHH", 0x3E, 3, b"\xfe\xff", 9, 6).ljust(20, b"\0")
    header += struct.pack("<8i", 1, 1, 0, 4096, 2, 1, END, 0)
    header += struct.pack("<109i", 0, *[NONE] * 108)
    links = struct.pack("<128i", -3, END, END, END, *[NONE] * 124)
    folder = entry("Root Entry", 5, 1, 3, SECTOR) + entry("Workbook", 2, NONE, first, 100)
    chains = struct.pack("<128i", *short, *[NONE] * (128 - len(short)))
    data = header + links + folder.ljust(SECTOR, b"\0") + chains + b"\0" * SECTOR
    return Source(Path("a.xls"), data)


@pytest.mark.parametrize("short", [[0], [1, 0], [1, 2, 1]])
def test_a_circle_is_damage(short: list[int]) -> None:
    source = workbook(short)
    assert sniff(source) == "xls"
    with pytest.raises(DocumentError, match="circular"):
        xls.read(source)


@given(st.lists(st.integers(-2, 7), max_size=8), st.integers(0, 7))
def test_every_chain_ends(short: list[int], first: int) -> None:
    with pytest.raises(DocumentError, match="损坏"):
        xls.read(workbook(short, first))


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf" * 100, b"\0" * 600])
def test_what_is_too_short_is_damaged(data: bytes) -> None:
    with pytest.raises(DocumentError, match="损坏"):
        xls.read(Source(Path("a.xls"), data))
