"""A request as tokens: what every word of it stands for. Pure.

At each place the longest form of the vocabulary is taken; a word in no table is tried as a slip of the hand (two
letters swapped, one left out or doubled) of exactly one known word, and else stays unknown.
"""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from clab.design.words.beyond import BEYOND, CHANGES, RATES, SIZES, TIMERS, VENDORS
from clab.design.words.declared import declared
from clab.design.words.filler import FILLER
from clab.design.words.option_words import FAMILIES, OPTIONS
from clab.design.words.plain_text import plain
from clab.design.words.slips import meant
from clab.design.words.systems import SYSTEMS
from clab.design.words.vocabulary import (
    ARTICLES,
    NUMBERS,
    PROTOCOLS,
    ROLES,
    SHAPES,
    is_plural,
)

TokenType = Literal[
    "number", "article", "dimension", "stages", "system", "role", "shape", "protocol", "name", "asn", "vlan", "image",
    "prefix", "prefix6", "part", "pattern", "mask", "interface", "beyond", "option", "family", "word", "mark", "stop",
    "filler", "unknown",
]  # fmt: skip
HOST_NAME: Final = re.compile(
    r"(?:h|hosts?|clients?|pc|srv|servers?|vm)[-_]?\d+$|(?:host|client|pc|server|vm)[-_][a-z]$", re.IGNORECASE
)
"""A name that only a host has."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or form: its type, what it stands for, how it was written, its numbers, and whether it is a plural."""

    type: TokenType
    value: str
    text: str
    start: int
    numbers: tuple[int, ...] = ()
    plural: bool = False
    read_as: str = ""


def _form(text: str) -> str:
    """A form as a pattern: a blank in it is a blank or a dash in the request."""
    depth, found = 0, []
    for character in text:
        depth += (character == "[") - (character == "]")
        found.append(r"[ -]" if character == " " and not depth else character)
    return "".join(found)


_END = r"(?![\w])(?!\.\d)"


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_form(text)}){_END}", re.IGNORECASE)


_FORMS: Final[tuple[tuple[TokenType, tuple[tuple[str, str], ...]], ...]] = (
    ("system", SYSTEMS),
    ("shape", SHAPES),
    ("role", ROLES),
    ("protocol", PROTOCOLS),
    ("option", OPTIONS),
    ("family", FAMILIES),
    (
        "beyond",
        (
            (BEYOND, "beyond"),
            (VENDORS, "it is not said which of its systems, or there is none here"),
            (CHANGES, "labkeeper does not read that"),
            (SIZES, "it is not said how many"),
            (TIMERS, "it is not said which timer, or labkeeper writes none such"),
        ),
    ),
)


def _concepts() -> list[tuple[str, str]]:
    """Every form of the data file with its concept."""
    found: list[tuple[str, str]] = []
    for line in files(__package__).joinpath("lexicon.txt").read_text(encoding="utf-8").splitlines():
        concept, mark, text = line.partition(" = ")
        if not mark or line.startswith("#"):
            continue
        depth, inside, form = 0, False, ""
        for character in f"{text}|":
            inside = character != "]" if inside else character == "["
            depth += 0 if inside else (character == "(") - (character == ")")
            if character == "|" and not depth and not inside:
                found.append((concept, form))
                form = ""
            else:
                form += character
    return found


_TABLES: Final[tuple[tuple[TokenType, tuple[tuple[re.Pattern[str], str], ...]], ...]] = tuple(
    (kind, tuple((_compiled(pattern), value) for pattern, value in table))
    for kind, table in (*_FORMS, ("word", tuple((form, concept) for concept, form in _concepts())))
)
_IMAGE = re.compile(
    r"(?:[a-z0-9][a-z0-9.:_-]{0,80}/){1,4}[a-z0-9][\w.-]{0,80}(?::\w[\w.-]{0,60}\w)?|"
    r"[a-z][a-z0-9_-]{1,60}:\d[\w.-]{0,60}\w",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?![\w/])")
_PART = re.compile(r"(?<!\w)\.\d{1,3}(?:/\d{1,2})?(?![\w/]|\.\d)")
_PATTERN = re.compile(
    r"(?=(?:\d{1,3}\.){1,3}[xn])(?:\d{1,3}|[xn])(?:\.(?:\d{1,3}|[xn])){3}(?:/\d\d)?(?![\w/])", re.IGNORECASE
)
_DOC6 = re.compile(r"2001:db8:{0,2}(?= (?:addresses|addressing|space|prefix))", re.IGNORECASE)
_IPV6 = re.compile(r"[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}(?:/\d{1,3})?(?![\w.:/])", re.IGNORECASE)
_ISO_AREA = re.compile(r"(?:(?:is-?is )?(?:areas?|nets?) )?(?P<area>49\.\d{4})(?![\w.]\w|\w)", re.IGNORECASE)
_MASK = re.compile(r"(?<!\d)/(?:[89]|[1-6]\d|\d{3})s?(?![\w-])")
_RATE = re.compile(rf"(?:{RATES})(?!\w)", re.IGNORECASE)
_ASN = re.compile(
    r"(?:as|asn|as[ -]numbers?|autonomous[ -]systems?(?:[ -]numbers?)?)(?:[ -]?numbers?)? ?[:#]? ?(?P<first>\d{1,10})"
    r"(?: ?(?:-|–|(?:up )?to|through|until|\.\.) ?(?:asn? ?)?(?P<last>\d{2,10}))?(?!\w)",
    re.IGNORECASE,
)
_ASNS = re.compile(
    r"(?:asn?s|ases|as[ -]numbers|autonomous[ -]systems|asn?(?= ?\d{1,10} ?(?:,|and|&|/) ?(?:and )?\d)) ?:? ?"
    r"(?P<all>\d{1,10}(?: ?(?:,|and|&|/) ?(?:and )?\d{2,10}"
    r"(?= ?(?:[-,.;:)&/–]|$|(?:and|for|in|on|to|from|respectively|through|each)\b))){0,63})"
    r"(?: ?(?:-|–|to|through) ?(?P<last>\d{2,10}))?(?!\w)",
    re.IGNORECASE,
)
_VLANS = re.compile(
    r"vlans? ?(?:ids? ?)?(?P<all>\d{1,4}(?: ?(?:,|and|&) ?\d{1,4}(?!\d)"
    r"(?! (?:in|hosts?|pcs?|clients?|servers?|on|others?|spines?|lea(?:f|ves)|routers?|switch(?:es)?|srls?|frrs?|sr)\b)"
    r"){0,63})(?!\w)",
    re.IGNORECASE,
)
_DIMENSION = re.compile(r"(\d{1,3})(?: ?[x×] ?| by )(\d{1,3})(?!\w)", re.IGNORECASE)
_STAGES = re.compile(r"(\d|three|five|two)[ -](?:stages?|tiers?|levels?|layers?)(?!\w)", re.IGNORECASE)
_INTERFACE = re.compile(r"(?:eth\d{1,4}|ethernet-?\d{1,4}/\d{1,4}|e1-\d{1,4}|gi\d[\d/]{0,10})(?!\w)", re.IGNORECASE)
_NAME = re.compile(r"[a-z]{1,30}(?:[-_][a-z]{1,30}){0,4}[-_]?\d{1,9}[a-z]?(?:[-_]\d{1,9})?(?!\w)", re.IGNORECASE)
_MARK = re.compile(r"<?(?:---?|–|—|==?)>?|<->|->|\.\.\.?|↔|→|<=>")
_DASH = re.compile(r" ?- ?(?=[a-z])", re.IGNORECASE)
_BARE_ASN = re.compile(
    r"(?P<first>6(?:4[5-9]|5[0-5])\d\d|42\d{8})(?: ?(?:-|–|(?:up )?to|through) ?(?P<last>\d{5,10}))?(?!\w)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"v?\d{1,9}(?:\.\w{1,20}){1,6}(?!\w)", re.IGNORECASE)
_PAIRS_OF = re.compile(r"(two|three|four|[2-4]) (?:pairs|couples) of(?: the)?(?!\w)", re.IGNORECASE)
_SEVERAL = tuple(
    (re.compile(rf"(?:{form})(?!\w)", re.IGNORECASE), size)
    for form, size in (("(?:a )?(?:pair|couple) of(?: the)?", 2), ("(?:a )?trio(?: of)?", 3), ("half (?:a )?dozen", 6))
)
_SHARED = re.compile(
    r"(?:a |one |the )?(?:single |shared |common |same )?(?:lan|ethernet) segment(?!\w)|"
    r"(?:one|a single) (?:shared |common |flat |big )?lan(?!\w)|"
    r"(?:one|a single) (?:shared |common )?(?:broadcast|multi-?access|ethernet|l2|layer[ -]?2) "
    r"(?:lan|segment|domain)(?!\w)",
    re.IGNORECASE,
)
_SMALL_A_NAME = re.compile(r" (?:has|have|connects?|is|links to)\b| ?$", re.IGNORECASE)
_A_NAME = re.compile(
    r" ?[,;.:&/]| ?$| (?:has|have|connect\w*|is|are|link\w*|to|and|or|peers?|in|runs?|on|with|via|over|"
    r"announces?|prefers?)\b"
)
"""What stands behind a name `A`, and behind no article."""
_ONE_AREA = re.compile(r"(?:single|one|1)[ -]area(?!\w)", re.IGNORECASE)
_ALONE = re.compile(r"single[ -](?:homed|attached)(?!\w)", re.IGNORECASE)
_FREE = re.compile(r"-(?:free|less)(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,9})(?: ?x(?= ))?(?!\w)", re.IGNORECASE)
_TIMES = re.compile(r"(\d{1,2})x(?=(?:frr|srl?|nokia|c?eos|arista|router|spine|lea|host|pc|switch))", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w’]|'(?=\w)|-(?=\w)){0,80}")
_STOP = re.compile(r"[,;:.!?()|/+]")
_QUOTE = re.compile(r"[\"'`“”„«»*]")


def tokens(request: str, *, fillers: bool = False) -> tuple[Token, ...]:
    """All tokens of a request, fillers left out unless they are wanted."""
    text = plain(request)
    return _tokens(text, declared(text, known), fillers=fillers)


def _tokens(text: str, names: Mapping[str, str], *, fillers: bool = False) -> tuple[Token, ...]:
    found: list[Token] = []
    starts = _starts(text, names)
    place = 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        written = starts.get(place)
        if written is not None:
            token = Token("name", names[written], written, place)
        elif text[place] == "-" and found and found[-1].type == "name" and (place + 1 in starts or place + 2 in starts):
            token = Token("mark", "link", "-", place)
        else:
            token = _token(text, place, found)
            cut = next((one for one in range(place + 1, place + len(token.text)) if one in starts), None)
            if cut is not None:  # a name stands inside what would else be one form
                token = _token(text[:cut].rstrip(), place, found)
        place += len(token.text)
        if fillers or token.type != "filler" or token.read_as:
            found.append(replace(token, text=token.value) if written is not None else token)
    return tuple(found)


@cache
def known(word: str) -> bool:
    """Whether a word stands for something by itself."""
    found = _tokens(word, {})
    return not found or not any(token.type == "unknown" or token.read_as for token in found)


_ARTICLE = re.compile(
    r" (?!and\b|to\b|in\b|is\b|are\b|has\b|on\b|or\b|with\b|connect|link|peer|run)[a-z]{2,}", re.IGNORECASE
)


def _starts(text: str, names: Mapping[str, str]) -> Mapping[int, str]:
    """Where a declared name stands; `a` before a word of its own is an article."""
    found: dict[int, str] = {}
    for name in sorted(names, key=len):
        for match in re.finditer(rf"(?<![\w]){re.escape(name)}(?![\w])", text):
            if not (name in ("a", "A", "I") and _ARTICLE.match(text, match.end())):
                found[match.start()] = name
    return found


def _token(text: str, place: int, before: list[Token]) -> Token:
    last = before[-1] if before else None
    for rule in (_literal, _number, _lexical):
        token = rule(text, place, last)
        if token is not None:
            return token
    word = _WORD.match(text, place)
    if word is None:
        digits = re.compile(r"\w+").match(text, place)
        return Token("unknown", "", digits[0] if digits else text[place], place)
    return _unknown(word[0], place)


def _literal(text: str, place: int, last: Token | None) -> Token | None:
    """What is recognised by how it is written: addresses, images, AS numbers, links between names."""
    if found := _ISO_AREA.match(text, place):
        return Token("option", f"iso_area {found['area']}", found[0], place)
    if found := _PATTERN.match(text, place):
        return Token("pattern", re.sub("[xn]", "{n}", found[0].lower()), found[0], place)
    if found := _PART.match(text, place):
        return Token("part", found[0], found[0], place)
    if found := _PREFIX.match(text, place):
        return _address(found[0], place)
    if found := _DOC6.match(text, place):
        return Token("prefix6", "2001:db8::", found[0], place)
    if (found := _IPV6.match(text, place)) and ":" in found[0][1:]:
        return Token("prefix6", found[0], found[0], place)
    named = last is not None and last.value == "image"
    if (found := _IMAGE.match(text, place)) and (named or ("/" in found[0] and ":" in found[0])):
        return Token("image", found[0], found[0], place)
    if found := _MASK.match(text, place):
        return Token("mask", found[0].strip("/s"), found[0], place)
    if found := _ASNS.match(text, place):
        numbers = tuple(int(match) for match in re.findall(r"\d+", found["all"]))
        if len(numbers) > 1 or found["last"]:
            return Token("asn", "as", found[0], place, _range(numbers, found["last"]))
    if found := _ASN.match(text, place):
        return Token("asn", "as", found[0], place, _range((int(found["first"]),), found["last"]))
    if found := _BARE_ASN.match(text, place):
        return Token("asn", "as", found[0], place, _range((int(found["first"]),), found["last"]))
    if found := _VLANS.match(text, place):
        return Token("vlan", "vlan", found[0], place, tuple(int(item) for item in re.findall(r"\d+", found["all"])))
    if found := _DIMENSION.match(text, place):
        return Token("dimension", found[0], found[0], place, (int(found[1]), int(found[2])))
    if found := _STAGES.match(text, place):
        return Token("stages", found[0], found[0], place, (_value(found[1]),))
    if found := _RATE.match(text, place):
        return Token("beyond", "a rate, delay or loss, which containerlab's file cannot hold", found[0], place)
    if found := _INTERFACE.match(text, place):
        return Token("interface", found[0].lower(), found[0], place)
    if found := _MARK.match(text, place):
        return Token("mark", "link", found[0], place)
    if text[place] == "-":
        return _dash(text, place, last)
    if text[place] == "@":
        return Token("word", "place", "@", place)
    return None


def _dash(text: str, place: int, last: Token | None) -> Token:
    """A dash between two names is a link; after a number or a word it only joins them."""
    following = _NAME.match(text, place + 1 if text[place + 1 : place + 2] != " " else place + 2)
    if last is not None and (last.type == "name" or text[place + 1 : place + 2] == " ") and following:
        return Token("mark", "link", "-", place)
    return Token("filler" if text[place + 1 : place + 2] != " " else "stop", "-", "-", place)


def _address(text: str, place: int) -> Token:
    try:
        ipaddress.ip_interface(text)
    except ValueError:
        return Token("unknown", text, text, place)
    return Token("prefix", text, text, place)


def _range(numbers: tuple[int, ...], last: str | None) -> tuple[int, ...]:
    if last is None or not numbers[-1] < int(last) <= numbers[-1] + 255:
        return numbers
    return (*numbers[:-1], *range(numbers[-1], int(last) + 1))


def _value(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS[word.lower()]


def _number(text: str, place: int, last: Token | None) -> Token | None:
    found = _NUMBER.match(text, place) or _TIMES.match(text, place)
    if (pairs := _PAIRS_OF.match(text, place)) is not None:
        return Token("number", "pairs of", pairs[0], place, (2 * _value(pairs[1]),))
    for several, size in _SEVERAL:
        if (counted := several.match(text, place)) is not None:
            return Token("number", counted[0], counted[0], place, (size,))
    if (shared := _SHARED.match(text, place)) is not None:
        return Token("shape", "lan", shared[0], place)
    version = _VERSION.match(text, place)
    if version:
        return Token("unknown", version[0], version[0], place)
    if found:
        number = int(found[1])
        if last is not None and last.type == "asn" and number > 255:
            return Token("asn", "as", found[0], place, (number,))
        return Token("number", found[1], found[0], place, (number,))
    if (area := _ONE_AREA.match(text, place)) is not None:
        return Token("word", "layer", area[0], place)
    word = _WORD.match(text, place)
    plain = word[0].lower() if word else ""
    if (alone := _ALONE.match(text, place)) is not None:
        return Token("word", "nothing", alone[0], place)
    head = plain.partition("-")[0]
    if word and plain == "a" and (_A_NAME if word[0] == "A" else _SMALL_A_NAME).match(text, place + 1):
        return Token("name", word[0], word[0], place)
    if word and head in ARTICLES and plain == head:
        return Token("article", head, word[0], place, (1,))
    if head in NUMBERS:
        return Token("number", head, text[place : place + len(head)], place, (NUMBERS[head],))
    return None


def _lexical(text: str, place: int, last: Token | None) -> Token | None:
    """The longest form of the vocabulary, a name where it is longer, a filler where nothing else is."""
    best: Token | None = None
    for kind, table in _TABLES:
        for pattern, value in table:
            found = pattern.match(text, place)
            if found and (best is None or len(found[0]) > len(best.text)):
                best = Token(kind, value, found[0], place, plural=is_plural(found[0]))
    if best is not None and best.type == "beyond" and (free := _FREE.match(text, place + len(best.text))):
        return Token("word", "nothing", best.text + free[0], place)
    if best is not None and best.text == "as" and best.type == "role" and not _counts(last):
        best = Token("word", "be", "as", place)
    name = _NAME.match(text, place)
    if name and name[0].lower() not in FILLER and (best is None or len(name[0]) > len(best.text)):
        return Token("name", name[0], name[0], place)
    if name and name[0].lower() in FILLER and (best is None or len(best.text) <= len(name[0])):
        return Token("filler", name[0], name[0], place)
    word = _WORD.match(text, place)
    if word and word[0].lower().removesuffix("'s") in FILLER and (best is None or len(best.text) <= len(word[0])):
        return best or Token("filler", word[0], word[0], place)
    if best is not None:
        return best
    if _QUOTE.match(text, place):
        return Token("filler", text[place], text[place], place)
    stop = _STOP.match(text, place)
    return Token("stop", stop[0], stop[0], place) if stop else None


def _counts(last: Token | None) -> bool:
    """Whether a word before `as` makes it an autonomous system: `each as`, `the same as`."""
    return last is not None and (last.type in ("number", "article") or last.value in ("each", "own", "same"))


def _unknown(word: str, place: int) -> Token:
    plain = word.lower()
    for whole in (plain, *plain.split("-")[:1]):
        near = meant(whole)
        if near and whole not in FILLER:
            token = _token(near, 0, [])
            text = word[: len(whole)]
            return Token(token.type, token.value, text, place, token.numbers, token.plural, read_as=near)
    return Token("unknown", word, word, place)
