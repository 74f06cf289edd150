"""The words of requests for scripts, by what they are: shapes over senses (see `shapes.py`). Pure data.

A word that is in no table is unknown, and a request with one is not read as whole. So the words of
`filler` say nothing of what is asked, of whom, when, or how it is printed.
"""

from typing import Final, Literal

TokenType = Literal[
    "topic", "entity", "way", "stream", "on_change", "when", "once", "event", "compare", "or_more", "nonzero", "not",
    "state", "only", "alert", "mark", "check", "log", "count", "form", "column", "direction", "except", "change", "missing",
    "interval", "duration", "samples", "number", "percent", "interface", "address", "release", "file", "node", "role", "stranger",
    "instance", "label", "pair", "stop", "filler", "aside", "unknown", "age", "span", "owner", "unit", "column_test", "family", "zero",
    "loop",
]  # fmt: skip

LEXICON: Final[tuple[tuple[TokenType, str, str], ...]] = (
    ("way", "gnmi", "gnmi|pygnmi 'get? | gnmi ( on | tcp )* port ( : | = )? 57400 | port ( : | = )? 57400 | open config | openconfig | telemetry | gnmi path | DENIED TYPED"),
    ("way", "cli", "TYPED | log|login|logged in|on|onto to? | log into|onto to? | DENIED gnmi|pygnmi|telemetry"),
    ("way", "other", "snmp|snmpv2|snmpv2c|snmpv3|netconf|restconf|napalm|scrapli|nornir|ansible|eapi | rest api | json rpc"),
    ("stream", "gnmi", "subscribe|subscription to? | stream"),
    ("stream", "", "watch|monitor|live|continuous|continuously|follow|track|observe | in? real time | in? realtime"),
    ("stream", "", "keep an_eye|a_watch|watch|track on|of|over | as it|they happen | all the time"),
    ("loop", "", "in a? loop | over and over ( again )? | again and again | repeatedly|periodically|regularly|constantly|permanently | "
     "keep print|poll|ask|show|read|query|list|output|report"),
    ("on_change", "", "on change | event driven | as it|they change | 'push | 'pushed"),
    ("when", "", "'when|whenever|anytime | 'if ever? | every|each|any time | as soon as | the moment|'second|instant | "
     "'once !!a|an|the|it | in case"),
    ("once", "", "( just | only | 'run | runs )* ONCE ( is fine|enough|ok|good )? only? | one|single|a_single|just_one run|shot|'answer|'reply | "
     "right? 'now | at the|this moment | currently | at present"),
    ("event", "down", "go|going|gone|went down|away | 'drop|drops|dropped | 'fail|fails | is|are lost | get lost | dies|disappear|vanish|breaks | "
     "tear down | 'leave|leaves the? established|full|up state?"),
    ("event", "up", "come|comes back? up again? | is|are back up? | come|comes back | recovers|recover|returns | get established"),
    ("event", "up_or_rises", "go|went up"),
    ("event", "change", "change|changing|become|toggle|flip|flapped|resets|'transition|transitions|transitioned|turns|'turn|move|moves | "
     "flap|flaps !!when|if | go|come UP_OR_DOWN | state? events|'event | up / down | 'differs|'differ | "
     "'differs|'differ|different ( from the? last|previous|former|earlier time|one|value|sample|poll|round|look? )? | state change | has|have|was|were? been? rebooted|restarted|reloaded | "
     "reboots|restarts|reloads"),
    ("event", "rises", "increase|rise|grow|climb|increment|risen|grown | count up"),
    ("event", "falls", "decrease|shrink|decline | go lower"),
    ("compare", ">", "GETS? over|above|beyond|past|in_excess_of | GETS? BIGGER than | exceed | 'cross|crosses | >"),
    ("compare", ">=", "at least | not less|fewer than | > = | ≥ | minimum of?"),
    ("compare", "<", "GETS? under|below|beneath | GETS? SMALLER than|then | <"),
    ("compare", "<=", "at most | not|no more|greater than | < = | ≤ | maximum of?"),
    ("compare", "==", "is|are? equal to? | is|are? exactly | = = | expect|expected|expecting !to :|=|is|are? | "
     "should|must|has_to|have_to|needs_to|need_to? have|has|see|sees|show|list exactly? !!( DIGITS|POSITIVE WORD* ROW )"),
    ("compare", "!=", "NOT_EQUAL | other than | 'differ|differs from | different from | not equal to?"),
    ("unit", "percent", "as|in|of a? percentage|percent"),
    ("filler", "", "learn|learnt ( via|by|over|in|through bgp|ebgp|ibgp )? !!from"),
    ("filler", "", "degree celsius|c? | dbm !of"),
    ("file", "auto", "a|an|the? local|log|text|output? 'file ( on disk )? | disk"),
    ("file", "auto.csv", "a|the? csv file | in|into|to a csv"),
    ("file", "auto.json", "a|the? json file"),
    ("family", "ipv6", "ipv6 | v6 | ip version 6"),
    ("family", "ipv4", "ipv4|v4 !and"),
    ("or_more", ">=", "or more|higher|above|greater"),
    ("or_more", "<=", "or less|fewer|lower|below"),
    ("nonzero", "", "skip|ignore|omit|hide|drop|exclude|without|leave_out|leaving_out the|any|all* ( those|ones|interface|port|row|line )? ( with|that_are|which_are|at|of|having )? ( zero|0|zeros|zeroes ) ( error|value|count )? | any !!( interface|port? error|discard|drop !count|counter|stat ) | non zero | nonzero | not zero | "
     "greater|more than zero | above zero | nonnull | with|having|has|have|had|show|see any|some? !!( WAY_OF? errors|discards|drops|error_packets ) | "
     "that|which has|have|had|show|see any|some? !!( WAY_OF? errors|discards|drops|error_packets )"),
    ("not", "", "stuck|hanging|sitting? anywhere|anything|in_any_state|in_a_state other_than|but | not in? | isn't | aren't | ain't | no longer | anything but | not yet | never | non | other than | "
     "except ( for? those ( that are )? ) !END"),
    ("owner", "active", "active|best|selected|installed !!( ipv4|ipv6|ip|v4|v6|unicast* route|route_table|routing_table )"),
    ("state", "established", "fully? established|estab"),
    ("state", "up", "up ( and running )? | alive | online | healthy"),
    ("state", "down", "down | offline | 'dead | 'broken"),
    ("state", "idle", "'idle"),
    ("state", "active", "active"),
    ("state", "connect", "'connect | 'connecting"),
    ("state", "opensent", "open sent | opensent"),
    ("state", "openconfirm", "open confirm | openconfirm"),
    ("state", "full", "full"),
    ("state", "2-way", "2 way | two way | 2-way | 2way"),
    ("state", "init", "init"),
    ("state", "exstart", "ex start | exstart"),
    ("state", "admin-up", "is|are|being no shut|shutdown | admin|administratively up|'enabled|'enable | 'enabled"),
    ("state", "admin-down", "admin|administratively down|'disabled|'disable|shutdown|shut_down | 'disabled | shut down | 'shutdown"),
    ("state", "oper-up", "oper|operationally up"),
    ("state", "oper-down", "oper|operationally down"),
    ("age", "past", "since|for? how long ago? is|are|has|have? !!( WORD* was|were|will|until|take|took )"),
    ("age", "", "the? time|date|moment when|since_when|at_which !!( WORD* came|come|went|was|were up|established ) | since|for? how long ago? is|are|has|have? | since when | for what time"),
    ("owner", "bgp", "learned|learnt|installed from|by|via|through|over|with bgp"),
    ("owner", "connected", "connected|directly_connected|direct ipv4|ipv6? route"),
    ("owner", "ospf", "ospf ipv4|ipv6|learned|learnt* route | route learned|learnt? from|by|via|through|of ospf"),
    ("owner", "isis", "isis|is_is ipv4|ipv6|learned|learnt* route | route learned|learnt? from|by|via|through|of isis|is_is"),
    ("owner", "static", "static ipv4|ipv6|learned|learnt* route | route learned|learnt? from|by|via|through|of static"),
    ("zero", "", "no|zero|0 !!( received|sent|advertised? prefix|routes !to )"),
    ("only", "", "only | 'just | solely | nothing but | exclusively | but only"),
    ("alert", "", "alert|alarm|warn|warning|notify|notification me|us? | shout|yell|scream|complain | raise a|an? alarm | ping me"),
    ("alert", "told", "'tell|'tells me|us | let me know | say|says so | inform me"),
    ("mark", "", "flag | mark | highlight | point out"),
    ("log", "", "log !in | 'record|records|recording | keep a log|record|history of | write a log of"),
    ("check", "", "check|test that|if|whether | that all|every|each|both | verify|confirm|make_sure|ensure|assert that|if|whether? | "
     "whether | or not | ok or fail|failed|not_ok"),
    ("check", "yes", "a? YES | <evpn|bgp|ospf|isis|bfd|lldp is|are !!the|all|any|its|their|each | START is|are !there|it_possible"),
    ("count", "", "how many | number of | the? count of | total number of | amount of | count|counts|counting | total|totals | a count of"),
    ("form", "jsonl", "one? json line | json object per|for_each|a line|row | jsonl | ndjson | a|one json object per|for_each WORD"),
    ("form", "json", "one|a|single|valid|proper|pretty* json document|object|array|list|doc|format|output?"),
    ("form", "csv", "csv row|format|line? | comma separated value?"),
    ("form", "table", "rich|pretty|nice|little|small|ascii|one|single|common|simple* table format|view? | tabular form? | tabulated"),
    ("form", "lines", "plain? text | one|a line per|for_each|for_every !spine|leaf|UNIT WORD | one|a line !!( per|for_each|for_every spine|leaf ) | "
     "plain? line"),
    ("form", "markdown", "a? github? markdown|md table|format?"),
    ("form", "yaml", "yaml|yml format|document?"),
    ("form", "html", "html table|format|page?"),
    ("form", "other", "xml|excel|xlsx"),
    ("column", "time", "the? utc|local? time stamp|stamped | the? utc|local? timestamp|timestamped | "
     "the? date_and? time ( of the? day|change|event )? | the? date | iso time"),
    ("column", "node", "the? node|device|router|switch|target name | the? local|own node|device|system|switch|router|host name? | which 'node|'router|'device|'switch|'leaf|'spine|'peer|'interface|'port"),
    ("column", "neighbor", "the? PEER ip? address|ip|name|id"),
    ("column", "interface", "the? interface|port name"),
    ("column", "level", "the|its|their* level !NUMBER"),
    ("column", "next hop", "the|their? next hop | the|their? nexthop"),
    ("column", "mlag", "config? sanity | inactive|active port | peer link | negotiation STATUS_WORD?"),
    ("column", "area", "the|its|their|ospf* area id?"),
    ("column", "cost", "the|its|their* cost|metric"),
    ("column", "mac", "the|its|their* ( mac address | mac !address ) !table"),
    ("column", "kernel", "the|its|their|linux* kernel version|release?"),
    ("column", "local port", "the? local|own port|interface name|id?"),
    ("column", "remote system", "the? remote SYSTEM name? | the? remote name | the? PEER SYSTEM name? | PEER name and port"),
    ("column", "remote port", "the? remote|neighbor|neighbour|peer port|interface name|id? | port id"),
    ("column", "chassis", "the|remote* chassis id"),
    ("column", "old", "the? old|previous|former and the? new state|value? | before and after | old|previous|new state|value"),
    ("direction", "in", "in|input|ingress|incoming|inbound|rx|receive|received only|direction|side | ingress|incoming|inbound|rx|receive"),
    ("direction", "out", "out|output|egress|tx only|direction|side | egress|outgoing|outbound|tx"),
    ("unknown", "", "running total|totals|sum | name start|begin|end with | name contain|include|match | that|which use|run bfd|ospf|isis|bgp|lldp | every other|second|third|ORDINAL row|line|value|sample|one | plus|and|with|including a|an|the? grand? 'total|totals|'sum|sums "
     "line|row|at_the_end? !!END | beep | pretty print | prettyprinted | indented | from|starting|at|beginning|until|before DAY on? | top NUMBER | "
     "sort by? | MOST|LEAST|most first|used | rank | median | percentile | standard deviation | descending | ascending | delta | "
     "difference | diff | sum"),
    ("except", "", "everything|everyone|everybody|anything but | except for? | excluding | filter out | but not | all but | apart from | not on | leave out | "
     "without !!( the|any? ( leaf|spine|MARKED|srl | bgp|ospf|static|isis|is_is route ) )"),
)  # fmt: skip

TIMES: Final[tuple[tuple[TokenType, str, str], ...]] = (
    ("interval", "", "EVERY number:NUMBER? UNIT interval? | one|a|a_single line|row|sample|reading|record|entry a|an|per|every|each number:NUMBER? UNIT | "
     "at|in|with? a|an? number:NUMBER UNIT interval|sample|sampling|period|poll|polling|steps|refresh|cadence|apart | "
     "every? hours:hourly | every? minutes:minutely | twice:twice|once a|an|per|every|each UNIT"),
    ("duration", "", "LASTS number:NUMBER? UNIT in_total|long|total? ( ,? and? then stop|exit|quit|end|finish )? | after number:NUMBER UNIT it? stop|end|exit|quit"),
    ("samples", "", "( and? then? stop|end|exit|quit after|at )? number:NUMBER times|samples|polls|rounds|iterations|repetitions|runs in_total|total? ( ,? and? then? stop|exit|quit|end|finish )? | "
     "runs|repetitions|iterations|samples|polls|rounds number:NUMBER !UNIT"),
)  # fmt: skip
"""How often, how long, how many times; the number is kept, and what it counts."""

TESTED: Final = (
    ("peer-as", "in", "in|of|with|from|has|having|whose|that_is_in|that_are_in the? remote|peer|neighbor|neighbour? as|asn number? is|of|=* word:DIGITS|POSITIVE"),
    ("peer-as", "not in", "( not in | outside of? | other than ) the? remote|peer|neighbor|neighbour? as|asn number? word:DIGITS|POSITIVE"),
    ("peer-as", "not in", "( whose|where|with|and the? )? ( the|their* remote|peer|neighbor|neighbour as|asn number? ) is|are|!_=* not|!|other_than|different_from =|than|from* as? word:DIGITS|POSITIVE"),
    ("vlan", "in", "in|of|on|for|only|from* vlan word:DIGITS|POSITIVE"),
    ("area-id area", "in", "in|of|for|from the? ospf? area word:DIGITS|POSITIVE|ZERO|ADDRESS"),
    ("adjacency-level level", "in", "is_is|isis|at|of|in* level word:1|2"),
    ("description", "has", "whose|with_a|with_an|with_the|with|where_the|having_a|having_an|that_have_a description that|which? "
     "contain|have|has|include|match|starts_with|begin_with|begins_with|start_with|like|of the_word|the_text|the_string? word:WORD"),
    ("description", "not in", "that|which|with|having have|has? a|an|some description set|configured? "
     "!that|which|contain|like|of|start|begin|match|include|has|have|having word:"),
    ("evpn-type", "in", "( evpn|l2vpn route? )? type word:( POSITIVE ( AND|,|or|type* POSITIVE )* ) ( evpn|l2vpn? route )?"),
    ("lsa-type", "has", "word:ROUTER_LSA lsa"),
    ("link-layer-address address", "has", "( with|has|have|having|of|for|where|is )* the? mac|mac_address? is? word:MAC ( is|was* learned|learnt|known|seen )?"),
    ("peer-group", "in", "in|of|from the? peer group word:WORD"),
)  # fmt: skip
"""What a column must hold: the leaves, how, and the word."""
