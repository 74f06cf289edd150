"""What is open: what is still down, what nobody saw, and what is not proved; honest where there is nothing. Pure."""

from collections.abc import Iterable

from agent.detect.cause_catalog import cause_text
from agent.report.prose.names import Names, Part, listed, ref
from agent.report.prose.scope import ONE_BY_ONE, hubs


def unsettled(names: Names) -> Iterable[tuple[str, ...]]:
    """The sentences of the section."""
    found = [*_down(names), *_cause(names), *_unnamed(names), *_silent(names)]
    yield from found or [_nothing(names)]


def _nothing(names: Names) -> tuple[str, ...]:
    if not names.parts:
        return (
            "Nothing is open: no session was lost, and the cause has its evidence.",
            "No question is open: the cause has its evidence, and no session was lost.",
        )
    return (
        "Nothing is open: every loss has its restoration, and the cause has its evidence.",
        "No question is open: every loss has its restoration, and the cause its evidence.",
    )


def _down(names: Names) -> Iterable[tuple[str, ...]]:
    down = [part for part in names.parts if part.restored is None]
    if len(down) <= ONE_BY_ONE:
        for item in down:
            session = names.session(item)
            yield (
                f"{session} is still down.",
                f"{session} has not come back yet.",
            )
        return
    for hub, parts in hubs(down):
        if hub is None:
            yield ("Sessions with unnamed routers are still down.",)
            continue
        with_ = listed([names.node(fromkey) for fromkey in dict.fromkeys(e for p in parts for e in p.ends if e != hub)])
        yield (
            f"The sessions of {names.node(hub)} with {with_} are still down.",
            f"The sessions of {names.node(hub)} with {with_} have not come back yet.",
        )


def _cause(names: Names) -> Iterable[tuple[str, ...]]:
    cause = names.incident.cause
    if cause.certainty == "unknown":
        yield (
            "Why this happened is open: no interface, process, node or operator event was seen that proves a cause.",
            "Nothing that was seen tells why: no interface, process, node or operator event proves a cause.",
        )
    elif cause.certainty == "likely":
        sure = names.get("certainty")
        yield (
            f"Proof of the cause is open: it is {sure}, and nothing that was seen proves it.",
            f"The cause is {sure}, and its proof is open: nothing that was seen proves it.",
        )
    text = cause_text(cause.type)
    if text is not None and text.open_questions:
        yield text.open_questions


def _unnamed(names: Names) -> Iterable[tuple[str, ...]]:
    for part in names.parts:
        if None not in part.ends:
            continue
        known = {end for end in part.ends if end}
        theirs = [ref(address) for address in part.addresses if not known & set(address.about)]
        if theirs:
            yield (
                f"Which router is behind {listed(theirs)} is open: nothing that was seen is known to be its own.",
                f"Nothing that was seen is known to be of the router behind {listed(theirs)}.",
            )


def _silent(names: Names) -> Iterable[tuple[str, ...]]:
    text = cause_text(names.incident.cause.type)
    if text is not None and text.silent_end:
        return
    quiet = [(node, part) for part in names.parts for node in _quiet_ends(part)]
    if len(quiet) > ONE_BY_ONE:
        nodes = names.all_nodes(dict.fromkeys(node for node, _ in quiet))
        yield (
            f"{nodes} wrote nothing of some of the lost sessions.",
            f"Of some of the lost sessions, {nodes} wrote nothing.",
        )
        return
    for node, part in quiet:
        session = names.session(part)
        yield (
            f"{names.node(node)} wrote nothing of {session}.",
            f"Of {session}, {names.node(node)} wrote nothing.",
        )


def _quiet_ends(part: Part) -> list[str]:
    heard = {witness.node for witness in part.outage.witnesses}
    return [end for end in part.ends if end and end not in heard]
