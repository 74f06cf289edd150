"""Labs of several sites, pods or autonomous systems, each with the same inside. Pure."""

from itertools import product
from typing import Any

from clab.design.composing import Structure, Unclear, numbered
from clab.design.lattices import LatticeRules
from clab.design.phrases import Group
from clab.design.site_forms import formed_sites


class SiteRules(LatticeRules):
    """Several sites, each with the same inside."""

    def sites(self, roles: set[str]) -> Structure | None:
        sites = [group for group in self.groups if group.role in ("site", "as")]
        sites = [group for group in sites if (group.count or 0) > 1 or group.plural]
        if not sites:
            return None
        (first, *more) = sites
        if more or first.count is None:
            raise Unclear(f"{first.words!r}: it is not said what is in each")
        contents = {group.role: group for group in self.inside}
        if first.role == "as" or (set(contents) == {"router"} and not (roles - {"as", "site", "wan", "router"})):
            return self.autonomous(first, contents)
        return self.fabrics(first, contents, roles)

    def autonomous(self, first: Group, contents: dict[str, Group]) -> Structure:
        """Sites or autonomous systems of one router each are a flat shape."""
        each = contents["router"].count if "router" in contents else None
        total = self.count("router")
        if each is None and total == first.count:
            each = 1
        wan = self.count("wan") or 0
        count = first.count or 0
        if each and each > 1 and self.reading.inner and not wan and not self.shapes:
            return formed_sites(self.reading, first, each, contents["router"].kind or self.kind)
        if each != 1:
            raise Unclear(f"{first.words!r}: it is not said how the routers in each are joined")
        kind = contents["router"].kind if "router" in contents else None
        if wan == 1:
            values: dict[str, Any] = {
                "shape": "star",
                "routers": count + 1,
                "router_names": ("wan1", *(f"site{k + 1}" for k in range(count))),
            }
        elif self.shapes or count == 2:
            self.plain_joints(count)
            values = self.shaped(count)
        else:
            raise Unclear(f"it is not said how the {count} are joined")
        values["kind"] = kind or self.kind
        if len(first.asns) == count and not wan:
            values["asns"] = first.asns
        return Structure(values, one_each=True)

    def plain_joints(self, count: int) -> None:
        if any(joint.b for joint in self.reading.joints) or (self.reading.joints and count > 2 and not self.shapes):
            raise Unclear(f"{self.reading.joints[0].words!r} does not fit the rest")

    def fabrics(self, first: Group, contents: dict[str, Group], roles: set[str]) -> Structure:
        for joint in self.reading.joints:
            parties = {
                self.reading.groups[ref.group].role if ref.by == "group" else ref.name for ref in (*joint.a, *joint.b)
            }
            joining = {group.role for group in self.groups} | {"site"}
            if not parties <= {"site", "wan", "router", "core"} & joining:
                raise Unclear(f"{joint.words!r}: sites are joined at their spines here")
        spine, leaf = contents.get("spine"), contents.get("leaf")
        spines, leaves = (spine.count if spine else 0) or 0, (leaf.count if leaf else 0) or 0
        if self.reading.dimension and not contents:
            spines, leaves = sorted(self.reading.dimension)
        extra = set(contents) - {"spine", "leaf", "host"}
        if not (spines and leaves) or extra:
            raise Unclear(f"{first.words!r}: it is not said what is in each")
        wan = (
            self.count("wan")
            or (self.count("router") if self.reading.joints else 0)
            or (self.count("core") if self.reading.joints else 0)
            or 0
        )
        if wan > 1 and self.count("wan"):
            words = next(group.words for group in self.groups if group.role == "wan")
            raise Unclear(f"{words!r}: it is not said whether each site has one, or each joins all sites")
        if "superspine" in roles and not wan and not self.reading.joints:
            return self.pods(first.count or 0, spines, leaves)
        if wan > 1 or roles - {"site", "wan", "router", "core"}:
            raise Unclear("more than one router between the sites")
        joined = "wan_router" if wan else "chain" if "chain" in self.shapes else "full_mesh"
        if not wan and first.count != 2 and not (self.shapes & {"full_mesh", "chain"}):
            raise Unclear(f"it is not said how the {first.count} sites are joined")
        if (
            not wan
            and not self.reading.joints
            and not self.reading.links
            and not (self.shapes & {"full_mesh", "chain"})
        ):
            raise Unclear("it is not said how the sites are joined")
        kind = (leaf.kind if leaf else None) or self.kind
        values = {
            "shape": "sites",
            "sites": first.count,
            "spines": spines,
            "leaves": leaves,
            "joined_by": joined,
            "kind": kind,
        }
        if spine and spine.kind and spine.kind != kind:
            values["spine_kind"] = spine.kind
        return Structure(values)

    def pods(self, count: int, spines: int, leaves: int) -> Structure:
        """Pods of spines and leaves below super-spines: every spine at every super-spine."""
        tops = self.count("superspine")
        if not tops:
            raise Unclear("it is not said how many super-spines there are")
        above = numbered("superspine", tops)
        named = [(name, "superspine") for name in above]
        pairs = []
        for pod in numbered("pod", count):
            middle, bottom = numbered(f"{pod}-spine", spines), numbered(f"{pod}-leaf", leaves)
            named += [*((name, "spine") for name in middle), *((name, "leaf") for name in bottom)]
            pairs += [*product(above, middle), *((spine, leaf) for leaf in bottom for spine in middle)]
        return self.nodes(named, pairs)
