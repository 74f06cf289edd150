"""A request for a lab becomes files that a gate has accepted.

The model turns the words into a small typed intent and nothing else; code builds, writes and checks. What the gate
finds goes back to the model, twice at most. Without a model the request is read by code alone, and only where code
understood every word of it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from agent.asking import ModelFailure, ModelRequest, Words
from agent.failure import Failure
from agent.gates.containerlab import find_binary
from agent.gates.topology import Draft, check_topology
from agent.gates.verdict import Verdict
from agent.tasks.drafting import NO_OBJECT, Attempt, Outcome, asked, complaints, errors, mended, settled
from agent.tasks.lab_files import configs, lab_files, topology_name
from agent.tasks.placing import workshop, write_files
from clab.design.asked import assertions
from clab.design.intent import Intent, schema
from clab.design.plan import work_out
from clab.design.understood import understand

NUM_PREDICT = 900
LONGEST_REQUEST = 2_000
UNVALIDATED = "# not validated by containerlab (--offline)\n"


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: the request, the lab's name, the folder, images by kind; `offline` leaves out containerlab."""

    request: str
    out: Path
    name: str | None = None
    images: Mapping[str, str] = field(default_factory=dict)
    offline: bool = False


def make_topology(
    order: Order,
    words: Words | None,
    model: str,
    now: datetime,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Make the lab that was asked for, or say why not.

    Raises:
        Failure: no model, and code alone does not understand the request; or the folder cannot be written.
    """
    attempts: list[Attempt] = []
    why = "no model was asked for"
    if words is not None:
        try:
            mended(words, _asker(order, model), lambda answer: _answered(order, answer, on_stage), attempts, on_stage)
            return settled(Outcome(order.request, tuple(attempts), model), order.out, now)
        except ModelFailure as error:
            why = f"{model}: {error.what}"
            on_stage(f"no words from {model}; reading the request by code")
    attempts.append(_judged(order, _by_code(order, why), on_stage))
    return settled(Outcome(order.request, tuple(attempts), "labkeeper", why), order.out, now)


def _asker(order: Order, model: str) -> Callable[[Attempt | None], ModelRequest]:
    return lambda last: asked(
        "topology",
        model,
        {"request": order.request},
        last,
        schema(),
        num_predict=NUM_PREDICT,
        subject=order.out.name,
    )


def _answered(order: Order, answer: str, on_stage: Callable[[str], None]) -> Attempt:
    """A model's answer, judged: as an intent, then as the draft that the intent is."""
    try:
        data = json.loads(answer)
    except ValueError:
        return Attempt(answer, (NO_OBJECT,))
    if not isinstance(data, dict):
        return Attempt(answer, ("the answer is JSON, but no object",))
    data.pop("name", None)
    try:
        intent = Intent(**data, **({"name": order.name} if order.name else {}))
    except ValidationError as error:
        return Attempt(answer, complaints(error.errors()))
    return _judged(order, intent, on_stage)


def _by_code(order: Order, why: str) -> Intent:
    understood = understand(order.request)
    if understood.intent is None or understood.left:
        left = f"not understood: {', '.join(repr(each) for each in understood.left)}" if understood.left else ""
        what = "; ".join(each for each in (why, "the request was read by code alone", understood.why, left) if each)
        hint = "say it as: four FRR routers in a ring, OSPF, iBGP, one client on each router; or start the model"
        raise Failure(what, hint, status=4)
    return understood.intent.model_copy(update={"name": order.name}) if order.name else understood.intent


def _judged(order: Order, intent: Intent, on_stage: Callable[[str], None]) -> Attempt:
    """Build the lab and have it judged, in a folder that is gone afterwards."""
    plan = work_out(intent)
    binary = None if order.offline else find_binary()
    files = lab_files(plan, order.request, order.images, binary.number if binary else ())
    main = topology_name(plan)
    if order.offline:
        files[main] = UNVALIDATED + files[main]
    draft = Draft(assertions(order.request), configs(plan))
    with workshop(order.out) as scratch:
        write_files(scratch, files)
        verdict = check_topology(scratch / main, offline=order.offline, draft=draft, on_stage=on_stage)
    verdict = Verdict(str(order.out / main), verdict.stages)
    said = intent.model_dump_json(exclude_defaults=True)
    return Attempt(said, errors(verdict), files, verdict, remarks=plan.remarks, plan=plan)
