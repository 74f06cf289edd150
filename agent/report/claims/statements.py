"""A sentence's concepts as statements: each has one head (what is said), and the values and small words beside it.

Where one statement ends and the next begins is not always written; every way to part a sentence at its joins is tried.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from agent.report.claims.lexicon import Mark, heads
from agent.report.claims.tokens import Token

JOINS = frozenset(["AND", "UNTIL", "THEN", "WHICH", "BECAUSE", "SO", "TOOK_DOWN", "AFTER", "BEFORE", "WHEN", "WHILE"])
"""Concepts between two statements."""

BACK_HEADS = ("BACK", "ALL_BACK", "RECOVERY", "OVER")
"""Heads that say that something came back."""

SIGNS = frozenset(",;:.(|!?=")
PREPOSITIONS = frozenset(
    ["AT", "ON", "IN", "FROM", "TO", "UNTIL", "BETWEEN", "BY", "FOR", "OF", "SINCE", "WITHIN", "AFTER", "BEFORE"]
)
EXACTNESS = frozenset(["ABOUT", "LESS", "MORE", "BELOW", "ABOVE", "AT_MOST", "AT_LEAST"])
WAYS_AT_MOST = 24
JOINS_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Said:
    """A value with the words before it: preposition, exactness; and the word behind it (`LATER`)."""

    mark: Mark
    preposition: str = ""
    exactness: str = ""
    behind: str = ""

    @property
    def token(self) -> Token:
        """The value."""
        return self.mark.token


@dataclass(slots=True)
class Statement:
    """What is said (`head`), how it is joined to what was said before, and what stands beside it."""

    marks: tuple[Mark, ...]
    link: str = ""
    head: str = ""
    detail: str = ""
    at: int = 0
    values: list[Said] = field(default_factory=list)
    others: list[Mark] = field(default_factory=list)

    def has(self, *concepts: str) -> bool:
        """Whether a concept stands beside the head."""
        return any(mark.concept in concepts for mark in self.others)

    def of(self, kind: str) -> list[Said]:
        """The values of a kind, in order."""
        return [value for value in self.values if value.mark.concept == kind]

    def before_head(self, said: Said) -> bool:
        """Whether a value stands before the head; it does where the head is not said again."""
        return self.at < 0 or self.marks.index(said.mark) < self.at


def is_gap(said: Said) -> bool:
    """Whether a duration says how far two statements are from each other: `13.0 s after the last loss`."""
    return said.behind in ("AFTER", "BEFORE") and said.preposition not in ("FOR", "OF", "IN", "WITHIN")


def is_span(values: Sequence[Said]) -> bool:
    """Whether two times say from when to when."""
    return len(values) == 2 and values[1].preposition in ("TO", "UNTIL")


class Unparted(Exception):
    """No way to part the sentence into statements was found."""


def ways(marks: Sequence[Mark]) -> Iterator[list[Statement]]:
    """Every way to part a sentence into statements with one head each.

    Raises:
        Unparted: two heads stand beside each other with nothing that parts them, or there are too many of them.
    """
    marks = _later(marks)
    heads = _heads(marks)
    if len(heads) > JOINS_AT_MOST:
        raise Unparted("says too much at once")
    cuts: list[list[int]] = []
    for one, other in pairwise(heads):
        places = [k for k in range(one + 1, other) if _is_join(marks, k) and not _closed(marks, k, other)]
        if not places and _runs_on(marks[one], marks[other]):
            cuts.append([other])
            continue
        if not places:
            raise Unparted(f"joins {marks[one].words or marks[one].token.text!r} and {marks[other].words!r}")
        strong = [k for k in places if marks[k].concept in JOINS - {"AND"} or marks[k].token.text in (";", ".")]
        cuts.append(strong[:1] or places)
    tail = [k for k in range(heads[-1] + 1, len(marks)) if _is_tail(marks, k)] if heads else []
    if tail:
        cuts.append(tail[:1])
        heads.append(len(marks))
    front = _fronted(marks, heads)
    for count, chosen in enumerate(product(*cuts)):
        if count == WAYS_AT_MOST:
            return
        way = _parted(marks, heads, chosen, front)
        spread = [part for statement in way for part in _elliptic(statement)]
        if len(spread) > len(way):
            yield spread
        yield way


def _later(marks: Sequence[Mark]) -> list[Mark]:
    """`Seven seconds after, …` is later than what was said before."""
    done = list(marks)
    for k, mark in enumerate(marks):
        ends = k + 1 == len(marks) or marks[k + 1].token.text in (",", ".")
        ahead = marks[k + 1].concept if k + 1 < len(marks) else ""
        if mark.concept == "SINCE" and ahead not in ("time", "date", *EXACTNESS, "BEFORE", "AFTER", "sign", ""):
            done[k] = Mark("BECAUSE", mark.token, "", mark.words)
        if mark.concept == "AFTER" and k and marks[k - 1].concept == "duration" and ends:
            done[k] = Mark("LATER", mark.token, "", mark.words)
    return done


WHOSE = ("node", "address", "family", "OTHERS", "FIRST", "LAST")
WHEN = ("time", "duration")


def _elliptic(statement: Statement) -> Iterator[Statement]:
    """A statement as several with the same head: `r1 was back after 2 s, r2 after 3 s and the others after 4 s`."""
    run, cuts = statement.marks, []
    end = len(run)
    for k in range(len(run) - 1, statement.at, -1):
        if not (run[k].concept == "AND" or run[k].token.text in (",", ";")) or not _is_join(run, k):
            continue
        behind = {mark.concept for mark in run[k:end]}
        before = {mark.concept for mark in run[:k]}
        if behind & set(WHOSE) and behind & set(WHEN) and before & set(WHEN):
            cuts.append(k)
            end = k
    if not cuts or statement.at < 0:
        yield statement
        return
    bounds = [*sorted(cuts), len(run)]
    yield _statement(run[: bounds[0]], statement.link, statement.at)
    for begin, stop in pairwise(bounds):
        part = _statement(run[begin:stop], "and", -1)
        part.head, part.detail = statement.head, statement.detail
        part.others += [mark for mark in run[: statement.at] if mark.concept in NOUNS]
        yield part


NOUNS = ("LINK", "IGP", "DAEMON", "CONTAINER", "TIMER", "NOTIFICATION")
"""What a head is said of; parts without a head of their own share it."""


def _runs_on(one: Mark, other: Mark) -> bool:
    """Whether a second head may follow with nothing between: its cause behind a loss, a loss behind its cause."""
    if other.concept == "CAUSE":
        return one.concept in ("LOST", "DOWN", "CLOSED", "OVER", "NOT_BACK", "SENT")
    causes = ("CAUSE", "SHUT", "RESET", "PAUSED", "KILLED", "STOPPED", "RESTARTED", "DIED")
    transitive = other.concept in ("AFFECTED", "CLOSED") or other.words in (
        "interrupted",
        "cut",
        "ended",
        "dropped",
    )
    return one.concept in causes and transitive


def _is_tail(marks: Sequence[Mark], k: int) -> bool:
    """Whether a join goes on behind the last head: `because of the link`, `before the IPv4 session`."""
    return marks[k].concept in ("BECAUSE", "BEFORE", "AFTER") and _is_join(marks, k)


def _heads(marks: Sequence[Mark]) -> list[int]:
    """The places of the heads; of two that are one thing said twice (`the outage lasted`) the verb's."""
    found = [k for k, mark in enumerate(marks) if mark.concept in heads()]
    kept: list[int] = []
    for k in found:
        if kept and not any(_is_join(marks, j) for j in range(kept[-1] + 1, k)):
            pair = (marks[kept[-1]].concept, marks[k].concept)
            if pair[0] == pair[1] or (pair[0] == "LOST" and pair[1] in ("BACK", "NOT_BACK")):
                kept[-1] = k  # `returned to up`; `the sessions that it lost were restored`
                continue
            if pair[1] == "UNKNOWN" and any(mark.concept == "WHY" for mark in marks[:k]):
                kept[-1] = k  # why it was lost is not known
                continue
            if pair[0] in ("SENT", "RECEIVED") and pair[1] in ("CAUSE", "SHUT", "RESET"):
                continue  # a notification's name
            if pair[0] in ("OUTAGE", "RECOVERY") and pair[1] in ("LASTED", "BEGAN", "OVER"):
                kept[-1] = k
                continue
            if pair == ("LASTED", "BACK"):
                kept[-1] = k  # `took 24 s to return`
                continue
            if pair[0] in ("CAUSE", "OUTAGE") and pair[1] in ("AFFECTED", "BEGAN", "EXPIRED", "EXCEEDED"):
                kept[-1] = k if pair[0] == "OUTAGE" else kept[-1]
                continue
            if pair in (("LOST", "OUTAGE"), ("AFFECTED", "OUTAGE"), ("DOWN", "OUTAGE")):
                continue
        kept.append(k)
    return kept


def _is_join(marks: Sequence[Mark], k: int) -> bool:
    mark = marks[k]
    if mark.concept in ("AFTER", "BEFORE", "UNTIL") and k + 1 < len(marks):
        return marks[k + 1].concept not in ("duration", "time", *EXACTNESS)
    if not (mark.concept in JOINS or (mark.concept == "sign" and mark.token.text in SIGNS)):
        return False
    return not (mark.concept == "AND" or mark.token.text == ",") or not _in_list(marks, k)


def _closed(marks: Sequence[Mark], k: int, head: int) -> bool:
    """Whether a bracket is closed again before the next head: what is in it belongs to what stands before it."""
    return marks[k].token.text == "(" and any(mark.token.text == ")" for mark in marks[k:head])


def _in_list(marks: Sequence[Mark], k: int) -> bool:
    """Whether a sign or `and` stands between two values of one kind: `r1, r2 and r3`."""
    before = next((mark for mark in reversed(marks[:k]) if mark.concept not in ("AND", "sign")), None)
    behind = next((mark for mark in marks[k + 1 :] if mark.concept not in ("AND", "sign")), None)
    kinds = {mark.concept for mark in (before, behind) if mark is not None}
    return before is not None and behind is not None and kinds in ({"node"}, {"address"}, {"family"}, {"place"})


def _fronted(marks: Sequence[Mark], heads: Sequence[int]) -> str:
    """A join before the first head's statement (`After the link failure, …`): it holds for the next statement."""
    if marks and marks[0].concept in ("AFTER", "BEFORE", "BECAUSE", "WHEN", "WHILE") and len(heads) > 1:
        return marks[0].concept
    return ""


def _parted(marks: Sequence[Mark], heads: Sequence[int], cuts: Sequence[int], front: str) -> list[Statement]:
    bounds = [0, *cuts, len(marks)]
    found: list[Statement] = []
    for k, head in enumerate(heads or [-1]):
        begin, end = bounds[k], bounds[k + 1] if heads else len(marks)
        run = tuple(marks[begin:end])
        link = "" if front and not k else _link(run, head - begin)
        following = marks[end].concept if end < len(marks) else ""
        found.append(_statement(run, link, head - begin if 0 <= head < len(marks) else -1, following))
    if front and len(found) > 1:
        found[1].link = {"AFTER": "then", "BEFORE": "earlier", "BECAUSE": "so"}.get(front, "with")
    return found


def _link(run: Sequence[Mark], head: int) -> str:
    """How a statement is joined: by the strongest join before its head."""
    joins = [run[k].concept for k in range(max(head, 0)) if run[k].concept in JOINS and _is_join(run, k)]
    if head == 0 and run[0].concept == "CAUSE":
        joins.append("BECAUSE")
    order = ("UNTIL", "BECAUSE", "SO", "TOOK_DOWN", "AFTER", "BEFORE", "WHEN", "WHILE", "THEN", "WHICH", "AND")
    return next((name.lower() for name in order if name in joins), "")


def _statement(run: tuple[Mark, ...], link: str, head: int, following: str = "") -> Statement:
    done = Statement(run, link, run[head].concept if head >= 0 else "", run[head].detail if head >= 0 else "", head)
    preposition = exactness = ""
    for k, mark in enumerate(run):
        if mark.is_value and mark.concept != "sign":
            behind = next((item.concept for item in run[k + 1 : k + 2]), following)
            listed = done.values[-1].preposition if done.values and _listed(run, k) else ""
            done.values.append(Said(mark, preposition or listed, exactness, behind))
            preposition = exactness = ""
        elif mark.concept in PREPOSITIONS:
            preposition = mark.concept
        elif mark.concept in EXACTNESS:
            exactness = mark.concept
        elif k != head and mark.concept != "sign":
            done.others.append(mark)
            preposition = "" if mark.concept in JOINS else preposition
    _pair_ends(done)
    return done


def _pair_ends(done: Statement) -> None:
    """Two routers with a dash between them are the two ends of something."""
    for k, (one, other) in enumerate(zip(done.values, done.values[1:], strict=False)):
        at = done.marks.index(one.mark)
        dashed = done.marks[at + 1 : at + 2] and done.marks[at + 1].token.text in ("–", "/")
        if dashed and (one.mark.concept, other.mark.concept) == ("time", "time") and done.marks[at + 2] is other.mark:
            done.values[k + 1] = Said(other.mark, "TO", other.exactness, other.behind)
        if dashed and {one.mark.concept, other.mark.concept} == {"node"} and done.marks[at + 2] is other.mark:
            done.values[k] = Said(one.mark, "BETWEEN", one.exactness, one.behind)
            done.values[k + 1] = Said(other.mark, "BETWEEN", other.exactness, other.behind)


def _listed(run: Sequence[Mark], k: int) -> bool:
    """Whether a value goes on a list (`at 1, 2 and 3`): only signs and `and` stand before the one of its kind."""
    j = k - 1
    while j >= 0 and (run[j].concept == "AND" or (run[j].concept == "sign" and run[j].token.text in ",–/")):
        j -= 1
    return 0 <= j < k - 1 and run[j].concept == run[k].concept
