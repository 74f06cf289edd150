"""Subscribes to one gNMI target and hands over what changes.

A lost stream is a gap; after the reconnect the target tells everything again, and only what differs is news. A target
that says "synced" and nothing else is a finding, and one that never says it is taken as synced after a while.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from collectors.collector import GnmiMapping, Outbox
from collectors.kinds.gnmi_channel import ChannelError, TlsOptions, open_channel, subscribe, subscribe_request
from collectors.mapping.leaves import Leaf, decode_message
from collectors.observations import Gap, Observation
from collectors.registry import gnmi_mappings

log = logging.getLogger(__name__)
S = 1_000_000_000
SYNC_LIMIT_NS = 10 * S


@dataclass(frozen=True, slots=True)
class GnmiOptions:
    """One target. `profile` names a mapping; `auto` takes the one of the node's kind, else OpenConfig."""

    node: str
    kind: str
    address: str
    port: int = 57400
    tls: TlsOptions = field(default_factory=TlsOptions)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    profile: str = "auto"
    ping_ms: int = 30_000


class StreamLost(Exception):
    """The stream ended; the supervisor starts the collector again."""


class GnmiCollector:
    """A collector of one target's state."""

    def __init__(
        self,
        options: GnmiOptions,
        clock_ns: Callable[[], int],
        on_response: Callable[[str, dict[str, Any] | None, str, int], None] | None = None,
    ) -> None:
        self.name = f"gnmi-{options.node}"
        self._options, self._clock_ns, self._on_response = options, clock_ns, on_response
        self._mapping = profile(options)
        self._mapper: Any = self._mapping.start(options.node)
        self._stop = threading.Event()
        self._call: Any = None
        self._lost_ns: int | None = None
        self._why = ""
        self._origin: str | None = None
        self._ping_ms = options.ping_ms
        self.odd = 0

    def stop(self) -> None:
        """Let `run` return."""
        self._stop.set()
        if self._call is not None:
            self._call.cancel()

    def run(self, outbox: Outbox) -> None:
        """Read the stream until stopped.

        Raises:
            StreamLost: the target cannot be reached, or the stream broke.
        """
        import grpc

        try:
            channel = open_channel(self._options.address, self._options.port, self._options.tls, ping_ms=self._ping_ms)
        except ChannelError as error:
            raise self._broken(str(error), outbox) from error
        try:
            self._read(channel, outbox)
        except grpc.RpcError as error:
            if self._stop.is_set():
                return
            details = f"{error.code().name}: {error.details()}"
            if "too_many_pings" in details:
                self._ping_ms = 0
            raise self._broken(details, outbox) from error
        finally:
            channel.close()
        if not self._stop.is_set():
            raise self._broken("the target ended the stream", outbox)

    def _broken(self, why: str, outbox: Outbox) -> StreamLost:
        now_ns = self._clock_ns()
        if self._lost_ns is None:
            self._lost_ns, self._why = now_ns, why
            outbox.put([self._gap(now_ns, None, f"stream lost: {why}")])
        self._mapper.told.broken()
        if self._on_response is not None:
            self._on_response(self._options.node, None, why, now_ns)
        return StreamLost(f"{self._options.node} {self._options.address}:{self._options.port}: {why}")

    def _requests(self) -> Iterator[Any]:
        yield subscribe_request(self._mapping.subscriptions, self._origin)
        self._stop.wait()

    def _read(self, channel: Any, outbox: Outbox) -> None:
        options = self._options
        metadata = (
            [("username", options.username or ""), ("password", options.password or "")] if options.username else None
        )
        self._call = subscribe(channel, self._requests(), metadata)
        started_ns, told_any = self._clock_ns(), False
        for response in self._call:
            now_ns = self._clock_ns()
            if self._on_response is not None:
                self._record(response, now_ns)
            message = decode_message(response)
            self.odd += message.odd
            told = self._mapper.told
            told.received_ns = now_ns
            found = self._back(now_ns)
            for leaf in message.leaves:
                found += self._mapper(_received(leaf, now_ns))
            told_any = told_any or bool(message.leaves)
            if message.synced and not told_any and not told.synced:
                self._empty(outbox, now_ns)
            if message.synced or now_ns - started_ns > SYNC_LIMIT_NS:
                found += told.sync()
            if found:
                outbox.put(found)

    def _back(self, now_ns: int) -> list[Observation]:
        """The end of a gap, at the first answer after it."""
        if self._lost_ns is None:
            return []
        gap, self._lost_ns = self._gap(self._lost_ns, now_ns, f"stream lost: {self._why}"), None
        return [gap]

    def _empty(self, outbox: Outbox, now_ns: int) -> None:
        """Synced, and nothing told: a target may want another origin, or have no BGP at all."""
        other = "" if self._origin is None and self._mapping.name == "openconfig" else "openconfig"
        reason = f"synced and empty: no path of profile {self._mapping.name} has a value"
        hint = "is BGP configured, and is the profile the right one?"
        if self._origin is None:
            self._origin = other
            hint = f"trying again with origin {other!r}"
        outbox.put([self._gap(now_ns, None, f"{reason}; {hint}")])
        self._call.cancel()

    def _gap(self, from_ns: int, to_ns: int | None, reason: str) -> Gap:
        at_ns = to_ns or from_ns
        return Gap(
            node=self._options.node,
            source="gnmi",
            seen_ns=at_ns,
            received_ns=at_ns,
            from_ns=from_ns,
            to_ns=to_ns,
            reason=reason,
            raw=reason,
        )

    def _record(self, response: Any, now_ns: int) -> None:
        from google.protobuf.json_format import MessageToDict

        assert self._on_response is not None
        self._on_response(self._options.node, MessageToDict(response), "", now_ns)


def profile(options: GnmiOptions) -> GnmiMapping:
    """The mapping for a target.

    Raises:
        KeyError: no profile of the name that was asked for.
    """
    known = gnmi_mappings()
    if options.profile != "auto":
        return known[options.profile]
    return next((each for each in known.values() if options.kind in each.kinds), known["openconfig"])


def _received(leaf: Leaf, now_ns: int) -> Leaf:
    """A leaf with a time: ours, where the target has none."""
    return leaf if leaf.ns else Leaf(leaf.elems, leaf.value, now_ns, leaf.origin)
