from pathlib import Path, PurePath

import pytest

from gouji.documents.opening import is_meant, listed


@pytest.mark.parametrize(
    ("pattern", "file", "left_out"),
    [
        ("*.csv", "drafts/a.csv", True),
        ("drafts", "drafts/b/a.txt", True),
        ("drafts/", "work/drafts/a.txt", True),
        ("drafts/*.txt", "work/drafts/a.txt", True),
        ("./a.txt", "a.txt", True),
        ("a.txt", "drafts/a.txt", True),
        ("draft", "drafts/a.txt", False),
        ("*.csv", "a.csv.txt", False),
    ],
)
def test_patterns_mean_files_and_the_folders_they_lie_in(pattern, file, left_out):
    assert is_meant(PurePath(file), pattern) == left_out


def test_folders_are_searched_and_the_rest_is_kept(tmp_path):
    for name in ("a.txt", "b.csv", "old/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", "utf-8")
    assert listed([tmp_path], ["*.csv", "old"]).files == (tmp_path / "a.txt",)
    assert listed([Path("gone.txt")], ["*.csv"]).files == (Path("gone.txt"),)


def test_what_is_excluded_is_not_passed_over(tmp_path):
    for name in ("a.txt", "b.mp4", "c.zip"):
        (tmp_path / name).write_text("", "utf-8")
    assert listed([tmp_path], ["*.zip"]).skipped == (tmp_path / "b.mp4",)
