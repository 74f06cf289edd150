"""Which of an incident's sessions a phrase means: by ends, addresses, family, order and quantity."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agent.detect.incident import PeeringOutage
from agent.report.claims.account import (
    Account,
    Reading,
    SessionRef,
    Unclear,
    Wrong,
    groups_of,
    token_of,
    tokens_of,
    word_of,
)
from agent.report.claims.grammar import Slots
from agent.report.claims.tokens import Token

LOSES_ALL = ("node_down", "node_hang", "node_isolated", "process_crash", "process_restart", "process_hang")
"""Causes after which a router has none of its sessions left."""

Check = Callable[[SessionRef], None]
"""A predicate over sessions; raises `Wrong` or `Unclear` where it does not hold."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """The sessions that fit a phrase, how many of them it speaks of, and whether it means the first or last of them."""

    pool: SessionRef
    quantity: str
    number: Token | None
    many: bool | None
    order: str
    token: Token | None


def apply(
    subject: Slots, account: Account, reading: Reading, check: Check, key: "Order", *, agents: bool = False
) -> None:
    """Hold a predicate against the sessions that a phrase means.

    Raises:
        Wrong: it does not hold of them, or there are not as many.
        Unclear: it cannot be known which are meant.
    """
    phrases = [_phrase(group, account, reading, agents=agents) for group in groups_of(subject, "s")]
    chosen: SessionRef
    if len(phrases) == 1:
        chosen = _chosen(phrases[0], account, reading, check, key)
    else:
        chosen = tuple(dict.fromkeys(item for phrase in phrases for item in _definite(phrase, account)))
        if len(chosen) != sum(len(phrase.pool) for phrase in phrases):
            raise Unclear("names a session twice")
        check(chosen)
    for group in groups_of(subject, "appos"):
        if set(_definite(_phrase(group, account, reading, agents=agents), account)) != set(chosen):
            raise Unclear("names others than it means", next(iter(_flat(group)), None))
    if chosen:
        reading.sessions = chosen
        some = len(phrases) == 1 and phrases[0].quantity in ("count", "some", "a", "half")
        reading.group = phrases[0].pool if some else chosen
        reading.states(*(account.parts[each].peering for each in chosen))
        if len(chosen) == len(account.incident.peerings):
            reading.states(account.count("peerings that were lost"))


Order = Callable[[PeeringOutage], int | None]
"""When a session met what a predicate says, for the first and the last of several."""


def _chosen(phrase: Phrase, account: Account, reading: Reading, check: Check, key: Order) -> SessionRef:
    number = phrase.number.payload if phrase.number is not None else None
    if phrase.order:
        some = _extreme(phrase, key, int(number or 1))  # type: ignore[arg-type]  # the payload of a number is one
        check(some)
        return some
    if phrase.quantity in ("count", "some", "a", "half"):
        if phrase.quantity == "half" and len(phrase.pool) % 2:
            raise Wrong("is not half of them", phrase.token)
        wanted = {"a": 1, "half": len(phrase.pool) // 2}.get(phrase.quantity, number)
        return _counted(phrase, int(wanted or 0), check)  # type: ignore[arg-type]  # the payload of a number is one
    if phrase.quantity == "noother":
        if reading.sessions and set(reading.sessions) != set(account.incident.peerings):
            raise Unclear("says no other, and not all were named before", phrase.token)
        return ()
    if phrase.quantity == "neither" and len(phrase.pool) != 2:
        raise Wrong(f"says neither of {len(phrase.pool)}", phrase.token)
    if phrase.quantity in ("no", "neither"):
        if not phrase.pool and key.__name__ != "lost_at":
            raise Unclear("says of no session what none could do", phrase.token)
        for outage in phrase.pool:
            try:
                check((outage,))
            except Wrong:
                continue
            raise Wrong("says of none what holds of one", phrase.token, account.parts[outage].peering)
        return ()
    chosen = _definite(phrase, account)
    if phrase.many is False and len(chosen) > 1 and phrase.quantity not in ("all", "each", "both"):
        try:
            check(chosen)
        except Wrong as error:
            raise Unclear(f"may mean any of {len(chosen)} sessions", phrase.token) from error
        return chosen
    check(chosen)
    return chosen


def _counted(phrase: Phrase, wanted: int, check: Check) -> SessionRef:
    if wanted < 1 or (phrase.quantity not in ("some", "half") and (wanted > 1) != bool(phrase.many)):
        raise Unclear("counts in a way that is not understood", phrase.token)
    if wanted == len(phrase.pool) and phrase.quantity not in ("some", "half"):
        check(phrase.pool)
        return phrase.pool
    held = []
    for outage in phrase.pool:
        try:
            check((outage,))
        except Wrong:
            continue
        held.append(outage)
    if phrase.quantity == "a" and len(held) > 1:
        raise Unclear(f"says one where there are {len(held)}", phrase.token)
    if len(held) != wanted or not held:
        raise Wrong(f"says {wanted}, and it is {len(held)} of {len(phrase.pool)}", phrase.number or phrase.token)
    return tuple(held)


def _definite(phrase: Phrase, account: Account) -> SessionRef:
    """All sessions of the phrase, held to its quantity."""
    size = len(phrase.pool)
    number = phrase.number.payload if phrase.number is not None else None
    wanted = 2 if phrase.quantity == "both" else number
    if not size:
        raise Wrong("no such session belongs to this incident", phrase.token)
    if wanted is not None and wanted != size:
        raise Wrong(f"says {wanted}, and there are {size}", phrase.number or phrase.token)
    if phrase.quantity == "outages" and size < 2:
        raise Wrong("speaks of several outages, and there is one", phrase.token)
    if phrase.quantity == "only" and size != len(account.incident.peerings):
        raise Wrong("is not the only one", phrase.token, account.count("peerings that were lost"))
    if phrase.quantity in ("all", "each") and size == 1:
        raise Unclear("says all of one", phrase.token)
    if phrase.quantity not in ("all", "each", "both") and phrase.many is False and size != 1:
        if not account.published and len({(item.a, item.b) for item in phrase.pool}) == 1:
            return phrase.pool
        raise Unclear(f"may mean any of {size} sessions", phrase.token)
    if phrase.many and size == 1:
        raise Wrong("speaks of several, and there is one", phrase.token)
    return phrase.pool


def _extreme(phrase: Phrase, key: Order, count: int) -> SessionRef:
    times = {outage: at for outage in phrase.pool if (at := key(outage)) is not None}
    if len(phrase.pool) <= count or len(times) < len(phrase.pool) or count < 1:
        raise Unclear("is the first or last of less than two", phrase.token)
    ranked = sorted(times, key=lambda outage: times[outage], reverse=phrase.order == "last")
    return tuple(ranked[:count])


def _phrase(slots: Slots, account: Account, reading: Reading, *, agents: bool) -> Phrase:
    token = next((item for item in _flat(slots)), None)
    pool = account.incident.peerings
    many = {"one": False, "many": True}.get(word_of(slots, "num"))
    quantity = word_of(slots, "q")
    if pronoun := word_of(slots, "pron"):
        if pronoun == "they" or pronoun == "it":
            pool = reading.sessions or (() if account.published else pool)
        if pronoun == "they" and quantity == "some":
            pool = reading.group or pool
        if pronoun in ("others", "rest") and len(reading.group) > len(reading.sessions):
            pool = tuple(item for item in reading.group if item not in reading.sessions)
        elif pronoun in ("others", "rest"):
            pool = tuple(item for item in pool if item not in reading.sessions) if reading.sessions else ()
        if pronoun == "no" or not pool or (pronoun not in ("all", "rest") and (pronoun == "it") != (len(pool) == 1)):
            raise Unclear("looks back to something that is not clear", token)
        many = None if pronoun in ("all", "rest") else pronoun != "it"
    pool = _by_ends(slots, pool, account)
    if agents:
        pool = _by_agents(slots, pool, account, reading)
    if many and len(pool) == 1 < len(account.incident.peerings) and _addressed(slots):
        raise Unclear("names the addresses of one session for several", token)
    if word_of(slots, "bothfam") and len({name for item in pool for name in families_of(item)}) != 2:
        raise Wrong("there are not two address families", token)
    if word_of(slots, "dist") and any(sum(mine in (o.a, o.b) for o in pool) != 1 for mine in reading.agents):
        raise Unclear("may mean several of one router", token)
    before = pool
    pool = _by_family(slots, pool)
    if word_of(slots, "whole") and not (len(pool) == len(before) == len(reading.sessions)):
        raise Wrong("does not hold of all of them", token)
    owned = word_of(slots, "own") == "all" and not _loses_all(pool, account)
    if not agents and not pronoun and owned and not word_of(slots, "lostmod"):
        raise Unclear("says all of its sessions, and only those of the incident are known", token)
    if word_of(slots, "them") and len({(each.a, each.b) for each in pool}) != 1:
        raise Unclear("may mean several pairs", token)
    if word_of(slots, "twofam"):
        many = True
        if len(pool) != 2:
            raise Unclear("may mean more than one of each family", token)
    total = token_of(slots, "total") or next((item for item in tokens_of(slots, "of") if item.kind == "number"), None)
    if total is not None and total.payload != len(pool):
        raise Wrong(f"says of {total.text}, and there are {len(pool)}", total)
    among = token_of(slots, "among")
    if among is not None and among.payload != len(account.incident.nodes):
        raise Wrong(f"says among {among.text}, and {len(account.incident.nodes)} routers are concerned", among)
    if (quantity == "each" and many) or (
        quantity in ("both", "all") and many is False and not word_of(slots, "twofam")
    ):
        raise Unclear("does not agree in number", token)
    return Phrase(tuple(pool), quantity, token_of(slots, "n"), many, word_of(slots, "ord"), token)


def _addressed(slots: Slots) -> bool:
    return any(token.kind == "address" for end in groups_of(slots, "end") for token in tokens_of(end, "addr"))


def far_ends(outages: SessionRef) -> list[str]:
    """The other end of each session of a router that they all have, as often as it has one; none without such."""
    shared = set.intersection(*({item.a or "", item.b or ""} for item in outages)) if outages else set()
    if len(shared) != 1:
        return []
    (hub,) = shared
    return [str(item.b if item.a == hub else item.a) for item in outages]


def _flat(slots: Slots) -> list[Token]:
    found: list[Token] = []
    for _, value in slots:
        found += [value] if isinstance(value, Token) else _flat(value) if isinstance(value, tuple) else []
    return found


def _by_family(slots: Slots, pool: Sequence[PeeringOutage]) -> SessionRef:
    families = tokens_of(slots, "fam")
    if len({token.payload for token in families}) != len(families):
        raise Unclear("names a family twice", families[0])
    for token in families if word_of(slots, "q") != "no" else ():
        if not any(token.payload in families_of(each) for each in pool):
            raise Wrong(f"no session of the family {token.text} is meant by this incident", token)
    wanted = {token.payload for token in families}
    if word_of(slots, "num") == "one" and not word_of(slots, "twofam"):
        return tuple(each for each in pool if wanted <= families_of(each))
    return tuple(each for each in pool if not wanted or wanted & families_of(each))


def families_of(outage: PeeringOutage) -> set[str]:
    """A session's address families; where none was seen, that of its addresses."""
    if outage.afis:
        return set(outage.afis)
    address = outage.address_a or outage.address_b or ""
    return {"ipv6Unicast"} if ":" in address else {"ipv4Unicast"} if "." in address else set()


def node_of(token: Token) -> str:
    """A router that a token names.

    Raises:
        Wrong: no router has this name.
    """
    if not isinstance(token.payload, str):
        raise Wrong(f"{token.text!r} is no router of this incident", token)
    return token.payload


def _by_ends(slots: Slots, pool: Sequence[PeeringOutage], account: Account) -> SessionRef:
    found = list(pool)
    named = [token for end in groups_of(slots, "end") for name in ("node", "addr") for token in tokens_of(end, name)]
    _once([token for token in named if token.kind != "place"])
    for end in groups_of(slots, "end"):
        node, address = token_of(end, "node"), token_of(end, "addr")
        name = node_of(node) if node is not None else None
        found = [item for item in found if _has_end(item, name, address)]
        if not found:
            raise Wrong("no such session belongs to this incident", address or node)
    owner, far = token_of(slots, "owner"), token_of(slots, "far")
    near = [token for group in groups_of(slots, "of") for token in tokens_of(group, "node")]
    near += [owner] if owner is not None else []
    others = [token for group in groups_of(slots, "with") for token in tokens_of(group, "node")]
    _once([*near, *others])
    for tokens in (near, others):
        found = _with_all(found, tokens) if tokens else found
    if near and others:
        found = _across(found, set(map(node_of, near)), set(map(node_of, others)))
    pair = tokens_of(slots, "addr")
    if pair:
        _once(pair)
        addresses = {token.payload for token in pair}
        whole = [each for each in found if addresses == {each.address_a, each.address_b}]
        if not whole and all(any(token.payload in (o.address_a, o.address_b) for o in found) for token in pair):
            raise Unclear("names addresses that are not two ends of one session", pair[0])
        found = whole
    if owner is not None and far is not None:
        mine = node_of(owner)
        found = [each for each in found if far.payload == (each.address_b if each.a == mine else each.address_a)]
    return tuple(found)


def _once(tokens: Sequence[Token]) -> None:
    """No name may stand for two ends."""
    seen: set[str] = set()
    for token in tokens:
        name = str(token.payload or token.text)
        if name in seen:
            raise Wrong(f"names {token.text} twice", token)
        seen.add(name)


def _across(pool: Sequence[PeeringOutage], near: set[str], others: set[str]) -> list[PeeringOutage]:
    """Those with one end here and the other there; each router must have one."""
    ends = [(each, {each.a or "", each.b or ""}) for each in pool]
    found = [(each, both) for each, both in ends if both & near and both & others and len(both & (near | others)) == 2]
    met = {end for _, both in found for end in both}
    if not near | others <= met:
        raise Wrong(f"{sorted((near | others) - met)[0]} has no such session in this incident")
    return [each for each, _ in found]


def _has_end(outage: PeeringOutage, node: str | None, address: Token | None) -> bool:
    ends = ((outage.a, outage.address_a), (outage.b, outage.address_b))
    wanted = (address.payload, address.text) if address is not None else ()
    return any((node is None or node == end) and (not wanted or at in wanted) for end, at in ends)


def _with_all(pool: list[PeeringOutage], nodes: Sequence[Token]) -> list[PeeringOutage]:
    """Those with one of these routers as an end; each of the routers must be one."""
    names = [node_of(node) for node in nodes]
    found = [item for item in pool if {item.a, item.b} & set(names)]
    for token, name in zip(nodes, names, strict=True):
        if not any(name in (each.a, each.b) for each in found):
            raise Wrong(f"{name} has no such session in this incident", token)
    if len(names) > 1 and any({each.a, each.b} <= set(names) for each in found):
        inner = [each for each in found if {each.a, each.b} <= set(names)]
        if len(inner) != len(found):
            raise Unclear("may mean the sessions of each or those between them", nodes[0])
    return found


def _loses_all(pool: Sequence[PeeringOutage], account: Account) -> bool:
    """Whether these are the sessions of a router that is known to have lost all it had."""
    cause = account.incident.cause
    whole = cause.type in LOSES_ALL and cause.certainty == "proved" and cause.subject is not None
    return (
        whole
        and all(cause.subject in (item.a, item.b) for item in pool)
        and set(pool) == set(account.incident.peerings)
    )


def _by_agents(slots: Slots, pool: Sequence[PeeringOutage], account: Account, reading: Reading) -> SessionRef:
    """The sessions that belong to those who lost them."""
    agents = set(reading.agents)
    others = {node_of(token) for group in groups_of(slots, "with") for token in tokens_of(group, "node")}
    if len(agents) != len(reading.agents) or agents & others:
        raise Wrong("names one router twice", next(iter(_flat(slots)), None))
    if others:
        pool = _across(pool, agents, others)
    mine = [each for each in pool if agents & {each.a, each.b}]
    between = [each for each in mine if agents == {each.a, each.b}]
    if len(agents) == 2 and between and not groups_of(slots, "with"):
        mine = between
    if any(not any(agent in (each.a, each.b) for each in mine) for agent in agents):
        raise Wrong("one of them lost no such session", next(iter(_flat(slots)), None))
    whole = word_of(slots, "own") and not word_of(slots, "lostmod")
    whole = whole or (word_of(slots, "q") in ("all", "both") and not groups_of(slots, "with"))
    if whole and (len(agents) != 2 or not between) and not _loses_all(mine, account):
        raise Unclear("says all of its sessions, and only those of the incident are known")
    return tuple(mine)
