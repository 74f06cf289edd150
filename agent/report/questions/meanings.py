"""What a model may say of the words of a question that code did not read, and how far it is believed. Pure."""

from collections.abc import Mapping, Sequence

from agent.report.questions.lexicon import PHRASES
from agent.report.questions.spelling import edits

NOTHING = "nothing"
"""What a model says of a word that carries nothing."""

MEANINGS: dict[str, str] = {}
"""One English word for each slot, by which a model says what a word means."""

for _phrase, _slots in PHRASES.items():
    if len(_slots) == 1 and _slots[0] != "-" and _slots[0] not in MEANINGS.values():
        MEANINGS[" ".join(_phrase)] = _slots[0]


def choice_schema(words: tuple[str, ...]) -> dict[str, object]:
    """What a model may answer when it is asked to read words: for each, a word that code knows, or that it has none."""
    options = [*sorted(MEANINGS), NOTHING, "unknown"]
    return {
        "type": "object",
        "properties": {word: {"enum": options} for word in words},
        "required": list(words),
        "additionalProperties": False,
    }


def meant(data: Mapping[str, object], question: str, unread: Sequence[str], understood: int) -> dict[str, str] | None:
    """A model's readings of the words that were not read, as slots; None where it gave none, or left a word unread.

    Where code read most of a question, what is left may be a misspelling and nothing else: it must be close to one of
    that slot. In another language any word may mean anything, but a noun cannot be left out. `understood`: how many
    phrases code did read.
    """
    english = understood >= len(unread)
    found: dict[str, str] = {}
    for word in unread:
        said = data.get(word)
        slot = "-" if said == NOTHING else MEANINGS.get(said) if isinstance(said, str) else None
        if slot is None or (english and not _close(word, slot)):
            return None
        if slot == "-" and not english and (len(word) > 3 or word not in question.split()):
            return None
        found[word] = slot
    return found


def _close(word: str, slot: str) -> bool:
    """Whether a word may be a misspelling of one that fills the slot."""
    near = 1 if len(word) < 5 else 2
    known = [phrase[0] for phrase, slots in PHRASES.items() if slot in slots and len(phrase) == 1]
    return any(abs(len(each) - len(word)) <= near and edits(word, each) <= near for each in known)
