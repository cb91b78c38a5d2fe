"""docs/guide/equations.md: every example there is a pack that loads, and whose cases hold."""

import re
from pathlib import Path

import pytest

from gouji.checks.engagement import rules_of
from gouji.checks.telling.told_cases import told_case
from gouji.rules.settings import Settings

PAGE = Path(__file__).parent.parent / "docs" / "guide" / "equations.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_equations_page_holds(example, tmp_path):
    pack = tmp_path / "ours.yaml"
    indented = "".join(f"  {line}" for line in example.splitlines(keepends=True))
    pack.write_text(f"pack: ours\nrules:\n{indented}", "utf-8")
    cases = [(rule, case) for rule in rules_of(Settings(), [str(pack)]) for case in rule.cases]
    assert cases
    for rule, case in cases:
        outcome = told_case(rule, case)
        assert outcome.ok, (rule.id, case, outcome.got, outcome.working.zh)


def test_every_function_and_sign_has_an_example():
    for sign in ("sum(", "mean(", "min(", "max(", "prior(", "[", "<=", "·", "`", "@", " / ", " - "):
        assert sign in PAGE.read_text("utf-8")
