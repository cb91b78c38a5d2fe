from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from gouji.documents.document import DocumentError
from gouji.documents.files.limits import Limits
from gouji.documents.opening import listed, open_document
from gouji.figures.meaning import Meaning
from gouji.figures.reading import Reading, read_all
from gouji.rules import vocabulary

TEXT = "某市报告\n\n一、受理\n全年受理12件。\n"


def open_all(paths: list[Path], limits: Limits | None = None) -> Reading:
    return read_all(paths, Meaning(vocabulary.load()), limits)


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_content_decides_not_the_suffix(tmp_path: Path) -> None:
    page = write(tmp_path / "page.txt", b"<html><body><p>1</p></body></html>")
    assert open_document(page).format == "html"
    assert open_document(write(tmp_path / "a.pdf", TEXT.encode())).format == "text"
    assert open_document(write(tmp_path / "b.docx", b"# a\n\n1\n")).format == "markdown"


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("b/2.txt", "a.txt", "c.md", ".hidden.txt", "~$a.docx", "d.exe", ".git/e.txt"):
        write(tmp_path / name, TEXT.encode())
    opened = open_all([tmp_path])
    names = [Path(d.path).relative_to(tmp_path).as_posix() for d in opened.documents]
    assert names == ["a.txt", "c.md", "b/2.txt"]
    assert (opened.failures, opened.skipped) == ((), (tmp_path / "d.exe",))


def test_what_only_says_something_of_documents_is_not_counted_among_them(tmp_path: Path) -> None:
    for name in ("a.txt", "a.txt.gouji.yaml", "gouji.toml", "Thumbs.db"):
        write(tmp_path / name, TEXT.encode())
    assert listed([tmp_path]) == ((tmp_path / "a.txt",), ())


def test_a_file_that_is_named_outright_is_never_passed_over(tmp_path: Path) -> None:
    file = write(tmp_path / "d.exe", TEXT.encode())
    assert listed([tmp_path, file]) == ((file,), ())


def test_one_broken_file_stops_no_other(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", TEXT.encode())
    empty = write(tmp_path / "empty.txt", b"")
    opened = open_all([empty, tmp_path / "missing.txt", good])
    assert len(opened.documents) == 1
    assert [Path(f.path).name for f in opened.failures] == ["empty.txt", "missing.txt"]
    assert all(f.reason.zh and f.reason.en and "\n" not in str(f) for f in opened.failures)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="文件夹"):
        open_document(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"1")
    path.chmod(0)
    with pytest.raises(DocumentError, match="权限"):
        open_document(path)


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DocumentError, match="普通文件"):
        open_document(tmp_path / "pipe")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空"),
        (b"\xef\xbb\xbf \n\n", "空"),
        (b"\0" * 100, "空"),
        (bytes(range(256)) * 20, "解码|文本"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "图片"),
        (b"\x1f\x8b" + b"\0" * 50, "压缩包"),
        (b"PK\x03\x04" + b"junk" * 20, "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "加密"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        open_document(write(tmp_path / "some.txt", data))


def packed(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_reports_in_a_zip_are_opened_one_by_one(tmp_path: Path) -> None:
    report, twin = TEXT.encode(), TEXT.encode("gb18030")
    other = {"市/年报.txt": report, "b.md": twin, ".c.txt": report, "d.exe": b"MZ"}
    path = packed(tmp_path / "年报.zip", **other)
    opened = open_all([path])
    assert [d.path for d in opened.documents] == [str(path / "b.md"), str(path / "市/年报.txt")]
    assert opened.skipped == (path / "d.exe",)
    assert not opened.failures


def test_names_that_lead_out_of_a_zip_lead_nowhere(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt", b"secret")
    path = packed(tmp_path / "a.zip", **{"../secret.txt": TEXT.encode()})
    (document,) = open_all([path]).documents
    assert document.path == str(path / "secret.txt")
    assert "secret" not in document.blocks[0].text  # type: ignore[union-attr]


def test_names_that_a_chinese_system_wrote_are_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"AAAA.txt": TEXT.encode()})
    named = path.read_bytes().replace(b"AAAA", "年报".encode("gb18030"))
    path.write_bytes(named)
    assert [d.path for d in open_all([path]).documents] == [str(path / "年报.txt")]


def test_a_zip_keeps_the_bounds_of_a_file(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"a.txt": b"1" * 5_000_000, "b.txt": TEXT.encode()})
    opened = open_all([path], Limits(bytes=1_000_000))
    assert [d.path for d in opened.documents] == [str(path / "b.txt")]
    assert "--max-bytes" in opened.failures[0].reason.zh


def test_a_damaged_zip_is_told(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"a.txt": TEXT.encode() * 50})
    data = bytearray(path.read_bytes())
    data[60:90] = b"\0" * 30
    path.write_bytes(data)
    opened = open_all([path])
    assert not opened.documents
    assert len(opened.failures) == 1


def test_a_plain_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", TEXT)
    with pytest.raises(DocumentError, match="解压"):
        open_document(path)


@pytest.mark.parametrize(
    ("limits", "option"),
    [
        (Limits(bytes=10), "--max-bytes"),
        (Limits(characters=10), "--max-characters"),
        (Limits(cells=5), "--max-cells"),
        (Limits(rows=1), "--max-rows"),
        (Limits(seconds=-1), "--max-seconds"),
    ],
)
def test_every_limit_says_how_to_raise_it(tmp_path: Path, limits: Limits, option: str) -> None:
    path = write(tmp_path / "a.txt", "类别\t总量\n甲\t1\n乙\t2\n".encode())
    with pytest.raises(DocumentError, match=option):
        open_document(path, limits)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030", "gbk"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    words = TEXT * 10
    document = open_document(write(tmp_path / "a.txt", words.encode(encoding)))
    assert document.paragraphs[0].text == "某市报告"


def test_big5_is_read(tmp_path: Path) -> None:
    words = "臺北市政府服務熱線年度報告，全年受理陳情案件共計一千二百件，較上年增加。\n" * 20
    document = open_document(write(tmp_path / "a.txt", words.encode("big5")))
    assert "年度報告" in document.paragraphs[0].text


@pytest.mark.parametrize(
    ("member", "told"),
    [("xl/workbook.bin", "xlsx"), ("ppt/presentation.xml", "PDF"), ("OFD.xml", "PDF")],
)
def test_packages_that_are_not_read_say_what_to_do(tmp_path: Path, member: str, told: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.bin", "w") as archive:
        archive.writestr(member, "x")
    with pytest.raises(DocumentError, match=f"请.*{told}"):
        open_document(tmp_path / "a.bin")


@pytest.mark.parametrize("stream", ["MatOST", "PowerPoint Document", "Contents"])
def test_old_files_that_are_not_read_say_what_to_do(tmp_path: Path, stream: str) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + stream.encode("utf-16-le")
    with pytest.raises(DocumentError, match=r"请.*(docx|PDF)"):
        open_document(write(tmp_path / "a.wps", old))


def test_the_main_part_of_a_word_file_may_have_any_name(tmp_path: Path) -> None:
    library = pytest.importorskip("docx", reason="needs gouji[docx]")
    library.Document().save(str(tmp_path / "a.docx"))
    with (
        zipfile.ZipFile(tmp_path / "a.docx") as old,
        zipfile.ZipFile(tmp_path / "b.docx", "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name).replace(b"word/document.xml", b"word/document2.xml")
            renamed = name.replace("word/document.xml", "word/document2.xml")
            new.writestr(renamed.replace("_rels/document.xml", "_rels/document2.xml"), part)
    assert open_document(tmp_path / "b.docx").format == "docx"


def test_no_link_leads_out_of_a_folder(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "a.txt").write_text("受理12件。", "utf-8")
    (inside / "b.txt").symlink_to(inside / "a.txt")
    (inside / "c.txt").symlink_to(outside / "a.txt")
    (inside / "d").symlink_to(outside)
    assert [p.name for p in listed([inside]).files] == ["a.txt", "b.txt"]
    assert listed([inside / "c.txt"]).files == (inside / "c.txt",)
