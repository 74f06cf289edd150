"""What sort of answer a question wants: facts, a yes or a no, or which of two; and the words around it that ask only
for agreement (`is it true that …`, `…, right?`). Pure."""

from collections.abc import Sequence
from typing import Literal

from agent.report.questions.tokens import Tag

Form = Literal["open", "polar", "negative", "choice"]
"""`polar`: whether something holds; `negative`: whether it does not; `choice`: which of two holds."""

LEADS = (
    "is it true", "is it right", "is it correct", "is it so", "is it the case", "is it a fact", "can you confirm",
    "could you confirm", "can we confirm", "can i confirm", "please confirm", "confirm", "am i right", "am i correct",
    "can we say", "can i say", "could one say", "would you say", "so you say", "is it safe to say", "are we saying",
)  # fmt: skip
"""What asks whether the rest is so."""

TAGS = (
    "right", "correct", "true", "yes", "no", "yeah", "isnt it", "isn't it", "wasnt it", "wasn't it", "didnt it",
    "didn't it", "is it", "did it", "was it", "am i right", "is that right", "is that so", "is that true", "agreed",
    "is that correct", "is this right", "is this correct", "is this true", "true or false", "yes or no", "y/n",
    "or not", "confirmed", "can you confirm", "can you confirm that", "can you confirm this", "can i say that",
    "did it really", "did they really", "was it really", "is he right", "is she right", "are they right",
    "is that a correct statement", "does she have it right", "does he have it right", "do they have it right",
    "is this right or wrong", "right or wrong", "is my reasoning correct", "am i wrong", "or am i wrong",
)  # fmt: skip
"""What behind a pause asks whether it is so."""

SAYS = frozenset(
    """says said claims claimed maintains maintained insists insisted writes wrote thinks thought believes believed
    argues argued suspects suspected reports reported swears swore states stated suggests suggested reckons asserts
    assumes tells told heard holds guesses supposes""".split()  # noqa: SIM905
)
"""Verbs before what somebody says to be so."""

FEW = 6
"""Words that may stand before such a verb: who says it."""

BEFORE = frozenset(("so", "and", "hey", "hi", "ok", "okay", "well", "now", "please", "just"))
PAUSES = (",", ";", ".", "?", "!", "-", "–")

INDEFINITE = frozenset(("somebody", "someone", "anybody", "anyone", "a human", "human", "person"))
"""Words for people that do not ask who it was."""

WORDS = frozenset(("what", "which", "who", "whom", "whose", "when", "where", "why", "how"))
WHETHER = frozenset(("whether", "if", "see if", "see whether", "say whether", "say if", "tell whether", "tell if",
                     "know if", "know whether"))  # fmt: skip
STATES = ("e.", "c.", "n.incident", "n.change", "x.only", "n.retry")
"""Slots of what may hold or not."""


def unwrapped(question: str) -> tuple[str, bool]:
    """A question without what asks whether it is so, and whether something did."""
    text = question[:4000].rstrip(" ?!.")
    tag = next((one for one in TAGS if _behind_pause(text, one)), "")
    text = text[: len(text) - len(tag)].rstrip(" ,;.?!–-") if tag else question[:4000]
    words = text.split()
    says = next((k for k, word in enumerate(words[:FEW]) if word.lower() in SAYS), None)
    if (
        says
        and words[says + 1 : says + 2] in (["that"], ["me"], ["us"])
        and not words[0].lower().startswith(tuple(WORDS))
    ):
        rest = " ".join(words[says + 1 :]).removeprefix("me ").removeprefix("us ").removeprefix("that ")
        return rest, True
    begin = next((k for k, word in enumerate(words) if word.lower().strip(",.!") not in BEFORE), 0)
    rest = " ".join(words[begin:])
    lead = next((one for one in LEADS if rest.lower().startswith(f"{one} ")), "")
    rest = rest[len(lead) :].strip(" ,:").removeprefix("that ") if lead else text
    return (rest, True) if (tag or lead) and len(rest.split()) > 1 else (question, False)


def _behind_pause(text: str, tag: str) -> bool:
    return text.lower().endswith(tag) and text[: -len(tag)].rstrip().endswith(PAUSES)


def form(found: Sequence[Tag], question: str, *, agree: bool, choice: bool) -> Form:
    """The sort of answer that is wanted. `agree`: the words around it asked whether it is so; `choice`: two things of a
    sort stand on both sides of an `or`."""
    asks = any(_asks(tag) for tag in found)
    slots = {slot for tag in found for slot in tag.slots}
    if asks or not any(slot.startswith(STATES) for slot in slots):
        return "open"
    begins = _begins(found)
    plain = question.rstrip().endswith("?") and not any(tag.words in ("that", "who") for tag in found)
    if not (agree or begins or plain):
        return "open"
    if choice or "x.or" in slots:
        return "choice"
    return "negative" if "x.not" in slots else "polar"


def _asks(tag: Tag) -> bool:
    """Whether a word asks for a fact: one that asks, where it is not `somebody` or the `when` of a clause."""
    if tag.words in INDEFINITE:
        return False
    asked = any(slot[:2] == "q." for slot in tag.slots)
    return asked or (tag.slot[:2] == "e." and bool(WORDS & set(tag.words.split())))


def _begins(found: Sequence[Tag]) -> bool:
    """Whether the first word that carries something is a verb's helper, or a word asks whether."""
    first = next((tag for tag in found if tag.slot not in ("-", "node", "role")), found[0])
    return first.slot[:2] == "t." or any(tag.words in WHETHER for tag in found)
