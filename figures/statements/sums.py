"""Sums that a text tells: every list of counts that may make up a whole, weighed.

Words propose and numbers decide: ``其中``, a colon, ``按性质分`` or kinds that leave nothing out
say how likely a list is all of its whole, and what the numbers come to says the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from gouji.figures.grouping import grouped
from gouji.figures.identity.period import as_figure_period, days_in, days_of
from gouji.figures.sentences.mention import (
    Mention,
    is_of_which,
    same_sentence,
    same_time,
    segment_of,
    sentence_of,
)
from gouji.figures.statements.parts import (
    added_up,
    agreed_by,
    are_alike,
    by,
    closed,
    counts_twice,
    fits,
    is_closing,
    is_done,
    is_item,
    is_of_another,
    is_split,
    looks,
    may_be_alone,
    named_totals,
    opens,
    some_only,
    wholes_opened,
)
from gouji.figures.statements.statement import Roles, Statement, of_whole, one_unit
from gouji.figures.statements.text_lists import is_headed, lines_in, lists_in, numbering_of, spoken
from gouji.figures.statements.text_shares import Share
from gouji.figures.statements.wholes import is_total, stage_in, tells_of, tells_otherwise
from gouji.rules import cues
from gouji.rules.words import words

_FEWEST, _LONGEST = 2, 40
_LOOK_BACK, _NEAR, _SHOWN = 60, 3, 2
"""Numbers and paragraphs back that a whole may stand; shares that show what they are of."""


def find_sums(
    said: Sequence[Mention], texts: Sequence[str], told: Sequence[Share], period: str
) -> tuple[list[Statement], list[Statement]]:
    """Find what lists add up to, and what words say they hold.

    ``texts`` go by paragraph; the shares ``told`` beside parts speak for their whole.
    """
    shares = {s.parts[0].number: s.share for s in told if len(s.parts) == 1 and s.share.unit == "%"}
    taken: set[int] = set()
    found: list[Statement] = []
    groups = [
        list(_proposed(g, said, texts, shares, period))
        for g in (*lines_in(said, texts), *lists_in(said))
    ]
    opened = _opened(groups)
    shown: dict[Sequence[str], set[int]] = {}  # names of parts, and the wholes that they make
    for one in (c for ways in groups for c in ways if c.shape == "text-sum" and c.ties):
        if one.weight() >= by("believed"):
            shown.setdefault(_names(one), set()).add(one.roles["总体"][0].number)
    tried: list[tuple[int, float, Statement]] = []
    for n, ways in enumerate(([*closed(said), *added_up(said)], *groups)):
        proposed = [c for c in ways if c.shape == "text-sum"]
        tied = [c.roles for c in proposed if c.ties]
        tried += [
            (n, one.weight(len(proposed) if one.ties else 1), one)
            for one in proposed
            if one.ties or not any(_goes_on(one.roles, other) for other in tied)
        ]
    printed = grouped(((s.value, s.unit), s) for s in said)
    agreed = agreed_by([one for *_, one in tried], printed)
    # what its words close, then all that ties: 9 made 5 and 4, and is no part beside them
    tried.sort(key=lambda w: (w[0] and 2 - w[2].ties, w[0], not w[2].ties, -w[1]))
    for _, weight, one in tried:
        numbers = {p.number for p in one.roles["分项"]}
        (total,), names = one.roles["总体"], _names(one)
        others = set() if total.label in names else shown.get(names, set()) - {total.number}
        again = by("again") * min(len(others), _SHOWN) + agreed.get(one.figures, 0.0)
        of_another = not one.ties and is_of_another(one, printed)
        if of_another or weight + again < by("believed") or numbers & taken:
            continue
        taken |= numbers
        found.append(replace(one, certain=weight + again >= by("sure")))
    whole = {frozenset(s.number for s in one.figures) for one in found}
    named = (s for s in named_totals(said) if s.weight() >= by("believed"))
    new = (s for s in named if frozenset(o.number for o in s.figures) not in whole)
    return [*found, *(replace(s, certain=True) for s in new)], opened


def _names(one: Statement) -> Sequence[str]:
    """How the parts of a sum are called; others may be of other wholes."""
    return tuple(part.label for part in one.roles["分项"])


def _goes_on(roles: Roles, other: Roles) -> bool:
    """Whether another list has the same whole and goes on behind its end: 其他14件，感谢1件."""
    parts, more = roles["分项"], other["分项"]
    return roles["总体"] == other["总体"] and len(parts) < len(more) and parts == more[: len(parts)]


def _opened(groups: Iterable[Sequence[Statement]]) -> list[Statement]:
    """Of every list that words open, the whole and the parts that they most likely mean."""
    opened = (c for ways in groups for c in ways if c.shape == "text-of-which")
    rising = sorted(opened, key=lambda c: (c.odds, c.roles["总体"][0].number, len(c.figures)))
    found = {c.roles["分项"][0].number: c for c in rising}
    return [found[n] for n in sorted(found)]


def _proposed(
    items: Sequence[Mention],
    said: Sequence[Mention],
    texts: Sequence[str],
    shares: dict[int, Mention],
    period: str,
) -> Iterator[Statement]:
    lines = len({sentence_of(i) for i in items}) > 1
    if len(items) > _LONGEST or (lines and len({i.label for i in items[-_FEWEST:]}) == 1):
        return
    split: set[tuple[int, int]] = set()  # wholes with the parts of lists before that make them
    for at, first in enumerate(items[:1] if lines else items):
        if not (lines or first.label):
            continue  # a total without a name is the whole of a list, and none of its parts
        before = said[max(0, first.number - said[0].number - _LOOK_BACK) : first.number]
        opening = not lines and opens(first, [s for s in before if same_sentence(s, first)])
        above = [s for s in before if s.paragraph == first.paragraph and is_item(s)]
        own = above if lines else items[:at]
        for parts in _stretches(items[at:], lines):
            if len(parts) < _FEWEST and not (opening and may_be_alone(first)):
                continue
            subject = _subject(parts)
            lead, subject = _above(parts, texts, subject), "" if lines else subject
            timely = [s for s in before if _may_hold(s, first, period)]
            wholes = _wholes(items[:at], parts, timely, shares, (lead, subject))
            opened = wholes_opened(parts, wholes, before) if opening else []
            closing = _closing_below(parts, said) if lines else []
            behind = items[at + len(parts) :][:1]
            may = [w for w in (*wholes, *closing) if not _is_one_list((w, *parts), behind)]
            told_by = spoken(parts, said) if may else parts
            for whole in may:
                told = _by_shares(parts, whole, shares)
                nearer = [s for s in own if fits(s, first) and s.number > whole.number]
                again = [s for s in nearer if (whole.number, s.number) in split]
                near = told > 0 or nearer == again != []
                odds = _odds(told_by, whole, items[0], near) + _naming(whole, lead, subject)
                odds += by("skipped") * (nearer != again) + by("closed") * (whole in closing)
                odds += by("numbers") * bool(lines and numbering_of(texts[first.paragraph]))
                odds += by("every-kind") * _is_of_every_kind(whole, parts, said)
                roles = {"总体": (whole,), "分项": tuple(parts)}
                if len(parts) >= _FEWEST:
                    one = _stated(roles, odds, told, shares)
                    if one.ties and one.weight() >= by("believed"):
                        split |= {(whole.number, p.number) for p in parts}
                    yield one
                if whole in opened:
                    odds += by("shares-tie") * _based(parts, whole, shares)
                    yield Statement("text-of-which", roles, odds, certain=len(opened) == 1)


def _is_one_list(told: Sequence[Mention], behind: Sequence[Mention]) -> bool:
    """增值税9件；企业所得税5件；个人所得税3件；契税1件: none of what is told alike is the whole.

    Nor is the first of ``told`` of what has its very value.
    """
    if any(one.value == told[0].value for one in told[1:]):
        return True
    items = (*told, *behind)
    alike = len({one.label[-1:] for one in items}) == 1 and bool(items[0].label)
    apart = len(set(map(segment_of, items))) == len(items)
    return bool(behind) and alike and apart


def _closing_below(parts: Sequence[Mention], said: Sequence[Mention]) -> list[Mention]:
    """``以上合计9人`` below the lines of a list; ``, making`` 9 closes what its own line tells."""
    then = said[parts[-1].number + 1 - said[0].number :][:_NEAR]
    below = [s for s in then if s.paragraph == parts[-1].paragraph + 1][:1]
    below = [s for s in below if fits(s, parts[0]) and not cues.TOLD_CLOSES.search(s.around[0])]
    return [s for s in below if is_closing(s)]


def _is_of_every_kind(whole: Mention, parts: Sequence[Mention], said: Sequence[Mention]) -> bool:
    """``受理各类信息9件``, and right behind it a list with all that segments there begin with."""
    if not cues.OF_EVERY_KIND.search(whole.words):
        return False
    then = said[whole.number + 1 - said[0].number : parts[-1].number - said[0].number]
    listed = {segment_of(p) for p in parts}
    items = (s for s in then if is_item(s) and one_unit(s, whole) and not s.bracketed)
    return all(segment_of(s) in listed for s in items)


def _wholes(
    earlier: Sequence[Mention],
    parts: Sequence[Mention],
    before: Sequence[Mention],
    shares: dict[int, Mention],
    told: tuple[str, str],
) -> list[Mention]:
    """What may be the whole of a list: in its sentence, or told before it."""
    first = parts[0]
    near = [w for w in earlier if fits(w, first)]
    if near and not is_split(parts):  # 城镇5人，乡村4人；男性6人，女性3人 are of one whole
        return near
    known = [s for s in before if is_item(s) and fits(s, first)]
    plain = [s for s in known if not s.bracketed]
    last = [s for s in plain if same_sentence(s, plain[-1])]
    leads = [next(g) for _, g in groupby(plain, key=lambda s: s.paragraph)][-_NEAR - 1 :]
    totals = [s for s in known if is_total(s)][-1:]
    bases = [s for s in known if _based(parts, s, shares) >= min(len(parts) - 1, _SHOWN)]
    named = [s for s in known if _naming(s, *told) > 0][-_NEAR:]
    found = {s.number: s for s in (*near, *totals, *leads, *last, *bases, *named)}
    return [found[n] for n in sorted(found)]


def _may_hold(whole: Mention, first: Mention, period: str) -> bool:
    """Whether by when they are told: what another paragraph says of one month is that month's."""
    if not period or first.span or whole.span is None or whole.paragraph == first.paragraph:
        return True
    own, told = days_in(period), days_of(whole.span, period)
    shorter = own is not None and told is not None and told < own
    return whole.span.open or not (shorter or as_figure_period(whole.span, period) == "prior")


def _above(parts: Sequence[Mention], texts: Sequence[str], subject: str) -> str:
    """What leads up to a list: the clauses before it, or the line above its lines."""
    first = parts[0]
    if first.paragraph == parts[-1].paragraph:
        if subject:
            return subject
        # 医院中 names a whole; 从医院看 looks at it from one side only
        lead = [c for c in first.lead if not cues.LOOK.match(c)]
        run = first.words if cues.RESPECTIVE.search(first.words) else ""
        own = first.label if first.naming is not first.words else ""  # 主要有食品（9件）、…
        return "".join((*lead, run)).replace(own or "\n", "").lower()
    line = texts[first.paragraph - 1] if first.paragraph else ""
    return "" if any(map(str.isdigit, line)) else "".join(line.split()).lower()


def _subject(parts: Sequence[Mention]) -> str:
    """What words say that a list is of: ``医院``中，公立26个，``投诉``由商品9件、服务6件组成."""
    first, label = parts[0], min((p.label for p in parts), key=len)
    apart = len({p.label for p in parts}) > 1
    if label and apart and all(p.label.endswith(label) for p in parts) and not is_split(parts):
        return label.lower()
    lead = first.lead[-1] if first.lead else ""
    told = None if is_of_which(first) else cues.AMONG_NAMED.search(lead)
    if told and told.start() >= _FEWEST:
        return lead[: told.start()].lower()
    match = cues.MADE_UP_OF.match(first.words)
    return match["whole"] if match else ""


def _naming(whole: Mention, above: str, subject: str) -> float:
    """``医院中，公立26个，民营43个``: the words that lead up to a list name its whole."""
    name = "".join(whole.label.split()).lower()
    core = words().core(name) if above else name
    if subject and (tells_of(subject, name) or whole.behind.startswith(subject)):
        return by("named-among")  # 683起火灾里 tells what it counts behind it
    if subject and tells_otherwise(subject, name):
        return by("otherwise")
    told = any(len(n) >= _FEWEST and n in above for n in (name, core))
    return by("headed") if told else 0.0


def _based(parts: Sequence[Mention], whole: Mention, shares: dict[int, Mention]) -> int:
    """How many shares beside the parts are of this whole."""
    told = [(p, shares[p.number]) for p in parts if p.number in shares]
    return sum(of_whole(share, (part,), whole).ties for part, share in told)


def _stretches(items: Sequence[Mention], lines: bool) -> Iterator[Sequence[Mention]]:
    """From the first on: kinds that leave nothing out, a segment, and all there are."""
    same = [s for s in items if one_unit(s, items[0]) and same_time(s, items[0])]
    same = [s for s in same if s is items[0] or not s.words.endswith("=")]  # what was worked out
    ends = {n for n in range(2, len(same) + 1) if is_split(same[:n])}
    for n in range(1, len(same)):
        if _ends_before(same[n], same[0]) and not lines:
            ends.add(n)
            break
        done = is_done(same[n]) and not is_done(same[n - 1])
        if (done or same[n].segment != same[n - 1].segment) and not lines:
            ends.add(n)
    else:
        ends.add(len(same))
    yield from (same[:n] for n in sorted(ends))


def _ends_before(one: Mention, first: Mention) -> bool:
    """Whether another list begins with it, or the list is told once more."""
    told = cues.SUBTOTAL.search(one.words) or cues.TOTAL_WORDS.fullmatch(one.words)
    return bool(told) or not one.label or is_of_which(one) or one.introduced


def _odds(parts: Sequence[Mention], whole: Mention, start: Mention, told: bool) -> float:
    """How likely, by the words, the parts are all of the whole; it may be ``told`` otherwise.

    Shares beside them tell so, and another list before it that makes this whole.
    """
    first = parts[0]
    odds, split = _opening(parts, whole), is_split(parts)
    if split:
        odds = max(odds, by("split") + by("more") * is_of_which(first))
    elif not are_alike(parts) and not cues.OTHER.match(parts[-1].label):
        odds += by("stages")
    rest = cues.OTHER.match(parts[-1].label)
    # 主要有A、B、C、其他领域的违法行为: the last is one more of those that are many
    of_many = rest and some_only(parts) and len(parts[-1].label) > rest.end() + _FEWEST
    in_turn = bool(words().in_turn(first.words, len(parts)))
    closes = split or in_turn or bool(rest and not of_many)
    if (some_only(parts) and not closes) or counts_twice(first):
        odds += by("some")
    if cues.NEWLY_RECEIVED.search(whole.label) and any(cues.STAGE.search(p.label) for p in parts):
        odds += by("newly")
    near = whole.number == first.number - 1 or whole is start or first is start or told
    # 群众诉求从受理渠道看 looks at 群众诉求, and at nothing else that was told before
    owners = [m["owner"] for c in first.lead if (m := cues.LOOK.match(c)) and m["owner"]]
    elsewhere = any(o not in whole.label and whole.label not in o for o in owners)
    # Billing: 9, Speed: 5, Cover: 3 are of one kind, where the first is not called a total
    alike = all(map(is_headed, (whole, *parts)))
    elsewhere |= alike and not cues.TOLD_TOTAL.search(whole.around[0] or whole.lead[0])
    # 一至四季度营业收入依次为: of 营业收入, and not of 营业成本; 受理量 of 受理诉求
    staged = stage_in(first.words)[0] & stage_in(whole.label)[0]
    elsewhere |= in_turn and not (staged or whole.label[-_FEWEST:] in first.words)
    return odds + (0 if near else by("far")) + by("skipped") * elsewhere


def _opening(parts: Sequence[Mention], whole: Mention) -> float:
    """What opens the list, and what closes it."""
    first, more = parts[0], by("more") * (len(parts) > _FEWEST)
    odds = by("plain")
    if is_of_which(first):
        odds = by("of-which")
    if looks(first) or first.paragraph != parts[-1].paragraph:
        odds = by("look")
    beside = whole.number == first.number - 1
    of_them = beside and cues.TOLD_OF_THEM.match(first.around[1])
    if of_them or (first.introduced and same_sentence(first, whole)):
        odds = by("colon")
    announced = cues.INTRODUCTION.match(first.words) and cues.EXHAUSTIVE.search(first.words)
    if announced or cues.TOLD_ALL_PARTS.search(first.around[0]):
        odds = by("announced")
    if beside and cues.AMONG_NAMED.search(whole.behind):
        odds = by("named-among")  # 4890件中，已办结4156件，正在办理734件
    if any(cues.REST_IN_TURN.search(p.words) for p in parts[:_FEWEST]):
        odds = by("all")
    if first.bracketed and beside and not whole.bracketed:
        odds = max(odds, by("bracketed"))
    if cues.OTHER.match(parts[-1].label):
        odds = max(odds, 0) + by("rest") + by("rest-of-which") * is_of_which(first)
    named = all(p.label in whole.label and p.label != whole.label for p in parts)
    named &= len({p.label for p in parts}) > 1
    # 道路、铁路、民航共发送9人次：道路客运发送5人次；铁路…
    owners = cues.ENUMERATION.split(whole.owner) if len(parts) > _FEWEST else []
    alike = len(owners) == len(parts)
    named |= alike and all(p.label[:_FEWEST] in o for p, o in zip(parts, owners, strict=True))
    return max(odds + more, by("named-kinds") * named)


def _stated(roles: Roles, odds: float, told: float, shares: dict[int, Mention]) -> Statement:
    """A sum by its words, and by the shares beside it: where all tie, any gap is a small one."""
    one = Statement("text-sum", roles, odds + told)
    (whole,), parts = roles["总体"], roles["分项"]
    if one.ties or _based(parts, whole, shares) < len(parts):
        return one
    return replace(one, odds=odds + min(told, by("shares-tie")))


def _by_shares(parts: Sequence[Mention], whole: Mention, shares: dict[int, Mention]) -> float:
    """What the shares beside the parts say: of this whole, and all of it."""
    told = [shares[p.number].numeral for p in parts if p.number in shares]
    if len(told) < len(parts):
        return 0.0
    tie = _based(parts, whole, shares)
    slack = sum((n.step for n in told), Decimal(0))
    full = abs(sum((n.value for n in told), Decimal(0)) - 100) <= slack
    if tie < max(1, len(told) - 1):
        return -by("shares-tie") * (not full)
    made = Statement("text-sum", {"总体": (whole,), "分项": tuple(parts)}).ties
    if not (full or made or cues.OTHER.match(parts[-1].label)):
        return by("shares-short")
    # whole percentages make about 100 by chance
    return by("shares-tie") + by("shares-fill") * (full and (slack < 1 or tie == len(told)))
