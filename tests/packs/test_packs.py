"""The packs beside the annual report, end to end: our own disclosures that tie and that break."""

from pathlib import Path

import pytest

from gouji.checks.api import audit, load_rules
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
        "share": ["9.00% ≠ 5184 ÷ 86400"],
        "change-from-prior": ["7.66% ≠ 69120 ÷ 64800 - 1", "6.25% ≠ 10368 ÷ 10100 - 1"],
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
        "total-column": ["202 ≠ 206 + 14"],
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
    assert result.documents[0].coverage > 0.95


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
def test_every_rule_of_a_new_pack_binds_in_its_examples(pack):
    paths = [HERE / name for name, own in SOUND.items() if own == pack]
    rules = load_rules(pack)
    unbound = set(audit(*paths, rules=rules).unbound)
    assert not {rule.id for rule in rules if rule.pack == pack} & unbound
