"""Durations: every length of time that is told has to be one that was measured, of the thing it is told of."""

import re
from collections.abc import Iterable
from itertools import combinations

from agent.core.incident import Outage
from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Clause, Duration
from agent.core.words import duration_words, in_seconds

TIMER_BEFORE = re.compile(
    r"\b(?:hold[- ]?tim(?:e|er|ers)|holdtime|keep-?alives?|timers?|interval)\s+(?:(?:of|is|was|at|set|"
    r"every|configured|being|to)\s+)*[:=]?\s*$",
    re.I,
)
TIMER_AFTER = re.compile(r"\s*(?:BGP\s+)?(?:hold|keep-?alive|timer|interval)", re.I)
OUTAGE = re.compile(
    r"\b(?:down for|down|outages?|lasted|lasting|downtime|unavailable|out for|out of service|"
    r"interruption|disruption|gap|dark for|without (?:a |its )?session|"
    r"offline|lost for|stayed|remained|unreachable|apart for|duration|blip|absent|for)\b",
    re.I,
)
INCIDENT = re.compile(
    r"\b(?:incident|event|episode|whole|entire|overall|everything|reconverge\w*|convergence|network|"
    r"in total|altogether|total|fault)\b",
    re.I,
)
DOWN_FOR = re.compile(
    r"\b(?:down|lost|out|gone|off|offline|interrupted|unavailable|missing|absent|dead|unreachable|"
    r"(?:no|without(?: an?| any)?) (?:\w+ )?(?:sessions?|peerings?|BGP))\b[^.;,]{0,24}?\bfor\b",
    re.I,
)
TOTAL = re.compile(r"\b(?:in total|altogether|all told|in all|in sum|added up|combined|a total of)\b", re.I)
LATER = re.compile(
    r"\b(?:later|after|before|earlier|apart|afterwards|within|delay|following|apart|prior|behind|"
    r"ahead|since|elapsed|passed|separated|of|over|next|spread|across|span(?:ned)?)\b",
    re.I,
)
ENDS = re.compile(
    r"^(?:(?!\d+(?:\.\d+)? ?m?s\b)[^.;]){0,30}?\b(?:after|from|since|following)\s+(?:the\s+)?(?P<rank>first|last)\s+"
    r"(?:loss|drop|session (?:was )?(?:lost|dropped)|outage|session loss)",
    re.I,
)
OTHERS = re.compile(r"\b(?:others?|the rest|most|remaining)\b(?![^.;]*\w\d)", re.I)
RECONVERGE = re.compile(
    r"\b(?:reconverg\w+|converg\w+|network (?:needed|took)|full recovery|until everything|before everything)\b", re.I
)
WHOLE_SPAN = re.compile(
    r"\b(?:between|from)\s+(?:the\s+)?first\s+(?:loss|drop|session loss)\s+(?:and|to|until|"
    r"till)\s+(?:the\s+)?(?:last|final)\s+(?:restoration|recovery|return)",
    re.I,
)
EVERYTHING = re.compile(r"\b(?:everything|all|every|both|network)\b", re.I)
TOOK = re.compile(
    r"\b(?:took|takes|needed|waited|passed|(?:wait|delay|gap|lag|pause|interval) (?:of|was|is)|"
    r"it was)\s*(?:another |only |just )?$",
    re.I,
)
UNTIL_THEN = re.compile(r"\s*(?:for|until|till|before|to|passed|went by|elapsed)\b", re.I)
BESIDE = re.compile(r"(?:\d\)?|sessions?|peering|one)[\s:,(-]*(?:for|was|took|outage|out|after)?[\s:(]*$", re.I)
"""A length right behind the peering that it belongs to: "r1-r4: 28.7 s"."""
HELD = re.compile(
    r"\b(?:held|survived|kept|stayed up|stayed established|hung on|lived|persisted|remained up|continued|lingered)\b",
    re.I,
)
AFTER_LOSS = re.compile(
    r"\b(?:after (?:the |its |their |that |being )?(?:first )?(?:loss|losing|drop\w*|going down|lost|"
    r"outage|failure|teardown)|later)\b",
    re.I,
)


def check(prose: Prose) -> list[Finding]:
    """Each duration against the lengths that its clause can mean."""
    found = []
    for clause in prose.reading.clauses:
        for duration in clause.durations:
            values, what = _meant(prose, clause, duration)
            if not any(duration.fits(each) for each in values):
                nearest = min(values, key=lambda each: abs(each - duration.about_s), default=None)
                told = f": {duration_words(nearest)[0]}" if nearest is not None else ""
                message = f"{duration.text.strip()!r} is not {what}{told}"
                found.append(Finding("durations", duration.span, message, _fact(prose, nearest)))
    return found


def _is_whole(clause: Clause, duration: Duration) -> bool:
    """Whether a length is the one told "from the first loss to the last recovery": the nearest to these words."""
    word = WHOLE_SPAN.search(clause.text)
    if not word:
        return False
    start, end = clause.span.start + word.start(), clause.span.start + word.end()
    far = {each.span.start: max(start - each.span.end, each.span.start - end) for each in clause.durations}
    return far.get(duration.span.start, 0) == min(far.values())


def _fact(prose: Prose, value: float | None) -> str | None:
    return next((each.id for each in prose.sheet.facts if each.unit == "s" and each.value == value), None)


def _meant(prose: Prose, clause: Clause, duration: Duration) -> tuple[list[float], str]:
    """The lengths that a clause can mean, in seconds, and what they are."""
    copy = prose.reading.copy
    near = copy[max(clause.span.start, duration.span.start - 40) : min(clause.span.end, duration.span.end + 30)]
    if TIMER_BEFORE.search(copy[clause.span.start : duration.span.start]) or TIMER_AFTER.match(copy, duration.span.end):
        return sorted(prose.known.numbers), "a timer's length that the evidence tells"
    scope = prose.scope(clause)
    event = prose.event(clause, duration.span)
    after = copy[duration.span.end : duration.span.end + 24]
    relative = re.match(
        r"\s*(?:later|after|before|earlier|apart|afterwards|prior|ahead|behind|into|since)\b", after, re.I
    )
    if _is_whole(clause, duration) and prose.sheet.incident.reconvergence_ns is not None:
        return [
            in_seconds(prose.sheet.incident.reconvergence_ns)
        ], "the time from the first loss to the last restoration"
    if (ends := ENDS.search(copy[duration.span.end : clause.span.end])) and prose.outages:
        return _from(prose, clause, ends), "that time"
    if (
        clause.causes
        and re.search(r"\bpaus|\bfr[oe]+ze|\bhung\b|\bhang|stood still", clause.text, re.I)
        and not clause.events
        and not relative
    ) and len([each for each in prose.sheet.incident.cause.evidence if "pause" in each.text]) >= 2:
        return _spans_of_cause(prose), "how long the pause was"
    if clause.causes and not clause.pairs and not scope.named:
        return _all(prose), "a length of time in the sheet"
    if relative:
        return _relative(
            prose, clause, event, scope.outages if scope.named else ()
        ), "the time between two moments that it tells of"
    if HELD.search(near):
        return _all(prose), "a length of time in the sheet"
    tied = scope.named and (clause.events or BESIDE.search(copy[clause.span.start : duration.span.start]))
    others = OTHERS.search(copy[clause.span.start : duration.span.start])
    outages = (scope.outages if tied and not others else ()) or prose.outages
    if TOOK.search(copy[clause.span.start : duration.span.start]) and UNTIL_THEN.match(copy, duration.span.end):
        return _all(prose), "a length of time in the sheet"
    if RECONVERGE.search(clause.text) and not scope.named and prose.sheet.incident.reconvergence_ns is not None:
        return _whole(prose, prose.outages), "how long it took to reconverge"
    if event == "restored" and not OUTAGE.search(near):
        return [*_of(outages), *_recoveries(prose, outages), *_whole(prose, outages)], "how long the recovery took"
    if tied and not others and DOWN_FOR.search(near) and not clause.causes:
        if TOTAL.search(clause.text) and any(each.losses > 1 for each in outages):
            return _added(outages), "how long it was down in total"
        if not INCIDENT.search(clause.text):
            return [*_of(outages), *_whole(prose, outages)[:1]], "how long it was down"
    if event in ("lost", "down", "restored") or OUTAGE.search(near):
        told = [*_of(outages), *_whole(prose, outages)]
        if clause.causes or INCIDENT.search(clause.text) or not scope.named:
            told += _whole(prose, prose.outages)
        if clause.causes or INCIDENT.search(clause.text):
            told += _spans_of_cause(prose)
        if LATER.search(near) and not re.search(r"\bfor\b", near):
            told += _relative(prose, clause, event, scope.outages if scope.named else ())
        return told, "how long it was down"
    if INCIDENT.search(clause.text) and not scope.named:
        return [*_whole(prose, prose.outages), *_of(prose.outages), *_spans_of_cause(prose)], "a length of the incident"
    return _all(prose), "a length of time in the sheet"


def _added(outages: Iterable[Outage]) -> list[float]:
    """The time that each was down, and that all were, without the times in between."""
    each_of = [each.outage_ns for each in outages if each.outage_ns is not None]
    return [in_seconds(each) for each in (*each_of, sum(each_of))]


def _of(outages: Iterable[Outage]) -> list[float]:
    found = []
    for each in outages:
        if each.outage_ns is not None:
            found.append(in_seconds(each.outage_ns))
        if each.restored_ns is not None:
            found.append(in_seconds(each.restored_ns - each.lost_ns))
    return found


def _whole(prose: Prose, outages: Iterable[Outage]) -> list[float]:
    """The reconvergence, and from the cause to the end, where all peerings are meant."""
    incident = prose.sheet.incident
    if set(outages) != set(prose.outages) or incident.last_restored_ns is None or incident.reconvergence_ns is None:
        return []
    return [in_seconds(incident.reconvergence_ns), in_seconds(incident.last_restored_ns - incident.started_ns)]


def _recoveries(prose: Prose, outages: Iterable[Outage]) -> list[float]:
    """From the cause, a loss or the cause's end to a restoration."""
    known = prose.known
    own = known.edges(tuple(outages), up=False)
    starts = {*known.cause_moments, *own, min((each.lost_ns for each in prose.outages), default=0)}
    ends = known.edges(tuple(outages), up=True)
    return [in_seconds(end - start) for end in ends for start in starts if end > start]


def _spans_of_cause(prose: Prose) -> list[float]:
    """From one showing of the cause to another: a pause and its end."""
    return [in_seconds(b - a) for a, b in combinations(prose.known.cause_moments, 2)]


def _relative(prose: Prose, clause: Clause, event: str | None, outages: tuple[Outage, ...]) -> list[float]:
    """Between two moments, one of them that of the clause's own event where it names whose."""
    known = prose.known
    if event not in ("lost", "restored") or not outages:
        return _differences(prose)
    if event == "restored":
        return [*_of(outages), *_recoveries(prose, outages)]
    mine = known.edges(outages, up=False)
    others = {*known.moments, *known.edges(outages, up=True)}
    return [in_seconds(abs(a - b)) for a in mine for b in others if a != b]


def _from(prose: Prose, clause: Clause, ends: "re.Match[str]") -> list[float]:
    """From the first (or last) loss to a restoration or another moment."""
    losses = [each.lost_ns for each in prose.outages]
    base = min(losses) if ends["rank"].lower() == "first" else max(losses)
    last = prose.sheet.incident.last_restored_ns
    kinds = {each.kind for each in clause.events}
    if "restored" in kinds and EVERYTHING.search(clause.text) and last is not None:
        return [in_seconds(last - base)]
    later = {*prose.known.edges(prose.scope(clause).outages or prose.outages, up=True)}
    if "restored" not in kinds:
        later |= {each for each in prose.known.moments if each > base}
    return [in_seconds(each - base) for each in later if each >= base]


def _differences(prose: Prose) -> list[float]:
    return sorted({in_seconds(b - a) for a, b in combinations(prose.known.moments, 2)})


def _all(prose: Prose) -> list[float]:
    return [*_of(prose.outages), *_whole(prose, prose.outages), *_differences(prose)]


MONITOR = Monitor("durations", check)
