"""Of what the numbers and states of a request are, by where they stand. Pure."""

from collections.abc import Iterator, Sequence

from agent.gates.script.request.tokens import Token
from clab.topic import Topic
from clab.topics import BY_NAME


def nearest(found: Sequence[Token], names: Sequence[str]) -> dict[int, list[Topic]]:
    """The topics that a comparison is of, by the place of its word: those just before it, else those just behind."""
    made: dict[int, list[Topic]] = {}
    for place, token in enumerate(found):
        if token.type not in ("compare", "nonzero", "number", "percent", "event"):
            continue
        before = range(place - 1, -1, -1)
        after = range(place + 1, len(found))
        for places in (before, after):
            near: list[Topic] = []
            for other in places:
                one = found[other]
                known = one.type == "topic" and one.value in names and bool(BY_NAME[one.value].numbers)
                if known:
                    near.append(BY_NAME[one.value])
                elif near and one.type != "direction":
                    break
            if near:
                made[token.start] = near
                break
    return made


def is_of_one(everything: Sequence[Token], names: Sequence[str]) -> bool:
    """`the neighbors of leaf1 and the ports that are down`: a state of the last of several things alone."""
    stated = {BY_NAME[name].entity for name in names if BY_NAME[name].state}
    state = next((place for place, token in enumerate(everything) if token.type == "state"), 0)
    things = [place for place, token in enumerate(everything[:state]) if token.type in ("topic", "entity")]
    between = everything[things[-2] : things[-1]] if len(things) > 1 else ()
    behind = everything[things[-1] : state] if things else ()
    of = ("node", "role", "form", "file")
    return len(stated) > 1 and any(one.type in of for one in between) and not any(one.type in of for one in behind)


def counts(everything: Sequence[Token]) -> Iterator[int]:
    """`at least 2 neighbors`, `the number of sessions is below 2`, `expected 4`."""
    counted = any(token.type == "count" for token in everything)
    for place, token in enumerate(everything):
        after = [one.type for one in everything[place + 1 : place + 3]]
        noun = after[1:] and after[1] in ("topic", "entity", "state")
        if token.type == "compare" and after[:1] == ["number"] and (noun or counted or "expect" in token.text.lower()):
            yield token.start
