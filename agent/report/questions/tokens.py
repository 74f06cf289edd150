"""A question as a row of tags: names, times, numbers and words, each with the slots that it may fill. Pure.

Every word becomes a tag; one that nothing is known of has no slot, and is a word that was not read.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address

from agent.report.questions.lexicon import LONGEST, PARTICLES, PHRASES
from agent.report.questions.plain import plain_words
from agent.report.speech import number
from clab.number_words import NUMBERS as WHOLE
from clab.units import unit_s

AT_MOST = 80
"""Words of a question that are read; a longer one is not read at all."""

SPELLED = frozenset(("ospfd", "ospf", "isis", "evpn", "bgpd", "bgp", "bfd"))
"""Words that people spell when they speak."""

_SIGNS = "-–—:/<>=+&→↔"
_EDGES = ".,;?!()[]{}\"'`“”„…*¿¡"
_CONTRACTED = re.compile(r"\b(what|who|how|where|when|that|it|there|everything|anything|which|why|here)'s\b")
_DID = re.compile(r"\b(what|who|how|where|when|which|why)'d\b")
_SHORTENED = re.compile(r"\b(i|we|you|they|he|she|it|that|there|who|what)'(?:m|re|ve|ll|d)\b")
_ID = re.compile(r"\d{6}-[0-9a-f]{6}x*")
_CLOCK = re.compile(r"(?:(\d{4}-\d\d-\d\d)[t_])?(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:z|utc)?")
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)")
_UNIT = re.compile(r"(?<![\w.:])(\d{1,6}(?:\.\d{1,3})?) (s|secs?|mins?)\b")
ONE_OF = ("which", "what", "any", "each", "first", "last")
"""Words behind which one of the leaves may be asked for."""

LONGEST_ADDRESS = 64
"""Characters of an IPv6 address with its zone and prefix length."""

_INTERFACE = re.compile(r"(?:eth|ethernet|ge-|et-|xe-|gi|te|lo|swp|e)[-/]?\d++(?:[/.:-]\d++)*+|lo")
_NAME = re.compile(r"[a-z][a-z_-]{0,14}-?\d{1,4}")
_BETWEEN = re.compile(r"<-{1,9}>|-{1,9}>|→|↔|–|—|/|:|-|\+|&")
NUMBERS = {word: float(value) for word, value in WHOLE.items()} | {"half": 0.5}


@dataclass(frozen=True, slots=True)
class Tag:
    """Some words of a question, the slots that they may fill, and their value where they have one.

    Slots of values: `node`, `address`, `interface`, `id`, `clock`, `date`, `number`, `unit`, `length` (seconds),
    `ordinal`, `role` (the begin of nodes' names), `strange` (looks like a name and is none). `joined`: it is in one
    word with the one before (`r1-r4`)."""

    words: str
    slots: tuple[str, ...]
    value: str | float = ""
    joined: bool = False

    @property
    def slot(self) -> str:
        """The first slot; empty where nothing is known of the words."""
        return self.slots[0] if self.slots else ""


def tags(words: list[str], names: Mapping[str, str], further: Mapping[str, str] | None = None) -> tuple[Tag, ...]:
    """The tags of a question's words; `names` are the lab's nodes in lower case, `further` gives other readings."""
    words, plurals = _reunited(words, names), roles(names)
    spoken = {tuple(said.split()): name for each, name in names.items() for said in (each, *_spoken(each))}
    found: list[Tag] = []
    place = 0
    while place < min(len(words), AT_MOST):
        chosen = place > 0 and words[place - 1] in ONE_OF
        stem = plurals.get(words[place]) or (plurals.get(f"{words[place]}s") if chosen else None)
        if stem:
            found.append(Tag(words[place], ("role",), stem))
            place += 1
            continue
        size, some = _at(words[place : place + LONGEST + 2], names, spoken, further or {})
        found += some
        place += size
    found += [Tag(word, ()) for word in words[place : place + 5]]
    return tuple(found)


APART = (("-",), ("n.session",), ("n.node",), ("n.link",))
"""Slots of the words that may stand between a verb and its particle."""


def _reunited(words: list[str], names: Mapping[str, str]) -> list[str]:
    """The words with a verb's particle behind it where names stand between them: `kick e2 out`."""
    done = list(words)
    for place in range(len(done)):
        for behind in range(place + 2, min(place + 5, len(done))):
            verb = (done[place], done[behind]) in PHRASES and done[behind] in (*PARTICLES, "again")
            if verb and all(word in names or PHRASES.get((word,)) in APART for word in done[place + 1 : behind]):
                done.insert(place + 1, done.pop(behind))
                break
    return done


def alternatives(found: Sequence[Tag]) -> tuple[list[Tag], str]:
    """The tags with each `or` between two of one sort as read, and that sort: `node`, `f`, `c`, `e`; else empty."""
    read, sort = list(found), ""
    for k, item in enumerate(found):
        if "x.or" not in item.slots:
            continue
        after = next((tag for tag in found[k + 1 :] if _told(tag)), None)
        told = [tag for tag in reversed(found[:k]) if _told(tag)]
        alike = (tag for tag in told[:NEAR] if after and _sort(tag) and _sort(tag) == _sort(after))
        before = next(alike, next(iter(told), None))
        kind = _sort(before) if before and after else ""
        other = _sort(after) if after else ""
        both = {slot for tag in (before, after) if tag for slot in tag.slots}
        if {kind, other} == {"p", "c"} and "c.igp" in both:
            kind = other = "p"
        if kind and kind == other and sort in ("", kind):
            read[k], sort = Tag(item.words, ("-",)), kind
    return read, sort


NEAR = 3
"""How many tags before an `or` the other alternative may stand: `was EVPN hit too, or IPv4 only`."""

STATES = ("e.up", "e.down", "e.fine", "e.bad", "e.open", "e.over", "e.lost", "e.stayed", "e.affected", "e.back")
"""What a session or an incident may be, one or the other: `stayed or dropped`."""


def _told(tag: Tag) -> bool:
    """Whether a tag may be one of two alternatives: `a crash or was it paused`."""
    return (tag.slot != "-" or tag.words == "bgp") and not tag.slot.startswith("t.")


def _sort(tag: Tag) -> str:
    """The sort of values that may be alternatives; empty for other words."""
    if tag.words == "bgp":
        return "p"
    if tag.slot == "node" or tag.slot[:2] in ("f.", "c."):
        return tag.slot.partition(".")[0]
    return "e" if tag.slot in STATES else ""


def split(question: str) -> list[str]:
    """The words of a question, without punctuation at their edges."""
    text = re.sub(r"\bAS\b(?! (?:well|soon|long|far|many|much)\b)", "asn", question[:4000]).lower()
    text = _CONTRACTED.sub(r"\1 is", text.replace("’", "'"))
    text = _SHORTENED.sub(r"\1", _DID.sub(r"\1 did", text))
    text = re.sub(r"\bcan't\b", "cannot", re.sub(r"\b(\w+)n't\b", r"\1nt", text)).replace("'s ", " ")
    text = re.sub(r"[?!,;]", " ", _UNIT.sub(r"\1\2", text))
    found = (re.sub(r"'s?$", "", word.strip(_EDGES)).strip(_EDGES) for word in text.split())
    words = [word.rstrip(":") if not word.endswith("::") else word for word in found if word.strip(_SIGNS)]
    return _spelled(words)


def _spelled(words: list[str]) -> list[str]:
    """The words with letters that were said one by one as one word: `o s p f`."""
    done: list[str] = []
    place = 0
    while place < len(words):
        run = words[place : place + 5]
        size = next((size for size in (5, 4, 3) if "".join(run[:size]) in SPELLED and len(run[0]) == 1), 1)
        done.append("".join(run[:size]))
        place += size
    return done


def _at(
    words: list[str], names: Mapping[str, str], spoken: Mapping[tuple[str, ...], str], further: Mapping[str, str]
) -> tuple[int, list[Tag]]:
    """How many words the next tags take, and those."""
    for size in range(min(len(words), LONGEST), 0, -1):
        phrase = tuple(words[:size])
        if phrase in spoken:
            return size, [Tag(" ".join(phrase), ("node",), spoken[phrase])]
        if phrase in PHRASES:
            return size, [Tag(" ".join(phrase), PHRASES[phrase])]
        if size == 1 and words[0] in further:
            slot = further[words[0]]
            return 1, [Tag(words[0], (slot,), NUMBERS.get(words[0], ""))]
    return 1, _one(words[0], names)


def _one(word: str, names: Mapping[str, str]) -> list[Tag]:
    value = _value(word)
    if value is not None:
        return [value]
    parts = [part for part in _BETWEEN.split(word) if part]
    if len(parts) > 1 and (any(part in names for part in parts) or all(_address(part) for part in parts)):
        found = [Tag(part, ("node",), names[part]) if part in names else _value(part) for part in parts]
        known = [item for item in found if item is not None]
        if len(known) == len(found):
            return [known[0], *(replace(item, joined=True) for item in known[1:])]
        return [item or _word(part) for item, part in zip(found, parts, strict=True)]
    return [_word(word)]


def _word(word: str) -> Tag:
    if (word,) in PHRASES:
        return Tag(word, PHRASES[(word,)])
    if word in plain_words() or word.endswith(".log"):
        return Tag(word, ("-",))
    return Tag(word, ("strange",)) if _NAME.fullmatch(word) else Tag(word, ())


def _value(word: str) -> Tag | None:
    """A word that is a value: an id, a time, an address, an interface, a number, a length."""
    if _ID.fullmatch(word):
        return Tag(word, ("id",), word)
    if _CLOCK.fullmatch(word):
        return Tag(word, ("clock",), word)
    if ordinal := _ORDINAL.fullmatch(word):
        return Tag(word, ("ordinal",), float(ordinal[1]))
    if _DATE.fullmatch(word):
        return Tag(word, ("date",), word)
    if address := _address(word):
        return Tag(word, ("address",), address)
    if found := _LENGTH.fullmatch(word):
        return Tag(word, ("length",), float(found[1]) * (unit_s(found[2]) or 0))
    if len(word) > 1 and (size := unit_s(word)) is not None:
        return Tag(word, ("unit",), float(size))
    if word in NUMBERS:
        return Tag(word, ("number",), NUMBERS[word])
    if re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", word):
        return Tag(word, ("number",), float(word))
    if word == "utc":
        return Tag(word, ("-",))
    return Tag(word, ("interface",), word) if _INTERFACE.fullmatch(word) else None


def _address(word: str) -> str | None:
    if len(word) > LONGEST_ADDRESS or not ({".", ":"} & set(word)):
        return None
    try:
        return str(ip_address(word.partition("/")[0].partition("%")[0]))
    except ValueError:
        return None


def _spoken(name: str) -> tuple[str, str]:
    """A name as it is heard: `r 1` and `r one`."""
    apart = re.sub(r"(?<=[a-z])(?=\d)|[-_]", " ", name)
    return apart, re.sub(r"\d+", lambda hit: number(int(hit[0])) if len(hit[0]) < 4 else hit[0], apart)


def roles(names: Mapping[str, str]) -> dict[str, str]:
    """The plurals of what nodes are called (`leaves`, `spines`), each with the begin of their names."""
    found: dict[str, str] = {}
    for name in names:
        stem = name.rstrip("0123456789-_")
        if len(stem) < 3 or not stem.isalpha() or stem == name:
            continue
        found[f"{stem}s"] = stem
        if stem.endswith("f"):
            found[f"{stem[:-1]}ves"] = stem
    return found
