"""Words and numbers of a transcript: its tokens, and numbers that are said in words. Pure."""

import re
from dataclasses import dataclass

from clab.number_words import NUMBERS

DIGITS = {word: str(value) for word, value in NUMBERS.items()} | {"oh": "0"}
HOMOPHONES = {"to": "2", "too": "2", "for": "4", "fore": "4", "won": "1", "ate": "8", "tree": "3", "sex": "6", "o": "0",
              "tu": "2", "nein": "9", "free": "3", "tin": "10", "well": "12", "weld": "12"}  # fmt: skip
"""Words that sound like a number; they are one only where a name needs one."""

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)*|\d+(?::\d\d)+|\d+|[./]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign of a transcript. `digits` where it is a number; `joined` where nothing stands between
    it and the token before."""

    text: str
    digits: str = ""
    joined: bool = False

    @property
    def word(self) -> str:
        """In lower case."""
        return self.text.lower()


def tokens(text: str) -> list[Token]:
    """The tokens of a transcript; a full stop or slash is one only inside a word or between numbers."""
    found: list[Token] = []
    end = -1
    for hit in _TOKEN.finditer(text[:1000].replace("’", "'")):
        sign = hit[0] in "./"
        if sign and not (
            0 < hit.start() and hit.end() < len(text) and text[hit.end()].isalnum() and end == hit.start()
        ):
            continue
        digits = hit[0] if hit[0].isdigit() else DIGITS.get(hit[0].lower(), "")
        found.append(Token({".": "dot", "/": "slash"}.get(hit[0], hit[0]), digits, hit.start() == end))
        end = hit.end()
    return found


def digits_at(found: list[Token], place: int, most: int = 12) -> list[tuple[str, int]]:
    """The numbers that the tokens from a place on may be, with how many tokens each takes, the longest first.

    `twenty` `one` is 21 and 201; `six` `five` `one` is 651.
    """
    options: list[tuple[str, int]] = []
    text = ""
    for size, token in enumerate(found[place : place + most], 1):
        if not token.digits:
            break
        text += token.digits
        options.append((text, size))
        if size == 2 and re.fullmatch(r"[2-9]0", found[place].digits) and re.fullmatch(r"[1-9]", token.digits):
            options.append((str(int(found[place].digits) + int(token.digits)), 2))
    return options[::-1]
