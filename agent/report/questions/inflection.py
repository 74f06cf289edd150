"""The forms of English verbs: `tear` is also `tears`, `tore`, `torn`, `tearing`. Pure."""

from collections.abc import Iterator

IRREGULAR = {
    "become": "became become", "begin": "began begun", "bite": "bit bitten", "blow": "blew blown",
    "break": "broke broken", "bring": "brought", "come": "came", "cut": "cut", "do": "did done", "draw": "drew drawn",
    "drive": "drove driven",
    "eat": "ate eaten", "fall": "fell fallen", "feel": "felt", "find": "found", "fly": "flew flown", "forget": "forgot",
    "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone", "grow": "grew grown",
    "hang": "hung hanged", "hear": "heard", "hit": "hit", "hold": "held", "hurt": "hurt", "keep": "kept",
    "kick": "kicked", "know": "knew known", "leave": "left", "let": "let", "lose": "lost", "make": "made", "put": "put",
    "quit": "quit", "rise": "rose risen", "run": "ran", "say": "said", "see": "saw seen", "send": "sent",
    "set": "set", "shake": "shook shaken", "shut": "shut", "sleep": "slept", "split": "split", "stand": "stood",
    "stick": "stuck", "strike": "struck", "take": "took taken", "tear": "tore torn", "tell": "told", "think": "thought",
    "throw": "threw thrown", "undo": "undid undone", "wake": "woke woken", "win": "won", "wind": "wound",
    "write": "wrote written",
}  # fmt: skip
"""Verbs with their past forms."""

VOWELS = "aeiou"


def forms(verb: str) -> Iterator[str]:
    """The other forms of a verb, by its base form."""
    yield third(verb)
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")) else _doubled(verb)
    yield f"{stem}ing"
    past = IRREGULAR.get(verb)
    if past:
        yield from past.split()
    elif verb.endswith("e"):
        yield f"{verb}d"
    elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
        yield f"{verb[:-1]}ied"
    else:
        yield f"{_doubled(verb)}ed"


def third(verb: str) -> str:
    """`loses`, `goes`, `dies`, `catches`."""
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2:-1] not in VOWELS else f"{verb}s"


def _doubled(verb: str) -> str:
    """`drop` to `dropp`: a short verb that ends with one vowel and one consonant."""
    short = len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS
    one = sum(letter in VOWELS for letter in verb) == 1
    return verb + verb[-1] if short and one else verb
