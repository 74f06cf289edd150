"""A request for a lab becomes files that a gate has accepted.

Code reads the request first; where it understood every word, its reading is the lab. Where it understood all that makes
the lab, a model turns the words into a small typed intent and nothing else; code builds, writes and checks. What the
gate finds goes back to the model, twice at most. Words that nobody understood are no lab: a model may say the request
again, and where code reads that, it is offered to the person who asked. What no lab of ours can hold is refused by its
name before any model is asked.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from agent.failure import Failure
from agent.gates.topology.containerlab import find_binary
from agent.gates.topology.gate import Draft, check_topology
from agent.gates.verdict import Verdict
from agent.models.api import ModelClient, ModelFailure, ModelRequest
from agent.tasks.drafting import NO_OBJECT, Attempt, Outcome, asked, complaints, errors, mended, settled
from agent.tasks.lab_files import configs, lab_files, topology_name
from agent.tasks.placing import workshop, write_files
from agent.tasks.restating import offered, restated
from clab.design.builder import work_out
from clab.design.check.demand import Requirement
from clab.design.check.requirements import requirements
from clab.design.intent import Intent
from clab.design.intent_schema import schema
from clab.design.meaning.request_parser import Understood, completed, understand

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
    words: ModelClient | None,
    model: str,
    now: datetime,
    on_stage: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Make the lab that was asked for, or say why not.

    Raises:
        Failure: no lab of ours can hold what was asked (exit 3); no model, and code alone does not understand the
            request (exit 4); or the folder cannot be written.
    """
    understood = understand(order.request)
    if understood.refused:
        raise Failure("refused: " + "; ".join(understood.refused), _REFUSED, status=3)
    whole = _by_code(order, understood, on_stage)
    if whole is not None and not whole.findings:
        return settled(Outcome(order.request, (whole,), "labkeeper", BY_CODE), order.out, now)
    if whole is not None or words is None:
        return _without_model(order, understood, whole, "no model was asked" if words is None else "", now)
    if understood.left or (understood.intent is None and understood.aside):
        unread = (*understood.left, *understood.aside)
        said = restated("topology", order.request, unread, words, model, lambda said: _misread(order, said, on_stage))
        raise _not_read(understood, "", offered("topology", said) if said else "")
    attempts: list[Attempt] = []
    try:
        mended(words, asker(order, model), lambda answer: answered(order, answer, on_stage), attempts, on_stage)
    except ModelFailure as error:
        return _without_model(order, understood, whole, error.of(model), now)
    return settled(Outcome(order.request, tuple(attempts), model), order.out, now)


UNSAID = ("unread", "aside", "absent", "no_hosts")
"""Demands that rest on what a request does not say, or on words that code did not read."""

BY_CODE = "code understood every word of the request"
_REFUSED = "leave it out of the request, or write that part by hand"


def _by_code(
    order: Order, understood: Understood, on_stage: Callable[[str], None], beside: Sequence[Requirement] = ()
) -> Attempt | None:
    """The lab as code alone reads it, judged, by demands `beside` its request's own, too; None where code did not
    understand every word."""
    if understood.intent is None or not understood.whole:
        return None
    named = {"name": order.name} if order.name else {}
    made = _judged(order, understood.intent.model_copy(update=named), on_stage, beside)
    return replace(made, remarks=(*understood.remarks, *made.remarks))


def _without_model(order: Order, understood: Understood, whole: Attempt | None, why: str, now: datetime) -> Outcome:
    """Code's own draft where there is one, though the gate refused it.

    Raises:
        Failure: there is none.
    """
    if whole is not None:
        return settled(Outcome(order.request, (whole,), "labkeeper", why or BY_CODE), order.out, now)
    raise _not_read(understood, why, "")


def _not_read(understood: Understood, why: str, offer: str) -> Failure:
    words = [*understood.left, *understood.aside]
    left = f"not understood: {', '.join(repr(word) for word in words)}" if words else ""
    what = "; ".join(part for part in (why, "the request was read by code alone", understood.why, left) if part)
    hint = "say it as: four FRR routers in a ring, OSPF, iBGP, one client on each router"
    return Failure(what, offer or hint + ("; or start the model" if why else ""), status=4 if why else 3)


def _misread(order: Order, said: str, on_stage: Callable[[str], None]) -> tuple[str, ...]:
    """What is wrong with a request as a model said it again: what code does not read of it, or what its lab lacks, also
    of what code read of the first request."""
    understood = understand(said)
    if understood.refused:
        return understood.refused
    first = [demand for demand in requirements(order.request) if demand.what not in UNSAID]
    made = _by_code(replace(order, request=said), understood, on_stage, first)
    if made is not None:
        return made.findings
    unread = ", ".join(map(repr, (*understood.left, *understood.aside)))
    return tuple(one for one in (understood.why, f"not understood: {unread}" if unread else "") if one)


def asker(order: Order, model: str) -> Callable[[Attempt | None], ModelRequest]:
    """What a model is asked, in the first round and in those that mend."""
    return lambda last: asked(
        "topology",
        model,
        {"request": order.request},
        last,
        schema(),
        num_predict=NUM_PREDICT,
        subject=order.out.name,
    )


def answered(order: Order, answer: str, on_stage: Callable[[str], None]) -> Attempt:
    """A model's answer, judged: as an intent, then as the draft that the intent is."""
    try:
        data = json.loads(answer)
    except ValueError:
        return Attempt(answer, (NO_OBJECT,))
    if not isinstance(data, dict):
        return Attempt(answer, ("the answer is JSON, but no object",))
    data.pop("name", None)
    try:
        intent = completed(order.request, data, order.name)
    except ValidationError as error:
        return Attempt(answer, complaints(error.errors()))
    except (TypeError, ValueError) as error:
        return Attempt(answer, (str(error),))
    return _judged(order, intent, on_stage)


def _judged(
    order: Order, intent: Intent, on_stage: Callable[[str], None], beside: Sequence[Requirement] = ()
) -> Attempt:
    """Build the lab and have it judged, in a folder that is gone afterwards."""
    plan = work_out(intent)
    binary = None if order.offline else find_binary()
    files = lab_files(plan, order.request, order.images, binary.number if binary else ())
    main = topology_name(plan)
    if order.offline:
        files[main] = UNVALIDATED + files[main]
    draft = Draft([*requirements(order.request), *beside], configs(plan))
    with workshop(order.out) as scratch:
        write_files(scratch, files)
        verdict = check_topology(scratch / main, offline=order.offline, draft=draft, on_stage=on_stage)
    verdict = Verdict(str(order.out / main), verdict.stages)
    said = intent.model_dump_json(exclude_defaults=True)
    return Attempt(said, errors(verdict), files, verdict, remarks=plan.remarks, plan=plan)
