"""What becomes of a log line on its way to a dialect, in words: what `recognise` gets, and why a line is not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from clab.units import SECOND_NS
from collectors.logs.frame.reading import read_line
from collectors.logs.loader import all_dialects, all_peels, wanted
from collectors.logs.readings import says_more
from collectors.logs.recogniser import Part, Recogniser
from collectors.logs.unforeseen import unforeseen
from collectors.logs.values import Clock, Dialect, Hint, Item, Line, Opened, Peeled

NOBODY = {"node": "", "source": "log", "seen_ns": 1, "received_ns": 1}
NO_STAMP = (
    "no stamp is known at its beginning, so stamp, host and program are taken for words: "
    "collectors/logs/frame/stamps.py has the forms that are known, a peel can bring another one"
)


@dataclass(frozen=True, slots=True)
class Explained:
    """One line: what it says (or `noise`), why it is not read (empty where it is), and what `recognise` was given."""

    says: str
    why: str
    given: tuple[str, ...]

    @property
    def text(self) -> str:
        """The outcome in one line."""
        return f"NOT READ: {self.why}" if self.why else self.says


def explained(text: str, name: str, clock: Clock) -> Explained:
    """What becomes of a line that the dialect `name` should read."""
    reader = Recogniser(clock)
    parts = reader.parts(text)
    if not parts:
        return Explained("", _nobody(text, name, clock), tuple(_given(text, parts, clock)))
    found = _read(text, parts, name, clock)
    tidy = reader.tidied(text) if found.why else []
    return _read(text, tidy, name, clock) if tidy else found


def _read(text: str, parts: list[Part], name: str, clock: Clock) -> Explained:
    """What is said by the lines that a text was taken for."""
    given = tuple(_given(text, parts, clock))
    says: list[str] = []
    for line, dialect in parts:
        items = dialect.parse(line, dict(NOBODY)) if line.stamp is not None else None
        why = _why(line, items, dialect, name)
        if why:
            return Explained("", why, given)
        says += map(_called, items or ())
    if not _has_token(text):
        if any(unforeseen(line, dialect) for line, dialect in parts):
            return Explained("", "no dialect's token is in it, but it says something of a neighbor's session", given)
        return Explained("noise (no dialect's token is in it, so the reader does not even look at it)", "", given)
    return Explained(", ".join(says) or "noise", "", given)


def _why(line: Line, items: tuple[Item, ...] | None, dialect: Dialect, name: str) -> str:
    by = dialect.name
    if by != name:
        return f"`recognise` of {by} takes it, which is asked before {name}"
    if line.stamp is None:
        return NO_STAMP
    if items is None:
        return f"`parse` of {by} returned None: these words it should have understood (`()` is noise)"
    if not items and says_more(line.words, dialect.noise):
        return (
            f"`parse` of {by} returned (), but the words tell of ESTABLISHED or of a NOTIFICATION, which is no noise; "
            "where they say nothing new all the same, a piece of them belongs into `noise` of the dialect"
        )
    return ""


def _nobody(text: str, name: str, clock: Clock) -> str:
    """Why no dialect takes a line."""
    line = read_line(text, clock)
    if line is None:
        return "it is empty"
    peeled = [read_line(piece.text, clock) for _, piece in _pieces(text, clock)]
    if not any(one is not None and one.stamp is not None for one in (line, *peeled)):
        return NO_STAMP
    known = all_dialects().get(name)
    asked = "no dialect takes it" if known is None else f"`recognise` of {name} returned False for it"
    return f"{asked}, as it stands and freed of what may carry it"


def _has_token(text: str) -> bool:
    pattern = wanted(text.encode())
    return pattern is not None and pattern.search(text.encode()) is not None


def _called(item: Item) -> str:
    seen = item.state if isinstance(item, Hint) else item.seen if isinstance(item, Opened) else item
    mark = f" (Hint {item.kind})" if isinstance(item, Hint) else " (Opened)" if isinstance(item, Opened) else ""
    return f"{type(seen).__name__}{mark}"


def _given(text: str, parts: list[Part], clock: Clock) -> Iterator[str]:
    """The `Line` that decided; where none did, all that were tried, each with the peel that it is of."""
    if parts:
        yield from (_shown(line) for line, _ in parts)
        return
    line = read_line(text, clock)
    tried = {} if line is None else {_shown(line): ""}
    for name, piece in _pieces(text, clock):
        inner = read_line(piece.text, clock)
        if inner is not None:
            tried.setdefault(_shown(inner), f" (behind the peel {name})")
    yield from (f"{shown}{behind}" for shown, behind in tried.items())


def _pieces(text: str, clock: Clock) -> list[tuple[str, Peeled]]:
    return [
        (name, piece) for name, peel in all_peels().items() for piece in peel.strip(text, clock) if piece.text != text
    ]


def _shown(line: Line) -> str:
    at = datetime.fromtimestamp(line.stamp.ns / SECOND_NS, UTC).isoformat() if line.stamp else None
    level = f", level={line.level!r}" if line.level else ""
    fields = f", fields={sorted(line.fields)}" if line.fields else ""
    return f"Line(words={line.words!r}, tag={line.tag!r}, host={line.host!r}, stamp={at}{level}{fields})"
