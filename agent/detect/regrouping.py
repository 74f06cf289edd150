"""Groups that are kept from one look to the next: only what shares a cause with a change is grouped anew. Pure.

Losses and claims without loss that can be in one group are tied by their causes' keys. What is so tied is grouped
together, everything else is left as it was. The outcome is that of `group` over all of it at once.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from agent.detect.diagnosis import Diagnosis, Key, LostPeering
from agent.detect.grouping import Group, group, keys_of

Explained = tuple[LostPeering, Diagnosis]
_Item = Key | int
"""A loss by its key, or a claim without loss by its place among them."""

_Tie = tuple[object, ...]
_Order = tuple[bool, int, Key | int]


class Groups:
    """All groups as they stand, in order of their first loss; those without loss come last."""

    def __init__(self) -> None:
        self.all: list[Group] = []
        self._explained: dict[Key, Explained] = {}
        self._found: list[Diagnosis] = []
        self._ties: dict[_Item, set[_Tie]] = {}
        self._tied: dict[_Tie, set[_Item]] = defaultdict(set)
        self._part_of: dict[_Item, int] = {}
        self._parts: dict[int, tuple[set[_Item], list[tuple[_Order, Group]]]] = {}
        self._serial = 0

    def update(self, changed: Mapping[Key, Explained | None], found: list[Diagnosis]) -> bool:
        """Take losses that are new, other than before or gone (None), and all claims without loss as they are now;
        returns whether any group is other than before."""
        todo: set[_Item] = set()
        for key, explained in changed.items():
            todo |= self._untie(key)
            self._explained.pop(key, None)
            if explained is not None:
                self._explained[key] = explained
                self._tie(key, _ties_of_loss(key, explained[1]))
                todo.add(key)
        if found is not self._found:
            for place in range(len(self._found)):
                todo |= self._untie(place)
            self._found = found
            for place, diagnosis in enumerate(found):
                self._tie(place, _ties_of_claim(diagnosis))
                todo.add(place)
        if not changed and not todo:
            return False
        self._group_again({item for item in todo if item in self._ties})
        ordered = sorted((each for _, groups in self._parts.values() for each in groups), key=lambda each: each[0])
        self.all = [each for _, each in ordered]
        return True

    def _tie(self, item: _Item, ties: set[_Tie]) -> None:
        self._ties[item] = ties
        for tie in ties:
            self._tied[tie].add(item)

    def _untie(self, item: _Item) -> set[_Item]:
        """Take an item out; returns what it was grouped with."""
        for tie in self._ties.pop(item, ()):
            self._tied[tie].discard(item)
            if not self._tied[tie]:
                del self._tied[tie]
        return self._take_apart(item)

    def _take_apart(self, item: _Item) -> set[_Item]:
        part = self._part_of.get(item)
        if part is None:
            return set()
        members, _ = self._parts.pop(part)
        for each in members:
            del self._part_of[each]
        return members

    def _group_again(self, todo: set[_Item]) -> None:
        while todo:
            members = self._reached(next(iter(todo)))
            todo -= members
            for each in members:
                todo |= self._take_apart(each) - members
            self._serial += 1
            self._parts[self._serial] = members, self._grouped(members)
            self._part_of.update(dict.fromkeys(members, self._serial))

    def _reached(self, first: _Item) -> set[_Item]:
        """Everything that is tied to an item, through whatever else."""
        reached, todo, been = {first}, [first], set[_Tie]()
        while todo:
            for tie in self._ties[todo.pop()] - been:
                been.add(tie)
                new = self._tied[tie] - reached
                reached |= new
                todo += new
        return reached

    def _grouped(self, members: set[_Item]) -> list[tuple[_Order, Group]]:
        places = sorted(item for item in members if isinstance(item, int))
        claims = [self._found[place] for place in places]
        lost = [self._explained[item] for item in members if not isinstance(item, int)]
        place_of = {id(claim): place for claim, place in zip(claims, places, strict=True)}
        return [(_order(each, place_of), each) for each in group(lost, claims)]


def _ties_of_loss(key: Key, diagnosis: Diagnosis) -> set[_Tie]:
    return {("loss", key), *keys_of(diagnosis), *diagnosis.covers}


def _ties_of_claim(diagnosis: Diagnosis) -> set[_Tie]:
    followed: Sequence[_Tie] = [] if diagnosis.follows is None else [("loss", diagnosis.follows)]
    return {diagnosis.key, *diagnosis.covers, *followed}


def _order(item: Group, place_of: Mapping[int, int]) -> _Order:
    if item.losses:
        first = item.losses[0]
        return (False, first.loss.lost_ns, (first.peering.id, 0))
    claim = item.diagnoses[0]
    return (True, claim.started_ns, place_of[id(claim)])
