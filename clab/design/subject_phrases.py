"""What is said of routers right behind their names: what they have, are in, stand in, or stand between. Pure."""

from dataclasses import replace

from clab.design.cursor import BE, CONTAINERS
from clab.design.host_phrases import HostPhrases
from clab.design.phrases import Group, HostGroup, Joint, Ref, Scoped
from clab.design.tokens import HOST_NAME

_HOLDS = ("has", "have", "gets", "get", "with", "having")


class SubjectPhrases(HostPhrases):
    """What is said of routers right behind their names."""

    def same_as(self, start: int, refs: list[Ref]) -> None:
        """`r1 and r2 are in AS 65001`: the number behind the last name is one of all of them."""
        if "(" in {token.value for token in self.tokens[start : self.i]}:
            return
        waiting: list[str] = []
        for ref in refs:
            if ref.by == "name" and ref.name:
                waiting.append(ref.name)
            number = self.out.name_asns.get(ref.name)
            if number is not None:
                self.out.name_asns |= dict.fromkeys(waiting, number)
                waiting = []

    def scoped_after(self, refs: list[Ref]) -> None:
        """`a ring of four core routers`: who is named right after a shape stands in it."""
        if self.shape_waits is not None:
            shape, words = self.shape_waits
            self.shape_waits = None
            named = tuple(ref for ref in refs if ref.by != "name" or ref.name) or self.row
            if named:
                self.out.scoped.append(Scoped(words, shape, named))

    def are_of(self, ref: Ref) -> None:
        """`the spines are SR Linux`."""
        ahead = 1 + (self.peek(1).value == "each")
        if self.peek().text.lower() not in BE or self.peek(ahead).type != "system" or ref.by != "group":
            return
        group = self.out.groups[ref.group]
        if group.kind in (None, self.peek(ahead).value) and self.peek(ahead + 1).type in ("stop", "word"):
            self.out.groups[ref.group] = replace(group, kind=self.peek(ahead).value)
            self.i += ahead + 1

    def per_container(self, start: int, found: Group) -> bool:
        """`one router per site`, `two spines in each pod`."""
        place = self.i
        self.i += self.peek().text.lower() in ("in", "at", "on", "for", "behind", "off")
        inside = self.at("each") and self.peek(1).type == "role" and self.peek(1).value not in ("host", "router")
        holders = [k for k, group in enumerate(self.out.groups) if inside and group.role == self.peek(1).value]
        if not holders or not found.count:
            self.i = place
            return False
        self.i += 2
        self.out.groups.append(replace(found, inside=holders[-1], words=self.words(start)))
        return True

    def centred(self, ref: Ref) -> None:
        """`one router in the middle`: it is the hub, where others are around it."""
        if self.at("centre") and ref.by == "group" and self.size([ref]) == 1:
            self.i += 1
            self.centres.append(ref.group)

    def lab_word(self, found: Group) -> bool:
        """`a small ISP: two PEs …`: a word for the whole lab."""
        first = found.role == "isp" and not self.out.groups and not found.plural
        return first and found.count in (None, 1) and self.peek().value in (":", "lab")

    def said(self) -> tuple[int, ...]:
        """How much is known of routers that have names."""
        out = self.out
        return (
            len(out.joints), len(out.hosts), len(out.scoped), len(out.name_asns), len(out.name_kinds),
            len(out.named_roles), len(out.groups),
        )  # fmt: skip

    def said_again(self, start: int, refs: list[Ref], known: set[str], before: tuple[int, ...]) -> None:
        """A name that was known, and of which nothing is said that was read, is left: `r2 runs BGP`."""
        names = [ref.name for ref in refs]
        if names and names[-1] and "" in names[:-1] and self.tokens[self.i - 1].text == names[-1]:
            self.out.left.append(names[-1])  # `r1-r2, r2-r3, r1 only`
            return
        follows = self.peek().type == "shape" or self.peek(1).type == "shape" or self.peek(2).type == "shape"
        bare = all(names) and set(names) <= known and self.said() == before and not follows
        groups = [self.out.groups[ref.group] for ref in refs if ref.by == "group" and ref.group < before[-1]]
        roles = tuple(group.role for group in groups if group.role not in ("router", *CONTAINERS))
        if self.peek().type == "protocol" and self.said() == before and (bare or len(roles) == len(refs)):
            self.subject = tuple(names) if bare else roles
        elif bare and not self.at("joined", "dual", "multi"):
            self.out.left.append(self.words(start))

    def held_hosts(self, start: int, refs: list[Ref]) -> bool:
        """`r1 and r4 have a client each`: hosts of the routers that are named right before."""
        place = self.i
        self.i += self.at("each") and self.peek(1).text.lower() in _HOLDS
        if self.attached(start, refs, place):
            return True
        self.i = place
        return False

    def attached(self, start: int, refs: list[Ref], place: int) -> bool:
        """`… have a client each`, `… each get two hosts`, behind names."""
        names = [ref.name for ref in refs if ref.by == "name"]
        if not names and len(refs) == 1 and refs[0].by == "group":
            names = list(self.out.groups[refs[0].group].names)[:1]
        totals = [ref for ref in refs if ref.by == "group" and self.size([ref]) > 1]
        if (
            len(names) + (len(totals) if names else 0) < len(refs)
            or not all(names)
            or not (self.peek().text.lower() in _HOLDS or self.hosts_follow(names))
        ):
            return False
        self.i += self.peek().text.lower() in _HOLDS
        found = self.noun()
        own = self.name_list() if found is not None and found.role == "host" else ()
        if found is None or found.role != "host" or self.placed_elsewhere():
            self.i = place
            return False
        if self.at("each"):
            self.i += 1
        self.trailing()
        self.out.hosts.append(HostGroup(self.words(start), found.count, "names", "", tuple(names), own, each=True))
        self.last = tuple(refs)
        return True

    def hosts_follow(self, names: list[str]) -> bool:
        """`r1 two hosts`, `leaf1 and leaf2 one host each`: without a verb."""
        host, each = self.peek(1), self.peek(2)
        counted = self.peek().type == "number" and host.value == "host" and not any(map(HOST_NAME.match, names))
        return counted and (each.type == "stop" if len(names) == 1 else each.value == "each")

    def held_routers(self, start: int, refs: list[Ref]) -> bool:
        """`a router has three others around it`, `with two switches connected to it`."""
        if self.peek().text.lower() not in _HOLDS or self.size(refs) != 1 or len(refs) != 1:
            return False
        place, groups, before = self.i, len(self.out.groups), list(self.out.groups)
        self.i += 1
        found = self.noun()
        if found is not None and found.role != "host" and found.count and found.role not in CONTAINERS:
            other = self.group(found)
            around = self.at("outer")
            beside = self.at("joined", "behind") and self.peek(1 + (self.peek(1).value == "joint")).value == "them"
            if (around or beside) and len(self.out.groups) == groups + 1:
                self.i += 1 if around else 2 + (self.peek(1).value == "joint")
                self.out.joints.append(Joint(self.words(start), tuple(refs), (other,)))
                self.last = (other,)
                return True
            self.out.groups[:] = before
        self.i = place
        return False

    def placed_elsewhere(self) -> bool:
        """Whether hosts have a place of their own, other than `each` or `it`."""
        last = self.peek(1 + (self.peek(1).value == "joint"))
        return not self.at("each") and last.value != "them" and self.placed()

    def amid(self, start: int, refs: list[Ref]) -> bool:
        """`r2 between r1 and r3`: joined to both."""
        after = self.peek(1)
        if self.at("between") and len(refs) > 1 and (after.type == "stop" or self.i + 1 >= len(self.tokens)):
            self.i += 1  # `two PEs and a P in between`
            self.out.joints.append(Joint(self.words(start), tuple(refs[-1:]), tuple(refs[:-1])))
            return True
        refs = [ref for ref in refs if ref.by == "name" and ref.name]
        behind = len(refs) == 1 and self.peek().text.lower() in ("on", "at", "off", "behind") and after.type == "name"
        hosts = [name for name in (*(ref.name for ref in refs), after.text) if HOST_NAME.match(name)]
        if behind and not hosts and self.peek(2).type != "mark":
            self.i += 2  # `ce1 on pe1`
            self.out.names.append(after.text)
            self.out.joints.append(Joint(self.words(start), tuple(refs), (Ref("name", after.text),)))
            return True
        if len(refs) != 1 or not self.at("between"):
            return False
        place = self.i
        self.i += 1
        ends = self.name_list()
        if len(ends) != 2 or refs[0].name in ends:
            self.i = place
            return False
        self.out.names += ends
        self.out.joints.append(Joint(self.words(start), tuple(refs), tuple(Ref("name", name) for name in ends)))
        return True
