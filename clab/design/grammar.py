"""The grammar of requests: tokens become phrases, from left to right, and no word is lost. Pure.

A phrase has slots for a number, a system, a role, names, and a relation to other phrases. What no phrase takes is left,
by its own words. The rules stand by what they read in `*_phrases.py`, each file over the one before.
"""

from collections.abc import Callable
from dataclasses import replace

from clab.design.capability import kinds
from clab.design.change_phrases import kinds_said
from clab.design.composing import role_of, system_of, system_of_image
from clab.design.fact_phrases import FactPhrases
from clab.design.phrases import Group, Protocol, Reading
from clab.design.tokens import HOST_NAME, Token

_THINGS = ("role", "shape", "system", "protocol")


def read(request: str) -> Reading:
    """Read a request."""
    return _Parser(request).run()


class _Parser(FactPhrases):
    """All rules, tried in their order at each place."""

    def run(self) -> Reading:
        rules: tuple[Callable[[], bool], ...] = (
            self.named,
            self.role_of_name,
            self.negation,
            self.beside_router,
            self.parts,
            self.host_again,
            self.ordinal_hosts,
            self.uplinks,
            self.per_upper,
            self.outer_hosts,
            self.each_clause,
            self.links,
            self.entities,
            self.joined_first,
            self.protocol,
            self.numbers_of_as,
            self.attribute,
        )
        while self.i < len(self.tokens):
            if any(rule() for rule in rules):
                continue
            token = self.take()
            self.purposeful = token.value == "purpose" or (self.purposeful and token.type != "stop")
            if token.value == "unseen":
                self.out.purpose.append(token.text)
                continue
            if token.value == "image" and self.peek(-2).type == "system" and not self.peek().value[:1].isdigit():
                continue
            if token.type in ("stop", "article") or token.value in (
                "joint",
                "lab",
                "layer",
                "as_role",
                "purpose",
                "whose",
            ):
                continue
            if token.value == "them" and self.of_the_lab():
                continue
            if token.value == "tiered":
                self.out.tiered = token.text
                continue
            if token.value == "between" and (self.peek(-2).type == "shape" or self.peek(-2).value == "lab"):
                continue  # `point to point between two SR Linux`
            if token.value == "outer" and (self.centres or any(group.role == "hub" for group in self.out.groups)):
                continue  # `a hub and six branches around it`
            if (token.type == "unknown" or (self.purposeful and token.type == "word")) and (
                self.purposeful or self.purpose()
            ):
                self.out.purpose.append(token.text)
                continue
            self.describing(token).append(token.text)
        if self.out.tiered and not {group.role for group in self.out.groups} & {"core", "dist", "access"}:
            self.out.left.append(self.out.tiered)
        if any(name == "grid" for name, _ in self.out.shapes):
            self.out.grid, self.out.dimension = self.out.dimension, None
        if any(name == "lan" for name, _ in self.out.shapes):  # `peering with each other`: on it they do
            self.out.joints = [one for one in self.out.joints if one.b or "peer" not in one.words.lower()]
        self.system_of_image()
        self.topics()
        self.left_bare()
        self.one_of_each()
        self.scopes()
        self.between_two()
        self.same_hosts()
        self.alone_of_role()
        self.around()
        self.reflectors()
        self.lost_hosts()
        self.lost_names()
        self.kinds_by_name()
        self.systems_of_places()
        return self.out

    def of_the_lab(self) -> bool:
        """`it runs OSPF`, `they are in a ring`: where one group alone was named, that is said of all."""
        before, ahead = self.peek(-2), 0
        while self.peek(ahead).value == "joint" or self.peek(ahead).type == "article":
            ahead += 1
        clause = self.i == 1 or before.type == "stop" or before.text.lower() == "and"
        alone = len(self.out.groups) <= 1 and not self.out.names and not self.out.hosts
        return clause and alone and self.peek(ahead).type in ("protocol", "system", "shape")

    def system_of_image(self) -> None:
        """`image quay.io/frrouting/frr:10.1`: the routers are of that system; one that nobody named fits no other."""
        named = set(kinds(self.out))
        found = system_of_image(self.out.image) if self.out.image else ""
        if self.out.image and not named and found:
            self.out.systems.append(found)
        elif self.out.image and (not named or (found and named != {found})):
            self.out.left.append(self.out.image)

    def topics(self) -> None:
        """`multihoming: a customer at two ISPs`: what such a lab shows; its links are what it is."""
        named = [*self.out.names, *(ref.name for joint in self.out.joints for ref in (*joint.a, *joint.b))]
        own = {group.role for group in self.out.groups} | {role_of(name) for name in named if name}
        if {"isp", "customer"} <= own and not own & {"leaf", "spine"}:
            topics = [one for one in self.out.beyond if one[0].lower().startswith("multi")]
            self.out.beyond = [one for one in self.out.beyond if one not in topics]
            self.out.purpose += [words for words, _ in topics]

    def left_bare(self) -> None:
        """`wiring only`, `I will configure it myself`: no protocol runs; of `the rest myself` those that were named."""
        words = self.out.unconfigured
        named = any(said.wanted for said in self.out.protocols)
        if words and not (named and "rest" in words.lower().split()):
            self.out.protocols.append(Protocol(words, "routing", wanted=False))

    def one_of_each(self) -> None:
        """`srl and frr back to back`, `frr, srl and ceos in a triangle`: one router of every system, in their order."""
        out = self.out
        drawn = {name for name, _ in out.shapes}
        systems = list(dict.fromkeys(out.systems))
        pair = drawn == {"pair"} or (not drawn and out.links == 1)
        sizes = {"triangle": 3, "square": 4}.get(next(iter(drawn), ""), len(systems))
        simple = len(drawn) == 1 and drawn <= {"triangle", "square", "chain", "ring", "full_mesh"} and len(systems) > 2
        if out.groups or out.names or len(systems) < 2 or len(systems) != len(out.systems):
            return
        if (pair and len(systems) == 2) or (simple and sizes == len(systems)):
            out.groups += [Group(one, "router", 1, one) for one in systems]
            out.systems.clear()

    def kinds_by_name(self) -> None:
        """`frr1 and srl1`: where no system was named, the names tell it."""
        out = self.out
        if kinds_said(out) or out.name_kinds:
            return
        spoken = [*out.names, *(name for group in out.groups for name in group.names)]
        spoken += [ref.name for joint in out.joints for ref in (*joint.a, *joint.b) if ref.by == "name"]
        told = {name: system_of(name) for name in dict.fromkeys(spoken) if not HOST_NAME.match(name)}
        if told and all(told.values()):
            if len(set(told.values())) == 1:
                out.systems.append(next(iter(told.values())))
            else:
                out.name_kinds |= told

    def describing(self, token: Token) -> list[str]:
        """Where a word goes that no phrase takes: an adjective before a thing is told as not looked at; before a shape
        it may be another shape, so that is no reading of code alone."""
        thing = self.peek().type
        named = bool(self.out.systems or any(group.kind for group in self.out.groups) or self.system_ahead())
        if token.type != "unknown" or not named or (thing not in _THINGS and self.peek().value != "link"):
            return self.out.left
        if (
            (thing != "shape" or self.peek().value == "link")
            and token.text.islower()
            and self.peek(-2).type in ("article", "number", "word", "stop")
        ):
            return self.out.purpose
        return self.out.left if self.peek(-2).type == "number" else self.out.aside

    def between_two(self) -> None:
        """`two cores with a link between them, four access switches`: a link of those two alone."""
        joint = self.out.between_them
        routers = sum(group.count or len(group.names) or 1 for group in self.out.groups)
        if joint is not None and (routers > 2 or len(self.out.names) > 2):
            self.out.joints.append(joint)
            self.out.parallel = 1

    def alone_of_role(self) -> None:
        """`hosts on one switch`: where there are more of the role, it is not said on which."""
        for words, role in self.alone:
            if sum(group.count or 1 for group in self.out.groups if group.role == role) != 1 or self.out.dimension:
                self.out.left.append(words)

    def systems_of_places(self) -> None:
        """`a host on each cEOS leaf`: the leaves are of that system, or it is not said which are."""
        for role, system in self.placed_on:
            own = [group.kind for group in self.out.groups if group.role == role]
            if {kind or system for kind in own} - {system} or system not in [*kinds_said(self.out), *own]:
                self.out.left.append(system)

    def around(self) -> None:
        """`one router in the middle, four around it`: hub and spokes; a hub alone is a router."""
        groups = self.out.groups
        for place in self.centres:
            others = [k for k, group in enumerate(groups) if k != place and group.role == "router" and group.count]
            if groups[place].role == "router" and others and not self.out.joints:
                groups[place] = replace(groups[place], role="hub")
                for k in others:
                    groups[k] = replace(groups[k], role="spoke")
        if len(groups) == 1 and groups[0].role == "hub" and groups[0].count == 1 and not self.out.shapes:
            groups[0] = replace(groups[0], role="router")

    def same_hosts(self) -> None:
        """`a host on each, hosts in separate subnets`: hosts without number and place are those of another phrase."""
        if self.hosts_open:
            self.out.left.append(f"{self.hosts_open} hosts more")
        bare = [one for one in self.out.hosts if one.where == "somewhere" and one.count is None and not one.names]
        if len(bare) < len(self.out.hosts):
            self.out.hosts = [one for one in self.out.hosts if one not in bare]
            self.out.left += [one.words for one in bare if one.vlans]

    def reflectors(self) -> None:
        """`rr1 and rr2, six clients`: the names are the route reflectors."""
        names = tuple(dict.fromkeys(name for name in self.out.names if role_of(name) == "rr"))
        places = [k for k, group in enumerate(self.out.groups) if group.role == "rr"]
        clients = any(group.role == "rrclient" for group in self.out.groups)
        if not names or len(places) > 1 or not (places or clients):
            return
        if not places:
            self.out.groups.append(Group(" and ".join(names), "rr", len(names), names=names))
        elif not self.out.groups[places[0]].names and self.out.groups[places[0]].count in (None, len(names)):
            (place,) = places
            self.out.groups[place] = replace(self.out.groups[place], names=names, count=len(names))
        else:
            return
        self.out.names = [name for name in self.out.names if name not in names]

    def counted(self, names: int) -> bool:
        """Whether a group of routers stands for so many names, or more."""
        return any(
            (group.count or 0) >= names for group in self.out.groups if not group.names and group.role == "router"
        )

    def lost_hosts(self) -> None:
        """A host's name that stands at no router and in no link is left; a router's as well where others are joined."""
        held = {name for hosts in self.out.hosts for name in hosts.names}
        held |= {ref.name for joint in self.out.joints for ref in (*joint.a, *joint.b)}
        held |= {ref.name for scoped in self.out.scoped for ref in scoped.of}
        named = [token.text for token in self.tokens if token.type == "name" and HOST_NAME.match(token.text)]
        self.out.left += [name for name in dict.fromkeys(named) if name not in held]
        if any(ref.by == "name" for joint in self.out.joints for ref in (*joint.a, *joint.b)):
            held |= {name for group in self.out.groups for name in group.names} | set(self.out.named_roles)
            roles = {ref.name for joint in self.out.joints for ref in (*joint.a, *joint.b) if ref.by == "role"}
            roles |= {
                self.out.groups[ref.group].role
                for joint in self.out.joints
                for ref in (*joint.a, *joint.b)
                if ref.by == "group"
            }
            loose = [name for name in dict.fromkeys(self.out.names) if name not in held and role_of(name) not in roles]
            self.out.left += [] if self.counted(len(loose)) else loose

    def lost_names(self) -> None:
        """Names of some routers of which nothing is said: what they were named for was not read."""
        out = self.out
        held = {name for hosts in out.hosts for name in hosts.at} | set(out.named_roles) | set(out.name_asns)
        held |= {ref.name for joint in out.joints for ref in (*joint.a, *joint.b)} | set(out.name_kinds)
        held |= {name for said in out.protocols for name in said.between}
        held |= {ref.name for scoped in out.scoped for ref in scoped.of}
        stray = [name for name in dict.fromkeys(out.names) if name not in held]
        whole = sum(group.count or 0 for group in out.groups if not group.names and group.inside is None)
        own = {role_of(name) for name in stray} - {""}
        counted = any(group.role in own and group.count == len(stray) for group in out.groups)
        if stray and len(set(out.names)) < whole and not counted and not out.left:
            out.left += stray

    def purpose(self) -> bool:
        """Whether the word just taken says what for, and nothing of the lab: `for my CCIE`."""
        before = self.peek(-2)
        if before.text.lower() in ("for", "fur", "fuer") or (self.out.purpose and before.text == self.out.purpose[-1]):
            return self.peek().type in ("stop", "unknown") or self.i >= len(self.tokens)
        return False

    def system_ahead(self) -> bool:
        """Whether a system is named further on."""
        return any(token.type == "system" for token in self.tokens[self.i :])

    def scopes(self) -> None:
        """`r1-r2 OSPF, r2-r3 eBGP`: with more than one, each protocol is one of the links right before it."""
        if len(self.run_protocols) > 1:
            for place, names in self.run_protocols:
                self.out.protocols[place] = replace(self.out.protocols[place], between=names)
