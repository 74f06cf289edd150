"""Order: "before", "after", "then", "first" and "last" against the moments of the sheet."""

import re
from itertools import pairwise

from agent.core.incident import Outage
from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Clause, Sentence, Span
from agent.core.reading.lexicon import SESSION
from agent.core.reading.roots import roots

AFTER = re.compile(
    r"^\W*(?:and |but |only |shortly |soon |just |right |immediately )*(?:after(?!wards|\s+which|\s+that\b)|once|"
    r"as soon as|following)\b",
    re.I,
)
SINCE = re.compile(r"^\W*(?:since|because|with|now that)\b(?! (?:that|then|about|\d))", re.I)
BEFORE = re.compile(r"^\W*(?:and |but |only |shortly |soon |just |right |even )*(?:before|prior to|ahead of)\b", re.I)
THEN = re.compile(
    r"^\W*(?:and |but |only |shortly |soon |immediately |right |just |some time |sometime |"
    r"not until )*(?:then|followed by|"
    r"subsequently|afterwards?|next|after which|after that|whereupon|later|thereafter|thereupon|finally|in the end|"
    r"secondly|second,)\b",
    re.I,
)
LATER = re.compile(
    r"\b(?:was|were|did|had|has|been|is|only|it|they)\s+(?:then|subsequently|afterwards?|later|thereupon|next)\b|"
    r"\b(?:afterwards?|later(?: on)?|subsequently|thereafter|after that|second|next)\W*$",
    re.I,
)
""" "... and were lost afterwards": a clause that says of itself that it is the later one."""
ALREADY = re.compile(r"\b(?:already|long since|by then)\b", re.I)
WHEN = re.compile(r"^\W*(?:when|by the time|as|once|before)\b", re.I)
INNER = re.compile(
    r"\b(?P<w>came first|and (?:only )?(?:then|afterwards|later|subsequently)|before|after(?!wards)|"
    r"prior to|ahead of|earlier than|sooner than|later than|"
    r"followed by|preceded by|preceded|"
    r"precedes|followed|follows|in the aftermath of|in the wake of|subsequent to)\b",
    re.I,
)
SWAPPED = (
    *("after", "preceded by", "followed", "follows", "later than"),
    *("in the aftermath of", "in the wake of", "subsequent to"),
)
CAUSE_OVER = re.compile(
    r"\bunpaus\w*|\bresum\w*|\bended|\bover\b|\bback\b|\bagain\b|\breturn\w*|\blifted|"
    r"\bre-?enabl\w*|\bre-?activ\w*|(?<!gave )\bup\b|"
    r"\brecover\w*|\brestor\w*|\bcleared away|\bthaw\w*|\bwoke|\bfinished|\bran out\b",
    re.I,
)
"""The end of what caused it: that does come after the losses."""
TO = re.compile(
    r"\s*(?:UTC|Z)?\s*,?\s*(?:to|-|until|till|>|and (?:lasted|ended) (?:until|till|"
    r"at))\s*(?:about |around )?",
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
            found += _inner(prose, clause) + _spans(prose, clause)
        head = next((each for each in sentence.clauses if _told(prose, each, None)), sentence.clauses[0])
        if previous is not None and THEN.match(sentence.text):
            found += _compare(prose, previous, head, sentence.span)
        previous = next((each for each in reversed(sentence.clauses) if _told(prose, each, None)), previous)
    return found


def _linked(prose: Prose, sentence: Sentence) -> list[Finding]:
    found = []
    for k, clause in enumerate(sentence.clauses):
        main = _before(sentence, k) if k else sentence.clauses[1] if len(sentence.clauses) > 1 else None
        if main is None:
            continue
        if clause.durations and not clause.events and not clause.causes and not clause.pairs:
            continue  # "after 70 seconds" is a length, not an event
        if _opens_with_length(clause) or (k and _afterwards(prose, sentence, clause)):
            continue
        if SINCE.match(clause.text):
            found += _grounded(prose, clause, main, sentence.span)
        elif AFTER.match(clause.text):
            found += _compare(prose, clause, main, sentence.span)
        elif BEFORE.match(clause.text) or _is_later(clause, main, first=not k):
            found += _compare(prose, main, clause, sentence.span)
    return found


def _grounded(prose: Prose, ground: Clause, main: Clause, span: Span) -> list[Finding]:
    """ "Since both sessions were lost, the link went down": a loss as the ground of its own cause."""
    one, other = _told(prose, ground, None), _told(prose, main, None)
    if one and other and one[0] == "lost" and other[0] == "cause":
        return _wrong(prose, one, other, span)
    return []


def _before(sentence: Sentence, k: int) -> Clause:
    """The clause that a clause follows: the last before it that tells anything."""
    earlier = sentence.clauses[:k]
    return next((each for each in reversed(earlier) if each.events or each.causes or each.pairs), earlier[-1])


def _is_later(clause: Clause, main: Clause, *, first: bool) -> bool:
    """Whether a clause says that it comes after the other one: by "then", by "afterwards", or as "already" says."""
    if not first and (THEN.match(clause.text) or LATER.search(clause.text)):
        return True
    return WHEN.match(clause.text) is not None and ALREADY.search(main.text) is not None


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
    again = any(each.losses > 1 for each in prose.scope(later).outages)
    if (one[0], other[0]) == ("restored", "lost") and again and not FIRST.search(f"{earlier.text} {later.text}"):
        return []  # what was lost more than once came back in between
    return _wrong(prose, one, other, span)


def _wrong(prose: Prose, one: Told, other: Told, span: Span) -> list[Finding]:
    if not one[1] or not other[1]:
        return []
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
    if not kinds and _tells_cause(prose, clause, clause.span):
        return ("cause", (prose.sheet.incident.started_ns,))
    kind: str | None = next((each for each in kinds if each in ("lost", "restored")), None)
    if kind is None and other and other[0] in ("lost", "restored") and scope.named and not kinds:
        kind = other[0]
    if kind == "lost":
        return ("lost", tuple(each.lost_ns for each in scope.outages))
    if kind == "restored":
        return ("restored", tuple(each.restored_ns for each in scope.outages if each.restored_ns is not None))
    return None


def _tells_cause(prose: Prose, clause: Clause, where: Span) -> bool:
    """Whether a stretch tells how the cause set in; its end is another matter."""
    copy = prose.reading.copy
    if any(where.meets(each.span) and each.denied for each in clause.causes) or CAUSE_OVER.search(
        copy[where.start : where.end]
    ):
        return False
    named = any(where.covers(each.span) and each.type in prose.known.same_cause for each in clause.causes)
    return named or bool(roots(prose.sheet.incident.cause.type, copy, where))


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
    at = clause.span.start + word.start() if word else 0
    if not word or any(0 <= each.span.start - at <= len(word[0]) + 16 for each in clause.durations):
        return []  # "after 25 s" is a length
    left, right = Span(clause.span.start, at), Span(at + len(word[0]), clause.span.end)
    swapped = word["w"].lower() in SWAPPED
    if not re.search(r"\w{3}", clause.text[: word.start()]) and (cut := _first_end(clause, right)):
        left, right, swapped = (
            Span(right.start, cut),
            Span(cut, right.end),
            not swapped,
        )  # "after the losses the link failed"
    one, other = _side(prose, clause, left), _side(prose, clause, right)
    if one is None or other is None:
        return []
    if swapped:
        one, other = other, one
    return _wrong(prose, one, other, clause.span) if one[1] and other[1] else []


def _first_end(clause: Clause, where: Span) -> int | None:
    """Where the first thing that happens in a stretch is told to its end."""
    told = [each.span for each in clause.events if where.covers(each.span)]
    told += [each.span for each in clause.causes if where.covers(each.span)]
    return min((each.end for each in told), default=None)


def _spans(prose: Prose, clause: Clause) -> list[Finding]:
    """ "21:16:48 to 21:16:23": a span that ends before it begins."""
    found = []
    for one, other in pairwise(clause.clocks):
        gap = prose.reading.copy[one.span.end : other.span.start]
        first = [each for each in prose.known.moments if one.fits(each)]
        second = [each for each in prose.known.moments if other.fits(each)]
        if first and second and TO.fullmatch(gap) and min(first) > max(second):
            found.append(Finding("order", Span(one.span.start, other.span.end), "this ends before it begins"))
    return found


def _side(prose: Prose, clause: Clause, where: Span) -> Told | None:
    """What stands on one side of an ordering word: the cause, or peerings with the clause's event."""
    kinds = [each.kind for each in clause.events if each.kind in ("lost", "restored")]
    mine = [each.kind for each in clause.events if where.covers(each.span) and each.kind in ("lost", "restored")]
    outages = _named(prose, clause, where)
    if not mine and not outages and _tells_cause(prose, clause, where):
        return ("cause", (prose.sheet.incident.started_ns,))
    if not mine and not outages and not SESSION.search(prose.reading.copy[where.start : where.end]):
        return None
    kind = mine[0] if mine else kinds[0] if kinds else "lost"
    over = outages or list(prose.scope(clause).outages)
    times = [each.lost_ns if kind == "lost" else each.restored_ns for each in over]
    return (kind, tuple(each for each in times if each is not None))


def _named(prose: Prose, clause: Clause, where: Span) -> list[Outage]:
    """The peerings that a stretch names: by their two nodes, or by the one that is not the hub of them all."""
    pairs = [{each.a, each.b} for each in clause.pairs if where.covers(each.span)]
    if pairs:
        return [each for each in prose.outages if {each.a, each.b} in pairs]
    nodes = {each.value for each in clause.names if each.kind == "node" and where.covers(each.span)}
    hubs = {node for node in nodes if all(node in (each.a, each.b) for each in prose.outages)}
    return [each for each in prose.outages if {each.a, each.b} & (nodes - hubs)]


MONITOR = Monitor("order", check)
