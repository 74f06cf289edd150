"""A request for a script becomes a file that a gate has accepted, and has tried.

Code reads what is asked, of whom and how often, and writes the script. Where it did not understand every word, nothing
is written: a model may only say the request again in words that code reads whole, and that is offered, not taken.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from agent.failure import Failure
from agent.gates.script.gate import Rules, judge
from agent.gates.script.intent import ScriptIntent
from agent.gates.script.request.reader import Reading, read_request
from agent.gates.script.slips import without_slips
from agent.models.api import ModelClient
from agent.tasks.drafting import Attempt, Outcome, errors, settled
from agent.tasks.restating import offered, restated
from agent.tasks.script_check import lacks
from agent.tasks.script_frame import asked_commands, write_script
from agent.tasks.script_nodes import FrameError, ScriptNode, by_system, chosen, is_asked_by_gnmi
from agent.tasks.script_way import chosen_here, left_out, placed
from clab.topics import BY_NAME

_TOPICS = ", ".join(sorted(BY_NAME)).replace("_", " ")
UNTRIED = "# not tried in a sandbox (--offline)"


@dataclass(frozen=True, slots=True)
class ScriptOrder:
    """What to write: the request, the lab's nodes, the file, and the gate's rules."""

    request: str
    nodes: Sequence[ScriptNode]
    out: Path
    rules: Rules = field(default_factory=Rules)


def make_script(
    order: ScriptOrder,
    words: ModelClient | None,
    model: str,
    now: datetime,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Write the script that was asked for, or say why not.

    Raises:
        Failure: no model, and code alone does not understand the request; or the file cannot be written.
    """
    names = tuple(node.name for node in order.nodes)
    text, slips = without_slips(order.request, names)
    made = _made(replace(order, request=text, nodes=by_system(order.nodes)), words, model, now, on_stage)
    said = tuple(f"{written!r} was read as {meant!r}" for written, meant in slips)
    last = replace(made.last, remarks=(*said, *made.last.remarks))
    return replace(made, request=order.request, attempts=(*made.attempts[:-1], last))


def _made(
    order: ScriptOrder, words: ModelClient | None, model: str, now: datetime, on_stage: Callable[[str], None]
) -> Outcome:
    reading = _read(order)
    if reading.refused:
        raise Failure(reading.refused, f"topics: {_TOPICS}", status=3)
    intent = None if reading.intent is None else _placed(order, reading)
    if intent is None or reading.left:
        if words is None:
            raise _not_read(reading.left, "no model was asked for; ")
        said = said_again(order, reading.left, words, model, on_stage)
        raise _not_read(reading.left, "", offered("script", said) if said else "")
    whole = _judged(order, intent, on_stage)
    some = [node for node in chosen(intent, order.nodes)[0] if not is_asked_by_gnmi(intent, node)]
    typed = asked_commands(intent, some) if some and not intent.probed_nodes else {}
    commands = [each for commands in typed.values() for each in commands]
    whole = replace(whole, remarks=(*whole.remarks, *reading.remarks, *chosen_here(reading, intent, commands)))
    whole = replace(whole, remarks=(*whole.remarks, *left_out(reading, intent)))
    return _settled(order, Outcome(order.request, (whole,), "labkeeper", "every word of it was read by code"), now)


def said_again(
    order: ScriptOrder, left: Sequence[str], words: ModelClient, model: str, on_stage: Callable[[str], None]
) -> str:
    """A request of which `left` was not understood, in a model's words, of which code writes a script; empty where the
    model found none."""
    return restated("script", order.request, left, words, model, lambda said: _misread(order, said, on_stage))


def _read(order: ScriptOrder) -> Reading:
    reached = {address: node.name for node in order.nodes for address in node.management}
    return read_request(order.request, tuple(node.name for node in order.nodes), reached)


def _placed(order: ScriptOrder, reading: Reading) -> ScriptIntent:
    """The intent with its way, for nodes that are there and can answer, as many as the request says.

    Raises:
        Failure: there are none such.
    """
    try:
        intent = placed(reading, order.nodes, order.out.stem)
        some, _ = chosen(intent, order.nodes)
        write_script(intent, some, order.request, _beside(order, intent, some))
        lacking = list(dict.fromkeys(lacks(intent, some)))
        if lacking and not reading.left:
            raise FrameError("\n".join(lacking))
    except FrameError as error:
        raise Failure("; ".join(str(error).splitlines()), "name nodes that can answer", status=3) from error
    if reading.counted is not None and reading.counted != len(some):
        names = ", ".join(node.name for node in some)
        raise Failure(f"{reading.counted} nodes are meant, and the lab has {len(some)} such: {names}", status=3)
    return intent


def _not_read(left: Sequence[str], why: str, offer: str = "") -> Failure:
    what = f"not understood: {', '.join(map(repr, left))}" if left else "no topic of ours is named"
    hint = f"topics: {_TOPICS}" + ("; or start the model" if why else "")
    return Failure(f"{why}the request was read by code alone; {what}", offer or hint, status=4)


def _misread(order: ScriptOrder, said: str, on_stage: Callable[[str], None]) -> tuple[str, ...]:
    """What is wrong with a request as a model said it again: what code does not read of it, or its script's faults."""
    order = replace(order, request=said)
    reading = _read(order)
    if reading.refused or reading.left or reading.intent is None:
        unread = f"not understood: {', '.join(map(repr, reading.left))}" if reading.left else "no topic is named"
        return (reading.refused or unread,)
    try:
        return _judged(order, _placed(order, reading), on_stage).findings
    except Failure as failure:
        return (failure.what,)


def _settled(order: ScriptOrder, outcome: Outcome, now: datetime) -> Outcome:
    done = settled(outcome, order.out.parent, now)
    for file in done.files:
        file.chmod(0o755)
    return done


def _beside(order: ScriptOrder, intent: ScriptIntent, nodes: Sequence[ScriptNode]) -> list[ScriptNode]:
    """The nodes that are pinged and ping nobody, or are peers of others: asked for their addresses alone."""
    return [each for each in order.nodes if each.name in (*intent.probed_nodes, *intent.peers) and each not in nodes]


def _judged(order: ScriptOrder, intent: ScriptIntent, on_stage: Callable[[str], None]) -> Attempt:
    """Write the script and have it judged."""
    said = intent.model_dump_json(exclude_defaults=True)
    try:
        nodes, remarks = chosen(intent, order.nodes)
        text = write_script(intent, nodes, order.request, _beside(order, intent, nodes))
    except FrameError as error:
        return Attempt(said, tuple(str(error).splitlines()))
    rules = order.rules
    if intent.file:
        rules = replace(rules, allowed=rules.allowed | {"files"})
        does = (
            "keeps what it found in"
            if intent.saved
            else "writes"
            if intent.anew or intent.document or (intent.by_file and not intent.repeated)
            else "adds lines to"
        )
        remarks = [*remarks, f"it {does} {intent.file} where it is run, so a later check needs --allow files"]
    verdict = judge(text, str(order.out), rules, on_stage)
    if order.rules.offline:
        first, _, rest = text.partition("\n")
        text = f"{first}\n{UNTRIED}\n{rest}"
    return Attempt(
        said, errors(verdict, lines=True), {order.out.name: text}, verdict, remarks=tuple(remarks), intent=intent
    )
