"""How long things take beside what others take, in one run: ``python benchmarks/run.py [PART…]``.

Every figure is a ratio to a peer on the same machine in the same minute; a peer that is not
installed is named (``pip install 'gouji[peers]'``). Seconds are CPU
seconds of the best of some runs, as the machine may be busy with other things; those of a census
are of the clock, and count workers against each other.
"""

from __future__ import annotations

import math
import os
import platform
import random
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from gouji.checks.engagement import engage
from gouji.checks.frames.frame_checks import rows_that_tie, tie_out
from gouji.documents.files.limits import Limits
from gouji.documents.opening import open_document
from gouji.reports import api
from gouji.rules.language import parse
from gouji.rules.settings import Settings

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
CPUINFO = Path("/proc/cpuinfo")
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"
"""Where it is set, every start compiles all of gouji, and nothing of its peers."""
READ = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str)"
AUDIT = ("-m", "gouji", "audit", "--fail-on", "never", "--no-archive")
SUM = "总量 = 电话 + 网络"
COUNTS = 10**6
ROWS = (1_000, 10_000, 100_000)
RUNS = 3
PAGES = 301
PATIENCE = 3_600
Line = tuple[str, float, str, float | None, str]
"""What, its seconds, beside what, its seconds or None, and what is wanted."""


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """CPU seconds of the best of some runs."""
    found = []
    for _ in range(runs):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def spent(*arguments: str) -> tuple[float, float]:
    """CPU seconds and MiB at the most of a new Python, which keeps bytecode as a user's does."""
    kept = {name: value for name, value in os.environ.items() if name != NO_BYTECODE}
    with subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, env=kept
    ) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def counts(rows: int) -> pd.DataFrame:
    calls, web = np.random.default_rng(rows).integers(0, 9_000, (2, rows))
    return pd.DataFrame({"总量": calls + web, "电话": calls, "网络": web})


def frames() -> Iterator[Line]:
    pa = import_module("pandera.pandas")
    frame = counts(COUNTS)
    own = pa.DataFrameSchema(checks=[tie_out(SUM)])
    peer = pa.DataFrameSchema(checks=[pa.Check(lambda f: f["总量"] == f["电话"] + f["网络"])])
    told = seconds(lambda: own.validate(frame)), seconds(lambda: peer.validate(frame))
    yield f"tie_out, {COUNTS:,} rows of counts", told[0], "pandera's lambda", told[1], "≤ 3"
    few = frame.head(COUNTS // 10)
    ours = seconds(lambda: own.validate(few))
    theirs = seconds(_great_expectations(few), 1) if find_spec("great_expectations") else None
    yield f"tie_out, {len(few):,} rows of counts", ours, "great-expectations", theirs, "≤ 1/20"
    parted = few.map("{:,}".format)
    kinds = (("floats", few / 10), ("texts", few.astype(str)), ("texts like 1,204", parted))
    for name, kind in kinds:
        took = seconds(lambda kind=kind: rows_that_tie(kind, parse(SUM)), 2)  # type: ignore[misc]
        yield f"tie_out, {len(few):,} rows of {name}", took, "counts", ours, ""
    broken = few.assign(总量=few["总量"] + 7 * (np.arange(len(few)) % 33 == 0))
    for name, kind in (("counts", broken), ("texts", broken.astype(str))):
        took = seconds(lambda kind=kind: rows_that_tie(kind, parse(SUM)), 2)  # type: ignore[misc]
        yield f"tie_out, {len(few):,} rows of {name}, 3 % broken", took, "counts", ours, ""


def _great_expectations(frame: pd.DataFrame) -> Callable[[], object]:
    os.environ["GX_ANALYTICS_ENABLED"] = "False"
    gx = import_module("great_expectations")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    asset = context.data_sources.add_pandas("p").add_dataframe_asset("a")
    # the one built-in expectation of several columns that says the same, of one rule's rows
    apart = frame.assign(差=frame["总量"] - frame["电话"] - frame["网络"], 规则="甲")
    batch = asset.add_batch_definition_whole_dataframe("b").get_batch({"dataframe": apart})
    same = gx.expectations.ExpectMulticolumnSumToEqual(
        column_list=["差", "差"],
        sum_total=0,
        ignore_row_if="never",
        row_condition='规则=="甲"',
        condition_parser="pandas",
    )
    return lambda: batch.validate(same)


def intervals() -> Iterator[Line]:
    """Sums of rounded numbers, beside the intervals by which Arelle validates calculations."""
    for rows in (10**4, 10**5, 10**6):
        frame = counts(rows) / 10
        own = seconds(lambda frame=frame: rows_that_tie(frame, parse(SUM)))  # type: ignore[misc]
        peer = seconds(_arelle(frame), 1) if find_spec("arelle") else None
        yield f"{rows:,} sums of numbers of one decimal", own, "Arelle's intervals", peer, "≤ 1/10"


def _arelle(frame: pd.DataFrame) -> Callable[[], object]:
    """Its range of each fact, and the intersection that a consistent sum has."""
    calculations = import_module("arelle.ValidateXbrlCalcs")
    calculations.init()
    facts = [[Decimal(f"{value:.1f}") for value in frame[name]] for name in frame]

    def consistent() -> int:
        found = 0
        for whole, *parts in zip(*facts, strict=True):
            low, high, _, _ = calculations.rangeValue(whole, 1)
            ranges = [calculations.rangeValue(part, 1) for part in parts]
            least, most = sum(r[0] for r in ranges), sum(r[1] for r in ranges)
            found += max(low, least) <= min(high, most)
        return found

    return consistent


def pages() -> Iterator[Line]:
    """A long PDF: what we make of it, beside its words alone."""
    pdfplumber = import_module("pdfplumber")

    def words(path: Path) -> int:
        with pdfplumber.open(path) as file:
            return sum(len(page.extract_words()) for page in file.pages)

    with TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(_pdf(PAGES))
        own = seconds(lambda: open_document(path, Limits(seconds=PATIENCE)), 1)
        peer = seconds(lambda: words(path), 1)
    yield f"{PAGES} pages of PDF, read as blocks and tables", own, "pdfplumber's words", peer, "≤ 3"


def _pdf(pages: int) -> bytes:
    """Pages of prose and one table each, in a font that every reader has."""
    parts = [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for page in range(pages):
        prose = [f"In month {k} of year {page} the centre took {k * 137 + page} calls, of which "
                 f"{k * 41} came from the city and {k * 96 + page} from its districts."
                 for k in range(1, 13)]  # fmt: skip
        table = [f"District {k}     {k * 311 + page}     {k * 100}     {k}.5%" for k in range(12)]
        lines = "".join(
            f"BT /F1 9 Tf 60 {800 - 20 * k} Td ({text}) Tj ET\n"
            for k, text in enumerate((*prose, *table))
        )
        stream = zlib.compress(lines.encode())
        parts += [
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 1 0 R>>>>>>" % (2 * pages + 2, len(parts) + 1),
        ]
    kids = b" ".join(b"%d 0 R" % n for n in range(3, len(parts) + 1, 2))
    parts += [
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Type/Catalog/Pages %d 0 R>>" % (2 * pages + 2),
    ]
    told = b"".join(b"%d 0 obj%s endobj\n" % (n, part) for n, part in enumerate(parts, 1))
    return b"%%PDF-1.4\n%strailer<</Size %d/Root %d 0 R>>\n%%%%EOF\n" % (
        told, len(parts) + 1, len(parts),
    )  # fmt: skip


def censuses() -> Iterator[Line]:
    """Made-up documents of many issuers on one worker and on two; ``GOUJI_DOCUMENTS=10000``."""
    census = import_module("gouji.reports.census.census")
    documents = int(os.environ.get("GOUJI_DOCUMENTS", "200"))
    with TemporaryDirectory() as folder:
        for number in range(documents):
            (Path(folder) / f"{number}.md").write_text(_report(number), "utf-8")
        took = []
        for workers in (1, 2):
            asked = engage(Settings(), [Path(folder)], jobs=workers)
            started = time.perf_counter()
            census.take(asked, [folder], f"{folder}-of-{workers}")
            took.append(time.perf_counter() - started)
            rmtree(f"{folder}-of-{workers}")
    yield f"census of {documents:,}, two workers", took[1], "one worker", took[0], "≤ 0.55"


def _report(number: int) -> str:
    """A short report whose figures add up, of an issuer of its own."""
    rng = random.Random(number)
    city = "".join(rng.choice("云青临海平安江宁") for _ in range(2))
    rows = [(f"{name}类", rng.randint(100, 9_000)) for name in ("咨询", "求助", "投诉", "建议")]
    whole = sum(n for _, n in rows)
    table = "\n".join(f"| {name} | {n} | {n / whole:.2%} |" for name, n in rows)
    return (
        f"# {city}{number}市 12345 热线 2024 年度报告\n\n全年受理诉求 {whole} 件。\n\n"
        f"| 类别 | 数量（件） | 占比 |\n| --- | --- | --- |\n{table}\n"
        f"| 合计 | {whole} | 100.00% |\n"
    )


def sheets() -> Iterator[Line]:
    took: list[tuple[int, float]] = []
    with TemporaryDirectory() as folder:
        for rows in ROWS:
            path = Path(folder) / f"{rows}.csv"
            _table(rows).to_csv(path, index=False)
            started, memory = spent(*AUDIT, "--format", "json", str(path))
            what = f"gouji audit of a CSV, {rows:,} × 7, {memory:.0f} MiB"
            yield what, started, "python -c read_csv", spent("-c", READ, str(path))[0], "≤ 10"
            own = seconds(lambda path=path: api.audit(path), 2)  # type: ignore[misc]
            peer = seconds(lambda path=path: pd.read_csv(path, dtype=str))  # type: ignore[misc]
            yield "the same without start-up", own, "read_csv", peer, "≤ 10"
            took.append((rows, own))
    (few, quick), (many, slow) = took[-2:]
    exponent = math.log(slow / quick) / math.log(many / few)
    yield f"growth with rows, exponent {exponent:.2f} (wanted ≤ 1.1)", slow, "", None, ""


def _table(rows: int) -> pd.DataFrame:
    """Counts that add up and a rate that follows from them, a unit and month a row."""
    rng = random.Random(rows)
    listed = []
    for row in range(rows):
        received = rng.randint(50, 9_000)
        online = rng.randint(0, received // 3)
        closed = rng.randint(received * 4 // 5, received)
        named = (f"第{row // 12 + 1}局", f"{row % 12 + 1}月")
        listed.append((*named, received, received - online, online, closed, closed / received))
    columns = ["单位", "月份", "受理量", "电话", "互联网", "办结量", "办结率"]
    frame = pd.DataFrame(listed, columns=columns)
    return frame.assign(办结率=frame["办结率"].map("{:.2%}".format))


def starts() -> Iterator[Line]:
    peer = min(spent("-c", "import pandas")[0] for _ in range(RUNS))
    for what in (("-c", "import gouji"), ("-m", "gouji", "--version")):
        took = min(spent(*what)[0] for _ in range(RUNS))
        yield " ".join(what), took, "import pandas", peer, ""
    for file in sorted(EXAMPLES.iterdir()):
        took = min(spent(*AUDIT, str(file))[0] for _ in range(RUNS))
        yield f"gouji audit {file.name}, cold", took, "import pandas", peer, "≤ 2"
        found = len(api.audit(file).findings)
        warm = seconds(lambda file=file: api.audit(file))  # type: ignore[misc]
        wanted = "≥ 10 a second" if found else "≥ 40 a second"
        yield f"the same warm, {found} findings, {1 / warm:.0f} a second", warm, "", None, wanted


PARTS: Mapping[str, Callable[[], Iterator[Line]]] = {
    "frames": frames,
    "intervals": intervals,
    "sheets": sheets,
    "pages": pages,
    "censuses": censuses,
    "starts": starts,
}


def machine() -> str:
    """The processor by its own name where the system tells it."""
    told = CPUINFO.read_text() if CPUINFO.exists() else ""
    names = [line.partition(":")[2].strip() for line in told.splitlines() if "model name" in line]
    processor = names[0] if names else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} CPUs, Python {sys.version.split()[0]}"


def main(parts: list[str]) -> None:
    load = os.getloadavg()[0]
    print(f"{time.strftime('%Y-%m-%d')}, {machine()}, load {load:.1f}\n")
    print("| what | s CPU | beside | s CPU | ratio | wanted |\n|---|---|---|---|---|---|")
    for part in parts or PARTS:
        for what, own, beside, peer, wanted in PARTS[part]():
            absent = f"{beside}: not installed" if beside and peer is None else beside
            ratio = f"{own / peer:.2f}" if peer else ""
            shown = f"{peer:.4f}" if peer is not None else ""
            print(f"| {what} | {own:.4f} | {absent} | {shown} | {ratio} | {wanted} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nthis process: {peak} MiB at the most")


if __name__ == "__main__":
    main(sys.argv[1:])
