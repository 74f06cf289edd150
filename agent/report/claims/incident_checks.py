"""Whether what is said of an incident as a whole holds: severity, status, plan, extent, moments, length."""

from agent.detect.incident import rfc3339
from agent.report.claims.account import Account, Reading, Unclear, Wrong, groups_of, token_of, tokens_of, word_of
from agent.report.claims.cause_checks import check_cause
from agent.report.claims.grammar import Slots
from agent.report.claims.quantities import MILLISECOND_NS, Clock, Length, bounded
from agent.report.claims.session_checks import check_sessions
from agent.report.claims.sessions import families_of, node_of
from agent.report.claims.tokens import Token
from agent.report.fact_sheet import FactKind
from agent.report.words import in_seconds


def check_incident(slots: Slots, account: Account, reading: Reading) -> None:
    """Severity, status, plan, begin, end, length and extent, as far as a clause says them."""
    incident = account.incident
    token = token_of(slots, "sev")
    severity = token.payload if token is not None else word_of(slots, "sevword")
    if severity:
        _same(severity, incident.severity, "severity", account, reading, token)
    if status := word_of(slots, "status"):
        _same(status, incident.status, "status", account, reading)
    if word_of(slots, "planned"):
        check_planned(slots, account, reading)
    id_ = token_of(slots, "id")
    if id_ is not None and id_.payload != incident.id:
        raise Wrong(f"{id_.text} is another incident", id_, account.fact("id"))
    if word_of(slots, "why") or groups_of(slots, "why"):
        check_cause(slots, account, reading)
    if word_of(slots, "when") == "begun":
        reading.at_ns = incident.started_ns
    elif when := word_of(slots, "when"):
        check_moment(slots, account, reading, "began" if when == "start" else "last")
    if word_of(slots, "span"):
        _span(slots, account, reading)
    if token_of(slots, "lasted") is not None:
        check_length(slots, account, reading)
    for group in groups_of(slots, "hit"):
        check_sessions(group, (), "lost", account, reading)
    for group in groups_of(slots, "conc"):
        check_concerned(group, tokens_of(group, "node"), account, reading)


def _span(slots: Slots, account: Account, reading: Reading) -> None:
    start, end = (token_of(slots, "f1") or token_of(slots, "t1"), token_of(slots, "f2") or token_of(slots, "t2"))
    if start is None or end is None:
        raise Unclear("says until when alone")
    check_moment((("at", start),), account, reading, "began")
    check_moment((("at", end),), account, reading, "last")


def check_planned(slots: Slots, account: Account, reading: Reading) -> None:
    """Whether an operator's own command explains the incident."""
    _same(word_of(slots, "planned") == "yes", account.incident.cause.planned, "planned", account, reading)


def _same(
    said: object, found: object, kind: FactKind, account: Account, reading: Reading, token: Token | None = None
) -> None:
    fact = account.fact(kind)
    if said != found:
        raise Wrong(f"the {kind} is {fact.wordings[0] if fact else found}", token, fact)
    reading.states(fact)


def check_concerned(slots: Slots, nodes: list[Token], account: Account, reading: Reading) -> None:
    """How many routers are concerned, and which; a list of them must be whole."""
    known = account.incident.nodes
    number = token_of(slots, "n")
    if number is not None and number.payload != len(known):
        raise Wrong(f"{len(known)} routers are concerned", number, account.count("nodes concerned"))
    named = {node_of(node) for node in nodes}
    if nodes:
        strange = [item for item in nodes if node_of(item) not in known]
        if strange:
            raise Wrong(f"{strange[0].text} is not concerned", strange[0])
        if named != set(known) or len(nodes) != len(named):
            raise Unclear("does not name all routers that are concerned", nodes[0])
    reading.states(account.count("nodes concerned"), *account.sheet.of("node"))


def check_moment(slots: Slots, account: Account, reading: Reading, which: str) -> None:
    """The first evidence, the first loss, the last restoration, the begin of the incident."""
    incident = account.incident
    token = token_of(slots, "at")
    assert token is not None
    assert isinstance(token.payload, Clock)
    moments: dict[str, tuple[FactKind, tuple[int | None, ...]]] = {
        "start": ("started_at", (incident.started_ns,)),
        "began": ("started_at", (incident.started_ns, incident.first_loss_ns)),
        "first": ("first_loss", (incident.first_loss_ns,)),
        "last": ("last_restored", (incident.last_restored_ns,)),
        "seen": ("started_at", (incident.started_ns, *(item.at_ns for item in incident.cause.evidence))),
    }
    kind, times = moments[which]
    slack = token.payload.step_ns if word_of(slots, "fuzzy") else MILLISECOND_NS - 1
    if not any(time is not None and token.payload.matches(time, slack) for time in times):
        raise Wrong(f"{token.text} is not when it was", token, account.fact(kind))
    reading.states(account.fact(kind))
    reading.at_ns = times[0]
    first, start = incident.first_loss_ns, incident.started_ns
    for name, length_ns, of in (
        ("delay", None if first is None else first - start, "delay"),
        ("fromfirst", incident.reconvergence_ns, "reconvergence"),
    ):
        span = token_of(slots, name)
        if span is not None:
            _length(span, length_ns, slots, account, reading, of)  # type: ignore[arg-type]  # two kinds of facts


def check_length(slots: Slots, account: Account, reading: Reading) -> None:
    """How long the network took from the first loss to the last restoration."""
    token = token_of(slots, "lasted")
    assert token is not None
    _length(token, account.incident.reconvergence_ns, slots, account, reading, "reconvergence")


def _length(
    token: Token, length_ns: int | None, slots: Slots, account: Account, reading: Reading, kind: FactKind
) -> None:
    fact = account.fact(kind)
    if length_ns is None:
        raise Wrong(f"says {token.text}, and it is not over", token, account.count("peerings still down"))
    assert isinstance(token.payload, Length)
    bound, length_s = word_of(slots, "cmp"), in_seconds(length_ns)
    roughly = bool(word_of(slots, "roughly"))
    fits = bounded(token.payload, length_s, bound) if bound else token.payload.matches(length_s, roughly=roughly)
    if fits is None:
        raise Unclear(f"{length_s:.1f} s is far from {token.text}", token)
    if not fits:
        raise Wrong(f"{token.text} is not how long it took ({length_s:.1f} s)", token, fact)
    reading.states(fact)


def check_peerings(slots: Slots, account: Account, reading: Reading) -> None:
    """How many sessions were lost."""
    token, fact = token_of(slots, "npeer"), account.count("peerings that were lost")
    if token is None or token.payload != len(account.incident.peerings):
        raise Wrong(f"{len(account.incident.peerings)} sessions were lost", token, fact)
    reading.states(fact)


def check_evidence(slots: Slots, account: Account, reading: Reading) -> None:
    """In which sources of which routers the evidence of the cause is; all of them must be named."""
    found: dict[str, set[str]] = {}
    for line in account.incident.cause.evidence:
        if line.node in account.incident.nodes:
            found.setdefault(line.source, set()).add(line.node)
    said: dict[str, set[str]] = {}
    for name, value in slots:
        if name.startswith("src_") and isinstance(value, tuple):
            said.setdefault(name.removeprefix("src_"), set()).update(map(node_of, tokens_of(value, "node")))
    for source, nodes in said.items():
        if not nodes <= found.get(source, set()):
            raise Wrong("the evidence is not from there", None, account.fact("certainty"))
    if said != found:
        raise Unclear("does not name all that the evidence is from")
    reading.states(account.fact("certainty"))


def check_date(token: Token, account: Account) -> None:
    """The day of the incident, from its begin to its last restoration."""
    incident = account.incident
    days = [
        rfc3339(item) or "" for item in (incident.started_ns, incident.first_loss_ns, incident.last_restored_ns) if item
    ]
    if not any(day[:10].endswith(str(token.payload)) for day in days):
        raise Wrong(f"{token.text} is not the day", token, account.fact("started_at"))


def check_count(slots: Slots, account: Account, reading: Reading) -> None:
    """How many losses there were over all sessions."""
    token, fact = token_of(slots, "lossesall"), account.count("losses over all peerings")
    total = sum(peering.losses for peering in account.incident.peerings)
    if token is None or token.payload != total:
        raise Wrong(f"there were {total} losses", token, fact)
    reading.states(fact)


def check_nfam(slots: Slots, account: Account, reading: Reading) -> None:
    """How many address families the lost sessions carried, and which; a list of them must be whole."""
    known = {family for outage in account.incident.peerings for family in families_of(outage)}
    number, named = token_of(slots, "nfam"), [token.payload for token in tokens_of(slots, "famname")]
    if number is not None and number.payload != len(known):
        raise Wrong(f"it was {len(known)}", number)
    if named and (set(named) != known or len(named) != len(known)):
        raise Wrong("it was not these families", tokens_of(slots, "famname")[0])
    reading.states(*account.sheet.of("family"))


def check_nothing(slots: Slots, account: Account, reading: Reading) -> None:
    """That nothing is down any more, or that nothing was lost."""
    down = [peering for peering in account.incident.peerings if peering.restored_ns is None]
    if word_of(slots, "none") == "lost":
        if account.incident.peerings:
            raise Wrong("sessions were lost", None, account.count("peerings that were lost"))
        reading.states(account.count("peerings that were lost"))
        return
    fact = account.count("peerings still down")
    if word_of(slots, "none") == "open":
        if account.incident.cause.certainty != "proved":
            raise Wrong("the cause is not proved", None, account.fact("certainty"))
        if not account.incident.peerings:
            reading.states(fact)
            return
    if down:
        raise Wrong(f"{len(down)} of the sessions are still down", None, fact)
    if not account.incident.peerings:
        raise Unclear("no session was lost")
    reading.states(fact, account.fact("last_restored"))
