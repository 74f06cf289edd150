"""The syslog door on real sockets."""

import socket
import threading

from hypothesis import given
from hypothesis import strategies as st

from collectors.observations import BgpState
from collectors.sources.syslog import SyslogOptions, SyslogServer, frames
from tests.collectors.sources.test_logtail import Box

LINE = (
    b"<166>1 2026-11-22T10:00:01.5+00:00 r1 bgpd 83 - -  "
    b"%ADJCHANGE: neighbor 10.0.0.2(r2) in vrf default Down Interface down"
)


def test_both_transports_and_both_framings_reach_the_mappings() -> None:
    """UDP, TCP by newline, TCP by octet count: three losses of the node that the host name means."""
    box = Box()
    server = SyslogServer(SyslogOptions(port=0, nodes={"r1": "leaf1"}), lambda: 5)
    thread = threading.Thread(target=server.run, args=(box,))
    thread.start()
    assert server.bound.wait(10)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.sendto(LINE, ("127.0.0.1", server.port))
    box.wait(1)
    with socket.create_connection(("127.0.0.1", server.port)) as tcp:
        tcp.sendall(LINE + b"\n" + str(len(LINE)).encode() + b" " + LINE)
    box.wait(3)
    server.stop()
    thread.join(10)
    losses = [item for item in box.items if isinstance(item, BgpState)]
    assert [(loss.node, loss.source, loss.reason, loss.received_ns) for loss in losses] == [
        ("leaf1", "syslog", "Interface down", 5)
    ] * 3


@given(st.lists(st.binary(min_size=1, max_size=40).filter(lambda b: b"\n" not in b and not b[:1].isdigit())), st.data())
def test_frames_come_out_as_they_went_in(messages: list[bytes], data: st.DataObject) -> None:
    """However a stream is cut, and however each message is framed."""
    stream = b"".join(str(len(m)).encode() + b" " + m if data.draw(st.booleans()) else m + b"\n" for m in messages)
    rest, found = bytearray(), []
    while stream:
        cut = data.draw(st.integers(1, len(stream)))
        rest.extend(stream[:cut])
        stream = stream[cut:]
        found += frames(rest)
    assert messages == found + frames(rest, closed=True)
