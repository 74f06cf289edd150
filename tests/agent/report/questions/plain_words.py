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

NEVER = frozenset(
    """
    once twice thrice daily hourly weekly monthly yearly annually nightly tomorrow tonight yesterday today upstream
    downstream downwind inbound outbound inside outside above below ahead forward forwards backward backwards half double
    doubly tenfold almost nearly partly partially halfway midway instead more less most least better best worse worst
    further farther farthest far earlier sooner faster quicker longer enough first second secondly third fourth fifth
    last next later before after ago then together apart away alone else either neither never not no on off out up down
    over under in through past by around about across along still yet now again back previously formerly subsequently
    late lately early afterward afterwards temporarily permanently separately jointly independently unintentionally
    purposely wilfully inadvertently mistakenly prior often oftentimes frequently sometimes occasionally rarely seldom
    periodically regularly directly indirectly internally externally differently equally similarly unequally hard home
    high low near nearer nearby flat fast slow square counter course round bolt bang much plenty straight new fresh flush
    firm rough tight wide wild weekly simultaneously beyond beneath atop astride aside alternately spontaneously
    automatically manually physically electrically magnetically optically thermally upwards upward downward downwards
    outward outwardly inward inwardly northward southward eastward westward northwest southeast local locally regionally
    nationally internationally indoors outdoors upstairs downstairs everywhere someplace hereabouts increasingly gradually
    progressively successively continually endlessly indefinitely forever eternally perpetually momentarily shortly soon
    recently largely chiefly primarily predominantly exclusively preferably preferentially alike likewise apiece singly
    singularly collectively wholly completely incompletely sharply steeply heavily lightly massively barely hardly scarcely
    scarce minimally maximally proportionally proportionately inversely publicly privately secretly covertly openly
    legally officially lawfully illegally remotely verbally orally visually visibly invisibly normally abnormally safely
    securely insecurely alphabetically chronologically way super plumb presto express ill sic plum
    """.split()
)
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
