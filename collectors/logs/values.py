"""What the layers of reading pass to each other. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any, Literal, NamedTuple

from collectors.observations import BgpState, Observation

Calendar = Literal["full", "yearless", "time", "uptime"]
"""What of a date a stamp holds: all of it, all but the year, the time of day alone, or the time since a start."""


class Stamp(NamedTuple):
    """A moment in ns since the epoch, how wide it is, where the text goes on, and what of it had to be taken from
    elsewhere. `zone` is the zone's own word (`""`: none stands there); `form` names the shape that it was written in;
    `unset` says that the clock which wrote it was never set."""

    ns: int
    precision_ns: int
    end: int
    calendar: Calendar = "full"
    zone: str = ""
    form: str = ""
    unset: bool = False


@dataclass(slots=True)
class Clock:
    """What a stamp is read against: `zone` where it names none, `near_ns` when the line arrived (0: nobody knows),
    `until_ns` after which no stamp without a year lies, `last_ns` the stamp before it in the same source."""

    zone: tzinfo = UTC
    near_ns: int = 0
    until_ns: int = 0
    last_ns: int = 0


@dataclass(slots=True)
class Line:
    """One message without what carried it: `words` are the router's own, `tag` the program that is named before them,
    `fields` what a structured line (JSON, logfmt) holds beside them. `outer` is the stamp of who received it."""

    words: str
    tag: str = ""
    host: str | None = None
    level: str = ""
    stamp: Stamp | None = None
    outer: Stamp | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hint:
    """A state that counts only in its place: `echo` repeats what another line of the same moment says better (a state
    machine's debug line); `unless_never_up` ends a session only where it is known to have been up."""

    state: BgpState
    kind: Literal["echo", "unless_never_up"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A NOTIFICATION for a connection that was not established, by the router's own word: it ends no session."""

    seen: Observation


Item = Observation | Hint | Opened


@dataclass(frozen=True, slots=True)
class Peeled:
    """What is left of a text, and what its carrier tells of it."""

    text: str
    stamp: Stamp | None = None
    host: str | None = None
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Peel:
    """One form of carrying: `strip` returns what was carried, nothing where a text has not this form."""

    name: str
    strip: Callable[[str, Clock], Sequence[Peeled]]


@dataclass(frozen=True, slots=True)
class Dialect:
    """One maker's words. `tokens`: every line that gives an observation holds one of them. `recognise` tells whether a
    message is in these words, be it noise. `parse` returns what it says: `()` for noise, None for words that it should
    have understood; `seen` are the fields that every observation of the line has. `of_a_session` tells whether a line
    without a token names a neighbor, where that is not said as `neighbor 10.0.0.2` or `peer 10.0.0.2`; `noise` are
    lower-case pieces of known lines on a neighbor that say nothing new (`unforeseen.py`, `says_more`)."""

    name: str
    tokens: tuple[bytes, ...]
    recognise: Callable[[Line], bool]
    parse: Callable[[Line, dict[str, Any]], tuple[Item, ...] | None]
    of_a_session: Callable[[Line], bool] | None = None
    noise: tuple[str, ...] = ()
