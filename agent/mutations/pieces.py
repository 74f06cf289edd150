"""What a text of the suite is made of: sentences of plain words and slots, so that an operator can get at a fact."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from agent.mutations.corpus import Case


@dataclass(frozen=True, slots=True)
class Slot:
    """One fact in words: its kind, which fact it is (`key`), the value, and how the text says it."""

    kind: str
    key: str
    value: Any
    text: str


Piece = str | Slot


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or line) and the part it plays in the text."""

    role: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        said = "".join(piece if isinstance(piece, str) else piece.text for piece in self.pieces).strip()
        first = said.split(" ", 1)[0]
        return said[:1].upper() + said[1:] if first.isalpha() and not self._begins_with_a_name() else said

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The facts it names."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))

    def _begins_with_a_name(self) -> bool:
        spoken = (each for each in self.pieces if isinstance(each, str) or each.text)
        first = next(spoken, "")
        return isinstance(first, Slot) and first.kind in ("node", "interface", "address")


@dataclass(frozen=True, slots=True)
class Narrative:
    """A text about a case. `complete`: it leaves nothing out that a report has to tell."""

    case: Case
    register: str
    sentences: tuple[Sentence, ...]
    joint: str = " "
    complete: bool = False

    @property
    def text(self) -> str:
        """The text as it is read."""
        return self.joint.join(each.text for each in self.sentences)

    def slots(self, *kinds: str) -> list[tuple[int, int, Slot]]:
        """Every slot of these kinds with its sentence's and its piece's number."""
        return [
            (row, column, piece)
            for row, sentence in enumerate(self.sentences)
            for column, piece in enumerate(sentence.pieces)
            if isinstance(piece, Slot) and piece.kind in kinds
        ]

    def put(self, row: int, column: int, piece: Piece) -> "Narrative":
        """The same text with one piece replaced."""
        sentence = self.sentences[row]
        pieces = (*sentence.pieces[:column], piece, *sentence.pieces[column + 1 :])
        return self.with_sentence(row, replace(sentence, pieces=pieces))

    def with_sentence(self, row: int, sentence: Sentence) -> "Narrative":
        """The same text with one sentence replaced."""
        return replace(self, sentences=(*self.sentences[:row], sentence, *self.sentences[row + 1 :]))

    def plus(self, text: str, row: int | None = None) -> "Narrative":
        """The same text with a sentence put in before `row`, or at the end."""
        at = len(self.sentences) if row is None else row
        new = Sentence("added", (text,))
        return replace(self, sentences=(*self.sentences[:at], new, *self.sentences[at:]))

    def without(self, unwanted: Callable[[Sentence], bool]) -> "Narrative":
        """The same text without the sentences that are unwanted."""
        return replace(self, sentences=tuple(each for each in self.sentences if not unwanted(each)))
