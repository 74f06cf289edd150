"""The sets of requests by strangers to the code, in `blind`."""

import csv
from pathlib import Path

HERE = Path(__file__).parent / "blind"


def rows(name: str) -> list[dict[str, str]]:
    """The requests of a set, with what a right answer has and, where a person did, how it was judged."""
    with (HERE / f"{name}.tsv").open() as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
