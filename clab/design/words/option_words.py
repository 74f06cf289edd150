"""Words for values of routing protocols and for the families of addresses. Pure data.

What a value may be and where it holds is read by `options_said.py`; a word that stands there without one is left.
"""

from typing import Final

_SEND: Final = r"(?:send|originate|advertise|announce|inject|give|provide|generate|push)(?:s|d|ing)?"
_TO_IT: Final = r"(?: (?:us|it|them|me|the (?:edge|customer|other|leaves|spokes|edge router|customer router)))?"

OPTIONS: Final[tuple[tuple[str, str], ...]] = (
    (r"areas?", "area"),
    (r"(?:(?:igp|link|interface) )?(?:costs?|metrics?)(?: values?)?", "cost"),
    (r"broadcast(?: (?:network|interface|link))?[ -](?:type|mode)s?", "network broadcast"),
    (r"(?:p2p|ptp|point[ -]to[ -]point)(?: (?:network|interface|link))?[ -](?:type|mode)s?", "network point-to-point"),
    (r"(?:network|interface|circuit|link)[ -]types?(?: set)?", "network"),
    (r"hello(?:s|[ -]?(?:intervals?|timers?|times?))?", "hello"),
    (r"dead(?:[ -]?(?:intervals?|timers?|times?))?", "dead"),
    (r"keep-?alives?(?:[ -]?(?:intervals?|timers?|times?))?", "keepalive"),
    (r"hold(?:[ -]?(?:intervals?|timers?|times?)|(?= ?\d))", "hold"),
    (r"timers", "timers"),
    (r"(?:dr |router )?priority", "priority"),
    (r"(?:(?:elected |made )?(?:as )?(?:the )?(?:dr|designated router))(?! ?(?:/|and) ?(?:the )?bdr| ?elect)", "dr"),
    (r"(?:the )?(?:bdr|backup designated router)(?! ?elect)", "bdr"),
    (r"local[ -]?pref(?:erence)?s?(?: values?)?", "local_pref"),
    (r"meds?(?: values?| attribute)?|multi[ -]exit[ -]discriminators?", "med"),
    (r"(?:as[ -]?path )?prepend(?:s|ed|ing)?(?: (?:its|their|his) (?:own )?asn?)?", "prepend"),
    (r"next[ -]hop[ -]self", "next_hop_self"),
    (
        rf"default[ -](?:route[ -])?originat(?:e|es|ed|ing|ion)|{_SEND}{_TO_IT} (?:only )?(?:a |an |the )?default"
        rf"(?: route)?(?: only)?(?: (?:to|towards?|into|via|by|over) (?:us|it|bgp|ebgp))?",
        "default",
    ),
    (r"send(?:s|ing)?", "send"),
    (r"default[ -]information[ -]originate", "ospf_default"),
    (r"default (?:route|gateway)s?", "default_route"),
    (r"(?:mutual(?:ly)? )?redistribut(?:e|es|ed|ing|ion)", "redistribute"),
    (
        r"(?:re-?)?(?:announc|advertis|originat|inject)(?:e|es|ed|ing)(?: (?:the|its|their|own|one|a|an|prefix(?:es)?|"
        r"network|route))*",
        "announce",
    ),
    (r"prefix(?:es)?", "prefix"),
    (r"passive(?:[ -]interfaces?)?", "passive"),
    (r"(?:ip )?mtus?(?: size)?(?: of)?", "mtu"),
    (r"(?:max(?:imum)?[ -]?)?prefix(?:es)?[ -]limits?|max(?:imum)?[ -]prefix(?:es)?", "max_prefix"),
    (r"communit(?:y|ies)(?: values?| strings?)?", "community"),
    (r"(?:tcp[ -]?)?md5|message[ -]digest", "auth md5"),
    (r"(?:plain|clear)[ -]?text|simple(?= (?:password|auth))", "auth plain"),
    (r"auth(?:entication)?|authenticated", "auth"),
    (r"passwords?|(?:shared )?secrets?|keys?", "auth key"),
    (r"total(?:ly)?[ -]?stub(?:by)?(?: areas?)?", "area_type totally-stub"),
    (r"stub(?:by)?[ -]areas?|stubby|stub(?= area)", "area_type stub"),
    (r"total(?:ly)?[ -]?nssa(?: areas?)?", "area_type totally-nssa"),
    (r"nssa(?: areas?(?! ?\d))?|not[ -]so[ -]stubby(?: areas?(?! ?\d))?", "area_type nssa"),
    (r"(?:(?:ospf|bgp|the) )?(?:router|rtr)[ -]?ids?|rids?", "router_id"),
    (
        r"(?:us(?:es?|ing)|install(?:s|ing)?|load[ -]?balanc(?:es?|ing) (?:over|across)) (?:both|all|the two) paths|"
        r"(?:with |w/ |using )?(?:ecmp|equal[ -]cost(?: multi-?path)?|multi-?path(?:ing)?|max(?:imum)?[ -]?paths?)"
        r"(?: enabled)?",
        "paths",
    ),
    (r"l1[/-]?l2|l1/2", "level 1-2"),
    (r"level[ -]?1(?: ?[-/&,] ?(?:level[ -]?)?2| and (?:level[ -]?)?2)(?: routers?)?", "level 1-2"),
    (r"level[ -]?1(?:[ -]?only)?(?: routers?)?", "level 1"),
    (r"level[ -]?2(?:[ -]?only)?(?: routers?)?", "level 2"),
    (r"prefer(?:s|red|ring)?", "prefer"),
    (r"(?:can )?reach(?:es)?(?= \d)|(?:floating |backup )?static routes? (?:to|for)(?= \d)", "reach"),
    (
        r"(?:(?:a |the )?(?:worse|higher|larger|greater|bigger) )?"
        r"(?:ad|(?:admin(?:istrative)? )?(?:distance|preference))",
        "distance",
    ),
)
"""A form and what it is a value of."""

FAMILIES: Final[tuple[tuple[str, str], ...]] = (
    (
        r"dual[ -]?stack(?:ed)?(?: \(?(?:ip)?v4 ?(?:and|\+|&|/) ?(?:ip)?v6\)?)?|"
        r"(?:both )?(?:ip)?v4 ?(?:and|\+|&|/|plus) ?(?:ip)?v6(?: addresses| addressing)?|"
        r"(?:both )?(?:ip)?v6 ?(?:and|\+|&|/|plus) ?(?:ip)?v4(?: addresses| addressing)?|both (?:address )?families",
        "dual",
    ),
    (
        r"(?:ip)?v6[ -]only(?: (?:links|addressing|addresses))?|only (?:ip)?v6(?: addressing| addresses)?|"
        r"pure (?:ip)?v6|(?:ip)?v6 (?:alone|exclusively)|"
        r"(?:no|without|w/o|not a single|not one) (?:ip)?v4(?: (?:at all|whatsoever|address(?:es|ing)?|anywhere))*"
        r"(?: on (?:the|any) (?:data )?(?:wires?|links?))?"
        r"(?:,? (?:apart from|except(?: for)?|besides|other than) (?:on |for )?(?:the )?(?:mgmt|management)"
        r"(?: network)?)?",
        "ipv6",
    ),
    (r"(?:no|without|w/o|not) (?:ip)?v6|(?:ip)?v4[ -]only|only (?:ip)?v4(?: addresses| addressing)?", "v4"),
    (r"(?:ip)?v6(?: (?:addresses|addressing))?", "v6"),
)
"""Families of addresses."""
