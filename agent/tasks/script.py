"""A request for a script becomes a file that a gate has accepted, and has tried.

Code reads what is asked, of whom and how often, and writes the script. Where it understood every word, no model is
asked; else the model writes one function, the handler, as plain code in a call of its own, which is called in a sandbox
with values of its topic and then tried with the whole script. What the gate finds goes back, twice at most.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from agent.failure import Failure
from agent.gates.sandbox import NoSandboxError, version
from agent.gates.script.gate import Rules, judge
from agent.gates.script.intent import ScriptIntent, replace_intent
from agent.gates.script.request.reader import Reading, read_request
from agent.gates.script.slips import without_slips
from agent.gates.verdict import Stage, Verdict, judged
from agent.models.api import ModelClient, ModelFailure, ModelRequest
from agent.tasks.drafting import Attempt, Outcome, asked, errors, mended, settled
from agent.tasks.handler import Call, block, calls, faults
from agent.tasks.restating import offered, restated
from agent.tasks.script_check import lacks
from agent.tasks.script_frame import asked_commands, example_handler, signature_of, write_script
from agent.tasks.script_nodes import FrameError, ScriptNode, chosen, is_asked_by_gnmi
from agent.tasks.script_way import chosen_here, left_out, placed
from clab.finding import Finding
from clab.topics import BY_NAME

NUM_PREDICT = 700
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
    made = _made(replace(order, request=text), words, model, now, on_stage)
    said = tuple(f"{written!r} was read as {meant!r}" for written, meant in slips)
    last = replace(made.last, remarks=(*said, *made.last.remarks))
    return replace(made, request=order.request, attempts=(*made.attempts[:-1], last))


def _made(
    order: ScriptOrder, words: ModelClient | None, model: str, now: datetime, on_stage: Callable[[str], None]
) -> Outcome:
    reading = _read(order)
    if reading.refused:
        raise Failure(reading.refused, f"topics: {_TOPICS}", status=3)
    left = reading.left
    intent = None if reading.intent is None else _placed(order, reading)
    if intent is None or (left and (words is None or intent.worked)):  # a handler sees one value, and no other row
        if words is None:
            raise _not_read(left, "no model was asked for; ")
        said = restated("script", order.request, left, words, model, lambda said: _misread(order, said, on_stage))
        raise _not_read(left, "", offered("script", said) if said else "")
    if not left or words is None:
        whole = _judged(order, intent, "", on_stage)
        some = [node for node in chosen(intent, order.nodes)[0] if not is_asked_by_gnmi(intent, node)]
        commands = [each for typed in asked_commands(intent, some).values() for each in typed] if some else []
        whole = replace(whole, remarks=(*whole.remarks, *reading.remarks, *chosen_here(reading, intent, commands)))
        whole = replace(whole, remarks=(*whole.remarks, *left_out(reading, intent)))
        return _settled(order, Outcome(order.request, (whole,), "labkeeper", "every word of it was read by code"), now)
    attempts: list[Attempt] = []
    try:
        mended(
            words,
            _asker(order, intent, left, model),
            _answered(order, intent, left, model, on_stage),
            attempts,
            on_stage,
        )
    except ModelFailure as error:
        raise _not_read(left, f"{model}: {error.what}; ") from error
    return _settled(order, Outcome(order.request, tuple(attempts), model), now)


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
        write_script(intent, some, order.request, "")
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
        return _judged(order, _placed(order, reading), "", on_stage).findings
    except Failure as failure:
        return (failure.what,)


def _settled(order: ScriptOrder, outcome: Outcome, now: datetime) -> Outcome:
    done = settled(outcome, order.out.parent, now)
    for file in done.files:
        file.chmod(0o755)
    return done


def _asker(
    order: ScriptOrder, intent: ScriptIntent, left: Sequence[str], model: str
) -> Callable[[Attempt | None], ModelRequest]:
    """Asks for the handler alone.

    Raises:
        FrameError: there is nothing that it could handle.
    """
    nodes, _ = chosen(intent, order.nodes)
    shown = calls(intent, nodes)
    values = {
        "request": order.request,
        "left": " ".join(left),
        "way": intent.way,
        "signature": signature_of(intent.way),
        "example": example_handler(intent.way),
        "calls": list({call.what: call for call in shown}.values())[:3] if intent.way == "cli" else _shown(shown),
    }
    return lambda last: asked("script", model, values, last, None, num_predict=NUM_PREDICT, subject=order.out.name)


def _shown(made: Sequence[Call]) -> list[Call]:
    """Two leaves of a topic, with two values each."""
    leaves = list(dict.fromkeys(call.what for call in made))[:2]
    return [call for leaf in leaves for call in [one for one in made if one.what == leaf][:2]]


def _answered(
    order: ScriptOrder, intent: ScriptIntent, left: Sequence[str], model: str, on_stage: Callable[[str], None]
) -> Callable[[str], Attempt]:
    """Judges a model's handler in the script that code wrote. `left` are the words that no code understood: the handler
    must do what they mean."""

    def answered(answer: str) -> Attempt:
        code = block(answer)
        done = _judged(order, replace_intent(intent, handler=code), model, on_stage)
        said = " ".join(left)
        return replace(done, remarks=(*done.remarks, f"what the handler does was not held against {said!r}"))

    return answered


def _judged(order: ScriptOrder, intent: ScriptIntent, model: str, on_stage: Callable[[str], None]) -> Attempt:
    """Write the script and have it judged; `model` is who is named in it, empty for nobody."""
    said = intent.model_dump_json(exclude_defaults=True)
    try:
        nodes, remarks = chosen(intent, order.nodes)
        text = write_script(intent, nodes, order.request, model)
    except FrameError as error:
        return Attempt(said, tuple(str(error).splitlines()))
    rules = order.rules
    if intent.file and not intent.handler:
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
    if intent.handler and verdict.decision == "accepted" and not order.rules.offline:
        on_stage("the handler, called")
        verdict = Verdict(verdict.file, (*verdict.stages, _called(intent, nodes, order.request)))
    if order.rules.offline:
        first, _, rest = text.partition("\n")
        text = f"{first}\n{UNTRIED}\n{rest}"
    found = errors(verdict, lines=not intent.handler)
    return Attempt(said, found, {order.out.name: text}, verdict, remarks=tuple(remarks), intent=intent)


def _called(intent: ScriptIntent, nodes: Sequence[ScriptNode], request: str) -> Stage:
    """The handler, called in the sandbox with values of its topic."""
    started = time.monotonic()
    try:
        found = faults(intent.handler, calls(intent, nodes), intent.way, request)
    except NoSandboxError as error:
        return Stage("handler", "could_not_run", text=str(error), version="bubblewrap")
    findings = [Finding("handler", "error", 0, 0, one) for one in found]
    return judged("handler", findings, time.monotonic() - started, version())
