"""Whether the routers of a draft are joined as its request demands. Pure."""

import itertools

from clab.design.check.demand import Requirement
from clab.design.check.draft_members import members, wrong
from clab.design.check.lab_graph import Drafted
from clab.design.grammar.roles import role_of
from clab.design.meaning.forms import form
from clab.finding import Finding


def shape(demand: Requirement, drafted: Drafted) -> list[Finding]:
    name = demand.subject
    if name == "partial_mesh":
        size = len(drafted.routers)
        fits = size <= len(drafted.inner) < size * (size - 1) // 2
        return [] if fits else wrong(demand, "the routers of the draft are no partial mesh")
    return [] if drafted.is_shape(name) else wrong(demand, f"the routers of the draft are no {name.replace('_', ' ')}")


def shape_of(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """A shape in which some of the routers stand, with no more links between them than were named."""
    shape, how, *who = demand.subject.split()
    lowered = {name.lower() for name in who}
    own = [node for node in drafted.routers if node.lower() in lowered] if how == "names" else []
    if how == "roles":
        own = [node for role in who for node in members(role, drafted)]
        plain = [node for node in drafted.routers if not role_of(node)]
        own = own or (plain if who == ["router"] else [])
    if how == "names":
        own.sort(key=lambda node: [name.lower() for name in who].index(node.lower()))
    if shape == "partial_mesh":
        have = {pair for pair in drafted.inner if pair <= set(own)}
        fits = len(own) <= len(have) < len(own) * (len(own) - 1) // 2
        return [] if fits else wrong(demand, f"{', '.join(own)} of the draft are no partial mesh")
    if len(own) < 2 or (shape == "diamond" and len(own) != 4):
        return wrong(demand, f"the draft has no {shape} of {' '.join(who)}")
    wanted = {frozenset(pair) for pair in form(shape, own)}
    have = {pair for pair in drafted.inner if pair <= set(own)}
    if wanted <= have and len(have - wanted) <= demand.value:
        return []
    return wrong(demand, f"{', '.join(own)} of the draft are no {shape.replace('_', ' ')}")


def site_form(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """Both sites, by the first part of their routers' names, have the same form, and so many links between them."""
    sites: dict[str, list[str]] = {}
    for node in drafted.routers:
        sites.setdefault(node.partition("-")[0], []).append(node)
    wanted = {frozenset(pair) for own in sites.values() for pair in form(demand.subject, own)}
    inner = {pair for pair in drafted.inner if len({node.partition("-")[0] for node in pair}) == 1}
    between = sum(count for pair, count in drafted.inner.items() if pair not in inner)
    single = all(drafted.inner[pair] == 1 for pair in inner)
    if len({len(own) for own in sites.values()}) == 1 and inner == wanted and single and between == demand.value:
        return []
    return wrong(demand, f"the sites of the draft are no {demand.subject}, or have {between} links between them")


def pods(demand: Requirement, drafted: Drafted) -> list[Finding]:
    have = drafted.pods()
    return [] if have == demand.value else wrong(demand, f"the draft has {have} pods below super-spines")


def each_to(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """Each of a role is joined to so many of another."""
    a, b = (members(role, drafted) for role in demand.subject.split())
    other = [one for one in a if len(drafted.neighbors(one) & set(b)) != demand.value]
    return wrong(demand, f"{', '.join(other) or 'nobody'} of the draft") if other or not a else []


def joined(demand: Requirement, drafted: Drafted) -> list[Finding]:
    a, b = demand.subject.lower().split()
    count = sum(number for pair, number in drafted.links.items() if {end.lower() for end in pair} == {a, b})
    if count and (not demand.value or count == demand.value):
        return []
    return wrong(demand, f"the draft has {count or 'no'} link{'s' * (count > 1)} between {a} and {b}")


def only_to(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """A router is joined to those of a role that were named, and to no other of it."""
    name, role, *others = demand.subject.lower().split()
    own = [node for node in drafted.routers if node.lower() == name]
    upper = {node.lower() for node in members(role, drafted)}
    have = {end.lower() for node in own for end in drafted.neighbors(node)} & upper
    return [] if own and have == set(others) else wrong(demand, f"in the draft to {', '.join(sorted(have)) or 'none'}")


def unlinked(demand: Requirement, drafted: Drafted) -> list[Finding]:
    named = set(demand.subject.lower().split())
    have = [pair for pair in drafted.inner if {end.lower() for end in pair} == named]
    if have or not named <= {node.lower() for node in drafted.routers}:
        return wrong(demand, f"the draft has a link between {' and '.join(sorted(named))}, or no such routers")
    return []


def mesh_but(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """All with all but so many links."""
    count = len(drafted.routers)
    good = len(drafted.inner) == count * (count - 1) // 2 - demand.value
    return [] if good else wrong(demand, f"the draft has {len(drafted.inner)} links between {count} routers")


def role_joined(demand: Requirement, drafted: Drafted) -> list[Finding]:
    role, other_role, *but = demand.subject.split()
    a = [one for one in members(role, drafted) if one.lower() not in {name.lower() for name in but}]
    b = members(other_role, drafted)
    missing = [f"{one} and {other}" for one in a for other in b if frozenset((one, other)) not in drafted.inner]
    if not a or not b or missing:
        return wrong(demand, f"the draft has no link between {missing[0] if missing else demand.subject}")
    return []


def unjoined(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """No two of a role are joined."""
    have = members(demand.subject, drafted)
    found = [pair for pair in itertools.combinations(have, 2) if frozenset(pair) in drafted.inner]
    if have and not found:
        return []
    return wrong(demand, f"the draft has a link between {' and '.join(found[0]) if found else demand.subject}")


def meshed(demand: Requirement, drafted: Drafted) -> list[Finding]:
    """All of a role are joined with each other."""
    have = members(demand.subject, drafted)
    missing = [pair for pair in itertools.combinations(have, 2) if frozenset(pair) not in drafted.inner]
    if len(have) < 2 or missing:
        return wrong(demand, f"the {demand.subject}s of the draft are not joined with each other")
    return []
