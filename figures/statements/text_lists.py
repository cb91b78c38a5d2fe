"""The lists of a text: what may be a part or a whole, in a sentence or below each other.

Of each thing in turn (``甲收入9件、支出8件，乙…``) a list of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from gouji.figures.sentences.mention import Mention, segment_of, sentence_of, sentences, subject_of
from gouji.figures.sentences.phrases import until_verb
from gouji.figures.statements.labelled_sums import manner
from gouji.figures.statements.parts import is_item
from gouji.figures.statements.statement import one_unit
from gouji.rules import cues

_FEWEST: Final = 2


def lists_in(said: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The counts of each sentence that may be parts or wholes, those of a bracket by themselves."""
    before: list[Mention] = []
    for of_sentence in sentences(said):
        plain = [s for s in of_sentence if _is_plain(s)]
        items = [s for s in plain if is_item(s) and not cues.TOLD_OF_THEM.match(s.around[1])]
        rest = next((s for s in items if cues.TOLD_REST.search(s.around[0])), None)
        if rest:  # 40 of the 100 came by bus, 25 walked and the other 35 drove
            named = (replace(s, label=s.label or "-") for s in plain)
            items = [s for s in named if is_item(s)]
            items.sort(key=lambda s: cues.TOLD_WHOLE.search(s.around[0]) is None)
            # A got 40 and B 25. The remaining 35 went to C
            alone = rest.number == of_sentence[0].number and before
            if alone and before[0].paragraph == rest.paragraph:
                yield [*before, items[0]]
            elif before:  # Of those, 40 came by bus; the remaining 60 walked
                subset = cues.TOLD_SUBSET.search(of_sentence[0].around[0])
                about = before if subset else [s for s in before if s is subject_of(before)]
                yield from ([whole, *items] for whole in about)
        yield items
        # 281 collisions, 81 of them serious and 200 slight
        named = (s if s.label else replace(s, label="-") for s in plain)
        counts = [s for s in named if is_item(s)]
        for at, part in enumerate(counts[1:-1]):
            if cues.TOLD_OF_THEM.match(part.around[1]):
                yield counts[at:]
        before = items
        for bracket, inner in groupby(of_sentence, key=lambda s: s.bracket):
            if bracket:
                yield [s for s in inner if is_item(s)]


def _is_plain(one: Mention) -> bool:
    """No aside in brackets, or named before them: 食品（9件）、服装（6件），其他3件."""
    return not one.bracketed or one.named_before


def lines_in(said: Sequence[Mention], texts: Sequence[str]) -> Iterator[list[Mention]]:
    """The first counts of several lines or segments, and those below the first."""
    for place in (lambda one: (one.paragraph, 0), segment_of):
        told: dict[tuple[int, int], list[Mention]] = {}
        for one in said:
            if one.kind == "value" and one.quantity != "rate" and _is_plain(one):
                told.setdefault(place(one), []).append(one)
        alone = {line[0].number for line in told.values() if len(line) == 1}
        runs = _runs([line[0] for line in told.values()], texts, alone)
        for run in (group for lines in runs for group in _in_turn(lines)):
            first, then = ([numbering_of(texts[one.paragraph]) for one in run] + [0, 0])[:2]
            # 一是 is no whole of 二是
            below = [] if first and first == then else [run[1:]]
            yield from (r for r in (run, *below) if len({sentence_of(o) for o in r}) > 1)


def _runs(
    firsts: Sequence[Mention], texts: Sequence[str], alone: Set[int]
) -> Iterator[list[Mention]]:
    """Those of one unit that stand below each other in one manner, but for the first.

    Those ``alone`` in their lines may stand there before their names.
    """
    run: list[Mention] = []
    for one in firsts:
        numbered, headed = _manner(one, texts)
        listed = is_item(one) if not numbered else is_item(replace(one, label=one.label or "-"))
        led = one.lead and not headed  # Low income: 343 is an item, In May, 343 came is none
        listed = listed and not (led or cues.TOLD_WHOLE.search(one.around[0]))
        plain = bool(numbered) or headed or one.number in alone or _is_named_alone(one)
        listed = listed and plain
        like = len(run) < _FEWEST or (numbered, headed) == _manner(run[1], texts)
        below = run and one.paragraph - run[-1].paragraph <= 1 and one_unit(one, run[-1])
        opens = texts[one.paragraph].rstrip().endswith((":", "："))  # a list of its own
        if run and (opens or not (listed and like and below)):
            yield run
            run = []
        if listed:
            run.append(one)
    yield run


def _in_turn(run: list[Mention]) -> Iterator[list[Mention]]:
    """Lines whose names come again below other names (Cargo, Home, Abroad, Flights, Home, Abroad).

    Each begins with the name that comes once.
    """
    told = Counter(one.label for one in run)
    heads = [n for n, one in enumerate(run) if told[one.label] == 1]
    ends = heads[1:] if len(heads) < len(run) else []
    yield from (run[a:b] for a, b in pairwise([0, *ends, len(run)]))


def _manner(one: Mention, texts: Sequence[str]) -> tuple[int, bool]:
    """How its line is numbered, and whether it begins with what it counts."""
    return numbering_of(texts[one.paragraph]), is_headed(one)


def is_headed(one: Mention) -> bool:
    """``Low income: 343``, ``Rent – 12``, ``小学：90人``: it begins with what it counts."""
    apart = one.around[0].endswith((":", "–", "—", " -"))
    return len(one.lead) == 1 and (apart or (one.introduced and not one.words))


def _is_named_alone(one: Mention) -> bool:
    """Whether a name stands before a number and nothing else: ``We spent`` is none."""
    before = one.around[0].strip()
    return not any(one.around) or (bool(before) and until_verb(before) == before)


def numbering_of(text: str) -> int:
    """In which manner a line is numbered as an item is; 一、 numbers chapters."""
    found = manner(text)
    return found if found > 1 else 0


def spoken(parts: Sequence[Mention], said: Sequence[Mention]) -> Sequence[Mention]:
    """``公办9家200张，民办8家100张``: what words say of the first counts holds of the second."""
    before = [said[max(0, p.number - 1 - said[0].number)] for p in parts]
    pairs = zip(before, parts, strict=True)
    run_on = all(b.number < p.number and b.label == p.label and not p.words for b, p in pairs)
    return before if run_on else parts
