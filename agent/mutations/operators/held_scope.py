"""Wrong scope and order that nobody tunes on."""

from agent.mutations.corruption import Operator, Result, Room

HELD_OUT = True

ENDS = ("last_restored_at", "restored_at", "reconvergence_s", "outage_s")


def dropped_end(room: Room) -> Result:
    """How it ended is left out."""
    if not room.text.complete or not room.incident["last_restored_at"]:
        return None
    text = room.text.without(
        lambda each: (
            each.role == "timing"
            or any(slot.key.startswith(ENDS) or slot.value in ("restored", "restored_many") for slot in each.slots)
        )
    )
    gone = "each" not in {each.role for each in text.sentences}
    return (text, "the restoration is not mentioned") if gone and text.slots("time", "node") else None


LATE = {
    "link_down": ("Only after the sessions had been lost did the link fail.", "The link failed later than BGP did."),
    "node_down": ("The router went down well after its sessions had failed.",),
    "node_hang": ("The router froze only after its sessions were gone.",),
    "process_crash": ("The BGP daemon crashed some time after the sessions had gone.",),
    "prefix_limit_exceeded": ("The prefix limit was exceeded only after the session had gone down.",),
    "host_stall": ("The host stalled only after all sessions had been lost.",),
    "admin_shutdown": ("The administrative shutdown came after the session had already been lost.",),
    "admin_reset": ("The reset was issued after the session had already gone down.",),
    "hold_timer_expired": ("The hold timer expired after the session had been lost.",),
}


def cause_after_loss(room: Room) -> Result:
    """The cause is told as later than what it caused."""
    pool = LATE.get(room.incident["cause"]["type"])
    if not pool:
        return None
    said = room.rng.choice(pool)
    return room.text.plus(said, room.rng.randint(1, len(room.text.sentences))), said


OPERATORS = (
    Operator("dropped: how it ended", dropped_end, complete=True),
    Operator("order: cause after loss", cause_after_loss),
)
