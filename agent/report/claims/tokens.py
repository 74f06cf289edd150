"""A sentence as tokens: plain words, signs, and values (names, addresses, times, durations, counts) of known kinds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal

from agent.report.claims.quantities import VAGUE, Clock, Length, calendar_date, clock, length, number
from agent.report.words import FAMILIES
from clab.units import unit_s

Kind = Literal[
    "word",
    "sign",
    "number",
    "time",
    "duration",
    "address",
    "node",
    "place",
    "family",
    "severity",
    "id",
    "date",
    "quote",
    "code",
    "?",
]
Payload = str | int | Clock | Length | None

RUN = re.compile(r"[A-Za-z0-9_](?:[\w./:%+-]*[A-Za-z0-9_])?|::[0-9A-Fa-f][0-9A-Fa-f:]*|'s\b|[^\w\s]", re.ASCII)
"""A run of the signs that names, addresses and numbers are made of, or one sign; grows linearly with its text."""

QUOTED = re.compile(r"\"[^\"\n]{3,200}\"|“[^”\n]{3,200}”|`[^`\n]{3,200}`|(?<!\w)'[^'\n]{3,200}'(?!\w)")
_CODE = re.compile(r"\d{1,2}/\d{1,2}", re.ASCII)
_PORT = re.compile(r"(?:eth|ens|ge|xe|et|swp|gi|te|ethernet|enp)[-\d/.s]{1,16}", re.ASCII)

FAMILY_WORDS = {
    **{name.lower(): name for name in FAMILIES},
    "ipv4": "ipv4Unicast", "v4": "ipv4Unicast", "ipv6": "ipv6Unicast", "v6": "ipv6Unicast", "evpn": "l2VpnEvpn",
    "vpnv4": "ipv4Vpn", "vpnv6": "ipv6Vpn",
}  # fmt: skip
AFTER_FAMILY = {"unicast"}
DROPPED = {"*", "#", "`", "_", "’"}
"""Signs of Markdown that say nothing."""

MONTHS = {
    name: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"), 1,
    )
}  # fmt: skip
ARTICLES = ("a", "an")
DASHES = {"-", "–", "—", "/", "<", ">", "↔"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word, sign or value, with its place in the text. An unknown name is a value, too: its `payload` is None."""

    kind: Kind
    text: str
    start: int
    end: int
    payload: Payload = None

    @property
    def lower(self) -> str:
        """The text in small letters."""
        return self.text.lower()


@dataclass(frozen=True)
class Names:
    """What an incident's names are: routers, places such as `e1:eth1`, and its id; each by its spelling in small."""

    nodes: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    texts: tuple[str, ...] = ()
    """What devices wrote, in small letters: words in quotation marks may be from there."""

    @classmethod
    def of(cls, nodes: Iterable[str], places: Iterable[str], id_: str) -> "Names":
        """Names as they are written."""
        return cls({node.lower(): node for node in nodes}, {place.lower(): place for place in places}, id_)


def tokens(text: str, names: Names, start: int = 0, end: int | None = None) -> list[Token]:
    """A part of a text as tokens; spans are those of the whole text."""
    found: list[Token] = []
    end = len(text) if end is None else end
    at = start
    for quote in QUOTED.finditer(text, start, end) if names.texts else ():
        words = quote[0][1:-1].strip().rstrip(".,").lower()
        if any(words in line for line in names.texts):
            found += _runs(text, at, quote.start(), names)
            found.append(Token("quote", quote[0], quote.start(), quote.end(), words))
            at = quote.end()
    found += _runs(text, at, end, names)
    return _with_units(_joined(found))


def _runs(text: str, start: int, end: int, names: Names) -> list[Token]:
    return [
        token
        for match in RUN.finditer(text, start, end)
        if match[0] not in DROPPED
        for token in _run(match[0], match.start(), names)
    ]


def _run(text: str, start: int, names: Names) -> list[Token]:
    head, slash, tail = text.partition("/")
    pair = slash and not tail.isdecimal()
    one, other = (_address(head, start), _address(tail, start + len(head) + 1)) if pair else (None, None)
    if one is not None and other is not None:
        return [one, Token("sign", "–", start + len(head), start + len(head) + 1), other]
    whole = _value(text, start, names)
    if whole is not None:
        return [whole]
    if text[0].isalnum():
        for sign in ("-", "/", "+"):
            head, cut, tail = text.partition(sign)
            if cut and head and tail:
                left, right = _value(head, start, names), _value(tail, start + len(head) + 1, names)
                if left and right and {left.kind, right.kind} <= {"node", "family"}:
                    dash = Token(
                        "sign", "–" if left.kind == "node" else "and", start + len(head), start + len(head) + 1
                    )
                    return [left, Token("word", "and", dash.start, dash.end) if left.kind == "family" else dash, right]
    words = text.split("/")
    named = all(word.lower() in names.nodes for word in words)
    if len(words) > 1 and (named or all(word.isalpha() for word in words)):
        at = start
        found: list[Token] = []
        for word in words:
            found += [Token("sign", "–", at - 1, at)] if found else []
            found += _run(word, at, names)
            at += len(word) + 1
        return found
    kind: Kind = "sign" if not text[0].isalnum() and text != "'s" else "word"
    if kind == "word" and any(item.isdigit() for item in text):
        return [Token("node" if re.fullmatch(r"[a-z]+[-_]?\d{1,3}", text) else "?", text, start, start + len(text))]
    shown = "–" if text in DASHES else "and" if text == "&" else text
    return [Token(kind, shown, start, start + len(text))]


def _value(text: str, start: int, names: Names) -> Token | None:
    lower, end = text.lower(), start + len(text)
    if lower in names.places:
        return Token("place", text, start, end, names.places[lower])
    if lower in names.nodes:
        return Token("node", text, start, end, names.nodes[lower])
    if text == names.id:
        return Token("id", text, start, end, text)
    if text in ("OK", "WARNING", "ACTION"):
        return Token("severity", text, start, end, text)
    if lower in FAMILY_WORDS:
        return Token("family", text, start, end, FAMILY_WORDS[lower])
    if (moment := clock(text)) is not None:
        return Token("time", text, start, end, moment)
    if (count := number(text)) is not None:
        return Token("number", text, start, end, count)
    if _CODE.fullmatch(text):
        return Token("code", text, start, end, text)
    if lower.startswith("as") and lower[2:].isdecimal() and len(lower) < 13:
        return Token("number", text, start, end, int(lower[2:]))
    if _PORT.fullmatch(lower):
        return Token("place", text, start, end, text)
    if calendar_date(text):
        return Token("date", text, start, end, text)
    if (span := _glued(text)) is not None:
        return Token("duration", text, start, end, span)
    if text[0].isalnum() and any(item in text for item in ".:"):
        return _address(text, start) or _strange(text, start)
    return None


def _glued(text: str) -> Length | None:
    """`10.6s`, `29.8-second`: an amount and its unit in one run."""
    cut = next((k for k, item in enumerate(text) if not (item.isdigit() or item == ".")), 0)
    if cut:
        return length(text[:cut], text[cut:].lstrip("-"))
    amount, hyphen, unit = text.rpartition("-")
    return length(amount, unit) if hyphen and unit_s(unit) else None


def _address(text: str, start: int) -> Token | None:
    if "." not in text and ":" not in text:
        return None
    try:
        ip_address(text.partition("/")[0])
    except ValueError:
        return None
    return Token("address", text, start, start + len(text), text.partition("/")[0].lower())


def _strange(text: str, start: int) -> Token | None:
    node, colon, port = text.partition(":")
    if colon and node and port and any(item.isdigit() for item in port) and node[0].isalpha():
        return Token("place", text, start, start + len(text))
    return Token("?", text, start, start + len(text)) if any(each.isdigit() for each in text) else None


def _joined(found: list[Token]) -> list[Token]:
    """Values that are written with a space in them: `13.0 s`, `1 min 6 s`, `2026-11-22 21:16:23`, `IPv4 unicast`."""
    done: list[Token] = []
    for token in found:
        last = done[-1] if done else None
        if last is not None and last.text == token.text == "–":
            continue  # `<->` and `--`
        if last is not None and (joined := _pair(last, token)) is not None:
            done[-1] = joined
            if len(done) > 1 and (more := _pair(done[-2], joined)) is not None:
                done[-2:] = [more]  # `1 min` and `6 s`
            if (
                len(done) > 2
                and done[-2].lower == "and"
                and (more := _pair(done[-3], done[-1], compound=True)) is not None
            ):
                done[-3:] = [more]  # `a minute and six seconds`
            if (half := _half(done[-4:])) is not None:
                done[-4:] = [half]
            if len(done) > 2 and (low := _low(done[-4:])) is not None:
                done[-3] = low
            continue
        done.append(token)
        if len(done) > 2 and done[-2].lower == "and" and (joined := _pair(done[-3], token, compound=True)) is not None:
            done[-3:] = [joined]
    return done


def _with_units(found: list[Token]) -> list[Token]:
    """`out for ten seconds, IPv4 for eight`: a bare count behind `for` at an end has the unit of the one before."""
    unit = ""
    for at, token in enumerate(found):
        bare = token.kind == "number" and at > 0 and found[at - 1].lower == "for"
        if token.kind == "duration":
            unit = token.text.split()[-1]
        elif unit and bare and all(item.kind == "sign" for item in found[at + 1 : at + 2]):
            found[at] = Token("duration", token.text, token.start, token.end, length(token.text, unit))
    return found


def _low(run: list[Token]) -> Token | None:
    """`between 28.5 and 29.2 seconds`, `28.5 to 29.2 seconds`: the unit is that of both."""
    first, join, last = run[-3:]
    between = join.lower in ("to", "–") or (join.lower == "and" and run[0].lower == "between")
    if not between or first.kind not in ("number", "?") or not isinstance(last.payload, Length):
        return None
    span = length(first.text, last.text.split()[-1])
    return None if span is None else Token("duration", first.text, first.start, first.end, span)


def _half(run: list[Token]) -> Token | None:
    """`two and a half seconds`: half a unit is how exactly it is meant."""
    if len(run) < 4 or [token.lower for token in run[1:3]] != ["and", "a"] or run[0].kind != "number":
        return None
    half, unit = run[3].payload, run[3].lower.removeprefix("half ")
    whole = length(run[0].text, unit)
    if whole is None or not isinstance(half, Length) or unit == run[3].lower:
        return None
    text = " ".join(token.text for token in run)
    return Token("duration", text, run[0].start, run[3].end, Length(whole.value_s + half.value_s, half.value_s))


def _day(last: Token, token: Token) -> str | None:
    """`22 November`, `November 22`, and with the year behind it; as `11-22` or `2026-11-22`."""
    if last.kind == "date" and isinstance(last.payload, str) and len(last.payload) == 5:
        year = token.payload
        return (
            f"{year}-{last.payload}" if token.kind == "number" and isinstance(year, int) and 999 < year < 9999 else None
        )
    for number_, word in ((last, token), (token, last)):
        month = MONTHS.get(word.lower)
        if month and number_.kind == "number" and isinstance(number_.payload, int) and 0 < number_.payload < 32:
            return f"{month:02d}-{number_.payload:02d}"
    return None


def _pair(last: Token, token: Token, *, compound: bool = False) -> Token | None:
    payload: Payload = None
    kind: Kind = "duration"
    if isinstance(last.payload, Length) and isinstance(token.payload, Length):
        if token.payload.step_s < last.payload.step_s and token.payload.value_s < last.payload.step_s:
            payload = Length(last.payload.value_s + token.payload.value_s, token.payload.step_s)
    elif compound:
        return None
    elif token.kind == "word" and last.kind in ("number", "?") and unit_s(token.lower):
        payload = length(last.text, token.text)
    elif isinstance(token.payload, Clock) and token.payload.date is None and calendar_date(last.text):
        kind, payload = "time", Clock(token.payload.day_ns, token.payload.step_ns, last.text)
    elif last.kind == "time" and token.text in ("UTC", "Z"):
        kind, payload = "time", last.payload
    elif (day := _day(last, token)) is not None:
        kind, payload = "date", day
    elif last.kind == "family" and token.lower in AFTER_FAMILY:
        kind, payload = "family", last.payload
    elif last.lower in ARTICLES and token.lower in ("second", "minute", "hour", "millisecond"):
        payload = length("1", token.lower)
    elif token.kind == "word" and last.lower in VAGUE:
        payload = length(last.lower, token.lower)
    elif last.lower in ("half", "a half") and isinstance(token.payload, Length) and token.text.startswith("a"):
        payload = length("half", token.lower.split()[-1])
    elif last.lower == "l2vpn" and token.payload == "l2VpnEvpn":
        kind, payload = "family", token.payload
    return None if payload is None else Token(kind, f"{last.text} {token.text}", last.start, token.end, payload)
