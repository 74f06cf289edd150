"""States: lost or kept, back or still down, open or closed, planned or not."""

import re

from agent.core.monitor import Finding, Monitor, Prose, Scope, families_of
from agent.core.reading import Clause, Event, Sentence, Span
from agent.core.reading.lexicon import SESSION, negated

PARTLY = re.compile(
    r"\b(?:other|others|else|further|additional|more|another|remaining|rest|except|apart from|besides|"
    r"only|beyond|outside|unrelated)\b",
    re.I,
)
ELSEWHERE = re.compile(r"\b(?:else|elsewhere|beyond|outside|unrelated|further|additional|no other)\b", re.I)
NODE_KEPT = re.compile(
    r"\b(?:node|router|container|daemon|process|box|interface|link|bgpd|ran|running|kept running|host)\b", re.I
)
OPEN = re.compile(
    r"\b(?:incident|case|it|event|fault|outage|status|issue|problem)\b[^.;]{0,24}?\b(?:(?:is|remains?|"
    r"was|stays|left|has been|still) (?:still |now |currently |not yet )*(?P<open>open|ongoing|"
    r"unresolved|in progress|active|not (?:yet )?(?:closed|resolved|over))|(?:is|was|has been|now|"
    r"are) (?:now |since |already |been )*(?P<closed>closed|resolved|over|done)|"
    r"status[:\s]+(?P<s>open|closed))\b"
    r"|\b(?:incident|case|outage|interruption|downtime|disruption|trouble) (?P<goes>goes on|"
    r"continues|persists|drags on|endures|"
    r"lasts to this day|lasts until today)\b"
    r"|\bstatus(?: is| was)?[:\s]+(?P<s2>open|closed)\b|\b(?:the |an |this )(?P<adj>open|closed|"
    r"ongoing|unresolved|resolved) incident\b",
    re.I,
)
PLANNED = re.compile(
    r"\b(?P<no>un-?planned|un-?scheduled|un-?intended|unintentional|not planned|never planned|(?:was|"
    r"is) no planned|accident(?:al|ally)?|unexpected(?:ly)?|unforeseen|out of the blue|(?:by|"
    r"as a|came as a) (?:complete )?surprise|"
    r"surpris\w+|unannounced)\b|\b(?P<yes>(?:pre-?)?planned|scheduled|"
    r"pre-?announced|on purpose|deliberate(?:ly)?|intentional(?:ly)?|intended|maintenance|"
    r"foreseen|beforehand|in advance|"
    r"as (?:arranged|agreed)|by arrangement|drill|(?:operator|admin|administrator|engineer)(?:'s)? "
    r"(?:own )?(?:commands?|doing|action)|"
    r"(?:operator|engineer|admin|administrator|person|human|somebody|someone) (?:on \w+ "
    r")?(?:deliberately |had |has )*(?:paused|killed|stopped|"
    r"brought|took|pulled|unplugged|disabled|ordered|asked for|wanted))\b",
    re.I,
)
NO_SESSION = re.compile(
    r"\b(?:no|without(?: any)?|not a single|zero|0) (?:\w+ ){0,2}?(?:sessions?|peerings?|neighbou?rs?|"
    r"adjacenc\w+)\b[^.;,]{0,30}?\b(?:lost|dropped|affected|went down|down|failed|losing|loss|"
    r"interrupted|fell)|without (?:any )?(?:session )?(?:loss|losing)|\bno (?:session )?loss(?:es)?\b|"
    r"none of (?:the|its|their|these) (?:\w+ )?(?:sessions?|peerings?|neighbou?rs?) (?:was|"
    r"were|went|dropped|fell|got|has been) ?"
    r"(?:ever |actually )?(?:affected|lost|interrupted|hit|down|dropped|touched|concerned)?|"
    r"cost no (?:session|peering)|(?:all|every|both) (?:\w+ )?(?:sessions?|peerings?) (?:stayed|"
    r"remained|held|kept|survived)",
    re.I,
)
NO_RECOVERY = re.compile(
    r"\b(?:no|without(?: any)?) (?:recovery|restoration|session (?:recovered|came back|was restored|"
    r"has recovered))|\bnone (?:of (?:\w+ ){1,4}?)?(?:has |have |was |were |is |are )?(?:recovered|come back|"
    r"came back|restored|returned|back)",
    re.I,
)
MEANT = re.compile(r"on purpose|deliberate|intentional|intended|operator|admin|engineer|person|human|some", re.I)
ACTS = ("admin_shutdown", "admin_reset", "peer_deconfigured")
"""Causes that somebody meant, planned or not."""
DENIES = re.compile(
    r"\b(?:no|not|nothing|nobody|none|never|neither|nor|outside|whether|hardly|far from|rather than|"
    r"instead of|without)\b(?:(?!\bso\b|\btherefore\b)[^.;:]){0,90}$|n't\b(?:(?!\bso\b)[^.;]){0,60}$",
    re.I,
)
AFRESH = re.compile(r",\s+(?=(?:[\w-]+\d|it|this|we|they|the \w+) (?:was|were|is|are|has|had|\w+ed)\b)", re.I)
"""Where a statement of its own begins after a comma: a denial before it does not reach so far."""
FUTURE = re.compile(
    r"\b(?:will|would|should|may|might|could(?! not)|if|when it|can|expected to|needs? to|to be|"
    r"must)\b",
    re.I,
)


def check(prose: Prose) -> list[Finding]:
    """What the text says of states, against the sheet."""
    found: list[Finding] = []
    for sentence in prose.reading.statements:
        found += _open(prose, sentence) + _planned(prose, sentence) + _sweeping(prose, sentence)
        for clause in sentence.clauses:
            for event in clause.events:
                message = _event(prose, clause, event)
                if message:
                    found.append(Finding("states", event.span, *message))
    return found


def _event(prose: Prose, clause: Clause, event: Event) -> tuple[str, str | None] | None:
    scope = prose.scope(clause)
    if FUTURE.search(clause.text[: max(0, event.span.start - clause.span.start)]):
        return None
    if not prose.outages:
        lossless = prose.sheet.incident.cause.type
        if (
            event.kind in ("lost", "down")
            and SESSION.search(clause.text)
            and not clause.causes
            and not negated(clause.text)
        ):
            return f"no session was lost: it is {lossless.replace('_', ' ')}", prose.fact("count")
        return None
    if not scope.outages:
        return None
    match event.kind:
        case "down":
            return _down(prose, clause, scope)
        case "restored":
            sure = scope.named or scope.how == "carried" or len(prose.outages) == len(scope.outages)
            if sure and all(each.restored_ns is None for each in scope.outages):
                return "it is still down", prose.fact("peering")
        case "kept":
            return _kept(prose, clause, scope, event)
        case "lost":
            pass
    return None


def _down(prose: Prose, clause: Clause, scope: Scope) -> tuple[str, str | None] | None:
    partly = PARTLY if any(each.restored_ns is None for each in prose.outages) else ELSEWHERE
    if partly.search(clause.text) and not scope.named:
        return None
    if all(each.restored_ns is not None for each in scope.outages):
        if (
            re.search(r"\b(?:link|interface|node|router|container|daemon)\b", clause.text, re.I)
            and not SESSION.search(clause.text)
            and not scope.named
        ):
            return None
        return "it was restored", prose.fact("restored_at")
    return None


def _kept(prose: Prose, clause: Clause, scope: Scope, event: Event) -> tuple[str, str | None] | None:
    strange = {each.value for each in clause.names if each.kind == "family"}
    if strange and not strange & {family for each in scope.outages for family in families_of(each)}:
        return None  # another session of the two, which the incident does not have
    told = clause.text[: event.span.end - clause.span.start + 16]
    if PARTLY.search(told) or (NODE_KEPT.search(clause.text) and not SESSION.search(clause.text)):
        return None
    if scope.how in ("pair", "address", "carried", "family"):
        return "it was lost", prose.fact("lost_at")
    if (
        scope.how == "whole"
        and SESSION.search(clause.text)
        and not re.search(r"\b(?:not|no|none)\b[^.;]*\b(?:on|over|using)\b", clause.text, re.I)
    ):
        return f"{len(prose.outages)} peerings were lost", prose.fact("lost_at")
    if scope.how == "node":
        mine = set(clause.nodes())
        if mine & {node for each in prose.outages for node in (each.a, each.b)}:
            return "sessions of this node were lost", prose.fact("lost_at")
    return None


def _sweeping(prose: Prose, sentence: Sentence) -> list[Finding]:
    """ "No session was lost", "none recovered"."""
    found = []
    word = NO_SESSION.search(sentence.text)
    if (
        word
        and re.search(r"\b(?:still|remain\w*|is|are)\b", word[0], re.I)
        and not re.search(r"affected|lost", word[0], re.I)
    ):
        word = None
    if (
        word
        and prose.outages
        and not PARTLY.search(sentence.text)
        and not re.search(r"\b(?:until|before|till)\b", sentence.text, re.I)
    ):
        found.append(_at(sentence, word, f"{len(prose.outages)} peerings were lost", prose.fact("lost_at")))
    back = NO_RECOVERY.search(sentence.text)
    if back and not PARTLY.search(sentence.text) and _any_back(prose, sentence, back):
        found.append(_at(sentence, back, "peerings were restored", prose.fact("restored_at")))
    return found


def _any_back(prose: Prose, sentence: Sentence, word: "re.Match[str]") -> bool:
    """Whether any of the peerings that a denial speaks of did come back."""
    at = sentence.span.start + word.start()
    here = [each for each in sentence.clauses if each.span.start <= at]
    scope = prose.scope(here[-1] if here else sentence.clauses[0])
    if scope.how in ("pair", "address", "carried"):  # "r2-r4: no restoration seen" may mean one of two
        return all(each.restored_ns is not None for each in scope.outages)
    return any(each.restored_ns is not None for each in prose.outages)


def _open(prose: Prose, sentence: Sentence) -> list[Finding]:
    word = OPEN.search(sentence.text)
    if not word:
        return []
    told = next(text.lower() for text in word.groupdict().values() if text)
    closed = told in ("closed", "resolved", "over", "done")
    if negated(sentence.text[: word.end()].rpartition(told)[0]) and told != "not" and not told.startswith("not"):
        closed = not closed
    if closed == (prose.sheet.incident.status == "closed"):
        return []
    return [_at(sentence, word, f"the incident is {prose.sheet.incident.status}", prose.fact("status"))]


def _planned(prose: Prose, sentence: Sentence) -> list[Finding]:
    word = PLANNED.search(sentence.text)
    cause = prose.sheet.incident.cause
    if not word or _is_data(prose, sentence, word) or (cause.type in ACTS and MEANT.match(word[0])):
        return []
    before, after = AFRESH.split(sentence.text[: word.start()])[-1], sentence.text[word.end() :]
    if re.match(r"[\s:=*]*(?:\?|:|=)\W*(?:no|false)\b", after, re.I) or DENIES.search(before):
        planned = word["yes"] is None
    else:
        planned = (word["yes"] is not None) != negated(before)
    if (
        re.match(r"(?:accident|unexpected|unforeseen|out|by (?:a|s)|as a |came|surpris)", word[0], re.I)
        and not cause.planned
    ):
        return []
    if planned == cause.planned:
        return []
    told = "planned" if cause.planned else "not known to be planned"
    return [_at(sentence, word, f"it was {told}", prose.fact("planned"))]


def _is_data(prose: Prose, sentence: Sentence, word: "re.Match[str]") -> bool:
    """Whether the word stands in quotation marks, as what a person wrote."""
    span = Span(sentence.span.start + word.start(), sentence.span.start + word.end())
    return any(quote.covers(span) for quote, _ in prose.reading.quotes)


def _at(sentence: Sentence, word: "re.Match[str]", message: str, fact: str | None) -> Finding:
    return Finding("states", Span(sentence.span.start + word.start(), sentence.span.start + word.end()), message, fact)


MONITOR = Monitor("states", check)
