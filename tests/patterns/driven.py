"""Texts that make a pattern slow if any do, and how its work grows with their length.

The texts come from the pattern itself: what it wants before each of its repetitions, then a long run of what the
repetition takes, then something that it cannot take; beside them plain long runs, and its own tokens over and over.
"""

import re
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from tests.patterns.collected import Found

RUNS = ("1", " ", ".", "-", "a", "A", "_", ":", "/", "1.", "a ", "1 ", "a-", " -", "\t", "aA1 ", "(", "[", '"', "\\")
PROBES = " 1a.-A_:/,x=\t([\"'{<@#*\\\n;|é"
MANY = 30
"""Repetitions that end earlier are no danger."""

TAILS = ("", "\x00", "\n\x00")
SMALL, LARGE = 400, 1_600
SLOW_S = 0.0002
STEEP = 7.0
"""Work of four times the text at which a pattern is looked at closely: 4 is linear, 16 is quadratic."""

LONGEST_S = 3.0
"""So much CPU one text may cost before it is given up: what grows exponentially never ends."""

ATTACKS = 160
"""So many texts of one pattern are tried at most, spread over all that there are."""

AGAIN = 3
"""What one measurement finds is measured so often again: another process beside it makes a moment slow, not four."""

DOUBLED = 2.9
"""Work of twice the text: 2 is linear, 4 is quadratic."""

Text = Callable[[int], str]


def _char(items: Any) -> str:
    for probe in PROBES + "".join(map(chr, range(33, 127))):
        if _takes(items, probe):
            return probe
    return "a"


def _takes(items: Any, char: str) -> bool:
    negate = bool(items) and items[0][0] is c.NEGATE
    hit = any(_one(op, av, char) for op, av in items if op is not c.NEGATE)
    return hit != negate


def _one(op: Any, av: Any, char: str) -> bool:
    if op is c.LITERAL:
        return ord(char) == av
    if op is c.RANGE:
        return bool(av[0] <= ord(char) <= av[1])
    if op is c.CATEGORY:
        name = str(av).lower()
        yes = {"digit": char.isdigit(), "space": char.isspace(), "word": char.isalnum() or char == "_"}
        kind = next(item for item in yes if item in name)
        return yes[kind] != ("not" in name)
    return False


def _sample(tree: Any, groups: dict[int, str]) -> str:
    out = []
    for op, av in tree:
        out.append(_item(op, av, groups))
    return "".join(out)


def _item(op: Any, av: Any, groups: dict[int, str]) -> str:
    if op is c.LITERAL:
        return chr(av)
    if op is c.NOT_LITERAL:
        return next(probe for probe in PROBES if ord(probe) != av)
    if op is c.ANY:
        return "a"
    if op is c.IN:
        return _char(av)
    if op is c.BRANCH:
        return _sample(av[1][0], groups)
    if op is c.SUBPATTERN:
        text = _sample(av[3], groups)
        groups[av[0] or 0] = text
        return text
    if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return _sample(av[2], groups) * int(av[0])
    if op is c.ATOMIC_GROUP:
        return _sample(av, groups)
    if op is c.GROUPREF:
        return groups.get(av, "")
    if op is c.GROUPREF_EXISTS:
        return _sample(av[1], groups)
    return ""


def _runs_of(body: Any) -> set[str]:
    """What a repetition can go on with."""
    whole = _sample(body, {})
    found = {whole} if whole else set()
    items = list(body)
    if len(items) == 1:
        op, av = items[0]
        if op is c.SUBPATTERN:
            return found | _runs_of(av[3])
        if op is c.BRANCH:
            return found.union(*(_runs_of(item) for item in av[1]))
        if op is c.IN:
            found |= {probe for probe in PROBES[:14] if _takes(av, probe)}
        if op is c.ANY:
            found |= {" ", "1", "a", " a", "a "}
    return found


def _attacks(tree: Any, head: str) -> Iterator[tuple[str, str]]:
    """(what comes before, what is repeated) for every long repetition."""
    groups: dict[int, str] = {}
    items = list(tree)
    for number, (op, av) in enumerate(items):
        if op in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
            if av[1] is c.MAXREPEAT or av[1] > MANY:
                after = _sample(items[number + 1 : number + 3], dict(groups))
                for run in _runs_of(av[2]):
                    yield head, run
                    if after:
                        yield head, run + after
            yield from _attacks(av[2], head)
        elif op is c.BRANCH:
            for item in av[1]:
                yield from _attacks(item, head)
        elif op is c.SUBPATTERN:
            yield from _attacks(av[3], head)
        elif op is c.ATOMIC_GROUP:
            yield from _attacks(av, head)
        elif op in (c.ASSERT, c.ASSERT_NOT):
            yield from _attacks(av[1], head)
        head += _item(op, av, groups)


def texts(pattern: re.Pattern[Any]) -> Iterator[tuple[str, Text]]:
    """All the texts of one pattern, each as a function of its length, with a name."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags)
    found = {("", run) for run in RUNS}
    attacks = set(_attacks(tree, ""))
    found |= attacks
    found |= {("", head + run) for head, run in attacks}
    found |= {("", head + " ") for head, _ in attacks if head}
    whole = _sample(tree, {})
    found |= {("", whole), ("", whole + " ")} if whole else set()
    chosen = sorted(found)
    for head, run in chosen[:: len(chosen) // ATTACKS + 1]:
        for tail in TAILS:
            yield f"{head!r} + {run!r} * n + {tail!r}", _made(head, run, tail)


def _made(head: str, run: str, tail: str) -> Text:
    return lambda n: head + run * max(1, n // len(run)) + tail


def _work(found: Found, method: str, text: str | bytes) -> Callable[[], object]:
    pattern = found.pattern
    if method in ("sub", "subn"):
        return lambda: pattern.sub("", text)
    if method in ("finditer", "findall", "split"):
        return lambda: deque(pattern.finditer(text), maxlen=0)
    return lambda: getattr(pattern, method)(text)


def _seconds(work: Callable[[], object], times: int = 1) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.thread_time()
        work()
        best = min(best, time.thread_time() - start)
    return best


def growth(found: Found) -> str | None:
    """The first text on which the pattern's work grows faster than the text, and how; None where none does."""
    methods = {"finditer" if item in ("sub", "subn", "findall", "split") else item for item in found.methods}
    is_bytes = isinstance(found.pattern.pattern, bytes)
    for name, text in texts(found.pattern):
        for method in sorted(methods):

            def work(n: int, text: Text = text, method: str = method) -> Callable[[], object]:
                made = text(n)
                return _work(found, method, made.encode("latin-1", "replace") if is_bytes else made)

            try:
                with _limit():
                    told = _told(work)
                    for _ in range(AGAIN if told else 0):
                        told = told and _told(work)
            except TimeoutError:
                told = f"did not end within {LONGEST_S:.0f} s"
            if told:
                return f"{method}({name}): {told}"
    return None


@contextmanager
def _limit() -> Iterator[None]:
    def over(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _told(work: Callable[[int], Callable[[], object]]) -> str | None:
    large = _seconds(work(LARGE))
    if large < SLOW_S or large < STEEP * _seconds(work(SMALL)):
        return None
    size = LARGE
    once, twice = _seconds(work(size), 3), _seconds(work(size * 2), 3)
    if twice / once < DOUBLED:
        return None
    if twice < 0.2:
        fourfold = _seconds(work(size * 4), 2)
        if fourfold / twice < DOUBLED:
            return None
    return f"{size} characters {once * 1000:.1f} ms, twice as many {twice * 1000:.1f} ms"
