"""What `watch` shows on a terminal: the lab, not the plumbing. Values come in, renderables go out.

One line of truth a lab; then the sessions that are not up, the open incidents, and sources that are not well. Silence
never looks well: a lab of which not every node was heard lately is at least a warning, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agent.app.tables import SEVERITY_STYLES, Cell, Column, fitted
from agent.detect.incident import Incident, Severity
from agent.detect.lab_view import LabView
from agent.detect.peering_status import PeeringStatus
from agent.report.render import span
from clab.units import SECOND_NS
from collectors.supervisor import Health

FRESH_NS = 30 * SECOND_NS
"""A node that was not heard for so long is not counted as heard."""

RANKS: tuple[Severity, ...] = ("OK", "WARNING", "ACTION")
HEADS = 6
"""Lines that titles and blank lines take, at most."""


@dataclass(frozen=True, slots=True)
class ShownLab:
    """One lab: how it stands, its sources, and the nodes that should be heard."""

    name: str
    view: LabView
    sources: tuple[Health, ...]
    nodes: tuple[str, ...]


def screen(labs: Sequence[ShownLab], now_ns: int, width: int, height: int, *, sources: bool = False) -> Any:
    """Everything, within the terminal's size; `sources` shows those that are well, too."""
    from rich.console import Group
    from rich.text import Text

    if not labs:
        return Text("no lab is watched yet; waiting for one")
    parts: list[Any] = [_truths(labs, now_ns, width)]
    room = max(6, height - len(labs) - HEADS)
    several = len(labs) > 1
    open_ = sorted(
        ((lab, item) for lab in labs for item in lab.view.open),
        key=lambda row: (-RANKS.index(row[1].severity), -row[1].started_ns, row[1].id),
    )
    down = sorted(
        ((lab, standing) for lab in labs for standing in lab.view.standings if standing.up is False),
        key=lambda row: -(row[1].since_ns or 0),
    )
    unwell = [(lab, source) for lab in labs for source in _sources(lab, everything=sources)]
    shares = _shares([len(open_), len(down), len(unwell)], room)
    for title, columns, rows, share in (
        ("open incidents", INCIDENTS, [_incident(*each, now_ns, several=several) for each in open_], shares[0]),
        ("sessions that are not up", SESSIONS, [_session(*each, now_ns, several=several) for each in down], shares[1]),
        ("sources" if sources else "sources that are not well", SOURCES,
         [_source(*each, now_ns, several=several) for each in unwell], shares[2]),
    ):  # fmt: skip
        if rows:
            more = f" ({len(rows) - share} of {len(rows)} not shown)" if share < len(rows) else ""
            parts += [Text(), Text(f"{title}{more}", style="bold", no_wrap=True, overflow="ellipsis")]
            parts.append(fitted(columns, rows[:share], width, head=False))
    return Group(*parts)


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """How many rows each part gets: none starves, and what one does not need the others get."""
    shares = [0] * len(wanted)
    while room > 0 and any(share < want for share, want in zip(shares, wanted, strict=True)):
        for k, want in enumerate(wanted):
            if room > 0 and shares[k] < want:
                shares[k] += 1
                room -= 1
    return shares


TRUTHS = (Column("lab", least=8), Column("worst"), Column("sessions"), Column("open", rank=2), Column("heard"))
INCIDENTS = (
    Column("lab", rank=4, least=6),
    Column("id"),
    Column("severity"),
    Column("for"),
    Column("cause", least=12),
    Column("where", rank=2, least=8),
    Column("sessions", rank=3),
)
SESSIONS = (
    Column("lab", rank=4, least=6),
    Column("session", least=12),
    Column("for"),
    Column("addresses", rank=2, least=16),
    Column("incident", rank=1),
)
SOURCES = (
    Column("lab", rank=2, least=6),
    Column("source"),
    Column("state"),
    Column("heard", rank=1),
    Column("why", least=10),
)


def _truths(labs: Sequence[ShownLab], now_ns: int, width: int) -> Any:
    return fitted(TRUTHS, [truth(lab, now_ns) for lab in labs], width, head=False)


def truth(lab: ShownLab, now_ns: int) -> tuple[Cell, ...]:
    """The lab's line: name, worst severity, sessions up of known, open incidents, how fresh."""
    view = lab.view
    heard = _heard(lab, now_ns)
    worst = worst_severity(lab, now_ns)
    count = len(view.open)
    open_ = f"{count} open" if count else "none open"
    sessions = f"{view.up} of {view.known} sessions up" if view.known else "no session known"
    return (lab.name, (worst, SEVERITY_STYLES[worst]), sessions, open_, heard)


def worst_severity(lab: ShownLab, now_ns: int) -> Severity:
    """The gravest of the open incidents; a warning where a session is down, or not everything is heard."""
    found: list[Severity] = [item.severity for item in lab.view.open]
    if lab.view.up < lab.view.known or not lab.view.known or _fresh(lab, now_ns) < len(lab.nodes):
        found.append("WARNING")
    return max(found, key=RANKS.index, default="OK")


def _last_heard(lab: ShownLab) -> dict[str, int]:
    heard: dict[str, int] = {}
    for source in lab.sources:
        node = source.name.partition("-")[2]
        if source.last_ns is not None:
            heard[node] = max(heard.get(node, 0), source.last_ns)
    return heard


def _fresh(lab: ShownLab, now_ns: int) -> int:
    heard = _last_heard(lab)
    return sum(now_ns - heard.get(node, 0) < FRESH_NS for node in lab.nodes)


def _heard(lab: ShownLab, now_ns: int) -> str:
    heard = _last_heard(lab)
    last_ns = max((heard[node] for node in lab.nodes if node in heard), default=None)
    if last_ns is None:
        return f"nothing heard of {len(lab.nodes)} nodes" if lab.nodes else "nothing to hear"
    ago = max(0, now_ns - last_ns) / SECOND_NS
    return f"heard {f'{ago:.1f} s' if ago < 120 else span(ago)} ago from {_fresh(lab, now_ns)} of {len(lab.nodes)}"


def short(ns: int | None) -> str:
    """How long, in as few signs as tell it: `9.9 s`, `00:41`, `1:02:03`, `3 d`."""
    if ns is None:
        return "not seen"
    value_s = max(0, ns) / SECOND_NS
    if value_s < 60:
        return f"{value_s:.1f} s"
    minutes, seconds = divmod(int(value_s), 60)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24} d"
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def _incident(lab: ShownLab, each: Incident, now_ns: int, *, several: bool) -> tuple[Cell, ...]:
    down = sum(peering.restored_ns is None for peering in each.peerings)
    cause = "cause unknown" if each.cause.type == "unknown" else each.cause.type.replace("_", " ")
    likely = "likely " if each.cause.certainty == "likely" else ""
    sessions = f"{down} of {len(each.peerings)} down" if each.peerings else "none lost"
    return (
        lab.name if several else "",
        each.id,
        (each.severity, SEVERITY_STYLES[each.severity]),
        short(now_ns - each.started_ns),
        likely + cause,
        each.cause.subject or ", ".join(each.nodes),
        sessions,
    )


def _session(lab: ShownLab, each: PeeringStatus, now_ns: int, *, several: bool) -> tuple[Cell, ...]:
    since = None if each.since_ns is None else now_ns - each.since_ns
    addresses = " – ".join(address for address in (each.address_a, each.address_b) if address)
    mine = next((incident.id for incident in lab.view.open if _concerns(incident, each)), "")
    how = ("down " + short(since), "red") if since is not None else ("not up", "yellow")
    return (lab.name if several else "", each.name, how, addresses, mine)


def _concerns(incident: Incident, standing: PeeringStatus) -> bool:
    key = (standing.a, standing.b, standing.address_a, standing.address_b)
    return any((peering.a, peering.b, peering.address_a, peering.address_b) == key for peering in incident.peerings)


def _sources(lab: ShownLab, *, everything: bool) -> list[Health]:
    found = [source for source in lab.sources if everything or source.state not in ("ok", "starting")]
    error = lab.view.journal_error
    return [*([Health("journal", "failed", error=error)] if error else []), *found]


def _source(lab: ShownLab, each: Health, now_ns: int, *, several: bool) -> tuple[Cell, ...]:
    ago = short(now_ns - each.last_ns) + " ago" if each.last_ns else "never"
    style = "" if each.state == "ok" else "yellow"
    why = each.error if each.state != "ok" else f"{each.items} items"
    return (lab.name if several else "", each.name, (each.state.replace("_", " "), style), ago, why)
