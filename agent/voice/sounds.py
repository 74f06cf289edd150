"""How English words sound, coarsely: `decline` may be `client`, and `our` is the letter R. Pure.

A sound is one capital letter: A any vowel, P (p b), T (t d), K (k g c q), F (f v), S (s z), J (sh ch j), 0 (th), M, N,
L, R, W, H; vowels in a row are one. Letters said one by one are their names: S is AS, R is AR, L is AL.
"""

import re

LETTERS = {
    "a": "A", "b": "PA", "c": "SA", "d": "TA", "e": "A", "f": "AF", "g": "JA", "h": "AJ", "i": "A", "j": "JA",
    "k": "KA", "l": "AL", "m": "AM", "n": "AN", "o": "A", "p": "PA", "q": "KA", "r": "AR", "s": "AS", "t": "TA",
    "u": "A", "v": "FA", "w": "TAPALA", "x": "AKS", "y": "WA", "z": "SA",
}  # fmt: skip
WORDS = {
    "are": "AR", "our": "AR", "hour": "AR", "eye": "A", "tea": "TA", "see": "SA", "sea": "SA", "be": "PA", "bee": "PA",
    "ell": "AL", "elle": "AL", "ess": "AS", "pea": "PA", "you": "A", "why": "WA", "queue": "KA", "jay": "JA",
    "kay": "KA", "ease": "AS", "one": "WAN", "once": "WANS", "eth": "A0", "the": "0A", "of": "AF",
}  # fmt: skip
"""Words that are not said as they are written."""

_RULES = (
    ("tch", "J"), ("sch", "SK"), ("tion", "JAN"), ("sion", "JAN"), ("ough", "A"), ("augh", "AF"), ("igh", "A"),
    ("th", "0"), ("sh", "J"), ("ch", "J"), ("ph", "F"), ("wh", "W"), ("wr", "R"), ("kn", "N"), ("gn", "N"),
    ("ck", "K"), ("dge", "J"), ("qu", "KW"), ("ng", "N"), ("ce", "SA"), ("ci", "SA"), ("cy", "SA"), ("ge", "JA"),
)  # fmt: skip
_SINGLE = {
    **dict.fromkeys("aeiou", "A"), **dict.fromkeys("bp", "P"), **dict.fromkeys("dt", "T"), **dict.fromkeys("cgkq", "K"),
    **dict.fromkeys("fv", "F"), **dict.fromkeys("sz", "S"), "h": "H", "j": "J", "l": "L", "m": "M", "n": "N", "r": "R",
    "w": "W", "x": "KS", "y": "A",
}  # fmt: skip
_NEAR = {
    frozenset(pair): cost
    for cost, pairs in ((0.25, ("F0", "MN")), (0.4, ("S0", "T0", "JS", "TP", "TK", "FP", "JT", "LR", "WR", "AR")),
                        (0.6, ("KP", "FS")))
    for pair in pairs
}  # fmt: skip
VOWEL_COST = 0.3
"""Of a vowel too many or too few."""


def spelled(word: str) -> str:
    """The sound of a word's letters said one by one."""
    return _joined("".join(LETTERS.get(letter, "") for letter in word))


def sound(word: str) -> str:
    """The sound of a word; letters that make no syllable are said one by one."""
    word = re.sub(r"[^a-z]", "", word.lower())
    if word in WORDS:
        return WORDS[word]
    if not re.search(r"[aeiouy]", word) or len(word) == 1:
        return spelled(word)
    if len(word) > 2 and word.endswith("e") and not word.endswith(("ce", "ge")):
        word = word[:-1]
    found, place = "", 0
    while place < len(word):
        for text, said in _RULES:
            if word.startswith(text, place):
                found += said
                place += len(text)
                break
        else:
            if word[place : place + 1] == "y" and place == 0:
                found += "W"
            else:
                found += _SINGLE.get(word[place], "")
            place += 1
    return _joined(found)


def _joined(found: str) -> str:
    return re.sub(r"(.)\1+", r"\1", found)


def distance(a: str, b: str) -> float:
    """How far two sounds are apart: 1 is a consonant."""
    last = [0.0]
    for one in b:
        last.append(last[-1] + _cost(one))
    for one in a:
        row = [last[0] + _cost(one)]
        for k, other in enumerate(b):
            change = 0.0 if one == other else _change(one, other)
            row.append(min(row[k] + _cost(other), last[k + 1] + _cost(one), last[k] + change))
        last = row
    return last[-1]


def tail_distance(heard: str, name: str) -> tuple[float, int]:
    """How far a name is from the end of what was heard, and where in it that end begins."""
    best, start = distance(heard, name), 0
    for k in range(1, len(heard) + 1):
        far = distance(heard[k:], name)
        if far < best:
            best, start = far, k
    return best, start


def weight(said: str) -> float:
    """How much there is to a sound: what it would cost to leave it out."""
    return sum(map(_cost, said))


def _cost(one: str) -> float:
    return VOWEL_COST if one == "A" else 0.5 if one in "HW" else 1.0


def _change(one: str, other: str) -> float:
    return _NEAR.get(frozenset((one, other)), _cost(one) + _cost(other) if "A" in (one, other) else 1.0)
