"""Prose about an incident, read: sentences and clauses with the names, values and events that they hold. Pure.

This is the reader under the trust monitors. It knows the wording of network prose, and which names a lab has; it does
not know what is true: that is the monitors' part.
"""

from agent.core.reading.causewords import CauseWords, Named
from agent.core.reading.clocks import Clock
from agent.core.reading.counts import Count
from agent.core.reading.durations import Duration
from agent.core.reading.lexicon import Event
from agent.core.reading.names import Name
from agent.core.reading.pairs import Pair
from agent.core.reading.reader import Clause, Reading, Sentence, Vocabulary, read
from agent.core.reading.text import Span

__all__ = [
    "CauseWords",
    "Clause",
    "Clock",
    "Count",
    "Duration",
    "Event",
    "Name",
    "Named",
    "Pair",
    "Reading",
    "Sentence",
    "Span",
    "Vocabulary",
    "read",
]
