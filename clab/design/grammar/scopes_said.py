"""Where something holds in a request, and numbers: `on r1-r2`, `between r2 and r3`, `on the first`, `5 s`. Pure."""

import ipaddress
import re
from dataclasses import dataclass

from clab.design.grammar.noun import Noun
from clab.design.grammar.statements import Who, Whos
from clab.design.grammar.whom import Whom

_SECONDS = re.compile(r"(\d{1,5}) ?(?:s|sec|seconds?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a value holds, as `Option` has it; `led` is what joined it."""

    who: Whos = ()
    to: Whos = ()
    link: bool = False
    nth: int = 0
    led: str = ""


class ScopeSentences(Whom):
    """Places and numbers. `diagonal` are the ends of the one that was named."""

    diagonal: tuple[str, ...] = ()

    def amount(self) -> str | None:
        """A number, also of seconds, or an address that is one."""
        place = self.i
        while self.skip("be", "of", "to", "the", "in") or self.peek().type in ("article",) or self._equals():
            self.i += self.peek().type == "article"
        token = self.peek()
        seconds = _SECONDS.fullmatch(token.text) if token.type == "beyond" else None
        if token.type == "number" and self.peek(1).type not in ("role", "system", "shape"):
            self.i += 1
            return str(token.numbers[0])
        if seconds:
            self.i += 1
            return seconds[1]
        if token.type == "prefix" and "/" not in token.value:
            self.i += 1
            return str(int(ipaddress.IPv4Address(token.value)))
        self.i = place
        return None

    def _equals(self) -> bool:
        if self.stop(":") or (self.peek().type == "mark" and self.peek().text == "="):
            self.i += 1
            return True
        return False

    def _is_row(self, whos: Whos) -> bool:
        """Whether routers were named as a link: `r1-r2`."""
        return bool(whos) and all(who.by == "names" and who.names in self.rows for who in whos)

    def scopes(self) -> tuple[Scope, ...]:
        """Where something holds: links, or routers; none where nothing of the kind is said."""
        found: list[Scope] = []
        if self.at("rest") and (self.peek(1).type == "stop" or self.i + 1 >= len(self.tokens)):
            self.i += 1
            return (Scope(who=(Who("spot", spot="rest"),)),)  # `level 2 elsewhere`
        while True:
            place = self.i
            if found and not (self.separated() and self.peek(-1).value == "and"):
                self.i = place
                break
            scope = self._scope_here(led=bool(found))
            if scope is None:
                self.i = place
                break
            found.append(scope)
        return tuple(found)

    def _scope_here(self, *, led: bool) -> Scope | None:
        word = ""
        place = self.i
        if self.at("place", "in", "between", "to", "of", "via"):
            towards = self.peek().text.lower().startswith(("toward", "facing", "onto"))
            word = "to" if towards else self.peek().value
            self.i += 1
        elif not led and not self.at("each", "all", "both"):
            return None
        self.skip("routes_of", "of", "to") if word else None
        scope = self._link_scope(word) or self._whole_scope(word)
        if scope is None and word and not led:
            scope = self._router_scope(word)
        if scope is None:
            self.i = place
        return scope

    def _whole_scope(self, word: str) -> Scope | None:
        """`on both links`, `on all ring links`, `everywhere`, `on each`."""
        ahead = 0
        while self.peek(ahead).value in ("the", "each", "all", "both", "of", "parallel", "them") or (
            self.peek(ahead).type in ("shape", "number", "protocol") and self.peek(ahead + 1).value == "link"
        ):
            ahead += 1
        quantified = any(self.peek(k).value in ("each", "all", "both", "them") for k in range(ahead))
        link = self.peek(ahead).value == "link"
        named = self.peek(ahead + 1).value in ("between", "of", "to") or self.peek(ahead + 1).type == "name"
        if link and self.peek(ahead + 1).value in ("of", "at") and self.peek(ahead + 2).type == "name":
            self.i += ahead + 2  # `on all links of r5`: both ends of each
            return Scope((Who("names", names=(self.take().text,)),), (Who("spot", spot="all"),), True, led=word)
        if link and not named and (quantified or self.peek(ahead).plural or self._one_link()):
            self.i += ahead + 1
            return Scope(link=True, led=word)
        plain = self.peek(ahead).value == "router" and self.peek(ahead + 1).type != "name"
        closed = self.peek(ahead).type == "stop" or self.i + ahead >= len(self.tokens)
        if quantified and not link and (closed or plain or self.peek(ahead).value == "and"):
            self.i += ahead + plain
            return Scope(led=word)
        return None

    def _one_link(self) -> bool:
        """Whether the lab has one link, as far as is known: `on the link`."""
        groups = self.out.groups
        whole = sum(group.count or len(group.names) or 1 for group in groups) or len(self.out.named)
        return whole == 2

    def _link_scope(self, word: str) -> Scope | None:
        """`r1-r2`, `the link between r1 and r2`, `the first link`, `link 2`."""
        place = self.i
        self.skip("the")
        if self.diagonal and self.peek().text.lower() in ("diagonal", "diagonal link"):
            self.i += 1
            return Scope((Who("names", names=self.diagonal),), (), True, 0, word)
        nth = 0
        if self.at("ordinal") and (self.peek(1).value == "link" or self.peek(1).type in ("stop",) or self._ends(1)):
            nth = self._ordinal(self.take())
        link = self.at("link")
        self.i += link
        if link and not nth and self.peek().type == "number" and not self.peek().plural:
            nth = self.take().numbers[0]
        if word and link and not nth and self.at("to") and self.peek(1).type == "name" and not self._pair_ahead():
            self.i += 2  # `on the link to r2`
            return Scope((Who("names", names=(self.peek(-1).text,)),), led="to")
        between = word == "between" or self.at("between") or (link and self.at("of", "to") and self._pair_ahead())
        self.i += self.at("between") or (link and self.at("of", "to") and self._pair_ahead())
        if self.peek().type == "name" and self.peek(1).type == "mark" and self.peek(2).type == "name":
            row = [self.take().text]
            while self.peek().type == "mark" and self.peek(1).type == "name":
                self.i += 1
                row.append(self.take().text)
            self.i += self.at("link")
            self.out.named += [name for name in row if name not in self.out.named]
            self.rows.add(tuple(row))
            return Scope((Who("names", names=tuple(row)),), (), True, nth, word)
        if between:
            scope = self._between_scope(word, nth)
            if scope is not None:
                return scope
        if nth and not between:
            return Scope((), (), True, nth, word)
        self.i = place
        return None

    def _ends(self, ahead: int) -> bool:
        after = self.peek(ahead)
        return self.i + ahead >= len(self.tokens) or after.value in ("and", "so", "but") or after.type == "option"

    def _pair_ahead(self) -> bool:
        return self.peek(1).type == "name" and (self.peek(2).type == "mark" or self.peek(2).value in ("and", "to"))

    def _between_scope(self, word: str, nth: int) -> Scope | None:
        a, joined, b = (self.peek(ahead) for ahead in range(3))
        if a.type == b.type == "name" and joined.value == "and" and self.peek(3).value not in (",", "and"):
            self.i += 3
            names = (a.text, b.text)
            self.out.named += [name for name in names if name not in self.all_names()]
            return Scope((Who("names", names=names),), (), True, nth, word)
        found = self.nouns()
        if len(found) == 1 and self.at("to") and found[0].names:
            self.i += 1
            found += self.nouns()
        if not found or any(noun.is_host or noun.count for noun in found):
            return None
        whos = [self.who(noun) for noun in found]
        if len(whos) == 1:
            return Scope(whos[0], (), True, nth, word) if (self.size(whos[0]) or 2) > 1 else None
        return Scope(whos[0], tuple(who for part in whos[1:] for who in part), True, nth, word)

    def _router_scope(self, word: str) -> Scope | None:
        found = self.nouns()
        if not found or any(noun.is_host for noun in found) or any(self._introduces(noun) for noun in found):
            return None
        return Scope(tuple(who for noun in found for who in self.who(noun)), led=word)

    def _introduces(self, noun: Noun) -> bool:
        counted = bool(noun.count) and not noun.det and not noun.names and not self.known(noun)
        return noun.only_kind or self._only_count(noun) or counted
