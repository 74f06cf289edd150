"""Sessions that flap for hours, as their logs tell it: what each further flap costs the detector."""

import time
from collections.abc import Iterator

from agent.detect.detector import Detector
from clab.model import Lab, Node
from clab.units import SECOND_NS
from collectors.observations import BgpNotification, BgpState, Observation

T0 = 1_795_000_000 * SECOND_NS
EVERY_NS = 10 * SECOND_NS


def storm(flaps: int, sessions: int = 1) -> Iterator[Observation]:
    """A router whose sessions to so many others are reset every ten seconds, one after the other."""
    for k in range(flaps):
        for session in range(1, sessions + 1):
            at_ns = T0 + k * EVERY_NS + session * SECOND_NS // 50
            yield from _words("hub", f"r{session}", session, at_ns)


def _words(hub: str, spoke: str, session: int, at_ns: int) -> Iterator[Observation]:
    for node, neighbor, direction in ((hub, f"10.1.0.{session}", "sent"), (spoke, "10.0.0.1", "received")):
        common = {"node": node, "source": "log", "origin": f"{node}.log", "neighbor": neighbor}
        down = {"seen_ns": at_ns, "received_ns": at_ns}
        yield BgpNotification(**common, **down, direction=direction, code=6, subcode=4, raw=f"note {at_ns}")  # type: ignore[arg-type]
        yield BgpState(**common, **down, state="down", reason="User reset", raw=f"down {at_ns}")  # type: ignore[arg-type]
    for node, neighbor in ((hub, f"10.1.0.{session}"), (spoke, "10.0.0.1")):
        up = {"seen_ns": at_ns + 2 * SECOND_NS, "received_ns": at_ns + 2 * SECOND_NS}
        yield BgpState(node=node, source="log", neighbor=neighbor, state="established", raw=f"up {at_ns}", **up)  # type: ignore[arg-type]


def cost(flaps: int, sessions: int = 1) -> tuple[float, int]:
    """CPU seconds, and observations; settled once for every second that has news, as a recording is."""
    nodes = {"hub": Node("hub", addresses=("10.0.0.1",))}
    nodes |= {f"r{k}": Node(f"r{k}", addresses=(f"10.1.0.{k}",)) for k in range(1, sessions + 1)}
    seen = sorted(storm(flaps, sessions), key=lambda each: each.received_ns)
    detector, started = Detector(Lab("storm", nodes)), time.process_time()
    batch: list[Observation] = []
    for item in seen:
        if batch and item.received_ns - batch[0].received_ns >= SECOND_NS:
            detector.observe(batch)
            detector.settle(batch[-1].received_ns)
            batch = []
        batch.append(item)
    detector.observe(batch)
    detector.finish()
    return time.process_time() - started, len(seen)
