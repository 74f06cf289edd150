"""A request for a script, read: the intent, the words that no table has, and why none may be written. Pure.

What a request says is used or named: a word that is left over is not passed by, a noun that no topic covers is refused
by its name, and what two words say differently is no reading.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from agent.gates.script.intent import EVENTS, ScriptIntent
from agent.gates.script.request.asides import without_asides, without_stories
from agent.gates.script.request.beyond import PLAIN
from agent.gates.script.request.combined import combined
from agent.gates.script.request.commands import read_commands
from agent.gates.script.request.conditions import EQUALS, SINCE, Conditions, conditions
from agent.gates.script.request.destinations import read_destinations
from agent.gates.script.request.draft import Draft
from agent.gates.script.request.files import read_files
from agent.gates.script.request.layout import plain_layout, with_digits
from agent.gates.script.request.operations import read_operations
from agent.gates.script.request.options import read_options
from agent.gates.script.request.otherwise import read_exit, read_otherwise
from agent.gates.script.request.printing import read_contrary, read_printing
from agent.gates.script.request.probes import read_probes
from agent.gates.script.request.shapes import find, says
from agent.gates.script.request.subjects import subjects
from agent.gates.script.request.tokens import tokens
from agent.gates.script.request.whom import Subjects
from agent.gates.script.request.worked import Worked, worked
from clab.topics import BY_NAME

DEFAULT_S: Final = 10
LEAST_S: Final = 1
MOST_S: Final = 86_400


@dataclass(frozen=True, slots=True)
class Reading:
    """What a request says. `gnmi` and `cli`: which way it names; `streamed`: it asks for what comes by itself;
    `refused`: why no script is written, whoever reads it; `remarks`: what code chose by itself."""

    intent: ScriptIntent | None
    left: tuple[str, ...] = ()
    refused: str = ""
    gnmi: bool = False
    cli: bool = False
    streamed: bool = False
    counted: int | None = None
    got: bool = False
    """Whether it asks for gNMI's Get by name, or (`subscribed`) for its Subscribe; `shows`: for show commands."""

    subscribed: bool = False
    shows: bool = False
    remarks: tuple[str, ...] = ()


def read_request(request: str, nodes: Sequence[str], addresses: Mapping[str, str] | None = None) -> Reading:
    """Read a request; `nodes` are the names of the lab, `addresses` those by which its nodes are reached."""
    request, commands = read_commands(with_digits(request))
    request, options = read_options(request)
    request, told = without_stories(request, lambda words: _is_idle(words, nodes))
    request, otherwise = read_otherwise(request)
    request, beside = without_asides(request, lambda words: _is_idle(words, nodes))
    request, exits = read_exit(request)
    request, files = read_files(request, nodes)
    request, probes = read_probes(request, nodes)
    request, sought = read_destinations(request)
    text, asked = read_operations(request)
    draft = Draft(
        combined(tokens(plain_layout(text), nodes, addresses)),
        text,
        asked=asked,
        sought=sought,
        files=files,
        probes=probes,
        options=options,
        ends=bool(exits.status),
    )
    draft.remarks += [
        f"not looked at: {', '.join(map(repr, [*told, *(each.text for each in draft.some('aside'))]))}"
    ] * (bool(told) or draft.has("aside"))
    draft.left += [*asked.left, *probes.left, *options.left]
    draft.left += [token.value or token.text for token in draft.some("unknown") if any(map(str.isalnum, token.text))]
    about = subjects(
        draft.found,
        has_commands=bool(commands),
        wanted=_wanted(draft),
        grouped=asked.has("grouped"),
        counted=asked.values.get("sorted_by") == "routes",
        compared=asked.has("compared", "differing", "held") or says(text, "'compare|compares|comparing|comparison"),
    )
    draft.left += about.left
    why = _refused(draft, about)
    tests = conditions(draft.found, about.topics)
    draft.left += tests.left
    why = why or _two_limits(tests, about.topics)
    _numbers(draft)
    aged = any(
        token.number or (token.value == "bgp_last_established" and says(token.text, "uptime|up_time|age"))
        for token in draft.some("topic")
    )
    topics = tuple(dict.fromkeys([*about.topics, *tests.needed]))
    if "bgp_last_established" in topics and (aged or tests.aged):  # of a session that is down it is no age
        topics = tuple(dict.fromkeys(["bgp_session_state", *topics]))
    if asked.values.get("sorted_by") == "uptime":
        topics, aged = tuple(dict.fromkeys([*topics, *(SINCE[name] for name in topics if name in SINCE)])), True
    if "interface_last_change" in topics and any(token.number for token in draft.some("topic")):
        topics = tuple(dict.fromkeys(["interface_state", *topics]))
    if not set(topics) <= {"cpu", "cpu_average", "memory", "ping"}:
        draft.left += [token.text for token in draft.some("unit")]
    cli = draft.has("way", "cli")
    gnmi = draft.has("way", "gnmi") or draft.has("stream", "gnmi") or (draft.has("on_change") and not cli)
    timing = _timing(draft, topics, tests, about)
    read_printing(draft, tests, about)
    read_contrary(draft, tests)
    if otherwise and (timing or draft.values["form"] in ("json", "csv") or not draft.values["tests"]):
        draft.left.append(otherwise)
    draft.values["otherwise"] = otherwise
    if beside:
        draft.values["marked"] = bool(draft.values["tests"]) and not draft.values["checked"]
        draft.left += [] if draft.values["marked"] else ["the others"]
    several = len(about.nodes) > 1 or any(not name[-1].isdecimal() for name in about.nodes) or bool(about.pairs)
    if says(text, "'compare|compares|comparing|comparison") and not draft.values["tests"] and not asked.has("saved"):
        asked.add("compared", "compare", {"compared": True})
        draft.left += [] if several else ["compare"]
    timing = worked(draft.values, draft.left, Worked(asked, sought, exits, topics, about, timing, draft.text))
    counted = (_counts(draft, topics, tests) or tests.counting is not None) and not about.tallied
    if counted and (commands or len({BY_NAME[name].entity for name in topics}) > 1):  # of what?
        draft.left += [token.text for token in draft.some("count")]
    if commands:
        topics = ()
        draft.left += [words for name, words in asked.said.items() if name not in _SAYS_NOTHING] + [*sought.prefixes]
    if not topics and not commands:
        if not draft.has("unknown") and not why and draft.has("node"):
            why = "of what is not said: name what is asked for, such as `any BGP neighbor` or `any interface`"
        return Reading(
            None, tuple(dict.fromkeys(draft.left)), why or ("" if draft.left else "no topic of ours is named")
        )
    values = {
        "topics": topics, "commands": commands, "nodes": about.nodes or ("all",), "without": about.without,
        "interfaces": about.interfaces, "addresses": about.addresses, "instance": about.instance, "pairs": about.pairs,
        "direction": about.direction, "probed": probes.targets, "probes": probes.count, "probed_nodes": probes.nodes,
        "loopbacks": probes.loopback, "peers": about.peers, "sourced": probes.sourced, "scaled": _scaled(draft), "aged": aged,
        "counted": counted, **draft.values,
    }  # fmt: skip
    if values.get("grouped") or values.get("totals") or values.get("until"):
        values["counted"] = False
        draft.left += ["how many"] if tests.counting is not None else []
    way = "cli" if commands or cli else "subscribe" if timing else "get"
    intent = ScriptIntent(way=way, **values)
    if not about.nodes:
        draft.remarks.append("no node is named: all are asked")
    return Reading(
        intent,
        tuple(dict.fromkeys(draft.left)),
        why,
        gnmi,
        cli or bool(commands),
        timing,
        about.counted,
        any(token.text.lower().endswith("get") for token in draft.some("way")),
        draft.has("stream", "gnmi") or draft.has("on_change"),
        any("show" in token.text.lower() for token in draft.some("way") if token.value == "cli"),
        tuple(draft.remarks),
    )


_SAYS_NOTHING: Final = frozenset(("appended", "numbers", "included", "unreachable", "anew", "credentials"))
"""Operations that say nothing of rows."""


def _wanted(draft: Draft) -> list[str]:
    """Topics that operations and routes need."""
    found = list(draft.asked.topics)
    if draft.probes.targets or draft.probes.nodes:
        found.append("traceroute" if draft.probes.traced else "ping")
    if draft.sought.prefixes:
        found.append("route_table_ipv6" if draft.sought.six else "route_table")
    return found


def _is_idle(words: str, nodes: Sequence[str]) -> bool:
    """Whether words name nothing that a script could be about."""
    return all(token.type in ("unknown", "filler", "aside", "stop", "once", "label") for token in tokens(words, nodes))


def _scaled(draft: Draft) -> bool:
    """Whether rates are asked for in Mbit/s."""
    words = " ".join(token.text.lower() for token in draft.some("topic") if token.value == "interface_rate")
    other = find(words, "kbps|gbps|kbit|gbit|kilobit|gigabit")
    draft.left += [other.words] if other else []
    return says(words, "mbps|mbit|megabit")


def _counts(draft: Draft, topics: Sequence[str], tests: Conditions) -> bool:
    """Whether rows are counted: `how many sessions are up`, where no value is a number by itself."""
    events = any(test.how in EVENTS for test in tests.tests)
    if events or not draft.has("count"):
        return False
    rows = any(
        token.type == "count" and after.type == "entity" for token, after in pairwise(draft.found)
    )  # `count interfaces with errors`: how many there are, and not their errors
    return (rows and bool(tests.tests)) or not any(BY_NAME[name].numbers for name in topics)


def _refused(draft: Draft, about: Subjects) -> str:
    """Why no script is written for a request."""
    changes = draft.some("change")
    if changes:
        return f"labkeeper writes scripts that only read, so none that is to {changes[0].text!r}"
    probing = {"ping", "ping_rtt", "traceroute"} & set(about.topics)
    if probing and not (draft.probes.targets or draft.probes.nodes):
        return "which address is pinged or traced is not said: name it (`ping 10.0.0.2 from r1`)"
    missing = [*(token.value or _shown(token.text) for token in draft.some("missing")), *about.missing]
    missing += [_shown(token.text) for token in draft.found if token.type in ("way", "form") and token.value == "other"]
    if missing:
        return f"labkeeper cannot write {' and '.join(dict.fromkeys(missing))} scripts yet"
    if about.strangers:
        return f"the lab has no {' and no '.join(map(repr, dict.fromkeys(about.strangers)))}"
    if about.apart:
        return "what is asked of one node is not asked of the other: ask for two scripts"
    if about.between:
        return (
            f"which address of {about.between[1]} the session of {about.between[0]} has is not known here: "
            "name the peer's address"
        )
    return ""


def _two_limits(tests: Conditions, topics: Sequence[str]) -> str:
    """Limits of several topics belong each to one, and one test would mix them."""
    limits = {test.number for test in tests.tests if test.how in (">", ">=", "<", "<=", "==", "!=")}
    if len(limits) > 1 and len(topics) > 1:
        return "limits of several topics in one script are mixed up easily: ask for a script for each"
    return ""


def _shown(text: str) -> str:
    return text.lower() if len(text) > 4 or text.lower() in PLAIN else text.upper()


def _numbers(draft: Draft) -> None:
    """A number that counts no nodes and is no limit is one that nobody read."""
    for place, token in enumerate(draft.found):
        if token.type not in ("number", "percent"):
            continue
        before = [each for each in draft.found[:place] if each.type not in ("unknown",)][-1:]
        after = draft.found[place + 1 : place + 2]
        limit = bool(before) and before[0].type == "compare"
        counts = bool(after) and token.is_beside(after[0]) and after[0].type in ("role", "node", "or_more")
        limit = limit or (bool(before) and before[0].value in EQUALS)
        if token.text.lower() == "both" and not counts and draft.some("compare", "state", "event"):
            draft.left.append(token.text)
        if not limit and not counts and token.text.lower() not in ("a", "an", "one", "single", "both", "other"):
            draft.left.append(token.text)


def _timing(draft: Draft, topics: Sequence[str], tests: Conditions, about: Subjects) -> bool:
    """When it is asked; whether values come by themselves (on change, or as samples)."""
    intervals = draft.some("interval")
    spoken = [token for token in intervals if token.value != "bare"] or intervals
    flags, defaults = draft.options.flags, draft.options.defaults
    draft.values |= {"flags": tuple(f"{name} {flag}" for name, flag in flags.items() if name != "help")}
    draft.values |= {"rounds": defaults.get("count", 0)}
    draft.values |= {"timeout_s": defaults["timeout"]} if "timeout" in defaults else {}
    bare = [token for token in intervals if token.value == "bare" and token not in spoken]
    lasting = bare[0] if len(bare) == 1 and spoken and bare[0].number > spoken[0].number else None
    if len({token.number for token in spoken}) > 1 or (bare and (lasting is None or draft.has("duration"))):
        draft.left += [token.text for token in intervals[1:]]
    samples = draft.some("samples")
    draft.left += [token.text for token in samples[1:] if token.number != samples[0].number]
    once = [token for token in draft.some("once") if "now" not in token.text and "moment" not in token.text]
    if samples and samples[0].number == 1 and not spoken:  # `runs: 1`
        once, samples = [*once, samples[0]], []
    when = draft.some("when")
    event = any(test.how in EVENTS for test in tests.tests)
    told = [token for token in draft.some("alert") if token.value == "told"]
    alert = len(draft.some("alert")) > len(told) or draft.asked.has("bell")
    alert = alert and not (draft.ends and not spoken)  # `warn and exit 1 when …` is one look
    ifs = [token for token in when if token.text.lower() in ("if", "in case", "if ever")]
    lasting_when = len(when) > len(ifs) and (alert or bool(told) or event)
    waits = alert or (bool(when) and not draft.has("mark") and (event or lasting_when))
    held = bool(tests.tests) or tests.counting is not None
    streams = draft.has("stream") or draft.has("on_change") or (waits and held)
    kept = draft.has("log") and (draft.has("file") or draft.has("topic", "flaps")) and _stateful(topics)
    kept = kept or (draft.has("log") and draft.has("file") and bool(when) and bool(tests.tests))
    streams = (streams or event or kept or about.tallied) and not once
    if "clock" in topics and not draft.has("stream"):  # how far off it is, one look tells
        streams = False
    if once and event and not spoken:  # what happened before now, no device tells
        draft.left += [token.text for token in draft.some("event")]
    duration, looped = _duration(draft) or defaults.get("duration", 0), draft.has("loop")
    looped = looped or bool({"interval", "count", "duration"} & set(flags))
    if looped and once:
        draft.left += [token.text for token in draft.some("loop")]
    if spoken:
        seconds = spoken[0].number
        if once:
            draft.left += [once[0].text]
        if not LEAST_S <= seconds <= MOST_S:
            draft.left.append(spoken[0].text)
            seconds = LEAST_S
        draft.values |= {"mode": "sample", "interval_s": int(seconds), "every": not _only_changes(draft, tests)}
    elif streams and not _stateful(topics):
        draft.values |= {"mode": "sample", "interval_s": DEFAULT_S, "every": not _only_changes(draft, tests)}
        draft.remarks.append(f"no interval is said: every {DEFAULT_S} s")
    elif (duration or looped) and not streams and not once:
        seconds = defaults.get("interval", DEFAULT_S)
        draft.values |= {"mode": "sample", "interval_s": min(max(seconds, LEAST_S), MOST_S), "every": True}
        draft.remarks += [] if "interval" in defaults else [f"no interval is said: every {DEFAULT_S} s"]
    if lasting is not None and not duration:
        duration = int(lasting.number)
        draft.remarks.append(f"{lasting.text!r} is read as how long it runs")
    if samples and spoken:
        duration = int(samples[0].number * spoken[0].number)
    elif samples:
        draft.left.append(samples[0].text)
    if duration and once:
        draft.left.append(once[0].text)
    if (
        when
        and not tests.tests
        and tests.counting is None
        and not draft.sought.prefixes
        and not alert
        and not draft.has("on_change")
    ):
        draft.left.append(when[0].text)
    draft.values["duration_s"] = duration
    return bool(spoken) or streams or bool(duration) or (looped and not once)


def _duration(draft: Draft) -> int:
    """How long it runs. After a state or an event, a time is how long that lasts."""
    for place, token in enumerate(draft.found):
        if token.type == "duration":
            before = draft.found[place - 1] if place else None
            lasts = ("state", "event", "compare", "not", "number", "percent")  # `stays above 80 % for a minute`
            if before is not None and before.type in lasts and not before.ends:
                draft.left.append(token.text)
            return int(token.number)
    return 0


def _only_changes(draft: Draft, tests: Conditions) -> bool:
    """Whether a value that is what it was is not printed again."""
    if draft.has("mark") and not draft.has("only"):
        return False
    return any(test.how in EVENTS for test in tests.tests) or draft.has("on_change")


def _stateful(topics: Sequence[str]) -> bool:
    """Whether what is asked changes seldom, so that a device tells each change."""
    return any(not BY_NAME[name].numbers or name.endswith("flaps") for name in topics)
