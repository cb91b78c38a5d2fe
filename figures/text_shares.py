"""Shares: ``占公众反映诉求总量的47.12%``, ``分别占66%和34%``, ``271973件（占47.12%）``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.figures import cues
from gouji.figures.antecedents import content_of, is_total, named
from gouji.figures.lists import Parts
from gouji.figures.said import Said, same_time
from gouji.figures.subjects import take_apart
from gouji.figures.text_relations import Related, same_unit


def find_shares(
    said: Sequence[Said], lists: Sequence[Parts], history: Sequence[Said]
) -> list[Related]:
    """Find the shares of one paragraph; ``history`` are the numbers of those before it."""
    found: list[Related] = []
    for run in _runs(said):
        parts = _parts(said, run, lists)
        if len(parts) != len(run):
            continue
        wholes = [_whole(_phrase(said[run[0]]), p, said[: run[0]], lists, history) for p in parts]
        if _in_step(parts, [whole for whole, _ in wholes]):
            for at, part, (whole, certain) in zip(run, parts, wholes, strict=True):
                assert whole is not None
                roles = {"占比": (said[at],), "部分": (part,), "总体": (whole,)}
                found.append(Related("text-share", roles, certain))
    return found


def _in_step(parts: Sequence[Said], wholes: Sequence[Said | None]) -> bool:
    """Every part has its whole, and none is a whole itself: else the shares are of others."""
    numbers = {p.number for p in parts}
    if any(w is None or w.number in numbers for w in wholes):
        return False
    return len(parts) == 1 or not any(p.after_unread for p in parts)


def _runs(said: Sequence[Said]) -> Iterator[list[int]]:
    """Positions of shares that stand together: ``66.48%和33.52%``."""
    run: list[int] = []
    for at, one in enumerate(said):
        if one.kind != "share":
            continue
        if run and one.mark.joined and at == run[-1] + 1:
            run.append(at)
            continue
        if run:
            yield run
        run = [at]
    if run:
        yield run


def _phrase(share: Said) -> str | None:
    """What the share is of, as printed: "" where nothing is named, None where it is not read."""
    match = cues.SHARE_OF.match(share.words)
    if match is None or not _is_of_the_value(match["subject"]):
        return None
    whole = match["whole"]
    return "" if cues.SHARE_NOUN_REST.fullmatch(whole) else whole


def _is_of_the_value(subject: str) -> bool:
    return (
        not subject or bool(cues.SHARE_SUBJECT.fullmatch(subject)) or not take_apart(subject).label
    )


def _parts(said: Sequence[Said], run: Sequence[int], lists: Sequence[Parts]) -> list[Said]:
    """The counts whose shares a run prints: as many as it has, right before it."""
    first = said[run[0]]
    if _phrase(first) is None:
        return []
    before = [
        s
        for s in said[: run[0]]
        if s.is_count and s.mark.sentence == first.mark.sentence and not cues.PRIOR.search(s.words)
    ]
    if len(run) == 1:
        return _single(before, first, said[: run[0]])
    if not cues.RESPECTIVE.search(first.words) and "占" not in first.words:
        return []
    listed = [p for each in lists for p in each.parts]
    parts = [b for b in before if any(p.number == b.number for p in listed)] or before
    if len(parts) != len(run) and len(before) > len(run):
        return []
    return parts if len({(p.unit) for p in parts}) == 1 else []


def _single(before: Sequence[Said], share: Said, all_before: Sequence[Said]) -> list[Said]:
    """``271973件，同比增长70.86%，占…``: the count right before, unless a list leaves it open."""
    if not before:
        return []
    part = before[-1]
    between = [s for s in all_before if s.number > part.number and s.kind == "value"]
    if (
        any(s.mark.printed.quantity != "rate" for s in between)
        or part.mark.segment != share.mark.segment
    ):
        return []
    if cues.RESPECTIVE.search(share.words) or share.after_unread:
        return []
    return [part]


def _whole(
    phrase: str | None,
    part: Said,
    before: Sequence[Said],
    lists: Sequence[Parts],
    history: Sequence[Said],
) -> tuple[Said | None, bool]:
    """The denominator: the one that is named, else that of the list, else the total before."""
    if phrase is None:
        return None, False
    of_list = next((e for e in lists if e.of(part) and e.whole is not None), None)
    if phrase:
        if (
            of_list
            and of_list.whole
            and (cues.ANAPHORIC.match(phrase) or not content_of(phrase))
            and _is_plain(phrase, of_list.whole)
        ):
            return of_list.whole, True
        return named(phrase, part, [*history, *before]), True
    if of_list is not None:
        return of_list.whole, of_list.certain
    return _leading_total(part, before), False


def _is_plain(phrase: str, whole: Said) -> bool:
    """总量 alone is the whole of the list; 诉求总量 is it only where that counts all requests."""
    if cues.ANAPHORIC.match(phrase):
        return True
    return "诉求" not in phrase or is_total(whole)


def _leading_total(part: Said, before: Sequence[Said]) -> Said | None:
    """The only count of the sentence before the part that counts all requests."""
    totals = [
        s
        for s in before
        if s.mark.sentence == part.mark.sentence
        and s.number < part.number
        and s.is_count
        and same_unit(s, part)
    ]
    return totals[0] if totals and is_total(totals[0]) and same_time(totals[0], part) else None
