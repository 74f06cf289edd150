"""Where the hosts stand: the places that a request says, as routers. Pure."""

from collections import Counter
from collections.abc import Sequence
from ipaddress import IPv4Interface
from typing import Any, Final

from clab.design.grammar.roles import CONTAINERS, FABRIC
from clab.design.grammar.statements import Hosts, Link, Run
from clab.design.intent import CustomLink, CustomNode, Host
from clab.design.meaning.capability import CAPABLE
from clab.design.meaning.usual_links import UsualLinks
from clab.design.node_systems import LAN
from clab.design.structure import Unclear
from clab.design.words.tokens import HOST_NAME

TENANTS: Final = "tenant"
"""The role of groups that are no routers: those of whom hosts are."""


class HostPlaces(UsualLinks):
    """Every host on its router."""

    def _hosts(self) -> list[Host]:
        """Every host on its router; those that are joined by name as well as links."""
        said = self.said
        found: list[Host] = []
        stated = [one for one in said.hosts if one.count != 0]
        bare = [one for one in stated if not one.at and one.count is None and not one.names]
        if len(bare) < len(stated) and any(one.vlans for one in bare):
            raise Unclear(f"{bare[0].words!r}: it is not said which hosts they are")
        if len(bare) < len(stated):
            stated = [one for one in stated if one not in bare]
        for link in said.links:
            found += self._host_links(link)
        named = {host.name for host in found}
        for one in sorted(stated, key=lambda one: not one.at):
            if not one.at and not one.names and one.count and one.count == len(found) and one is not stated[-1]:
                continue  # `two hosts …; hosts: one per leaf`
            if one.names and set(one.names) <= named:
                continue
            placed = sum(len(other.names) for other in stated if other.at)
            if not one.at and one.count and one.count in (len(named), placed):
                continue
            found += self._of_tenants(one) or self._placed(one, stated, found)
        found = self._in_spread_vlans(self._in_named_vlans(found))
        none = [name for one in said.hosts if one.count == 0 for name in self.who(one.at, [host.on for host in found])]
        clash = [host.on for host in found if host.on in none]
        if clash:
            raise Unclear(f"{clash[0]}: hosts are asked for and denied")
        if found and "no_hosts" in said.words:
            raise Unclear("hosts are asked for and denied")
        names = [host.name for host in found if host.name]
        if len(set(names)) < len(names):
            raise Unclear("a host's name stands twice")
        evpn = any(run.name == "evpn" and run.wanted for run in said.runs)
        single = (said.words.get("one_l2") or self._one_network(len(found))) if len(self.made.order) == 1 else ""
        if "bridged" in said.words and not found:
            raise Unclear(f"{said.words['bridged']!r}: there are no hosts")
        flat = "" if evpn else said.words.get("bridged") or single
        if flat and found and not any(host.vlan for host in found):
            able = all("vlan" in CAPABLE.get(kind, ()) for kind in self.made.kinds.values())
            if len(self.made.order) > 1 or any(run.wanted for run in said.runs) or not able:
                raise Unclear(f"{flat!r}: which switches bridge is not said")
            found = [host.model_copy(update={"vlan": 10}) for host in found]
            self.remarks.append(f"{flat!r}: all hosts are in one VLAN, 10")
        vlans = {host.vlan for host in found if host.vlan}
        if said.vlan_count and said.vlan_count != len(vlans):
            raise Unclear(f"{said.vlan_count} VLANs: it is not said which host is in which")
        return found

    def _in_named_vlans(self, found: list[Host]) -> list[Host]:
        """Hosts of which the VLAN was said by name; on one switch they need no other place.

        Raises:
            Unclear: it is not said where one of them stands.
        """
        told = self.said.host_vlans
        if not told:
            return found
        named = {host.name for host in found if host.name}
        rest = [name for name in told if name not in named]
        if rest and len(self.made.order) == 1:
            bare = [host for host in found if not host.name]
            if len(bare) == len(rest):
                found = [host for host in found if host.name]
            found = [*found, *(Host(on=self.made.order[0], name=name) for name in rest)]
            rest = []
        if rest:
            raise Unclear(f"{', '.join(rest)}: it is not said on which routers")
        return [host.model_copy(update={"vlan": told.get(host.name or "", host.vlan)}) for host in found]

    def _in_spread_vlans(self, found: list[Host]) -> list[Host]:
        """Hosts on switches of which a VLAN was said.

        Raises:
            Unclear: none of its hosts stands on one of them, or a switch has several VLANs.
        """
        for vlan, whos in self.said.spread_vlans:
            on = self.who(whos) if whos else list({host.on for host in found})
            mine = [host.model_copy(update={"vlan": host.vlan or vlan}) if host.on in on else host for host in found]
            if not found:
                raise Unclear(f"VLAN {vlan}: there are no hosts")
            bare = {name for name in on if not any(host.on == name and host.vlan == vlan for host in mine)}
            if bare or (len(self.said.spread_vlans) > 1 and mine != found):
                raise Unclear(f"VLAN {vlan}: it is not said which hosts are in it")
            found = mine
        return found

    def _one_network(self, hosts: int) -> str:
        """The one network that was named for several hosts of one router, which then bridges."""
        values = self.said.said.values
        at: Any = values.get("host_at", ())
        nets = {str(IPv4Interface(address).network) for _, address in at}
        if hosts > 1 and len(at) == hosts and len(nets) == 1:
            return nets.pop()
        pool: Any = values.get("hosts")
        return str(pool) if hosts > 1 and pool and IPv4Interface(pool).network.prefixlen >= 24 else ""

    def _attached(self) -> dict[str, Any]:
        """The hosts, their tenants and the gateways of bridged networks, as values of an intent."""
        found = self._hosts()
        gateways = "gateways" in self.said.words
        if gateways and not found:
            raise Unclear(f"{self.said.words['gateways']!r}: there are no hosts")
        if gateways and not any(host.vlan for host in found):
            found = self._in_vlans(found)
        self._spread(found)
        if len({host.vlan is None for host in found}) > 1 and not any(host.vrf for host in found):
            raise Unclear("some hosts are in a VLAN: it is not said in which the others are")
        tenants = self._tenants()
        if "own_vrf" in self.said.words and not tenants:
            found = [host.model_copy(update={"vrf": f"tenant{k + 1}"}) for k, host in enumerate(found)]
        if len(tenants) == 1 and found and not any(host.vrf or host.vlan for host in found):
            found = [host.model_copy(update={"vrf": tenants[0]}) for host in found]
        if tenants and not any(host.vrf for host in found) and not gateways:
            raise Unclear("tenants: it is not said which hosts they have")
        first = self.said.said.values.get("prefer")
        if first is not None:
            found = self._preferring(found, first)
        return {"hosts": tuple(found), "gateways": gateways}

    def _spread(self, hosts: Sequence[Host]) -> None:
        """A VLAN, or the same gateway, on several routers is what EVPN is for."""
        said = self.said
        places: dict[int | None, set[str]] = {}
        for host in hosts:
            places.setdefault(host.vlan, set()).add(host.on)
        places.pop(None, None)
        wide = [vlan for vlan, on in places.items() if len(on) > 1]
        words = said.words.get("gateways", "")
        if any(run.name == "evpn" and run.wanted for run in said.runs):
            return
        if words and len(self.made.order) > 1:
            if not any(word in words.lower() for word in ("irb", "cast", "symmetric")):
                raise Unclear(f"{words!r}: it is not said on which router")
            said.runs.append(Run(words, "evpn"))
            self.remarks.append(f"{words!r} is of EVPN: BGP EVPN and VXLAN between the leaves")
        elif wide:
            raise Unclear(f"VLAN {wide[0]} on several switches: it is not said what joins them (EVPN?)")

    def _in_vlans(self, hosts: Sequence[Host]) -> list[Host]:
        """Hosts of gateways that were put into no VLAN: the first of each router in the first, and so on; where each
        router has one alone, each is in one of its own."""
        place: Counter[str] = Counter()
        found = []
        for host in hosts:
            place[host.on] += 1
            found.append(host.model_copy(update={"vlan": 10 * place[host.on]}))
        if "one_l2" in self.said.words:
            found = [host.model_copy(update={"vlan": 10}) for host in hosts]
        elif set(place.values()) == {1}:
            found = [host.model_copy(update={"vlan": 10 * (k + 1)}) for k, host in enumerate(hosts)]
        self.remarks.append(f"no VLANs were named: {', '.join(map(str, sorted({h.vlan or 0 for h in found})))}")
        return found

    def _preferring(self, hosts: Sequence[Host], first: Any) -> list[Host]:
        """A host with several ways takes the one that was named, and the others when that is gone."""
        found = []
        for host in hosts:
            ends = (host.on, *host.also)
            best = [end for end in ends if end.lower() == str(first).lower()]
            if len(ends) < 2 or not best:
                raise Unclear(f"{first}: it is not said which host goes over it")
            others = tuple(end for end in ends if end not in best)
            found.append(host.model_copy(update={"on": best[0], "also": others, "backup": True}))
        return found

    def _tenants(self) -> list[str]:
        """The tenants' names."""
        found: list[str] = []
        for group in self.said.groups:
            if group.role == TENANTS:
                count = group.count or len(group.names) or (0 if group.plural else 1)
                found += group.names or [f"tenant{k + 1}" for k in range(count) if not found]
        return list(dict.fromkeys(found))

    def _of_tenants(self, one: Hosts) -> list[Host] | None:
        """Hosts that stand in tenants, on the one router or on every edge."""
        groups, known = self.said.groups, {name.lower(): name for name in self._tenants()}
        own: list[str] = []
        for who in one.at:
            if who.by == "group" and groups[who.group].role == TENANTS:
                own += groups[who.group].names or self._tenants()
            own += [known[name.lower()] for name in who.names if name.lower() in known]
        if not own:
            return None
        edges = list(self.made.order) if len(self.made.order) == 1 else self._edge_routers()
        if len(edges) > 1 and not any(run.name == "evpn" and run.wanted for run in self.said.runs):
            raise Unclear(f"{one.words!r}: tenants on several routers need EVPN between them")
        count = one.count or len(one.names) or 1
        if not one.each and count % len(own):
            raise Unclear(f"{one.words!r}: it is not said how many stand where")
        if not one.each:
            count //= len(own)
        spots = [(edge, name) for edge in edges for name in own for _ in range(count)]
        if one.names and len(one.names) != len(spots):
            raise Unclear(f"{one.words!r}: {len(one.names)} names for {len(spots)} hosts")
        return [Host(on=edge, vrf=vrf, name=one.names[k] if one.names else None) for k, (edge, vrf) in enumerate(spots)]

    def _edge_routers(self) -> list[str]:
        """Where hosts belong: the leaves of a fabric, else the ends."""
        made = self.made
        fabric = set(made.roles.values()) & set(FABRIC)
        return [name for name in made.order if made.roles[name] == "leaf"] if fabric else self._edges()

    def _hosts_alone(self) -> bool:
        """Whether two hosts are joined with each other, or some by a Linux bridge, and there is no router."""
        said = self.said
        if [one.shape for one in said.forms] == ["lan"] and not (said.groups or said.named or said.links):
            return sum(one.count or len(one.names) for one in said.hosts) > 1
        counted = sum(one.count or len(one.names) for one in said.hosts)
        ends = [who.names for link in said.links for who in (*link.a, *link.b)]
        if counted == 2 and "hosts_joined" in said.words:
            return True
        return len(ends) == 2 and all(names and all(map(HOST_NAME.match, names)) for names in ends)

    def _alone(self) -> dict[str, Any]:
        said = self.said
        of_routers = (said.kinds, said.named, said.gone, said.posts, said.numbers, said.preferences)
        if any(run.wanted for run in said.runs) or any(of_routers):
            raise Unclear("hosts alone route nothing")
        names = [name for one in self.said.hosts for name in one.names]
        names += [name for link in self.said.links for who in (*link.a, *link.b) for name in who.names]
        count = sum(one.count or len(one.names) for one in self.said.hosts) or len(set(names))
        names = list(dict.fromkeys(names)) or [f"h{k + 1}" for k in range(count)]
        if len(names) != count:
            raise Unclear(f"{len(names)} names for {count} hosts")
        nodes = tuple(CustomNode(name=name, kind="linux") for name in names)
        if self.said.forms:
            links = tuple(CustomLink(a="bridge1", b=name) for name in names)
            return {"shape": "custom", "nodes": (*nodes, CustomNode(name="bridge1", kind=LAN)), "links": links}
        return {"shape": "custom", "nodes": nodes, "links": (CustomLink(a=names[0], b=names[1]),)}

    def _host_links(self, link: Link) -> list[Host]:
        ends = [[name for who in side for name in who.names if HOST_NAME.match(name)] for side in (link.a, link.b)]
        if not any(ends):
            return []
        hosts, side = (ends[0], link.b) if ends[0] else (ends[1], link.a)
        at = self.who(side)
        if not at or any(HOST_NAME.match(name) for name in at):
            raise Unclear(f"{link.words!r}: a host stands on a router")
        return [Host(on=at[0], also=tuple(at[1:]), name=name) for name in hosts]

    def _placed(self, one: Hosts, stated: Sequence[Hosts], found: Sequence[Host]) -> list[Host]:
        places = self._places(one, stated, found)
        gone = self.who(one.but) if one.but else []
        places = [place for place in places if place not in gone]
        if one.homed:
            return self._homed(one, places)
        count = one.count or (len(one.names) if one.names else 1)
        if len(self.made.order) == 1 and all(who.spot == "ends" for who in one.at) and one.at:
            spots = places * (2 * count if one.each else count)  # `a client on each side` of the one router
        elif one.each or not one.at:
            spots = [place for place in places for _ in range(count)] if one.at else places
            if one.each and one.names and len(one.names) == len(places) and count == len(one.names):
                spots = places
        elif len(places) == 1:
            spots = places * count
        elif count % len(places) == 0:
            spots = [place for place in places for _ in range(count // len(places))]
        elif count == 1:
            spots = list(places)
        else:
            raise Unclear(f"{one.words!r}: it is not said how many stand where")
        if one.whole is not None and one.whole != len(spots):
            raise Unclear(f"{one.words!r}: that makes {len(spots)}, not {one.whole}")
        if one.names and len(one.names) != len(spots):
            raise Unclear(f"{one.words!r}: {len(one.names)} names for {len(spots)} hosts")
        in_turn = one.each and len(one.vlans) == count
        if one.vlans and not in_turn and len(one.vlans) not in (1, len(spots)):
            raise Unclear(f"{one.words!r}: {len(one.vlans)} VLANs for {len(spots)} hosts")
        return [
            Host(
                on=spot,
                name=one.names[k] if one.names else None,
                vlan=one.vlans[k % len(one.vlans)] if one.vlans else None,
            )
            for k, spot in enumerate(spots)
        ]

    def _places(self, one: Hosts, stated: Sequence[Hosts], found: Sequence[Host]) -> list[str]:
        made, groups = self.made, self.said.groups
        fabric = set(made.roles.values()) & set(FABRIC)
        edges = self._edge_routers()
        if not one.at:
            if len(stated) > 1 and one.count:
                raise Unclear(f"{one.words!r}: it is not said on which routers")
            spots = edges if fabric else list(made.order)
            if one.count is None:
                return spots if fabric or len(made.order) <= 2 else edges
            if len(made.order) == 1:
                return list(made.order) * one.count
            if spots and one.count % len(spots) == 0 and (fabric or one.count == len(spots)):
                return [spot for spot in spots for _ in range(one.count // len(spots))]
            if one.count == len(edges):
                return edges
            raise Unclear(f"{one.words!r}: it is not said on which routers")
        holders = [who.group for who in one.at if who.by == "group" and groups[who.group].role in CONTAINERS]
        if holders:
            return self._at_sites(one)
        every = all(who.by == "spot" and who.spot == "all" for who in one.at)
        if every and fabric - {"leaf"} and not one.but:
            raise Unclear(f"{one.words!r}: it is not said on which switches")
        if any(who.spot == "edges" for who in one.at):
            return edges
        if (
            any(who.spot == "ends" for who in one.at)
            and "chain" not in made.forms
            and len(made.order) != 2
            and len(self._edges()) == 2
        ):
            return self._edges()
        return self.who(one.at, [host.on for host in found])

    def _at_sites(self, one: Hosts) -> list[str]:
        made = self.made
        sites = sorted(set(made.sites.values()))
        found = []
        for site in sites:
            own = [name for name in made.order if made.sites.get(name) == site]
            leaves = [name for name in own if made.roles[name] == "leaf"]
            if len(own) > 1 and not leaves:
                self.remarks.append(f"{one.words!r}: on which router was not said: the first of each site")
            found.append((leaves or own)[0])
        if not found and set(made.roles.values()) <= {"hub", "spoke", "router"}:
            return list(made.order)
        if not found:
            raise Unclear(f"{one.words!r}: it is not said what is in each")
        return found

    def _edges(self) -> list[str]:
        if "diamond" in self.made.forms:
            names = self.made.forms["diamond"]
            return [names[0], names[-1]]
        ends = [
            name
            for name in self.made.order
            if len({end for pair in self.pairs if name in pair for end in pair} - {name}) <= 1
        ]
        return ends or list(self.made.order)

    def _homed(self, one: Hosts, places: list[str]) -> list[Host]:
        share = max((who.share for who in one.at), default=0)
        evpn = any(run.name == "evpn" and run.wanted for run in self.said.runs)
        if evpn or one.vlans:
            raise Unclear(f"{one.words!r}: in one bridged network that needs a bond, which labkeeper does not write")
        if len(places) < 2 or ("dual" in one.words.lower() and len(places) != 2 and share != 2):
            raise Unclear(f"{one.words!r}: {len(places)} routers to be homed to")
        count = one.count or 1
        names: Sequence[str | None] = one.names or [None] * count
        if len(names) != count:
            raise Unclear(f"{one.words!r}: {len(names)} names for {count} hosts")
        found = []
        for k, name in enumerate(names):
            at = [places[(k * share + step) % len(places)] for step in range(share)] if share else places
            found.append(Host(on=at[0], also=tuple(at[1:]), name=name))
        return found
