"""What a gNMI target is asked, and in which words: real servers differ in origin, target name and encoding.

Sources: the gNMI specification 0.8 sections 2.2.2.1 (origin), 3.3 (Capabilities), 3.5 (Subscribe); habits of servers
as seen on them: no Capabilities at all, an empty sync without the right origin, the origin read in the prefix only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clab.gnmi_path import parse_path
from collectors.collector import GnmiSubscription

ENCODINGS = ("JSON_IETF", "JSON", "PROTO")
ASK_S = 5.0
SAMPLE_S = 10.0


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask: the origin (None: each subscription's own) in the paths or the prefix, the target's name, and
    whether everything is asked for as SAMPLE."""

    origin: str | None = None
    in_prefix: bool = False
    target: str = ""
    sampled: bool = False

    def words(self) -> str:
        """As people read it."""
        if self.origin is None:
            return "the profile's own origin"
        return f"origin {self.origin!r}" + (" in the prefix" if self.in_prefix else "")


@dataclass(frozen=True, slots=True)
class Abilities:
    """What a target's Capabilities say; empty where it does not say."""

    encodings: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


def ways(profile: str, target: str) -> tuple[Way, ...]:
    """The ways to ask, best first."""
    others = [Way("openconfig", target=target), Way("openconfig", in_prefix=True, target=target)]
    last = Way("" if profile == "openconfig" else "srl_nokia", target=target)
    return Way(target=target), *(others[1:] if profile == "openconfig" else others), last


def subscribe_request(
    subscriptions: Iterable[GnmiSubscription], way: Way, encoding: str = "JSON_IETF", *, once: bool = False
) -> bytes:
    """A subscription to these paths, STREAM or ONCE, as bytes for the wire."""
    from pygnmi.spec.v080 import gnmi_pb2 as pb

    wanted = []
    for subscription in subscriptions:
        elems = [pb.PathElem(name=step.name, key=dict(step.keys)) for step in parse_path(subscription.path)[1]]
        origin = "" if way.in_prefix else subscription.origin if way.origin is None else way.origin
        path = pb.Path(elem=elems, origin=origin)
        if once:
            one = pb.Subscription(path=path)
        elif way.sampled or subscription.sample_s is not None:
            interval = int((subscription.sample_s or SAMPLE_S) * 1e9)
            one = pb.Subscription(path=path, mode=pb.SAMPLE, sample_interval=interval)
        else:
            heartbeat = int((subscription.heartbeat_s or 0) * 1e9)
            one = pb.Subscription(path=path, mode=pb.ON_CHANGE, heartbeat_interval=heartbeat)
        wanted.append(one)
    listing = pb.SubscriptionList(
        subscription=wanted,
        mode=pb.SubscriptionList.ONCE if once else pb.SubscriptionList.STREAM,
        encoding=pb.Encoding.Value(encoding),
    )
    if way.target or way.in_prefix:
        listing.prefix.target = way.target
        listing.prefix.origin = (way.origin or "") if way.in_prefix else ""
    return bytes(pb.SubscribeRequest(subscribe=listing).SerializeToString())


def abilities(channel: Any, metadata: Any) -> Abilities:
    """What a target says it can do; nothing where it does not serve Capabilities, or not in time."""
    import grpc
    from pygnmi.spec.v080 import gnmi_pb2 as pb
    from pygnmi.spec.v080 import gnmi_pb2_grpc

    try:
        told = gnmi_pb2_grpc.gNMIStub(channel).Capabilities(pb.CapabilityRequest(), timeout=ASK_S, metadata=metadata)
    except grpc.RpcError:
        return Abilities()
    names = (pb.Encoding.Name(encoding) for encoding in told.supported_encodings if encoding in pb.Encoding.values())
    return Abilities(tuple(names), tuple(model.name for model in told.supported_models))


def encodings(able: Abilities) -> list[str]:
    """The encodings to try, best first: those that the target names, all where it names none that we read."""
    return [encoding for encoding in ENCODINGS if encoding in able.encodings] or list(ENCODINGS)


REFUSALS = ("INVALID_ARGUMENT", "NOT_FOUND", "UNIMPLEMENTED")


def probe(
    channel: Any, metadata: Any, subscriptions: Sequence[GnmiSubscription], way: Way, encoding: str
) -> dict[GnmiSubscription, str]:
    """Ask for each path alone, ONCE: the refused ones, with the target's words.

    Raises:
        grpc.RpcError: the target cannot be asked at all (it is gone, or the password is wrong).
    """
    import grpc
    from pygnmi.spec.v080 import gnmi_pb2 as pb
    from pygnmi.spec.v080 import gnmi_pb2_grpc

    stub = gnmi_pb2_grpc.gNMIStub(channel)
    refused = {}
    for subscription in subscriptions:
        request = pb.SubscribeRequest.FromString(subscribe_request([subscription], way, encoding, once=True))
        try:
            for answer in stub.Subscribe(iter([request]), timeout=ASK_S, metadata=metadata):
                if answer.sync_response:
                    break
        except grpc.RpcError as error:
            if error.code().name in REFUSALS:
                refused[subscription] = f"{error.code().name}: {error.details()}"
            elif error.code() is not grpc.StatusCode.DEADLINE_EXCEEDED:
                raise
    return refused


class Asking:
    """How one target is asked now, and what is tried next when that does not work.

    The order is: another encoding where the target names the encoding as the fault; other origins where it says
    nothing; and where it refuses, each path alone, without and with the node's name as the target's.
    """

    def __init__(self, subscriptions: Sequence[GnmiSubscription], profile: str, node: str, target: str) -> None:
        self._node, self._subscriptions = node, tuple(subscriptions)
        self._ways, self._way, self._encodings = ways(profile, target), 0, list(ENCODINGS)
        self._probed = False
        self.rounds = 0

    def know(self, able: Abilities) -> None:
        """Take what the target says of itself into account."""
        self._encodings = encodings(able)

    @property
    def way(self) -> Way:
        """The way that is tried now."""
        return self._ways[self._way]

    def request(self) -> bytes:
        """The subscription as it is asked now."""
        return subscribe_request(self._subscriptions, self.way, self._encodings[0])

    def empty(self) -> str:
        """The target told nothing: the next way, in words. After the last comes the first, one round later."""
        self._way = (self._way + 1) % len(self._ways)
        self.rounds += self._way == 0
        return f"trying again with {self.way.words()}"

    def fresh(self) -> None:
        """A new connection: what was refused before may be asked again."""
        self._probed = False

    def refused(self, code: str, details: str, channel: Any, metadata: Any) -> list[str] | None:
        """The target refused: what was changed, as findings in words; None where nothing is left to try.

        Raises:
            grpc.RpcError: the target cannot be asked at all any more.
        """
        if code not in REFUSALS:
            return None
        if "encod" in details.lower() and len(self._encodings) > 1:
            gone, *self._encodings = self._encodings
            return [f"encoding {gone} is refused ({details}); trying {self._encodings[0]}"]
        if self._probed:
            return None
        self._probed = True
        for way in (self.way, other_target(self.way, self._node)):
            found = probe(channel, metadata, self._subscriptions, way, self._encodings[0])
            if len(found) < len(self._subscriptions):
                return self._accept(way, found, details)
        return None

    def _accept(self, way: Way, found: dict[GnmiSubscription, str], details: str) -> list[str]:
        if not found and way == self.way and not way.sampled:
            self._ways = tuple(replace(each, sampled=True) for each in self._ways)
            return [f"ON_CHANGE is refused ({details}); trying SAMPLE every {SAMPLE_S:g} s"]
        self._subscriptions = tuple(subscription for subscription in self._subscriptions if subscription not in found)
        self._ways = tuple(replace(each, target=way.target) for each in self._ways)
        return [f"path {item.path} is refused ({words}); it is left out" for item, words in found.items()]


def other_target(way: Way, node: str) -> Way:
    """The same way with, or without, the node's name as the target's."""
    return replace(way, target="" if way.target else node)
