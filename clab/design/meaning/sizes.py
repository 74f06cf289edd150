"""How many routers there are: what is said, what a shape says, and the usual number where nobody says it. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from clab.design.grammar.roles import CONTAINERS, FABRIC
from clab.design.grammar.statements import Group, Statements, Who
from clab.design.meaning.members import Naming
from clab.design.structure import PLAIN_SIZES, USUAL_SIZES, Unclear


class Sizes(Naming):
    """Groups with their numbers."""

    def __init__(self, said: Statements, default: str) -> None:
        super().__init__(said)
        self.default = default
        self.remarks: list[str] = []
        self.pairs: list[tuple[str, str]] = []
        self.formed: list[tuple[str, tuple[str, ...]]] = []

    def _counted(self) -> None:
        """What a shape or a dimension says of numbers, and the usual ones where none is said."""
        said = self.said
        forms = {one.shape for one in said.forms}
        roles = {group.role for group in said.groups}
        stages, word = said.stages
        clos = "superspine" in roles or (
            stages > 2 and not (stages == 3 and "stage" in word) and not roles & {"core", "dist", "access"}
        )
        if said.dimension and "grid" not in forms:
            if not (
                "leaf_spine" in forms
                or roles & set(FABRIC)
                or any(one.role == "leaf" for hosts in said.hosts for one in hosts.at)
            ):
                raise Unclear("two numbers: it is not said of what")
            if any(group.count for group in said.groups if group.role in ("spine", "leaf")):
                raise Unclear("the numbers of spines and leaves are said twice")
            spines, leaves = sorted(said.dimension)
            self._sized("spine", spines)
            self._sized("leaf", leaves)
        placed = any(name.startswith("leaf") for hosts in said.hosts for who in hosts.at for name in who.names)
        fabric = (
            "leaf_spine" in forms
            or clos
            or {"spine", "leaf"} <= roles
            or said.dimension
            or ("spine" in roles and placed)
        )
        fabric = fabric and "grid" not in forms
        if fabric and not roles & {"core", "dist", "access"}:
            self._fabric(clos)
        if "grid" in forms and said.dimension:
            self._sized("router", said.dimension[0] * said.dimension[1])
        flat = [group for group in said.groups if group.role not in CONTAINERS and not group.more]
        named = len(said.named) or len(
            {name for link in said.links for who in (*link.a, *link.b) for name in who.names}
        )
        whole = [one for one in said.forms if one.shape in USUAL_SIZES or one.shape == "star"]
        if not flat and any(group.more for group in said.groups) and whole:
            named = 0  # `a triangle, and a fourth router at r1`
        if (
            "spoke" in roles
            and "hub" not in roles
            and not said.posts
            and not any(group.spot == "centre" for group in said.groups)
        ):
            self._hub_added()
        hub = next((group for group in flat if group.role == "hub"), None)
        if "star" in forms and hub is not None and hub.count is None and roles == {"hub", "router"}:
            among = next(group for group in flat if group.role == "router")
            if among.count and not among.names and len(said.links) == 0:
                among.count -= 1  # the hub is one of them
        if "star" in forms and not named and roles <= {"hub", "site", "router"}:
            spokes = [group for group in flat if group.role == "router"]
            if not spokes and not any(group.count for group in flat if group.role == "spoke"):
                self._new_group("router", 4 if "hub" not in roles else 3)
                self.remarks.append("no number was named: a hub and three spokes")
            return
        size = PLAIN_SIZES.get(whole[0].shape, 0) if whole else 0
        usual = {f"r{k + 1}" for k in range(size)}
        if whole and len(said.named) < size and (not said.links or {name.lower() for name in said.named} <= usual):
            named = 0  # `a triangle of FRR routers, cost 50 between r1 and r3`
        if flat or named or fabric:
            for group in flat:
                if (
                    group.count is None
                    and group.plural
                    and not group.names
                    and group.role == "router"
                    and len(flat) == 1
                    and not named
                ):
                    group.count = USUAL_SIZES.get(whole[0].shape) if whole else 2
                    if group.count is None or not (whole or said.runs):
                        raise Unclear("it is not said how many routers there are")
                    self.remarks.append(f"no number was named: {group.count} routers")
                elif (
                    group.count is None
                    and not group.plural
                    and len(flat) == 1
                    and whole
                    and not group.names
                    and group.role == "router"
                    and not named
                ):
                    group.count = USUAL_SIZES.get(whole[0].shape)
            return
        told = [one.numbers for one in said.numbers if not one.who and not one.manner and len(one.numbers) > 1]
        if (
            (whole or said.runs)
            and len(told) == 1
            and not roles
            and not said.hosts
            and len(set(told[0])) == len(told[0])
        ):
            self._new_group("router", len(told[0]))  # `eBGP chain, AS 65001 through 65005`
            self.remarks.append(f"no number was named: {len(told[0])} routers, one in each AS")
        elif whole:
            count = USUAL_SIZES[whole[0].shape]
            self._new_group("router", count)
            if whole[0].shape not in PLAIN_SIZES:
                self.remarks.append(f"no number was named: {count} routers")
        elif roles == {"tenant"}:
            self._new_group("router", 1)
        elif said.runs and not roles:
            self._new_group("router", 2)
            self.remarks.append("no routers were named: two, back to back")

    def _hub_added(self) -> None:
        """`hub and spoke with five spokes`: the hub is one more, unless one that is named leads them."""
        if len(self.said.named) == 1 or any(
            group.role == "router" and (group.count or 0) == 1 for group in self.said.groups
        ):
            return
        self._new_group("hub", 1)

    def _new_group(self, role: str, count: int) -> None:
        self.said.groups.append(Group("", role, count, plural=count > 1))

    def _sized(self, role: str, count: int) -> None:
        own = [group for group in self.said.groups if group.role == role]
        if own:
            own[0].count = own[0].count or count
        else:
            self._new_group(role, count)

    def _fabric(self, clos: bool) -> None:
        said = self.said
        roles = {group.role: group for group in said.groups if group.role in FABRIC}
        placed = {name for hosts in said.hosts for who in hosts.at for name in who.names}
        leaves = {name for name in placed if name.startswith("leaf") and name[4:].isdigit()}
        if leaves and "leaf" not in roles and leaves == {f"leaf{k + 1}" for k in range(len(leaves))}:
            self._sized("leaf", len(leaves))
            roles = {group.role: group for group in said.groups if group.role in FABRIC}
        usual = {"spine": 4 if clos else 2, "leaf": 4, **({"superspine": 2} if clos else {})}
        sized = {role for role, group in roles.items() if group.count or group.names or not group.plural}
        spoken = {name for name in said.named if name.startswith(tuple(FABRIC))}
        if spoken:
            return
        if not sized and any(group.role == "router" and group.count for group in said.groups):
            raise Unclear("it is not said how many spines and leaves there are")
        for role, count in usual.items():
            if role in sized:
                continue
            if sized and role in roles:
                raise Unclear("it is not said how many spines and leaves there are")
            if sized and clos:
                raise Unclear("it is not said how many spines and leaves there are")
            self._sized(role, count)
            self.remarks.append(f"no number of {role}s was named: {count}")

    def _posted(self) -> None:
        """`one router in the middle`: a group that is a hub or spokes has that role; two words of one reflector."""
        said = self.said
        for post in list(said.posts):
            for who in post.who:
                group = said.groups[who.group] if who.by == "group" else None
                if group is not None and post.role in ("hub", "spoke") and group.role == "router":
                    group.role = post.role
        self._star_counted()
        self._repeated()
        hubs = [group for group in said.groups if group.role == "hub"]
        others = [group for group in said.groups if group.role == "router"]
        if (
            hubs
            and others
            and all(who.by == "group" for post in said.posts for who in post.who)
            and any(post.role in ("hub", "spoke") for post in said.posts)
        ):
            for group in others:
                if group.count and not said.links:
                    group.role = "spoke"
        if len(said.groups) == 1 and hubs and hubs[0].count in (1, None) and not said.forms and not said.named:
            hubs[0].role = "router"
        same = [
            group for group in said.groups if group.role in ("rr", "rs", "hub") and group.count == 1 and not group.names
        ]
        for role in ("rr", "rs", "hub"):
            own = [group for group in same if group.role == role]
            counted = [group for group in said.groups if group.role == role]
            if len(own) > 1 and len(counted) == len(own):
                self._merged(own)

    def _star_counted(self) -> None:
        """`a star of five routers, one in the middle and four around`: the parts are the whole.

        Raises:
            Unclear: they are not.
        """
        groups = self.said.groups
        parts = [k for k, group in enumerate(groups) if group.role in ("hub", "spoke")]
        for one in self.said.forms:
            wholes = [who.group for who in one.who if who.by == "group" and who.group not in parts]
            if one.shape != "star" or len(wholes) != 1 or {groups[k].role for k in parts} != {"hub", "spoke"}:
                continue
            if groups[wholes[0]].role == "router" and groups[wholes[0]].count != sum(
                groups[k].count or 1 for k in parts
            ):
                raise Unclear(f"{groups[wholes[0]].words!r}: the parts of the star are not so many")

    def _repeated(self) -> None:
        """`…, each connected to three leaves; 2 spines, 3 leaves`: a number that is said again, and nothing of it."""
        said = self.said
        used = {who.group for link in (*said.links, *said.gone) for who in (*link.a, *link.b)}
        used |= {
            who.group for part in (said.forms, said.runs, said.posts, said.numbers) for one in part for who in one.who
        }
        used |= {who.group for one in said.hosts for who in one.at}
        used |= {group.inside for group in said.groups if group.inside is not None}
        for later in range(len(said.groups) - 1, 0, -1):
            group = said.groups[later]
            if (
                later in used
                or group.names
                or group.inside is not None
                or group.role in ("router", *CONTAINERS)
                or not group.count
            ):
                continue
            same = [
                k
                for k in range(later)
                if (said.groups[k].role, said.groups[k].count) == (group.role, group.count)
                and said.groups[k].kind in (None, group.kind)
            ]
            if (
                len(same) == 1
                and said.groups[same[0]].inside is None
                and (group.kind is None or said.groups[same[0]].kind is None)
            ):
                said.groups[same[0]].kind = said.groups[same[0]].kind or group.kind
                self._moved(later, same[0])

    def _merged(self, groups: Sequence[Group]) -> None:
        """`a route reflector: one RR in the middle`: one thing in two words."""
        keep, *gone = groups
        for group in gone:
            place, kept = self.said.groups.index(group), self.said.groups.index(keep)
            keep.kind = keep.kind or group.kind
            group.count, group.plural, group.names = 0, True, ()
            self._moved(place, kept)

    def _moved(self, old: int, new: int) -> None:
        """All that was said of a group is said of another; the group is gone."""

        def shift(whos: tuple[Who, ...]) -> tuple[Who, ...]:
            return tuple(
                replace(who, group=new if who.group == old else who.group - (who.group > old))
                if who.by == "group"
                else who
                for who in whos
            )

        said = self.said
        new -= new > old
        said.links = [replace(one, a=shift(one.a), b=shift(one.b)) for one in said.links]
        for part in ("forms", "runs", "kinds", "posts", "numbers"):
            setattr(said, part, [replace(one, who=shift(one.who)) for one in getattr(said, part)])
        said.hosts = [replace(one, at=shift(one.at)) for one in said.hosts]
        del said.groups[old]
        for group in said.groups:
            if group.inside is not None:
                group.inside = new if group.inside == old else group.inside - (group.inside > old)
