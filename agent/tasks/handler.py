"""The one function of a script that a model writes: read out of its answer, and called with what devices say.

A handler comes as plain Python in a block of a call of its own. What it must do no gate can know from its text, so it
is called in the sandbox with values of the script's own topics, before it is put into the frame.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agent.gates.sandbox import Order, attempt
from agent.gates.script.fixture_answers import VALUES, sample_leaves
from agent.gates.script.frr_answers import frr_answer
from agent.gates.script.intent import ScriptIntent
from agent.tasks.handler_demands import unmet
from agent.tasks.script_frame import asked_commands, asked_paths
from agent.tasks.script_nodes import ScriptNode

TURNS = 4
_FENCE = "```"
_LEARNED = (
    "it answers for the names and addresses of the example alone; those of a lab are others, so the function must not "
    "compare the path with one: it takes what it needs out of it"
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a handler: node, path and value (gNMI), or node, command and the text that came (command line)."""

    node: str
    what: str
    value: Any


def block(answer: str) -> str:
    """The code of an answer: its first fenced block that has a function, or all from the first `def` on."""
    blocks = [part.partition("\n")[2] for part in answer.split(_FENCE)[1::2]]
    text = next((one for one in blocks if "def " in one), blocks[0] if blocks else answer)
    start = re.search(r"^def ", text, re.MULTILINE)
    return text[start.start() :].strip() if start else text.strip()


def calls(intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> list[Call]:
    """What the first node of a script may say, in the order in which it comes."""
    node = nodes[0]
    if intent.way == "cli":
        commands = asked_commands(intent, nodes[:1])[node.platform]
        text = frr_answer("show bgp summary json") or ""
        return [Call(node.name, command, text) for command in commands]
    leaves = list(sample_leaves(asked_paths(intent, nodes[:1])[node.name]))[:24]
    if intent.way == "get":
        return [Call(node.name, _path(leaf), _value(leaf[-1][0], k)) for k, leaf in enumerate(leaves)]
    return [Call(node.name, _path(leaf), _value(leaf[-1][0], turn)) for turn in range(TURNS) for leaf in leaves]


def _path(leaf: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    return "/" + "/".join(
        name + "".join(f"[{key}={_key(key, value)}]" for key, value in sorted(keys)) for name, keys in leaf
    )


def _key(key: str, value: str) -> str:
    """A key's value as devices have it, where the fixture's is only a number."""
    return _KEYS.get(key, value)


_KEYS = {"neighbor-system-id": "0000.0000.0002", "system-id": "0000.0000.0002", "local-discriminator": "16385"}
_OTHERS = {
    "ethernet-1/1": "ethernet-1/49",
    "0000.0000.0002": "0100.2555.0077",
    "16385": "23017",
    "10.0.0.1": "192.0.2.71",
    "10.0.0.2": "192.0.2.72",
    "10.0.0.3": "192.0.2.73",
}
"""Names and addresses of the example, and others in their place."""


def _renamed(text: str) -> str:
    for name, other in _OTHERS.items():
        text = re.sub(rf"(?<![\w.]){re.escape(name)}(?![\w.]*\d)", other, text)
    return text


def _value(leaf: str, turn: int) -> Any:
    words = VALUES.get(leaf)
    if words:
        return words[turn % len(words)]
    grown = 1_000 * (turn + 1) ** 2
    return (
        str(grown) if leaf.endswith(("octets", "packets", "frames")) else grown
    )  # 64 bits are text in JSON (RFC 7951)


def results(handler: str, made: Sequence[Call], way: str) -> tuple[list[Any], str]:
    """What a handler returns for every call, run in the sandbox, and its error where it raised one.

    Raises:
        NoSandboxError: the sandbox did not come up.
    """
    rows = [(call.node, call.what, call.value) for call in made]
    text = _RUN.format(handler=handler, rows=repr(json.dumps(rows)), typed=way == "cli")
    seen = attempt(Order(text))
    found = [json.loads(line) for line in seen["output"].splitlines() if line.startswith("[")]
    failed = seen["code"] not in (0, None) or seen["ended"] != "by itself"
    last = seen["errors"].strip().splitlines()[-1:] or ["it did not end"]
    return [one for (one,) in found], last[0][:300] if failed else ""


_RUN = """import csv
import io
import json
import re
import sys
from datetime import datetime, timedelta, timezone

{handler}

state, when = {{}}, datetime(2026, 1, 1, tzinfo=timezone.utc)
for node, what, value in json.loads({rows}):
    when += timedelta(seconds=10)
    found = handle(node, what, value) if {typed} else handle(node, what, value, when, state)
    print(json.dumps([found], default=str))
"""


def faults(handler: str, made: Sequence[Call], way: str, request: str = "") -> tuple[str, ...]:
    """Why a handler is none, in words that a model can mend; empty where it answers as the request says.

    Raises:
        NoSandboxError: the sandbox did not come up.
    """
    found, error = results(handler, made, way)
    if error:
        done = made[len(found)] if len(found) < len(made) else made[-1]
        return (f"handle({done.node!r}, {done.what!r}, {str(done.value)[:80]!r}, ...) fails: {error}",)
    if way == "cli" and not all(isinstance(one, list) and all(isinstance(row, dict) for row in one) for one in found):
        return ("handle must return a list of dicts, one for every row",)
    if not any(found):
        return (f"called with {len(made)} values it returned nothing; it must return what the request asks for",)
    renamed = [
        Call(call.node, _renamed(call.what), _renamed(call.value) if isinstance(call.value, str) else call.value)
        for call in made
    ]
    other, error = results(handler, renamed, way)
    if error or json.dumps(other, sort_keys=True) != _renamed(json.dumps(found, sort_keys=True)):
        return (_LEARNED,)
    return unmet(request, [(call.node, call.what, call.value) for call in made], found)
