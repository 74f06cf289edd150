"""Numbers and ordinal numbers in English words, for all packages. Pure."""

from collections.abc import Mapping
from typing import Final

TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
"""Multiples of ten, by how many tens they are."""

CARDINALS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", TENS[2],
)  # fmt: skip
"""The numbers up to twenty, each at its place."""

NUMBERS: Final[Mapping[str, int]] = {word: value for value, word in enumerate(CARDINALS)} | {
    word: 10 * tens for tens, word in enumerate(TENS) if word
}
"""The numbers of one word, below a hundred."""

ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""The first at place 0."""
