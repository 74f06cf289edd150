"""The sheet that an answer is written on: its sentences, their facts, and whether the answer is known. Pure."""

import re
from collections.abc import Mapping

from agent.detect.incident import Incident, PeeringOutage
from agent.detect.peering_status import PeeringStatus
from agent.report.fact_sheet import FactKind, Value
from agent.report.fact_sheet_builder import FactSheetBuilder, spans
from agent.report.knowledge import Knowledge
from agent.report.prose.names import listed
from agent.report.questions.lookups import Lookup
from agent.report.words import clock_words, family_words, in_seconds
from clab.number_words import ORDINALS

AT_MOST = 4
"""Incidents that are told one by one in an answer."""

MANY = 6
"""Sessions that are told one by one in an answer."""


FIGURES = ("count", "outage")
"""Kinds of facts that are numbers of things, or lengths of time."""

LINE = 400
"""Characters of a line of evidence that an answer shows."""


class AnswerSheet(FactSheetBuilder):
    """Facts and sentences of an answer. `known`: the look-up found what was asked.

    `until_ns`: the end of what was seen, in nanoseconds since the epoch. `opened`: it began with whether what is asked
    to be so is so. `far`: the other end of a session, by a node and its neighbor's address; of a link, by its end."""

    def __init__(self) -> None:
        super().__init__()
        self.known = True
        self.opened = False
        self.until_ns = 0
        self.far: Mapping[tuple[str, str], str] = {}

    def fact(self, kind: FactKind, value: Value, wordings: tuple[str, ...], role: str, unit: str = "") -> str:
        """A fact's placeholder; the place of a cause that a neighbor's address names is said with the neighbor."""
        node, _, neighbor = str(value).partition(" neighbor ")
        far = self.far.get((node, neighbor)) if kind == "subject" else None
        return super().fact(kind, value, (f"{value} ({far})", *wordings) if far else wordings, role, unit)

    def answer(self, *wordings: str) -> None:
        """One sentence of the answer."""
        self.say("answer", *wordings)

    def summary(self, *wordings: str) -> None:
        """A sentence that says in one what those behind it say one by one, where the answer does not begin with it."""
        if not self.opened:
            self.answer(*wordings)

    def holds(self, value: float, *, seconds: bool) -> bool:
        """Whether a number that the question takes for granted is one of the answer: a count, or a time in seconds,
        as exact as it was said."""
        mine = [fact.value for fact in self.facts if fact.unit == ("s" if seconds else "") and fact.kind in FIGURES]
        near = 1.0 if seconds and value < 120 else value / 50 if seconds else 0.0
        return any(isinstance(one, int | float) and abs(one - value) <= near for one in mine)

    def names(self, name: str) -> bool:
        """Whether the answer names a node or an address, in whatever fact."""
        word = re.compile(rf"(?<![\w.:]){re.escape(name)}(?![\w.]|:\w*:)")
        return any(word.search(text) for fact in self.facts for text in (str(fact.value), *fact.wordings))

    def unknown(self, what: str, source: str) -> None:
        """What is not known, and what would tell."""
        self.known = False
        self.answer(f"I do not know {what}.")
        self.answer(f"{source} would tell.")

    def span(self, length_ns: int, role: str) -> str:
        """How long something took or lasted, to a hundredth of a second where it is short."""
        value = in_seconds(length_ns)
        words = spans(value)
        exact = (f"{value:.2f} s", f"{value:.2f} seconds") if 1 <= value < 600 else ()
        return self.fact("outage", value, (*exact, *words), role, "s")

    def exact(self, at_ns: int, role: str) -> str:
        """A time of the day with its milliseconds, UTC."""
        words = clock_words(at_ns)
        return self.fact("moment", at_ns, words, role, "ns")

    def second(self, at_ns: int, role: str) -> str:
        """A moment with its date, to the second."""
        whole = clock_words(at_ns)[-1][:19]
        return self.fact("moment", at_ns // 1_000_000_000, (whole,), role, "s")

    def ordinal(self, rank: int) -> str:
        """`second`: which one of several."""
        words = ORDINALS[rank - 1] if rank <= len(ORDINALS) else f"{rank}th"
        return self.fact("count", rank, (words,), "which one of several")

    def line(self, text: str, role: str) -> str:
        """A line of a log, as data, longer than a quote in a sentence."""
        flat = " ".join(text.split())[:LINE].replace("`", "'")
        return self.fact("quote", flat, (f"`{flat}`",), role)

    def session(self, item: PeeringStatus | PeeringOutage, families: tuple[str, ...]) -> str:
        """A session's name with its addresses and families, so that twins are told apart."""
        ends = f"{item.a or item.address_a or 'unknown'}–{item.b or item.address_b or 'unknown'}"
        addresses = [address for address in (item.address_a, item.address_b) if address]
        words = [" – ".join(addresses), *(family_words(family)[0] for family in families)]
        text = ", ".join(word for word in words if word)
        shown = self.fact("address", text, (text,), "addresses and families of a session")
        return f"{self.peering(ends, f' {text}')} ({shown})" if text else self.peering(ends)

    def about(self, lookup: Lookup) -> str:
        """` of r1`, ` between r1 and r2`: whom the question is about."""
        peers = lookup.relations.peers
        if peers:
            text = f" of {self.node(lookup.nodes[0])}" if lookup.nodes else ""
            text += f" {'with' if text else 'of'} {listed([self.node(peer) for peer in peers])}"
        elif len(lookup.nodes) >= 2:
            text = f" between {self.node(lookup.nodes[0])} and {self.node(lookup.nodes[1])}"
        else:
            text = f" of {self.node(lookup.nodes[0])}" if lookup.nodes else ""
        if lookup.relations.excluded:
            text += f" other than with {listed([self.node(one) for one in lookup.relations.excluded])}"
        if lookup.addresses:
            text += f" with {listed([self._address(item) for item in lookup.addresses])}"
        return text + (f" in {self._families(lookup)}" if lookup.families else "")

    def whose(self, lookup: Lookup) -> str:
        """`IPv6 session between r1 and r2`: the sessions that the question is about."""
        family = f"{self._families(lookup)} " if lookup.families else ""
        plain = Lookup(lookup.kind, lookup.nodes, addresses=lookup.addresses, relations=lookup.relations)
        return f"{family}session{self.about(plain)}"

    def _address(self, address: str) -> str:
        return self.fact("address", address, (address,), "an address in the question")

    def _families(self, lookup: Lookup) -> str:
        return listed([self.fact("family", item, family_words(item)[::-1], "a family") for item in lookup.families])

    def when(self, lookup: Lookup) -> str:
        """` between 08:04 and 08:06 UTC`: the time that the question bounds; empty where it bounds none."""
        start = self.second(lookup.from_ns, "begin of the time asked about") if lookup.from_ns is not None else ""
        end = self.second(lookup.to_ns, "end of the time asked about") if lookup.to_ns is not None else ""
        if lookup.at:
            return f" at {start} UTC"
        if start and end:
            return f" between {start} and {end} UTC"
        return f" since {start} UTC" if start else f" until {end} UTC" if end else ""

    def since(self, knowledge: Knowledge) -> str:
        """` since ...`: from when on anything was seen."""
        return f" since {self.day(knowledge.session.from_ns, 'begin of the time looked at')} UTC"

    def where(self, incident: Incident) -> str:
        """` at r1:eth2`: the cause's place."""
        subject = incident.cause.subject
        return f" at {self.fact('subject', subject, (subject,), 'where the cause lies')}" if subject else ""


def rest(book: AnswerSheet, whole: int, shown: int, what: str, *, earlier: bool = False) -> None:
    """How many more there are than were told one by one."""
    if whole > shown:
        noun = "earlier" if earlier else "further"
        book.answer(f"{book.count(whole - shown, f'{noun} {what}')} {noun} {what} are not listed here.")
