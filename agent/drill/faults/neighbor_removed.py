"""An operator takes a neighbor out of the configuration."""

from agent.drill.fault import Fault, Impossible, Plan
from agent.drill.targets import Stage
from clab.actions import Vtysh


def plan(stage: Stage, turn: int) -> Plan | Impossible:
    """`no neighbor X` at one end; mending gives every line about it again."""
    found = []
    for session in stage.direct() or stage.sessions:
        for end, _ in session.ends():
            lines = lines_about(stage.running[end.node], end.local_as, end.neighbor)
            if lines:
                found.append((session, end, lines))
    if not found:
        return Impossible("no neighbor has lines of its own in a running configuration")
    session, end, lines = found[turn % len(found)]
    gone = f"no {lines[0]}" if " interface " in f"{lines[0]} " else f"no neighbor {end.neighbor}"
    remove = Vtysh(end.node, (f"router bgp {end.local_as}", gone), config=True)
    again = Vtysh(end.node, (f"router bgp {end.local_as}", *lines), config=True)
    place = f"{end.node} neighbor {end.neighbor}"
    return Plan(place, (remove,), (again,), (session,), places=(place,))


def lines_about(running: str, asn: int, neighbor: str) -> tuple[str, ...]:
    """The lines of `router bgp` that name a neighbor, with the address families they stand in."""
    found: list[str] = []
    inside, family = False, ""
    for line in running.splitlines():
        word = line.strip()
        if not line.startswith(" "):
            inside = word == f"router bgp {asn}"
            continue
        if not inside:
            continue
        if word.startswith("address-family"):
            family = word
        elif word == "exit-address-family":
            family = ""
        elif f" neighbor {neighbor} " in f" {word} ":
            found += [family, word, "exit-address-family"] if family else [word]
    return tuple(found)


FAULT = Fault("a neighbor is taken out of the configuration", ("peer_deconfigured",), 90, plan)
