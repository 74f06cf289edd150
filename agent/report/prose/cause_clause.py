"""The cause as a clause that `because` stands before, by its type. Pure."""

from agent.detect.cause_catalog import cause_text
from agent.report.prose.names import Names


def clause(names: Names) -> str | None:
    """`the link at e1:eth1 went down`; None for a type, or a cause without a place, that has no clause."""
    text = cause_text(names.incident.cause.type)
    subject = names.get("subject")
    clauses = () if text is None else (text.clauses_many if len(names.parts) > 1 else ()) or text.clauses
    if not clauses or (subject is None and "{where}" in clauses[0]):
        return None
    return clauses[0].format(where=subject)
