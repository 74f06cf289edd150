"""In which order: the first evidence, the first and the last loss, the first and the last restoration. Pure."""

from collections.abc import Iterable

from agent.report.prose.names import Names, Part, ref

AT_ONCE_NS = 1_000_000
"""Times that differ by less read the same to the millisecond."""


WORTH_TELLING_S = 0.1
"""From so long a delay between cause and loss on, it is told."""


def timeline(names: Names) -> Iterable[tuple[str, ...]]:
    """The sentences of the section."""
    incident = names.incident
    started = names.get("started_at")
    if not names.parts:
        yield (
            f"The first evidence was seen at {started} UTC.",
            f"At {started} UTC the first evidence was seen.",
        )
        return
    if _delay_s(names) >= WORTH_TELLING_S and (delay := names.get("delay")):
        of = "" if incident.cause.certainty == "unknown" else " of the cause"
        yield (
            f"The first evidence{of} was seen at {started} UTC, {delay} before the first loss.",
            f"At {started} UTC, {delay} before the first loss, the first evidence{of} was seen.",
        )
    if len(names.parts) == 1:
        yield _alone(names, names.parts[0])
    else:
        yield from _losses(names)
        yield from _restorations(names)
    if incident.status == "open" and incident.last_restored_ns is not None:
        status = names.get("status")
        yield (
            f"The incident stays {status} until its sessions have held for a while.",
            f"Until the sessions have held for a while, the incident stays {status}.",
        )


def _delay_s(names: Names) -> float:
    delay = names.sheet.first("delay")
    return float(delay.value) if delay is not None and isinstance(delay.value, int | float) else 0.0


def _alone(names: Names, part: Part) -> tuple[str, ...]:
    session, lost = names.session(part), f"at {ref(part.lost)} UTC"
    first = ", the first time" if part.outage.losses > 1 else ""
    if part.restored is None:
        return (f"{session} was lost {lost}{first}.", f"{lost}{first}, {session} was lost.")
    back = f"at {ref(part.restored)} UTC"
    good = " for good" if part.outage.losses > 1 else ""
    return (
        f"{session} was lost {lost}{first}, and was back{good} {back}.",
        f"{lost}{first}, {session} was lost; {back} it was back{good}.",
    )


def _losses(names: Names) -> Iterable[tuple[str, ...]]:
    ordered = sorted(names.parts, key=lambda part: part.outage.lost_ns)
    first, last = ordered[0], ordered[-1]
    one = names.session(first)
    once = "first " if any(item.outage.losses > 1 for item in ordered) else ""
    if last.outage.lost_ns - first.outage.lost_ns < AT_ONCE_NS:
        yield (
            f"All of the sessions were {once}lost at {ref(first.lost)} UTC.",
            f"At {ref(first.lost)} UTC, all of the sessions were {once}lost.",
        )
    else:
        other = names.session(last)
        yield (
            f"{one} was lost first, at {ref(first.lost)} UTC, and {other} last, at {ref(last.lost)} UTC.",
            f"The first to be lost was {one}, at {ref(first.lost)} UTC; the last was {other}, at {ref(last.lost)} UTC.",
        )
    if sum(each.outage.losses for each in ordered) > len(ordered):
        losses = names.count("losses over all peerings")
        yield (
            f"In all, sessions were lost {losses} times.",
            f"There were {losses} losses in all.",
        )


def _restorations(names: Names) -> Iterable[tuple[str, ...]]:
    back = sorted((part for part in names.parts if part.restored is not None), key=_restored_ns)
    if not back:
        return
    first, last = back[0], back[-1]
    good = " for good" if any(item.outage.losses > 1 for item in back) else ""
    one, at = names.session(first), f"at {ref(first.restored)} UTC" if first.restored else ""
    if len(back) == 1:
        yield (f"{one} was back{good} {at}.", f"{at} {one} was back{good}.")
        return
    if _restored_ns(last) - _restored_ns(first) < AT_ONCE_NS and len(back) == len(names.parts):
        yield (
            f"All of the sessions were back{good} {at}.",
            f"{at}, all of the sessions were back{good}.",
        )
        return
    other, then = names.session(last), f"at {ref(last.restored)} UTC" if last.restored else ""
    yield (
        f"{one} was back{good} first, {at}, and {other} last, {then}.",
        f"The first to be back{good} was {one}, {at}; the last was {other}, {then}.",
    )


def _restored_ns(part: Part) -> int:
    return part.outage.restored_ns or 0
