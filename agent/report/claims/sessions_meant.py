"""Which sessions a statement speaks of: by ends, addresses, families, order and number; or those before."""

import itertools
from dataclasses import dataclass, field

from agent.detect.incident import PeeringOutage
from agent.report.claims.account import Account, SessionRef
from agent.report.claims.outcome import Unclear, Wrong
from agent.report.claims.statements import Said, Statement
from agent.report.claims.tokens import Token

FAR = ("TO", "FROM", "WITH")


@dataclass(slots=True)
class Context:
    """What was said before: the sessions, the moment and the kind of the last statement, the lone router."""

    sessions: SessionRef = ()
    at_ns: int | None = None
    head: str = ""
    node: str = ""
    group: SessionRef = ()
    told: SessionRef = ()
    """Those that were told of one by one, and not all together: `the others` are the rest."""
    facts: dict[str, None] = field(default_factory=dict)


def names(values: list[Said]) -> list[str]:
    """The names that values are."""
    return [str(value.token.payload) for value in values]


def known(values: list[Said]) -> None:
    """A name that is none of the lab's is not understood.

    Raises:
        Unclear: one is not known.
    """
    for value in values:
        if value.token.payload is None:
            raise Unclear(f"{value.token.text!r} is no value of this incident", value.token)


def sessions_meant(statement: Statement, account: Account, context: Context) -> SessionRef:
    """The sessions that are meant; all of the incident's where none is named.

    Raises:
        Wrong: there is no such session, or there are not as many.
        Unclear: it cannot be known which are meant.
    """
    everything = account.incident.peerings
    if not everything:
        raise Unclear("speaks of sessions, and none was lost")
    if account.published and statement.has("IT", "THEY") and not context.sessions:
        raise Unclear("looks back to something that is not clear")
    nodes = list(dict.fromkeys(names(statement.of("node"))))
    pool = _of_nodes(statement, nodes, everything, context)
    if not nodes and not statement.of("address") and context.sessions and _looks_back(statement):
        pool = context.sessions if _of_families(statement, context.sessions) else context.group or everything
    pool = _of_addresses(statement, pool)
    if _some_by_family(statement, pool):
        return pool
    families = _of_families(statement, pool)
    if not families and statement.of("family"):
        raise Wrong("no session of that family was lost", statement.of("family")[0].token)
    context.group, pool = pool, families
    if statement.has("OTHERS"):
        if not context.told:
            raise Unclear("says others, and not than which")
        pool = tuple(item for item in everything if item not in context.told)
    if not pool:
        token = next((value.token for value in statement.values), None)
        raise Wrong("is no session that was lost", token)
    chosen = _counted(statement, pool)
    context.told = (*context.told, *chosen) if len(chosen) < len(everything) else ()
    return chosen


def _some_by_family(statement: Statement, pool: SessionRef) -> bool:
    """`one of them IPv6`: whether a family is told of some of the sessions, and of as many as carry it."""
    run = statement.marks
    for k, mark in enumerate(run[:-2]):
        if mark.concept in ("ONE", "number") and run[k + 1].concept == "OF" and run[k + 2].concept == "THEY":
            said = set(names(statement.of("family")))
            number = mark.token.payload if mark.concept == "number" else 1
            found = sum(bool(said & set(families(item))) for item in pool)
            if not said:
                return False
            if found != number:
                raise Wrong(f"it was {found}", mark.token)
            statement.values = [value for value in statement.values if value.mark is not mark]
            return True
    return False


def _looks_back(statement: Statement) -> bool:
    return statement.has("IT", "THEY") or not statement.has("SESSION", "ALL", "INCIDENT", "FIRST", "LAST")


def _of_nodes(statement: Statement, nodes: list[str], everything: SessionRef, context: Context) -> SessionRef:
    if not nodes:
        return everything
    ends = [frozenset(filter(None, (item.a, item.b))) for item in everything]
    if len(nodes) == 1:
        return tuple(item for item, both in zip(everything, ends, strict=True) if nodes[0] in both)
    if len(nodes) == 2:
        found = tuple(item for item, both in zip(everything, ends, strict=True) if both == set(nodes))
        if found:
            return found
    if (
        len(nodes) == 2
        and not _each_for_itself(statement)
        and all(v.preposition == "BETWEEN" for v in statement.of("node"))
    ):
        raise Wrong("no such session was lost", statement.of("node")[0].token)
    every = {node for both in ends for node in both}
    for hubs in (nodes, sorted(every - set(nodes))):
        fits = []
        for hub in hubs:
            rest = set(nodes) - {hub}
            far = {node for both in ends if hub in both for node in both} - {hub}
            if rest <= far:
                fits.append(tuple(k for k, both in zip(everything, ends, strict=True) if hub in both and both & rest))
        if len(fits) > 1 and context.node:
            raise Unclear("may mean the sessions of several routers")
        if len(set(fits)) == 1:
            return fits[0]
        if fits:
            raise Unclear("may mean the sessions of several routers")
    if _each_for_itself(statement) and all(any(node in both for both in ends) for node in nodes):
        return tuple(item for item, both in zip(everything, ends, strict=True) if both & set(nodes))
    raise Wrong("no such session was lost", statement.of("node")[0].token)


def _each_for_itself(statement: Statement) -> bool:
    """Whether routers are told of as those that lost something, and not as the two ends of one session."""
    return all(value.preposition not in ("BETWEEN", *FAR) for value in statement.of("node"))


def _of_addresses(statement: Statement, pool: SessionRef) -> SessionRef:
    said = names(statement.of("address"))
    if not said:
        return pool
    found = tuple(item for item in pool if set(said) & {item.address_a, item.address_b})
    known_addresses = {address for item in found for address in (item.address_a, item.address_b)}
    if not set(said) <= known_addresses:
        raise Wrong("is no address of a session that was lost", statement.of("address")[0].token)
    _owners(statement, found)
    return found


def _owners(statement: Statement, pool: SessionRef) -> None:
    """An address right behind a router's name is that router's, or that of its far end."""
    values = statement.values
    for one, other in itertools.pairwise(values):
        apart = statement.marks[statement.marks.index(one.mark) + 1 : statement.marks.index(other.mark)]
        beside = [mark.token.text for mark in apart] == ["("]
        ahead = statement.marks[statement.marks.index(other.mark) + 1 :][:2]
        pair = len(ahead) == 2 and ahead[0].token.text in ("–", "/") and ahead[1].concept == "address"
        if one.mark.concept != "node" or other.mark.concept != "address" or not beside or pair:
            continue
        node, address = one.token.payload, other.token.payload
        mine = {item.address_a if item.a == node else item.address_b for item in pool if node in (item.a, item.b)}
        if address not in mine:
            raise Wrong(f"{address} is not {node}'s", other.token)


def _of_families(statement: Statement, pool: SessionRef) -> SessionRef:
    said = set(names(statement.of("family")))
    if not said:
        return pool
    found = tuple(item for item in pool if said & set(families(item)))
    carried = {afi for item in found for afi in families(item)}
    return found if said <= carried else ()


def families(outage: PeeringOutage) -> tuple[str, ...]:
    """A session's address families; where they were not seen, that of its addresses."""
    address = outage.address_a or outage.address_b or ""
    return outage.afis or (("ipv6Unicast",) if ":" in address else ("ipv4Unicast",) if "." in address else ())


def _counted(statement: Statement, pool: SessionRef) -> SessionRef:
    _by_family(statement, pool)
    number = None if len(_counts_of(statement)) > 1 else counted(statement, "SESSION")
    if number is None and not statement.has("SESSION"):
        number = _bare(statement)
    _far_ends(statement, pool)
    plain = not statement.of("family") and not statement.of("address")
    if number is not None and number != len(pool):
        raise Wrong(f"it was {len(pool)}", statement.of("number")[0].token)
    if statement.has("ONE") and statement.has("EACH"):
        return _one_each(statement, pool)
    if _has_one(statement) and statement.has("SESSION") and len(pool) != 1:
        raise Wrong(f"it was {len(pool)}") if plain else Unclear("may mean one of several")
    both = any(
        mark.concept in ("ALL", "EACH") and mark.words.startswith(("both", "either")) for mark in statement.others
    )
    if both and statement.has("SESSION") and len(pool) != 2:
        raise Wrong(f"says both, and it was {len(pool)}") if plain else Unclear("may mean two of several")
    return pool


def _counts_of(statement: Statement) -> list[tuple[int, frozenset[str], Token]]:
    """Each count of sessions with the families between it and its noun: `two IPv4 sessions and one IPv6 session`."""
    found = []
    run = statement.marks
    for k, mark in enumerate(run):
        if mark.concept not in ("number", "ONE"):
            continue
        j, said = k + 1, set()
        while j < len(run) and run[j].concept in ("family", "AND"):
            said |= {str(run[j].token.payload)} if run[j].concept == "family" else set()
            j += 1
        number = mark.token.payload if mark.concept == "number" else 1
        if j < len(run) and run[j].concept == "SESSION" and isinstance(number, int):
            found.append((number, frozenset(said), mark.token))
    return found


def _by_family(statement: Statement, pool: SessionRef) -> None:
    """Every count with a family is that of the sessions of this family."""
    every = _counts_of(statement)
    if len(statement.of("number")) > 1 and len(every) < len(statement.of("number")) and statement.of("family"):
        raise Unclear("counts in a way that is not understood", statement.of("number")[0].token)
    for number, said, token in every:
        fitting = [item for item in pool if said & set(families(item))]
        if said and number != len(fitting) and (len(every) > 1 or number != len(pool)):
            if len(every) > 1 and statement.of("node"):
                raise Unclear("counts those of several routers", token)
            raise Wrong(f"it was {len(fitting)}", token)
    if len(every) > 1 and sum(number for number, _, _ in every) != len(pool):
        raise Unclear("counts in a way that is not understood")


def _bare(statement: Statement) -> int | None:
    """The number of `all six were back`: right behind `all`, or with nothing that it counts."""
    for k, mark in enumerate(statement.marks):
        if mark.concept == "number" and k and statement.marks[k - 1].concept == "ALL":
            behind = statement.marks[k + 1].concept if k + 1 < len(statement.marks) else ""
            if behind not in ("ROUTERS", "TIMES", "FAMILIES", "PREFIXES") and isinstance(mark.token.payload, int):
                return mark.token.payload
    return None


def _far_ends(statement: Statement, pool: SessionRef) -> None:
    """How many routers a statement counts: the far ends of those that it names, or all that it is about."""
    number = counted(statement, "ROUTERS")
    if number is None:
        return
    ends = {end for item in pool for end in (item.a, item.b) if end}
    named = set(names(statement.of("node")))
    hubs = {end for end in ends if all(end in (item.a, item.b) for item in pool)}
    listed = {len(named)} | ({len(named) - 1} if statement.head != "AFFECTED" else set())
    right = listed if len(named) > 1 else {len(ends), len(ends - named), len(ends) - len(hubs)}
    if number not in right:
        raise Wrong(f"it was {max(right)}", statement.of("number")[0].token)


def _has_one(statement: Statement) -> bool:
    """Whether it says one session, and not one of each family."""
    run = statement.marks
    ahead = [run[k + 1].concept for k, mark in enumerate(run[:-1]) if mark.concept == "ONE"]
    if any(concept in ("TO", "ON", "FROM") for concept in ahead):
        raise Unclear("tells sessions one by one")
    return "SESSION" in ahead or "ROUTERS" in ahead


def _one_each(statement: Statement, pool: SessionRef) -> SessionRef:
    """`r1, r2 and r3 lost one session each`."""
    for name in names(statement.of("node")):
        number = sum(name in (item.a, item.b) for item in pool)
        if number != 1:
            raise Unclear(f"{name} lost {number}")
    return pool


def counted(statement: Statement, noun: str) -> int | None:
    """The number right before a noun (with words of family or kind between), None where there is none."""
    run = statement.marks
    for k, mark in enumerate(run):
        if mark.concept == noun:
            j = k - 1
            while j >= 0 and (run[j].concept in ("family", "AND", "OTHERS", "ALL") or run[j].token.text in "–/"):
                j -= 1
            if j > 0 and run[j].concept == "OF":
                continue  # three of the sessions
            number = run[j].token.payload if j >= 0 and run[j].concept == "number" else None
            if isinstance(number, int):
                return number
    return None


def counts_used(statement: Statement) -> set[int]:
    """The numbers of a statement that count a noun which is looked at."""
    several = {number for number, _, _ in _counts_of(statement)}
    nouns = ("SESSION", "TIMES", "FAMILIES", "ROUTERS")
    found = {number for noun in nouns if (number := counted(statement, noun)) is not None}
    bare = None if statement.has("SESSION") else _bare(statement)
    return found | several | ({bare} if bare is not None else set())
