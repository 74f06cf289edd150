"""What is said of each: `each with two hosts`, `every leaf has one`, `all FRR`. Pure."""

import itertools
import re
from dataclasses import replace

from clab.design.composing import FIXED
from clab.design.cursor import BE
from clab.design.forms import FORMS
from clab.design.link_phrases import LinkPhrases
from clab.design.phrases import HostGroup, Joint, Ref, Where


class EachPhrases(LinkPhrases):
    """What is said of each: `each with two hosts`, `every leaf has one`, `all FRR`."""

    def each_clause(self) -> bool:
        """`each with two hosts`, `every leaf has one host`, `each in its own AS`, `all FRR`."""
        if not self.at("each"):
            return False
        start = self.i
        self.i += 1
        self.skip(articles=True)
        role = ""
        if (
            self.peek().value == "host"
            and any(group.role == "rrclient" for group in self.out.groups)
            and self.peek(1).value in ("joined", "dual", "multi")
        ):
            self.i += 1
            role = "rrclient"  # `every client connects to both reflectors`
        if self.at("them") or (
            self.peek().type == "number" and self.tokens[start].text.lower() in ("all", "both", "alle", "beide")
        ):
            self.i += 1
        if self.peek().type == "role" and self.peek().value not in ("host",) and self.peek().value != "as":
            role = self.noun_role()
        elif self.peek().type == "role" and self.peek().value == "as":
            self.i += 1
            role = "as"
        self.skip(stops=":", articles=False)
        if not role and self.peek().type == "stop" and "of" in self.tokens[start].text.lower():
            return True
        here = self.i
        if self.each_to_both(start):
            return True
        for rule in (self.each_formed, self.each_own, self.each_holds, self.each_other_fact):
            self.i = here
            if rule(start, role):
                return True
        self.i = start
        return False

    def each_to_both(self, start: int) -> bool:
        """`2 cores, 2 dists, 4 access, each to both`: every group with all of the one before."""
        groups = [k for k, group in enumerate(self.out.groups) if group.inside is None and group.role != "router"]
        both = self.tokens[self.i - 1].text.lower() == "to" and self.peek().text.lower() in ("both", "all")
        ends = self.peek(1).type in ("stop", "system", "protocol")
        if not (both and ends and len(groups) > 1) or self.out.joints:
            return False
        sizes = [self.out.groups[k].count or 0 for k in groups[:-1]]
        if self.peek().text.lower() == "both" and (sizes[-1] != 2 or max(sizes) > 2):
            return False
        self.i += 1
        for upper, lower in itertools.pairwise(groups):
            self.out.joints.append(Joint(self.words(start), (Ref("group", group=lower),), (Ref("group", group=upper),)))
        return True

    def each_formed(self, start: int, role: str) -> bool:
        """`two sites, each a triangle of FRR routers`."""
        holder = self.holder(role)
        sites = holder is not None and self.out.groups[holder].role == "site"
        while self.peek().text.lower() in BE | {"as", "with", "has"} or self.peek().type == "article":
            self.i += 1
        shape = self.take()
        if not sites or shape.type != "shape" or shape.value not in FORMS or self.peek().text.lower() != "of":
            return False
        words = self.words(start)
        self.i += 1
        found = self.noun()
        count = found.count or FIXED.get(shape.value) if found else None
        if found is None or found.role != "router" or not count or self.out.inner:
            return False
        self.out.groups.append(replace(found, count=count, inside=holder, words=self.words(start)))
        self.out.inner = (shape.value, words)
        return True

    def each_own(self, start: int, role: str) -> bool:
        place = self.i
        self.skip(articles=True)
        count = self.peek().numbers[0] if self.peek().type == "number" and self.peek(1).value == "own" else 0
        self.i += bool(count)
        if not self.at("own", "same"):
            self.i = place
            return False
        own = self.take()
        if self.peek().type == "asn":
            pass
        elif (self.peek().type == "role" and self.peek().value == "as") or self.at("as_word"):
            self.i += 1
        elif not re.search(r"as(?:n|es|ns)?(?: each| per \w+)?$", own.text.lower()):
            self.i = start
            return False
        if own.value == "own":
            self.i += self.at("each") and self.peek(1).type == "stop" and not role
            self.out.own_as = self.words(start)
            self.out.own_as_count = count
            self.out.own_as_role = role if role not in ("as", "router", "site") else ""
        else:
            self.out.one_as = True
        return True

    def each_holds(self, start: int, role: str) -> bool:
        """What each member of the last group, or of a role, has behind it or in it."""
        direct = self.peek(-1).value == "each"
        found = self.noun()
        if found is None:
            return False
        if direct and found.role == "host" and found.count is None:
            self.i = start
            return False
        holder = self.holder(role)
        if found.role == "host":
            names = self.name_list()
            self.trailing()
            place: Where = "role" if role else "each"
            if not role and holder is not None and self.out.groups[holder].role not in ("router",):
                place, role = "role", self.out.groups[holder].role
            self.out.hosts.append(HostGroup(self.words(start), found.count, place, role, (), names, self.vlans(None)))
            return True
        if found.count is None or holder is None or found.role == "as":
            self.i = start
            return False
        while True:
            self.out.groups.append(replace(found, inside=holder, words=self.words(start)))
            self.inner_form(found)
            here = self.i
            self.skip_and()
            following = self.noun() if self.i != here or self.peek().type == "number" else None
            if following is not None and following.role == "host" and self.place_is_open():
                own = self.out.groups[holder].role
                self.out.hosts.append(HostGroup(self.words(start), following.count, "role", own))
                self.trailing()
                return True
            if following is None or following.role == "host" or following.count is None:
                self.i = here
                self.trailing()
                self.with_hosts(start, found.role)
                return True
            found = following

    def with_hosts(self, start: int, role: str) -> None:
        """`each with one access router with one host`: hosts of the routers that were named last."""
        place = self.i
        self.skip(stops=",", joints=False)
        if self.peek().text.lower() in ("with", "having", "that", "which", "has"):
            self.i += 1
            found = self.noun()
            if found is not None and found.role == "host" and self.place_is_open():
                self.i += self.at("each")
                count = found.count or (None if found.plural else 1)
                self.out.hosts.append(HostGroup(self.words(start), count, "role", role))
                return
        self.i = place

    def each_other_fact(self, start: int, role: str) -> bool:
        """`all FRR`, `all running OSPF`, `all in AS 65000`: the fact itself is read by its own rule."""
        token = self.peek()
        if token.type == "system" and role in ("", "router"):
            self.i += 1
            self.out.systems.append(token.value)
            if self.peek().type == "role" and self.peek().value == "router":
                self.i += 1
            return True
        if token.type == "system":
            self.i += 1
            holder = self.holder(role)
            if holder is not None and self.out.groups[holder].role == role:
                self.out.groups[holder] = replace(self.out.groups[holder], kind=token.value)
                return True
        if role in ("", "router") and token.type in ("protocol", "asn"):
            return True
        if role in ("", "router") and self.at("configs"):
            return True
        if (
            role in ("", "router")
            and self.at("joined")
            and self.peek(1).value == "each"
            and self.peek(2).value == "other"
        ):
            self.i += 3
            if self.peek().value == "router":
                self.i += 1
            self.out.shapes.append(("full_mesh", self.words(start)))
            return True
        to = self.tokens[self.i - 1].text.lower() == "to"
        if role and to and self.peek().type == "role" and self.peek().value not in ("host", "router", role):
            other = self.role_ref(self.peek().value, [])
            if self.peek().plural or self.fits(other, 1):
                self.i += 1
                self.out.joints.append(Joint(self.words(start), (self.role_ref(role, []),), (other,)))
                return True
        if role and to and self.at("each"):
            both = self.take().text.lower() == "both"
            other = self.role_ref(self.peek().value, [])
            fits = not both or self.fits(other, 2)
            if self.peek().type == "role" and self.peek().value != "host" and fits:
                self.i += 1
                self.out.joints.append(Joint(self.words(start), (self.role_ref(role, []),), (other,)))
                return True
            self.i -= 1
        if role and self.at("joined", "dual", "multi"):
            refs = [self.role_ref(role, [])]
            before = len(self.out.joints)
            self.relation(start, refs)
            if len(self.out.joints) > before:
                return True
        self.i = start
        return False
