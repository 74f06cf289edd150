"""The words of an account: those that prose about routing incidents is made of, by stems. Pure.

Not what is true, but what can be a matter of such a text at all: little words, times and amounts, what happens to
sessions, links, nodes and daemons, how sure one is, how severe it was, and the manners of notes and reports. A
squirrel, a customer and a power plant are not among them.
"""

import re

LITTLE = """
a about above according accordingly account across actual actually after afterward afterwards again against ago ahead
albeit alike all almost alone along alongside already also although altogether always am amid among amongst an and any
anybody anymore anyone anything anyway anywhere apart are around as aside at away back basically be became because
become becoming been before beforehand behind being below beneath beside besides best better between beyond both
briefly brief but by came can cannot cant certain clear clearly come comes coming completely concerning consequently
could course currently despite did didnt do does doesnt doing done dont down due during each earlier earliest early
easily either else elsewhere enough entire entirely especially essentially etc even eventually ever every everybody
everyone everything everywhere exact exactly except exclusively extra fairly far few fewer finally fine first firstly
following for former formerly fortunately forth forward four from full fully further furthermore generally given go
goes going gone good got gradually had happily hardly has have having he hence her here herself him himself his how
however i ie eg if im immediately in indeed initial initially inside instant instantly instead into is isnt it its
itself ive just kind largely last lastly late later latest latter least less let lets like likewise little long longer
lot luckily mainly many may maybe me mean means meant meanwhile merely mere might mine more moreover most mostly much
must my myself namely near nearly necessarily need needs neither never nevertheless new next no nobody none
nonetheless nor normal normally not nothing notably now nowhere obviously of off often ok okay old on once one ones
only onto onward onwards or other others otherwise ought our ours ourselves out outside over overall own part partial
partially partly particular particularly per perhaps plus possible possibly practically precisely presently previous
previously primarily prior probable probably promptly properly quickly quick quite rather ready really recent recently
regarding regards right roughly same say says second see seemingly seen separately several shall she short shortly
should simple simply simultaneously since single slightly slight slow slowly smoothly so soon sole solely some
somebody someone something sometimes somewhat still straight strictly subsequently subsequent such sudden suddenly
sure than thank thanks that thats the their theirs them themselves then there thereafter thereby therefore therere
these they theyre this those though through throughout thus til till to today together tonight too toward towards
truly twice two under underneath unfortunately unless until unto up upon us very via virtually was wasnt way we well
went were werent weve what whatever when whenever where whereas whereby wherein whereupon wherever whether which while
whilst who whoever whole wholly whom whose why will with within without wont would yes yesterday yet you your yours
yourself approximately respectively collectively individually successively consecutively internally externally
directly indirectly dear hello hi hey morning evening afternoon night noon midnight
"""
AMOUNTS = """
zero three five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half quarter third thirds quarters couple dozen
pair trio quartet handful number amount count total sum average median percent percentage share majority minority rest
remainder remaining remain stay maximum max minimum min limit threshold cap ceiling ms millisecond msec sec second
minute hour day week month year moment instant while time timing duration length period span window interval gap utc
gmt clock date o'clock january february march april may june july august september october november december monday
tuesday wednesday thursday friday saturday sunday long longest short shortest fast faster fastest slow slowest quick
quickest big bigger large larger small smaller tiny low lower high higher value figure fraction split exceed excess
fifth sixth fourth seventh once single double triple individual respective
"""
NETWORK = """
bgp ibgp ebgp mp evpn l2vpn vpn vpnv4 unicast multicast ipv4 ipv6 ip v4 v6 tcp udp icmp as asn autonomous system afi
safi session peering peer neighbor neighbour neighborship neighbourship adjacency connection connectivity connect link
interface port cable wire circuit carrier nic ethernet uplink node router switch device box machine host container
leaf spine fabric lab network topology edge core hub loopback route routing prefix nlri address family subnet daemon
process software bgpd zebra bird frr gobgp exabgp srlinux ceos xrd crpd routinator cisco arista nokia juniper docker
containerlab clab netns namespace kernel igp ospf isis bfd keepalive hold holdtime timer timeout notification cease
open update message communication reset refresh handshake transport established establish idle active opensent
openconfirm state fsm pfx pfxs rcvd rcv recvd nbr nbrs sess conn intf iface withdraw withdrew withdrawn withdrawal
announce announcement advertise advertisement learn receive received reception send sent sender md5 password key
authentication authenticate secret ttl remote local internal external direct underlay overlay path direction side end
endpoint pairing parallel physical logical virtual config configuration configure deconfigure unconfigure setting
neighborless reachability reachable unreachable reach afis families mesh ring chain lldp arp mac vlan irb vrf instance
table rib fib nexthop hop next-hop upstream downstream talk speaker speak contact touch sight counterpart partner
opposite far both-way one-way two-way unidirectional bidirectional asymmetric packet loss lossy code subcode rfc admin
administrative operator maxprefix max-prefix
"""
HAPPENS = """
lose lost loss drop dropped fall fell fallen fail failure fault break broke broken breakage cut interrupt interruption
outage downtime disruption disrupt blip hiccup glitch dip flap bounce bouncing bounced die died dead death dying
disconnect disconnection disappear vanish collapse terminate termination close closure closing teardown tear tore torn
shut shutdown end ended expire expiry expiration lapse elapse run ran running out kill killed crash crashed abort
aborted exit segfault signal stop stopped halt pause paused unpause freeze froze frozen hang hung stall stalled still
stand stood unresponsive respond response suspend suspension resume resumption restart reboot reload start begin began
begun beginning onset commence continue proceed last lasted take took taken taking bring brought go gone going come
happen occur occurrence arise arose emerge follow followed lead led cause caused causing result trigger triggered
prompt force forced make made making give gave given giving leave left leaving keep kept hold held get getting got
gotten turn turned pull pulled plug unplug knock knocked sever severed isolate isolated isolation recover recovery
recovered restore restored restoration return returned reestablish re-establish re establishment reestablishment
rejoin reconnect reconnection rebuild rebuilt repair heal healed resolve resolved resolution settle settled stabilise
stabilize stable stability steady unstable instability normal normalise normalize normality converge convergence
reconverge reconvergence form formed reform set clear cleared clearing remove removal removed delete deletion deleted
disable disabled enable enabled deconfigure deactivate activate deactivation change changed changing mismatch
mismatched mismatching match matched differ different difference disagree disagreement wrong incorrect bad invalid
violate violation exceed exceeded exceeding breach tripping trip warn warning protect protection enforce allow accept
permit reject refuse refusal deny survive survival suffer hit affect affected unaffected impact impacted impair
untouched spare spared unscathed intact involve involved concern participate part experience experienced face saw see
seen miss missing absent absence present presence available unavailable unavailability availability online offline
dark silent silence quiet live alive working work worked function functional operate operation operational service
serve up-again split separate separated flapping repeat repeatedly repeated recurrent recurring rise rose raise raised
sank sink shrink shrank decrease decline grow grew increase reduce reduced wait waited waiting await move moved react
reaction act acted action intervention intervene handle handled blame responsible responsibility culprit guilty
originate origin source stem root reason explanation explain explained account attribute attributed trace traced lie
lay lies put down owing thanks due effect consequence consequent outcome aftermath sequel sequence order succession
successive wave burst batch cascade progress process phase stage step time interrupted lived bother hurt trouble
problem issue difficulty difficult complication mishap incident event episode case matter situation condition
circumstance occasion stretch spell brownout blackout
"""
KNOWING = """
know known knew unknown understand understood see show shown shows prove proved proven proof unproven evidence evident
evidently sign indicate indication indicator suggest suggestion suspect suspicion suspected presume presumable
presumably presumed assume assumption likely unlikely likelihood probable probability certain certainty uncertain
uncertainty sure surely confident confidence confirm confirmed confirmation unconfirmed verify verified verification
establish determine determined undetermined undeterminable identify identified unidentified find found finding
conclude conclusion conclusive inconclusive clear unclear open guess believe belief think thought hypothesis theory
plausible apparent apparently appear appearance seem look looked point hint consistent inconsistent support supported
unsupported observe observed observation notice noticed note noted record recorded recording log logged report
reported reporting detect detected detection register registered measure measured measurement capture captured data
trace tell told telling say said saying describe description mention state stated statement read reading word wording
words text quote quoted summary summarise summarize summarised sum overview detail detailed timeline time chronology
history document analysis analyse analyze investigate investigation check checked review reviewed examine rule ruled
question answer whether infer inferred reveal rca postmortem post-mortem post mortem fact factual basis mystery
unexplained doubt doubtful doubtless nature type category kind sort class classify classified classification claim
call called name named label labelled labeled list listed mark marked remark recall remember refer reference regard
consider considered deem deemed treat treated count counted expect expected unexpected expectation surprise surprising
anticipate intend intended intention intentional unintentional deliberate deliberately accident accidental
accidentally purpose plan planned unplanned schedule scheduled unscheduled announced unannounced maintenance command
manual manually automatic automatically automated hand own itself user typed entered enter issue issued run script
operator administrator admin administratively engineer person human staff colleague team noc shift
"""
SEVERITY = """
severity severe serious level rating rate rated grade graded warning action ok critical major minor priority urgent
urgency attention required require need necessary follow-up followup status state current situation closed open
resolved unresolved ongoing finished finish complete completed incomplete over done pending outstanding scope extent
blast radius impact size reach wide widespread limited confined restricted contained local assigned assignment owner
author version id identifier title subject section heading headline update notice watchdog info information fyi heads
tldr brief bulletin ticket tickets entry log logbook handover post report management register digest summary note
notes comment remark mail regards cheers greetings best kind sincerely sender worry worries worried bad good fine well
great nice worth worthwhile interesting interest important relevant relevance significant key main central chief
primary sole secondary additional separate single independent unrelated related relation common shared same similar
identical equal equally usual unusual typical ordinary regular clean orderly graceful gracefully abrupt abruptly
spontaneous momentary momentarily temporary temporarily transient permanent permanently persistent short-lived
continuous continuously constant constantly intermittent immediate prompt swift swiftly rapid rapidly quickly delay
delayed instantaneous near almost exactly welcome contact know ask asked please let feel free hope help eye keep today
tonight yesterday weekly daily duty ring around round lucky luck luckily fortunate fortunately thankful thankfully
sorry apology back-to-normal business world everybody everyone anybody nobody somebody people visible visibility
invisible obvious plain plainly simple simply simplest exact precise rough approximate passed pass kick kicked ping
auto writing write fix fixed fixing unfixed want wanted careful care suffice sufficient arrive arrived arrival cost
costing generate generated dual stack pm am past another underlying play played role exist existed existence
accumulate harm agree labkeeper sev elapse ensue ensuing undergo underwent encounter exhibit endure cease succeed
successful successfully coincide overlap concur pinpoint narrative thereupon precede preceding tally verdict diagnose
diagnosis symptom manifest reflect correlate correlation prolong extend expand persist linger reside stagger total
totalling totaling culminate render mutual reciprocal therein thereof amid mark conclusion spanning context essence
nutshell bottom top left recap gist picture glance scale degree breakdown split detail particular account tie tied
stuck strike struck hear heard unheard reply answer contactless unanswered voluntarily self recovering recoverable lag
lagged trail behind catch caught resort attempt try tried retry retried fresh freshly fault-free concise notable
noteworthy attributable traceable accountable sorted cleanly seamless eventually uneventful shape sound healthy health
unhealthy well-known familiar unfamiliar anew afresh wink fingers comprise comprises consist contain include including
exclude excluding constitute amount amounted add represent correspond belong attach attached run runs ran running
carry carried carrying carries join joined joining use used using uses share sharing serve served sit sits stand
placed place located location position spot site here there everything touch touched onwards forth begin middle final
conclude wrap background story plot thread view perspective term terms way manner form fashion mode means mechanism
human thing stuff bit piece item line lines sentence paragraph bullet point example instance
"""
SHORT = """
idea
"""
STEMS = frozenset(re.findall(r"[a-z0-9'-]+", " ".join((LITTLE, AMOUNTS, NETWORK, HAPPENS, KNOWING, SEVERITY, SHORT))))
ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("d", ""), ("ing", ""), ("ing", "e"),
    ("ly", ""), ("ily", "y"), ("ally", ""), ("ment", ""), ("ments", ""), ("ion", ""), ("ion", "e"), ("ions", ""),
    ("er", ""), ("er", "e"), ("ers", ""), ("ers", "e"), ("less", ""), ("ness", ""), ("able", ""), ("n", ""), ("en",
    ""), ("or", ""), ("th", ""),
)  # fmt: skip
BEFORE = ("re", "un", "non", "mis", "dis")


def ordinary(word: str) -> bool:
    """Whether an account of an incident may use this word."""
    flat = word.lower().strip("'-").removesuffix("'s")
    return any(_stem(each) for each in (flat, flat.replace("'", ""), flat.replace("-", ""))) or (
        "-" in flat and all(ordinary(each) for each in flat.split("-") if len(each) > 1)
    )


def _stem(word: str) -> bool:
    if word in STEMS or len(word) < 2:
        return True
    for ending, instead in ENDINGS:
        if not word.endswith(ending):
            continue
        stem = word.removesuffix(ending)
        doubled = stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem
        if stem + instead in STEMS or doubled + instead in STEMS:
            return True
    return any(
        word.startswith(each) and len(word) > len(each) + 3 and _stem(word.removeprefix(each)) for each in BEFORE
    )
