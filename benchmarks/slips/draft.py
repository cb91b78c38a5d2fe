"""A made-up disclosure whose numbers are known one by one, and the relations between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["count", "share", "mean", "rate", "change"]
Cell: TypeAlias = tuple[str | int, ...]
"""Text and numbers (by id) as they follow each other."""


@dataclass(frozen=True)
class Number:
    """A printed number; a change has the number it stands behind as its ``owner``."""

    id: int
    kind: Kind
    text: str
    value: Fraction
    table: int
    row: int
    column: int
    owner: int | None = None
    adds: bool = True


@dataclass(frozen=True)
class Relation:
    """An equation by name, and the numbers in each of its terms."""

    name: str
    terms: Mapping[str, tuple[int, ...]]


@dataclass
class Table:
    heading: str
    header: list[list[str]]
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass
class Draft:
    """Tables under headings; numbers and relations are added by the layouts."""

    random: Random
    title: str
    sizes: tuple[int, int] = (0, 0)
    """Requests of citizens and of enterprises: every table that totals requests agrees."""
    tables: list[Table] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def number(self, kind: Kind, text: str, value: Fraction | int, owner: int | None = None) -> int:
        """Add a number that will stand in the cell under construction."""
        table = self.tables[-1]
        row, column = len(table.rows), len(table.rows[-1]) if table.rows else 0
        at = Number(
            len(self.numbers), kind, text, Fraction(value), len(self.tables), row, column, owner
        )
        self.numbers.append(at)
        return at.id

    def relate(self, name: str, **terms: Sequence[int]) -> None:
        self.relations.append(Relation(name, {k: tuple(v) for k, v in terms.items()}))

    def text(self, replaced: Mapping[int, str]) -> tuple[str, dict[int, tuple[int, int]]]:
        """Render with some numbers replaced; and say on which line and column each one starts."""
        lines = [self.title, ""]
        places: dict[int, tuple[int, int]] = {}
        for table in self.tables:
            lines += [table.heading, ""]
            lines += ["\t".join(row) for row in table.header]
            for row in table.rows:
                lines.append(self._line(row, replaced, places, len(lines) + 1))
            lines.append("")
        return "\n".join(lines) + "\n", places

    def _line(
        self,
        row: Sequence[Cell],
        replaced: Mapping[int, str],
        places: dict[int, tuple[int, int]],
        line: int,
    ) -> str:
        text = ""
        for at, cell in enumerate(row):
            text += "\t" if at else ""
            for piece in cell:
                if isinstance(piece, int):
                    places[piece] = (line, len(text))
                    text += replaced.get(piece, self.numbers[piece].text)
                else:
                    text += piece
        return text

    def cell_text(self, number: int, replaced: Mapping[int, str]) -> str:
        """The cell that a number stands in, as printed."""
        cell = next(c for t in self.tables for r in t.rows for c in r if number in c)
        return "".join(
            replaced.get(p, self.numbers[p].text) if isinstance(p, int) else p for p in cell
        )
