"""Preferred ways that were said, as values of routing protocols. Pure."""

from collections.abc import Iterator
from typing import Final

from clab.design.grammar.roles import OUTER
from clab.design.grammar.routes_said import PREFERRED
from clab.design.grammar.statements import Statements
from clab.design.meaning.placing import Placing
from clab.design.setting import Setting
from clab.design.structure import Unclear

SPARE_COST: Final = "100"
"""The cost of links that are for when the others are gone."""


def preferred(said: Statements, placing: Placing) -> Iterator[tuple[str, Setting]]:
    """Over whom traffic goes first: by local preference at those who have the choice, or by the costs of the others.

    Raises:
        Unclear: it is not said among whom, or both an IGP and BGP could do it.
    """
    ranks: dict[int, set[str]] = {1: set(), 2: set()}
    for told in said.preferences:
        ranks[told.rank] |= set(placing.naming.who(told.who))
    words = " and ".join(dict.fromkeys(told.words for told in said.preferences))
    if not words:
        return
    for rank, other in ((1, 2), (2, 1)):
        if len(ranks[rank]) == 1 and not ranks[other]:
            (name,) = ranks[rank]
            ranks[other] = {
                one
                for one in placing.routers
                if one != name and len({*placing.beside(one)} & {*placing.beside(name)}) > 1
            } or {
                one
                for near in placing.beside(name)
                for one in placing.beside(near)
                if one != name and len(placing.beside(near)) == 2
            }
    runs = {run.name for run in said.runs if run.wanted}
    igp, bgp = bool(runs & {"ospf", "isis"}), bool(runs & {"bgp", "ebgp"} or said.numbers)
    roles = placing.naming.made.roles
    outer = len(ranks[1]) == 1 and all(roles[one] in OUTER for one in ranks[1])
    if len(ranks[1]) != 1 or len(ranks[2]) > 1 or ranks[1] == ranks[2] or not (ranks[2] or (outer and bgp)):
        raise Unclear(f"{words!r}: it is not said over whom")
    (first, *_), second = ranks[1], next(iter(ranks[2]), "")
    choosing = [one for one in placing.routers if {first, second} <= {*placing.beside(one)}]
    if bgp and outer:
        igp, choosing = False, choosing or placing.beside(first)
    if not choosing or igp == bgp:
        raise Unclear(f"{words!r}: it is not said by which protocol, or who has the choice")
    if bgp:
        placing.naming.remarks.append(f"{words!r}: local preference {PREFERRED} towards {first}")
        yield from ((words, Setting(what="local_pref", value=PREFERRED, on=one, to=first)) for one in choosing)
        return
    placing.naming.remarks.append(f"{words!r}: the links of {second} cost {SPARE_COST}")
    for one in choosing:
        for on, to in ((one, second), (second, one)):
            yield words, Setting(what="cost", value=SPARE_COST, on=on, to=to)
