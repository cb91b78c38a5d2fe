"""The standing rules of the house, each held by a test."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
AT_THE_ROOT = {"__init__.py", "__main__.py", "cli.py"}
ROOMS = ("checks", "desk", "documents", "figures", "reports", "rules", "texts")
BESIDE_THE_ROOMS = ("tests", "benchmarks", "docs", "examples")
AROUND_A_DOCUMENT = [("figures/reading.py", "Exception")]
"""The one place that catches whatever is raised: a bug that one document of a hundred brings to
light makes that one unreadable, is told as our bug, and costs no audit of the others."""
NAMES_OF_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
MEDIAN_FUNCTION = 9
SHIPPED = {".yaml", ".json", ".csv", ".html", ".css", ".js", ".svg", ".typed"}
HEAVY = ("pandas", "pandera", "great_expectations")
NOT_FOR_STARTING = (*HEAVY, "numpy", "lxml", "rich", "jinja2", "lark", "jsonschema")

WRITTEN_AS = {
    "yaml": "PyYAML",
    "docx": "python-docx",
    "pdfminer": "pdfplumber",
    "markupsafe": "jinja2",
    "PIL": "pdfplumber",
    "cv2": "rapidocr",
    "great_expectations": "great-expectations",
}
"""Distributions that are imported by another name, or come with another."""


def modules() -> list[Path]:
    """Every module of the package, the root's three among them."""
    own = sorted(ROOT.glob("*.py"))
    return own + [p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py"))]


def sources() -> list[Path]:
    """Every Python file that we wrote."""
    return modules() + [
        p for f in ("tests", "benchmarks") for p in sorted((ROOT / f).rglob("*.py"))
    ]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def settings() -> configparser.ConfigParser:
    read = configparser.ConfigParser()
    read.read(ROOT / "setup.cfg", "utf-8")
    return read


def lines_of(section: str, option: str) -> list[str]:
    written = settings()[section][option].splitlines()
    return [line.strip() for line in written if line.strip() and not line.startswith("#")]


def test_the_root_holds_three_modules_and_the_rooms() -> None:
    assert {p.name for p in ROOT.glob("*.py")} == AT_THE_ROOT
    holding = {p.parent.relative_to(ROOT).parts[0] for p in ROOT.glob("*/**/*.py")}
    ours = {f for f in holding if not f.startswith(".") and f not in {"build", "dist", "venv"}}
    assert ours <= {*ROOMS, *BESIDE_THE_ROOMS}


def test_tests_are_no_package() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_imports_are_absolute() -> None:
    relative = {
        name_of(path)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level
    }
    assert not relative


def test_modules_are_named_for_what_they_hold() -> None:
    named = {p: {part.removeprefix("test_") for part in (p.stem, *p.parts)} for p in sources()}
    assert not [name_of(p) for p, parts in named.items() if NAMES_OF_NOTHING & parts]


def test_modules_are_short() -> None:
    lengths = {name_of(p): len(p.read_text("utf-8").splitlines()) for p in modules()}
    assert not {name: n for name, n in lengths.items() if n > LONGEST_MODULE}


def test_functions_are_short() -> None:
    functions = [
        (name_of(path), node.name, (node.end_lineno or 0) - node.lineno + 1)
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
    ]
    assert not [f for f in functions if f[-1] > LONGEST_FUNCTION]
    assert median(n for _, _, n in functions) <= MEDIAN_FUNCTION


def test_nothing_is_evaluated() -> None:
    assert not {(m, name) for m, name in called() if name in {"eval", "exec", "__import__"}}


def test_no_failure_is_swallowed() -> None:
    caught = [
        (name_of(path), ast.unparse(node.type) if node.type else "")
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
    ]
    assert [c for c in caught if c[1] in {"", "Exception", "BaseException"}] == AROUND_A_DOCUMENT


def test_only_the_command_line_prints() -> None:
    assert not {(m, name) for m, name in called() if name == "print"}


def called() -> Iterator[tuple[str, str]]:
    """Every plain call: the module and the name."""
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield name_of(path), node.func.id


def tracked() -> Iterator[Path]:
    """Our texts: the package, what stands beside it, and the files at the root."""
    yield from sources()
    for folder in (*ROOMS, "docs", "examples", "tests", ".ci"):
        found = (ROOT / folder).rglob("*")
        yield from (p for p in found if p.suffix in {".yaml", ".md", ".json", ".txt", ".csv"})
    yield from (
        ROOT / n for n in ("setup.cfg", "pyproject.toml", "README.md", "Makefile", ".ci/run")
    )


def test_no_machine_is_named() -> None:
    home = re.compile(r"/(?:work|root|tmp)/[a-z]")
    named = [
        name_of(p) for p in tracked() if p != Path(__file__) and home.search(p.read_text("utf-8"))
    ]
    assert not named


def test_every_room_is_listed_and_every_listed_package_exists() -> None:
    listed = {p for p in lines_of("options", "packages") if not p.startswith("#")}
    there = {
        ".".join(("gouji", *p.parent.relative_to(ROOT).parts))
        for room in ROOMS
        for p in (ROOT / room).rglob("*.py")
    }
    assert listed == {"gouji", *there}
    assert settings()["options"]["include_package_data"].split("#")[0].strip() == "False"


def distribution(requirement: str) -> str:
    return re.split(r"[\s<>=!;\[]", requirement, maxsplit=1)[0].lower()


def test_everything_imported_is_required() -> None:
    extras = settings()["options.extras_require"]
    listed = lines_of("options", "install_requires")
    listed += [line for extra in extras if extra != "dev" for line in extras[extra].splitlines()]
    required = {distribution(line.strip()) for line in listed}
    imported = {top for path in modules() for top in imports(path)}
    foreign = imported - set(sys.stdlib_module_names) - {"gouji"}
    assert {WRITTEN_AS.get(f, f).lower() for f in foreign} <= required


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_every_requirement_has_a_range() -> None:
    extras = settings()["options.extras_require"]
    listed = lines_of("options", "install_requires")
    listed += [x.strip() for e in extras for x in extras[e].splitlines() if x.strip()]
    open_ended = {x for x in listed if not x.startswith("gouji[") and "<" not in x}
    assert not {x for x in open_ended if "stubs" not in x and not x.startswith("types-")}


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return {name.partition(".")[0] for name in told.stdout.split()}


def test_importing_is_light() -> None:
    assert not loaded_by("import gouji") & {*NOT_FOR_STARTING, "click", "yaml"}
    assert not loaded_by("import gouji.cli") & {*NOT_FOR_STARTING}


def test_an_audit_of_reports_loads_nothing_that_takes_as_long() -> None:
    assert not {*HEAVY, "pyarrow", "openpyxl", "docx", "pdfplumber"} & loaded_by(
        f"import gouji; gouji.audit({str(ROOT / 'examples')!r})"
    )


def test_the_wheel_holds_every_rule_and_template(wheel_names: frozenset[str]) -> None:
    wanted = {
        f"gouji/{name_of(p)}"
        for room in ROOMS
        for p in (ROOT / room).rglob("*")
        if p.suffix in SHIPPED and "__pycache__" not in p.parts
    }
    assert {f"gouji/{name_of(p)}" for p in modules()} | wanted <= wheel_names
    assert "gouji/py.typed" in wheel_names


def test_the_wheel_holds_nothing_else(wheel_names: frozenset[str]) -> None:
    packed = {n for n in wheel_names if ".dist-info/" not in n}
    assert {n.partition("/")[0] for n in packed} == {"gouji"}
    outside = {n.split("/")[1] for n in packed if n.count("/") > 1} - {*ROOMS}
    assert not outside


def test_a_library_that_is_asked_for_is_in_the_extra_that_is_named() -> None:
    extras = settings()["options.extras_require"]
    always = {
        distribution(x.strip()) for x in settings()["options"]["install_requires"].splitlines()
    }
    asked = [
        [argument.value for argument in node.args[1:]]
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "require"
        and all(isinstance(argument, ast.Constant) for argument in node.args[1:])
    ]
    assert asked
    for library, extra in asked:
        name = WRITTEN_AS.get(top := library.partition(".")[0], top)
        assert name in always | {distribution(x.strip()) for x in extras[extra].splitlines()}
