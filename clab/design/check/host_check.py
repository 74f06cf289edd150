"""Whether the hosts of a draft are those that its request demands. Pure."""

import re
from ipaddress import IPv4Interface, IPv4Network
from typing import Final

from clab.design.check.demand import Requirement
from clab.design.check.draft_members import members, wrong
from clab.design.check.lab_graph import Drafted
from clab.finding import Finding

_ADDRESS: Final = re.compile(r"ip address add (\S+/\d+)")


def hosts(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = len(drafted.hosts)
    if demand.subject == "only there":
        per = {drafted.hosts_at(node) for node in drafted.routers} - {0}
        return [] if per <= {demand.value} else wrong(demand, f"some routers of the draft have {max(per)} clients")
    good = have >= demand.value if demand.subject == "at least" else have == demand.value
    return [] if good else wrong(demand, f"the draft has {have} clients, not {demand.value}")


def hosts_each(demand: Requirement, drafted: Drafted) -> list[Finding]:
    how, _, who = demand.subject.partition(" ")
    places = drafted.routers if how == "all" or who == "router" else []
    if how == "name":
        places = [node for node in drafted.routers if node.lower() == who.lower()]
        if who.startswith("#"):
            number = int(who.removeprefix("#"))
            places = drafted.routers[number - 1 :][:1] if number > 0 else drafted.routers[number:][:1]
    elif how in ("role", "some") and who != "router":
        places = members(who, drafted)
    elif how == "edges":
        return _on_edges(demand, who, drafted)
    short = [node for node in places if drafted.hosts_at(node) < demand.value]
    if short or not places:
        return wrong(
            demand,
            f"the draft has {len(drafted.hosts)} clients, fewer than {demand.value} on {', '.join(short) or who}",
        )
    over = [node for node in drafted.routers if node not in places and drafted.hosts_at(node)] if how == "role" else []
    return wrong(demand, f"{', '.join(over)} of the draft have clients as well") if over else []


def _on_edges(demand: Requirement, shape: str, drafted: Drafted) -> list[Finding]:
    """Hosts at the edges: a diamond's two, a chain's or star's ends, a Clos' leaves, else every router."""
    have = {node for node in drafted.routers if drafted.hosts_at(node)}
    ends = {node for node in drafted.routers if len(drafted.neighbors(node)) == 1}
    leaves = (
        set(members("leaf", drafted)) if drafted.is_shape("leaf_spine") and shape not in ("diamond", "ring") else set()
    )
    wanted = ends or leaves or set(drafted.routers)
    if shape == "diamond":
        good = len(have) == 2 and not any(drafted.neighbors(node) & have for node in have)
    else:
        good = have == wanted
    if good and all(drafted.hosts_at(node) == demand.value for node in have):
        return []
    return wrong(demand, f"the clients of the draft are on {', '.join(sorted(have)) or 'no router'}")


def homed(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """Hosts with a link to every one of some routers."""
    how, _, role = demand.subject.partition(" ")
    if how.isdecimal():
        homes = set(members(role, drafted))
        at = [{end for pair in drafted.links if host in pair for end in pair} - {host} for host in drafted.hosts]
        have = sum(one <= homes and len(one) == int(how) for one in at)
        return [] if have == demand.value else wrong(demand, f"{have} clients of the draft are joined to {how} of them")
    wanted = set(members(role, drafted)) if how == "role" else {name.lower() for name in demand.subject.split()}
    wanted = {name.lower() for name in wanted}
    ends = [{end.lower() for pair in drafted.links if host in pair for end in pair} - {host} for host in drafted.hosts]
    have = sum(one == wanted for one in ends)
    return [] if have == demand.value else wrong(demand, f"{have} clients of the draft are joined to all of them")


def _networks(drafted: Drafted) -> set[IPv4Network]:
    """The networks of all hosts."""
    return {
        IPv4Interface(match[1]).network
        for host in drafted.hosts
        for one in drafted.topology.settings(host)
        for command in one.list("exec")
        if (match := _ADDRESS.match(command.text or ""))
    }


def apart(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """Every host is in a network of its own."""
    found = _networks(drafted)
    if len(found) >= len(drafted.hosts):
        return []
    return wrong(demand, f"the {len(drafted.hosts)} clients of the draft are in {len(found)} networks")


def one_l2(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """All hosts are in one network."""
    found = _networks(drafted)
    return [] if len(found) == 1 else wrong(demand, f"the clients of the draft are in {len(found)} networks")


def no_hosts(demand: Requirement, drafted: Drafted) -> list[Finding]:
    return wrong(demand, f"the draft has {len(drafted.hosts)} clients") if drafted.hosts else []
