"""A question's tags as clauses: its two halves, its clauses of time, what stands on both sides of an `or`. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from agent.report.questions.phrases import DANGEROUS, ORDERS, PRONOUNS, Pairs, is_event, ranked
from agent.report.questions.query import Event, Noun, Relation
from agent.report.questions.spelling import corrected
from agent.report.questions.tokens import Tag, split, tags

LONGEST = 400
_PAUSE = re.compile(r"[,;:](?= )|[?!.](?= |$)| - ")
COMMA = Tag(",", (",",))
SESSION = Tag("bgp", ("n.session",))

CONNECTIVES: dict[str, Relation] = {
    "after": "after", "once": "after", "since": "after", "following": "after", "before": "before",
    "prior to": "before", "until": "before", "till": "before", "while": "during", "when": "during", "wen": "during",
    "during": "during", "at the moment": "during", "at the time": "during",
    "the moment": "during", "throughout": "during", "as long as": "during", "at the time of": "during",
    "in the course of": "during", "before or after": "before", "after or before": "before",
    "earlier than": "before", "sooner than": "before", "later than": "after",
}  # fmt: skip
"""Words that begin a clause of time, with what it says."""

MEASURED = ("after", "before", "until", "till", "since", "between", "from")
"""Last words of what asks for a time between two events."""
NOUNS: dict[str, Noun] = {"n.session": "session", "n.node": "node", "role": "node", "n.incident": "incident",
                          "n.link": "link", "n.iface": "link", "n.process": "daemon",
                          "n.adjacency": "adjacency"}  # fmt: skip
ASKING = (
    "q.when",
    "q.how_long",
    "q.many",
    "q.what",
    "q.who",
    "q.list",
    "q.lag",
    "q.why",
    "q.how",
    "q.side",
    "q.evidence",
    "q.sure",
    "q.severity",
    "q.unknown",
    "q.timeline",
)
AUX = ("t.now", "t.past", "t.perfect")
RELATIVES = ("that", "which", "who")


@dataclass(frozen=True, slots=True)
class Lab:
    """What a question is read against: nodes by their names in lower case, the ends of all sessions, and the time."""

    names: Mapping[str, str]
    pairs: Pairs
    now_ns: int
    zone: tzinfo


def scanned(text: str, lab: Lab) -> list[Tag]:
    """The tags of a question, with its pauses; words that carry nothing and bind nothing are left out."""
    found: list[Tag] = []
    for run in _PAUSE.split(text):
        words = corrected(split(run), lab.names)[0]
        every = tags(words, lab.names)
        some = [_told(every, k) for k in range(len(every))]
        some = [tag for tag in some if any(slot != "-" for slot in tag.slots) or not tag.slots or _binds(tag)]
        some = [one for tag in some for one in _taking(tag)]
        takes = [tag.words in PRONOUNS and "e.take" in next_told(some, k).slots for k, tag in enumerate(some)]
        some = [tag for tag, needless in zip(some, takes, strict=True) if not needless]
        some = [_missing(some, k) for k in range(len(some))]
        found += [*([COMMA] if found and some else []), *some]
    found = [tag for k, tag in enumerate(found) if not _leads_asking(found, k)]
    return [tag for k, tag in enumerate(ranked(_led(found))) if not _stands_for(found, k)]


def _leads_asking(found: Sequence[Tag], place: int) -> bool:
    """`during how many seconds`, `for which reason`: a word before one that asks binds nothing."""
    behind = found[place + 1] if place + 1 < len(found) else COMMA
    return found[place].words in ("during", "throughout") and bool({*ASKING} & set(behind.slots))


def _led(found: list[Tag]) -> list[Tag]:
    """A `when` at the begin that no helper follows leads a clause, where another follows that."""
    found = [Tag("what time", ("q.when",)) if tag.words in ("when", "wen") and next_told(found, k).slot in AUX else tag
             for k, tag in enumerate(found)]  # fmt: skip
    leads = len(found) > 1 and found[0].words in ("when", "wen") and found[1].slot not in AUX and COMMA in found
    return [Tag(found[0].words, ("r.during",)), *found[1:]] if leads else found


def _stands_for(found: Sequence[Tag], place: int) -> bool:
    """`the IPv6 one`: a word for a noun that was named."""
    before = found[place - 1] if place else COMMA
    behind = found[place + 1] if place + 1 < len(found) else COMMA
    counts = behind.slot in ("unit", "role") or behind.slot.startswith("n.")
    return found[place].words in ("one", "ones") and (before.slot[:2] == "f." or not counts)


def _missing(found: Sequence[Tag], place: int) -> Tag:
    """`how long was r1 without r4`: whom it is said of it lacks."""
    behind = next((tag for tag in found[place + 1 :] if tag.slot != "-"), COMMA)
    lacks = found[place].words == "without" and behind.slot in ("node", "role", "n.session", "address")
    return Tag("without", ("e.down",)) if lacks else found[place]


def _taking(tag: Tag) -> list[Tag]:
    """A word that asks and names something is both; `how long did it take from …` takes nothing from anybody."""
    asks = tuple(slot for slot in tag.slots if slot[:2] == "q.")
    rest_ = tuple(slot for slot in tag.slots if slot[:2] != "q.")
    if asks and rest_ and rest_ != ("-",):
        return [Tag(tag.words, asks), Tag(tag.words, rest_)]
    took = tag.words.split()[0] in ("take", "took", "takes") and "n.received" in tag.slots
    return [Tag("take", ("e.take",)), Tag("from", ("-",))] if took else [tag]


def _told(every: Sequence[Tag], place: int) -> Tag:
    """A tag without the times that its words bound nowhere here: the `last` of the last session."""
    tag, behind = every[place], next_told(every, place)
    if behind.slot in ("unit", "length", "number"):
        return tag
    other = tuple(slot for slot in tag.slots if not slot.startswith("w."))
    return replace(tag, slots=other) if other and len(other) < len(tag.slots) else tag


def _binds(tag: Tag) -> bool:
    return (
        tag.words in PRONOUNS
        or tag.words in ("bgp", "and", "between", "from", "to", "than", "by", "that", "with", "of")
        or tag.words in DANGEROUS
    )


def parted(found: list[Tag]) -> Iterator[list[list[Tag]]]:
    """The ways to read tags as one question, or as two."""
    yield [found]
    for place, tag in enumerate(found):
        begins = any(slot in (*ASKING, *AUX) for slot in next_told(found, place).slots)
        ranks = [bool({*ORDERS} & set(one.slots)) for one in (next_told(found, place), *found[:place])]
        ordered = ranks[0] and any(ranks[1:])
        begins = begins or ordered
        if 1 < place and (tag == COMMA or tag.words == "and") and begins:
            left = found[: place - 1] if tag.words == "and" and found[place - 1] == COMMA else found[:place]
            yield [left, found[place + 1 :]]


def all_of(found: Event, *, whole: bool = False) -> Event:
    """`until all were back`: the last of them; `whole`: also of a node that is said to be back."""
    one = len(found.nodes) > 1 or found.addresses or found.families or found.sort != "outage"
    every = found.every or (whole and bool(found.nodes) and not one)
    return replace(found, order="last") if every and found.edge == "to" and not found.order else found


def noun_of(found: Sequence[Tag]) -> Noun:
    return next((NOUNS[slot] for tag in found for slot in tag.slots if slot in NOUNS), "")


def at_edge(found: Event) -> Event:
    """An event as a moment: the first of several, where no other is named."""
    return replace(found, edge="from" if found.edge == "whole" else found.edge)


def without(tag: Tag, slots: Sequence[str]) -> Tag:
    return replace(tag, slots=tuple(slot for slot in tag.slots if slot not in slots) or ("t.past",))


def clauses(found: list[Tag]) -> tuple[list[Tag], list[tuple[Relation, list[Tag], str]]]:
    """A main clause, and the clauses of time with their relations and first words."""
    main: list[Tag] = []
    subs: list[tuple[Relation, list[Tag], str]] = []
    into = main
    for place, tag in enumerate(found):
        word = tag.words
        leads = not main and not subs and place == 0 and word not in ("when", "wen", "since")
        asks = word in ("when", "wen") and next_told(found, place).slot in AUX  # `and when did it come back`
        joins = (
            word in CONNECTIVES
            and not asks
            and (leads or (bool(main) and (word not in ("when", "wen") or _asked(main))))
        )
        if (
            joins
            and place + 1 < len(found)
            and next_told(found, place).slot not in ("number", "length", "unit", "clock")
        ):
            into = []
            subs.append((CONNECTIVES[word], into, word))
        elif tag == COMMA:
            into = main if subs else into
        elif (
            into is not main
            and not main
            and (
                set(tag.slots) & {*ASKING}
                or (tag.slot in AUX and is_event(into) and into[-1].slot not in ("node", "role"))
            )
        ):
            into = main
            into.append(tag)
        else:
            into.append(tag)
    return main, subs


def _asked(main: Sequence[Tag]) -> bool:
    """Whether what stands before asks something already, so that a `when` begins a clause."""
    return any(set(tag.slots) & {*ASKING} or tag.slot in AUX for tag in main)


def next_told(found: Sequence[Tag], place: int) -> Tag:
    return next((tag for tag in found[place + 1 :] if tag.slot != "-"), COMMA)


def with_names(parts: list[list[Tag]]) -> list[list[Tag]]:
    """The parts without a first one that only names a session (`r2 has two sessions with r4; did …`): its names are put
    into the second."""
    first = parts[0]
    plain = all(tag.slot in ("node", "number", "n.session", "t.perfect", "t.now", "-") for tag in first)
    nodes = [tag for tag in first if tag.slot == "node"]
    if len(parts) < 2 or not plain or len(nodes) != 2 or any(tag.slot == "node" for tag in parts[1]):
        return parts
    place = 1 if parts[1] and parts[1][0].slot in AUX else len(parts[1])
    return [[*parts[1][:place], *nodes, *parts[1][place:]], *parts[2:]]


def left_out(found: list[Tag]) -> tuple[list[Tag], tuple[tuple[str, ...], ...]]:
    """The tags without what is left out, and those nodes, or ends of a session: `apart from leaf3`."""
    place = next((k for k, tag in enumerate(found) if tag.slots == ("x.except",)), None)
    if place is None:
        return found, ()
    stop = place + 1
    if stop == len(found) or found[stop].slot != "node":
        return found, ()
    while stop < len(found) and (found[stop].slot == "node" or found[stop].words == "and"):
        stop += 1
    nodes = tuple(str(tag.value) for tag in found[place:stop] if tag.slot == "node")
    if len(nodes) == 2 and found[stop - 1].joined:  # one session
        behind = found[stop : stop + 1]
        stop += 1 if behind and behind[0].slot == "n.session" else 0
        return [*found[:place], *found[stop:]], (tuple(sorted(nodes)),)
    apart = place == 0 or stop == len(found) or COMMA in (found[place - 1], found[stop])
    return ([*found[:place], *found[stop:]], tuple((node,) for node in nodes)) if apart else (found, ())
