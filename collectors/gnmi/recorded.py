"""A recording's `gnmi/<node>.jsonl` lines to observations, by the profile that its paths are of. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from collectors.damage import UnreadableRecord, guarded
from collectors.gnmi.updates import decode_json
from collectors.logs.frame import stamps
from collectors.observations import Gap, Observation


def observations_of(
    node: str,
    rows: Iterable[Mapping[str, Any]],
    mappers: Sequence[Any],
    bad: Callable[[str], object] = lambda why: None,
) -> Iterator[Observation]:
    """What a recorded stream says; a broken stream is a gap until the next answer. `bad` hears of each answer, and of
    each leaf, that cannot be read: it costs itself. All of the node's mappers see every leaf.
    """
    first, *others = mappers
    broken: tuple[int, str] | None = None
    for row in rows:
        stamp = stamps.iso(str(row.get("received_at", "")))
        received_ns = stamp[0] if stamp else 0
        if "error" in row:
            broken = broken or (received_ns, str(row["error"]))
            for mapper in mappers:
                mapper.told.broken()
            continue
        if broken:
            yield _gap(node, broken, received_ns)
            broken = None
        response = row.get("response")
        try:
            message = guarded(decode_json)(response) if isinstance(response, Mapping) else None
        except UnreadableRecord as error:
            bad(str(error))
            continue
        for mapper in mappers:
            mapper.told.received_ns = received_ns
            for leaf in message.leaves if message else ():
                try:
                    yield from guarded(lambda leaf, mapper=mapper: list(mapper(leaf)))(leaf)
                except UnreadableRecord as error:
                    bad(f"{'/'.join(name for name, _ in leaf.elems)[:80]}: {error}")
        if message and message.synced:
            yield from first.told.sync()
            for mapper in others:
                mapper.told.synced = True
    if broken:
        yield _gap(node, broken, None)


def _gap(node: str, broken: tuple[int, str], to_ns: int | None) -> Gap:
    return Gap(
        node=node,
        source="gnmi",
        seen_ns=broken[0],
        received_ns=broken[0],
        from_ns=broken[0],
        to_ns=to_ns,
        reason=f"stream lost: {broken[1]}",
        raw=broken[1],
    )
