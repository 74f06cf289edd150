"""An intent and a lab's nodes become a script."""

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined

from agent.gates.script.intent import ScriptIntent, replace_intent
from agent.resources import resource
from agent.tasks.script_leaves import OTHER_WAY, is_typed, leaf_of, probing
from agent.tasks.script_nodes import FrameError, ScriptNode, has_gnmi, is_asked_by_gnmi
from agent.tasks.script_plan import listed, row_plan, with_next_hops
from agent.tasks.script_row_plan import RowPlan
from clab.show_commands import is_known, not_read_only
from clab.topics import BY_NAME, LINUX_HOST, NEXT_HOPS, answer_of, commands_of, info_of, paths_of

__all__ = ["FrameError", "ScriptNode", "write_script"]


def write_script(
    intent: ScriptIntent, nodes: Sequence[ScriptNode], request: str, beside: Sequence[ScriptNode] = ()
) -> str:
    """The script's text; `beside` are nodes whose addresses alone are asked for.

    Raises:
        FrameError: nothing is asked for, or a node has no such thing.
    """
    nodes = sorted(nodes, key=lambda node: node.name) if intent.by_node else nodes
    title = textwrap.shorten(" ".join(request.split()).replace("\\", "").replace('"', "'"), 100)
    by_gnmi = [node for node in nodes if is_asked_by_gnmi(intent, node)]
    by_cli = [node for node in nodes if node not in by_gnmi]
    paths = asked_paths(intent, by_gnmi) if by_gnmi else {}
    commands = {} if intent.probed_nodes or not by_cli else asked_commands(intent, by_cli)
    told_by_gnmi = [node for node in beside if intent.way in ("get", "both") and has_gnmi(node)]
    told_by_cli = [node for node in beside if node not in told_by_gnmi]
    if told_by_cli and not by_cli:
        raise FrameError(
            f"{told_by_cli[0].name} has no gNMI server to be asked for its addresses: ask by command lines"
        )
    if told_by_gnmi:
        paths |= asked_paths(_FOR_ADDRESSES, told_by_gnmi)
    typed_to = [*(by_cli if intent.probed_nodes else ()), *told_by_cli]
    addresses = asked_commands(_FOR_ADDRESSES, typed_to) if typed_to else {}
    by_gnmi, sources = [*by_gnmi, *told_by_gnmi], [node.name for node in nodes]
    by_cli += told_by_cli
    values: dict[str, object] = {
        "title": title[:1].upper() + title[1:],
        "gnmi_nodes": by_gnmi,
        "cli_nodes": by_cli,
        "paths": paths,
        "commands": commands,
        "addresses": addresses,
        "interval_s": intent.interval_s if intent.repeated else 0,
        "form": intent.form,
        "duration_s": intent.duration_s,
        "otherwise": intent.otherwise,
        "exits": intent.exits,
        "probed": intent.probed,
        "rounds": intent.rounds,
        "retries": intent.retries,
        "timeout_s": intent.timeout_s,
        "parallel": intent.parallel,
        "sources": sources,
        "typed": probes_of(intent, by_cli) if intent.probed_nodes else {},
        "answer": answer_of(BY_NAME[_probing(intent)], LINUX_HOST) if intent.probed_nodes else None,
        "traced": "traceroute" in intent.topics,
        "credentials": [*(_BY_GNMI if by_gnmi else ()), *(_BY_CLI if by_cli else ())],
    }
    platforms = list(dict.fromkeys(node.platform for node in by_cli))
    known = [path for some in paths.values() for path in some]
    known += leaf_paths(intent, "nokia_srlinux") if "nokia_srl" in platforms else []
    known = [path for path in dict.fromkeys(known) if path not in set(leaf_paths(_FOR_ADDRESSES, "nokia_srlinux"))]
    plan = row_plan(intent, [] if intent.probed_nodes else known, platforms, sources)
    values["plan"] = _with_addresses(intent, plan, list(addresses)) if beside or intent.probed_nodes else plan
    if intent.way != "subscribe":
        return _frames().get_template("ask.py.j2").render(**values)
    says = "A row for every value" if intent.every else "A row for each value that is new"
    shown = {**values, "interval_s": intent.interval_s, "mode": intent.mode, "targets": nodes, "says": says}
    return _frames().get_template("gnmi.py.j2").render(**shown, username=nodes[0].username)


def _with_addresses(intent: ScriptIntent, plan: RowPlan, platforms: Sequence[str]) -> RowPlan:
    """The plan, with what is needed to read the addresses of nodes out of answers."""
    own = leaf_paths(_FOR_ADDRESSES, "nokia_srlinux") if "nokia_srl" in platforms else []
    told = row_plan(_FOR_ADDRESSES, own, platforms)
    return replace(
        plan,
        frr={**told.frr, **plan.frr},
        shell=plan.shell or told.shell,
        hosts=plan.hosts or told.hosts,
        walked=plan.walked or told.walked,
        lists={**told.lists, **plan.lists},
        leaves=(*plan.leaves, *told.leaves),
        pinged=intent.probed_nodes,
        peers=intent.peers,
    )


_FOR_ADDRESSES = ScriptIntent(way="cli", topics=("interface_addresses",))
_SOURCES = {"arista_eos": " source {source}"}


def _probing(intent: ScriptIntent) -> str:
    """The topic of what is typed; an answer of ping has all that is told of one."""
    return "ping" if "ping" in intent.topics else intent.topics[0]


def probes_of(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> dict[str, str]:
    """What is typed on each platform to ping or trace an address, with places for `{where}` and `{source}`.

    Raises:
        FrameError: a platform has no such command that is known.
    """
    found: dict[str, str] = {}
    topic = BY_NAME[_probing(intent)]
    for node in nodes:
        answer = answer_of(topic, node.platform)
        command = answer.command if answer else topic.shown.get(node.platform, topic.shown.get("", ""))
        if not command:
            raise FrameError(f"{node.name}: it is not known how {node.platform} pings")
        typed = command.format(destination="{where}", count=intent.probes)
        flag = " -I {source}" if "ping" in command else " -s {source}"
        found[node.platform] = typed + (_SOURCES.get(node.platform, flag) if intent.sourced else "")
    return found


def leaf_paths(intent: ScriptIntent, kind: str) -> list[str]:
    """The paths of an intent on a kind, with its keys in them."""
    found = [path for name in listed(intent) if name in BY_NAME for path in paths_of(BY_NAME[name], kind)]
    found = [path for path in found if not leaf_of(path).startswith(OTHER_WAY[intent.direction])]
    if intent.instance:
        found = [
            path.replace("/network-instance[name=*]", f"/network-instance[name={intent.instance}]") for path in found
        ]
    for keys, values in ((_PORT_KEYS, intent.interfaces), (_PEER_KEYS, intent.addresses)):
        if values:
            found = [keyed for path in found for keyed in _with_keys(path, keys, values)]
    return list(dict.fromkeys(found))


_PORT_KEYS = ("/interface[name=*]", "/interface[interface-name=*]", "/interface[interface-id=*]", "/interface[id=*]")
_PEER_KEYS = ("[peer-address=*]", "[neighbor-address=*]")


def _with_keys(path: str, keys: Sequence[str], values: Sequence[str]) -> list[str]:
    """A path for every value of a key that it has."""
    key = next((key for key in keys if key in path), "")
    return [path.replace(key, key.replace("*", value)) for value in values] if key else [path]


def asked_paths(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> dict[str, list[str]]:
    """What each node is asked for: the topics in its own model.

    Raises:
        FrameError: nothing is, or a node's model has none of a topic.
    """
    lacks = [
        f"{node.name} ({node.kind}): no gNMI path is known here for {name.replace('_', ' ')}"
        for node in nodes
        for name in intent.topics
        if name in BY_NAME and not paths_of(BY_NAME[name], node.kind)
    ]
    if lacks:
        raise FrameError("\n".join(lacks))
    paths = {node.name: list(dict.fromkeys([*intent.paths, *leaf_paths(intent, node.kind)])) for node in nodes}
    if with_next_hops(intent):
        for node in nodes:
            paths[node.name] += NEXT_HOPS
    if not all(paths.values()):
        raise FrameError("no topic and no path: nothing to ask")
    return paths


def asked_commands(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> dict[str, list[str]]:
    """What the nodes of each platform are asked.

    Raises:
        FrameError: nothing is, a command may change something, a platform does not know it, or what it prints has no
            values that a test could be of.
    """
    found: dict[str, list[str]] = {}
    for platform in dict.fromkeys(node.platform for node in nodes):
        commands = dict.fromkeys(intent.commands)
        for name in listed(intent):
            some = _commands(intent, name, platform)
            if not some:
                who = " and ".join(node.name for node in nodes if node.platform == platform)
                raise FrameError(f"{who}: no command of {_SYSTEMS.get(platform, platform)} is known for {_said(name)}")
            if _picks(intent) and not is_typed(BY_NAME[name], platform):
                raise FrameError(
                    f"{_SYSTEMS.get(platform, platform)} prints {_said(name)} as text: its rows cannot be told apart; "
                    "ask by gNMI, or for all of it"
                )
            commands |= dict.fromkeys(some)
        found[platform] = list(commands)
        _one_kind_of_rows(intent, platform)
        for command in commands:
            if why := not_read_only(command):
                raise FrameError(f"the command {command!r} {why}; scripts only read")
            if not is_known(command, ("linux" if platform == LINUX_HOST else platform,)):
                raise FrameError(f"{platform} does not know the command {command!r}")
    if not all(found.values()):
        raise FrameError("no topic and no command: nothing to ask")
    return found


def _one_kind_of_rows(intent: ScriptIntent, platform: str) -> None:
    """Of one answer only one kind of rows is read.

    Raises:
        FrameError: two topics have their rows in the same answer.
    """
    markers: dict[str, str] = {}
    for topic in (BY_NAME[name] for name in listed(intent)):
        answer = answer_of(topic, platform)
        if answer and markers.setdefault(answer.command, answer.marker) != answer.marker:
            raise FrameError(f"{_said(topic.name)} and the rest of one answer have other rows: ask for two scripts")


_BY_GNMI = ("GNMI_USERNAME", "GNMI_PASSWORD")
_BY_CLI = ("CLI_USERNAME", "CLI_PASSWORD")
_SYSTEMS = {"linux": "FRR", LINUX_HOST: "a Linux host", "nokia_srl": "SR Linux's command line"}


def _said(name: str) -> str:
    return name.replace("_", " ")


def _picks(intent: ScriptIntent) -> bool:
    """Whether some of the rows are picked, counted or marked."""
    named = intent.tests or intent.interfaces or intent.addresses or intent.counted or intent.direction
    return bool(named or intent.worked or intent.columns or intent.family) or not (
        intent.every or intent.mode == "on_change"
    )


def _commands(intent: ScriptIntent, name: str, platform: str) -> list[str]:
    topic = BY_NAME[name]
    if (
        platform == "nokia_srl"
        and platform not in topic.shown
        and (intent.interfaces or intent.addresses or intent.instance)
    ):
        some = replace_intent(intent, topics=(name,))
        return [info_of(path) for path in leaf_paths(some, "nokia_srlinux")]
    return [one for command in commands_of(topic, platform) for one in probing(command, intent)]


@cache
def _frames() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("templates/scripts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Python, not HTML
    )
    environment.filters["pyrepr"] = _in_python
    return environment


def _in_python(value: object) -> str:
    """A value as Python writes it.

    Raises:
        UndefinedError: there is none of that name.
    """
    if isinstance(value, Undefined):
        str(value)  # a strict one says its name
    return repr(value)
