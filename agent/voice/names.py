"""The names of a lab in a transcript: by sound and digits, each with how sure it is and what else it may be. Pure.

Digits are never guessed: a name is found only where its digits were said, and sounds choose among the names that have
them. `sure` was said so; `likely` sounds like one name alone; `unclear` may be several, or none.
"""

from agent.voice.inventory import Inventory
from agent.voice.mention import Mention
from agent.voice.node_names import nodes, strangers, unfinished
from agent.voice.numbered_names import addresses, as_numbers, interfaces
from agent.voice.numbers import Token

FINDERS = (addresses, as_numbers, interfaces, nodes, unfinished, strangers)
"""In the order in which they are asked; a token serves one name."""


def mentions(found: list[Token], lab: Inventory) -> list[Mention]:
    """All names, in the order in which they were said; no two of them share a token."""
    chosen: list[Mention] = []
    taken: set[int] = set()
    for finder in FINDERS:
        for item in finder(found, lab, frozenset(taken)):
            places = set(range(item.start, item.start + item.size))
            if not places & taken:
                chosen.append(item)
                taken |= places
    return sorted(chosen, key=lambda item: item.start)
