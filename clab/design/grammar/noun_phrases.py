"""One noun phrase of a request: a number, which ones, a system, a role, names. Pure."""

import re

from clab.design.grammar.cursor import Cursor
from clab.design.grammar.noun import RANKS, Noun
from clab.design.grammar.roles import role_of
from clab.design.node_systems import LINUX_ROUTER
from clab.design.words.address_words import is_end
from clab.design.words.tokens import HOST_NAME, Token
from clab.number_words import ORDINALS

_TIMES = re.compile(r"x(\d{1,3})", re.IGNORECASE)


class NounPhrases(Cursor):
    """Noun phrases one by one."""

    _numbered_names = False

    def name_list(self, count: int | None = None, *, free: bool = False) -> tuple[str, ...]:
        """Names with commas and `and` between them: `nouns.py`."""
        return ()

    def verb_ahead(self) -> bool:
        """Whether the noun phrase that begins here is the subject of a clause of its own: `nouns.py`."""
        return False

    def noun(self) -> Noun | None:
        """The noun phrase that stands here."""
        noun = Noun(self.i)
        self._determined(noun)
        if noun.det == "each" and self.at("ordinal"):
            if self.peek().text.lower() != "second" or self.peek(1).value != "router":
                self.i = noun.start
                return None
            self.i += 2
            noun.det, noun.spot, noun.words = "all", "alternate", "every second router"
            return noun
        if self.at("odd", "even") and not (noun.count or noun.article):
            noun.det, noun.spot = "all", "alternate" if self.take().value == "odd" else "even"
            noun.words = self.said_from(noun.start)
            return noun
        if (
            noun.det == "the"
            and noun.other
            and noun.count is None
            and self.peek().type not in ("role", "system", "name")
        ):
            noun.count = 1  # `the other`
        self._headed(noun)
        if noun.role == "site" and noun.kind and (noun.count or 0) > 1 and not self._holds_routers():
            noun.role = "router"  # `five FRR sites`
        if not noun.role and self.peek().type == "name" and not noun.spot and not noun.nth and not noun.article:
            noun.names = self.name_list(noun.count)
        if not (noun.role or noun.kind or noun.names or noun.nth or noun.spot or noun.count) and self.at("them", "it"):
            noun.spot = self.take().value
        bare = not (noun.role or noun.kind or noun.names or noun.nth or noun.spot)
        if bare and not (noun.count and not noun.article) and noun.det not in ("each", "both", "all"):
            self.i = noun.start
            return None
        if noun.spot in ("left", "right") and self.peek().type == "role" and self.peek().value == "router":
            self.i += 1  # `the left router`
        if noun.kind and not noun.role and noun.count is None and not noun.det and self.at("centre"):
            noun.count = 1  # `srl in the middle`
        self._followed(noun)
        noun.words = self.said_from(noun.start)
        return noun

    def _determined(self, noun: Noun) -> None:
        while True:
            token = self.peek()
            if self.at("each", "all", "both") and noun.count is None:
                noun.det = token.value
            elif self.at("the"):
                noun.det = noun.det or "the"
            elif self.at("own") and noun.count and self.peek(1).type in ("role", "system"):
                pass  # `two different ISPs`
            elif self.at("of") and noun.det in ("each", "all", "both"):
                pass
            elif self.at("rest") and noun.count and not noun.article:
                noun.spot = "rest"
            elif self.at("other") and noun.det != "each":
                noun.other = True
                noun.count = noun.count or (1 if token.text.lower().startswith("another") else None)
            elif token.type == "article" and noun.count is None:
                noun.count, noun.article = 1, True
            elif (
                token.type == "name"
                and _TIMES.fullmatch(token.text)
                and noun.count is None
                and self.peek(1).type in ("system", "role")
            ):
                noun.count = int(token.text[1:])  # `x4 frr`
            elif token.type == "number" and (noun.count is None or noun.article) and not noun.role:
                noun.count, noun.article = token.numbers[0], False
                if noun.nth == (1,):
                    noun.nth, noun.count = tuple(range(1, noun.count + 1)), None
                elif noun.nth == (-1,) and noun.count > 1:
                    noun.nth, noun.count = tuple(range(-noun.count, 0)), None
            elif self.at("ordinal") and not noun.role and noun.det != "each":
                noun.nth += (self._ordinal(token),)
                noun.count = None
                self._more_ordinals()
            elif self.at("centre", "outer") and (self.peek(1).type in ("system", "role") or noun.det == "the"):
                noun.spot = token.value
                self.i += 1
                return self._determined(noun) if self.peek().type in ("system", "role") else None
            else:
                return None
            self.i += 1

    def _ordinal(self, token: Token) -> int:
        word = token.text.lower()
        return -1 if word == "last" else int(word[:-2]) if word[0].isdigit() else ORDINALS.index(word) + 1

    def _more_ordinals(self) -> None:
        """`first and third`."""
        ahead = 1
        while self.peek(ahead).value in (",", "and", "the"):
            ahead += 1
        if ahead > 1 and self.peek(ahead).value == "ordinal":
            self.i += ahead - 1

    def _holds_routers(self) -> bool:
        """Whether routers follow that each of them has."""
        ahead = [self.peek(k) for k in range(9)]
        ended = next((k for k, one in enumerate(ahead) if one.value in (".", ";", "")), len(ahead))
        return any(
            a.type in ("number", "article")
            and any(one.type == "role" and one.value not in ("host", "site") for one in (b, c))
            for a, b, c in zip(ahead[:ended], ahead[1:ended], [*ahead[2:ended], ahead[-1]], strict=False)
        )

    def _headed(self, noun: Noun) -> None:
        while True:
            token = self.peek()
            if token.type == "system" and noun.kind is None:
                noun.kind = token.value
                if token.value == LINUX_ROUTER and not noun.role:
                    noun.role, noun.plural = "router", token.text.lower().endswith(("s", "es"))
            elif token.type == "role" and (
                not noun.role
                or token.value == noun.role
                or (noun.role != "host" and "router" in (noun.role, token.value))
                or (noun.role == "isp" and token.value in ("core", "edge", "p") and not noun.plural)
            ):
                noun.role = token.value if noun.role in ("", "router", "isp") else noun.role
                noun.plural = token.plural
            elif self.at("rest", "ends", "left", "right") and not noun.role and not noun.spot:
                noun.spot = token.value
                if token.value == "rest" and self.peek(1).type == "number":
                    self.i += 1
            elif (
                self.at("centre", "outer")
                and not noun.spot
                and not noun.role
                and (
                    noun.det == "the"
                    or token.text.lower().startswith("the ")
                    or token.text.lower().endswith(("one", "ones"))
                    or self.peek(1).value in ("be", "have", "modal", "run")
                    or "asn" in (self.peek(1).type, self.peek(2).type if self.peek(1).value == "in" else "")
                )
            ):
                noun.spot = token.value
            elif token.type == "name" and _TIMES.fullmatch(token.text) and (noun.role or noun.kind) and not noun.count:
                noun.count = int(token.text[1:])
            elif token.type == "mark" and token.text == "-" and noun.role != "host" and (noun.role or noun.kind):
                pass
            else:
                return
            self.i += 1
            if noun.role == "as":
                return

    def _followed(self, noun: Noun) -> None:
        """What stands behind a head: a number, names, a system or AS numbers in brackets."""
        if noun.role and noun.count is None and not noun.nth:
            self._numbered(noun)
        if noun.role and noun.role != "as" and (noun.role != "site" or noun.plural):
            self._named(noun)
        if self.stop("("):
            self._bracketed(noun)
        self._addressed_end(noun)
        listed = self.peek(1).value in ("and", ",") and self.peek(2).type == "name" and self.peek(3).type == "asn"
        ended = bool(self._numbered_names) and self.peek().type == "asn"
        called = bool(noun.role) and noun.role not in ("host", "as", "site") and len(noun.names) == 1
        if called and self.peek().type == "asn" and len(self.peek().numbers) == 1:
            noun.numbers = self.take().numbers  # `upstream u1 AS 65010`
        if len(noun.names) == 1 and not noun.role and self.peek().type == "asn" and (listed or ended):
            noun.numbers = self.take().numbers  # `isp1 AS 65001 and isp2 AS 65002`
            self._numbered_names = listed

    def _addressed_end(self, noun: Noun) -> None:
        """`r1 10.0.0.1/30 -- r2 10.0.0.2/30`: addresses at both ends of a link."""
        before = self.tokens[noun.start - 1] if noun.start else None
        row = self.peek(1).type == "mark" or (self.peek(1).value == "to" and self.peek(2).type == "name")
        row = row or (before is not None and (before.type == "mark" or before.value in ("to", "join")))
        alone = len(noun.names) == 1 and not _host(noun)
        if alone and row and self.peek().type == "prefix" and is_end(self.peek().value):
            noun.addresses += (self.take().value,)

    def _numbered(self, noun: Noun) -> None:
        """`leaf 1`, `leaves 1 and 3`; `spines: 2`."""
        token = self.peek()
        after = self.peek(1)
        if (
            self.stop(":")
            and after.type == "number"
            and self.peek(2).type in ("stop", "word", "system")
            and noun.plural
        ):
            noun.count = after.numbers[0]
            self.i += 2
            noun.kind = noun.kind or (self.take().value if self.peek().type == "system" else None)
            return
        if self.stop(":") and after.type == "number" and noun.plural and self.peek(2).type == "system":
            return
        if (
            self.stop("(")
            and after.type == "number"
            and self.peek(2).value == ")"
            and noun.role not in ("router", "host")
        ):
            noun.count, noun.plural = after.numbers[0], True  # `core (2), access (8)`
            self.i += 3
            return
        if (
            token.type != "number"
            or not token.text.isdecimal()
            or after.type in ("role", "system", "dimension", "mask")
        ):
            return
        if noun.plural and after.value not in (",", "and", "to", "-", "&") and after.type != "mark":
            if after.type == "stop" or after.value in ("each",):
                noun.count = token.numbers[0]
                self.i += 1
            return
        if after.value in ("link", "parallel"):
            return
        found = [self.take().numbers[0]]
        while True:
            place = self.i
            spread = self.at("to") or self.peek().type == "mark" or self.stop("-")
            self.i += spread
            listed = not spread and self.separated()
            number = self.peek()
            plain = number.type == "number" and self.peek(1).type not in ("role", "system")
            if not (spread or listed) or not plain or not (noun.plural or number.text.isdecimal()):
                self.i = place
                break
            self.i += 1
            found += range(found[-1] + 1, number.numbers[0] + 1) if spread else [number.numbers[0]]
        noun.nth = tuple(found)

    def _named(self, noun: Noun) -> None:
        """Names behind a role: `two hosts h1 and h2`, `4 routers (a, b, c, d)`, `leaves named x and y`."""
        place = self.i
        told = self.at("named")
        self.i += told
        apposed = self.stop(",") and not told and (noun.count or 0) > 1 and self._apposed(noun)
        opened = self.stop("(", ":")
        closing = self.stop("(")
        self.i += opened or apposed
        names = self.name_list(noun.count, free=told)
        if noun.count and names and self._more_names(told):
            self.i = place
            return
        single = noun.count == 1 or (noun.count is None and not noun.plural)
        fits = len(names) == (noun.count or len(names)) or noun.det == "the"
        if (
            not names
            or not fits
            or (single and len(names) > 1)
            or (opened and not told and len(names) < 2 and not (closing and self.stop(")")))
        ):
            self.i = place
            return
        if closing:
            self.i += self.stop(")")
        noun.names = names

    def _apposed(self, noun: Noun) -> bool:
        """`three branches, berlin, lyon and porto`: just as many names as were counted, of that role or of none."""
        place = self.i
        self.i += 1
        names = self.name_list(noun.count)
        told = [role_of(name) for name in names]
        hosts = noun.role == "host"
        fits = len(names) == noun.count and all(bool(HOST_NAME.match(name)) == hosts for name in names)
        fits = fits and all(role in ("", noun.role) for role in told) and self.peek().type != "mark"
        self.separated()
        fits = fits and self.peek().type not in ("name", "mark")
        self.i = place
        return fits

    def _more_names(self, told: bool) -> bool:
        """Whether the list of names goes on."""
        place = self.i
        self.separated()
        more = self.peek().type == "name" and (self.i == place or (told and not self.verb_ahead()))
        self.i = place
        return more

    def _bracketed(self, noun: Noun) -> None:
        """`(frr)`, `(AS 65001)`, `(srl, AS 65001)`: and nothing else."""
        place, kind, numbers, loopback, rank = self.i, noun.kind, noun.numbers, noun.loopback, 0
        addresses: tuple[str, ...] = ()
        self.i += 1
        while not self.stop(")") and self.i < len(self.tokens):
            token = self.peek()
            if token.type == "system" and kind is None:
                kind = token.value
            elif token.type == "asn":
                numbers += token.numbers
            elif token.type == "beyond" and token.text.lower() in RANKS:
                rank = RANKS[token.text.lower()]
            elif token.type == "prefix" and token.value.endswith("/32") and len(noun.names) == 1:
                loopback = token.value.removesuffix("/32")
            elif token.type == "prefix" and is_end(token.value) and len(noun.names) == 1 and not _host(noun):
                addresses += (token.value,)
            elif not (
                self.stop(",")
                or self.at("the", "all", "and", "in", "run")
                or (token.value == "loopback" and self.peek(1).value.endswith("/32"))
                or (token.value == "as" and self.peek(1).type == "asn")
            ):
                self.i = place
                return
            self.i += 1
        closed = self.stop(")")
        self.i += closed
        told = (kind, numbers, loopback, addresses, rank) != (noun.kind, noun.numbers, noun.loopback, (), 0)
        if not closed or not told:
            self.i = place
            return
        noun.kind, noun.numbers, noun.loopback, noun.rank = kind, numbers, loopback, rank
        noun.addresses += addresses


def _host(noun: Noun) -> bool:
    return noun.role == "host" or bool(noun.names and HOST_NAME.match(noun.names[0]))
