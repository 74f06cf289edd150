"""The gNMI collector against a target over real gRPC, well-behaved and as real servers misbehave."""

import datetime as dt
import hashlib
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from clab.demo.story import neighbor
from clab.demo.target import Faults, Target
from clab.units import SECOND_NS
from collectors.gnmi.updates import Message, decode_json
from collectors.observations import BgpState, Gap, InitialSync, Observation
from collectors.registry import gnmi_mappings
from collectors.sources.gnmi import GnmiCollector, GnmiOptions, RetryPolicy, StreamLost
from collectors.sources.gnmi_channel import ChannelError, TlsOptions, open_channel
from collectors.sources.gnmi_requests import Way, subscribe_request
from collectors.sources.gnmi_stream import Decoder, channel_options, open_call, open_reader_works, public_call

HASTE = RetryPolicy(sync_s=1.0, empty_s=0.3, again_s=0.5, quiet_s=2.0, heard_s=0.1, tick_s=0.05)
STATE = (*neighbor("10.0.0.2"), ("session-state", ()))


class Box:
    """An outbox to wait on."""

    def __init__(self) -> None:
        self.items: list[Observation] = []
        self.moved = threading.Condition()

    def put(self, observations: Any, mark: object = None) -> None:
        """Keep what was seen."""
        with self.moved:
            self.items += observations
            self.moved.notify_all()

    def wait(self, what: Callable[["Box"], bool], limit_s: float = 60) -> None:
        """Wait until something holds."""
        with self.moved:
            assert self.moved.wait_for(lambda: what(self), timeout=limit_s), self.items

    def of(self, kind: type) -> list[Any]:
        """The observations of a kind."""
        return [item for item in self.items if isinstance(item, kind)]

    def states(self) -> list[tuple[str, str]]:
        """Kind and state of every BGP state."""
        return [(item.kind, item.state) for item in self.of(BgpState)]


@contextmanager
def collecting(
    target: Target, box: Box, patience: RetryPolicy = HASTE, **more: Any
) -> Iterator[tuple[GnmiCollector, threading.Thread, list[str]]]:
    """A collector that runs on a target until the block ends; what it raised is in the list."""
    options = GnmiOptions("r1", "nokia_srlinux", "127.0.0.1", target.port, **more)
    collector = GnmiCollector(options, lambda: 1_800_000_000 * SECOND_NS, patience=patience)
    raised: list[str] = []

    def run() -> None:
        try:
            collector.run(box)
        except StreamLost as error:
            raised.append(str(error))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield collector, thread, raised
    finally:
        collector.stop()
        thread.join(10)
        assert not thread.is_alive()


def filled(**more: Any) -> Target:
    """A target with one established neighbor."""
    target = Target("r1", **more)
    target.tree.set(STATE, "established", 5 * SECOND_NS)
    return target


def test_first_values_are_levels_and_changes_are_edges() -> None:
    """What is there at the sync did not happen now; what changes after it did."""
    box = Box()
    with filled() as target, collecting(target, box):
        box.wait(lambda box: bool(box.of(InitialSync)))
        target.tree.set(STATE, "idle", 7 * SECOND_NS)
        target.tree.set(STATE, "active", 8 * SECOND_NS)
        target.tree.set(STATE, "established", 9 * SECOND_NS)
        box.wait(lambda box: len(box.states()) == 3)
    assert box.states() == [("level", "established"), ("edge", "idle"), ("edge", "established")]
    assert [item.seen_ns for item in box.of(BgpState)] == [5 * SECOND_NS, 7 * SECOND_NS, 9 * SECOND_NS]


def test_a_deleted_neighbor_is_a_loss() -> None:
    """A delete of the list entry reaches a subscriber of its leaf."""
    box = Box()
    with filled() as target, collecting(target, box):
        box.wait(lambda box: bool(box.of(InitialSync)))
        target.tree.delete(neighbor("10.0.0.2"), 7 * SECOND_NS)
        box.wait(lambda box: len(box.states()) == 2)
    assert (box.of(BgpState)[1].state, box.of(BgpState)[1].reason) == ("down", "neighbor deleted")


def test_a_reconnect_is_a_gap_and_no_storm() -> None:
    """The same state told again after a lost stream is silent; a different one is a level."""
    box = Box()
    with filled(faults=Faults(die_after=1)) as target:
        other = (*neighbor("10.0.0.3"), ("session-state", ()))
        target.tree.set(other, "established", 5 * SECOND_NS)
        with collecting(target, box) as (collector, thread, raised):
            box.wait(lambda box: bool(box.of(InitialSync)))
            target.tree.set(STATE, "established", 6 * SECOND_NS)
            thread.join(10)
            assert ["UNAVAILABLE" in item for item in raised] == [True]
            target.tree.set(other, "idle", 7 * SECOND_NS)
            again = threading.Thread(target=collector.run, args=(box,))
            again.start()
            box.wait(lambda box: len(box.of(InitialSync)) == 2)
            collector.stop()
            again.join(10)
    assert box.states() == [("level", "established"), ("level", "established"), ("level", "idle")]
    assert len(box.of(Gap)) == 2


@pytest.mark.parametrize(
    "faults",
    [
        Faults(no_capabilities=True),
        Faults(no_encodings=True),
        Faults(double_initial=True),
        Faults(double_sync=True),
        Faults(no_sync=True),
        Faults(late_values_s=0.1),
        Faults(old_timestamps_ns=277 * SECOND_NS),
        Faults(answer_in_strings=True),
        Faults(end_on_half_close=True),
        Faults(require_origin="openconfig"),
        Faults(require_origin="openconfig", in_prefix_only=True, silent_without_origin=True, no_sync=True),
        Faults(require_target=True),
        Faults(require_target=True, require_origin="openconfig"),
        Faults(refuse_paths=("peer-group", "adjacency")),
        Faults(refuse_on_change=True),
        Faults(only_json=True, no_encodings=True),
    ],
    ids=lambda faults: ", ".join(k for k, v in vars(faults).items() if v),
)
def test_traps_of_real_servers_change_nothing(faults: Faults) -> None:
    """One established session, whatever the server's habits."""
    box = Box()
    with filled(faults=faults) as target, collecting(target, box) as (_, _, raised):
        box.wait(lambda box: bool(box.of(InitialSync)))
    assert (box.states(), raised) == ([("level", "established")], [])


def test_synced_and_empty_is_a_finding_with_advice() -> None:
    """A target that needs another origin answers an empty sync; it is asked in another way, and the gap has an end."""
    box = Box()
    with filled(faults=Faults(require_origin="openconfig")) as target, collecting(target, box):
        box.wait(lambda box: bool(box.states()))
    assert "trying again with origin 'openconfig'" in box.of(Gap)[0].reason
    assert [item.to_ns is None for item in box.of(Gap)] == [True, False]
    assert box.states() == [("level", "established")]


def test_a_target_without_bgp_is_told_once_and_asked_on() -> None:
    """Nothing to see is no failure, and what appears later is seen."""
    box = Box()
    with Target("r1") as target, collecting(target, box) as (_, thread, _):
        box.wait(lambda box: bool(box.of(Gap)))
        thread.join(3)
        assert (len(box.of(Gap)), thread.is_alive()) == (1, True)
        target.tree.set(STATE, "established", 5 * SECOND_NS)
        box.wait(lambda box: bool(box.states()))


def test_a_refused_path_is_left_out_and_named() -> None:
    """Each refused path is a finding with the target's words; the others are read."""
    box = Box()
    with filled(faults=Faults(refuse_paths=("peer-group",))) as target, collecting(target, box):
        box.wait(lambda box: bool(box.states()))
    (gap,) = box.of(Gap)
    assert "peer-group is refused (INVALID_ARGUMENT: no path ends with peer-group)" in gap.reason


def test_when_every_path_is_refused_the_refusal_is_what_people_read() -> None:
    """Nothing is left to ask: the stream is lost with the target's own words."""
    box = Box()
    every = ("session-state", "last-established", "established-transitions", "peer-as", "peer-group", "local-address")
    every += ("negotiated-hold-time", "sent-messages", "received-messages", "afi-safi", "oper-state", "state", "peer")
    every += ("oper-down-reason", "adjacency")
    with filled(faults=Faults(refuse_paths=every)) as target, collecting(target, box) as (_, thread, raised):
        thread.join(10)
    assert "INVALID_ARGUMENT: no path ends with session-state" in raised[0]


def test_silence_after_regular_samples_is_a_lost_stream() -> None:
    """A target that told the same every tenth of a second and stops is not a quiet one."""
    box, halt = Box(), threading.Event()
    with filled() as target, collecting(target, box) as (_, thread, raised):
        box.wait(lambda box: bool(box.of(InitialSync)))

        def repeat() -> None:
            while not halt.wait(0.15):
                target.tree.set(STATE, "established", 5 * SECOND_NS)

        telling = threading.Thread(target=repeat)
        telling.start()
        thread.join(1.5)
        halt.set()
        telling.join()
        assert thread.is_alive()
        thread.join(10)
    assert "regular samples, then nothing" in raised[0]
    assert [item.reason for item in box.of(Gap)] == ["stream lost: regular samples, then nothing for 2 s"]


def test_a_frozen_target_is_noticed() -> None:
    """The process stops, its kernel still acknowledges: only the keepalive tells."""
    code = (
        "import sys\nfrom clab.demo.target import Target\nfrom clab.demo.story import neighbor\n"
        "with Target('r1') as t:\n"
        "    t.tree.set((*neighbor('10.0.0.2'), ('session-state', ())), 'established', 5)\n"
        "    print(t.port, flush=True)\n    sys.stdin.read()\n"
    )
    box = Box()
    with subprocess.Popen([sys.executable, "-c", code], stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout is not None
        try:
            target = Target("r1", port=int(process.stdout.readline()))
            with collecting(target, box, ping_ms=1000) as (_, thread, raised):
                box.wait(lambda box: bool(box.of(InitialSync)))
                process.send_signal(signal.SIGSTOP)
                thread.join(30)
                assert not thread.is_alive()
        finally:
            process.kill()
    assert "UNAVAILABLE" in raised[0]


def test_large_messages_pass_and_too_large_ones_are_named() -> None:
    """60 MiB is read; above the limit of 64 MiB the stream ends with the reason."""
    box = Box()
    with filled(faults=Faults(padding=60 << 20)) as target, collecting(target, box, RetryPolicy()):
        box.wait(lambda box: bool(box.of(InitialSync)), 240)
    assert box.states() == [("level", "established")]
    box = Box()
    with (
        filled(faults=Faults(padding=65 << 20)) as target,
        collecting(target, box, RetryPolicy()) as (_, thread, raised),
    ):
        thread.join(240)
    assert "RESOURCE_EXHAUSTED" in raised[0]


def test_the_fast_call_works_here_and_the_public_one_reads_the_same() -> None:
    """The private call passes its self-test with the pinned grpcio; a channel without it gives the same bytes."""
    import grpc

    assert open_reader_works()
    request, done = subscribe_request(gnmi_mappings()["nokia_srlinux"].subscriptions, Way()), threading.Event()
    with filled(faults=Faults(end_on_half_close=True)) as target:
        got = []
        for fast in (True, False):
            options = channel_options() if fast else []
            with grpc.insecure_channel(f"127.0.0.1:{target.port}", options=options) as channel:
                call = open_call(channel, request, None) if fast else public_call(channel, request, None, done)
                got.append([next(call) for _ in range(2)])
                call.cancel()
        done.set()
    assert got[0] == got[1]


def test_garbage_is_counted_and_not_believed() -> None:
    """A value that is no JSON is odd; the stream goes on."""
    box = Box()
    with filled(faults=Faults(garbage=True)) as target, collecting(target, box) as (collector, _, _):
        thread_odd = lambda box: collector.odd > 0  # noqa: E731 - a condition to wait for
        target.tree.set(STATE, "idle", 6 * SECOND_NS)
        box.wait(lambda box: thread_odd(box) or bool(box.items))
    assert box.states() == []


def test_a_wrong_password_is_said_as_what_it_is() -> None:
    """The server's own word reaches the person."""
    box = Box()
    with (
        filled(password="right") as target,
        collecting(target, box, username="u", password="wrong") as (_, thread, raised),
    ):
        thread.join(10)
    assert "UNAUTHENTICATED" in raised[0]


def test_nobody_listening_is_said_at_once() -> None:
    """Refused is refused, with what to look at."""
    with filled() as target:
        port = target.port
    with pytest.raises(ChannelError, match="is the node up"):
        open_channel("127.0.0.1", port, TlsOptions())


def certificate(name: str, folder: Path) -> tuple[Any, Path, str]:
    """A self-signed certificate for a name: the server's credentials, its file, its fingerprint."""
    import grpc

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / f"{name}.pem"
    path.write_bytes(pem)
    (folder / f"{name}.key").write_bytes(secret)
    fingerprint = hashlib.sha256(made.public_bytes(serialization.Encoding.DER)).hexdigest()
    return grpc.ssl_server_credentials([(secret, pem)]), path, fingerprint


def test_tls_accepts_what_it_should_and_nothing_else(tmp_path: Path) -> None:
    """Verified by CA and name, pinned, or not checked at all: and an impostor is refused by the first two."""
    credentials, ca, fingerprint = certificate("leaf1", tmp_path)
    _, other_ca, other = certificate("leaf2", tmp_path)
    good = [
        TlsOptions("verify", ca=str(ca), server_name="leaf1"),
        TlsOptions("pin", sha256=fingerprint),
        TlsOptions("skip_verify"),
    ]
    with filled(credentials=credentials) as target:
        for tls in good:
            box = Box()
            with collecting(target, box, tls=tls):
                box.wait(lambda box: bool(box.of(InitialSync)))
        box = Box()
        wrong = TlsOptions("verify", ca=str(other_ca), server_name="leaf1")
        with collecting(target, box, tls=wrong) as (_, thread, raised):
            thread.join(15)
        assert "UNAVAILABLE" in raised[0]
        with pytest.raises(ChannelError, match="not the pinned one"):
            open_channel("127.0.0.1", target.port, TlsOptions("pin", sha256=other))


def test_mutual_tls_needs_the_client_s_certificate(tmp_path: Path) -> None:
    """With it the stream is read; without it the handshake fails and says so."""
    import grpc

    _, ca, _ = certificate("leaf1", tmp_path)
    pair = ((tmp_path / "leaf1.key").read_bytes(), ca.read_bytes())
    credentials = grpc.ssl_server_credentials([pair], root_certificates=pair[1], require_client_auth=True)
    files = {"ca": str(ca), "server_name": "leaf1"}
    with filled(credentials=credentials) as target:
        box = Box()
        mutual = TlsOptions("mtls", cert=str(ca), key=str(tmp_path / "leaf1.key"), **files)  # type: ignore[arg-type]
        with collecting(target, box, tls=mutual):
            box.wait(lambda box: bool(box.of(InitialSync)))
        with collecting(target, Box(), tls=TlsOptions("verify", **files)) as (_, thread, raised):  # type: ignore[arg-type]
            thread.join(15)
        assert "UNAVAILABLE" in raised[0]


def test_bytes_and_protobuf_json_say_the_same() -> None:
    """A recorded stream is the stream."""
    from google.protobuf.json_format import MessageToDict
    from pygnmi.spec.v080 import gnmi_pb2 as pb

    path = pb.Path(elem=[pb.PathElem(name="m:a", key={"k": "fd00::1"}), pb.PathElem(name="b")], origin="o")
    values = [
        pb.TypedValue(json_ietf_val=b'{"x:c":[{"name":"n","v":"1"}],"d":true}'),
        pb.TypedValue(string_val="up"),
        pb.TypedValue(uint_val=7),
        pb.TypedValue(leaflist_val=pb.ScalarArray(element=[pb.TypedValue(string_val="e")])),
    ]
    decode = Decoder()
    for value in values:
        update = pb.Notification(timestamp=9, update=[pb.Update(path=path, val=value)], delete=[path])
        response = pb.SubscribeResponse(update=update)
        for _ in range(2):
            assert decode(response.SerializeToString()) == decode_json(MessageToDict(response))
    assert Message((), synced=True) == decode_json(MessageToDict(pb.SubscribeResponse(sync_response=True)))


def test_only_what_its_path_told_before_is_left_out() -> None:
    """A value told again is counted; after a delete, a subtree or a new stream it is told once more."""
    from pygnmi.spec.v080 import gnmi_pb2 as pb

    path = pb.Path(elem=[pb.PathElem(name="a"), pb.PathElem(name="b")])
    leaf = pb.Update(path=path, val=pb.TypedValue(json_ietf_val=b'"up"'))
    tree = pb.Update(path=pb.Path(elem=[pb.PathElem(name="a")]), val=pb.TypedValue(json_ietf_val=b'{"b":"down"}'))

    def raw(*updates: Any, delete: Any = ()) -> bytes:
        told = pb.Notification(timestamp=9, update=updates, delete=delete)
        return bytes(pb.SubscribeResponse(update=told).SerializeToString())

    decode = Decoder(news_only=True)
    found = [decode(raw(leaf)), decode(raw(leaf)), decode(raw(tree)), decode(raw(leaf)), decode(raw(leaf))]
    assert [(len(item.leaves), item.again) for item in found] == [(1, 0), (0, 1), (1, 0), (1, 0), (0, 1)]
    found = [decode(raw(delete=[path])), decode(raw(leaf)), decode(raw(leaf))]
    assert [(len(each.leaves), each.again) for each in found] == [(1, 0), (1, 0), (0, 1)]
    decode.forget()
    assert decode(raw(leaf)).again == 0


def test_one_path_in_two_spellings_is_one_path() -> None:
    """The keys of a list entry come in any order: a change told in the other order is a change."""
    from pygnmi.spec.v080 import gnmi_pb2 as pb

    one, two = (b"\x0a\x01" + key + b"\x12\x01v" for key in (b"a", b"b"))
    value = pb.TypedValue(json_ietf_val=b'"up"').SerializeToString()
    down = pb.TypedValue(json_ietf_val=b'"down"').SerializeToString()

    def framed(tag: bytes, data: bytes) -> bytes:
        return tag + bytes([len(data)]) + data

    def raw(keys: list[bytes], value: bytes) -> bytes:
        elem = framed(b"\x0a", b"e") + b"".join(framed(b"\x12", key) for key in keys)
        update = framed(b"\x0a", framed(b"\x1a", elem)) + framed(b"\x1a", value)
        return framed(b"\x0a", framed(b"\x22", update))

    decode = Decoder(news_only=True)
    found = [decode(raw([one, two], value)), decode(raw([two, one], down)), decode(raw([one, two], value))]
    assert [item.leaves[0].value for item in found] == ["up", "down", "up"]
    assert {each.leaves[0].elems for each in found} == {(("e", (("a", "v"), ("b", "v"))),)}
