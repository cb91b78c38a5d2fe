"""Layouts of hotline tables with figures that tie out, today's and last year's alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from benchmarks.slips.draft import Cell, Draft, Table

TITLES = (
    "云汀市12345热线2024年度服务情况",
    "岚川市12345政务服务便民热线2023年度运行情况报告",
    "栖禾市12345热线2022年工作情况",
)
REGIONS = ("东临区", "西屏区", "南渡县", "北原县", "河湾区", "松岭县", "石桥区", "青坞县", "白塘区")
TYPES = ("住房保障", "民生保障", "交通出行", "经济综合", "城乡建设", "党务政务", "环境保护")
TOTALS = ("合计", "总计")


def arrow(now: Fraction | int, prior: Fraction | int) -> str:
    by = (Fraction(now) - prior) / prior * 100
    size = rounded(abs(by), 2)
    return f"{'↑' if by >= 0 else '↓'}{size}%"


def rounded(value: Fraction, places: int) -> str:
    units = int(value * 10**places + Fraction(1, 2))
    digits = str(units).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def split(draft: Draft, whole: int, parts: int) -> list[int]:
    """Divide a count in unequal parts, none of them empty."""
    weights = [draft.random.randint(1, 30) ** 2 for _ in range(parts)]
    found = [max(1, whole * w // sum(weights)) for w in weights[1:]]
    return [whole - sum(found), *found]


def before(draft: Draft, now: int) -> int:
    """A plausible figure of a year before."""
    prior = max(2, now * draft.random.randint(60, 160) // 100)
    return prior + 1 if prior == now else prior


def start(draft: Draft, heading: str, header: list[list[str]]) -> Table:
    number = "一二三四五六七八九"[len(draft.tables)]
    table = Table(f"{number}、{heading}", header)
    draft.tables.append(table)
    return table


def counted(draft: Draft, now: int, prior: int | None = None, style: str = "{} ({})") -> Cell:
    at = draft.number("count", str(now), now)
    if prior is None:
        return (at,)
    text = arrow(now, prior)
    change = draft.number("change", text, Fraction(text[1:-1]), at)
    left, right = style.split("{}")[1:]
    return (at, left, change, right)


def requests(draft: Draft) -> None:
    """Citizens and enterprises over channels and handling, two levels of header, arrows or not."""
    random = draft.random
    channels = ["电话", "互联网", "承办转办"][: random.randint(2, 3)]
    handling = ["民生接听员", "政策专员"]
    header = [
        [
            "诉求类别",
            "诉求总量(件)",
            "诉求来源(件)",
            *[""] * (len(channels) - 1),
            "在线解答(件)",
            "",
            "部门办理(件)",
        ],
        ["", "", *channels, *handling, ""],
    ]
    header[0] += ["在线解答(件)", "", "部门办理(件)"]
    table = start(draft, "诉求总量与办理", header)
    arrows, style = random.random() < 0.7, random.choice(["{} ({})", "{}({})", "{}（{}）"])
    grid = []
    for size in draft.sizes:
        both = (size, before(draft, size))
        grid.append([[w, *split(draft, w, len(channels)), *split(draft, w, 3)] for w in both])
    grid.append([[sum(p) for p in zip(*(g[y] for g in grid), strict=True)] for y in (0, 1)])
    ids: list[list[int]] = []
    for label, (now, prior) in zip(
        ("群众诉求", "企业诉求", random.choice(TOTALS)), grid, strict=True
    ):
        table.rows.append([(label,)])
        ids.append([])
        for a, b in zip(now, prior, strict=True):
            cell = counted(draft, a, b if arrows else None, style)
            table.rows[-1].append(cell)
            ids[-1].append(int(cell[0]))
    n = len(channels)
    for row in ids:
        sums(draft, row[0], row[1 : 1 + n], arrows)
        sums(draft, row[0], row[1 + n :], arrows)
    for column in zip(*ids, strict=True):
        sums(draft, column[2], column[:2], arrows)


def sums(draft: Draft, whole: int, parts: Sequence[int], arrows: bool) -> None:
    draft.relate("sum", whole=[whole], parts=parts)
    if arrows:
        draft.relate("prior-sum", whole=[whole], parts=parts)


def calls(draft: Draft) -> None:
    """Calls in and out with a mean that is weighted by them."""
    random = draft.random
    header = [["话务类别", "人工接听话务量(通)", "平均通话时长(秒)"]]
    table = start(draft, "话务服务", header)
    places = random.choice([0, 2])
    weights = [random.randint(100_000, 2_000_000), random.randint(10_000, 300_000)]
    means = [
        Fraction(rounded(Fraction(random.randint(6_000, 24_000), 100), places)) for _ in weights
    ]
    total = sum(weights)
    mean = sum((w * m for w, m in zip(weights, means, strict=True)), Fraction(0)) / total
    ids = []
    for label, count, value in zip(
        ("接听", "呼出", random.choice(TOTALS)), (*weights, total), (*means, mean), strict=True
    ):
        table.rows.append([(label,)])
        table.rows[-1].append((at := draft.number("count", str(count), count),))
        table.rows[-1].append((m := draft.number("mean", rounded(value, places), value),))
        ids.append((at, m))
    draft.relate("sum", whole=[ids[2][0]], parts=[ids[0][0], ids[1][0]])
    draft.relate(
        "mean", whole=[ids[2][1]], parts=[i[1] for i in ids[:2]], weights=[i[0] for i in ids[:2]]
    )


def listed(
    draft: Draft, heading: str, labels: Sequence[str], header: list[str], bracketed: bool
) -> None:
    """A list with its total, and the share of each item behind it or in a column of its own."""
    random = draft.random
    table = start(draft, heading, [header])
    places = random.choice([1, 2, 2])
    whole = sum(draft.sizes)
    parts = split(draft, whole, len(labels))
    counts, shares = [], []
    for label, count in zip((*labels, random.choice(TOTALS)), (*parts, whole), strict=True):
        table.rows.append([(label,)])
        at = draft.number("count", str(count), count)
        rate = Fraction(count, whole) * 100
        text = "100%" if count == whole else f"{rounded(rate, places)}%"
        if not bracketed:
            table.rows[-1].append((at,))
        share = draft.number("share", text, Fraction(text[:-1]))
        if bracketed:
            table.rows[-1].append((at, "(", share, ")"))
        else:
            table.rows[-1].append((share,))
        counts.append(at)
        shares.append(share)
    draft.relate("sum", whole=[counts[-1]], parts=counts[:-1])
    draft.relate("sum-loose", whole=[shares[-1]], parts=shares[:-1])
    for count, share in zip(counts[:-1], shares[:-1], strict=True):
        draft.relate("share", share=[share], part=[count], whole=[counts[-1]])


def regions(draft: Draft) -> None:
    labels = draft.random.sample(REGIONS, draft.random.randint(3, 7))
    listed(draft, "各县区诉求受理情况", labels, ["县区", "诉求受理量(件)", "占比"], bracketed=False)


def types(draft: Draft) -> None:
    labels = draft.random.sample(TYPES, draft.random.randint(3, 6))
    listed(draft, "诉求类型分布", labels, ["诉求类型", "诉求量(件)"], bracketed=True)


def police(draft: Draft) -> None:
    header = [["“双号”互转诉求量(件)", "", ""], ["总量", "12345转110诉求量", "110转12345警单量"]]
    table = start(draft, "12345与110高效对接联动", header)
    whole = draft.random.randint(900, 30_000)
    table.rows.append([])
    ids = []
    for count in (whole, *split(draft, whole, 2)):
        ids.append(draft.number("count", str(count), count))
        table.rows[-1].append((ids[-1],))
    draft.relate("sum", whole=ids[:1], parts=ids[1:])


def ratings(draft: Draft) -> None:
    header = [["承办诉求类型", "回访征集评价(件)", "群众参评数(参评率)"]]
    table = start(draft, "热线服务效能", header)
    asked = draft.random.randint(20_000, 900_000)
    given = asked * draft.random.randint(50, 600) // 1000
    text = f"{rounded(Fraction(given, asked) * 100, 2)}%"
    table.rows.append([("总体",)])
    a = draft.number("count", str(asked), asked)
    table.rows[-1].append((a,))
    g = draft.number("count", str(given), given)
    r = draft.number("rate", text, Fraction(text[:-1]))
    table.rows[-1].append((g, "(", r, ")"))
    draft.relate("share", share=[r], part=[g], whole=[a])


def years(draft: Draft) -> None:
    """This year, last year, and the change in a column of its own."""
    random = draft.random
    year = int(draft.title.partition("年")[0][-4:])
    header = [["项目", f"{year}年", f"{year - 1}年", "同比"]]
    table = start(draft, "主要指标对比", header)
    labels = random.sample(
        ["回访工单(件)", "督办工单(件)", "退回工单(件)", "延期工单(件)", "疑难工单(件)"], 3
    )
    for label in labels:
        now = random.randint(800, 600_000)
        prior = before(draft, now)
        table.rows.append([(label,)])
        a = draft.number("count", str(now), now)
        table.rows[-1].append((a,))
        b = draft.number("count", str(prior), prior)
        table.rows[-1].append((b,))
        text = arrow(now, prior)
        c = draft.number("change", text, Fraction(text[1:-1]), a)
        table.rows[-1].append((c,))
        draft.relate("change", now=[a], prior=[b])


LAYOUTS: tuple[Callable[[Draft], None], ...] = (
    requests, calls, regions, types, police, ratings, years,
)  # fmt: skip


def made(random: object) -> Draft:
    """Make up a disclosure of three to five tables; the table of requests is always there."""
    draft = Draft(random, random.choice(TITLES))  # type: ignore[arg-type, attr-defined]
    sizes = draft.random.randint(80_000, 1_800_000), draft.random.randint(900, 40_000)
    draft.sizes = sizes if draft.random.random() < 0.7 else (sizes[0] // 40, sizes[1] // 40)
    chosen = [requests, *draft.random.sample(LAYOUTS[1:], draft.random.randint(2, 4))]
    draft.random.shuffle(chosen)
    for layout in chosen:
        layout(draft)
    return draft
