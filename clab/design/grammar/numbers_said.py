"""AS numbers and uplinks of a request, and whose they are. Pure."""

from itertools import pairwise

from clab.design.grammar.options_said import OptionSentences
from clab.design.grammar.statements import Group, Link, Numbers, Who, Whos
from clab.design.words.tokens import HOST_NAME


class NumberSentences(OptionSentences):
    """AS numbers and uplinks. `within` are the routers of the AS that is told of."""

    within: Whos = ()

    def _asns(self) -> tuple[int, ...]:
        found: list[int] = []
        while self.peek().type == "asn":
            found += self.take().numbers
            place = self.i
            while self.separated() or self.peek().type == "mark" or self.at("to", "or"):
                self.i += self.peek().type == "mark" or self.at("to", "or")
            if self.peek().type != "asn":
                self.i = place
        return tuple(found)

    def _starting(self) -> None:
        if self.at("starting") and self.out.numbers:
            self.i += 1
            if self._counted_on():
                return
            last = self.out.numbers[-1]
            self.out.numbers[-1] = Numbers(last.words, last.numbers, last.who, "first")

    def _counted_on(self) -> bool:
        """`AS 64512 for n1, 64513 for n2 and so on`: the numbers of all, from the first."""
        own = [one for one in self.out.numbers if len(one.numbers) == 1 and one.who and not one.manner]
        steps = [one.numbers[0] for one in own]
        if len(own) < 2 or steps != list(range(steps[0], steps[0] + len(steps))) or len(own) < len(self.out.numbers):
            return False
        self.out.numbers = [Numbers(own[0].words, own[0].numbers, (), "first")]
        return True

    def numbers(self) -> bool:
        """AS numbers of nobody in particular, or of whom stands behind them: `AS 65000 on the spines`."""
        start = self.i
        if self._own_as(start, ()):
            return True
        if self._systems_listed(start) or self._before_names(start):
            return True
        if self.at("starting") and "so on" in self.peek().text.lower() and len(self.out.numbers) > 1:
            self._starting()
            return True
        self.skip("starting", "between", "in", "have", "the", "via")
        starting = any(token.value == "starting" for token in self.tokens[start : self.i])
        if self.peek().value == "as" and self.peek().type != "asn" and self.peek(1).value in ("starting", ":", "be"):
            starting = starting or self.peek(1).value == "starting"
            self.i += 2
            while self.at("starting", "have"):
                starting, self.i = True, self.i + 1
            if self.peek().type == "number":
                self.out.numbers.append(
                    Numbers(self.said_from(start), self.take().numbers, manner="first" if starting else "")
                )
                return True
        if self.peek().type != "asn":
            self.i = start
            return False
        numbers = self._asns()
        kinds = [k for k, one in enumerate(self.out.groups) if one.kind == self.peek().value and one.count == 1]
        if self.peek().type == "system" and len(numbers) == len(kinds) == 1:
            self.i += 1  # `one FRR, one SRL, AS 65100 FRR and AS 65200 SRL`
            self.out.numbers.append(Numbers(self.said_from(start), numbers, (Who("group", group=kinds[0]),)))
            return True
        starting = starting or self.at("starting")
        self.i += self.at("starting")
        holds = self.at("have", "be") or self.stop("(", ":")
        whos = self._of_whom()
        self.out.numbers.append(Numbers(self.said_from(start), numbers, whos, "first" if starting else ""))
        if whos and (holds or all(who.by == "names" for who in whos)):
            before, self.within = self.within, whos
            self.predicates(start, whos, after=not holds)
            self.within = before
        return True

    def _before_names(self, start: int) -> bool:
        """`AS 100 r1, AS 200 r2`, `as65001 r1 -- as65002 r2`: each number stands right before its router."""
        number, name, after = (self.peek(ahead) for ahead in range(3))
        row: list[str] = []
        listed = after.value in (",", "and", ";", ")", "") or after.type == "mark"
        before = self.peek(-1)
        begins = before.type == "stop" or not before.text or before.value in ("and", "have", "place", "be")
        if number.type != "asn" or len(number.numbers) != 1 or name.type != "name" or not (listed and begins):
            return False
        if HOST_NAME.match(name.text):
            return False
        while self.peek().type == "asn" and self.peek(1).type == "name":
            number, name = self.take(), self.take()
            row.append(name.text)
            self.out.numbers.append(
                Numbers(self.said_from(self.i - 2), number.numbers, (Who("names", names=(name.text,)),))
            )
            if self.peek().type != "mark":
                break
            self.i += 1
        self.out.named += [name for name in row if name not in self.out.named]
        self.out.links += [
            Link(self.said_from(start), (Who("names", names=(a,)),), (Who("names", names=(b,)),))
            for a, b in pairwise(row)
        ]
        earlier = self.last if self.peek(start - self.i - 1).value in (",", "and") else ()
        self.last = (*(who for who in earlier if who.by == "names"), Who("names", names=tuple(row)))
        return True

    def _systems_listed(self, start: int) -> bool:
        """`three ASes: 65001, 65002 and 65003`: as many as are counted."""
        count, numbers = self.peek().numbers[:1], self.peek(1).numbers
        if self.peek().type != "number" or self.peek(1).type != "asn" or count != (len(numbers),):
            return False
        self.i += 2
        self.out.groups.append(Group(self.said_from(start), "as", count[0], plural=True))
        self.out.numbers.append(Numbers(self.said_from(start), numbers))
        self.subject = self.last = (Who("group", group=len(self.out.groups) - 1),)
        return True

    def predicates(self, start: int, whos: Whos, *, after: bool = False) -> None:
        """What else is said of a subject: `sentences.py`."""

    def _of_whom(self) -> Whos:
        place = self.i
        opened = self.stop("(")
        listed = self.peek(1).type == "name" or self.peek(2).type in ("role", "system")
        listed = listed or (self.peek(1).type == "role" and self.peek(2).type == "name")
        listed = listed and self.stop("(", ":")
        if not (listed or self.at("to", "place", "in", "have", "be")):
            return ()
        word = "have" if listed else self.peek().value
        self.i += 1
        self.skip("have") if listed else None
        found = self.nouns()
        if opened and not self.stop(")"):
            self.i = place
            return ()
        self.i += opened
        fits = (
            found
            and not found[0].is_host
            and not any(noun.role == "router" and noun.count and not noun.det and word != "have" for noun in found)
        )
        if (
            not fits
            or (len(found) == 1 and not (found[0].role or found[0].names or found[0].nth))
            or found[0].role == "as"
        ):
            self.i = place
            return ()
        return tuple(who for noun in found for who in self.who(noun))

    def _numbered_as(self, start: int, whos: Whos) -> bool:
        numbers = self._asns()
        starting = self.at("starting")
        self.i += starting
        self.out.numbers.append(Numbers(self.said_from(start), numbers, whos, "first" if starting else ""))
        return True

    def _object_as(self, start: int, whos: Whos, b: Whos) -> None:
        """`r1 in AS 1, linked to r2 in AS 2`: of the one that stands right before, where the other has one."""
        if self.peek().type == "asn" and self.size(b) == 1 and len(self.peek().numbers) == 1:
            self._numbered_as(start, b)  # `b1 connects to u1 AS 65010`
            return
        told = any(one.who == whos and one.numbers for one in self.out.numbers)
        if told and self.at("in") and self.peek(1).type == "asn":
            self.i += 1
            self._numbered_as(start, b)

    def _own_as(self, start: int, whos: Whos) -> bool:
        """`its own AS`, `one AS per leaf`, `the same AS`, `an AS of their own`."""
        place = self.i
        self.skip("in", "have", "article", "that")
        count = self.peek().numbers[0] if self.peek().type == "number" else 0
        self.i += bool(count)
        manner = self.peek().value if self.at("own", "same") else ""
        token = self.take() if manner else None
        named = token is not None and token.text.lower().split()[-1].rstrip("s") in (
            "as",
            "asn",
            "ase",
            "member",
            "router",
            "device",
            "each",
        )
        if not named:
            if self.peek().type == "asn" and manner == "own":
                numbers = self._asns()
                self.out.numbers.append(Numbers(self.said_from(start), numbers, whos))
                return True
            if self.peek().type == "asn" and (manner == "same" or (count == 1 and whos and not manner)):
                numbers = self._asns()
                self.out.numbers.append(Numbers(self.said_from(start), numbers, whos, "same"))
                return True
            if (
                self.peek().value != "as"
                or self.peek().type != "role"
                or not (manner or (count == 1 or self.peek(-1).type == "article"))
            ):
                self.i = place
                return False
            self.i += 1
            if self.at("of") and self.peek(1).value == "own":
                self.i += 2
                manner = "own"
        each = self.at("each")
        if not manner and not (each or (self.at("to", "place") and self.peek(1).value == "each")):
            self.i = place
            return False
        self.skip("to", "place")
        if self.at("each") and self._named_ahead():
            noun = self.noun()
            whos = self.who(noun) if noun is not None and noun.role not in ("router", "") else whos
        elif self.at("each"):
            self.i += 1
        self.out.numbers.append(Numbers(self.said_from(start), (), whos, "same" if manner == "same" else "own"))
        if self._own_numbers(start, whos):
            return True
        place = self.i
        self.skip("starting", "in", "have", "of")
        self.i += self.stop(",", ":", "(")
        self.skip("starting")
        if self.peek().type == "asn" or (self.peek().type == "number" and self.peek(-1).value == "starting"):
            first = self.peek(-1).value == "starting" or self.peek(-1).text.lower() == "from"
            numbers = self._asns() if self.peek().type == "asn" else self.take().numbers
            first = first or self.at("starting")
            self.i += self.at("starting")
            self.i += self.stop(")")
            self.out.numbers.append(Numbers(self.said_from(start), numbers, whos, "first" if first else ""))
        else:
            self.i = place
        return True

    def _own_numbers(self, start: int, whos: Whos) -> bool:
        """`each in its own AS (100, 200, 300)`: as many small numbers as there are routers."""
        place = self.i
        found: list[int] = []
        self.i += self.stop("(", ":", ",")
        while self.i > place and (self.peek().type == "number" or (found and self.separated())):
            found += self.take().numbers if self.peek().type == "number" else ()
        if len(found) < 2 or len(found) != (self.size(whos) or self.size(self.last)):
            self.i = place
            return False
        self.i += self.stop(")")
        self.out.numbers.append(Numbers(self.said_from(start), tuple(found), whos or self.last))
        return True

    def _uplinks(self, start: int, whos: Whos) -> bool:
        """`has two uplinks`, `with one uplink to each spine`: links to the tier above."""
        place = self.i
        count = self.peek().numbers[0] if self.peek().type in ("number", "article") else 0
        self.i += bool(count)
        if self.peek().type == "number":
            count = self.take().numbers[0]
        if not count and self.at("link") and self.peek(1).value == "to":
            count = 1
        every = not count and (self.at("uplink", "link") and self.peek().plural and self.peek(1).value == "to")
        every = every or (not count and self.at("join") and self.peek().text.lower().startswith("links"))
        count = count or every  # `has uplinks to both`
        self.i += bool(count) and self.peek().type == "role" and self.peek(1).value == "uplink"  # `two ISP uplinks`
        ends = self.at("join") and self.peek().text.lower().startswith("link")  # `two links to …`
        if not (count and (ends or self.at("uplink", "link"))):
            self.i = place
            return False
        uplink = self.take().value == "uplink"
        if ends or self.at("to", "place", "between"):
            to_each = ends or self.peek().value == "to"
            self.i += not ends
            found = self.nouns()
            if not found or found[0].is_host or not to_each:
                self.i = place
                return False
            b = tuple(who for noun in found for who in self.who(noun))
            every = every or found[0].det in ("each", "both", "all") or self.size(b) == 1
            listed = count == self.size(b) and all(who.by == "names" for who in b)  # `two uplinks to isp1 and isp2`
            if listed and count > 1:
                self.out.links.append(Link(self.said_from(start), whos, b))
                return True
            if not every and count != 1:
                self.i = place
                return False
            times = int(count) if every and (found[0].det == "each" or self.size(b) == 1) else 1
            self.out.links.append(Link(self.said_from(start), whos, b, times))
            self._object_as(start, whos, b)
            return True
        role = self.out.groups[whos[-1].group].role if whos and whos[-1].by == "group" else ""
        upper = self._tier_above(role)
        if not uplink or not upper:
            self.i = place
            return False
        size = self.size(upper)
        if self.at("each"):
            self.i += 1
        self._one_to_each()
        share = 0 if size == count else count
        if size is None or count > size:
            self.i = place
            return False
        self.out.links.append(
            Link(self.said_from(start), whos, tuple(Who("group", group=one.group, share=share) for one in upper))
        )
        return True

    def _one_to_each(self) -> None:
        """`two uplinks, one to each spine`: said again."""
        place = self.i
        self.i += self.stop(",", "(")
        one, to, each = (self.peek(ahead) for ahead in range(3))
        role = self.peek(3)
        if self.i == place or one.numbers != (1,) or to.value != "to" or each.value != "each" or role.type != "role":
            self.i = place
            return
        self.i += 4
        self.i += self.stop(")")

    def _tier_above(self, role: str) -> Whos:
        upper = {
            "access": ("dist", "core"),
            "dist": ("core",),
            "leaf": ("spine",),
            "spine": ("superspine",),
            "ce": ("pe",),
        }
        for one in upper.get(role, ()):
            found = tuple(Who("group", group=k) for k, group in enumerate(self.out.groups) if group.role == one)
            if found:
                return found
        return ()
