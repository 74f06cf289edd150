"""A place in the tokens of a request, and what was stated so far. Pure."""

from dataclasses import replace
from itertools import pairwise

from clab.design.grammar.regrouped import regrouped
from clab.design.grammar.statements import Numbers, Statements, Who, Whos
from clab.design.words.address_words import led
from clab.design.words.details import cut
from clab.design.words.plain_text import plain
from clab.design.words.said import note
from clab.design.words.tokens import HOST_NAME, Token, known, tokens


def _told_apart(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """Where some routers and some switches are counted, a switch is no router."""
    words = {
        token.text.lower()[:6]
        for before, token in pairwise(found)
        if token.value == "router" and before.type in ("number", "article", "system")
    }
    if not {"router", "switch"} <= words:
        return found
    return tuple(
        replace(token, value="switch") if token.value == "router" and token.text.lower().startswith("switch") else token
        for token in found
    )


def _numbered_on(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """`leaves l1 l2 l3`: the third is a name as well."""
    names = {token.text.lower() for token in found if token.type == "name"}
    if not names & {"l2", "l4"}:
        return found
    return tuple(
        replace(token, type="name", value=token.text)
        if token.value == "routed" and token.text.lower() == "l3"
        else token
        for token in found
    )


def _levelled(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """`srl1 L1, srl2 L1/L2`: where IS-IS is named and no leaves, these are its levels."""
    said = {token.value for token in found}
    if "isis" in said and "host" not in said:  # `L2 only`: of IS-IS, where nobody is bridged
        found = tuple(
            replace(one, type="option", value="level 2")
            if one.value == "bridged" and one.text.lower().replace("ayer ", "") in ("l2 only", "only l2")
            else one
            for one in found
        )
    marks = {token.start for before, token in pairwise(found) if "mark" in (before.type, token.type)}
    if "isis" not in said or "leaf" in said or not any(token.text.lower() in ("l1", "l2") for token in found):
        return found
    out: list[Token] = []
    for token in found:
        level = token.text.lower().removeprefix("l") if token.type == "name" else ""
        if level in ("1", "2") and token.start not in marks:
            both = len(out) > 1 and out[-1].value in ("/", "-") and out[-2].value == "level 1"
            out = out[:-2] if both else out
            token = replace(token, type="option", value="level 1-2" if both else f"level {level}")
        out.append(token)
    return tuple(out)


def _systems_joined(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """`AS100 connects to AS200`: where autonomous systems are joined and no router has a name, each is its router."""
    routers = any(token.type == "name" and not HOST_NAME.match(token.text) for token in found)
    single = [token for token in found if token.type == "asn" and len(token.numbers) == 1]
    pairs = [
        a
        for a, mark, b in zip(found, found[1:], found[2:], strict=False)
        if a.type == b.type == "asn" and (mark.type == "mark" or mark.value in ("join", "dual"))
    ]
    joins = len(pairs) > 1 or any(one.text[:2].lower() == "as" for one in pairs)
    if routers or not joins or len(single) < sum(token.type == "asn" for token in found):
        return found
    out: list[Token] = []
    for token in found:
        if token.type != "asn":
            whole = token.value == "as" and token.type == "role" and bool(out) and out[-1].value == "each"
            out.append(replace(token, value="router") if whole else token)
            continue
        (number,) = token.numbers
        out.append(replace(token, type="name", value=f"as{number}", text=f"as{number}", numbers=()))
    return tuple(out)


def _numbers_behind(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """`AS 65001 (r1) connects to AS 65002 (r2)` as `r1 (AS 65001) connects to r2 (AS 65002)`."""
    out = list(found)
    for k in range(len(out) - 3):
        a, opened, name, closed = out[k : k + 4]
        single = a.type == "asn" and len(a.numbers) == 1 and name.type == "name"
        if single and opened.value == "(" and closed.value == ")":
            out[k], out[k + 2] = name, a
    return tuple(out)


def _layered(found: tuple[Token, ...]) -> tuple[Token, ...]:
    """`doing L2`: where no other is numbered so, that is a layer and no name."""
    names = {token.text.lower() for token in found if token.type == "name"}
    if (
        any(name[0] == "l" and name[1:].isdigit() and name not in ("l2", "l3") for name in names)
        or {"l2", "l3"} <= names
    ):
        return found
    return tuple(
        replace(token, type="unknown") if token.type == "name" and token.text.lower() in ("l2", "l3") else token
        for token in found
    )


class Cursor:
    """A place in the tokens of a request, and what was stated so far."""

    def __init__(self, request: str) -> None:
        text, said = cut(plain(request))
        self.text = regrouped(text, known)
        found = tokens(self.text, fillers=True)
        alpine = next((one.text for one in found if one.value == "host" and one.text.lower().startswith("alpine")), "")
        if alpine:
            note(said, "host_image", "alpine:latest", ["node image alpine:latest"], alpine)
        whole = tuple(token for token in led(found, told=said.values) if token.value != "qualified")
        whole = _numbers_behind(whole)
        self.tokens = _systems_joined(whole)
        numbered = {one.text: one.numbers[0] for one in whole if one.type == "asn"} if self.tokens != whole else {}
        self.tokens = _layered(_levelled(_told_apart(_numbered_on(self.tokens))))
        self.i = 0
        self.exclusive = self._exclusive(found)
        slips = [(token.text, token.read_as) for token in found if token.read_as]
        self.out = Statements(said=said, slips=slips)
        for words, number in numbered.items():
            self.out.numbers.append(Numbers(words, (number,), (Who("names", names=(f"as{number}",)),)))
            self.out.named += [f"as{number}"] if f"as{number}" not in self.out.named else []
        self.subject: Whos = ()
        self.last: Whos = ()
        self.spoken: list[Who] = []
        self.rows: set[tuple[str, ...]] = set()
        self.row_run: tuple[Who, ...] = ()
        self.row_end = -1
        self.row_open = False

    def _exclusive(self, found: tuple[Token, ...]) -> list[tuple[int, str]]:
        """Where `only` stands beside a router and leads to nothing: before which token, and its words."""
        out = []
        for place, token in enumerate(found):
            if token.type != "filler" or token.text.lower() != "only" or not place:
                continue
            before = found[place - 1]
            after = found[place + 1] if place + 1 < len(found) else None
            beside = before.type == "name" or (before.type == "role" and before.value != "host")
            beside = beside and (after is None or after.type == "stop" or after.type == "name")
            led = before.type == "stop" or before.value == "and"
            leads = (
                led and after is not None and (after.type == "name" or after.value in ("to", "of", "between", "via"))
            )
            if beside or leads:
                out.append((token.start, f"{before.text} only" if beside or after is None else f"only {after.text}"))
        return out

    def peek(self, ahead: int = 0) -> Token:
        place = self.i + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else Token("stop", "", "", len(self.text))

    def take(self) -> Token:
        self.i += 1
        return self.peek(-1)

    def at(self, *values: str) -> bool:
        return self.peek().type == "word" and self.peek().value in values

    def stop(self, *marks: str) -> bool:
        return self.peek().type == "stop" and self.peek().value in marks

    def skip(self, *values: str) -> bool:
        """Pass over words; whether there were some."""
        place = self.i
        while self.at(*values) or (self.peek().type == "article" and "article" in values):
            self.i += 1
        return self.i > place

    def said_from(self, start: int) -> str:
        if not self.tokens or start >= len(self.tokens):
            return ""
        first, last = self.tokens[start], self.tokens[min(max(start, self.i - 1), len(self.tokens) - 1)]
        return self.text[first.start : last.start + len(last.text)]

    def separated(self) -> bool:
        """Pass over what stands between the parts of a list."""
        place = self.i
        while self.stop(",", "/", "+") or self.at("and"):
            self.i += 1
        return self.i > place
