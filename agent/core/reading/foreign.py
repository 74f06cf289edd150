"""Matters that no routing log measures, and people love to tell: outer causes, and consequences past the network. Pure.

A word is here only where an account that holds to sessions, links, nodes and daemons has no honest use for it.
"""

POWER = (
    r"power (?:failure|outage|loss|cut|supply|supplies|feed|surge|glitch|dip)s?|lost (?:\w+ )?power|brown-?outs?|"
    r"black-?outs?|electric\w*|generators?|batter(?:y|ies)|UPS\b|PSUs?|voltage|lightning|thunder\w*|storms?\b|weather|"
    r"flood\w*|earthquakes?|fires?\b|overheat\w*|temperature|heat\b|cooling|air[- ]condition\w*|"
    r"humidity|squirrels?|rodents?|"
    r"mice\b|rats?\b|excavators?|diggers?|backhoes?|construction work\w*"
)
HARDWARE = (
    r"fib(?:re|er)s?[- ](?:cuts?|breaks?|faults?|damage)|hardware|transceivers?|optics?\b|SFPs?|line[- ]?cards?|"
    r"faulty (?:\w+ )?(?:cable|card|module|memory|fan|port|NIC)|bad (?:cable|port|NIC|optic)|loose "
    r"(?:cable|connector|plug)|"
    r"connectors?\b|patch (?:panel|cable|cord)|backplane|chassis|fans?\b|disks?\b|CPU\b|processor|RAM\b|"
    r"memory (?:leak|exhaustion|shortage|pressure|overload|spike|full|failure|load)|out of memory|OOM\b|buffers?\b|"
    r"file descriptors?|TCAM|ASIC|electromagnetic|interference|corrosion|wear and tear|aging|ageing|"
    r"damaged?\b|replac\w+|"
    r"swapp(?:ed|ing)|spare parts?"
)
SOFTWARE = (
    r"firmware|software (?:bug|defect|upgrade|update|fault|error|issue|problem|release|patch)s?|bugs?\b|buggy|"
    r"upgrad\w+|downgrad\w+|roll(?:ed)?[- ]?backs?|rollout|roll(?:ed|ing) out|patch(?:ed|ing)\b|deployments?|deployed|"
    r"new release|memory corruption|corrupt\w*|malformed|race conditions?|dead-?locks?|infinite loop|null pointer|"
    r"stack overflow|regression|misbehav\w+|cron\b|licen[cs]es?\b|certificates?\b|DNS\b|NTP\b|DHCP|"
    r"clock (?:skew|drift|jump)|clocks? (?:\w+ ){0,6}?(?:drift\w*|skew\w*)|route[- ]?maps?|prefix[- ]lists?|"
    r"(?:routing|export|import) polic(?:y|ies)|polic(?:y|ies)\b|filters?\b|filtering|typo\b|"
    r"misconfigur\w+|mis-configur\w+|"
    r"ACLs?\b|access[- ]lists?|firewalls?|VLAN (?:change|mismatch|error)|MTU\b|spanning[- ]tree|STP\b|"
    r"ARP (?:storm|cache|table)|"
    r"route[- ]reflectors?|reflectors?\b|redistribut\w+|duplicate (?:IP|router|address|MAC)\w*|"
    r"(?:broadcast|update|route|routing) (?:storm|flood)s?|storm of|route leaks?|routing loops?|a loop\b|loops? in\b|"
    r"control[- ]plane (?:overload|congestion|problem)|overload\w*|CPU load|high load|load on\b|script(?:ed)? error|"
    r"automation (?:error|bug|tool)|scripts?\b"
)
SECURITY = (
    r"DDoS|DoS\b|cyber\w*|(?:an|the|some) attack\w*|attack(?:er|ed|s)?\b|hack(?:er|ed|ing)?s?\b|"
    r"intru\w+|breach of security|"
    r"security (?:incident|breach|issue)|malware|virus\b|ransom\w*|hijack\w*|sabotage|vandal\w*|spoof\w*|compromis\w+|"
    r"malicious\w*|unauthori[sz]ed|theft|stolen"
)
TRAFFIC = (
    r"congest\w+|black-?hol\w+|satur\w+|bandwidth|throughput|latency|jitter|delay in traffic|"
    r"(?:surge|spike|burst|flood|increase|peak|wave) (?:in|of) (?:\w+ )?(?:traffic|load|updates?|requests?)|"
    r"traffic (?:surge|spike|burst|flood|overload|was|is|had|took|flow\w*|went|re-?rout\w*|shift\w*|to|"
    r"through|between|for)|"
    r"re-?rout(?:ed|es|ing)\b(?! protocol)|detours?|failed over|fail-?overs?|load[- ]balanc\w+|backup "
    r"(?:path|link|route|"
    r"line|connection|data)s?|suboptimal|slow(?:er)? pages|time-?outs? in applications|"
    r"data (?:loss|was lost|were lost|cent(?:er|re)s?|corruption)"
)
BUSINESS = (
    r"customers?|clients? (?:were|was|had|could|lost)|end[- ]?users?|users? (?!reset)|users\b|subscribers?|tenants?|"
    r"visitors?|students?|residents?|the public|compan(?:y|ies)|business(?:es)?(?! as usual)|offices?|branch(?:es)?\b|"
    r"sites? (?:were|was|lost|went)|shops?|stores?|hospitals?|banks?|provider'?s?|ISPs?|carrier's|vendors?|suppliers?|"
    r"contractors?|telecom\w*|SLAs?\b|revenue|money|financial\w*|costs? of|orders? (?:were|was|could)|"
    r"payments?|transactions?|"
    r"sales|production\b|productivity|reputation|complaints?|complain(?:s|ed|ing)? (?:of|about|that|to)|"
    r"phone calls?|telephon\w*|"
    r"phones?\b|calls? (?:were|was|broke|"
    r"dropp\w*|fail\w*)|VoIP|voice|video|e-?mails?|websites?|web ?(?:sites?|shops?|pages?|services?|servers?)|internet|"
    r"applications?|apps?\b|databases?|cloud|storage|backups?|clusters?|split[- ]brain|"
    r"services? (?:were|was|had|went|became|could) (?:\w+ )?(?:lost|disrupted|unavailable|degraded|down|"
    r"interrupted|not|affected)|"
    r"servers?\b (?:were|was|lost|could|went)|other (?:labs?|networks?|autonomous systems|regions?)|"
    r"(?:neighbou?ring|adjacent|second|whole other) (?:labs?|networks?|regions?|sites?)|regions?\b|"
    r"countr(?:y|ies)|cit(?:y|ies)\b"
)
PEOPLE = (
    r"human error|mis-?takes?\b|by mistake|inadvertent\w*|careless\w*|negligen\w*|technicians?|electricians?|"
    r"cleaners?|cleaning|janitors?|intern\b|trainee|new colleague|cord\b|tripp(?:ed|ing) over|(?:was|"
    r"were|got|been) (?:paged|"
    r"called out|woken|alerted|notified|informed|dispatched)|escalat\w+|on-?call|a truck|hotline|help "
    r"?desk|support (?:case|team|ticket)|"
    r"training|exercise|maintenance job|change (?:request|ticket|window|freeze|management|control)|work order|"
    r"apolog\w+|manager|management was|CEO\b|police|panic\w*"
)
SPREAD = (
    r"knock-?on|domino|ripple\w*|(?:spread|spill\w*|propagat\w+|cascad\w+) (?:over |out )?(?:to|into|across|through|"
    r"over)\b|default[- ](?:routes?|gateways?)|(?:lost|losing|loses|loss of) (?:all |its |their |the |"
    r"every )*(?:\w+ )?(?:config\w*|"
    r"access|gateways?|routing information|memory|licen[cs]e|data|management)\b(?! session)|(?:to|on) "
    r"its knees|melt-?down|chaos|catastroph\w*|disast\w+|brought the (?:whole|entire) \w+ (?:down|to)|"
    r"(?:had|have|has|needed?) to (?:\w+ )?be (?:\w+ly )?(?:re-?booted|re-?started|replaced|reset|"
    r"reloaded|re-?installed|"
    r"re-?configured|repaired|cleared|shut|swapped|power-cycled)|(?:needed|required|requires|needs) "
    r"(?:an? |the )?(?:re-?boot|"
    r"re-?start|replace\w+|repair|reload|fix\b)|(?:routing|forwarding) tables?|FIB\b|RIB\b"
)
FOREIGN = "|".join((POWER, HARDWARE, SOFTWARE, SECURITY, TRAFFIC, BUSINESS, PEOPLE, SPREAD))
PACKETS = (
    r"(?:packets?|frames?|traffic|data) (?:\w+ ){0,2}?(?:loss(?:es)?|lost|dropped|drops?|discarded|vanished|missing)|"
    r"(?:lost|dropped|discarded|loss of|dropping) (?:\w+ ){0,3}?(?:packets|frames|traffic|datagrams)"
)
"""Lost packets are the matter of an account only where its cause is such a loss."""
IGP = r"OSPF\w*|IS-?IS\b|IGP\b|EIGRP|RIP\b|LDP\b|MPLS|VXLAN|VRRP|LACP|PIM\b"
"""Other protocols: a matter only where the evidence tells of them."""
