"""Text from outside without what steers a terminal or hides on a page. Pure.

Control characters become their pictures (U+2400: the evidence keeps its length and shows what was sent), line ends and
odd blanks become blanks, and everything else that is not printable (marks of writing direction, zero-width signs, lone
surrogates) becomes U+FFFD. Unicode's own categories decide (UAX 44, `General_Category`).
"""

import unicodedata
from typing import Any

MARK = "\N{REPLACEMENT CHARACTER}"
BLANKS = ("Zs", "Zl", "Zp")


def clean(text: str) -> str:
    """The text as one line that shows what it is."""
    if text.isprintable():
        return text
    return "".join(item if item.isprintable() else _shown(item) for item in text)


def _shown(char: str) -> str:
    if char in "\t\n\r\v\f\x85" or unicodedata.category(char) in BLANKS:
        return " "
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else MARK


def clean_lines(text: str) -> str:
    """The same for a text of several lines: its newlines stay."""
    return text if text.isprintable() else "\n".join(clean(part) for part in text.split("\n"))


def clean_data(data: Any) -> Any:
    """JSON or YAML data with all its texts and keys cleaned."""
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, list):
        return [clean_data(item) for item in data]
    if isinstance(data, dict):
        return {clean(key) if isinstance(key, str) else key: clean_data(value) for key, value in data.items()}
    return data
