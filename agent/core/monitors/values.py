"""Values: clock times, dates, prefix counts, codes and bare numbers that the sheet does not hold."""

import re

from agent.core.incident import rfc3339
from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Clause, Clock, Count
from agent.core.reading.lexicon import SESSION, EventKind

GENERAL = re.compile(
    r"(?:\bRFC|\bport|\bTCP|\bUDP|\bversion|\bv|\bBGP-?|\bstep|\bsection|\bpart|\bcode|\bsubcode|"
    r"\blayer|\bL|\bphase|\bid|\bfigure|\btable|\bFRR|\bIPv|#|§)\s*$",
    re.I,
)
LIST_NUMBER = re.compile(r"(?:^|\n)[ \t]*$")
EXCESS = re.compile(
    r"\bover (?:the|its) (?:\w+ )?(?:limit|maximum)|\btoo many\b|\babove (?:the|its) (?:limit|maximum)", re.I
)
CHANGE = re.compile(
    r"\b(?:by|fewer|less|more|another|withdr\w+|took back|lost|dropped|disappear\w*|over the limit|"
    r"too many|gone|missing)\b",
    re.I,
)
BOUND = re.compile(
    r"\b(?:limit|maximum|max|at most|up to|more than|over|above|allow\w*|permit\w*|accept\w*|tak(?:es?|"
    r"en)|no more|cap|threshold|than|exceed\w*|line|cross\w*|past|pass(?:ed|es|ing)?)\b",
    re.I,
)
ONE_BY_ONE = ("hold_timer_expired", "one_way_loss", "bfd_down")
DOWN_BETWEEN = re.compile(
    r"\b(?:(?:was|were|stayed|remained|been|is|are) (?:down|out|offline)|without (?:\w+ )?(?:BGP|"
    r"sessions?)|gone|missing|no (?:\w+ )?sessions?|outage)\b",
    re.I,
)
NOUN = re.compile(r"outages?|interruptions?|downtime|blip|dark|loss(?: of)?|losses(?: of)?|down event", re.I)
TERSE = re.compile(
    r"\s*(?:UTC|Z)?\s*(?:(?P<lost>down|lost|gone|dropped|out|failed)|up|back|restored|"
    r"recovered)\s*(?=[,;.|/)\n]|$)",
    re.I,
)
""" "21:16:23 down, 21:16:48 up": the word behind a time is its own."""
RELATIVE = re.compile(r"\b(?:after|since|following|past|before|of)\s+$", re.I)
RANKED = re.compile(r"\b(?P<r>first|earliest|initial|last|latest|final) (?:\w+ )?(?:loss|outage|interruption)\b", re.I)
ENTRY = re.compile(r"[:|(-]\s*(?:at\s+|on\s+)?$")
OPENS = re.compile(r"[,;]\s*(?:and\s+|but\s+)?(?:(?:only\s+)?at\s+|by\s+)?$", re.I)
SPANNED = re.compile(r"\d(?:\s*(?:UTC|Z))?\s*(?:-|/|>|to)\s*$")
"""The end of a span: "21:16:23 - 21:16:48"."""
SPAN = re.compile(r"\b(?:outage|incident|event|episode)\b[^.;]*\bfrom\b", re.I)
UNTIL = re.compile(r"\b(?:until|till|to|and|by)\s+(?:about |around |roughly )?$", re.I)
FROM = re.compile(r"\b(?:from|since|starting|beginning)\s+(?:at |about |around )?$", re.I)
FIRST = re.compile(r"\b(?:first|earliest|initial)\b(?! to (?:recover|return|come))", re.I)
LAST = re.compile(
    r"\b(?:last|latest|final(?:ly)?|everything|fully|full|all (?:of them|sessions|peerings|were|was|of its)?|both)\b",
    re.I,
)
LATEST = re.compile(
    r"\b(?:last|latest|final) (?:\w+ ){0,2}?(?:loss|was lost|to (?:drop|go|be lost)|"
    r"session (?:was )?(?:lost|dropped))",
    re.I,
)
EARLIEST = re.compile(
    r"\b(?:first|earliest) (?:\w+ ){0,3}?(?:restoration|restored|to (?:recover|return|come)|recovered|" r"came back)",
    re.I,
)
EDGES = re.compile(
    r"\b(?:start(?:ed|s)?|began|begins?|beginning|opened|first evidence|onset|end(?:ed|s)?|over|finish\w*|until|till|"
    r"last\w*)\b",
    re.I,
)
BEGAN = re.compile(r"\b(?:start(?:ed|s)?|began|begins?|beginning|opened|first evidence|onset)\b", re.I)


def check(prose: Prose) -> list[Finding]:
    """Times and numbers, each against what the sheet holds."""
    found = []
    for clause in prose.reading.clauses:
        found += [each for clock in clause.clocks if (each := _clock(prose, clause, clock))]
        found += [each for count in clause.counts if (each := _number(prose, count))]
        for name in clause.names:
            if name.kind == "code" and name.text not in prose.known.raw and not _is_excess(prose, name.text):
                found.append(Finding("values", name.span, f"{name.text!r} stands in no evidence"))
    return found


def _is_excess(prose: Prose, text: str) -> bool:
    """Whether "21/20" is a prefix count over its limit."""
    limits, reached = prose.known.limits
    sent, _, limit = text.partition("/")
    return limit.isdigit() and sent.isdigit() and float(limit) in limits and float(sent) in reached


def _clock(prose: Prose, clause: Clause, clock: Clock) -> Finding | None:
    known = prose.known
    if not any(clock.fits(each) for each in known.moments):
        nearest = rfc3339(known.moments[0]) if len(known.moments) == 1 else None
        hint = f"; the sheet knows {nearest}" if nearest else ""
        return Finding("values", clock.span, f"nothing in the sheet happened at {clock.text!r}{hint}")
    if not clock.timed:
        return None
    allowed, what = _moments(prose, clause, clock)
    if allowed and not any(clock.fits(each) for each in allowed):
        times = ", ".join(str(rfc3339(each))[11:23] for each in allowed[:3])
        return Finding("values", clock.span, f"{clock.text!r} is not when {what}: {times}", _fact(prose, allowed[0]))
    return None


def _moments(prose: Prose, clause: Clause, clock: Clock) -> tuple[tuple[int, ...], str]:
    """The moments at which the clause's event happened, and its words; none where the clause leaves it open."""
    scope, known = prose.scope(clause), prose.known
    before = prose.reading.copy[max(0, clock.span.start - 30) : clock.span.start]
    event = _event(clause, clock, before)
    outages = scope.outages if scope.named else prose.outages
    lost, back = known.edges(outages, up=False), known.edges(outages, up=True)
    if SPANNED.search(before) and event is not None:
        return (*back, *lost), "it was lost or back"
    if UNTIL.search(before) and (
        event in ("lost", "restored", "down") or re.search(r"from|between|since", clause.text, re.I)
    ):
        window = re.search(r"\band\s*$", before, re.I) and not DOWN_BETWEEN.search(clause.text)
        if window or (re.search(r"\bby\s*$", before, re.I) and event != "restored"):
            return back + lost, "it was back"
        if (
            not scope.named
            and (LAST.search(clause.text) or SPAN.search(clause.text))
            and prose.sheet.incident.last_restored_ns is not None
        ):
            end = prose.sheet.incident.last_restored_ns
            return tuple(each for each in back if end - each < 1_000_000_000), "everything was back"
        return back, "it was back"
    if FROM.search(before) and event in ("lost", "down", "restored"):
        return (*lost, *back) if event == "restored" else lost, "it was lost"
    if event is None and RANKED.search(clause.text) and not scope.named and not RELATIVE.search(before):
        return _ranked(prose, clause, clock)
    if not clause.pairs and _begins(prose, clause, clock):
        back = known.edges(prose.outages, up=True) if any(each.kind == "restored" for each in clause.events) else ()
        return known.cause_moments + known.edges(prose.outages, up=False) + back, "it began"
    if clause.causes and event is None:
        return _of_cause(prose, clause, clock)
    if event == "lost" and not clause.causes:
        first = prose.sheet.incident.first_loss_ns
        if FIRST.search(clause.text) and first is not None and not scope.named:
            return tuple(each for each in lost if each - first < 1_000_000) or (first,), "the first loss was"
        if LATEST.search(clause.text) and not scope.named:
            return (max(lost, default=0),), "the last loss was"
        return lost, "it was lost"
    if event == "restored":
        if re.search(r"\bresum", clause.text, re.I) and not clause.pairs and not SESSION.search(clause.text):
            back = (*back, *known.cause_moments[1:])  # the first began it
        last = prose.sheet.incident.last_restored_ns
        if LAST.search(clause.text) and last is not None and not scope.named:
            return tuple(each for each in back if last - each < 1_000_000_000) or (last,), "the last restoration was"
        if EARLIEST.search(clause.text) and not scope.named and back:
            return (min(back),), "the first restoration was"
        return back, "it was restored"
    return (), ""


def _begins(prose: Prose, clause: Clause, clock: Clock) -> bool:
    """Whether a time is told of a beginning: the word stands between it and the time before, or behind the only one."""
    earlier = [each.span.end for each in clause.clocks if each.span.end <= clock.span.start]
    start = max(earlier, default=clause.span.start)
    between = prose.reading.copy[start : clock.span.start]
    if words := list(EDGES.finditer(between)):
        return BEGAN.match(words[-1][0]) is not None
    return not earlier and BEGAN.search(clause.text) is not None


def _ranked(prose: Prose, clause: Clause, clock: Clock) -> tuple[tuple[int, ...], str]:
    """ "The first loss was at", "the last restoration at": the one of the two that stands nearest before the time."""
    words = [each for each in RANKED.finditer(clause.text) if clause.span.start + each.end() <= clock.span.start]
    if not words and any(each.span.start > clock.span.start for each in clause.clocks):
        return (), ""  # the rank belongs to the time behind it
    words = words or list(RANKED.finditer(clause.text))[:1]
    first = prose.sheet.incident.first_loss_ns
    if words[-1]["r"].lower() in ("first", "earliest", "initial") and first is not None:
        return (first,), "the first loss was"
    return tuple(each.lost_ns for each in prose.outages), "it was lost"


def _event(clause: Clause, clock: Clock, before: str) -> EventKind | None:
    """The event that a time belongs to: the verb between it and the time before, or the one that follows; no noun.

    "Lost 21:24:52, up 21:25:18" binds to the left, "21:24:52 lost, 21:25:18 up" to the right: what comes first in the
    clause, time or verb, tells which; a time after a comma with a verb behind it opens a new statement.
    """
    if RELATIVE.search(before):
        return None
    if terse := TERSE.match(clause.text, clock.span.end - clause.span.start):
        return "lost" if terse["lost"] else "restored"
    told = [each for each in clause.events if not NOUN.fullmatch(each.word)]
    start = max([each.span.end for each in clause.clocks if each.span.end <= clock.span.start], default=0)
    later = [each.span.start for each in clause.clocks if each.span.start >= clock.span.end]
    end = min(later, default=clause.span.end)
    left = [each for each in told if start <= each.span.start and each.span.end <= clock.span.start]
    right = [each for each in told if clock.span.end <= each.span.start and each.span.end <= end]
    head = clause.text[: clause.clocks[0].span.start - clause.span.start]
    timed_first = not any(each.span.start < clause.clocks[0].span.start for each in clause.events)
    timed_first = timed_first and (len(head) <= 12 or bool(ENTRY.search(head)))
    listed = clause.text[clock.span.end - clause.span.start :].startswith(",")
    own = not later or min(later) - right[0].span.end > 16 if right else False  # it has no time of its own behind it
    fresh = OPENS.search(before) and own and not listed
    if right and (timed_first or fresh):
        return right[0].kind
    if left:
        vague = re.search(r"established\s+$", before, re.I) and not left[-1].word.lower().endswith("established")
        return None if vague else left[-1].kind
    return None


def _of_cause(prose: Prose, clause: Clause, clock: Clock) -> tuple[tuple[int, ...], str]:
    """When the cause that a clause names showed; the end of a pause is not its beginning."""
    known, cause = prose.known, prose.sheet.incident.cause
    named = [each for each in clause.causes if each.type in known.same_cause and not each.denied]
    before = prose.reading.copy[max(0, clock.span.start - 30) : clock.span.start]
    if not named or len(named) < len(clause.causes) or UNTIL.search(before) or RELATIVE.search(before):
        return (), ""
    if SPANNED.search(before):
        return known.cause_moments + known.edges(prose.outages, up=True), "that happened"
    lines = [*cause.evidence]
    start = max(
        [each.span.end for each in clause.clocks if each.span.end <= clock.span.start], default=clause.span.start
    )
    said = prose.reading.copy[start : clock.span.start] if len(clause.clocks) > 1 else clause.text
    ended = re.search(r"\bunpaus|\bresum|\bthaw|\bwoke", said, re.I)
    if any("unpause" in each.text for each in lines) and re.search(r"paus", clause.text, re.I):
        at = tuple(each.at_ns for each in lines if ("unpause" in each.text) == bool(ended))
        return at, "that happened"
    if cause.type in ONE_BY_ONE and prose.scope(clause).named:
        mine = prose.scope(clause).outages
        own = {address for each in mine for address in (each.address_a, each.address_b) if address}
        told = [each.at_ns for each in lines if any(address in each.text for address in own)]
        return (*told, *known.edges(mine, up=False)), "that happened"
    return (), ""


def _fact(prose: Prose, at_ns: int) -> str | None:
    return next((each.id for each in prose.sheet.facts if each.unit == "ns" and each.value == at_ns), None)


def _number(prose: Prose, count: Count) -> Finding | None:
    known, copy = prose.known, prose.reading.copy
    limits, reached = known.limits
    if count.noun == "limit":
        if count.value in (limits or known.numbers):
            return None
        return Finding("values", count.span, f"no evidence tells of a limit of {count.text}")
    if count.noun == "prefix":
        near = copy[max(0, count.span.start - 36) : count.span.end + 30]
        if EXCESS.search(near):
            excess = {a - b for a in reached for b in limits if a > b}
            if excess and count.value not in {*excess, *limits, *reached}:
                return Finding("values", count.span, f"{count.text!r}: it was {min(excess):g} over the limit")
        if count.value in known.numbers or (CHANGE.search(near) and count.value in _differences(known.numbers)):
            if count.value in limits and reached and count.value not in reached and not BOUND.search(near):
                return Finding("values", count.span, f"{count.text!r}: {count.value:g} is the limit, not what was sent")
            return None
        return Finding("values", count.span, f"no evidence tells of {count.text!r}")
    if count.noun == "percent":
        shares = {round(100 * (a - b) / a, 1) for a in known.numbers for b in known.numbers if a > b >= 0}
        if count.value in known.numbers or count.value == 100 or any(abs(each - count.value) <= 0.5 for each in shares):
            return None
        return Finding("values", count.span, f"no evidence gives {count.text!r}")
    return _bare(prose, count) if count.noun == "bare" else None


def _differences(numbers: frozenset[float]) -> set[float]:
    return {a - b for a in numbers for b in numbers if a > b} if len(numbers) < 40 else set()


def _bare(prose: Prose, count: Count) -> Finding | None:
    known, copy = prose.known, prose.reading.copy
    before = copy[max(0, count.span.start - 16) : count.span.start]
    incident = prose.sheet.incident
    if re.search(r"version\s*(?:is |= ?)?$", before, re.I) and count.value != incident.version:
        return Finding("values", count.span, f"the incident's version is {incident.version}", prose.fact("id"))
    if GENERAL.search(before) or (
        LIST_NUMBER.search(before) and copy[count.span.end : count.span.end + 1] in (".", ")")
    ):
        return None
    counted = {
        float(each.value)
        for each in prose.sheet.facts
        if each.kind in ("count", "losses") and isinstance(each.value, int)
    }
    if count.value in known.numbers or count.value in counted or _elliptic(prose, count):
        return None
    return Finding("values", count.span, f"the number {count.text!r} is neither a fact nor in the evidence")


def _elliptic(prose: Prose, count: Count) -> bool:
    """Whether a number goes on from a length: "nine seconds, the others only after 24"."""
    here = next((k for k, each in enumerate(prose.reading.sentences) if each.span.covers(count.span)), None)
    near = [] if here is None else prose.reading.sentences[max(0, here - 1) : here + 1]
    if not any(clause.durations for sentence in near for clause in sentence.clauses):
        return False
    lengths = [each.value for each in prose.sheet.facts if each.unit == "s"]
    return any(isinstance(each, float) and abs(each - count.value) <= 0.5 for each in lengths)


MONITOR = Monitor("values", check)
