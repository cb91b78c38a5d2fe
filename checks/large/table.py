"""A large table of plain numbers, held by column: which of its rows are like which others.

Rows are alike where the same columns print numbers (and the others the same words, or nothing) and
their labels play the same part. What the audit makes of some rows of a kind it
makes of all of them, so it looks at a few, and the others are reckoned by column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pandas as pd

from gouji.checks import large
from gouji.checks.equations.columns import Ints
from gouji.checks.equations.printed_columns import PrintedColumn
from gouji.documents.document import Document, Table
from gouji.documents.files.decoding import decode
from gouji.documents.files.sniffing import separator, stated_separator
from gouji.documents.files.source import Source
from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.figures.numbers.units import header_unit
from gouji.figures.tables.change_lines import is_change_column
from gouji.figures.tables.reading import is_mean

OF_A_KIND: Final = 48
"""Rows looked at of each kind: what holds of so many is no chance."""
OF_A_WAY: Final = 8
"""Rows looked at of each way in which a column prints numbers."""
MOST_KINDS: Final = 64
HEADER: Final = 1
"""Lines above the first row."""
AT_AN_END: Final = 4
"""First and last rows: what is said of a table stands there."""
MOST_WORDS: Final = 8
"""Different prints of a column that are no plain numbers: blanks, dashes, 未统计."""
_DIGITS: Final = r"[0-9]+"
_FORMULA: Final = '="'


@dataclass(frozen=True)
class LargeTable:
    """``columns`` are the prints of each column; row 0 is the first below the header.

    ``numbers`` has those that print hardly anything but plain numbers.
    """

    columns: tuple[pd.Series, ...]
    numbers: dict[int, PrintedColumn]
    meaning: Meaning

    @classmethod
    def of(cls, found: Source | Document, meaning: Meaning) -> LargeTable | None:
        """Take separated values, or what a reader made of a file, for one.

        None where it is small, or anything else than plain.
        """
        frame = _frame(found) if isinstance(found, Source) else _cells(found)
        if frame is None or len(frame) <= large.LEAST_ROWS:
            return None
        columns = tuple(frame[name].iloc[1:] for name in frame.columns)
        if columns[-1].isna().any():  # a line was too short
            return None
        numbers = {}
        for c, column in enumerate(columns):
            if _has_few_words(PrintedColumn.of(column.iloc[: large.LEAST_ROWS])):
                own = PrintedColumn.of(column)
                if _has_few_words(own) and len(own.odd) < len(own.digits):
                    numbers[c] = own
        return cls(columns, numbers, meaning) if numbers else None

    @property
    def cells(self) -> int:
        return len(self) * len(self.columns)

    def __len__(self) -> int:
        return len(self.columns[0])

    @cached_property
    def kinds(self) -> Ints:
        """The kind of each row, from 0."""
        found = np.zeros(len(self), dtype=np.int64)
        for c, column in enumerate(self.columns):
            printed = self.numbers.get(c)
            own = self._parts(column) if printed is None else _words(printed)
            found, _ = pd.factorize(found * (int(own.max()) + 1) + own)
        return np.asarray(found, dtype=np.int64)

    def _parts(self, column: pd.Series) -> Ints:
        """Number the parts that the labels of a column play; digits in them play none."""
        codes, labels = pd.factorize(column)
        bare, kinds = pd.factorize(pd.Series(labels).str.replace(_DIGITS, "0", regex=True))
        parts, _ = pd.factorize(np.array([hash(self._part(label)) for label in kinds]))
        return np.asarray(parts[bare][codes], dtype=np.int64)

    def _part(self, label: str) -> Hashable:
        """What a label says beside the name that it is."""
        meaning, path = self.meaning, (label,)
        return (
            not label.strip(),
            meaning.row_role(path),
            meaning.period(path),
            meaning.names_mean(label),
            meaning.is_called_total(label),
            meaning.vocabulary.is_member(label),
            meaning.vocabulary.is_container(label),
            meaning.is_whole(label),
            header_unit(label)[1],
            is_change_column(label),
            is_mean(label),
            meaning.vocabulary.match(label, (), (), "count"),
        )

    @staticmethod
    def row_of(figure: Figure) -> int:
        """The row that prints a figure."""
        return (figure.place.row or 0) - HEADER - 1

    @staticmethod
    def lines_of(rows: Ints) -> tuple[int, ...]:
        """The lines of the file to read, from 1: the header's, and those of the rows."""
        return (HEADER, *(rows + HEADER + 1).tolist())

    def witnesses(self) -> Ints | None:
        """The rows to look at first; None where the rows are of too many kinds."""
        if int(self.kinds.max()) >= MOST_KINDS:
            return None
        return np.unique(np.concatenate(list(self._telling())))

    def _telling(self) -> Iterator[Ints]:
        """Some of every kind, the ends of the table, and of each column its extremes."""
        yield np.arange(AT_AN_END)
        yield np.arange(len(self) - AT_AN_END, len(self))
        yield from _some_of_each(self.kinds, OF_A_KIND)
        for printed in self.numbers.values():
            ways = printed.places * 4 + printed.share * 2 + (printed.digits < 0)
            yield from _some_of_each(np.asarray(ways), OF_A_WAY)
            yield np.array([printed.digits.argmin(), printed.digits.argmax()])
            # what all of these are multiples of, all numbers of the column are
            yield from (np.flatnonzero(printed.digits % unit)[:2] for unit in (2, 5))


def _has_few_words(printed: PrintedColumn) -> bool:
    """Whether a column prints hardly anything but numbers."""
    return len(pd.unique(printed.others)) <= MOST_WORDS


def _words(printed: PrintedColumn) -> Ints:
    """Number what a column prints in place of plain numbers; these are 0."""
    found = np.zeros(len(printed.digits), dtype=np.int64)
    found[printed.odd] = pd.factorize(printed.others)[0] + 1
    return found


def _some_of_each(kinds: Ints, most: int) -> Iterator[Ints]:
    """Rows of each kind, evenly apart."""
    for kind in np.unique(kinds):
        own = np.flatnonzero(kinds == kind)
        yield own[np.linspace(0, len(own) - 1, min(most, len(own))).astype(np.int64)]


def _frame(source: Source) -> pd.DataFrame | None:
    """The fields of all lines, where every line is one row and all have as many."""
    text = decode(source).text
    mark = separator(text, source.path.suffix) or ","
    lines = text.count("\n") + (not text.endswith("\n"))
    if text.count("\r") not in (0, text.count("\r\n")):
        return None
    if stated_separator(text) or _FORMULA in text:
        return None
    width = len(next(csv.reader(io.StringIO(text[: text.find("\n")]), delimiter=mark), ()))
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            sep=mark,
            header=None,
            names=range(width),
            dtype=object,
            keep_default_na=False,
            skip_blank_lines=False,
            index_col=False,
        )
    except (pd.errors.ParserError, ValueError):
        return None
    return frame if len(frame) == lines and _is_headed(frame) else None


def _cells(document: Document) -> pd.DataFrame | None:
    """The cells of a document that is one table, each of one row and column, under one header."""
    table = document.blocks[0] if len(document.blocks) == 1 else None
    if not isinstance(table, Table) or any((c.rowspan, c.colspan) != (1, 1) for c in table.cells):
        return None
    texts = np.full((table.rows, table.columns), "", dtype=object)
    for cell in table.cells:
        texts[cell.row - 1, cell.column - 1] = cell.text
    frame = pd.DataFrame(texts)
    return frame if _is_headed(frame) and not table.hidden_rows else None


def _is_headed(frame: pd.DataFrame) -> bool:
    return all(isinstance(name, str) and name.strip() for name in frame.iloc[0])
