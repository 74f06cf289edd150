"""What is said of the lab as a whole: protocols, AS numbers, shapes, images. Pure."""

from dataclasses import replace

from clab.design.change_phrases import ChangePhrases, kinds_said
from clab.design.cursor import AND
from clab.design.phrases import Group, Protocol, Scoped
from clab.design.tokens import Token


class FactPhrases(ChangePhrases):
    """What is said of the lab as a whole: protocols, AS numbers, shapes, images."""

    def denied(self) -> bool:
        """`static routes not needed`, `BGP or RIP are not required`: what is denied comes first."""
        start = self.i
        before = self.peek(-1).text.lower() in AND and self.peek(-2).type == self.peek().type
        found: list[Token] = []
        while self.peek().type in ("protocol", "beyond") or self.peek().value in ("host", "rr", "rs"):
            found.append(self.take())
            if self.peek().text.lower() not in ("or", "nor"):
                break
            self.i += 1
        if not found or before or not self.at("denied"):
            self.i = start
            return False
        self.i += 1
        for token in found:
            if token.type == "protocol":
                self.out.protocols.append(Protocol(self.words(start), token.value, wanted=False))
            elif token.value == "host":
                self.out.no_hosts = True
        return True

    def negation(self) -> bool:
        if self.denied():
            return True
        if self.without_link():
            return True
        if not self.at("no"):
            return False
        start = self.i
        self.i += 1
        self.skip(articles=True)
        if self.peek().type == "role" and self.peek().value == "host":
            self.i += 1
            self.out.no_hosts = True
            return True
        if self.peek().type == "protocol":
            while self.peek().type == "protocol":
                self.out.protocols.append(
                    Protocol(self.words(start) + " " + self.peek().text, self.take().value, wanted=False)
                )
                place = self.i
                if self.peek().type == "stop" and self.peek().value in (",", "/"):
                    self.i += 1
                if self.peek().text.lower() in ("or", "nor") or self.at("no"):
                    self.i += 1
                    continue
                self.i = place
                break
            return True
        if self.peek().type == "beyond" or self.peek().value in ("rr", "rs"):
            self.i += 1
            return True
        role = self.unjoined()
        if role:
            self.out.unjoined.append((self.words(start), role))
            return True
        if self.at("configs"):
            self.i += 1
            self.out.left.append(self.words(start))
            return True
        self.i = start
        return False

    def protocol(self) -> bool:
        if self.peek().type != "protocol":
            return False
        start = self.i
        name = self.take().value
        while self.at("layer"):
            self.i += 1
        under = self.at("behind") and self.peek().text.lower() in ("under", "below", "beneath", "underneath")
        ahead = 1 + (self.peek(1).value == "them")
        if under and (self.peek(ahead).type == "stop" or self.i + ahead >= len(self.tokens)):
            self.i += ahead  # `OSPF under it`
        if self.peek().type == "asn" and self.numbered_scope():
            self.numbers_of_as()
        between = self.scope() or self.subject
        if self.peek().text.lower() not in (*AND, "/"):
            self.subject = ()
        optional = self.at("optional")
        self.i += optional
        self.out.protocols.append(Protocol(self.words(start), name, between=between, optional=optional))
        return True

    def numbered_scope(self) -> bool:
        """`iBGP AS 65001 between pe1 and pe2`: a number, then who speaks it."""
        ahead = 2 + (self.peek(2).type == "article" or self.peek(2).value == "each")
        return self.peek(1).value == "between" and self.peek(ahead).type in ("name", "role")

    def scope(self) -> tuple[str, ...]:
        """`in the core`, `between PE and CE`, `between r1 and r2`."""
        place = self.i
        in_core = self.peek().text.lower() in ("in", "im") and self.peek(1).value == "core" and not self.peek(1).plural
        if in_core and not any(group.role == "core" for group in self.out.groups):
            self.i += 2
            return ("core",)
        to = self.peek().text.lower() in ("to", "toward", "towards", "with")
        ahead = 1 + (self.peek(1).type == "article" or self.peek(1).value == "each")
        if self.peek().text.lower() in ("on", "over", "across", "in") and self.peek(1).value == "them":
            self.i += 2
            return ()
        if to and self.peek(1).value == "each" and (self.peek(2).type == "stop" or self.i + 2 >= len(self.tokens)):
            self.i += 2
            return ()
        if (
            self.peek().text.lower() == "from"
            and self.peek(2).text.lower() in ("to", "towards")
            and self.peek(1).type
            in (
                "name",
                "role",
            )
        ):
            target = self.peek(3)
            if target.type in ("name", "role") and target.value not in ("host", "router"):
                first = self.peek(1).value
                self.i += 4
                return (first, target.value)
        inside = self.peek().text.lower() in ("in", "inside", "within")
        parted = self.peek(ahead).value == "as" or (self.peek(ahead).value == "site" and self.peek(-1).value == "ibgp")
        if inside and parted and self.peek(ahead).type == "role":
            self.i += ahead + 1
            return ()
        if self.out.inner and self.at("between") and self.peek(ahead).value == "site" and self.peek(-1).value == "ebgp":
            self.i += ahead + 1
            self.out.between_sites = True
            return ()
        number = self.peek(ahead).type == "number"
        role = self.peek(ahead + number)
        outer = ("ce", "customer", "isp", "peer") if self.peek().text.lower() == "with" else ()
        if to and role.type == "role" and (role.value in outer or (not outer and role.value not in ("host", "router"))):
            if number:
                return (role.value,)
            self.i += ahead
            return (self.take().value,)
        if (
            self.peek().text.lower() in ("on", "in", "over", "at", "for", "of", "via")
            and self.peek(1).value == "each"
            and (
                self.peek(2).value in ("link", "router", "them")
                or self.peek(2).type == "stop"
                or self.peek(1).text.lower().endswith("them")
            )
        ):
            self.i += 2 + (self.peek(2).value in ("link", "router", "them"))
            return ()
        if self.at("between") or (self.peek().text.lower() == "on" and self.peek(1).type == "role"):
            self.i += 1
            if self.peek().type in ("article", "system"):
                return ()
            self.skip(articles=True)
            if self.peek().type in ("asn", "number"):
                return ()
            if self.at("them", "each_pair", "each_other"):
                self.i += 1
                return ()
            if self.at("each"):
                self.i += 1
                self.skip()
                while (self.peek().type == "role" and self.peek().value in ("router",)) or self.at("them"):
                    self.i += 1
                return ()
            found: list[str] = []
            while self.peek().type in ("role", "name") and self.peek().value != "host":
                found.append(self.take().value)
                last = self.i
                self.skip_and()
            if found:
                self.i = last
                return tuple(found)
        self.i = place
        return ()

    def numbers_of_as(self) -> bool:
        start = self.i
        starting = False
        while self.at("starting", "between") or self.peek().value == "joint":
            starting = starting or self.at("starting")
            self.i += 1
        owned = self.at("own", "same") or (self.peek().type == "number" and self.peek(1).value == "own")
        if owned and self.each_own(start, ""):
            return True
        if (
            (self.at("as_word") or (self.peek().type == "role" and self.peek().value == "as"))
            and self.peek(1).value == "starting"
            and self.peek(2).type in ("number", "asn")
        ):
            self.i += 2
            starting = True
            self.out.asns += self.take().numbers
            self.out.first_asn = True
            return True
        if self.peek().type != "asn":
            self.i = start
            return False
        own: list[int] = []
        while self.peek().type == "asn":
            own += self.take().numbers
            place = self.i
            self.skip_and()
            if self.peek().type != "asn":
                self.i = place
        if self.of_role(own):
            return True
        self.out.asns += own
        if self.at("starting"):
            self.i += 1
            starting = True
        self.out.first_asn = self.out.first_asn or starting
        groups = self.out.groups
        if groups and groups[-1].role == "as" and groups[-1].count == len(self.out.asns):
            groups[-1] = replace(groups[-1], asns=tuple(self.out.asns))
            self.out.asns = []
        return True

    def of_role(self, numbers: list[int]) -> bool:
        """`AS 65000 on the spines, 65001 upwards on the leaves`: the numbers of one role among several."""
        place = self.i
        starting = self.at("starting")
        self.i += starting
        beside = self.peek().type == "role" and self.peek(1).type == "stop" and not starting
        if self.peek().text.lower() not in ("for", "on", "at", "in") and not beside:
            self.i = place
            return False
        self.i += 0 if beside else 1 + (self.peek(1).value == "each")
        role = self.peek()
        if role.type != "role" or role.value in ("host", "router", "as", "site") or (len(numbers) > 1 and starting):
            self.i = place
            return False
        self.i += 1
        known = [k for k, group in enumerate(self.out.groups) if group.role == role.value]
        if not known:
            self.out.groups.append(Group(role.text, role.value, None, plural=True))
            known = [len(self.out.groups) - 1]
        group = self.out.groups[known[-1]]
        if group.asns:
            self.i = place
            return False
        if starting and role.plural:
            self.out.asns, self.out.first_asn = [*self.out.asns, *numbers], True
        else:
            self.out.groups[known[-1]] = replace(group, asns=tuple(numbers))
        return True

    def attribute(self) -> bool:
        """Everything that is said of the lab as a whole."""
        token, out = self.peek(), self.out
        following = self.peek(1)
        if token.type == "shape":
            out.shapes.append((token.value, token.text))
            self.scope_of(token)
            self.shape_number()
            if self.peek(1).type == "role" and self.peek(1).value in ("site",) and not self.peek(1).plural:
                self.i += 1
        elif token.type == "dimension" and len(token.numbers) == 2:
            out.dimension = (token.numbers[0], token.numbers[1])
        elif token.type == "stages":
            out.stages, out.stage_word = token.numbers[0], token.text.lower()
        elif token.type == "system":
            out.systems.append(token.value)
        elif token.type == "image":
            out.image = token.value
        elif (
            token.type == "unknown" and token.value[:1].isdigit() and self.peek(-1).value in ("image", *kinds_said(out))
        ):
            out.image_tag = token.value
        elif (token.value == "image" and following.type == "unknown" and following.value[:1].isdigit()) or (
            token.value == "image" and following.type in ("image",)
        ):
            pass
        elif token.type == "prefix" and self.near("mgmt"):
            out.management = token.value
        elif token.value == "mgmt" and any(item.type == "prefix" for item in self.tokens[self.i : self.i + 4]):
            pass
        elif token.type == "prefix":
            out.beyond.append((token.text, "labkeeper numbers links, loopbacks and hosts by itself"))
        elif token.value == "no_v4":
            out.no_v4 = token.text
        elif token.type == "interface":
            out.interface = token.value
        elif token.type == "mask":
            out.mask = token.value
        elif token.value == "configs":
            out.configs = True
        elif token.type == "word" and token.value == "apart" and out.hosts:
            out.apart = token.text
        elif token.type == "word" and token.value == "routed":
            out.routed = token.text
        elif token.value == "on_loopbacks":
            out.on_loopbacks = token.text
        elif token.value == "unconfigured":
            out.unconfigured = token.text
        elif token.value == "mixed":
            out.mixed = True
        elif token.value == "each_other" and out.shapes:
            pass
        elif token.type == "number" and following.type == "word" and following.value == "vlans":
            out.vlan_count = token.numbers[0]
            self.i += 1
        elif token.type == "beyond":
            out.beyond.append((token.text, "" if token.value == "beyond" else token.value))
        else:
            return False
        self.i += 1
        return True

    def scope_of(self, token: Token) -> None:
        """Who stands in a shape: who was named right before it (`r1, r2 and r3 in a ring`), or is right after it."""
        between = self.tokens[self.last_end : self.i]
        plain = all(
            one.type == "article" or one.value in ("joint", "as_role", "joined", "each") or one.value == ""
            for one in between
        )
        named = [ref for ref in self.last if ref.by != "name" or ref.name]
        if named and plain and self.last_end:
            self.out.scoped.append(Scoped(token.text, token.value, tuple(named)))
        elif (
            self.peek(1).text.lower() in ("of", "between", "among", "from", "with")
            or self.peek(1).value == ":"
            or (self.peek(1).type == "number" and self.peek(2).value == "router")
        ):
            self.shape_waits = (token.value, token.text)

    def shape_number(self) -> None:
        """`a ring of six`: a number without a noun is one of routers."""
        if self.peek(1).text.lower() not in ("of", "von", "de", "with") or self.peek(2).type != "number":
            return
        here, self.i = self.i, self.i + 2
        noun = self.noun()
        links = self.peek(1).value == "link" or self.peek().type == "mask"
        self.i = here
        if noun is None and not links and self.peek(3).type in ("stop", "word", "protocol"):
            self.out.groups.append(Group(self.peek(2).text, "router", self.peek(2).numbers[0]))
            self.i += 2
