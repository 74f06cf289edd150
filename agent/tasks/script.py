"""A request for a script becomes a file that a gate has accepted, and has tried.

The model says what the script shall do, and where the frame's own handler is not enough writes one function. Code
writes the script, and the gate tries it in a sandbox. Where code understood every word no model is asked; what the
request says stands in any case. What the gate finds goes back to the model, twice at most.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from agent.failure import Failure
from agent.gates.script.demands import Demands, held, read_demands, refusal, replace_intent
from agent.gates.script.gate import Rules, judge
from agent.gates.script.intent import ScriptIntent, schema, understand_script
from agent.models.api import ModelClient, ModelFailure, ModelRequest
from agent.tasks.drafting import NO_OBJECT, Attempt, Outcome, asked, complaints, errors, mended, settled
from agent.tasks.script_frame import FrameError, ScriptNode, chosen, has_gnmi, is_meant, write_script
from clab.topics import BY_NAME

NUM_PREDICT = 1_200
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
    demands = read_demands(order.request, [node.name for node in order.nodes])
    if why := refusal(demands):
        raise Failure(why, f"topics: {', '.join(sorted(BY_NAME)).replace('_', ' ')}", status=3)
    attempts: list[Attempt] = []
    intent, left = understand_script(order.request, tuple(item.name for item in order.nodes))
    why = "every word of it was read by code"
    if (intent is None or left) and words is not None:
        try:
            answered = _answered(order, model, demands, left, on_stage)
            mended(words, _asker(order, model), answered, attempts, on_stage)
            return _settled(order, Outcome(order.request, tuple(attempts), model), now)
        except ModelFailure as error:
            why = f"{model}: {error.what}"
            on_stage(f"no words from {model}; reading the request by code")
    elif words is None:
        why = "no model was asked for"
    read = _for_nodes(order, held(_by_code(order, why), demands), demands)
    attempts.append(_judged(order, read, "", on_stage))
    return _settled(order, Outcome(order.request, tuple(attempts), "labkeeper", why), now)


def _for_nodes(order: ScriptOrder, intent: ScriptIntent, demands: Demands) -> ScriptIntent:
    """Nodes of which one has no gNMI are asked on their command lines, where the request leaves the way open."""
    if demands.way is not None or intent.way == "cli" or demands.streamed:
        return intent
    meant = [node for node in order.nodes if any(is_meant(word, node) for word in intent.nodes)]
    typed = bool(meant) and not all(has_gnmi(each) for each in meant) and all(item.platform for item in meant)
    return replace_intent(intent, way="cli") if typed else intent


def _settled(order: ScriptOrder, outcome: Outcome, now: datetime) -> Outcome:
    done = settled(outcome, order.out.parent, now)
    for file in done.files:
        file.chmod(0o755)
    return done


def _by_code(order: ScriptOrder, why: str) -> ScriptIntent:
    intent, left = understand_script(order.request, tuple(node.name for node in order.nodes))
    if intent is None or left:
        what = f"not understood: {', '.join(map(repr, left))}" if left else "no topic of ours is named"
        hint = f"topics: {', '.join(sorted(BY_NAME)).replace('_', ' ')}; or start the model"
        raise Failure(f"{why}; the request was read by code alone; {what}", hint, status=4)
    return intent


def _asker(order: ScriptOrder, model: str) -> Callable[[Attempt | None], ModelRequest]:
    values = {
        "request": order.request,
        "nodes": ", ".join(f"{node.name} ({node.kind})" for node in order.nodes[:64]),
        "topics": ", ".join(sorted(BY_NAME)),
    }
    return lambda last: asked("script", model, values, last, schema(), num_predict=NUM_PREDICT, subject=order.out.name)


def _answered(
    order: ScriptOrder, model: str, demands: Demands, left: Sequence[str], on_stage: Callable[[str], None]
) -> Callable[[str], Attempt]:
    """Judges a model's answer: as an intent, then as the script that the intent is with all that its request says.
    `left` are the words that no code understood: a handler must do what they mean."""

    def answered(answer: str) -> Attempt:
        try:
            data = json.loads(answer)
        except ValueError:
            return Attempt(answer, (NO_OBJECT,))
        try:
            intent = ScriptIntent.model_validate(data)
        except ValidationError as error:
            return Attempt(answer, complaints(error.errors()))
        said, _ = understand_script(order.request, tuple(node.name for node in order.nodes))
        intent = held(intent, demands)
        if said is not None and (said.nodes != ("all",) or intent.nodes != ("all",)):
            intent = replace_intent(intent, nodes=said.nodes)
        intent = _for_nodes(order, intent, demands)
        shown = " ".join(left)
        if not intent.handler.strip():
            return Attempt(answer, (f"handler: it must do what the request says with {shown!r}",))
        done = _judged(order, intent, model, on_stage)
        return replace(done, remarks=(*done.remarks, f"what the handler does was not held against {shown!r}"))

    return answered


def _judged(order: ScriptOrder, intent: ScriptIntent, model: str, on_stage: Callable[[str], None]) -> Attempt:
    """Write the script and have it judged; `model` is who is named in it, empty for nobody."""
    said = intent.model_dump_json(exclude_defaults=True)
    try:
        nodes, remarks = chosen(intent, order.nodes)
        text = write_script(intent, nodes, order.request, model)
    except FrameError as error:
        return Attempt(said, tuple(str(error).splitlines()))
    verdict = judge(text, str(order.out), order.rules, on_stage)
    if order.rules.offline:
        first, _, rest = text.partition("\n")
        text = f"{first}\n{UNTRIED}\n{rest}"
    return Attempt(said, errors(verdict, lines=True), {order.out.name: text}, verdict, remarks=tuple(remarks))
