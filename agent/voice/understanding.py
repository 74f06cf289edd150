"""What was asked: the two readings of a sound held against each other, the lab, and the table of look-ups. Pure.

A question is answered only where both readings give the same names, or one gives it surely and the other does not
contradict; where every number that one of them has agrees; and where the lab itself agrees (10.1.2.2 is not in AS
65002). Anything else is asked back in one short sentence, or dropped where nobody asked anything.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, tzinfo
from typing import Literal

from agent.detect.operator_actions import port
from agent.report.knowledge import Knowledge
from agent.report.lookups import Lookup, read
from agent.report.prose.names import listed
from agent.report.questions.lexicon import PHRASES
from agent.voice.inventory import Inventory
from agent.voice.names import OFFERED, Certainty, Kind, Mention, mentions, stems
from agent.voice.numbers import HOMOPHONES, Token, tokens
from agent.voice.sounds import distance, sound, weight

Status = Literal["question", "unclear", "unread", "nothing"]

WHOM: Mapping[Kind, str] = {"node": "Which node", "address": "Which address", "as": "Which AS", "interface": "Which interface"}  # fmt: skip
ASKING = ("q.", "n.", "t.", "m.")
"""Groups of slots of which a question without a name has one at least."""

AGAIN = "I did not understand that. Please ask again."
TWO_WAYS = "I heard two things. Please ask again."


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it was understood; `node` is whose it is where the lab tells."""

    kind: Kind
    value: str
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """`question`: `text` is read as `lookup`, about `names`. `unclear`: `back` asks which of `candidates` is meant, for
    the gap `{}` in `text`. `unread`: `back` says what was not understood. `nothing`: nobody asked anything."""

    status: Status
    text: str = ""
    lookup: Lookup | None = None
    names: tuple[Name, ...] = ()
    back: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Version:
    """One reading: its tokens, and the names in them."""

    tokens: list[Token]
    mentions: list[Mention]


class Understander:
    """Understands questions about one lab, as it is known now."""

    def __init__(self, knowledge: Knowledge, lab: Inventory, zone: tzinfo = UTC) -> None:
        self._knowledge, self._lab, self._zone = knowledge, lab, zone

    def understand(self, prompted: str, plain: str) -> Understanding:
        """What both readings of one sound ask for."""
        versions = [self._version(text) for text in (prompted, plain)]
        agreed, leading = _agreed(*versions)
        texts = [self._text(version, agreed) for version in _ordered(versions, leading)]
        unclear = next((item for item in agreed if item.certainty == "unclear"), None)
        if unclear is not None:
            return self._ask(unclear, texts[0], agreed)
        found = [self._read(text) for text in dict.fromkeys(texts)]
        readings = [item for item in found if item is not None]
        names = tuple(self._name(item) for item in agreed)
        if not readings:
            return self._unread(texts, names)
        if len({replace(lookup, slots=frozenset()) for lookup, _ in readings}) > 1:
            return Understanding("unread", texts[0], names=names, back=TWO_WAYS)
        lookup, text = readings[0]
        if not names and not any(slot[:2] in ASKING or slot in ("e.happen", "e.change") for slot in lookup.slots):
            return Understanding("nothing", text)  # `okay`, heard out of noise, is no question
        doubt = self._doubt(names)
        if doubt:
            return Understanding("unread", text, names=names, back=doubt)
        return Understanding("question", text, lookup, names)

    def typed(self, text: str) -> Understanding:
        """The same of words that were typed."""
        return self.understand(text, text)

    def chosen(self, prompted: str, plain: str, candidates: Sequence[str]) -> str | None:
        """Which of the candidates an answer to a question back names: by name, by its digits alone, or by yes or no.

        None where it names none, or the two readings name two; empty where it says no.
        """
        agreed, _ = _agreed(self._version(prompted), self._version(plain))
        named = {item.value for item in agreed if item.certainty != "unclear"}
        if named:
            return named.pop() if len(named) == 1 else None
        picked = {_picked(text, candidates) for text in (prompted, plain)}
        return picked.pop() if len(picked) == 1 else None

    def _version(self, text: str) -> _Version:
        found = tokens(_once(text))
        return _Version(found, mentions(found, self._lab))

    def _text(self, version: _Version, agreed: Sequence[Mention]) -> str:
        """The words with the agreed names in their places, in the order in which they were said."""
        words: list[str] = []
        values = iter(agreed)
        at = 0
        for item in version.mentions:
            words += [token.text for token in version.tokens[at : item.start]]
            value = next(values, None)
            if value is not None:
                words.append(self._written(value))
            at = item.start + item.size
        words += [token.text for token in version.tokens[at:]]
        return _words(" ".join(words))

    def _written(self, item: Mention) -> str:
        """A name as the table of look-ups knows it: an AS by its one node."""
        if item.certainty == "unclear":
            return "{}"
        if item.kind == "as":
            nodes = self._lab.as_numbers.get(int(item.value), ())
            return nodes[0] if len(nodes) == 1 else item.value
        return item.value

    def _name(self, item: Mention) -> Name:
        if item.kind == "address":
            return Name(item.kind, item.value, self._lab.addresses.get(item.value))
        if item.kind == "as":
            nodes = self._lab.as_numbers.get(int(item.value), ())
            return Name(item.kind, item.value, nodes[0] if len(nodes) == 1 else None)
        return Name(item.kind, item.value, item.value if item.kind == "node" else None)

    def _read(self, text: str) -> tuple[Lookup, str] | None:
        now_ns = self._knowledge.session.to_ns
        reading = read(text, self._knowledge, now_ns, self._zone)
        if reading.lookup is None and reading.unread and not reading.strange:
            mended = self._mended(text, reading.unread)
            if mended is not None:
                text, reading = mended, read(mended, self._knowledge, now_ns, self._zone)
        return (reading.lookup, text) if reading.lookup is not None else None

    def _mended(self, text: str, unread: Sequence[str]) -> str | None:
        """The text with each unread word as the one that it sounds like; None where one sounds like none, or several.

        A letter, and what sounds like the beginning of a name of this lab, may be the rest of a name.
        """
        for word in unread:
            heard = sound(word)
            if not word.isalpha() or len(word) == 1 or heard in stems(self._lab.nodes):
                return None
            far = sorted((distance(heard, sound(item)) / max(weight(sound(item)), 0.6), item) for item in _OFTEN)
            if far[0][0] > 0.25 or far[1][0] - far[0][0] < 0.1:
                return None
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", far[0][1], text, flags=re.IGNORECASE)
        return text

    def _unread(self, texts: Sequence[str], names: tuple[Name, ...]) -> Understanding:
        """What is said to a question that nobody could read; nothing where it is none."""
        asked = max((_askings(text) for text in texts), default=0)
        if not names and asked < 2:
            return Understanding("nothing", texts[0])
        about = f"About {listed([name.value for name in names])}: " if names else ""
        many = [name.value for name in names if name.kind == "as" and name.node is None]
        if many:
            nodes = self._lab.as_numbers.get(int(many[0]), ())
            return Understanding("unclear", texts[0].replace(many[0], "{}", 1), names=names, candidates=nodes,
                                 back=f"AS {many[0]} has several nodes. Which node do you mean?")  # fmt: skip
        return Understanding("unread", texts[0], names=names, back=f"{about}{AGAIN}")

    def _ask(self, unclear: Mention, text: str, agreed: Sequence[Mention]) -> Understanding:
        names = tuple(self._name(item) for item in agreed if item.certainty != "unclear")
        if not names and not unclear.candidates and _askings(text) < 2:
            return Understanding("nothing", text)
        several = sum(item.certainty == "unclear" for item in agreed) > 1
        options = () if several else unclear.candidates
        prefix = "AS " if unclear.kind == "as" else ""
        if several:
            back = "Which names do you mean? Please ask again."
        elif 0 < len(options) <= OFFERED:
            back = f"Did you mean {_either([prefix + item for item in options])}?"
        else:
            stems = {item.rstrip("0123456789") for item in options}
            back = f"Which {stems.pop()} do you mean?" if len(stems) == 1 else f"{WHOM[unclear.kind]} do you mean?"
        return Understanding("unclear", text, names=names, back=back, candidates=options)

    def _doubt(self, names: Sequence[Name]) -> str:
        """What the lab says against the names of one question, in a sentence; empty where nothing does."""
        nodes = [name.value for name in names if name.kind == "node"]
        for name in names:
            if name.kind == "interface" and nodes and port(name.value) not in self._lab.ports.get(nodes[0], {port(name.value)}):
                return f"{nodes[0]} has no interface {name.value} that I know. Please ask again."
            if name.kind == "address" and name.node and len(names) > 1:
                other = next((item for item in names if item.kind == "as"), None)
                if other is not None and other.node and other.node != name.node:
                    return f"{name.value} is not in AS {other.value}. Please ask again."
        return ""


YES = frozenset(("yes", "yeah", "yep", "right", "correct", "exactly", "sure", "ok", "okay"))
NO = frozenset(("no", "nope", "wrong", "neither", "none"))


def _picked(text: str, candidates: Sequence[str]) -> str | None:
    """The candidate that one reading picks; empty for no, None where it picks none."""
    found = tokens(text)
    words = {token.word for token in found}
    if words & NO:
        return ""
    digits = "".join(token.digits or HOMOPHONES.get(token.word, "") for token in found)
    if digits:
        having = [item for item in candidates if "".join(re.findall(r"\d+", item)) == digits]
        return having[0] if len(having) == 1 else None
    return candidates[0] if words & YES and len(candidates) == 1 else None


def _agreed(prompted: _Version, plain: _Version) -> tuple[list[Mention], int]:
    """The names that both readings stand for, and which of the two leads (0 or 1)."""
    a, b = prompted.mentions, plain.mentions
    if len(a) == len(b):
        return [_both(one, other) for one, other in zip(a, b, strict=True)], 0
    leading = 0 if len(a) > len(b) else 1
    long, short = (a, b) if leading == 0 else (b, a)
    left = list(short)
    found = []
    for item in long:
        match = next((other for other in left if {item.value, *item.candidates} & {other.value, *other.candidates}), None)
        if match is not None:
            left.remove(match)
            found.append(_both(item, match))
        else:
            found.append(item if item.certainty == "sure" else _unclear(item, (item,)))
    return [*found, *(_unclear(item, (item,)) for item in left)], leading


def _both(one: Mention, other: Mention) -> Mention:
    """One name out of two readings."""
    if one.value and one.value == other.value and one.kind == other.kind:
        certainty: Certainty = "sure" if "sure" in (one.certainty, other.certainty) else "likely"
        return replace(one, certainty=certainty)
    if one.value and other.value:
        return _unclear(one, (one, other))
    known, vague = (one, other) if one.value else (other, one)
    if known.certainty == "sure" and (not vague.candidates or known.value in vague.candidates):
        return replace(known, certainty="likely")
    return _unclear(known, (known, vague))


def _unclear(item: Mention, among: Sequence[Mention]) -> Mention:
    candidates = tuple(dict.fromkeys(name for each in among for name in (each.value, *each.candidates) if name))
    return replace(item, value="", certainty="unclear", candidates=candidates)


def _ordered(versions: Sequence[_Version], leading: int) -> list[_Version]:
    """The leading reading first; the other only where it has as many names."""
    first, second = versions[leading], versions[1 - leading]
    return [first, second] if len(first.mentions) == len(second.mentions) else [first]


def _once(text: str) -> str:
    """A transcript without the loops of a model that says everything twice."""
    sentences = [item.strip() for item in re.split(r"(?<=[.?!])\s+", text) if item.strip()]
    return " ".join(dict.fromkeys(sentences))


_SPELLED = re.compile(r"\b[aA] ?\.?[sS]\b(?=[ .,?!]|$)|\b[iI]t [sS]\b|\bthat S\b|\bASN\b")


def _words(text: str) -> str:
    """`a S` is `AS`."""
    return _SPELLED.sub("AS", text)


def _either(options: Sequence[str]) -> str:
    return " or ".join([", ".join(options[:-1]), options[-1]] if len(options) > 1 else options)


def _askings(text: str) -> int:
    """Words of a text that questions are made of."""
    count = 0
    for token in tokens(text):
        slots = PHRASES.get((token.word,), ("-",))
        count += any(slot != "-" for slot in slots)
    return count


_OFTEN = ("did", "is", "was", "were", "are", "does", "has", "when", "why", "which", "what", "who", "how", "how long",
          "in", "of", "up", "down", "lost", "fail", "session", "sessions", "go", "come", "back")  # fmt: skip
"""Words of questions that a word nobody knows may be, where it sounds like one of them alone."""
