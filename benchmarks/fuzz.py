"""Read and audit damaged files of every kind: ``python benchmarks/fuzz.py [--files N] [--office]``.

Each file is a sound one of its kind with some bytes changed, within the parts of a package too.
It may be read, or refused with a reason: a traceback, or more than its deadline, is our fault. Such
files are kept (``--keep FOLDER``); the small ones among them are worth a place in tests/damaged.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import shutil
import subprocess
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from openpyxl import Workbook

from gouji.checks.audit import audit
from gouji.checks.engagement import rules_of
from gouji.documents.document import DocumentError
from gouji.documents.files.deadline import Deadline
from gouji.documents.files.limits import Limits
from gouji.documents.opening import open_document
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.rules import vocabulary
from gouji.rules.settings import Settings

LIMITS = Limits(seconds=20)
TOO_LONG = LIMITS.seconds + 5
ROWS = [
    ["类别", "受理量(件)", "同比", "占比"],
    ["咨询类", "1,300(↑3.2%)", "↑3.20%", "52.00%"],
    ["求助类", "900", "↓11.2%", "36%"],
    ["投诉类", "300", "—", "12.00%"],
    ["合计", "2500", "持平", "100%"],
]
TITLE = "云汀市12345热线2024年度情况"
PROSE = "（一）受理情况。全年受理诉求2500件，同比增长3.5%，其中电话2000件、占80%，网络500件。"
HOSTILE = [
    *(
        "\u2028",
        "\x00",
        "\ufeff",
        "\u200b",
        "\u202e",
        "\x1b[31m",
        "𠀀",
        "１２",
        "９" * 400,
        "(" * 300,
    ),
    *("1e999999", "-", "%", "万亿" * 50, "=1+1", "&#x0;", "<", "]]>", '"', "\t\t", "\r", "|" * 50),
]
"""What people paste and programs export."""


def _table(between: str, before: str = "", behind: str = "") -> str:
    return "\n".join(before + between.join(row) + behind for row in ROWS)


def _html() -> str:
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in ROWS)
    return f"<html><head><title>{TITLE}</title></head><body><p>{PROSE}</p><table>{cells}</table>"


def _mht() -> str:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
    return f"{head}Content-Type: text/html; charset=utf-8\n\n{_html()}\n--b--\n"


def _tidy() -> str:
    told = [("诉求总量", "2500"), ("电话", "2000"), ("互联网", "500")]
    keys = ("指标", "数值", "单位", "时期", "发布单位")
    records = [dict(zip(keys, (*one, "件", "2024", "云汀市"), strict=True)) for one in told]
    return json.dumps(records, ensure_ascii=False)


def _pdf() -> bytes:
    """One page of words and numbers, its stream deflated as all are."""
    lines = [
        "Calls in 2024",
        *(f"Topic {k}   {100 * k}   {k}.5%" for k in range(1, 5)),
        "Total 1000",
    ]
    drawn = "".join(f"BT /F1 12 Tf 72 {700 - 20 * k} Td ({t}) Tj ET\n" for k, t in enumerate(lines))
    stream = zlib.compress(drawn.encode())
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    told = b"".join(b"%d 0 obj%s endobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return b"%PDF-1.4\n" + told + b"trailer<</Size 6/Root 1 0 R>>\n%%EOF\n"


def _docx() -> bytes:
    made, file = docx.Document(), io.BytesIO()
    made.add_heading(TITLE, 1)
    made.add_paragraph(PROSE)
    table = made.add_table(len(ROWS), len(ROWS[0]))
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    made.save(file)
    return file.getvalue()


def _xlsx() -> bytes:
    made, file = Workbook(), io.BytesIO()
    for row in [[TITLE], *ROWS, ["共", 2500, 0.52, "=B3+B4"]]:
        made.active.append(row)
    made.active.merge_cells("A1:D1")
    made.save(file)
    return file.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "txt": f"{TITLE}\n\n{PROSE}\n\n{_table(chr(9))}\n".encode,
    "gb.txt": lambda: f"{TITLE}\n\n{PROSE}\n\n{_table('  ')}\n".encode("gb18030"),
    "big5.txt": lambda: "雲汀市2024年度情況\n\n全年受理訴求2500件，其中電話2000件。".encode("big5"),
    "lines.txt": lambda: "\n".join([TITLE, *(cell for row in ROWS for cell in row)]).encode(),
    "md": lambda: f"# {TITLE}\n\n{PROSE}\n\n{_table('|', '|', '|')}".replace(
        "占比|\n", "占比|\n|-|-|-|-|\n"
    ).encode(),
    "html": lambda: _html().encode(),
    "mht": lambda: _mht().encode(),
    "csv": lambda: _table('","', '"', '"').encode("utf-8-sig"),
    "utf16.csv": lambda: _table("\t").encode("utf-16"),
    "json": lambda: _tidy().encode(),
    "rtf": lambda: rb"{\rtf1\ansi Calls in 2024: 300 of 500, 60%.\par 100\cell 200\cell\row}",
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
}
CONVERTED = {"ods": "xlsx", "xls": "xlsx", "odt": "docx", "doc": "docx"}
"""What an office suite makes of another seed, where there is one."""


def seeds(*, office: bool) -> dict[str, bytes]:
    """One sound file of every kind; those that an office suite opens take seconds each."""
    made = {kind: make() for kind, make in SEEDS.items() if office or kind != "rtf"}
    office = office and shutil.which("soffice") is not None
    for kind, of in CONVERTED.items() if office else ():
        with TemporaryDirectory() as name:
            source, folder = Path(name, f"seed.{of}"), Path(name, "out")
            source.write_bytes(made[of])
            home = f"-env:UserInstallation=file://{name}/home"
            command = [
                "soffice",
                home,
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                folder,
                source,
            ]
            subprocess.run(command, check=False, capture_output=True, timeout=120)
            for file in folder.glob("*"):
                made[kind] = file.read_bytes()
    return made


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Change a few bytes; of a package the bytes of a part, of a pdf those of a stream."""
    if data[:2] == b"PK" and rng.random() < 0.9:
        return _in_package(data, rng)
    if data[:4] == b"%PDF" and rng.random() < 0.5:
        return _in_stream(data, rng)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        data = rng.choice(CHANGES)(data, rng)
    return data


def _in_package(data: bytes, rng: random.Random) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        unlucky = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, rng) if name == unlucky else part)
    return file.getvalue()


def _in_stream(data: bytes, rng: random.Random) -> bytes:
    before, _, rest = data.partition(b"stream\n")
    packed, _, behind = rest.partition(b"\nendstream")
    drawn = damaged(zlib.decompress(packed), rng)
    return b"%sstream\n%s\nendstream%s" % (before, zlib.compress(drawn), behind)


def _flipped(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) or 1)
    return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) or 1)]


def _dropped(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) or 1)
    return data[:at] + data[at + rng.randrange(1, 60) :]


def _doubled(data: bytes, rng: random.Random) -> bytes:
    at, length = rng.randrange(len(data) or 1), rng.randrange(1, 200)
    return data[:at] + data[at : at + length] * rng.choice((2, 3, 40)) + data[at + length :]


def _hostile(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data) or 1)
    return data[:at] + rng.choice(HOSTILE).encode("utf-8", "surrogatepass") + data[at:]


def _other_number(data: bytes, rng: random.Random) -> bytes:
    """Numbers are what formats count, point and measure with."""
    digits = [k for k, byte in enumerate(data) if byte in b"0123456789"]
    if not digits:
        return data
    at = rng.choice(digits)
    number = rng.choice((b"0", b"-1", b"99999999", b"4294967296", b"1e9", b"", b"0.0000001"))
    return data[:at] + number + data[at + 1 :]


CHANGES = (_flipped, _cut, _dropped, _doubled, _hostile, _other_number)


def tried(path: Path, meaning: Meaning) -> str:
    """What becomes of a file: read or refused."""
    deadline = Deadline.within(LIMITS.seconds)
    try:
        disclosure = read(open_document(path, LIMITS), meaning, deadline)
    except DocumentError:
        return "refused"
    audit([disclosure], rules_of(Settings()), meaning, deadline=deadline)
    return "read"


def fuzz(
    files: int, seed: int, keep: Path | None, *, office: bool
) -> Iterator[tuple[str, str, float]]:
    """Yield the kind of each file, what became of it, and the CPU seconds it took."""
    meaning, rng, sound = Meaning(vocabulary.load()), random.Random(seed), seeds(office=office)
    with TemporaryDirectory() as folder:
        for at in range(files):
            kind = sorted(sound)[at % len(sound)]
            path = Path(folder, f"{seed}-{at:05}.{kind}")
            path.write_bytes(sound[kind] if at < len(sound) else damaged(sound[kind], rng))
            started = time.process_time()
            try:
                end = tried(path, meaning)
            except Exception:  # noqa: BLE001  # every failure is what is looked for
                end = traceback.format_exc()
            spent = time.process_time() - started
            if keep and (end not in ("read", "refused") or spent > TOO_LONG):
                shutil.copy(path, keep)
            path.unlink()
            yield path.name, end, spent


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--files", type=int, default=2_000)
    ask.add_argument("--seed", type=int, default=0)
    ask.add_argument("--keep", type=Path)
    ask.add_argument("--office", action="store_true", help="odt, doc, rtf, xls, ods as well")
    asked = ask.parse_args()
    if asked.keep:
        asked.keep.mkdir(exist_ok=True)
    ends: Counter[tuple[str, str]] = Counter()
    slowest, failed = ("", 0.0), 0
    for name, end, spent in fuzz(asked.files, asked.seed, asked.keep, office=asked.office):
        ends[name.partition(".")[2], end if len(end) < 10 else "failed"] += 1
        slowest = max(slowest, (name, spent), key=lambda one: one[1])
        if len(end) >= 10 or spent > TOO_LONG:
            failed += 1
            print(f"{name}: {spent:.1f} s\n{end}", flush=True)
    for (kind, end), n in sorted(ends.items()):
        print(f"{kind:10} {end:8} {n:6}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"failed: {failed}; slowest: {slowest[0]} {slowest[1]:.1f} s; at most {peak} MiB")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
