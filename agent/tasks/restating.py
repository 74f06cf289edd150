"""A request that code did not read whole, said again by a model in words that code reads. Nothing is built of it: it is
offered, and who asked says whether it was meant."""

from collections.abc import Callable, Sequence
from shlex import quote

from agent.models.api import Message, ModelClient, ModelFailure, ModelRequest
from agent.tasks.prompt import prompt
from clab.cleaning import clean
from clab.number_words import CARDINALS

TRIES = 2
NUM_PREDICT = 260
DEADLINE_S = 120.0
LONGEST = 700
"""Characters of an answer: what is longer is no request said again."""

DIGITS = "0123456789"

Judge = Callable[[str], Sequence[str]]
"""What is still wrong with a request as it was said again; nothing where code reads it whole and it holds."""


def restated(task: str, request: str, unread: Sequence[str], words: ModelClient, model: str, judge: Judge) -> str:
    """The request in other words, which code reads whole; empty where the model found none.

    `task` is `topology` or `script`, `unread` what code did not understand of the request. A model that does not answer
    is one that found none.
    """
    answer, findings = "", [f"not understood: {', '.join(map(repr, unread))}"] if unread else []
    for _ in range(TRIES):
        text = prompt(f"restate_{task}", request=request, answer=answer, findings=findings)
        asked = ModelRequest(
            task=task,
            model=model,
            messages=(Message("user", text),),
            temperature=0.0,
            deadline_s=DEADLINE_S,
            num_predict=NUM_PREDICT,
            subject="said again",
        )
        try:
            said = _one_line(words.ask(asked, "background").text)
        except ModelFailure:
            return ""
        if not said or said == answer or len(said) > LONGEST:
            return ""
        answer, findings = said, [*_other_values(request, said), *judge(said)]
        if not findings:
            return said
    return ""


def offered(command: str, said: str) -> str:
    """The command that takes a request as it was said again."""
    return f"if this is what you mean: labkeeper {command} {quote(said)}"


def _other_values(request: str, said: str) -> list[str]:
    """The numbers that a request as it was said again lacks, and the large ones that it has beside its own: in names
    and addresses, too; a small one may be a word."""
    asked, came = _numbers(request), _numbers(said)
    beside = sorted(one for one in came - asked if int(one) >= len(CARDINALS))
    lacks = sorted(asked - came - {"1"})  # `a host` is one
    return [*(f"{one} is missing" for one in lacks), *(f"{one} was not asked for" for one in beside)]


def _numbers(text: str) -> set[str]:
    words = "".join(sign if sign.isalnum() else " " for sign in text.lower()).split()
    spelled = {str(CARDINALS.index(word)) for word in words if word in CARDINALS}
    digits = "".join(sign if sign in DIGITS else " " for sign in text).split()
    return spelled | {one.lstrip("0")[:18] or "0" for one in digits}


def _one_line(text: str) -> str:
    """An answer without a label, quotes or a fence around it."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip() and not line.strip().startswith("```")]
    said = " ".join(clean(" ".join(lines)).split())
    label, colon, rest = said.partition(": ")
    said = rest if colon and label.lower() in ("request", "plain request", "answer", "plain") else said
    return said.strip('"').strip()
