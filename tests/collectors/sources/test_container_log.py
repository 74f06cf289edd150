"""Logs that no file of the host holds: what a container prints, and a tail and a shell inside it."""

import time
from contextlib import closing
from pathlib import Path

import pytest

from clab.docker_engine import DockerEngine, EngineError
from collectors.observations import BgpState, Poll
from collectors.sources.container_log import ContainerLogOptions, OutputLog, TailInside
from collectors.sources.vty import VtyOptions, VtyPoller
from collectors.sources.vtysh_in_container import InsideAsker
from tests.clab.engine import FakeEngine, served
from tests.collectors.sources.test_runtime import Box, running

DOWN = (
    b"2026/11/22 22:17:55.876928 BGP: [PXVXG-TFNNT] %ADJCHANGE: neighbor 10.0.0.2(n2) in vrf default Down "
    b"Interface down\n"
)
SUMMARY = '{"ipv4Unicast": {"peers": {"10.0.0.2": {"state": "Established", "pfxRcd": 3, "remoteAs": 65002}}}}'


def program(folder: Path, name: str, text: str) -> None:
    """A program of the container."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


def test_what_a_container_prints_is_its_log_even_cut_in_two(tmp_path: Path) -> None:
    """Lines are put together from blocks, and the bytes are recorded under the container's name."""
    fake, box, tapped = FakeEngine(), Box(), []
    fake.add("one", "r1")
    fake.output["clab-one-r1"] = [DOWN[:40], DOWN[40:]]

    def tap(node: str, path: str, data: bytes, received_ns: int) -> None:
        tapped.append((node, path, data))

    with served(fake, tmp_path / "api.sock") as url, closing(DockerEngine(url)) as engine:
        log = OutputLog(ContainerLogOptions("r1", "clab-one-r1", from_ns=1), engine, lambda: 7, tap)
        with pytest.raises(EngineError, match="the output of 'clab-one-r1' ended"):
            log.run(box)
    (seen,) = [item for item in box.items if isinstance(item, BgpState)]
    assert ("r1", "10.0.0.2", "down", 7) == (seen.node, seen.neighbor, seen.state, seen.received_ns)
    assert [("r1", "clab-one-r1:output.log", DOWN)] == [(*tapped[0][:2], b"".join(each[2] for each in tapped))]


def test_a_tail_inside_is_one_command_and_ends_with_us(tmp_path: Path) -> None:
    """What is written after it began is read; one command was run in the container, however much came."""
    fake, box = FakeEngine(), Box()
    path = tmp_path / "frr.log"
    path.write_bytes(b"2026/11/22 22:00:00 BGP: old\n")
    with served(fake, tmp_path / "api.sock") as url, closing(DockerEngine(url)) as engine:
        tail = TailInside(ContainerLogOptions("r1", "clab-one-r1", (str(path),)), engine, time.time_ns)
        with running(tail, box) as raised:
            for _ in range(100):
                with path.open("ab") as file:
                    file.write(DOWN)
                if any(isinstance(item, BgpState) for item in box.items):
                    break
                box.wait_a_moment()
            box.wait(lambda items: any(isinstance(each, BgpState) for each in items))
        assert ([], 1) == (raised, fake.asked.count("containers/clab-one-r1/exec"))


def test_a_router_that_names_no_log_ends_the_tail_with_a_word(tmp_path: Path) -> None:
    """FRR without a log file: the tail has nothing to follow."""
    fake = FakeEngine(tmp_path / "bin")
    program(tmp_path / "bin", "vtysh", "echo 'File logging: disabled'")
    with served(fake, tmp_path / "api.sock") as url, closing(DockerEngine(url)) as engine:
        tail = TailInside(ContainerLogOptions("r1", "clab-one-r1"), engine, time.time_ns)
        with pytest.raises(EngineError, match="is there sh and tail, and a log file"):
            tail.run(Box())


def test_many_polls_inside_are_one_command(tmp_path: Path) -> None:
    """The shell is begun once and asked again and again, so the lab's own event stream stays quiet."""
    fake = FakeEngine(tmp_path / "bin")
    program(tmp_path / "bin", "vtysh", f"echo '{SUMMARY}'")
    with served(fake, tmp_path / "api.sock") as url, closing(DockerEngine(url)) as engine:
        poller = VtyPoller(VtyOptions("r1", ""), time.time_ns, None, asker := InsideAsker("clab-one-r1", engine))
        polls = [poller.poll("bgp-summary") for _ in range(3)]
        asker.close()
    states = [item.state for seen in polls for item in seen if isinstance(item, BgpState)]
    assert (["established"] * 3, 1) == (states, fake.asked.count("containers/clab-one-r1/exec"))


def test_a_vtysh_that_fails_is_an_unanswered_poll(tmp_path: Path) -> None:
    """Its own words are the error; the next poll is tried all the same."""
    fake = FakeEngine(tmp_path / "bin")
    program(tmp_path / "bin", "vtysh", "echo 'failed to connect to any daemons'; exit 1")
    with served(fake, tmp_path / "api.sock") as url, closing(DockerEngine(url)) as engine:
        asker = InsideAsker("clab-one-r1", engine)
        (poll,) = VtyPoller(VtyOptions("r1", ""), time.time_ns, None, asker).poll("bgp-summary")
        asker.close()
    assert isinstance(poll, Poll)
    assert (False, True) == (poll.ok, "failed to connect to any daemons" in poll.error)
