"""By which way a script asks: gNMI as it comes or in one answer, or the command line. Pure."""

from collections.abc import Iterable, Sequence

from agent.gates.script.intent import EVENTS, ScriptIntent, Way, replace_intent
from agent.gates.script.request.probes import ASKED
from agent.gates.script.request.reader import DEFAULT_S, Reading
from agent.tasks.script_leaves import is_typed
from agent.tasks.script_nodes import EVERY, FrameError, ScriptNode, has_gnmi, is_host, is_meant, meant, tells_by_gnmi
from clab.topics import BY_NAME, commands_of, paths_of


def placed(reading: Reading, nodes: Sequence[ScriptNode], stem: str) -> ScriptIntent:
    """The intent of a reading for the nodes of a lab; `stem` names a file that the request does not.

    Raises:
        FrameError: no node is meant, or what is asked has no form that the way has.
    """
    intent = reading.intent
    assert intent is not None
    some, _ = meant(intent, nodes)
    mute = [node for node in some if not _tells(intent, node)]
    part = [
        node for node in mute if any(_tells(replace_intent(intent, topics=(name,)), node) for name in intent.topics)
    ]
    if mute and not part and len(mute) < len(some) and set(intent.nodes) <= EVERY:
        intent = replace_intent(intent, without=(*intent.without, *(node.name for node in mute)))
        some = [node for node in some if node not in mute]
    typed = reading.cli or (not reading.gnmi and not _all_by_gnmi(intent, reading, some))
    if reading.cli and reading.gnmi:
        if all(map(has_gnmi, some)) or not any(map(has_gnmi, some)):
            raise FrameError(
                "which node is asked by gNMI and which by its command line is not said by their systems here"
            )
        intent, typed = replace_intent(intent, way="both"), False
    elif typed and not reading.cli and _each_its_own(intent, reading, some):
        intent, typed = replace_intent(intent, way="both"), False
    got = reading.got and not reading.subscribed and intent.repeated
    way: Way = (
        "both"
        if intent.way == "both"
        else "cli"
        if typed
        else "get"
        if got or _whole_rows(intent, reading)
        else "subscribe"
    )
    if reading.streamed and intent.form == "table" and not intent.repeated:
        raise FrameError(
            "labkeeper prints what changes line by line, so none of it as a table; ask for lines, or every N seconds"
        )
    made = replace_intent(intent, way=way)
    if intent.peers:
        far = [node.name for word in intent.peers for node in nodes if is_meant(word, node) and not is_host(node)]
        made = replace_intent(made, peers=tuple(dict.fromkeys(far)))
        if not far:
            raise FrameError(f"no node of the lab is meant by {' or '.join(map(repr, intent.peers))}")
    if intent.probed_nodes:
        names = dict.fromkeys(name for word in intent.probed_nodes for name in _probed(word, some, nodes))
        made = replace_intent(made, probed_nodes=tuple(names))
    waits = reading.streamed and not intent.repeated
    if waits and way != "subscribe" and not intent.until:
        made = replace_intent(made, mode="sample", interval_s=DEFAULT_S, every=False)
    if not made.form_said and way != "subscribe" and not made.file and not (made.repeated and not made.every):
        made = replace_intent(made, form="table")
    if made.file.startswith("auto."):
        made = replace_intent(made, file=f"{stem}.{made.file.partition('.')[2]}")
    return made


def _probed(word: str, some: Sequence[ScriptNode], nodes: Sequence[ScriptNode]) -> list[str]:
    """The nodes that a word for those that are pinged means; of all, the routers.

    Raises:
        FrameError: there are none, or none but the one that pings.
    """
    those = some if word == ASKED else [node for node in nodes if is_meant(word, node)]
    routers = [node for node in those if not is_host(node)]
    found = [node.name for node in (routers if word == "all" and routers else those)]
    if not found or (len(some) == 1 and found == [some[0].name]):
        raise FrameError(f"no other node of the lab is there to be pinged by {word!r}")
    return found


def _tells(intent: ScriptIntent, node: ScriptNode) -> bool:
    """Whether a node has all that is asked for, by any way that is known."""
    return tells_by_gnmi(intent, node) or all(commands_of(BY_NAME[name], node.platform) for name in intent.topics)


def left_out(reading: Reading, intent: ScriptIntent) -> tuple[str, ...]:
    """The nodes of a whole lab that are not asked, since nothing is known there that would tell."""
    asked = reading.intent.without if reading.intent else ()
    names = [name for name in intent.without if name not in asked]
    return (f"not asked, since nothing tells it there: {', '.join(names)}",) if names else ()


def chosen_here(reading: Reading, intent: ScriptIntent, commands: Iterable[str]) -> tuple[str, ...]:
    """What the way made of a request: changes are waited for by asking again and again, rows that must be whole are
    asked for, and SR Linux's command line shows JSON by `info`."""
    if reading.shows and any(command.startswith("info ") for command in commands):
        return ("SR Linux is asked by 'info from state', whose JSON has the values that its show commands print",)
    if reading.subscribed and intent.way == "get" and intent.repeated and reading.intent is not None:
        why = "the rows of a table or of CSV must be whole"
        whole = f"every {intent.interval_s} s it asks by gNMI Get instead of Subscribe: {why}"
        return (whole,) if reading.intent.repeated else ()
    waits = reading.streamed and reading.intent is not None and not reading.intent.repeated and intent.repeated
    return (
        (f"nothing tells of changes this way: it asks every {intent.interval_s} s and prints what is new",)
        if waits
        else ()
    )


def _all_by_gnmi(intent: ScriptIntent, reading: Reading, some: Sequence[ScriptNode]) -> bool:
    """Whether gNMI is the way where a request leaves it open: all of the nodes have it; or it is for all nodes of a
    lab, of which the others are left out and named, and asks for what comes by itself."""
    if intent.commands:
        return False
    able = [node for node in some if has_gnmi(node)]
    known = all(paths_of(BY_NAME[name], node.kind) for node in able for name in intent.topics)
    if len(able) == len(some):
        return known
    pushed = reading.streamed and not intent.repeated
    every = bool(able) and known and set(intent.nodes) <= EVERY and (pushed or not _each_its_own(intent, reading, some))
    if every and not pushed and reading.streamed:  # nobody is left out where its command line tells as well
        platforms = {node.platform for node in some}
        every = not all(is_typed(BY_NAME[name], each) for name in intent.topics for each in platforms)
    return every and (reading.streamed or _untold(intent, some))


def _each_its_own(intent: ScriptIntent, reading: Reading, some: Sequence[ScriptNode]) -> bool:
    """Whether rows are told, or told apart, by gNMI alone of some nodes, by the command line alone of others."""
    topics = [BY_NAME[name] for name in intent.topics]
    able = [node for node in some if tells_by_gnmi(intent, node)]
    others = [node for node in some if node not in able]
    picks = bool(intent.tests or intent.worked or intent.columns or reading.streamed)
    text = any(not is_typed(topic, node.platform) for topic in topics for node in able)
    mute = any(not commands_of(topic, node.platform) for topic in topics for node in able)
    known = all(is_typed(topic, node.platform) for topic in topics for node in others)
    return bool(able) and bool(others) and known and (mute or (picks and text)) and not intent.commands


def _untold(intent: ScriptIntent, some: Sequence[ScriptNode]) -> bool:
    """Whether tests are of what a command line prints as text alone."""
    topics = [BY_NAME[name] for name in intent.topics]
    platforms = {node.platform for node in some}
    return bool(intent.tests) and not all(is_typed(topic, each) for topic in topics for each in platforms)


def _whole_rows(intent: ScriptIntent, reading: Reading) -> bool:
    """Whether rows must be whole: a table, a count, an answer once, tests of several values, CSV of many columns."""
    if not reading.streamed or intent.worked or intent.by_node or intent.columns or intent.by_file:
        return True
    several = len({test.leaves for test in intent.tests}) > 1
    wide = intent.form == "csv" and intent.repeated and not (reading.subscribed and len(intent.topics) == 1)
    return (intent.form == "table" and intent.repeated) or intent.counted or several or wide or intent.checked


__all__ = ["EVENTS", "is_host", "is_meant", "placed"]
