"""Numbers as people write them: digits with groups and decimals, and numbers in words. Pure."""

import re

UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
    )
}  # fmt: skip
TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True)
)
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
WORD = "|".join([*sorted(UNITS, key=len, reverse=True), *TENS, "hundred", "thousand", "million", "dozen"])
SPELLED = rf"(?:(?:a\s+)?(?:{WORD})(?:(?:\s+and\s+|[\s-]+|\s+point\s+)(?:{WORD}))*)"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
NUMBER = rf"(?:{DIGITS}|{SPELLED})"
BEFORE = r"(?<![\w.,:/])(?<![\d]-)"


def value_of(text: str) -> float | None:
    """What a number is worth; None where the words make no number."""
    cleaned = text.strip().lower()
    if re.fullmatch(DIGITS, cleaned):
        return float(cleaned.replace(",", ""))
    return _spelled(re.split(r"[\s-]+", cleaned))


def decimals_of(text: str) -> int:
    """How many decimals a number shows: what its wording is precise to."""
    whole, _, rest = text.strip().partition(".")
    return len(rest) if whole.replace(",", "").isdigit() else 0


def _spelled(words: list[str]) -> float | None:
    if "point" in words:
        at = words.index("point")
        digits = [UNITS.get(each) for each in words[at + 1 :]]
        whole = _spelled(words[:at])
        if whole is None or not digits or any(each is None or each > 9 for each in digits):
            return None
        return whole + float("0." + "".join(map(str, digits)))
    total = current = 0.0
    seen = False
    for word in words:
        if word in UNITS or word in TENS:
            current += UNITS.get(word, TENS.get(word, 0))
            seen = True
        elif word in SCALES:
            current = (current or 1) * SCALES[word]
            seen = True
            if word != "hundred":
                total, current = total + current, 0.0
        elif word == "dozen":
            current, seen = (current or 1) * 12, True
        elif word not in ("a", "and", ""):
            return None
    return total + current if seen else None
