"""The verdict on a text: all trust monitors over it, findings by sentence, omissions beside them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from agent.core import monitors
from agent.core.facts import FactSheet
from agent.core.monitor import Finding, Monitor, Omission, prose
from agent.core.reading import Sentence
from clab.plugins import load


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the monitors say of a text. `by_sentence` gives each finding the index of the sentence it stands in."""

    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...]
    omissions: tuple[Omission, ...]
    complete: bool
    text: str

    @property
    def verdict(self) -> Literal["supported", "unsupported"]:
        """Supported: nothing unsupported was found, and nothing is missing where a whole account was asked for."""
        return "unsupported" if self.findings or (self.complete and self.omissions) else "supported"

    def sentence_of(self, finding: Finding) -> int | None:
        """The index of the sentence that a finding stands in."""
        return next((each.index for each in self.sentences if each.span.meets(finding.span)), None)

    def of_sentence(self, index: int) -> tuple[Finding, ...]:
        """The findings of one sentence."""
        return tuple(each for each in self.findings if self.sentence_of(each) == index)


@cache
def load_monitors() -> dict[str, Monitor]:
    """All trust monitors by name."""
    return {name: each for name, each in load(monitors, "MONITOR").items() if isinstance(each, Monitor)}


def check(text: str | Sequence[str], sheet: FactSheet, *, complete: bool = False) -> Verdict:
    """Judge a text (or its sentences, one a line) against a sheet."""
    whole = text if isinstance(text, str) else "\n\n".join(text)
    read = prose(whole, sheet)
    findings: list[Finding] = []
    omissions: list[Omission] = []
    for monitor in load_monitors().values():
        findings += monitor.check(read)
        if monitor.missing is not None:
            omissions += monitor.missing(read)
    ordered = sorted(dict.fromkeys(findings), key=lambda each: (each.span.start, each.span.end, each.monitor))
    return Verdict(read.reading.sentences, tuple(ordered), tuple(omissions), complete, whole)


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict in the contract's shape."""
    sentences = {each.index: each.text for each in verdict.sentences}
    return {
        "schema": 1,
        "verdict": verdict.verdict,
        "sentences": len(verdict.sentences),
        "findings": [
            {
                "monitor": each.monitor,
                "sentence": sentences.get(-1 if (at := verdict.sentence_of(each)) is None else at, ""),
                "span": [each.span.start, each.span.end],
                "message": each.message,
                "fact": each.fact,
            }
            for each in verdict.findings
        ],
        "omissions": [{"fact": each.fact, "message": each.message} for each in verdict.omissions],
    }
