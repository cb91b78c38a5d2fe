"""The archive gives back what it was given, and is never spoilt."""

import os
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import platformdirs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouji.documents.document import DocumentError, Place
from gouji.figures.archive import SCHEMA, Archive, default_path
from gouji.figures.disclosure import Disclosure
from gouji.figures.figure import Change, Figure, Numeral
from gouji.figures.interval import Interval

NUMERAL = Numeral("57.50万", Decimal("575000"), Decimal("100"), "over", 10_000)
FIGURE = Figure(
    document="2023.txt",
    place=Place(line=3, table=2, row=1, column=4, span=(5, 9)),
    numeral=NUMERAL,
    interval=Interval.of(NUMERAL.value, NUMERAL.step, "over"),
    unit="件",
    quantity="count",
    row_path=("群众诉求",),
    column_path=("诉求来源(件)", "电话"),
    subject=("一、诉求", "2. 办理"),
    change=Change(
        "↓8.77%",
        "relative",
        Numeral("8.77", Decimal("-8.77"), Decimal("0.01")),
        "year-on-year",
        Place(line=3),
    ),
    indicator="电话",
    scope=("群众诉求",),
    number=1,
    confidence=0.1,
)


def disclosure(
    sha256="a1b2c3d4", *, issuer="宿迁市", period="2023", title="年报", figures=(FIGURE,)
):
    return Disclosure("2023.txt", sha256, title, issuer, period, tuple(figures))


@pytest.fixture
def archive(tmp_path):
    return Archive(tmp_path / "data" / "archive.sqlite", patience=20)


def outcomes(additions):
    return [a.outcome for a in additions]


def test_figures_come_back_as_they_were_read(archive):
    archive.add([disclosure()])
    assert archive.disclosures() == (disclosure(),)


def test_adding_twice_is_harmless(archive):
    assert outcomes(archive.add([disclosure()])) == ["added"]
    assert outcomes(archive.add([disclosure()])) == ["known"]
    assert len(archive.entries()) == 1
    assert archive.disclosures() == (disclosure(),)


def test_a_corrected_document_takes_the_place_of_the_first_which_is_kept(archive):
    archive.add([disclosure("first")])
    (addition,) = archive.add([disclosure("second")])
    assert addition.replaces.sha256 == "first"
    assert [(e.sha256, e.latest) for e in archive.entries()] == [("first", False), ("second", True)]
    assert [d.sha256 for d in archive.of_issuers(["宿迁市"])] == ["second"]
    archive.remove(archive.find(["second"]))
    assert [d.sha256 for d in archive.of_issuers(["宿迁市"])] == ["first"]


def test_two_documents_of_one_period_stand_side_by_side(archive):
    archive.add([disclosure("first"), disclosure("second", title="分析")])
    assert [e.latest for e in archive.entries()] == [True, True]


def test_a_document_named_anew_is_not_kept_twice(archive):
    archive.add([disclosure()])
    assert outcomes(archive.add([disclosure(issuer="沭阳县")])) == ["added"]
    assert [(e.issuer, e.figures) for e in archive.entries()] == [("沭阳县", 1)]
    assert archive.disclosures() == (disclosure(issuer="沭阳县"),)


def test_what_is_of_nobody_or_no_period_is_not_added(archive):
    found = archive.add([disclosure("x", issuer=None), disclosure("y", period=None)])
    assert outcomes(found) == ["unnamed", "unnamed"]
    assert archive.entries() == []


def test_entries_are_found_by_issuer_period_and_beginning_of_the_sha256(archive):
    archive.add([disclosure("aaaaaaaa"), disclosure("bbbbbbbb", issuer="淮安市")])
    assert [e.sha256 for e in archive.find(["淮安市", "2023"])] == ["bbbbbbbb"]
    assert [e.sha256 for e in archive.find(["aaaaaa"])] == ["aaaaaaaa"]
    assert archive.find(["aaa"]) == []
    assert archive.find(["淮安市", "2022"]) == []


def test_an_archive_that_is_not_there_is_empty_and_is_not_made_by_looking(archive):
    assert archive.entries() == []
    assert archive.disclosures() == ()
    assert not archive.path.exists()


@pytest.mark.parametrize("data", [b"spoilt", b"not a database" * 1000], ids=["short", "foreign"])
def test_what_is_no_archive_is_refused_and_left_alone(archive, data):
    archive.path.parent.mkdir()
    archive.path.write_bytes(data)
    for use in (archive.entries, archive.disclosures, lambda: archive.add([disclosure()])):
        with pytest.raises(DocumentError, match="damaged"):
            use()
    assert archive.path.read_bytes() == data


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.97])
def test_a_damaged_archive_is_never_written(archive, share):
    archive.add([disclosure(str(n), title=str(n), figures=[FIGURE] * 300) for n in range(5)])
    data = bytearray(archive.path.read_bytes())
    at = int(len(data) * share)
    data[at : at + 4096] = b"\xff" * len(data[at : at + 4096])
    archive.path.write_bytes(data)
    try:
        archive.add([disclosure("newcomer")])
    except DocumentError:
        assert archive.path.read_bytes() == bytes(data)
    else:  # the damage is within a text, or where nothing was
        assert len(archive.entries()) == 6
        assert archive.disclosures(archive.find(["newcomer"])) == (disclosure("newcomer"),)


def test_a_truncated_archive_is_refused_and_left_alone(archive):
    archive.add([disclosure()])
    data = archive.path.read_bytes()[:-5000]
    archive.path.write_bytes(data)
    with pytest.raises(DocumentError, match="damaged"):
        archive.add([disclosure("new")])
    assert archive.path.read_bytes() == data


def test_a_newer_archive_is_refused_and_left_alone(archive):
    archive.add([disclosure()])
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    data = archive.path.read_bytes()
    for use in (archive.entries, lambda: archive.add([disclosure("new")])):
        with pytest.raises(DocumentError, match="upgrade gouji") as caught:
            use()
    assert "升级" in caught.value.reason.zh
    assert archive.path.read_bytes() == data


def test_an_older_archive_is_refused_and_left_alone(archive):
    archive.add([disclosure()])
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("PRAGMA user_version = 1")
    with pytest.raises(DocumentError, match="add the documents again"):
        archive.entries()


def test_another_program_s_database_is_refused(archive):
    archive.path.parent.mkdir()
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("CREATE TABLE sales (n INTEGER)")
    with pytest.raises(DocumentError, match="no archive of gouji"):
        archive.add([disclosure()])


def test_figures_that_are_no_figures_are_damage(archive):
    archive.add([disclosure()])
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        connection.execute("UPDATE disclosures SET figures = 'many'")
    with pytest.raises(DocumentError, match="damaged"):
        archive.disclosures()


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DocumentError) as caught:
        Archive(tmp_path / "file" / "archive.sqlite").add([disclosure()])
    assert "\n" not in str(caught.value)


LIMITED = """
import resource, sys
from pathlib import Path
from gouji.documents.document import DocumentError
from gouji.figures.archive import Archive
from gouji.figures.disclosure import Disclosure
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
many = [Disclosure("p" * 10**5, str(n), str(n), "市", "2023", ()) for n in range(40)]
try:
    Archive(Path(sys.argv[1])).add(many)
except DocumentError as refused:
    print(refused.reason.en)
"""


def _limited(archive, size):
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(archive.path), str(size)],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def test_what_the_disk_refuses_is_told_as_that_and_leaves_no_archive(archive):
    pytest.importorskip("resource")
    assert "the disk" in _limited(archive, 4096)
    assert archive.entries() == []
    assert outcomes(archive.add([disclosure()])) == ["added"]


def test_what_the_disk_refuses_leaves_the_archive_as_it_was(archive):
    pytest.importorskip("resource")
    archive.add([disclosure()])
    assert "the disk" in _limited(archive, 2 * archive.path.stat().st_size)
    assert disclosure() in archive.disclosures()


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told_as_that(archive):
    archive.path.parent.mkdir(mode=0o500)
    with pytest.raises(DocumentError, match="permission denied"):
        archive.add([disclosure()])
    assert list(archive.path.parent.iterdir()) == []


ADDING = """
import sys
from pathlib import Path
from gouji.figures.archive import Archive
from gouji.figures.disclosure import Disclosure
for n in range(4):
    sha256 = f"{sys.argv[2]}-{n}"
    Archive(Path(sys.argv[1])).add([Disclosure("p", sha256, sha256, "市", "2023", ())])
"""


def test_two_processes_at_once_lose_nothing(archive):
    run = [sys.executable, "-c", ADDING, str(archive.path)]
    started = [subprocess.Popen([*run, str(n)], stderr=subprocess.PIPE) for n in range(2)]
    failed = [process.communicate()[1].decode() for process in started]
    assert failed == ["", ""]
    assert len(archive.entries()) == 8


def test_an_archive_in_use_is_waited_for_and_then_said_to_be(archive):
    archive.add([disclosure()])
    holding = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); input()"
    )
    command = [sys.executable, "-c", holding, str(archive.path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as process:
        process.stdout.readline()
        with pytest.raises(DocumentError, match="in use"):
            Archive(archive.path, patience=0.1).entries()
        process.communicate(b"\n")
    assert len(archive.entries()) == 1


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=3, min_value=0, max_value=10**9
)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT, DECIMALS, st.tuples(TEXT, TEXT), st.sampled_from(["", "over", "about", "more"]))
def test_any_figure_comes_back_as_it_was_read(archive, text, value, labels, hedge):
    numeral = Numeral(text, value, Decimal("0.001"), hedge)
    interval = Interval.of(value, numeral.step, hedge)
    figure = replace(FIGURE, numeral=numeral, interval=interval, row_path=labels, in_cell=text)
    figures = (figure, replace(figure, change=None, readings=(NUMERAL,), basis="按可比价格计算"))
    name = secrets.token_hex(8)
    archive.add([disclosure(name, title=name, figures=figures)])
    assert archive.disclosures(archive.find([name]))[0].figures == figures


def test_the_default_is_in_the_user_s_data_folder():
    assert Path(platformdirs.user_data_dir("gouji", appauthor=False)) == default_path().parent
