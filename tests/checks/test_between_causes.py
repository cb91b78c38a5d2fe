"""Many misses of one cause between documents are one finding."""

import re
from pathlib import Path

from gouji.checks.audit import audit
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.text import read as read_text
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = tuple(
    r
    for r in pack.load(pack.DEFAULT)
    if r.id in ("across-documents", "change-from-last-year", "restated-later")
)
NAMES = ("诉求总量", "办结量", "话务量", "参评数", "部门办理", "在线解答")
LAST = (90000, 80000, 120000, 30000, 40000, 50000)
NOW = (99000, 84000, 126000, 31500, 44000, 55000)


def disclosure(path, year, cells):
    head = "诉求类别\t" + "\t".join(f"{name}（件）" for name in NAMES)
    row = "全市\t" + "\t".join(cells)
    text = f"青岚市12345热线{year}年度服务情况报告\n\n{head}\n{row}\n"
    return read(read_text(Source(Path(path), text.encode(), Limits())), MEANING)


def arrows(priors):
    return [
        f"{n}({'↑' if n > p else '↓'}{abs(n / p - 1) * 100:.2f}%)"
        for n, p in zip(NOW, priors, strict=True)
    ]


def findings(*documents):
    return audit(documents, RULES, MEANING).result.findings


def last_year():
    return disclosure("2023.txt", 2023, list(map(str, LAST)))


def test_a_restated_year_is_one_finding_that_holds_every_arrow():
    restated = [round(p * 1.02) for p in LAST]
    (finding,) = findings(last_year(), disclosure("2024.txt", 2024, arrows(restated)))
    assert finding.severity == "warning"
    assert len(finding.evidence) == len(NAMES)
    assert f"有 {len(NAMES)} 处" in finding.message.zh
    assert "2023.txt" in finding.message.zh
    assert "restated" in finding.message.en
    assert len(re.findall("当时为", finding.message.zh)) == 3


def test_single_slips_among_arrows_that_tie_stay_single():
    priors = [*LAST[:-2], LAST[-2] + 3000, LAST[-1]]
    (finding,) = findings(last_year(), disclosure("2024.txt", 2024, arrows(priors)))
    assert len(finding.evidence) == 1
    assert "44,000" in finding.message.zh


def test_two_documents_that_part_in_every_cell_of_a_table_are_one_finding():
    one = disclosure("one.txt", 2024, list(map(str, NOW)))
    other = disclosure("two.txt", 2024, [str(n + 40) for n in NOW])
    (finding,) = findings(one, other)
    assert len(finding.evidence) == len(NAMES)
    assert "截止日" in finding.message.zh


YEARS = {2021: (80123, 20456, 100579, "5.10"), 2022: (95210, 24687, 191897, "19.21")}
YEARS[2023] = (99310, 29021, 128331, "7.03")
"""Telephone, internet, all, growth; 2022 prints 191897 for 119897."""


def report(year, telephone, internet, whole, growth):
    text = (
        f"云禾市12345热线{year}年度服务情况报告\n\n"
        f"{year}年，云禾12345热线受理诉求{whole}件，同比增长{growth}%。\n\n"
        f"来源\t诉求量(件)\n电话\t{telephone}\n互联网\t{internet}\n合计\t{whole}\n"
    )
    return read(read_text(Source(Path(f"{year}.txt"), text.encode(), Limits())), MEANING)


def test_years_that_echo_one_slip_are_one_finding_told_by_its_own_document():
    reports = [report(year, *told) for year, told in YEARS.items()]
    rules = pack.load(pack.DEFAULT)
    (finding,) = audit(reports, rules, MEANING).result.findings
    assert (finding.document, finding.severity, finding.rule) == (
        *("2022.txt", "error", "requests-by-channel"),
    )
    assert [one.rule for one in finding.evidence[1:]] == ["change-from-last-year"] * 2


def test_years_that_only_disagree_with_each_other_stay_doubts():
    reports = [report(2021, *YEARS[2021]), report(2022, 95210, 24687, 119897, "12.21")]
    (finding,) = audit(reports, pack.load(pack.DEFAULT), MEANING).result.findings
    assert (finding.rule, finding.severity) == ("change-from-last-year", "warning")
