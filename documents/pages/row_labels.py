"""Labels of a printed table's first column that stand in the middle of the rows that they name."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.documents.document import Passage
from gouji.documents.layout.lines import join
from gouji.documents.layout.shapes import kind


def with_labels_on_top(
    rows: list[list[Passage]], lone: Sequence[tuple[float, Passage]]
) -> tuple[list[list[Passage]], bool]:
    """Move labels of the first column that stand in the middle of their rows to the uppermost.

    ``lone`` ones stand between two rows. Says too whether it is sure which rows a label is of.
    """
    head = next((n for n, row in enumerate(rows) if any(kind(c.text) == "number" for c in row)), 0)
    body = [(float(n), row[0]) for n, row in enumerate(rows) if n >= head]
    if all(label.text for _, label in body) and not lone:
        return rows, True
    labels = sorted((pair for pair in [*body, *lone] if pair[1].text), key=lambda pair: pair[0])
    firsts = _firsts_of_groups([at for at, _ in labels], head, len(rows))
    if firsts is None or body[0][1].text:
        return _with_lone(rows, lone), not labels
    blank = [row if n < head else [Passage(""), *row[1:]] for n, row in enumerate(rows)]
    for first, (_, label) in zip(firsts, labels, strict=True):
        blank[first][0] = label
    return blank, True


def _with_lone(
    rows: list[list[Passage]], lone: Sequence[tuple[float, Passage]]
) -> list[list[Passage]]:
    """What stands under a row was broken off its label."""
    whole = [list(row) for row in rows]
    for at, label in lone:
        whole[int(at)][0] = join([whole[int(at)][0], label])
    return whole


def _firsts_of_groups(labels: Sequence[float], start: int, rows: int) -> list[int] | None:
    """Where groups begin in whose middle each label stands; None where they don't fit."""
    firsts = []
    for label in labels:
        if label < start:
            return None
        firsts.append(start)
        start = int(2 * label) - start + 1
    return firsts if start == rows else None
