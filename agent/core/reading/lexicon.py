"""The words by which prose says what happened: losses and restorations, negation, hedges, order, causality. Pure."""

import re
from dataclasses import dataclass
from typing import Literal

from agent.core.reading.text import Span

EventKind = Literal["lost", "restored", "down", "kept"]
"""A session goes; it is back; it is down and stays so; it never went."""

LOST = (
    r"lost|w[ea]nt(?= (?:first|last|at|too|as well|immediately|together|with (?:it|them)|one|\d)\b)|"
    r"g[ai]ve(?:s|n)? up(?: on)?|lost (?:touch|contact|sight)|loses?|losing|loss(?:es)?(?: of)?|"
    r"drop(?:s|ped|ping)?|w[ea]nt (?:down|away|dark|offline|idle)|go(?:es|ing)? down|gone down|"
    r"fell(?: over| away| down)?|falls? (?:over|away|down)|fail(?:s|ed|ing|ure)?|t[oe]re? down|"
    r"torn down|tears? down|tearing down|teardown|"
    r"terminat(?:ed|es)|closed|br[oe]ke(?:n)?(?: off| down)?|collapse[ds]?|le(?:ft|aves|ave|"
    r"aving) (?:the )?established|disconnect(?:ed|s)?|"
    r"died|dies|timed out|times out|taken (?:down|out)|took (?:down|out)|takes down|brought (?:down)|"
    r"cut(?: off)?|interrupt(?:ed|ion|s)?|"
    r"sever(?:ed|s)|disappear(?:ed|s)|knocked (?:out|over|offline|down)|flapped|outages?|downtime|unreachable|"
    r"(?:was|were|been|being) (?:\w+ly )?(?:down|out|offline)|into idle|to idle|"
    r"out of (?:the )?established|down event|(?:was|were|is|are) (?:already |all |both )?gone(?! "
    r"(?:down|away))|(?:(?<=sessions )|(?<=session ))gone|"
    r"down(?=,? (?:at |from )?(?:about |around |~)?\d{1,2}:\d\d)|"
    r"(?:ended|ends|ending)(?= (?:the|its|their|both|all|every|"
    r"that|this|\w+ sessions?\b))|bounced|blip|dark"
)
RESTORED = (
    r"recover(?:ed|s|y|ies|ing)?|restor(?:ed|es|e|ation|ations|ing)|c[oa]me(?:s)? (?:straight |right |"
    r"fully |all |both )?back(?: up)?|coming back|"
    r"(?:is|are|was|were|be|been|being|all|both|got|get|gets|brought|and) back(?: up| again| online|"
    r" in service| to normal)?|"
    r"back (?:up|online|in service|in place|again|to established|to normal|in established|at|within|after|by|on)|"
    r"re-?establish(?:ed|es|ing|ment)?|return(?:ed|s|ing)?(?: to service)?|up again|c[ao]me(?:s)? up|"
    r"(?<=not )(?:back|up)|(?<=not yet )(?:back|up)|(?<=neither )back|"
    r"up(?=,? (?:again )?(?:at |since |by )?(?:about |around |~)?\d{1,2}:\d\d)|"
    r"healed|reconverge(?:d|s|nce)?|re-?formed|"
    r"reconnect(?:ed|s)?|(?:(?<=[,;/:] )|(?<=and ))up(?= (?:at|by|again|since|from|\d)|\s*[,.;)]|:)|"
    r"resum(?:ed|es|ption)|established (?:again|once more|at|by)|(?:reach(?:ed|"
    r"es)?|enter(?:ed|s)?|regained) (?:the )?established|"
    r"into (?:the )?established|rejoined|re-?join|rebuilt|repaired|whole again|normal again|"
    r"working again|(?:is|are|was|were) working(?! on)|operational again|up and running|"
    r"(?:ha[sd]|have|got|gets?|getting) (?:(?!not\b|yet\b|never\b|\w+n't\b|come\b)\S+ "
    r"){1,6}?back(?=\s*[.,;)]|\s*$| (?:earlier|later|"
    r"sooner|first|last|too|only|already|"
    r"at|by|after|before|within|in)\b)|regain(?:ed|s|ing)?|"
    r"(?:talk|speak|spok|exchang)\w* (?:\S+ ){0,3}?again|made it back|"
    r"available again|reachable again|functional again|fine again|converged|(?:ended|was over|"
    r"were over|is over)(?! the| its| their| both| all)"
)
DOWN = (
    r"still (?:down|lost|out|unavailable|missing|offline|broken|failing|in an outage|unreachable)|"
    r"remain(?:s|ed|ing)? (?:down|lost|out|unrestored|broken|offline|unrecovered|unestablished|unreachable)|"
    r"stay(?:s|ed|ing)? (?:down|lost|offline|out)|(?:is|are) (?:currently |now |presently |no longer |"
    r"not |all |both |"
    r"still )*(?:down|offline|out)|"
    r"remain(?:s|ed)? (?:cut off|gone|absent|dead|dark|silent|interrupted|disconnected|isolated|without)|"
    r"(?:ha[sv]e?|there (?:is|are)) (?:still |currently |now |presently |at present )*no "
    r"(?:\w+ )?(?:sessions?|peerings?|BGP|"
    r"connections?)|no (?:BGP|sessions?|peerings?) (?:there |up |back |\w+ )?yet|(?:still |are |is )?await(?:s|ing)?|"
    r"(?:still |keeps? |are |is )waiting (?:for|on)|(?:gone|lost|down|dead|out) (?:for good|"
    r"for ever|permanently|to this day|"
    r"until now|to date)|continu(?:es?|ing) to be (?:\w+ )?(?:unavailable|down|lost|"
    r"out|missing|unreachable|absent)|"
    r"(?:stay(?:s|ed)?|remain(?:s|ed)?) (?:that|this) way|(?:is|are) (?:still |currently |now "
    r")*(?:missing|absent|gone)|"
    r"unrecovered|unrestored|yet to (?:recover|return|come back|be restored|re-?establish)|"
    r"awaiting (?:recovery|restoration)|nothing since"
)
KEPT = (
    r"stay(?:s|ed|ing)? (?:up|established|connected|intact|in place)|remain(?:s|ed|ing)? (?:up|"
    r"established|stable|intact|connected|unaffected|in established)|"
    r"unaffected|untouched|unscathed|survived?|held up|kept (?:\w+ ){0,4}?(?:sessions?|peerings?|"
    r"neighbou?rs?)(?: up| alive)?|(?:was|were) (?:kept|preserved|maintained)|never (?:went|dropped|"
    r"left|lost|failed|interrupted)|"
    r"not (?:been )?(?:affected|interrupted|impacted)"
)
EVENT = re.compile(
    rf"(?<![\w-])(?:(?P<down>{DOWN})|(?P<kept>{KEPT})|(?P<restored>{RESTORED})|(?P<lost>{LOST}))(?![\w]|-\w)", re.I
)
NOT_EVENTS = re.compile(
    r"(?:packet|frame|keepalive|data)s? (?:loss|drops?)|loss of (?:packets|carrier|signal|keepalives|"
    r"light|all (?:of )?its links|links?)|"
    r"(?:incident|case|ticket|status|it) (?:is|was|has been)?\s*(?:now |already )?closed|"
    r"(?:WARNING|ACTION|OK)\b[\s,;:/|.-]*closed|closed[\s,;:/|-]*(?:WARNING|ACTION|OK)\b|one[- ]way (?:packet )?loss|"
    r"closed incident|status:? closed|return(?:ed|s)? (?:code|value)|"
    r"lost (?:packets|prefixes|routes|its links|all (?:of )?its links|all links|carrier)|"
    r"dropped (?:packets|prefixes|routes|by|from \d)|"
    r"(?:link|interface|port|carrier|node|router|daemon|process|container|bgpd) (?:\S+ )?(?:failures?|"
    r"failed|loss|outage)|failed (?:link|interface|node|over)|"
    r"(?:OSPF|IS-?IS|IGP)\b[^.;,]{0,30}?(?:lost|drop\w*|w[ea]nt down|loss|fell)|(?:lost|dropped|"
    r"loss of) (?:the |its |an |their )?(?:OSPF|IGP|IS-?IS)|"
    r"(?:reset|shutdown|shut|brought|restart\w*|recover\w*|pause|kill|crash)\s+itself|"
    r"without (?:any )?(?:session )?loss\b(?! of)|"
    r"\b(?:polls?|quer(?:y|ies)|probes?|requests?|snapshots?|checks?)\b[^.;,]{0,24}?(?:timed out|failed)|"
    r"(?:cause|reason|explanation|why)\b[^.;,]{0,30}?\bestablished",
    re.I,
)
NEGATION = re.compile(
    r"(?<!\w)(?:not|n't|[a-z]+n't|cannot|never|no|none|neither|nor|without|nobody|nothing|fail(?:s|ed|"
    r"ure)? to|unable to|yet to|instead of|rather than)"
    r"(?!\s+(?:only|later|longer|sooner|earlier|more|less|fewer|other|further|additional|later|doubt|"
    r"until|till|just|merely|others|else)\b)(?!\w)",
    re.I,
)
NO_LONGER = re.compile(r"\bno longer\s*$", re.I)
BOUNDED = re.compile(
    r"\s*(?:again\s+)?(?:,\s*)?(?:for|until|till|before|between|from(?= (?:about |around |at )?\d)|"
    r"during|only|since|while|throughout)\b",
    re.I,
)
UNTIL = re.compile(r"[^.;]{0,40}\b(?:until|till|before)\b", re.I)

HEDGE = re.compile(
    r"\b(?:likely|probabl[ey]|apparent(?:ly)?|appears?|appeared|seem(?:s|ed|ingly)?|suspect(?:ed|s|"
    r"ion)?|presum(?:ed|ably)|"
    r"may|might|could|possibl[ey]|perhaps|plausibl[ey]|suggest(?:s|ed|ing)?|consistent with|"
    r"points? to|pointing to|pointed to|indicat(?:es?|ed|ing)|"
    r"assum(?:ed|ption)|believed|thought to|best explanation|not (?:yet )?(?:been )?(?:prove[nd]|"
    r"confirmed|certain)|unproven|unconfirmed|"
    r"probability|in all likelihood|looks? (?:like|as (?:if|though))|would|(?:we|I) (?:think|believe)|guess|reckon|"
    r"supposedly|tentative(?:ly)?|inferred|hypothesis|conceivabl[ey]|arguabl[ey])\b",
    re.I,
)
CERTAIN = re.compile(
    r"\b(?:proved|proven|confirmed|definite(?:ly)?|certain(?:ly)?|without (?:any |a )?doubt|"
    r"no question|full stop|for a fact|obvious(?:ly)?|plain(?= ?[.,;])|undoubtedly|beyond doubt|conclusive(?:ly)?|"
    r"established (?:as )?the cause|for certain|unquestionabl[ey]|clearly|verified|no doubt|sure|"
    r"evidently|demonstrabl[ey]|unequivocal(?:ly)?)\b",
    re.I,
)
UNKNOWN = re.compile(
    r"\b(?:unknown|unclear|undetermined|unexplained|unidentified|not (?:yet )?(?:known|clear|proven|"
    r"proved|determined|established|identified|found|explained)|"
    r"no (?:proven |proved |known |certain |clear |single )?cause|(?:could|can) ?not be (?:determined|"
    r"proved|proven|identified|established|explained)|cannot be (?:determined|proved|proven|"
    r"identified)|"
    r"nothing (?:\w+ )?(?:proves|explains|shows|tells)|does not prove|open question|"
    r"(?:un)certain cause|no idea|nobody (?:can|could) (?:say|tell)|"
    r"(?:can|could) ?(?:not|n't) (?:say|tell|explain)|remains? (?:open|a mystery)|do(?:es)? not know|don't know)\b",
    re.I,
)

CAUSED_BY = (
    r"because(?: of)?|due to|owing to|caused by|triggered by|brought (?:about|on|down) by|"
    r"as a (?:direct )?(?:result|consequence) of|in consequence of|by reason of|in the wake of|(?<=died )(?:of|from)|"
    r"(?:triggered|caused|set off|brought on|provoked) when|found it:|"
    r"(?<!tells )(?<!told )why:|RCA(?: \([^)]*\))?:|trigger:|culprit:|"
    r"thanks to|(?:result(?:ed|s|ing)?|stem(?:med|s|ming)?|ar(?:ose|ises|ising)|originat(?:ed|es|"
    r"ing)) from|attribut(?:able|ed) to|"
    r"(?:was|is|were|being) (?:the|a) (?:direct )?(?:result|consequence|effect|outcome) of|"
    r"on account of|put down to|traced (?:back )?to|"
    r"explained by|down to|blamed on|driven by|provoked by|induced by|set off by|initiated by|"
    r"taken (?:down|out) by|ended by|(?:it|this) (?:was|is) (?:most likely|probably|likely|apparently|"
    r"presumably)|"
    r"(?:root )?cause(?: of [^.;:]{0,60}?)?(?: (?:was|is|were|has been|had been|being|"
    r"to be)(?: (?:\w+ly|that|identified as|found to be|given as))*|:| -)|"
    r"reason(?: for [^.;:]{0,60}?)?(?: (?:was|is)(?: that)?|:| -)|root-cause:"
)
CAUSES = (
    r"caus(?:ed|es|ing)|led to|leads to|leading to|result(?:ed|s|ing)? in|trigger(?:ed|s|ing)?|"
    r"brought (?:down|about)|brought(?= [^.;]{1,60}\bdown\b)|brings down|bringing down|"
    r"(?:pull|dragg?)(?:ed|s|ing)(?= [^.;]{1,60}\bdown\b)|t(?:ook|akes|aking) (?:down|out|with it)|"
    r"t(?:ook|akes|aking)(?= (?:BGP|everything) (?:down|out))|t(?:ook|akes|aking)(?= (?:the|its|both|all|two|three|"
    r"their) [^.;]{1,60}\b(?:down|out)\b)|made|forced|forc(?:es|ing)|cost|knock(?:ed|s|ing) (?:out|"
    r"down|over|offline)|produc(?:ed|es|ing)|"
    r"(?:was|is|were|as) the (?:root )?(?:cause|reason|trigger)(?: (?:of|for|behind|why))?|(?:was|"
    r"is) (?:to blame|responsible|behind)(?: for)?|"
    r"explain(?:s|ed)?|prompt(?:ed|s|ing)|provok(?:ed|es|ing)|induc(?:ed|es|ing)|set off|sets off|"
    r"kill(?:ed|s) (?:the|its|all|both)|"
    r"so that|so|therefore|hence|thus|thereby|consequently|as a (?:direct )?(?:result|"
    r"consequence)(?! of)|which (?:is|was) why|that is why"
)
CAUSAL = re.compile(rf"(?<![\w-])(?:(?P<by>{CAUSED_BY})|(?P<to>{CAUSES}))(?![\w])", re.I)

SESSION = re.compile(
    r"\b(?:sessions?|peerings?|adjacenc(?:y|ies)|neighbou?rships?|neighbou?rs?|peers?|BGP|iBGP|eBGP|"
    r"connection|connectivity|established)\b",
    re.I,
)
LINK = re.compile(r"\b(?:links?|interfaces?|ports?|cables?|wires?|circuits?|carrier|OSPF|IS-?IS)\b", re.I)


OVER = re.compile(r"ended|was over|were over|is over", re.I)
SESSION_ENDS = re.compile(
    r"\b(?:sessions?|peerings?|neighbou?rships?|connections?)\b(?![^.;]*\b(?:outage|interruption|downtime)\b)", re.I
)


@dataclass(frozen=True, slots=True)
class Event:
    """What a clause says happened, its negation taken in; `word` is where it says so."""

    span: Span
    kind: EventKind
    word: str


BARE = re.compile(r"(?<![\w-])(?:(?P<lost>down|out)|(?P<restored>up))(?=\s*(?:[;,.)]|$))", re.I)
TIMED = re.compile(r"\d:\d\d(?![\d/])")


def events(copy: str, clause: Span, sentence: Span) -> list[Event]:
    """The events of a clause, in order; a bare "down" or "up" is one beside a time."""
    found = _worded(copy, clause, sentence)
    for each in BARE.finditer(copy, clause.start, clause.end):
        span = Span(*each.span())
        if TIMED.search(copy, clause.start, each.start()) and not any(span.meets(other.span) for other in found):
            found.append(Event(span, "lost" if each["lost"] else "restored", each[0]))
    return sorted(found, key=lambda each: each.span.start)


def _worded(copy: str, clause: Span, sentence: Span) -> list[Event]:
    masked = NOT_EVENTS.sub(lambda found: "\0" * len(found[0]), copy[clause.start : clause.end])
    found = []
    for each in EVENT.finditer(masked):
        span = Span(clause.start + each.start(), clause.start + each.end())
        kind: EventKind = each.lastgroup  # type: ignore[assignment]
        if kind == "restored" and OVER.match(each[0]) and SESSION_ENDS.search(copy[clause.start : span.start]):
            kind = "lost"  # a session that ended is lost, an outage that ended is over
        kind = _polarity(copy, clause, sentence, span, kind)
        found.append(Event(span, kind, each[0]))
    return found


def _polarity(copy: str, clause: Span, sentence: Span, span: Span, kind: EventKind) -> EventKind:
    before, after = copy[clause.start : span.start], copy[span.end : sentence.end]
    if kind == "down":
        if re.search(r"\b(?:no longer|not)\b", copy[span.start : span.end], re.I):
            return "restored"
        if NO_LONGER.search(before) or NONE_IS.search(before):
            return "restored"
        if re.match(
            r"still|is |are |unre|yet|await|ha[sv]e?\b|there|no |keep|continue",
            copy[span.start : span.end],
            re.I,
        ):
            return "down"
        length = re.match(r"\s*(?:for\s+)?(?:about |just |only )*\d(?![^.;,]{0,20}\blater)", after)
        return "lost" if BOUNDED.match(after) or length else "down"
    if kind == "restored" and MISSING.match(after):
        return "down"
    if not negated(before):
        return kind
    if kind == "restored":
        if re.match(r"\s*(?:for|during|between)\b", after):
            return "lost"
        return "restored" if UNTIL.match(after) else "down"
    if kind == "lost":
        return "kept"
    return "lost" if not copy[span.start : span.end].lower().startswith(("never", "not")) else "kept"


NO_EVIDENCE = re.compile(
    r"\b(?:no|without(?: any)?) (?:evidence|signs?|indications?|trace|hint) (?:of|that)\b[^.;]*$", re.I
)
MISSING = re.compile(
    r"[^.;,]{0,50}?\b(?:(?:was|were|is|are|has|have) (?:not|never|yet)|not (?:yet )?(?:been )?seen|"
    r"never|pending|outstanding|missing|still open|still to come)\b(?! until)",
    re.I,
)
NONE_IS = re.compile(
    r"\b(?:no|none|nothing|neither|not|never|n't)\b(?:\s+(?!and\b|but\b|so\b|which\b)\w+){0,6}\s*$", re.I
)
KNOWING = re.compile(
    r"\b(?:know[ns]?|prove[ns]?d?|explain\w*|tells?|told|shows?n?|clear|sure|say|says|indicat\w+|"
    r"suggest\w*|determin\w+|reveal\w*|establish why|idea)\b",
    re.I,
)


def negated(before: str) -> bool:
    """Whether a negation reaches to the end of these words: within about eight of them."""
    if NO_EVIDENCE.search(before):
        return True
    near = " ".join(before.split()[-9:])
    found = list(NEGATION.finditer(near))
    if not found:
        return False
    rest = near[found[-1].end() :]
    if re.match(r"not|n't|[a-z]+n't|never|without", found[-1][0], re.I) and re.match(r"\s+[\w' :.-]+,\s", rest):
        return False  # "not responding, its peers lost it"
    if KNOWING.search(rest):
        return False  # "nothing proves why it was lost" says that it was lost
    return not re.search(
        r"[;:]|,\s*(?:and|but)\b|\b(?:but|and then|however)\b|,?\s+(?:so|therefore|hence|thus)\b|"
        r"\band (?:is|was|are|were|has|have|it|the|they|its)\b",
        rest,
    )
