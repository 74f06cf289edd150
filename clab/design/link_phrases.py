"""Relations in a request: who is joined to whom, and how often. Pure."""

import itertools
from collections.abc import Callable
from dataclasses import replace

from clab.design.composing import role_of
from clab.design.cursor import BE
from clab.design.phrases import HostGroup, Joint, Ref
from clab.design.subject_phrases import SubjectPhrases
from clab.design.tokens import HOST_NAME, Token


def _subject(refs: list[Ref], size: Callable[[list[Ref]], int]) -> list[Ref]:
    """Who is joined: of `4 routers, r1 …` the names, which come after a number of routers in all."""
    names = [ref for ref in refs if ref.by == "name"]
    groups = [ref for ref in refs if ref.by != "name"]
    return names if names and any(size([group]) > 1 for group in groups) else refs


class LinkPhrases(SubjectPhrases):
    """Relations in a request: who is joined to whom, and how often."""

    def entities(self) -> bool:
        """Routers and hosts by phrase or name, and the relation that follows them."""
        start = self.i
        known = {*self.out.names, *(name for group in self.out.groups for name in group.names)}
        known |= {ref.name for joint in self.out.joints for ref in (*joint.a, *joint.b) if ref.by == "name"}
        before = self.said()
        refs: list[Ref] = []
        while True:
            place = self.i
            if refs:
                self.skip_and()
                if self.i == place and self.peek().type != "name":
                    break
                new = self.tokens[place].value == "," and self.peek().type == "role" and self.definite(self.i)
                if new and self.subject_ahead():
                    self.i = place  # `…, the ISPs are linked`: a clause of its own
                    break
            if self.host_named(refs):
                return True
            if self.peek().type == "system" and self.peek(1).type == "name":
                kind = self.take().value
                self.out.name_kinds[self.peek().text] = kind
            if self.peek().type == "name" and refs and self.role_follows():
                self.i = place
                break
            if self.peek().type == "name":
                refs += self.name_run()
                self.i += self.at("centre")
                continue
            found = self.noun()
            if found is None:
                self.i = place
                break
            if found.role == "host":
                if refs:
                    self.i = place
                    break
                self.host(start, found)
                return True
            if self.lab_word(found):
                return True
            if self.per_container(start, found):
                return True
            refs.append(self.group(found))
            self.contents(refs[-1])
            if self.parts():
                return True
            self.centred(refs[-1])
            self.are_of(refs[-1])
        if not refs:
            self.i = start
            return False
        self.scoped_after(refs)
        self.same_as(start, refs)
        self.last_end = self.i
        if self.amid(start, refs):
            return True
        if not self.held_hosts(start, refs) and not self.held_routers(start, refs):
            self.relation(start, refs)
        self.said_again(start, refs, known, before)
        return True

    def role_follows(self) -> bool:
        """Whether it is said of a name what it is: `…, r1 is the hub`."""
        return self.peek(1).value == "as_role" and self.peek(2).value in ("hub", "rr", "rs")

    def name_run(self) -> list[Ref]:
        """A name, or a chain of names with link marks between them."""
        names = self.name_range(None)
        if names:
            self.out.names += names
            return [Ref("name", name) for name in names]
        start = self.i
        run = [Ref("name", self.take().text)]
        self.name_kind(run[0].name)
        while (self.peek().type == "mark" or self.peek().text.lower() in ("to", "back to")) and (
            self.peek(1).type == "name" or (self.peek(1).type == "system" and self.peek(2).type == "name")
        ):
            self.i += 1
            if self.peek().type == "system":
                kind = self.take().value
                self.out.name_kinds[self.peek().text] = kind
            run.append(Ref("name", self.take().text))
            self.name_kind(run[-1].name)
        if len(run) == 1:
            self.name_asn(run[0].name)
            self.out.names += [] if HOST_NAME.match(run[0].name) else [run[0].name]
            return run
        words = self.words(start)
        self.row = tuple(run)
        if self.peek().type == "protocol":
            self.run_protocols.append((len(self.out.protocols), tuple(ref.name for ref in run)))
        self.out.joints += [Joint(words, (a,), (b,)) for a, b in itertools.pairwise(run)]
        return [run[-1]] if self.at("joined") and self.peek(1).type not in ("stop", "system") else [Ref("name", "")]

    def relation(self, start: int, refs: list[Ref]) -> None:
        """`connected to …` after a list of parties."""
        refs = _subject([ref for ref in refs if ref.by != "name" or ref.name], self.size)
        place = self.i
        self.skip(stops=",(", joints=False)
        if self.at("each") and self.peek(1).value in ("joined", "dual", "multi", "back_to_back"):
            self.i += 1
        while self.peek().text.lower() in BE:
            self.i += 1
        if not self.at("joined", "dual", "multi", "back_to_back") or not refs:
            if self.at("joined") and not refs and self.peek(1).type == "stop":
                self.i += 1  # `r1-r2 and r2-r3 are connected`
                return
            self.i = place
            self.last = tuple(refs) or self.row or self.last
            return
        each = self.tokens[self.i - 1].value == "each" or self.tokens[start].value == "each"
        verb = self.take()
        self.skip()
        if (
            self.peek().type == "name"
            and self.peek(1).type == "mark"
            and self.tokens[self.i - 1].text.lower() not in ("to", "with")
        ):
            self.last = tuple(refs)
            return
        if verb.value == "joined" and len(refs) == 1 and self.size(refs) == 1 and self.served(start, refs[0]):
            return
        if self.peek(self.peek().type == "article").type == "shape" or self.at("each_pair"):
            self.last = tuple(refs)
            return
        if self.peek().type in ("number", "article") and self.counted_links():
            times = self.peek(-2).numbers[0] if self.peek(-2).numbers else self.peek(-3).numbers[0]
            self.last = tuple(refs)
            if self.size(refs) == 2:
                self.out.joints.append(Joint(self.words(start), tuple(refs), (), times))
                return
            self.i = place
            return
        groups = len(self.out.groups)
        if self.at("rest") and len(refs) == 1 and refs[0].by == "name" and any(one.count for one in self.out.groups):
            self.i += 1  # `r1 connects to all others`
            self.out.named_roles[refs[0].name] = "hub"
            self.last = tuple(refs)
            return
        a, b, whole = self.objects(verb, refs)
        b, share = self.shared_out(b, groups) if each else (b, 0)
        a = tuple(ref for ref in a if ref not in b) or a  # `2 cores, 4 others (each connected to both cores)`
        if not whole or (verb.value == "dual" and b and self.size(list(b)) not in (0, 2) and share != 2):
            self.i = place
            self.last = tuple(refs)
            return
        self.last = tuple(refs)
        self.out.joints.append(Joint(self.words(start), a, b, share=share))
        if "peer" in verb.text.lower():
            self.out.peered.append(self.words(start))
        if self.at("joined") and len(b) == 1 and b[0].by == "name":
            self.relation(start, list(b))

    def shared_out(self, b: tuple[Ref, ...], known: int) -> tuple[tuple[Ref, ...], int]:
        """`each connected to two P routers`, of four that were named before: any two of those."""
        if len(b) != 1 or b[0].by != "group" or b[0].group != known or b[0].group != len(self.out.groups) - 1:
            return b, 0
        new = self.out.groups[known]
        same = [k for k, group in enumerate(self.out.groups[:known]) if group.role == new.role and group.inside is None]
        if len(same) != 1 or not new.count or new.names or (self.out.groups[same[0]].count or 0) < new.count:
            return b, 0
        self.out.groups.pop()
        whole = self.out.groups[same[0]].count == new.count
        return (Ref("group", group=same[0]),), 0 if whole else new.count

    def fits(self, other: Ref, count: int) -> bool:
        """Whether a role has as many routers as `both` or a number says."""
        if other.by == "role":
            return sum(role_of(name) == other.name for name in self.out.names) == count
        return self.size([other]) == count

    def served(self, start: int, router: Ref) -> bool:
        """`one router connected to three hosts`."""
        place = self.i
        found = self.noun()
        if found is None or found.role != "host" or router.by == "role" or self.peek().type == "name" or self.placed():
            self.i = place
            return False
        count = found.count or (None if found.plural else 1)
        if router.by == "name":
            hosts = HostGroup(self.words(start), count, "names", "", (router.name,))
        else:
            hosts = HostGroup(self.words(start), count, "role", self.out.groups[router.group].role)
            self.alone.append((hosts.words, hosts.role))
        self.out.hosts.append(hosts)
        self.last = (router,)
        return True

    def counted_links(self) -> bool:
        """`connected by two parallel links`: skips to behind the word."""
        ahead = 1 + (self.peek().type == "article" and self.peek(1).type == "number")
        ahead += self.peek(ahead).value == "parallel"
        if self.peek(ahead).value != "link":
            return False
        self.i += ahead + 1
        return True

    def objects(self, verb: Token, refs: list[Ref]) -> tuple[tuple[Ref, ...], tuple[Ref, ...], bool]:
        """Who is joined to whom, by what follows the verb; the last is False where it is not said."""
        earlier = self.last or tuple(Ref("group", group=k) for k in range(len(self.out.groups)))
        if self.others(refs):
            return tuple(refs), (), True
        if self.at("them") and (len(refs) > 1 or (self.last and not set(self.last) & set(refs))):
            single = self.take().text.lower() == "it"
            if len(refs) > 1:
                return tuple(refs[-1:]), tuple(refs[:-1]), not single or self.size(refs[:-1]) == 1
            return tuple(refs), self.last, not single or self.size(list(self.last)) == 1
        if self.at("each_other") or verb.value == "back_to_back":
            if self.at("each_other"):
                self.i += 1
            return tuple(refs), (), True
        if self.at("each"):
            both = self.take().text.lower().startswith("both")
            self.skip(articles=True)
            count = 2 if both else 0
            while self.peek().type == "number":
                count = self.take().numbers[0]
            if self.peek().type == "role" and self.peek().value != "host":
                token = self.take()
                other = self.role_ref(token.value, refs)
                return tuple(refs), (other,), not count or self.fits(other, count)
            if both and verb.value != "each" and self.tokens[self.i - 1].text.lower().endswith("them"):
                others = tuple(item for item in earlier if item not in refs)
                return tuple(refs), others, self.size(list(others)) == 2
            if self.peek().type == "name":
                named = self.parties()
                return tuple(refs), tuple(named), not both or len(named) == 2
            if len(refs) > 1:
                return tuple(refs[-1:]), tuple(refs[:-1]), True
            others = tuple(item for item in earlier if item not in refs)
            return tuple(refs), others, bool(others)
        found = self.parties()
        if found:
            return tuple(refs), tuple(found), True
        mutual = verb.text.lower().split()[-1] not in ("to", "with", "into") and verb.value == "joined"
        return tuple(refs), (), mutual and self.size(refs) == 2

    def others(self, refs: list[Ref]) -> bool:
        """`each connected to the other two`, `to all others`: all with all."""
        place = self.i
        every = self.at("each") and self.peek().text.lower() != "both"
        self.i += every
        if self.at("other") and self.peek().text.lower() in ("the other", "other", "the others", "others"):
            plural = self.take().text.lower().endswith("s")
            number = self.take().numbers[0] if self.peek().type == "number" else 0
            self.i += self.peek().value == "router"
            if (number or plural or every) and number in (0, self.size(refs) - 1) and self.size(refs) > 2:
                return True
        self.i = place
        return False

    def joined_first(self) -> bool:
        """`connect r1 to r2 and r3`."""
        if not self.at("joined", "back_to_back"):
            return False
        start = self.i
        verb = self.take()
        outer = [Ref("group", group=k) for k, group in enumerate(self.out.groups) if group.inside is None]
        if outer and (
            self.peek().text.lower() in ("by", "via", "over", "to")
            or (verb.text.lower().split()[-1] in ("to", "via", "with") and "peer" not in verb.text.lower())
        ):
            self.skip()
            b = self.parties()
            if b:
                self.out.joints.append(Joint(self.words(start), tuple(outer[-1:]), tuple(b)))
                return True
            self.i = start
            return False
        if verb.value == "back_to_back":
            if outer:
                self.out.joints.append(Joint(self.words(start), tuple(outer[-1:])))
                self.via_tops()
            else:
                self.out.shapes.append(("pair", self.words(start)))
            return True
        self.skip(articles=True)
        a = self.parties()
        if not a and self.at("each_other") and outer:
            self.i += 1
            self.out.joints.append(Joint(self.words(start), tuple(outer[-1:])))
            return True
        if not a:
            self.i = start
            return False
        place = self.i
        self.skip()
        b = self.parties() if self.i != place else []
        if not b and self.at("each_other"):
            self.i += 1
        if not b and self.size(a) != 2:
            self.i = start
            return False
        self.out.joints.append(Joint(self.words(start), tuple(a), tuple(b)))
        return True

    def via_tops(self) -> None:
        """`via their spines`: sites are joined there anyhow."""
        place = self.i
        self.skip()
        if self.at("own"):
            self.i += 1
        if self.i > place and self.peek().value in ("spine", "superspine") and self.peek().plural:
            self.i += 1
        else:
            self.i = place

    def links(self) -> bool:
        """`two parallel links between each pair`, `three point-to-point /31 links`."""
        start = self.i
        count, mask, twice = None, "", False
        while True:
            token = self.peek()
            if token.type == "number" and count is None:
                count = token.numbers[0]
            elif token.value == "parallel":
                twice = True
            elif token.type == "mask":
                mask = token.value
            elif token.type == "article" or (token.value == "pair" and "poin" in token.text.lower()):
                pass
            else:
                break
            self.i += 1
        if not self.at("link"):
            self.i = start
            return False
        self.i += 1
        place = self.i
        self.skip()
        if self.at("between") or (self.peek().text.lower() == "from" and self.peek(1).type in ("name", "article")):
            self.i += 1
            self.skip()
            if self.at("each_pair", "them", "each_other"):
                them = self.take().value == "them"
                if them and self.size(list(self.last)) == 2:
                    self.out.between_them = Joint(self.words(start), self.last, (), count or (2 if twice else 1))
                self.out.parallel = count or (2 if twice else 1)
                return self.masked(mask)
            place = self.i
            a = self.parties()
            if a:
                self.between(start, a, count or (2 if twice else 1), singular=count is not None)
                return self.masked(mask)
        self.i = place
        if self.peek().text.lower() == "in" and self.peek(1).value == "parallel":
            self.i += 2
            twice = True
        if twice:
            self.out.parallel = count or 2
        elif count == 2 and self.out.hosts and self.out.hosts[-1].homed:
            pass  # `a server dual homed to both leaves, two plain links`: those of the server
        elif count is not None and self.of_last_joint(start):
            self.out.joints[-1] = replace(self.out.joints[-1], times=count)
        elif count is not None:
            self.out.links = count
        return self.masked(mask)

    def of_last_joint(self, start: int) -> bool:
        """`r1 connected to r2 via 2 links`: how often those two are joined."""
        last = self.out.joints[-1] if self.out.joints else None
        two = last is not None and len(last.a) == len(last.b) == 1 and last.a[0].by == last.b[0].by == "name"
        return two and self.tokens[max(0, start - 1)].text.lower() in ("via", "by", "with", "over", "using", "through")

    def masked(self, mask: str) -> bool:
        self.out.mask = mask or self.out.mask
        return True

    def between(self, start: int, parties: list[Ref], count: int, *, singular: bool) -> None:
        """Links between the first party and the rest; of one group, between its own members."""
        if len(parties) == 1:
            self.out.parallel = count
            self.out.joints.append(Joint(self.words(start), (parties[0],), (), count))
        else:
            self.out.joints.append(Joint(self.words(start), (parties[0],), tuple(parties[1:]), count))
