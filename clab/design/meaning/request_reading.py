"""A request read: its statements with who is meant, and the lab that they make together. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Interface

from pydantic import ValidationError

from clab.design.builder import EXCHANGE_NETWORK, draw
from clab.design.grammar.roles import system_of_image
from clab.design.grammar.sentences import state
from clab.design.grammar.statements import Kind, Statements
from clab.design.intent import Details, Intent
from clab.design.meaning.capability import default_kind, kinds
from clab.design.meaning.compose import Compose
from clab.design.meaning.placing import Placing, Said
from clab.design.meaning.resolved import Resolved
from clab.design.meaning.settings_read import settings_of
from clab.design.shape import Drawn
from clab.design.structure import Structure, Unclear
from clab.design.text import IMAGES
from clab.design.words.said import note


@dataclass(slots=True)
class RequestReading:
    """The statements of a request; `built` is the lab that they make, or `why` they make none."""

    stated: Resolved
    built: Structure | None = None
    why: str = ""
    reflectors: tuple[str, ...] = field(default=())
    settings: list[Said] = field(default_factory=list)
    systems: dict[str, str] = field(default_factory=dict)

    @property
    def owners(self) -> dict[str, frozenset[str]]:
        """The systems of the routers of which a value is said, where it is said of some alone."""
        said: dict[str, set[str]] = {}
        for _, one in self.settings:
            said.setdefault(one.what, set()).add(self.systems.get(one.on, ""))
        return {what: frozenset(kinds) for what, kinds in said.items() if "" not in kinds}


def read_request(request: str) -> RequestReading:
    """Read a request, and put its statements together."""
    said = state(request)
    _by_image(said, kinds(Resolved(said)))
    _topics(said)
    composing = Compose(said, default_kind(Resolved(said)))
    try:
        built = composing.compose()
    except Unclear as reason:
        return RequestReading(Resolved(said), None, str(reason))
    stated = Resolved(said, composing)
    try:
        intent = Intent(**built.values)
        drawn, pairs = draw(intent)
        times = built.values.get("parallel", 1)
        several = [pair for pair in pairs for _ in range(times)]
        settings = settings_of(said, _placing(said, composing, intent, drawn, several), several)
    except ValueError as reason:
        return RequestReading(stated, None, reading_error(reason))
    named = [name for name, role in built.roles.items() if role == "rr"]
    for post in said.posts:
        named += composing.who(post.who) if post.role == "rr" else ()
    reflectors = tuple(dict.fromkeys(named))
    return RequestReading(stated, built, "", reflectors, settings, dict(composing.made.kinds))


def _placing(
    said: Statements, naming: Compose, intent: Intent, drawn: list[Drawn], pairs: list[tuple[str, str]]
) -> Placing:
    """Where values can stand."""
    routers = [one.name for one in drawn if one.role not in ("client", "lan")]
    homes = {end for host in intent.hosts for end in (host.on, *host.also)}
    clients = {one.name for one in drawn if one.role == "client"}
    homes |= {end for pair in pairs for end in pair if clients & {*pair}}
    homes |= {one.name for one in drawn if intent.clients and (one.edge or intent.clients_on == "all")}
    lan = next((one.name for one in drawn if one.role == "lan"), "")
    shared = str(said.said.values.get("shared", f"{EXCHANGE_NETWORK}.0/24")) if lan else ""
    joined = Counter(frozenset(pair) for pair in pairs)
    details = said.said.details() or Details()
    nets = [str(IPv4Interface(one).network) for _, one in details.host_at]
    nets += [*(one for _, one in details.host_nets), *details.host_list]
    return Placing(naming, routers, joined, [one for one in routers if one in homes], shared, lan, nets)


def reading_error(reason: ValueError) -> str:
    """A reason as one line; of a value that is none the first alone."""
    if isinstance(reason, ValidationError):
        return str(reason.errors()[0]["msg"]).removeprefix("Value error, ")
    return str(reason)


def _by_image(said: Statements, named: Sequence[str]) -> None:
    """`image quay.io/frrouting/frr:10.1`: the routers are of that system; one that nobody named fits no other. Several
    images are of several systems."""
    if len(said.images) + len(said.tags) > 1:
        own = [(system_of_image(image), image) for image in said.images]
        own += [
            (kind, f"{IMAGES[kind].rpartition(':')[0]}:{tag}" if kind in IMAGES else tag) for kind, tag in said.tags
        ]
        if len(dict(own)) < len(own) or not dict(own).keys() <= {*named}:
            said.left += [*said.images, *(tag for _, tag in said.tags)]
        else:
            words = " and ".join([*said.images, *(tag for _, tag in said.tags)])
            note(said.said, "images", tuple(own), [f"node image {image}" for _, image in own], words)
        said.images, said.tags = [], []
        return
    image = next(iter(said.images), "")
    found = system_of_image(image) if image else ""
    if found and not named:
        said.kinds.append(Kind(image, found))
    elif image and (not named or (found and [*named] != [found])):
        said.left.append(image)


def _topics(said: Statements) -> None:
    """`multihoming: a customer at two ISPs`: what such a lab shows; its links are what it is."""
    roles = {group.role for group in said.groups}
    if {"isp", "customer"} <= roles and not roles & {"leaf", "spine"}:
        said.beyond = [one for one in said.beyond if not one[0].lower().startswith("multi")]
