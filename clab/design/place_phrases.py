"""Where things of a request stand: on whom, at which end, behind what. Pure."""

import re

from clab.design.cursor import AND, BE
from clab.design.part_phrases import PartPhrases
from clab.design.phrases import Where
from clab.design.tokens import HOST_NAME

_NUMBERED = re.compile(r"(?P<word>[a-z][a-z_-]{0,30}?)(?P<number>\d{1,4})", re.IGNORECASE)
_COUNTED = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
ORDINALS = {**{word: number for number, word in enumerate(_COUNTED, 1)}, "last": -1}


PLACING = ("on", "at", "behind", "to", "off", "joined")


class PlacePhrases(PartPhrases):
    """Where things of a request stand."""

    def placed(self) -> bool:
        """Whether a place follows."""
        place = self.i
        where, _, _ = self.place()
        self.i = place
        return where not in ("somewhere", "unclear")

    def place(self) -> tuple[Where, str, tuple[str, ...]]:
        """The place that follows hosts."""
        start = self.i
        while self.peek().text.lower() in BE and self.peek(1).value in ("joined", *BE):
            self.i += 1
        if self.at("joined"):
            self.i += 1
        prepositions = 0
        while (
            self.peek().value == "joint" and self.peek().text.lower() not in AND | {"with", "plus", "mit"}
        ) or self.at("behind", "between"):
            self.i += 1
            prepositions += 1
        every = False
        while self.at("each") or self.peek().type == "article":
            every = every or self.at("each")
            self.i += 1
            self.skip()
        if self.peek().type == "number" and (every or (self.peek().numbers == (2,) and self.peek(1).value == "end")):
            self.i += 1
        if self.at("outer"):
            self.i += 1
            alone = len(self.out.groups) == 1 and self.out.groups[0].count == 1
            return ("each", "", ()) if alone else ("role", "spoke", ())
        if not (every or prepositions or self.i > start):
            return "somewhere", "", ()
        token = self.peek()
        places = () if every else self.ordinals()
        if places:
            return "names", "", places
        if self.at("first_last"):
            self.i += 1
            return "ends", "", ()
        if token.type == "word" and token.value in ("end", "edges") and (every or token.text.lower().endswith("s")):
            self.i += 1
            return ("ends" if token.value == "end" else "edges"), "", ()
        if token.type in ("role", "system"):
            noun = self.noun_role()
            if noun:
                names = self.name_list()
                if names:
                    return "names", "", names
                if every or token.plural or self.tokens[self.i - 1].plural or self.single(noun):
                    return "role", noun, ()
        if token.type == "name" and not every:
            names = self.router_list()
            if names:
                return "names", "", names
        if token.value in ("them",) and (every or self.i > start):
            return self.of_it(every)
        if every:
            return "each", "", ()
        if (
            prepositions
            and self.tokens[start].text.lower() in PLACING
            and token.type in ("role", "number", "name", "word")
        ):
            return "unclear", "", ()
        self.i = start
        return "somewhere", "", ()

    def of_it(self, every: bool) -> tuple[Where, str, tuple[str, ...]]:
        """`connected to it`: the one router that was named last; `to them`, `to each of them`: all."""
        it = self.take().text.lower() == "it" and not every
        if not it or len(self.out.groups) == 1 or not self.last:
            return "each", "", ()
        one = self.last[-1]
        if one.by == "name" and one.name:
            return "names", "", (one.name,)
        group = self.out.groups[one.group] if one.by == "group" else None
        if group is not None and group.role != "router" and group.count in (None, 1) and not group.plural:
            return "role", group.role, ()
        return "unclear", "", ()

    def ordinals(self) -> tuple[str, ...]:
        """`the first and the fourth router`, `the last one`: places in the order of the routers, from the end as -1."""
        start = end = self.i
        numbers: list[int] = []
        while (number := self.ordinal()) is not None:
            numbers.append(number)
            end = self.i
            if self.peek(-1).value == "ordinal":
                break
            self.skip_and()
            self.skip(joints=False, articles=True)
        self.i = end
        noun = self.peek()
        if noun.type != "role" or noun.value in ("router", "host") or not numbers:
            if noun.text.lower() in ("one", "ones", "router", "routers", "node", "nodes", "switch", "switches"):
                self.i += bool(numbers)
            return tuple(f"#{number}" for number in numbers)
        sizes = [group.count for group in self.out.groups if group.role == noun.value]
        if len(sizes) != 1 or not sizes[0] or not all(-1 <= number <= sizes[0] for number in numbers):
            self.i = start
            return ()
        self.i += 1
        return tuple(f"{noun.value}{number if number > 0 else sizes[0]}" for number in numbers)

    def ordinal(self) -> int | None:
        """`first`, `second router`."""
        number = next((ORDINALS[word] for word in self.peek().text.lower().split() if word in ORDINALS), None)
        if number is None or self.peek().value not in ("other", "ordinal"):
            return None
        self.i += 1
        return number

    def router_list(self) -> tuple[str, ...]:
        """Names up to the first that is a host's; `leaf1-leaf3` is all from one to the other."""
        start = self.i
        spread = self.spread()
        if spread:
            return spread
        names = self.name_list()
        for k, name in enumerate(names):
            if HOST_NAME.match(name):
                self.i = start
                found = []
                for _ in range(k):
                    self.skip_and()
                    found.append(self.take().text)
                return tuple(found)
        return names

    def noun_role(self) -> str:
        """The role of a place, without a number."""
        role = system = ""
        while self.peek().type in ("role", "system"):
            token = self.take()
            system = token.value if token.type == "system" else system
            if token.type == "role" and (not role or role == "router"):
                role = token.value
            elif token.type == "role" and token.value != "router":
                self.i -= 1
                break
        if system:
            self.placed_on.append((role, system))
        return role

    def single(self, role: str) -> bool:
        """Whether the lab has one of a role."""
        return role in ("hub", "rr", "rs") or any(group.role == role and group.count == 1 for group in self.out.groups)
