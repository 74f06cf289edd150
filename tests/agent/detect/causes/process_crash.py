"""Stories of `process_crash`: a daemon that died, BGP's or the IGP's under the sessions."""

from tests.agent.detect.causes.words import Story, adjacency, back, begun, links_up, process, state, timed_out

TRIGGERS = (
    Story(
        "bgpd",
        (
            *begun(),
            process("e1", "bgpd", "died", 20),
            state("r1", "e1", 20.01, False, "Peer closed the session"),
            *back(30, ("e1", "r1")),
        ),
        ("process_crash",),
        "e1",
        "proved",
    ),
    Story(
        "ospfd",
        (
            *begun(),
            *links_up(),
            process("r3", "ospfd", "died", 10),
            adjacency("r1", "eth2", "r3", 13, "InactivityTimer"),
            adjacency("r2", "eth2", "r3", 13, "InactivityTimer"),
            *timed_out("r3", "r1", 18),
            *timed_out("r3", "r2", 18.1),
            *back(40, ("r1", "r3"), ("r2", "r3")),
        ),
        ("process_crash",),
        "r3",
        "proved",
    ),
    Story(
        "an IGP daemon whose neighbors had not missed it yet, of a session of several hops",
        (
            *begun(),
            process("r3", "isisd", "died", 10),
            *timed_out("r3", "r1", 18),
            *timed_out("r3", "r2", 17.0),
            *back(60, ("r1", "r3"), ("r2", "r3")),
        ),
        ("process_crash",),
        "r3",
        "likely",
    ),
)
OTHERS = (
    Story(
        "a sibling that holds no session",
        (
            *begun(),
            process("e1", "staticd", "died", 20),
            state("r1", "e1", 20.01, False, "Peer closed the session"),
            *back(30, ("e1", "r1")),
        ),
        ("unknown",),
    ),
    Story(
        "an IGP daemon under a session on a link, which needs none",
        (
            *begun(),
            process("e1", "isisd", "died", 20),
            *timed_out("e1", "r1", 28),
            *back(60, ("e1", "r1")),
        ),
        ("hold_timer_expired",),
    ),
    Story(
        "an IGP daemon that was at work again long before",
        (
            *begun(),
            process("r3", "isisd", "died", 10),
            process("r3", "isisd", "started", 11),
            *timed_out("r3", "r1", 28),
            *back(60, ("r1", "r3")),
        ),
        ("hold_timer_expired",),
    ),
    Story(
        "ended in order",
        (
            *begun(),
            process("e1", "bgpd", "ended", 20),
            state("r1", "e1", 20.01, False, "Peer closed the session"),
            *back(30, ("e1", "r1")),
        ),
        ("process_restart",),
    ),
)
