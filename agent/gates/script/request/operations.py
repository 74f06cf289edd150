"""What is done with all rows of an answer, or by when: sorted, counted by, compared, waited for, kept in a file. Pure.

Each operation is a statement of some shapes and the values that it says. Its words are taken out of the request, and what
is left says of what, of whom and when; so operations, topics and conditions go together freely.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from agent.gates.script.request.columns import NAMED
from agent.gates.script.request.shapes import Statement, find, is_whole, number_of, says, seconds_of

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


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: the shapes of its words, what they say, and a shape that the request must have beside it."""

    name: str
    shapes: tuple[str, ...]
    values: Callable[[Statement], Values]
    beside: str = ""
    once: bool = False
    """Whether a second one would say something else."""


def column(text: str) -> tuple[str, str]:
    """The column that some words name, and its topic; empty where they name none."""
    return next(((name, topic) for name, words, topic, _ in NAMED if is_whole(text, f"the? ( {words} )")), ("", ""))


def column_list(text: str) -> tuple[str, ...]:
    """The columns that a list names, in its order."""
    words = text.replace(",", " ").replace("/", " ").replace("+", " ").replace("&", " ").split()
    found: list[str] = []
    while words:
        taken = next((count for count in range(len(words), 0, -1) if column(" ".join(words[:count]))[0]), 0)
        found += [column(" ".join(words[:taken]))[0]] if taken else []
        words = words[max(taken, 1) :]
    return tuple(dict.fromkeys(found))


_AMOUNTS: Final = frozenset(
    "octets|in octets|out octets|rate|in rate|out rate|errors|discards|cpu|memory|usage|received|sent|flaps|count|routes|"
    "amount".split("|")
)
"""Columns of which most comes first where no order is said."""


def _sorted(found: Statement) -> Values:
    name, topic = column(found["column"]) if found["column"] else ("amount", "")
    second = column(found["second"])
    if name == "node":
        return {"by_node": True, **({"sorted_by": second[0], "topic": second[1]} if second[0] else {})}
    if second[0]:
        return {"sorted_by": "", "by_node": False, "then": second[0]}
    descending = bool(found["down"]) or (name in _AMOUNTS and not found["up"])
    return {"sorted_by": name, "descending": descending, "topic": topic}


def _top(found: Statement) -> Values:
    name, topic = ("rate", "interface_rate") if found["busy"] else column(found["column"])
    return {
        "sorted_by": name, "descending": not found["few"], "first": int(number_of(found["number"])), "topic": topic,
    }  # fmt: skip


def _grouped(found: Statement) -> Values:
    name, topic = column(found["column"])
    return {"grouped": name, "topic": topic}


def _skipped(found: Statement) -> Values:
    known = {
        "management": ("mgmt",), "loopback": ("lo", "system"), "loopbacks": ("lo", "system"),
        **dict.fromkeys(("internal", "virtual", "logical"), ("lo", "system", "irb")),
    }  # fmt: skip
    if found["bodily"]:
        return {"skipped": ("mgmt", "lo", "system", "irb", "lag")}
    words = [word.strip(",") for word in found["inner"].lower().split()]
    inner = [word for word in words if says(word, "INNER")]
    return {"skipped": tuple(dict.fromkeys(one for word in inner for one in known.get(word, (word,))))}


def _saved(found: Statement) -> Values:
    return {"saved": True, "file": found["file"] if "." in found["file"] else "auto.json"}


def _silent(found: Statement) -> Values:
    return {"unreachable": (found["word"] or "unreachable").lower()}


def _same(**values: object) -> Callable[[Statement], Values]:
    return lambda _: values


OPERATIONS: Final = (
    Operation(
        "sorted",
        (
            "JOIN* SORT THESE? SORT_BY DET* column:COLUMN WAY? ( ,? and? then by? second:COLUMN )?",
            "JOIN* the? ( down:( MOST WORD? first ) | up:( LEAST WORD? first ) ) ( OPEN? by column:COLUMN CLOSE? )?",
            "JOIN* sort|order|in_order please? END",
        ),
        _sorted,
        once=True,
    ),
    Operation(
        "grown",
        (
            "( as | in | the | SAY | with | and )* counter? DELTA|increase since|from|against|over|relative_to|compared_to"
            "|compared_with DET* script|program|tool|it|i|we|run? was|is|has? BEGIN",
        ),
        _same(grown=True, baseline=True),
        "LASTING | NUMBER SECOND",
        once=True,
    ),
    Operation(
        "grown",
        (
            "( as | in | the | SAY | with | and )* counter? ( DELTA | increase !!of|in|since|per ) "
            "of|in|for|from|to|since|between|against|over|versus? "
            "( the? last|previous|former|each|two|every|consecutive|successive ROUND? )?",
        ),
        _same(grown=True),
        "LASTING | NUMBER SECOND",
        once=True,
    ),
    Operation(
        "per time",
        (
            "as|in? a? rate? in? noun:( WAY_OF? COUNTER )? per|/|a ( SECOND | minutes:MINUTE ) !interval",
            "noun:pps",
        ),
        lambda found: {"per_s": 60 if found["minutes"] else 1},
        "COUNTER|counter|pps",
    ),
    Operation(
        "top",
        (
            "the? top|first|few:bottom number:NUMBER noun:ROW|NODE? gap:( OF .. )? "
            "( by | in | for | with the MOST | with the few:LEAST | according_to | when sort by ) ( DET | number of | amount of )* "
            "column:COLUMN",
            "the? number:NUMBER noun:ROW|NODE ( that|which have|see | with | having )? the? MOST|few:LEAST column:COLUMN",
            "the? top? number:NUMBER busy:BUSY noun:interface|port|link",
        ),
        _top,
    ),
    Operation(
        "grouped",
        (
            "JOIN* ( GROUP THEM? by|per|on|for_each|into | per | for each | by ) each|every|the|routing|source? column:GROUPED "
            "( OPEN ( WORD WORD? | , | . )* CLOSE )?",
        ),
        _grouped,
        "COUNTING",
    ),
    Operation(
        "stops",
        ("JOIN* GIVE_UP|terminate at|on|after|with|when|as_soon_as DET? very? first noun:EVENT",),
        _same(stops=True),
    ),
    Operation(
        "credentials",
        (
            "JOIN* the? SECRET ( OUGHT | BE | come | read | taken | supplied | given | only )* FROM the? ENVIRONMENT "
            "( JOIN* nothing|not|never|no SECRET? BE? ( hardcoded | hard coded | in the? code|script|file ) )?",
        ),
        _same(env_only=True),
    ),
    Operation("until", ("WAIT MEANWHILE* ,? until|till !ENDLESS|NUMBER", "wait for !ENDLESS|NUMBER", "until !ENDLESS|NUMBER"), _same(until=True)),
    Operation(
        "saved",
        (
            "JOIN* STORE THEM? gap:.. in|to|into|on DET? WORD? file:FILE|file|disk|snapshot "
            "( at|on|in|during DET? first RUN )? JOIN* LATER ( it | script | then | please | OUGHT | the )* "
            "( SAY | COMPARE ( THEM? with|against|to DET? EARLIER RUN* )? JOIN* SAY? ) CHANGES",
            "JOIN* ( COMPARE THEM|the? WORD? with|against|to | SAY ME? ( only? what | which WORD | the? CHANGED ) "
            "( BE | CHANGED | or | and | , )* since|compared_to|compared_with|against|from|between? ) DET? EARLIER "
            "( saved | stored | RUN )* ( of|from the? same? script|file )? ( in file:FILE )? ( JOIN* SAY ME? CHANGES )?",
        ),
        _saved,
        once=True,
    ),
    Operation(
        "redrawn",
        (
            "JOIN* ( CLEAR the? SCREEN JOIN* )? redraw|repaint|reprint|re_draw|re_paint ( THEM | the table|SCREEN|view )?",
            "JOIN* CLEAR the? SCREEN ( before|between|each|every|time|on|at|in_between|the|all|update|round|refresh|poll|table )*",
            "JOIN* refresh|update the|a|it|one? SCREEN|table|view|display|in_place",
            "JOIN* in place",
            "JOIN* like the? unix? QUOTE? top|watch QUOTE? command? does?",
        ),
        _same(redrawn=True, form="table"),
    ),
    Operation(
        "unreachable",
        (
            "JOIN* IF ONE_NODE NO_ANSWER ,? ( then | JUST | it OUGHT | the script OUGHT )* "
            "( CARRY_ON with? the|all? OTHERS? one|NODE? ,? JOIN* )? AS_GONE?",
            "JOIN* NEVER CRASH ( IF|because ONE_NODE ( NO_ANSWER | fail ) )?",
            "JOIN* SAY AWAY|failed|unresponsive one|NODE ( as|with QUOTE? word:GONE QUOTE? )?",
        ),
        lambda found: {"unreachable": (found["word"] or "unreachable").lower()},
    ),
    Operation(
        "columns",
        (
            "JOIN* just|only? the|these|those? column|field :? of|are? columns:LIST only?",
            "( , | ; | : | with | SAY | JUST | the | column | field )* columns:LIST JOIN* ( nothing else|more|but_that | "
            "no other|more|further|additional DETAIL? | only|just these|those|that column|field? | these|those column|field? only | "
            "no|not more ( than that )? )",
        ),
        lambda found: {"columns": column_list(found["columns"])},
    ),
    Operation(
        "totals",
        (
            "JOIN* in_total|total|altogether|overall NUMBERS? OR ( HOW_MANY | of WHICH HOW_MANY? BE? | number )? GOOD OR "
            "( HOW_MANY | number )? BE? NOT_GOOD",
            "how many noun:( bgp|ospf|bfd|isis|is_is? WORD ) gap:.. is|are|in? GOOD OR HOW_MANY NOT_GOOD",
            "how many ( of them | of the WORD | of its WORD )? BE? GOOD OR HOW_MANY? NOT_GOOD",
            "the? count|number of GOOD and|vs|versus|/ NOT_GOOD",
        ),
        _same(totals=True),
        once=True,
    ),
    Operation(
        "numbers",
        (
            "JOIN* JUST* ( the? NUMBER NUMBERS | numbers only | one|a|single NUMBERS ) "
            "( on|in one|a single? line )? EACH_NODE?",
            "on|in one|a single? line EACH_NODE? END",
        ),
        _same(),
        "COUNTING",
    ),
    Operation(
        "clock off",
        (
            "OFF ( or OFF | in either direction )? from|of|to|than|against|compared_to|compared_with|by? "
            "( the|my|this|our|local|own* MACHINE RUNNING* )?",
            "from|of|against|to|with the|my|this|local|own* OWN_MACHINE RUNNING*",
        ),
        _same(),
        "clock|time",
    ),
    Operation(
        "included",
        ("JOIN* include|also* the? LOOP PORT? ( AND* LOOP PORT? )* TOO", "JOIN* include|also the? LOOP ( AND* LOOP )*"),
        _same(),
    ),
    Operation(
        "skipped",
        ("JOIN* SKIP inner:INNERS", "( only the? )? bodily:BODILY !!PORT", "<ethernet bodily:( interface|port only )"),
        _skipped,
    ),
    Operation(
        "differing",
        (
            "JOIN* JUST SAY ME? the? ( difference|mismatch | what DIFFERS | those|ROW that|which DIFFERS | differ WORD ) END",
            "JOIN* SAY the difference only? END",
            "JOIN* JUST? SAY? ME? JUST what|those|difference|mismatch|where|if|ROW ( the | that | which | they | it | there | is | are )* "
            "DIFFERS? !!( END | between )",
        ),
        _same(differing=True, compared=True),
        "COMPARING",
    ),
    Operation(
        "compared",
        (
            "JOIN* ASK* ( THEM is|are|have|has|run|show|match* )* the? same THING? ( or not|different|differ | ? )",
            "JOIN* ASK* ( THEM is|are|have|has|run|show|match* )* the? same WORD? on|at|in BOTH SIDE?",
            "JOIN* ASK* ( identical ( or not | on both|all )? | mismatch ( or not )? | match or not | equal or not )",
            "JOIN* ASK* ( does|do it|they|both SIDE? match | whether|if THEM SIDE? match|agree|differ | side by side )",
            "!<in|at|by|on|for|into ( do | BE | run | use | show | see | all | both | they )* the? same !ONLY_TIME",
        ),
        _same(compared=True),
    ),
    Operation("family", ("ipv4|v4 AND* ipv6|v6 ones?",), _same(families="both"), "address"),
    Operation(
        "anew",
        (
            "overwrite ( it | the file | an existing one|file | any existing file | if it exists | every|each time|run )*",
            "the? file is? written_anew|replaced ( each|every time|run )?",
        ),
        _same(anew=True),
        "file|FILE",
    ),
    Operation("appended", ("append ( a row|line | row|line | them | it | each sample|row|line )? to|into?",), _same()),
    Operation(
        "limit",
        (
            "JOIN* ( it OUGHT )? GIVE_UP ( it | try | wait | the script )* after|in|within|at|for? AT_MOST? SPAN in_total|at_most|altogether?",
            "JOIN* a|an|the? overall? LIMIT ( of | is | at | after | : | = )* SPAN",
            "JOIN* for? AT_MOST|for the_next? SPAN in_total|at_most|altogether?",
        ),
        lambda found: {"limit_s": int(seconds_of(found.kept))},
    ),
)
"""In the order in which they are read; what one has taken, no other sees."""

_NEEDS_OTHERS: Final = {"limit": ("until",)}
_BESIDE_WHOLE_ANSWERS: Final = ("numbers",)


def read_operations(text: str) -> tuple[str, Operations]:
    """The text without the words of operations, and what they say."""
    made = Operations()
    for one in OPERATIONS:
        if one.once and one.name in made.said:
            continue
        if (one.beside and not says(text, one.beside)) and not (one.name == "numbers" and made.has("totals", "grouped")):
            continue
        if one.name == "limit" and not made.has("until"):
            continue
        found = find(text, *one.shapes)
        if found is None:
            continue
        values = dict(one.values(found))
        topic = str(values.pop("topic", ""))
        made.topics += [topic] if topic else []
        made.add(one.name, found.words.strip(" ,;."), values)
        text = found.rest
    return " ".join(text.split()), made
