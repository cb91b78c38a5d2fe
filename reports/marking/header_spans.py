"""Which blanks of a flattened header belong to the label on their left or above it.

Text that was copied out of a document has lost its merged cells; drawn again without them, a group
label stands over its first column only and the rest of the header looks empty.
"""

from __future__ import annotations

from gouji.documents.document import Table

MOST_ROWS = 8
"""A header that seems to be taller is no header that blanks could be guessed for."""


def guessed_spans(table: Table, header: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Map the places of labels to the rows and columns that they probably spanned."""
    if table.merged or not 1 < header <= MOST_ROWS:
        return {}
    printed = {(c.row, c.column) for c in table.cells if c.row <= header and c.text.strip()}
    return {
        (row, column): _span(printed, row, column, header, table.columns)
        for row, column in sorted(printed)
    }


def _span(
    printed: set[tuple[int, int]], row: int, column: int, header: int, columns: int
) -> tuple[int, int]:
    below = range(row + 1, header + 1)

    def has_labels_below(at: int) -> bool:
        return any((lower, at) in printed for lower in below)

    if has_labels_below(column):
        right = column + 1
        while right <= columns and (row, right) not in printed and has_labels_below(right):
            right += 1
        return 1, right - column
    return header - row + 1, 1
