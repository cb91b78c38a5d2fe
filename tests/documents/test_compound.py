from __future__ import annotations

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.documents.document import DocumentError
from gouji.documents.files.compound import check_chains
from gouji.documents.files.source import Source

END = -2


def compound(links: list[int]) -> Source:
    """One sector of links, listed in the header as sector 0."""
    header = bytearray(512)
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<ii", header, 60, END, 0)
    struct.pack_into("<ii", header, 68, END, 0)
    struct.pack_into("<109i", header, 76, 0, *[-1] * 108)
    table = struct.pack("<128i", *links, *[-1] * (128 - len(links)))
    return Source(Path("a.xls"), bytes(header) + table)


def ends(links: list[int]) -> bool:
    for start in range(len(links)):
        at, steps = start, 0
        while 0 <= at < len(links):
            at, steps = links[at], steps + 1
            if steps > len(links):
                return False
    return True


@given(st.lists(st.integers(-2, 19), max_size=20))
def test_a_circle_is_found_wherever_it_is(links: list[int]) -> None:
    if ends([*links, *[-1] * (128 - len(links))]):
        check_chains(compound(links))
    else:
        with pytest.raises(DocumentError, match="circular"):
            check_chains(compound(links))


@pytest.mark.parametrize("data", [b"", b"\xd0\xcf" * 100, b"\0" * 600])
def test_what_is_too_short_is_damaged(data: bytes) -> None:
    with pytest.raises(DocumentError, match="损坏"):
        check_chains(Source(Path("a.xls"), data))
