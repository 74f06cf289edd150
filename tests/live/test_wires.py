"""Links made anew between two network namespaces are what they were."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from clab.actions import ActError, WireEnd
from clab.netns_links import make_link, no_way, on_host

pytestmark = pytest.mark.live
A = WireEnd("r1", "eth1", "aa:c1:ab:00:00:01", 9500, ("clab-o-1",), ("10.0.0.1/30", "fd00::1/64"))
B = WireEnd("r2", "eth7", "aa:c1:ab:00:00:02", 9500)


@contextmanager
def _namespace() -> Iterator[int]:
    """A process in a network namespace of its own."""
    reason = no_way(os.getpid(), "unshare") or ("" if shutil.which("cat") else "no cat")
    if reason:
        pytest.skip(reason)
    with subprocess.Popen(
        ["unshare", "-n", "sh", "-c", "echo ready; exec cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield process.pid
        process.kill()


def _link(pid: int, name: str) -> dict[str, Any]:
    told = on_host("test", "nsenter", "-t", str(pid), "-n", "ip", "-j", "address", "show", name)
    return dict(json.loads(told)[0])


def test_a_link_is_made_as_it_was_and_only_where_it_is_missing() -> None:
    """Names, MAC addresses, MTU, other names and addresses; a second call changes nothing."""
    with _namespace() as one:
        with _namespace() as other:
            make_link(A, B, (one, other))
            first = _link(one, "eth1")
            make_link(A, B, (one, other))
            assert _link(one, "eth1")["ifindex"] == first["ifindex"]
        with _namespace() as anew:
            make_link(A, B, (one, anew))
            here, there = _link(one, "eth1"), _link(anew, "eth7")
    assert (here["address"], here["mtu"], here["altnames"]) == (A.mac, 9500, ["clab-o-1"])
    assert {f"{item['local']}/{item['prefixlen']}" for item in here["addr_info"]} >= set(A.addresses)
    assert (there["address"], there["mtu"]) == (B.mac, 9500)
    assert {"UP", "LOWER_UP"} <= set(here["flags"]) & set(there["flags"])


def test_what_cannot_be_made_is_said() -> None:
    """Where it was tried, by which command, and what happened."""
    with _namespace() as one, pytest.raises(ActError, match=r"r1:eth1 -- r2:eth7: .*"):
        make_link(A, B, (one, 2**22 - 1))
