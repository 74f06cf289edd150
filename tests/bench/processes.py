"""Measuring whole programs: what the processor spent on them, by the kernel's own account."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def available(program: str) -> bool:
    """Whether a peer can be run here."""
    return shutil.which(program) is not None


def spent(process: subprocess.Popen[bytes]) -> float:
    """End a program and tell the processor seconds that it used."""
    process.terminate()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0
    return used.ru_utime + used.ru_stime


def settled(path: Path, lines: int = 0, limit_s: float = 120.0) -> int:
    """Wait until a growing file has so many lines, or stops growing for a second; returns its lines."""
    end, size, since = time.monotonic() + limit_s, -1, time.monotonic()
    while time.monotonic() < end:
        now = path.stat().st_size if path.exists() else 0
        if now != size:
            size, since = now, time.monotonic()
        if size > 0 and time.monotonic() - since > 1.0:
            break
        time.sleep(0.05)
    count = path.read_bytes().count(b"\n") if path.exists() else 0
    if count < lines:
        raise SystemExit(f"{path}: {count} of {lines} lines after {limit_s:g} s")
    return count


@contextmanager
def flood(targets: int, messages: int, updates: int, rate: float = 0) -> Iterator[tuple[list[str], Iterator[bytes]]]:
    """A pushing server: its ports, and its word for every stream that it served."""
    command = [sys.executable, "-m", "tests.bench.flood", *(str(item) for item in (targets, messages, updates))]
    with subprocess.Popen([*command, f"{rate:g}"], stdin=-1, stdout=-1) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().decode().split(), iter(server.stdout)
        finally:
            server.terminate()


def reader(kind: str, targets: int, messages: int, updates: int, rate: float = 0) -> float:
    """Microseconds of processor time per update of one of `tests.bench.readers`, the better of two runs."""
    best = 1e9
    for _ in range(2):
        with flood(targets, messages, updates, rate) as (ports, _):
            command = [sys.executable, "-m", "tests.bench.readers", kind, str(messages * updates), *ports]
            told = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=120).stdout)
        best = min(best, told["cpu_s"] * 1e6 / told["updates"])
    return best


def gnmic(targets: int, messages: int, updates: int, folder: Path, rate: float = 0) -> float:
    """The same of gnmic, flat to a file."""
    best = 1e9
    for turn in range(2):
        with flood(targets, messages, updates, rate) as (ports, served):
            out = folder / f"gnmic-{targets}-{updates}-{turn}.txt"
            addresses = [part for port in ports for part in ("-a", f"127.0.0.1:{port}")]
            command = ["gnmic", *addresses, "--insecure", "-e", "json_ietf", "--format", "flat", "subscribe"]
            command += ["--path", "/network-instances", "--stream-mode", "on-change"]
            with out.open("wb") as file:
                process = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
                for _ in range(targets):
                    next(served)
                settled(out, targets * messages * updates)
                best = min(best, spent(process) * 1e6 / (targets * messages * updates))
            out.unlink()
    return best


def rsyslog(data: bytes, folder: Path) -> float:
    """Lines per processor second of rsyslog, from one file to another."""
    source, target, config = folder / "in.log", folder / "out.log", folder / "rsyslog.conf"
    source.write_bytes(data)
    config.write_text(
        f'global(workDirectory="{folder}" maxMessageSize="64k")\n'
        'module(load="imfile" mode="inotify")\n'
        'template(name="line" type="string" string="%msg%\\n")\n'
        f'ruleset(name="copy") {{ action(type="omfile" file="{target}" template="line") }}\n'
        f'input(type="imfile" file="{source}" tag="bench" ruleset="copy")\n'
    )
    count = data.count(b"\n")
    process = subprocess.Popen(
        ["rsyslogd", "-n", "-f", str(config), "-i", str(folder / "rsyslog.pid")], stderr=subprocess.DEVNULL
    )
    settled(target, count)
    return count / spent(process)
