"""Makes `agent/report/questions/real_words.txt` anew, out of word lists of English (Debian's wamerican and wbritish):

    python -m tests.agent.report.questions.real_words /usr/share/dict/american-english /usr/share/dict/british-english

A word stays in the list where a reader that did not know it would take it for one of its own.
"""

import sys
import textwrap
from pathlib import Path

from agent.report.questions import spelling

TARGET = Path(spelling.__file__).with_name("real_words.txt")


def close(words: set[str]) -> list[str]:
    """The English words that lie close to a word of the reader and are none."""
    return sorted(word for word in words - spelling.vocabulary() if spelling.near(word))


def main() -> None:
    """Write the list, under the comment that it begins with."""
    every = {word for path in sys.argv[1:] for word in Path(path).read_text().split()}
    plain = {word for word in every if word.isalpha() and word.isascii() and word.islower() and len(word) > 2}
    head = [line for line in TARGET.read_text().splitlines() if line.startswith("#")]
    TARGET.write_text("\n".join([*head, *textwrap.wrap(" ".join(close(plain)), 120)]) + "\n")


if __name__ == "__main__":
    main()
