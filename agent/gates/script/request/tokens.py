"""A request for a script as typed tokens. Pure.

At each place the longest form of all tables is taken; a word in no table is unknown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from agent.gates.script.request.beyond import CHANGES, MISSING
from agent.gates.script.request.filler import FILLER, PHRASES
from agent.gates.script.request.lexicon import LEXICON, TESTED, TIMES, TokenType
from agent.gates.script.request.literals import (
    ADDRESS,
    BEFORE,
    EVERY_NOUN,
    FILE,
    INSTANCE,
    INTERFACE,
    LABEL,
    NUMBER,
    NUMBERED,
    OF_NODES,
    PEER_WORDS,
    RANGE,
    RELEASE,
    ROLE,
    ROLE_WORDS,
    STOP,
    STRANGER,
    SYSTEM_WORDS,
    TO,
    WORD,
)
from agent.gates.script.request.senses import NUMBERS, PARTS, SENSES
from agent.gates.script.request.shapes import is_ended, longest, seconds_of
from agent.gates.script.request.words import Line, bases, line
from agent.report.questions.plain import plain_words
from clab.topic_words import ENTITIES, WORDS


@dataclass(frozen=True, slots=True)
class Token:
    """One word or form: its type, what it stands for, how it was written, where, and its number."""

    type: TokenType
    value: str
    text: str
    start: int
    number: float = 0
    ends: bool = False
    """Whether a stop stands behind it."""

    def is_beside(self, after: "Token") -> bool:
        """Whether another stands right behind it, but for an article."""
        return not self.ends and after.start - self.start - len(self.text) <= len(" of the ")


_FORMS: Final[tuple[tuple[TokenType, str, str], ...]] = (
    ("change", "", CHANGES),
    *(("missing", name, words) for words, name in MISSING),
    *(("topic", name, words) for name, words in WORDS),
    *(("entity", name, words) for name, words in ENTITIES),
    *LEXICON,
    ("filler", "", PHRASES),
    *TIMES,
)


_OF_TIME: Final = frozenset(
    ("together", "apart", "alone", "upward", "downward", "inward", "outward", "sideways", "aloud")
)
"""Adverbs that say of what, or how."""


LEARNT: Final = "receive|get|learn|learnt|hear|heard ( via|by|over|in|through bgp|ebgp|ibgp )?"
"""What is said of routes before the one whose they were."""


def _tested(on: Line, at: int, place: int) -> Token | None:
    for leaves, how, words in TESTED:
        found = longest(on, at, words)
        if found:
            some = " ".join(_spellings(leaves, found[1].get("word", "").lower()))
            return Token("column_test", f"{leaves}|{how}|{some}", on.said(at, found[0]), place)
    return None


_EVPN_TYPES: Final = {"1": "auto-discovery", "2": "mac-ip", "3": "imet", "4": "ethernet-segment", "5": "ip-prefix"}
"""What Arista calls the route types of RFC 7432 and RFC 9136."""


def _spellings(leaves: str, word: str) -> Iterator[str]:
    """How systems write a value that a column is held against."""
    if leaves == "evpn-type":
        for number in re.findall(r"\d+", word):
            yield from (number, _EVPN_TYPES.get(number, number))
        return
    yield word
    if "area" in leaves and word.isdecimal() and int(word) < 256:
        yield f"0.0.0.{word}"
    plain = re.sub(r"[:.]", "", word)
    if leaves.startswith("link-layer-address"):
        yield from (".".join(re.findall("....", plain)), ":".join(re.findall("..", plain)))


def tokens(request: str, nodes: Sequence[str], addresses: Mapping[str, str] | None = None) -> tuple[Token, ...]:
    """All tokens of a request; `nodes` are the names of the lab, `addresses` those by which its nodes are reached."""
    plain = re.sub(r"[\"`“”„«»*]", " ", request).replace("’", "'").replace("on_change", "on change")
    text = " ".join(plain.split())
    known = {name.lower(): name for name in nodes}
    found: list[Token] = []
    on, at, gone = line(text), 0, 0
    while at < len(on.spans):
        place = gone + on.spans[at][0]
        if text[place] == "'":
            at += 1
            continue
        token = (
            _tested(on, at, place)
            or _pair(text, place, known, found)
            or _addressed(text, place, addresses or {}, found)
            or _longest(text, place, known, on, at)
        )
        end = place + len(token.text)
        if text[end : end + 2].lower() == "'s":
            end += 2
        at = next((k for k in range(at, len(on.spans)) if gone + on.spans[k][1] > end), len(on.spans))
        if at < len(on.spans) and gone + on.spans[at][0] < end:  # inside what is written as one word
            on, at, gone = line(text[end:]), 0, end
        if token.type != "filler":
            found.append(token)
        elif found and token.text in (",", ";", ":", ".", "!", "?"):
            found[-1] = replace(found[-1], ends=True)
    return tuple(found)


_IN_FORMS: Final = frozenset(
    word
    for shape in (*(shape for _, _, shape in _FORMS), *SENSES.values(), *PARTS.values())
    for word in re.findall(r"(?<![\w])[a-z]{3,20}(?![\w])", shape.replace("_", " "))
)
"""Words of the forms, each as it stands there."""


@cache
def is_known_word(word: str) -> bool:
    """Whether a word stands for something by itself or in a form, or is known to say nothing."""
    return not bases(word).isdisjoint(_IN_FORMS) or all(
        token.type not in ("unknown", "stranger", "label") for token in tokens(word, ())
    )


def _pair(text: str, place: int, known: Mapping[str, str], found: Sequence[Token]) -> Token | None:
    """`between leaf1 and spine2`, `the session of leaf1 to spine2`: two ends of one thing."""
    match = TO.match(text, place)
    if match is None or FILE.match(text, match.end()):
        return None
    word = match["word"].lower()
    if named(text, match.end(), known) is None:
        role = ROLE.match(text, match.end())
        many = role is not None and (role["role"] or role["role2"] or role["system"])
        far = (
            many
            and word in ("to", "with", "toward", "towards")
            and bool(found)
            and found[-1].type in ("topic", "entity", "node")
        )
        return Token("pair", word, match["word"], place) if far and not is_ended(text[:place], "ssh") else None
    if word.strip("<->") == "":
        return Token("filler", "", match["word"], place)
    before = found[-1].type if found else ""
    learnt = is_ended(text[:place], LEARNT)
    taken = word == "from" and learnt
    ends = (
        taken
        or word == "between"
        or (word in ("to", "with", "toward", "towards") and before in ("topic", "entity", "node"))
    )
    return Token("pair", word, match["word"], place) if ends else None


def _addressed(text: str, place: int, reached: Mapping[str, str], found: Sequence[Token]) -> Token | None:
    """An address: of a node of the lab, of a neighbor of one (`number` is 1 where it is called so), or of nobody."""
    match = ADDRESS.match(text, place)
    if match is None:
        return None
    before = BEFORE.search(text[:place])
    word = before["word"].lower() if before else ""
    last = found[-1] if found and ADDRESS.fullmatch(found[-1].text) else None
    if word in ("", "and", "or") and last is not None:
        word = "with" if last.type == "address" and last.number else "on" if last.type in ("node", "stranger") else word
    about = any(each.type in ("topic", "entity") for each in found)
    learnt = word == "from" and is_ended(text[:place], f"{LEARNT} from")
    peer = learnt or (word in PEER_WORDS and (about or word not in ("to", "with", "via")))
    if not peer and match[0] in reached:
        return Token("node", reached[match[0]], match[0], place)
    if word in OF_NODES or (word == "to" and not about):
        return Token("stranger", match[0], match[0], place)
    return Token("address", match[0], match[0], place, 2.0 if learnt else float(peer))


def _longest(text: str, place: int, known: Mapping[str, str], on: Line, at: int) -> Token:
    name = named(text, place, known) or _literal(text, place) or _quantity(text, place, on, at)
    if name is not None:
        return name
    best: Token | None = None
    for kind, value, words in _FORMS:
        found = longest(on, at, words)
        if found and (best is None or len(on.said(at, found[0])) > len(best.text)):
            timed = kind in ("interval", "duration", "samples")
            best = Token(kind, value, on.said(at, found[0]), place, seconds_of(found[1]) if timed else 0)
    role = ROLE.match(text, place)
    if role and (best is None or len(role[0]) > len(best.text)):
        are = is_ended(text[:place], "that|which|who is|are")  # `neighbors that are spines`
        best = Token("unknown" if are else "role", _role(role), role[0], place)
    label = LABEL.match(text, place)
    if best is not None:
        return best
    stranger = STRANGER.match(text, place)
    if stranger:
        return Token("stranger", stranger[0], stranger[0], place)
    word = WORD.match(text, place)
    if word is None:
        return Token("filler" if STOP.match(text, place) else "unknown", "", text[place], place)
    plain = word[0].lower()
    if word[0] in ("AS", "ASN", "ASNs") and not text.isupper():
        return Token("topic", "bgp_peer_as", word[0], place)
    if plain in FILLER or plain.removesuffix("'s") in FILLER:
        return Token("filler", "", word[0], place)
    if plain in plain_words() and plain not in _OF_TIME:
        return Token("aside", "", word[0], place)
    if plain in NUMBERS:
        return Token("number", word[0], word[0], place, NUMBERS[plain])
    for mark in "/-":
        part = word[0].partition(mark)[0]
        if mark in word[0] and part:
            return Token("filler" if part.lower() in FILLER else "unknown", "", part, place)
    return Token("label" if label else "unknown", word[0], word[0], place)


def named(text: str, place: int, known: Mapping[str, str]) -> Token | None:
    """A node's name, or a range of them."""
    word = re.compile(r"[a-z][\w-]{0,60}", re.IGNORECASE).match(text, place)
    if word is None or FILE.match(text, place):
        return None
    spread = RANGE.match(text, place)
    to_peer = spread and " to " in spread[0] and is_ended(text[:place], "'session|'peering|'adjacency from|of|between?")
    if spread and not to_peer and 0 < int(spread["last"]) - int(spread["first"]) < 64:
        names = [f"{spread['word']}{number}".lower() for number in range(int(spread["first"]), int(spread["last"]) + 1)]
        if all(name in known for name in names):
            return Token("node", " ".join(known[name] for name in names), spread[0], place)
    listed = NUMBERED.match(text, place)
    if listed:
        stem = ROLE_WORDS.get(listed["word"].lower(), {"routers": "r"}.get(listed["word"].lower(), ""))
        names = [f"{stem}{number}" for number in _counted(listed["numbers"])]
        if stem and names and all(name in known for name in names):
            return Token("node", " ".join(known[name] for name in names), listed[0], place)
    role = _ROLE_OF_NAMES.match(text, place)
    if (
        role
        and not ROLE.match(text, place)
        and (some := _called(role, known, many=is_ended(text[:place], "each|every|per")))
    ):
        return Token("node", " ".join(some), role[0], place)
    whole = word[0].lower()
    if whole in FILLER and not _is_listed(text, place, word.end()):
        return None  # `as a table`, in a lab that has a node `a`
    if whole in known:
        return Token("node", known[whole], word[0], place)
    spaced = re.compile(r"([a-z]{2,12})[ -](\d{1,3})(?![\w/.%])", re.IGNORECASE).match(text, place)
    joined = f"{spaced[1]}{spaced[2]}".lower() if spaced else ""
    return Token("node", known[joined], spaced[0], place) if spaced and joined in known else None


_ROLE_OF_NAMES: Final = re.compile(
    r"(?P<stem>(?:route[ -])?reflector|provider[ -]edge|customer[ -]edge|[a-z]{2,20}?)(?P<many>e?s)?"
    r"(?P<noun>[ -](?:routers?|nodes?|switch(?:es)?|devices?|box(?:es)?))?(?![\w-])",
    re.IGNORECASE,
)
_SHORT: Final = {"route reflector": "rr", "reflector": "rr", "provider edge": "pe", "customer edge": "ce"}
"""What roles are called in names."""


def _called(role: re.Match[str], known: Mapping[str, str], *, many: bool) -> list[str]:
    """The nodes that are called after a role, with numbers or words behind: `the edge routers` are edge1 and edge2,
    `both reflectors` rr-east and rr-west; `many`: it is `each edge`."""
    plain = role["stem"].lower().replace("-", " ")
    if not (role["many"] or role["noun"] or many) or role[0].lower() in FILLER:
        return []
    stem = _SHORT.get(plain, plain)
    return [name for low, name in known.items() if re.fullmatch(rf"{stem}(?:[-_]?\d+|[-_][a-z]+)", low)]


_LIST_BEFORE: Final = re.compile(r"(?:[,&+/]|(?:^|\s)(?:and|nodes?|routers?|on|of|from|for|at)) ?$", re.IGNORECASE)
_LIST_AFTER: Final = re.compile(
    r"'s\b| ?(?:[,;:.?!&+/)]|$)| (?:and|or|every|each|once|via|by|over|with|when|if|to)\b", re.IGNORECASE
)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Whether a word that says nothing elsewhere stands where a list of nodes has a name."""
    return _LIST_BEFORE.search(text[:start]) is not None and _LIST_AFTER.match(text, end) is not None


def _counted(text: str) -> list[int]:
    """`1 to 4` and `1, 2 and 4` as numbers; none where they do not go up."""
    found: list[int] = []
    for low, high in re.findall(r"(\d{1,3})(?:\s?(?:-|–|to|through|\.\.\.?)\s?(\d{1,3}))?", text):
        found += range(int(low), int(high or low) + 1) if int(high or low) - int(low) < 64 else ()
    return found if found == sorted(set(found)) else []


def _literal(text: str, place: int) -> Token | None:
    """What is recognised by how it is written."""
    patterns: tuple[tuple[TokenType, re.Pattern[str]], ...] = (("file", FILE), ("address", ADDRESS))
    for kind, pattern in patterns:
        match = pattern.match(text, place)
        if match:
            return Token(kind, match[0], match[0], place)
    match = INTERFACE.match(text, place)
    if match:
        return Token("interface", " ".join(_ports(match)), match[0], place)
    match = INSTANCE.match(text, place)
    if match:
        return Token("instance", match["before"] or match["name"] or match["named"], match[0], place)
    return None


def _ports(match: re.Match[str]) -> list[str]:
    if match["short"]:
        return [f"ethernet-{match['short']}/{match['port']}"]
    if not match["slot"]:
        return [match[0].lower()]
    first = f"ethernet-{match['slot']}{match['first']}"
    if not match["last"] or not match["first"].isdecimal() or int(match["last"]) <= int(match["first"]):
        return [first if not match[0].rpartition(".")[2].isdecimal() else f"{first}.{match[0].rpartition('.')[2]}"]
    return [f"ethernet-{match['slot']}{number}" for number in range(int(match["first"]), int(match["last"]) + 1)]


def _quantity(text: str, place: int, on: Line, at: int) -> Token | None:
    """A number with what it counts; one with a unit of time is left to the forms."""
    if not text[place].isdecimal() and text[place] not in "vV":
        return None
    if longest(on, at, "2 way | ONCE"):  # a state, and no number of times
        return None
    for kind, _, words in TIMES:
        found = longest(on, at, words)
        if found and kind != "duration":
            said = on.said(at, found[0])
            return Token(kind, said.lower(), said, place, seconds_of(found[1]))
    bare = longest(on, at, "number:DIGITS|POSITIVE UNIT")
    if bare:
        return Token("interval", "bare", on.said(at, bare[0]), place, seconds_of(bare[1]))
    release = RELEASE.match(text, place)
    if release and release[0].count(".") > 1:
        return Token("release", release[0], release[0], place)
    match = NUMBER.match(text, place)
    if match:
        number = float(match["digits"]) * {"k": 1e3, "m": 1e6}.get((match["scale"] or "").lower(), 1)
        if re.search(r"(?:^|[\s(<>=])[-\u2212]$", text[:place]):  # `below -10 dBm`
            number = -number
        return Token("percent" if match["percent"] else "number", match[0], match[0], place, number)
    return Token("release", release[0], release[0], place) if release else None


def _role(match: re.Match[str]) -> str:
    if match["host"]:
        return "host"
    if match["every"]:
        return "noun" if re.fullmatch(EVERY_NOUN, match["every"], re.IGNORECASE) else "every"
    if match["fabric"]:
        return "spine leaf"
    if match["system"]:
        system = SYSTEM_WORDS[match["system"].lower().replace(" ", "")]
        return f"{system}:{ROLE_WORDS[match['role2'].lower()]}" if match["role2"] else system
    roles = [ROLE_WORDS[word.lower()] for word in (match["role"], match["also"]) if word]
    return " ".join(dict.fromkeys(roles))
