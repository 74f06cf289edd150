"""Statements of a request: a subject and what is said of it, read from left to right; no word is lost. Pure.

A clause is a list of noun phrases and its predicates. A predicate without a subject is one of what was named last,
or of the whole lab. What no rule takes is left, by its own words.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from clab.design.grammar.corrected_said import CorrectedSentences
from clab.design.grammar.noun import Noun
from clab.design.grammar.roles import CONTAINERS, role_of
from clab.design.grammar.statements import Form, Kind, Statements, Who, Whos
from clab.design.grammar.stating import STATED
from clab.design.structure import PLAIN_SIZES
from clab.design.words.tokens import HOST_NAME

NARROWING: Final = frozenset(("hosts", "runs", "kinds", "numbers", "options", "posts", "preferences", "gone", "left"))
"""Statements that hold for some routers alone."""
_LEADING: Final = ("to", "of", "via", "in", "between", "place")
"""What leads to somebody of whom something is said before."""
_NEVER: Final = {"each": (1,), "both": (1, *range(3, 64))}
"""How many nobody means by a word."""


def state(request: str) -> Statements:
    """Read a request."""
    return Sentences(request).run()


class Sentences(CorrectedSentences):
    """All rules, tried in their order at each place."""

    def run(self) -> Statements:
        rules: tuple[Callable[[], bool], ...] = (
            self.corrected,
            self.titled,
            self.personal,
            self.one_of_each,
            self.homed_first,
            self.lab_named,
            self.names_given,
            self.negation,
            self.vlan_holds,
            self.vlan_spread,
            self.placed_first,
            self.link_networks,
            self.links,
            self.command,
            self.floating,
            self.kinds_listed,
            self.alternating,
            self.others_valued,
            self.option_said,
            self.ranked,
            self.where_first,
            self.shape,
            self.protocol,
            self.numbers,
            self.clause,
            self.option,
        )
        while self.i < len(self.tokens):
            if self.stop(".", ";", "!", "?"):
                self.i += 1
                self.subject = ()
                self.purposeful = False
                continue
            place, made = self.i, self.stated()
            if any(self.tried(rule) for rule in rules):
                self._narrowed(place, made)
                continue
            self.unread()
        self.strays()
        self.of_segment()
        self.implied()
        self.of_igp()
        self.of_hosts()
        if not (self.out.groups or self.out.named):
            for noun in self.between_kinds:
                self.who(noun)  # `OSPF between FRR and SR Linux`
        return self.out

    def _narrowed(self, place: int, made: list[int]) -> None:
        """`r1 and r2 only`, `leaf4 to spine1 only`: of some alone something is said, or they have no other links."""
        start = self.tokens[place].start
        end = self.peek().start
        marks = [(at, text) for at, text in self.exclusive if start - len("only ") <= at < end]
        words = [text for _, text in marks]
        grown = {part for part, size in zip(STATED, made, strict=True) if len(getattr(self.out, part)) > size}
        if words:
            new = self.out.links[made[STATED.index("links")] :]
            spans = [(one, self.text.find(one.words, start)) for one in new]
            links = [one for one, at in spans if any(at - 5 <= mark <= at + len(one.words) + 1 for mark, _ in marks)]
            self.out.alone += links
            self.out.left += words if not links and not grown & NARROWING else []

    def names_given(self) -> bool:
        """`…, named a, b and c`: names of the last group, or of all."""
        start = self.i
        whos = tuple(Who("group", group=k) for k in range(len(self.out.groups)))
        if self._named_so(start, self.last, False) if len(whos) < 2 else self._named_so(start, whos, False):
            return True
        self.i = start
        return False

    def clause(self) -> bool:
        start = self.i
        self._labelled()
        found = self.nouns(subject=True)
        if not found:
            return False
        if self.peek().type == "mark" and len(found) == 1 and len(found[0].names) == 1 and found[0].role == "core":
            found[0].role = ""  # `ISP core p1 -- p2 -- p3`
        if self.peek().type == "mark" and found[-1].names and not found[-1].role:
            listed = [name for noun in found for name in noun.names][:-1]
            self.out.left += [name for name in listed if name in self.all_names()]  # `…, via r2, r3-r4 in area 1`
            whos = tuple(who for noun in found for who in self.who(noun))
            if self._row(start, whos):
                return True
        if len(found) == 1 and self._whole_lab(found[0]):
            return True
        if len(found) == 1 and self._of_number(start, found[0]):
            return True
        if len(found) == 1 and self._describes(found[0], start):
            self.predicates(start, self.subject, after=True)
            return True
        whole = [
            noun
            for noun in found
            if noun.role == "site"
            and noun.det not in ("each", "all", "both")
            and not noun.plural
            and noun.count in (None, 1)
            and not noun.names
        ]
        self.out.kinds += [Kind(noun.words, noun.kind) for noun in whole if noun.kind]  # `fabric frr with 2 spines`
        found = [noun for noun in found if noun not in whole]
        if not found:
            self.skip("lab")
            return True  # `a small data centre`: a word for the whole lab
        if self._sites_by_name(start, found):
            return True
        for noun in found:
            if noun.names and not noun.role and self._like_hosts(noun.names):
                noun.role = "host"
        if found[0].is_host:
            return self.hosts(start, found)
        if self._bare_all(found[0]):
            self.i = start
            return False
        if (
            len(found) == 1
            and not found[0].role
            and not found[0].names
            and found[0].count
            and not found[0].kind
            and not found[0].nth
            and not found[0].spot
        ):
            return self._elliptical(start, found[0])
        if all(noun.only_kind for noun in found):
            joined = (
                self.at("to", "join", "back")
                or self.peek().type == "mark"
                or (len(found) > 1 and self.peek().type == "shape")
                or (self.at("bridged") and len(found) == 1 and not self.out.hosts)
            )
            there = {group.kind for group in self.out.groups if group.count}
            again = {noun.kind for noun in found} <= there and (
                self.at("be", "join", "each", "have", "run") or self.peek().value == "announce"
            )
            if not again and (
                self.out.groups
                or self.out.named
                or not (len(found) > 1 or (joined and self.peek(1).type == "system") or self.at("bridged"))
            ):
                self.i = start
                return False  # a system alone is an option
            for noun in found:
                noun.count = None if again else 1
        if len(found) == 1 and found[0].role and found[0].count and self.at("each") and self._each_noun():
            known = any(group.role == found[0].role and group.inside is None for group in self.out.groups)
            if self._per(start, found[0].count, found[0].role):
                return True
            if known:
                self.out.left.append(self.said_from(start))
                return True
        first = found[0]
        if (
            len(found) == 1
            and first.kind
            and first.article
            and not (first.role or first.names)
            and (self.peek().type == "shape" or self.at("lab"))
        ):
            self.out.kinds.append(Kind(first.words, first.kind))
            return True  # `an SR Linux fabric`
        before, made, names = self.told(), self.stated(), {*self.all_names()}
        meant = [(noun, self.who(noun)) for noun in found]
        whos = tuple(who for _, one in meant for who in one)
        if self._row(start, whos):
            return True
        self.i += self.at("nothing") and self.peek(1).value == "join"  # `two superspines on top connected to …`
        if self._of_part(first if len(found) == 1 else None, whos):
            return True
        if self.peek().type == "protocol" and all(noun.names and not noun.role for noun in found):
            self.subject = self.last = whos
            return self._runs_now(start, whos)  # `…, r2 and r3 iBGP`
        if (len(found) == 1 or first.role in CONTAINERS) and self._one_in_each(found[-1], whos[-1:]):
            return True
        but = self._but() if len(found) == 1 and first.det in ("each", "all") and first.role else ()
        self.predicates(start, whos)
        if but:
            self._save_for(but, made)
        if self.told() == before and self.at("nothing"):
            return True  # `each peer announces its own loopback`
        if self.told() == before and not self.introduces(found, names):
            self.out.left.append(self.said_from(start))  # `each access switch …`, `…, r1 only`
        elif self.told() == before and first.names and self.tokens[start - 1].value in _LEADING and start:
            self.out.left.append(self.said_from(start))  # `… but to r2, eBGP`
        else:
            told = self._told_of(made)
            self.out.left += [
                noun.words  # `3 superspines, the second one, 6 spines`
                for noun, one in meant
                if (noun.nth or noun.spot in ("centre", "rest"))
                and not any((who.by, who.nth, who.spot) in told or who.by == "group" for who in one)
            ]
        return True

    def _save_for(self, but: Whos, made: list[int]) -> None:
        """`every spoke but celle has a PC`: hosts alone have exceptions."""
        sizes = dict(zip(STATED, made, strict=True))
        hosts = self.out.hosts[sizes["hosts"] :]
        others = [
            part for part in STATED if part not in ("hosts", "named") and len(getattr(self.out, part)) > sizes[part]
        ]
        if not hosts or others:
            self.out.left.append("but")
        self.out.hosts[sizes["hosts"] :] = [replace(one, but=but, each=True) for one in hosts]

    def _told_of(self, made: list[int]) -> set[tuple[str, tuple[int, ...], str]]:
        """Of whom something was stated since."""
        parts = [(part, size) for part, size in zip(STATED, made, strict=True) if part != "named"]
        new = [one for part, size in parts for one in getattr(self.out, part)[size:]]
        sides = [getattr(one, side, ()) for one in new for side in ("who", "at", "but", "a", "b", "to")]
        return {(who.by, who.nth, who.spot) for side in sides for who in side}

    def floating(self) -> bool:
        """`each with two hosts`, `all FRR`, `they run OSPF`: said of what was named last, or of all."""
        start = self.i
        pronoun = self.at("them", "it")
        if not pronoun and not (self.at("each", "all", "both") and not self._each_noun()):
            return False
        word = self.take().value
        if self._all_in_vlan(word):
            return True
        of_last = self.last or tuple(Who("group", group=k) for k in range(len(self.out.groups)))
        of_last = of_last or ((Who("names", names=tuple(self.out.named)),) if self.out.named else ())
        whos = of_last if word in ("each", "both", "it") else (Who("spot", spot="all"),)
        if self.size(whos) in _NEVER.get(word, ()) and all(who.by == "names" for who in whos):
            two = [who for who in self.spoken[-2:] if len(who.names) == 1]
            if word == "both" and self.size(whos) == 1 and len({who.names for who in two}) == 2 and whos == (two[-1],):
                whos = (Who("names", names=(*two[0].names, *two[1].names)),)  # `b1 area 1, b2 area 2, both at core`
            elif word == "both" or self.peek(start - self.i - 1).value != ";":
                self.i = start
                return False
            else:
                whos = (Who("spot", spot="all"),)  # `…; each own AS`
        if word == "all" and self.peek().type == "number" and self.peek().numbers[0] == self.size(self.last):
            self.i, whos = self.i + 1, self.last  # `r1 connects to r2, r3 and r4, all three connect to r5`
        self.skip("of", "them", "it", "the", "that", "modal")
        if self.at("nothing"):
            self.i += 1
            return True
        if word in ("all", "them", "it") and self.at("in") and self.peek(1).type == "protocol":
            return True
        here = self.i
        for rule in (self._valued, self._joined, self._is, self._has, self._stands, self._in, self._runs, self._bare):
            if self._try(here, rule, start, whos, word in ("each", "both")):
                return True
        if word in ("all", "them", "it") and self.peek().type in ("protocol", "system", "asn", "shape"):
            return True
        if word in ("all", "them") and (self.peek().type == "stop" or self.i >= len(self.tokens)):
            return True
        self.i = start
        return False

    def _all_in_vlan(self, word: str) -> bool:
        """`five clients hang off it, all in VLAN 30`."""
        place = self.i
        self.skip("of", "them", "be", "in", "place", "modal", "the", "same")
        one = self.peek()
        ended = self.peek(1).type == "stop" or self.i + 1 >= len(self.tokens)
        if (
            word not in ("all", "both", "them")
            or not self.out.hosts
            or one.type != "vlan"
            or len(one.numbers) != 1
            or not ended
        ):
            self.i = place
            return False
        self.out.spread_vlans.append((self.take().numbers[0], ()))
        return True

    def _sites_by_name(self, start: int, found: list[Noun]) -> bool:
        """`pod1 and pod2, each two spines and two leaves`."""
        names = tuple(name for noun in found for name in noun.names)
        place = self.i
        self.i += self.stop(",")
        if len(names) < 2 or not all(role_of(name) == "site" for name in names) or not self.at("each"):
            self.i = place
            return False
        self.i += 1
        self.skip("have", "of")
        inside = self.nouns()
        (who, *_) = self._new(Noun(start, count=len(names), role="site", names=names, plural=True))
        if inside and self._contents(start, who, inside, True):
            return True
        del self.out.groups[who.group :]
        self.i = place
        return False

    def shape(self) -> bool:
        """`a ring of six`, `chain: a - b - c`, `full mesh between the spines`."""
        token = self.peek()
        if token.type == "number" and self._several_shapes(()):
            return True
        if token.type != "shape":
            return False
        start = self.i
        self.i += 1
        self.skip("lab")
        after = self.peek(1)
        self.i += self.at("link") and self.peek().plural and (after.type == "stop" or not after.text)
        place = self.i
        whos: Whos = ()
        if self.at("of", "between", "have") or self.stop(":"):
            led = self.peek().value
            self.i += 1
            if self.at("them", "each_other"):
                self.i += 1
                whos = self.last
            elif (
                self.peek().type == "number"
                and self.peek(1).type in ("stop", "word", "protocol")
                and self.peek(1).value not in ("link", "parallel", "other", "centre", "of")
            ):
                noun = Noun(self.i, count=self.take().numbers[0], role="router", plural=True)
                noun.words = self.said_from(self.i - 1)
                self.who(noun)
            else:
                self._plus_ends = True  # `a ring of four, plus two stubs`
                found = self.nouns(subject=token.value == "tree")
                self._plus_ends = False
                plain = bool(found) and not found[0].is_host and not self._only_count(found[0])
                plain = plain and not (
                    found[0].kind and not found[0].role and not found[0].names and found[0].count is None
                )
                if plain and led != "have":
                    whos = tuple(who for noun in found for who in self.who(noun))
                    if not self._row(start, whos):
                        self.out.forms.append(Form(token.text, token.value, whos))
                        self.predicates(start, whos)
                        return True
                    more = self.stop(",") and self.peek(1).type == "name" and self.peek(2).type == "mark"
                    self.out.forms.append(Form(token.text, token.value, () if more else self.last))
                    return True
                self.i = place
        elif self.peek().type == "name" and self.peek(1).type != "mark" and not HOST_NAME.match(self.peek().text):
            names = self.name_list()  # `top row a1 a2 a3`
            if len(names) > 1 and self.peek().type != "mark":
                self.out.named += [name for name in names if name not in self.out.named]
                whos = (Who("names", names=names),)
                self.out.forms.append(Form(token.text, token.value, whos))
                self.last = self.subject = whos
                return True
            self.i = place
        elif self.subject and self._same_clause(start):
            whos = self.subject
        elif not self.out.groups and len(self.out.named) == PLAIN_SIZES.get(token.value):
            whos = (Who("names", names=tuple(self.out.named)),)  # `OSPF on r1, r2 and r3, triangle`
        self.out.forms.append(Form(token.text, token.value, whos))
        return True

    def _same_clause(self, start: int) -> bool:
        """Whether a shape right behind a subject is one of it."""
        return self.tokens[start - 1].type not in ("stop",) if start else False
