"""What happened, in three sentences: what was lost and why, how it ended, and how grave it is. Pure."""

from collections.abc import Iterable

from agent.report.prose.cause_clause import clause
from agent.report.prose.names import Names, ref


def happened(names: Names) -> Iterable[tuple[str, ...]]:
    """The sentences of the section."""
    if names.parts:
        yield _loss(names)
        yield _end(names)
    else:
        yield _without_loss(names)
    yield _gravity(names)
    if names.incident.cause.planned and names.incident.cause.certainty != "unknown":
        yield _planned(names)


def what(names: Names) -> tuple[str, str]:
    """What was lost, and its verb: `the session between e1 and r1` `was`, `two sessions of r4` `were`."""
    count = names.count("peerings that were lost")
    if len(names.parts) == 1:
        return names.session(names.parts[0]), "was"
    pairs = {part.ends for part in names.parts}
    hub = names.hub()
    if len(pairs) == 1 and None not in (pair := next(iter(pairs))):
        return f"{count} sessions between {names.node(pair[0])} and {names.node(pair[1])}", "were"
    if hub is not None:
        return f"{count} sessions of {names.node(hub)}", "were"
    if set(names.nodes) == {end for pair in pairs for end in pair}:
        return f"{count} sessions among {names.count('nodes concerned')} nodes", "were"
    return f"{count} sessions", "were"


def _loss(names: Names) -> tuple[str, ...]:
    lost, verb = what(names)
    at, cause, where = names.get("first_loss"), names.get("cause"), names.where()
    when = f"at {at} UTC" if len(names.parts) == 1 else f"from {at} UTC on"
    because = clause(names)
    match names.incident.cause.certainty:
        case "proved":
            plain = f"{lost} {verb} lost {when} because of {cause}{where}."
            first = (f"{lost} {verb} lost {when} because {because}.",) if because else ()
            turned = (f"Because {because}, {lost} {verb} lost {when}.",) if because and len(names.parts) == 1 else ()
            return (*first, plain, *turned)
        case "likely":
            plain = f"{lost} {verb} lost {when}; the cause is {cause}{where}."
            return (f"{lost} {verb} lost {when}, probably because {because}.", plain) if because else (plain,)
        case "unknown":
            return (
                f"{lost} {verb} lost {when}; why is not known.",
                f"{when}, {lost} {verb} lost, and why is not known.",
            )


def _end(names: Names) -> tuple[str, ...]:
    if any(part.restored is None for part in names.parts):
        return _not_over(names)
    last, took = names.get("last_restored"), names.get("reconvergence")
    if len(names.parts) > 1:
        return (
            f"The last of the lost sessions was back at {last} UTC, {took} after the first loss.",
            f"All of the lost sessions were back by {last} UTC, {took} after the first loss.",
        )
    losses = names.parts[0]
    if losses.outage.losses > 1:
        return (
            f"After {ref(losses.losses)} losses the session was back for good at {last} UTC, {took} after the first.",
            f"The session was lost {ref(losses.losses)} times and was back for good at {last} UTC, "
            f"{took} after the first loss.",
        )
    return (
        f"The session was back at {last} UTC, after {took}.",
        f"After {took}, at {last} UTC, the session was back.",
        f"It took {took} until the session was back, at {last} UTC.",
    )


def _not_over(names: Names) -> tuple[str, ...]:
    down = names.count("peerings still down")
    if len(names.parts) == 1:
        return ("The session is still down.", "The session has not come back yet.")
    if all(part.restored is None for part in names.parts):
        return (f"The {down} lost sessions are all still down.", f"Not one of the {down} lost sessions is back yet.")
    back = names.count("peerings restored")
    one_down = sum(item.restored is None for item in names.parts) == 1
    verb = "is" if one_down else "are"
    one_back = sum(each.restored is not None for each in names.parts) == 1
    return (
        f"{down} of the lost sessions {verb} still down; {back} {'is' if one_back else 'are'} back.",
        f"{back} of the lost sessions {'is' if one_back else 'are'} back, and {down} {verb} still down.",
    )


def _without_loss(names: Names) -> tuple[str, ...]:
    at, cause, where = names.get("started_at"), names.get("cause"), names.where()
    return (
        f"{cause}{where} was seen at {at} UTC; no session was lost.",
        f"At {at} UTC {cause}{where} was seen, and no session was lost.",
    )


def _gravity(names: Names) -> tuple[str, ...]:
    severity, status = names.get("severity"), names.get("status")
    return (
        f"The severity is {severity}, and the incident is {status}.",
        f"The incident is {status}; its severity is {severity}.",
    )


def _planned(names: Names) -> tuple[str, ...]:
    planned = names.get("planned")
    return (
        f"The incident was {planned}: an operator's own command explains it.",
        f"An operator's own command explains the incident, so it counts as {planned}.",
    )
