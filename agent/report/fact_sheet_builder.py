"""A fact sheet that is written beside its sentences: each value becomes a fact, and its placeholder goes into the text.

For what is told of more than one incident (digests, briefs, answers), where the facts that are needed are known only
when a sentence is made. Pure.
"""

from collections.abc import Sequence

from agent.detect.incident import Cause, Incident
from agent.report.fact_sheet import Fact, FactKind, FactSheet, Value
from agent.report.narrative import Section
from agent.report.prose import Sentence, placeholders
from agent.report.words import clock_words, count_words, duration_words, in_seconds
from clab.model import Lab

CUT = 120
"""Characters of what a person or device wrote that a sentence shows."""


class FactSheetBuilder:
    """Facts and the sentences that carry them."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.sentences: list[Sentence] = []
        self._known: dict[tuple[FactKind, Value, str], str] = {}

    def fact(self, kind: FactKind, value: Value, wordings: tuple[str, ...], role: str, unit: str = "") -> str:
        """A fact's placeholder; the same fact twice is one."""
        key = (kind, value, role)
        if key not in self._known:
            id_ = f"F{len(self.facts) + 1}"
            about = (str(value),) if kind in ("node", "peering") else ()
            self.facts.append(Fact(id_, kind, value, wordings, role, unit=unit, about=about))
            self._known[key] = f"{{{id_}}}"
        return self._known[key]

    def count(self, count: int, role: str) -> str:
        """A number of things."""
        return self.fact("count", count, count_words(count), role)

    def span(self, length_ns: int, role: str) -> str:
        """How long something took or lasted."""
        value = in_seconds(length_ns)
        return self.fact("outage", value, spans(value), role, "s")

    def clock(self, at_ns: int, role: str) -> str:
        """A time of the day, to the second, UTC."""
        words = clock_words(at_ns)
        return self.fact("moment", at_ns, (words[2], *(word for word in words if word != words[2])), role, "ns")

    def day(self, at_ns: int, role: str) -> str:
        """A moment with its date, to the minute."""
        whole = clock_words(at_ns)[-1][:16]
        return self.fact("moment", at_ns // 60_000_000_000, (whole,), role, "min")

    def node(self, name: str) -> str:
        """A node's name."""
        return self.fact("node", name, (name,), "a node of the lab")

    def peering(self, name: str, about: str = "") -> str:
        """A peering's name."""
        ends = name.split("–")
        said = f"the session between {ends[0]} and {ends[1]}" if len(ends) == 2 else f"the session {name}"
        return self.fact("peering", f"{name}{about}", (said, name), "a peering of the lab")

    def quote(self, text: str, role: str) -> str:
        """What a person or device wrote, as data."""
        flat = " ".join(text.split())
        shown = flat if len(flat) <= CUT else f"{flat[: CUT - 1]}…"
        return self.fact("quote", flat, (f"`{shown.replace('`', chr(39))}`",), role)

    def say(self, section: Section, *wordings: str) -> None:
        """One sentence with its wordings."""
        self.sentences.append(Sentence(section, wordings, placeholders(" ".join(wordings))))

    def sheet(self, name: str, at_ns: int, lab: Lab | None = None, nodes: Sequence[str] = ()) -> FactSheet:
        """What was written, as one sheet: `name` stands where an incident's id would."""
        whole = Incident(name, 1, "OK", "closed", at_ns, Cause("unknown", "unknown"), tuple(nodes), (), ())
        return FactSheet(whole, tuple(self.facts), (), (), lab)


def spans(value_s: float) -> tuple[str, ...]:
    """A duration as a digest says it: seconds below two minutes, else hours and minutes."""
    words = duration_words(value_s)
    if value_s < 120:
        return words
    minutes, rest = divmod(round(value_s), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(hours, "h"), (minutes, "min"), (rest if not hours else 0, "s")]
    told = " ".join(f"{count} {unit}" for count, unit in parts if count)
    return (told, *(word for word in words if word != told))
