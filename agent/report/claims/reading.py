"""A text read back sentence by sentence: supported, contradicted, or not read.

A sentence is matched whole with the claims' grammar; each of its clauses is held against the facts. A sentence may
match in several ways: it is supported where one of them holds, contradicted where a fact denies all of them. Linear in
the text: sentences have a longest length, and so has the text.
"""

from dataclasses import replace

from agent.report.claims.account import Account, Reading, Unclear, Wrong, token_of, word_of
from agent.report.claims.clauses import check_clause
from agent.report.claims.event_facts import check_span
from agent.report.claims.grammar import Slots, grammar
from agent.report.claims.matching import Matcher
from agent.report.claims.phrases import plain
from agent.report.claims.required import omissions
from agent.report.claims.sentences import Piece, pieces
from agent.report.claims.tokens import Token, tokens
from agent.report.claims.verdict import Decision, Finding, SentenceVerdict, TextVerdict
from agent.report.claims.wordings import said
from agent.report.fact_sheet import FactSheet
from clab.units import SECOND_NS

TEXT_LIMIT = 64_000
"""Bytes of a text that are read; a longer one is refused."""

EXPLAINED = (
    "planned",
    "incident",
    "severity",
    "noticed",
    "closer",
    "event",
    "observed",
    "reported",
    "agent",
    "sessions",
)
REASONS = (
    "happening",
    "cause",
    "runtime",
    "pausespan",
    "limit",
    "daemon",
    "port",
    "auth",
    "asn",
    "igp",
    "event",
    "typed",
    "command",
    "planned",
)
"""Claims that a `because` may explain, and those that explain."""

LOSSES = ("sessions", "agent", "effect")
WHEN_NS = 2 * SECOND_NS
"""What happened when something else did is not further from it."""

TOKENS_AT_MOST = 90
WAYS_AT_MOST = 24


class TextTooLong(ValueError):
    """The text is longer than what is read at once."""


def read_text(text: str, sheet: FactSheet, *, published: bool = False) -> TextVerdict:
    """Every sentence of a text, held against an incident; `published`: as strictly as what goes into a report.

    Raises:
        TextTooLong: the text has more than `TEXT_LIMIT` bytes.
    """
    size = len(text.encode())
    if size > TEXT_LIMIT:
        raise TextTooLong(f"the text has {size} bytes; at most {TEXT_LIMIT} are read")
    account, context = Account(sheet, published), Reading()
    found = []
    for piece in pieces(text):
        verdict, context = read_sentence(text, piece, account, context)
        found.append(verdict)
    stated = {fact for item in found for fact in item.facts}
    return TextVerdict(tuple(found), omissions(sheet, stated))


def read_sentence(text: str, piece: Piece, account: Account, before: Reading) -> tuple[SentenceVerdict, Reading]:
    """One sentence, and what the next may look back to."""
    parts = tokens(text, account.names, piece.start, piece.end)
    odd = next((token for token in parts if account.published and not _spelled(token)), None)
    if odd is not None:
        finding = Finding("values", (odd.start, odd.end), f"{odd.text!r} is written {odd.payload!r}")
        return _verdict(text, piece, "not_read", (finding,), before), Reading()
    matcher = Matcher(parts, grammar(published=account.published))
    ways = matcher.whole("SENTENCE")[:WAYS_AT_MOST] if 0 < len(parts) <= TOKENS_AT_MOST else ()
    if not ways and not account.published and len(parts) <= TOKENS_AT_MOST:
        matcher = Matcher(plain(parts), grammar())
        ways = matcher.whole("SENTENCE")[:WAYS_AT_MOST]
    whole = replace(before, facts={}, at_ns=None, before_ns=before.at_ns)
    denied: list[Wrong] = []
    unclear: list[Unclear] = []
    for way in ways:
        reading = replace(whole, facts={})
        try:
            _clauses(way, account, reading)
        except Wrong as error:
            denied.append(error)
        except Unclear as error:
            unclear.append(error)
        else:
            return _verdict(text, piece, "supported", (), reading), reading
    try:
        facts = said(parts, account.wordings)
    except Wrong as error:
        if denied == [] or unclear:
            denied, unclear = [error], []
    else:
        if facts is not None:
            reading = replace(whole, facts=dict.fromkeys(facts))
            return _verdict(text, piece, "supported", (), reading), replace(reading, sessions=())
    finding, decision = _finding(denied, unclear, parts, matcher, piece)
    return _verdict(text, piece, decision, (finding,), whole), Reading()


def _spelled(token: Token) -> bool:
    """Whether a name is written as it is, letter by letter."""
    named = token.kind in ("node", "place") and isinstance(token.payload, str)
    return not named or str(token.payload).endswith(token.text)


def _verdict(
    text: str, piece: Piece, decision: Decision, findings: tuple[Finding, ...], reading: Reading
) -> SentenceVerdict:
    facts = tuple(reading.facts) if decision == "supported" else ()
    return SentenceVerdict(text[piece.start : piece.end], (piece.start, piece.end), decision, facts, findings)


def _finding(
    denied: list[Wrong], unclear: list[Unclear], parts: list[Token], matcher: Matcher, piece: Piece
) -> tuple[Finding, Decision]:
    span = (piece.start, piece.end)
    if denied and not unclear:
        error = denied[0]
        place = (error.token.start, error.token.end) if error.token else span
        return Finding("facts", place, error.message, error.fact.id if error.fact else None), "contradicted"
    if unclear:
        token = unclear[0].token
        return Finding("facts", (token.start, token.end) if token else span, unclear[0].message), "not_read"
    strange = next((part for part in parts if part.payload is None and part.kind in ("node", "place", "?")), None)
    if strange is not None:
        message = f"{strange.text!r} is no value of this incident"
        return Finding("values", (strange.start, strange.end), message), "not_read"
    if len(parts) > TOKENS_AT_MOST:
        return Finding("length", span, f"has more than {TOKENS_AT_MOST} words"), "not_read"
    if matcher.furthest < len(matcher.tokens):
        token = matcher.tokens[matcher.furthest]
        return Finding("words", (token.start, token.end), f"no claim has {token.text!r} in this place"), "not_read"
    return Finding("words", span, "ends before its claim does"), "not_read"


def _clauses(way: Slots, account: Account, reading: Reading) -> None:
    """Every clause in turn; `then` asks for the order in time, `so` for a cause before what it led to."""
    link, last = "", ""
    order: Slots = ()
    fronted: Slots = ()
    for name, value in way:
        if name in ("seq", "so", "sub", "front", "because"):
            link = name
            order = value if isinstance(value, tuple) else (("order", value),)
            fronted = order if name == "front" else fronted
            continue
        if name != "c":
            continue
        assert isinstance(value, tuple)
        earlier, reading.at_ns, reading.observers = reading.at_ns, None, ()
        reading.before_ns = earlier if earlier is not None else reading.before_ns
        reading.beside = link in ("sub", "front")
        check_clause(value, account, reading)
        claim = word_of(value, "claim")
        if link == "sub":
            _in_time(order, earlier, reading.at_ns, account, reading)
        if link == "because" and (last not in EXPLAINED or reading.pred == "back" or claim not in REASONS):
            raise Unclear("gives a reason for what has another")
        if fronted and link != "front":
            _in_time(fronted, reading.at_ns, earlier, account, reading)
            fronted = ()
        if link == "seq":
            if earlier is None or reading.at_ns is None:
                raise Unclear("says then of what has no time")
            if reading.at_ns < earlier:
                raise Wrong("it was the other way round in time")
        if link == "so" and not (
            (last == "happening" and reading.pred == "lost" and claim in LOSSES)
            or (last in REASONS and claim in ("planned", "incident", "severity"))
        ):
            raise Unclear("says so of what did not follow from it")
        link, last = "", claim


def _in_time(said: Slots, main_ns: int | None, beside_ns: int | None, account: Account, reading: Reading) -> None:
    """Whether what a clause says was after, before or when what its subordinate clause says was.

    Raises:
        Wrong: it was the other way round in time.
        Unclear: one of them has no time, or they are far from each other.
    """
    order, gap = word_of(said, "order"), token_of(said, "subgap")
    if main_ns is None or beside_ns is None:
        raise Unclear(f"says {order} of what has no time")
    if order == "while":
        ends = [item.restored_ns for item in reading.sessions]
        if beside_ns > main_ns or (None not in ends and main_ns > max(end or 0 for end in ends)):
            raise Unclear("was not all the while")
    elif order == "when":
        if abs(main_ns - beside_ns) > WHEN_NS:
            raise Unclear("was not when that was")
    elif (main_ns < beside_ns) != (order == "before") and main_ns != beside_ns:
        raise Wrong("it was the other way round in time")
    check_span(gap, abs(main_ns - beside_ns), said)
