"""What a request demands of the hosts of a lab. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from clab.design.check.demand import Requirement, What
from clab.design.grammar.roles import CONTAINERS, role_of
from clab.design.grammar.statements import Hosts
from clab.design.meaning.resolved import Resolved
from clab.design.words.tokens import HOST_NAME


@dataclass(slots=True)
class _Stand:
    """Where hosts stand, and how many at each place; None where that is not said."""

    where: Literal["each", "ends", "edges", "role", "names", "somewhere"]
    role: str
    at: list[str]
    count: int | None
    share: int


def _stand(reading: Resolved, one: Hosts) -> _Stand:
    found = _Stand("somewhere", "", [], one.count, max((who.share for who in one.at), default=0))
    tenants = {name for group in reading.said.groups if group.role == "tenant" for name in group.names}
    routing = [group for group in reading.said.groups if group.role not in CONTAINERS]
    for who in one.at:
        if who.names and set(who.names) <= tenants:
            continue
        group = reading.group(who)
        if group is not None and not (reading.alone(group) and len(one.at) == 1):
            group = None
        if who.spot in ("ends", "edges", "all"):
            found.where = "ends" if who.spot == "ends" else "edges" if who.spot == "edges" else "each"
        elif group is not None and group.role == "router" and one.each:
            found.where = "each" if len(routing) == 1 else "names"
            found.at += reading.who((who,)) if found.where == "names" else []
        elif group is not None and group.role not in CONTAINERS and any(role_of(n) != group.role for n in group.names):
            found.where = "names"  # `four edge routers e1-e4`
            found.at += group.names
        elif group is not None and (one.each or one.homed or group.role != "router"):
            found.where, found.role = "role", group.role
        elif who.by == "role":
            found.where, found.role = "role", who.role
        else:
            found.where = "names"
            found.at += reading.who((who,)) or list(who.names)
    if one.but:
        gone = reading.who(one.but)
        found.where, found.at = "names", [name for name in reading.who(one.at) if name not in gone]
    found.at = list(dict.fromkeys(found.at))
    _at_each(reading, one, found)
    return found


def _at_each(reading: Resolved, one: Hosts, found: _Stand) -> None:
    """Of `two hosts on r1 and r4`, which is a number in all, one."""
    count = one.count
    if found.where in ("role", "each", "edges") and not (one.each or one.homed) and count:
        size = len(reading.who(one.at)) or 1
        found.count = count // size if count % size == 0 else count
    elif found.where == "ends":
        found.count = 1 if count == 2 and (not one.each or len(one.names) == 2) else count
        if reading.naming is not None and len(reading.made.order) == 1:
            found.where, found.count = "each", 2 * ((1 if count == 2 and not one.each else count) or 1)
    elif found.where == "names" and not (one.each or one.homed) and len(found.at) > 1 and count:
        found.count = count // len(found.at) if count % len(found.at) == 0 else 1 if count == 1 else None


def hosts(reading: Resolved) -> Iterator[Requirement]:
    parties = [who for link in reading.links for who in (*reading.parties(link.a), *reading.parties(link.b))]
    named = any(HOST_NAME.match(name) for who in parties for name in who.names)
    vlans = reading.said.host_vlans
    yield from (Requirement(f"VLAN {vlan}", "vlan", "", vlan) for vlan in dict.fromkeys(vlans.values()))
    yield from (Requirement(name, "name", name) for name in vlans)
    stated = [(one, _stand(reading, one)) for one in reading.hosts]
    if not (stated or named or vlans):
        yield Requirement("no hosts" if reading.word("no_hosts") else "no word of hosts", "no_hosts")
    for one, stand in stated:
        yield from (Requirement(one.words, "name", name) for name in one.names)
        yield from _at(reading, one, stand, alone=len(stated) == 1)
        if one.whole is not None and len(stated) == 1:
            yield Requirement(one.words, "hosts", "", one.whole)
        yield from (Requirement(one.words, "vlan", "", vlan) for vlan in one.vlans)
    if len(stated) == 1 and not stated[0][0].homed:
        one, stand = stated[0]
        if stand.role not in CONTAINERS and stand.where != "somewhere":
            yield Requirement(one.words, "hosts", "only there", stand.count or 1)
        if stand.where == "names":
            yield Requirement(one.words, "hosts", "", (stand.count or 1) * len(stand.at))
    concepts: tuple[What, ...] = ("apart", "bridged", "gateways", "one_l2")
    for concept in concepts:
        if reading.word(concept):
            yield Requirement(reading.word(concept), concept)
    for tenant in reading.tenants:
        yield Requirement(tenant.words, "tenants", " ".join(tenant.names), tenant.count or 0)
    if reading.word("isolated") and not reading.tenants:
        yield Requirement(reading.word("isolated"), "unread")


def _at(reading: Resolved, one: Hosts, stand: _Stand, *, alone: bool) -> Iterator[Requirement]:
    """How many hosts stand where."""
    count = stand.count or 1
    if stand.where == "somewhere":
        yield Requirement(one.words, "hosts", "" if stand.count and alone else "at least", count)
    elif one.homed:
        homes = f"{stand.share} {stand.role}" if stand.share else f"role {stand.role}"
        yield Requirement(one.words, "homed", " ".join(stand.at) or homes, count)
        if alone:
            yield Requirement(one.words, "hosts", "", count)
    elif stand.where == "names":
        yield from (Requirement(one.words, "hosts_each", f"name {name}", count) for name in stand.at)
    elif stand.where == "role" and stand.role not in CONTAINERS:
        yield Requirement(one.words, "hosts_each", f"{'role' if alone else 'some'} {stand.role}", count)
    elif stand.where == "role":
        outer = [group for group in reading.groups if group.role == stand.role]
        if outer and outer[0].count:
            yield Requirement(one.words, "hosts", "", count * outer[0].count)
    elif stand.where == "ends":
        if alone:
            yield Requirement(one.words, "hosts", "", 2 * count)
    else:
        shape = next((form.shape for form in reading.forms), "")
        yield Requirement(one.words, "hosts_each", "all" if stand.where == "each" else f"edges {shape}".strip(), count)
