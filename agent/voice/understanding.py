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
from agent.report.answers.answer import answer
from agent.report.knowledge import Knowledge
from agent.report.prose import render
from agent.report.prose.names import listed
from agent.report.question_reader import read
from agent.report.questions.lexicon import PHRASES
from agent.report.questions.lookups import Lookup
from agent.voice.agreement import Version, agreed, ordered, picked, strays, version
from agent.voice.heard import Heard
from agent.voice.inventory import Inventory
from agent.voice.mention import OFFERED, POSSIBLE, Kind, Mention, far
from agent.voice.node_names import stems
from agent.voice.numbers import HOMOPHONES, tokens
from agent.voice.rivals import close, opens, rivals, worth
from agent.voice.sounds import distance, sound, weight

Status = Literal["question", "unclear", "unread", "nothing"]

WHOM: Mapping[Kind, str] = {
    "node": "Which node",
    "address": "Which address",
    "as": "Which AS",
    "interface": "Which interface",
}
ASKING = ("q.", "n.", "t.", "m.")
"""Groups of slots of which a question without a name has one at least."""

CLEAR, DOUBTFUL, LOST = -0.35, -0.5, -0.85
"""Mean log probabilities of the ears. Clear speech has -0.3; below the first a word that points may have been a name,
below the second a name must be in both readings and no word is mended, below the third nothing is answered."""

AGAIN = "I did not understand that. Please ask again."
READ_ONLY = "I only answer questions, and change nothing."
POLITE = frozenset(("please", "can", "could", "would", "will", "you", "hey", "labkeeper", "now", "just", "go", "and"))
DEEDS = frozenset(
    ("reboot", "restart", "reload", "shut", "shutdown", "reset", "clear", "kill", "stop", "start", "disable", "enable",
     "turn", "bring", "take", "put", "configure", "remove", "delete", "add", "set", "change", "fix", "repair",
     "deploy", "destroy", "ping", "run", "unplug", "flap", "bounce", "drain", "block", "announce", "withdraw")
)  # fmt: skip
"""What a question does not begin with, and an order does."""

POINTING = frozenset(("it", "this", "that", "these", "those"))
"""Words that point at what was named, and are heard where a name was."""

JOINTS = {"from": "to", "between": "and"}
"""Words with two names behind, and what stands between these."""

OF_TIME = frozenset(("last", "past", "an", "half", "this", "one", "per"))
"""Words before an hour; `our`, which sounds like it, has others before it."""

HIDING = frozenset(("everyone", "anyone", "someone"))
"""Words that end like a name with a number (`R one`), heard where one was said."""

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


class Understander:
    """Understands questions about one lab, as it is known now."""

    def __init__(self, knowledge: Knowledge, lab: Inventory, zone: tzinfo = UTC) -> None:
        self._knowledge, self._lab, self._zone = knowledge, lab, zone

    def understand(self, heard: Heard) -> Understanding:
        """What both readings of one sound ask for."""
        confidence, both = heard.confidence, (heard.prompted, heard.plain)
        versions = [version(text, self._lab) for text in both]
        strict = confidence < DOUBTFUL
        said, leading = agreed(*versions, strict=strict)
        raws: dict[str, str] = {}
        for item in ordered(versions, leading):
            raws.setdefault(self._text(item, said), item.text)
        texts = list(raws)
        names = tuple(self._name(item) for item in said if item.certainty != "unclear")
        unclear = [item for item in said if item.certainty == "unclear"]
        if unclear:
            return self._ask(unclear, texts[0], names)
        if any(_orders(text) for text in both):
            return Understanding("unread", texts[0], names=names, back=READ_ONLY)
        several = next((name for name in names if name.kind == "as" and name.node is None), None)
        if several is not None:
            return self._which_of(several, texts[0], names)
        readings = [
            (*found, raw) for text, raw in raws.items() if (found := self._read(text, mend=not strict)) is not None
        ]
        if not readings or confidence < LOST or any(strays(item, said) for item in versions):
            return self._unread(texts, names)
        lookup, text, raw = min(readings, key=lambda reading: not _tensed(reading[0]))
        if any(self._differ(lookup, other) for other, _, _ in readings):
            return Understanding("unread", texts[0], names=names, back=TWO_WAYS)
        if not names and not _asks(lookup, text):
            return Understanding("nothing", text)
        if strict and not names:
            return Understanding("unread", text, back=AGAIN)  # its name is lost more likely than that it had none
        if strict and (POINTING & set(text.lower().split()) or not {"q.", "t."} & {slot[:2] for slot in lookup.slots}):
            return self._unread(texts, names)  # what is left of a question in noise
        if names:
            doubt = self._doubt(names, text)
        else:
            clear, typed = confidence >= CLEAR, heard.sounded is None
            doubt = self._lost_name(versions, pointing=frozenset() if clear else POINTING, typed=typed)
        if doubt:
            return Understanding("unread", text, names=names, back=doubt)
        question = Understanding("question", text, lookup, names)
        if self._rivalled(heard, raw, question):
            return Understanding("unread", text, names=names, back=TWO_WAYS)
        return question

    def _rivalled(self, heard: Heard, raw: str, question: Understanding) -> bool:
        """Whether another question may have been said: a further reading is one, or another word makes one and fits the
        sound nearly as well."""
        for other in heard.others:
            found = self.understand(Heard(other, other))
            if found.lookup is None or (question.names and not found.names) or not worth(found.text, question.text):
                continue  # what lost its names, its verb or its end is no better
            if self._differ(question.lookup, found.lookup):
                return True
        if heard.sounded is None:
            return False
        chosen = heard.sounded.weigh(raw)
        for rival in rivals(raw, question.text, heard.sounded, chosen):
            read_ = self._read(rival.text, mend=False)
            if read_ is not None and self._differ(question.lookup, read_[0]) and close(rival, heard.sounded, chosen):
                return True
        return False

    def _differ(self, chosen: Lookup | None, other: Lookup) -> bool:
        """Whether two look-ups are two questions: they look up something else, or other words of them make another
        answer. One that lost its verb does not say when."""
        if chosen is None:
            return True
        if _tensed(chosen) and not _tensed(other):
            return _bare(chosen) != _bare(replace(other, present=chosen.present))
        return _bare(chosen) != _bare(other) or (
            chosen.slots != other.slots and told(chosen, self._knowledge) != told(other, self._knowledge)
        )

    def typed(self, text: str) -> Understanding:
        """The same of words that were typed."""
        return self.understand(Heard(text, text))

    def chosen(self, prompted: str, plain: str, candidates: Sequence[str]) -> str | None:
        """Which of the candidates an answer to a question back names: by name, by its digits alone, or by yes or no.

        None where it names none, or the two readings name two; empty where it says no.
        """
        found, _ = agreed(version(prompted, self._lab), version(plain, self._lab))
        named = {item.value for item in found if item.certainty != "unclear"}
        if named:
            return named.pop() if len(named) == 1 else None
        picks = {picked(text, candidates) for text in (prompted, plain)}
        return picks.pop() if len(picks) == 1 else None

    def _text(self, reading: Version, names: Sequence[Mention]) -> str:
        """The words with the agreed names in their places, in the order in which they were said."""
        words: list[str] = []
        values = iter(names)
        at = 0
        for item in reading.mentions:
            words += [token.text for token in reading.tokens[at : item.start]]
            value = next(values, None)
            if value is not None:
                words += _joint(words, beside=at == item.start > 0)
                words.append(self._written(value))
            at = item.start + item.size
        words += [token.text for token in reading.tokens[at:]]
        return " ".join(words)

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

    def _read(self, text: str, *, mend: bool) -> tuple[Lookup, str] | None:
        now_ns = self._knowledge.session.to_ns
        reading = read(text, self._knowledge, now_ns, self._zone, typed=False)
        if mend and reading.lookup is None and reading.unread and not reading.strange:
            mended = self._mended(text, reading.unread)
            if mended is not None:
                text, reading = mended, read(mended, self._knowledge, now_ns, self._zone, typed=False)
        lookup = reading.lookup
        if lookup is None or lookup.figures or any(one.kind == "story" for one in (lookup, *lookup.then)):
            return None  # a whole story is nothing to listen to, and a number that nothing reads may be misheard
        return lookup, text

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
        return Understanding("unread", texts[0], names=names, back=f"{about}{AGAIN}")

    def _which_of(self, several: Name, text: str, names: tuple[Name, ...]) -> Understanding:
        """Which node of an AS with several is meant."""
        nodes = self._lab.as_numbers.get(int(several.value), ())
        back = f"AS {several.value} has several nodes. Which node do you mean?"
        text = text.replace(several.value, "{}", 1)
        return Understanding("unclear", text, names=names, back=back, candidates=nodes)

    def _ask(self, unclear: Sequence[Mention], text: str, names: tuple[Name, ...]) -> Understanding:
        """Which name is meant, in a short sentence; nothing where no name was said and nothing was asked."""
        first = unclear[0]
        if not names and not first.candidates and _askings(text) < 2:
            return Understanding("nothing", text)
        if len(unclear) > 1:
            return Understanding("unclear", text, names=names, back="Which names do you mean? Please ask again.")
        options = first.candidates
        prefix = "AS " if first.kind == "as" else ""
        parts = {item.rstrip("0123456789") for item in options}
        if 0 < len(options) <= OFFERED:
            back = f"Did you mean {_either([prefix + item for item in options])}?"
        else:
            back = f"Which {parts.pop()} do you mean?" if len(parts) == 1 else f"{WHOM[first.kind]} do you mean?"
        return Understanding("unclear", text, names=names, back=back, candidates=options)

    def _lost_name(self, versions: Sequence[Version], *, pointing: frozenset[str], typed: bool) -> str:
        """What is said where a name may be lost: the readings differ, a word sounds like the begin of one, or
        not quite clear speech has `it` or `this` where nothing was named."""
        (words, others), begins = ([token.word for token in item.tokens] for item in versions), stems(self._lab.nodes)
        lost = any(
            word in ("our", "hour", "or", "ar", "ell") and sound(word) in begins and before not in OF_TIME
            for before, word in zip(["", *words], words, strict=False)
        )
        if lost or words != others:
            return AGAIN
        pairs = zip(versions[0].tokens, versions[0].tokens[1:], strict=False)
        numbered = any(
            (behind.digits or behind.word in HOMOPHONES)
            and any(far(sound(one.word), item) <= POSSIBLE for item in begins)
            for one, behind in pairs
        )  # `lead to` for leaf2
        hidden = not typed and (numbered or HIDING & set(words))
        return f"{WHOM['node']} do you mean? Please ask again." if hidden or pointing & set(words) else ""

    def _doubt(self, names: Sequence[Name], text: str) -> str:
        """What the lab, or `between`, says against the names of a question, in a sentence; empty where nothing does."""
        if "between" in text.lower().split() and sum(name.kind != "interface" for name in names) < 2:
            return f"About {names[0].value}: {AGAIN}"
        nodes = [name.value for name in names if name.kind == "node"]
        for name in names:
            if (
                name.kind == "interface"
                and nodes
                and port(name.value) not in self._lab.ports.get(nodes[0], {port(name.value)})
            ):
                return f"{nodes[0]} has no interface {name.value} that I know. Please ask again."
            if name.kind == "address" and name.node and len(names) > 1:
                other = next((item for item in names if item.kind == "as"), None)
                if other is not None and other.node and other.node != name.node:
                    return f"{name.value} is not in AS {other.value}. Please ask again."
        return ""


def told(lookup: Lookup, knowledge: Knowledge) -> tuple[str, ...]:
    """The sentences that answer a look-up."""
    found = answer(lookup, knowledge)
    return tuple(render(sentence.text, found.sheet) for sentence in found.sentences)


def _bare(lookup: Lookup) -> Lookup:
    """A look-up without the words that it was read from."""
    return replace(lookup, slots=frozenset())


def _tensed(lookup: Lookup) -> bool:
    return any(slot.startswith("t.") for slot in lookup.slots)


def _joint(words: Sequence[str], *, beside: bool) -> list[str]:
    """The word that was swallowed between two names: `from R2-R1`, `between leaf 1 spine 1`."""
    joints = [JOINTS[word.lower()] for word in words if word.lower() in JOINTS]
    return [joints[-1]] if beside and joints else []


def _orders(text: str) -> bool:
    """Whether a text is an order and no question."""
    first = next((token.word for token in tokens(text) if token.word not in POLITE), "")
    return first in DEEDS


def _asks(lookup: Lookup, text: str) -> bool:
    """Whether a look-up without a name comes of a question: `okay`, heard out of noise, is none."""
    return any(
        slot[:2] in ASKING or slot in ("e.happen", "e.change") or (slot[:2] == "e." and opens(text))
        for slot in lookup.slots
    )


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
