"""Where the lines of a text end statements, and where an editor only wrapped them. Pure.

A logbook, a ticket or a table has one statement a line and often no full stop; a letter is wrapped wherever the next
word did not fit. A break is meant where the next word would have fitted, or where the line after it begins like an
entry: with a bullet, a time, a label, a peering.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

NARROW = 60
"""Nobody wraps prose more narrowly: in a paragraph of shorter lines each break is meant."""

PARAGRAPH = re.compile(r"(?:(?!\n[ ]*\n).)+", re.S)
ENTRY = re.compile(
    r"[ ]*(?:[-•#|>+]\s|#|\||\d{1,2}[.)]\s|\[?\d{4}-\d\d-\d\d|\[?\d{1,2}:\d\d\b|"
    r"[A-Za-z][\w'-]*(?: [\w'-]+){0,2}:(?:\s|$)|"
    r"[A-Za-z][\w.-]*\d\s*(?:\([^)\n]*\)\s*)?(?:-|/|>|<-?>)\s*[A-Za-z][\w.-]*\d\b)"
)
GOES_ON = re.compile(
    r"(?:[^\S\n]|^)(?:an?|the|and|or|but|of|to|at|in|on|by|for|from|with|between|because|due|until|since|after|"
    r"before|that|which|its|their|is|are|was|were|has|have|had|been|not|no|about|both|all)[ ]*$|[(,&/]$",
    re.I,
)


def breaks(copy: str) -> Iterator[int]:
    """The line breaks that end a statement: where the next line begins."""
    for paragraph in PARAGRAPH.finditer(copy):
        at = paragraph.start()
        starts = []
        for line in paragraph[0].split("\n"):
            starts.append((at, line.rstrip()))
            at += len(line) + 1
        width = max(NARROW, *(len(line) for _, line in starts))
        meant = [_meant(line, after, width) for (_, line), (_, after) in pairwise(starts)]
        listed = sum(meant) * 2 > len(meant)
        for (_, line), (start, after), here in zip(starts, starts[1:], meant, strict=False):
            if here or "|" in line + after or (listed and not GOES_ON.search(line)):
                yield start


def _meant(line: str, after: str, width: int) -> bool:
    """Whether somebody broke this line on purpose."""
    if ENTRY.match(after):
        return True
    first = after.split(maxsplit=1)[:1]
    fitted = bool(first) and len(line) + 1 + len(first[0]) <= width
    anew = bool(re.match(r"[ ]*[A-Z\d]", after)) or all(re.search(r"\d", each) for each in (line, after))
    return fitted and anew and not GOES_ON.search(line)
