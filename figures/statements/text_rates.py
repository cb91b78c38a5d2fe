"""Rates beside their counts, and ratios."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gouji.figures.sentences import cues
from gouji.figures.sentences.mention import Mention, same_time
from gouji.figures.statements.antecedents import is_total
from gouji.figures.statements.candidate import Candidate
from gouji.figures.statements.text_parts import exceeds, is_share_of, is_split
from gouji.figures.statements.text_relations import Related, same_unit, sentences

_FEWEST: Final = 2
_NEAR: Final = 1
"""Percentage points."""
_BOTH: Final = frozenset({"两者", "二者", "两类"})


def find_rates(said: Sequence[Mention], history: Sequence[Mention]) -> list[Related]:
    """``受理100件，办结98件，办结率98%``: the rate's own word must stand on the numerator."""
    found: list[Related] = []
    for at, one in enumerate(said):
        if one.kind != "value" or one.mark.printed.quantity != "rate":
            continue
        if related := _rate(one, said[:at], said[at + 1 :], history):
            found.append(related)
    return [*found, *_of_runs(said)]


def _of_runs(said: Sequence[Mention]) -> Iterator[Related]:
    """``留言分别为a、b条，回复分别为c、d条，回复率分别为x和y``: each rate of its own counts."""
    runs = [run for sentence in sentences(said) for run in _runs(sentence)]
    for wholes, parts, rates in zip(runs, runs[1:], runs[2:], strict=False):
        rate = cues.RATE_NAME.search(_words(rates[0]))
        together = _same_sentence(wholes[0], rates[0])
        counted = all(s.is_count for s in (*wholes, *parts)) and same_unit(wholes[0], parts[0])
        if not (rate and together and counted and len(wholes) == len(parts) == len(rates)):
            continue
        ties = sum(is_share_of(r, (p,), w) for w, p, r in zip(wholes, parts, rates, strict=True))
        if rate["stem"] in _words(parts[0]) and 3 * ties >= 2 * len(rates):
            for whole, part, one in zip(wholes, parts, rates, strict=True):
                roles = {"比率": (one,), "分子": (part,), "分母": (whole,)}
                yield Related("text-rate", roles, certain=False)


def _runs(sentence: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Values that stand together, of which the words before say 分别."""
    run: list[Mention] = []
    for one in sentence:
        if run and not one.mark.joined:
            yield run
            run = []
        if run or (one.kind == "value" and cues.RESPECTIVE.search(_words(one))):
            run.append(one)
    if run:
        yield run


def _words(one: Mention) -> str:
    """Its own words, or those before the colon."""
    return one.words or (one.mark.lead[-1] if one.mark.lead else "")


def _same_sentence(one: Mention, other: Mention) -> bool:
    return one.paragraph == other.paragraph and one.mark.sentence == other.mark.sentence


def _rate(
    rate: Mention, before: Sequence[Mention], after: Sequence[Mention], history: Sequence[Mention]
) -> Related | None:
    match = cues.RATE_ENDING.search(rate.label)
    if match is None or rate.after_unread:
        return None
    stem = cues.RATE_QUALIFIER.sub("", match["stem"])
    counts = [s for s in _counts_before(rate, match, before) if same_time(s, rate)]
    if len(counts) > _FEWEST and _negates(counts[-1].label, stem):
        counts = counts[:-1]
    numerator = counts[-1] if counts else None
    if numerator is None or not _are_beside(numerator, rate):
        return None
    same_thing = rate.indicator is not None and rate.indicator == f"{numerator.indicator}率"
    plainly = same_thing or _is_of(stem, match["stem"], numerator)
    stem = stem if plainly else cues.RATE_OF_KIND.sub("", stem)
    if not plainly and not _is_perhaps_of(stem, match["stem"], counts):
        return None
    denominator = _denominator(stem, numerator, counts[:-1], [*history, *before])
    later = [s for s in after if s.is_count and _same_sentence(s, rate)]
    if denominator is None or _of_others(rate, numerator, denominator, [*counts, *later]):
        denominator = _that_ties(stem, rate, counts)
    if denominator is None:
        return None
    loosely = not plainly or not _is_last(numerator, rate, before)
    if loosely and not _is_nearly(rate, numerator, denominator):
        return None
    roles = {"比率": (rate,), "分子": (numerator,), "分母": (denominator,)}
    return Related("text-rate", roles, certain=False)


def _that_ties(stem: str, rate: Mention, counts: Sequence[Mention]) -> Mention | None:
    """Where several may be meant, the one that it is the rate of; no other is held against it."""
    *before, numerator = counts
    fitting = [s for s in before if _may_be_under(stem, s) and same_unit(s, numerator)]
    return next((s for s in reversed(fitting) if is_share_of(rate, (numerator,), s)), None)


def _may_be_under(stem: str, one: Mention) -> bool:
    """Whether a rate of this name may be over such a count, by its words."""
    over = cues.DENOMINATOR_OF.get(stem) or cues.DENOMINATOR_OF.get(cues.ON_TIME.sub("", stem), ())
    return any(word in one.words for word in over)


def _counts_before(rate: Mention, match: re.Match[str], before: Sequence[Mention]) -> list[Mention]:
    """Those of its sentence, else of the one before; not what is left behind the numerator."""
    counted = [s for s in before if s.is_count and s.label and not cues.PRIOR.search(s.words)]
    counts = [s for s in counted if s.mark.sentence == rate.mark.sentence]
    if not counts and match.start() == 0 and not rate.mark.lead and not rate.owner:
        counts = [s for s in counted if s.mark.sentence == rate.mark.sentence - 1]
    if len(counts) > _FEWEST and is_split(counts[-2:]) and not _is_done(counts[-1]):
        counts = counts[:-1]
    return counts


def _is_done(one: Mention) -> bool:
    """已办结, and not 正在办理 or 未办结."""
    return cues.LEFT_OPEN.search(one.label) is None


def _is_last(numerator: Mention, rate: Mention, before: Sequence[Mention]) -> bool:
    """Whether no other count stands between it and its rate, and no full stop."""
    counts = [s for s in before if s.is_count and s.label]
    return counts[-1] is numerator and _same_sentence(numerator, rate)


def _are_beside(numerator: Mention, rate: Mention) -> bool:
    own = numerator.mark.sentence == rate.mark.sentence
    return not own or numerator.mark.segment == rate.mark.segment


def _is_perhaps_of(stem: str, full: str, counts: Sequence[Mention]) -> bool:
    """结案率 of what was 办结, 投诉解决率 of what was 解决 of the 投诉 told before."""
    label = cues.RATE_LABEL_GENERIC.sub("", counts[-1].label)
    bare = cues.PROCESS_QUALIFIER.sub("", label)
    kind = full.removesuffix(stem)
    of_kind = not kind or any(kind in s.about for s in counts)
    return of_kind and bare in (stem, *cues.SAME_STAGE.get(stem, ()))


def _is_nearly(rate: Mention, numerator: Mention, denominator: Mention) -> bool:
    """What words bind but loosely is of these counts only near their quotient, or a slip away."""
    part, whole, told = (s.mark.printed.numeral.value for s in (numerator, denominator, rate))
    if whole <= 0 or told <= 0:
        return False
    roles = {"比率": (rate,), "分子": (numerator,), "分母": (denominator,)}
    return abs(100 * part / whole - told) <= _NEAR or Candidate("text-rate", roles).slipped() > 0


def _of_others(
    rate: Mention, numerator: Mention, denominator: Mention, counts: Sequence[Mention]
) -> bool:
    """The rate does not tie as read, but with what else was closed or among others: left alone."""
    if is_share_of(rate, (numerator,), denominator):
        return False
    same = [c for c in counts if same_unit(c, numerator) and c is not numerator]
    parts = [(numerator,), *((numerator, c) for c in same)]
    return any(
        is_share_of(rate, part, whole) for part in parts for whole in same if whole not in part
    ) or any(
        is_share_of(rate, (numerator, c), denominator, c) for c in same if c is not denominator
    )


def _is_of(stem: str, full: str, numerator: Mention) -> bool:
    """直接办结率 is of 直接办结, and 办结率 of 办结; 按期办结率 is not of 办结."""
    label = cues.RATE_LABEL_GENERIC.sub("", numerator.label)
    if not stem or _negates(label, stem):
        return False
    exact = label.endswith(full) or label.startswith(full)
    bare = cues.PROCESS_QUALIFIER.sub("", label)
    return exact or (stem == full and (bare == stem))


def _negates(label: str, stem: str) -> bool:
    """不满意 is no numerator of 满意率, nor 未办结 of 办结率."""
    return re.search(rf"(?:不予?|未|非|无|没有?){re.escape(stem)}", label) is not None


def _denominator(
    stem: str, numerator: Mention, before: Sequence[Mention], history: Sequence[Mention]
) -> Mention | None:
    """The count before the numerator if it is what the numerator is part of."""
    same = [s for s in before if same_unit(s, numerator)]
    same = [s for s in same if not exceeds((numerator,), s)] or same
    fitting = [s for s in same if _may_be_under(stem, s)]
    if fitting:
        return fitting[-1] if fitting[-1] is same[-1] else None
    if same or stem not in cues.OF_ALL_REQUESTS:
        return None
    totals = [s for s in history if is_total(s) and same_time(s, numerator)]
    owner = "".join((*numerator.context, numerator.owner, numerator.words))
    near = [s for s in totals if s.paragraph == numerator.paragraph] or [
        s for s in totals if s.owner and any(s.owner.startswith(c[:8]) for c in _owners(owner, s))
    ]
    values = {s.mark.printed.numeral.value for s in near}
    return near[-1] if len(values) == 1 and not numerator.scope else None


def _owners(words: str, total: Mention) -> list[str]:
    """The beginning of the total's owner, where the words of the numerator hold it."""
    head = total.owner[:8]
    return [head] if len(head) > 3 and head in words else []


def find_ratios(said: Sequence[Mention], history: Sequence[Mention]) -> list[Related]:
    """``咨询与投诉之比为2.5:1``, where both counts are printed before."""
    found: list[Related] = []
    at = 0
    while at < len(said):
        end = at + 1
        while end < len(said) and said[end].mark.ratio:
            end += 1
        if end - at > 1:
            found.extend(_ratio(said[at:end], [*history, *said[:at]]))
        at = end
    return found


def _ratio(run: Sequence[Mention], before: Sequence[Mention]) -> list[Related]:
    match = cues.RATIO.search(run[0].words)
    if match is None:
        return []
    counts = _counts_of(match["names"], len(run), before, run[0])
    one = next((i for i, r in enumerate(run) if r.mark.printed.numeral.text == "1"), None)
    if len(counts) != len(run) or one is None:
        return []
    unit = counts[one]
    return [
        Related("text-ratio", {"甲": (count,), "乙": (unit,), "比": (run[i],)})
        for i, count in enumerate(counts)
        if i != one and count is not None and unit is not None and same_unit(count, unit)
    ]


def _counts_of(
    names: str, many: int, before: Sequence[Mention], ratio: Mention
) -> Sequence[Mention | None]:
    """What is compared: by name, or for 两者 what the sentence counted last."""
    if names in _BOTH:
        own = [s for s in before if s.is_count and s.paragraph == ratio.paragraph]
        return [s for s in own if s.mark.sentence == ratio.mark.sentence][-many:]
    return [_named_count(n, before, ratio) for n in cues.ENUMERATION.split(names) if n]


def _named_count(name: str, before: Sequence[Mention], ratio: Mention) -> Mention | None:
    found = [
        s
        for s in before
        if s.is_count and s.paragraph == ratio.paragraph and s.label.startswith(name)
    ]
    return found[0] if len(found) == 1 else None
