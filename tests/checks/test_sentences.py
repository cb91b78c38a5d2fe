"""What findings say: one unit a message, points between percentages, a sign that agrees."""

import pytest

import gouji

HEAD = "# 临澜市2023年热线年报\n\n"


def told(tmp_path, text: str) -> list[tuple[str, str, str]]:
    path = tmp_path / "report.md"
    path.write_text(HEAD + text, "utf-8")
    return [
        (finding.message.zh, finding.message.en, e.working)
        for finding in gouji.audit(str(path)).findings
        for e in finding.evidence
    ]


@pytest.mark.parametrize(
    ("rows", "zh", "en", "working"),
    [
        (
            "| 东区 | 12.3 |\n| 西区 | 4.6 |\n| 合计 | 17.1 |",
            "东区 12.3 + 西区 4.6 = 16.9，比合计 17.1 少 0.2",
            "东区 12.3 + 西区 4.6 = 16.9, 0.2 short of 合计 17.1",
            "17.1 ≠ 12.3 + 4.6 = 16.9",
        ),
        (
            "| 东区 | 7.3 |\n| 西区 | 4.6 |\n| 合计 | 11.1 |",
            "东区 7.3 + 西区 4.6 = 11.9，比合计 11.1 多 0.8",
            "东区 7.3 + 西区 4.6 = 11.9, 0.8 over 合计 11.1",
            "11.1 ≠ 7.3 + 4.6 = 11.9",
        ),
    ],
)
def test_what_stands_under_a_heading_in_wan_is_added_up_in_wan(tmp_path, rows, zh, en, working):
    table = f"| 区域 | 经费（万元） |\n|---|---|\n{rows}\n"
    ((said_zh, said_en, worked),) = told(tmp_path, table)
    assert said_zh.endswith(zh)
    assert said_en.endswith(en)
    assert worked == working


def test_percentages_are_points_apart(tmp_path):
    text = "全年受理诉求8000件，其中咨询类2000件，占比52.00%。\n"
    ((zh, en, _),) = told(tmp_path, text)
    assert "少 27.00 个百分点" in zh
    assert "27.00 percentage points short of" in en


def test_no_message_leaves_a_hole(tmp_path):
    text = "全年受理诉求8000件，比上年的5000件增长16.0%，群众满意率101.3%。\n"
    found = told(tmp_path, text)
    assert len(found) == 2
    assert all("{" not in words and "  " not in words for zh, en, _ in found for words in (zh, en))
