"""Where a question is two questions, or ends with what it does not mean. Pure."""

from collections.abc import Iterator

from agent.report.questions.spelling import corrected

JOINS = ("? ", "; ", ". ", ", and ", ", ", " and ", " - ")
"""What may stand between two questions."""

BEGINS = frozenset(
    ("what", "which", "who", "when", "where", "why", "how", "is", "are", "was", "were", "did", "does", "do", "has",
     "have", "had", "since", "only", "if", "for", "at", "by", "with", "wen", "wat", "list", "show", "name")
)  # fmt: skip
"""What a second question begins with."""

AT_MOST = 8
LONGEST = 400


def halves(question: str) -> Iterator[tuple[str, str]]:
    """The ways to read a question as two, both with some words; the strongest joins first."""
    text = " ".join(question[:LONGEST].split())
    for join in JOINS:
        place = text.find(join)
        for _ in range(AT_MOST):
            if place < 0:
                break
            left, right = text[:place], text[place + len(join) :]
            first = corrected([right.split()[0].lower().strip("¿?!,")], ())[0][0] if right.split() else ""
            if len(left) > 2 and (first in BEGINS or join == "? "):
                yield left, right
            place = text.find(join, place + 1)


CLAUSES = {
    "during": (
        "while",
        "when",
        "wen",
        "during",
        "as long as",
        "throughout",
        "whenever",
        "at the time of",
        "in the course of",
    ),
    "after": ("after", "once"),
    "before": ("before", "until", "prior to", "right before", "just before"),
}
"""Words that begin a clause that only says of which time the rest is."""


def clauses(question: str) -> Iterator[tuple[str, str, str]]:
    """The ways to read a question as what it asks and a clause that says of which time: both, with `during`, `after` or
    `before` between them."""
    text = " ".join(question[:LONGEST].split()).rstrip("?!. ")
    lower = f" {text.lower()}"
    for relation, words in CLAUSES.items():
        for word in words:
            place = lower.find(f" {word} ")
            behind = text[place + len(word) :].strip() if place >= 0 else ""
            if place == 0:
                clause, comma, meant = behind.partition(",")
                if comma and meant.strip():
                    yield meant.strip(), relation, clause
            elif place > 0:
                clause, _, more = behind.partition(", ")
                yield f"{text[: place - 1].rstrip(' ,')} {more}".strip(), relation, clause
