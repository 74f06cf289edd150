"""The reader itself: every finder over the whole text once, then what each found into its sentence and clause. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from agent.core.reading.causewords import CauseWords, Named
from agent.core.reading.clocks import Clock, clocks
from agent.core.reading.counts import Count, counts
from agent.core.reading.durations import Duration, durations
from agent.core.reading.lexicon import Event, events
from agent.core.reading.names import Name, names
from agent.core.reading.pairs import Pair, pairs
from agent.core.reading.text import Span, clauses, plain, sentences

OF_SESSIONS = re.compile(
    r"\b(?:sessions?|peerings?)\s+(?:on|across|of|at|over|with|to|from|between|around)\s+(?:[\w-]+\s+){0,2}$", re.I
)
QUOTED = re.compile(r'"([^"\n]{2,400})"|(?<=[\s(])\'([^\'\n]{8,400})\'(?=[\s).,;:]|$)')


OF_THINGS = (
    "link_down",
    "link_flap",
    "node_down",
    "node_hang",
    "node_isolated",
    "process_crash",
    "process_restart",
    "host_stall",
)
"""Causes that happen to a link, a node or a process: their verbs say nothing of a session."""


ACTIVE = re.compile(r"(?<!was )(?<!were )(?<!been )\b(?:shut|brought|took|tore)(?: down)?$", re.I)
ITS_OBJECT = re.compile(
    r"\s+(?:down\s+)?(?:the|its|their|this|that|both|all|one)\s+(?:[\w.:-]+\s+){0,2}?(?:sessions?|peerings?|neighbou?rs?)\b",
    re.I,
)


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Spanned)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names that a text may hold: the lab's nodes, other words for them (hosts, containers), the incident's id."""

    nodes: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    incident: str = ""
    quotes: tuple[str, ...] = ()
    """What devices wrote, lower-case: a quotation of it is read as data."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that says one thing, with what it holds."""

    span: Span
    sentence: int
    text: str
    names: tuple[Name, ...]
    pairs: tuple[Pair, ...]
    events: tuple[Event, ...]
    durations: tuple[Duration, ...]
    clocks: tuple[Clock, ...]
    counts: tuple[Count, ...]
    causes: tuple[Named, ...]

    def nodes(self) -> tuple[str, ...]:
        """The lab's nodes that it names, in order."""
        return tuple(dict.fromkeys(each.value for each in self.names if each.kind == "node"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words as they stand, and its clauses."""

    index: int
    span: Span
    text: str
    clauses: tuple[Clause, ...]

    def nodes(self) -> tuple[str, ...]:
        """The lab's nodes that it names, in order."""
        return tuple(dict.fromkeys(node for each in self.clauses for node in each.nodes()))


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole text, read. `copy` is what was read: as long as `text`, with quotations of devices blanked."""

    text: str
    copy: str
    sentences: tuple[Sentence, ...]
    quotes: tuple[tuple[Span, str], ...]
    """What stands in quotation marks, whether devices wrote it or not."""

    @property
    def statements(self) -> tuple[Sentence, ...]:
        """The sentences that state something: all but the questions."""
        return tuple(each for each in self.sentences if not each.text.rstrip(" \"')*_").endswith("?"))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All clauses, in order."""
        return tuple(clause for each in self.sentences for clause in each.clauses)


def read(text: str, vocabulary: Vocabulary) -> Reading:
    """Read a text."""
    copy = plain(text)
    quotes = tuple((Span(*each.span()), each[1] or each[2]) for each in QUOTED.finditer(copy))
    for span, words in quotes:
        if _is_data(words, vocabulary.quotes):
            copy = copy[: span.start] + '"' + "\0" * (span.end - span.start - 2) + '"' + copy[span.end :]
    named = names(copy, vocabulary.nodes, vocabulary.aliases, vocabulary.incident)
    taken: list[Span] = [each.span for each in named]
    when = _free(clocks(copy), [each for each in named if each.kind != "code"])
    lengths = _free(durations(copy), [*named])
    when = [each for each in when if not any(each.span.meets(other.span) for other in lengths if ":" in other.text)]
    lengths = _free(lengths, when)
    taken += [each.span for each in when] + [each.span for each in lengths]
    numbers = counts(copy, taken)
    words = CauseWords(vocabulary.nodes)
    found = []
    for index, span in enumerate(sentences(copy)):
        parts = []
        for part in clauses(copy, span):
            joined = tuple(pairs(copy, part, named))
            causes = [each for each in words.named(copy, part) if not _is_peering(copy, each, joined)]
            things = [each.span for each in causes if each.type in OF_THINGS]
            parts.append(
                Clause(
                    part,
                    index,
                    copy[part.start : part.end],
                    _inside(named, part),
                    joined,
                    tuple(e for e in events(copy, part, span) if not any(e.span.meets(each) for each in things)),
                    _inside(lengths, part),
                    _inside(when, part),
                    _inside(numbers, part),
                    tuple(causes),
                )
            )
        found.append(Sentence(index, span, text[span.start : span.end], tuple(parts)))
    return Reading(text, copy, tuple(found), quotes)


def _is_peering(copy: str, cause: Named, joined: Sequence[Pair]) -> bool:
    """Whether a node's fall is that of a peering or of sessions: "r3/r4 went down", "sessions on 7 nodes went down"."""
    if not cause.type.startswith("node_"):
        return False
    if OF_SESSIONS.search(copy[max(0, cause.span.start - 60) : cause.span.start]):
        return True
    if ACTIVE.search(cause.text) and ITS_OBJECT.match(copy, cause.span.end):
        return True  # "r1 shut down the session"
    return any(pair.span.start < cause.span.start < pair.span.end <= cause.span.end for pair in joined)


def _is_data(words: str, quotes: Sequence[str]) -> bool:
    """Whether a quotation repeats what a device wrote."""
    flat = " ".join(words.lower().split()).rstrip(".,;:")
    return len(flat) >= 3 and any(flat in each for each in quotes)


def _inside(found: Sequence[T], where: Span) -> tuple[T, ...]:
    return tuple(each for each in found if where.start <= each.span.start < where.end)


def _free(found: Sequence[T], taken: Sequence[_Spanned]) -> list[T]:
    return [each for each in found if not any(each.span.meets(other.span) for other in taken)]
