"""Zeros stand anywhere: as a total, a share, a change or a prior. None of them stops an audit."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checks.audit import audit
from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Source
from gouji.documents.text import read as read_text
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

MEANING = Meaning(vocabulary.load())
RULES = pack.load(pack.DEFAULT)

TOLD = (
    "2024年第一季度，全市共接收投诉{0}件，举报{1}件，同比增长{2}，日均{3}件。其中电话{4}件，占投诉"
    "总量的{5}；网络{6}件，占投诉总量的{7}。办结{8}件，办结率{9}。上年同期{10}件。"
)
TABLE = (
    "渠道\t受理量（件）\t占比\t同比\t办结（件）\t办结率\n电话\t{0}\t{5}\t{2}\t{3}\t{9}\n"
    "网络\t{4}\t{7}\t↓{7}\t{6}\t{5}\n合计\t{8}\t100%\t{2}\t{1}\t{9}"
)
count = st.sampled_from(["0", "0万", "0.0万", "1", "7", "119", "131", "250", "0.02万"])
rate = st.sampled_from(["0%", "0.00%", "100%", "-100%", "49.6%", "52.4%", "3%"])


def findings(text):
    title = "青岚市12345热线2024年第一季度报告"
    source = Source(Path("d.txt"), f"{title}\n\n{text}\n".encode(), Limits())
    return audit([read(read_text(source), MEANING)], RULES, MEANING).result.findings


@settings(max_examples=25)
@given(st.sampled_from([TOLD, TABLE, TOLD + "\n\n" + TABLE]), st.data())
def test_zeros_stop_no_audit(template, data):
    kinds = (count, count, rate, count, count, rate, count, rate, count, rate, count)
    findings(template.format(*(data.draw(kind) for kind in kinds)))


def test_a_zero_in_ten_thousands_is_no_rounded_base():
    (finding,) = findings(
        "第一季度共接收投诉250件，举报0万件。投诉中，电话接收119件，占投诉总量的49.6%；"
        "网络填写131件，占投诉总量的52.4%。"
    )
    assert finding.rule == "text-share"
