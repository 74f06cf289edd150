"""Counts and other numbers: "three of its sessions", "a limit of 20 prefixes", "50 %", a bare 4711. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agent.core.reading.numbers import BEFORE, DIGITS, NUMBER, value_of
from agent.core.reading.text import Span

NounKind = Literal["session", "node", "loss", "prefix", "link", "family", "incident", "end", "percent", "limit", "bare"]

NOUNS: dict[NounKind, str] = {
    "session": r"(?:BGP |iBGP |eBGP |IPv[46] |EVPN )*(?:sessions?|peerings?|adjacenc(?:y|ies)|neighbou?rships?|"
    r"neighbou?rs?|peers?|connections?|outages?)",
    "node": r"(?:nodes?|routers?|switch(?:es)?|devices?|boxes|machines?|leafs?|leaves|spines?|hosts?|containers?)",
    "loss": r"(?:losses|loss|times|flaps?|drops?|occasions?|interruptions?)",
    "prefix": r"(?:prefix(?:es)?|routes?|networks?|NLRIs?)",
    "link": r"(?:links?|interfaces?|ports?|cables?)",
    "family": r"(?:address[ -]famil(?:y|ies)|famil(?:y|ies)|AFIs?)",
    "incident": r"(?:incidents?|faults?|plots?)",
    "end": r"(?:ends?|sides?|directions?)",
    "percent": r"(?:%|per ?cent)",
}
FILL = (
    r"(?:(?:of|the|its|their|these|those|all|lost|affected|failed|dropped|other|more|further|distinct|"
    r"different|separate|established|received|announced|BGP|iBGP|eBGP|remaining|individual|unrelated|"
    r"internal|external|parallel|separate|transport|concerned|involved|impacted)\s+){0,4}"
)
COUNTED = re.compile(
    rf"{BEFORE}(?P<n>{NUMBER})(?P<fill>[\s-]+{FILL}|\s*(?=%))(?:"
    + "|".join(f"(?P<{k}>{v})" for k, v in NOUNS.items())
    + r")(?![\w])|"
    + rf"{BEFORE}(?P<p>{DIGITS})\s*%",
    re.I,
)
LIMIT = re.compile(
    rf"\b(?:limit|maximum|max|threshold|cap|ceiling)(?:\s+(?:of|is|was|at|being|set|to|"
    rf"configured))*[\s:=(]+(?P<n>{NUMBER})\b(?!\s*(?:s|ms|sec|min)\b)|"
    rf"(?P<n2>{NUMBER})[\s-]prefix(?:es)?[\s-](?:limit|maximum|max|cap)",
    re.I,
)
PART = re.compile(
    rf"{BEFORE}(?P<n>{NUMBER}|none) (?:out )?of (?:(?:the|its|their|these|those|all|" rf"a total of) )*(?={NUMBER}\s)",
    re.I,
)
NTH = re.compile(r"(?<![\w.])(?P<n>\d+)(?:st|nd|rd|th)\s+(?:\w+\s+)?(?:prefix|route)\b", re.I)
TWICE = re.compile(r"\b(?P<w>once|twice|thrice)\b(?! (?:over|as|the|more|again))", re.I)
TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
BARE = re.compile(rf"{BEFORE}(?<![#$])(?P<n>{DIGITS})(?![\w:]|[.,]\d|/\d)")
OTHER = re.compile(r"\b(?:other|another|more|further|remaining|last|first|next)\b", re.I)
SHADED = re.compile(
    r"(?P<least>at least|no fewer than|no less than)\s*$|(?P<most>at most|up to|no more than)\s*$|"
    r"(?P<more>more than|over)\s*$|(?P<fewer>fewer than|less than)\s*$|(?P<about>about|around|"
    r"roughly|some|approximately)\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts; `of` is the whole where the text says "two of the three"."""

    span: Span
    text: str
    value: float
    noun: NounKind
    shade: str = ""
    other: bool = False
    part: bool = False
    """The "two" of "two of the three sessions"."""
    whole: bool = False
    """The "three" of it."""


def counts(copy: str, taken: Sequence[Span]) -> list[Count]:
    """All counts in a plain copy that lie outside what was read as something else."""
    found: list[Count] = []

    parts = list(PART.finditer(copy))

    def add(span: Span, text: str, value: float | None, noun: NounKind, fill: str = "") -> None:
        if value is None or any(span.meets(each) for each in taken) or any(span.meets(each.span) for each in found):
            return
        shade = SHADED.search(copy[max(0, span.start - 16) : span.start])
        before = copy[max(0, span.start - 12) : span.start]
        other = bool(OTHER.search(fill) or re.search(rf"{OTHER.pattern}\s+$", before, re.I))
        whole = any(each.end() == span.start for each in parts)
        found.append(Count(span, text, value, noun, (shade.lastgroup or "") if shade else "", other, whole=whole))
        for each in parts:
            if each.end() == span.start and (amount := value_of(each["n"])) is not None:
                found.append(Count(Span(*each.span("n")), each["n"], amount, noun, part=True))

    for each in LIMIT.finditer(copy):
        group = "n" if each["n"] else "n2"
        add(Span(*each.span(group)), each[group], value_of(each[group]), "limit")
    for each in COUNTED.finditer(copy):
        if each["p"]:
            add(Span(*each.span()), each[0], value_of(each["p"]), "percent")
            continue
        noun: NounKind = next((kind for kind in NOUNS if each[kind]), "bare")
        add(Span(*each.span()), each[0], value_of(each["n"]), noun, each["fill"])
    for each in NTH.finditer(copy):
        add(Span(*each.span()), each[0], value_of(each["n"]), "prefix")
    for each in TWICE.finditer(copy):
        if each["w"].lower() != "once" or re.search(
            r"\b(?:only|just|exactly|lost|down|dropped|failed|flapped)\s+(?:\w+\s+)?$", copy[: each.start()][-24:], re.I
        ):
            add(Span(*each.span()), each[0], TIMES[each["w"].lower()], "loss")
    for each in BARE.finditer(copy):
        add(Span(*each.span("n")), each["n"], value_of(each["n"]), "bare")
    return sorted(found, key=lambda each: each.span.start)
