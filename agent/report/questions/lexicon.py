"""The words that questions are made of, each with the slot that it fills: data, one slot a line, long ones indented.

A slot is `group.value`; a word that is in no line is a content word that nobody understood, and is named. Words under
`-` carry nothing. `c.` slots name causes, by the types they may stand for.
"""

SLOTS = """
-: the|a|an|of|on|in|to|for|with|and|please|me|tell|do you know|can you tell|could you|can you|you|i|we|us|my|our|
    your|know if|know whether|know|that|this|these|those|there|it|its|their|his|they|them|he|she|by|between|towards|
    toward|from|into|at|bgp|hey|hi|hello|ok so|so|exactly|actually|precisely|just|really|ever|then|whether|if|
    anything about|about|what about|get|got|give me|give|bring me|let me know|i want to know|i would like to know|im|
    would|should i know|be|been|being|let|lets|see|thanks|thank you|the whole|whole|itself|during the recording|
    in the recording|in this recording|recording|run|here|lab|network|in question|labkeeper|s|did you see|did we see|
    pls|each other|one another|very|
    also|too|as well|either|exact|or not|own|respective|respectively|concerned|belong|belongs|happen to|do|come|
    came|comes|have|having|carry|carries|use|uses|thing|things|turn|run of|given
q.what: what|which|whats|list|show|show me|name|enumerate|describe|tell me about|which ones|which one|what all
q.how: how|hows|how is|how are|status|state|condition|health|doing|stand|stands
q.why: why|how come|what caused|what causes|cause|causes|caused|reason|reasons|root cause|root causes|what made|
    what triggered|triggered|trigger|what led to|what was behind|behind|because of what|due to what|
    what brought down|explain|explanation|explains|what was wrong|what broke|what took down
q.when: when|what time|at what time|which time|since when|at which time|what moment|at what moment|since what time|
    the time|time of day|what second|at what second
q.how_long: how long|how long until|how long till|how long before|duration|durations|how much time|how quickly|
    how quick|how fast|how many seconds|how many minutes|downtime|down time|outage time|for how long|length|
    time to recover|recovery time|convergence time|reconvergence time|reconvergence|how soon|lengths|lasted|last for|
    for what time
q.many: how many|number of|the number|count|how many different|what number of|amount of|how many separate|
    how many distinct
q.many n.times: how often|how many times|number of times
q.who: who|whom|by whom|which person|which user|which operator|what operator|somebody|someone|anybody|anyone|
    did a human|human|person|people
q.who e.did: who did it|who did this|who did that|who did|who was it|who is it|who broke it|who broke
q.side: which side|which end|what side|what end|which router closed|which node closed|which router sent|
    which node sent|who closed|who sent|who tore down|who ended|which peer closed|side|which router tore down|
    which router ended|which router initiated|who initiated|which side initiated|which end initiated
q.severity: severity|how severe|how bad|how serious|how critical|an action|a warning|rated|
    rated action|rated warning|rating|severities|severe|serious|critical
q.evidence: evidence|proof|proofs|prove|proves|proved|how do you know|how do we know|what shows|what makes you think|
    what supports|supports|supporting|support|log lines|log line|witness|witnesses|back that up|what proves|
    based on what|on what basis
q.sure: how sure|how certain|certain|sure|certainty|confident|how confident|confidence|proven|is proved|only likely|
    likely|most likely
q.unknown: what do we not know|what do you not know|what dont you know|what dont we know|what is not known|
    what is unknown|unknown|unclear|uncertain|what is still unclear|open questions|open question|
    what remains unknown|not known|unknowns|cannot tell|what could you not see|what could not be seen|not seen|
    blind spots|blind|gaps|gap|missing|what is missing|silent|unheard|not heard|what were you unable to see|
    unobserved|not observed|what do you not see
q.timeline: timeline|chronology|sequence|sequence of events|order of events|step by step|chronological order|
    time line|play by play|course of events|in order|in which order|in what order|which order|what order|the order
e.take: take until|take before|took until|took before|take till|take|took|takes|needed|need
n.session: session|sessions|peering|peerings|peer|peers|neighbor|neighbors|neighbour|neighbours|connection|
    connections|bgp session|bgp sessions|bgp peer|bgp peers
n.incident: incident|incidents|outage|outages|problem|problems|failure|failures|fault|faults|issue|issues|disruption|
    disruptions|interruption|interruptions|event|events|anything wrong|something wrong|trouble|troubles|incident id|
    alarm|alarms
n.node: host|hosts|node|nodes|router|routers|device|devices|box|boxes|switches
n.iface: interface|interfaces|port|ports
n.link: link|links|cable|cables
n.change: change|changes|command|commands|configuration|config|configuration change|configuration changes|
    config change|config changes
n.names: which prefixes|which routes|what prefixes|what routes|exactly which prefixes|exactly which routes
n.prefix: prefix|prefixes|route|routes|prefix count|prefix counts|number of prefixes|number of routes
n.sent: advertise|advertises|advertised|announce|announces|announced|send|sends|sent|advertising|announcing
n.received: receive|receives|received|accept|accepts|accepted|receiving|learn|learns|learned|learnt
n.asn: asn|asns|as number|as numbers|autonomous system|autonomous systems|which as|what as|autonomous system number|
    autonomous system numbers|remote as|local as
n.address: address|addresses|ip|ips|ip address|ip addresses|endpoint|endpoints
n.router_id: router id|router ids|bgp id|bgp identifier|router identifier|routerid
n.hold: hold time|holdtime|negotiated hold time|keepalive|keepalive interval|keepalive time|timers|hold times
n.times: times|time
n.process: process|processes|daemon|daemons|bgpd|routing daemon|bgp daemon|bgp process
n.limit: limit|maximum|threshold
n.notification: notification|notifications|notification message|cease|cease message
n.operator: operator|operators|admin|administrator|administrators|engineer
n.families: family|families|address family|address families|afi|afis|address-family|address-families
e.lost: go down|went down|gone down|goes down|going down|lost|lose|loses|losing|losses|loss|drop|drops|dropped|fail|
    fails|failed|break|broke|broken|breaks|disconnect|disconnected|torn down|tear down|left established|
    leave established|went away|go away|fell|fall|bounce|bounced|flap|flapped|flaps|flapping|interrupted|taken down|
    tear|cost|died off|session loss|session losses|drop out|dropped out|fell over|fall over|collapse|collapsed|
    brought down|cut|cut off|thrown out|throw out|knocked over|disconnected from
e.affected: affected|hit|impacted|involved|suffer|suffered|affect|affects|impact|touched by|part
e.back: come back|came back|back|back up|restored|restore|recovered|recover|recovers|recovery|reestablished|
    re-established|up again|came up again|come up again|return|returned|restoration|restorations|reestablish|
    re-establish|established again|comes back|coming back|repaired|heal|healed|reconverge|reconverged|converge|
    converged|re-converge
e.down: down|gone|stay down|stayed down|remain down|remained down|unavailable|offline|out of service|not established
e.up: up|established|alive|online|running|come up|came up|working
e.fine: fine|healthy|okay|ok|all right|alright|good|well|normal|everything ok|everything fine|everything okay|
    everything all right|in order now
e.bad: wrong|unhealthy|bad shape|degraded
e.stayed: stay up|stayed unaffected|remained unaffected|stay unaffected|remain unaffected|stayed up|remain up|
    remained up|survive|survived|unaffected|untouched|remained established|stayed established|unharmed|spared|
    never went down|never go down|keep running|kept running
e.heard: seen|heard of|heard from|heard|last seen|last heard of|last heard from
e.open: open|ongoing|unresolved|still going on|going on|goes on|go on
e.open n.incident: need my attention|needs my attention|need attention|needs attention|require action|
    requires action|need action|needs action|left to do|still to do|to be done|should i do|must i do|
    have to do|need to do
n.node e.affected: who is affected|who was affected|who was hit|who is hit|who suffered|who is impacted|
    who was impacted|who got hit
e.did: s fault|fault of
e.over: over|closed|resolved|finished|ended|end|ends|concluded|finish
e.start: start|started|begin|began|begun|starts|begins|beginning|onset
e.happen: happen|happened|happens|happening|occur|occurred|occurs|took place|take place|went wrong|go wrong|
    gone wrong|what happened|whats happening|went on|was going on|found|occurring|story|overview|summary|
    summarize|summarise
e.change: changed|typed|type|configured|touched|modified|entered|executed|ran|typing|i do|we do|they do|people do|
    anybody do|edited|reconfigured|was done|done|operator do|operators do|altered|issued|issue commands
e.did: broke it|is responsible|was responsible|responsible|behind it|behind this|to blame|is to blame|was to blame|
    at fault|whose fault|blame|is behind|was behind|take it down|took it down
t.now: is|are|isnt|arent|does
t.past: was|were|had|has been|have been|has|have there been|wasnt|werent|were there|was there|did|didnt
m.now: now|currently|right now|at the moment|at present|still|yet|at the end|in the end|presently|current|as of now|
    at the end of it|finally
x.longest: longest|slowest|for the longest|the longest time|longest time
x.shortest: shortest|fastest|quickest|briefest|shortest time
x.first: first|earliest|initial|first of all
x.last: last|latest|most recent|most recently|final|recent|newest
x.most: most|most often|most frequently|the most
x.total: in total|total|altogether|overall|in all|sum|combined|cumulative|summed up|all together|
    in sum|all in all
q.many x.total: total number of|the total number of|total count of
q.when e.start e.over: start and end time|start and end times|start and end|begin and end|begin and end time
q.when e.start: start time|starting time|begin time
q.when e.over: end time|ending time
q.how_long: in seconds|in minutes
x.or: or
n.message: text|message|messages|communication|shutdown message|shutdown communication
n.message x.number: change number|ticket|ticket number
e.logged: logged|log|wrote|recorded
e.fixed: fixed|fix|fixes|solved|solve|solves|remedied|remedy
x.all: all|every|everything|each|both|complete|entire|full|per session|per peering|one by one|individually|
    individual
x.any: any|anything|something|some|else was there|at least one
x.not: not|never|no|without|didnt|wasnt|werent|isnt|arent|none
c.link: link failure|link failures|link down|link loss|link outage|cable cut|
    link went down|link go down|link event|link problem
c.link n.iface: interface down|interface failure|interface went down|interface go down
c.flap: link flap|link flapping|link flaps|flapping link
c.loss: packet loss|one way loss|one-way loss|unidirectional loss|one direction
c.hold: hold timer|holdtimer|hold timers|hold timer expired|hold timer expiry|hold time expired|hold timer expire|
    expire|expired|expires|expiry|timeout|timed out|time out
c.reset: reset|resets|cleared|clear|clears|administrative reset|admin reset|clear bgp|hard reset|clearing
c.shutdown: shut|shut down|shutdown|administrative shutdown|admin shutdown|administratively shut down|
    administratively down|shuts down|disabled|disable|shutting down
c.removed: removed|remove|deconfigured|unconfigured|deleted|delete|neighbor removed|deconfigure
c.crash: crash|crashed|process crash|daemon crash|daemon died|bgpd died|bgpd crash|killed|kill|crashes|die|died|
    process died
c.restart: restart|restarted|restarts|process restart|daemon restart|reboot|rebooted|reload|reloaded
c.pause: pause|paused|frozen|freeze|froze|hang|hung|unresponsive|suspended|stuck|stalled
c.stop: stopped|node down|node failure|router failure|powered off
c.isolated: isolated|isolation
c.limit: prefix limit|maximum prefix|max prefix|sent too many|
    sent too many prefixes|announced too many prefixes|send too many prefixes|maximum-prefix|max-prefix|
    prefix limit exceeded|
    maximum number of prefixes|limit exceeded|too many prefixes|exceed|exceeded|maximum prefixes|prefix limits
c.auth: password|passwords|authentication|md5|authentication mismatch|password mismatch|authentication failure|auth
c.wrong_as: wrong as|as mismatch|wrong asn|remote as mismatch|wrong remote as|bad peer as|mismatched as
c.withdraw: withdrawal|withdrawn|withdraw|withdrew|route withdrawal|withdrawals
c.bfd: bfd
c.igp: ospf|igp|isis|is-is
c.host: host stall|overload
c.planned: planned|plan|intended|intentional|on purpose|deliberate|deliberately|scheduled|maintenance|
    operator action|manual|manually|by hand|human action|human error|expected
f.ipv4Unicast: ipv4|v4|ipv4 unicast|ip version 4
f.ipv6Unicast: ipv6|v6|ipv6 unicast|ip version 6
f.l2VpnEvpn: evpn|l2vpn|l2vpn evpn
w.since: since|after|later than|from the time|starting
w.until: until|before|till|up to|earlier than|prior to
w.around: around|near|close to
w.back: last|past|previous|within the last|in the last|during the last
w.ago: ago
w.today: today|this morning|so far
w.yesterday: yesterday
w.night: last night|overnight|tonight
w.week: this week
"""

CAUSES: dict[str, tuple[str, ...]] = {
    "link": ("link_down", "link_flap", "node_isolated"),
    "flap": ("link_flap",),
    "loss": ("one_way_loss",),
    "hold": ("hold_timer_expired", "one_way_loss", "host_stall", "node_hang", "process_hang"),
    "reset": ("admin_reset", "config_reset"),
    "shutdown": ("admin_shutdown",),
    "removed": ("peer_deconfigured",),
    "crash": ("process_crash", "node_down"),
    "restart": ("process_restart", "node_down"),
    "pause": ("node_hang", "process_hang"),
    "stop": ("node_down", "process_restart"),
    "isolated": ("node_isolated",),
    "limit": ("prefix_limit_exceeded", "prefix_limit_warning"),
    "auth": ("authentication_mismatch",),
    "wrong_as": ("remote_as_mismatch",),
    "withdraw": ("route_withdrawal",),
    "bfd": ("bfd_down",),
    "igp": ("igp_lost",),
    "host": ("host_stall",),
}
"""The types of cause that each `c.` slot may mean."""


def _parsed() -> dict[tuple[str, ...], tuple[str, ...]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for line in SLOTS.replace("|\n    ", "|").strip().splitlines():
        slots, _, phrases = line.partition(":")
        for phrase in phrases.split("|"):
            known = found.setdefault(tuple(phrase.split()), [])
            known += [slot for slot in slots.split() if slot not in known]
    return {phrase: tuple(slots) for phrase, slots in found.items()}


PHRASES = _parsed()
"""Each phrase, word by word, with its slots."""

LONGEST = max(map(len, PHRASES))
