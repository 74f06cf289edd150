"""The operations of a request held against the rest of it: what they need, and what they exclude. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.gates.script.intent import EVENTS, LeafTest
from agent.gates.script.request.conditions import leaves_of
from agent.gates.script.request.destinations import Destinations
from agent.gates.script.request.operations import Operations
from agent.gates.script.request.otherwise import Exit
from agent.gates.script.request.shapes import says
from agent.gates.script.request.whom import Subjects
from clab.topics import BY_NAME

POLL_S = 5
"""How often it is asked where a request waits for something and does not say."""

KINDS = {"route-owner": ("protocol", 4), "evpn-type": ("evpn type", 2)}
"""Columns of which several kinds may be asked for: what they are counted by, and how many names one kind has at most."""

MOST_HELD = 2
"""Of so many nodes it is told which routes one has and the other has not."""

MOST_NUMBERS = 4
"""A topic of so many numbers, in two models, is of one amount."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What was read of a request beside its tests and its printing."""

    asked: Operations
    sought: Destinations
    exits: Exit
    topics: Sequence[str]
    about: Subjects
    timing: bool
    text: str


def worked(values: dict[str, object], left: list[str], read: Worked) -> bool:
    """Put the operations into the values of an intent; what makes no sense beside them is left. Whether it lasts."""
    asked = dict(read.asked.values)
    said = read.asked.said
    if asked.pop("then", ""):
        left.append(said["sorted"])
    families = asked.pop("families", "")
    limit = asked.pop("limit_s", 0)
    fine = str(asked.pop("fine", ""))
    first_too = bool(asked.pop("first_too", False))
    noun_form = asked.pop("form", "")
    twice_s = asked.pop("twice_s", 0)
    values.update(asked)
    timing = read.timing
    if isinstance(twice_s, int) and twice_s:
        if timing:
            left.append(said["twice"])
        values |= {"mode": "sample", "every": True, "interval_s": twice_s, "duration_s": twice_s + (twice_s + 1) // 2}
        timing = True
    if noun_form and not values.get("form_said"):
        values["form"] = noun_form
        values["form_said"] = True
    if read.about.family and not families:
        values["family"] = read.about.family
    if values.get("until"):
        timing = _until(values, left, said["until"], limit)
    if values.get("grouped") == "protocol" and set(read.topics) == {"evpn_routes"}:
        values["grouped"] = "evpn type"
    if values.get("totals"):
        _totals(values, left, said["totals"], read.topics)
    if (
        values.get("grouped")
        and not values.get("tests")
        and any(name in read.topics for name in ("routes", "routes_ipv6"))
    ):
        left.append(said["grouped"])
    routes = len(read.topics) == 1 and bool(BY_NAME[read.topics[0]].known_by)
    if values.get("held") and (
        not routes or values["held"] not in read.about.nodes or len(read.about.nodes) != MOST_HELD
    ):
        left.append(said["held"])
    if "bell if so" in said:
        left.append(said["bell if so"])
    if values.get("bell") and not (values.get("tests") or values.get("compared")):
        left.append(said["bell"])
    if values.get("summary"):
        _summary(values, left, read, timing)
    if values.get("compared"):
        one = len(read.about.nodes) < 2 and not read.about.pairs and not any(map(_is_role, read.about.nodes))
        mixed = not routes and any(BY_NAME[name].known_by for name in read.topics)
        if values.get("tests") or one or values.get("saved") or mixed or (routes and timing):
            left.append(said.get("compared", said.get("differing", said.get("held", said.get("diff", "compare")))))
        if values.get("counted") or (
            says(read.text, "'number|count | how many")
            and any(BY_NAME[name].entity == "neighbor" for name in read.topics)
        ):
            left.append("number")  # of each node, and not of each neighbor
        values["checked"] = False
    if values.get("saved"):
        if timing or values.get("tests") or values.get("marked"):
            left.append(said["saved"])
        values["form"] = values["form"] if values.get("form_said") else "table"
    if values.get("sorted_by") == "amount" and not (
        len(read.topics) == 1 and 0 < len(BY_NAME[read.topics[0]].numbers) <= MOST_NUMBERS
    ):
        left.append(said["sorted"])
    numbers = len(BY_NAME[read.topics[0]].numbers) if len(read.topics) == 1 else 0
    if values.get("sorted_by") == "count" and not values.get("grouped") and 0 < numbers <= MOST_NUMBERS:
        values["sorted_by"] = "amount"  # `prefixes of each neighbor, biggest number first`
    if values.get("sorted_by") == "count" and not values.get("grouped"):  # `nodes sorted by number of sessions`
        values["counted"] = True
        left += [said["sorted"]] if any(values.get(name) for name in ("totals", "compared", "saved")) else []
    own = {BY_NAME[name].entity for name in read.topics if name not in read.asked.topics}
    if own and any(BY_NAME[name].entity not in own for name in read.asked.topics):
        left.append(said.get("sorted", said.get("top", said.get("grouped", ""))))
    way = str(values.get("sorted_by", "")).partition(" ")[0]
    if way in ("in", "out") and not read.about.direction:
        values["direction"] = way
    if values.get("redrawn") and not timing:
        left.append(said["redrawn"])
    if values.get("per_s") or values.get("grown"):
        _grown(values, left, read, timing)
    if (values.get("sorted_by") or values.get("by_node")) and timing and values.get("mode") != "sample":
        left.append(said.get("sorted", said.get("top", "")))
    if values.get("stops") and not (timing and values.get("tests")):
        left.append(said["stops"])
    if first_too:
        tests = values.get("tests")
        values["tests"] = tuple(test for test in tests if test.how != "changes") if isinstance(tests, tuple) else ()
        left += [said["first too"]] if values["tests"] or values.get("every") is not False else []
    if fine:
        _fine(values, left, said["fine as well"], fine)
    if values.get("tail") and not all(name == "logs" for name in read.topics):
        left.append(said["last lines"])
    if values.get("no_link_locals") and not set(read.topics) & {"nd", "interface_addresses"}:
        left.append(said["no link locals"])
    if values.get("matrix"):
        _matrix(values, left, read)
    if values.get("folds"):
        _folds(values, left, read, timing)
    if values.get("colored") and not (values.get("marked") or values.get("checked")):
        left.append(said["colored"])
    if values.get("in_a_row"):
        tests = values.get("tests")
        events = isinstance(tests, tuple) and any(test.how in EVENTS for test in tests)
        if events or not tests or values.get("mode") != "sample" or values.get("marked") or values.get("checked"):
            left.append(said["in a row"])
    _kinds(values, read)
    _sought(values, left, read)
    values["called_gone"] = read.sought.gone
    if read.sought.gone and not (values.get("destinations") and values.get("checked")):
        left.append(read.sought.gone)
    _exits(values, left, read, timing)
    return timing


def _is_role(word: str) -> bool:
    return not word[-1:].isdecimal()


def _until(values: dict[str, object], left: list[str], said: str, limit: object) -> bool:
    """It asks again until the tests hold: what happens then is what holds then."""
    tests = values.get("tests")
    assert isinstance(tests, tuple)
    made: list[LeafTest] = []
    for test in tests:
        how = {"becomes": "in", "leaves": "not in"}.get(test.how, test.how)
        if how in EVENTS:
            left.append(said)
        made.append(test.model_copy(update={"how": how}))
    if not made:
        left.append(said)
    values |= {
        "tests": tuple(made), "checked": False, "answered": False, "marked": False, "label": "", "every": True,
        "mode": "sample", "duration_s": limit or values.get("duration_s") or 0,
    }  # fmt: skip
    if "interval_s" not in values:
        values["interval_s"] = POLL_S
    return True


def _totals(values: dict[str, object], left: list[str], said: str, topics: Sequence[str]) -> None:
    """All, those whose state is good, and the others."""
    stated = [BY_NAME[name] for name in topics if BY_NAME[name].state]
    if len(stated) != 1 or values.get("tests"):
        left.append(said)
        return
    topic = stated[0]
    values |= {
        "tests": (LeafTest(leaves=leaves_of(topic), how="in", words=topic.good),),
        "checked": False,
        "marked": False,
    }
    if not values.get("form_said"):
        values["form"] = "lines"
        values["form_said"] = True


def _summary(values: dict[str, object], left: list[str], read: Worked, timing: bool) -> None:
    """How many rows there are, and of how many the state is good: of rows that are listed once, and are no numbers."""
    worked_out = any(values.get(name) for name in ("grouped", "totals", "compared", "saved", "until", "counted"))
    numbers = any(BY_NAME[name].numbers for name in read.topics)
    if timing or worked_out or numbers or values.get("form") in ("json", "csv"):
        left.append(read.asked.said["summary"])


def _sought(values: dict[str, object], left: list[str], read: Worked) -> None:
    """Routes that are looked up."""
    sought = read.sought
    if sought.answer == "pass" and not sought.prefixes:
        values["passes"] = bool(values.get("checked"))
        left += [] if values.get("checked") else ["pass"]
    if not sought.prefixes:
        return
    tests = values.get("tests")
    turns = sought.found_by == "exact" and isinstance(tests, tuple) and {test.how for test in tests} == {"changes"}
    if turns and read.timing and not sought.lacking:  # `when it disappears, and when it is back`
        values |= {"turns": True, "tests": (), "label": "", "every": True, "checked": True}
        values |= {"mode": "sample", "interval_s": values.get("interval_s") or POLL_S}
        values |= {"destinations": sought.prefixes, "found_by": "exact", "answered": False}
        return
    judged = sought.asked or sought.answer or sought.lacking or read.exits.status or values.get("tests")
    beside = any(not name.startswith("route_table") for name in read.topics)
    if (beside and judged) or (read.timing and values.get("mode") != "sample"):
        left.append(sought.said)
    if sought.lacking:
        values["lacking"] = True
    checked = (
        not sought.lacking
        and (sought.asked or bool(sought.answer) or bool(read.exits.status))
        and sought.found_by == "exact"
    )
    values |= {"destinations": sought.prefixes, "found_by": sought.found_by, "checked": checked}
    values["answered"] = sought.answer == "yes" or (checked and bool(values.get("answered")))


def _grown(values: dict[str, object], left: list[str], read: Worked, timing: bool) -> None:
    """What numbers grew by: of counters, round by round."""
    said = read.asked.said
    counters = all(BY_NAME[name].numbers for name in read.topics) and "interface_rate" not in read.topics
    if not counters or values.get("tests") or values.get("every") is False:
        left.append(said.get("per time", said.get("grown", "")))
    if not timing or values.get("mode") != "sample":
        values |= {"mode": "sample", "every": True}


def _fine(values: dict[str, object], left: list[str], said: str, word: str) -> None:
    """`2-Way is fine`: one state more that is not told of."""
    tests = values.get("tests")
    made = [
        test.model_copy(update={"words": (*test.words, word)})
        if test.how in ("in", "not in") and not test.number
        else test
        for test in (tests if isinstance(tests, tuple) else ())
    ]
    states = [test for test in made if word in test.words]
    good = len(states) == 1 and (states[0].how == "not in" or bool(values.get("checked")))
    values["tests"] = tuple(made)
    left += [] if good else [said]


def _folds(values: dict[str, object], left: list[str], read: Worked, timing: bool) -> None:
    """Numbers of all rounds need an end; those of all rows, a node."""
    word = read.asked.said.get("folded") or read.asked.said["added up"]
    numbered = bool(read.topics) and all(BY_NAME[name].numbers for name in read.topics)
    other = any(
        values.get(name)
        for name in ("tests", "grouped", "totals", "compared", "saved", "until", "counted", "sorted_by")
    )
    ends = values.get("adds_up") or (timing and (values.get("duration_s") or values.get("rounds")))
    if not numbered or other or not ends or (values.get("adds_up") and timing and values.get("mode") != "sample"):
        left.append(word)
    values["every"] = True


_ANSWERED = LeafTest(leaves=("loss-percent",), how="<", number=100)
"""Of a ping: that there was an answer."""


def _matrix(values: dict[str, object], left: list[str], read: Worked) -> None:
    """Who has an answer of whom; a matrix has one value of each."""
    if set(read.topics) != {"ping"} or values.get("label") or read.timing:
        left.append(read.asked.said["matrix"])
    values |= {"tests": values.get("tests") or (_ANSWERED,), "checked": True, "marked": False, "form_said": True}
    values["form"] = "table" if values.get("form") == "lines" else values["form"]


def _kinds(values: dict[str, object], read: Worked) -> None:
    """`how many from ospf and how many from bgp`: counted by protocol."""
    tests = values.get("tests")
    if values.get("grouped") or not says(read.text, "how many | number of | count"):
        return
    for test in tests if isinstance(tests, tuple) else ():
        for leaf, (column, most) in KINDS.items():
            if test.how == "in" and leaf in test.leaves and len(set(test.words)) > most:
                values["grouped"] = column


def _exits(values: dict[str, object], left: list[str], read: Worked, timing: bool) -> None:
    """The exit status needs something to depend on."""
    if read.exits.away and timing:
        left.append(read.exits.said)
    values["away_exit"] = read.exits.away
    if not read.exits.status:
        return
    if set(read.topics) == {"ping"} and not values.get("tests"):
        values |= {"tests": (_ANSWERED,), "checked": True}
    if says(read.exits.said, "IF one|any|some|it|something ( BE | of_them )* up|established|full|reachable|ok|fine"):
        left.append(read.exits.said)
    stated = [BY_NAME[name] for name in read.topics if BY_NAME[name].state]
    bad = says(read.exits.said, "WELL | down|bad|broken|wrong|fail|unhealthy|not | isn't|aren't")
    if bad and len(stated) == 1 and not values.get("tests"):
        values |= {"tests": (LeafTest(leaves=leaves_of(stated[0]), how="in", words=stated[0].good),), "checked": True}
    elif read.exits.beside and values.get("tests") and not (values.get("checked") or values.get("label") or timing):
        values["marked"] = not says(read.text, "'only|'just") and not values.get("until")
    values |= {"exits": read.exits.status, "same_exit": read.exits.otherwise and bool(read.exits.well)}
    held = values.get("checked") or values.get("destinations") or values.get("until") or values.get("compared")
    if read.exits.otherwise and not held:  # `… must be established, else exit 1`
        tested = values.get("tests") or values.get("counting")
        values["checked"] = bool(tested) and says(read.text, "MUST|expect|expected")
        left += [] if values["checked"] else [read.exits.said]
    depends = (
        values.get("tests")
        or values.get("counting")
        or values.get("destinations")
        or values.get("compared")
        or values.get("until")
    )
    if (timing and not (values.get("until") or values.get("stops"))) or not depends:
        left.append(read.exits.said)
