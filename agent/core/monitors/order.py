"""Order: "before", "after", "then", "first" and "last" against the moments of the sheet."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Clause, Sentence, Span

AFTER = re.compile(
    r"^\W*(?:and |but |only |shortly |soon |just |right |immediately )*(?:after(?!wards|\s+which|\s+that\b)|once|"
    r"as soon as|following)\b",
    re.I,
)
BEFORE = re.compile(r"^\W*(?:and |but |only |shortly |soon |just |right |even )*(?:before|prior to|ahead of)\b", re.I)
THEN = re.compile(
    r"^\W*(?:and )?(?:then|followed by|subsequently|afterwards|next|after which|after that|whereupon|"
    r"later|thereafter|finally)\b",
    re.I,
)
INNER = re.compile(
    r"\b(?P<w>before|after(?!wards)|prior to|ahead of|followed by|preceded by|preceded|precedes|followed|follows)\b",
    re.I,
)
FIRST = re.compile(
    r"\b(?:first|earliest|initially|initial|began with|beginning with|start(?:ed|"
    r"ing) with)\b(?!\s+(?:time|evidence|sign|at\b|seen|noticed))",
    re.I,
)
SEQUENCE = re.compile(r"^\W*first(?:ly)?,?\s.*\b(?:then|next|followed|finally|after that)\b", re.I | re.S)
LAST = re.compile(r"\b(?:last|latest|finally)\b(?!\s+(?:night|for|time|minute|seen|line))", re.I)
Told = tuple[str, tuple[int, ...]]


def check(prose: Prose) -> list[Finding]:
    """What sentences put in order."""
    found: list[Finding] = []
    previous: Clause | None = None
    for sentence in prose.reading.sentences:
        found += _linked(prose, sentence)
        for clause in sentence.clauses:
            found += _ranked(prose, clause)
            found += _inner(prose, clause)
        head = sentence.clauses[0]
        if previous is not None and THEN.match(head.text):
            found += _compare(prose, previous, head, sentence.span)
        previous = next((each for each in reversed(sentence.clauses) if _told(prose, each, None)), previous)
    return found


def _linked(prose: Prose, sentence: Sentence) -> list[Finding]:
    found = []
    for k, clause in enumerate(sentence.clauses):
        main = sentence.clauses[k - 1] if k else sentence.clauses[1] if len(sentence.clauses) > 1 else None
        if main is None:
            continue
        if clause.durations and not clause.events and not clause.causes and not clause.pairs:
            continue  # "after 70 seconds" is a length, not an event
        if _opens_with_length(clause) or (k and _afterwards(prose, sentence, clause)):
            continue
        if AFTER.match(clause.text):
            found += _compare(prose, clause, main, sentence.span)
        elif BEFORE.match(clause.text) or (k and THEN.match(clause.text)):
            found += _compare(prose, main, clause, sentence.span)
    return found


def _opens_with_length(clause: Clause) -> bool:
    """Whether the clause begins "after 25 s ...": that says how long, not after what."""
    head = AFTER.match(clause.text) or BEFORE.match(clause.text)
    start = clause.span.start + head.end() if head else 0
    return head is not None and any(0 <= each.span.start - start <= 16 for each in clause.durations)


def _afterwards(prose: Prose, sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause's "after" ends an "and 13 seconds after" that stands for "afterwards"."""
    length = [each for other in sentence.clauses for each in other.durations if each.span.end <= clause.span.start]
    if not length or prose.reading.copy[length[-1].span.end : clause.span.start].strip():
        return False
    return bool(re.search(r"(?:,|\band)\s+$", prose.reading.copy[sentence.span.start : length[-1].span.start]))


def _compare(prose: Prose, earlier: Clause, later: Clause, span: Span) -> list[Finding]:
    one = _told(prose, earlier, None)
    other = _told(prose, later, one)
    if one is None:
        one = _told(prose, earlier, other)
    if not one or not other or not one[1] or not other[1]:
        return []
    alike = one[0] == other[0] or "cause" in (one[0], other[0])
    if not alike and set(prose.scope(earlier).outages) != set(prose.scope(later).outages):
        return []  # "r1-r3 came back, then r2-r3 was lost" tells two stories
    return _wrong(prose, one, other, span)


def _wrong(prose: Prose, one: Told, other: Told, span: Span) -> list[Finding]:
    late = min(one[1]) > max(other[1])
    if other[0] == "cause" and one[0] in ("lost", "restored") and min(one[1]) >= min(other[1]):
        late = True  # a cause never comes after what it caused
    if not late:
        return []
    return [Finding("order", span, "the sheet has these in the other order", prose.fact("first_loss"))]


def _told(prose: Prose, clause: Clause, other: Told | None) -> Told | None:
    """What a clause says happened, and when; a clause without a verb of its own takes the other's."""
    scope = prose.scope(clause)
    kinds = [each.kind for each in clause.events]
    if not kinds and any(each.type in prose.known.same_cause and not each.denied for each in clause.causes):
        return ("cause", (prose.sheet.incident.started_ns,))
    kind: str | None = next((each for each in kinds if each in ("lost", "restored")), None)
    if kind is None and other and other[0] in ("lost", "restored") and scope.named and not kinds:
        kind = other[0]
    if kind == "lost":
        return ("lost", tuple(each.lost_ns for each in scope.outages))
    if kind == "restored":
        return ("restored", tuple(each.restored_ns for each in scope.outages if each.restored_ns is not None))
    return None


def _ranked(prose: Prose, clause: Clause) -> list[Finding]:
    """Who was first, who was last."""
    scope = prose.scope(clause)
    if not scope.named or not scope.outages or len(scope.outages) == len(prose.outages):
        return []
    kinds = {each.kind for each in clause.events}
    back = "restored" in kinds and "lost" not in kinds
    if not kinds & {"lost", "restored"} or kinds >= {"lost", "restored"}:
        return []
    if SEQUENCE.search(prose.sentence(clause).text):
        return []  # "first r1, then r2" orders the two, not all
    times = [each.restored_ns if back else each.lost_ns for each in prose.outages]
    mine = [each.restored_ns if back else each.lost_ns for each in scope.outages]
    seen, own = [each for each in times if each is not None], [each for each in mine if each is not None]
    if not seen or not own:
        return []
    verb = "restored" if back else "lost"
    if (word := FIRST.search(clause.text)) and min(own) > min(seen):
        return [_rank(prose, clause, word, f"another peering was {verb} first")]
    if (word := LAST.search(clause.text)) and max(own) < max(seen) and len(seen) == len(times):
        return [_rank(prose, clause, word, f"another peering was {verb} last")]
    return []


def _rank(prose: Prose, clause: Clause, word: "re.Match[str]", message: str) -> Finding:
    span = Span(clause.span.start + word.start(), clause.span.start + word.end())
    return Finding("order", span, message, prose.fact("first_loss"))


def _inner(prose: Prose, clause: Clause) -> list[Finding]:
    """ "r1-r3 was lost before r2-r3", "the pause followed the loss": the order within one clause."""
    word = INNER.search(clause.text)
    if not word:
        return []
    at = clause.span.start + word.start()
    one, other = _side(prose, clause, at, left=True), _side(prose, clause, at, left=False)
    if one is None or other is None:
        return []
    if word["w"].lower() in ("after", "preceded by", "followed", "follows", "following"):
        one, other = other, one
    return _wrong(prose, one, other, clause.span) if one[1] and other[1] else []


def _side(prose: Prose, clause: Clause, at: int, *, left: bool) -> Told | None:
    """What stands on one side of an ordering word: the cause, or peerings with the clause's event."""

    def here(span: Span) -> bool:
        return span.end <= at if left else span.start >= at

    kinds = [each.kind for each in clause.events if each.kind in ("lost", "restored")]
    mine = [each.kind for each in clause.events if here(each.span) and each.kind in ("lost", "restored")]
    pairs = [{each.a, each.b} for each in clause.pairs if here(each.span)]
    outages = [each for each in prose.outages if {each.a, each.b} in pairs]
    if any(here(each.span) and each.type in prose.known.same_cause and not each.denied for each in clause.causes):
        return ("cause", (prose.sheet.incident.started_ns,))
    if not mine and not outages:
        return None
    kind = mine[0] if mine else kinds[0] if kinds else "lost"
    over = outages or list(prose.scope(clause).outages)
    times = [each.lost_ns if kind == "lost" else each.restored_ns for each in over]
    return (kind, tuple(each for each in times if each is not None))


MONITOR = Monitor("order", check)
