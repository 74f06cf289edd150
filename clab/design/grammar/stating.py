"""What was stated so far: how much, tried and taken back, and what stands inside what. Pure."""

from collections.abc import Callable

from clab.design.grammar.links_said import LinkSentences
from clab.design.grammar.statements import Whos

STATED = (
    "groups",
    "links",
    "gone",
    "forms",
    "hosts",
    "runs",
    "kinds",
    "posts",
    "numbers",
    "options",
    "families",
    "preferences",
    "spread_vlans",
    "area_borders",
    "named",
    "left",
    "beyond",
)


class Stating(LinkSentences):
    """Statements that are tried."""

    def stated(self) -> list[int]:
        """How much was stated so far."""
        return [len(getattr(self.out, part)) for part in STATED]

    def told(self) -> list[int]:
        """How much was stated so far, beside who was named."""
        return [len(getattr(self.out, part)) for part in STATED if part != "named"]

    def tried(self, rule: Callable[[], bool]) -> bool:
        """Whether a rule reads what stands here; one that does not leaves nothing behind."""
        out, place, meant = self.out, self.i, (self.subject, self.last)
        kept = {part: len(getattr(out, part)) for part in STATED}
        if rule():
            return True
        for part, size in kept.items():
            del getattr(out, part)[size:]
        self.i, (self.subject, self.last) = place, meant
        return False

    def _try(self, here: int, rule: Callable[[int, Whos, bool], bool], start: int, whos: Whos, each: bool) -> bool:
        self.i = here
        return self.tried(lambda: rule(start, whos, each))
