"""A hold timer ran out, and nothing tells why."""

from agent.core.cause import Case, Claim, Rule


def diagnose(case: Case) -> Claim | None:
    """Proved by NOTIFICATION 4/0 (RFC 4271 6.5) at either end, or a Down line that names the timer."""
    told = case.notification(4)
    named = [edge for edge in case.loss.downs if "hold" in edge.reason.lower()]
    if not told and not named:
        return None
    nodes = case.peering.nodes
    first = told[0] if told else named[0].seen
    evidence = (first, *case.sources())
    subject = case.peering.name_at(first.node)
    return Claim("hold_timer_expired", "proved", ("hold", nodes), subject, nodes, evidence, case.lost_ns, case.hold_ns)


RULE = Rule("hold_timer_expired", rank=90, diagnose=diagnose, strength="weak")
