"""What a narrative calls things: the facts of each peering, and noun phrases with their placeholders. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.detect.cause_catalog import cause_text
from agent.detect.incident import Incident, PeeringOutage
from agent.report.fact_sheet import Fact, FactSheet


def ref(fact: Fact) -> str:
    """A fact's placeholder."""
    return f"{{{fact.id}}}"


def listed(items: Sequence[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " ".join(filter(None, (", ".join(items[:-1]), word if len(items) > 1 else "", *items[-1:])))


@dataclass(frozen=True, slots=True)
class Part:
    """One peering of the incident with its facts."""

    outage: PeeringOutage
    peering: Fact
    lost: Fact
    losses: Fact
    restored: Fact | None
    down_for: Fact | None
    addresses: tuple[Fact, ...]
    families: tuple[Fact, ...]

    @property
    def ends(self) -> tuple[str | None, str | None]:
        """The names of its two routers."""
        return (self.outage.a, self.outage.b)


class Names:
    """The facts of a sheet by what they are about."""

    def __init__(self, sheet: FactSheet) -> None:
        self.sheet = sheet
        self.incident: Incident = sheet.incident
        self.parts = tuple(_parts(sheet))
        self.nodes = {str(item.value): item for item in sheet.of("node")}
        self._pairs = Counter(part.ends for part in self.parts)

    def one(self, kind: str, role: str | None = None) -> Fact:
        """The fact of a kind that every sheet has."""
        fact = self.sheet.first(kind, role)  # type: ignore[arg-type]  # the kinds of `facts`, written as they are there
        assert fact is not None, f"a fact sheet without {kind}"
        return fact

    def get(self, kind: str) -> str | None:
        """The placeholder of a kind, None where the sheet has none."""
        fact = self.sheet.first(kind)  # type: ignore[arg-type]
        return ref(fact) if fact else None

    def count(self, what: str) -> str:
        """The placeholder of a count by its role: `nodes concerned`, `peerings still down`."""
        return ref(self.one("count", f"number of {what}"))

    def node(self, name: str | None) -> str:
        """A router's placeholder."""
        return ref(self.nodes[name]) if name in self.nodes else "an unknown router"

    def all_nodes(self, names: Iterable[str] | None = None) -> str:
        """A list of routers."""
        wanted = sorted(self.incident.nodes, key=_natural) if names is None else names
        return listed([self.node(item) for item in wanted])

    def session(self, part: Part, *, addresses: bool = False) -> str:
        """`the session between a and b`, told apart from its twins by family, else by addresses."""
        twin = self._pairs[part.ends] > 1
        if None in part.ends:
            return self._half_known(part)
        families = listed([ref(family) for family in part.families]) if twin or addresses else ""
        same = [item for item in self.parts if item.ends == part.ends]
        alike = twin and len({each.outage.afis for each in same}) < len(same)
        a, b = self.node(part.outage.a), self.node(part.outage.b)
        if len(part.addresses) == 2 and (addresses or alike):
            a, b = (f"{end} ({ref(each)})" for end, each in zip((a, b), part.addresses, strict=True))
        return " ".join(f"the {families} session between {a} and {b}".split())

    def _half_known(self, part: Part) -> str:
        shown = [ref(address) for address in part.addresses]
        known = next((end for end in part.ends if end), None)
        if known is None:
            return (
                f"the session between the unnamed routers {listed(shown)}" if len(shown) > 1 else "an unnamed session"
            )
        theirs = [ref(item) for item in part.addresses if known not in item.about]
        other = f"the unnamed router {theirs[0]}" if theirs else "an unnamed router"
        return f"the session between {self.node(known)} and {other}"

    def hub(self) -> str | None:
        """The router that has an end of every lost peering, where there is just one."""
        ends = [set(part.ends) - {None} for part in self.parts]
        shared = set.intersection(*ends) if ends else set()
        return next(iter(shared)) if len(shared) == 1 else None

    def where(self) -> str:
        """` at e1:eth1`, ` on r3`, ` (r4)`: the cause's place, as its wording wants it; empty where it has none."""
        subject, text = self.get("subject"), cause_text(self.incident.cause.type)
        placement = text.placement if text else "brackets"
        if subject is None or placement == "none":
            return ""
        return f" ({subject})" if placement == "brackets" else f" {placement} {subject}"


def _natural(name: str) -> list[tuple[int, str]]:
    """`leaf2` before `leaf10`."""
    return [(int(match), "") if match.isdigit() else (0, match) for match in re.findall(r"[0-9]+|[^0-9]+", name)]


def _parts(sheet: FactSheet) -> Iterable[Part]:
    starts = [k for k, fact in enumerate(sheet.facts) if fact.kind == "peering"]
    end = next(k for k, item in enumerate(sheet.facts) if item.kind == "started_at")
    for outage, start, stop in zip(sheet.incident.peerings, starts, [*starts[1:], end], strict=False):
        facts = sheet.facts[start:stop]
        kinds = {each.kind: each for each in facts}
        yield Part(
            outage,
            facts[0],
            kinds["lost_at"],
            kinds["losses"],
            kinds.get("restored_at"),
            kinds.get("outage"),
            tuple(each for each in facts if each.kind == "address"),
            tuple(each for each in facts if each.kind == "family"),
        )
