"""Whether what is said of sessions holds: lost, back, down for so long, still down, compared, in order."""

from itertools import pairwise

from agent.report.claims.account import (
    Account,
    Reading,
    SessionRef,
    Unclear,
    Wrong,
    groups_of,
    token_of,
    tokens_of,
    word_of,
)
from agent.report.claims.cause_checks import check_cause
from agent.report.claims.grammar import Slots
from agent.report.claims.predicates import ALLOWED, TIMES, Predicate, lost_at, restored_at
from agent.report.claims.quantities import MILLISECOND_NS
from agent.report.claims.sessions import apply, families_of, node_of
from agent.report.words import in_seconds


def check_sessions(
    subject: Slots, slots: Slots, pred: str, account: Account, reading: Reading, *, agents: bool = False
) -> None:
    """Hold a predicate with all that is said beside it against the sessions that are meant.

    Raises:
        Wrong: something in it is not so.
        Unclear: something in it cannot be held against a fact.
    """
    given = {name for name in TIMES if token_of(slots, name) is not None}
    if not given <= ALLOWED[pred]:
        token = token_of(slots, next(iter(sorted(given - ALLOWED[pred]))))
        raise Unclear(f"a time that is not understood with {pred!r}", token)
    if any(
        word_of(group, "q") == "each" or word_of(group, "eachof") for group in groups_of(subject, "s")
    ) and not word_of(slots, "each"):
        slots = (*slots, ("each", "each")) if token_of(slots, "times") or word_of(slots, "once") else slots
    if any(word_of(group, "q") == "each" for group in groups_of(subject, "s")):
        slots = (*slots, ("sumeach", "yes"))
    if any(word_of(group, "q") == "both" for group in groups_of(subject, "s")):
        slots = (*slots, ("pair", "yes"))
    key = restored_at if pred in ("back", "up") else lost_at
    if over := tuple(("fam", token) for token in tokens_of(slots, "overfam")):
        subject = tuple(
            (name, (*value, *over)) if isinstance(value, tuple) else (name, value) for name, value in subject
        )
    check = Predicate(pred, slots, account, reading)
    apply(subject, account, reading, check, key, agents=agents)
    if why := groups_of(slots, "why"):
        if pred in ("back", "up"):
            raise Unclear("gives a cause for a restoration")
        for each in why:
            check_cause(each, account, reading)
    if word_of(slots, "onlyone") and len(reading.sessions) != len(account.incident.peerings):
        raise Wrong("is not all that was lost", None, account.count("peerings that were lost"))
    if cause := word_of(slots, "predcause"):
        owners = [token for group in groups_of(subject, "s") for token in tokens_of(group, "owner")]
        if any(owner.payload != (account.incident.cause.subject or "").partition(" ")[0] for owner in owners):
            raise Unclear("may mean where it was done", owners[0])
        check_cause((("cause", cause), ("sure", account.incident.cause.certainty)), account, reading)
    reading.pred = pred
    measured = next((name for name in ("for", "after", "fromfirst") if token_of(slots, name) is not None), "")
    reading.measure = (measured, pred) if measured else reading.measure


def check_lengths(subject: Slots, slots: Slots, account: Account, reading: Reading) -> None:
    """Whether the outages of some sessions were longer or shorter than those of others."""
    spans = []
    for group in (subject, *groups_of(slots, "obj")):
        check_sessions(group, (), "lost", account, reading)
        spans.append([item.outage_ns for item in reading.sessions if item.outage_ns is not None and item.losses == 1])
        if len(spans[-1]) != len(reading.sessions):
            raise Unclear("compares outages that are not over, or are several")
    mine, others = spans
    near = MILLISECOND_NS
    longer = word_of(slots, "cmplen") == "longer"
    if not (min(mine) > max(others) + near if longer else max(mine) < min(others) - near):
        raise Wrong("its outage was not the longer one" if longer else "its outage was not the shorter one")
    if (gap := token_of(slots, "gap")) is not None:
        said = Predicate("down", slots, account, reading)
        for one, other in ((min(mine), max(others)), (max(mine), min(others))):
            said.length(gap, in_seconds(abs(one - other)))


def check_order(slots: Slots, account: Account, reading: Reading) -> None:
    """In which order sessions were lost or restored, by the routers at their other ends or by their families."""
    pred = word_of(slots, "pred")
    if pred not in ("lost", "back"):
        raise Unclear("says an order of what has no time")
    for group in groups_of(slots, "subj") or [(("s", (("pron", "all"), ("q", "allof"))),)]:
        check_sessions(group, (), pred, account, reading)
    pool, times = list(reading.sessions), []
    hub = set.intersection(*({item.a or "", item.b or ""} for item in pool))
    for group in groups_of(slots, "next"):
        node, family = token_of(group, "node"), token_of(group, "fam")
        if node is not None and (node_of(node) in hub or not hub):
            raise Unclear("does not tell the sessions apart", node)
        mine = [o for o in pool if node is None or node_of(node) in (o.a, o.b)]
        mine = [o for o in mine if family is None or family.payload in families_of(o)]
        times.append([(o.lost_ns if pred == "lost" else o.restored_ns) or 0 for o in mine])
    if sum(map(len, times)) != len(pool) or not all(times):
        raise Unclear("does not name each once")
    if any(max(one) >= min(other) for one, other in pairwise(times)):
        raise Wrong("it was not in this order")


def check_belong(slots: Slots, account: Account, reading: Reading) -> None:
    """Whether each of some sessions has a router as an end."""
    owner = token_of(slots, "owner")

    def belongs(outages: SessionRef) -> None:
        for outage in outages:
            if owner is None or node_of(owner) not in (outage.a, outage.b):
                raise Wrong("it is no session of this router", owner, account.parts[outage].peering)

    for group in groups_of(slots, "subj"):
        apply(group, account, reading, belongs, lost_at)


def check_families(slots: Slots, account: Account, reading: Reading) -> None:
    """Whether each of some sessions carries the address families that are named."""
    said = {token.payload for token in tokens_of(slots, "carries")}
    if len(said) != len(tokens_of(slots, "carries")):
        raise Unclear("names a family twice")
    total = token_of(slots, "total")
    if total is not None and total.payload != len(reading.group or account.incident.peerings):
        raise Wrong("there were not so many", total)

    def carries(outages: SessionRef) -> None:
        for outage in outages:
            if not said <= families_of(outage):
                raise Wrong("it does not carry these families", None, account.parts[outage].peering)

    for group in groups_of(slots, "subj"):
        apply(group, account, reading, carries, lost_at)


def check_longest(subject: Slots | None, slots: Slots, account: Account, reading: Reading) -> None:
    """How long the longest or shortest outage was, and whose it was."""
    spans = {
        peering: in_seconds(peering.outage_ns) for peering in account.incident.peerings if peering.outage_ns is not None
    }
    if len(spans) < 2 or len(spans) != len(account.incident.peerings):
        raise Unclear("compares outages of which there is one, or that are not over")
    extreme = (max if word_of(slots, "ext") == "longest" else min)(spans.values())
    token = token_of(slots, "lasted")
    if token is not None:
        Predicate("down", slots, account, reading).length(token, extreme)
    if subject is not None:
        check_sessions(subject, (), "lost", account, reading)
        if len(reading.sessions) != 1 or spans[reading.sessions[0]] != extreme:
            raise Wrong(f"that of another session was the {word_of(slots, 'ext')}", token)
    elif token is None:
        raise Unclear("says neither whose nor how long")
