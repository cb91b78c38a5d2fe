"""Lines of a table that are an account: what was there and came is what went and is left."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.laid_out.table_sum import may_add
from gouji.checks.material import Check, Family, Material, TableView
from gouji.figures.statements.levels import Account, accounts
from gouji.figures.statements.matrix import Matrix, matrices
from gouji.rules.bundled import weights
from gouji.rules.rule import Rule


def table_account(rule: Rule, material: Material) -> Iterator[Check]:
    """Every account that labels tell from its opening to its closing line, lane by lane."""
    for number, table in enumerate(material.tables()):
        for side, matrix in enumerate(
            matrices([*map(table.__getitem__, table.indices)], material.meaning)
        ):
            for account in () if matrix.rates else accounts(matrix.labels):
                yield from _checks(rule, table, matrix, account, (number, side))


def _checks(
    rule: Rule, table: TableView, matrix: Matrix, account: Account, where: tuple[int, int]
) -> Iterator[Check]:
    family = Family(
        f"account of {matrix.axis}", where, account.left, (*account.comes, *account.goes)
    )
    roles = {"期末": (account.left,), "加项": account.comes, "减项": account.goes}
    prior = weights("sums")["numbered" if account.signed else "account"]
    for lane in range(matrix.at.shape[1]):
        if not matrix.there[[n for lines in roles.values() for n in lines], lane].all():
            continue
        terms = {
            role: tuple(table.indices[matrix.at[n, lane]] for n in lines)
            for role, lines in roles.items()
        }
        if all(may_add(table.material.figures[i], table.material.meaning) for i in terms["期末"]):
            yield Check(rule, terms, family=family, prior=prior)
