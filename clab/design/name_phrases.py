"""Names in a request: lists, ranges, and what is said of one. Pure."""

import re
from dataclasses import replace

from clab.design.cursor import CONTAINERS, Cursor
from clab.design.tokens import HOST_NAME

_NUMBERED = re.compile(r"(?P<word>[a-z][a-z_-]{0,30}?)(?P<number>\d{1,4})", re.IGNORECASE)


class NamePhrases(Cursor):
    """Names in a request: lists, ranges, and what is said of one."""

    def name_list(self, *, free: bool = False) -> tuple[str, ...]:
        """Names with commas and `and` between them; `free`: any word can be one, as after `named`."""
        found: list[str] = []
        while True:
            place = self.i
            if found:
                self.skip_and()
            token = self.peek()
            plain = token.type == "name" or (
                free and (token.type == "unknown" or (not found and token.type not in ("stop",)))
            )
            plain = plain or (free and bool(token.read_as))
            other = bool(found) and bool(HOST_NAME.match(found[0])) and not free and not HOST_NAME.match(token.text)
            if (
                not plain
                or other
                or self.peek(1).type == "mark"
                or (found and place == self.i and free and token.type != "name")
            ):
                self.i = place
                return tuple(found)
            found.append(token.text)
            if token.read_as:
                self.out.slips = [slip for slip in self.out.slips if slip[0] != token.text]
            self.i += 1

    def named(self) -> bool:
        if self.at("lab") and self.peek(1).type == "name" and self.peek(2).value == ":":
            self.out.lab_name = self.peek(1).text
            self.i += 3
            return True
        if not self.at("named"):
            return False
        start = self.i
        before = self.peek(-1)
        self.take()
        self.skip(stops=":")
        found = self.name_list(free=True)
        if not found:
            self.i = start
            return False
        if before.value == "lab" and len(found) == 1:
            self.out.lab_name = found[0]
        else:
            self.give_names(found)
        return True

    def role_of_name(self) -> bool:
        """`r1 as the hub`, `spines as route reflectors`, `route reflectors on the spines`."""
        first, link, last = self.peek(), self.peek(1), self.peek(2)
        acts = link.value == "as_role" or link.text.lower() in ("are", "as")
        if first.value == "centre" or first.type == "role":
            ahead = 1  # `the centre must be the route reflector`
            while self.peek(ahead).text.lower() in (
                "must",
                "should",
                "shall",
                "will",
                "is",
                "be",
                "are",
                "as",
                "the",
                "a",
            ):
                ahead += 1
            if ahead > 1 and self.peek(ahead).value == "rr" and first.value in ("centre", "hub", "spine", "superspine"):
                self.out.reflecting = "hub" if first.value == "centre" else first.value
                self.i += ahead + 1
                return True
        if first.type == "name" and acts and last.type == "role" and last.value in ("hub", "rr", "rs"):
            self.out.named_roles[first.text] = last.value
            self.i += 3
            if last.value == "hub" and self.at("joined") and self.peek(1).value == "rest":
                self.i += 2
            return True
        if first.value == "centre" and acts and last.value == "rr":
            self.out.reflecting = "hub"
            self.i += 3
            return True
        if first.value == "rr" and link.text.lower() in ("on", "at") and last.value in ("spine", "superspine"):
            self.out.reflecting = last.value
            self.i += 3
            return True
        if first.value in ("spine", "superspine", "hub") and acts and last.value == "rr":
            self.out.reflecting = first.value
            self.i += 3
            return True
        if (
            (first.value == "as_role" or first.text.lower() in ("are", "as"))
            and link.value == "rr"
            and self.out.groups
            and self.out.groups[-1].role in ("spine", "superspine", "hub")
        ):
            self.out.reflecting = self.out.groups[-1].role
            self.i += 2
            return True
        return False

    def give_names(self, names: tuple[str, ...]) -> None:
        """Names belong to the last group, where it has as many members; else to the lab's routers in all."""
        groups = self.out.groups
        if (
            groups
            and not groups[-1].names
            and groups[-1].count in (None, len(names))
            and groups[-1].role not in CONTAINERS
        ):
            groups[-1] = replace(groups[-1], names=names)
        else:
            self.out.names += names

    def name_range(self, count: int | None) -> tuple[str, ...]:
        """`r1-r4`, `acc1 to acc4`: a range where it has as many members as were said, or what follows is of several."""
        first, link, last = self.peek(), self.peek(1), self.peek(2)
        if (
            first.type != "name"
            or last.type != "name"
            or not (
                (link.type == "mark" and link.text in ("-", "–", "..", "...")) or link.text.lower() in ("to", "through")
            )
        ):
            return ()
        ends = [_NUMBERED.fullmatch(one.text) for one in (first, last)]
        if not ends[0] or not ends[1] or ends[0]["word"].lower() != ends[1]["word"].lower():
            return ()
        start, end = int(ends[0]["number"]), int(ends[1]["number"])
        if count is None:
            same = [group.count for group in self.out.groups if group.role == "router" and not group.names]
            count = end - start + 1 if same and same[-1] == end - start + 1 else None
        follows = (
            self.peek(3 + (self.peek(3).value == "each")).value in ("joined", "dual", "multi")
            or self.peek(3).value == "each"
            or (
                self.peek(3).text.lower() in ("in", "im")
                and self.peek(4 + (self.peek(4).type == "article")).type == "shape"
            )
            or link.text.startswith("..")
            or link.text.lower() == "through"
        )
        if not 1 <= end - start < 64 or not (count == end - start + 1 if count else follows and end - start > 1):
            return ()
        self.i += 3
        return tuple(f"{ends[0]['word']}{number}" for number in range(start, end + 1))

    def spread(self) -> tuple[str, ...]:
        """A range of numbered routers, with nothing joined to it."""
        link = self.peek(1)
        plain = link.text in ("-", "–", "..", "...") or link.text.lower() == "through"
        if not plain or self.peek(2).type != "name" or self.peek(3).type == "mark":
            return ()
        ends = [_NUMBERED.fullmatch(self.peek(ahead).text) for ahead in (0, 2)]
        if not ends[0] or not ends[1] or ends[0]["word"] != ends[1]["word"]:
            return ()
        first, last = int(ends[0]["number"]), int(ends[1]["number"])
        if not 0 < last - first < 64:
            return ()
        self.i += 3
        return tuple(f"{ends[0]['word']}{number}" for number in range(first, last + 1))

    def letters(self, count: int) -> tuple[str, ...]:
        """`4 routers: a, b, c and d`: as many words as routers, each a name."""
        found: list[str] = []
        while len(found) < count:
            if found:
                self.skip_and()
            if self.peek().type not in ("unknown", "article", "name"):
                return ()
            found.append(self.take().text)
        return tuple(found)

    def name_kind(self, name: str) -> None:
        """`r1 (FRR)`."""
        if self.peek().value != "(" or self.peek(1).type != "system":
            return
        place = self.i
        self.i += 2
        numbers = self.group_asns(1) if self.peek().value == "," else ()
        if numbers:
            self.out.name_asns[name] = numbers[0]
        elif self.peek().value == ")":
            self.i += 1
        else:
            self.i = place
            return
        self.out.name_kinds[name] = self.tokens[place + 1].value

    def name_asn(self, name: str) -> None:
        """`r1 (AS 65001)`."""
        found = self.group_asns(1)
        if found:
            self.out.name_asns[name] = found[0]

    def group_asns(self, count: int | None) -> tuple[int, ...]:
        """The AS numbers that follow a group: one for all, or one for each."""
        place = self.i
        self.skip(stops="(,")
        if self.peek().value == "as" and self.peek(1).text.lower() in ("is", "are", ":", "number"):
            self.i += 2
        found: list[int] = []
        while self.peek().type == "asn":
            found += self.take().numbers
            after = self.i
            self.skip_and()
            if self.peek().type != "asn":
                self.i = after
        if found and len(found) in (1, count or 1):
            self.skip(stops=")", joints=False)
            return tuple(found)
        self.i = place
        return ()
