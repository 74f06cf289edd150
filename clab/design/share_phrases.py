"""How the routers of a tier are shared out among those of the next: `one uplink each`, `two per distribution`. Pure."""

from clab.design.each_phrases import EachPhrases
from clab.design.phrases import Group, Joint

UPPER = {"access": ("dist", "core"), "dist": ("core",), "leaf": ("spine",), "spine": ("superspine",), "ce": ("pe",)}
"""The tier above, nearest first."""


class SharePhrases(EachPhrases):
    """How the routers of a tier are shared out among those of the next."""

    def uplinks(self) -> bool:
        """`each access switch has one uplink`, `six access switches with two uplinks each`."""
        start = self.i
        each = self.at("each")
        self.i += each
        role = self.take().value if each and self.peek().type == "role" else ""
        self.skip()
        self.i += self.peek().type == "article" and self.peek(1).type == "number"
        count = self.peek().numbers[0] if self.peek().type in ("number", "article") else 0
        self.i += bool(count)
        link = self.at("link") and self.peek().text.lower().startswith("uplink")
        self.i += link
        last = [group.role for group in self.out.groups]
        if not each and self.at("each"):
            self.i += 1
            role = last[-1] if last else ""
        upper = self.tier_above(role)
        if not (count and link and upper) or self.peek().text.lower() in ("to", "between"):
            self.i = start
            return False
        return self.shared_among(start, role, upper, count)

    def tier_above(self, role: str) -> str:
        """The next tier that the lab has."""
        known = {group.role for group in self.out.groups}
        return next((one for one in UPPER.get(role, ()) if one in known and role in known), "")

    def shared_among(self, start: int, role: str, upper: str, count: int) -> bool:
        """Every one of a role has so many links to the tier above."""
        a, b = self.role_ref(role, []), self.role_ref(upper, [])
        above = self.size([b])
        if count > above or any({a, b} == {*joint.a, *joint.b} for joint in self.out.joints):
            self.i = start
            return False
        self.out.joints.append(Joint(self.words(start), (a,), (b,), share=0 if count == above else count))
        return True

    def per_upper(self) -> bool:
        """`two per distribution`, `(2 per distribution)`: how many of the tier below each one has."""
        start = self.i
        self.skip(stops="(", joints=False)
        count = self.peek().numbers[0] if self.peek().type == "number" else 0
        each, role = self.peek(1), self.peek(2)
        lower = next((low for low, tops in UPPER.items() if tops[0] == role.value), "")
        if not count or each.value != "each" or role.type != "role" or not self.tier_above(lower):
            self.i = start
            return False
        self.i += 3
        return self.spread_below(start, Group("", lower, count), role.value)

    def spread_below(self, start: int, found: Group, upper: str) -> bool:
        """So many of a role that was counted before stand below each of another."""
        whole = sum(group.count or 0 for group in self.out.groups if group.role == found.role and group.inside is None)
        tops = sum(group.count or 1 for group in self.out.groups if group.role == upper)
        if not found.count or whole != found.count * tops:
            self.i = start
            return False
        self.skip(stops=")", joints=False)
        a, b = self.role_ref(found.role, []), self.role_ref(upper, [])
        if not any({a, b} == {*joint.a, *joint.b} for joint in self.out.joints):
            self.out.joints.append(Joint(self.words(start), (a,), (b,), share=0 if tops == 1 else 1))
        self.out.under.append((self.words(start), upper, found.role, found.count))
        return True

    def per_container(self, start: int, found: Group) -> bool:
        """`two access per distribution`, where all of them were counted before, are those."""
        place = self.i
        self.i += self.peek().text.lower() in ("in", "at", "on", "for", "behind", "off")
        role = self.peek(1)
        if self.at("each") and role.type == "role" and role.value in UPPER.get(found.role, ()):
            self.i += 2
            if self.tier_above(found.role) and self.spread_below(start, found, role.value):
                return True
        self.i = place
        return super().per_container(start, found)
