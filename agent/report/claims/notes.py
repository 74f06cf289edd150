"""Sentences held against notes of any kind (a digest's, a brief's, an answer's): their wordings, and joins of them."""

from dataclasses import dataclass
from functools import cached_property

from agent.report.claims.outcome import Wrong
from agent.report.claims.sentences import pieces
from agent.report.claims.tokens import Names, tokens
from agent.report.claims.verdict import Finding, SentenceVerdict, TextVerdict
from agent.report.claims.wordings import Wording, said, wordings
from agent.report.fact_sheet import FactSheet
from agent.report.prose import Sentence, render


@dataclass(frozen=True)
class Notes:
    """What code wrote, as what a text may say."""

    sheet: FactSheet
    notes: tuple[Sentence, ...]

    @cached_property
    def names(self) -> Names:
        """The names that the notes hold."""
        named = {str(fact.value) for fact in self.sheet.of("node")} | set(self.sheet.incident.nodes)
        places = {str(fact.value) for fact in self.sheet.of("subject") if ":" in str(fact.value).partition(" ")[0]}
        lab = self.sheet.lab.nodes if self.sheet.lab else ()
        return Names.of([*sorted(named), *lab], sorted(places), "")

    @cached_property
    def known(self) -> tuple[Wording, ...]:
        """Every wording of every note."""
        texts = [(render(text, self.sheet), note.facts) for note in self.notes for text in note.wordings]
        return wordings(texts, self.names)

    def read(self, text: str) -> TextVerdict:
        """Every sentence of a text: supported where it is made of notes, contradicted where a value is another."""
        found = []
        for piece in pieces(text):
            span = (piece.start, piece.end)
            words = text[piece.start : piece.end]
            try:
                facts = said(tokens(text, self.names, *span), self.known)
            except Wrong as error:
                place = (error.token.start, error.token.end) if error.token else span
                found.append(
                    SentenceVerdict(words, span, "contradicted", (), (Finding("facts", place, error.message),))
                )
                continue
            why = () if facts is not None else (Finding("words", span, "is no wording of what labkeeper knows"),)
            found.append(
                SentenceVerdict(words, span, "supported" if facts is not None else "not_read", facts or (), why)
            )
        return TextVerdict(tuple(found))
