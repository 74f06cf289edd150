"""A request for a script becomes a file that a gate has accepted, and has tried.

The model says what the script shall do, and where the frame's own handler is not enough writes one function. Code
writes the script, and the gate tries it in a sandbox. What the gate finds goes back to the model, twice at most.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from agent.asking import ModelFailure, ModelRequest, Words
from agent.core.script_intent import ScriptIntent, schema, understand_script
from agent.failure import Failure
from agent.gates.script import Rules, judge
from agent.tasks.drafting import NO_OBJECT, Attempt, Outcome, asked, complaints, errors, mended, settled
from agent.tasks.script_frame import FrameError, ScriptNode, chosen, write_script
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
    words: Words | None,
    model: str,
    now: datetime,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Write the script that was asked for, or say why not.

    Raises:
        Failure: no model, and code alone does not understand the request; or the file cannot be written.
    """
    attempts: list[Attempt] = []
    why = "no model was asked for"
    if words is not None:
        try:
            answered = _answered(order, model, on_stage)
            mended(words, _asker(order, model), answered, attempts, on_stage)
            return _settled(order, Outcome(order.request, tuple(attempts), model), now)
        except ModelFailure as error:
            why = f"{model}: {error.what}"
            on_stage(f"no words from {model}; reading the request by code")
    attempts.append(_judged(order, _by_code(order, why), "", on_stage))
    return _settled(order, Outcome(order.request, tuple(attempts), "labkeeper", why), now)


def _settled(order: ScriptOrder, outcome: Outcome, now: datetime) -> Outcome:
    done = settled(outcome, order.out.parent, now)
    for file in done.files:
        file.chmod(0o755)
    return done


def _by_code(order: ScriptOrder, why: str) -> ScriptIntent:
    intent, left = understand_script(order.request, tuple(each.name for each in order.nodes))
    if intent is None or left:
        what = f"not understood: {', '.join(map(repr, left))}" if left else "no topic of ours is named"
        hint = f"topics: {', '.join(sorted(BY_NAME)).replace('_', ' ')}; or start the model"
        raise Failure(f"{why}; the request was read by code alone; {what}", hint, status=4)
    return intent


def _asker(order: ScriptOrder, model: str) -> Callable[[Attempt | None], ModelRequest]:
    values = {
        "request": order.request,
        "nodes": ", ".join(f"{each.name} ({each.kind})" for each in order.nodes[:64]),
        "topics": ", ".join(sorted(BY_NAME)),
    }
    return lambda last: asked("script", model, values, last, schema(), num_predict=NUM_PREDICT, subject=order.out.name)


def _answered(order: ScriptOrder, model: str, on_stage: Callable[[str], None]) -> Callable[[str], Attempt]:
    """Judges a model's answer: as an intent, then as the script that the intent is."""

    def answered(answer: str) -> Attempt:
        try:
            data = json.loads(answer)
        except ValueError:
            return Attempt(answer, (NO_OBJECT,))
        try:
            intent = ScriptIntent.model_validate(data)
        except ValidationError as error:
            return Attempt(answer, complaints(error.errors()))
        unknown = tuple(f"topics: there is none called {each!r}" for each in intent.unknown_topics())
        return Attempt(answer, unknown) if unknown else _judged(order, intent, model, on_stage)

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
