"""Systems and values of several routers: in their order, in turn, of the others. Pure."""

from clab.design.grammar.parts_said import PartSentences
from clab.design.grammar.statements import Form, Group, Kind, Numbers, Option, Who

_VALUED = ("priority", "cost", "hello", "dead", "local_pref", "med")
"""What others may have another value of."""


class KindSentences(PartSentences):
    """Systems and values of several."""

    def alternating(self) -> bool:
        """`alternating SRL and FRR`, `srl and frr alternating, starting with srl`: every other router."""
        start, found = self.i, [group.kind for group in self.out.groups if group.kind]
        if self.peek().type != "beyond" or not self.peek().text.lower().startswith("alternat"):
            return False
        self.i += 1
        ahead: list[str] = []
        while self.peek().type == "system":
            ahead.append(self.take().value)
            place = self.i
            if not (self.separated() and self.peek().type == "system"):
                self.i = place
                break
        kinds = list(dict.fromkeys(ahead or [*found, *(one.kind for one in self.out.kinds if not one.who)]))
        self.i += self.stop(",") and self.peek(1).value == "starting"
        if self.at("starting") and self.peek(1).type == "system" and self.peek(1).value in kinds:
            kinds.sort(key=lambda kind: kind != self.peek(1).value)
            self.i += 2
        groups = self.out.groups
        whole = sum(group.count or 0 for group in groups)
        totals = [group for group in groups if group.kind is None and 2 * (group.count or 0) == whole]
        whole = (
            whole // 2 if len(totals) == 1 and len(groups) > 2 else whole
        )  # `a ring of six, three SRL and three FRR`
        plain = all(group.role == "router" and group.count and not group.names for group in groups)
        if len(kinds) != 2 or not plain or whole < 3:
            self.i = start
            return False
        if len(groups) > 1:
            words = ", ".join(group.words for group in groups)
            groups[:] = [Group(words, "router", whole, plural=True)]
            self.out.forms = [Form(one.words, one.shape) for one in self.out.forms]
            self.subject = self.last = ()
        groups[0].kind = None
        self.out.kinds = [one for one in self.out.kinds if one.who]
        for first in (1, 2):
            who = Who("nth", role="router", nth=tuple(range(first, whole + 1, 2)))
            self.out.kinds.append(Kind(self.said_from(start), kinds[first - 1], (who,)))
        return True

    def one_of_each(self) -> bool:
        """`one of each: FRR 65001, SR Linux 65002 and cEOS`: a router of every system, with its AS."""
        start = self.i
        if self.peek().numbers != (1,) or self.peek(1).value != "of" or self.peek(2).value != "each":
            return False
        self.i += 3
        self.i += self.stop(":", ",", "(")
        found: list[tuple[str, tuple[int, ...]]] = []
        place = self.i
        while self.peek().type == "system":
            kind = self.take().value
            opened = self.stop("(") and self.peek(1).type == "asn"
            self.i += opened
            number = self.take().numbers if self.peek().type == "asn" and len(self.peek().numbers) == 1 else ()
            self.i += opened and self.stop(")")
            found.append((kind, number))
            place = self.i
            self.separated()
        self.i = place + self.stop(")")
        if len(found) < 2 or len({number for _, number in found if number}) not in (0, len(found)):
            self.i = start
            return False
        for kind, number in found:
            self.out.groups.append(Group(self.said_from(start), "router", 1, kind))
            who = (Who("group", group=len(self.out.groups) - 1),)
            self.out.numbers += [Numbers(self.said_from(start), number, who)] if number else []
        self.subject = self.last = ()
        return True

    def others_valued(self) -> bool:
        """`r1 priority 100, r2 priority 50, others 0`: the value that was said last, of the rest."""
        start = self.i
        last = self.out.options[-1] if self.out.options else None
        self.skip("the", "all", "and")
        if not self.at("rest") or self.peek(1).type != "number" or last is None or last.what not in _VALUED:
            self.i = start
            return False
        after = self.peek(2)
        if after.type in ("role", "system", "option") or after.value in ("link", "parallel"):
            self.i = start
            return False
        self.i += 1
        value = str(self.take().numbers[0])
        rest = () if last.link else (Who("spot", spot="rest"),)  # of links: where nothing closer was said
        self.out.options.append(Option(self.said_from(start), last.what, value, rest))
        return True

    def kinds_listed(self) -> bool:
        """`a chain of six: FRR, FRR, SRL, …`: the systems in the order of the routers."""
        start, found = self.i, []
        self.i += self.stop(":")
        numbers: list[int] = []
        while self.peek().type == "system" and self.peek(1).type not in ("role", "name"):
            found.append(self.take().value)
            if self.peek().type == "asn" and len(self.peek().numbers) == 1:
                numbers += self.take().numbers  # `two nodes: FRR AS 65001 and SRL AS 65002`
            if not (self.separated() or self.peek().type == "mark"):
                break
            self.i += self.peek().type == "mark"
        whole = [group for group in self.out.groups if group.count]
        fits = len(found) > 1 and len(whole) == 1 and whole[0].count == len(found) and len(set(found)) > 1
        if not fits or len(numbers) not in (0, len(found)):
            self.i = start
            return False
        self.out.numbers += [Numbers(self.said_from(start), tuple(numbers))] if numbers else []
        for place, kind in enumerate(found, 1):
            who = (Who("nth", role="router", nth=(place,)),)
            self.out.kinds.append(Kind(self.said_from(start), kind, who))
        return True
