"""One clause of a sentence held against the facts, by the claim that it makes."""

from agent.report.claims.account import Account, Reading, Unclear, Wrong, groups_of, token_of, tokens_of, word_of
from agent.report.claims.cause_checks import check_cause, check_command, check_held, check_place
from agent.report.claims.count_checks import (
    check_asn,
    check_auth,
    check_limit,
    check_prefixes,
    check_withdrew,
)
from agent.report.claims.event_checks import (
    check_daemon,
    check_delay,
    check_event,
    check_flaps,
    check_iface,
    check_igp,
    check_nonotif,
    check_pause,
    check_port,
    check_runtime,
)
from agent.report.claims.event_facts import check_gaps
from agent.report.claims.grammar import Slots
from agent.report.claims.incident_checks import (
    check_concerned,
    check_count,
    check_date,
    check_evidence,
    check_incident,
    check_length,
    check_moment,
    check_nfam,
    check_nothing,
    check_peerings,
    check_planned,
)
from agent.report.claims.log_checks import (
    check_closer,
    check_concsome,
    check_noticed,
    check_observed,
    check_quoted,
    check_reported,
    check_witnessed,
)
from agent.report.claims.predicates import TIMES, Predicate
from agent.report.claims.session_checks import (
    check_belong,
    check_families,
    check_lengths,
    check_longest,
    check_order,
    check_sessions,
)
from agent.report.claims.sessions import node_of
from agent.report.words import in_seconds
from clab.units import SECOND_NS

BESIDE = {
    "at", "from", "since", "t1", "t2", "f1", "f2", "by", "until", "for", "low", "high", "after", "fromfirst", "within",
    "times", "once", "each", "order", "together", "firsttime", "past", "fromstart", "quick", "spread", "nfar",
}  # fmt: skip
"""What may stand beside a claim; where a claim has no use for it, the clause is not understood."""

OF_SESSIONS = (
    "sessions",
    "agent",
    "took",
    "effect",
    "extreme",
    "compare",
    "comparelen",
    "families",
    "later",
    "longest",
    "same",
    "belong",
    "order",
)
NEAR_NS = 5 * SECOND_NS
"""What is called shortly before or after is not further from it."""

TIMELESS = ("closer", "observed", "noticed", "auth", "nonotif", "concsome", "flaps", "delay", "pausespan")
"""Claims whose check has no use for how much later or earlier it was."""

EVENTS = {
    "event": check_event,
    "igp": check_igp,
    "port": check_port,
    "nonotif": check_nonotif,
    "concsome": check_concsome,
    "runtime": check_runtime,
    "pausespan": check_pause,
    "prefixes": check_prefixes,
    "withdrew": check_withdrew,
    "limit": check_limit,
    "asn": check_asn,
    "auth": check_auth,
    "quoted": check_quoted,
    "typed": check_quoted,
    "closer": check_closer,
    "daemon": check_daemon,
    "delay": check_delay,
    "flaps": check_flaps,
    "iface": check_iface,
    "observed": check_observed,
    "witnessed": check_witnessed,
    "noticed": check_noticed,
}
"""Claims about lines of evidence; each looks at all that stands beside it."""

USED = {
    "happening": {"at"},
    "seen": {"at"},
    "incident": {"at", "f1", "f2", "t1", "t2"},
    "moment": {"at", "fromfirst"},
    "begin": {"at"},
    "end": {"at"},
}


def check_clause(slots: Slots, account: Account, reading: Reading) -> None:
    """Hold a clause against the facts.

    Raises:
        Wrong: a fact says otherwise.
        Unclear: no fact says so.
    """
    claim = word_of(slots, "claim")
    if word_of(slots, "unplanned") and account.incident.cause.planned:
        raise Wrong("it was planned", None, account.fact("planned"))
    for token in tokens_of(slots, "date"):
        check_date(token, account)
    if claim in EVENTS:
        EVENTS[claim](slots, account, reading)
        if claim in TIMELESS:
            check_gaps(slots, account, reading)
        return
    if claim == "reported":
        check_reported(slots, account, reading, check_clause)
        return
    if claim not in OF_SESSIONS:
        extra = {name for name, _ in slots if name in BESIDE} - USED.get(claim, set())
        if extra:
            raise Unclear(f"{sorted(extra)[0]} has no place in this claim")
        _other(claim, slots, account, reading)
        return
    subject = _subject(slots, "subj", account, reading)
    match claim:
        case "sessions":
            pred = word_of(slots, "pred") or (reading.pred if word_of(slots, "elliptic") else "")
            if not pred:
                raise Unclear("has no verb, and nothing before it has one")
            check_sessions(subject, slots, pred, account, reading)
        case "agent":
            nodes = [token for group in groups_of(slots, "agent") for token in tokens_of(group, "node")]
            if nodes:
                reading.agents = tuple(node_of(node) for node in nodes)
            if not reading.agents:
                raise Unclear("it is not clear who")
            reading.observers = reading.agents
            check_sessions(
                _subject(slots, "obj", account, reading), slots, word_of(slots, "pred"), account, reading, agents=True
            )
        case "took":
            took = token_of(slots, "took")
            assert took is not None
            for group in groups_of(subject, "s"):
                check_sessions((("s", group),), (*slots, ("fromfirst", took)), "back", account, reading)
        case "effect":
            for group in groups_of(slots, "obj"):
                check_sessions(group, slots, "lost", account, reading)
            if word_of(slots, "cause"):
                check_cause(slots, account, reading)
        case "order":
            check_order(slots, account, reading)
        case "same":
            same = token_of(slots, "same")
            if not reading.measure or same is None:
                raise Unclear("says how long, and not of what")
            name, pred = reading.measure
            check_sessions(subject, (*slots, (name, same)), pred, account, reading)
        case "belong":
            check_belong(slots, account, reading)
        case "longest":
            check_longest(subject if groups_of(slots, "subj") else None, slots, account, reading)
        case "extreme":
            ordered = (*slots, ("order", word_of(slots, "extreme")))
            check_sessions(subject, ordered, word_of(slots, "pred"), account, reading)
        case "later":
            gap = token_of(slots, "gap")
            if not reading.sessions and gap is not None:
                check_sessions(subject, (*slots, ("after", gap)), "lost", account, reading)
                return
            if not reading.sessions or reading.pred not in ("lost", "back"):
                raise Unclear("says later, and not than what")
            before = (("s", (("pron", "it" if len(reading.sessions) == 1 else "they"),)),)
            following = (*slots, ("pred", reading.pred), ("cmpdir", "before"), ("obj", subject))
            _compare(before, following, account, reading)
        case "comparelen":
            check_lengths(subject, slots, account, reading)
        case "families":
            check_families(slots, account, reading)
        case _:
            _compare(subject, slots, account, reading)


def _subject(slots: Slots, name: str, account: Account, reading: Reading) -> Slots:
    """The sessions that a clause speaks of; without a subject, those of the clause before it."""
    pronoun = "it" if len(reading.sessions or account.incident.peerings) == 1 else "they"
    return next(iter(groups_of(slots, name)), (("s", (("pron", pronoun),)),))


def _compare(subject: Slots, slots: Slots, account: Account, reading: Reading) -> None:
    """Whether one session was lost, or back, before another."""
    pred = word_of(slots, "pred")
    times = []
    times_said = tuple(item for item in slots if item[0] in TIMES)
    for group, beside in ((subject, times_said), *((group, ()) for group in groups_of(slots, "obj"))):
        check_sessions(group, beside, pred, account, reading)
        found = [session.restored_ns if pred in ("back", "up") else session.lost_ns for session in reading.sessions]
        times.append([item for item in found if item is not None])
    mine, theirs = times
    if not mine or not theirs or pred not in ("back", "lost"):
        raise Unclear("compares what has no time")
    earlier = word_of(slots, "cmpdir") == "before"
    if not (max(mine) < min(theirs) if earlier else min(mine) > max(theirs)):
        raise Wrong("it was not in this order")
    if word_of(slots, "near") and abs(min(theirs) - min(mine)) > NEAR_NS:
        raise Unclear("says shortly, and it was longer")
    gap = token_of(slots, "gap")
    if gap is not None:
        near, far = (theirs, mine) if earlier else (mine, theirs)
        said = Predicate(pred, slots, account, reading)
        for gap_ns in {min(near) - max(far), max(near) - min(far)}:
            said.length(gap, in_seconds(gap_ns))


def _other(claim: str, slots: Slots, account: Account, reading: Reading) -> None:
    match claim:
        case "cause" | "unknown":
            for group in groups_of(slots, "asked"):
                check_sessions(group, (), "lost", account, reading)
            for group in groups_of(slots, "told"):
                check_clause(group, account, reading)
            check_cause(slots, account, reading)
        case "command":
            check_command(slots, account, reading)
        case "held":
            check_held(slots, account, reading)
        case "happening" | "seen":
            if token_of(slots, "at") is not None:
                check_moment(slots, account, reading, "seen")
            check_cause(slots, account, reading)
            reading.at_ns = account.incident.started_ns - 1
        case "incident" | "severity" | "status":
            other = token_of(slots, "nsev")
            if account.incident.severity in (other.payload if other else "", word_of(slots, "nsevword")):
                raise Wrong("says that it is not of the severity that it is of", other, account.fact("severity"))
            check_incident(slots, account, reading)
        case "begin" | "end":
            check_moment(slots, account, reading, "began" if claim == "begin" else "last")
        case "date":
            reading.states(account.fact("started_at"))
        case "planned":
            check_planned(slots, account, reading)
        case "concerned":
            group = groups_of(slots, "conc")[0]
            nodes = [*tokens_of(group, "node"), *(t for g in groups_of(slots, "conc2") for t in tokens_of(g, "node"))]
            check_concerned(group, nodes, account, reading)
            if token_of(slots, "npeer") is not None:
                check_peerings(slots, account, reading)
        case "evidence":
            check_evidence(slots, account, reading)
        case "count":
            check_count(slots, account, reading)
        case "npeer":
            check_peerings(slots, account, reading)
        case "causeplace":
            check_place(groups_of(slots, "where")[0], account)
            reading.states(account.fact("subject"))
        case "noothers":
            if reading.sessions and set(reading.sessions) != set(account.incident.peerings):
                raise Unclear("says no other, and not all were named before")
            reading.states(account.count("peerings that were lost"))
        case "nfam":
            check_nfam(slots, account, reading)
        case "nothing":
            who = [node_of(token) for token in tokens_of(slots, "who")]
            if len(set(who)) != len(who) or not set(who) <= set(account.incident.nodes):
                raise Unclear("is no session of this incident")
            check_nothing(slots, account, reading)
        case "moment":
            check_moment(slots, account, reading, word_of(slots, "which"))
        case "length":
            check_length(slots, account, reading)
        case _:
            raise Unclear(f"no such claim: {claim}")
