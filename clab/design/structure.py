"""How many routers of which system there are, and how they are joined: the phrases of a request put together. Pure."""

import re
from typing import Any

from clab.design.builder import draw
from clab.design.capability import kinds
from clab.design.composing import (
    DEFAULT,
    FIXED,
    PLAIN,
    Structure,
    Unclear,
    numbered,
    role_of,
    without_total,
)
from clab.design.forms import FORMS
from clab.design.intent import CustomLink, CustomNode, Intent
from clab.design.phrases import Reading
from clab.design.site_rules import SiteRules

_FLAT = ("ring", "chain", "full_mesh", "pair", "single", "diamond", "exchange")
_PLAIN_NAMES = frozenset(("sw", "switch", "r", "rtr", "router", "node", "n", "s"))
_NUMBERED = re.compile(r"(?P<word>[a-z]{1,30}-?)(?P<number>\d{1,3})")


def structure(reading: Reading) -> Structure:
    """Put the phrases together.

    Raises:
        Unclear: they do not fit, or leave open how the routers are joined.
    """
    return _Composer(reading).run()


class _Composer(SiteRules):
    def run(self) -> Structure:
        roles = {group.role for group in self.groups}
        for rule in (
            self.grid,
            self.binary_tree,
            self.exchange,
            self.sites,
            self.fabric,
            self.provider,
            self.reflected,
            self.provided,
            self.joined,
            self.tiers,
            self.star,
            self.flat,
        ):
            found = rule(roles)
            if found is not None:
                return self.finished(found)
        raise Unclear("it is not said how the routers are joined")

    def finished(self, built: Structure) -> Structure:
        values = built.values
        values.setdefault("kind", self.kind)
        if self.reading.parallel > 1:
            values["parallel"] = self.reading.parallel
        elif self.reading.links and values["shape"] == "pair":
            values["parallel"] = self.reading.links
        built.remarks = [*self.remarks, *built.remarks]
        self.all_systems(values)
        if self.reading.unlinked or self.reading.beside:
            self.changed(built)
        if values["shape"] in _FLAT and not values.get("router_names"):
            values["router_names"] = self.counted_names(values["routers"])
        return built

    def changed(self, built: Structure) -> None:
        """A shape without some of its links, or with a router beside it: named link by link.

        Raises:
            Unclear: one that is named is not there.
        """
        values, reading = built.values, self.reading
        shape = values["shape"]
        if shape not in ("full_mesh", "ring", "chain", "star", "pair") or (reading.unlinked and shape != "full_mesh"):
            raise Unclear(f"{(reading.unlinked or reading.beside)[0][0]!r} does not fit the rest")
        if reading.parallel > 1 or values.get("kinds") or values.get("reflectors"):
            raise Unclear(f"{(reading.unlinked or reading.beside)[0][0]!r} does not fit the rest")
        drawn, pairs = draw(Intent(**values))
        names = [one.name for one in drawn]
        for words, a, b in reading.unlinked:
            gone = [pair for pair in pairs if {end.lower() for end in pair} == {a.lower(), b.lower()}]
            if len(gone) != 1:
                raise Unclear(f"{words!r}: the lab has no such link")
            pairs.remove(gone[0])
        for words, name, at in reading.beside:
            if at not in names or name in names:
                raise Unclear(f"{words!r}: it is not said which router that is")
            names.append(name)
            pairs.append((at, name))
        kind = values["kind"]
        built.values = {
            "shape": "custom",
            "nodes": tuple(CustomNode(name=name, kind=kind) for name in names),
            "links": tuple(CustomLink(a=a, b=b) for a, b in pairs),
        }

    def all_systems(self, values: dict[str, Any]) -> None:
        """Where systems are said name by name, they are said of every router."""
        told = self.reading.name_kinds
        spoken = values.get("router_names") or [node.name for node in values.get("nodes", ()) if node.kind != "linux"]
        open_ = [name for name in spoken if name not in told]
        told_else = self.reading.systems or any(group.kind for group in self.reading.groups)
        if len(set(told.values())) > 1 and open_ and not told_else:
            raise Unclear(f"it is not said which system {open_[0]} is")

    def counted_names(self, count: int) -> tuple[str, ...]:
        """`host on sw1 and sw3`: all routers are numbered by the word that their places were given with."""
        found = [_NUMBERED.fullmatch(name) for hosts in self.reading.hosts for name in hosts.at]
        words = {one["word"] for one in found if one}
        if not found or None in found or len(words) != 1 or not words & _PLAIN_NAMES:
            return ()
        if not all(1 <= int(one["number"]) <= count for one in found if one):
            return ()
        return numbered(next(iter(words)), count)

    def exchange(self, roles: set[str]) -> Structure | None:
        if "lan" not in self.shapes and "rs" not in roles:
            return None
        self.plain()
        members = self.count("member") or self.count("router") or self.count("peer") or self.count("isp")
        if not members:
            raise Unclear("it is not said how many members the exchange has")
        server = self.count("rs") or 0
        if server > 1:
            raise Unclear("more than one route server")
        self.total(members, "member", "rs", "peer", "isp") if "member" in roles else None
        names = self.names(members + server)
        if not names and not server and "member" not in roles:
            names = numbered("r", members)
        values = {"shape": "exchange", "routers": members, "route_server": bool(server), "router_names": names}
        drawn = list(names) or [*(["rs1"] if server else []), *(f"member{k + 1}" for k in range(members))]
        return Structure(values, {name: "member" if k >= server else "rs" for k, name in enumerate(drawn)})

    def fabric(self, roles: set[str]) -> Structure | None:
        reading = self.reading
        clos = bool(reading.stages or "superspine" in roles)
        if roles & {"core", "dist", "access"} and not roles & {"spine", "leaf"}:
            return None
        placed = "spine" in roles and self.placed_leaves()
        told = "leaf_spine" in self.shapes or bool(roles & {"spine", "leaf", "superspine"})
        if reading.dimension and not (told or clos or any(hosts.role == "leaf" for hosts in reading.hosts)):
            raise Unclear("two numbers: it is not said of what")
        if not (clos or placed or "leaf_spine" in self.shapes or {"spine", "leaf"} <= roles or reading.dimension):
            return None
        if reading.stages == 2 or (reading.stages == 3 and "stage" in reading.stage_word):
            clos = "superspine" in roles
        if reading.stages and not ("leaf_spine" in self.shapes or roles & {"superspine", "spine", "leaf"}):
            raise Unclear("it is not said what the tiers are")
        self.fabric_joints()
        mixed = self.mixed_leaves(clos)
        if mixed is not None:
            return mixed
        spines, leaves, tops = self.count("spine"), self.count("leaf"), self.count("superspine")
        remarks = []
        if reading.dimension:
            if any(group.count or not group.plural for group in self.groups if group.role in ("spine", "leaf")):
                raise Unclear("the numbers of spines and leaves are said twice")
            spines, leaves = sorted(reading.dimension)
        if spines is None and leaves is None:
            bare = self.count("router")
            if bare is not None or (clos and tops):
                raise Unclear("it is not said how many spines and leaves there are")
            spines, leaves, tops = (4, 4, 2) if clos else (2, 4, None)
            said = f"{tops} super-spines, " if clos else ""
            remarks.append(f"no numbers were named: {said}{spines} spines, {leaves} leaves")
        mentioned = {group.role for group in self.groups}
        if reading.dimension or clos:
            mentioned |= {"spine", "leaf"}
        leaves = leaves or self.placed_leaves()
        if spines and "leaf" not in mentioned and not leaves:
            leaves, remarks = 4, [*remarks, "no number of leaves was named: 4"]
        elif leaves and "spine" not in mentioned:
            spines, remarks = 2, [*remarks, "no number of spines was named: 2"]
        if not spines or not leaves or (clos and not tops):
            raise Unclear("it is not said how many spines and leaves there are")
        count = spines + leaves + (tops or 0)
        if remarks == []:
            self.total(count, "spine", "leaf", "superspine")
        ordered = self.by_role({"superspine": tops or 0, "spine": spines, "leaf": leaves})
        names = tuple(ordered) if len(ordered) == count else self.names(count)
        if names and not ordered and [role_of(name) for name in names] != [*["spine"] * spines, *["leaf"] * leaves]:
            names = tuple(sorted(names, key=lambda name: ("superspine", "spine", "leaf", "").index(role_of(name))))
        kind = self.kind_of("leaf") or self.kind
        values: dict[str, Any] = {
            "shape": "clos" if clos else "leaf_spine",
            "kind": kind,
            "spines": spines,
            "leaves": leaves,
            "router_names": names,
        }
        if clos:
            values["superspines"] = tops
            values["superspine_kind"] = self.kind_of("superspine") or self.kind
        spine_kind = self.kind_of("spine") or (self.kind if self.kind_of("leaf") else None)
        if spine_kind and spine_kind != kind:
            values["spine_kind"] = spine_kind
        return Structure(values, remarks=remarks)

    def by_role(self, counts: dict[str, int]) -> list[str]:
        """The names of a fabric's routers in its order, where some role has names: the others are numbered."""
        found: list[str] = []
        said = False
        for role, count in counts.items():
            own = [name for group in self.groups if group.role == role for name in group.names]
            said = said or len(own) == count > 0
            found += own if len(own) == count else numbered(role, count) if not own else ()
        return found if said else []

    def mixed_leaves(self, clos: bool) -> Structure | None:
        """Spines or leaves of several systems, as a custom lab: every leaf with every spine."""
        parts = [group for group in self.groups if group.role in ("spine", "leaf")]
        several = any(len({group.kind for group in parts if group.role == role}) > 1 for role in ("spine", "leaf"))
        if not several or clos or any(not group.count or group.names or not group.kind for group in parts):
            return None
        self.total(sum(group.count or 0 for group in parts), "spine", "leaf")
        named: list[tuple[str, str]] = []
        kinds_of: dict[str, str] = {}
        for role in ("spine", "leaf"):
            own = [group.kind or self.kind for group in parts if group.role == role for _ in range(group.count or 0)]
            names = numbered(role, len(own))
            named += [(name, role) for name in names]
            kinds_of |= dict(zip(names, own, strict=True))
        pairs = [(spine, leaf) for leaf, of in named if of == "leaf" for spine, top in named if top == "spine"]
        nodes = tuple(CustomNode(name=name, kind=kinds_of[name]) for name, _ in named)
        links = tuple(CustomLink(a=a, b=b) for a, b in pairs)
        return Structure({"shape": "custom", "nodes": nodes, "links": links}, dict(named))

    def placed_leaves(self) -> int | None:
        """`a host on leaf1 and leaf2`: where no number of leaves is said, those that are named, from the first on."""
        found = {name for hosts in self.reading.hosts for name in hosts.at if role_of(name) == "leaf"}
        own = {f"leaf{k + 1}" for k in range(len(found))}
        return len(found) if found and found == own else None

    def fabric_joints(self) -> None:
        """Links between spines and leaves are what the shape is; all others do not fit."""
        for joint in self.reading.joints:
            parties = {
                self.reading.groups[ref.group].role if ref.by == "group" else ref.name for ref in (*joint.a, *joint.b)
            }
            if not parties <= {"spine", "leaf", "superspine"} or not joint.b:
                raise Unclear(f"{joint.words!r} does not fit a fabric of spines and leaves")
            if joint.times > 1:
                self.reading.parallel = joint.times
        if self.inside:
            raise Unclear(f"{self.inside[0].words!r} does not fit the rest")

    def joined(self, roles: set[str]) -> Structure | None:
        """Links that are said one by one, or between groups: every node has a name."""
        scoped = (
            any(one.shape in FORMS for one in self.reading.scoped)
            and len({group.role for group in self.groups}) > 1
            and not roles & {"hub", "spoke"}
        )
        if not self.reading.joints and not (self.inside and (not self.shapes or self.reading.scoped)) and not scoped:
            return None
        from clab.design.joining import join

        return join(self.reading, self.kind, self.shapes)

    def star(self, roles: set[str]) -> Structure | None:
        """A hub and its spokes, or a route reflector and its clients."""
        reflector = "rr" in roles
        led = "hub" in self.reading.named_roles.values() and not self.shapes
        if (
            not (reflector and not (self.shapes - {"star"}))
            and not led
            and not (roles & {"hub", "spoke"})
            and "star" not in self.shapes
        ):
            return None
        self.plain()
        if not led and not roles & {"hub", "rr"} and "star" not in self.shapes and (self.count("spoke") or 0) < 2:
            raise Unclear("it is not said how the routers are joined")
        hubs = self.count("rr" if reflector else "hub") or 1
        spokes = self.count("spoke") or self.count("rrclient")
        if hubs > 1:
            raise Unclear(f"{hubs} in the middle: it is not said how they are joined")
        total, remarks = self.count("router"), []
        if spokes is None and total is None and not led and not (roles & {"hub", "spoke", "rr"}):
            names = len(self.reading.names)
            total = names or 4
            if not names:
                remarks.append("no number was named: a hub and three spokes")
        if spokes is None and total is not None:
            apart = any(group.role in ("hub", "rr") and group.count for group in self.groups)
            spokes = total - (0 if apart else 1)
        if not spokes:
            what = "clients the route reflector has" if reflector else "spokes there are"
            raise Unclear(f"it is not said how many {what}")
        if total is not None and total not in (spokes + 1, spokes):
            raise Unclear(f"{total} routers, but a hub and {spokes} spokes")
        others = {group.role for group in self.groups} - {"hub", "spoke", "rr", "rrclient", "router"}
        if others:
            raise Unclear(f"{', '.join(sorted(others))}: it is not said where they are")
        leader = [name for name, role in self.reading.named_roles.items() if role in ("hub", "rr")]
        leader += [group.names[0] for group in self.groups if group.role == "hub" and len(group.names) == 1]
        several = len({*self.reading.names, *(name for group in self.groups for name in group.names)}) > 1
        names_said = self.names(spokes + 1) if not leader or several else ()
        if leader and names_said:
            names_said = (leader[0], *(name for name in names_said if name != leader[0]))
        elif leader:
            names_said = (leader[0], *[name for name in numbered("r", spokes + 2) if name != leader[0]][:spokes])
        middle = "rr1" if reflector else self.hub_name()
        names_said = names_said or (middle, *(f"r{k + 1}" if reflector else f"spoke{k + 1}" for k in range(spokes)))
        values: dict[str, Any] = {"shape": "star", "routers": spokes + 1, "router_names": names_said}
        hub_kind = self.kind_of("hub") or self.kind_of("rr")
        outer = self.kind_of("spoke") or self.kind_of("rrclient") or self.kind_of("router")
        if (hub_kind or self.kind) != (outer or self.kind):
            values["kinds"] = (hub_kind or self.kind, *[outer or self.kind] * spokes)
        if reflector or self.reading.reflecting == "hub":
            values["reflectors"] = names_said[:1]
        roles_of = {name: ("hub" if not k else "spoke") for k, name in enumerate(names_said)}
        return Structure(values, roles_of, remarks)

    def hub_name(self) -> str:
        """`hq`, where it was called so."""
        return (
            "hq" if any(group.role == "hub" and "hq" in group.words.lower().split() for group in self.groups) else "hub"
        )

    def flat(self, roles: set[str]) -> Structure | None:
        """Routers in one of the simple shapes."""
        self.plain()
        other = [group for group in self.groups if group.role not in PLAIN]
        reflectors = self.count("rr") or 0
        other = [group for group in other if group.role not in ("rr", "rrclient")]
        mixed = {group.role for group in other}
        if len(mixed) > 1 or (mixed and self.count("router")):
            raise Unclear(f"{', '.join(repr(group.words) for group in other)}: it is not said where they are")
        members = [group for group in self.groups if group.role not in ("rr", "rrclient") or group.count]
        members = without_total(members)
        told = [(group.kind, group.asns) for group in members if group.role == "router"]
        if len(set(told)) < len(told) or (len(told) > 1 and any(kind is None and not asns for kind, asns in told)):
            raise Unclear(f"{' and '.join(repr(group.words) for group in members)}: it is not said which are which")
        counts = [group.count or len(group.names) or None for group in members]
        count = None if None in counts or not counts else sum(number for number in counts if number)
        count = count or len(set(self.reading.names)) or None
        singular = members and count is None and all(not group.plural for group in members)
        remarks = []
        if count is None and not members and not self.shapes and self.reading.protocols:
            count = 2
            remarks.append("no routers were named: two, back to back")
        if singular and not self.shapes:
            count = len(members)
        if count is None and self.shapes:
            count = DEFAULT.get(next(iter(self.shapes)))
            if count and not (self.shapes & set(FIXED)):
                remarks.append(f"no number was named: {count} routers")
        if count is None:
            raise Unclear("it is not said how many routers there are")
        values = self.shaped(count)
        values["router_names"] = self.names(count)
        if any(group.kind for group in members) and len(kinds(self.reading)) > 1:
            values["kinds"] = tuple(group.kind or self.kind for group in members for _ in range(group.count or 1))
        elif self.reading.name_kinds and set(self.reading.name_kinds) == set(values["router_names"]):
            values["kinds"] = tuple(self.reading.name_kinds[name] for name in values["router_names"])
        elif mixed and not values["router_names"]:
            values["router_names"] = numbered(next(iter(mixed)), count)
        leaders = tuple(name for name, role in self.reading.named_roles.items() if role == "rr")
        if leaders:
            values["router_names"] = values["router_names"] or numbered("r", count)
            if not set(leaders) <= set(values["router_names"]):
                raise Unclear(f"no router is named {leaders[0]}")
            values["reflectors"] = leaders
        elif reflectors:
            found = values["router_names"] or numbered("r", count)
            values["router_names"], values["reflectors"] = found, found[:reflectors]
        return Structure(values, {}, remarks)
