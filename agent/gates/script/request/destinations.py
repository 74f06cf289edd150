"""Routes that a request looks up by a prefix or an address, and whether it asks if they are there. Pure."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from agent.gates.script.request.forms import form

_OCTETS: Final = r"\d{1,3}(?:\.\d{1,3}){3}"
_PREFIX: Final = form(rf"(?<![\w.:/])(?:{_OCTETS}|[0-9a-f]{{1,4}}(?::[0-9a-f]{{0,4}}){{2,7}})/\d{{1,3}}(?![\w/])")
_ADDRESS: Final = form(rf"(?<![\w.:/])(?:{_OCTETS}|[0-9a-f]{{1,4}}(?::[0-9a-f]{{0,4}}){{2,7}})(?![\w/]|\.\d)")
_DEFAULT: Final = form(
    r"(?:(?P<six>ipv6|v6)[ -])?(?:(?:ipv4|v4|ip)[ -])?default[ -](?:ipv4 |ipv6 )?(?:routes?|gateways?)|gateway of last resort"
)
_ROUTING: Final = form(
    r"\b(?:rout(?:e|es|ing)|next[ -]?hops?|(?:out(?:going)?|egress|exit) (?:interface|port)|sends? (?:\w+ )?to|reach(?:es|ing)?|forward(?:s|ed|ing)?|"
    r"lookups?|packets? (?:to|for|towards?|destined)|traffic (?:to|for|towards?)|path (?:to|towards?)|look(?:s|ed)? ?up|destination|longest)\b"
)
_OF_PEERS: Final = form(
    r"(?:neighbou?rs?|peers?|sessions?|bgp|with|from|via|through|router|node|device|at|on)[\s:=]*(?:to )?$"
)
_WITHIN: Final = form(
    r"\b(?:with ?in|inside|under|below|covered by|part of|sub ?nets of|more specifics?(?: of| than)?|belong(?:s|ing)? to|fall(?:s|ing)? (?:in|into|under)|contained in)\b[^.;]{0,30}$"
)
_ASKS: Final = form(
    r"\b(?:checks?|verif(?:y|ies)|make(?:s)? sure|tests?|asserts?|confirms?|whether|pass|missing|present|exists?|"
    r"(?:does|do|has|have|is|are|got)\b[^.;?]{0,60}\b(?:have|has|got|there|installed|known|learn(?:ed|t)?|carry|contain|know)|is there|are there|yes)\b"
)
_BEFORE: Final = form(
    r"(?:\b(?:the |an? |any |these |those |this |that |two|three|four|five|following |exact |ipv4 |ipv6 |ip )*(?:(?:prefix(?:es)?|routes?|networks?|subnets?|destinations?|address(?:es)?|hosts?)(?: (?:to|for|towards?|of|within|inside|under|in))?|entr(?:y|ies) for)[\s:,]*)$"
)
_BETWEEN: Final = form(r"^[\s,&+]{0,8}(?:and|or)?[\s,]{0,8}$")
_LACKS: Final = form(
    r"\b(?:which|what|list|show|print|tell|find|any)\b[^;?]{0,60}?\b(?:(?:has|have|had|with|got) no|lacks?|(?:is|are) missing|miss(?:es)?|(?:do|does) not have|(?:don't|doesn't) have|without)(?: (?:an?|the|any))?(?: (?:route|prefix|entry))?(?: (?:to|for|towards?))?"
)
_ANSWERS: Final = form(
    r"[,;:.?]? ?(?:an?d? |just |only |simply |simple |plain |print(?:s|ing)? |say(?:s|ing)? |show(?:s|ing)? |with |answer(?:s|ing)? |tells? (?:me |us )?|give (?:me )?)*"
    r"(?:(?P<yes>yes ?(?:/|or|and) ?no)|(?P<pass>['\"]?pass['\"]? ?(?:/|or|and) ?['\"]?fail(?:ed|ure)?['\"]?))"
    r"(?: (?:is|are|will be|would be|suffices|does) ?(?:enough|fine|ok|okay|sufficient|all i need|it)?)?"
    r"(?: (?:per|for each|for every|for|by|on each) (?:the |each )?(?:prefix|route|destination|one|line|of them|node|router|device|session|neighbou?r|peer|interface|port|check|row)(?:es|s)?)?"
)
_HOPS: Final = form(
    r"[,;]? ?(?:and |plus |with |also |then |including )*(?:show |print |give |tell me |name |say )?(?:the |its |their )?next[ -]?hops?(?:\(s\)|es)?"
    r"(?: (?:and|or|&|,) (?:the )?(?:(?:out(?:going)?|egress|exit) )?(?:interface|port))? if (?:yes|so|there is(?: one)?|it (?:is|does|has)(?: one| it)?|they (?:are|do)|present|found|any)"
)


@dataclass(frozen=True, slots=True)
class Destinations:
    """What is looked up. `asked`: whether it is asked if they are there; `answer`: in which words."""

    prefixes: tuple[str, ...] = ()
    found_by: Literal["", "exact", "longest", "within"] = ""
    six: bool = False
    asked: bool = False
    answer: Literal["", "yes", "pass"] = ""
    said: str = ""
    lacking: bool = False
    """Whether those are asked for that have none."""


def read_destinations(text: str) -> tuple[str, Destinations]:
    """The text without the routes that it looks up, and those."""
    answer = _ANSWERS.search(text)
    word: Literal["", "yes", "pass"] = "" if answer is None else "yes" if answer["yes"] else "pass"
    found = list(_PREFIX.finditer(text))
    by: Literal["", "exact", "longest", "within"] = "exact"
    default = None if found else _DEFAULT.search(text)
    if not found and default is None and _ROUTING.search(text):
        found = [one for one in _ADDRESS.finditer(text) if not _OF_PEERS.search(text[: one.start()])]
        by = "longest"
    if default is not None:
        six = bool(default["six"]) or "ipv6 default" in text.lower()
        plain = _plain(f"{text[: default.start()]} {text[default.end() :]}")
        where = "::/0" if six else "0.0.0.0/0"
        return plain, Destinations((where,), "exact", six, bool(_ASKS.search(text)), word, default[0])
    if not found:
        return text, Destinations(answer=word)
    if _WITHIN.search(text[: found[0].start()]) and by == "exact":
        by = "within"
    six = ":" in found[0][0]
    said = tuple(dict.fromkeys(one[0] for one in found))
    asked = bool(_ASKS.search(text)) and by == "exact"
    made = ""
    last = 0
    for one in found:
        gap = text[last : one.start()]
        made += " " if last and _BETWEEN.match(gap) else _BEFORE.sub(" ", gap)
        last = one.end()
    rest, lacking = made + text[last:], not word and _LACKS.search(text) is not None
    if lacking:
        rest = re.sub(r"\b(?:no|not|lacks?|missing|misses|without)\b", " ", rest)
    return _plain(rest), Destinations(said, by, six, asked, word, " ".join(said), lacking)


_COUNTED: Final = form(
    r"(?<!\w)(?:\b(?:these|those|the|following|all|of|both) )*(?:(?:two|three|four|five|six|\d) )?(?:ip |ipv[46] )?(?:prefix|route|network|subnet|destination)(?:e?s)?(?: look ?ups?)?\b"
)
_SHOWN: Final = form(
    r"(?:\b(?:which|what|the|its|their|matched|matching|longest|best|resulting|and|or|with|plus|also|,|/) ?)*"
    r"\b(?:next[ -]?hops?|(?:out(?:going)?|egress|exit)[ -](?:interface|port)s?|(?:longest )?(?:prefix )?match(?:es|ing)?(?: prefix)?|prefix)\b"
)
"""Columns that every route that is looked up is printed with."""


_SENT: Final = form(
    r"\b(?:(?:if|when|where|how)\b(?= \S+ (?:wants?|needs?|has|sends?|would|tries)))|\b(?:(?:wants?|needs?|has|tries) to |would )?(?:sends?|reach(?:es)?|forwards?|gets?|goes?|points?|talks?|use[sd]?|takes?)"
    r"(?: (?:a packet|packets|traffic|data|something|it|one))?(?: (?:to|for|towards?))?(?= |$|,|\?|\.)(?! (?:the )?(?:gnmi|cli|ssh|netmiko))"
)
"""What a packet does that a route is looked up for."""


def _plain(text: str) -> str:
    """Without the words of an answer, which say what is printed."""
    return _SHOWN.sub(" ", _SENT.sub(" ", _COUNTED.sub(" ", _ANSWERS.sub(" ", _HOPS.sub(" ", text)))))
