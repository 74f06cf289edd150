"""Questions about the lab as typed look-ups: which question, about whom, in which time. Pure.

Code reads the common ways to ask; what it cannot read a model may choose from the same closed set.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Literal, get_args

from agent.report.knowledge import Knowledge
from agent.report.speech import number
from clab.units import SECOND_NS

Kind = Literal[
    "status", "down", "last_incident", "incidents", "changes", "how_long", "why", "when", "how_many", "unheard"
]  # fmt: skip
Counted = Literal["incidents", "losses", "peerings", "down", "nodes", "commands"]
KINDS: tuple[Kind, ...] = get_args(Kind)
COUNTED: tuple[Counted, ...] = get_args(Counted)
DAY_NS = 86_400 * SECOND_NS


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is looked up. `nodes`: whom it is about, one for a node, two for a peering; `strange`: names that nobody
    knows. `from_ns` and `to_ns` bound the time where the question does; `counted` is what `how_many` counts."""

    kind: Kind
    nodes: tuple[str, ...] = ()
    incident: str | None = None
    from_ns: int | None = None
    to_ns: int | None = None
    counted: Counted = "incidents"
    strange: tuple[str, ...] = ()
    address: str | None = None


_KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    ("how_many", (r"how (?:many|often)", r"number of", r"count")),
    ("how_long", (r"how long", r"duration", r"how much time", r"for what time", r"how (?:quick|fast)(?:ly)?")),
    (
        "why",
        (r"why", r"what caused", r"cause", r"reason", r"what (?:made|broke|killed)", r"how come", r"who broke"),
    ),
    ("when", (r"when", r"what time", r"since when")),
    (
        "changes",
        (
            r"change[ds]?", r"who (?:did|typed|touched|cleared|shut)", r"typed?", r"commands?", r"configured",
            r"what did (?:i|we|you|any\w*|some\w*|the operator|people|he|she|they)",
        ),
    ),
    ("unheard", (r"silent", r"unheard", r"not (?:seen|heard|monitored|watched)", r"gaps?", r"blind", r"missing")),
    (
        "last_incident",
        (
            r"(?:last|latest|most recent|recent) (?:incident|outage|failure|problem|event|fault)",
            r"what(?:'s| has|s)? ?(?:just )?happen(?:ed|s|ing)", r"what went wrong",
        ),
    ),
    ("incidents", (r"incidents", r"outages", r"problems", r"failures", r"faults")),
    (
        "down",
        (
            r"(?:which|what|what's|whats|anything|everything|all|who|any)\b.*\b(?:down|broken|up|ok|okay|fine|wrong|"
            r"unhealthy|healthy|failed|well)",
            r"still (?:down|broken)", r"what's wrong",
        ),
    ),
    (
        "status",
        (
            r"status", r"state", r"how (?:is|are|does|do)", r"health", r"doing",
            r"(?:is|are)\b.*\b(?:up|down|ok|okay|alive|running|established|fine|back|healthy|reachable)",
        ),
    ),
    ("last_incident", (r"(?:lose|lost|flap(?:ped)?|drop(?:ped)?|fail(?:ed)?|incident|outage|(?:go|went) down)",)),
)  # fmt: skip
_PATTERNS = tuple(
    (kind, re.compile("|".join(rf"\b{way}\b" for way in ways).replace(".*", ".{0,200}"))) for kind, ways in _KINDS
)
_COUNTS: tuple[tuple[Counted, str], ...] = (
    ("commands", r"\bcommands?\b|\btyped\b|\bchanges?\b"),
    ("down", r"\b(?:peerings?|sessions?|neighbou?rs?)\b.*\b(?:down|broken|lost)\b|\bdown\b"),
    ("losses", r"\blosses\b|\btimes\b|\bflap(?:s|ped)?\b|\boften\b|\blost\b"),
    ("peerings", r"\bpeerings?\b|\bsessions?\b|\bneighbou?rs?\b"),
    ("nodes", r"\bnodes?\b|\brouters?\b|\bdevices\b"),
    ("incidents", r""),
)
_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "few": 3,
                 "couple of": 2, "half an": 0.5, "twelve": 12, "thirty": 30, "twenty": 20, "fifteen": 15}  # fmt: skip
_SIZES = {"s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hour": 3600, "hr": 3600,
          "d": 86400, "day": 86400, "week": 604800}  # fmt: skip
_SPAN = re.compile(
    r"\b(?:last|past|previous|in|within)\s+(?:the\s+)?(?:last\s+|past\s+)?"
    r"(?:(\d+(?:\.\d+)?|an?|one|two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|few|couple of|half an)\s*)?"
    r"(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?)\b"
    r"|\b(\d+|an|one|two|three|half an)\s+(minutes?|hours?|days?)\s+ago\b"
)
_SINCE = re.compile(r"\b(?:since|after|from)\s+(?:(\d{4}-\d\d-\d\d)[t ]?)?(\d{1,2}):(\d\d)(?::(\d\d))?")
_ID = re.compile(r"\b\d{6}-[0-9a-f]{6}x*\b")
_NAME_LIKE = re.compile(
    r"\b(?!eth|e\d+-|ethernet|ipv|ge-|et-|xe-|as\d|lo\d|port|vlan|top\d)[a-z][a-z_-]{0,14}-?\d{1,3}\b"
)
_ADDRESS = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{1,4}:){1,7}:?[0-9a-f:]*(?![\w:])")


def read(question: str, knowledge: Knowledge, now_ns: int, zone: tzinfo = UTC) -> Lookup | None:
    """The look-up that a question asks for; None where code cannot tell."""
    text = " ".join(question.lower().replace("’", "'").split())
    nodes, strange, address = whom(text, knowledge)
    kind = next((kind for kind, pattern in _PATTERNS if pattern.search(text)), None)
    id_ = _ID.search(text)
    if kind is None and (nodes or id_ or strange or address):
        kind = "status" if not id_ else "last_incident"
    if kind is None:
        return None
    if kind == "down" and (nodes or strange or address):
        kind = "status"
    from_ns, to_ns = window(text, now_ns, zone)
    counted = next(name for name, pattern in _COUNTS if re.search(pattern, text))
    return Lookup(kind, nodes, id_[0] if id_ else None, from_ns, to_ns, counted, strange, address)


def whom(text: str, knowledge: Knowledge) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """The nodes that a text names, in order; what looks like a node's name and is none; an address nobody has."""
    names = {each.lower(): each for each in {*knowledge.nodes, *knowledge.heard, *_ends(knowledge)}}
    spoken = {said: name for each, name in names.items() for said in _spoken(each)}
    found: list[tuple[int, str]] = []
    rest = text
    for each, name in sorted({**spoken, **names}.items(), key=lambda item: -len(item[0])):
        for hit in re.finditer(rf"(?<![\w.:]){re.escape(each)}(?![\w]|[.:]\d)", rest):
            found.append((hit.start(), name))
        rest = re.sub(rf"(?<![\w.:]){re.escape(each)}(?![\w]|[.:]\d)", lambda m: " " * len(m[0]), rest)
    owners = _owners(knowledge)
    address = None
    for hit in _ADDRESS.finditer(rest):
        if hit[0] in owners:
            found.append((hit.start(), owners[hit[0]]))
        else:
            address = hit[0]
    rest = _ID.sub(" ", _ADDRESS.sub(" ", rest))
    strange = tuple(dict.fromkeys(hit[0] for hit in _NAME_LIKE.finditer(rest)))
    return tuple(dict.fromkeys(name for _, name in sorted(found))), strange, address


def _spoken(name: str) -> tuple[str, str]:
    """A name as it is heard: `r 1` and `r one`."""
    apart = re.sub(r"(?<=[a-z])(?=\d)|[-_]", " ", name)
    return apart, re.sub(r"\d+", lambda hit: number(int(hit[0])) if len(hit[0]) < 4 else hit[0], apart)


def _ends(knowledge: Knowledge) -> set[str]:
    return {end for peering in knowledge.peerings for end in peering.ends}


def _owners(knowledge: Knowledge) -> Mapping[str, str]:
    owners: dict[str, str] = {}
    for peering in knowledge.peerings:
        for node, address in ((peering.a, peering.address_a), (peering.b, peering.address_b)):
            if node and address and re.search(r"[.:]", address):
                owners[address.lower()] = node
    for name, member in knowledge.lab.nodes.items():
        owners.update((address.lower(), name) for address in member.addresses)
    return owners


def window(text: str, now_ns: int, zone: tzinfo = UTC) -> tuple[int | None, int | None]:
    """The time that a text bounds: `last hour`, `yesterday`, `since 07:50`; None, None where it does not."""
    now = datetime.fromtimestamp(now_ns / SECOND_NS, zone)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    since = _SINCE.search(text)
    if since:
        return _since(since, now), None
    span = _SPAN.search(text)
    if span:
        word, unit = (span[1], span[2]) if span[2] else (span[3], span[4])
        count = 1.0 if word is None else float(_NUMBER_WORDS.get(word, 0) or word)
        size = _SIZES[unit if unit in _SIZES else unit.rstrip("s")]
        return now_ns - int(count * size) * SECOND_NS, None
    for words, from_, to in (
        (r"\byesterday\b", today - timedelta(days=1), today),
        (r"\b(?:last night|overnight|tonight)\b", today - timedelta(hours=6), today + timedelta(hours=8)),
        (r"\b(?:today|this morning|so far)\b", today, None),
        (r"\bthis week\b", today - timedelta(days=today.weekday()), None),
        (r"\b(?:just now|right now|recently)\b", now - timedelta(minutes=30), None),
    ):
        if re.search(words, text) and not (words.endswith("recently)\\b") and "right now" in text):
            return int(from_.timestamp()) * SECOND_NS, None if to is None else int(to.timestamp()) * SECOND_NS
    return None, None


def _since(found: re.Match[str], now: datetime) -> int | None:
    hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    day = datetime.fromisoformat(found[1]).replace(tzinfo=now.tzinfo) if found[1] else now
    at = day.replace(hour=hour, minute=minute, second=second, microsecond=0)
    return int((at - timedelta(days=1) if at > now and not found[1] else at).timestamp()) * SECOND_NS


def chosen(data: Mapping[str, object], knowledge: Knowledge) -> Lookup | None:
    """A model's choice as a look-up; None where it chose none, or one that is not there."""
    kind, nodes = data.get("kind"), data.get("nodes")
    if kind not in KINDS or not isinstance(nodes, list):
        return None
    known = {*knowledge.nodes, *knowledge.heard, *_ends(knowledge)}
    if not all(isinstance(node, str) and node in known for node in nodes):
        return None
    counted = data.get("counted")
    return Lookup(kind, tuple(nodes), counted=counted if counted in COUNTED else "incidents")  # type: ignore[arg-type]


def choice_schema(knowledge: Knowledge) -> dict[str, object]:
    """What a model may answer when it is asked to choose a look-up."""
    known = sorted({*knowledge.nodes, *knowledge.heard, *_ends(knowledge)})[:64]
    nodes: dict[str, object] = {"type": "array", "maxItems": 2, "items": {"type": "string", "enum": known or ["none"]}}
    return {
        "type": "object",
        "properties": {"kind": {"enum": [*KINDS, "none"]}, "nodes": nodes, "counted": {"enum": list(COUNTED)}},
        "required": ["kind", "nodes", "counted"],
        "additionalProperties": False,
    }
