"""What somebody wants a script to do, typed and small; and the reading of the common requests by code alone. Pure."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from clab.topics import BY_NAME, TOPICS

Way = Literal["subscribe", "get", "cli"]
Mode = Literal["on_change", "sample"]
Form = Literal["table", "json", "csv"]

_ROLES: Final = r"spines?|lea(?:f|fs|ves)|routers?|nodes?|edges?|devices?|switch(?:es)?|targets?|everything"
_FILLER: Final = frozenset(
    re.findall(
        r"[\w-]+",
        """a an the of on in at to for from and with every each all its their them it please write make create script
        python that which changes change print prints printing show shows showing output one line per as
        table tables json csv collect collects collecting fetch get gets read poll polls watch watches
        monitor monitors subscribe subscribes subscription stream streams report reports seconds second
        state states update updates when whenever any using via gnmi pygnmi netmiko ssh cli command by over
        display log continuously live once current value values is are s sec secs minute minutes min usage
        utilisation utilization number me want need i we sampled sample interval form format new currently
        router routers node nodes device devices time times again repeatedly names name address addresses
        printed telemetry on-change openconfig use run give list see gather gathers dump dumps retrieve
        query queries ask refreshed refresh event events logs logging timestamp timestamps timestamped ip
        short small simple quick kindly could can you would like lines row rows each's follow follows track
        tracks tracking observe look pull pulls take takes out into have has present do does check how-many
        over-ssh tell moment polling not-polling so what little thing grab grabs writes writing both
        one-shot shot fine ok okay those these just this then tomorrow w/ they're they ipv4 what's""",
    )
)


class ScriptIntent(BaseModel):
    """The whole of it. `handler` is Python, one function `handle(...)`; empty for the frame's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    way: Way
    nodes: tuple[str, ...] = Field(default=("all",), max_length=64)
    topics: tuple[str, ...] = Field(default=(), max_length=8)
    paths: tuple[str, ...] = Field(default=(), max_length=8)
    commands: tuple[str, ...] = Field(default=(), max_length=8)
    mode: Mode = "on_change"
    interval_s: int = Field(default=10, ge=1, le=3600)
    form: Form = "table"
    every: bool = False
    """Whether a line is printed for every sample, not only for values that are new."""

    handler: str = Field(default="", max_length=4_000)

    def unknown_topics(self) -> list[str]:
        """Topics that are none."""
        return [topic for topic in self.topics if topic not in BY_NAME]


def understand_script(request: str, nodes: tuple[str, ...]) -> tuple[ScriptIntent | None, tuple[str, ...]]:
    """Read a request by code; the intent, and the words that no phrase explains. `nodes` are the lab's names."""
    text = f" {' '.join(request.split())} "
    said: dict[str, Any] = {}
    text, said["commands"] = read_commands(text)
    text, said["topics"] = read_topics(text)
    text = with_ranges(text, nodes)
    named = [node for node in nodes if re.search(rf"(?<![\w-]){re.escape(node)}(?![\w-])", text)]
    for item in named:
        text = re.sub(rf"(?<![\w-]){re.escape(item)}(?![\w-])", " ", text)
    place = re.search(
        rf"(?:all|every|each|the)?\s{{0,3}}(?:of\s{{1,3}}the\s{{1,3}})?(?:(?:{'|'.join(COUNTS)}|\d{{1,2}})\s{{1,3}})?"
        r"(?P<kind>frr|sr ?linux|srl|ceos|bird)?"
        rf"\s{{0,3}}(?P<role>{_ROLES})\b",
        text,
        re.I,
    )
    if named:
        said["nodes"] = tuple(named)
    elif place:
        said["nodes"] = ((place["kind"] or place["role"]).lower().replace(" ", ""),)
        text = text[: place.start()] + " " + text[place.end() :]
        also = _ALSO.match(text[place.start() :]) if not place["kind"] else None
        if also:
            said["nodes"] += (also["role"].lower(),)
            text = text[: place.start()] + " " + text[place.start() + also.end() :]
    text = _SAID_TWICE.sub(" ", text)
    seconds, text = read_interval(text)
    if seconds is not None:
        said |= {"mode": "sample", "interval_s": seconds}
    words = request.lower()
    said["form"] = next(
        (each for each in ("json", "csv") if re.search(rf"\bas {each}|{each} (?:output|format)|print {each}", words)),
        "table",
    )
    said["way"] = _way(words)
    left = tuple(
        word
        for word in re.findall(r"[\w./-]+", text)
        if word.lower().strip("./") not in _FILLER and not word.isdecimal() and word != "|"
    )
    if said["commands"]:
        said |= {"way": "cli", "topics": ()}
    return (ScriptIntent(**said) if said["topics"] or said["commands"] else None), left


ONLY_CHANGES: Final = re.compile(
    r"\b(?:just|only) (?:print |show |report )?(?:a line )?(?:when|if|the changes|changes)\b"
    r"|\bwhen (?:it|they) changes?\b|\bprint (?:the )?changes\b"
)
_SAID_TWICE: Final = re.compile(
    r"\bnot? poll(?:ing|ed)?\b|\b(?:write|writes|put|puts) (?:it |them )?down\b|\bw/"
    r"|\b(?:just|only) (?:print |show |report )?(?:a line )?(?:when|if) (?:the |it |a |an )?(?:\w{1,20} )?changes?\b"
    r"|\b(?:just|only) (?:print |show |report )?(?:the )?changes\b",
    re.IGNORECASE,
)
"""What adds nothing to a stream of changes, of which every new value is one line."""

_ALSO: Final = re.compile(rf"\s{{0,3}}(?:and|&|,)\s{{1,3}}(?:all |every |the )?(?P<role>{_ROLES})\b", re.IGNORECASE)
_RANGE: Final = re.compile(
    r"(?<![\w-])(?P<word>[a-z]{1,20}[-_]?)(?P<first>\d{1,3})\s?(?:-|to|through|\.\.)\s?(?P=word)?(?P<last>\d{1,3})(?![\w-])",
    re.IGNORECASE,
)


def with_ranges(text: str, nodes: Sequence[str]) -> str:
    """`leaf1 to leaf4` with every one of them, where the lab has both ends."""

    def write(found: re.Match[str]) -> str:
        first, last = int(found["first"]), int(found["last"])
        names = [f"{found['word']}{number}" for number in range(first, last + 1)]
        whole = 1 < len(names) < 65 and {names[0], names[-1]} <= set(nodes)
        return " ".join(names) if whole else found[0]

    return _RANGE.sub(write, text)


_QUOTED: Final = re.compile(
    r"['\"`\u2018\u201c]((?:show|display|info|ping|traceroute)\b[^'\"`\u2019\u201d]*)['\"`\u2019\u201d]"
)


def read_commands(text: str) -> tuple[str, tuple[str, ...]]:
    """The commands that stand in quotes, and the text without them."""
    return _QUOTED.sub(" ", text), tuple(" ".join(found[1].split()) for found in _QUOTED.finditer(text))


_UNIT: Final = r"s|secs?|seconds?|m|mins?|minutes?|h|hours?"
COUNTS: Final = {
    "one": 1,
    "two": 2,
    "both": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "eight": 8,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
}
_INTERVAL: Final = re.compile(
    rf"\b(?:every|each|per|once (?:a|per|every|each)|sampled?(?: every)?)\s++(?P<count>\d+|{'|'.join(COUNTS)})?\s*+-?"
    rf"(?P<unit>{_UNIT})\b"
    r"|\b(?P<count2>\d+)[- ](?P<unit2>second|minute)\s+(?:interval|sampl|period)"
    rf"|,\s?(?P<count3>\d+)\s?(?P<unit3>{_UNIT})\s?(?=$|,)",
    re.IGNORECASE,
)


def read_interval(text: str) -> tuple[int | None, str]:
    """How often something is asked for, in seconds, and the text without it."""
    found = _INTERVAL.search(text)
    if found is None:
        return None, text
    said = (found["count"] or found["count2"] or found["count3"] or "1").lower()
    count = COUNTS.get(said) or int(said)
    unit = (found["unit"] or found["unit2"] or found["unit3"]).lower()
    seconds = count * (3600 if unit.startswith("h") else 60 if unit.startswith("m") else 1)
    return seconds, text.replace(found[0], " ")


_PER = re.compile(
    r"\b(?:per|by|of each|for each)\s+(?:bgp\s+)?(?:neighbou?rs?|peers?|sessions?|interfaces?|"
    r"ports?)\b",
    re.IGNORECASE,
)


def read_topics(text: str) -> tuple[str, tuple[str, ...]]:
    """The topics that are named, the longest words first, and the text without them; `per neighbor` names none."""
    found: list[str] = []
    words: dict[str, set[str]] = defaultdict(set)
    text = _PER.sub(" ", text)
    while True:
        matches = [
            (each, topic.name)
            for topic in TOPICS
            if (each := re.search(rf"(?<![\w-])(?:{topic.words})(?![\w-])", text, re.IGNORECASE))
        ]
        if not matches:
            names = list(dict.fromkeys(found))
            if "bgp_flaps" in names and {"interface_state", "interface_counters", "bgp_session_state"} & set(names):
                names.remove("bgp_flaps")  # flaps of what is named are counted from its states
            bare = {"interface", "interfaces", "port", "ports", "link", "links"}
            if "interface_counters" in names and words["interface_state"] <= bare:
                names = [name for name in names if name != "interface_state"]
            if "bgp_summary" in names and "bgp_session_state" in names:
                names.remove("bgp_session_state")
            return text, tuple(names)
        best, name = max(matches, key=lambda match: len(match[0][0]))
        found.append(name)
        words[name].add(best[0].lower())
        text = f"{text[: best.start()]} | {text[best.end() :]}"


def _way(words: str) -> Way:
    if re.search(
        r"\b(?:subscribe|stream|watch|monitor|on[- ]change|changes|every \d+|continuously|live|warn|alert|"
        r"notify|whenever|goes (?:down|up))\b",
        words,
    ):
        return "subscribe"
    if re.search(r"\b(?:gnmi|pygnmi)\b", words):
        return "get"
    return "cli" if re.search(r"\b(?:collect|netmiko|ssh|cli|frr|command|summary|table|csv)\b", words) else "get"
