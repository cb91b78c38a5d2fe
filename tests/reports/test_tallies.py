from types import SimpleNamespace

from gouji.reports import Tally
from gouji.reports.tallies import tallies_of


def outcome(figures, ties):
    return SimpleNamespace(ties=ties, failed=not ties, check=SimpleNamespace(figures=figures))


def test_ties_and_breaks_are_counted_for_printed_figures_only():
    material = SimpleNamespace(figures=("a", "b", "reference"), spans=(range(2),))
    outcomes = (outcome((0, 2), True), outcome((0, 1), True), outcome((0, 1), False))
    audit = SimpleNamespace(outcomes=outcomes, material=material)
    assert tallies_of(audit) == (Tally("a", 2, 1), Tally("b", 1, 1))
