"""Prose cut into sentences and clauses, with every span in the coordinates of the text as it was given. Pure.

Reading works on a plain copy of the same length: typographic dashes and quotes become ASCII, Markdown's stars and
backticks become blanks. So every span found in the copy is a span of the original.
"""

import itertools
import re
from dataclasses import dataclass

from agent.core.reading.lines import breaks

PLAIN = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’ʼ`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t\r", " "),
        "*": " ",
        "≈": "~",
        "μ": "µ",
        "→": ">",
    }
)
ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.g|i\.e|approx|ca|cf|vs|viz|no|nr|nbr|admin|sec|secs|min|mins|etc|resp|incl|fig|"
    r"a\.m|p\.m|mr|ms|dr|inc|max)$",
    re.I,
)
UNIT_END = re.compile(r"(?:^|[\s\d])(?:secs?|mins?|etc|a\.m|p\.m)$", re.I)
"""Abbreviations that may well end a sentence: they do where a capital follows."""
ANEW = re.compile(r"\s+(?:[A-Z]|[a-z][a-z-]*\d)")
SENTENCE_END = re.compile(r"[.!?]+[\"')\]]*(?=\s|$)")
LINE_BREAK = re.compile(r"\n(?=[ ]*\n)|(?<=[:|])[ ]*\n")
BULLET = re.compile(r"^([ \t]*)[*](?=[ \t])", re.M)
HEADING = re.compile(r"^[ ]*#+ .*$", re.M)


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the text: from and to, as in a slice."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Whether the other lies inside."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two overlap."""
        return self.start < other.end and other.start < self.end


def plain(text: str) -> str:
    """The copy to read: same length, ASCII where typography only decorates."""
    text = BULLET.sub(r"\1-", text)
    copy = text.translate(PLAIN)
    # a backtick quotes a name like `e1:eth1`: it decorates, where an apostrophe belongs to a word
    return "".join(" " if a == "`" else b for a, b in zip(text, copy, strict=True))


def sentences(copy: str) -> list[Span]:
    """The sentences of a plain copy; headings, entries of lists and logs, and table rows are sentences of their own."""
    cuts = {0, len(copy)}
    for found in SENTENCE_END.finditer(copy):
        before = copy[: found.start()][-12:]
        short = found[0].startswith(".") and ABBREVIATION.search(before)
        if not short or (UNIT_END.search(before) and ANEW.match(copy, found.end())):
            cuts.add(found.end())
    cuts.update(found.end() for found in LINE_BREAK.finditer(copy))
    cuts.update(breaks(copy))
    for found in HEADING.finditer(copy):
        cuts.update(found.span())
    borders = sorted(cuts)
    spans = []
    for start, end in itertools.pairwise(borders):
        piece = copy[start:end]
        left = len(piece) - len(piece.lstrip(" \n#>|"))
        body = piece.strip(" \n#>|")
        if any(each.isalnum() for each in body):
            spans.append(Span(start + left, start + left + len(body)))
    return spans


SUBORDINATE = (
    r"while|whereas|although|though|because|since|after|before|when|until|till|(?<!at )once|as soon as|as a result|"
    r"so that|whereupon|followed by|due to|owing to|prior to|and then|then"
)
VERB_AFTER_AND = (
    r"(?:it |they |both |all |these |this |(?:the others?|the rest|some|none|one|two|three|four|five|six|\d+)"
    r"(?: of (?:them|those|these))? )?(?:was|were|is|are|has|have|had|did|came|comes|recovered|"
    r"returned|lasted|took|"
    r"stayed|remained|lost|dropped|went|left|fell|re-?established|restored|reconverged|closed|tore|"
    r"ended|caused|led)\b"
)
LENGTH = (
    r"(?:only|just|about|roughly|around|nearly|almost|approximately|some|at|least|more|less|than|over|"
    r"under|a|little|bit|"
    r"slightly|another|further|the|first|next|last|following|~|barely|exactly|precisely|UTC)"
)
TIMELY = (
    r"(?:[\s-]*(?:ms|s|secs?|min|mins?|h|milli\w+|seconds?|minutes?|hours?|days?)\b|\s*(?:UTC|"
    r"[ap]\.?m)\b|\s*(?:[.,;)]|$))"
)
NO_TIME = (
    rf"(?!\s+(?:{LENGTH}\s+)*(?:~?\d{{1,2}}:\d\d|~?\d[\d.,]*{TIMELY}|\d{{4}}-\d\d|(?:one|two|three|"
    rf"four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|"
    rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\w+)?){TIMELY}|half (?:a|an)\b|"
    rf"an? (?:few|couple|second|minute|hour|quarter)\b))"
)
"""Not before a length or time: "after 25 s" and "until 21:16" belong to the verb before them."""
CLAUSE_CUT = re.compile(
    rf";|:(?=\s)|\s-\s(?!\S*\d)|,\s(?=(?:{SUBORDINATE}|and|but|which|where|with|yet|so|or|who|leaving|"
    rf"causing|bringing|taking)\b{NO_TIME})"
    rf"|,\s(?=the (?:longest|shortest|slowest|fastest|first|last|second|third|others?)\b)"
    rf"|,\s(?=(?:first|next|last|finally|lastly)\s+(?:the|its|that|those|both|was|were|came|all|two|three)\b)"
    rf"|,\s(?=(?:the |its |their |both |all |only )?(?:IPv[46]|EVPN|v[46])\b)"
    rf"|,\s(?=(?:the |both |all |only )?(?:[\w-]*\d|the \w+ (?:sessions?|one)|others?|"
    rf"the others?|the rest|the remaining \w+)(?:'s(?: \w+)?)?\s(?:is|are|was|were|has|have|"
    rf"had|lost|never|still|remains?|"
    rf"stayed|came|recovered|returned|did|dropped|went|followed|needed|took|waited|for|after|at|by)\b)"
    rf"|(?<!\sand)\s(?=(?:{SUBORDINATE}|but)\b{NO_TIME})|\s(?=and {VERB_AFTER_AND})|\s(?=and (?:the |"
    rf"its |their )[a-z0-9' -]{{0,40}}\b"
    rf"(?:was|were|came|recovered|returned|dropped|lost|went|followed|took|lasted)\b)",
    re.I,
)


LEADING = re.compile(rf"\W*(?:{SUBORDINATE}|following|because of|by the time|as|with)\b", re.I)
LEAD_END = re.compile(r",\s+(?!(?:and\s+|or\s+)?[A-Za-z][\w-]*\d\s*(?:,|and\b|or\b))")


def clauses(copy: str, sentence: Span) -> list[Span]:
    """The clauses of a sentence; a connecting word starts the clause it leads."""
    borders = [sentence.start]
    for found in CLAUSE_CUT.finditer(copy, sentence.start, sentence.end):
        cut = found.start() + 1
        if copy.count("(", sentence.start, cut) > copy.count(")", sentence.start, cut):
            continue  # a remark in brackets belongs to what it remarks on
        borders.append(cut)
    if LEADING.match(copy, sentence.start) and (end := LEAD_END.search(copy, sentence.start, sentence.end)):
        borders.append(end.start() + 1)  # "After r4 stood still, its peers lost it."
    borders = sorted({*borders, sentence.end})
    spans = [Span(start, end) for start, end in itertools.pairwise(borders) if copy[start:end].strip(" ,;:-")]
    return spans or [sentence]
