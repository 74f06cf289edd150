"""Parts of a group: `three routers, one of them the route reflector, the others its clients`. Pure.

A list of parts is read where its numbers make the number of the group, and not else.
"""

from dataclasses import dataclass, replace

from clab.design.cursor import AND, BE, CONTAINERS
from clab.design.group_phrases import GroupPhrases
from clab.design.phrases import Group

_REST = frozenset(("other", "others", "rest", "remaining", "another"))
_ONES = frozenset(("first", "second", "third", "last", "one"))
_PARTED = (
    "hub",
    "spoke",
    "rr",
    "rrclient",
    "rs",
    "spine",
    "leaf",
    "superspine",
    "pe",
    "p",
    "ce",
    "core",
    "dist",
    "access",
)


@dataclass(frozen=True, slots=True)
class _Part:
    """How many (None: all that are left), and what is said of them."""

    count: int | None
    role: str = ""
    kind: str | None = None
    asn: int | None = None


class PartPhrases(GroupPhrases):
    """Parts of the group right before."""

    def parts(self) -> bool:
        """All parts, in the place of their group."""
        start = self.i
        self.skip(stops=",:;(.", joints=False)
        while self.peek().text.lower() in (*AND, "with", "where", "of"):
            self.i += 1
        if not self.out.groups or not self._opens():
            self.i = start
            return False
        place = len(self.out.groups) - 1
        whole = self.out.groups[place]
        if not whole.count or whole.count < 2 or whole.names or len(whole.asns) > 1 or whole.role in CONTAINERS:
            self.i = start
            return False
        if whole.inside is not None or whole.role not in ("router", *_PARTED):
            self.i = start
            return False
        found: list[_Part] = []
        while (part := self._part(found)) is not None:
            found.append(part)
            end = self.i
            self.skip_and()
            self.skip(stops=";.", joints=False)
        known = sum(part.count or 0 for part in found)
        open_ = [part for part in found if part.count is None]
        left = whole.count - known
        if len(found) < 2 or len(open_) > 1 or (left <= 0 if open_ else left != 0):
            self.i = start
            return False
        self.i = end
        self.skip(stops=")", joints=False)
        sized = [replace(part, count=left) if part.count is None else part for part in found]
        return self._put(start, place, whole, sized)

    def _opens(self) -> bool:
        """Whether a part may begin here: a number or `the other`, behind a stop or a word that joins."""
        first = self.peek()
        return first.type == "number" or first.text.lower().split()[-1:] in [[word] for word in _REST | _ONES]

    def _put(self, start: int, place: int, whole: Group, parts: list[_Part]) -> bool:
        words = self.words(start)
        if all(part.asn for part in parts) and not any(part.role or part.kind for part in parts):
            numbers = tuple(part.asn or 0 for part in parts for _ in range(part.count or 0))
            self.out.groups[place] = replace(whole, asns=numbers)
            return True
        if any(part.asn for part in parts):
            self.i = start
            return False
        self.out.asns += whole.asns
        self.out.groups[place : place + 1] = [
            Group(words, part.role or whole.role, part.count, part.kind or whole.kind, plural=(part.count or 0) > 1)
            for part in parts
        ]
        return True

    def _part(self, before: list[_Part]) -> _Part | None:
        """One part, or nothing at all."""
        start = self.i
        count = self._count()
        if count == 0:
            self.i = start
            return None
        self._of_them()
        while self.peek().text.lower() in BE | {"as", "being", "in", "on", "at", "with"} or self.at("as_role"):
            self.i += 1
        self.skip(stops=":", joints=False, articles=True)
        self.i += self.at("whose")
        token = self.peek()
        part = None
        if token.type == "role" and token.value in _PARTED:
            part = _Part(count, role=token.value)
        elif token.value == "host" and token.text.lower().startswith("client") and self._reflects(before):
            part = _Part(count, role="rrclient")
        elif token.value == "centre":
            part = _Part(count, role="hub")
        elif token.value == "outer":
            part = _Part(count, role="spoke")
        elif token.type == "system":
            part = _Part(count, kind=token.value)
            ahead = 1 + (self.peek(1).value == "router")
            stands = {"centre": "hub", "outer": "spoke"}.get(self.peek(ahead).value, "")
            if stands:
                part = _Part(count, role=stands, kind=token.value)
                self.i += ahead
        elif token.type == "asn" and len(token.numbers) == 1:
            part = _Part(count, asn=token.numbers[0])
        if part is None:
            self.i = start
            return None
        self.i += 1
        if part.kind and self.peek().value == "router":
            self.i += 1
        return part

    def _reflects(self, before: list[_Part]) -> bool:
        return any(part.role == "rr" for part in before)

    def _count(self) -> int | None:
        """The number of a part; None for all that are left, 0 where there is none."""
        token = self.peek()
        last = token.text.lower().split()[-1:]
        if token.type == "number":
            self.i += 1
            return token.numbers[0]
        if last and last[0] in _ONES and token.value == "other":
            self.i += 1 + (self.peek(1).text.lower() in ("one", "router", "node"))
            return 1
        if last and last[0] in _REST:
            self.i += 1
            if self.peek().type == "number":
                return self.take().numbers[0]
            return None
        return 0

    def _of_them(self) -> None:
        """`of them`, `of which`, `of the routers`."""
        place = self.i
        if self.peek().text.lower() != "of":
            return
        self.i += 1
        if self.at("them") or self.peek().text.lower() in ("which", "whom") or self.peek().value == "router":
            self.i += 1
        else:
            self.i = place
