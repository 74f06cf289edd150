"""Which placement is faster on this machine, by the calls that were recorded in both. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from agent.models.call_log import Call
from agent.models.scheduler.rules import Placement

ENOUGH = 5
GAIN = 1.5
"""`lend` must be this much faster: it costs a load at every change between voice and background."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The placement, and why."""

    placement: Placement
    why: str


def choose(calls: Sequence[Call], voice_model: str) -> Choice:
    """By the background models that answered at least five times in both placements; else the one that lacks calls.

    Compared is the time for one token of answer with everything that it cost: load, prefill and decode.
    """
    costs: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for call in calls:
        if call.outcome == "done" and call.model != voice_model and call.answer_tokens > 0:
            costs[call.placement, call.model].append(call.total_s / call.answer_tokens)
    known = {key: median(item) for key, item in costs.items() if len(item) >= ENOUGH}
    gains = {
        model: cost / known["lend", model]
        for (placement, model), cost in known.items()
        if placement == "resident" and ("lend", model) in known
    }
    if not gains:
        tried = any(placement == "resident" for placement, _ in known)
        why = f"not measured yet: at least {ENOUGH} background answers of one model are needed in each placement"
        return Choice("lend" if tried else "resident", why)
    gain = median(gains.values())
    said = ", ".join(f"{model} {each:.1f} times as fast" for model, each in sorted(gains.items()))
    return Choice("lend" if gain >= GAIN else "resident", f"lent the card, {said}; {GAIN:g} is needed")
