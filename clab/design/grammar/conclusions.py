"""What follows from all statements of a request: protocols that a value implies, names without a word more. Pure."""

import re
from dataclasses import replace

from clab.design.grammar.predicates import Predicates
from clab.design.grammar.roles import CONTAINERS, role_of
from clab.design.grammar.statements import Run
from clab.design.structure import PLAIN_SIZES

_PARTS = ("superspine", "spine", "leaf", "hub", "spoke", "pe", "p", "ce", "customer", "isp", "core", "dist", "access")
"""Roles whose routers are joined to those of another."""


class Conclusions(Predicates):
    """What follows when all is read."""

    def implied(self) -> None:
        """An area is one of OSPF, a level one of IS-IS, where none of them is named."""
        runs, elected = {run.name for run in self.out.runs}, re.search(r"\bbdr\b", self.text, re.IGNORECASE)
        for one in self.out.options:
            own = "ospf" if one.words.lower().endswith("dr") or (elected and one.what == "priority") else ""
            name = {"area": "ospf", "level": "isis", "iso_area": "isis"}.get(one.what, own)
            if name and not runs:
                self.out.runs.append(Run(one.words, name))
                runs.add(name)

    def of_segment(self) -> None:
        """`routers on a LAN 10.9.9.0/24`: where there are no hosts, it is the network that they share."""
        values = self.out.said.values
        if "hosts" in values and not self.out.hosts and any(form.shape == "lan" for form in self.out.forms):
            values.setdefault("shared", values.pop("hosts"))

    def of_hosts(self) -> None:
        """`a star, one router in the middle and eight hosts around it`: the hosts are its points."""
        routers = [one for one in self.out.groups if one.role not in CONTAINERS]
        if len(routers) == 1 and routers[0].count == 1 and not self.out.named and self.out.hosts:
            self.out.forms = [one for one in self.out.forms if one.shape != "star"]

    def of_igp(self) -> None:
        """A default route that is originated where no BGP runs is OSPF's."""
        runs = {run.name for run in self.out.runs if run.wanted}
        if "ospf" in runs and not runs & {"bgp", "ebgp", "ibgp", "evpn"} and not self.out.numbers:
            self.out.options = [
                replace(one, what="ospf_default") if one.what == "default" and not one.to else one
                for one in self.out.options
            ]

    def strays(self) -> None:
        """Names of some routers of which nothing is said: what they were named for was not read."""
        out = self.out
        told = {name for link in (*out.links, *out.gone) for who in (*link.a, *link.b) for name in who.names}
        told |= {
            name
            for part in (out.forms, out.runs, out.kinds, out.posts, out.numbers)
            for one in part
            for who in one.who
            for name in who.names
        }
        told |= {name for one in out.options for who in (*one.who, *one.to) for name in who.names}
        told |= {name for one in out.hosts for who in (*one.at, *one.but) for name in who.names}
        reflected = any(group.role == "rrclient" for group in out.groups)
        stray = [name for name in out.named if name not in told and not (reflected and role_of(name) == "rr")]
        for one in out.hosts:
            alone = [out.groups[who.group] for who in one.at if who.by == "group" and out.groups[who.group].count == 1]
            alike = [
                [
                    other
                    for other in out.groups
                    if other.role == one.role and (None in (other.kind, one.kind) or other.kind == one.kind)
                ]
                for one in alone
            ]
            if any(len(same) > 1 for same in alike):
                out.left.append(one.words)  # `hosts on one leaf`, of several
        sided = any(who.spot in ("left", "right") for one in out.hosts for who in one.at)
        size = max((PLAIN_SIZES.get(form.shape, 0) for form in out.forms), default=0)
        if not out.groups and (sided or len(out.named) < size):
            out.left += stray
        groups = [group for group in out.groups if not group.names and group.role not in CONTAINERS]
        if not stray or not (groups or out.dimension):
            return
        counts: dict[str, int] = {}
        for group in groups:
            counts[group.role] = counts.get(group.role, 0) + (group.count or 0)
        whole = counts.get("router")
        for role in dict.fromkeys(role_of(name) for name in stray):
            own = [name for name in stray if role_of(name) == role]
            if role in _PARTS and role not in counts and not whole:
                continue  # `hq, and branch1..branch4`: who else there is
            sizes = (counts.get(role), whole, out.dimension[0] * out.dimension[1] if out.dimension else 0)
            if len(own) not in sizes and len(out.named) != whole:
                out.left += own
