"""A chart parser: every way to derive a row of tags from productions, with the value that each way means. Pure.

A production is a line of symbols. Symbols in capitals are terminals: one tag that passes a test. Others are derived by
productions, or are leaves: any run of tags of which a function makes a value. A symbol with `?` may be missing. What a
`=` marks is given to the production's action, which makes the value or refuses (None). Values are compared: two ways to
derive one value are one reading, and what is derived from different values is ambiguous.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import product

from agent.report.questions.tokens import Tag

Value = Hashable
Action = Callable[..., Value | None]
Leaf = Callable[[tuple[Tag, ...]], Value | None]
Test = Callable[[Tag], bool]
Symbols = tuple[tuple[str, bool], ...]
"""The symbols of a production, each with whether its value is given to the action."""

Production = tuple[Symbols, Action]

CONTEXT = (("@", True),)
"""What a production begins with whose action is given the context of the parse, too."""

AT_MOST = 40
"""Tags that are parsed; a longer row has no reading."""

READINGS = 8
"""Values of one symbol over one run of tags that are kept."""


def productions(lines: Sequence[tuple[str, str, Action]]) -> dict[str, tuple[Production, ...]]:
    """Productions by their symbol, each optional symbol once with and once without."""
    found: dict[str, list[Production]] = {}
    for head, body, action in lines:
        ways = [((one.strip("=?"), "=" in one), None) if "?" in one else ((one.strip("="), "=" in one),)
                for one in body.split()]  # fmt: skip
        for way in product(*ways):
            found.setdefault(head, []).append((tuple(one for one in way if one is not None), action))
    return {head: tuple(bodies) for head, bodies in found.items()}


class Chart:
    """All readings of one row of tags."""

    def __init__(
        self,
        tags: Sequence[Tag],
        rules: Mapping[str, tuple[Production, ...]],
        tests: Mapping[str, Test],
        leaves: Mapping[str, Leaf],
        context: object = None,
    ) -> None:
        self._context = context
        self._tags, self._rules, self._leaves = tuple(tags), rules, leaves
        self._is = {name: tuple(test(tag) for tag in tags) for name, test in tests.items()}
        self._known: dict[tuple[str, int, int], tuple[Value, ...]] = {}

    def readings(self, symbol: str) -> tuple[Value, ...]:
        """The values of a symbol over the whole row; none where it is too long or cannot be derived."""
        return self._values(symbol, 0, len(self._tags)) if 0 < len(self._tags) <= AT_MOST else ()

    def _values(self, symbol: str, start: int, stop: int) -> tuple[Value, ...]:
        key = (symbol, start, stop)
        if key not in self._known:
            self._known[key] = ()  # no symbol is derived from itself over the same run
            self._known[key] = tuple(dict.fromkeys(self._derived(symbol, start, stop)))[:READINGS]
        return self._known[key]

    def _derived(self, symbol: str, start: int, stop: int) -> Iterator[Value]:
        leaf = self._leaves.get(symbol)
        if leaf is not None:
            value = leaf(self._tags[start:stop])
            if value is not None:
                yield value
        for symbols, action in self._rules.get(symbol, ()):
            given_ = symbols[:1] == CONTEXT
            symbols = symbols[1:] if given_ else symbols
            if all(any(self._is[one][start:stop]) for one, _ in symbols if one in self._is):
                for given in self._sequences(symbols, start, stop):
                    value = action(self._context, *given) if given_ else action(*given)
                    if value is not None:
                        yield value

    def _sequences(self, symbols: Symbols, start: int, stop: int) -> Iterator[tuple[Value, ...]]:
        """The values of a row of symbols that together span a run, each symbol at least one tag."""
        if not symbols:
            if start == stop:
                yield ()
            return
        (symbol, wanted), rest = symbols[0], symbols[1:]
        if stop - start < len(symbols):
            return
        if symbol in self._is:
            if self._is[symbol][start]:
                for behind in self._sequences(rest, start + 1, stop):
                    yield (self._tags[start], *behind) if wanted else behind
            return
        ends = range(start + 1, stop - len(rest) + 1) if rest else (stop,)
        follows = self._is.get(rest[0][0]) if rest else None
        for end in ends:
            if follows is not None and not follows[end]:
                continue
            values = self._values(symbol, start, end)
            for behind in self._sequences(rest, end, stop) if values else ():
                for value in values if wanted else values[:1]:
                    yield (value, *behind) if wanted else behind
