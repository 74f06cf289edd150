"""What is said of the lab as a whole: its name, images, options; and words that say nothing. Pure."""

import re
from ipaddress import IPv4Network
from typing import Final

from clab.design.grammar.statements import Kind, Whos
from clab.design.grammar.titles import Titles
from clab.design.words.filler import plain_words
from clab.design.words.said import note
from clab.design.words.tokens import Token

_FACTS: Final = frozenset(
    (
        "no",
        "none",
        "have",
        "join",
        "dual",
        "multi",
        "named",
        "own",
        "same",
        "parallel",
        "link",
        "uplink",
        "mgmt",
        "image",
    )
)
"""Concepts that no explanation takes with it."""

_LAB_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,30}")
_QUOTED: Final = re.compile(r" ?[\"'`“„]([A-Za-z0-9][A-Za-z0-9_-]{0,30})[\"'`”“]")
_GOES: Final = (
    "goes",
    "go",
    "reaches",
    "uses",
    "takes",
    "prefers",
    "sees",
    "sends",
    "must",
    "should",
    "has",
    "can",
    "could",
)
_THINGS: Final = ("role", "shape", "system", "protocol")

_WHOLE: Final = (
    "multi_area", "tiered", "no_v4", "apart", "routed", "on_loopbacks", "unconfigured", "bare", "light", "one_l2",
    "configs", "bridged", "gateways", "isolated", "own_vrf", "spine_link", "first_spines", "end_to_end",
)  # fmt: skip
_SMALL: Final = frozenset(
    (
        "lab",
        "layer",
        "nothing",
        "that",
        "modal",
        "the",
        "in",
        "of",
        "via",
        "and",
        "have",
        "be",
        "to",
        "run",
        "respectively",
    )
)
"""Concepts that join, and say nothing by themselves."""


_TOPICS: Final = ("topic", "routes_of")
"""What somebody may want to learn of."""


class Facts(Titles):
    """Facts of a lab."""

    purposeful = False

    def lab_named(self) -> bool:
        """`lab name dc1`, `a lab called wan`, `lab x: …`."""
        start = self.i
        led = self.at("lab_name")
        if not led and not (self.at("lab") and self.peek(1).value == "named"):
            if self.at("lab") and self.peek(1).type == "name" and self.peek(2).value == ":":
                self.out.lab_name = self.peek(1).text
                self.i += 3
                return True
            return self._quoted()
        self.i += 1 if led else 2
        self.skip("be")
        self.i += self.stop(":", "=")
        written = _LAB_NAME.match(self.text, self.peek().start)
        names = (written[0],) if written and "-" in written[0] else self.name_list(1, free=True)
        if not names:
            self.i = start
            return False
        while written and "-" in written[0] and self.i < len(self.tokens) and self.peek().start < written.end():
            self.i += 1
        self.out.lab_name = names[0]
        return True

    def _quoted(self) -> bool:
        """`topology "bgp-demo"`."""
        token = self.peek()
        found = _QUOTED.match(self.text, token.start + len(token.text)) if self.at("lab") else None
        if found is None:
            return False
        while self.i < len(self.tokens) and self.peek().start < found.end():
            self.i += 1
        self.out.lab_name = found[1]
        return True

    def option(self) -> bool:
        """Everything that is said of the lab as a whole."""
        token, out, following = self.peek(), self.out, self.peek(1)
        if token.type == "dimension" and len(token.numbers) == 2:
            out.dimension = (token.numbers[0], token.numbers[1])
        elif token.type == "stages":
            out.stages = (token.numbers[0], token.text.lower())
        elif token.type == "system":
            return self._system_of()
        elif token.type == "image":
            out.images += [token.value] if token.value not in out.images else []
        elif (
            token.type == "unknown"
            and token.value[:1].isdigit()
            and (self.peek(-1).value == "image" or self.peek(-1).type == "system")
        ):
            before = self.peek(-1)
            out.tags.append((before.value if before.type == "system" else "", token.value))
        elif (
            token.value == "image"
            and token.type == "word"
            and (
                following.type in ("image", "system") or following.value[:1].isdigit() or following.value in (":", "be")
            )
        ):
            self.i += following.value in (":", "be")
        elif token.type == "prefix" and any(
            one.value == "mgmt" for one in self.tokens[max(0, self.i - 5) : self.i + 4]
        ):
            out.management = token.value
        elif (self.at("mgmt") and any(one.type == "prefix" for one in self.tokens[self.i : self.i + 5])) or (
            token.type == "prefix" and self._shared_in(token)
        ):
            pass
        elif token.type == "prefix":
            out.beyond.append((token.text, "it is not said whose address that is"))
        elif token.type == "interface":
            if out.port not in ("", token.value):
                return False  # several ports: which are whose is not read here
            out.port = token.value
        elif token.type == "mask":
            out.mask = token.value
        elif token.type == "word" and token.value in _WHOLE:
            out.words[token.value] = token.text
            if token.value == "gateways":
                return self._on_switches()
        elif token.type == "number" and following.text.lower() == "areas" and self.peek(2).type != "number":
            out.area_count = token.numbers[0]
            self.i += 1
        elif token.type == "number" and following.value == "vlans":
            out.vlan_count = token.numbers[0]
            self.i += 1
        elif token.type == "beyond":
            out.beyond.append((token.text, "" if token.value == "beyond" else token.value))
        else:
            return False
        self.i += 1
        return True

    def _shared_in(self, token: Token) -> bool:
        """The network of routers that share one, or of hosts that EVPN joins."""
        try:
            network = IPv4Network(token.value)
        except ValueError:
            return False
        lan = any(one.shape == "lan" for one in self.out.forms)
        stretched = bool(self.out.hosts) and any(one.name == "evpn" and one.wanted for one in self.out.runs)
        fits = 8 <= network.prefixlen <= (30 if lan else 28) and (lan or stretched)
        return fits and note(
            self.out.said, "shared" if lan else "hosts", str(network), [f"within {network}"], token.text
        )

    def _on_switches(self) -> bool:
        """`anycast gateway on both leaves`: who they are may be new."""
        self.i += 1
        place = self.i
        self.skip("place", "in", "to")
        found = self.nouns() if self.i > place else []
        if not found or any(noun.is_host or not noun.role for noun in found):
            self.i = place
            return True
        for noun in found:
            self.who(noun)
        return True

    def _system_of(self) -> bool:
        """`FRR for the routers`, `SR Linux on the spines`, else of all."""
        start, kind = self.i, self.take()
        whos: Whos = ()
        if self.at("to", "place") and (self.peek(1).value in ("the", "all", "each", "both") or self.peek(1).plural):
            self.i += 1
            found = self.nouns()
            if found and all(noun.role and not noun.is_host and not noun.count for noun in found):
                whos = tuple(who for noun in found for who in self.who(noun))
            else:
                self.i = start + 1
        self.out.kinds.append(Kind(self.said_from(start), kind.value, whos))
        return True

    def unread(self) -> None:
        """A word that no rule takes: it joins, says what for, or is left."""
        token = self.take()
        if token.type == "word" and token.value == "so":
            self._explained()
            return
        if token.type == "stop":
            self.purposeful = False
        if token.type == "unknown" and token.text.lower() in plain_words():
            self.out.purpose.append(token.text)
            return
        if token.value == "purpose" and token.type == "word":
            self.purposeful = not self._aimed()
            return
        apart = token.type == "mark" and "name" not in (self.peek().type, self.peek(-2).type)  # `a lab -- two routers`
        if apart or token.type in ("stop", "article") or (token.type == "word" and token.value in _SMALL):
            return
        if token.type == "word" and token.value in ("place", "between") and self._leads_to_fact():
            return
        if token.type == "word" and (token.value == "unseen" or (token.value in _TOPICS and self.purposeful)):
            self.out.purpose.append(token.text)
            return
        if (
            token.type == "role"
            and token.value in ("site", "isp", "core", "access", "dist", "customer", "wan")
            and not token.plural
            and self.peek().value in (":", "lab")
        ):
            return
        if (token.type == "unknown" or (self.purposeful and token.value == "outer")) and self._for_what():
            self.out.purpose.append(token.text)
            return
        self._described_by(token).append(token.text)

    def _aimed(self) -> bool:
        """`we want to rehearse a dual-homed customer.`: a sentence of aims that counts and names nothing."""
        ahead = 0
        while self.i + ahead < len(self.tokens) and self.peek(ahead).value not in (".", ";", "!", "?"):
            one = self.peek(ahead)
            plain = one.type in ("unknown", "article") or (one.type == "role" and not one.plural)
            plain = plain or (one.type == "word" and one.value not in ("no", "none", "rest", "own", "same", "named"))
            if not plain:
                return False
            ahead += 1
        if not ahead or self.i + ahead + 1 >= len(self.tokens):
            return False
        self.out.purpose += [self.peek(k).text for k in range(ahead) if self.peek(k).type in ("unknown", "role")]
        self.i += ahead
        return True

    def _described_by(self, token: Token) -> list[str]:
        """An adjective before a thing is told as not looked at; before a shape it may be another shape, so that is no
        reading of code alone."""
        thing = self.peek()
        named = any(each.type == "system" for each in self.tokens)
        link = thing.value == "link"
        if token.type != "unknown" or not named or not (thing.type in _THINGS or link):
            return self.out.left
        before = self.peek(-2).type
        if (thing.type != "shape" or link) and token.text.islower() and before in ("article", "number", "word", "stop"):
            return self.out.purpose
        return self.out.left if before == "number" else self.out.aside

    def _leads_to_fact(self) -> bool:
        """Whether no routers stand behind a preposition: `on SR Linux`, `on a ring`, `on eth1`."""
        ahead = 0
        while (
            self.peek(ahead).type == "article"
            or self.peek(ahead).value
            in (
                "the",
                "each",
                "all",
                "of",
                "same",
                "link",
            )
            or self.peek(ahead).numbers == (1,)
        ):
            ahead += 1
        after = self.peek(ahead)
        return after.type in ("system", "protocol", "interface", "image", "stop", "dimension", "shape", "prefix")

    def _explained(self) -> None:
        """`so the loopbacks can see each other`: what for, up to where the clause ends or a fact begins."""
        if self._of_traffic():
            return
        self.purposeful = True
        while self.i < len(self.tokens) and self.peek().type != "stop":
            token = self.peek()
            plain = token.type in ("unknown", "article") or token.value in ("host", "router")
            plain = plain or (token.type == "word" and token.value not in _FACTS) or token.value == "prefer"
            if not plain:
                return
            self.i += 1
            if token.type in ("unknown", "option"):
                self.out.purpose.append(token.text)

    def _of_traffic(self) -> bool:
        """`so that traffic goes the other way round`: what traffic does is not looked at, and told."""
        place = self.i
        self.skip("the", "that")
        about = self.at("routes_of") or self.peek().text.lower() in ("traffic", "packets", "data")
        about = about or (self.peek().type == "name" and self.peek(1).text.lower().split()[0] in _GOES)
        while about and self.i < len(self.tokens) and self.peek().type != "stop":
            token = self.peek()
            known = token.type == "name" and token.text in self.all_names()
            plain = token.type in ("unknown", "article", "word") or known or token.value == "prefer"
            if not plain or token.value in ("no", "none", "rest"):
                break
            self.i += 1
        done = about and (self.i >= len(self.tokens) or self.peek().type == "stop")
        if done:
            self.out.purpose.append(self.said_from(place))
        self.i = self.i if done else place
        return done

    def _for_what(self) -> bool:
        before = self.peek(-2)
        if self.purposeful:
            return True
        led = before.value == "to" and before.text.lower() in ("for", "fur", "fuer")
        return (led or (bool(self.out.purpose) and before.text == self.out.purpose[-1])) and (
            self.peek().type in ("stop", "unknown") or self.i >= len(self.tokens)
        )
