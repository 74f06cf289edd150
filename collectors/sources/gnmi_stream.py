"""The fast way to read a Subscribe stream: one thread, no copy of a path that was seen before, and a way back.

Two private corners of grpcio are used, here and nowhere else: the single-threaded call (the reading thread polls its
own queue: no second thread, no hand-over), and its list of operations, from which the half-close is left out, since
many targets take a half-close as the end. `open_reader_works` tries it once per process against a server of its own
that ends on a half-close; where it fails, for whatever reason, the public `stream_stream` call serves.
"""

import functools
import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from collectors.gnmi.updates import DELETED, MOST_DIGITS, Elem, Leaf, Message, bare, flatten

log = logging.getLogger(__name__)
METHOD = "/gnmi.gNMI/Subscribe"
REMEMBERED = 65_536
SMALL = 48
SELF_TEST_S = 2.0


@functools.cache
def _lazy_response() -> Any:
    """SubscribeResponse with paths left as bytes: a message and a bytes field look the same on the wire."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
    from pygnmi.spec.v080 import gnmi_pb2 as pb

    gnmi = descriptor_pb2.FileDescriptorProto()
    pb.DESCRIPTOR.CopyToProto(gnmi)
    for message in gnmi.message_type:
        for item in message.field:
            if (message.name, item.name) in {
                ("Notification", "prefix"),
                ("Notification", "delete"),
                ("Update", "path"),
            }:
                item.type = item.TYPE_BYTES
                item.ClearField("type_name")
    pool = descriptor_pool.DescriptorPool()

    def add(file: Any) -> None:
        for dependency in file.dependencies:
            add(dependency)
        plain = descriptor_pb2.FileDescriptorProto()
        file.CopyToProto(plain)
        pool.Add(plain)

    for dependency in pb.DESCRIPTOR.dependencies:
        add(dependency)
    pool.Add(gnmi)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("gnmi.SubscribeResponse"))


@dataclass(slots=True)
class _Path:
    """A path that was taken apart, and the small value that it told last, with the turn in which it did.

    One path may come as different bytes: the order of a list entry's keys is the sender's whim.
    """

    origin: str
    elems: tuple[Elem, ...]
    raw: bytes = b""
    turn: int = -1


class Decoder:
    """SubscribeResponse bytes to leaves: the same leaves as `decode_json` of the message's JSON form.

    A path is taken apart once and then known by its bytes, small JSON values as well; what cannot be read is counted.
    With `news_only` a small value that its path told before is counted and left out. A delete or a whole subtree,
    which may speak of the same leaves under another path, and `forget` begin a new turn: all is told once more.
    """

    def __init__(self, *, news_only: bool = False) -> None:
        self._response = _lazy_response()
        self._paths: dict[tuple[bytes, bytes], _Path] = {}
        self._same: dict[tuple[str, tuple[Elem, ...]], _Path] = {}
        self._values: dict[bytes, Any] = {}
        self._news_only = news_only
        self._turn = 0

    def forget(self) -> None:
        """What was told before is news again."""
        self._turn += 1

    def __call__(self, raw: bytes) -> Message:
        from google.protobuf.message import DecodeError

        try:
            response = self._response.FromString(raw)
            if response.sync_response:
                return Message((), synced=True)
            return self._message(response.update)
        except (DecodeError, RecursionError):
            return Message((), odd=1)

    def _message(self, update: Any) -> Message:
        prefix, ns, odd, again = update.prefix, update.timestamp, 0, 0
        leaves: list[Leaf] = []
        for item in update.delete:
            path = self._path(prefix, item)
            leaves.append(Leaf(path.elems, DELETED, ns, path.origin))
            self.forget()
        for each in update.update:
            path = self._paths.get((prefix, each.path)) or self._path(prefix, each.path)
            raw = each.val.json_ietf_val
            if raw and raw == path.raw and path.turn == self._turn:
                again += 1
                continue
            try:
                value = self._value(each.val, raw)
            except ValueError:
                odd += 1
                continue
            if isinstance(value, dict | list):
                leaves += flatten(path.elems, value, ns, path.origin)
                self.forget()
                continue
            leaves.append(Leaf(path.elems, value, ns, path.origin))
            if self._news_only and len(raw) <= SMALL:
                path.raw, path.turn = raw, self._turn
        return Message(tuple(leaves), odd=odd, again=again)

    def _path(self, prefix: bytes, path: bytes) -> _Path:
        found = self._paths.get((prefix, path))
        if found is None:
            if len(self._paths) >= REMEMBERED:
                self._paths.clear()
                self._same.clear()
            origin, elems = _elems(prefix)
            own, more = _elems(path)
            found = _Path(own or origin, elems + more)
            found = self._paths[(prefix, path)] = self._same.setdefault((found.origin, found.elems), found)
        return found

    def _value(self, value: Any, raw: bytes) -> Any:
        if not raw:
            return plain_value(value)
        if len(raw) > SMALL:
            return _json(raw)
        if raw in self._values:
            return self._values[raw]
        found = _json(raw)
        if not isinstance(found, dict | list):
            if len(self._values) >= REMEMBERED:
                self._values.clear()
            self._values[raw] = found
        return found


def _elems(raw: bytes) -> tuple[str, tuple[Elem, ...]]:
    from pygnmi.spec.v080 import gnmi_pb2 as pb

    path = pb.Path.FromString(raw)
    found = ((bare(item.name), tuple(sorted((bare(k), v) for k, v in item.key.items()))) for item in path.elem)
    return path.origin, tuple(found)


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ValueError("no JSON in a JSON value") from error


def plain_value(value: Any) -> Any:
    """A TypedValue message as a plain value.

    Raises:
        ValueError: no value that can be read.
    """
    kind = value.WhichOneof("value")
    match kind:
        case "json_ietf_val" | "json_val":
            return _json(getattr(value, kind))
        case "leaflist_val":
            return [plain_value(item) for item in value.leaflist_val.element]
        case "decimal_val":
            if value.decimal_val.precision > MOST_DIGITS:
                raise ValueError(f"a decimal of {value.decimal_val.precision} digits")
            return value.decimal_val.digits / 10**value.decimal_val.precision
        case "string_val" | "ascii_val" | "int_val" | "uint_val" | "bool_val" | "float_val" | "double_val":
            return getattr(value, kind)
    raise ValueError(f"a {kind} cannot be read")


def channel_options() -> list[tuple[str, Any]]:
    """What a channel needs so that `read_stream` may use the fast call on it."""
    from grpc.experimental import ChannelOptions

    return [(ChannelOptions.SingleThreadedUnaryStream, 1)] if open_reader_works() else []


def read_stream(channel: Any, request: bytes, metadata: Any, done: threading.Event) -> Any:
    """The raw answers to one request, as an iterator with `cancel`; the request side stays open until `done`."""
    if open_reader_works():
        return open_call(channel, request, metadata)
    return public_call(channel, request, metadata, done)


def public_call(channel: Any, request: bytes, metadata: Any, done: threading.Event) -> Any:
    """The same by grpcio's public call, at the price of two threads."""

    def requests() -> Iterator[bytes]:
        yield request
        done.wait()

    return channel.stream_stream(METHOD)(requests(), metadata=metadata)


def open_call(channel: Any, request: bytes, metadata: Any) -> Any:
    """A server stream that the calling thread reads by itself, and whose request side is never closed.

    Raises:
        TypeError: the channel was made without `channel_options`, or grpcio has no such call any more.
    """
    from grpc import _channel as private
    from grpc._cython import cygrpc

    plain = channel.unary_stream(METHOD)
    if not isinstance(plain, private._SingleThreadedUnaryStreamMultiCallable):
        raise TypeError("the channel has no single-threaded calls")
    close = cygrpc.OperationType.send_close_from_client
    due = tuple(item for item in private._UNARY_STREAM_INITIAL_DUE if item != close)
    state = private._RPCState(due, None, None, None, None)
    state.rpc_start_time, state.method, state.target = time.perf_counter(), METHOD, plain._target.decode()
    flags = private._InitialMetadataFlags().with_wait_for_ready(None)
    nothing = private._EMPTY_FLAGS
    batches: Iterable[tuple[Any, ...]] = (
        (cygrpc.SendInitialMetadataOperation(metadata, flags), cygrpc.SendMessageOperation(request, nothing)),
        (cygrpc.ReceiveStatusOnClientOperation(nothing),),
        (cygrpc.ReceiveInitialMetadataOperation(nothing),),
    )
    call = plain._channel.segregated_call(
        cygrpc.PropagationConstants.GRPC_PROPAGATE_DEFAULTS,
        plain._method,
        None,
        private._determine_deadline(None),
        metadata,
        None,
        tuple((batch, None) for batch in batches),
        plain._context,
        plain._registered_call_handle,
    )
    return private._SingleThreadedRendezvous(state, call, None, None)


_trying = threading.Lock()


def open_reader_works() -> bool:
    """Whether the fast call does here what it should; tried once per process, in some milliseconds."""
    with _trying:
        return _tried()


@functools.cache
def _tried() -> bool:
    try:
        works = _self_test(open_call)
    except Exception as error:  # noqa: BLE001 - private names: whatever changed, the public call serves
        log.info("gNMI streams are read by the public gRPC call: %s: %s", type(error).__name__, error)
        return False
    if not works:
        log.info("gNMI streams are read by the public gRPC call: the fast one failed its self-test")
    return works


def _self_test(call: Callable[[Any, bytes, Any], Any]) -> bool:
    """Messages arrive though the server ends on a half-close, and a cancel from another thread ends the reading."""
    import grpc
    from grpc.experimental import ChannelOptions

    closed = threading.Event()

    def answer(requests: Iterator[bytes], context: Any) -> Iterator[bytes]:
        request = next(requests)

        def watch() -> None:
            with suppress(Exception):  # a cancelled call ends its requests, with an error or without
                next(requests, None)
            closed.set()

        threading.Thread(target=watch, daemon=True).start()
        for _ in range(3):
            if closed.wait(0.02):
                return
            yield request
        while context.is_active() and not closed.wait(0.02):
            pass

    handler = grpc.stream_stream_rpc_method_handler(answer)
    service = grpc.method_handlers_generic_handler("gnmi.gNMI", {"Subscribe": handler})
    server = grpc.server(ThreadPoolExecutor(2), handlers=[service])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    options = [(ChannelOptions.SingleThreadedUnaryStream, 1), ("grpc.enable_http_proxy", 0)]
    channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=options)
    try:
        stream = call(channel, b"hello", None)
        late = threading.Timer(SELF_TEST_S, stream.cancel)
        late.daemon = True
        late.start()
        got = [next(stream) for _ in range(3)]
        stayed_open = not closed.is_set()
        threading.Timer(0.02, stream.cancel).start()
        started = time.monotonic()
        with suppress(grpc.RpcError, StopIteration):
            next(stream)
        late.cancel()
        return got == [b"hello"] * 3 and stayed_open and time.monotonic() - started < SELF_TEST_S / 2
    finally:
        channel.close()
        server.stop(0)
