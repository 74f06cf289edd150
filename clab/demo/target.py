"""A small gNMI target over real gRPC, for the demo and for tests: a tree of leaves that can be changed while it runs.

Serves Capabilities, Get, and Subscribe (ONCE, POLL, STREAM with ON_CHANGE, SAMPLE and heartbeat) as the gNMI
specification asks; Set is refused, and `refused` has what was tried. `faults` make it misbehave as real servers do.
"""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

Elems = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
SHORTEST_SAMPLE_NS = 100_000_000
_MODULE = re.compile(r"^[A-Za-z0-9_.-]+:")


@dataclass
class Faults:
    """How a target misbehaves; nothing of it by default."""

    no_capabilities: bool = False
    no_sync: bool = False
    double_initial: bool = False
    require_origin: str = ""
    in_prefix_only: bool = False
    silent_without_origin: bool = False
    require_target: bool = False
    refuse_paths: tuple[str, ...] = ()
    refuse_on_change: bool = False
    only_json: bool = False
    no_encodings: bool = False
    double_sync: bool = False
    late_values_s: float = 0.0
    answer_in_strings: bool = False
    end_on_half_close: bool = False
    end_after_s: float = 0.0
    padding: int = 0
    old_timestamps_ns: int = 0
    die_after: int = 0
    garbage: bool = False


@dataclass
class Tree:
    """The leaves that a target serves: path -> (value, time of its last change), and who wants to know."""

    leaves: dict[Elems, tuple[Any, int]] = field(default_factory=dict)
    deleted: list[tuple[Elems, int]] = field(default_factory=list)
    moved: threading.Condition = field(default_factory=threading.Condition)
    serial: int = 0
    changes: list[tuple[int, Elems, Any, int]] = field(default_factory=list)

    def set(self, path: Elems, value: Any, at_ns: int) -> None:
        """Change a leaf; subscribers are told."""
        with self.moved:
            self.leaves[path] = (value, at_ns)
            self._note(path, value, at_ns)

    def delete(self, path: Elems, at_ns: int) -> None:
        """Take a leaf or a whole branch away."""
        with self.moved:
            for item in [leaf for leaf in self.leaves if leaf[: len(path)] == path]:
                del self.leaves[item]
            self._note(path, None, at_ns)

    def _note(self, path: Elems, value: Any, at_ns: int) -> None:
        self.serial += 1
        self.changes.append((self.serial, path, value, at_ns))
        del self.changes[:-10_000]
        self.moved.notify_all()


def matches(wanted: Elems, path: Elems) -> bool:
    """Whether a path lies at or below what was asked for; `*` and missing keys match all, modules do not matter."""
    return len(wanted) <= len(path) and overlaps(wanted, path)


def overlaps(one: Elems, other: Elems) -> bool:
    """Whether one of two paths lies at or below the other: a delete of a branch concerns all who want its leaves."""
    for (name, keys), (far, far_keys) in zip(one, other, strict=False):
        names = {_MODULE.sub("", name), _MODULE.sub("", far)}
        if len(names) > 1 and "*" not in names:
            return False
        theirs = dict(far_keys)
        if any(len({value, theirs.get(key, value)} - {"*"}) > 1 for key, value in keys):
            return False
    return True


class Target:
    """One target on a loopback port; a context manager."""

    def __init__(
        self,
        name: str,
        clock_ns: Callable[[], int] = time.time_ns,
        *,
        password: str | None = None,
        credentials: Any = None,
        faults: Faults | None = None,
        port: int = 0,
    ) -> None:
        self.name, self.tree, self.faults = name, Tree(), faults or Faults()
        self._clock_ns, self._password, self._credentials, self.port = clock_ns, password, credentials, port
        self.refused: list[str] = []
        self._server: Any = None
        self._stopping = threading.Event()

    def __enter__(self) -> Self:
        import grpc
        from pygnmi.spec.v080 import gnmi_pb2_grpc

        outer = self

        class Servicer(gnmi_pb2_grpc.gNMIServicer):  # type: ignore[misc]
            def Capabilities(self, request: Any, context: Any) -> Any:
                return outer.capabilities(context)

            def Get(self, request: Any, context: Any) -> Any:
                return outer.get(request, context)

            def Set(self, request: Any, context: Any) -> Any:
                outer.refused.append("gNMI Set")
                context.abort(grpc.StatusCode.UNIMPLEMENTED, "this target is read-only")

            def Subscribe(self, requests: Any, context: Any) -> Any:
                return outer.subscribe(requests, context)

        class Others(grpc.GenericRpcHandler):  # type: ignore[misc]
            def service(self, details: Any) -> None:
                outer.refused.append(details.method)

        options = [("grpc.http2.min_recv_ping_interval_without_data_ms", 5000), ("grpc.so_reuseport", 0)]
        options.append(("grpc.max_send_message_length", 80 << 20))
        self._server = grpc.server(ThreadPoolExecutor(16, thread_name_prefix=f"target-{self.name}"), options=options)
        gnmi_pb2_grpc.add_gNMIServicer_to_server(Servicer(), self._server)
        self._server.add_generic_rpc_handlers((Others(),))
        where = f"127.0.0.1:{self.port}"
        if self._credentials is not None:
            self.port = self._server.add_secure_port(where, self._credentials)
        else:
            self.port = self._server.add_insecure_port(where)
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        with self.tree.moved:
            self.tree.moved.notify_all()
        self._server.stop(0).wait(5)

    def capabilities(self, context: Any) -> Any:
        """Models and encodings."""
        import grpc
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        self._authenticate(context)
        if self.faults.no_capabilities:
            context.abort(grpc.StatusCode.UNIMPLEMENTED, "Capabilities is not served")
        model = pb.ModelData(name="labkeeper-demo", organization="labkeeper", version="1")
        return pb.CapabilityResponse(
            supported_models=[] if self.faults.no_encodings else [model],
            supported_encodings=[] if self.faults.no_encodings else [pb.JSON_IETF, pb.JSON, pb.PROTO],
            gNMI_version="0.8.0",
        )

    def _authenticate(self, context: Any) -> None:
        import grpc

        if self._password is not None and dict(context.invocation_metadata()).get("password") != self._password:
            context.abort(grpc.StatusCode.UNAUTHENTICATED, "wrong user name or password")

    def get(self, request: Any, context: Any) -> Any:
        """One notification per path asked for."""
        import grpc
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        self._authenticate(context)
        self._encoding(request.encoding, context)
        answers = []
        for path in request.path or [pb.Path()]:
            wanted = _elems(request.prefix) + _elems(path)
            found = self._initial([wanted])
            if not found and not self._has_schema(wanted):
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"no such path: {_text(wanted)}")
            if not found and wanted:
                context.abort(grpc.StatusCode.NOT_FOUND, f"nothing at {_text(wanted)}")
            answers.append(self._notification(request.prefix, found, request.encoding))
        return pb.GetResponse(notification=answers)

    def _encoding(self, encoding: int, context: Any) -> None:
        import grpc
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        if encoding not in ((pb.JSON,) if self.faults.only_json else (pb.JSON, pb.JSON_IETF, pb.PROTO)):
            context.abort(grpc.StatusCode.UNIMPLEMENTED, f"encoding {pb.Encoding.Name(encoding)} is not served")

    def subscribe(self, requests: Any, context: Any) -> Iterator[Any]:
        """Serve one subscription; half-closing the request side does not end it."""
        import grpc
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        self._authenticate(context)
        first = next(iter(requests), None)
        if first is None or not first.HasField("subscribe") or not first.subscribe.subscription:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "the first message holds no subscription")
            return
        listing = first.subscribe
        self._encoding(listing.encoding, context)
        self._refuse(listing, context)
        wanted = [_elems(listing.prefix) + _elems(item.path) for item in listing.subscription]
        if not self._known_origin(listing):
            wanted = []
            while self.faults.silent_without_origin and context.is_active() and not self._stopping.wait(0.05):
                pass
        second = threading.Event()
        if listing.mode == pb.SubscriptionList.STREAM:
            threading.Thread(target=self._listen, args=(requests, context, second), daemon=True).start()
        if self.faults.late_values_s:
            yield pb.SubscribeResponse(sync_response=True)
            self._stopping.wait(self.faults.late_values_s)
        with self.tree.moved:
            serial, found = self.tree.serial, self._initial(wanted)
        if listing.updates_only:
            found = []
        yield from self._values(listing, found * (2 if self.faults.double_initial else 1))
        if not self.faults.no_sync and not self.faults.late_values_s:
            yield from [pb.SubscribeResponse(sync_response=True)] * (2 if self.faults.double_sync else 1)
        if listing.mode == pb.SubscriptionList.ONCE:
            return
        if listing.mode == pb.SubscriptionList.POLL:
            for _ in requests:
                yield from self._values(listing, self._initial(wanted))
                yield pb.SubscribeResponse(sync_response=True)
            return
        yield from self._stream(listing, wanted, serial, context, second)

    def _known_origin(self, listing: Any) -> bool:
        if not self.faults.require_origin:
            return True
        in_paths = () if self.faults.in_prefix_only else {item.path.origin for item in listing.subscription}
        return self.faults.require_origin in {listing.prefix.origin, *in_paths}

    def _refuse(self, listing: Any, context: Any) -> None:
        """What a server may find wrong with a subscription."""
        import grpc
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        if self.faults.require_target and not listing.prefix.target:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "request must contain a prefix with a target")
        if self.faults.require_target and listing.prefix.target != self.name:
            context.abort(grpc.StatusCode.NOT_FOUND, f"no such target: {listing.prefix.target!r}")
        streamed = listing.mode == pb.SubscriptionList.STREAM
        for item in listing.subscription:
            if streamed and item.mode == pb.SAMPLE and 0 < item.sample_interval < SHORTEST_SAMPLE_NS:
                context.abort(
                    grpc.StatusCode.INVALID_ARGUMENT, f"sample_interval {item.sample_interval} ns is too short"
                )
            if streamed and item.mode == pb.TARGET_DEFINED and item.sample_interval:
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, "TARGET_DEFINED takes no sample_interval")
            if self.faults.refuse_on_change and streamed and item.mode == pb.ON_CHANGE:
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, "ON_CHANGE is not served")
            if item.path.elem and item.path.elem[-1].name in self.faults.refuse_paths:
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"no path ends with {item.path.elem[-1].name}")

    def _listen(self, requests: Any, context: Any, second: threading.Event) -> None:
        """Notice a second list, which is an error; many targets take the end of the requests as the end of the call."""
        with suppress(Exception):  # a cancelled call ends its requests with an error
            for _ in requests:
                second.set()
        if self.faults.end_on_half_close:
            context.cancel()

    def _stream(
        self, listing: Any, wanted: list[Elems], serial: int, context: Any, second: threading.Event
    ) -> Iterator[Any]:
        """Changes as they come, SAMPLEs and heartbeats as they fall due."""
        import grpc
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        timers: list[tuple[list[float], Elems, dict[Elems, Any] | None]] = []
        for item, path in zip(listing.subscription, wanted, strict=False):
            sampled = item.mode == pb.SAMPLE
            period = (item.sample_interval or SHORTEST_SAMPLE_NS if sampled else item.heartbeat_interval) / 1e9
            if period:
                last = {path: value for path, value, _ in self._initial([path])}
                timers.append(([time.monotonic() + period, period], path, last if item.suppress_redundant else None))
        modes = zip(listing.subscription, wanted, strict=False)
        wanted = [path for mode, path in modes if mode.mode != pb.SAMPLE]
        sent = 0
        end = time.monotonic() + self.faults.end_after_s
        while not self._stopping.is_set() and context.is_active():
            if self.faults.end_after_s and time.monotonic() >= end:
                return
            with self.tree.moved:
                due = min([clock[0] for clock, _, _ in timers], default=time.monotonic() + 1.0)
                if self.tree.serial == serial:
                    self.tree.moved.wait(max(0.0, min(1.0, due - time.monotonic())))
                news = [change for change in self.tree.changes if change[0] > serial]
                serial = self.tree.serial
            if second.is_set():
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, "a second subscription on one call")
            for _, path, value, at_ns in news:
                if any(overlaps(each, path) for each in wanted):
                    yield self._change(listing, path, value, at_ns)
                    sent += 1
                    if self.faults.die_after and sent >= self.faults.die_after:
                        context.abort(grpc.StatusCode.UNAVAILABLE, "the target died")
            for clock, path, before in timers:
                if clock[0] <= time.monotonic():
                    clock[0] += clock[1]
                    found = self._initial([path])
                    yield from self._values(listing, [e for e in found if before is None or before.get(e[0]) != e[1]])
                    if before is not None:
                        before.update({path: value for path, value, _ in found})

    def _initial(self, wanted: list[Elems]) -> list[tuple[Elems, Any, int]]:
        leaves = list(self.tree.leaves.items())
        return [(path, value, at) for path, (value, at) in leaves if any(matches(item, path) for item in wanted)]

    def _has_schema(self, wanted: Elems) -> bool:
        """Whether anything like this path was ever here, whatever its keys."""
        names = [_MODULE.sub("", name) for name, _ in wanted]
        known = [*self.tree.leaves, *(path for _, path, _, _ in self.tree.changes)]
        return any(
            len(names) <= len(path)
            and all(one in ("*", _MODULE.sub("", far)) for one, (far, _) in zip(names, path, strict=False))
            for path in known
        )

    def _values(self, listing: Any, found: list[tuple[Elems, Any, int]]) -> Iterator[Any]:
        for path, value, at_ns in found:
            yield self._change(listing, path, value, at_ns - self.faults.old_timestamps_ns)

    def _change(self, listing: Any, path: Elems, value: Any, at_ns: int) -> Any:
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        told = [] if value is None else [(path, value, at_ns)]
        notification = self._notification(listing.prefix, told, listing.encoding)
        notification.timestamp = at_ns
        if value is None:
            notification.delete.append(_path(path))
        return pb.SubscribeResponse(update=notification)

    def _notification(self, prefix: Any, found: list[tuple[Elems, Any, int]], encoding: int) -> Any:
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        answer = pb.Notification(timestamp=max([at for _, _, at in found], default=self._clock_ns()))
        answer.prefix.target, answer.prefix.origin = prefix.target, prefix.origin
        for path, value, _ in found:
            answer.update.append(pb.Update(path=_path(path), val=self._typed(value, encoding)))
        return answer

    def _typed(self, value: Any, encoding: int) -> Any:
        from pygnmi.spec.v080 import gnmi_pb2 as pb

        raw = b"{not json" if self.faults.garbage else json.dumps(value).encode() + b" " * self.faults.padding
        if self.faults.answer_in_strings:
            return pb.TypedValue(string_val=str(value))
        match value:
            case bool() if encoding == pb.PROTO:
                return pb.TypedValue(bool_val=value)
            case int() if encoding == pb.PROTO:
                return pb.TypedValue(int_val=value)
            case str() if encoding == pb.PROTO:
                return pb.TypedValue(string_val=value)
        return pb.TypedValue(json_val=raw) if encoding == pb.JSON else pb.TypedValue(json_ietf_val=raw)


def _text(elems: Elems) -> str:
    return "/" + "/".join(name + "".join(f"[{key}={value}]" for key, value in keys) for name, keys in elems)


def _elems(path: Any) -> Elems:
    return tuple((_MODULE.sub("", item.name), tuple(sorted(item.key.items()))) for item in path.elem)


def _path(elems: Elems) -> Any:
    from pygnmi.spec.v080 import gnmi_pb2 as pb

    return pb.Path(elem=[pb.PathElem(name=name, key=dict(keys)) for name, keys in elems])
