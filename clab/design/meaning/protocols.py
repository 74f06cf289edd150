"""Which protocols run where, and in which autonomous systems: the phrases of a request put together. Pure."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from clab.design.builder import draw
from clab.design.grammar.roles import OUTER
from clab.design.intent import IgpOn, Intent
from clab.design.meaning.as_numbers import all_covered, grouped, numbers, parted, sided, split
from clab.design.meaning.capability import TITLES, kinds, left_out
from clab.design.meaning.resolved import Resolved
from clab.design.structure import Structure, Unclear
from clab.design.words.vocabulary import IGPS


def routing_values(reading: Resolved, base: Intent, built: Structure) -> dict[str, Any]:
    """The intent's values of routing.

    Raises:
        Unclear: what is said does not fit together.
    """
    routed, end_to_end, on_loopbacks = map(reading.word, ("routed", "end_to_end", "on_loopbacks"))
    out = left_out(reading)
    wanted = {said.name for said in reading.runs if said.wanted and said not in out}
    for said in out:
        built.remarks.append(f"{said.words!r}: not possible with {' and '.join(kinds(reading))}, so left out")
    if reading.peered and ("ibgp" in wanted or base.reflectors):
        raise Unclear(f"{reading.peered[0]!r}: it is not said whether that is a link or a session over others")
    if reading.peered and not wanted & {"bgp", "ebgp"} and not reading.asns.listed and not reading.asns.own:
        if wanted & {*IGPS, "igp", "routing"}:
            raise Unclear(f"{reading.peered[0]!r}: it is not said by which protocol")
        wanted.add("ebgp")
    if reading.asns.shared and wanted & {"ebgp", "unnumbered"}:
        raise Unclear("eBGP, but one AS for several: it is not said which runs where")
    denied = {said.name for said in reading.runs if not said.wanted and not said.between}
    igps = [name for name in IGPS if name in wanted]
    if "route" in reading.values or "distance" in reading.values:
        igps = igps or ["static"]
    if routed and not (wanted - {"unnumbered"} or reading.asns.own or reading.asns.listed):
        if denied or base.shape != "leaf_spine":
            raise Unclear(f"{reading.word('routed')!r}: it is not said which routing protocol")
        wanted.add("ebgp")
        built.remarks.append(
            f"{reading.word('routed')!r}, and no protocol was named: eBGP, as fabrics have it (RFC 7938)"
        )
    if wanted & {"routing", "igp"} and not wanted - {"routing", "igp"}:
        raise Unclear("it is not said which routing protocol")
    routers = [one.name for one in draw(base)[0] if one.role not in ("client", "lan")]
    if end_to_end and not (wanted or denied or igps or reading.asns.listed) and len(routers) > 1 and base.hosts:
        igps = ["static"]
        built.remarks.append(f"{reading.word('end_to_end')!r}, and no protocol was named: static routes")
    pairs = draw(base)[1]
    several = several_igps(reading, igps, routers, pairs, built) if len(igps) > 1 else ()
    values: dict[str, Any] = {"igp": igps[0] if igps and not several else "none", "igps": several}
    values["family"] = family_of(reading, base, built)
    values["bgp"] = _bgp(reading, wanted, base, built)
    if "igp" in denied and values["bgp"] in ("ibgp", "both") and not igps and "static" not in denied:
        values["igp"] = "static"
        built.remarks.append("iBGP runs between loopbacks, and no IGP is wanted: static routes reach them")
    values["multihop"] = bool(on_loopbacks) and values["bgp"] == "ebgp"
    if values["multihop"] and len(routers) > 2 and igps:
        raise Unclear(f"{reading.word('on_loopbacks')!r}: it is not said between which routers")
    if denied & {"bgp", "ebgp", "ibgp"} and values["bgp"] != "none" and "bgp" in denied:
        raise Unclear("BGP is asked for and denied")
    values["evpn"] = "evpn" in wanted
    values["bfd"] = "bfd" in wanted
    some = [said for said in reading.runs if said.name == "bfd" and said.wanted and said.between]
    for said in some:
        if not _covers(said.between, routers, built):
            raise Unclear(f"{said.words!r}: BFD of some routers alone")
    values["unnumbered"] = "unnumbered" in wanted
    if values["unnumbered"] and (igps or values["bgp"] != "ebgp"):
        raise Unclear("unnumbered links are for eBGP alone")
    if values["bfd"] and values["bgp"] == "none" and values["igp"] in ("none", "rip", "static"):
        raise Unclear("BFD needs a protocol beside it: BGP, OSPF or IS-IS")
    values |= numbers(reading, base, values["bgp"], routers, built)
    numbered = dict(zip(routers, values.get("asns", ()), strict=False)) if len(values.get("asns", ())) > 1 else {}
    if values["bgp"] == "both" and "ibgp" not in wanted and len(values.get("asns", ())) == len(routers):
        values["bgp"] = split(dict(zip(routers, values["asns"], strict=True)), pairs, built)
    if values["bgp"] == "ibgp":
        values["bgp_off"] = _bgp_off(reading, routers, built)
    if values["bgp"] == "ebgp":
        values["bgp_off"] = _ebgp_off(reading, routers, built, pairs)
    speaking = [one for one in routers if values["bgp"] != "ebgp" or one not in values["bgp_off"]]
    values["igp_off"] = _igp_off(reading, speaking, built, pairs, numbered)
    if several:
        values["igp_off"] = ()
    _left_out_of(reading, values, routers, built)
    running = {one for one in routers if one not in values["igp_off"]}
    some = [said for said in reading.runs if said.between and not said.wanted]
    if some and values["igp"] != "none" and not any(set(pair) <= running for pair in pairs):
        raise Unclear(f"{TITLES[values['igp']]}: asked for and denied")
    return values


def _left_out_of(reading: Resolved, values: dict[str, Any], routers: Sequence[str], built: Structure) -> None:
    """`no BGP on leaf2`: who does not take part.

    Raises:
        Unclear: another protocol than those is denied to some alone, or it does not run at all.
    """
    for said in reading.runs:
        if said.wanted or not said.between:
            continue
        off = built.among(routers, said.between)
        part = "bgp_off" if said.name in ("bgp", "ebgp", "ibgp") and values["bgp"] != "none" else ""
        part = "igp_off" if said.name in IGPS and said.name == values["igp"] else part
        if not part or not off or len(off) == len(routers):
            raise Unclear(f"{said.words!r}: {TITLES.get(said.name, said.name)} is not there in any case")
        values[part] = tuple(dict.fromkeys((*values.get(part, ()), *off)))


def ipv6_alone(reading: Resolved) -> bool:
    """Whether IPv6 is said to be the only family; OSPFv3 is of IPv6 alone, unless another OSPF or IPv4 is named."""
    said = {value for value, _ in reading.said.families}
    older = any(one.name == "ospf" and one.wanted and "3" not in one.words for one in reading.runs)
    return "ipv6" in said or ("ospfv3" in said and "dual" not in said and not older)


def family_of(reading: Resolved, base: Intent, built: Structure) -> str:
    """Which families of addresses there are.

    Raises:
        Unclear: IPv6 is asked for where labkeeper writes none.
    """
    said = {value for value, _ in reading.said.families}
    if "v4" in said and (len(said) > 1 or reading.pool6):
        raise Unclear(f"{reading.said.families[0][1]!r}: IPv6 is asked for and denied")
    if not said - {"v4"} and not reading.pool6:
        return "ipv4"
    words = reading.said.families[0][1] if reading.said.families else reading.pool6
    runs = {one.name for one in reading.runs if one.wanted}
    bridged = any(host.vlan or host.vrf or host.backup for host in base.hosts) or base.gateways
    if runs & {"evpn", "unnumbered", "rip"} or bridged or any(one.shape == "lan" for one in reading.forms):
        raise Unclear(f"{words!r}: labkeeper writes no IPv6 for that")
    if "dual" in said and "ipv6" in said:
        raise Unclear(f"{words!r}: IPv4 is asked for and denied")
    if ipv6_alone(reading):
        return "ipv6"
    if "dual" not in said:
        built.remarks.append(f"{words!r} was read as IPv6 beside IPv4")
    return "dual"


def several_igps(
    reading: Resolved, igps: Sequence[str], routers: Sequence[str], pairs: Sequence[tuple[str, str]], built: Structure
) -> tuple[IgpOn, ...]:
    """Where each of several IGPs runs.

    Raises:
        Unclear: it is not said of one.
    """
    found = []
    for name in igps:
        scoped = [one for one in reading.runs if one.name == name and one.wanted and one.between]
        if not scoped or name == "static":
            raise Unclear(f"{' and '.join(igps)} at once: it is not said which runs where")
        for one in scoped:
            on = tuple(built.among(routers, one.between))
            if not any(set(pair) <= set(on) for pair in pairs):
                raise Unclear(f"{one.words!r}: no link runs there")
            found.append(IgpOn(igp=name, on=on))
    runs = [{pair for pair in pairs if set(pair) <= set(one.on)} for one in found]
    if any(a & b for a, b in combinations(runs, 2)):
        raise Unclear(f"{' and '.join(igps)} on one link: it is not said which runs where")
    return tuple(found)


def _covers(between: Sequence[str], routers: Sequence[str], built: Structure) -> bool:
    """Whether every session has an end among some: roles of a fabric of two tiers, or all names."""
    if set(between) & {"spine", "leaf", "superspine", "hub", "spoke"}:
        return True
    return set(routers) == {*built.among(routers, between)}


def contradictions(reading: Resolved) -> None:
    """What is asked for and denied in one request.

    Raises:
        Unclear: something is.
    """
    wanted = {said.name for said in reading.runs if said.wanted}
    denied = {said.name for said in reading.runs if not said.wanted and not said.between}
    for words in (reading.word("unconfigured"), reading.word("bare")):
        if words and wanted and any(said.words == words for said in reading.runs):
            raise Unclear(f"{words!r}: protocols are asked for and denied")
    both = sorted(wanted & denied)
    if both:
        raise Unclear(f"{', '.join(TITLES.get(name, name) for name in both)}: asked for and denied")
    if "bgp" in denied and wanted & {"evpn", "ebgp", "ibgp", "unnumbered"}:
        name = sorted(wanted & {"evpn", "ebgp", "ibgp", "unnumbered"})[0]
        raise Unclear(f"{TITLES[name]} without BGP: there is none")


def _bgp(reading: Resolved, wanted: set[str], base: Intent, built: Structure) -> str:
    inner, outer = "ibgp" in wanted, "ebgp" in wanted or bool(reading.asns.own)
    told = set(reading.told_asns)
    outer = outer or (inner and len(told) > 1)
    if reading.reflecting and base.shape not in ("leaf_spine", "clos", "sites") and not base.reflectors:
        raise Unclear("route reflectors are for iBGP in a fabric, or in the middle of a star")
    if base.shape == "exchange" and (
        is_exchange(reading) or wanted & {"bgp", "ebgp"} or reading.asns.own or base.route_server
    ):
        outer = True
    if inner and outer:
        apart = 1 < len(set(base.asns)) < base.count or grouped(reading)
        if "evpn" in wanted or not (_has_outer(built) or parted(reading) or apart or sided(reading)):
            raise Unclear("eBGP and iBGP at once: it is not said which runs where")
        return "both"
    if inner or (reading.asns.shared and "bgp" in wanted):
        return "ibgp"
    if outer or "unnumbered" in wanted:
        return "ebgp"
    asns = len(set(reading.asns.listed)) or len(set(reading.told_asns))
    if reading.reflecting and ((base.shape not in ("leaf_spine", "clos", "sites") and not base.reflectors) or outer):
        raise Unclear("route reflectors are for iBGP in a fabric")
    if "bgp" in wanted and parted(reading) and not wanted & {"evpn", "unnumbered"}:
        built.remarks.append("BGP was read as eBGP between the AS numbers and iBGP inside each")
        return "both"
    if wanted & {"bgp", "evpn"} or reading.reflecting:
        if (
            base.reflectors
            or reading.reflecting
            or (asns == 1 and not reading.asns.first and base.count > 1 and "bgp" in wanted)
        ):
            return "ibgp"
        if not (wanted & {"ebgp"}):
            built.remarks.append("BGP was read as eBGP")
        return "ebgp"
    if base.reflectors:
        return "ibgp"
    if asns > 1:
        return "both" if parted(reading) else "ebgp"
    if asns:
        raise Unclear("an AS number, but no BGP")
    return "none"


def is_exchange(reading: Resolved) -> bool:
    """Whether an Internet exchange was asked for, which is one for BGP; a shared network need not be."""
    return any(
        one.shape == "lan" and one.words.lower().startswith(("i", "exchange", "peering ex")) for one in reading.forms
    )


def _has_outer(built: Structure) -> bool:
    return any(role in OUTER for role in built.roles.values()) or built.values.get("shape") == "sites"


def _bgp_off(reading: Resolved, routers: list[str], built: Structure) -> tuple[str, ...]:
    """The routers without BGP, where iBGP is said of some alone: `iBGP between the PEs`."""
    scoped = [said for said in reading.runs if said.name == "ibgp" and said.wanted and said.between]
    inside = {name for said in scoped for name in said.between}
    own = built.among(routers, inside)
    if not scoped or len(own) < 2 or len(own) == len(routers) or "core" in inside:
        return ()
    return tuple(name for name in routers if name not in own)


def _ebgp_off(
    reading: Resolved, routers: list[str], built: Structure, pairs: Sequence[tuple[str, str]]
) -> tuple[str, ...]:
    """The routers without BGP, where eBGP is said of the links between two sides alone: `eBGP between PE and CE`."""
    scoped = [said for said in reading.runs if said.name in ("bgp", "ebgp") and said.wanted and said.between]
    if len(scoped) != 1 or any(said.name in ("bgp", "ebgp") and said not in scoped for said in reading.runs):
        return ()
    sides = scoped[0].between
    inside = built.among(routers, sides)
    off = tuple(name for name in routers if name not in inside)
    side = {name: name if name in sides else built.roles.get(name, "") for name in inside}
    among = [pair for pair in pairs if set(pair) <= set(inside)]
    fabric = set(sides) & {"spine", "leaf", "superspine", "hub", "spoke"}
    if len(sides) < 2 or not off or fabric or not among or any(side[a] == side[b] for a, b in among):
        return ()
    return off


def _igp_off(
    reading: Resolved,
    routers: list[str],
    built: Structure,
    pairs: Sequence[tuple[str, str]],
    asns: Mapping[str, int],
) -> tuple[str, ...]:
    """The routers that the IGP does not reach, where it is said of some alone."""
    found: tuple[str, ...] = ()
    for said in reading.runs:
        if not said.wanted or not said.between:
            continue
        inside = set(said.between)
        if said.between == ("core",) and "core" not in built.roles.values():
            off = [name for name in routers if built.roles.get(name) in OUTER]
            if not off and not set(built.roles.values()) <= {"p", "pe", "rr", "rrclient"}:
                raise Unclear(f"{said.words!r}: it is not said which routers are the core")
        else:
            there = built.among(routers, inside)
            off = [name for name in routers if name not in there]
            roles = {"spine", "leaf", "superspine", "router"}
            if inside <= roles and built.values["shape"] in ("leaf_spine", "clos"):
                off = []
        if said.name in IGPS:
            found = tuple(off)
            continue
        if (
            off
            and said.name == "ibgp"
            and (
                set(off) == set(_bgp_off(reading, routers, built))
                or all(built.roles.get(name) in OUTER for name in off)
            )
        ):
            continue
        between = [
            pair
            for pair in pairs
            if all(end in routers for end in pair) and (not asns or asns.get(pair[0]) != asns.get(pair[1]))
        ]
        ends = 2 if len(said.between) > 1 else 1
        if said.name in ("bgp", "ebgp") and all(len(set(pair) - set(off)) >= ends for pair in between):
            continue
        if said.name in ("bgp", "ebgp") and asns and all_covered(reading, between, built):
            continue
        both = any(other.name == "ibgp" and other.wanted for other in reading.runs)
        if both and said.name == "ebgp" and _has_outer(built):
            continue
        if off:
            raise Unclear(f"{said.words!r}: BGP of some routers alone")
    return found
