"""A place in the tokens of a request, and what was read so far. Pure."""

from clab.design.clauses import settled, told_apart
from clab.design.details import cut
from clab.design.phrases import Reading, Ref
from clab.design.plain_text import plain
from clab.design.tokens import Token, tokens

AND = frozenset(["and", "und", "&", "plus"])
BE = frozenset(["is", "are", "be", "that", "which"])
CONTAINERS = ("site", "as")


class Cursor:
    """A place in the tokens of a request, and what was read so far."""

    def __init__(self, request: str) -> None:
        self.text, said = cut(plain(request))
        self.tokens = told_apart(settled(tokens(self.text)))
        self.i = 0
        self.out = Reading(slips=[(token.text, token.read_as) for token in self.tokens if token.read_as], said=said)
        self.last: tuple[Ref, ...] = ()
        self.last_end = 0
        self.row: tuple[Ref, ...] = ()
        self.shape_waits: tuple[str, str] | None = None
        self.noun_start = 0
        self.placed_on: list[tuple[str, str]] = []
        self.subject: tuple[str, ...] = ()
        self.hosts_open = 0
        self.centres: list[int] = []
        self.alone: list[tuple[str, str]] = []
        self.purposeful = False
        self.run_protocols: list[tuple[int, tuple[str, ...]]] = []

    def peek(self, ahead: int = 0) -> Token:
        place = self.i + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else Token("stop", "", "", len(self.text))

    def take(self) -> Token:
        token = self.peek()
        self.i += 1
        return token

    def at(self, *values: str) -> bool:
        return self.peek().type == "word" and self.peek().value in values

    def words(self, start: int) -> str:
        first, last = self.tokens[start], self.tokens[max(start, self.i - 1)]
        return self.text[first.start : last.start + len(last.text)]

    def skip(self, *, stops: str = "", joints: bool = True, articles: bool = False) -> None:
        while self.i < len(self.tokens):
            token = self.peek()
            if (
                (token.type == "stop" and token.value != "" and token.value in stops)
                or (joints and token.value == "joint")
                or (articles and token.type == "article")
            ):
                self.i += 1
            else:
                return

    def skip_and(self) -> None:
        while (self.peek().type == "stop" and self.peek().value in (",", "/")) or self.peek().text.lower() in AND:
            self.i += 1

    def definite(self, start: int) -> bool:
        """Whether `the`, `both` or `these` stand before a token: something that was named before."""
        before = self.text[: self.tokens[start].start].split()[-1:]
        return bool(before) and before[0].lower() in ("the", "both", "these", "those", "all")

    def near(self, value: str) -> bool:
        return any(token.value == value for token in self.tokens[max(0, self.i - 4) : self.i + 4])
