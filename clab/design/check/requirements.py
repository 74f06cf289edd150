"""What a request demands of a lab, one demand for every phrase of it. Pure.

Each demand is checked by itself against the finished draft (`requirement_check.py`), without the reading that put the
phrases together: no shape builder, no intent and no plan is known here. What the words do not ask for is a demand as
well: no hosts, no BGP, no IGP but what was said.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from clab.design.check.demand import Requirement, What
from clab.design.check.host_demands import hosts
from clab.design.grammar.roles import CONTAINERS, role_of
from clab.design.grammar.statements import Form, Group, Who, Whos
from clab.design.meaning.capability import features, kinds, left_out
from clab.design.meaning.placing import Said
from clab.design.meaning.protocols import ipv6_alone, is_exchange
from clab.design.meaning.request_reading import read_request
from clab.design.meaning.resolved import Resolved
from clab.design.setting import Setting
from clab.design.words.vocabulary import IGPS


def requirements(request: str) -> list[Requirement]:
    """All demands that the words make."""
    whole = read_request(request)
    reading = whole.stated
    found = [
        *_routers(reading),
        *_shapes(reading),
        *_links(reading),
        *hosts(reading),
        *_protocols(reading),
        *_attributes(reading),
        *_families(reading),
        *(
            Requirement(words, "setting", f"{one.what}|{one.value}|{one.on}|{one.to}|{_nth(one, whole.settings)}")
            for words, one in whole.settings
        ),
        *(Requirement(words, "detail", needle) for words, needle in reading.said.said.words),
        *(
            Requirement(words, "beyond", why or "which no configuration template here has")
            for words, why in reading.said.beyond
        ),
        *(Requirement(words, "unread") for words in reading.left),
        *(Requirement(words, "aside") for words in (*reading.said.aside, *reading.said.purpose)),
    ]
    return list(dict.fromkeys(found))


def _times(reading: Resolved, group: Group) -> int | None:
    """How many there are in all: `two sites, each with three` makes six."""
    count = group.count or len(group.names) or (None if group.plural or reading.forms else 1)
    if group.inside is None or count is None:
        return count
    outer = _times(reading, reading.groups[group.inside])
    return None if outer is None else count * outer


def _routers(reading: Resolved) -> Iterator[Requirement]:
    routing = [group for group in reading.groups if group.role not in CONTAINERS]
    if "rrclient" in {group.role for group in routing}:
        yield Requirement("every client at every reflector", "role_joined", "rrclient rr")
    roles = [group for group in routing if group.role != "router"]
    bare = _without_total([group for group in routing if group.role == "router"])
    routing = [*roles, *bare]
    counted = {id(group): _times(reading, group) for group in routing}
    for group in roles:
        count = counted[id(group)]
        same = [one for one in roles if one.role == group.role]
        if count is not None and not group.names and len(same) == 1 and group.count is not None:
            yield Requirement(group.words, "role", group.role, count)
        if group.kind and len(same) == 1:
            yield Requirement(group.words, "role_kind", f"{group.role} {group.kind}")
        for name in group.names:
            yield Requirement(group.words, "name", name)
    words = ", ".join(group.words for group in routing)
    total = sum(counted[id(group)] or 0 for group in routing)
    if bare and not roles and all(counted[id(group)] for group in bare):
        for kind in dict.fromkeys(one.kind for one in bare if one.kind is not None):
            own = [one for one in bare if one.kind == kind]
            said = ", ".join(one.words for one in own)
            yield Requirement(said, "kind_count", kind, sum(counted[id(one)] or 0 for one in own))
        if any(group.count is not None for group in bare) and not reading.links:
            yield Requirement(words, "total", "", total)
        elif any(group.count is not None for group in bare):
            yield Requirement(words, "at_least", "", total)
    elif bare and any(group.count for group in bare):
        yield Requirement(words, "at_least", "", max(counted[id(group)] or 0 for group in bare))
    elif roles and all(group.count is not None for group in roles):
        yield Requirement(words, "at_least", "", total)
        others = {role_of(name) for name in reading.names} - {group.role for group in roles}
        if len({"spine", "leaf"} & {group.role for group in roles}) != 1 and not others:
            yield Requirement(words, "total", "or one more", total)
    mixed = any(one.role == other.role and one.kind != other.kind for one in roles for other in roles)
    if mixed and not bare and all(group.kind and counted[id(group)] for group in roles):
        for kind in dict.fromkeys(group.kind or "" for group in roles):
            own = [group for group in roles if group.kind == kind]
            said = ", ".join(group.words for group in own)
            yield Requirement(said, "kind_count", kind, sum(counted[id(group)] or 0 for group in own))
    for group in bare:
        for name in group.names:
            yield Requirement(group.words, "name", name)
    named = kinds(reading)
    if named:
        yield Requirement(", ".join(named), "kinds", " ".join(named))


_SHAPES = frozenset(
    ("tree", "grid", "ring", "triangle", "square", "chain", "star", "full_mesh", "diamond", "pair", "leaf_spine", "lan")
)


def _shapes(reading: Resolved) -> Iterator[Requirement]:
    several = any(group.role in CONTAINERS and ((group.count or 0) > 1 or group.plural) for group in reading.groups)
    ibgp = any(said.name == "ibgp" and said.wanted for said in reading.runs)
    named = [(one.shape, one.words) for one in reading.forms if not one.words.lower().startswith(("point", "p2p"))]
    bgp = any(said.name in ("bgp", "ebgp") and said.wanted for said in reading.runs)
    server = any(group.role == "rs" for group in reading.groups)
    on_lan = bgp and not server and any(name == "lan" for name, _ in named)
    if _several_hubs(reading):
        named = [(name, words) for name, words in named if name != "star"]
    for name, words in named:
        if name == "full_mesh" and on_lan:
            continue
        if name == "full_mesh" and ibgp and (len(named) > 1 or reading.links):
            continue
        if name == "pair" and len(named) > 1 and words.lower().startswith("back"):
            continue
        if name == "pair" and reading.links:
            continue
        scoped = [one for one in reading.forms if (one.words, one.shape) == (words, name)]
        standing = [parties for one in scoped if (parties := _standing(reading, one)) is not None]
        if (
            standing
            and name not in ("leaf_spine", "tree", "grid")
            and (reading.links or any(group.inside is not None for group in reading.groups))
        ):
            yield from (_shape_of(reading, scoped[0], parties) for parties in standing)
            continue
        but = sum(bool(link.b) for link in reading.said.gone)
        if name == "full_mesh" and but:
            yield Requirement(words, "mesh_but", "", but)
            continue
        if name in _SHAPES and not several:
            yield Requirement(words, "shape", name)
    roles = {group.role for group in reading.groups if group.inside is None}
    outside = roles - {"superspine", "spine", "leaf", "router", *CONTAINERS}
    apart = _apart(reading)
    if {"spine", "leaf"} <= roles and (outside or apart):
        yield Requirement("spines and leaves", "role_joined", " ".join(("leaf", "spine", *apart)))
        for leaf, spines_of in apart.items():
            yield Requirement(f"{leaf} to {' and '.join(spines_of)}", "only_to", " ".join((leaf, "spine", *spines_of)))
    elif {"spine", "leaf"} <= roles or reading.dimension:
        yield Requirement("spines and leaves", "shape", "leaf_spine")
    if {"hub", "spoke"} <= roles and not reading.links:
        yield Requirement("hub and spokes", "shape", "star")
    if reading.grid:
        rows, columns = reading.grid
        yield Requirement(f"{rows}x{columns}", "total", "", rows * columns)
    if reading.dimension:
        spines, leaves = sorted(reading.dimension)
        words = f"{reading.dimension[0]}x{reading.dimension[1]}"
        yield Requirement(words, "role", "spine", spines)
        yield Requirement(words, "role", "leaf", leaves)
    if reading.inner is not None:
        shape, words = reading.inner
        links = sum(link.times for link in reading.links) or int(bool(reading.word("between_sites")))
        yield Requirement(words, "site_form", shape, links)
    pods = [group for group in reading.groups if group.role == "site" and (group.count or 0) > 1]
    if pods and "superspine" in roles:
        yield Requirement(pods[0].words, "pods", "", pods[0].count or 0)
    elif reading.said.stages[0] > 3 or (reading.said.stages[0] == 3 and "superspine" in roles):
        yield Requirement(f"{reading.said.stages[0]} stages", "shape", "clos")


def _apart(reading: Resolved) -> dict[str, list[str]]:
    """The leaves of which it is said by name to which spines they go, and not to all."""
    found: dict[str, list[str]] = {}
    for link in reading.links:
        for one in reading.named(reading.parties(link.a)):
            for other in reading.named(reading.parties(link.b)):
                for leaf, spine in ((one, other), (other, one)):
                    if role_of(leaf) == "leaf" and role_of(spine) == "spine":
                        found.setdefault(leaf, []).append(spine)
    spines = sum(group.count or len(group.names) or 1 for group in reading.groups if group.role == "spine")
    return {leaf: own for leaf, own in found.items() if len(set(own)) < spines}


def _standing(reading: Resolved, form: Form) -> Whos | None:
    """Who stands in a shape, by name where there are others."""
    if not form.who:
        names = reading.made.forms.get(form.shape)
        return None if names is None or not reading.said.links else (Who("names", names=names),)
    groups = [group for who in form.who if (group := reading.group(who)) is not None]
    sites = any(group.role in CONTAINERS for group in groups)
    others = len([group for group in reading.groups if group.role not in CONTAINERS]) > 1
    plain = sites or any(group.role == "router" for group in groups)
    names = tuple(reading.who(form.who)) if plain and (others or reading.said.named or sites) else ()
    return (Who("names", names=names),) if names else reading.parties(form.who)


def _shape_of(reading: Resolved, form: Form, parties: Whos) -> Requirement:
    """A shape in which some stand; `value` is how many links more there may be between them."""
    names = reading.named(parties)
    roles = [role for role in reading.roles(parties) if role not in CONTAINERS] or ["router"]
    who = "names " + " ".join(names) if names else "roles " + " ".join(roles)
    return Requirement(form.words, "shape_of", f"{form.shape} {who}", len(reading.links))


def _links(reading: Resolved) -> Iterator[Requirement]:
    for link in reading.links:
        parties, others = reading.parties(link.a), reading.parties(link.b)
        a, b = reading.named(parties), reading.named(others or parties)
        if a and b:
            times = link.times if link.times > 1 else 0
            yield from (Requirement(link.words, "joined", f"{x} {y}", times) for x, y in product(a, b) if x != y)
            continue
        left, right = reading.roles(parties), reading.roles(others)
        if len(left) == 1 and not others and not {"router", *CONTAINERS} & set(left):
            yield Requirement(link.words, "meshed", left[0])
        if (
            len(left) == 1
            and len(right) == 1
            and left != right
            and "router" not in (*left, *right)
            and not set(CONTAINERS) & {*left, *right}
        ):
            share = max((who.share for who in link.b), default=0) or int(link.one)
            what: What = "each_to" if share else "role_joined"
            yield Requirement(link.words, what, f"{left[0]} {right[0]}", share)
    yield from (
        Requirement(link.words, "unlinked", f"{link.a[0].names[0]} {link.b[0].names[0]}")
        for link in reading.said.gone
        if link.b
    )
    spoken = {group.role for group in reading.groups}
    drawn = {one.shape for one in reading.forms}
    spoken |= {"spine", "leaf"} if reading.dimension or "leaf_spine" in drawn else set()
    spoken |= {"hub", "spoke"} if "star" in drawn else set()
    for link in reading.said.gone:
        role = "" if link.b else link.a[0].role
        if not link.b:
            yield Requirement(link.words, "unjoined" if role in spoken else "unread", role)
    if reading.said.parallel > 1:
        yield Requirement(f"{reading.said.parallel} parallel links", "parallel", "", reading.said.parallel)
    if reading.said.link_count is not None and reading.said.parallel == 1:
        yield Requirement(f"{reading.said.link_count} links", "links", "", reading.said.link_count)
    if reading.said.port:
        yield Requirement(reading.said.port, "interface", reading.said.port)


_BGP = frozenset(("bgp", "ebgp", "ibgp", "evpn", "unnumbered"))
_IGP = frozenset(IGPS)


def _protocols(reading: Resolved) -> Iterator[Requirement]:
    wanted = features(reading)
    if {"route", "distance"} & set(wanted):
        wanted["static"] = wanted.get("route") or wanted["distance"]
    out = left_out(reading)
    for said in reading.runs:
        if said in out:
            continue
        if said.name in ("routing", "l3vpn", "igp"):
            if said.name == "l3vpn":
                continue
            if not said.wanted and said.name == "igp":
                yield from (Requirement(said.words, "absent", name) for name in sorted(_IGP - {"static"}))
            elif not said.wanted:
                by_hand = {"static"} if "dynamic" in said.words.lower() or "static" in wanted else set()
                yield from (Requirement(said.words, "absent", name) for name in ("bgp", *sorted(_IGP - by_hand)))
            continue
        if said.wanted and said.between:
            yield Requirement(said.words, "scope", f"{said.name} {' '.join(said.between)}")
        if not said.wanted and said.between:
            yield Requirement(said.words, "absent_at", f"{said.name} {' '.join(said.between)}")
            continue
        yield Requirement(said.words, "protocol" if said.wanted else "absent", said.name)
    if reading.word("routed"):
        yield Requirement(reading.word("routed"), "routed")
    if reading.word("on_loopbacks"):
        yield Requirement(reading.word("on_loopbacks"), "detail", "config update-source|local-address")
    speaking = bool(
        (reading.word("routed") and not wanted)
        or set(wanted) & (_BGP | {"rr", "rs"})
        or reading.asns.own
        or reading.asns.listed
        or reading.told_asns
        or is_exchange(reading)
    )
    if not speaking:
        yield Requirement("no word of BGP", "absent", "bgp")
    told = set(reading.told_asns)
    outer = {"ebgp", "unnumbered"} & set(wanted) or reading.asns.own or ("ibgp" in wanted and len(told) > 1)
    if outer and "ibgp" not in wanted:
        yield Requirement("no word of iBGP", "absent", "ibgp")
    if "ibgp" in wanted and not outer:
        yield Requirement("no word of eBGP", "absent", "ebgp")
    if "evpn" not in wanted:
        yield Requirement("no word of EVPN", "absent", "evpn")
    if not set(wanted) & _IGP and not (speaking and ("ebgp" not in wanted or "ibgp" in wanted)):
        none = _IGP - ({"static"} if reading.word("on_loopbacks") or reading.word("end_to_end") else set())
        yield from (Requirement("no word of an IGP", "absent", name) for name in sorted(none))
    else:
        named = set(wanted) & _IGP
        yield from (
            Requirement(f"only {', '.join(sorted(named))}", "absent", name) for name in sorted(_IGP - named) if named
        )


def _nth(one: Setting, settings: Sequence[Said]) -> int:
    """Which of several links; -1 is any, where a value of all has exceptions."""
    others = any(other.what == one.what and other.narrow for _, other in settings)
    return -1 if others and not one.narrow else one.nth


def _families(reading: Resolved) -> Iterator[Requirement]:
    said = dict(reading.said.families)
    if said.keys() - {"v4"} or reading.pool6:
        alone = ipv6_alone(reading)
        words = ", ".join(words for _, words in reading.said.families) or reading.pool6
        yield Requirement(words, "family", "ipv6" if alone else "dual")


def _attributes(reading: Resolved) -> Iterator[Requirement]:
    for number in [*reading.asns.listed, *(number for group in reading.groups for number in group.asns)]:
        yield Requirement(f"AS {number}", "asn", "", number)
    for name, number in reading.asns.named.items():
        yield Requirement(f"{name} in AS {number}", "asn", name, number)
    if reading.peered:
        yield Requirement(reading.peered[0], "protocol", "ebgp")
    if reading.asns.own:
        yield Requirement(reading.asns.own, "own_as", reading.asns.own_role)
    for name in reading.names:
        yield Requirement(name, "name", name)
    if reading.said.lab_name:
        yield Requirement(reading.said.lab_name, "lab_name", reading.said.lab_name)
    if reading.image:
        yield Requirement(reading.image, "image", reading.image)
    if reading.image_tag:
        yield Requirement(reading.image_tag, "image", f":{reading.image_tag}")
    if reading.said.management:
        yield Requirement(reading.said.management, "management", reading.said.management)
    for name, kind in reading.kinds.items():
        yield Requirement(f"{name} is {kind}", "name_kind", f"{name} {kind}")
    for name, role in reading.posts.items():
        yield Requirement(f"{name} as the {role}", "name", name)
        yield Requirement(f"{name} as the {role}", "leader" if role == "hub" else "reflecting", name)
    if reading.reflecting:
        yield Requirement(f"route reflectors on {reading.reflecting}s", "reflecting", reading.reflecting)
    for group in reading.groups:
        if group.role == "rr":
            yield Requirement(group.words, "reflector", "", group.count or len(group.names) or 1)
        if group.role == "rs":
            yield Requirement(group.words, "route_server")
    if reading.word("bare"):
        yield Requirement(reading.word("bare"), "bare")
    if reading.word("configs"):
        yield Requirement("configuration", "configured")


def _without_total(groups: list[Group]) -> list[Group]:
    """Of `4 routers (2 SR Linux, 2 cEOS)` the parts."""
    for whole in groups:
        parts = [group for group in groups if group is not whole and group.role == "router" and group.kind]
        if (
            whole.role == "router"
            and whole.kind is None
            and len(parts) > 1
            and whole.count == sum(part.count or 0 for part in parts)
        ):
            return parts
    return groups


def _several_hubs(reading: Resolved) -> bool:
    """Whether `hub and spoke` is no star: it has several hubs, and who is joined to whom is said."""
    return bool(reading.links) and any(group.role == "hub" and (group.count or 0) > 1 for group in reading.groups)
