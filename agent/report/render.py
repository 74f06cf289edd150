"""An incident as a Markdown report: values by code, words by a template.

Text from devices is data: in tables and lists it is escaped, in the raw excerpts it stands in a fence that is longer
than any row of backticks in it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from agent.detect.incident import GapSummary, Incident, PeeringOutage, rfc3339, to_json
from agent.report.narrative import TITLES, Narrative, footer
from agent.report.prefix_fall import prefix_fall
from agent.report.records.single_outages import single
from agent.resources import resource
from clab.cleaning import clean
from clab.model import Lab

QUOTE = "\N{RIGHT SINGLE QUOTATION MARK}"


def span(value_s: float | None) -> str:
    """A duration for people: `66.0 s`, `2 min 3.5 s`, `1 h 2 min`."""
    if value_s is None:
        return ""
    if value_s < 120:
        return f"{value_s:.3f} s" if value_s < 1 else f"{value_s:.1f} s"
    minutes, rest = divmod(value_s, 60)
    if minutes < 60:
        return f"{int(minutes)} min {rest:.1f} s"
    return f"{int(minutes // 60)} h {int(minutes % 60)} min"


def clock(text: str | None) -> str:
    """An RFC 3339 time as people read it in a table: milliseconds, no date letters."""
    if text is None:
        return "not seen"
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def cell(text: object) -> str:
    """Device text that is safe in a Markdown table or list: one line, nothing that Markdown would read."""
    flat = " ".join(clean(str(text)).split())
    return re.sub(r"([\\`*_{}\[\]<>|#!~$])", r"\\\1", flat)


def prose(text: str) -> str:
    """Sentences as Markdown: like a cell, but `~` and `#` mean nothing in the middle of a line."""
    return re.sub(r"([\\`*_{}\[\]<>|])", r"\\\1", " ".join(clean(text).split()))


def code(text: object) -> str:
    """Device text as code within a line: nothing in it ends the code."""
    return f"`{' '.join(clean(str(text)).split()).replace('`', QUOTE)}`"


def place(incident: Incident) -> str:
    """Why and where, in a few words."""
    cause = incident.cause
    where = f" at {cause.subject}" if cause.subject else f" on {', '.join(incident.nodes)}" if incident.nodes else ""
    why = cause.type.replace("_", " ") if cause.type != "unknown" else "cause unknown"
    if cause.certainty == "likely":
        why = f"likely {why}"
    return f"{why}{where}"


def headline(incident: Incident) -> str:
    """One sentence: what, where, how long, why."""
    why = place(incident)
    if not incident.peerings:
        fewer = "fewer prefixes, " if incident.cause.type == "unknown" and prefix_fall(incident) else ""
        return f"{fewer}{why}, no session lost"
    count = len(incident.peerings)
    what = f"{count} peering{'s' if count > 1 else ''} lost"
    down = sum(peering.restored_ns is None for peering in incident.peerings)
    if down:
        return f"{why}: {what}, {down} not restored"
    took = (incident.reconvergence_ns or 0) / 1e9
    return f"{why}: {what}, all back after {span(took)}"


@dataclass(frozen=True, slots=True)
class Signed:
    """What stands under every report: this program's version, and where words could have gone to."""

    program_version: str = ""
    sovereignty: str = ""


def markdown(
    incident: Incident, lab: Lab, narrative: Narrative, *, gaps: Sequence[GapSummary] = (), signed: Signed
) -> str:
    """The report of an incident."""
    return _template().render(
        **context(incident, lab, gaps),
        narrative=[{"key": key, "title": TITLES[key], "text": prose(text)} for key, text in narrative.sections()],
        footer=prose(footer(narrative, signed.program_version)),
        sovereignty=prose(signed.sovereignty),
    )


@cache
def _template() -> Template:
    folder = resource("templates/reports")
    environment = Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown, not HTML: `cell` escapes what devices wrote
    )
    return environment.get_template("incident.md.j2")


def context(incident: Incident, lab: Lab, gaps: Sequence[GapSummary]) -> dict[str, Any]:
    """The template's variables."""
    data = to_json(incident)
    excerpts = [clean(f"{item['at']} {item['node']}: {item['text']}") for item in _evidence(data)]
    longest = max((len(match) for line in excerpts for match in re.findall(r"`+", line)), default=0)
    cause = data["cause"]
    return {
        **{key: data[key] for key in ("id", "version", "severity", "status")},
        "headline": cell(headline(incident)),
        "lab": cell(lab.name) if lab.name else None,
        "started_at": clock(data["started_at"]),
        "first_loss_at": clock(data["first_loss_at"]) if data["first_loss_at"] else None,
        "last_restored_at": clock(data["last_restored_at"]) if data["last_restored_at"] else None,
        "reconvergence": reconvergence(incident),
        "prefixes": _prefixes(incident),
        "peerings": [_peering(each) for each in data["peerings"]],
        "outages": [row for outage in incident.peerings if outage.losses > 1 for row in _each_outage(outage, incident)],
        "cause": {
            **cause,
            "text": cell(incident.cause.text) if incident.cause.text else None,
            "subject": code(cause["subject"]) if cause["subject"] else None,
            "evidence": [
                {**each, "at": clock(each["at"]), "node": cell(each["node"]), "text": cell(text)}
                for each, text in ((each, _named(each, data["timeline"])) for each in cause["evidence"])
            ],
        },
        "timeline": [
            {**each, "at": clock(each["at"]), "node": cell(each["node"] or ""), "text": cell(each["text"])}
            for each in data["timeline"]
        ],
        "diagram": diagram(incident, lab),
        "gaps": [_gap(gap) for gap in gaps],
        "excerpts": excerpts,
        "closed_by_hand": _by_hand(data.get("closed_by_hand")),
        "fence": "`" * max(3, longest + 1),
    }


def reconvergence(incident: Incident) -> str:
    """How long the network took; what a person decided the length of is no reconvergence."""
    if incident.reconvergence_ns is None or incident.last_restored_ns is None:
        return ""
    took = span(incident.reconvergence_ns / 1e9)
    runtime = [item for item in incident.cause.evidence if item.source == "runtime"]
    ends = [item.at_ns for item in runtime if "unpause" in item.text]
    if ends:
        after = span(max(0, incident.last_restored_ns - max(ends)) / 1e9)
        return f"{after} after the pause ended; {took} from the first loss on, which is the pause's length"
    if incident.cause.planned or any("pause" in item.text for item in runtime):
        return f"not claimed: what was done by hand lasted; {took} from the first loss to the last restoration"
    return took


def _prefixes(incident: Incident) -> str | None:
    fall = prefix_fall(incident)
    if fall is None:
        return None
    whence = f"{cell(fall.sender)} ({cell(fall.neighbor)})" if fall.sender else cell(fall.neighbor)
    return f"{cell(fall.receiver)} from {whence}, {cell(fall.family)}: {fall.before} before, {fall.after} after"


def _named(line: Mapping[str, Any], timeline: Sequence[Mapping[str, Any]]) -> str:
    """A line of evidence, with what its codes are called where the timeline says that."""
    text = str(line["text"])
    same = [each["text"] for each in timeline if (each["at"], each["node"]) == (line["at"], line["node"])]
    return next((str(told) for told in same if told.startswith(f"{text} [")), text)


def _each_outage(outage: PeeringOutage, incident: Incident) -> list[dict[str, str]]:
    """The outages of a session that was lost several times, one by one, as far as the timeline has them."""
    name = cell(f"{outage.a or '?'} – {outage.b or '?'} ({outage.address_b or '?'})")
    rows = []
    for lost_ns, back_ns in single(outage, incident) or ():
        took = span((back_ns - lost_ns) / 1e9) if back_ns is not None else "not over"
        rows.append(
            {"name": name, "lost_at": clock(rfc3339(lost_ns)), "restored_at": clock(rfc3339(back_ns)), "took": took}
        )
    return rows


def _by_hand(closing: Mapping[str, Any] | None) -> dict[str, str] | None:
    return {"at": clock(closing["at"]), "why": cell(closing["why"])} if closing else None


def _gap(gap: GapSummary) -> str:
    until = rfc3339(gap.to_ns) or "now"
    return f"{gap.source} of {cell(gap.node)}: {rfc3339(gap.from_ns)} to {until}: {cell(gap.reason)}"


def _evidence(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = {(e["at"], e["node"], e["text"]): e for e in data["cause"]["evidence"]}
    for peering in data["peerings"]:
        found.update({(e["at"], e["node"], e["text"]): e for e in peering["witnesses"]})
    return [found[key] for key in sorted(found)]


def _peering(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": cell(f"{row['a'] or '?'} – {row['b'] or '?'}"),
        "addresses": cell(f"{row['address_a'] or '?'} – {row['address_b'] or '?'}"),
        "afis": cell(", ".join(row["afis"])) or "not seen",
        "lost_at": clock(row["lost_at"]),
        "restored_at": clock(row["restored_at"]),
        "outage": span(row["outage_s"]) or "not over",
        "losses": row["losses"],
    }


def diagram(incident: Incident, lab: Lab) -> str:
    """The concerned part of the topology as Mermaid, with what failed marked."""
    nodes = sorted({*incident.nodes, *(n for item in incident.peerings for n in (item.a, item.b) if n)})
    if not nodes:
        return ""
    names = {node: f"n{k}" for k, node in enumerate(nodes)}
    lines = ["flowchart LR", *(f'  {names[node]}["{_label(node)}"]' for node in nodes)]
    styles, edge = [], 0
    for link in lab.links:
        if link.a.node in names and link.b.node in names:
            ends = f"{_label(link.a.interface)} – {_label(link.b.interface)}"
            lines.append(f'  {names[link.a.node]} ---|"{ends}"| {names[link.b.node]}')
            if incident.cause.subject in (str(link.a), str(link.b)):
                styles.append(f"  linkStyle {edge} stroke:#c00,stroke-width:3px")
            edge += 1
    for peering in incident.peerings:
        if peering.a in names and peering.b in names:
            lines.append(f'  {names[peering.a]} -. "BGP lost" .- {names[peering.b]}')
            styles.append(f"  linkStyle {edge} stroke:#c00")
            edge += 1
    if incident.cause.subject in names:
        styles.append(f"  style {names[incident.cause.subject]} stroke:#c00,stroke-width:3px")
    return "\n".join([*lines, *styles])


def _label(text: str) -> str:
    return re.sub(r"[^\w./:@ -]", "", text)
