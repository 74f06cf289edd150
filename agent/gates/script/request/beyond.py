"""What requests ask for and no script of ours does: changes, and nouns that no topic covers. Pure data."""

import re
from typing import Final

CHANGES: Final = re.compile(
    r"(?:re)?configur(?:e|es|ing)|reboot(?!ed|s)|reload(?!ed|s)|restart(?!ed|s)|upgrad(?:e|es)|downgrad(?:e|es)|push(?:es)? (?!me)\w+|deploys?|"
    r"commits?|deletes?|removes?|clears?|disables?(?!d)|enables?(?!d)|shuts?(?:ting)?(?: ?down)?(?= (?:the|it|an?|any|all|every|interface|port|ethernet|eth|bgp|that|them|this))"
    r"|shut(?: ethernet| it| them)|no shut(?:down)?|bounces?|drains?|roll(?:s)? ?back|apply|applies|"
    r"set(?:s|ting)?(?: up)? (?:the |an? |its |their |all )?(?!of\b)\w+|change (?:the|an?|its|their) \w+|"
    r"turn(?:s)? (?:it |them )?(?:off|on)|bring(?:s)? (?:it |them )?(?:up|down|back)|(?:hard |soft )?reset(?!s)|kills?|fix(?:es)?|repairs?|edits?|modif(?:y|ies)|"
    r"flush(?:es)?|replaces?|installs?|toggles? (?:the|an?|all)|drop (?:the|all|an?|any|every) \w+|raise (?:the|its) (?!alarm)\w+|lower (?:the|its) \w+|"
    r"add (?:an? )?(?:route|neighbou?r|vlan|interface|acl|user|peer|description|loopback|static)|creates? (?:an? )?(?:vlan|interface|neighbou?r|acl|user|vrf|loopback)|"
    r"(?:(?<=and )|(?<=then ))(?:reboots|restarts|reloads|resets)|(?:reboots|restarts|reloads|resets|power cycles|powers off) (?:the|them|it|that|those|this|any|all|every|each|both)(?! script)|"
    r"(?:(?<=and )|(?<=then ))changes? (?:the|an?|its|their) \w+|gnmi[ -]sets?|gnoi|set (?:requests?|rpcs?)|power ?cycl(?:e|es|ing)|(?:reboot|restart|reload|shutt)ing (?:the|them|it|down|any|all)|"
    r"adds? (?:(?:an?|the|new|another|some|bgp|static|ospf|ip|ipv4|ipv6|more) )*(?:routes?|neighbou?rs?|vlans?|interfaces?|acls?|users?|peers?|descriptions?|loopbacks?|address(?:es)?)|"
    r"provision(?:s)?|reprovision|overwrite|restore(?:s)?|inject(?:s)?|advertise (?:an?|the)|withdraws? (?:an?|the)|assign(?:s)?",
    re.IGNORECASE,
)
"""What changes a device, or may."""

MISSING: Final = (
    (r"cdp|rip(?:ng|v2)?|eigrp|babel|mpls|ldp|rsvp|segment routing|srv6|evpn|vxlans?|vteps?|vnis?|mac vrfs?", ""),
    (r"vlans?|spanning ?tree|r?stp|nd tables?|neighbou?r discovery|multicast|pim|igmp|msdp|ospfv3", ""),
    (r"lacp|lags?|port ?channels?|bonds?|mlag|vrrp|hsrp|glbp|ptp|dhcp|dns|aaa|tacacs\+?|radius", ""),
    (r"acls?|access ?lists?|firewalls?|nat|ipsec|vpns?|tunnels?|qos|queues?|policers?|buffers?", ""),
    (r"optics?|optical|transceivers?|light levels?|sfps?|temperatures?|fans?|power(?: suppl(?:y|ies))?|dom", ""),
    (r"line ?cards?|licen[cs]es?|certificates?", ""),
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
    (r"duplex|dis[ck]s?|storage|flash|daemons?|containers?|crc(?: errors?)?", ""),
    (
        r"databases?|influx(?:db)?|prometheus|grafana|kafka|slack|teams|e ?mails?|mails?|webhooks?|telegram|sms|pager(?:duty)?|mqtt|http",
        "",
    ),
    (r"graphs?|plots?|charts?|dashboards?|web ?pages?|gui", ""),
    (r"bgp (?:rib|table|loc ?rib|routing table|adj ?rib(?: in| out)?)s?", "BGP table"),
    (r"tcpdump|wireshark|pcaps?|packet captures?|sniff(?:s|ing)?", "packet capture"),
    (r"exit (?:code|status)(?: \d+)?|exit \d+|return codes?|(?:non zero|nonzero) exit", "exit status"),
    (r"[kmg]pps|[kmg]?bytes?/s(?:ec)?|[kmg]bytes? (?:per|a) \w+", "rates in bytes or packets"),
    (
        r"in the (?:form|format|shape|layout|style)(?: of)?(?! (?:of )?(?:an? )?(?:\w+ )?(?:table|json|csv|list|lines?|markdown))|formatted (?:as|like)(?! (?:an? )?(?:\w+ )?(?:table|json|csv|list|lines?|markdown))",
        "own layouts",
    ),
    (r"accepted (?:bgp )?(?:prefix(?:es)?|routes?)|(?:prefix(?:es)?|routes?) accepted", "accepted prefixes"),
    (
        r"last night|(?:last|past) (?:week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|earlier (?:today|this week)|\d{1,2} ?o'?clock|at \d{1,2} ?[ap]m|(?:in|over|during|for) the (?:last|past) \w+(?: \w+)?|yesterday|history|historical|since yesterday",
        "the past",
    ),
    (
        r"(?:separate |own |different |single )?files|an? (?:\w+ )?file (?:per|for each|for every) \w+|one (?:\w+ )?file (?:per|for each|for every) \w+",
        "files",
    ),
)
"""What people ask for and no script of ours does; an empty name: as the request has it."""
