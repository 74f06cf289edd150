"""Verbs and connectives with what they claim; the opposites are what the operators put in their place."""

WENT = ("went down", "dropped", "left ESTABLISHED", "fell out of Established", "broke", "failed", "was lost")
WENT_MANY = ("went down", "dropped", "left ESTABLISHED", "fell out of Established", "broke", "failed", "were lost")
CAME = ("came back", "recovered", "re-established", "came up again", "was restored", "returned to ESTABLISHED")
CAME_MANY = ("came back", "recovered", "re-established", "came up again", "were restored", "returned to ESTABLISHED")
STILL = ("is still down", "remains down", "has not come back", "has not recovered yet", "stays down so far")
STILL_MANY = ("are still down", "remain down", "have not come back", "have not recovered yet", "stay down so far")

BECAUSE = ("because of", "due to", "as a result of", "owing to", "on account of", "in consequence of")
PERHAPS = (
    "most likely because of",
    "probably due to",
    "presumably because of",
    "likely as a result of",
    "most probably owing to",
    "probably on account of",
)
CAUSED = ("was caused by", "was triggered by", "was brought about by", "was the result of", "was due to")
PERHAPS_CAUSED = (
    "was most likely caused by",
    "was probably the result of",
    "appears to have been caused by",
    "seems to have been triggered by",
    "was presumably due to",
    "is suspected to have been caused by",
)
NOT_KNOWN = (
    "the cause is unknown",
    "cause unknown",
    "we do not know why",
    "the root cause could not be determined",
    "the reason is not known",
    "no cause was established",
    "root cause: undetermined",
    "why it happened is unclear",
)
AFIS = {
    "ipv4Unicast": ("IPv4 unicast", "IPv4", "ipv4Unicast", "v4"),
    "ipv6Unicast": ("IPv6 unicast", "IPv6", "ipv6Unicast", "v6"),
    "l2VpnEvpn": ("EVPN", "L2VPN EVPN", "l2VpnEvpn"),
}
