"""What is said once of a whole document: a convention that many of its checks show."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.checks.finding import Words


@dataclass(frozen=True, slots=True)
class Note:
    """Title, message and explanations of a note."""

    title: Words
    message: Words
    explanations: tuple[Words, ...]
