"""Rule packs: finds their files, reads them, and lets later packs change what earlier ones say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from gouji.rules.bundled import ADDED, added_files
from gouji.rules.language import Binary, Call, Comparison, Negative, Number, Term, terms
from gouji.rules.problem import Problem, RuleError, problem, refuse, unknown, wrong
from gouji.rules.rule import Case, Entry, Many, Rule, printed_names, read_entries
from gouji.rules.sentence import Says, unknown_values
from gouji.rules.source import Source, listed, name_of, read_source, read_text
from gouji.rules.validation import schema_problems
from gouji.rules.word_files import misfits
from gouji.texts.kept import Store, code

DEFAULT = (
    *("structure", "hotline", "bulletin", "openness"),
    *("communique", "budget", "statements", "court", "consumer", "esg"),
)
VOCABULARY = "vocabulary.yaml"
BROUGHT = ("vocabulary", "words")
"""What a pack may bring beside rules."""

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack file as read; ``title`` is its name where it gives none."""

    name: str
    title: str
    title_en: str
    path: Path
    extends: tuple[str, ...]
    entries: tuple[Entry, ...]
    brings: frozenset[str]
    """Which of ``BROUGHT`` it has."""


_KINDS = (Pack, Entry, Case, Many, Says, Comparison, Number, Term, Binary, Negative, Call)
_KEPT = Store("packs", code(), _KINDS)


def load(names_or_paths: Sequence[str | Path] = DEFAULT) -> tuple[Rule, ...]:
    """Load packs by bundled name, file or folder; later packs may override or disable rules.

    RuleError lists what is wrong, all problems of a file at once.
    """
    asked = tuple(names_or_paths)
    return (_shipped if {*asked} <= {*bundled()} else _load)(asked)


def _load(names_or_paths: tuple[str | Path, ...]) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    own: set[str] = set()
    late = (path for path in word_files(names_or_paths) if path not in added_files())
    refuse(problem(f"{path}", "words-too-late", variable=ADDED) for path in late)
    for pack in packs(names_or_paths):
        refuse(p for entry in pack.entries for p in _apply(entry, pack.name, rules))
        if not _is_bundled(pack.path):
            own.update(entry.id for entry in pack.entries)
    refuse(p for id_ in own & rules.keys() for p in inconsistencies(rules[id_]))
    return tuple(rules.values())


_shipped: Final = cache(_load)
"""The same of what ships with gouji, which nobody changes as it runs."""


@cache
def bundled() -> tuple[str, ...]:
    """Name the packs that ship with gouji."""
    return tuple(sorted(path.stem for path in _pack_files(_HERE)))


def packs(names_or_paths: Sequence[str | Path] = DEFAULT) -> tuple[Pack, ...]:
    """Read packs and those they extend, each once, the extended ones first."""
    found: dict[Path, Pack] = {}
    for name in names_or_paths:
        for path in _resolve(name, Path(), f"{name}"):
            _gather(path, found, ())
    return tuple(found.values())


def vocabulary_files(names_or_paths: Sequence[str | Path] = DEFAULT) -> tuple[Path, ...]:
    """List the files that bring a vocabulary: packs of the user's own, and vocabularies alone."""
    own = _own(names_or_paths)
    files = (path / VOCABULARY if path.is_dir() else path for path in map(Path, own))
    alone = (file for file in files if file.name == VOCABULARY and file.is_file())
    within = (p.path for p in packs(own) if "vocabulary" in p.brings and not _is_bundled(p.path))
    return (*within, *alone)


def word_files(names_or_paths: Sequence[str | Path] = DEFAULT) -> tuple[Path, ...]:
    """List the packs of the user's own that add words, which are read as gouji starts."""
    return tuple(p.path.resolve() for p in packs(_own(names_or_paths)) if "words" in p.brings)


def own_files(names_or_paths: Sequence[str | Path]) -> tuple[Path, ...]:
    """List the files of packs that do not ship with gouji, vocabularies and what they extend too.

    Folders count as they are when this is called.
    """
    own = _own(names_or_paths)
    return tuple(dict.fromkeys((*(pack.path for pack in packs(own)), *vocabulary_files(own))))


def _own(names_or_paths: Sequence[str | Path]) -> list[str | Path]:
    return [name for name in names_or_paths if name not in bundled()]


def _gather(path: Path, found: dict[Path, Pack], opened: tuple[Path, ...]) -> None:
    """Read the pack at ``path`` after those it extends; ``opened`` are the packs waiting for it."""
    key = path.resolve()
    if key in found:
        return
    if key in opened:
        raise wrong(f"{name_of(path)}:1", "extends-in-circles")
    ships = _is_bundled(path)
    pack = _bundled(path) if ships else _pack(path, read_source(path), held=True)
    for name in pack.extends:
        for base in _resolve(name, path.parent, f"{name_of(path)}:1"):
            _gather(base, found, (*opened, key))
    found[key] = pack


def _resolve(name: str | Path, base: Path, place: str) -> list[Path]:
    """Find the files that ``name`` stands for: a bundled pack, a file, or a folder of files."""
    if name in bundled():
        return [_HERE / f"{name}.yaml"]
    path = base / name
    if path.is_dir():
        return _pack_files(path)
    if path.is_file():
        return [] if path.name == VOCABULARY else [path]
    raise RuleError([unknown(place, "pack", f"{name}", bundled())])


def _pack_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.name != VOCABULARY)


@cache
def _bundled(path: Path) -> Pack:
    # held against the schema, and against each other, by the tests, to start fast here
    kept: Pack = _KEPT.get(
        f"{name_of(path)} {read_text(path)}",
        lambda: _pack(Path(path.name), read_source(path), held=False),
    )
    return replace(kept, path=path)


def _pack(path: Path, source: Source, *, held: bool) -> Pack:
    """Make a pack, ``held`` against the schemas of all that it brings."""
    if held:
        refuse(schema_problems(source, "schema.json"))
        words = schema_problems(source.under("vocabulary"), "vocabulary-schema.json")
        refuse([*words, *misfits(source)])
    value = source.value
    return Pack(
        name=value["pack"],
        title=value.get("title", value["pack"]),
        title_en=value.get("title-en", value["pack"]),
        path=path,
        extends=listed(value.get("extends", [])),
        entries=tuple(read_entries(source)),
        brings=frozenset(value.keys() & set(BROUGHT)),
    )


def _is_bundled(path: Path) -> bool:
    return path.parent == _HERE


def _apply(entry: Entry, pack: str, rules: dict[str, Rule]) -> Iterator[Problem]:
    """Add, change or remove one rule."""
    earlier = rules.get(entry.id)
    if entry.override or entry.disable:
        if earlier is None:
            yield unknown(entry.place, "rule", entry.id, rules)
        elif entry.disable:
            del rules[entry.id]
        else:
            rules[entry.id] = _overridden(earlier, entry, pack)
    elif earlier is not None:
        yield problem(entry.place, "declared-twice", id=entry.id, earlier=earlier.place)
    else:
        rules[entry.id] = entry.declare(pack)


def _overridden(earlier: Rule, entry: Entry, pack: str) -> Rule:
    # cases and sentences belong to their equation: a new equation without them has none
    stale = {"cases": (), "says": ()} if "equations" in entry.fields else {}
    kept = {key: value for key, value in earlier.written.items() if key not in stale}
    fields = {**stale, **entry.fields, "written": {**kept, **entry.fields["written"]}}
    return replace(earlier, **fields, place=entry.place, pack=pack)


def inconsistencies(rule: Rule) -> Iterator[Problem]:
    """List what no schema sees: cases that name other terms, sentences that name other values."""
    n = len(rule.equations)
    if len(rule.says) not in (0, 1, n) or not all(map(rule.sentence, range(n))):
        yield problem(rule.place, "no-sentence")
    roles = {term.name for equation in rule.equations for term in terms(equation)}
    many = (rule.many.says, rule.many.each) if rule.many else ()
    for says in dict.fromkeys((*rule.says, *many)):
        for word, values in unknown_values(says, roles) if says else ():
            yield unknown(rule.place, "sentence-value", word, values)
    known = frozenset().union(*map(printed_names, rule.equations))
    for case in rule.cases:
        for name in case.figures.keys() - known:
            yield unknown(case.place, "term", name, known)
    if rule.innocent_en and len(rule.innocent_en) != len(rule.innocent):
        yield problem(rule.place, "innocent-counts")
