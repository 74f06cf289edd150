"""gnmic, a client that people use, against the demo target: what the target says must be what the standard asks."""

import json
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from clab.demo.story import neighbor
from clab.demo.target import Target
from clab.units import SECOND_NS
from tests.collectors.sources.test_gnmi import STATE, certificate

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(not shutil.which("gnmic"), reason="gnmic is not on PATH (gnmic.openconfig.net)"),
]
PEER_AS = (*neighbor("10.0.0.2"), ("peer-as", ()))
WILD = "/network-instance[name=*]/protocols/bgp/neighbor[peer-address=*]/session-state"


@pytest.fixture
def target() -> Iterator[Target]:
    """A target with one neighbor of two leaves."""
    with Target("r1") as served:
        served.tree.set(STATE, "established", 5 * SECOND_NS)
        served.tree.set(PEER_AS, 65002, 5 * SECOND_NS)
        yield served


def gnmic(target: Target, *words: str, tls: tuple[str, ...] = ("--insecure",)) -> subprocess.CompletedProcess[str]:
    """One gnmic command to its end."""
    command = ["gnmic", "-a", f"127.0.0.1:{target.port}", "--timeout", "5s", *tls, *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def objects(text: str) -> list[Any]:
    """gnmic writes one JSON object after another."""
    found, decoder = [], json.JSONDecoder()
    while text := text.strip():
        each, end = decoder.raw_decode(text)
        found.append(each)
        text = text[end:]
    return found


def stream(target: Target, seconds: float, *words: str, meanwhile: Callable[[], None] = lambda: None) -> list[Any]:
    """What a STREAM subscription tells in some seconds; gnmic never ends by itself."""
    command = ["gnmic", "-a", f"127.0.0.1:{target.port}", "--insecure", "-e", "json_ietf", "subscribe", *words]
    with subprocess.Popen(command, stdout=-1, stderr=-1, text=True) as process:
        threading.Timer(1.0, meanwhile).start()
        time.sleep(seconds)
        process.kill()
        out, _ = process.communicate(timeout=20)
    return objects(out)


def values(told: list[Any]) -> list[Any]:
    """The values in what a stream told, in order."""
    return [value for item in told for update in item.get("updates", []) for value in update["values"].values()]


def test_capabilities_and_get(target: Target) -> None:
    """Encodings are named; two paths give two notifications; what is not there is an error of its own."""
    assert "JSON_IETF" in gnmic(target, "capabilities").stdout
    xpath = "/network-instance[name=default]/protocols/bgp/neighbor[peer-address=10.0.0.2]"
    both = gnmic(target, "-e", "json_ietf", "get", "--path", f"{xpath}/session-state", "--path", f"{xpath}/peer-as")
    assert [len(item["updates"]) for found in objects(both.stdout) for item in found] == [1, 1], both.stderr
    joined = gnmic(target, "-e", "json_ietf", "get", "--prefix", xpath, "--path", "session-state")
    assert values(objects(joined.stdout)[0]) == ["established"]
    for words, said in (
        (("-e", "bytes", "get", "--path", xpath), "Unimplemented"),
        (("-e", "json_ietf", "get", "--path", "/no/such"), "InvalidArgument"),
        (("-e", "json_ietf", "get", "--path", xpath.replace(".2", ".9")), "NotFound"),
        (("set", "--update-path", xpath, "--update-value", "1"), "Unimplemented"),
    ):
        refused = gnmic(target, *words)
        assert (refused.returncode, said in refused.stderr) == (1, True), (words, refused.stderr)


def test_once_ends_with_one_sync_and_echoes_the_target(target: Target) -> None:
    """Values, then exactly one sync; with updates-only the sync alone."""
    once = ("-e", "json_ietf", "subscribe", "--mode", "once", "--path", WILD, "--target", "r1")
    told = objects(gnmic(target, *once).stdout)
    assert (values(told), [item.get("sync-response") for item in told]) == (["established"], [None, True])
    assert told[0]["target"] == "r1"
    told = objects(gnmic(target, *once, "--updates-only").stdout)
    assert told == [{"sync-response": True}]


MODES: tuple[tuple[tuple[str, ...], set[int]], ...] = (
    (("--stream-mode", "on-change"), {2}),
    (("--stream-mode", "target-defined"), {2}),
    (("--stream-mode", "on-change", "--heartbeat-interval", "1s"), {5, 6, 7, 8}),
    (("--stream-mode", "sample", "--sample-interval", "1s"), {5, 6, 7}),
    (("--stream-mode", "sample", "--sample-interval", "1s", "--suppress-redundant"), {2}),
)


@pytest.fixture(scope="module")
def streams() -> list[list[Any]]:
    """What each mode tells in six seconds of a target of its own, all at once."""
    with ThreadPoolExecutor(len(MODES)) as pool:
        return list(pool.map(streamed, [words for words, _ in MODES]))


def streamed(words: tuple[str, ...]) -> list[Any]:
    """The values of one mode: the first, and a change after a second."""
    with Target("r1") as served:
        served.tree.set(STATE, "established", 5 * SECOND_NS)
        change = partial(served.tree.set, STATE, "idle", 6 * SECOND_NS)
        return values(stream(served, 6, "--path", WILD, *words, meanwhile=change))


@pytest.mark.parametrize("mode", range(len(MODES)), ids=[" ".join(words[1:]) for words, _ in MODES])
def test_stream_modes(streams: list[list[Any]], mode: int) -> None:
    """The first value, one change after a second, and what the mode repeats in six seconds."""
    told = streams[mode]
    assert len(told) in MODES[mode][1]
    assert (told[0], told[-1]) == ("established", "idle")


def test_wrong_credentials_and_certificates_are_refused(tmp_path: Path) -> None:
    """The right password and CA are let in, nothing else is."""
    credentials, ca, _ = certificate("leaf1", tmp_path)
    _, other, _ = certificate("leaf2", tmp_path)
    with Target("r1", password="right", credentials=credentials) as served:
        served.tree.set(STATE, "established", 5 * SECOND_NS)
        ask = ("-e", "json_ietf", "get", "--path", WILD, "-u", "u", "-p")
        good = ("--tls-ca", str(ca), "--tls-server-name", "leaf1")
        assert gnmic(served, *ask, "right", tls=good).returncode == 0
        assert "Unauthenticated" in gnmic(served, *ask, "wrong", tls=good).stderr
        for bad in ((*good[:2], "--tls-server-name", "leaf9"), ("--tls-ca", str(other), *good[2:]), ("--insecure",)):
            assert gnmic(served, *ask, "right", tls=bad).returncode == 1, bad
