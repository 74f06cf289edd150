"""Form: an empty text, placeholders left over, control characters, and lengths that nobody reads."""

import re

from agent.core.monitor import Finding, Monitor, Prose
from agent.core.reading import Span

PLACEHOLDER = re.compile(
    r"\{\s*F\d+\s*\}|\{\{.*?\}\}|<\|[^|]{1,40}\|>|\[(?:INSERT|TODO|TBD|NAME|TIME|NODE)[^\]]{0,30}\]"
)
BLANK = re.compile(
    r"\{\{?\s*[A-Za-z_][\w .]{0,30}\}|<[A-Za-z_][\w ]{0,24}>|\[\[[^\]]{1,40}\]\]|\[[A-Z_]{3,}[^\]]{0,20}\](?!\()|"
    r"\[(?:node|name|time|date|peer|cause|duration|address|interface|count|number|value)[ _\w]{0,12}\](?!\()|"
    r"\$[A-Z_]{2,}\b|\$\{\w+\}|%[sd]\b|\b(?:TBD|TODO|FIXME|X{2,4})\b|_{2,}(?::_{2,})?|\?{3,}"
)
"""What a template leaves behind."""
FACT = re.compile(r"(?<![\w.:/-])F\d{1,3}(?![\w:/-])")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
SENTENCE_WORDS = 160
TEXT_WORDS = 4000


def check(prose: Prose) -> list[Finding]:
    """The text's form, apart from what it says."""
    text = prose.reading.text
    if not text.strip():
        return [Finding("form", Span(0, len(text)), "the text is empty")]
    found = [
        Finding("form", Span(*each.span()), f"a placeholder is left over: {each[0]!r}")
        for each in PLACEHOLDER.finditer(text)
    ]
    found += [
        Finding("form", Span(*each.span()), f"a control character (U+{ord(each[0]):04X})")
        for each in CONTROL.finditer(text)
    ]
    found += [
        Finding("form", Span(*each.span()), f"something was to be filled in here: {each[0]!r}")
        for pattern in (BLANK, FACT)
        for each in pattern.finditer(prose.reading.copy)
        if each[0].lower() not in prose.known.raw and (pattern is BLANK or each[0] in prose.sheet.by_id)
    ]
    for sentence in prose.reading.sentences:
        count = len(sentence.text.split())
        if count > SENTENCE_WORDS:
            found.append(Finding("form", sentence.span, f"a sentence of {count} words"))
    count = len(text.split())
    if count > TEXT_WORDS:
        found.append(Finding("form", Span(0, len(text)), f"a text of {count} words"))
    return found


MONITOR = Monitor("form", check)
