"""Which causes prose names: for every type of cause, the wordings that people use for it. Pure.

A wording names a cause only where it can hardly mean anything else; general words ("failure", "problem") name none.
"""

import re
from dataclasses import dataclass

from agent.core.reading.foreign import FOREIGN, IGP, PACKETS
from agent.core.reading.lexicon import negated
from agent.core.reading.text import Span

IF = r"(?:[\w.:/-]*(?:\d[\w.:/-]*)?)"
LINKISH = (
    r"(?:links?|interfaces?|ports?|cables?|carriers?|wires?|circuits?|NICs?|uplinks?|eth\d+|swp\d+|"
    r"ethernet[-\d/]+|[\w-]+:[a-z]{2,}[\w/.-]*\d(?![\w:]))"
)
ENDS = (
    r"(?:\s+(?:between|from|of|on|at|to|under|towards?|joining|connecting|over|behind|beneath|"
    r"underneath)\s+[\w.:/' -]{1,50}?"
    r"|\s+[\w.:/-]+)?(?:,?\s*\([^)]*\),?|,\s[\w.:/-]+,)?"
)
FELL = (
    r"(?:(?:that|which) (?:was |were |had |has |been )*)?(?:(?:was |were |being |been |had |has |have "
    r")*(?:went|go|goes|gone|going|taken|brought|shut|"
    r"dropped|turned|set|set to|set administratively) (?:down|away|dark|offline)|(?:\w+ly )?(?:gave (?:up|out)|failed|"
    r"fail|fails|failing|failure|failures|dropped|died|broke|lost|was down|is down|were down|outage|fault|"
    r"down|loss|cut|severed|disconnected|unplugged|pulled|disconnection|breakage|collapse|"
    r"lost carrier|disabled|state change|drop|did(?: not|n't) (?:go down|fail|drop|flap|go away)))"
)
DAEMON = (
    r"(?:daemons?|bgpd|process(?:es)?|BGP software|routing (?:engine|suite|stack|software)|"
    r"BGP speaker|BGP instance|bird|frr|gobgpd|exabgp)"
)
NODE = (
    r"(?:(?<!\bof )(?<!\bto )(?<!with )(?<!from )(?<!\bon )(?<!\bfor )(?<!\bat )(?<!towards )"
    r"(?<!against )(?<!\w\sand )(?<!\w, )(?<!neighbor )(?<!peer )(?<![->/&] )NODENAME|"
    r"nodes?|routers?|containers?(?: of (?:the )?NODENAME)?|switch(?:es)?|devices?|box|machine|VM)"
)
WAS = (
    r"(?:\s+(?:itself|that|which|to|was|were|is|had been|has been|has|had|having|being|been|"
    r"got|apparently|probably|likely|"
    r"suddenly|then|first))*\s+"
)

PATTERNS: dict[str, str] = {
    "node_isolated": r"isolat(?:ed|ion|es)|cut off from (?:the|all|its|every)|lost all (?:of )?(?:its|her|the) links|"
    r"all (?:of )?(?:its|the) (?:\w+ )?(?:links|interfaces) (?:\w+ )?(?:went|down|failed|dropped|lost|"
    r"at once)|loss of all (?:of )?(?:its |the )?(?:links|interfaces)|all (?:links|interfaces) of|"
    r"every (?:link|interface) (?:of|on)",
    "link_flap": rf"(?:{LINKISH}{ENDS}\s+(?:\w+ ){{0,2}}(?:flap\w*|bounc\w+)|flapping (?:of )?(?:\w+ )?{LINKISH}|"
    rf"{LINKISH}[- ]flaps?|(?:repeated|repeatedly|recurring|multiple) (?:{LINKISH} )(?:failures?|"
    rf"drops?|losses|outages)|{LINKISH}{ENDS} (?:repeatedly )?went (?:up and down|"
    rf"down (?:and up )?(?:repeatedly|again and again|(?:three|several|four|five) times)))",
    "severed": r"(?:cables?|fib(?:re|er)s?|wires?|lines?) (?:\w+ ){0,3}?(?:cut|severed|unplugged|chewed\w*|damaged)|"
    r"(?:cut|severed|unplugged|damaged) (?:\w+ )?(?:cables?|fib(?:re|er)s?|wires?)|cable cuts?|unplugg\w+|"
    r"pulled (?:out )?(?:the |a |its )?(?:cable|wire)",
    "link_down": rf"(?:pulled|dragged) (?:the |its |their )?(?:\w+ )?{LINKISH} down|"
    rf"(?:{LINKISH}{ENDS}\s+{FELL}|(?:failure|failing|loss|outage|drop|cut|fault|breakage|break|"
    rf"disconnection) (?:of|on|at|in) (?:(?:the|a|an|its|their|that|one|this|underlying|physical|"
    rf"direct)\s+)*(?:[\w-]+\s+)?{LINKISH}|loss of (?:carrier|signal|light)|(?:failed|downed|broken|"
    rf"dead|lost|cut|severed|failing) (?:\w+ )?{LINKISH}|{LINKISH}[- ](?:down|failure|loss|outage)|"
    rf"(?:shut|took|brought|pulled|unplugged|cut|disabled|shutting|taking|bringing|"
    rf"lost) (?:down )?(?:the |its |one |that )?(?:\w+ )?{LINKISH}\b)",
    "one_way_loss": r"(?:one[- ]way|unidirectional|one[- ]directional|single[- ]direction|asymmetric)\s+(?:packet |"
    r"traffic |path |link )?(?:loss|fail\w*|drop\w*|outage|problem|fault|blackhol\w*|connectivity)|"
    r"(?:in|for) (?:only |just )?one direction(?: only)?|one direction (?:only|of)",
    "host_stall": r"(?:\bhost(?: itself| machine| system| server)?(?:'s)?(?: \w+)?|hypervisor|lab server|"
    r"underlying machine|lab machine)(?: itself)?(?: (?:was|had|has|briefly|itself|that|which|"
    r"been))* (?:stall\w*|froze|frozen|freez\w*|stood still|hung|hang|paus\w*|overload\w*|starv\w*|"
    r"stopped)|stall of the (?:\w+ )?host|host[- ](?:stall|freeze|pause|overload)|(?:stall|"
    r"freeze) on the host",
    "node_hang": rf"(?:{NODE}(?:'s)?{WAS}|\b)(?:paused?|froze(?:n)?|freez\w+|hung(?! up)|hangs?(?! up)|hanging|stalled|"
    rf"unresponsive|suspended|stood still|standing still|locked up|unpaused|stopped responding|"
    rf"ceased to respond|starved)\b|(?:pause|freeze|hang|stall|suspension) of (?:the )?(?!host)",
    "process_crash": rf"{DAEMON}{ENDS}{WAS}?\s*(?:\w+ly )?(?:crash\w*|died|dies|dying|killed|segfault\w*|aborted|"
    rf"core dumped|death)|crash(?:ed|es|ing)? of (?:the |its |a )?(?:\S+ )?(?:\w+ )?{DAEMON}|"
    rf"(?:crash(?:ed|ing)?|death|dead|killed|dying|loss) (?:of )?(?:the |its |"
    rf"r?\w+'s )?(?:\w+ )?{DAEMON}|{DAEMON}[- ]crash|segfault|segmentation fault|killed (?:the |"
    rf"its )?(?:\w+ )?{DAEMON}",
    "process_restart": rf"{DAEMON}{ENDS}{WAS}?\s*(?:\w+ly )?(?:restart\w*|"
    rf"re-?started|reload\w*|terminat\w+|stopped|ended|"
    rf"shut down|was stopped|bounced)|(?:restart(?:ed|ing|s)?|reload(?:ed|ing)?|termination|"
    rf"orderly (?:stop|end|shutdown)) (?:of )?(?:the |its |\w+'s )?(?:\w+ )?{DAEMON}|"
    rf"{DAEMON}[- ]restart|orderly restart|graceful restart of the",
    "node_down": rf"{NODE}{WAS}(?:stopped(?! \w+ing)|killed|died|shut ?down|powered (?:off|down)|"
    rf"taken (?:down|offline)|"
    rf"terminated|destroyed|dead|crash(?:ed)?|lost power|(?:went|gone|going) (?:down|dark|"
    rf"offline)|halted|brought down|vanished)\b|"
    rf"(?:node|router|container|switch|device) NODENAME (?:being|was|is|had been|to be|going|"
    rf"is now) (?:down|gone|out|away)|"
    rf"(?:outage|downtime|fall|disappearance|loss|failure) of (?:the )?(?:node|router|"
    rf"container|switch|device) NODENAME\b|"
    rf"failure of NODENAME\b|node-down\b|"
    rf"(?:stop|kill(?:ing)?|death|power-?off|shutdown|halt|reboot|crash|stopping|"
    rf"termination) of (?:(?:the|a) )?(?:(?:node|router|container|switch|device)\s*NODENAME(?!')|"
    rf"NODENAME(?!'|\s+(?:neighbou?r|session|peer))|"
    rf"(?:node|router|container|switch|device))\b|(?:node|router|container|switch|"
    rf"device)[- ](?:failure|outage|stop|kill|death|reboot|crash)|(?:killed|stopped|powered off|"
    rf"destroyed|terminated|rebooted|halted|killing|stopping) (?:the )?(?:(?:node|router|"
    rf"container)\s*)?NODENAME|container (?:die|kill|stop|exit)\w*|(?:killed|stopped|dead|failed|"
    rf"crashed|halted|downed) (?:node|router|container|switch|device)\b",
    "node_restart": rf"{NODE}{WAS}(?:restarted|re-?started|rebooted)\b|(?:restart|reboot) of (?:the )?(?:(?:node|"
    rf"router|container)\s*)?NODENAME\b",
    "operator": r"(?:torn down|closed|ended|dropped|taken down|brought down|removed|interrupted) by (?:an? |the |"
    r"\S+ )?"
    r"(?:operator|admin(?:istrator)?|engineer)s?|(?:operator|admin(?:istrator)?|engineer) (?:tore|closed|ended|took)",
    "admin_shutdown": r"shut(?:ting)? (?:\w+ ){0,4}?(?:sessions?|peerings?|neighbou?rs?)\b[^.;,]{0,40}?"
    r"\bdown\b|(?:shut|"
    r"closed|took|taken|brought|disabled|ended)\b[^.;,]{0,40}? administratively|"
    r"admin(?:istrative(?:ly)?|\.)?[- ]?(?:\w+ )?(?:shut ?down|shut|closed|closure|disabl\w*|down)|"
    r"(?:operator|admin(?:istrator)?|engineer|somebody|someone|person)(?: \w+){0,3} (?:shut|disabled|"
    r"closed)|(?:session|peering|neighbou?r|peer)s?(?: \S+){0,6}? (?:was|were|been|being|"
    r"got) (?:\w+ly )?(?:shut ?down|shut|disabled)(?: by)?|shut(?:ting)? (?:down )?(?:the |its |this |"
    r"that )?(?:BGP )?(?:session|peering|neighbou?r|peer)s?|shutdown of the (?:BGP )?(?:session|"
    r"peering|neighbou?r)|shut (?:the |its )?(?:session|peering|neighbou?r)\b[^.;]{0,40}\bdown|"
    r"session shutdown|cease/administrative shutdown|deliberately shut|operator(?:'s)? shutdown|"
    r"manual(?:ly)? (?:shut ?down|disabled)|neighbou?r shutdown|shutdown (?:command|message|"
    r"communication)",
    "admin_reset": r"admin(?:istrative(?:ly)?)?[- ](?:\w+ )?(?:reset|clear\w*)|(?:operator|admin(?:istrator)?|"
    r"engineer|user|somebody|someone)(?:'s)?(?: \w+){0,2} (?:reset|clear(?:ed|s|ing)?|bounced)|"
    r"(?:session|peering|neighbou?r|peer)s?(?: \S+){0,6}? (?:was|were|been|being|"
    r"got) (?:\w+ly )?(?:reset|cleared)\b|(?:reset(?:ting)?|clear(?:ed|ing|s)?) (?:of )?(?:the |its |"
    r"all |all its |all of its |this |that |both |every )?(?:\w+ )?(?:BGP )?(?:session|peering|"
    r"neighbou?r|peer)s?|clear (?:ip )?bgp|session reset|manual(?:ly)? (?:reset|clear\w*)|"
    r"reset by (?:an |the )?(?:operator|admin|user|hand)|hand reset|user reset",
    "peer_deconfigured": r"(?:deleted|removed|dropped|took|deleting|removing) \S+ as (?:a |its )?(?:BGP )?"
    r"(?:neighbou?r|peer)\b|"
    r"de-?configur\w+|un-?configur\w+|(?:neighbou?r|peer|peering|session)(?: \S+){0,5}? "
    r"(?:was|were|been|being|got) (?:\w+ly )?(?:removed|deleted|taken out)|(?:removal|deletion|remov(?:ed|ing)|"
    r"delet(?:ed|ing)) (?:of )?(?:the |its |a |that )?(?:BGP )?(?:neighbou?r|peer|peering)\b|"
    r"(?:removed|deleted|taken out|dropped|missing|gone) (?:of |from )(?:the |its |"
    r"\w+'s )?(?:running |router )?config\w*|peer (?:de-?configuration|removal)|neighbou?r (?:removal|"
    r"deletion)|no neighbou?r",
    "remote_as_mismatch": r"(?:remote|peer|neighbou?r)?[- ]?\bAS(?:N)?(?:[- ]numbers?)?(?: \w+){0,2} (?:mis-?match\w*|"
    r"disagree\w*|did not match|differ\w*|conflict)|(?:wrong|bad|incorrect|mis-?matched|mismatching|"
    r"mismatched|different|unexpected|mistaken|mis-?configured|another|other|differing|"
    r"invalid) (?:remote |peer |neighbou?r |local |remote-)?(?:AS|ASN|autonomous system)\b|"
    r"mis-?match\w* (?:of|in|between) (?:the )?(?:remote |peer )?AS\b|remote[- ]as mis-?match|"
    r"bad peer AS",
    "authentication_mismatch": r"authenticat\w+|(?:TCP[- ])?MD5|TCP-AO|passwords?|(?:mismatch\w*|wrong|different|bad|"
    r"differing) (?:key|secret|credential)s?|sign their TCP|"
    r"(?:keys?|secrets?) (?:\w+ ){0,3}?(?:match|agree|differ)\w*",
    "prefix_limit_warning": r"(?:prefix|route)[- ](?:limit|count|threshold)s?(?:\S* )?warning|"
    r"warning (?:threshold|limit|"
    r"level)|(?:reached|reaching|hit|met) (?:the|its|a|their|\S+'s) (?:\w+ )?(?:prefix|"
    r"route)(?:es)?[- ]limit|warn\w* (?:about|of|on) (?:the )?(?:\w+ )?prefix",
    "prefix_limit_exceeded": r"(?:exceed\w*|over(?:ran|stepp\w*|shot)?|above|beyond|violat\w*|breach\w*|"
    r"past|broke|tripp\w*|"
    r"more prefixes than|surpass\w*|crossed|blew|overflow\w*) (?:\w+ ){0,6}?(?:limit|maximum|"
    r"max-?prefix\w*)|too many (?:prefixes|routes)|(?:prefix|route)(?:es|s)?[- ](?:limit|count|"
    r"maximum)(?: \S+){0,5}? (?:was |were |been |being )*(?:exceed\w*|tripp\w*|breach\w*|violat\w*|"
    r"overr[ua]n|surpassed|crossed|overflow\w*)|more (?:prefixes|routes) than|exceeded prefix limit|"
    r"maximum number of prefixes|limit was (?:exceeded|tripped|breached)",
    "prefix_limit": r"(?:prefix|route)(?:es)?[- ](?:limit|maximum|cap)s?|max(?:imum)?[- ]?prefix(?:es)?(?: limit)?|"
    r"limit (?:of|on|for) (?:\S+ )?(?:prefixes|routes)|(?:prefixes|routes)[^.;]{0,40}\blimit\b|"
    r"\blimit\b[^.;]{0,30}\b(?:prefixes|routes)",
    "foreign": FOREIGN,
    "packet_loss": PACKETS,
    "igp": IGP,
    "bfd_down": r"\bBFD\b",
    "hold_timer_expired": r"hold[- ]?(?:down )?tim(?:e|er|ers|es|ing)|hold-?timers?|keep-?alives? (?:\w+ )?(?:stopp\w*|"
    r"ceased|timed out|expir\w*|miss\w*|lost|were lost|failed)|(?:missed|missing|lost|no more|"
    r"no) keep-?alives?|hold time expir\w*|holdtime",
    "route_withdrawal": r"withdr[ae]w\w*|(?:took|taken|taking|pulled) back (?:\S+ ){0,6}?(?:prefixes|routes|"
    r"announcements)|(?:prefixes|routes)(?: \S+){0,6}? (?:withdrawn|taken back|vanished|disappeared|"
    r"went away|pulled|removed)|(?:prefix|route)s? (?:count )?(?:received )?(?:fell|dropped|declined|"
    r"shrank|decreased)|(?:prefixes|routes|count|number)(?: \S+){0,5}? (?:fell|dropped|declined|"
    r"shrank|decreased|sank|went down) (?:\w+ )?(?:from|to|by)|stopped (?:announcing|advertising|sending)|"
    r"no longer (?:announce|advertise|send)",
}


UNLIKE = re.compile(
    r"\b(?:not|n't|no longer|never) (?:\w+ ){0,2}?(?:share|match|agree|use the same|have the same)", re.I
)


@dataclass(frozen=True, slots=True)
class Named:
    """A cause that the text names (or denies)."""

    span: Span
    type: str
    text: str
    denied: bool


class CauseWords:
    """The patterns with the lab's node names put in."""

    def __init__(self, nodes: tuple[str, ...]) -> None:
        names = "|".join(sorted(map(re.escape, nodes), key=len, reverse=True)) or "(?!)"
        self._patterns = {
            kind: re.compile(rf"(?<![\w-])(?:{text.replace('NODENAME', f'(?:{names})')})(?![\w])", re.I)
            for kind, text in PATTERNS.items()
        }

    def named(self, copy: str, where: Span) -> list[Named]:
        """The causes that a stretch of text names; where two wordings overlap, the first pattern in the table wins."""
        found: list[Named] = []
        for kind, pattern in self._patterns.items():
            for each in pattern.finditer(copy, where.start, where.end):
                span = Span(*each.span())
                if any(span.meets(other.span) for other in found):
                    continue
                found.append(Named(span, kind, each[0], _is_denied(kind, copy[where.start : span.start], each[0])))
        return sorted(found, key=lambda each: each.span.start)


def _is_denied(kind: str, before: str, words: str) -> bool:
    """Whether a cause is denied; that two passwords are not the same is what a mismatch says."""
    if kind in ("authentication_mismatch", "remote_as_mismatch") and UNLIKE.search(before[-60:] + words):
        return False
    return negated(before) or _denied(words)


def _denied(words: str) -> bool:
    """Whether the wording itself says no: "interface did not go down"."""
    return bool(re.search(r"\b(?:not|never|no)\b|n't\b", words, re.I)) and not re.match(r"no ", words, re.I)
