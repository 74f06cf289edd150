"""Noun phrases of a request: a number, which ones, a system, a role, names; and whom they mean. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clab.design.cursor import Cursor
from clab.design.intent import LINUX_ROUTER
from clab.design.roles import role_of
from clab.design.tokens import HOST_NAME, Token

ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
_NUMBERED = re.compile(r"(?P<word>[a-z][a-z_-]{0,30}?)(?P<number>\d{1,4})", re.IGNORECASE)
_TIMES = re.compile(r"x(\d{1,3})", re.IGNORECASE)
CONTAINERS = ("site", "as", "tenant")


@dataclass(slots=True)
class Noun:
    """One noun phrase. `det` is `the`, `each`, `all` or `both`; `nth` which ones; `spot` where they stand."""

    start: int
    det: str = ""
    count: int | None = None
    article: bool = False
    other: bool = False
    nth: tuple[int, ...] = ()
    spot: str = ""
    role: str = ""
    kind: str | None = None
    names: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    plural: bool = False
    loopback: str = ""
    words: str = ""

    @property
    def only_kind(self) -> bool:
        """Whether it is a system and nothing else."""
        return self.kind is not None and not (
            self.role or self.count or self.names or self.det or self.nth or self.spot
        )

    @property
    def is_host(self) -> bool:
        """Whether it means hosts."""
        return self.role == "host" or (not self.role and bool(self.names) and all(map(HOST_NAME.match, self.names)))


class Nouns(Cursor):
    """The noun phrases of a request."""

    _numbered_names = False
    _list_end = -1
    _plus_ends = False

    # --- one noun phrase

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
            elif token.type == "number" and (noun.count is None or noun.article) and not noun.role:
                noun.count, noun.article = token.numbers[0], False
                if noun.nth == (1,):
                    noun.nth, noun.count = tuple(range(1, noun.count + 1)), None
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
                )
            ):
                noun.spot = token.value
            elif token.type == "name" and _TIMES.fullmatch(token.text) and (noun.role or noun.kind) and not noun.count:
                noun.count = int(token.text[1:])
            elif token.type == "mark" and token.text == "-" and (noun.role or noun.kind):
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
        listed = self.peek(1).value in ("and", ",") and self.peek(2).type == "name" and self.peek(3).type == "asn"
        ended = bool(self._numbered_names) and self.peek().type == "asn"
        if len(noun.names) == 1 and not noun.role and self.peek().type == "asn" and (listed or ended):
            noun.numbers = self.take().numbers  # `isp1 AS 65001 and isp2 AS 65002`
            self._numbered_names = listed

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
        place, kind, numbers, loopback = self.i, noun.kind, noun.numbers, noun.loopback
        self.i += 1
        while not self.stop(")") and self.i < len(self.tokens):
            token = self.peek()
            if token.type == "system" and kind is None:
                kind = token.value
            elif token.type == "asn":
                numbers += token.numbers
            elif token.type == "prefix" and token.value.endswith("/32") and len(noun.names) == 1:
                loopback = token.value.removesuffix("/32")
            elif not (
                self.stop(",")
                or self.at("the", "all", "and", "in", "run")
                or (token.value == "as" and self.peek(1).type == "asn")
            ):
                self.i = place
                return
            self.i += 1
        self.i += 1
        if (kind, numbers, loopback) == (noun.kind, noun.numbers, noun.loopback):
            self.i = place
            return
        noun.kind, noun.numbers, noun.loopback = kind, numbers, loopback

    # --- names

    def name_list(self, count: int | None = None, *, free: bool = False) -> tuple[str, ...]:
        """Names with commas and `and` between them, and ranges of them; `free`: any word can be one."""
        found: list[str] = []
        places: list[int] = []
        closed = False
        while True:
            place = self.i
            if found and self.separated():
                joined = self.peek(-1).type == "word"
                if closed and not joined and len(found) != (count or 0) - 1:
                    self.i = place
                    return tuple(found)
                closed = joined
            token = self.peek()
            plain = token.type == "name" or (
                free
                and (
                    token.type == "unknown"
                    or bool(token.read_as)
                    or (not found and token.type not in ("stop", "number"))
                )
            )
            mixed = bool(found) and not free and bool(HOST_NAME.match(found[0])) != bool(HOST_NAME.match(token.text))
            apart = bool(found) and place != self.i and self.verb_ahead() and not free and len(found) + 1 != count
            if found and place != self.i and not free and self._others_ahead(found[0]):
                self.i = self._list_end = place  # `off dist1, acc3 and acc4 off dist2`
                return tuple(found)
            if token.text in found[:-1] and place != self.i and self.peek(-1).value == "and":
                self.i = self._list_end = places[-1]  # `on r2, r1 and r2 connected …`: it ended before its last name
                return tuple(found[:-1])
            if (
                not plain
                or mixed
                or apart
                or token.text in found
                or (free and found and place == self.i and token.type != "name")
            ):
                self.i = place
                return tuple(found)
            spread = self._range(count)
            if not spread and found and self.peek(1).type == "mark":
                self.i = place
                return tuple(found)
            if not spread:
                self.i += 1
            places += [place] * (len(spread) or 1)
            found += spread or (token.text,)
            if count and len(found) == count:
                return tuple(found)

    def _others_ahead(self, first: str) -> bool:
        """Whether two of another kind of name follow, and what is said of them."""
        a, joined, b, verb = (self.peek(ahead) for ahead in range(4))
        if a.type != "name" or joined.value != "and" or b.type != "name":
            return False
        stems = {name.rstrip("0123456789").lower() for name in (a.text, b.text)}
        said = verb.type == "word" and verb.value in ("join", "dual", "multi", "place", "be", "have", "back")
        return said and len(stems) == 1 and first.rstrip("0123456789").lower() not in stems

    def _range(self, count: int | None) -> tuple[str, ...]:
        """`r1-r4`, `r1 to r4`, `acc1 .. acc4`: a range, where it has as many as were said or is no link."""
        first, link, last = self.peek(), self.peek(1), self.peek(2)
        ends = [_NUMBERED.fullmatch(one.text) for one in (first, last)]
        dash = link.type == "mark"
        if (
            last.type != "name"
            or not (dash or link.text.lower() in ("to", "through", "-"))
            or not ends[0]
            or not ends[1]
        ):
            return ()
        if ends[0]["word"].lower() != ends[1]["word"].lower() or self.peek(3).type == "mark":
            return ()
        start, end = int(ends[0]["number"]), int(ends[1]["number"])
        size = end - start + 1
        if link.text == "-" and not count and (self._dashed_links(ends[0]["word"]) or self.peek(3).type == "option"):
            return ()
        known = {group.count for group in self.out.groups if group.role == "router"}
        after = self.peek(3)
        follows = after.value in ("join", "dual", "each", "all", "have", "be", "run", "form", "of") or after.type in (
            "shape",
            "system",
        )
        follows = follows or (after.value == "other" and self.peek(4).type == "shape")
        follows = (
            follows or (after.type == "article" and self.peek(4).type == "shape") or (after.value == "in" and not dash)
        )
        dotted = link.text.startswith("..") or link.text.lower() == "through"
        before = self.peek(-1)
        led = (before.value in ("named", "(", "place", "in", ":") and size > 2) or (
            before.type == "role" and before.plural
        )
        if not 1 < size < 64 or not (
            count == size or (count is None and (dotted or led or (size > 2 and (follows or size in known))))
        ):
            return ()
        self.i += 3
        return tuple(f"{ends[0]['word']}{number}" for number in range(start, end + 1))

    def _dashed_links(self, stem: str) -> bool:
        """Whether a dash between two names of a stem is a link elsewhere: `r1-r2, r2-r3`."""
        for a, mark, b in zip(self.tokens, self.tokens[1:], self.tokens[2:], strict=False):
            ends = [_NUMBERED.fullmatch(one.text) for one in (a, b)]
            own = ends[0] and ends[1] and ends[0]["word"].lower() == ends[1]["word"].lower() == stem.lower()
            near = own and ends[0] and ends[1] and abs(int(ends[0]["number"]) - int(ends[1]["number"])) == 1
            other = a.start != self.peek().start
            if a.type == b.type == "name" and mark.type == "mark" and mark.text == "-" and near and other:
                return True
        return False

    # --- lists

    def verb_ahead(self) -> bool:
        """Whether the noun phrase that begins here is the subject of a clause of its own."""
        place, out = self.i, len(self.out.left)
        ahead = self.noun_only()
        found = False
        if ahead is not None:
            each = self.at("each", "all", "both")
            self.i += each
            found = (
                self.at("join", "dual", "multi", "be", "back")
                or (self.at("have", "run") and (each or ahead.det == "each" or bool(ahead.names) or ahead.det == "the"))
                or (self.peek().type == "mark" and bool(ahead.names))
            )
            found = found or (self.at("place", "to") and bool(ahead.names) and self.peek(1).type == "name")
            told = self.peek().type in ("protocol", "asn") and bool(ahead.role) and not ahead.names
            found = found or (told and self.tokens[place - 1].value == "," and not ahead.count)  # `…, customers eBGP`
            found = found or "option" in (self.peek().type, self.peek(1).type if self.at("in", "have", "be") else "")
        self.i = place
        del self.out.left[out:]
        return found

    def _each_noun(self) -> bool:
        """`each leaf`, `both spines`: a noun of its own."""
        if not self.at("each", "all", "both"):
            return False
        ahead = 1
        while self.peek(ahead).value in ("the", "of", "other") or self.peek(ahead).type in ("number", "system"):
            ahead += 1
        return self.peek(ahead).type in ("role", "name") or self.peek(ahead - 1).type == "system"

    def noun_only(self) -> Noun | None:
        """A noun phrase without a list of names behind it: only the first."""
        if self.peek().type == "name":
            noun = Noun(self.i, names=(self.peek().text,))
            self.i += 1
            return noun
        place = self.i
        noun = Noun(self.i)
        self._determined(noun)
        self._headed(noun)
        if not (noun.role or noun.kind or noun.nth or noun.spot):
            self.i = place
            return None
        if noun.count is None and self.peek().type == "number":
            self.i += 1
        if self.peek().type == "name":
            noun.names = (self.peek().text,)
            self.i += 1
        return noun

    def nouns(self, *, subject: bool = False) -> list[Noun]:
        """A list of noun phrases, of hosts alone or of routers alone."""
        found: list[Noun] = []
        closed = False
        while True:
            place = self.i
            if found and self.peek().text.lower() == "but":
                return found  # `on every router but r3`
            if found and (self.i == self._list_end or (self._plus_ends and self.peek().text.lower() == "plus")):
                return found
            if found:
                comma = self.stop(",")
                listed = bool(found[-1].names) and self.tokens[self.i - 1].value == ")" and self.peek().type == "name"
                if not self.separated() and not listed:
                    return found
                joined = self.peek(-1).value in ("and", "+", "/")
                if closed and not joined:
                    self.i = place
                    return found
                closed = joined
                begins = self.at("each", "all", "both", "the", "them", "it", "centre", "outer", "rest") and comma
                if begins or (not subject and self.verb_ahead()):
                    self.i = place
                    return found
            listed = bool(found) and comma and not subject and self.peek(-1).value == ","
            noun = self.noun()
            if listed and noun is not None and (noun.count or bool(noun.names) != bool(found[-1].names)):
                noun = None  # `over five leaves, two spines`: the next item of the request
            again = (
                noun is not None
                and subject
                and not (noun.count or noun.names or noun.kind)
                and noun.role in {*(one.role for one in found), *(group.role for group in self.out.groups)}
            )
            again = again or (
                noun is not None and bool(found) and not noun.is_host and self.at("each") and self._each_noun()
            )
            apart = noun is not None and bool(found) and found[0].spot in ("it", "them") and bool(noun.count)
            closing = self.at("each") and not self._each_noun()
            apart = apart or (
                noun is not None and bool(found) and noun.article and bool(noun.nth)
            )  # `…, a fifth router`
            apart = apart or (noun is not None and bool(found) and noun.is_host and closing and bool(noun.count))
            if noun is not None and found and (again or apart or not self._goes_on(found, noun)):
                noun = None
            if noun is None:
                self.i = place
                return found
            last = found[-1] if found else None
            if (
                last is not None
                and last.count
                and last.kind
                and not (last.role or last.names)
                and noun.role
                and noun.kind
            ):
                last.role, last.plural = noun.role, True  # `2 SRL and 2 cEOS leaves`
            found.append(noun)

    def _goes_on(self, found: Sequence[Noun], noun: Noun) -> bool:
        """Whether a noun phrase belongs to a list."""
        if noun.is_host != found[0].is_host:
            return False
        last = found[-1]
        if noun.only_kind != last.only_kind or not (last.role or last.kind or last.names or last.nth or last.spot):
            return False
        if {*noun.names} & {name for one in found for name in one.names}:
            return False
        if last.det in ("each", "all") and last.kind and not (last.role or last.names) and noun.names:
            return False  # `…, all SR Linux, R1 connected to R2`
        if (
            noun.names
            and not noun.role
            and found[-1].role
            and (found[-1].count or found[-1].plural)
            and not found[-1].names
        ):
            return False  # `4 routers, r1 connected to …`
        bare = not (noun.role or noun.kind or noun.names or noun.nth or noun.spot)
        return not bare
