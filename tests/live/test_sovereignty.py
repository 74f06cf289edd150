"""The whole agent without a way out, and with one that it does not take: namespaces, and a packet capture."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.live
ROOT = Path(__file__).parents[2]
INSIDE, OUTSIDE = "10.99.7.1", "10.99.7.2"
TEMPTING = {
    "HTTP_PROXY": f"http://{OUTSIDE}:3128",
    "HTTPS_PROXY": f"http://{OUTSIDE}:3128",
    "ALL_PROXY": f"http://{OUTSIDE}:3128",
    "OLLAMA_HOST": f"http://{OUTSIDE}:11434",
    "OLLAMA_API_KEY": "a-secret",
    "HF_ENDPOINT": f"http://{OUTSIDE}",
}


def _lacking(*programs: str) -> str:
    if os.geteuid() != 0:
        return "it makes network namespaces: run it as root"
    missing = [program for program in programs if not shutil.which(program)]
    return f"not on PATH: {', '.join(missing)}" if missing else ""


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=30)


@contextmanager
def _namespace(name: str) -> Iterator[str]:
    """A network namespace with loopback only."""
    name = f"{name}{os.getpid()}"
    _run("ip", "netns", "add", name)
    try:
        _run("ip", "-n", name, "link", "set", "lo", "up")
        yield name
    finally:
        _run("ip", "netns", "del", name)


def _whole_agent(namespace: str, folder: Path, **more: str) -> set[str]:
    """Run everything inside; returns what it says it did."""
    environment = {**os.environ, **more, "PYTHONPATH": str(ROOT), "HOME": str(folder)}
    command = ["ip", "netns", "exec", namespace, sys.executable, "-m", "tests.live.whole_agent", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Future[tuple[Path, set[str]]]"]:
    """A run with loopback only, which goes on beside the other one."""
    folder = tmp_path_factory.mktemp("alone")

    def run() -> tuple[Path, set[str]]:
        with _namespace("lkalone") as namespace:
            return folder, _whole_agent(namespace, folder)

    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(run)


@pytest.mark.skipif(bool(_lacking("ip")), reason=_lacking("ip") or "-")
def test_the_whole_agent_runs_with_loopback_only(alone: "Future[tuple[Path, set[str]]]") -> None:
    """Detection, reports, commands and words need nothing that is not on this machine."""
    folder, did = alone.result(300)
    assert {"models", "doctor", "ollama", "demo"} <= did
    assert list((folder / "out").rglob("*.json"))


@contextmanager
def _captured(stack: ExitStack) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A namespace with a way out, and everything that goes that way, a line a packet."""
    inside, outside = (stack.enter_context(_namespace(item)) for item in ("lkin", "lkout"))
    _run("ip", "link", "add", "lk0", "netns", inside, "type", "veth", "peer", "name", "lk1", "netns", outside)
    for name, link, address in ((inside, "lk0", INSIDE), (outside, "lk1", OUTSIDE)):
        _run("ip", "netns", "exec", name, "sysctl", "-qw", f"net.ipv6.conf.{link}.disable_ipv6=1")
        _run("ip", "-n", name, "address", "add", f"{address}/24", "dev", link)
        _run("ip", "-n", name, "link", "set", link, "up")
    _run("ip", "-n", inside, "route", "add", "default", "via", OUTSIDE)
    capture = subprocess.Popen(
        ["ip", "netns", "exec", outside, "tcpdump", "-i", "lk1", "-n", "-l", "--immediate-mode"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert capture.stderr
        assert any("listening on" in line for line in capture.stderr)
        yield inside, capture
    finally:
        capture.terminate()
        capture.communicate(timeout=10)


@pytest.mark.skipif(bool(_lacking("ip", "tcpdump")), reason=_lacking("ip", "tcpdump") or "-")
def test_no_packet_leaves_where_one_could(alone: "Future[tuple[Path, set[str]]]", tmp_path: Path) -> None:
    """With a default route, proxies and an Ollama host that tempt, the first packet seen is the one sent on purpose."""
    with ExitStack() as stack:
        inside, capture = stack.enter_context(_captured(stack))
        did = _whole_agent(inside, tmp_path, **TEMPTING)
        _run(
            *("ip", "netns", "exec", inside, sys.executable, "-c"),
            f"import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'on purpose', ('{OUTSIDE}', 9))",
        )
        assert capture.stdout
        seen = []
        for line in capture.stdout:
            seen.append(line)
            if f"> {OUTSIDE}.9:" in line:
                break
    assert {"models", "doctor", "ollama", "demo"} <= did
    others = [line for line in seen[:-1] if "ARP" not in line]
    assert [] == others
    asked = [line for line in seen[:-1] if "who-has" in line]
    assert 1 == len(asked), "the purposeful packet's own question for the neighbour, and no other"
