"""What makes another lab of a shape: links that are left out, routers beside it. Pure."""

from clab.design.cursor import BE
from clab.design.phrases import Group, Reading
from clab.design.place_phrases import ORDINALS
from clab.design.share_phrases import SharePhrases
from clab.design.tokens import HOST_NAME


def kinds_said(out: Reading) -> list[str]:
    """The systems that were named so far."""
    return [*out.systems, *(group.kind for group in out.groups if group.kind)]


class ChangePhrases(SharePhrases):
    """What makes another lab of a shape."""

    def without_link(self) -> bool:
        """`full mesh except r1-r4`, `without the link between r2 and r5`: a link that is left out."""
        start, first = self.i, self.peek()
        but = first.type == "beyond" and first.text.lower().startswith(("except", "excluding", "apart from"))
        if not (but or self.at("no")):
            return False
        self.i += 1
        self.skip(articles=True, joints=False)
        link = self.at("link") and not self.peek().plural
        self.i += link
        between = self.at("between") or self.peek().text.lower() == "from"
        self.i += between
        a, to, b = (self.peek(ahead) for ahead in range(3))
        pair = to.type == "mark" or (between and to.text.lower() in ("and", "to"))
        if not (but or link) or not pair or a.type != "name" or b.type != "name" or self.peek(3).type == "mark":
            self.i = start
            return False
        self.i += 3
        self.i += self.at("link") and not link
        self.out.unlinked.append((self.words(start), a.text, b.text))
        return True

    def beside_router(self) -> bool:
        """`a fourth router hanging off r3`, `another router connected to r1`: one more than were counted."""
        start = self.i
        another = self.peek().text.lower() in ("another", "another one")
        if not another and not (self.peek().type == "article" and self.peek(1).value in ("ordinal", "other")):
            return False
        words = self.peek(0 if another else 1).text.lower().split()
        self.i += 1 if another else 2
        self.i += self.peek().type == "system" and self.peek().value in kinds_said(self.out)
        noun = self.peek().value == "router" and not self.peek().plural
        self.i += noun
        name = self.take().text if self.peek().type == "name" and not HOST_NAME.match(self.peek().text) else ""
        while self.peek().text.lower() in BE:
            self.i += 1
        joined = self.at("joined", "behind")
        self.i += joined
        self.skip()
        at = self.peek()
        (group, *more) = self.out.groups or [Group("", "")]
        number = (group.count or 0) + len(self.out.beside) + 1
        fits = another or ORDINALS.get(words[0]) == number
        if (
            not (joined and at.type == "name" and (noun or "router" in words) and fits)
            or more
            or group.role != "router"
        ):
            self.i = start
            return False
        self.i += 1
        if self.peek().type not in ("stop", "protocol") or self.peek(1).type == "name":
            self.i = start
            return False
        self.out.beside.append((self.words(start), name or f"r{number}", at.text))
        return True

    def unjoined(self) -> str:
        """`no spoke to spoke links`, `no links between the spokes`: the role whose routers are not joined."""
        one, to, other = self.peek(), self.peek(1), self.peek(2)
        pair = one.type == other.type == "role" and one.value == other.value
        if pair and to.text.lower() in ("to", "-") and self.peek(3).value == "link":
            self.i += 4
            return one.value
        ahead = 2 + (self.peek(2).type == "article")
        who = self.peek(ahead)
        among = one.value == "link" and to.value == "between"
        if among and who.type == "role" and who.plural and who.value not in ("host", "router", "site", "as"):
            self.i += ahead + 1
            return who.value
        return ""
