"""Values of links, sessions and areas in a request: MTUs, keys, kinds of areas, limits, communities. Pure."""

import re
from dataclasses import replace
from typing import Final

from clab.design.grammar.addresses_said import AddressSentences
from clab.design.grammar.scopes_said import Scope
from clab.design.grammar.statements import Option, Whos
from clab.design.setting import USUAL_KEY
from clab.design.words.tokens import HOST_NAME

_SIZES: Final = {"gb": "Gb", "gib": "Gb", "mb": "Mb", "mib": "Mb"}
_CPUS: Final = ("cpu", "cpus", "vcpu", "vcpus")
_PROTOCOLS: Final = {
    "ospf": "ospf", "ospfv2": "ospf", "bgp": "bgp", "ebgp": "bgp", "ibgp": "bgp", "isis": "isis", "rip": "rip",
}  # fmt: skip
_KEY: Final = re.compile(r"[^\s,;()\"']{1,40}")
_COMMUNITY: Final = re.compile(r"\d{1,5}:\d{1,5}(?![\w:])")


class ValueSentences(AddressSentences):
    """Values of links, sessions and areas."""

    def _value_of(self, start: int, what: str, whos: Whos, scopes: tuple[Scope, ...]) -> bool | None:
        """One of the values of this module, where `what` is one; None where it is of another."""
        if what in ("mtu", "max_prefix"):
            amount = self.amount()
            return amount is not None and self._put(start, what, amount, whos, scopes)
        if what.startswith("auth"):
            return self._secret(start, whos, scopes)
        if what.startswith("area_type "):
            return self._area_type(start, what.removeprefix("area_type "))
        if what == "passive":
            return self._passive(start)
        if what == "community":
            return self._community(start, whos, scopes)
        return None

    # --- nodes

    def _limits(self, whos: Whos) -> bool:
        """`512 MB of memory`, `2 CPUs`: what a router may take."""
        start, unit = self.i, self.peek(1).text.lower()
        if self.peek().type != "number" or unit not in (*_SIZES, *_CPUS):
            return False
        before = start - 1
        while before > 0 and self.tokens[before].value in ("have", "be", "each", "modal", "and"):
            before -= 1
        if before >= 0 and (self.tokens[before].value == "host" or HOST_NAME.match(self.tokens[before].text)):
            return False  # of hosts: there is no place for them
        amount = self.take().numbers[0]
        self.i += 1
        if unit in _SIZES:
            self.skip("of")
            if self.peek().text.lower() not in ("memory", "ram"):
                self.i = start
                return False
            self.i += 1
        what, value = ("cpu", str(amount)) if unit in _CPUS else ("memory", f"{amount}{_SIZES[unit]}")
        self.i += self.at("each") and not self._each_noun()
        return self._put(start, what, value, whos, ())

    def _passive(self, start: int) -> bool:
        """`passive interfaces towards the hosts`: as they are in any case, and now looked for."""
        self.skip("be", "to", "place", "of", "the", "all", "each")
        if self.peek().type != "role" or self.peek().value != "host":
            return False
        self.i += 1
        self.out.options.append(Option(self.said_from(start), "passive", "hosts"))
        return True

    # --- keys

    def _secret(self, start: int, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """`MD5 authentication with key id 1, password lab1 on all links`, `TCP-MD5 password lab1`."""
        if self.at("no", "denied"):
            self.i += 1
            return True  # `MD5 no`
        self.i = start
        manner, number, key, scoped = "", "1", "", scopes
        while True:
            place = self.i
            self.skip("have", "via", "be", "the", "article", "and", "of")
            self.i += self.stop(",", ":", "=")
            token = self.peek()
            if token.type == "option" and token.value.startswith("auth"):
                self.i += 1
                manner = manner or {"auth md5": "md5", "auth plain": "plain"}.get(token.value, "")
                if token.value == "auth key":
                    told = self._key_number()
                    number, key = (told, key) if told else (number, self._key() or key)
                continue
            self.i = place
            more = () if scoped else self.scopes()
            if not more:
                break
            scoped = more  # `authentication between r1 and r2, key lab1`
        protocol = self._of_protocol(start)
        if self._told_later(manner, number, key):
            return True
        key = key or USUAL_KEY
        fits = len(key) <= {"ospf md5": 16, "ospf plain": 8}.get(f"{protocol} {manner or 'plain'}", 20)
        if protocol not in ("ospf", "bgp") or not fits or (protocol == "bgp" and manner == "plain"):
            return False
        words = "password" if protocol == "bgp" else "ospf_auth"
        value = key if protocol == "bgp" else f"{manner or 'plain'} {number} {key}"
        return self._put(start, words, value, whos, scoped or self._nowhere())

    def _told_later(self, manner: str, number: str, key: str) -> bool:
        """`MD5 authentication between them, key id 1, password lab1`: of the one before, which had none."""
        last = self.out.options[-1] if self.out.options else None
        if manner or not key or last is None or last.value.split()[-1:] != [USUAL_KEY]:
            return False
        value = key if last.what == "password" else f"{last.value.split()[0]} {number} {key}"
        made = [
            one for one in self.out.options if (one.what, one.value, one.words) == (last.what, last.value, last.words)
        ]
        self.out.options[-len(made) :] = [replace(one, value=value) for one in made]
        return True

    def _nowhere(self) -> tuple[Scope, ...]:
        return self.scopes() or (Scope(),)

    def _key_number(self) -> str:
        """`key id 1`."""
        place = self.i
        if self.peek().text.lower() in ("id", "number"):
            self.i += 1
            self.i += self.stop(":", "=")
            if self.peek().type == "number":
                return str(self.take().numbers[0])
        self.i = place
        return ""

    def _key(self) -> str:
        """What is written behind `password`, to the letter."""
        place = self.i
        self.skip("be", "of")
        self.i += self.stop(":", "=")
        written = _KEY.match(self.text, self.peek().start) if self.i < len(self.tokens) else None
        key = written[0].rstrip(".") if written else ""
        token, follows = self.peek(), self.peek(1).type in ("name", "unknown")
        plain = token.type in ("word", "stop", "article", "protocol")
        plain = plain or (token.value.startswith("auth") and (token.value != "auth key" or follows))
        if not key or (plain and not any(character.isdigit() for character in key)):
            self.i = place
            return ""
        end = self.peek().start + len(key)
        while self.i < len(self.tokens) and self.peek().start < end:
            self.i += 1
        return key

    def _of_protocol(self, start: int) -> str:
        """Of which protocol a key is: the one right behind it (`for BGP`), right before it, or the only one."""
        if self.tokens[start].text.lower().startswith("tcp"):
            return "bgp"
        place = self.i
        if self.skip("to", "place", "of", "in") and self.peek().type == "protocol":
            self.i += 1
            return _PROTOCOLS.get(self.peek(-1).value, "")
        self.i = place
        before = start - 1
        while before > 0 and self.tokens[before].value in ("have", "via", "the", "article"):
            before -= 1
        if before >= 0 and self.tokens[before].type == "protocol":
            return _PROTOCOLS.get(self.tokens[before].value, "")
        named = {_PROTOCOLS.get(one.value, "") for one in self.tokens if one.type == "protocol"} - {""}
        return named.pop() if len(named) == 1 else ""

    # --- areas

    def _area_type(self, start: int, kind: str) -> bool:
        """`area 10 is totally stubby`, `in NSSA area 1`: the area stands behind it, or was the last one."""
        number = self.peek(1).numbers[:1] if self.peek().value == "area" and self.peek(1).type == "number" else ()
        areas = [option.value for option in self.out.options if option.what == "area"]
        if not number and not areas:
            return False
        area = str(number[0]) if number else areas[-1]
        self.out.options.append(Option(self.said_from(start), "area_type", f"{area} {kind}"))
        return True

    def _typed_area(self, start: int) -> bool:
        """`area 1 is a stub area`, where nobody stands in it by these words."""
        place, number = self.i, self.amount()
        self.skip("that", "modal", "be", "article", "the")
        token = self.peek()
        if number is None or self.i <= place + 1 or token.type != "option" or not token.value.startswith("area_type "):
            self.i = place
            return False
        self.i += 1
        value = f"{number} {token.value.removeprefix('area_type ')}"
        self.out.options.append(Option(self.said_from(start), "area_type", value))
        return True

    # --- communities

    def _community(self, start: int, whos: Whos, scopes: tuple[Scope, ...]) -> bool:
        """`announces 203.0.113.0/24 with community 65001:100`, `sends community 65001:100 to r2`."""
        self.skip("be", "of")
        written = _COMMUNITY.match(self.text, self.peek().start) if self.i < len(self.tokens) else None
        if written is None or max(map(int, written[0].split(":"))) > 65_535:
            return False
        while self.i < len(self.tokens) and self.peek().start < written.end():
            self.i += 1
        last = self.out.options[-1] if self.out.options else None
        between = self.text[last_end(self.text, last.words) : self.tokens[start].start] if last else "."
        if last is not None and last.what == "announce" and not re.search(r"[.;]", between):
            self.out.options.append(Option(self.said_from(start), "tag", f"{last.value} {written[0]}", last.who))
            return True
        return self._put(start, "community", written[0], whos, scopes)


def last_end(text: str, words: str) -> int:
    """Where words end in a text."""
    return max(text.find(words), 0) + len(words)
