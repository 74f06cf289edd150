"""What the order of a question's words says: the third flap, three leaves, from r1, after the reset. Pure.

A tag that says how others belong together becomes a slot of its own (`x.nth`, `r.after`, …), or a value of `Relations`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from agent.report.questions.tokens import Tag
from clab.number_words import ORDINALS

NTH = {word: nth for nth, word in enumerate(ORDINALS, 1)}
THINGS = ("n.", "e.lost", "e.flap", "c.", "role")
RELATIVE = {"w.since": "r.after", "w.until": "r.before"}
MENTIONED = ("c.", "e.", "n.", "q.", "x.")
ASKED = ("q.many", "q.list", "q.what", "q.why", "q.how_long", "t.past", "t.perfect")
"""Slots of a question before a `when` that asks nothing."""

OFTEN = {"once": 1, "twice": 2, "thrice": 3}

OF = ("of", "at", "on", "in", "by", "from", "the", "a", "an")


@dataclass(frozen=True, slots=True)
class Compared:
    """More or less than a number: of seconds, else of things (`session`, `incident`, `node`, `times`, …)."""

    sign: Literal["more", "less"]
    value: float
    seconds: bool
    thing: str = ""


@dataclass(frozen=True, slots=True)
class Relations:
    """`roles`: stems of node names (`leaf`). `peers`: the ends that sessions of the node have, or any of them where no
    node is named. `sender`, `receiver`: of prefixes. `blamed`: the nodes of what is asked about as a cause. `nth`:
    which one of several. `counted`: how many the question says there were, of nodes or sessions or incidents. `aside`:
    the nodes of a clause that only says when (`when r1 lost e1`). `subjects`: of three nodes and more, the sessions
    and the single nodes that are named. `compared`: more or less than what something is asked to be. `excluded`: nodes
    whose sessions are not asked about. `agent`: the node that is said to have done what closes a session."""

    roles: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    sender: str | None = None
    receiver: str | None = None
    blamed: tuple[str, ...] = ()
    nth: int | None = None
    counted: tuple[str, int] | None = None
    aside: tuple[str, ...] = ()
    subjects: tuple[tuple[str, ...], ...] = ()
    compared: Compared | None = None
    agent: str | None = None
    excluded: tuple[str, ...] = ()


@dataclass(slots=True)
class _Found:
    tags: list[Tag]
    roles: list[str] = field(default_factory=list)
    counted: tuple[str, int] | None = None
    nth: int | None = None
    compared: Compared | None = None


def related(found: Sequence[Tag]) -> tuple[list[Tag], Relations]:
    """The tags with their relations read, and those."""
    state = _Found(list(found))
    for place in range(len(state.tags)):
        _word(state, place)
        _compared(state, place)
        _number(state, place)
        _ordinal(state, place)
        _moment(state, place)
        _role(state, place)
    nodes = list(dict.fromkeys(str(tag.value) for tag in state.tags if tag.slot == "node"))
    ways = {
        way: _beside(state.tags, words) for way, words in (("sender", ("from", "by")), ("receiver", ("to", "towards")))
    }
    aside = _aside(state.tags)
    nodes = [node for node in nodes if node not in aside]
    blamed = _blamed(state.tags, nodes)
    return state.tags, Relations(
        tuple(dict.fromkeys(state.roles)),
        _peers(state.tags, [node for node in nodes if node not in blamed]),
        ways["sender"],
        ways["receiver"],
        blamed,
        state.nth,
        state.counted,
        aside,
        compared=state.compared,
        agent=_agent(state.tags),
    )


def _next(tags: Sequence[Tag], place: int) -> Tag | None:
    """The next tag that carries something."""
    return next((tag for tag in tags[place + 1 :] if tag.slot != "-"), None)


def _word(state: _Found, place: int) -> None:
    """`how long did it last`, `how many fell when r1 restarted`: words that ask nothing where they stand."""
    tag, before = state.tags[place], state.tags[:place]
    if tag.words == "last" and any("q.how_long" in item.slots for item in before) and _next(state.tags, place) is None:
        state.tags[place] = replace(tag, slots=("-",))
    behind_node = place > 1 and state.tags[place - 1].slot == "node" and any(one.slot[:2] == "t." for one in before)
    if tag.words == "who" and behind_node:
        state.tags[place] = replace(tag, words="the one who", slots=("-",))  # `was it r4 who shut it`
    until = tag.words in ("how long until", "how long till", "how long before")
    felt = {slot for item in state.tags[place:] for slot in item.slots}
    if until and felt & {"e.affected", "e.noticed", "e.lost"} and not felt & {"e.back", "e.up", "e.fixed"}:
        state.tags[place] = replace(tag, slots=("q.lag",))
    nearest = _next(state.tags, place)
    of_whom = nearest is not None and nearest.slot in ("node", "role", "n.session")
    if tag.words == "without" and (of_whom or any("q.how_long" in item.slots for item in before)):
        routes = any(item.slot == "n.prefix" for item in state.tags[place:])
        state.tags[place] = replace(tag, slots=("e.lost" if routes else "e.down",))
    asked = any(set(ASKED) & set(item.slots) for item in before)
    after = state.tags[place + 1].words if place + 1 < len(state.tags) else ""
    if tag.words == "right" and after in ("", "when", "after", "before", "at", "now", "then"):
        state.tags[place] = replace(tag, slots=("-",))
    if tag.words == "where" and asked:
        state.tags[place] = replace(tag, slots=("-",))
    if tag.words in ("cause", "caused", "trigger", "triggered", "bring about") and _caused(state.tags, place):
        state.tags[place] = replace(tag, slots=("r.because",))
    beside = [item.words for item in state.tags[place - 1 : place + 2 : 2]] if place else []
    if tag.words in ("when", "wen") and asked and not {"and", "or"} & set(beside) and _next(state.tags, place):
        state.tags[place] = replace(tag, slots=("r.during",))


SIGNS: dict[str, Literal["more", "less"]] = {"x.more": "more", "x.less": "less"}
EQUAL = ("at least", "at most", "no more than", "not more than", "no less than", "not less than")
"""Words of a comparison that the number itself still fulfils."""


def _compared(state: _Found, place: int) -> None:
    """`more than ten seconds`, `within 3 s`, `fewer than two sessions`."""
    sign = next((SIGNS[slot] for slot in state.tags[place].slots if slot in SIGNS), None)
    behind = [k for k in range(place + 1, len(state.tags)) if state.tags[k].slot != "-"][:3]
    if sign is None or not behind:
        return
    first, words = state.tags[behind[0]], state.tags[place].words
    after = state.tags[behind[1]] if len(behind) > 1 else None
    used = [place, behind[0]]
    if first.slot == "length" or first.slot == "unit":
        found = Compared(sign, float(first.value), seconds=True)
    elif first.slot == "number" and after is not None and after.slot == "unit":
        found = Compared(sign, float(first.value) * float(after.value), seconds=True)
        used.append(behind[1])
    elif first.slot == "number" and (thing := _thing(after)):
        edge = (-0.5 if sign == "more" else 0.5) if words in EQUAL else 0.0
        found = Compared(sign, float(first.value) + edge, seconds=False, thing=thing)
    else:
        return
    slot = "x.longer" if found.seconds else "x.compared"
    for k in used:
        state.tags[k] = replace(state.tags[k], slots=(slot,))
    state.compared = found


def _caused(tags: Sequence[Tag], place: int) -> bool:
    """Whether a verb stands between a cause and what it is said to have done, behind a helper: `did the link failure
    cause the reset`."""
    left, right = tags[:place], tags[place + 1 :]
    named = any(item.slot[:2] == "c." or item.slot == "n.incident" for item in left)
    done = any(item.slot[:2] in ("c.", "e.") or item.slot == "n.incident" for item in right)
    return named and done and any(item.slot[:2] == "t." for item in left)


def _number(state: _Found, place: int) -> None:
    """`three leaves`: a number of things that the question takes for granted."""
    tag = state.tags[place]
    if tag.words == "once" and place and _next(state.tags, place) is not None:
        state.tags[place] = replace(tag, slots=("r.during",))  # `once it trips`
    elif tag.words in OFTEN:
        state.tags[place], state.counted = replace(tag, slots=("x.counted",)), ("times", OFTEN[tag.words])
    if tag.words in OFTEN:
        return
    behind = [one for one in state.tags[place + 1 :] if one.slot != "-" and one.slot[:2] != "b."]
    after = next((one for one in behind if one.slot != "e.lost"), None)
    if tag.slot != "number" or float(tag.value) != int(float(tag.value)):
        return
    thing = _thing(after) or _thing(behind[0] if behind else None)
    if thing:
        state.tags[place], state.counted = replace(tag, slots=("x.counted",)), (thing, int(float(tag.value)))


def _thing(tag: Tag | None) -> str:
    """What a number counts: nodes, sessions, links, …, or the times that something was lost; empty for nothing."""
    if tag is None:
        return ""
    if tag.slot in ("role", "n.node", "node"):
        return "node"
    if tag.slot in ("c.link", "n.iface"):
        return "link"
    named = {"n.session", "n.incident", "n.times", "n.link"} & set(tag.slots)
    if named:
        return tag.slot[2:] if tag.slot in named else named.pop()[2:]
    return "times" if tag.slot == "e.lost" else ""


def _ordinal(state: _Found, place: int) -> None:
    tag, after = state.tags[place], _next(state.tags, place)
    number = NTH.get(tag.words) or (int(tag.value) if tag.slot == "ordinal" else 0)
    if number < 1 or after is None or tag.words == "first":
        return
    if after.slot.startswith(THINGS) or after.slot in ("x.longest", "x.shortest"):
        state.tags[place] = replace(tag, slots=("x.nth",))
        state.nth = number


def _moment(state: _Found, place: int) -> None:
    """`after the reset`, `until then`, `up since?`: a time that no clock bounds."""
    tag, after = state.tags[place], _next(state.tags, place)
    slot = next((RELATIVE[one] for one in tag.slots if one in RELATIVE), None)
    if slot is None:
        return
    if tag.words == "after" and after is not None and after.slot in ("number", "length", "unit"):
        state.tags[place] = replace(tag, slots=("-",))  # `after one minute` is a length
        return
    if tag.words == "since" and (after is None or after.slot == "q.when"):
        state.tags[place] = replace(tag, slots=("q.when",))
    elif after is None or after.slot.startswith((*MENTIONED, "r.", "w.")) or after.slot == "node":
        name = "r.until" if tag.words in ("until", "till", "up to") else slot
        state.tags[place] = replace(tag, slots=(name,))


def _role(state: _Found, place: int) -> None:
    tag = state.tags[place]
    if tag.slot == "role":
        state.roles.append(str(tag.value))


def _beside(tags: Sequence[Tag], words: tuple[str, ...]) -> str | None:
    """The node behind one of these words."""
    for tag, after in pairwise(tags):
        if after.slot == "node" and tag.words.split()[-1] in words:
            return str(after.value)
    return None


def _aside(tags: Sequence[Tag]) -> tuple[str, ...]:
    """The nodes behind a `when` or `while` that have not been named before it, where others have."""
    place = next((k for k, tag in enumerate(tags) if tag.slot == "r.during" and tag.words in ("when", "while")), None)
    if place is None:
        return ()
    before = {str(tag.value) for tag in tags[:place] if tag.slot == "node"}
    behind = dict.fromkeys(str(tag.value) for tag in tags[place:] if tag.slot == "node")
    return tuple(node for node in behind if node not in before) if len(before) == 2 else ()


DEEDS = ("c.reset", "c.shutdown", "c.removed", "e.over")
DOING = frozenset(("tear", "tore", "torn", "teared", "tearing", "kick", "kicked", "throw", "threw", "thrown", "bring",
                   "brought", "take", "took", "taken", "knock", "knocked", "cut", "kill", "killed", "terminate",
                   "terminated", "hang", "hung", "pull", "pulled"))  # fmt: skip
"""Words with which a loss is somebody's deed."""
ACTIVE = ("did", "does", "has", "didnt")
"""Words behind which the node that is named first does what is asked about."""


def _agent(tags: Sequence[Tag]) -> str | None:
    """The node that is said to close a session: `did r1 shut r4 down`, `was r4 shut by r1`."""
    deed = next((k for k, tag in enumerate(tags) if _is_deed(tag)), None)
    if deed is None:
        return None
    by = _beside(tags[deed:], ("by",)) or _beside(tags[deed:], ("on", "at"))
    if not by and any("e.change" in tag.slots for tag in tags):
        by = _beside(tags[deed:], ("on", "at", "from"))  # done on r4
    if by:
        return by
    first = next((tag for tag in reversed(tags[:deed]) if tag.slot == "node"), None)
    helper = next((tag.words for tag in tags[:deed] if tag.slot[:2] == "t."), "")
    plain = not helper and first is not None and not any(tag.slot[:2] == "q." for tag in tags[:deed])
    one = plain or any(tag.words in ("the one who", "the one that", "the one to") for tag in tags[:deed])
    return str(first.value) if first is not None and (helper in ACTIVE or one) else None


def _is_deed(tag: Tag) -> bool:
    return bool(set(DEEDS) & set(tag.slots)) or (tag.slot == "e.lost" and tag.words.split()[0] in DOING)


def _peers(tags: Sequence[Tag], nodes: list[str]) -> tuple[str, ...]:
    """Of more than two nodes: those behind the verb, or all where they stand in one row."""
    if len(nodes) < 3:
        return ()
    places = [k for k, tag in enumerate(tags) if tag.slot == "node" and tag.value in nodes]
    between = [tag for tag in tags[places[0] + 1 : places[1]] if tag.slot not in ("-", "node")]
    linked = any(tag.words in ("from", "with", "to", "between", "towards") for tag in tags[places[0] + 1 : places[1]])
    return tuple(nodes[1:]) if between or linked else tuple(nodes)


def _blamed(tags: Sequence[Tag], nodes: list[str]) -> tuple[str, ...]:
    """The nodes of `the e1 link failure`, `the reset of r4`, where another node is named too."""
    found: list[str] = []
    behind = next((k for k, tag in enumerate(tags) if "r.because" in tag.slots), None)
    for k, tag in enumerate(tags):
        link = behind is not None and k > behind and tag.slot == "n.link"
        if not (tag.slot.startswith("c.") or tag.slot == "n.incident" or link):
            continue
        before = tags[:k]
        while before and before[-1].slot == "node":
            found.append(str(before[-1].value))
            before = before[:-1]
        rest = list(tags[k + 1 :])
        while rest and rest[0].slot == "-" and rest[0].words in OF:
            rest = rest[1:]
        if not found and rest and rest[0].slot == "node" and len(rest) < len(tags[k + 1 :]):
            found.append(str(rest[0].value))
        if found:
            break
    if behind is not None and not found:
        after = [str(tag.value) for tag in tags[behind:] if tag.slot == "node"]
        found = [node for node in after if node not in [str(tag.value) for tag in tags[:behind] if tag.slot == "node"]]
    return tuple(dict.fromkeys(found)) if set(nodes) - set(found) else ()
