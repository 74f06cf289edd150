"""Makes `agent/report/questions/plain_words.txt` anew, out of WordNet 3.0 (Debian's wordnet-base):

    python -m tests.agent.report.questions.plain_words /usr/share/wordnet

The adverbs of English, which say how something was done. What counts, compares, orders, bounds in time or says that it
was meant is none of them, nor is a word of networks and machines.
"""

import sys
import textwrap
from pathlib import Path

from agent.report.questions import plain
from agent.report.questions.lexicon import PHRASES

TARGET = Path(plain.__file__).with_name("plain_words.txt")

NEVER = frozenset(Path(__file__).with_name("meaningful_adverbs.txt").read_text().split())
"""Adverbs that count, compare, order, bound or say that something was meant, and those of machines and places."""


def chosen(folder: Path) -> set[str]:
    """The plain words: adverbs that stand in WordNet's tagged texts, or end as adverbs of manner do."""
    seen = {line.split("%")[0] for line in (folder / "cntlist.rev").read_text().splitlines() if "%4:" in line}
    known = {phrase[0] for phrase in PHRASES if len(phrase) == 1} | NEVER
    lines = (folder / "index.adv").read_text().splitlines()
    every = {line.split(" ", 1)[0] for line in lines if line[0] != " "}
    return {word for word in every if word.isalpha() and len(word) > 2 and word in seen and word not in known}


def main() -> None:
    """Write the list, under the comment that it begins with."""
    head = [line for line in TARGET.read_text().splitlines() if line.startswith("#")]
    words = textwrap.wrap(" ".join(sorted(chosen(Path(sys.argv[1])))), 120)
    TARGET.write_text("\n".join([*head, *words]) + "\n")


if __name__ == "__main__":
    main()
