from dataclasses import replace

from gouji.reports import render
from gouji.reports.github import data


def test_a_finding_is_a_command_at_its_line(result):
    lines = render(result, "github").splitlines()
    assert lines[0].startswith("::error file=lianyungang-2020.txt,line=61,title=错误%3A ")
    assert "::电话 508,474 + 互联网 38,902 = 547,376" in lines[0]
    assert lines[4].startswith("::error file=suqian-2024.txt,line=16,col=67,endColumn=72,")
    assert lines[5].startswith("::notice ")
    assert lines[6].startswith("::error file=scan.pdf,")


def test_one_line_a_command_whatever_the_document_prints(hostile):
    lines = render(hostile, "github").splitlines()
    assert len(lines) == 4
    assert all(line.count("::") == 2 for line in lines[:2])
    assert lines[2].startswith("::notice title=")


def test_a_message_cannot_begin_a_command():
    assert data("50%\n::set-env name=A::b") == "50%25 ::set-env name=A::b"


def test_a_gate_that_audits_nothing_says_so(clean):
    first, *_ = render(replace(clean, documents=()), "github").splitlines()
    assert first.startswith("::warning ")
