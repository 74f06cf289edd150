"""`make bench`: how fast the parts are on this machine, beside a peer in the same run where there is one.

python -m tests.bench [--json] [--runs=N] [PART...] prints the median of so many runs, with the least and the most; the
parts are logs, gnmi, detector, storms, agent. A peer that is not on PATH is named as missing.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table

from agent.app.store.sqlite import SqliteStore
from agent.detect.detector import Detector
from collectors.collector import LineContext
from collectors.logs.reader import LineReader
from collectors.observations import Observation
from tests.bench import agent, processes, storms

STAMP = "2026/11/22 10:{m:02}:{s:02}.{u:06}"
UP = STAMP + " BGP: [N9HHH-F8H1M] %ADJCHANGE: neighbor 10.0.{a}.{b}(r{a}) in vrf default {to}\n"
NOISE = STAMP + " ZEBRA: [SWQK6-6JY63][EC 4043309074] 0:254:2001:db8:{a}:{b}::/64: Failed to enqueue\n"
LINES, BGP_LINES, SEEN = 500_000, 100_000, 50_000


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `ratio` is ours by the peer's, None where there is no peer here."""

    what: str
    value: float
    unit: str
    peer: str = ""
    ratio: float | None = None
    least: float = 0.0
    most: float = 0.0


def of_runs(rows: list[Row]) -> Row:
    """One figure of several runs: the median one, with the least and the most of them."""
    ordered = sorted(rows, key=lambda row: row.value)
    return replace(ordered[len(ordered) // 2], least=ordered[0].value, most=ordered[-1].value)


def timed(work: Callable[[], object]) -> float:
    """Process seconds of the best of three runs."""
    best = 1e9
    for _ in range(3):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def lines(count: int, share: int) -> bytes:
    """A log of so many lines, one in `share` of them BGP's."""
    made = []
    for k in range(count):
        form = UP if k % share == 0 else NOISE
        to = "Up" if k % 2 else "Down Interface down"
        made.append(form.format(m=k // 6000 % 60, s=k // 100 % 60, u=k % 1_000_000, a=k % 200, b=k % 250, to=to))
    return "".join(made).encode()


def read(data: bytes) -> list[Observation]:
    """The whole log through the reader, in blocks of a mebibyte."""
    reader = LineReader(LineContext("r1"))
    found: list[Observation] = []
    for at in range(0, len(data), 1 << 20):
        found += reader.feed(data[at : at + (1 << 20)])
    return found


def drain3(data: bytes) -> float:
    """Lines per second of drain3's match, templates learned before."""
    from drain3 import TemplateMiner
    from drain3.template_miner_config import TemplateMinerConfig

    miner, texts = TemplateMiner(config=TemplateMinerConfig()), data.decode().splitlines()[:10_000]
    for text in texts[:2_000]:
        miner.add_log_message(text)
    return len(texts) / timed(lambda: [miner.match(item) for item in texts])


def logs() -> Iterator[Row]:
    """Session logs, beside what people use to move and to classify them."""
    noise, bgp, unit = lines(LINES, 100), lines(BGP_LINES, 1), "lines/s of CPU"
    ours = LINES / timed(lambda: read(noise))
    if processes.available("rsyslogd"):
        with tempfile.TemporaryDirectory() as folder:
            theirs = processes.rsyslog(noise, Path(folder))
        yield Row("log lines, 1 % BGP", ours, unit, f"rsyslog, file to file: {theirs:,.0f}", ours / theirs)
    else:
        yield Row("log lines, 1 % BGP", ours, unit, "rsyslogd is not on PATH")
    theirs = drain3(noise)
    yield Row("log lines, 1 % BGP", ours, unit, f"drain3 match: {theirs:,.0f}", ours / theirs)
    yield Row("BGP lines to observations", BGP_LINES / timed(lambda: read(bgp)), unit)


def gnmi() -> Iterator[Row]:
    """Reading gNMI, in CPU per update, beside pygnmi's own subscription and gnmic."""
    unit, has_gnmic = "us of CPU per update", processes.available("gnmic")
    for updates, messages in ((1, 200_000), (50, 20_000)):
        load = f"flood, {updates} per notification"
        reader = processes.reader("reader", 1, messages, updates)
        theirs = processes.reader("subscribe2", 1, messages // 4, updates)
        yield Row(f"gNMI reader, {load}", reader, unit, f"subscribe2: {theirs:.1f}", reader / theirs)
        if has_gnmic:
            with tempfile.TemporaryDirectory() as folder:
                theirs = processes.gnmic(1, messages, updates, Path(folder))
            yield Row(f"gNMI reader, {load}", reader, unit, f"gnmic, flat to a file: {theirs:.1f}", reader / theirs)
        else:
            yield Row(f"gNMI reader, {load}", reader, unit, "gnmic is not on PATH")
        both = processes.reader("mapping", 1, messages, updates)
        yield Row(f"gNMI collector, {load}", both, unit, f"reader alone: {reader:.1f}", both / reader)
    paced = "50 targets x 100/s, 1 per notification"
    ours = processes.reader("mapping", 50, 1_000, 1, rate=100)
    if has_gnmic:
        with tempfile.TemporaryDirectory() as folder:
            theirs = processes.gnmic(50, 1_000, 1, Path(folder), rate=100)
        yield Row(f"gNMI collector, {paced}", ours, unit, f"gnmic, flat to a file: {theirs:.1f}", ours / theirs)
    else:
        yield Row(f"gNMI collector, {paced}", ours, unit, "gnmic is not on PATH")


def detect(observations: list[Observation], store: SqliteStore | None = None) -> None:
    """All of them through a detector, in batches as the pump makes them."""
    detector = Detector(agent.LAB)
    for batch in agent.batches(iter(observations)):
        if store is not None:
            store.journal(batch)
        detector.observe(batch)
        detector.settle(batch[-1].received_ns)


def detector() -> Iterator[Row]:
    """Detection, one loss in a hundred observations."""
    many, unit = list(agent.mix(SEEN)), "observations/s of CPU"
    yield Row("detector, no journal", SEEN / timed(lambda: detect(many)), unit)
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(9))
        work = lambda: detect(many, SqliteStore(Path(folder) / f"{next(numbers)}.sqlite"))  # noqa: E731 - timed thrice
        yield Row("detector with journal", SEEN / timed(work), unit)


def whole() -> Iterator[Row]:
    """The agent as people run it."""
    wait, count = agent.latency_ms()
    yield Row(f"loss to open incident, p99 of {count}, 5,000 observations/s", wait, "ms")
    told = subprocess.run([sys.executable, "-m", "tests.bench.agent", "memory"], capture_output=True, check=True)
    half, full = json.loads(told.stdout)
    yield Row(
        "resident memory after a million observations", full, "MiB", f"after half of them: {half:.0f}", full / half
    )
    yield Row("restart with a million journal rows of one day", agent.restart_s(), "s")
    ours, theirs = helps()
    yield Row("labkeeper --help", ours, "s", f"importing typer, rich, pydantic: {theirs:.2f}", ours / theirs)


def helps() -> tuple[float, float]:
    """Seconds of `labkeeper --help` and of an interpreter that imports typer, rich and pydantic."""
    ours = [sys.executable, "-m", "agent.cli", "--help"]
    theirs = [sys.executable, "-c", "import typer, rich, pydantic"]

    def run(command: list[str]) -> float:
        best = 1e9
        for _ in range(5):
            started = time.monotonic()
            subprocess.run(command, capture_output=True, check=True)
            best = min(best, time.monotonic() - started)
        return best

    return run(ours), run(theirs)


def stormy() -> Iterator[Row]:
    """Sessions that flap for hours: what an observation costs, beside what it costs in a short flap."""
    storms.cost(100)
    base = 0.0
    for flaps, sessions in ((500, 1), (2_000, 1), (8_000, 1), (500, 40)):
        seconds, count = storms.cost(flaps, sessions)
        each = seconds / count * 1e6
        base = base or each
        what = f"{flaps:,} flaps of one session" if sessions == 1 else f"{flaps:,} flaps of {sessions} sessions"
        peer = "" if base == each else f"500 flaps of one session: {base:.0f} us an observation"
        yield Row(what, seconds, "s of CPU", peer, each / base if peer else None)


PARTS = {"logs": logs, "gnmi": gnmi, "detector": detector, "storms": stormy, "agent": whole}


def main() -> None:
    """Measure and print."""
    wanted = [item for item in sys.argv[1:] if not item.startswith("--")] or list(PARTS)
    runs = next((int(item.removeprefix("--runs=")) for item in sys.argv if item.startswith("--runs=")), 1)
    if unknown := set(wanted) - set(PARTS):
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; the parts are {', '.join(PARTS)}")
    rows: list[Row] = []
    progress = Console(stderr=True)
    with progress.status("measuring") as status:
        for name in wanted:
            status.update(f"measuring {name}")
            found = [list(PARTS[name]()) for _ in range(runs)]
            rows += map(of_runs, map(list, zip(*found, strict=True)))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    if "--json" in sys.argv:
        shown = [asdict(each) for each in rows]
        sys.stdout.write(json.dumps({"schema": 1, "machine": machine, "rows": shown}, indent=1) + "\n")
        return
    table = Table(
        "what",
        "median",
        "",
        "least",
        "most",
        "beside",
        "ratio",
        box=box.SIMPLE_HEAD,
        title=machine,
        title_justify="left",
    )
    for row in rows:
        value, least, most = (
            f"{each:,.0f}" if each >= 1000 else f"{each:.3g}" for each in (row.value, row.least, row.most)
        )
        table.add_row(row.what, value, row.unit, least, most, row.peer, "" if row.ratio is None else f"{row.ratio:.2f}")
    Console(width=150 if not sys.stdout.isatty() else None).print(table)


if __name__ == "__main__":
    main()
