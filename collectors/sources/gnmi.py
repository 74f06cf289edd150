"""Subscribes to one gNMI target and hands over what changes.

A lost stream is a gap; after the reconnect the target tells everything again, and only what differs is news. A target
that says "synced" and nothing else is a finding and is asked in another way; one that never says it is taken as synced
after a while; one whose samples stop is asked anew.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from clab.cleaning import clean
from collectors.collector import GnmiMapping, ObservationQueue
from collectors.damage import reason
from collectors.gnmi.updates import Leaf, Message
from collectors.observations import Gap, Observation
from collectors.registry import gnmi_mappings
from collectors.sources.gnmi_channel import ChannelError, TlsOptions, open_channel
from collectors.sources.gnmi_requests import Abilities, Asking, abilities
from collectors.sources.gnmi_stream import Decoder, read_stream

log = logging.getLogger(__name__)
REGULAR = 3


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long a target may take, in seconds of this machine's clock.

    `sync_s` to the sync; `empty_s` from the sync to the first value, `again_s` from the second round of asking on;
    `quiet_s` between messages of a target that was heard regularly; `heard_s` between two signs of life told on.
    """

    sync_s: float = 10.0
    empty_s: float = 6.0
    again_s: float = 60.0
    quiet_s: float = 45.0
    heard_s: float = 1.0
    tick_s: float = 0.25


@dataclass(frozen=True, slots=True)
class GnmiOptions:
    """One target. `profile` names a mapping; `auto` takes the one of the node's kind, else the one that the target's
    models name, else OpenConfig. `target` is what the server wants in `prefix.target`, where it wants something."""

    node: str
    kind: str
    address: str
    port: int = 57400
    tls: TlsOptions = field(default_factory=TlsOptions)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    profile: str = "auto"
    target: str = ""
    ping_ms: int = 30_000


class StreamLost(Exception):
    """The stream ended; the supervisor starts the collector again."""


@dataclass(slots=True)
class _Attempt:
    """One Subscribe call: what it told so far. `again` is why it is ended to be asked anew, `lost` whether that is a
    failure."""

    call: Any
    started: float
    last: float
    synced: float | None = None
    messages: int = 0
    values: int = 0
    repeats: int = 0
    again: str = ""
    lost: bool = False


@dataclass(frozen=True, slots=True)
class _Hole:
    """Something that is not seen since a time; `until_values`: a sync alone does not end it."""

    from_ns: int
    reason: str
    until_values: bool = False


class GnmiCollector:
    """A collector of one target's state."""

    def __init__(
        self,
        options: GnmiOptions,
        clock_ns: Callable[[], int],
        on_response: Callable[[str, dict[str, Any] | None, str, int], None] | None = None,
        patience: RetryPolicy | None = None,
    ) -> None:
        self.name = f"gnmi-{options.node}"
        self._options, self._clock_ns, self._on_response = options, clock_ns, on_response
        self._patience = patience or RetryPolicy()
        self._able: Abilities | None = None
        self._start(profile(options))
        self._decode = Decoder(news_only=True)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._attempt: _Attempt | None = None
        self._hole: _Hole | None = None
        self._said: set[str] = set()
        self._heard = 0.0
        self._ping_ms = options.ping_ms
        self.odd = 0

    def _start(self, mapping: GnmiMapping) -> None:
        options = self._options
        self._mapping, self._mapper = mapping, mapping.start(options.node)
        self._asking = Asking(mapping.subscriptions, mapping.name, options.node, options.target)

    def stop(self) -> None:
        """Let `run` return."""
        self._stop.set()
        attempt = self._attempt
        if attempt is not None:
            attempt.call.cancel()

    def run(self, outbox: ObservationQueue) -> None:
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
            self._know(channel)
            self._asking.fresh()
            while not self._stop.is_set():
                self._once(channel, outbox)
        except grpc.RpcError as error:
            if self._stop.is_set():
                return
            details = f"{error.code().name}: {error.details()}"
            if "too_many_pings" in details:
                self._ping_ms = 0
            raise self._broken(details, outbox) from error
        finally:
            channel.close()

    def _know(self, channel: Any) -> None:
        """Ask once what the target can do; the profile follows from it where nothing else names one."""
        if self._able is not None:
            return
        self._able = abilities(channel, self._metadata())
        found = profile(self._options, self._able.models)
        if found is not self._mapping:
            self._start(found)
        self._asking.know(self._able)

    def _metadata(self) -> list[tuple[str, str]] | None:
        options = self._options
        return [("username", options.username), ("password", options.password or "")] if options.username else None

    def _once(self, channel: Any, outbox: ObservationQueue) -> None:
        """One call, to its end; returns where it is to be asked again in another way."""
        import grpc

        done = threading.Event()
        now = time.monotonic()
        call = read_stream(channel, self._asking.request(), self._metadata(), done)
        attempt = self._attempt = _Attempt(call, now, now)
        self._decode.forget()
        watcher = threading.Thread(
            target=self._watch, args=(attempt, outbox, done), name=f"watch-{self.name}", daemon=True
        )
        watcher.start()
        try:
            if self._stop.is_set():
                call.cancel()
            for raw in call:
                self._take(attempt, raw, outbox)
            why = "the target ended the stream"
        except grpc.RpcError as error:
            why = ""
            if not attempt.again and not self._stop.is_set() and not self._another_way(attempt, error, channel, outbox):
                raise
        finally:
            done.set()
            watcher.join()
        if attempt.lost:
            raise self._broken(attempt.again, outbox)
        if why and not attempt.again and not self._stop.is_set():
            raise self._broken(why, outbox)

    def _another_way(self, attempt: _Attempt, error: Any, channel: Any, outbox: ObservationQueue) -> bool:
        """A refusal before any answer: whether there is something else to try on this channel."""
        if attempt.messages:
            return False
        findings = self._asking.refused(error.code().name, error.details() or "", channel, self._metadata())
        for finding in findings or ():
            self._finding(finding, outbox)
        return findings is not None

    def _take(self, attempt: _Attempt, raw: bytes, outbox: ObservationQueue) -> None:
        """One answer: to the recording, and what is news in it to the outbox."""
        now_ns, now = self._clock_ns(), time.monotonic()
        if self._on_response is not None:
            self._record(raw, now_ns)
        message = self._decode(raw)
        with self._lock:
            found = self._map(attempt, message, now_ns, now)
        if found or now - self._heard >= self._patience.heard_s:
            self._heard = now
            outbox.put(found)

    def _map(self, attempt: _Attempt, message: Message, now_ns: int, now: float) -> list[Observation]:
        told = self._mapper.told
        told.received_ns = now_ns
        attempt.messages += 1
        told_now = len(message.leaves) + message.again
        attempt.values += told_now
        self.odd += message.odd
        found = self._back(now_ns, values=told_now > 0)
        news = len(found)
        for leaf in message.leaves:
            try:
                found += self._mapper(leaf if leaf.ns else Leaf(leaf.elems, leaf.value, now_ns, leaf.origin))
            except Exception as error:  # noqa: BLE001 - whatever a target sends, a leaf that cannot be read costs itself
                self.odd += 1
                found += self._unread(leaf, reason(error), now_ns)
        if told_now and told.synced and len(found) == news and now - attempt.last >= self._patience.heard_s:
            attempt.repeats += 1
        attempt.last = now
        if message.synced and attempt.synced is None:
            attempt.synced = now
        late = attempt.synced is not None and now - attempt.synced >= self._patience.empty_s
        if attempt.values and (message.synced or late):
            found += told.sync()
        return found

    def _unread(self, leaf: Leaf, why: str, now_ns: int) -> list[Observation]:
        """That a leaf could not be read, said once."""
        if "leaf" in self._said:
            return []
        self._said.add("leaf")
        path = clean("/".join(name for name, _ in leaf.elems)[:80])
        return [self._gap(now_ns, now_ns, f"a leaf could not be read: {path}: {why}")]

    def _watch(self, attempt: _Attempt, outbox: ObservationQueue, done: threading.Event) -> None:
        """Look at what does not happen: no sync, no value, no sample."""
        while not done.wait(self._patience.tick_s) and not attempt.again:
            with self._lock:
                found = self._due(attempt, time.monotonic())
            if found:
                outbox.put(found)
            if attempt.again and not attempt.lost:
                self._finding(attempt.again, outbox, until_values=True)
            if attempt.again:
                attempt.call.cancel()

    def _due(self, attempt: _Attempt, now: float) -> list[Observation]:
        patience, told = self._patience, self._mapper.told
        if attempt.values:
            since = attempt.started + patience.sync_s if attempt.synced is None else attempt.synced + patience.empty_s
            if attempt.repeats >= REGULAR and now - attempt.last > patience.quiet_s:
                attempt.again, attempt.lost = f"regular samples, then nothing for {patience.quiet_s:g} s", True
            return list(told.sync()) if not told.synced and now >= since else []
        limit = patience.again_s if self._asking.rounds else patience.empty_s
        if attempt.synced is not None and now - attempt.synced >= limit:
            attempt.again = f"synced and empty: no path of profile {self._mapping.name} has a value; "
        elif attempt.synced is None and now - attempt.started >= max(patience.sync_s, limit):
            attempt.again = f"neither a value nor a sync in {max(patience.sync_s, limit):g} s; "
        if attempt.again:
            attempt.again += f"is BGP configured, and is the profile the right one? {self._asking.empty()}"
        return []

    def _broken(self, why: str, outbox: ObservationQueue) -> StreamLost:
        now_ns = self._clock_ns()
        if self._hole is None or self._hole.until_values:
            self._hole = _Hole(now_ns, f"stream lost: {why}")
            outbox.put([self._gap(now_ns, None, self._hole.reason)])
        self._mapper.told.broken()
        if self._on_response is not None:
            self._on_response(self._options.node, None, why, now_ns)
        return StreamLost(f"{self._options.node} {self._options.address}:{self._options.port}: {why}")

    def _back(self, now_ns: int, *, values: bool) -> list[Observation]:
        """The end of a gap, at the first answer after it."""
        hole = self._hole
        if hole is None or (hole.until_values and not values):
            return []
        self._hole = None
        return [self._gap(hole.from_ns, now_ns, hole.reason)]

    def _finding(self, reason: str, outbox: ObservationQueue, *, until_values: bool = False) -> None:
        """Something about the target that people must know, said once."""
        log.info("%s: %s", self.name, reason)
        now_ns = self._clock_ns()
        if until_values and self._hole is None:
            self._hole = _Hole(now_ns, reason, until_values=True)
        what = reason.partition(";")[0]
        if what not in self._said:
            self._said.add(what)
            outbox.put([self._gap(now_ns, None, reason)])

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

    def _record(self, raw: bytes, now_ns: int) -> None:
        from google.protobuf.json_format import MessageToDict
        from google.protobuf.message import DecodeError
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        assert self._on_response is not None
        try:
            self._on_response(self._options.node, MessageToDict(pb.SubscribeResponse.FromString(raw)), "", now_ns)
        except DecodeError as error:
            self._on_response(self._options.node, None, f"an answer that cannot be read: {error}", now_ns)


def profile(options: GnmiOptions, models: tuple[str, ...] = ()) -> GnmiMapping:
    """The mapping for a target: by name, by the node's kind, by the models that the target names, else OpenConfig.

    Raises:
        KeyError: no profile of the name that was asked for.
    """
    known = gnmi_mappings()
    if options.profile != "auto":
        return known[options.profile]
    of_kind = next((item for item in known.values() if options.kind in item.kinds), None)
    native = any("srl_nokia" in model for model in models)
    return of_kind or known["nokia_srlinux" if native else "openconfig"]
