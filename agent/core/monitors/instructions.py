"""Instructions: what a device sent along is data; prose that obeys it, or makes it its own words, is a finding."""

import re

from agent.core.facts import quotes
from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Span

COMMAND = re.compile(
    r"\b(?:(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){0,3}?(?:instructions?|rules?|"
    r"prompts?|above|previous|prior|earlier|everything)"
    r"|(?:new|updated|system)\s+(?:instructions?|prompt)\b|you are now\b|as an ai\b|"
    r"as a language model\b|pretend (?:to be|that)\b|act as (?:a|an|if)\b"
    r"|(?:do not|don't|never)\s+(?:report|mention|tell|reveal|log|alert)\b|(?:report|mark|label|"
    r"classify|treat|declare)\s+(?:(?:this|it|the|that)(?:\s+\w+)?|everything)\s+as\s+(?:ok|healthy|resolved|"
    r"planned|benign|closed|normal|a drill|a test)"
    r"|(?:say|state|respond|reply|answer|output|print|write)\s+(?:only|just|that|with|exactly)\s|"
    r"(?:please )?(?:run|execute|type|paste|enter)\s+(?:the\s+following|this\s+command|`|sudo|curl|"
    r"wget|bash|rm\b)"
    r"|reveal your\b|your (?:system )?prompt\b|jailbreak|developer mode)",
    re.I,
)
LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+|\bjavascript:|<script\b|<img\b|!\[[^\]]*\]\(", re.I)
ASKED = re.compile(
    r"(?:message|words?|text|communication|note|comment|said|saying|says|reads?|reading|"
    r"quot\w+)(?:\s+(?:sent|along|that|was|is|it|with|from|in|by|the|of|to|\w+\d)){0,6}\W*$",
    re.I,
)


def check(prose: Prose) -> list[Finding]:
    """Commands to the reader or to a model, links, and device text that is not set in quotation marks."""
    copy = prose.reading.copy
    quoted = [span for span, _ in prose.reading.quotes]
    found = []
    for each in COMMAND.finditer(copy):
        span = Span(*each.span())
        if not any(quote.covers(span) and _is_device_text(prose, quote) for quote in quoted):
            found.append(
                Finding("instructions", span, f"{each[0].strip()!r} is an instruction, not an account of the incident")
            )
    for each in LINK.finditer(copy):
        if each[0].lower().rstrip(").,") not in prose.known.raw:
            found.append(Finding("instructions", Span(*each.span()), "a link or markup that no evidence holds"))
    found += _unmarked(prose, quoted)
    return [*found, *_misquoted(prose)]


def _is_device_text(prose: Prose, quote: Span) -> bool:
    words = " ".join(prose.reading.text[quote.start + 1 : quote.end - 1].lower().split()).rstrip(".,;:")
    return words in prose.known.raw


def _unmarked(prose: Prose, quoted: list[Span]) -> list[Finding]:
    """Words of a device that read like an order, repeated without quotation marks."""
    found = []
    for text in quotes(prose.sheet.incident):
        if not COMMAND.search(text):
            continue
        for each in re.finditer(re.escape(text), prose.reading.text, re.I):
            span = Span(*each.span())
            if not any(quote.meets(span) for quote in quoted):
                found.append(Finding("instructions", span, "words of a device stand here as if they were ours"))
    return found


def _misquoted(prose: Prose) -> list[Finding]:
    """A quotation that is said to come from a device, and that no device wrote."""
    found = []
    for span, words in prose.reading.quotes:
        flat = " ".join(words.lower().split()).rstrip(".,;:!?")
        if (
            len(flat.split()) >= 3
            and flat not in prose.known.raw
            and ASKED.search(prose.reading.copy[max(0, span.start - 60) : span.start])
        ):
            found.append(Finding("instructions", span, "no evidence holds these words"))
    return found


MONITOR = Monitor("instructions", check)
