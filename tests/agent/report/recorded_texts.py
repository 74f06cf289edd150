"""What is told of recordings, as golden texts: digest, brief, and answers. `python -m` this to write them anew."""

from pathlib import Path

from agent.report.answers.answer import answer, not_read
from agent.report.brief import brief
from agent.report.digest import digest
from agent.report.knowledge import Knowledge
from agent.report.prose import render
from agent.report.question_reader import read
from agent.report.questions.lookups import Reading
from agent.report.speech import speakable
from tests.recordings import knowledge

FOLDER = Path(__file__).parents[2] / "golden" / "reports"
NAMES = (
    "clos-twin-link-down",
    "diamond-benign",
    "diamond-operator-clear",
    "diamond-operator-link",
    "diamond-prefix-limit",
    "diamond-two-faults",
    "given-11-maxprefix-no-restart",
    "life-clab-diamond",
)
QUESTIONS = (
    "What is down?",
    "How is r2 doing?",
    "What was the last incident?",
    "Why did it happen?",
    "When did it go down?",
    "How long did it take?",
    "How many incidents were there?",
    "What changed in the last ten minutes?",
    "What happened yesterday?",
    "What is the status of r99?",
    "Which nodes are silent?",
    "Please make me a coffee",
)


def answered(question: str, known: Knowledge, reading: Reading | None = None) -> str:
    """What is answered to a question, by code alone."""
    reading = reading or read(question, known, known.session.to_ns)
    found = answer(reading.lookup, known) if reading.lookup else not_read(reading, known)
    return " ".join(render(item.text, found.sheet) for item in found.sentences)


def told(name: str) -> str:
    """Everything that is told of a recording."""
    known = knowledge(name)
    sheet, sentences = digest(known)
    lines = ["# digest", *(f"{sentence.section}: {render(sentence.text, sheet)}" for sentence in sentences)]
    sheet, bullets = brief(known)
    said = [(bullet.status, render(bullet.sentence.text, sheet)) for bullet in bullets]
    lines += ["# brief", *(f"- {status}: {text}" for status, text in said)]
    lines += ["# spoken", *(speakable(text) for _, text in said), "# answers"]
    for question in QUESTIONS:
        lines.append(f"{question} {answered(question, known)}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for item in NAMES:
        (FOLDER / f"{item}.txt").write_text(told(item))
