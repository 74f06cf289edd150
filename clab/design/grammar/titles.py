"""What a request says of itself before its first clause: titles and topics, and sentences about people. Pure."""

import re
from typing import Final

from clab.design.grammar.options_said import USUAL_PATHS
from clab.design.grammar.protocols_said import ProtocolSentences
from clab.design.grammar.statements import Option, Run
from clab.design.words.tokens import Token

_LONGEST_TITLE: Final = 12
_OPENINGS: Final = ("hi", "hello", "hey", "dear", "for", "purpose", "background", "context", "subject", "homework")
"""Words with which a request says to whom it is, and what for."""


def _about(token: Token) -> bool:
    """A word that a title may have, though no clause of a lab may."""
    return token.type == "beyond" and token.text.lower().startswith(("asymmetric", "unequal", "redundan"))


_PEOPLE: Final = re.compile(r"(?:i|we|my|our|this is for|it is for)\b", re.IGNORECASE)
_WISHES: Final = re.compile(
    r"\b(?:need|want|must|should|shall|require|use|using|with|add|include|support|like|have to|has to|no|not|never|"
    r"without|build|give|make|create|set|only|except|but|each|every|all|both)\b",
    re.IGNORECASE,
)


class Titles(ProtocolSentences):
    """Titles, topics and people."""

    def titled(self) -> bool:
        """`dual-homed server lab: …`, `AS path length study: …`: what the whole is called."""
        if self.i:
            return False
        if self._opened() or self._topic() or self._subject_matter() or self._of_systems():
            return True
        ahead = 0
        while self.peek(ahead).type == "article" or self.peek(ahead).value in ("lab", "have", "to"):
            ahead += 1
        ahead = ahead if self.peek(ahead).value in ("dual", "multi") else 0
        led_by = ahead
        while self.peek(ahead).value in ("dual", "multi") or (
            self.peek(ahead).type == "role" and not self.peek(ahead).plural
        ):
            ahead += 1
        led = self.peek(led_by).value in ("dual", "multi")
        words = {self.peek(k).value for k in range(ahead)}
        if words and words <= {"customer", "isp", "site", "wan"} and self.peek(ahead).value == ":":
            self.i = ahead + 1
            return True  # `enterprise campus: …`
        hosts = any(self.peek(k).value == "host" for k in range(ahead))
        if hosts and not led and self.peek(ahead).value != ":":
            return False  # `client-server setup through one router`: they are there
        if (
            not ahead
            or self.peek(ahead).value not in (":", "lab")
            or (not led and self.peek(ahead).value == ":" and self.peek(ahead + 1).type in ("number", "name", "system"))
        ):
            return False
        self.i = ahead
        return True

    def _opened(self) -> bool:
        """`hi prof, …`, `for the first lecture: …`, `Ticket 4471: …`: to whom and what for, without a word of a lab."""
        first = (self.text.split() or [""])[0].lower().strip(",:")
        end = next((k for k, one in enumerate(self.tokens) if one.value in (",", ":", "!", ".")), 0)
        counted = first in ("ticket", "task", "exercise", "case", "issue", "question", "request")
        plain = all(
            one.type in ("unknown", "article", "mark")
            or (
                one.type == "word"
                and one.value in ("the", "ordinal", "to", "of", "in", "purpose", "unseen", "that", "have")
            )
            or (counted and one.type == "number")
            for one in self.tokens[:end]
        )
        if not 0 < end < _LONGEST_TITLE or not plain or not (counted or first in _OPENINGS):
            return False
        if first == "for" and self.tokens[end].value not in (",", ":"):
            return False
        self.out.purpose += [one.text for one in self.tokens[:end] if one.type == "unknown"]
        self.i = end + 1
        return True

    def _topic(self) -> bool:
        """A title of topics: its protocols run, its other words are told as not looked at."""
        end = next((k for k, token in enumerate(self.tokens) if token.type == "stop" and token.value != "/"), 0)
        title = self.tokens[:end]
        if (
            end < 2
            or title[-1].value not in ("lab", "purpose", "unseen")
            or self.tokens[end].value not in (":", ".", "-")
        ):
            return False
        others = [one for one in title[:-1] if one.type in ("option", "role") or one.value == "topic"]
        plain = all(one.type in ("protocol", "word", "article") or one in others for one in title)
        if not plain or not others or any(one.type == "role" and one.value != "as" for one in others):
            return False
        self.out.purpose += [one.text for one in others]
        self.out.runs += [Run(one.text, one.value) for one in title if one.type == "protocol"]
        self.i = end + 1
        return True

    def _of_systems(self) -> bool:
        """`SR Linux + FRR interop: …`: where each of the systems is named again."""
        end = next((k for k, token in enumerate(self.tokens) if token.value == ":"), 0)
        title, body = self.tokens[:end], self.tokens[end + 1 :]
        systems = {token.value for token in title if token.type == "system"}
        small = all(
            one.type in ("system", "word", "article", "protocol") or one.value in ("+", "/", ",", "-") for one in title
        )
        if len(systems) < 2 or not small or not systems <= {one.value for one in body if one.type == "system"}:
            return False
        self.out.runs += [Run(one.text, one.value) for one in title if one.type == "protocol"]
        self.i = end + 1
        return True

    def _subject_matter(self) -> bool:
        """`BGP local-pref: …`, `asymmetric routing: …`: what the lab is about, where the rest says how. Its protocols
        run; a value that it names is one of those that are told behind it."""
        end = next((k for k, token in enumerate(self.tokens) if token.type == "stop"), 0)
        title, body = self.tokens[:end], self.tokens[end + 1 :]
        if not 0 < end < _LONGEST_TITLE or self.tokens[end].value != ":" or len(body) < end:
            return False
        matter = [one for one in title if one.type in ("option", "unknown") or one.value == "topic" or _about(one)]
        plain = ("protocol", "word", "article")
        if not matter or any(one.type not in plain and one not in matter for one in title):
            return False
        if any(one.type == "word" and one.value in ("no", "none", "denied", "named", "lab_name") for one in title):
            return False
        later = {one.value for one in body if one.type == "option"}
        elected = {"dr", "bdr"} if "priority" in later else set()
        if any(one.type == "option" and one.value not in later | elected | {"paths"} for one in title):
            return False
        paths = [one for one in matter if one.value == "paths" and one.type == "option" and "paths" not in later]
        self.out.options += [Option(one.text, "paths", USUAL_PATHS) for one in paths]
        self.out.purpose += [one.text for one in matter if one not in paths]
        self.out.runs += [Run(one.text, one.value) for one in title if one.type == "protocol"]
        self.i = end + 1
        return True

    def personal(self) -> bool:
        """`I have been reading about it.`: a sentence about people, without a word of a lab and without a wish."""
        last = self.tokens[self.i - 1] if self.i else None
        if last is not None and last.value not in (".", ";", "!", "?"):
            return False
        end = next(
            (k for k in range(self.i, len(self.tokens)) if self.peek(k - self.i).value in (".", ";", "!", "?")), 0
        )
        tokens = self.tokens[self.i : end or len(self.tokens)]
        begun = last.start + 1 if last else 0
        words = self.text[begun : self.tokens[end].start if end else len(self.text)].strip()
        about = _PEOPLE.match(words) and not _WISHES.search(words)
        if not about or not tokens or any(one.type not in ("unknown", "word", "article") for one in tokens):
            return False
        self.i += len(tokens)
        self.out.purpose += [one.text for one in tokens if one.type == "unknown"]
        return True
