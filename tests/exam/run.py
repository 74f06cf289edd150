"""The exam: how much of what is false `verify` catches, and how much of what is true it refuses.

python -m tests.exam.run [--json] [--show]. Texts that fail are printed only with --show: whoever tunes a monitor by
them has no exam any more.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agent.verifying import verify
from tests.exam.papers import Paper, faithful, false, incidents


@dataclass(frozen=True, slots=True)
class Mark:
    """What `verify` said of a text: whether it refused it, and its answer."""

    paper: Paper
    refused: bool
    answer: dict[str, Any]


def marked(papers: Iterable[Paper]) -> tuple[Mark, ...]:
    """Each text judged against its incident."""
    known = incidents()
    answers = ((each, verify(known[each.incident], each.text, complete=each.complete)) for each in papers)
    return tuple(Mark(each, answer["verdict"] == "unsupported", answer) for each, answer in answers)


def tally(marks: Iterable[Mark]) -> dict[str, dict[str, int]]:
    """Refused and all texts, per kind."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"refused": 0, "texts": 0})
    for mark in marks:
        counts[mark.paper.kind]["refused"] += mark.refused
        counts[mark.paper.kind]["texts"] += 1
    return dict(sorted(counts.items()))


def total(counts: dict[str, dict[str, int]]) -> dict[str, int]:
    """Refused and all texts, over all kinds."""
    return {key: sum(each[key] for each in counts.values()) for key in ("refused", "texts")}


def lines(title: str, counts: dict[str, dict[str, int]]) -> list[str]:
    """A table for people: one line a kind, the sum last."""
    rows = [*counts.items(), ("all", total(counts))]
    return [title] + [
        f"  {kind:14} {row['refused']:4}/{row['texts']:<4} {row['refused'] / row['texts']:7.1%}" for kind, row in rows
    ]


def failures(marks: Iterable[Mark]) -> list[str]:
    """The texts themselves with what `verify` found, for whoever gives up blindness."""
    return [
        json.dumps(
            {
                "incident": mark.paper.incident,
                "kind": mark.paper.kind,
                "text": mark.paper.text,
                "wrong": mark.paper.wrong,
                "findings": mark.answer["findings"],
                "omissions": mark.answer["omissions"],
            },
            ensure_ascii=False,
        )
        for mark in marks
    ]


def main() -> None:
    """Mark all texts and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.exam.run")
    parser.add_argument("--json", action="store_true", help="data for machines")
    parser.add_argument("--show", action="store_true", help="print the texts that fail (they are then no exam)")
    asked = parser.parse_args()
    wrong, right = marked(false()), marked(faithful())
    caught, alarms = tally(wrong), tally(right)
    if asked.json:
        out = {
            "caught": caught,
            "false_alarms": alarms,
            "all": {"caught": total(caught), "false_alarms": total(alarms)},
        }
        sys.stdout.write(json.dumps(out) + "\n")
    else:
        sys.stdout.write("\n".join([*lines("caught", caught), *lines("false alarms", alarms)]) + "\n")
    if asked.show:
        missed = [mark for mark in wrong if not mark.refused] + [mark for mark in right if mark.refused]
        sys.stderr.write("\n".join(failures(missed)) + "\n")


if __name__ == "__main__":
    main()
