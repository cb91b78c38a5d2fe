"""From labels to meaning: indicator, scope, and the roles that rows and columns play."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gouji.figures.figure import ColumnRole, Figure, RowRole
from gouji.rules import cues
from gouji.rules.labels import normalise, normalised
from gouji.rules.vocabulary import Indicator, Vocabulary

REMEMBERED: Final = 1 << 12
"""Answers kept: labels come again down every column and along every row."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """Reads the meaning of labels with a vocabulary; one for all documents of an audit."""

    vocabulary: Vocabulary

    @lru_cache(maxsize=REMEMBERED)
    def column_role(self, label: str) -> ColumnRole:
        text = normalise(label)
        if self.vocabulary.is_total(text):
            return "total"
        if self.vocabulary.is_of_which(text):
            return "of-which"
        if cues.COLUMN_SHARE.fullmatch(text) and not cues.HEADER_RUNNING_SHARE.fullmatch(text):
            return "share"
        if cues.HEADER_PRIOR.fullmatch(text):
            return "prior"
        return "current" if cues.HEADER_CURRENT.fullmatch(text) else ""

    @lru_cache(maxsize=REMEMBERED)
    def row_role(self, path: tuple[str, ...]) -> RowRole:
        if not path:
            return ""
        last = path[-1]
        if self.vocabulary.is_subtotal(last):
            return "subtotal"
        if self.vocabulary.is_total(last):
            return "total"
        if cues.HEADER_PARTIAL_TOTAL.fullmatch(normalise(last)):
            return "subtotal"
        return "of-which" if self.vocabulary.is_of_which(last) else ""

    def names_total(self, label: str) -> bool:
        """``问答总量``: the whole of its own group."""
        ending = cues.HEADER_TOTAL_ENDING.fullmatch(normalise(label))
        return ending is not None or self.is_called_total(label)

    def is_called_total(self, label: str) -> bool:
        """``收入合计``, ``Total assets``: what stands beside it adds up to it."""
        text = normalise(label)
        named = cues.HEADER_TOTAL.fullmatch(text) or cues.HEADER_ALL_OF.fullmatch(label.strip())
        return self.vocabulary.is_total(text) or bool(named)

    def names_whole(self, label: str) -> bool:
        """``全市``, ``全港吞吐量``: about all of a place or a body, of which others are parts."""
        return self.is_whole(label) or cues.HEADER_NAMES_ALL_OF.fullmatch(label.strip()) is not None

    def names_mean(self, label: str) -> bool:
        """``年均``, ``最高`` beside the years: what the rows are like, and none of them."""
        return cues.HEADER_MEAN.fullmatch(normalise(label)) is not None

    @lru_cache(maxsize=REMEMBERED)
    def adds(self, labels: tuple[str, ...], quantity: str, unit: str = "") -> bool:
        """Whether parts of a figure under these labels add up to their whole.

        Of what is measured amounts (吨, not 岁) do, and what bears no unit.
        """
        if quantity == "measure" and (not unit or unit in cues.AMOUNT_UNITS):
            means = any(map(cues.COLUMN_MEAN.search, labels))
            return not means and not any(map(self.vocabulary.is_non_additive, labels))
        if quantity not in ("count", "money"):
            return quantity == "measure" and any("总" in x for x in labels[-1:])
        return not any(map(self.vocabulary.is_non_additive, labels))

    @lru_cache(maxsize=REMEMBERED)
    def period(self, path: tuple[str, ...]) -> str:
        for label in reversed(path):
            text = normalise(label)
            if cues.HEADER_PRIOR.fullmatch(text) or cues.HEADER_PRIOR_OF.fullmatch(text):
                return "prior"
            if cues.HEADER_YEAR.fullmatch(text):
                return text
            if told := cues.HEADER_YEAR_OF.fullmatch(text):
                return f"{told['year']}年"
        return ""

    @lru_cache(maxsize=REMEMBERED)
    def of_cell(
        self,
        beside: tuple[str, ...],
        row_path: tuple[str, ...],
        column_path: tuple[str, ...],
        in_cell: str,
        subject: tuple[str, ...],
        quantity: str,
        alone: bool,
    ) -> tuple[Indicator | None, tuple[str, ...]]:
        """The indicator and scope of a table's figure.

        The column names the indicator and the row its scope; where only the row does (a table
        with one indicator a row), or the figure stands alone in its row under a label that
        names an indicator, it is the other way round.
        """
        columns = (*column_path, in_cell) if in_cell else column_path
        by_column = self._along(columns, (*subject, *row_path), beside, quantity)
        by_row = self._along(row_path, (*subject, *column_path), beside, quantity)
        if by_row and (alone or not by_column):
            rest = tuple(c for c in column_path if not self._is_dull(c))
            return by_row, self.scope(() if alone else rest)
        return by_column, self.scope(row_path)

    def _along(
        self, path: Sequence[str], above: Sequence[str], beside: Sequence[str], quantity: str
    ) -> Indicator | None:
        """Match the last label of a path; one that says nothing by itself yields to its parent."""
        if not path:
            return None
        *parents, label = path
        ancestors = (*above, *parents)
        within = [f"{normalise(label)}·{normalise(parent)}" for parent in parents[-1:]]
        for name in (*within, label):
            if found := self.vocabulary.match(name, ancestors, beside, quantity):
                return found
        dull = bool(parents) and self._is_dull(label)
        return self._along(parents, above, beside, quantity) if dull else None

    def _is_dull(self, label: str) -> bool:
        text = normalise(label)
        total = cues.HEADER_GENERIC.fullmatch(text) or self.vocabulary.is_total(text)
        return bool(total) or self._is_period(label)

    def scope(self, path: Sequence[str]) -> tuple[str, ...]:
        """Canonical names of what a figure is about; totals say "everything" and fall away."""
        return tuple(
            self.vocabulary.member(label if self.vocabulary.is_member(label) else _bare(label))
            for label in path
            if not (
                self.vocabulary.is_total(label)
                or self.vocabulary.is_subtotal(label)
                or self.is_whole(label)
                or self._is_period(label)
            )
        )

    def _is_period(self, label: str) -> bool:
        """``2023年``, ``本期``: when, not what."""
        text = normalise(label)
        when = (cues.HEADER_YEAR, cues.HEADER_CURRENT, cues.HEADER_PRIOR)
        return any(words.fullmatch(text) for words in when)

    @lru_cache(maxsize=REMEMBERED)
    def is_whole(self, label: str) -> bool:
        """``全市(包含县、区平台)``: the whole that others are part of."""
        text = normalise(_bare(label))
        return any(text in normalised(scope.whole) for scope in self.vocabulary.scopes)

    def holds_others(self, figure: Figure) -> bool:
        """Whether a row is about a scope that others are part of, by the names of both."""
        return bool(figure.row_path) and self.vocabulary.is_container(_bare(figure.row_path[-1]))

    def is_within(self, part: Figure, whole: Figure) -> bool:
        """Whether one row is about a part of what the other is about (市本级 and 全市)."""
        if not part.row_path or not whole.row_path:
            return False
        return self.vocabulary.contains(_bare(whole.row_path[-1]), _bare(part.row_path[-1]))


@lru_cache(maxsize=4096)
def _bare(label: str) -> str:
    """Without a remark in brackets: ``全市(包含县、区平台)`` is 全市."""
    text = re.sub(r"[(（][^()（）]{0,40}[)）]", "", label).strip()
    return text or label
