"""Whom the noun phrases of a request mean: what was named before, or what is introduced. Pure."""

from collections.abc import Sequence

from clab.design.grammar.noun import Noun
from clab.design.grammar.nouns import Nouns
from clab.design.grammar.roles import CONTAINERS, role_of
from clab.design.grammar.statements import Group, Kind, Numbers, Option, Preference, Spot, Who, Whos
from clab.design.structure import PLAIN_SIZES
from clab.design.words.tokens import HOST_NAME

_SPOTS: dict[str, Spot] = {"ends": "ends", "edges": "edges", "centre": "centre", "outer": "outer", "rest": "rest"}
_SPOTS |= {"left": "left", "right": "right", "alternate": "alternate", "even": "even"}


_SAME = {"customer": "ce", "ce": "customer", "edge": "customer"}
"""Roles of which one word may mean the other."""


_MIDDLE = ("the middle ", "the central ", "middle ", "central ")


class Whom(Nouns):
    """Noun phrases and whom they mean."""

    def who(self, noun: Noun) -> Whos:
        """The routers that a noun phrase means; what was not named before is introduced."""
        if noun.names and not noun.role and noun.count is None:
            return self._by_name(noun)
        told = self.peek().value == "announce" and not noun.article
        plural = told or (noun.words.lower().endswith("s") and not noun.words.lower().endswith(("eos", "ros")))
        if noun.kind and not (noun.role or noun.count or noun.names or noun.nth or noun.spot) and (noun.det or plural):
            own = [k for k, group in enumerate(self.out.groups) if group.kind == noun.kind and group.count]
            if own:  # `2 SRL and 2 FRR. SRLs …`
                return tuple(Who("group", group=k, each=noun.det == "each") for k in own)
        if noun.only_kind:
            noun.count = 1
        if noun.det == "the" and noun.other and noun.plural and noun.role and not noun.count:
            return self._told((Who("spot", role=noun.role, spot="rest"),), noun)
        if noun.role == "hub" and noun.words.lower().startswith(_MIDDLE) and noun.det == "the" and not noun.names:
            there = {group.role for group in self.out.groups} | {role_of(name) for name in self.all_names()}
            if "hub" not in there and any(form.shape == "chain" for form in self.out.forms):
                return self._told((Who("spot", spot="centre"),), noun)
        if noun.spot in ("them", "it"):
            whos = self.last or tuple(Who("group", group=k) for k in range(len(self.out.groups)))
            return self._told(whos[-1:] if noun.spot == "it" and self.size(whos) != 1 else whos, noun)
        if noun.spot == "rest" and noun.count:
            noun.spot, noun.role, noun.plural = "", noun.role or "router", True
            return self._new(noun)
        if (
            noun.role == "edge"
            and not noun.count
            and not noun.names
            and (noun.det in ("each", "all", "both") or noun.plural)
        ):
            edged = any(group.role == "edge" for group in self.out.groups)
            if not edged and not any(role_of(name) == "edge" for name in self.all_names()):
                return self._told((Who("spot", spot="edges", each=noun.det == "each"),), noun)
        if noun.spot in ("rest", "ends", "left", "right", "alternate", "even"):
            return self._told((Who("spot", role=noun.role, spot=_SPOTS[noun.spot]),), noun)
        hung = noun.det == "the" and self.at("join")
        if (
            noun.nth
            and (noun.article or hung)
            and noun.role in ("", "router")
            and noun.nth == (max(self._whole(), len(self.out.named), self._in_shape()) + 1,)
        ):
            noun.nth, noun.count, noun.role, noun.other = (), 1, "router", True
            return self._new(noun)
        if noun.nth and noun.role == "site" and not any(group.role == "site" for group in self.out.groups):
            noun.role = "router"
        if noun.nth:
            return self._told((Who("nth", role=noun.role or "router", nth=noun.nth),), noun)
        if noun.spot in ("centre", "outer") and noun.count is None and not (noun.kind and not noun.det):
            return self._told((Who("spot", role=noun.role, spot=_SPOTS[noun.spot]),), noun)
        if not noun.role and not noun.kind and noun.count is None:
            return (Who("spot", spot="all", each=noun.det == "each"),)
        known = self.known(noun)
        if known:
            return self._told(known, noun)
        return self._new(noun)

    def _told(self, who: Whos, noun: Noun) -> Whos:
        if noun.kind:
            self.out.kinds.append(Kind(noun.words, noun.kind, who))
        if noun.numbers:
            self.out.numbers.append(Numbers(noun.words, noun.numbers, who))
        if noun.rank:
            self.out.preferences.append(Preference(noun.words, who, noun.rank))
        if noun.loopback:
            self.out.options.append(Option(noun.words, "loopback", noun.loopback, who))
        if noun.addresses:
            words = f"{noun.words} ({', '.join(noun.addresses)})"
            self.out.options.append(Option(words, "address", " ".join(noun.addresses), who))
        return who

    def _by_name(self, noun: Noun) -> Whos:
        own = [name for name in noun.names if not HOST_NAME.match(name)]
        self.out.named += [name for name in own if name not in self.out.named]
        self.spoken.append(Who("names", names=noun.names))
        return self._told((Who("names", names=noun.names),), noun)

    def known(self, noun: Noun) -> Whos:
        """Who was named before and is meant again."""
        role = noun.role = self._role_meant(noun)
        role = role or "router"
        places = [k for k, group in enumerate(self.out.groups) if group.role == role]
        each = noun.det == "each"
        same_kind = [k for k in places if noun.kind and self.out.groups[k].kind == noun.kind]
        if noun.other or noun.names:
            return ()
        word = noun.words.lower().split()[-1].rstrip("s") if noun.words else ""
        called = [k for k, group in enumerate(self.out.groups) if word and word in group.words.lower().split("(")[0]]
        if noun.role == "site" and not places and len(called) == 1 and not noun.count:
            return (Who("group", group=called[0], each=each),)  # `three branch offices …, every office`
        definite = noun.det in ("the", "each", "both", "all")
        if noun.count is not None:
            fits = [k for k in same_kind or places if self.out.groups[k].count == noun.count]
            if definite and fits and not (noun.article and noun.det != "each"):
                noun.kind = None if same_kind else noun.kind
                return (Who("group", group=fits[-1], each=each),)
            if definite and role == "router" and noun.count in (len(self.out.named), self._whole()):
                return (Who("spot", spot="all", each=each),)
            return ()
        if not places and (definite or noun.plural):
            named = [name for name in self.all_names() if role_of(name) == role]
            if named and role != "router":
                return (Who("role", role=role, each=each),)
            if role == "router" and (self.out.groups or self.out.named or definite):
                return (Who("spot", spot="all", each=each),)
            return ()
        if not places or noun.article:
            return ()
        if same_kind and len(same_kind) < len(places):
            noun.kind = None
            return tuple(Who("group", group=k, each=each) for k in same_kind)
        if role == "router" and len(places) < len(self.out.groups):
            return (Who("spot", spot="all", each=each),)
        return tuple(Who("group", group=k, each=each) for k in places)

    def _role_meant(self, noun: Noun) -> str:
        """`customer edge …, the customer announces`: another word of the same routers, where there are no others."""
        other = _SAME.get(noun.role, "")
        there = {group.role for group in self.out.groups} | {role_of(name) for name in self.all_names()}
        again = not (noun.count or noun.names) or noun.det in ("the", "each")
        return other if other and again and noun.role not in there and other in there else noun.role

    def all_names(self) -> list[str]:
        """The names that were spoken so far."""
        return [*self.out.named, *(name for group in self.out.groups for name in group.names)]

    def _whole(self) -> int:
        return sum(group.count or len(group.names) or 1 for group in self.out.groups)

    def _in_shape(self) -> int:
        """How many a shape has by its name."""
        return max((PLAIN_SIZES.get(form.shape, 0) for form in self.out.forms), default=0)

    def _new(self, noun: Noun) -> Whos:
        role = noun.role or "router"
        if noun.det == "both" and noun.count is None and not noun.names and role not in CONTAINERS:
            noun.count = 2
        noun.plural = noun.plural or (noun.det in ("each", "all") and role in ("leaf", "spine", "superspine"))
        open_ = [
            k
            for k, group in enumerate(self.out.groups)
            if group.role == role and group.count is None and not group.names
        ]
        if role not in CONTAINERS and noun.names and all(map(HOST_NAME.match, noun.names)):
            return (Who("names", names=noun.names),)
        same = [
            k
            for k, group in enumerate(self.out.groups)
            if group.role == role and noun.names and group.count == len(noun.names) and not group.names
        ]
        spot: Spot = _SPOTS[noun.spot] if noun.spot else ""
        group = Group(noun.words, role, noun.count, noun.kind, noun.names, plural=noun.plural, spot=spot)
        group.more = noun.other and not noun.names
        if same and noun.count in (None, len(noun.names)):
            place = same[-1]
            self.out.groups[place].names = noun.names
            self.out.groups[place].kind = self.out.groups[place].kind or noun.kind
        elif open_ and noun.count is not None and not noun.other:
            place = open_[-1]
            group.kind = group.kind or self.out.groups[place].kind
            self.out.groups[place] = group
        else:
            self.out.groups.append(group)
            place = len(self.out.groups) - 1
        who = (Who("group", group=place, each=noun.det == "each"),)
        if noun.numbers:
            self.out.numbers.append(Numbers(noun.words, noun.numbers, who))
        if noun.rank:
            self.out.preferences.append(Preference(noun.words, who, noun.rank))
        return who

    def singles(self, whos: Whos) -> list[Who]:
        """Those who are meant, one by one, as far as each has a name or a place."""
        found: list[Who] = []
        for who in whos:
            if who.by == "names":
                found += [Who("names", names=(name,)) for name in who.names]
            elif who.by == "nth":
                found += [Who("nth", role=who.role, nth=(place,)) for place in who.nth]
            elif who.by == "role":
                names = [name for name in self.all_names() if role_of(name) == who.role]
                found += [Who("names", names=(name,)) for name in names]
            elif who.by == "group" and self.out.groups[who.group].names:
                found += [Who("names", names=(name,)) for name in self.out.groups[who.group].names]
            else:
                role = self.out.groups[who.group].role if who.by == "group" else "router"
                found += [Who("nth", role=role, nth=(place + 1,)) for place in range(self.size((who,)) or 1)]
        return found

    def size(self, whos: Sequence[Who]) -> int | None:
        """How many are meant, where that is known."""
        found = 0
        for who in whos:
            if who.by == "names":
                found += len(who.names)
            elif who.by == "nth":
                found += len(who.nth)
            elif who.by == "role":
                found += sum(role_of(name) == who.role for name in self.all_names())
            elif who.by == "group":
                if who.group >= len(self.out.groups):
                    return None  # of a statement that was taken back
                group = self.out.groups[who.group]
                count = group.count or len(group.names) or (None if group.plural else 1)
                held = self.size((Who("group", group=group.inside),)) if group.inside is not None else 1
                if count is None or held is None:
                    return None
                found += count if group.names else count * held
            elif who.spot in ("centre", "left", "right"):
                found += 1
            else:
                return None
        return found

    def _named_ahead(self) -> bool:
        return self.peek(1).type in ("role", "name")

    def _only_count(self, noun: Noun) -> bool:
        det = noun.det in ("each", "all", "both")
        return not (noun.role or noun.kind or noun.names or noun.nth or noun.spot or det)

    def _bare_all(self, noun: Noun) -> bool:
        """`both`, `all`: of what was named before."""
        return (
            noun.det in ("each", "all", "both")
            and not noun.count
            and not (noun.role or noun.kind or noun.names or noun.nth or noun.spot)
        )
