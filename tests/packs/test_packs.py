"""The packs beside the annual report, end to end: our own disclosures that tie and that break."""

from pathlib import Path

import pytest
from lxml import html

from gouji.reports.api import audit, load_rules
from gouji.rules.pack import bundled

HERE = Path(__file__).parent
SOUND = {
    "bulletin-2025-w10.txt": "bulletin",
    "bulletin-2025-03.md": "bulletin",
    "bulletin-2025-q1.md": "bulletin",
    "openness-2024.html": "openness",
}
BROKEN = {
    "bulletin-2025-w10-broken.txt": {
        "text-per-day": ["2090 ≠ 20300 ÷ 7"],
        "bulletin-on-time-rate": ["97.5% ≠ 1590 ÷ 2000"],
        "bulletin-opinions": ["500 ≠ 430 + 50 + 30"],
        "total-row": ["9900 ≠ 2970 + 1590 + 4980", "52 ≠ 32 + 30"],
    },
    "bulletin-2025-03-broken.md": {
        "text-per-day": ["2878 ≠ 86400 ÷ 31"],
        "named-alike": ["2878 ≠ 2787"],  # the table prints the mean that the text should
        "share": ["9.00% ≠ 5184 ÷ 86400"],
        "change-from-prior": ["↑7.66% ≠ 69120 ÷ 64800 - 1", "↑6.25% ≠ 10368 ÷ 10100 - 1"],
        "implied-priors": ["≈80000 ≠ ≈64202"],  # the first of these arrows, told by the sum as well
        "bulletin-kinds": ["86400 ≠ 43200 + 21600 + 14868"],
        "bulletin-on-time-rate": ["95.70% ≠ 7800 ÷ 8000"],
        "bulletin-satisfaction-rate": ["79.00% ≠ 2910 ÷ 3000"],
    },
    "bulletin-2025-q1-broken.md": {
        "total-column": ["28618 ≠ 8600 + 9200 + 10368"],
        "total-row": ["244000 ≠ 197920 + 28618 + 17912"],
        "share": ["15.14% ≠ 28618 ÷ 244000"],
        "shares-add-up": ["100% ≠ 81.11% + 15.14% + 7.34%"],
        "closing-rate": ["90.90% ≠ 241560 ÷ 244000"],
    },
    "openness-2024-broken.html": {
        "openness-balance": ["412 + 9 ≠ 400 + 12"],
        "openness-results": ["436 ≠ 202 + 35"],
        "total-column": ["202 ≠ 206 + 14", "23 ≠ 12 + 2"],
        "openness-reviews": ["11 ≠ 6 + 1 + 2 + 1"],
        "openness-in-force": ["6 "],
        "same-figure": ["494 ≠ 449"],
    },
}
"""What was changed in the sound disclosure, as the workings that must say so; and nothing else."""


@pytest.mark.parametrize(("name", "pack"), SOUND.items())
def test_a_sound_disclosure_has_no_finding_and_is_nearly_all_checked(name, pack):
    result = audit(HERE / name, rules=load_rules(pack))
    assert result.findings == ()
    assert result.documents[0].coverage > 0.9
    assert result.documents[0].covered.unchecked < 0.05 * result.documents[0].figures


@pytest.mark.parametrize("name", SOUND)
def test_nor_has_it_one_under_all_packs_together(name):
    assert audit(HERE / name, rules=load_rules(*bundled())).findings == ()


@pytest.mark.parametrize(("name", "expected"), BROKEN.items())
def test_every_change_is_found_and_nothing_else(name, expected):
    result = audit(HERE / name, rules=load_rules(name.partition("-")[0]))
    broken = [e for f in result.findings for e in f.evidence if not e.verdict.startswith("ties")]
    assert {e.rule for e in broken} == set(expected)
    for rule, workings in expected.items():
        found = [e.working for e in broken if e.rule == rule]
        assert len(found) == len(workings)
        assert all(any(f.startswith(w) for f in found) for w in workings), found


@pytest.mark.parametrize("pack", ["bulletin", "openness"])
def test_every_rule_of_a_new_pack_binds_in_its_examples(pack, tmp_path):
    paths = [HERE / name for name, own in SOUND.items() if own == pack]
    year_before = tmp_path / f"before{paths[0].suffix}"
    year_before.write_text(paths[0].read_text("utf-8").replace("2024", "2023"), "utf-8")
    paths.append(year_before)
    rules = load_rules(pack)
    unbound = set(audit(*paths, rules=rules).unbound)
    assert not {rule.id for rule in rules if rule.pack == pack} & unbound


def copied_as_text(page: str) -> str:
    """The page as it comes out of a browser's clipboard: tabs, a merged cell printed once."""
    lines: list[str] = []
    for element in html.document_fromstring(page).body:
        lines += _flat(element) if element.tag == "table" else [element.text_content()]
        lines.append("")
    return "\n".join(lines)


def _flat(table):
    grid = {}
    rows = list(table.iter("tr"))
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in grid:
                c += 1
            down, right = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            slots = [(r + i, c + k) for i in range(down) for k in range(right)]
            grid |= dict.fromkeys(slots, "") | {(r, c): cell.text}
    width = 1 + max(c for _, c in grid)
    return ["\t".join(grid.get((r, c), "") for c in range(width)) for r in range(len(rows))]


def workings(path):
    findings = audit(path, rules=load_rules("openness")).findings
    return {(e.rule, e.working) for f in findings for e in f.evidence}


@pytest.mark.parametrize("name", ["openness-2024.html", "openness-2024-broken.html"])
def test_a_page_copied_as_text_says_the_same(name, tmp_path):
    copied = tmp_path / "openness-2024.txt"
    copied.write_text(copied_as_text((HERE / name).read_text("utf-8")), "utf-8")
    assert workings(copied) == workings(HERE / name)


def test_the_form_of_earlier_years_ties_as_well(tmp_path):
    """Until 2020 what was disposed of otherwise stood in one row."""
    text = copied_as_text((HERE / "openness-2024.html").read_text("utf-8"))
    lines = text.splitlines()
    first = next(n for n, line in enumerate(lines) if "（六）其他处理" in line)
    lines[first : first + 3] = ["\t（六）其他处理\t\t21\t3\t0\t0\t0\t0\t24"]
    earlier = tmp_path / "openness-2020.txt"
    earlier.write_text("\n".join(lines).replace("2024年", "2020年"), "utf-8")
    result = audit(earlier, rules=load_rules("openness"))
    assert result.findings == ()
    assert "openness-results" not in result.unbound
    assert result.documents[0].coverage > 0.9
    assert result.documents[0].covered.unchecked < 0.05 * result.documents[0].figures
