"""The words that put events in order: before, after, then, first and last. Pure."""

import re

AFTER = re.compile(
    r"^\W*(?:and |but |only |shortly |soon |just |right |immediately )*"
    r"(?:after(?!wards|\s+which|\s+th(?:at|is)\b)|once|"
    r"as soon as|following)\b",
    re.I,
)
SINCE = re.compile(r"^\W*(?:since|because|with|now that)\b(?! (?:that|then|about|\d))", re.I)
BEFORE = re.compile(r"^\W*(?:and |but |only |shortly |soon |just |right |even )*(?:before|prior to|ahead of)\b", re.I)
THEN = re.compile(
    r"^\W*(?:and |but |only |shortly |soon |immediately |right |just |some time |sometime |"
    r"not until )*(?:then|followed by|"
    r"subsequently|afterwards?|next|after which|after th(?:at|is)|whereupon|later|thereafter|thereupon|"
    r"finally|in the end|"
    r"secondly|second,)\b",
    re.I,
)
LATER = re.compile(
    r"\b(?:was|were|did|had|has|been|is|only|it|they)\s+(?:then|subsequently|afterwards?|later|thereupon|next)\b|"
    r"\b(?:afterwards?|later(?: on)?|subsequently|thereafter|after that|second|next)\W*$",
    re.I,
)
""" "... and were lost afterwards": a clause that says of itself that it is the later one."""
ALREADY = re.compile(r"\b(?:already|long since|by then)\b", re.I)
WHEN = re.compile(r"^\W*(?:when|by the time|as|once|before)\b", re.I)
INNER = re.compile(
    r"\b(?P<w>came first|and (?:only )?(?:then|afterwards|later|subsequently)|before|after(?!wards)|"
    r"prior to|ahead of|earlier than|sooner than|later than|"
    r"followed by|preceded by|preceded|"
    r"precedes|followed|follows|in the aftermath of|in the wake of|subsequent to)\b",
    re.I,
)
SWAPPED = (
    *("after", "preceded by", "followed", "follows", "later than"),
    *("in the aftermath of", "in the wake of", "subsequent to"),
)
CAUSE_OVER = re.compile(
    r"\bunpaus\w*|\bresum\w*|\bended|\bover\b|\bback\b|\bagain\b|\breturn\w*|\blifted|"
    r"\bre-?enabl\w*|\bre-?activ\w*|(?<!gave )\bup\b|"
    r"\brecover\w*|\brestor\w*|\bcleared away|\bthaw\w*|\bwoke|\bfinished|\bran out\b",
    re.I,
)
"""The end of what caused it: that does come after the losses."""
TO = re.compile(
    r"\s*(?:UTC|Z)?\s*,?\s*(?:to|-|until|till|>|and (?:lasted|ended) (?:until|till|"
    r"at))\s*(?:about |around )?",
    re.I,
)
FIRST = re.compile(
    r"\b(?:first|earliest|initially|initial|began with|beginning with|start(?:ed|"
    r"ing) with)\b(?!\s+(?:time|evidence|sign|at\b|seen|noticed))",
    re.I,
)
SEQUENCE = re.compile(r"^\W*first(?:ly)?,?\s.*\b(?:then|next|followed|finally|after that)\b", re.I | re.S)
LAST = re.compile(r"\b(?:last|latest|finally)\b(?!\s+(?:night|for|time|minute|seen|line))", re.I)
SAME = re.compile(
    r"\b(?:in|within|at|during) (?:the|that) (?:very )?same (?:second|moment|instant|time)\b(?! as\b)", re.I
)
