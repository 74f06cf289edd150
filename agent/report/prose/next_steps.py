"""What to look at next, by the kind of cause: advice for a person, never a claim of what was seen. Pure."""

from collections.abc import Iterable

from agent.detect.cause_catalog import cause_text
from agent.report.prose.names import Names

UNKNOWN = "Look at the logs of {nodes} around {at} UTC, and record runtime events and snapshots to learn more next time"


def look(names: Names) -> Iterable[tuple[str, ...]]:
    """The sentences of the section."""
    subject, nodes = names.get("subject"), names.all_nodes()
    cause = names.incident.cause
    if cause.planned and cause.certainty != "unknown" and all(part.restored is not None for part in names.parts):
        planned = names.get("planned")
        yield (
            f"Nothing needs a look: what happened was {planned}.",
            f"What happened was {planned}: nothing needs a look.",
        )
        return
    text = cause_text(cause.type)
    where = subject or nodes or "the lab"
    if cause.certainty == "likely":
        where = f"{where}, the likely place"
    if text is not None and cause.certainty != "unknown":
        advice = text.advice.format(where=where)
    elif nodes:
        advice = UNKNOWN.format(nodes=nodes, at=names.get("first_loss") or names.get("started_at"))
    else:
        return
    rest = advice.removeprefix("Look at ")
    yield (f"{advice}.", f"Worth a look: {rest}.", f"The next thing to look at is {rest}.")
