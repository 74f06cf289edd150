"""English adverbs that say nothing of a lab (`plain_words.txt`): they are passed over wherever they stand."""

from functools import cache
from importlib.resources import files


@cache
def plain_words() -> frozenset[str]:
    """The words that say how somebody thinks or speaks of something, never of what."""
    text = files(__package__).joinpath("plain_words.txt").read_text()
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
