"""Noun phrases of a request: a number, which ones, a system, a role, names; and whom they mean. Pure."""

import re
from collections.abc import Sequence

from clab.design.grammar.noun import Noun
from clab.design.grammar.noun_phrases import NounPhrases
from clab.design.words.tokens import HOST_NAME

_NUMBERED = re.compile(r"(?P<word>[a-z][a-z_-]{0,30}?)(?P<number>\d{1,4})", re.IGNORECASE)


_SHORT_RANGE = re.compile(r"(?P<word>[a-z][a-z_-]{0,30}?)(?P<first>\d{1,3})-(?P<last>\d{1,3})", re.IGNORECASE)
_FINITE = ("have", "has", "are", "is", "run", "runs", "get", "gets", "speak", "speaks")
"""Verbs before which a subject stands."""


class Nouns(NounPhrases):
    """The noun phrases of a request."""

    _list_end = -1
    _plus_ends = False

    # --- one noun phrase

    # --- names

    def name_list(self, count: int | None = None, *, free: bool = False) -> tuple[str, ...]:
        """Names with commas and `and` between them, and ranges of them; `free`: any word can be one."""
        start, led = self.i, self.peek(-1)
        found = self._listed(count, free=free)
        after = self.peek(2 if self.at("and") and self.peek(1).type == "name" else 0)
        verb = after.text.lower().partition(" ")[0] in _FINITE and after.type == "word"
        commas = [k for k in range(start, self.i) if self.tokens[k].value == ","]
        if not (count or free) and led.value in ("place", "to", "join") and verb and commas:
            self.i = self._list_end = commas[0]  # `two servers behind leaf1, leaf2 and leaf3 have one each`
            return found[: sum(token.type == "name" for token in self.tokens[start : commas[0]])]
        return found

    def _listed(self, count: int | None = None, *, free: bool = False) -> tuple[str, ...]:
        found: list[str] = []
        places: list[int] = []
        closed = False
        while True:
            place, ended = self.i, closed
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
            if token.text in found[:-1] and place != self.i and self.peek(-1).value == "and" and not ended:
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
        if a.type != "name" or joined.value not in ("and", "+", "/") or b.type != "name":
            return False
        stems = {name.rstrip("0123456789").lower() for name in (a.text, b.text)}
        said = verb.type == "word" and verb.value in ("join", "dual", "multi", "place", "be", "have", "back")
        return said and len(stems) == 1 and first.rstrip("0123456789").lower() not in stems

    def _range(self, count: int | None) -> tuple[str, ...]:
        """`r1-r4`, `r1 to r4`, `acc1 .. acc4`: a range, where it has as many as were said or is no link."""
        first, link, last = self.peek(), self.peek(1), self.peek(2)
        short = _SHORT_RANGE.fullmatch(first.text)
        dotted = link.text == ".." and last.type == "number" and bool(_NUMBERED.fullmatch(first.text))
        if short or dotted:  # `leaf1-4`, `leaf1..4`
            found = short or _SHORT_RANGE.fullmatch(f"{first.text}-{last.text}")
            numbers = range(int(found["first"]), int(found["last"]) + 1) if found else range(0)
            self.i += (1 if short else 3) if 1 < len(numbers) < 64 else 0
            return tuple(f"{found['word']}{k}" for k in numbers) if found and 1 < len(numbers) < 64 else ()
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
        valued = self.peek(3).value == "(" and self.peek(4).type == "option"
        if dash and (self.peek(-1).value == "link" or valued):
            return ()  # `the link r1-r3`, `r1-r3 (cost 10)`
        start, end = int(ends[0]["number"]), int(ends[1]["number"])
        size = end - start + 1
        if link.text == "-" and not count and self._ranged():
            self.i += 3
            return tuple(f"{ends[0]['word']}{number}" for number in range(start, end + 1)) if 1 < size < 64 else ()
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
        listed = dotted and count is not None and size < count
        if not 1 < size < 64 or not (
            listed or count == size or (count is None and (dotted or led or (size > 2 and (follows or size in known))))
        ):
            return ()
        self.i += 3
        return tuple(f"{ends[0]['word']}{number}" for number in range(start, end + 1))

    def _ranged(self) -> bool:
        """`leaf1-leaf4 and spine1-spine2`: where all dashes of a request stand so, they are ranges."""
        found = []
        for k, token in enumerate(self.tokens):
            if token.type != "mark":
                continue
            a, b = (
                _NUMBERED.fullmatch(self.tokens[one].text) if 0 < one < len(self.tokens) or not one else None
                for one in (k - 1, k + 1)
            )
            if token.text != "-" or a is None or b is None or a["word"].lower() != b["word"].lower():
                return False
            found.append((a["word"].lower(), int(b["number"]) - int(a["number"])))
        stems = {stem for stem, _ in found}
        return (
            1 < len(stems) == len(found) and all(size > 0 for _, size in found) and any(size > 1 for _, size in found)
        )

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
            to_name = self.peek(1).type == "name" or (self.peek(1).value in ("both", "each", "all") and self.at("to"))
            found = found or (self.at("place", "to") and bool(ahead.names) and to_name)
            other = self.peek(1 + (self.peek(1).value in ("the", "each", "both", "all")))
            tier = other.type == "role" and other.value not in (ahead.role, "router", "host")
            found = found or (
                self.at("to") and ahead.role not in ("", "router", "host") and tier
            )  # `…, dists to the core`
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
            closing = closing or (self.at("place", "to", "join") and self.peek(1).value == "each")
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
