"""What a statement says of links, adjacencies, containers, daemons and notifications, held against the evidence."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from agent.report.claims.account import Account
from agent.report.claims.events import Event
from agent.report.claims.moments_said import is_at, is_long
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.sessions_meant import FAR, Context, counted, names
from agent.report.claims.statements import Said, Statement, is_gap, is_span

NEAR = {
    frozenset({"link_down", "link_flap"}),
    frozenset({"link_down", "node_isolated"}),
    frozenset({"node_down", "node_hang"}),
    frozenset({"node_down", "process_crash"}),
    frozenset({"process_restart", "process_crash"}),
    frozenset({"admin_shutdown", "admin_reset"}),
    frozenset({"prefix_limit_exceeded", "prefix_limit_warning"}),
}
"""Causes of which one may be told for the other without being false, and without being what was found."""

LIVES = (" died", " ended", " started")
"""What is logged of a daemon."""

BY_ONE = {
    "admin_shutdown", "admin_reset", "peer_deconfigured", "remote_as_mismatch", "config_reset", "policy_filter",
}  # fmt: skip
"""Causes that one end did."""

MECHANISMS = {"hold_timer_expired", "bfd_down"}
"""How a loss came about beside its cause."""


@dataclass(frozen=True, slots=True)
class Happening:
    """The events that say so (one that begins with a blank is of any daemon), and the causes that do."""

    events: tuple[str, ...] = ()
    causes: frozenset[str] = frozenset()

    def told_by(self, what: str) -> bool:
        """Whether an event says so."""
        return any(what.endswith(one) if one.startswith(" ") else what == one for one in self.events)


def _told(events: str, causes: str = "") -> Happening:
    return Happening(tuple(events.split(",")) if events else (), frozenset(causes.split()))


HAPPENINGS = {
    "port down": _told("port down,interface down", "link_down link_flap node_isolated"),
    "port up": _told("port up"),
    "igp lost": _told("ospf lost,isis lost", "igp_lost"),
    "igp up": _told("ospf up,isis up"),
    "pause": _told("pause", "node_hang"),
    "unpause": _told("unpause"),
    "kill": _told("kill", "node_down"),
    "stop": _told("stop,die,kill", "node_down"),
    "start": _told("start"),
    "daemon died": _told("bgpd died,ospfd died,bird died", "process_crash"),
    "daemon ended": _told(" ended, died", "process_crash process_restart"),
    "daemon restarted": _told(" started", "process_restart"),
    "hold timer": _told("hold timer", "hold_timer_expired"),
    "sent notification": _told("sent notification"),
    "received notification": _told("received notification"),
    "limit": _told("limit", "prefix_limit_exceeded"),
    "prefixes": _told("received,sent"),
    "isolated": _told("", "node_isolated"),
    "shut": _told("", "admin_shutdown"),
    "reset": _told("", "admin_reset"),
    "withdrew": _told("", "route_withdrawal"),
}


def happened(what: str, statement: Statement, account: Account, context: Context, *, hedged: bool) -> None:
    """Hold a happening against the evidence; where no line says it, against the cause that was found.

    Raises:
        Wrong: it happened elsewhere, at another time, or something else did.
        Unclear: no line and no cause says so.
    """
    kind = HAPPENINGS[what]
    every = [event for event in account.events if kind.told_by(event.what)]
    every += _seen_from_afar(what, account)
    daemon = next((mark.detail for mark in statement.others if mark.concept == "DAEMON"), "any")
    if daemon != "any":
        known = {event.what.partition(" ")[0] for event in account.events if event.what.endswith(LIVES)}
        if known and daemon not in known:
            raise Wrong(f"it was {', '.join(sorted(known))}")
        every = [event for event in every if event.what.startswith(daemon)]
    found = [event for event in every if _fits(event, statement)]
    if counted(statement, "TIMES") is not None:
        raise Unclear("counts how often")
    if found and statement.has("EXIT_CODE"):
        numbers = {value.token.payload for value in statement.of("number")}
        runtime = [event for event in account.events if event.what in ("kill", "die", "stop")]
        if not numbers & {event.value for event in runtime if event.node in {item.node for item in found}}:
            raise Wrong(f"it was {found[0].value}", statement.of("number")[0].token if numbers else None)
    ports = [str(value.token.payload) for value in statement.of("place")]
    if found and not all(any(_is_port(port, event) for event in found) for port in ports):
        raise Unclear("no line says so of every port", statement.of("place")[0].token)
    if found:
        found = _coded(found, statement)
        _everywhere(found, statement, account)
        for node in doers(statement):
            if not any(event.node == node for event in found) and not statement.of("place"):
                raise Unclear(f"no line of {node} says so")
        _when(what, statement, found, account, context)
        return
    if account.incident.cause.type in kind.causes:
        at_cause(statement, account)
        certain(account, hedged=hedged)
        _at_start(() if is_span(statement.of("time")) else statement.of("time"), account)
        context.at_ns = account.incident.started_ns
        return
    if every and len(doers(statement)) == 1 == len(statement.values):
        raise Wrong("it was elsewhere", statement.values[0].token)
    if kind.causes and account.incident.cause.certainty == "proved" and statement.link in ("because", "so"):
        raise Wrong(f"the cause is {account.incident.cause.type.replace('_', ' ')}")
    raise Unclear("no line that was seen says so")


def _coded(found: list[Event], statement: Statement) -> list[Event]:
    """The lines with the code of a notification that is said."""
    codes = names(statement.of("code"))
    for mark in statement.others:
        named = mark.detail if mark.concept == "NOTIFICATION_NAME" else CODES.get((mark.concept, mark.detail))
        codes += [named] if named else []
    fitting = [event for event in found if event.code in codes]
    if codes and not fitting:
        other = any(event.code for event in found)
        raise Wrong("it had another code") if other else Unclear("its code was not seen")
    return fitting if codes else found


CODES = {
    ("CAUSE", "admin_reset"): "6/4", ("RESET", ""): "6/4", ("CAUSE", "admin_shutdown"): "6/2", ("SHUT", ""): "6/2",
    ("CAUSE", "peer_deconfigured"): "6/3", ("CAUSE", "hold_timer_expired"): "4/0",
}  # fmt: skip
"""The codes of notifications that are called so (RFC 4486)."""

ENDINGS = {"pause": "unpause", "port down": "port up", "igp lost": "igp up", "stop": "start", "kill": "start"}
"""What ends a happening that lasts."""


def _when(what: str, statement: Statement, found: list[Event], account: Account, context: Context) -> None:
    moments = [event.at_ns for event in found]
    values = statement.of("time")
    ends = HAPPENINGS[ENDINGS[what]] if what in ENDINGS else None
    nodes = {event.node for event in found}
    over = [event.at_ns for event in account.events if ends and ends.told_by(event.what) and event.node in nodes]
    if is_span(values):
        if not any(is_at(values[1], [moment]) for moment in over):
            raise Wrong(f"{values[1].token.text} is not when it was over", values[1].token)
        values = values[:1]
    for said in values:
        if not any(is_at(said, [moment]) for moment in moments):
            raise Wrong(f"{said.token.text} is not when it was", said.token)
    if len(values) == 1:
        moments = [moment for moment in moments if is_at(values[0], [moment])]
    for said in (
        each for each in statement.of("duration") if each.behind != "LATER" and what in ENDINGS and not is_gap(each)
    ):
        if len(moments) != 1 or len(over) != 1 or not is_long(said, over[0] - moments[0]):
            raise Unclear("how long it went on was not seen", said.token)
    context.at_ns = min(moments)


def _everywhere(found: list[Event], statement: Statement, account: Account) -> None:
    """`on both ends`, `all`: every router of the incident has a line of it; `the others` are not read."""
    if statement.has("ONLY", "OTHERS", "TOGETHER"):
        raise Unclear("says of which alone, and that was not looked at")
    if statement.has("BOTH_ENDS", "ALL") and not set(account.incident.nodes) <= {event.node for event in found}:
        raise Unclear("says of all what was not seen of each")


def _seen_from_afar(what: str, account: Account) -> list[Event]:
    """A notification that one end received was sent by the other, and the other way round."""
    if not what.endswith(" notification"):
        return []
    other = {"sent notification": "received notification", "received notification": "sent notification"}[what]
    return [
        replace(event, what=what, node=event.peer, peer=event.node, address="")
        for event in account.events
        if event.what == other and event.peer
    ]


def doers(statement: Statement) -> list[str]:
    """The routers that a statement is about, without those that something went to or came from."""
    found = [value for value in statement.of("node") if value.preposition not in (*FAR, "BETWEEN")]
    if statement.head in ("SENT", "RECEIVED", "EXPIRED") and any(statement.before_head(value) for value in found):
        found = [value for value in found if statement.before_head(value) or value.preposition in ("ON", "AT", "BY")]
    return [str(value.token.payload) for value in found]


def _fits(event: Event, statement: Statement) -> bool:
    mine, every = doers(statement), names(statement.of("node"))
    far = [name for name in every if name not in mine]
    between = [str(value.token.payload) for value in statement.of("node") if value.preposition == "BETWEEN"]
    if mine and event.node not in mine:
        return False
    if far and event.peer and event.peer not in far and not between:
        return False
    if between and event.node not in every:
        return False
    ports = [str(value.token.payload) for value in statement.of("place")]
    if ports and not any(_is_port(port, event) for port in ports):
        return False
    addresses = names(statement.of("address"))
    families = names(statement.of("family"))
    return (not addresses or not event.address or event.address in addresses) and (
        not families or not event.family or event.family in families
    )


def _is_port(said: str, event: Event) -> bool:
    node, colon, port = said.partition(":")
    return event.port == (port if colon else said) and (not colon or node == event.node)


def at_cause(statement: Statement, account: Account) -> None:
    """Whether the routers and ports that are named are where the cause lies.

    Raises:
        Wrong: the cause lies elsewhere.
    """
    cause = account.incident.cause
    subject = cause.subject or ""
    node = subject.partition(":")[0].partition(" ")[0]
    port = subject.partition(":")[2]
    far = subject.partition(" neighbor ")[2]
    for value in statement.of("place"):
        if value.token.payload not in (subject, port):
            if not port:
                raise Unclear(f"{value.token.text} is no place that is known", value.token)
            raise Wrong(f"{value.token.text} is not where the cause lies", value.token)
    for value in statement.of("address"):
        if value.token.payload != far:
            raise Unclear(f"{value.token.text} is not where the cause lies", value.token)
    said = set(names(statement.of("node")))
    if statement.head in ("SHUT", "RESET") and (actor := _actor(statement)) not in ("", node):
        raise Wrong(f"{actor} did not do it")
    for value in statement.of("node"):
        name = str(value.token.payload)
        if name not in (*cause.nodes, node):
            raise Wrong(f"{name} is not where the cause lies", value.token)
        if name != node and node not in said and statement.head != "WITHDREW":
            raise Unclear(f"{name} is not the one where the cause lies", value.token)
    if len(said) > 1 and not said <= {*cause.nodes, node}:
        raise Unclear("names others than the cause does")


def _actor(statement: Statement) -> str:
    """Who does it: the router behind `by` or `on`, else the lone one before the verb."""
    nodes = statement.of("node")
    by = [value for value in nodes if value.preposition in ("BY", "ON", "AT")]
    before = [
        value for value in nodes if statement.before_head(value) and value.preposition not in (*FAR, "BETWEEN", "OF")
    ]
    found = by or before[:1]
    return str(found[0].token.payload) if found else ""


def certain(account: Account, *, hedged: bool) -> None:
    """Whether a cause is told as surely as it was found.

    Raises:
        Wrong: it is told, and none was found.
        Unclear: it is told more or less surely than it was found.
    """
    certainty = account.incident.cause.certainty
    if certainty == "unknown":
        raise Wrong("names a cause, and none was found")
    if hedged != (certainty == "likely"):
        raise Unclear(f"the cause is {certainty}, and it is told otherwise")


def is_cause(
    kind: str, statement: Statement, account: Account, context: Context, *, hedged: bool, timed: bool = True
) -> None:
    """Hold a cause that is named against the one that was found.

    Raises:
        Wrong: another one was found.
        Unclear: one that is near to it, or it is told with another certainty.
    """
    found = account.incident.cause.type
    if kind != found:
        if frozenset({kind, found}) in NEAR or kind in MECHANISMS:
            raise Unclear(f"{found.replace('_', ' ')} was found")
        if statement.has("NOTIFICATION", "NOTIFICATION_NAME"):
            raise Unclear("names a notification, and no cause")
        if account.incident.cause.certainty == "likely" and hedged:
            raise Unclear(f"{found.replace('_', ' ')} is likely")
        raise Wrong(f"says {kind.replace('_', ' ')}, and {found.replace('_', ' ')} was found")
    at_cause(statement, account)
    if kind in BY_ONE and (actor := _actor(statement)) not in (
        "",
        (account.incident.cause.subject or "").split(" ")[0],
    ):
        raise Wrong(f"{actor} did not do it")
    certain(account, hedged=hedged)
    _at_start(statement.of("time") if timed else (), account)
    context.at_ns = account.incident.started_ns
    for fact in ("cause", "certainty", *(("subject",) if statement.of("place") or statement.of("node") else ())):
        if (stated := account.fact(fact)) is not None:
            context.facts[stated.id] = None


def _at_start(values: Iterable[Said], account: Account) -> None:
    incident = account.incident
    moments = [incident.started_ns, *(line.at_ns for line in incident.cause.evidence)]
    for said in values:
        if not any(is_at(said, [moment]) for moment in moments):
            raise Wrong(f"{said.token.text} is not when it was", said.token)
