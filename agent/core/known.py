"""What a sheet supports, in the form in which monitors ask for it: moments, owners of addresses, numbers in evidence.

Everything that a source wrote is supported as a quote of it: a hold time, a prefix count, an AS number that stands in
the evidence may be said. Pure.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from agent.core.facts import FactSheet, raw_texts
from agent.core.incident import Outage, S
from agent.core.reading import CauseWords, Span, Vocabulary
from agent.core.reading.names import INTERFACE, IPV4, IPV6

STAMP = re.compile(
    r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?|"
    r"\[[A-Z0-9]{5}-[A-Z0-9]{5}\]|\[EC \d+\]|\w+\[\d+\]:|0x[0-9a-f]+"
)
OVER_LIMIT = re.compile(
    r"(\d+)\s+exceed\w*,?\s+limit\s+(\d+)|(?:limit|maximum|max)(?:\s+(?:of|is|was|=|:)|[:=])?\s*(\d+)", re.I
)
REACHED = re.compile(r"reaches (\d+)|(\d+) (?:prefixes|prefix|routes)\b(?!\s*limit)|pfxrcd (\d+)", re.I)
HOST = re.compile(r"neighbor ([\w.:%-]+?)\(([\w.-]+)\)")
CONTAINER = re.compile(r"^container \w+ (\S+)")
RAW_CAUSES = {
    "hold_timer_expired": r"hold ?timer|holdtime|hold time|\b4/0\b|notification send|<rmt>.*hold",
    "link_down": r"interface down|waiting for nht|state=down|killnbr|link down|oper-state|carrier|interface flap",
    "node_hang": r"container (?:un)?pause|starvation|stall",
    "node_down": r"container (?:kill|die|stop)",
    "admin_shutdown": r"admin\.? ?shutdown|administrative shutdown|\b6/2\b|admin down",
    "admin_reset": r"user reset|administrative reset|\b6/4\b|clear",
    "peer_deconfigured": r"neighbor deleted|peer de-?configured|\b6/3\b|neighbor removed",
    "remote_as_mismatch": r"bad peer as|\b2/2\b",
    "authentication_mismatch": r"md5|authenticat|password|tcp-ao",
    "prefix_limit_exceeded": r"maxpfxexceed|maximum number of prefixes|\b6/1\b",
    "prefix_limit_warning": r"maxpfx",
    "prefix_limit": r"maxpfx|limit \d+",
    "bfd_down": r"\bbfd\b|\b6/10\b",
    "process_crash": r"encountered an error and is shutting down|signal 1?[169]|core dump|segfault",
    "process_restart": r"terminating on signal|restart|starting",
    "route_withdrawal": r"pfxrcd|withdraw",
    "igp": r"ospf|is-?is|igp|ldp|mpls|vxlan",
}
MECHANISMS: dict[str, tuple[str, ...]] = {
    "link_down": ("hold_timer_expired",),
    "link_flap": ("link_down", "hold_timer_expired"),
    "one_way_loss": ("hold_timer_expired", "packet_loss"),
    "hold_timer_expired": ("packet_loss",),
    "bfd_down": ("packet_loss",),
    "node_down": ("hold_timer_expired",),
    "node_hang": ("hold_timer_expired",),
    "node_isolated": ("link_down", "hold_timer_expired"),
    "process_crash": (),
    "process_restart": (),
    "host_stall": ("hold_timer_expired",),
    "prefix_limit_exceeded": ("prefix_limit",),
    "prefix_limit_warning": ("prefix_limit",),
}
SAME_CAUSE: dict[str, tuple[str, ...]] = {
    "node_down": ("node_down", "node_restart"),
    "process_restart": ("process_restart", "node_restart"),
    "link_flap": ("link_flap", "link_down"),
    "node_isolated": ("node_isolated", "link_down"),
    "prefix_limit_exceeded": ("prefix_limit_exceeded", "prefix_limit"),
    "prefix_limit_warning": ("prefix_limit_warning", "prefix_limit"),
    "host_stall": ("host_stall", "node_hang"),
}


@dataclass(frozen=True)
class Known:
    """What a sheet supports."""

    sheet: FactSheet

    @cached_property
    def raw(self) -> str:
        """All evidence, lower-case, one line each."""
        return "\n".join(" ".join(each.lower().split()) for each in dict.fromkeys(raw_texts(self.sheet.incident)))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the evidence, and of the wordings of the facts, lower-case."""
        told = " ".join(each.lower() for fact in self.sheet.facts for each in fact.wordings)
        return frozenset(re.findall(r"[a-z][a-z'-]+", f"{self.raw} {told}"))

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Every node that the sheet names, those that only gave evidence as well."""
        incident = self.sheet.incident
        found = [*incident.nodes, *incident.cause.nodes]
        found += [node for each in incident.peerings for node in (each.a, each.b) if node]
        found += [each.node for _, each in self.sheet.evidence]
        found += [each.node for each in incident.timeline if each.node]
        if self.sheet.lab:
            found += self.sheet.lab.nodes
        return tuple(dict.fromkeys(found))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Other words for nodes: host names in neighbors' lines, container names."""
        found: dict[str, str] = {}
        for _, line in self.sheet.evidence:
            for address, host in HOST.findall(line.text):
                node = self._far_end(line.node, address)
                if node and host not in self.nodes and host != "Unknown":
                    found[host] = node
        for moment in self.sheet.incident.timeline:
            if moment.node and (named := CONTAINER.match(moment.text)) and named[1] not in self.nodes:
                found[named[1]] = moment.node
        return found

    def _far_end(self, node: str, address: str) -> str | None:
        for each in self.sheet.incident.peerings:
            if (each.a, each.address_b) == (node, address) or (
                (each.a, each.address_a) == (node, address) and ":" not in address and "." not in address
            ):
                return each.b
            if (each.b, each.address_a) == (node, address) or (
                (each.b, each.address_b) == (node, address) and ":" not in address and "." not in address
            ):
                return each.a
        return None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What a reader has to know of names."""
        return Vocabulary(self.nodes, self.aliases, self.sheet.incident.id, tuple(self.raw.split("\n")))

    @cached_property
    def owners(self) -> dict[str, str]:
        """The node behind an address."""
        found = {}
        if self.sheet.lab:
            found = {address: node.name for node in self.sheet.lab.nodes.values() for address in node.addresses}
        for each in self.sheet.incident.peerings:
            for node, address in ((each.a, each.address_a), (each.b, each.address_b)):
                if node and address and ("." in address or ":" in address):
                    found[address] = node
        return found

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address that the sheet or its evidence holds."""
        texts = [each for pattern in (IPV4, IPV6) for each in pattern.findall(self.raw)]
        mine = [a for each in self.sheet.incident.peerings for a in (each.address_a, each.address_b) if a]
        return frozenset([*texts, *mine, *self.owners])

    @cached_property
    def interfaces(self) -> frozenset[tuple[str | None, str]]:
        """Interfaces by node, lower-case; what stands in a line counts for the node that wrote it."""
        found: set[tuple[str | None, str]] = set()
        subject = self.sheet.incident.cause.subject or ""
        node, colon, interface = subject.partition(":")
        if colon and " " not in subject:
            found.add((node, interface.lower()))
        elif subject and (named := INTERFACE.search(subject)):
            found.add((subject.split()[0], named[0].lower()))
        for each in self.sheet.incident.peerings:
            for end, address in ((each.a, each.address_a), (each.b, each.address_b)):
                if end and address and "." not in address and ":" not in address:
                    found.add((end, address.lower()))
        lines = [(each.node, each.text) for _, each in self.sheet.evidence]
        lines += [
            (each.node, each.text)
            for each in self.sheet.incident.timeline
            if each.node and "ESTABLISHED" not in each.text
        ]
        found |= {(node, each.lower()) for node, text in lines for each in INTERFACE.findall(text)}
        if self.sheet.lab:
            found |= {(end.node, end.interface.lower()) for link in self.sheet.lab.links for end in (link.a, link.b)}
        return frozenset(found)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Numbers that stand in the evidence, without stamps, message ids and addresses."""
        text = STAMP.sub(" ", "\n".join(raw_texts(self.sheet.incident)))
        for pattern in (IPV4, IPV6):
            text = pattern.sub(" ", text)
        return frozenset(float(each) for each in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]|\.\d)", text))

    @cached_property
    def limits(self) -> tuple[frozenset[float], frozenset[float]]:
        """Prefix limits, and prefix counts that went over them, as the evidence tells them."""
        limits, reached = set(), set()
        for count, over, limit in OVER_LIMIT.findall(self.raw):
            limits.add(float(over or limit))
            reached |= {float(count)} if count else set()
        reached |= {float(each) for found in REACHED.findall(self.raw) for each in found if each}
        return frozenset(limits), frozenset(reached)

    @cached_property
    def moments(self) -> tuple[int, ...]:
        """Every moment that the sheet knows, in order."""
        incident = self.sheet.incident
        found = [incident.started_ns, *(each.at_ns for each in incident.timeline)]
        found += [each.at_ns for _, each in self.sheet.evidence]
        for each in incident.peerings:
            found += [each.lost_ns, *([each.restored_ns] if each.restored_ns is not None else [])]
        return tuple(sorted(set(found)))

    def edges(self, outages: tuple[Outage, ...], *, up: bool) -> tuple[int, ...]:
        """When these peerings were lost (or restored), as either end saw it."""
        found = [each.restored_ns if up else each.lost_ns for each in outages]
        mark = "ESTABLISHED with " if up else "left ESTABLISHED with "
        for moment in self.sheet.incident.timeline:
            if moment.text.startswith(mark) and any(self._is_edge(moment.node, moment.text, each) for each in outages):
                found.append(moment.at_ns)
        return tuple(sorted({each for each in found if each is not None}))

    @staticmethod
    def _is_edge(node: str | None, text: str, outage: Outage) -> bool:
        near, far = (outage.a, outage.address_b) if node == outage.a else (outage.b, outage.address_a)
        return node == near and (far is None or f"({far})" in text)

    @cached_property
    def notifiers(self) -> tuple[frozenset[str], frozenset[str]]:
        """Who sent a NOTIFICATION, and who received one, by either end's line."""
        sent: set[str] = set()
        received: set[str] = set()
        for _, line in self.sheet.evidence:
            for way, address in re.findall(
                r"notification[^:]*: (sent to|received from) neighbor (\S+)", line.text, re.I
            ):
                far = self.owners.get(address) or self._far_end(line.node, address)
                near = {line.node}
                (sent if way.startswith("sent") else received).update(near)
                (received if way.startswith("sent") else sent).update({far} if far else ())
        return frozenset(sent), frozenset(received)

    @cached_property
    def writers(self) -> tuple[tuple[int, str], ...]:
        """Every line's moment with the node that wrote it."""
        lines = [(each.at_ns, each.node) for _, each in self.sheet.evidence]
        return (*lines, *((each.at_ns, each.node) for each in self.sheet.incident.timeline if each.node))

    @cached_property
    def at_nodes(self) -> tuple[tuple[int, frozenset[str]], ...]:
        """Every moment with the nodes that it concerns."""
        incident = self.sheet.incident
        found = [(each.at_ns, {each.node, *self._of_line(each.text)}) for _, each in self.sheet.evidence]
        found += [(each.at_ns, {each.node, *self._of_line(each.text)}) for each in incident.timeline if each.node]
        for each in incident.peerings:
            ends = {each.a or "", each.b or ""}
            found += [(at, ends) for at in (each.lost_ns, each.restored_ns) if at is not None]
        found.append((incident.started_ns, {*incident.cause.nodes, *incident.nodes}))
        return tuple((at, frozenset(nodes)) for at, nodes in found)

    def _of_line(self, text: str) -> set[str]:
        """The nodes that a line names, by name or by address."""
        words = set(re.findall(r"[\w.:-]+", text))
        return {node for node in self.nodes if node in words} | {
            node for address, node in self.owners.items() if address in words
        }

    @cached_property
    def cause_moments(self) -> tuple[int, ...]:
        """When the cause showed: its first evidence and the rest of it."""
        return tuple(
            sorted({self.sheet.incident.started_ns, *(each.at_ns for each in self.sheet.incident.cause.evidence)})
        )

    @cached_property
    def culprits(self) -> frozenset[str]:
        """The nodes at which the cause lies: those that it names, and its subject's."""
        cause = self.sheet.incident.cause
        subject = re.split(r"[: ]", cause.subject or "")[0]
        return frozenset([*cause.nodes, *({subject} & set(self.nodes))])

    @cached_property
    def same_cause(self) -> tuple[str, ...]:
        """The types by which the incident's cause may be named."""
        kind = self.sheet.incident.cause.type
        acts = kind.startswith("admin_") or kind == "peer_deconfigured"
        return (*SAME_CAUSE.get(kind, (kind,)), *(("operator",) if acts else ()))

    @cached_property
    def may_be_named(self) -> frozenset[str]:
        """The types that may be mentioned: the cause, how it works, and what the evidence shows."""
        kind = self.sheet.incident.cause.type
        shown = [name for name, pattern in RAW_CAUSES.items() if re.search(pattern, self.raw)]
        words = CauseWords(self.nodes)
        said = [each.type for line in self.raw.split("\n") for each in words.named(line, Span(0, len(line)))]
        said = [each for each in said if each != "foreign"]  # that has to be said in the same words
        how = [each for each in MECHANISMS.get(kind, ()) if each != "hold_timer_expired" or self._waited]
        acts = kind.startswith("admin_") or kind == "peer_deconfigured" or self.sheet.incident.cause.planned
        return frozenset([*self.same_cause, *how, *shown, *said, *(["operator"] if acts else [])])

    @property
    def _waited(self) -> bool:
        """Whether sessions outlived the cause for a while, as they do when a hold timer has to run out."""
        incident = self.sheet.incident
        late = max((each.lost_ns for each in incident.peerings), default=incident.started_ns)
        return late - incident.started_ns >= S or incident.cause.type in ("node_hang", "one_way_loss", "host_stall")
