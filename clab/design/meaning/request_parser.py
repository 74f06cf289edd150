"""A request read by code alone: its statements put together to one intent, or the reason why they do not fit. Pure.

Nothing is built on a guess: a word that no phrase holds, a number that fits nowhere, routers of which nobody said how
they are joined end the reading, each with its reason.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from clab.design.builder import work_out
from clab.design.grammar.roles import role_of
from clab.design.grammar.statements import Statements
from clab.design.intent import Details, Intent
from clab.design.meaning.capability import features, kinds, refusals
from clab.design.meaning.protocols import contradictions, routing_values
from clab.design.meaning.request_reading import RequestReading, read_request
from clab.design.meaning.resolved import Resolved
from clab.design.meaning.suited import named_redistribution, suited
from clab.design.structure import Structure, Unclear
from clab.design.text import IMAGES
from clab.kinds.table import kind


@dataclass(frozen=True, slots=True)
class Understood:
    """The intent, where there is one, and why not; `left` are words that no statement holds, `refused` what no lab of
    ours can hold, `remarks` what code chose by itself, `aside` words that only describe a thing that was read."""

    intent: Intent | None
    left: tuple[str, ...] = ()
    why: str = ""
    refused: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every word was understood."""
        return self.intent is not None and not self.left and not self.aside


def understand(request: str) -> Understood:
    """Read a request."""
    whole = read_request(request)
    reading = whole.stated
    left, aside, refused = tuple(reading.left), tuple(reading.said.aside), tuple(refusals(reading, whole.owners))
    remarks = [f"{written!r} was read as {word!r}" for written, word in reading.said.slips]
    if refused:
        return Understood(None, left, "", refused, (), aside)
    try:
        contradictions(reading)
        intent = _intent(whole)
        _numbered(intent)
    except Unclear as reason:
        return Understood(None, left, str(reason), (), (), aside)
    except ValidationError as error:
        return Understood(None, left, str(error.errors()[0]["msg"]).removeprefix("Value error, "), (), (), aside)
    return Understood(
        intent, left, "", (), tuple(dict.fromkeys([*remarks, *(whole.built.remarks if whole.built else ())])), aside
    )


def _numbered(intent: Intent) -> None:
    """The details fit the lab: pools are large enough, and each name, role and port is one of the lab's.

    Raises:
        Unclear: one does not.
    """
    try:
        plan = work_out(intent)
    except ValueError as error:
        raise Unclear(str(error)) from error
    suited(intent, plan)
    details = intent.details
    if details is None:
        return
    kinds_there = {router.kind for router in plan.routers}
    if details.types and kinds_there != {"nokia_srlinux"} and "nokia_srlinux" not in kinds_there:
        raise Unclear(f"type {details.types[0][1]}: the lab has no SR Linux")
    srl = kind("nokia_srlinux")
    known = srl.types if srl else frozenset[str]()
    for who, written in details.types:
        own = [one for one in plan.routers if who in ("", one.name.lower(), one.role)]
        if not own or written not in known:
            raise Unclear(f"{who} {written}: {'containerlab knows no such type' if own else 'the lab has none such'}")
    managed = [
        (who, [one for one in plan.routers if who in ("", one.name.lower(), one.role)], of)
        for who, of in details.management_at
    ]
    for who, own, addresses in managed:
        if len(own) != len(addresses):
            raise Unclear(f"{who}: {len(addresses)} management addresses for {len(own)} routers")
    given = [one for _, addresses in details.management_at for one in addresses]
    if len(set(given)) < len(given) or (given and not intent.management):
        raise Unclear("the management addresses do not fit")
    if details.management_name and not intent.management:
        raise Unclear(f"{details.management_name}: no management network is named")
    if details.bfd_ms and not intent.bfd:
        raise Unclear("timers of BFD, and no BFD")
    vlans = {vlan for router in plan.routers for vlan in router.vlans}
    if details.host_list and len(details.host_list) not in (len(plan.clients), len(vlans)):
        raise Unclear(f"{len(details.host_list)} networks for {len(plan.clients)} hosts")
    ends = [name for one in plan.clients for name in (one.name.lower(), one.on.lower())]
    if any(ends.count(name.lower()) != 1 for name, _ in details.host_nets):
        raise Unclear("the network of a host is named, and not of which")
    at = [name for name, _ in details.host_at]
    hosts_there = [one.name.lower() for one in plan.clients]
    if any(name and name.lower() not in hosts_there for name in at) or ("" in at and len(at) != len(hosts_there)):
        raise Unclear(f"{len(at)} addresses of hosts: the lab has {len(hosts_there)} of them")
    bridged = [one for router in plan.routers for one in router.bridges]
    if details.vnis and len(details.vnis) != len({one.vni for one in bridged if one.vni}):
        raise Unclear("VNIs are named, and not one for each network that EVPN stretches")
    if details.vrf_vni and not any(one.vni for router in plan.routers for one in router.vrfs):
        raise Unclear(f"VNI {details.vrf_vni}: there is no VRF that EVPN joins")
    if dict(details.vlan_networks).keys() - {one.vlan for one in bridged}:
        raise Unclear("the network of a VLAN is named, and no host is in that VLAN")
    if details.shared and not plan.lans:
        raise Unclear(f"{details.shared}: there is no shared network")
    if (details.hosts or details.host_image) and not plan.clients:
        raise Unclear("networks or images of hosts, and no hosts")
    used = Counter((end.node, end.interface) for wire in plan.wires for end in (wire.a, wire.b))
    if any(count > 1 for count in used.values()):
        raise Unclear("a port is used twice")
    joined = [{wire.a.node, wire.b.node} for wire in plan.wires]
    named = [name for name, _ in details.ports]
    if len(named) % 2 or any(set(pair) not in joined for pair in batched(named)):
        raise Unclear("ports are named, and not those of both ends of each link")


def batched(names: Sequence[str]) -> list[tuple[str, str]]:
    """Names two by two."""
    return list(zip(names[::2], names[1::2], strict=False))


def _intent(whole: RequestReading) -> Intent:
    if whole.built is None:
        raise Unclear(whole.why)
    reading, built, values = whole.stated, whole.built, dict(whole.built.values)
    if whole.reflectors and values["shape"] not in ("leaf_spine", "clos", "sites"):
        values["reflectors"] = whole.reflectors
    if reading.said.lab_name:
        values["name"] = reading.said.lab_name
    if reading.image:
        values["image"] = reading.image
    if reading.image_tag:
        values["image"] = _tagged(reading.image_tag, values)
    if reading.said.management:
        values["management"] = reading.said.management
    values["details"] = details_of(reading.said)
    bare, one_l2 = reading.word("bare"), reading.word("one_l2")
    values["bare"] = bool(bare)
    values["settings"] = tuple(one for _, one in whole.settings)
    base = Intent(**values)
    intent = named_redistribution(Intent(**(values | routing_values(reading, base, built))))
    in_vlans = bool(intent.hosts) and all(host.vlan for host in intent.hosts)
    if intent.bare and (intent.settings or addresses_of(intent.details) or intent.family != "ipv4"):
        raise Unclear(f"{bare!r}: addresses or values of a configuration are named")
    if one_l2 and not in_vlans and not (intent.evpn and intent.hosts):
        raise Unclear(f"{one_l2!r}: hosts share a network by EVPN or a VLAN alone")
    return intent


def details_of(told: Statements) -> Details | None:
    """The values of addresses; a length of the links that was said is one."""
    said = told.said.details()
    length = told.link_mask or (told.mask if told.mask in ("28", "29", "30") else "")
    if not length or not 24 <= int(length) <= 31:
        return said
    return (said or Details()).model_copy(update={"link_length": int(length)})


_UNSET = ("types", "management_name", "management_at", "host_image", "images", "ports")
"""Details that are no part of a configuration."""


def addresses_of(details: Details | None) -> list[str]:
    """The details that only a configuration can hold."""
    return sorted(set(details.model_dump(exclude_defaults=True)) - set(_UNSET)) if details else []


STRUCTURE = [
    "shape",
    "kind",
    "spine_kind",
    "routers",
    "superspines",
    "spines",
    "leaves",
    "sites",
    "joined_by",
    "router_names",
    "parallel",
    "nodes",
    "links",
]
"""The values by which an intent says how many routers there are and how they are joined."""


def _tagged(tag: str, values: Mapping[str, Any]) -> str:
    """The usual image of the one system of the lab, with a tag."""
    found = {values.get("kind"), values.get("spine_kind") or values.get("kind"), *values.get("kinds", ())}
    found |= {node.kind for node in values.get("nodes", ()) if node.kind != "linux"} or set()
    (kind, *more) = sorted(one for one in found if one)
    if more or kind not in IMAGES:
        raise Unclear(f"{tag!r}: it is not said of which image")
    return f"{IMAGES[kind].rpartition(':')[0]}:{tag}"


_SAID = {
    *STRUCTURE,
    *["igp", "bgp", "evpn", "bfd", "unnumbered", "clients", "clients_on", "first_asn"],
}
"""What a model may give: what its schema has."""


def completed(request: str, said: Mapping[str, Any], name: str | None = None) -> Intent:
    """An intent out of a model's values: how the routers are joined is the model's, and everything of which the words
    were read is code's. What the request has no word for is dropped.

    Raises:
        ValueError: the values make no intent (a ValidationError), or one of them is none that a model may give.
    """
    reading = read_request(request).stated
    words = request.lower()
    values = {key: value for key, value in said.items() if value not in (None, "", [])}
    if not all(str(one).lower() in words for one in values.get("router_names", ())):
        values.pop("router_names", None)
    if len(kinds(reading)) < 2:
        values.pop("spine_kind", None)
    extra = set(values) - _SAID
    if extra:
        raise ValueError(f"{', '.join(sorted(extra))}: no such part of a lab's JSON")
    first = Intent(**values)
    base = {key: value for key, value in values.items() if key in STRUCTURE}
    if reading.said.parallel == 1 and all(link.times == 1 for link in reading.links):
        base.pop("parallel", None)
    built = Structure(base, {node.name: role_of(node.name) for node in first.nodes})
    hosts = {key: getattr(first, key) for key in ("clients", "clients_on")} if reading.hosts else {}
    try:
        drawn = _intent(RequestReading(reading, replace(built, values={**base, **hosts})))
    except Unclear:
        drawn = _less(reading, first, base)
    return drawn.model_copy(update={"name": name}) if name else drawn


def _less(reading: Resolved, first: Intent, base: Mapping[str, Any]) -> Intent:
    """The model's own routing and hosts, without what the request has no word for."""
    wanted = features(reading)
    asked = set(wanted)
    values = {**base, "igp": first.igp, "bgp": first.bgp}
    if reading.hosts:
        values |= {"clients": first.clients, "clients_on": first.clients_on}
    values |= {key: getattr(first, key) for key in ("evpn", "bfd", "unnumbered") if key in asked}
    if reading.asns.listed:
        values["first_asn"] = first.first_asn
    return Intent(**values, image=reading.image or None, management=reading.said.management or None)
