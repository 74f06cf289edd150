"""The words of requests for scripts, by what they are. Pure data; a blank is a blank or a dash.

A word that is in no table is unknown, and a request with one is not read as whole. So the words of
`filler` say nothing of what is asked, of whom, when, or how it is printed.
"""

from typing import Final, Literal

TokenType = Literal[
    "topic", "entity", "way", "stream", "on_change", "when", "once", "event", "compare", "or_more", "nonzero", "not",
    "state", "only", "alert", "mark", "check", "log", "count", "form", "column", "direction", "except", "change", "missing",
    "interval", "duration", "samples", "number", "percent", "interface", "address", "release", "file", "node", "role", "stranger",
    "instance", "label", "pair", "stop", "filler", "aside", "unknown", "age", "span", "owner", "unit", "column_test", "family", "zero",
]  # fmt: skip

NUMBERS: Final = {
    "one": 1, "a": 1, "an": 1, "single": 1, "two": 2, "both": 2, "other": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "sixty": 60, "hundred": 100, "half a": 0.5, "half an": 0.5, "half": 0.5, "a half": 0.5, "couple of": 2,
}  # fmt: skip
_COUNT: Final = rf"(?:\d{{1,6}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
UNIT: Final = r"(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?)"

_NUMBERED: Final = rf"(?:\d{{1,6}}|(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?=[ -]))"
"""A count, as digits that a unit may touch or as a word that it may not."""

INTERVAL: Final = (
    rf"(?:(?:once )?(?:every|each|per|once (?:in )?(?:a|an|per|every|each))|sampl(?:e|ed|ing)(?: (?:every|at|interval))?|"
    rf"(?:poll(?:ed|ing)?|refresh(?:ed|ing|es)?|updat(?:e|es|ed|ing)) (?:it )?(?:at|every|each|once (?:a|per|every))|(?:at )?intervals?(?: of| is)?|with an? interval of|frequency|cadence|repeat(?:ed|s)?(?: it)? (?:every|each)) "
    rf"(?:(?P<count>{_NUMBERED})[ -]?)?(?P<unit>{UNIT})(?: intervals?)?"
    rf"|(?:one|a|a single) (?:line|row|sample|reading|record|entry) (?:a|an|per|every|each) (?:(?P<count5>{_NUMBERED})[ -]?)?(?P<unit5>{UNIT})"
    rf"|(?:at |in |with )?(?:an? )?(?P<count2>{_NUMBERED})[ -]?(?P<unit2>{UNIT}) (?:intervals?|samples?|sampling|periods?|polls?|polling|"
    rf"steps|refresh|cadence|apart)|(?:every )?(?P<unit4>hourly|minutely)|(?P<count3>twice|once) (?:a|per|every|each|an) (?P<unit3>{UNIT})"
)
DURATION: Final = (
    rf"(?:(?:and )?(?:then )?(?:stops?|ends?|exits?|quits?|finish(?:es)?|run|runs|running|keep going|keep running)(?: it| by itself)? "
    rf"(?:after|for)|for(?: the next| a total of| about)?|over(?: the next)?|during(?: the next)?|within the next|lasting|(?:(?:the )?(?:total |run ?|over ?all )?(?:duration|run ?time)|time ?limit)(?: of| is)?|total of) "
    rf"(?:(?P<count>{_NUMBERED})[ -]?)?(?P<unit>{UNIT})(?: in total| long| total)?(?:,? ?(?:and )?(?:then )(?:stops?|exits?|quits?|ends?|finish(?:es)?))?"
    rf"|after (?P<count2>{_NUMBERED})[ -]?(?P<unit2>{UNIT}) (?:it )?(?:stops?|ends?|exits?|quits?)"
)
SAMPLES: Final = (
    rf"(?:(?:and )?(?:then )?(?:stops?|ends?|exits?|quits?) (?:after|at) )?(?P<count>{_COUNT}) (?:times|samples|polls|rounds|iterations|repetitions|runs)(?: in total| total)?"
    rf"|(?:runs|repetitions|iterations|samples|polls|rounds) (?P<count2>{_COUNT})(?![ -]?{UNIT}(?!\w))"
)

_TYPED: Final = r"(?:netmiko|ssh|cli|command ?lines?|vtysh|show commands?)"
_DENIED: Final = (
    r"(?:not|no|without|instead of|rather than|do not use|don'?t use|avoid)(?: (?:the|a|by|via|use|using|with|over))* "
)
"""Of the two ways, one that is denied says the other."""

LEXICON: Final[tuple[tuple[TokenType, tuple[tuple[str, str], ...]], ...]] = (
    (
        "way",
        (
            ("gnmi", rf"(?:py)?gnmi(?: get)?|open ?config|telemetry|gnmi paths?|{_DENIED}{_TYPED}"),
            (
                "cli",
                rf"{_TYPED}|(?:log|logs|logging|login) (?:in|on)(?:to)?(?: to)?|"
                rf"logs? in(?:to)?|logging in(?:to)?|{_DENIED}(?:(?:py)?gnmi|telemetry)",
            ),
            ("other", r"snmp(?:v[23]c?)?|netconf|restconf|napalm|scrapli|nornir|ansible|rest api|json rpc|eapi"),
        ),
    ),
    (
        "stream",
        (
            ("gnmi", r"subscri(?:be|bes|bing|ption|ptions)(?: to)?|stream(?:s|ing|ed)?"),
            (
                "",
                r"watch(?:es|ing)?|monitor(?:s|ing)?|live|continuous(?:ly)?|follow(?:s|ing)?|track(?:s|ing)?|observ(?:e|es|ing)",
            ),
            (
                "",
                r"keep (?:an eye|a watch|watch|track) (?:on|of|over)|in real ?time|real ?time|as (?:it|they) happens?|all the time",
            ),
        ),
    ),
    ("on_change", (("", r"on[ _-]?changes?|event ?driven|as (?:it|they) changes?|push(?:ed)?"),)),
    (
        "when",
        (
            (
                "",
                r"when(?:ever)?|if(?: ever)?|every time|each time|any ?time|as soon as|the moment|the second|the instant|once (?=an?\b|the\b|it\b)|in case",
            ),
        ),
    ),
    (
        "once",
        (
            (
                "",
                r"(?:just |only |run |runs )*(?:once|one time|one ?shot|one ?off|single ?shot|a single time|snapshot|only one time)"
                r"(?: is (?:fine|enough|ok|good))?(?: only)?|(?:one|a single|single|just one) (?:run|shot|answer|reply)|right now|at the moment|at this moment|currently|currentl?|now|at present",
            ),
        ),
    ),
    (
        "event",
        (
            (
                "down",
                r"go(?:es|ing)? down|gone down|went down|drops?|dropped|fails?|is lost|are lost|gets? lost|dies|disappears?|vanish(?:es)?|goes? away|went away|breaks|tears? down|leaves? (?:the )?(?:established|full|up)(?: state)?",
            ),
            (
                "up",
                r"comes? (?:back )?up|(?:is|are) back(?: up)?|comes? back|recovers?|returns|comes? back up again|gets? established",
            ),
            ("up_or_rises", r"goes? up|go up|going up|went up"),
            (
                "change",
                r"changes?|chang(?:ed|ing)|flaps?(?= when| if)|flapped|transitions?|becomes?|turns?|toggles?|flips?|resets|"
                r"(?:goes|go|comes|come) (?:up or down|down or up|up and down)|(?:state )?events?|up/down|moves?|differs?|different(?: from (?:the )?(?:last|previous)(?: time| one| value| sample| poll)?)?|state changes?|(?:has |have |was |were )?(?:been )?(?:rebooted|restarted|reloaded)|reboots|restarts|reloads",
            ),
            (
                "rises",
                r"increas(?:e|es|ed|ing)|ris(?:e|es|en|ing)|grow(?:s|ing|n)?|climb(?:s|ing)?|increments?|count(?:s)? up",
            ),
            ("falls", r"decreas(?:e|es|ed|ing)|shrinks?|goes? lower|declines?"),
        ),
    ),
    (
        "compare",
        (
            (
                ">",
                r"(?:goes? |is |are |gets? |rises? |climbs? |go |being |was )?(?:over|above|greater than|more than|higher than|larger than|bigger than|older than|longer than|beyond|past|in excess of)|exceed(?:s|ing|ed)?|cross(?:es)?|>",
            ),
            (">=", r"at least|not (?:less|fewer) than|>=|≥|minimum(?: of)?"),
            (
                "<",
                r"(?:goes? |is |are |gets? |falls? |drops? |go |being |was |sinks? )?(?:under|below|less than|less then|fewer than|lower than|smaller than|younger than|newer than|shorter than|beneath)|<",
            ),
            ("<=", r"at most|not (?:more|greater) than|no more than|<=|≤|maximum(?: of)?"),
            ("==", r"(?:is |are )?(?:equal(?:s)?(?: to)?|exactly)|=="),
            ("!=", r"!=|other than|differs? from|different from|not equal(?: to)?"),
        ),
    ),
    (
        "file",
        (
            ("auto", r"(?:an? |the )?(?:local |log |text |output )?file(?: on disk)?|disk"),
            ("auto.csv", r"(?:an? |the )?csv file|(?:in|into|to) an? csv"),
            ("auto.json", r"(?:an? |the )?json file"),
        ),
    ),
    ("family", (("ipv6", r"ipv6|v6|ip version 6"), ("ipv4", r"(?:ipv4|v4)(?! and)"))),
    ("or_more", ((">=", r"or (?:more|higher|above|greater)"), ("<=", r"or (?:less|fewer|lower|below)"))),
    (
        "nonzero",
        (
            (
                "",
                r"any(?= (?:interface |port )?(?:errors|discards|drops)(?![ -](?:count|stat)))|(?:with|having|(?:that |which )?(?:has|have|had|show|shows|see|sees))(?: any| some)?(?= (?:in |out |rx |tx |input |output )?(?:errors|discards|drops|error packets))|non ?zero|not zero|greater than zero|above zero|more than zero|nonnull",
            ),
        ),
    ),
    (
        "not",
        (
            (
                "",
                r"not(?: in)?|isn'?t|aren'?t|ain'?t|no longer|anything but|n[o']t yet|never|non|other than|un(?=established)|except (?:those|for those)(?: that are)?",
            ),
        ),
    ),
    (
        "owner",
        (
            (
                "active",
                r"(?:active|best|selected|installed)(?= (?:(?:ipv4|ipv6|ip|v4|v6|unicast) )*(?:routes?|route table|routing table))",
            ),
        ),
    ),
    (
        "state",
        (
            ("established", r"(?:fully )?(?:established|estab)"),
            ("up", r"up(?: and running)?|alive|online|healthy"),
            ("down", r"down|offline|dead|broken"),
            ("idle", r"idle"),
            ("active", r"active"),
            ("connect", r"connect|connecting"),
            ("opensent", r"open ?sent"),
            ("openconfirm", r"open ?confirm"),
            ("full", r"full"),
            ("2-way", r"2 ?way|two ?way"),
            ("init", r"init"),
            ("exstart", r"ex ?start"),
            ("admin-up", r"admin(?:istratively)? ?(?:up|enabled?)|enabled"),
            ("admin-down", r"admin(?:istratively)? ?(?:down|disabled?|shut ?down)|disabled|shut ?down"),
            ("oper-up", r"oper(?:ationally)? ?up"),
            ("oper-down", r"oper(?:ationally)? ?down"),
        ),
    ),
    (
        "age",
        (
            (
                "past",
                r"(?:since |for )?how long(?: ago)?(?: (?:is|are|has|have))?(?= (?:\w+ ){0,6}(?:was|were|will|until|takes?|took)\b)",
            ),
            ("", r"(?:since |for )?how long(?: ago)?(?: (?:is|are|has|have))?|since when|for what time"),
        ),
    ),
    (
        "owner",
        tuple(
            (
                name,
                rf"{word}[ -](?:(?:ipv4|ipv6|learned|learnt)[ -])*routes?|routes? (?:learned |learnt )?(?:from|by|via|through|of) {word}",
            )
            for name, word in (("ospf", r"ospf"), ("isis", r"is ?is"), ("static", r"static"))
        ),
    ),
    ("zero", (("", r"(?:no|zero|0)(?= (?:received |sent |advertised )?(?:prefix(?:es)?|routes)(?! to))"),)),
    ("only", (("", r"only|just|solely|nothing but|exclusively|but only"),)),
    (
        "alert",
        (
            (
                "",
                r"alert(?:s|ing)?(?: me| us)?|alarms?(?: me| us)?|warn(?:s|ing|ings)?(?: me| us)?|notif(?:y|ies)(?: me| us)?|shouts?|yells?|screams?|"
                r"complains?|notifications?|raises? an? alarm|ping me",
            ),
            ("told", r"tells? (?:me|us)|let me know|say so|inform me"),
        ),
    ),
    ("mark", (("", r"flag(?:s|ged|ging)?|mark(?:s|ed|ing)?|highlight(?:s|ed|ing)?|point out"),)),
    (
        "log",
        (
            (
                "",
                r"(?:logs?|logging|logged|records?|recording|keeps? a (?:log|record|history) of|write a log of)(?! in)",
            ),
        ),
    ),
    (
        "check",
        (
            (
                "",
                r"(?:checks?|tests?) (?:that|if|whether)|that (?:all|every|each|both)|(?:verify|verifies|confirms?|make sure|makes sure|ensures?|asserts?)(?: that| if| whether)?|whether|or not|ok or (?:fail(?:ed)?|not ok)",
            ),
            ("yes", r"(?:a )?yes(?: or |/)no|(?<!.)(?:is|are)(?! (?:there|it possible))"),
        ),
    ),
    (
        "count",
        (
            (
                "",
                r"how many|number of|numbers of|the count of|counts? of|total number of|amount of|counts?|totals?|a count of|counting",
            ),
        ),
    ),
    (
        "form",
        (
            ("json", r"(?:one )?json(?: ?lines?| ?objects?)?|jsonl|ndjson"),
            ("csv", r"csv(?: ?rows?| ?format| ?lines?)?|comma separated(?: values)?"),
            (
                "table",
                r"(?:rich |pretty |nice |little |small |ascii |one |single |common |simple )*tables?(?: format| view)?|tabular(?: form)?|tabulated",
            ),
            (
                "lines",
                r"(?:plain )?text|(?:one|a) line (?:per|for each|for every)(?! (?:spine|leaf))(?: \w{1,20})|(?:one|a) line(?= (?:per|for each|for every) (?:spine|leaf))|lines?|plain lines",
            ),
            ("markdown", r"(?:a )?(?:github )?(?:markdown|md)(?: ?tables?| ?format)?"),
            ("other", r"yaml|xml|html|excel|xlsx"),
        ),
    ),
    (
        "column",
        (
            (
                "time",
                r"(?:the )?(?:utc |local )?time ?stamps?|time ?stamped|(?:the )?(?:date and )?time(?: of (?:the )?(?:day|change|event))?|(?:the )?date|iso time",
            ),
            (
                "node",
                r"(?:the )?(?:node|device|router|switch|target)(?:'s)? names?|which (?:node|router|device|switch|leaf|spine|peer|interface|port)",
            ),
            ("neighbor", r"(?:the )?(?:peer|neighbou?r)(?:'s)? (?:address(?:es)?|ips?|ip address(?:es)?|names?|ids?)"),
            ("interface", r"(?:the )?(?:interface|port)(?:'s)? names?"),
            ("level", r"(?:(?:the|its|their) )*levels?(?! ?\d)"),
            ("next hop", r"(?:the |their )?next ?hops?"),
            ("area", r"(?:(?:the|its|their|ospf) )*areas?(?: ids?)?"),
            ("cost", r"(?:(?:the|its|their) )*(?:costs?|metrics?)"),
            ("mac", r"(?:(?:the|its|their) )*mac(?: address(?:es)?)?s?(?! table)"),
            ("kernel", r"(?:(?:the|its|their|linux) )*kernels?(?: versions?| releases?)?"),
            ("local port", r"(?:the )?(?:local|own) (?:ports?|interfaces?)(?: names?| ids?)?"),
            (
                "remote system",
                r"(?:the )?remote(?:'s)? (?:systems?|devices?|hosts?|nodes?|switch(?:es)?|routers?|names?)(?: names?)?|"
                r"(?:the )?(?:neighbou?r|peer)(?:'s)? (?:system|device|host|node|switch)(?: names?)?|(?:neighbou?r|peer) names? and ports?",
            ),
            (
                "remote port",
                r"(?:the )?(?:remote|neighbou?r|peer)(?:'s)? (?:ports?|interfaces?)(?: names?| ids?)?|port ids?",
            ),
            ("chassis", r"(?:(?:the |remote )*)chassis ids?"),
            (
                "old",
                r"(?:the )?(?:old|previous|former) and (?:the )?new (?:states?|values?)|old and new|before and after|(?:old|previous) (?:states?|values?)|new (?:states?|values?)",
            ),
        ),
    ),
    (
        "direction",
        (
            (
                "in",
                r"(?:in(?:put|gress|coming|bound)?|rx|received?)(?: (?:only|direction|side))|(?:ingress|incoming|inbound|rx|receive[sd]?)",
            ),
            ("out", r"(?:out(?:put)?|egress|tx)(?: (?:only|direction|side))|(?:egress|outgoing|outbound|tx)"),
        ),
    ),
    (
        "unknown",
        (
            (
                "",
                r"every (?:other|second|third|\d+(?:nd|rd|th)) (?:row|line|value|sample|one)|(?:plus|and|with|including)(?: an?| the)? (?:grand )?(?:totals?|sums?)(?: (?:line|row|at the end))?(?= ?(?:[,.;]|$))|beeps?|pretty ?print(?:ed)?|indented|(?:from|starting|at|beginning|until|before) (?:tomorrow|today|midnight|noon|(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: on)?|top \d+|sort(?:ed|s|ing)?(?: by)?|(?:most|highest|largest|biggest|busiest|lowest|least|fewest|worst) (?:first|used)|rank(?:ed|ing)?|"
                r"average[sd]?(?: over)?|median|percentiles?|standard deviation|descending|ascending|delta|difference|diff|sum",
            ),
        ),
    ),
    (
        "except",
        (
            (
                "",
                r"except(?: for)?|excluding|filter(?:s|ed|ing)? out|but not|all but|apart from|not on|leave out|without(?= (?:the |any )?(?:leaf|spine|r\d|srl|bgp routes|ospf routes|static routes|is-?is routes))",
            ),
        ),
    ),
)
