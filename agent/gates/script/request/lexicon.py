"""The words of requests for scripts, by what they are. Pure data; a blank is a blank or a dash.

A word that is in no table is unknown, and a request with one is not read as whole. So `FILLER` holds only words that say
nothing of what is asked, of whom, when, or how it is printed.
"""

import re
from typing import Final, Literal

TokenType = Literal[
    "topic", "entity", "way", "stream", "on_change", "when", "once", "event", "compare", "or_more", "nonzero", "not",
    "state", "only", "alert", "mark", "check", "log", "count", "form", "column", "direction", "except", "change", "missing",
    "interval", "duration", "samples", "number", "percent", "interface", "address", "release", "file", "node", "role", "stranger",
    "instance", "label", "pair", "stop", "filler", "unknown",
]  # fmt: skip

NUMBERS: Final = {
    "one": 1, "a": 1, "an": 1, "single": 1, "two": 2, "both": 2, "other": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "sixty": 60, "hundred": 100, "half a": 0.5, "half an": 0.5, "half": 0.5, "a half": 0.5, "couple of": 2,
}  # fmt: skip
_COUNT: Final = rf"(?:\d{{1,6}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
UNIT: Final = r"(?:milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)"

_NUMBERED: Final = rf"(?:\d{{1,6}}|(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})(?=[ -]))"
"""A count, as digits that a unit may touch or as a word that it may not."""

INTERVAL: Final = (
    rf"(?:(?:once )?(?:every|each|per|once (?:in )?(?:a|an|per|every|each))|sampl(?:e|ed|ing)(?: (?:every|at|interval))?|"
    rf"(?:poll(?:ed|ing)?|refresh(?:ed)?|updated?) (?:at|every)|(?:at )?intervals?(?: of)?|with an? interval of) "
    rf"(?:(?P<count>{_NUMBERED})[ -]?)?(?P<unit>{UNIT})(?: intervals?)?"
    rf"|(?:at |in |with )?(?:an? )?(?P<count2>{_NUMBERED})[ -]?(?P<unit2>{UNIT}) (?:intervals?|samples?|sampling|periods?|polls?|polling|"
    rf"steps|refresh|cadence)|(?:every )?(?P<unit4>hourly|minutely)|(?P<count3>twice|once) (?:a|per|every|each|an) (?P<unit3>{UNIT})"
)
DURATION: Final = (
    rf"(?:(?:and )?(?:then )?(?:stops?|ends?|exits?|quits?|finish(?:es)?|run|runs|running|keep going|keep running)(?: it| by itself)? "
    rf"(?:after|for)|for(?: the next| a total of| about)?|over(?: the next)?|during(?: the next)?|within the next|lasting) "
    rf"(?:(?P<count>{_NUMBERED})[ -]?)?(?P<unit>{UNIT})(?: in total| long| total)?(?:,? ?(?:and )?(?:then )(?:stops?|exits?|quits?|ends?|finish(?:es)?))?"
    rf"|after (?P<count2>{_NUMBERED})[ -]?(?P<unit2>{UNIT}) (?:it )?(?:stops?|ends?|exits?|quits?)"
)
SAMPLES: Final = rf"(?P<count>{_COUNT}) (?:times|samples|polls|rounds|iterations)(?: in total| total)?"

LEXICON: Final[tuple[tuple[TokenType, tuple[tuple[str, str], ...]], ...]] = (
    (
        "way",
        (
            ("gnmi", r"(?:py)?gnmi(?: get)?|open ?config|telemetry|gnmi paths?"),
            (
                "cli",
                r"netmiko|ssh|cli|command ?lines?|vtysh|show commands?|(?:log|logs|logging|login) (?:in|on)(?:to)?(?: to)?|"
                r"logs? in(?:to)?|logging in(?:to)?",
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
    ("on_change", (("", r"on[ _]?changes?|event ?driven|as (?:it|they) changes?|push(?:ed)?"),)),
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
                r"(?: is (?:fine|enough|ok|good))?(?: only)?|right now|at the moment|at this moment|currently|currentl?|now|at present",
            ),
        ),
    ),
    (
        "event",
        (
            (
                "down",
                r"go(?:es|ing)? down|gone down|went down|drops?|dropped|fails?|is lost|are lost|gets? lost|dies|disappears?|breaks|tears? down|leaves? established",
            ),
            (
                "up",
                r"comes? (?:back )?up|(?:is|are) back(?: up)?|comes? back|recovers?|returns|comes? back up again|gets? established",
            ),
            ("up_or_rises", r"goes? up|go up|going up|went up"),
            (
                "change",
                r"changes?|chang(?:ed|ing)|flaps?(?= when| if)|flapped|transitions|becomes?|turns?|toggles?|resets|"
                r"(?:goes|go|comes|come|is|are) (?:up or down|down or up|up and down)|up/down|moves?|differs?|different(?: from (?:the )?(?:last|previous)(?: time| one| value| sample| poll)?)?|state changes?|(?:has |have |was |were )?(?:been )?(?:rebooted|restarted|reloaded)|reboots|restarts|reloads",
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
                r"(?:goes? |is |are |gets? |rises? |climbs? |go |being |was )?(?:over|above|greater than|more than|higher than|larger than|bigger than|beyond|past|in excess of)|exceed(?:s|ing|ed)?|cross(?:es)?|>",
            ),
            (">=", r"at least|not (?:less|fewer) than|>=|≥|minimum(?: of)?"),
            (
                "<",
                r"(?:goes? |is |are |gets? |falls? |drops? |go |being |was |sinks? )?(?:under|below|less than|less then|fewer than|lower than|smaller than|beneath)|<",
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
    ("only", (("", r"only|just|solely|nothing but|exclusively|but only"),)),
    (
        "alert",
        (
            (
                "",
                r"alert(?:s|ing)?(?: me| us)?|alarms?(?: me| us)?|warn(?:s|ing|ings)?(?: me| us)?|notif(?:y|ies)(?: me| us)?|shouts?|yells?|screams?|"
                r"complains?|tell me|tell us|let me know|say so|inform me|beeps?|notifications?|raises? an? alarm|ping me",
            ),
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
                r"(?:checks?|tests?) (?:that|if|whether)|that (?:all|every|each|both)|(?:verify|verifies|confirms?|make sure|makes sure|ensures?|asserts?)(?: that| if| whether)?|whether|ok or (?:fail(?:ed)?|not ok)",
            ),
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
            ("json", r"json(?: ?lines?| ?objects?)?|jsonl|ndjson"),
            ("csv", r"csv(?: ?rows?| ?format| ?lines?)?|comma separated(?: values)?"),
            (
                "table",
                r"(?:rich |pretty |nice |little |small |ascii )*tables?(?: format| view)?|tabular(?: form)?|tabulated",
            ),
            (
                "lines",
                r"(?:plain )?text|one line (?:per|for each|for every) \w{1,20}|a line (?:per|for each|for every) \w{1,20}|lines?|plain lines",
            ),
            ("other", r"yaml|xml|html|markdown|excel|xlsx"),
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
            ("next hop", r"(?:the |their )?next ?hops?"),
            (
                "old",
                r"(?:the )?(?:old|previous|former) and (?:the )?new (?:states?|values?)|old and new|before and after|(?:old|previous) (?:states?|values?)|new (?:states?|values?)",
            ),
        ),
    ),
    (
        "direction",
        (
            ("in", r"in(?:put|gress|coming|bound) only|(?:input|ingress|incoming|inbound|rx|received)"),
            ("out", r"(?:output|egress|outgoing|outbound|tx)"),
        ),
    ),
    (
        "unknown",
        (
            (
                "",
                r"top \d+|sort(?:ed|s|ing)?(?: by)?|(?:most|highest|largest|biggest|busiest|lowest|least|fewest|worst) (?:first|used)|rank(?:ed|ing)?|"
                r"average[sd]?(?: over)?|median|percentiles?|standard deviation|descending|ascending|delta|difference|diff|sum",
            ),
        ),
    ),
    (
        "except",
        (
            (
                "",
                r"except(?: for)?|excluding|but not|all but|apart from|not on|leave out|without(?= (?:leaf|spine|r\d|srl))",
            ),
        ),
    ),
)

_PHRASES: Final = (
    r"(?:write|writes|put|puts|note|notes|jot|jots) (?:it |them |this )?down|(?:,? ?and )?(?:not?|instead of|rather than|without) poll(?:ing|ed)?|"
    r"when (?=was |were |did )|w/o|w/|(?:add|adds|include|includes|including|prefix(?:ed)? with) (?=(?:the |an? )?(?:time|date|node|name))|"
    r"(?:until|till|unless) (?:i |you |we |it'?s? |it is |the user )?(?:stop|stopped|hit|press|interrupt|interrupted|kill|killed|ctrl|cancel|cancelled)(?: it| me)?(?: with)?(?: by)?(?: hand)?(?: ctrl[- +]?c)?|"
    r"(?:stop|stopped|end|ended|quit|exit)(?: it)? (?:with|by|on|via) (?:ctrl[- +]?c|sigint|sigterm|hand|a signal)|until (?:it is |it's )?(?:stopped|interrupted|killed)|"
    r"forever|indefinitely|endlessly|until further notice|"
    r"[-=]>|in the (?:same|one) script|in one go|for me|at all times|at a time|since the last (?:sample|poll|time|check|run)|from the last (?:sample|poll|time)|"
    r"if you (?:can|could)|if possible|no need for|as well|to (?:the )?(?:std ?out|screen|console|terminal)|end of the day|up to date|so that i can|whatever is (?:easier|best)"
)
PHRASES: Final = re.compile(_PHRASES, re.IGNORECASE)
"""Phrases that say no more than the words of `FILLER`."""

FILLER: Final = frozenset(
    re.findall(
        r"[\w'/-]+",
        """a an the of on in at to for from and or with every each all any its it's it their them they he she it please pls plz
        write writes writing make makes create creates build generate script scripts program tool code python python3 py that which
        who whose print prints printing printed show shows showing display displays displayed output outputs outputting as
        per by over via using use uses used through into onto collect collects collecting fetch fetches fetching get gets
        getting read reads reading poll polls polling pull pulls grab grabs query queries querying ask asks retrieve
        retrieves report reports reporting say says saying sample samples sampled sampling dump dumps list lists listing give gives see look looks
        take takes gather gathers obtain capture save saves saved store put puts return
        me us my our i we you your want wants need needs needed would like could can should will shall may might must
        do does doing done did is are was were be being been am has have having had there here this these those
        so what's what whats little small short simple quick thing something kindly hi hey hello thanks thank cheers
        also too then than but so well okay ok fine just-in-case basically really actually quite same again repeatedly
        periodically regularly loop loops looping keep keeps running run runs ran start starts connect-to connects
        time times name names value values entry entries row rows line screen stdout console terminal shell one ones
        new latest fresh actual respective corresponding available following existing certain given own whole complete
        either individual separately together at-once across within against around about out down-to
        until ctrl-c ctrl c interrupted killed cancelled i'm i'd let's let lets im id its'
        they're that's there's who's don't doesnt doesn't dont no need
        data info information details detail results result overview answer format formatted style form
        number numbers check checks checking compare compares comparing comparison nicely nice pretty proper clean readable human friendly good basic handy useful
        ip ipv4 default address addresses current instead
        job helper utility snippet lab labs network fabric's box box's session's reads back simply straight single
        called named where while during day night morning tomorrow later today week
        user users' only-for lists' how often happens happen happening occurs occur see's
        interested care cares know find finds out determine figure work works working
        such sort kind type types once-more even still anything everything-else else up-to first
        compute computes computing calculate calculates calculating although though despite yet export exports exported exporting counter plus gimme lemme hows much moreover yes no-frills w w/ wanna gonna gotta em 'em ya u ur n & + thx cmd per-node per-neighbor
        """,
    )
) - {"down", "up", "not", "no", "once", "only"}
"""Words that change nothing of what is asked."""

CHANGES: Final = re.compile(
    r"(?:re)?configur(?:e|es|ing)|reboot(?!ed|s)|reload(?!ed|s)|restart(?!ed|s)|upgrad(?:e|es)|downgrad(?:e|es)|push(?:es)? (?!me)\w+|deploys?|"
    r"commits?|deletes?|removes?|clears?|disables?(?!d)|enables?(?!d)|shuts?(?:ting)?(?: ?down)?(?= (?:the|it|an?|any|all|every|interface|port|ethernet|eth|bgp|that|them|this))"
    r"|shut(?: ethernet| it| them)|no shut(?:down)?|bounces?|drains?|roll(?:s)? ?back|apply|applies|"
    r"set(?:s|ting)?(?: up)? (?:the |an? |its |their |all )?(?!of\b)\w+|change (?:the|an?|its|their) \w+|"
    r"turn(?:s)? (?:it |them )?(?:off|on)|bring(?:s)? (?:it |them )?(?:up|down|back)|(?:hard |soft )?reset(?!s)|kills?|fix(?:es)?|repairs?|edits?|modif(?:y|ies)|"
    r"flush(?:es)?|replaces?|installs?|toggles? (?:the|an?|all)|drop (?:the|all|an?|any|every) \w+|raise (?:the|its) (?!alarm)\w+|lower (?:the|its) \w+|"
    r"add (?:an? )?(?:route|neighbou?r|vlan|interface|acl|user|peer|description|loopback|static)|creates? (?:an? )?(?:vlan|interface|neighbou?r|acl|user|vrf|loopback)|"
    r"provision(?:s)?|reprovision|overwrite|restore(?:s)?|inject(?:s)?|advertise (?:an?|the)|withdraws? (?:an?|the)|assign(?:s)?",
    re.IGNORECASE,
)
"""What changes a device, or may."""

MISSING: Final = (
    (r"cdp|rip(?:ng|v2)?|eigrp|babel|mpls|ldp|rsvp|segment routing|srv6|evpn|vxlans?|vteps?|vnis?|mac vrfs?", ""),
    (r"vlans?|spanning ?tree|r?stp|nd tables?|neighbou?r discovery|multicast|pim|igmp|msdp|ospfv3", ""),
    (r"lacp|lags?|port ?channels?|bonds?|mlag|vrrp|hsrp|glbp|ntp|ptp|clocks?|dhcp|dns|aaa|tacacs\+?|radius", ""),
    (r"acls?|access ?lists?|firewalls?|nat|ipsec|vpns?|tunnels?|qos|queues?|policers?|buffers?", ""),
    (r"optics?|optical|transceivers?|light levels?|sfps?|temperatures?|fans?|power(?: suppl(?:y|ies))?|dom", ""),
    (r"inventor(?:y|ies)|serial numbers?|chassis(?: type)?|line ?cards?|licen[cs]es?|certificates?", ""),
    (
        r"syslog|(?:system|event|device|router|error|audit|the) log(?: files?| messages?)?s?|log (?:messages?|entr(?:y|ies))|logs of",
        "",
    ),
    (r"user accounts?|logins?|logged in users?|passwords?|accounts?", ""),
    (r"(?:running|startup)[ -]config(?:uration)?s?|config(?:uration)?s?(?: backups?| diffs?)?|backups?|back up", ""),
    (
        r"pings?|latency|jitter|packet loss|loss|reachability|reachable|traceroutes?|iperf|throughput tests?|round ?trip(?: time)?s?|rtt",
        "",
    ),
    (r"route maps?|prefix lists?|polic(?:y|ies)|communit(?:y|ies)|as ?paths?|med|local pref(?:erence)?", ""),
    (r"speeds?|duplex|dis[ck]s?|storage|flash|daemons?|containers?|crc(?: errors?)?", ""),
    (
        r"databases?|influx(?:db)?|prometheus|grafana|kafka|slack|teams|e ?mails?|mails?|webhooks?|telegram|sms|pager(?:duty)?|mqtt|http",
        "",
    ),
    (r"graphs?|plots?|charts?|dashboards?|web ?pages?|gui", ""),
    (r"tcpdump|wireshark|pcaps?|packet captures?|sniff(?:s|ing)?", "packet capture"),
    (r"exit (?:code|status)(?: \d+)?|exit \d+|return codes?|(?:non zero|nonzero) exit", ""),
    (r"accepted (?:bgp )?(?:prefix(?:es)?|routes?)|(?:prefix(?:es)?|routes?) accepted", "accepted prefixes"),
    (r"(?:in|over|during|for) the (?:last|past) \w+(?: \w+)?|yesterday|history|historical|since yesterday", "the past"),
    (
        r"(?:separate |own |different |single )?files|an? (?:\w+ )?file (?:per|for each|for every) \w+|one (?:\w+ )?file (?:per|for each|for every) \w+",
        "files",
    ),
)
"""What people ask for and no script of ours does; an empty name: as the request has it."""
