"""Whether what is said of the cause holds: its kind, its place and how sure it is."""

from agent.report.claims.account import Account, Reading, Unclear, Wrong, groups_of, token_of, tokens_of, word_of
from agent.report.claims.grammar import Slots
from agent.report.claims.quantities import MILLISECOND_NS, Clock, Length, bounded
from agent.report.claims.sessions import node_of
from agent.report.claims.tokens import Token
from agent.report.words import in_seconds

NEAR = {
    frozenset({"link_down", "link_flap"}),
    frozenset({"link_down", "node_isolated"}),
    frozenset({"node_down", "node_hang"}),
    frozenset({"node_down", "process_crash"}),
    frozenset({"process_restart", "process_crash"}),
    frozenset({"one_way_loss", "hold_timer_expired"}),
}
"""Causes of which one may be told for the other without being false, and without being what was found."""

MECHANISMS = {"hold_timer_expired", "bfd_down"}
"""How a loss came about beside its cause; whether it did is not always known."""


ENDS = (" died", " ended", " started")
"""What is logged of a daemon that crashed or was restarted."""


def check_cause(slots: Slots, account: Account, reading: Reading) -> None:
    """Hold what is said of the cause against what was found.

    Raises:
        Wrong: another cause, place or certainty was found.
        Unclear: it may be so, and is not what was found.
    """
    cause, fact = account.incident.cause, account.fact("cause")
    kind, places = word_of(slots, "cause"), groups_of(slots, "where")
    if kind.startswith("node") and any(token_of(place, name) for place in places for name in ("place", "addr")):
        raise Unclear("says of a port or neighbor what a router does")
    if kind:
        _kind(kind.replace(" ", "_"), cause.type, cause.certainty, account)
    elif not word_of(slots, "sure"):
        raise Unclear("says nothing of the cause that is known")
    if kind != "unknown":
        _certainty(slots, cause.certainty, account)
    for place in places:
        check_place(place, account)
    ends = [token for place in places for token in tokens_of(place, "wend")] + tokens_of(slots, "wend")
    _link(ends, account, them=bool(word_of(slots, "wthem")))
    if proc := word_of(slots, "proc"):
        known = {event.what.partition(" ")[0] for event in account.events if event.what.endswith(ENDS)}
        if known and proc not in known:
            raise Wrong(f"it was {', '.join(sorted(known))}", None, account.fact("cause"))
    for token in tokens_of(slots, "notnode"):
        if node_of(token) == (cause.subject or "").partition(":")[0].partition(" ")[0]:
            raise Wrong("says that it was not there", token, account.fact("subject"))
    if needs := word_of(slots, "needs"):
        _shown(needs, account)
    moment = token_of(slots, "cat")
    if moment is not None:
        _at(moment, account)
    if word_of(slots, "byop") and not account.incident.cause.planned:
        raise Unclear("names an operator, and none was seen")
    peer = token_of(slots, "peernode") or token_of(slots, "farnode")
    if peer is not None and {node_of(peer)} != _far_ends(account):
        raise Unclear("names the far end of what is not one session", peer)
    address = token_of(slots, "peeraddr")
    if address is not None and address.payload != (cause.subject or "").rpartition(" neighbor ")[2]:
        raise Unclear("names another session", address)
    reading.states(fact if kind else None, account.fact("certainty"))
    if places:
        reading.states(account.fact("subject"))


def check_command(slots: Slots, account: Account, reading: Reading) -> None:
    """On which router and when an operator typed what led to the loss, and how long before it."""
    lines = [line for line in account.incident.cause.evidence if line.source == "session"]
    if len(lines) != 1 or not account.incident.cause.planned:
        raise Unclear("speaks of one command, and that was not seen")
    (line,) = lines
    for place in groups_of(slots, "where"):
        token = token_of(place, "node")
        if token is None or token_of(place, "place") or token_of(place, "addr"):
            raise Unclear("says of a port or neighbor what a router does")
        if node_of(token) != line.node:
            raise Wrong(f"it was not typed on {token.text}", token, account.fact("cause"))
    moment, delay = token_of(slots, "cat"), token_of(slots, "delay")
    if moment is not None and not (isinstance(moment.payload, Clock) and moment.payload.matches(line.at_ns)):
        raise Wrong(f"{moment.text} is not when it was typed", moment)
    if delay is not None:
        _lasted(delay, in_seconds((account.incident.first_loss_ns or 0) - line.at_ns), slots)
    reading.states(account.fact("planned"))


def _lasted(token: Token, length_s: float, slots: Slots) -> None:
    bound, roughly = word_of(slots, "cmp"), bool(word_of(slots, "roughly"))
    assert isinstance(token.payload, Length)
    fits = bounded(token.payload, length_s, bound) if bound else token.payload.matches(length_s, roughly=roughly)
    if not fits:
        raise Unclear("is far from it", token) if fits is None else Wrong(f"it was {length_s:.1f} s", token)


def check_held(slots: Slots, account: Account, reading: Reading) -> None:
    """How long a router's container was paused, by the two events of it."""
    check_cause((*slots, ("cause", "node_hang"), ("needs", "pause")), account, reading)
    token = token_of(slots, "held")
    moments: dict[str, int] = {}
    for line in account.incident.cause.evidence:
        for word in ("pause", "unpause"):
            if line.source == "runtime" and f" {word} " in line.text:
                moments.setdefault(word, line.at_ns)
    if len(moments) != 2 or token is None or not isinstance(token.payload, Length):
        raise Unclear("says how long it was paused, and that was not seen", token)
    _lasted(token, in_seconds(moments["unpause"] - moments["pause"]), slots)


def _kind(said: str, found: str, certainty: str, account: Account) -> None:
    fact = account.fact("cause")
    if said == "unknown":
        if certainty != "unknown" and found != "unknown":
            raise Wrong("says that the cause is not known, and one was found", None, fact)
        return
    if certainty == "unknown":
        raise Wrong("names a cause, and none was found", None, fact)
    if said == found:
        return
    if frozenset({said, found}) in NEAR or said in MECHANISMS:
        raise Unclear(f"speaks of {said.replace('_', ' ')}, and {found.replace('_', ' ')} was found")
    raise Wrong(f"says {said.replace('_', ' ')}, and {found.replace('_', ' ')} was found", None, fact)


def _certainty(slots: Slots, certainty: str, account: Account) -> None:
    fact = account.fact("certainty")
    sure = word_of(slots, "sure") or ("likely" if word_of(slots, "hedge") else "")
    if word_of(slots, "hedge") and word_of(slots, "sure") == "proved":
        raise Unclear("hedges what it calls proved")
    if sure and sure != certainty:
        if word_of(slots, "sure"):
            raise Wrong(f"says {sure}, and the cause is {certainty}", None, fact)
        raise Unclear(f"hedges, and the cause is {certainty}")
    if not sure and certainty != "proved":
        raise Unclear(f"leaves out that the cause is {certainty}")


def check_place(slots: Slots, account: Account) -> None:
    """Whether the cause lies where it is said to."""
    cause = account.incident.cause
    subject = cause.subject or ""
    fact = account.fact("subject")
    if not subject:
        raise Unclear("says where, and that was not found", token_of(slots, "node"))
    node, colon, port = subject.partition(":")
    peer = ""
    if " neighbor " in subject:
        node, _, peer = subject.partition(" neighbor ")
        colon = port = ""
    said_node, said_place, said_peer = (token_of(slots, name) for name in ("node", "place", "addr"))
    if said_node is not None and node_of(said_node) != node:
        if node_of(said_node) in cause.nodes:
            raise Unclear(f"{said_node.text} has to do with the cause, and it lies at {subject}", said_node)
        raise Wrong(f"{said_node.text} is not where the cause lies", said_node, fact)
    if said_place is not None and (not colon or said_place.payload not in (subject, port)):
        raise Wrong(f"{said_place.text} is not where the cause lies", said_place, fact)
    if said_peer is not None and said_peer.payload != peer:
        raise Wrong(f"{said_peer.text} is not where the cause lies", said_peer, fact)


def _shown(needs: str, account: Account) -> None:
    """What an operator's or the host's own event must show, where a word says more than the cause's type."""
    lines = [item for item in account.incident.cause.evidence if item.source in ("runtime", "session")]
    if not any(needs in line.text for line in lines):
        raise Unclear(f"no event that was seen says {needs!r}")


def _at(token: Token, account: Account) -> None:
    cause = account.incident.cause
    moments = (account.incident.started_ns, *(item.at_ns for item in cause.evidence))
    if not isinstance(token.payload, Clock) or not any(
        token.payload.matches(moment, MILLISECOND_NS) for moment in moments
    ):
        raise Wrong(f"{token.text} is not when the cause was seen", token, account.fact("started_at"))


def _far_ends(account: Account) -> set[str | None]:
    subject = (account.incident.cause.subject or "").partition(" ")[0]
    return {peering.b if peering.a == subject else peering.a for peering in account.incident.peerings}


def _link(ends: list[Token], account: Account, *, them: bool) -> None:
    """A link by its two ends: as the lab has it, or as the lone pair of routers that lost sessions over it."""
    if not ends:
        pairs_lost = {frozenset({item.a, item.b}) for item in account.incident.peerings}
        if them and len(pairs_lost) != 1:
            raise Unclear("may mean several pairs of routers")
        return
    said = {node_of(end) for end in ends}
    subject = account.incident.cause.subject or ""
    lab = account.sheet.lab
    known = (
        [{str(link.a.node), str(link.b.node)} for link in lab.links if subject in map(str, (link.a, link.b))]
        if lab
        else []
    )
    pairs = {frozenset({peering.a or "", peering.b or ""}) for peering in account.incident.peerings}
    if known:
        if said not in known:
            raise Wrong("is not the link that failed", ends[0], account.fact("subject"))
    elif pairs != {frozenset(said)} or subject.partition(":")[0].partition(" ")[0] not in said:
        raise Unclear("which routers the link joins is not known", ends[0])
