"""Which values a request asks for: states, limits, and what changes, as tests of leaves. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.gates.script.intent import How, LeafTest
from agent.gates.script.request.nearness import counts, is_of_one, nearest
from agent.gates.script.request.tokens import Token
from clab.topic import Topic
from clab.topics import BY_NAME

AMBIGUOUS = ("interface_counters",)
"""Topics of many numbers: a limit does not say of which."""


@dataclass(slots=True)
class Conditions:
    """Tests of leaves; `needed` are topics that the tests need, `left` the words that make no test."""

    tests: list[LeafTest] = field(default_factory=list)
    needed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    aged: bool = False
    """Whether one is of how long something has lasted."""

    near: dict[int, list[Topic]] = field(default_factory=dict)
    """The topics that a number is of, by where its comparison stands."""

    counts: frozenset[int] = frozenset()
    """Where the comparisons stand whose number counts rows."""

    counting: LeafTest | None = None
    """How many rows there must be of a node."""

    inverted: bool = False
    """Whether the last word is `if not`: what is asked for is where the tests do not hold."""


_ELSEWHERE = frozenset(
    {"unknown", "aside", "interface", "address", "entity", "node", "role", "topic", "when", "direction"}
)
"""Types that stand between the words of a condition and say nothing of it."""


def conditions(everything: Sequence[Token], names: Sequence[str]) -> Conditions:
    """The tests of a request; `names` are its topics."""
    made = Conditions(near=nearest(everything, names), counts=frozenset(counts(everything)))
    if is_of_one(everything, names):
        made.left += [token.text for token in everything if token.type == "state"]
    found = [token for token in everything if token.type not in _ELSEWHERE]
    topics = [BY_NAME[name] for name in names]
    events: list[Token] = []
    place = 0
    while place < len(found):
        token = found[place]
        if token.type == "compare":
            place = _limit(found, place, topics, made)
        elif token.type == "nonzero":
            _numeric(made, topics, token, ">", 0, False)
        elif token.type == "not" and place + 1 == len(found) and made.tests:
            made.inverted = True
            made.tests = [inverse(test) for test in made.tests]
        elif token.type == "not" or token.type == "state":
            place = _states(found, place, topics, made)
        elif token.type == "event" and token.value in _MOVES and _is_amount(found, place + 1):
            place = _by_how_much(found, place, topics, made)
        elif token.type == "zero":
            _none(made, topics, token)
        elif token.type == "column_test":
            made.tests.append(_column_test(token))
        elif token.type == "event" and token.value == "change" and _next(found, place) == "state":
            place = _becoming(found, place, topics, made)
        elif token.type == "event":
            events.append(token)
        elif token.type == "or_more":
            made.left.append(token.text)
        elif token.type == "owner" and token.value == "bgp" and "bgp_routes" in names:
            pass  # all of them are
        elif token.type == "owner":
            leaves, words = (("active",), ("true",)) if token.value == "active" else (_OWNER, _OWNERS[token.value])
            denied = place > 0 and found[place - 1].type in ("except", "not")
            _owned(made, LeafTest(leaves=leaves, how="not in" if denied else "in", words=words))
        elif token.type == "release":
            _released(made, names, token, "==")
        elif token.type == "number" and _is_equal(everything, token):
            _numeric(made, topics, token, "==", token.number, False)
        elif token.type in ("number", "percent") and place + 1 < len(found) and found[place + 1].type == "or_more":
            _numeric(made, topics, token, found[place + 1].value, token.number, token.type == "percent")
            place += 1
        place += 1
    _events(made, topics, events)
    return made


EQUALS = ("interface_mtu", "interface_speed")
"""Topics whose number may stand right behind: `mtu 1500`."""


def _is_equal(everything: Sequence[Token], token: Token) -> bool:
    before = [each for each in everything if each.start < token.start][-1:]
    return bool(before) and before[0].value in EQUALS and before[0].is_beside(token)


_MOVES: dict[str, How] = {
    "rises": "rises",
    "up_or_rises": "rises",
    "falls": "falls",
    "down": "falls",
    "change": "moves",
}


def _by_how_much(found: Sequence[Token], place: int, topics: Sequence[Topic], made: Conditions) -> int:
    """`drops by more than 10 percent`; the place of its last token."""
    token = found[place]
    ahead = place + 1 + (found[place + 1].type == "compare")
    number = found[ahead] if ahead < len(found) else None
    some = made.near.get(token.start) or [topic for topic in topics if topic.numbers]
    if number is None or number.type not in ("number", "percent") or not some or found[place + 1].value in ("<", "<="):
        made.left.append(token.text)
        return place
    leaves = tuple(dict.fromkeys(leaf for topic in some for leaf in topic.numbers))
    percent = number.type == "percent"
    how = _MOVES[token.value]
    made.tests.append(LeafTest(leaves=leaves, how=how, number=number.number, percent=percent))
    return ahead


def _owned(made: Conditions, test: LeafTest) -> None:
    """Whose routes are asked for; of several owners any."""
    for k, other in enumerate(made.tests):
        if (other.leaves, other.how) == (test.leaves, test.how) and test.how == "in":
            made.tests[k] = other.model_copy(update={"words": tuple(dict.fromkeys([*other.words, *test.words]))})
            return
    made.tests.append(test)


def _none(made: Conditions, topics: Sequence[Topic], token: Token) -> None:
    """`no prefixes`: the only number of a topic is 0."""
    numbered = [topic for topic in topics if topic.numbers]
    if len(numbered) != 1 or not numbered[0].name.startswith("bgp_prefixes"):
        made.left.append(token.text)
        return
    made.tests.append(LeafTest(leaves=numbered[0].numbers, how="==", number=0))


def _column_test(token: Token) -> LeafTest:
    """`in AS 65001`, `whose description contains core`: what a column must hold."""
    leaves, how, word = token.value.split("|")
    return LeafTest(leaves=tuple(leaves.split()), how=_how(how), words=tuple(word.split()))


_OPPOSITES: dict[How, How] = {
    "in": "not in", "not in": "in", ">": "<=", "<=": ">", "<": ">=", ">=": "<", "==": "!=", "!=": "==",
    "has": "has not", "has not": "has",
}  # fmt: skip


def inverse(test: LeafTest) -> LeafTest:
    """The test that holds where this one does not."""
    return test.model_copy(update={"how": _OPPOSITES.get(test.how, test.how)})


def opposite_of(how: str) -> str:
    """The comparison that holds where this one does not."""
    return {">": "<=", "<": ">=", ">=": "<", "<=": ">", "==": "!=", "!=": "=="}[how]


_OWNER = ("route-type", "route-owner")
_OWNERS = {
    "bgp": ("bgp",),
    "ospf": ("ospf", "ospfv2", "ospfv3", "ospf6"),
    "isis": ("isis",),
    "static": ("static",),
    "connected": ("connected", "local", "direct"),
}
"""Whose a route is: its type on SR Linux, its protocol on FRR."""

AGES = {"bgp_last_established": "established-s", "interface_last_change": "changed-s", "uptime": "uptime-s"}
"""How long ago it was that a topic tells, in seconds, as the rows have it."""

SINCE = {"bgp_session_state": "bgp_last_established", "interface_state": "interface_last_change"}
"""The topic that tells since when a state is."""


def _aged(made: Conditions, topics: Sequence[Topic], token: Token, how: str) -> None:
    """A test of how long something has lasted."""
    if any(topic.name == "ping_rtt" for topic in topics):
        made.tests.append(LeafTest(leaves=("rtt-avg-ms",), how=_how(how), number=token.number * 1000))
        return
    if any(topic.name == "clock" for topic in topics):
        made.tests.append(LeafTest(leaves=("off-s",), how=_how(how), number=token.number))
        return
    names = [topic.name for topic in topics if topic.name in AGES]
    if not names:  # how long a session has been down, no device tells
        down = any(test.how == "not in" for test in made.tests)
        names = [
            SINCE[topic.name] for topic in topics if topic.name in SINCE and not (down and topic.entity == "neighbor")
        ]
        made.needed += names
    leaves = tuple(AGES[name] for name in names)
    if not leaves:
        made.left.append(token.text)
        return
    made.aged = True
    made.tests.append(LeafTest(leaves=leaves, how=_how(how), number=token.number))


def _is_amount(found: Sequence[Token], place: int) -> bool:
    """Whether a number stands there, with or without a comparison before it."""
    ahead = place + (_next(found, place - 1) == "compare")
    return _next(found, ahead - 1) in ("percent", "number")


def _next(found: Sequence[Token], place: int) -> str:
    return found[place + 1].type if place + 1 < len(found) else ""


def _becoming(found: Sequence[Token], place: int, topics: Sequence[Topic], made: Conditions) -> int:
    """`changes to down`, `becomes established`."""
    before = len(made.tests)
    last = _states(found, place + 1, topics, made)
    for k, test in enumerate(made.tests[before:], before):
        made.tests[k] = test.model_copy(update={"how": "becomes" if test.how == "in" else "leaves"})
    return last


def _limit(found: Sequence[Token], place: int, topics: Sequence[Topic], made: Conditions) -> int:
    """`above 90 %`; the place of its last token. `over` before no number is no limit."""
    token = found[place]
    after = found[place + 1] if place + 1 < len(found) else None
    denied = place > 0 and found[place - 1].type == "not"
    if after is not None and after.type in ("number", "percent"):
        how = opposite_of(token.value) if denied else token.value
        _numeric(made, topics, token, how, after.number, after.type == "percent")
        return place + 1
    if after is not None and after.type == "span":
        _aged(made, topics, after, opposite_of(token.value) if denied else token.value)
        return place + 1
    if after is not None and after.type == "release" and token.value in ("==", "!="):
        _released(made, [topic.name for topic in topics], after, token.value)
        return place + 1
    if after is not None and after.type == "state" and token.value == "!=":
        return _states(found, place, topics, made)
    if token.text.lower() not in ("over", "under", "past", "beyond"):
        made.left.append(token.text)
    return place


def _numeric(made: Conditions, topics: Sequence[Topic], token: Token, how: str, number: float, percent: bool) -> None:
    """A test of the numbers of all topics that have one."""
    some = made.near.get(token.start) or [topic for topic in topics if topic.numbers]
    if (
        not some
        and token.start in made.counts
        and len(topics) == 1
        and topics[0].entity != "node"
        and made.counting is None
        and not percent
    ):
        made.counting = LeafTest(leaves=("count",), how=_how(how), number=number)
        return
    if not some or any(topic.name in AMBIGUOUS for topic in some):
        made.left.append(token.text)
        return
    if percent and not all(topic.name in ("cpu", "cpu_average", "memory", "ping") for topic in some):
        made.left.append(f"{token.text} %")
        return
    leaves = tuple(dict.fromkeys(leaf for topic in some for leaf in topic.numbers))
    made.tests.append(LeafTest(leaves=leaves, how=_how(how), number=number))


def _how(text: str) -> How:
    known: tuple[How, ...] = (">", "<", ">=", "<=", "!=", "==", "in", "not in", "has", "has not")
    return next(how for how in known if how == text)


def _released(made: Conditions, names: Sequence[str], token: Token, how: str) -> None:
    if "version" not in names:
        made.left.append(token.text)
        return
    denied = how == "!="
    leaves = ("version", "software-version")
    made.tests.append(LeafTest(leaves=leaves, how="not in" if denied else "in", words=(token.value.lstrip("vV"),)))


def _states(found: Sequence[Token], place: int, topics: Sequence[Topic], made: Conditions) -> int:
    """`not established`, `idle or active`; the place of the last token."""
    start = place
    denied = found[place].type in ("not", "compare")
    ahead = place + denied
    words: list[str] = []
    while ahead < len(found) and found[ahead].type == "state":
        if words and found[ahead].value.startswith(("admin", "oper")):
            break
        words.append(found[ahead].value)
        ahead += 1
        if words[-1].startswith(("admin", "oper")):
            break
    if {"up", "down"} <= set(words):  # `one is up and another down`
        made.left.append(" ".join(word.text for word in found[start:ahead]))
        return ahead - 1
    if not words:
        after = found[ahead] if ahead < len(found) else None
        if denied and after is not None and after.type == "release":
            _released(made, [topic.name for topic in topics], after, "!=")
            return ahead
        if denied and after is not None and after.type == "number" and any(topic.numbers for topic in topics):
            _numeric(made, topics, after, "!=", after.number, False)
            return ahead
        if not (denied and after is not None and after.type in ("compare", "event", "nonzero", "owner")):
            made.left.append(found[start].text)
        elif after.type == "event":
            made.left.append(f"{found[start].text} {after.text}")
            return ahead
        return start
    if "-" in words[0] and words[0].startswith(("admin", "oper")):
        name = "interface_admin_state" if words[0].startswith("admin") else "interface_state"
        if topics and not any(topic.entity == "interface" for topic in topics):
            made.left.append(found[start].text)
            return ahead - 1
        made.needed.append(name)
        made.tests.append(_state_test(BY_NAME[name], [words[0].partition("-")[2]], denied))
        return ahead - 1
    stated = [topic for topic in topics if topic.state]
    if (
        not stated and topics and all(topic.entity == "interface" for topic in topics)
    ):  # `errors of the ports that are up`
        made.needed.append("interface_state")
        stated = [BY_NAME["interface_state"]]
    if not stated and topics and all(topic.name.startswith("bgp_") for topic in topics):
        made.needed.append("bgp_session_state")
        stated = [BY_NAME["bgp_session_state"]]
    if not stated:
        made.left.append(" ".join(word.text for word in found[start:ahead]))
        return ahead - 1
    made.tests += [_state_test(topic, words, denied) for topic in {topic.state: topic for topic in stated}.values()]
    return ahead - 1


def _state_test(topic: Topic, words: Sequence[str], denied: bool) -> LeafTest:
    """A test of a state: `up` is what is good of the topic, `down` what is not."""
    leaves = leaves_of(topic)
    if "down" in words:
        return LeafTest(leaves=leaves, how="in" if denied else "not in", words=topic.good)
    good = [word for each in words for word in (topic.good if each == "up" else (each,))]
    return LeafTest(leaves=leaves, how="not in" if denied else "in", words=tuple(dict.fromkeys(good)))


_ALSO = {"oper-state": "oper-status", "admin-state": "admin-status", "state": "adjacency-state"}


def leaves_of(topic: Topic) -> tuple[str, ...]:
    """The leaf of a topic's state in every model."""
    return tuple(dict.fromkeys(leaf for leaf in (topic.state, _ALSO.get(topic.state, "")) if leaf))


def _events(made: Conditions, topics: Sequence[Topic], events: Sequence[Token]) -> None:
    """What happens to a value, by what the topics hold: a state goes down, a number goes up."""
    if not events:
        return
    stated = [topic for topic in topics if topic.state]
    counted = [topic for topic in topics if topic.numbers]
    values = {event.value for event in events}
    if stated and counted and values - {"change"}:
        made.left += [event.text for event in events]
        return
    if "change" in values or {"down", "up"} <= values or {"down", "up_or_rises"} <= values:
        crossing = "change" not in values and stated
        for topic in stated if crossing else ():
            made.tests.append(LeafTest(leaves=leaves_of(topic), how="crosses", words=topic.good))
        if not crossing:
            made.tests.append(LeafTest(leaves=(), how="changes"))
        return
    for event in events:
        made.tests += list(_event(event, stated, counted)) or []
        if not (stated or counted):
            made.left.append(event.text)


def _event(event: Token, stated: Sequence[Topic], counted: Sequence[Topic]) -> Iterator[LeafTest]:
    leaves = tuple(dict.fromkeys(leaf for topic in counted for leaf in topic.numbers))
    if event.value in ("rises", "up_or_rises") and counted:
        yield LeafTest(leaves=leaves, how="rises")
    elif event.value in ("falls", "down") and counted:
        yield LeafTest(leaves=leaves, how="falls")
    for topic in stated:
        if event.value in ("down", "falls"):
            yield LeafTest(leaves=leaves_of(topic), how="leaves", words=topic.good)
        elif event.value in ("up", "up_or_rises"):
            yield LeafTest(leaves=leaves_of(topic), how="becomes", words=topic.good)
