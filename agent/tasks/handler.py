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
from agent.gates.script.fixture_servers import SUMMARY_JSON, VALUES, sample_leaves
from agent.gates.script.intent import ScriptIntent
from agent.tasks.script_frame import ScriptNode, asked_commands, asked_paths

SILENT = "called with {calls} values of its topic the function returned nothing; it must return what the request asks"
TURNS = 4
_FENCE = "```"


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
        return [Call(node.name, command, SUMMARY_JSON) for command in commands]
    leaves = list(sample_leaves(asked_paths(intent, nodes[:1])[node.name]))[:12]
    turns = range(1 if intent.way == "get" else TURNS)
    return [Call(node.name, _path(leaf), _value(leaf[-1][0], turn)) for turn in turns for leaf in leaves]


def _path(leaf: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    return "/" + "/".join(name + "".join(f"[{key}={value}]" for key, value in keys) for name, keys in leaf)


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
import json
import sys
from datetime import datetime, timedelta, timezone

{handler}

state, when = {{}}, datetime(2026, 1, 1, tzinfo=timezone.utc)
for node, what, value in json.loads({rows}):
    when += timedelta(seconds=10)
    found = handle(node, what, value) if {typed} else handle(node, what, value, when, state)
    print(json.dumps([found], default=str))
"""


def faults(handler: str, made: Sequence[Call], way: str) -> tuple[str, ...]:
    """Why a handler is none, in words that a model can mend; empty where it answers.

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
        return (SILENT.format(calls=len(made)),)
    return ()
