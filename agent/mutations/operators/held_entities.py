"""Wrong names that nobody tunes on."""

import ipaddress

from agent.mutations.corruption import Operator, Result, Room, swap

HELD_OUT = True


def invented_address(room: Room) -> Result:
    """An address becomes one that the incident does not have."""
    place = room.pick("address")
    if not place:
        return None
    try:
        wrong = str(ipaddress.ip_address(place[2].value) + room.rng.choice((2, 3, 7, 100, 256)))
    except ValueError:
        wrong = "10.99.0.1"
    return swap(room.text, place, wrong) if wrong not in room.known.words else None


def exchanged_addresses(room: Room) -> Result:
    """The two ends of a peering have each other's addresses."""
    place = room.pick("address", having=lambda slot: slot.key.startswith("address:"))
    if not place:
        return None
    row, column, one = place
    key = one.key[:-1] + ("b" if one.key.endswith("a") else "a")
    twins = [(r, c, s) for r, c, s in room.text.slots("address") if r == row and s.key == key]
    if not twins or twins[0][2].value == one.value:
        return None
    text = room.text.put(row, column, twins[0][2]).put(row, twins[0][1], one)
    return text, f"{one.text} and {twins[0][2].text} have changed ends"


def interface_elsewhere(room: Room) -> Result:
    """The right interface name on a node that is not its own."""
    place = room.pick("node", having=lambda slot: slot.key == "subject")
    if not place or not any(slot.kind == "interface" for slot in room.text.sentences[place[0]].slots):
        return None
    wrong = [name for name in room.lab_nodes() if name != place[2].value]
    return swap(room.text, place, room.rng.choice(wrong)) if wrong else None


OPERATORS = (
    Operator("address: invented", invented_address),
    Operator("address: ends exchanged", exchanged_addresses),
    Operator("interface: on another node", interface_elsewhere),
)
