"""An answer as it is said: names and numbers as people say them, whom it is about, not too many words. Pure."""

import re
from collections.abc import Iterable, Sequence

from agent.report.speech import digits, speakable
from agent.voice.understanding import Name

MORE = "There is more."

_AS = re.compile(r"\bAS (\d{4,10})\b")
_END = r"[0-9a-zA-Z.:/-]{2,45}"
_SESSION = re.compile(rf" \({_END}(?: – {_END})?(?:, ([^()]{{1,80}}))?\)")


def aloud(text: str, nodes: Iterable[str] = ()) -> str:
    """A sentence for a voice: letters of names one by one where they make no word, AS numbers digit by digit."""
    text = _AS.sub(lambda hit: f"A S {digits(hit[1])}", text)
    for node in sorted(nodes, key=len, reverse=True):
        letters = re.match(r"[A-Za-z]+", node)
        if letters and not re.search(r"[aeiouy]", letters[0].lower()):
            said = " ".join(letters[0].upper()) + " "
            text = re.sub(rf"(?<![\w-]){re.escape(node)}(?![\w-])", said + node[letters.end() :], text)
    text = re.sub(r"(?<=[A-Za-z])-(?=\d)", " ", text.replace(" UTC", ""))
    return speakable(text)


def without_addresses(text: str) -> str:
    """A sentence with a session's family in place of its addresses: nobody wants to hear them who did not ask."""
    return _SESSION.sub(lambda hit: f" ({hit[1].replace(' unicast', '')})" if hit[1] else "", text)


def introduced(text: str, names: Sequence[Name]) -> str:
    """The first sentence of an answer with the names that it does not repeat, so that nobody hears it of another."""
    missing = []
    for name in names:
        if name.kind == "as" and name.node:
            missing.append(f"AS {name.value} is {name.node}")
        elif name.value not in text:
            missing.append(f"{name.value}{f' of {name.node}' if name.kind == 'address' and name.node else ''}")
    return f"{', '.join(missing)}: {text}" if missing else text


def clauses(spoken: str) -> list[str]:
    """A sentence in two where it has a pause after some words: the first can be heard while the second is made."""
    for hit in re.finditer(r"[,;:] ", spoken):
        head, tail = spoken[: hit.end()].strip(), spoken[hit.end() :].strip()
        if len(head.split()) >= SOME and len(tail.split()) >= SOME:
            return [head, tail]
    return [spoken]


SOME = 4
"""Words of a clause that is spoken by itself."""


def cut(sentences: Iterable[str], max_words: int) -> Iterable[str]:
    """Whole sentences up to a number of words; the first always, and a word that there is more."""
    said = 0
    for k, sentence in enumerate(sentences):
        said += len(sentence.split())
        if k and said > max_words:
            yield MORE
            return
        yield sentence
