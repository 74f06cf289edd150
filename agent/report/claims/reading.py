"""A text read back sentence by sentence: supported, contradicted, or not read.

A sentence is read where each of its words has a meaning, and holds where every statement in it is so. It may be parted
into statements in several ways: it is supported where one of them holds, contradicted where a fact denies all of them.
Linear in the text: sentences have a longest length, and so has the text.
"""

from functools import lru_cache

from agent.report.claims.account import Account
from agent.report.claims.outcome import Wrong
from agent.report.claims.required import omissions
from agent.report.claims.sentence_reader import Outcome, read
from agent.report.claims.sentences import Piece, pieces
from agent.report.claims.sessions_meant import Context
from agent.report.claims.tokens import Token, tokens
from agent.report.claims.verdict import Finding, SentenceVerdict, TextVerdict
from agent.report.claims.wordings import said
from agent.report.fact_sheet import FactSheet

TEXT_LIMIT = 64_000
"""Bytes of a text that are read; a longer one is refused."""

TOKENS_AT_MOST = 90


class TextTooLong(ValueError):
    """The text is longer than what is read at once."""


@lru_cache(maxsize=8)
def account_of(sheet: FactSheet, published: bool) -> Account:
    """What the texts about an incident are held against; sentence by sentence it is the same."""
    return Account(sheet, published)


def read_text(text: str, sheet: FactSheet, *, published: bool = False) -> TextVerdict:
    """Every sentence of a text, held against an incident; `published`: as strictly as what goes into a report.

    Raises:
        TextTooLong: the text has more than `TEXT_LIMIT` bytes.
    """
    size = len(text.encode())
    if size > TEXT_LIMIT:
        raise TextTooLong(f"the text has {size} bytes; at most {TEXT_LIMIT} are read")
    account, context = account_of(sheet, published), Context()
    found = []
    for piece in pieces(text):
        verdict, context = read_sentence(text, piece, account, context)
        found.append(verdict)
    stated = {fact for item in found for fact in item.facts}
    return TextVerdict(tuple(found), omissions(sheet, stated))


def read_sentence(text: str, piece: Piece, account: Account, before: Context) -> tuple[SentenceVerdict, Context]:
    """One sentence, and what the next may look back to."""
    span = (piece.start, piece.end)
    words = text[piece.start : piece.end]

    def unread(check: str, message: str, token: Token | None = None) -> tuple[SentenceVerdict, Context]:
        place = (token.start, token.end) if token else span
        return SentenceVerdict(words, span, "not_read", (), (Finding(check, place, message),)), Context()

    parts = tokens(text, account.names, piece.start, piece.end)
    if len(parts) > TOKENS_AT_MOST:
        return unread("length", f"has more than {TOKENS_AT_MOST} words")
    odd = next((token for token in parts if account.published and not _spelled(token)), None)
    if odd is not None:
        return unread("values", f"{odd.text!r} is written {odd.payload!r}", odd)
    if account.published and parts and parts[0].text[0].islower() and parts[0].kind == "word":
        return unread("words", "begins in the middle of a sentence", parts[0])
    outcome = read(parts, account, before)
    denied = outcome.wrong
    try:
        facts = said(parts, account.wordings)
    except Wrong as error:
        facts, denied = None, denied or error
    if facts is not None or outcome.context is not None:
        context = outcome.context or Context()
        stated = tuple(dict.fromkeys((*(facts or ()), *context.facts)))
        return SentenceVerdict(words, span, "supported", stated), context
    return _refused(words, span, denied, outcome) if denied else unread(*_why(outcome))


def _refused(words: str, span: tuple[int, int], error: Wrong, outcome: Outcome) -> tuple[SentenceVerdict, Context]:
    place = (error.token.start, error.token.end) if error.token else span
    finding = Finding("facts", place, error.message, error.fact.id if error.fact else None)
    return SentenceVerdict(words, span, "contradicted", (), (finding,)), Context()


def _why(outcome: Outcome) -> tuple[str, str, Token | None]:
    assert outcome.unclear is not None
    return "words", outcome.unclear.message, outcome.unclear.token


def _spelled(token: Token) -> bool:
    """Whether a name is written as it is, letter by letter."""
    named = token.kind in ("node", "place") and isinstance(token.payload, str)
    return not named or str(token.payload).endswith(token.text)
