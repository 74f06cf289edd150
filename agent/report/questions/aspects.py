"""What the story of an incident holds, and which look-ups answer what else a question asks for. Data."""

from collections.abc import Set

from agent.report.questions.rows import FREE

ASPECTS: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(slots.split()), kind)
    for slots, kind in (
        ("n.asn", "asn"),
        ("n.router_id", "router_id"),
        ("n.hold", "hold"),
        ("n.message x.number", "message"),
        ("n.clock", "clock"),
        ("n.notification", "notifications"),
        ("n.adjacency", "things"),
        ("n.retry", "retry"),
        ("n.names", "prefix_names"),
        ("n.limit c.limit", "limit"),
        ("c.withdraw c.filter", "prefix_falls"),
        ("n.prefix", "prefixes"),
        ("e.fixed x.self", "fixed"),
        ("x.action", "severity"),
        ("n.change e.change", "changes"),
        ("c.planned", "planned"),
        ("q.who n.operator", "who"),
        ("q.unknown", "unknown"),
        ("q.severity", "severity"),
        ("q.evidence q.sure", "evidence"),
        ("e.noticed", "noticed"),
        ("q.many n.incident", "count_incidents"),
        ("q.many n.node", "count_nodes_hit"),
        ("x.total q.how_long", "how_long"),
        ("r.because", "related"),
        ("e.stayed", "stayed"),
        ("e.up m.now", "status"),
    )
)
"""What the story of an incident does not hold: the slots that ask for it, and the look-up that answers."""

ALWAYS = frozenset(kind for slots, kind in ASPECTS if not slots & {"q.many", "x.total", "m.now"})
"""Look-ups for which one of their slots is enough; the others want all of them."""

COVERED = frozenset(slot for slots, kind in ASPECTS for slot in slots) - {"q.many", "x.total"}
"""Slots that some aspect answers; a number and a sum only with what is counted or summed."""

WHOLE_STORY = frozenset(
    ("n.session", "n.incident", "n.node", "n.link", "n.iface", "n.process", "n.times", "n.families", "n.notification",
     "n.address", "e.lost", "e.down", "e.back", "e.happen", "e.affected", "e.over", "e.start", "e.did", "e.take",
     "e.bad", "e.up", "e.fine", "e.see", "e.heard", "e.logged", "e.stayed", "x.first", "x.last", "x.all",
     "x.again", "x.or", "x.not", "x.versus", "x.together", "q.when", "q.how_long", "q.why", "q.side", "q.timeline",
     "r.after", "r.before", "r.until", "m.now")
)  # fmt: skip
"""What the whole story of an incident tells, in whatever way it is asked."""


TOLD_OF = frozenset(("n.prefix", "n.notification", "n.message", "c.limit", "c.withdraw", "c.filter"))
"""What is sent and received, as far as answers tell of it."""


def story_holds(slots: Set[str], values: Set[str]) -> bool:
    """Whether the story of the incidents and the answers to its aspects hold all that a question asks for."""
    if {"n.sent", "n.received"} & slots and not TOLD_OF & slots:
        return False
    gone_by = {"r.during", "r.before", "r.after"} & slots and {"n.hold", "n.asn"} & slots
    if gone_by:
        return False
    asked = {slot for slot in slots if not slot.startswith("c.") or slot == "c.planned"} - FREE - WHOLE_STORY
    if "x.or" in slots:
        asked -= {
            "x.only",
            "x.other",
            "x.more",
            "x.fewer",
        }  # one of them or more: all that was lost is told, and what was not
    asked -= {slot for group, kind in ASPECTS if kind not in ALWAYS and group <= slots for slot in group}
    return bool(slots - FREE) and asked - {"n.sent", "n.received"} <= COVERED and "id" not in values
