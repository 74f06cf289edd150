"""Wrong causes: another type, cause and effect exchanged, certainty raised, planned claimed, consequences invented."""

from dataclasses import replace

from agent.mutations.corruption import Operator, Result, Room
from agent.mutations.pieces import Sentence, Slot
from agent.mutations.wording import verbs

HELD_OUT = False

OTHERS = {
    "link_down": "a link failure",
    "node_hang": "a frozen router",
    "process_crash": "a crash of the BGP daemon",
    "admin_reset": "an administrative reset by an operator",
    "admin_shutdown": "an administrative shutdown",
    "prefix_limit_exceeded": "an exceeded prefix limit",
    "authentication_mismatch": "a wrong BGP password",
    "remote_as_mismatch": "a wrong remote AS",
    "hold_timer_expired": "an expired hold timer",
    "bfd_down": "a BFD failure",
    "route_withdrawal": "a withdrawal of routes",
    "node_down": "a power loss of the router",
    "host_stall": "a stall of the lab host",
}
AKIN = {
    "link_down": {"link_flap", "node_isolated", "hold_timer_expired"},
    "link_flap": {"link_down"},
    "node_isolated": {"link_down", "hold_timer_expired"},
    "node_hang": {"hold_timer_expired", "node_down"},
    "node_down": {"node_hang"},
    "process_crash": {"process_restart", "node_down"},
    "process_restart": {"process_crash"},
    "one_way_loss": {"hold_timer_expired", "bfd_down"},
    "hold_timer_expired": {"one_way_loss", "link_down", "node_hang"},
    "host_stall": {"hold_timer_expired", "node_hang"},
    "prefix_limit_warning": {"prefix_limit_exceeded"},
}


def _foreign(room: Room) -> list[str]:
    """Causes in words that are neither the incident's nor a stage of it."""
    mine = room.incident["cause"]["type"]
    return [said for kind, said in OTHERS.items() if kind != mine and kind not in AKIN.get(mine, set())]


def wrong_type(room: Room) -> Result:
    """The cause becomes one of another type."""
    places = room.text.slots("cause")
    if not places:
        return None
    row, start, slot = room.rng.choice(places)
    sentence = room.text.sentences[row]
    end = next(n for n, piece in enumerate(sentence.pieces) if n > start and _is(piece, "cause_end"))
    said = room.rng.choice(_foreign(room))
    if sentence.role == "quiet" or _is_clause(sentence, start):
        said = f"there was {said}"
    pieces = (*sentence.pieces[:start], said, *sentence.pieces[end + 1 :])
    return room.text.with_sentence(row, replace(sentence, pieces=pieces)), f"cause {slot.value} became {said!r}"


def _is(piece: object, kind: str) -> bool:
    return isinstance(piece, Slot) and piece.kind == kind


def _is_clause(sentence: Sentence, start: int) -> bool:
    """Whether a whole clause stands there: nothing before it, or a word after which only a clause can follow."""
    before = sentence.pieces[start - 1] if start else ""
    return isinstance(before, str) and before.rstrip().endswith(("that", "because", "known:", "if", "when", "though"))


REVERSED = {
    "link": (
        "Losing the BGP session between {pair} made the interface go down.",
        "The link failed because the BGP session between {pair} had gone down.",
        "The loss of the {pair} session is what took the interface down.",
        "The interface went down as a result of the BGP session loss between {pair}.",
    ),
    "node": (
        "The session losses caused {node} to go down.",
        "Because its BGP sessions had been lost, {node} stopped responding.",
        "{node} failed as a consequence of the lost BGP sessions.",
        "The loss of the {pair} session brought {node} down.",
    ),
    "limit": (
        "The prefix limit was exceeded because the session between {pair} went down.",
        "The session loss between {pair} led to too many prefixes.",
        "As a consequence of the lost session, {pair} ran over the prefix limit.",
    ),
}
SORTS = {
    "link_down": "link",
    "link_flap": "link",
    "node_down": "node",
    "node_hang": "node",
    "process_crash": "node",
    "prefix_limit_exceeded": "limit",
}


def exchanged_cause_and_effect(room: Room) -> Result:
    """The sentence on the cause says that the loss brought the cause about."""
    sort = SORTS.get(room.incident["cause"]["type"])
    if not sort:
        return None
    peering = room.rng.choice(room.incident["peerings"])
    said = room.rng.choice(REVERSED[sort])
    if "{node}" in said:
        said = said.replace("{node}", room.incident["cause"]["subject"])
    said = said.replace("{pair}", f"{peering['a']} and {peering['b']}")
    rows = [n for n, each in enumerate(room.text.sentences) if each.role in ("cause", "cause_likely")]
    if rows:
        row = room.rng.choice(rows)
        return room.text.with_sentence(row, Sentence("cause", (said,))), f"cause and effect: {said!r}"
    return room.text.plus(said), f"cause and effect: {said!r}"


SURE = ("definitely caused by", "proved to be caused by", "certainly due to", "caused by")


def raised_certainty(room: Room) -> Result:
    """A likely cause is told as proved, or an unknown one as known."""
    certainty = room.incident["cause"]["certainty"]
    if certainty == "likely":
        rows = [n for n, each in enumerate(room.text.sentences) if each.role == "cause_likely"]
        causes = [said for kind, said in LIKELY_NOUNS.items() if kind == room.incident["cause"]["type"]]
        if not causes:
            return None
        said = f"The loss was {room.rng.choice(SURE)} {causes[0]}{room.rng.choice(('', ', as the evidence proves'))}."
        if rows:
            return room.text.with_sentence(rows[0], Sentence("cause", (said,))), "likely told as certain"
        return room.text.plus(said), "likely told as certain"
    if certainty == "unknown":
        rows = [n for n, each in enumerate(room.text.sentences) if each.role == "unknown"]
        said = f"The loss was {room.rng.choice(SURE)} {room.rng.choice(list(OTHERS.values()))}."
        if rows:
            return room.text.with_sentence(rows[0], Sentence("cause", (said,))), "unknown told as certain"
        return room.text.plus(said), "unknown told as certain"
    return None


LIKELY_NOUNS = {
    "host_stall": "a stall of the lab host",
    "node_down": "the outage of a router",
    "authentication_mismatch": "an authentication mismatch between the two routers",
    "link_down": "a link failure",
    "node_hang": "a frozen router",
    "process_crash": "a crash of the BGP daemon",
}


def _likely(sentence: Sentence) -> bool:
    return any(slot.kind == "because" and slot.value == "likely" for slot in sentence.slots)


def dropped_hedge(room: Room) -> Result:
    """The hedge before a likely cause becomes a plain causal word."""
    place = room.pick("because", having=lambda slot: slot.value == "likely")
    hedged = [each for each in room.text.sentences if each.role == "cause_likely" or _likely(each)]
    if not place or len(hedged) != 1:  # hedged elsewhere, the text would still be right
        return None
    row, column, slot = place
    said = room.rng.choice(verbs.CAUSED if slot.text in verbs.PERHAPS_CAUSED else verbs.BECAUSE)
    new = Slot("because", "certainty", "proved", said)
    return room.text.put(row, column, new), f"{slot.text!r} became {said!r}"


BY_AN_OPERATOR = ("admin_shutdown", "admin_reset", "peer_deconfigured", "process_restart")


def claimed_planned(room: Room) -> Result:
    """Told as planned work, which the record does not show."""
    if room.incident["cause"]["planned"] or room.incident["cause"]["type"] in BY_AN_OPERATOR:
        return None
    said = room.rng.choice(
        (
            "This was planned maintenance.",
            "It was planned work, done by an operator's command.",
            "An operator did this on purpose.",
            "The outage was scheduled and planned.",
            "Planned: yes.",
            "This was a deliberate, planned action of the operator.",
        )
    )
    text = room.text.without(lambda each: each.role == "unplanned")
    return text.plus(said), said


CONSEQUENCES = (
    "This then caused {other} to crash.",
    "As a consequence, the BGP daemon on {other} crashed.",
    "Because of this, {other} lost its default route.",
    "This led to a memory leak on {other}.",
    "That in turn triggered a route leak towards {other}.",
    "The loss then caused a spanning-tree loop.",
    "As a result, traffic was blackholed on {other}.",
    "This brought down the OSPF adjacencies of {other} as well.",
    "Because of that, {other} had to be rebooted.",
)


def invented_consequence(room: Room) -> Result:
    """A consequence that nothing shows."""
    culprit = (room.incident["cause"]["subject"] or "").split(" ")[0].split(":")[0]
    other = room.rng.choice([name for name in room.incident["nodes"] if name != culprit])
    said = room.rng.choice(CONSEQUENCES).format(other=other)
    if "OSPF" in said and "ospf" in room.known.words:
        return None
    row = room.rng.randint(1, len(room.text.sentences))
    return room.text.plus(said, row), said


OPERATORS = (
    Operator("cause: wrong type", wrong_type),
    Operator("cause: exchanged with effect", exchanged_cause_and_effect),
    Operator("cause: certainty raised", raised_certainty),
    Operator("cause: hedge dropped", dropped_hedge),
    Operator("planned: claimed", claimed_planned),
    Operator("consequence: invented", invented_consequence),
)
