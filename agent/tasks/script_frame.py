"""An intent and a lab's nodes become a script: a frame that code owns, with the model's handler in its one place."""

import ast
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agent.gates.script.intent import ScriptIntent
from agent.resources import resource
from clab.kinds.table import monitoring
from clab.show_commands import is_known, not_read_only
from clab.topics import BY_NAME, command_of, path_of

GNMI_HANDLER = '''def handle(node, path, value, when, state):
    """A line for each value that is new."""
    if state.get((node, path)) == value:
        return None
    before = state.get((node, path))
    state[(node, path)] = value
    change = f"{before} -> {value}" if before is not None else str(value)
    return f"{when:%Y-%m-%d %H:%M:%S.%f}Z {node} {path} {change}"'''
GNMI_JSON_HANDLER = '''def handle(node, path, value, when, state):
    """An object for each value that is new."""
    if state.get((node, path)) == value:
        return None
    state[(node, path)] = value
    return json.dumps({"time": when.isoformat(), "node": node, "path": path, "value": value})'''
GNMI_CSV_HANDLER = '''def handle(node, path, value, when, state):
    """A row for each value that is new."""
    if state.get((node, path)) == value:
        return None
    state[(node, path)] = value
    cells = (when.isoformat(), node, path, json.dumps(value))
    return ",".join('"' + str(cell).replace('"', '""') + '"' for cell in cells)'''
EVERY_HANDLERS = {
    "table": '''def handle(node, path, value, when, state):
    """A line for every value."""
    return f"{when:%Y-%m-%d %H:%M:%S.%f}Z {node} {path} {value}"''',
    "json": '''def handle(node, path, value, when, state):
    """An object for every value."""
    return json.dumps({"time": when.isoformat(), "node": node, "path": path, "value": value})''',
    "csv": '''def handle(node, path, value, when, state):
    """A row for every value."""
    cells = (when.isoformat(), node, path, json.dumps(value))
    return ",".join('"' + str(cell).replace('"', '""') + '"' for cell in cells)''',
}
GNMI_HANDLERS = {"table": GNMI_HANDLER, "json": GNMI_JSON_HANDLER, "csv": GNMI_CSV_HANDLER}
CLI_HANDLER = '''def handle(node, command, text):
    """Rows of what a node answered: JSON by its objects, any other text line by line."""
    try:
        data = json.loads(text)
    except ValueError:
        return [{"node": node, "output": line} for line in text.splitlines() if line.strip()]
    rows = []
    for family, part in data.items() if isinstance(data, dict) else ():
        peers = part.get("peers", {}) if isinstance(part, dict) else {}
        for address, peer in peers.items():
            row = {"node": node, "family": family, "neighbor": address}
            row.update({key: peer.get(key) for key in ("remoteAs", "state", "peerUptime", "pfxRcd")})
            rows.append(row)
    return rows or [{"node": node, "output": json.dumps(data)}]'''


_EVERY = "all every everything router routers node nodes device devices target targets"
EVERY = frozenset(_EVERY.split())
"""Words for all nodes of a lab."""


@dataclass(frozen=True, slots=True)
class ScriptNode:
    """A node that a script may ask: where, and how it is protected (`plaintext`, `skip-verify`, `verify`)."""

    name: str
    kind: str
    address: str
    port: int = 57400
    tls: str = "skip-verify"
    username: str = "admin"
    platform: str = ""


class FrameError(ValueError):
    """The intent cannot become a script; each line says why, for the model or for a person."""


def chosen(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> tuple[list[ScriptNode], list[str]]:
    """The nodes that an intent means, and remarks on those that were left out.

    Raises:
        FrameError: it means no node, or none that can answer.
    """
    found: dict[str, ScriptNode] = {}
    for word in intent.nodes:
        matched = [node for node in nodes if is_meant(word, node)]
        if not matched:
            raise FrameError(f"no node of the lab is meant by {word!r}; its nodes are {_listed(nodes)}")
        found |= {each.name: each for each in matched}
    if intent.way == "cli":
        bare = [each for each in found.values() if not each.platform]
        return _without(found, bare, "no command line that netmiko knows")
    dumb = [item for item in found.values() if not has_gnmi(item)]
    if dumb and not set(intent.nodes) <= EVERY:
        raise FrameError(
            "\n".join(f"{each.name} ({each.kind}) has no gNMI server; ask for its command line" for each in dumb)
        )
    return _without(found, dumb, "no gNMI server; ask for its command line instead")


def has_gnmi(node: ScriptNode) -> bool:
    """Whether containerlab gives a node of this kind a gNMI server."""
    known = monitoring(node.kind)
    return known is not None and known.gnmi is not None


def _without(found: dict[str, ScriptNode], out: list[ScriptNode], why: str) -> tuple[list[ScriptNode], list[str]]:
    kept = [item for item in found.values() if item not in out]
    remarks = [f"{each.name} ({each.kind}) has {why}" for each in out]
    if not kept:
        raise FrameError("\n".join(remarks))
    return kept, remarks


def is_meant(word: str, node: ScriptNode) -> bool:
    """Whether a word of a request (a name, a role, a system, all) means a node."""
    plain = re.sub(r"[^a-z0-9]", "", word.lower())
    if plain in EVERY:
        return True
    names = {node.name.lower(), node.kind.replace("_", "").lower()}
    if plain in names or word == node.name:
        return True
    role = {"spines": "spine", "leaves": "leaf", "leafs": "leaf", "edges": "edge", "switches": "switch"}.get(
        plain, plain
    )
    systems = {
        "frr": "linux",
        "srl": "nokia_srlinux",
        "srlinux": "nokia_srlinux",
        "ceos": "arista_ceos",
        "bird": "linux",
    }
    return systems.get(plain) == node.kind or bool(re.match(rf"{re.escape(role)}[-_]?\d*$", node.name, re.IGNORECASE))


def _listed(nodes: Sequence[ScriptNode]) -> str:
    return ", ".join(f"{node.name} ({node.kind})" for node in nodes)


def write_script(intent: ScriptIntent, nodes: Sequence[ScriptNode], request: str, model: str) -> str:
    """The script's text.

    Raises:
        FrameError: nothing is asked for, or the handler is no function `handle`.
    """
    title = textwrap.shorten(" ".join(request.split()).replace("\\", "").replace('"', "'"), 100)
    common = {"title": title[:1].upper() + title[1:], "model": model, "targets": nodes, "username": nodes[0].username}
    handler = _handler(intent)
    if intent.way == "cli":
        commands = asked_commands(intent, nodes)
        interval_s = intent.interval_s if intent.mode == "sample" else 0
        frame = _frames().get_template("cli.py.j2")
        return frame.render(**common, commands=commands, handler=handler, form=intent.form, interval_s=interval_s)
    paths = asked_paths(intent, nodes)
    mode = "get" if intent.way == "get" else intent.mode
    frame = _frames().get_template("gnmi.py.j2")
    return frame.render(**common, paths=paths, handler=handler, mode=mode, interval_s=intent.interval_s)


def asked_paths(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> dict[str, list[str]]:
    """What each node is asked for: the topics in its own model.

    Raises:
        FrameError: nothing is.
    """
    topics = [BY_NAME[item] for item in intent.topics if item in BY_NAME]
    paths = {
        node.name: list(dict.fromkeys([*intent.paths, *(path_of(topic, node.kind) for topic in topics)]))
        for node in nodes
    }
    if not all(paths.values()):
        raise FrameError("no topic and no path: nothing to ask")
    return paths


def asked_commands(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> dict[str, list[str]]:
    """What the nodes of each platform are asked.

    Raises:
        FrameError: nothing is, a command may change something, or a platform does not know it.
    """
    topics = [BY_NAME[item] for item in intent.topics if item in BY_NAME]
    found: dict[str, list[str]] = {}
    for platform in dict.fromkeys(node.platform for node in nodes):
        commands = dict.fromkeys([*intent.commands, *(command_of(topic, platform) for topic in topics)])
        found[platform] = list(commands)
        for command in commands:
            if why := not_read_only(command):
                raise FrameError(f"the command {command!r} {why}; scripts only read")
            if not is_known(command, (platform,)):
                raise FrameError(f"{platform} does not know the command {command!r}")
    if not all(found.values()):
        raise FrameError("no topic and no command: nothing to ask")
    return found


def own_handler(intent: ScriptIntent) -> str:
    """The frame's handler for an intent, where nobody wants another."""
    if intent.way == "cli":
        return CLI_HANDLER
    return (EVERY_HANDLERS if intent.every else GNMI_HANDLERS)[intent.form]


def signature_of(way: str) -> str:
    """The first line of a handler, without its colon."""
    return (CLI_HANDLER if way == "cli" else GNMI_HANDLER).partition(":")[0]


def _handler(intent: ScriptIntent) -> str:
    """The model's function, or the frame's own; just one definition, nothing around it.

    Raises:
        FrameError: it is no single function `handle` with the frame's parameters.
    """
    own = own_handler(intent)
    text = textwrap.dedent(intent.handler).strip()
    if not text:
        return own
    wanted = own.partition(":")[0]
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise FrameError(f"handler, line {error.lineno}: {error.msg}; write {wanted}: ...") from error
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.FunctionDef) or tree.body[0].name != "handle":
        raise FrameError(f"the handler must be one function and nothing else: {wanted}: ...")
    parameters = [arg.arg for arg in tree.body[0].args.args]
    expected = re.findall(r"\w+", wanted.partition("(")[2])
    if parameters != expected:
        raise FrameError(f"handle takes {', '.join(expected)}, not {', '.join(parameters) or 'nothing'}")
    return text


@cache
def _frames() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(resource("templates/scripts")),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Python, not HTML
    )
    environment.filters["pyrepr"] = repr
    return environment
