"""Wrong names: nodes, peers, interfaces, address families, AS numbers."""

from agent.mutations.corruption import Operator, Result, Room, swap

HELD_OUT = False
AFIS = {"ipv4Unicast": "IPv4", "ipv6Unicast": "IPv6", "l2VpnEvpn": "EVPN"}


def _partner(room: Room, row: int, key: str) -> str:
    """The node at the other end of a peering as this sentence names it."""
    end = key[:-1] + ("b" if key.endswith("a") else "a")
    return next((s.value for s in room.text.sentences[row].slots if s.kind == "node" and s.key == end), "")


def wrong_peer(room: Room) -> Result:
    """One end of a peering becomes another of the incident's nodes, so that the pair had no peering that was lost."""
    place = room.pick("node", having=lambda slot: slot.key.startswith("end:"))
    if not place:
        return None
    row, _, slot = place
    other = _partner(room, row, slot.key)
    wrong = [name for name in room.incident["nodes"] if name not in (slot.value, other)]
    wrong = [name for name in wrong if frozenset((name, other)) not in room.known.pairs]
    return swap(room.text, place, room.rng.choice(wrong)) if wrong and other else None


def swapped_node(room: Room) -> Result:
    """A node becomes one of the same lab that has no part in the incident."""
    place = room.pick("node")
    wrong = [name for name in room.lab_nodes() if name[:-1] == (place[2].value[:-1] if place else "")]
    return swap(room.text, place, room.rng.choice(wrong)) if place and wrong else None


def invented_node(room: Room) -> Result:
    """A node becomes one that no lab of the suite has."""
    place = room.pick("node")
    wrong = room.rng.choice(("r9", "r17", "leaf9", "spine7", "srl9", "core-1", "pe3", "border2", "e8"))
    return swap(room.text, place, wrong) if place and wrong not in room.known.words else None


def wrong_culprit(room: Room) -> Result:
    """The cause is put on another of the incident's nodes."""
    place = room.pick("node", having=lambda slot: slot.key == "subject")
    if not place or room.incident["cause"]["type"] in ("link_down", "link_flap", "one_way_loss"):
        return None
    mentioned = {s.value for s in room.text.sentences[place[0]].slots if s.kind == "node"}
    wrong = [name for name in room.incident["nodes"] if name not in room.incident["cause"]["nodes"]]
    wrong = [name for name in wrong if name not in mentioned]
    return swap(room.text, place, room.rng.choice(wrong)) if wrong else None


def wrong_interface(room: Room) -> Result:
    """The interface becomes another one."""
    place = room.pick("interface")
    if not place:
        return None
    stem = place[2].value.rstrip("0123456789")
    wrong = [f"{stem}{n}" for n in range(1, 10) if f"{stem}{n}" not in room.known.words]
    return swap(room.text, place, room.rng.choice(wrong)) if wrong else None


def wrong_afi(room: Room) -> Result:
    """The address family becomes one that no lost peering carried."""
    place = room.pick("afi")
    here = {afi for each in room.incident["peerings"] for afi in each["afis"]}
    wrong = [said for afi, said in AFIS.items() if afi not in here]
    if any(":" in str(each["address_a"]) for each in room.incident["peerings"]):
        wrong = [said for said in wrong if said != "IPv6"]
    return swap(room.text, place, room.rng.choice(wrong)) if place and wrong else None


def wrong_as(room: Room) -> Result:
    """An AS number that the incident does not have."""
    place = room.pick("node", having=lambda slot: slot.key != "subject")
    number = room.rng.choice((64999, 65099, 65123, 65535, 4200000999, 64777))
    if not place or str(number) in room.known.words:
        return None
    return swap(room.text, place, f"{place[2].value} {room.rng.choice((f'(AS {number})', f'(AS{number})'))}")


OPERATORS = (
    Operator("peering: wrong peer", wrong_peer),
    Operator("node: another of the lab", swapped_node),
    Operator("node: invented", invented_node),
    Operator("node: wrong culprit", wrong_culprit),
    Operator("interface: wrong", wrong_interface),
    Operator("family: wrong", wrong_afi),
    Operator("AS number: invented", wrong_as),
)
