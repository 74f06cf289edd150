"""A section's sentences, some by a model, some by code: nothing said twice, nothing left out. Pure."""

from collections.abc import Sequence

from agent.core.prose import Sentence, placeholders


def merged(told: Sequence[Sentence], theirs: Sequence[str]) -> list[tuple[str, Sentence | None]]:
    """The texts of a section, with placeholders, and for each that code wrote its sentence.

    A model's sentences keep their order. A sentence of code is added where the model's do not carry its facts, in its
    place; then what a model said with no other facts than it has is dropped.
    """
    kept = list(dict.fromkeys(theirs))
    while True:
        missing = lacking(told, kept)
        doubled = [text for text in kept if any(set(placeholders(text)) <= set(each.facts) for each in missing)]
        if not doubled:
            break
        kept = [text for text in kept if text not in doubled]
    result: list[tuple[str, Sentence | None]] = [(text, None) for text in kept]
    for each in missing:
        rank = told.index(each)
        place = next((k for k, (text, mine) in enumerate(result) if _rank(text, mine, told) > rank), len(result))
        result.insert(place, (each.text, each))
    return result


def lacking(told: Sequence[Sentence], theirs: Sequence[str]) -> list[Sentence]:
    """The sentences of code whose facts a model's sentences do not carry; one without facts is always code's."""
    carried = {fact for text in theirs for fact in placeholders(text)}
    return [each for each in told if not (needed := set(placeholders(each.text))) or not needed <= carried]


def _rank(text: str, mine: Sentence | None, told: Sequence[Sentence]) -> int:
    """Which sentence of code a text stands for: the one that it shares most facts with."""
    if mine is not None:
        return told.index(mine)
    facts = set(placeholders(text))
    return max(range(len(told)), key=lambda k: (len(facts & set(told[k].facts)), -k))
