"""A lab drawn by a seed, and questions about it: as they are typed, and as people say them. Pure."""

from dataclasses import dataclass
from random import Random

from agent.detect.peering_status import PeeringStatus
from agent.report.knowledge import Knowledge, LabSession
from agent.report.speech import digits, number
from clab.model import Endpoint, Lab, Link, Node
from clab.units import SECOND_NS
from collectors.observations import NeighborFacts

FAMILIES = (("srl", 4), ("leaf", 6), ("spine", 4), ("border", 2), ("r", 4), ("client", 3))
"""Names of nodes and how many of them at most: a lab takes three to five of these."""

NOW_NS = 1_780_000_000 * SECOND_NS


@dataclass(frozen=True, slots=True)
class Question:
    """`typed` is what `ask` reads, `spoken` what a voice says, `about` the sorts of names in it."""

    typed: str
    spoken: str
    about: tuple[str, ...]


def draw_lab(seed: int) -> Knowledge:
    """A lab of about fourteen routers in a ring with chords; an AS for each node, addresses of their links."""
    random = Random(f"lab {seed}")
    families = random.sample(FAMILIES, random.randint(3, 5))
    nodes = [f"{stem}{k}" for stem, most in families for k in range(1, random.randint(2, most) + 1)]
    if any(stem == "leaf" for stem, _ in families):
        nodes += ["leaf11", "leaf12"]
    style = random.choice(("ethernet-1/{}", "eth{}"))
    numbers = random.sample([*range(65001, 65020), *range(65101, 65120), 64512, 64999, 4200], len(nodes))
    pairs = [(nodes[k], nodes[(k + 1) % len(nodes)]) for k in range(len(nodes))]
    pairs += [tuple(random.sample(nodes, 2)) for _ in range(len(nodes) // 3)]  # type: ignore[misc]  # two of them
    pairs = list(dict.fromkeys(pair for pair in pairs if (pair[1], pair[0]) not in pairs[: len(nodes)]))
    ports = dict.fromkeys(nodes, 0)
    links, peerings, facts = [], [], []
    own: dict[str, list[str]] = {name: [] for name in nodes}
    for k, (a, b) in enumerate(pairs, 1):
        ends = []
        for node, tail in ((a, 1), (b, 2)):
            ports[node] += 1
            ends.append(Endpoint(node, style.format(ports[node])))
            own[node].append(f"10.{random.choice((0, 1, 12, 20))}.{k}.{tail}")
        links.append(Link(*ends))
        one, other = own[a][-1], own[b][-1]
        peerings.append(PeeringStatus(a, b, one, other, True, NOW_NS - 3600 * SECOND_NS))
        for node, near, far, peer in ((a, one, other, b), (b, other, one, a)):
            facts.append(
                NeighborFacts(
                    node=node,
                    seen_ns=NOW_NS,
                    received_ns=NOW_NS,
                    source="snapshot",
                    raw="",
                    neighbor=far,
                    local_address=near,
                    remote_address=far,
                    local_as=numbers[nodes.index(node)],
                    remote_as=numbers[nodes.index(peer)],
                )
            )
    lab = Lab("drawn", {name: Node(name, "linux", tuple(own[name])) for name in nodes}, tuple(links))
    return Knowledge(
        LabSession(NOW_NS - 8 * 3600 * SECOND_NS, NOW_NS, "drawn"),
        peerings=tuple(peerings),
        heard=dict.fromkeys(nodes, NOW_NS),
        nodes=tuple(sorted(nodes)),
        lab=lab,
        facts=tuple(facts),
    )


TEMPLATES = (
    "did {node} come back?",
    "is {node} up?",
    "when did {node} go down?",
    "why did {node} go down?",
    "how long was {node} down?",
    "is the session between {node} and {peer} up?",
    "did the session between {node} and {peer} come back?",
    "when did the session between {node} and {peer} go down?",
    "why was the session from {node} to {peer} lost?",
    "which sessions of {node} are down?",
    "what happened to {node}?",
    "how many sessions does {node} have?",
    "who changed the configuration of {node}?",
    "what is the state of {address}?",
    "is {address} up?",
    "when was {address} lost?",
    "when did {as} go down?",
    "is the session with {as} up?",
    "why was the session with {as} lost?",
    "did {interface} of {node} go down?",
    "did {interface} on {node} fail?",
    "which AS is {node} in?",
    "what was lost at {node}?",
    "which sessions of {node} were lost in the last ten minutes?",
    "which sessions are down?",
    "what happened in the last hour?",
    "how many sessions are up?",
)


def questions(seed: int, count: int) -> tuple[Knowledge, list[Question]]:
    """A lab and questions about it; every name in them exists."""
    knowledge = draw_lab(seed)
    random = Random(f"questions {seed}")
    found: list[Question] = []
    while len(found) < count:
        order = list(TEMPLATES)
        random.shuffle(order)
        found += [_fill(random, template, knowledge) for template in order]
    return knowledge, found[:count]


def _fill(random: Random, template: str, knowledge: Knowledge) -> Question:
    peering = random.choice(knowledge.peerings)
    a, b = random.sample([str(peering.a), str(peering.b)], 2)
    ports = [end.interface for link in knowledge.lab.links for end in (link.a, link.b) if end.node == a]
    numbers = {fact.node: str(fact.local_as) for fact in knowledge.facts}
    address, interface = str(random.choice((peering.address_a, peering.address_b))), random.choice(ports)
    typed = {"node": a, "peer": b, "address": address, "interface": interface, "as": a}
    said = {
        "node": name_aloud(a, random), "peer": name_aloud(b, random), "address": address_aloud(address),
        "interface": interface_aloud(interface), "as": f"A S {digits(numbers[a])}",
    }  # fmt: skip
    about = tuple(sort for sort in typed if f"{{{sort}}}" in template)
    spoken = template.replace("which AS", "which A S")
    return Question(template.format(**typed), spoken.format(**said), about)


def name_aloud(name: str, random: Random) -> str:
    """`S R L two`, `leaf twelve` or `leaf one two`."""
    stem = name.rstrip("0123456789")
    tail = name[len(stem) :]
    letters = stem if any(vowel in stem for vowel in "aeiou") else " ".join(stem.upper())
    return f"{letters} {digits(tail) if random.random() < 0.3 else number(int(tail))}"


def address_aloud(address: str) -> str:
    """`ten dot zero dot twelve dot one`."""
    return " dot ".join(number(int(part)) for part in address.split("."))


def interface_aloud(interface: str) -> str:
    """`ethernet one slash two`, `eth three`."""
    stem, _, tail = interface.replace("eth", "eth-", 1).replace("eth-ernet", "ethernet").partition("-")
    return f"{stem} {' slash '.join(number(int(part)) for part in tail.split('/'))}"
