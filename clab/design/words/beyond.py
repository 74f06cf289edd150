"""Words for what no lab of ours can hold, by why not. Pure data."""

from typing import Final

BEYOND: Final = (
    r"(?:of )?type (?:7\d{3}|ixr|sr|s)-?[\w-]{1,12}|ixr-?[a-z0-9-]{1,12}|wi-?fi|wireless|wlan|access points?|"
    r"rsvp(?:-te)?|segment[ -]routing|srv6|sr-?mpls|sr-?te|vpls|vpws|eline|e-line|multicast|pim|igmp|"
    r"vrrp|hsrp|lacp|lags?|"
    r"port[ -]?channels?|m-?lags?|mc-?lags?|bonds?|bonding|esi(?:-lag)?|multi[ -]?homing|"
    r"ripng|ripv1|eigrp|nat|firewalls?|acls?|"
    r"qos|ipsec|gre|wireguard|dmvpn|sd-?wan|ptp|telemetry|gnmic|prometheus|grafana|syslog|snmp|netflow|sflow|"
    r"dhcp|dns|"
    r"ntp|tacacs|radius|graceful[ -]restart|prefix[ -]lists?|route[ -]maps?|confederations?|"
    r"rpki|add-?path|load[ -]?balancers?|traffic (?:generators?|gens?)|iperf3?|trex|ixia|ostinato|"
    r"spanning[ -]tree|stp|rstp|mstp|"
    r"anycast|asymmetric[ -]irb|trunks?|dot1q|802\.1q|qinq|lldp|cdp|"
    r"flowspec|bmp|bgp-?ls|"
    r"summari[sz]ation|"
    r"virtual links?|"
    r"redundan\w+(?! (?:route |rrs?\b|reflectors?|spines?|cores?|hubs?|routers?))|"
    r"jumbo(?: frames?)?|bridges?|macvlan|internet access|"
    r"kafka|ansible|jenkins|netbox|kubernetes|k8s|openstack|podman|prometheus"
)
"""What labs are asked to do that no template here configures."""

CHANGES: Final = (
    r"partial(?:ly)?|half|halves|broken|incomplete|nested|overlapping|dual|alternat\w+|asymmetric\w*|unequal|"
    r"uneven|border|extra|additional|"
    r"stack(?:ed)?|exit|back-?up|standby|secondary|primary|spare|except(?: for)?|excluding|apart from|"
    r"other than|all but|everything but|every(?:one)? but|unless|half of|figure[ -](?:of[ -])?eight|zig-?zag|"
    r"diagonals?|disabl\w+|turn(?:ed)? off|switch(?:ed)? off|shut(?: ?down)?|remov\w+|unplug\w*|failed"
)
"""Words that make another lab of what stands beside them."""

SIZES: Final = (
    r"(?:the )?(?:biggest|largest|smallest|maximum|max|as (?:big|large|many) as|huge|massive|enormous|lots of|many|"
    r"several|some more|a few|multiple)"
)
"""Numbers that are none."""

TIMERS: Final = (
    r"(?:with |at |of |interval )?\d{1,5} ?ms ?(?:x|\*|times) ?\d{1,2}|bfd (?:with |at |of )?\d{1,5} ?ms(?: ?x ?\d)?|"
    r"(?:(?:fast|aggressive|bfd) ?){0,4}(?:hold[ -]?down|intervals?|mrai|multipliers?)"
)
"""Timers of which it is not said what they are."""

VENDORS: Final = (
    r"cisco|juniper|huawei|dell|hpe?|extreme|fortinet|palo ?alto|checkpoint|quagga|bird2?|gobgp|"
    r"exabgp|openbgpd|junos|ios(?:-?xe|-?xr)?|"
    r"nexus|catalyst|brocade|ericsson|ciena|arcos|ocnos|sonic os|windows|ubiquiti|edgeos|pfsense|opnsense"
)
"""Makers and programs of which no system of ours is meant."""

RATES: Final = (
    r"\d{1,6}(?:\.\d{1,3})? ?(?:[gmk]bps|[gmk]bit(?:/s|s)?|[gmk]b/s|[gm]ig|[gm]e?)\b|"
    r"\d{1,6}(?:\.\d{1,3})? ?(?:ms|us|milliseconds?|seconds?|s)\b|"
    r"\d{1,6}(?:\.\d{1,3})? ?(?:%|percent)|"
    r"bandwidth|latency|delay|jitter|packet[ -]loss|loss|rate[ -]limit\w*"
)
"""What a link may be asked to do that containerlab's file cannot say (netem is set on a running lab)."""
