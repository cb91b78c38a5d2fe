"""Tables whose rows are not all there is of their total, by the words around them."""

from __future__ import annotations

from pathlib import Path

import gouji

TABLE = """# Harbour school: facts

| Group | Pupils | Percent of enrollment |
|---|---|---|
| Sailors' children | 34,372 | 57.4% |
| Learners of English | 10,472 | 17.5% |
| With a lunch card | 6,502 | 10.9% |
| All pupils | 59,889 | 100.0% |

"""
NOTE = "Note: a pupil can belong to more than one group.\n"


def rules(path: Path, text: str) -> set[str]:
    path.write_text(text, "utf-8")
    return {f.rule for f in gouji.audit(str(path)).findings}


def test_groups_that_overlap_add_up_to_nothing(tmp_path: Path) -> None:
    assert "total-row" in rules(tmp_path / "told.md", TABLE)
    assert rules(tmp_path / "noted.md", TABLE + NOTE) == set()
