"""VLANs of hosts, and routers that have none. Pure."""

from clab.design.grammar.facts import Facts
from clab.design.grammar.statements import Hosts, Whos
from clab.design.words.tokens import HOST_NAME


class VlanSentences(Facts):
    """VLANs, and exceptions."""

    def _in_vlan(self, stated: Hosts) -> bool:
        """`h1 and h3 in VLAN 10`: of hosts whose places are said by themselves, or are that of the one switch."""
        place = self.i
        self.skip("be", "modal", "in", "place", "have", "same")
        one = self.peek()
        after = self.peek(1)
        ended = after.type in ("stop", "number") or after.value in ("and", "") or self.i + 1 >= len(self.tokens)
        if not stated.names or one.type != "vlan" or len(one.numbers) != 1 or not ended:
            self.i = place
            return False
        self.i += 1
        self.out.host_vlans |= dict.fromkeys(stated.names, one.numbers[0])
        return True

    def vlan_holds(self) -> bool:
        """`VLAN 10 has h1 and h2`, `VLAN 10: h1, h2`."""
        start, one = self.i, self.peek()
        if one.type != "vlan" or len(one.numbers) != 1 or self.peek(1).value not in ("have", ":", "(", "to"):
            return False
        self.i += 2
        names = self.name_list()
        if not names or not all(map(HOST_NAME.match, names)):
            self.i = start
            return False
        self.i += self.stop(")")
        self.out.host_vlans |= dict.fromkeys(names, one.numbers[0])
        return True

    def vlan_spread(self) -> bool:
        """`VLAN 100 on both leaves`, `stretch VLAN 10 over leaf1 and leaf3`: of the hosts there."""
        start = self.i
        self.skip("spread")
        if self.peek().type != "vlan" or len(self.peek().numbers) != 1:
            self.i = start
            return False
        number = self.take().numbers[0]
        self.skip("be", "spread")
        led = self.i > start + 1
        self.skip("place", "in", "to", "via", "between")
        found = self.nouns() if self.peek(-1).type == "word" or led else []
        plain = bool(found) and not any(noun.is_host or self._only_count(noun) or noun.only_kind for noun in found)
        ended = self.peek().type == "stop" or self.i >= len(self.tokens)
        if not found and led and ended and self.peek(-1).value == "spread":
            self.out.spread_vlans.append((number, ()))  # `VLAN 100 stretched`
            return True
        if not plain:
            self.i = start
            return False
        self.out.spread_vlans.append((number, tuple(who for noun in found for who in self.who(noun))))
        return True

    def _vlans(self) -> tuple[int, ...]:
        """`one in vlan 10 and one in vlan 20`, after hosts."""
        found: list[int] = []
        while True:
            place = self.i
            self.separated()
            times = 1
            if self.peek().type in ("number", "article"):
                times = self.take().numbers[0]
            self.skip("other", "the", "ordinal", "in", "place", "have", "be", "same")
            if self.peek().type != "vlan":
                self.i = place
                return tuple(found)
            numbers = self.take().numbers
            found += (
                [number for number in numbers for _ in range(times)] if len(numbers) == 1 or times == 1 else numbers
            )

    def _but(self) -> Whos:
        """`on every router but r3`, `on each leaf except leaf2`."""
        place, token = self.i, self.peek()
        denied = self.at("no") and self.peek(1).value == "place"  # `but not at hq`
        led = (
            token.text.lower() == "but"
            or denied
            or (token.type == "beyond" and token.text.lower().startswith("except"))
        )
        if not led:
            return ()
        self.i += 1 + denied
        found = self.nouns()
        if not found or any(
            noun.is_host or noun.count or not (noun.names or noun.nth or noun.spot or noun.role) for noun in found
        ):
            self.i = place
            return ()
        return tuple(who for noun in found for who in self.who(noun))
