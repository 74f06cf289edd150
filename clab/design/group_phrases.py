"""Groups of routers in a request: a number, a system, a role, names. Pure."""

from dataclasses import replace

from clab.design.composing import role_of
from clab.design.cursor import AND, BE, CONTAINERS
from clab.design.forms import FORMS
from clab.design.name_phrases import NamePhrases
from clab.design.phrases import Group, Ref


class GroupPhrases(NamePhrases):
    """Groups of routers in a request: a number, a system, a role, names."""

    def noun(self) -> Group | None:
        """A number, a system and a role, in the orders in which people put them; `role` is `host` for hosts."""
        start = self.noun_start = self.i
        count: int | None = None
        token = self.peek()
        if token.type == "article" and self.peek(1).type == "number":
            self.i += 1
            token = self.peek()
        if token.type in ("number", "article"):
            count = token.numbers[0]
            self.i += 1
        system, role, plural, centre = None, "", False, False
        while True:
            token = self.peek()
            if token.value == "centre" and not role and self.peek(1).type in ("system", "role"):
                centre = True
                self.i += 1
                continue
            if (
                token.value == "("
                and self.peek(1).type == "system"
                and self.peek(2).value == ")"
                and system is None
                and role
            ):
                system = self.peek(1).value
                self.i += 2
            elif token.type == "system" and system is None:
                system = token.value
            elif token.type == "role" and (not role or role == "router" or token.value == "router"):
                role = role if token.value == "router" and role else token.value
                plural = token.plural
            elif token.type == "mark" and token.text == "-":
                pass
            else:
                break
            self.i += 1
            if role == "as":
                break
        whole = (
            start < len(self.tokens)
            and self.tokens[start].type == "article"
            and (self.peek().type == "shape" or self.peek().value == "lab")
        )
        if not role and whole:
            self.i = start
            return None
        if system is not None and count is None and not role and self.at("centre"):
            self.i += 1
            return Group(self.words(start), "hub", 1, system)
        if not role and (system is None or count is None):
            self.i = start
            return None
        if role == "as" and count is None and not plural:
            self.i = start
            return None
        role = "hub" if centre and role in ("", "router") and not plural else role or "router"
        return Group(self.words(start), role, count, system, plural=plural)

    def group(self, found: Group) -> Ref:
        """Register a group with the names and AS numbers that follow it; a second word for a group is the same one."""
        start = self.noun_start
        if found.role == "router" and self.at("outer") and any(one.role == "hub" for one in self.out.groups):
            self.i += 1
            found = replace(found, role="spoke")
        names = self.group_names(found)
        if len(names) == 1:
            self.name_kind(names[0])  # `customer edge ce1 (frr)`
        same = [group.count for group in self.out.groups if group.role == found.role and group.count]
        asns = self.group_asns(found.count or len(names) or (same[-1] if same else None))
        known = [k for k, item in enumerate(self.out.groups) if item.role == found.role and item.inside is None]
        old = self.out.groups[known[-1]] if known else None
        if old and names and found.count is None and old.count == len(names) and not old.names:
            self.out.groups[known[-1]] = replace(old, names=names)  # `2 spines …, spines named agg1 and agg2`
            return Ref("group", group=known[-1])
        if known and not names:
            old = self.out.groups[known[-1]]
            if found.count is None and (found.kind is None or old.kind in (None, found.kind)):
                kind = old.kind or found.kind
                self.out.groups[known[-1]] = replace(old, asns=old.asns or asns, kind=kind)
                return Ref("group", group=known[-1])
            again = found.count == old.count and self.definite(start) and found.kind in (None, old.kind)
            if again and not asns and found.count:
                return Ref("group", group=known[-1])
            if old.count is None and not old.names and (old.kind in (None, found.kind) or found.kind is None):
                self.out.groups[known[-1]] = replace(found, asns=old.asns or asns, kind=found.kind or old.kind)
                return Ref("group", group=known[-1])
        self.out.groups.append(replace(found, names=names, asns=asns))
        return Ref("group", group=len(self.out.groups) - 1)

    def group_names(self, found: Group) -> tuple[str, ...]:
        place = self.i
        named = self.at("named")
        if named:
            self.i += 1
        before = self.i
        self.skip(stops=":(", joints=False)
        names = self.name_range(found.count) or (self.spread() if found.plural and found.count is None else ())
        names = names or self.name_list(free=named)
        if not names and self.i > before and self.tokens[before].value == ":" and (found.count or 0) > 1:
            names = self.letters(found.count or 0)
        if names and found.count in (None, len(names)):
            self.skip(stops=")", joints=False)
            return names
        self.i = place
        return ()

    def contents(self, holder: Ref) -> None:
        """`two sites with one spine and two leaves each`."""
        holds = self.peek().text.lower() in ("with", "of", "containing")
        if self.out.groups[holder.group].role not in CONTAINERS or not (holds or self.peek().type == "number"):
            return
        place = self.i
        each = self.peek().text.lower() == "of" and (self.out.groups[holder.group].count or 0) > 1
        self.i += holds
        found: list[Group] = []
        while (noun := self.noun()) is not None and noun.count and noun.role != "host":
            found.append(replace(noun, inside=holder.group))
            if each and self.peek().type == "stop":
                break
            self.skip_and()
        if found and ((self.at("each") and self.peek().text.lower() == "each") or each):
            self.i += self.at("each") and self.peek().text.lower() == "each"
            self.out.groups += found
            self.inner_form(found[-1])
        else:
            self.i = place

    def inner_form(self, found: Group) -> None:
        """`two routers each in a ring`, `each with two routers linked to each other`: how those in each are joined."""
        place = self.i
        if self.i >= len(self.tokens):
            return
        self.skip(stops=",", joints=False)
        while self.peek().text.lower() in BE | {"in", "as"}:
            self.i += 1
        joined, apart = self.at("joined"), self.tokens[place].type == "stop"
        if (found.count or 0) < 2 or (apart and (not joined or self.peek(1).value == "each_other")):
            self.i = place  # `two sites with two routers each, connected to each other`: it is not said who
            return
        self.i += joined
        self.skip(articles=True)
        shape = self.peek().value if self.peek().type == "shape" else ""
        if joined and self.at("each_other"):
            shape = "full_mesh"
        if found.role != "router" or self.out.inner or shape not in FORMS or self.i == place:
            self.i = place
            return
        self.i += 1
        self.out.inner = (shape, self.words(place))

    def holder(self, role: str) -> int | None:
        """The group that `each` means: the role's, else the last that is in none."""
        for k in range(len(self.out.groups) - 1, -1, -1):
            group = self.out.groups[k]
            if (role in ("", "router") and group.inside is None) or group.role == role:
                return k
        if len(self.out.asns) > 1:
            self.out.groups.append(Group("", "as", len(self.out.asns), asns=tuple(self.out.asns)))
            self.out.asns = []
            return len(self.out.groups) - 1
        return None

    def size(self, refs: list[Ref]) -> int:
        groups = [self.out.groups[ref.group] for ref in refs if ref.by == "group"]
        named = sum(ref.by != "group" for ref in refs)
        return named + sum(group.count or len(group.names) or (not group.plural) for group in groups)

    def role_ref(self, role: str, refs: list[Ref]) -> Ref:
        """Every router of a role; of `router` those that are not the subject."""
        known = [k for k, group in enumerate(self.out.groups) if group.role == role]
        return Ref("group", group=known[-1]) if known else Ref("role", role)

    def parties(self) -> list[Ref]:
        """A list of names and groups, as an object."""
        found: list[Ref] = []
        while True:
            place = self.i
            if found:
                self.skip_and()
                if self.i > place and self.subject_ahead(named=self.tokens[place].type != "stop"):
                    self.i = place
                    return found
            else:
                self.skip(articles=False)
            if self.peek().type == "name":
                if found and place == self.i:
                    self.i = place
                    return found
                name = self.take().text
                self.name_asn(name)
                self.name_kind(name)
                following = self.peek()
                if (found and following.value in ("joined", "dual", "multi")) or (
                    found and following.value == "each" and self.peek(1).value in ("joined", "dual", "multi")
                ):
                    self.i = place
                    return found
                if found and following.type == "mark":
                    self.i = place
                    return found
                found.append(Ref("name", name))
                continue
            group = self.noun() if not found or self.i != place else None
            if group is None or group.role == "host":
                self.i = place
                return found
            after = self.peek()
            if found and after.value in ("joined", "dual", "multi", "as"):
                self.i = place
                return found
            if group.count is None or (
                group.count == 1 and self.text[self.tokens[place].start :][:4].lower().startswith("the ")
            ):
                known = [k for k, item in enumerate(self.out.groups) if item.role == group.role]
                named = any(role_of(name) == group.role for name in self.out.names)
                if known:
                    found.append(Ref("group", group=known[-1]))
                elif group.plural or named or group.role == "router":
                    found.append(Ref("role", group.role))
                else:
                    found.append(self.group(group))
                continue
            found.append(self.group(group))

    def subject_ahead(self, *, named: bool = False) -> bool:
        """Whether the list that begins here is the subject of a relation of its own; `named`: only as `r2 to r3`."""
        if named:
            return self.peek().type == self.peek(2).type == "name" and self.peek(1).text.lower() == "to"
        ahead = 0
        while (
            self.peek(ahead).type in ("name", "role", "number", "article", "system")
            or self.peek(ahead).text.lower() in AND | BE
        ):
            ahead += 1
        if ahead and self.peek(ahead).text.lower() in ("to", "back to") and self.peek(ahead - 1).type == "name":
            return True
        ahead += self.peek(ahead).value == "each"
        return self.peek(ahead).value in ("joined", "dual", "multi", "back_to_back") or self.peek(ahead).type == "mark"
