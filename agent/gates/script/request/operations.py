"""What is done with all rows of an answer, or by when: sorted, counted by, compared, waited for, kept in a file. Pure.

Each operation is one form of words and the values that it says. Its words are taken out of the request, and what is left
says of what, of whom and when; so operations, topics and conditions go together freely.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from agent.gates.script.request.columns import ANY, LIST, column, column_list
from agent.gates.script.request.forms import form
from agent.gates.script.request.lexicon import NUMBERS, UNIT

Values = Mapping[str, object]


@dataclass(slots=True)
class Operations:
    """What was read: values of the intent, topics that they need, and words that were read and make no sense here."""

    values: dict[str, object] = field(default_factory=dict)
    topics: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)

    def add(self, name: str, words: str, values: Values) -> None:
        """Take what an operation says; what two say differently is left."""
        for key, value in values.items():
            if self.values.setdefault(key, value) != value:
                self.left.append(words)
        self.said.setdefault(name, words)

    def has(self, *names: str) -> bool:
        return any(name in self.said for name in names)


_COUNT: Final = rf"(?:\d{{1,6}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
_DOWN: Final = (
    r"descending|desc|(?:high|large|big|great|bus|long|old|wor)(?:iest|gest|est|st)(?: \w+)? (?:first|at the top|on top|to \w+)|"
    r"most(?: \w+)? first|decreasing(?:ly)?|reversed?|from (?:high|large|most|big)\w* to \w+"
)
_UP: Final = (
    r"ascending|asc|(?:low|small|few|short|young|new)(?:est)(?: \w+)? first|least(?: \w+)? first|increasing(?:ly)?|"
    r"alphabetical(?:ly)?|from (?:low|small|few)\w* to \w+"
)
_WAY: Final = rf"(?:,? ?\(?(?:in )?(?:(?P<down>{_DOWN})|(?P<up>{_UP}))(?: order)?\)?)"
_STOPS: Final = (
    r"(?:give(?:s)? up|(?:time(?:s)?|timing) ?out|abort(?:s)?|stop(?:s)?(?: waiting)?|fail(?:s)?|bail(?:s)? out|quit(?:s)?|exit(?:s)?|end(?:s)?|"
    r"wait(?:s|ing)?|try(?:ing)?)"
)
_SPAN: Final = rf"(?P<count>{_COUNT})[ -]?(?P<unit>{UNIT})(?!\w)"
_ANSWERS: Final = r"(?:(?:does ?n[o']t|does not|cannot|can't|won't|fails to) (?:answer|respond|reply|connect|be reached)|(?:is|are) (?:not reachable|unreachable|not responding|down|offline|dead|away)|(?:can't|cannot|can not) be (?:reached|connected(?: to)?)|times? out|refuses(?: the connection)?)"
_ONE: Final = (
    r"(?:one|any|some|a|the|an?other)(?: (?:of (?:them|these|the \w+)|router|node|device|box|switch|host|target)s?)?"
)
_RUN: Final = r"(?:run|time|snapshot|result|output|state|file|version|copy|baseline|one)s?"
_BEFORE: Final = r"(?:last|previous|saved|earlier|stored|old|prior|former|recorded|first)"
_TITLE: Final = r"(?:routes?|peers?|neighbou?rs?|sessions?|interfaces?|ports?|rows?|entries|ones|adjacenc(?:y|ies)|prefixes|addresses|values)"


def _seconds(match: re.Match[str]) -> int:
    said = match["count"].lower()
    count = float(said) if said.isdecimal() else NUMBERS[said]
    unit = match["unit"].lower()
    return int(count * (3600 if unit.startswith("h") else 60 if unit.startswith("m") and unit != "ms" else 1))


_AMOUNTS: Final = frozenset(
    (
        "octets",
        "in octets",
        "out octets",
        "rate",
        "in rate",
        "out rate",
        "errors",
        "discards",
        "cpu",
        "memory",
        "usage",
        "received",
        "sent",
        "flaps",
        "count",
        "routes",
    )
)
"""Columns of which most comes first where no order is said."""


def _sorted(match: re.Match[str]) -> Values:
    name, topic = column(match["column"])
    second = column(match.groupdict().get("second") or "")
    if name == "node":
        return {"by_node": True, **({"sorted_by": second[0], "topic": second[1]} if second[0] else {})}
    if second[0]:
        return {"sorted_by": "", "by_node": False, "then": second[0]}
    return {
        "sorted_by": name,
        "descending": bool(match["down"]) or (name in _AMOUNTS and not match["up"]),
        "topic": topic,
    }


def _top(match: re.Match[str]) -> Values:
    name, topic = column(match["column"])
    few = bool(re.search(r"bottom|least|lowest|fewest|smallest", match[0], re.IGNORECASE))
    return {**_top_of(name, topic, match), "descending": not few, "gap": match.groupdict().get("gap") or ""}


def _top_of(name: str, topic: str, match: re.Match[str]) -> Values:
    said = match["count"].lower()
    first = int(said) if said.isdecimal() else int(NUMBERS[said])
    return {"sorted_by": name, "descending": True, "first": first, "topic": topic, "noun": match["noun"]}


def _grouped(match: re.Match[str]) -> Values:
    name, topic = column(match["column"])
    return {"grouped": name, "topic": topic}


def _columns(match: re.Match[str]) -> Values:
    return {"columns": column_list(match["columns"]), "noun": match["columns"]}


def _same(values: Values) -> Callable[[re.Match[str]], Values]:
    return lambda _: values


_GROUPS: Final = r"(?:oper(?:ational)? state|admin(?:istrative)? state|protocol|owner|route owner|type|state|status|as|asn|peer as|remote as|version|area|level|peer[ -]?group|routing protocol|next[ -]?hop)"
OPERATIONS: Final[tuple[tuple[str, re.Pattern[str], Callable[[re.Match[str]], Values]], ...]] = tuple(
    (name, form(pattern), values)
    for name, pattern, values in (
        (
            "sorted",
            rf"[,;]? ?(?:and |then |please )*(?:(?:sort|order|rank)(?:ed|s|ing)?)(?: (?:it|them|the (?:rows|table|list|result|output)|everything|{_TITLE}|output|rows))?(?: (?:by|on|after|according to) (?:the |their |its )?)(?P<column>{ANY}){_WAY}?(?:,? ?(?:and )?then (?:by )?(?P<second>{ANY}))?(?![\w-])",
            _sorted,
        ),
        (
            "sorted",
            rf"[,;]? ?(?:and )?(?:with )?(?:the )?{_WAY[:-1]}(?<=first)(?<!at first)) ?\(?by (?P<column>{ANY})\)?(?![\w-])",
            _sorted,
        ),
        (
            "sorted",
            r"[,;]? ?(?:and )?(?:with )?(?:the )?(?:(?P<down>(?:most|highest|largest|biggest)(?: \w+)? first)|(?P<up>(?:least|fewest|lowest|smallest)(?: \w+)? first))(?![\w-])",
            lambda found: {"sorted_by": "amount", "descending": bool(found["down"])},
        ),
        (
            "sorted",
            r"[,;]? ?(?:and )?(?:please )?(?:sorted|in order|ordered)(?: please)?(?=[,;.!]|$)|[,;]? ?sorted please",
            _same({"sorted_by": "amount", "descending": True}),
        ),
        (
            "grown",
            r"(?:(?:as|in|the|print|show|with|and) )*(?:counter )?(?:deltas?|differences?|growth|increments|increase)(?: (?:since|from|against|over|relative to|compared (?:to|with)))(?: (?:the|its|this))*"
            r"(?: (?:script|program|tool|it|i|we|run))?(?:'s)?(?: was| is| has)? (?:start(?:ed|s|up)?|began|begins|beginning|launch(?:ed)?|baseline|first (?:sample|poll|round|reading))",
            _same({"grown": True, "baseline": True}),
        ),
        (
            "grown",
            r"(?:(?:as|in|the|print|show|with|and) )*(?:counter )?(?:deltas?|differences?|growth|increments|increase(?= (?:of|in|since|per) ))(?: (?:of|in|for|from|to|since|between|against|over|versus))?(?: (?:the )?(?:last|previous|sample before|one before|former|each|two|every|consecutive|successive)(?: (?:sample|poll|value|interval|round|reading)s?)?)?",
            _same({"grown": True}),
        ),
        (
            "per time",
            r"(?:as |in )?(?:(?:a )?rates? )?(?:in )?(?:(?P<noun>(?:(?:in|out|rx|tx|input|output|received|sent|dropped) )?(?:bytes?|octets?|packets?|pkts|frames?|errors?|discards?|drops?)) ?)?(?:per|/|a) ?(?P<unit>seconds?|secs?|s|minutes?|min)(?![\w])(?! interval)|(?P<pps>pps)\b",
            lambda found: {
                "per_s": 60 if (found["unit"] or "s").lower().startswith("m") else 1,
                "noun": "packets" if found["pps"] else found["noun"] or "",
            },
        ),
        (
            "top",
            rf"(?:the )?(?:top|first|bottom)[ -](?P<count>{_COUNT})(?: (?P<noun>{_TITLE}|nodes|routers|leaves|spines|devices|switches))?(?P<gap>(?: (?:of|on|from|at|across) [^,.;]{{1,50}}?)?) (?:by|in|for|with the (?:most|highest|largest|lowest|fewest|least)|according to|when sorted by) (?:the |their |number of |amount of )*(?P<column>{ANY})(?![\w-])",
            _top,
        ),
        (
            "top",
            rf"(?:the )?(?P<count>{_COUNT}) (?P<noun>{_TITLE}|nodes|routers|leaves|spines|devices|switches) (?:(?:that|which) (?:have|has|had|see|sees) |with |having )?(?:the )?(?:most|highest|largest|lowest|fewest|least) (?P<column>{ANY})(?![\w-])",
            _top,
        ),
        (
            "grouped",
            rf"[,;]? ?(?:and )?(?:(?:grouped|counted|split|broken down|summari[sz]ed|group|summed|separated|split up|tallied) (?:them |it )?(?:by|per|on|for each|into)|(?<=count )per|(?<=counts )per|(?<=number )per|per|for each|by) (?:(?:each|every|the|routing|source) )?(?P<column>{_GROUPS})(?:s)?(?![\w-])(?: ?\([^)]{{0,80}}\))?",
            _grouped,
        ),
        (
            "busiest",
            rf"(?:the )?(?:top[ -])?(?P<count>{_COUNT}) (?:busiest|most (?:loaded|used|utili[sz]ed)) (?P<noun>interfaces|ports|links)",
            lambda found: _top_of("rate", "interface_rate", found),
        ),
        (
            "stops",
            rf"[,;.]? ?(?:and |then )*(?:{_STOPS}|terminates?) (?:(?:at|on|after|with|when|as soon as) )(?:the |an? )?(?:very )?first "
            r"(?P<noun>session|neighbou?r|peer|interface|port|adjacency|change|event|one|row|match|transition)s?\b",
            lambda found: {"stops": True, "noun": found["noun"]},
        ),
        (
            "credentials",
            r"[,;.]? ?(?:and |with |the )*(?:user(?:name)?s? ?(?:/|and|&|,|\+) ?(?:the )?pass(?:word)?s?|credentials?|logins?|passwords?)"
            r"(?: (?:must|should|shall|have|has|need|needs|are|is|to|be|come|comes|coming|read|taken|supplied|given|only))* (?:from|via|by|through|in|as) (?:the )?"
            r"env(?:ironment)?(?: ?var(?:iable)?s?)?(?:[,;.]? ?(?:and |so |with )*(?:nothing|no (?:passwords?|credentials?|secrets?)|not|never)(?: is| are| be)? "
            r"(?:hard[ -]?coded|in (?:the )?(?:code|script|file)))?",
            _same({"env_only": True}),
        ),
        (
            "until",
            r"\b(?:(?:block|wait|hold|loop|sleep|poll|check|repeat|retry|watch|keep (?:on )?\w+ing|keep (?:on )?(?:trying|going)|runs?|look|hang)(?:s|ing)?(?: (?:it|them|that|this|here|on|for|there|again and again|in a loop|repeatedly))*,? ?(?:until|till)|wait(?:s|ing)? for|until)(?! (?:i|you|we|ctrl|it is (?:stopped|killed|interrupted)|stopped|killed|interrupted|further|somebody|someone|the user|midnight|tomorrow|\d)\b)",
            _same({"until": True}),
        ),
        (
            "saved",
            r"[,;.]? ?(?:and )?(?:save[sd]?|stores?|keeps?|writes?|dumps?|records?|remembers?|put)(?: (?:it|them|that|this))?(?P<gap>[^.;]{0,60}?) (?:in|to|into|on) (?:an? |the )?(?:\w+ )?(?P<file>[\w-]+\.(?:json|txt|csv|state|db)|(?:json |text |state |snapshot |local )?file|disk|snapshot)(?: (?:at|on|in|during) (?:the |its )?first (?:run|time|start|call|execution))?[,;.]? ?(?:and |then |but )*(?:(?:when|if|once|whenever) (?:i|it|we|you|somebody)(?:'s| is| am)? (?:run|start|call|execute|launch)\w*(?: it| the script| this)?(?: again| later| anew| a second time| the next time)*,? ?|(?:on|at|in|during) (?:the |each |every |any |all )?(?:next|later|second|following|subsequent|further|other) (?:run|time|call|start|execution)s?,? ?|(?:then|later|afterwards|next time|after that)[ ,]+|(?:each|every) time (?:i|it) (?:run|runs|is run)(?: it)?,? ?)(?:it |the script |then |please |should |must |shall |can )*(?:(?:show|tell|print|list|report|say|compare|diff|check)(?:s|es)?(?: (?:me|us))? ?)(?P<rest>[^.;]*)",
            lambda found: {
                "saved": True,
                "file": found["file"] if "." in found["file"] else "auto.json",
                "gap": found["gap"],
            },
        ),
        (
            "saved",
            rf"[,;.]? ?(?:and )?(?:(?:compare[sd]?|diff(?:s|ed)?|check(?:s|ed)?)(?: (?:it|them|that|the \w+))? (?:with|against|to)|(?:show|print|list|tell|report)s?(?: me| us)? (?:me )?(?:what|which \w+|only what|the (?:differences?|changes)|changes|differences)(?: (?:has|have|is|are|was|were))?(?: (?:changed|new|different|added|gone|removed|missing|or|and|,))* ?(?:since|compared (?:to|with)|against|from|between)?) (?:the |my |an? |its )?{_BEFORE}(?: (?:saved|stored|{_RUN}))*(?: (?:of|from) (?:the )?(?:same )?(?:script|file))?(?: in (?P<file>[\w-]+\.(?:json|txt|csv|state)))?(?:(?:,? ?and|,)? ?(?:show|tell|print|list|report)s?(?: me| us)? (?:what|which|the|only|all|any)[^.;]*)?",
            lambda found: {"saved": True, "file": found["file"] or "auto.json"},
        ),
        (
            "redrawn",
            r"[,;:]? ?(?:and |then )*(?:(?:(?:clear(?:s|ing)?|wipe(?:s)?) (?:the )?(?:screen|terminal|console)(?: and| then|,)* ?)?(?:re-?draw(?:s|n|ing)?|re-?paint(?:s|ed)?|re-?print(?:s|ed)?)(?: (?:it|them|the (?:table|screen|view)))?|clear(?:s|ing)? (?:the )?(?:screen|terminal|console)(?: (?:before|between|each time|every time|on each|at each|in between)(?: (?:each|every|the|all|update|round|refresh|poll|table)s?)*)?|(?:refresh|updat)(?:es?|ed|ing)? (?:the |a |it |one )?(?:screen|table|view|display|in[ -]place)|in[ -]place|like (?:the )?(?:unix )?['\"]?(?:top|watch)['\"]?(?: command)?(?: does)?)",
            _same({"redrawn": True, "form": "table"}),
        ),
        (
            "unreachable",
            rf"[,;.]? ?(?:and |but )*(?:if|when|in case|where) {_ONE} {_ANSWERS},? ?(?:then |just |please |it should |the script should )*(?:(?:carry|go|continue|move|keep)(?:s|ing)? (?:on |going )?(?:with )?(?:the |all )?(?:rest|others?|next(?: one)?|remaining(?: ones)?|other \w+)?,? ?(?:and |but )*)?(?:(?:(?:show|print|say|write|mark|list|report|put|output|display)(?:s|es)?(?: (?:it|them|that|its (?:row|line)|this one))?(?: (?:as|with|a|an|the|in (?:its|the) (?:row|line)|word))*) ['\"\u201c]?(?P<word>unreachable|down|n/?a|no answer|timeout|failed|error|offline|not reachable|dead)['\"\u201d]?(?: (?:for (?:it|that(?: one)?|those)|instead|there|in (?:its|the|that) \w+))*)?",
            lambda found: {"unreachable": (found["word"] or "unreachable").lower()},
        ),
        (
            "unreachable",
            r"[,;.]? ?(?:and |but )*(?:(?:do not|don't|must not|should not|never|without) (?:crash|abort|stop|fail|die|break)\w*(?: (?:if|when|because) (?:one|any|a|some)(?: \w+){1,4})?|(?:show|mark|list|print|report)s? (?:unreachable|dead|unresponsive|failed) (?:ones|nodes|routers|devices|boxes)(?: (?:as|with) ['\"]?(?P<word>unreachable|down|failed|n/?a)['\"]?)?)",
            lambda found: {"unreachable": (found["word"] or "unreachable").lower()},
        ),
        (
            "columns",
            rf"[,;:]? ?(?:and )?(?:(?:with )?(?:(?:just|only)(?: the| these| those)? )?(?:columns?|fields?)[ :]+(?:of |are )?(?P<columns>{LIST})(?: only)?(?![\w-]))",
            _columns,
        ),
        (
            "columns",
            rf"[,;:]? ?(?:(?:with|show(?:ing)?|print(?:ing)?|list(?:ing)?|giv(?:e|ing)|just|only|columns?:?|fields?:?|:) (?:the )?(?:columns?:? |fields?:? )?)*(?P<columns>{LIST})[,;.]? ?(?:-|\u2013)? ?(?:and )?(?:nothing (?:else|more|but that)|no (?:other|more|further|additional) (?:columns?|fields?|information|details|data)|only (?:these|those|that)(?: columns| fields)?|(?:these|those) (?:columns |fields )?only|no more than that|not more)",
            _columns,
        ),
        (
            "totals",
            r"[,;]? ?(?:and )?(?:in total|total|altogether|overall)(?: number)?[,;/]? ?(?:and |& ?|with )*(?:how many (?:of (?:them|those|these) )?(?:are |is )?|of (?:which|those|them) (?:how many )?(?:are )?|number )?(?P<good>up|established|full|working)[,;/]? ?(?:and |& ?|or )*(?:how many (?:of (?:them|those|these) )?(?:are |is )?|number )?(?:are )?(?:(?P<bad>down|not(?: \w+)?|(?:the )?others?|broken))",
            _same({"totals": True}),
        ),
        (
            "totals",
            r"how many (?P<noun>(?:bgp |ospf |bfd |is-?is )?(?:\w+))(?P<gap>(?: [^.;?,]{1,50}?)?) (?:are |is |in )?(?P<good>up|established|full|working),? ?(?:and |or |versus |vs\.? )*(?:how many (?:of (?:them|those|these) )?(?:are |is )?)(?P<bad>down|not(?: (?:up|established|full))?)",
            lambda found: {"totals": True, "noun": found["noun"], "gap": found["gap"]},
        ),
        (
            "totals",
            r"how many (?:of (?:them|the \w+|its \w+) )?(?:are |is )?(?P<good>up|established|full|working),? ?(?:and |or |versus |vs\.? )*(?:how many (?:of (?:them|those|these) )?(?:are |is )?)?(?P<bad>down|not(?: (?:up|established|full))?)",
            _same({"totals": True}),
        ),
        (
            "totals",
            r"(?:the )?(?:counts?|numbers?) of (?P<good>up|established|full) (?:and|vs\.?|versus|/) (?P<bad>down|not[ -]established|non[ -]established|not full|others?)",
            _same({"totals": True}),
        ),
        (
            "numbers",
            r"[,;.:]? ?(?:and )?(?:just |only |simply )*(?:(?:the )?(?:two|three|four|\d) (?:numbers|counts|figures|values)|numbers only|(?:one|a single|a) (?:number|figure))(?: (?:on|in) (?:one|a|a single) line)?(?: (?:per|for each) (?:node|router|device|spine|leaf))?|(?:on|in) (?:one|a single) line(?: (?:per|for each) (?:node|router|device))?$",
            _same({}),
        ),
        (
            "clock off",
            r"(?:off|away|apart|different|wrong|ahead|behind|deviat\w+|drift\w*|differ\w*)(?: (?:or (?:ahead|behind)|in either direction))?(?: (?:from|of|to|than|against|compared (?:to|with)|by))?(?: (?:the |my |this |our )?(?:local |own )?(?:machine|host|computer|server|pc|laptop|clock|time|system|script)(?: (?:that |which )?(?:runs|running|executes|executing)(?: (?:the|this|my) script| it)?| of (?:the|this|my) (?:machine|host|computer|script)(?: (?:that |which )?(?:runs|running)(?: (?:the|this) script| it)?)?)?)?|(?:from|of|against|to|with) (?:the |my |this )?(?:local |own )?(?:machine|host|computer|server|pc|laptop|local clock|local time|system time)(?: (?:that |which )?(?:runs|running|executes|executing)(?: (?:the|this|my) script| it)?)?",
            _same({}),
        ),
        (
            "included",
            r"[,;]? ?(?:and |with |including |also )*(?:the )?(?:loopbacks?(?: interfaces?)?|lo\d?|system\d?)(?: ?(?:/|,|and|&) ?(?:loopbacks?|lo\d?|system\d?))*(?: (?:too|also|included|as well))|[,;]? ?(?:and )?(?:including|also) (?:the )?(?:loopbacks?(?: interfaces?)?|system0)(?: ?(?:/|,|and|&) ?(?:loopbacks?|lo\d?|system\d?))*",
            _same({}),
        ),
        (
            "skipped",
            r"[,;]? ?(?:and |but |please )*(?:skip(?:s|ping)?|ignor(?:e|es|ing)|exclud(?:e|es|ing)|leav(?:e|es|ing) (?:out|off|away)|omit(?:s|ting)?|without|except(?: for)?|but not|not counting|no|not|minus|apart from|other than|all but|hide)(?: (?:the|any|all))?(?P<ports>(?: (?:the|all|any)(?= (?:mgmt|management|loopback|lo\d|system|irb|internal|virtual|logical)))?(?: (?:mgmt\d?|management|loopbacks?|lo\d?|system\d?|irb\d?|internal|virtual|logical)(?: (?:interfaces?|ports?|ones?))?)(?: (?:and|or|,|&|/|the)| ?,| (?:mgmt\d?|management|loopbacks?|lo\d?|system\d?|irb\d?|internal|virtual|logical)(?: (?:interfaces?|ports?|ones?))?){0,8})(?![\w/-])",
            lambda found: {"skipped": _patterns(found["ports"])},
        ),
        (
            "skipped",
            r"(?:only (?:the )?)?physical (?=(?:interfaces?|ports?))|(?:only (?:the )?)?front[ -]panel (?=(?:interfaces?|ports?))|(?<=ethernet )(?:interfaces|ports) only",
            _same({"skipped": ("mgmt", "lo", "system", "irb", "lag")}),
        ),
        (
            "differing",
            r"[,;.]? ?(?:and )?(?:(?:only|just) (?:show|print|list|report|tell|display|give|output)s?(?: me| us)? (?:the )?(?:differences|mismatches|what (?:differs|is different)|(?:those|rows|ones|lines) (?:that|which) (?:differ|are different|do(?:es)? not match)|differing \w+)(?=[,;.!]|$)|(?:show|print|list|report)s? (?:the )?differences(?: only)?(?=[,;.!]|$))|[,;.]? ?(?:and )?(?:only |just )?(?:show|print|list|report|tell|output|display|flag|point out)?(?:s|ing)?(?: me| us)? ?(?:only |just )(?:what|those|the (?:ones|rows|differences|mismatches)|ones|differences|mismatches|where|if)(?: (?:that|which|they|it|there|is|are))*(?: (?:differs?|different|mismatch(?:es)?|does not match|do not match|a difference))?(?=[,;.!]|$| between)",
            _same({"differing": True, "compared": True}),
        ),
        (
            "compared",
            r"[,;:]? ?(?:and |then )*(?:(?:are|is|say(?:s)?|tells?(?: me| us)?|check(?:s)?|whether|if|do|does|print(?:s)?|show(?:s)?|see) )*(?:(?:(?:they|it|these|those|both|the two|all)(?: (?:are|is|have|has|run|show|match))* )?(?:the )?same(?: (?:value|one|mtu|version|state|speed|as|size|software))?(?: or (?:not|different)| or differ(?:ent)?|\?)|(?:the )?same (?:\w+ )?(?:on|at|in) (?:both|all|each|every|either)(?: (?:ends?|sides?|of them|nodes|routers))?|identical(?: (?:or not|on (?:both|all)))?|mismatch(?:es|ing)?(?: or not)?|match(?:es)? or not|equal or not|(?:does|do) (?:it|they|both(?: ends| sides)?) match|(?:whether|if) (?:they|both|it|the two|both (?:ends|sides)|all(?: of them)?) (?:match(?:es)?|agree|differ)|side by side)",
            _same({"compared": True}),
        ),
        (
            "compared",
            r"\b(?<!in )(?<!at )(?<!by )(?<!on )(?<!for )(?<!into )(?:(?:do|does|are|is|have|has|run|use|show|see|all|both|they) )*(?:the )?same(?! (?:script|time|file|table|way|moment|run|output|line|again|thing|for|with|as)\b)",
            _same({"compared": True}),
        ),
        (
            "family",
            r"(?:ip)?v4[,/ ]? ?(?:and|&|\+|/|as well as) ?(?:ip)?v6(?: ones)?",
            _same({"families": "both"}),
        ),
        (
            "anew",
            r"\b(?:overwrit(?:e|es|ing|ten)(?: (?:it|the file|an existing (?:one|file)|any existing file|if it exists|every time|each time|each run))*|(?:the )?file (?:is )?(?:written anew|replaced)(?: (?:each|every) (?:time|run))?)",
            _same({"anew": True}),
        ),
        (
            "appended",
            r"\bappend(?:s|ed|ing)?(?: (?:a (?:row|line)|rows|lines|them|it|each (?:sample|row|line)))?(?: (?:to|into))?",
            _same({}),
        ),
        (
            "limit",
            rf"[,;.]? ?(?:and |but |then |or )*(?:it (?:should |must )?)?(?:{_STOPS} (?:(?:it|trying|waiting|the script) )?(?:after|in|within|at|for at most|for a maximum of|for up to|at most|up to|no longer than) (?:at most |a maximum of |the latest )?|(?:with )?(?:an? |the )?(?:over ?all )?(?:time ?out|time limit|limit|deadline|max(?:imum)?(?: wait(?:ing)?(?: time)?| time)?)(?: (?:of|is|at|after))?[ :=]{{1,3}}|(?:for )?(?:at most|up to|no longer than|not longer than|max(?:imum)?|within|for) (?:the next )?){_SPAN}(?: (?:in total|at most|altogether))?",
            lambda found: {"limit_s": _seconds(found)},
        ),
    )
)


def _patterns(text: str) -> tuple[str, ...]:
    words = re.findall(
        r"mgmt\d?|management|loopback|lo\d?|system\d?|irb\d?|internal|virtual|logical", text, re.IGNORECASE
    )
    known = {"management": ("mgmt",), "loopback": ("lo", "system"), "internal": ("lo", "system", "irb")}
    known |= {"virtual": ("lo", "system", "irb"), "logical": ("lo", "system", "irb")}
    found: list[str] = []
    for word in (each.lower() for each in words):
        found += known.get(word, (word,))
    return tuple(dict.fromkeys(found))


_COUNTS: Final = re.compile(
    r"\b(?:count|how many|number of|numbers of|totals?|summar|group|tall|broken|split)", re.IGNORECASE
)
_LASTS: Final = re.compile(r"\b(?:every|each|sampl|poll|interval|\d+ ?s\b)", re.IGNORECASE)
_COUNTERS: Final = re.compile(
    r"\b(?:bytes?|octets?|packets?|pkts|frames?|errors?|discards?|drops?|pps|counters?)\b", re.IGNORECASE
)
_OFTEN: Final = re.compile(
    r"\b(?:once|twice|one|two|sampled?|polled?|times?|look) (?:per|a) (?:second|minute|min|sec|s)\b", re.IGNORECASE
)
_NEEDS: Final[Mapping[str, Callable[[str, Operations], bool]]] = {
    "grouped": lambda text, _: bool(_COUNTS.search(text)),
    "numbers": lambda text, made: made.has("totals", "grouped") or bool(_COUNTS.search(text)),
    "clock off": lambda text, _: bool(re.search(r"\b(?:clocks?|time)\b", text, re.IGNORECASE)),
    "limit": lambda _, made: made.has("until"),
    "differing": lambda text, _: bool(re.search(r"\b(?:compar|diff|mismatch|same)", text, re.IGNORECASE)),
    "anew": lambda text, _: bool(re.search(r"\bfile\b|\.\w{2,4}\b", text)),
    "grown": lambda text, _: bool(_LASTS.search(text)),
    "per time": lambda text, _: bool(_COUNTERS.search(text)) and not _OFTEN.search(text),
    "family": lambda text, _: bool(re.search(r"\baddress", text, re.IGNORECASE)),
}
"""What the text must have besides, for a form to mean its operation."""


def read_operations(text: str) -> tuple[str, Operations]:
    """The text without the words of operations, and what they say."""
    made = Operations()
    for name, pattern, values in OPERATIONS:
        if name in _NEEDS and not _NEEDS[name](text, made):
            continue
        found = pattern.search(text)
        if (
            found is None
            or not found[0].strip()
            or (name in made.said and name in ("sorted", "columns", "saved", "totals", "grown"))
        ):
            continue
        said = dict(values(found))
        topic, noun = said.pop("topic", ""), said.pop("noun", "")
        rest = said.pop("gap", "")
        made.topics += [str(topic)] if topic else []
        made.add(name, found[0].strip(" ,;."), said)
        text = f"{text[: found.start()]} {noun or ''} {rest or ''} {text[found.end() :]}"
    return " ".join(text.split()), made
