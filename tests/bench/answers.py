"""What a pushing gNMI server says: session states at the path that OpenConfig has, encoded once."""

import itertools

from pygnmi.spec.v080 import gnmi_pb2 as pb

NEIGHBORS = 200


def framed(message: bytes) -> bytes:
    """A message as gRPC frames it, uncompressed."""
    return b"\0" + len(message).to_bytes(4, "big") + message


def path(k: int) -> pb.Path:
    """Where OpenConfig has the session state of the k-th neighbor."""
    protocol = pb.PathElem(name="protocol", key={"identifier": "BGP", "name": "BGP"})
    neighbor = pb.PathElem(name="neighbor", key={"neighbor-address": f"10.0.{k // 100}.{k % 100}"})
    vrf = pb.PathElem(name="network-instance", key={"name": "default"})
    names = [pb.PathElem(name=item) for item in ("network-instances", "protocols", "bgp", "neighbors")]
    last = [pb.PathElem(name=each) for each in ("state", "session-state")]
    return pb.Path(elem=[names[0], vrf, names[1], protocol, names[2], names[3], neighbor, *last])


def answers(count: int, updates: int) -> list[bytes]:
    """So many gRPC messages: session states of 200 neighbors, told again and again, at the path OpenConfig has."""
    numbers = itertools.count()
    found = []
    for _ in range(count):
        told = pb.Notification(timestamp=1_795_000_000_000_000_000, prefix=pb.Path(target="r1", origin="openconfig"))
        for _ in range(updates):
            told.update.append(
                pb.Update(path=path(next(numbers) % NEIGHBORS), val=pb.TypedValue(json_ietf_val=b'"ESTABLISHED"'))
            )
        found.append(framed(pb.SubscribeResponse(update=told).SerializeToString()))
    return found
