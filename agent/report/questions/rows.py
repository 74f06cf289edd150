"""Which slots make which look-up: a row is chosen only where it has a use for every slot of the question. Data.

`need` are groups of slots of which one each must be there; `may` are the further slots that the look-up has a use for;
`by` are the values that it can be narrowed by: node (and address), id, interface, family, cause, window.
"""

from collections.abc import Set
from dataclasses import dataclass

FREE = frozenset(
    ("-", "d.bgp", "d.ospf", "d.isis", "d.zebra", "d.bird", "q.what", "q.list", "t.now", "t.past", "x.any", "x.blamed",
     "x.counted", "x.else", "x.expect", "x.compared", "x.longer", "e.flap",
     "r.during", "x.together", "n.state", "b.internal", "b.external", "b.loopback",
     "p.ospf", "p.isis")
)  # fmt: skip
"""Slots that narrow nothing: every look-up answers with all that there is."""


@dataclass(frozen=True, slots=True)
class Row:
    """One look-up, and the questions that it answers."""

    kind: str
    need: tuple[frozenset[str], ...]
    may: frozenset[str]
    by: frozenset[str]
    never: frozenset[str] = frozenset()

    def fits(self, slots: Set[str]) -> bool:
        """Whether all that is needed is there, and nothing that must not be."""
        return all(group & slots for group in self.need) and not self.never & slots

    def unused(self, slots: Set[str]) -> set[str]:
        """The slots that this look-up has no use for."""
        causes = {"c.*"} if "cause" in self.by else set()
        used = self.may | FREE | frozenset().union(*self.need)
        return {
            slot
            for slot in slots
            if slot not in used and not (slot.startswith("c.") and causes and slot != "c.planned")
        }


ALL = "node id family cause window interface"
WHOLE = "n.incident n.session e.lost e.down e.happen e.affected x.first x.last x.all"


def _row(kind: str, need: str, may: str = "", by: str = ALL, never: str = "") -> Row:
    groups = tuple(frozenset(group.split("|")) for group in need.split())
    return Row(kind, groups, frozenset(may.split()), frozenset(by.split()), frozenset(never.split()))


NOTICE = "q.side q.when q.how_long q.lag r.after e.lost e.down e.up e.see n.node n.process n.link e.logged"
THING = ("n.link n.iface n.process n.adjacency n.node n.times n.incident e.lost e.down e.back e.up e.fine e.bad "
         "e.happen e.start e.over e.take e.see e.logged e.affected e.fixed x.first x.last x.nth x.all x.again x.or "
         "x.total q.when q.how_long q.timeline q.how m.now r.after r.before r.until")  # fmt: skip
NO_THING = ("n.session q.why q.who q.evidence q.sure q.severity c.planned r.because x.blamed q.side e.noticed n.prefix "
            "n.message n.change x.not x.longest x.shortest family")  # fmt: skip
PREFIXES = "n.change n.received n.sent n.session n.node n.incident m.now x.all q.many"

WHO = f"q.who q.why q.side e.did e.take n.operator e.bad n.link n.iface n.node n.process {WHOLE}"

ROWS = (
    _row("unseen", "n.unseen", f"n.message q.how q.sure q.unknown m.now c.auth e.logged e.change n.change {WHOLE}"),
    _row("unseen", "c.auth e.change", "q.list q.what", never="q.who q.when q.side q.why q.how_long n.change e.lost"),
    _row("authentication", "c.auth q.side|q.what|q.who|n.node", "q.who q.side n.node n.session e.change t.past x.all",
         "node", never="q.when q.why q.how_long q.many e.lost e.back"),
    _row("things", "n.link|n.iface|c.link q.lag x.counted", THING, "node interface cause", never=NO_THING),
    _row("things", "c.restart n.node|node", THING, "node cause window at",
         never=f"{NO_THING} q.lag q.list q.what q.how q.when q.how_long q.many n.process d.bgp d.ospf d.isis d.zebra "
         "d.bird e.lost e.affected e.back n.incident"),
    _row("states", "n.state t.past|at|window|r.during",
         "q.how n.session e.down e.up c.pause m.now n.limit c.limit q.list", "node at window",
         never="q.when q.how_long q.many q.why q.who"),
    _row("retry", "n.retry", "e.lost n.limit c.limit x.any n.session n.node n.prefix q.how_long", "node cause",
         never="q.why q.who q.when"),
    _row("things", "n.link|n.iface|interface q.lag x.nth|x.first|interface", f"q.how_long x.last {THING}",
         "node interface cause", never=NO_THING),
    _row("things", "n.link|n.iface|interface q.how_long|x.longer|q.when|x.first|x.last|x.nth|e.back|e.up|e.fixed",
         THING, "node interface cause window at", never=f"{NO_THING} q.lag"),
    _row("things", "n.link|n.iface|interface e.stayed", THING.replace("e.lost", "e.stayed e.lost"),
         "node interface cause window", never=f"{NO_THING} q.lag q.many"),
    _row("things", "n.link|n.iface|interface q.many", THING, "node interface cause window at",
         never=f"{NO_THING} q.lag e.flap"),
    _row("things", "n.adjacency|c.igp|n.process|d.bgp|d.ospf|d.isis|d.zebra|d.bird "
         "q.how_long|q.when|q.many|q.list|q.what|x.nth|x.longer|e.back|e.up|e.fine|e.fixed|x.again", THING,
         "node interface cause window at", never=f"{NO_THING} q.lag e.affected"),
    _row("things", "e.start x.again node|n.node", THING, "node window at",
         never=f"{NO_THING} q.lag n.adjacency n.process"),
    _row("things", "c.pause|c.stop q.how_long|x.longer|q.when|q.many|x.nth node|n.node", THING, "node cause window at",
         never=f"{NO_THING} q.lag q.list"),
    _row("things", "interface|n.iface|n.link e.lost|e.down|e.bad|e.affected", THING, "node interface cause window at",
         never=f"{NO_THING} q.lag q.list c.*"),
    _row("side", "e.over n.session t.past", "", "node id family window",
         never="q.many q.when q.how_long q.why q.list n.incident e.open x.not"),
    _row("cause", "c.shutdown|c.reset|c.removed|c.restart|c.crash|c.stop|c.pause e.down|n.session t.past", "n.process",
         never="q.what q.list q.many q.when q.how_long q.why q.who q.how q.side q.evidence q.lag e.lost e.affected "
         "e.back x.not x.first x.last x.all c.planned"),
    _row("spread", "x.together t.past", f"e.open n.times x.any e.lost e.down n.node n.link {WHOLE}",
         never="q.what q.list q.many q.when q.how_long q.why q.who q.how q.side q.lag e.back x.not x.first x.last"),
    _row("related", "r.because x.nth|x.first|x.last|n.times", f"x.nth n.times e.back {WHOLE}", "node window cause",
         never="q.many q.when q.how_long q.who q.lag"),
    _row("related", "r.because c.*|n.incident", f"x.or n.node n.link n.change {WHOLE}",
         never="q.many q.when q.how_long q.who q.why q.lag q.what q.list e.lost e.down n.session e.affected"),
    _row("related", "r.because q.many", WHOLE, "node window", never="q.when q.how_long q.who q.lag n.times e.lost"),
    _row("caused", "r.because c.*|x.blamed e.lost|e.down|e.affected", f"n.link n.iface n.process n.node {WHOLE}",
         never="q.many q.when q.how_long q.who q.list q.why q.lag e.back x.not"),
    _row("asn_expected", "n.asn x.expect", "n.node n.session", "node"),
    _row("asn_expected", "c.wrong_as q.side|q.what|q.who|n.node", "e.change n.node n.asn n.session q.who", "node",
         never="q.when q.why q.how_long e.lost e.fixed e.happen"),
    _row("caused", "x.blamed e.lost|e.affected|e.take|e.down", f"e.take e.did n.link n.iface n.process n.node {WHOLE}",
         never="q.many q.when q.how_long q.who q.what q.list q.why q.lag e.back x.not x.longest x.shortest"),
    _row("prefix_names", "q.list n.prefix n.sent|n.received|e.lost|c.withdraw|c.limit", f"c.limit {WHOLE}",
         "node family window cause",
         never="q.many t.now q.when n.limit r.before r.during r.after e.back"),
    _row("prefix_names", "n.names", "n.prefix n.sent n.received c.withdraw x.all e.lost", "node family window cause"),
    _row("prefixes", "n.prefix|n.received|n.sent r.both|r.before|r.after|r.during",
         f"r.both r.before r.after r.during e.lost {PREFIXES}", "node family window cause",
         never="q.when q.why q.who n.session"),
    _row("prefixes", "n.received|n.sent q.many", PREFIXES, "node family window", never="e.lost n.limit n.notification"),
    _row("clock", "n.clock",
         "x.right x.other e.logged e.bad e.fine q.how q.many q.how_long n.node x.all m.now q.why q.who",
         "node window at"),
    _row("clock", "x.right e.logged", "x.other q.who n.node", "node window at"),
    _row("noticed", "e.noticed q.who|n.node|x.first|x.last|q.when|q.side", f"q.who {NOTICE} {WHOLE}",
         never="q.why q.many q.how_long q.lag"),
    _row("noticed", "n.node|q.side x.first c.hold", f"q.who {NOTICE} {WHOLE}",
         never="q.why q.many q.how_long q.lag e.did n.operator"),
    _row("noticed", "q.who|n.node|q.side|role x.first e.lost|e.logged node|n.session|n.link", f"q.who {NOTICE} {WHOLE}",
         never="q.why q.many q.how_long q.lag e.did n.operator"),
    _row("lost", "e.noticed node", f"n.node {WHOLE}", never="q.why q.many q.how_long q.lag q.when x.not"),
    _row("spread", "q.lag x.first x.last", f"e.lost e.down {WHOLE}", never="e.back"),
    _row("how_long", "q.lag e.lost|n.incident|e.down e.back", f"e.back {WHOLE}", never="c.* x.nth"),
    _row("things", "q.how_long c.isolated|c.crash|c.restart|c.host node|n.node", THING, "node cause id window",
         never=f"{NO_THING} q.lag"),
    _row("only", "x.only family|node", f"e.stayed e.down n.node x.more x.other q.why {WHOLE}",
         never="x.or c.igp c.crash n.process q.many q.when q.how_long q.who q.how e.back x.not"),
    _row("lost", "q.list n.session e.down t.past|c.*|e.take", f"e.take e.did n.process n.link {WHOLE}",
         never="t.now q.many q.when q.how_long q.why q.who x.not at"),
    _row("lost", "q.list n.session c.* t.past", f"n.process n.link {WHOLE}",
         never="t.now q.many q.when q.how_long q.why q.who x.not q.lag e.back"),
    _row("lost", "q.list n.session e.take|e.lost|e.affected", f"e.take e.did n.process n.link {WHOLE}",
         never="t.now q.many q.when q.how_long q.why q.who x.not"),
    _row("severity", "q.severity|x.action", f"x.any q.severity m.now q.how {WHOLE}"),
    _row("evidence", "q.evidence", f"q.why n.link n.iface n.process q.sure {WHOLE}"),
    _row("lines", "e.see|e.logged q.what node", f"e.see e.logged q.when {WHOLE}",
         never="q.why q.many q.how_long q.who x.not n.message"),
    _row("message", "n.message", f"q.who n.node n.notification x.number e.logged n.operator c.shutdown {WHOLE}",
         never="q.many q.when q.why q.how_long q.how"),
    _row("message", "n.message c.shutdown n.change", f"x.number {WHOLE}", never="q.many q.when q.why q.how_long"),
    _row("logged", "e.logged q.why", f"n.node {WHOLE}", never="q.many q.when q.how_long x.not x.total"),
    _row("fixed", "e.back|e.fixed|n.retry|e.over c.reset|q.who|n.operator|e.fixed|e.did|c.planned|x.self",
         f"x.or x.self e.take n.process e.up c.limit c.planned q.how "
         f"r.after n.retry e.back e.over e.change n.change n.link n.iface e.did {WHOLE}",
         never="q.many q.when q.why q.how_long x.not n.incident q.side q.lag n.notification"),
    _row("fixed", "e.fixed q.how|q.who|q.what", f"e.change n.change n.link n.node {WHOLE}",
         never="q.many q.when q.why q.how_long x.not"),
    _row("command", "n.change q.why", f"n.node {WHOLE}", never="q.many q.when q.how_long q.how x.not"),
    _row("why", "q.sure", f"q.why q.how {WHOLE}"),
    _row("why", "q.how e.happen|e.lost|e.start t.past", f"n.node n.process {WHOLE}", never="q.why q.many"),
    _row("timeline", "q.timeline", f"{WHOLE} {THING} r.until", never="q.why q.many x.not"),
    _row("side", "q.side", f"{WHOLE} e.over e.start n.notification q.who n.sent n.node"),
    _row("notifications", "n.notification",
         f"q.who q.when q.many q.side n.sent n.received n.node n.times x.total {WHOLE}",
         never="q.why q.how_long n.message n.limit"),
    _row("side", "q.who|n.node e.over", "n.session", never="n.incident q.many q.when q.how_long"),
    _row("count_changes", "q.many n.change|e.change", "q.who n.operator x.total x.all", "node window"),
    _row("changes", "n.change|e.change", "q.who q.when n.operator n.node n.session x.all x.first x.last", "node window",
         never="q.why q.how_long x.not q.many"),
    _row("changes", "n.operator|q.who e.happen", "q.when", "node window", never="q.why n.incident"),
    _row("planned", "c.planned", f"q.who q.why n.operator e.did {WHOLE}", "node id family window cause",
         never="q.when q.how_long q.many"),
    _row("who", "n.operator|e.did", WHO, never="q.when q.how_long q.many q.how"),
    _row("who", "q.who e.lost|e.down|e.happen|c.*|q.why|n.incident|e.bad",
         f"q.why q.side e.did e.take n.operator e.bad n.link n.iface n.node n.process {WHOLE}",
         never="q.when q.how_long q.many q.how"),
    _row("prefixes", "n.prefix", "q.many n.received n.sent n.session n.node m.now x.all", "node family",
         never="e.lost"),
    _row("prefix_falls", "x.except|x.other c.withdraw|c.filter e.noticed|e.affected|e.see",
         "q.who n.node n.prefix x.all e.lost", "node cause window", never="q.when q.why q.how_long"),
    _row("prefix_falls", "x.fewer n.prefix|n.received|n.sent",
         "q.who q.many n.received n.sent n.node n.session e.see e.noticed x.any x.all x.other x.or r.during "
         "r.after r.before",
         "node family cause window", never="q.when q.why"),
    _row("prefix_falls", "n.prefix e.lost|c.withdraw|c.filter|e.back|x.again|q.how_long",
         "x.self e.start e.over e.did x.not "
         "q.many q.when q.who n.received n.sent n.node e.back x.again q.how_long e.affected m.now x.all "
         "x.other",
         "node family cause window"),
    _row("limit", "x.under", "m.now n.limit n.prefix n.received n.sent q.many x.again", "node cause",
         never="q.when q.why"),
    _row("limit", "c.limit|n.limit",
         "q.lag q.many q.evidence n.prefix q.what n.limit n.sent n.received e.take e.change n.change", "node cause",
         never="q.when q.why q.how_long e.lost n.session q.who"),
    _row("asn", "n.asn", "n.node n.session x.all q.many m.now", "node", never="q.many r.during"),
    _row("router_id", "n.router_id",
         "e.change e.back x.again x.only e.lost n.node x.all m.now x.or r.both r.before r.after r.during", "node"),
    _row("hold", "n.hold", "n.session q.how_long x.all m.now", "node family", never="r.during"),
    _row("interface", "n.iface|n.link e.lost|e.down|e.happen|e.affected|e.bad|q.why|n.incident|c.link|c.flap",
         "n.iface n.link q.why e.down e.lost e.did n.node x.first x.last", "node id cause window",
         never="q.when q.how_long q.many q.who x.not"),
    _row("things", "interface", THING, "node interface cause window at", never=f"{NO_THING} q.lag"),
    _row("how_long", "x.longer e.lost|e.down|e.back|e.take|n.incident|e.affected", f"e.take n.link {WHOLE}"),
    _row("how_long", "q.how_long r.because c.*", f"e.take n.link n.process {WHOLE}", never="q.lag q.why"),
    _row("how_long", "q.how_long e.up r.until|e.take", f"e.take n.node {WHOLE}", never="t.now e.back"),
    _row("how_long", "q.how_long e.up|e.stayed r.during", WHOLE, never="t.now e.back"),
    _row("how_long", "q.how_long", f"e.back e.take e.over x.total n.node m.now {WHOLE}"),
    _row("how_long", "x.total n.incident|e.down", "e.lost n.session", never="q.many"),
    _row("back", "e.back|e.fixed", "q.when n.session e.lost e.down x.all n.incident e.up m.now n.node x.again e.fine"),
    _row("why", "q.why e.up x.not", "n.session m.now x.all", never="q.many"),
    _row("why", "q.why e.back x.not", "n.session m.now x.all", never="q.many"),
    _row("why", "q.why c.limit|c.withdraw|c.filter", f"x.all n.sent n.received n.prefix m.now {WHOLE}",
         never="q.many q.when e.back"),
    _row("why", "q.why n.prefix", "e.did e.lost e.take n.sent n.received n.session",
         never="q.many q.when e.back n.limit"),
    _row("why", "q.why e.over", "n.session e.down", never="n.incident q.many"),
    _row("why", "q.why", f"n.adjacency m.now n.node n.process e.did e.bad {WHOLE}", never="q.many e.up e.back"),
    _row("why", "q.what e.take e.down|e.lost|c.*", f"n.link n.node n.process {WHOLE}",
         never="q.many q.when q.how_long q.how q.who x.not e.back"),
    _row("count_nodes_hit", "q.many n.node e.affected", "n.session n.incident x.total", "id cause window"),
    _row("count_nodes_hit", "q.many n.node e.lost n.session", "n.incident x.total", "id cause window", never="n.times"),
    _row("count_nodes", "q.many n.node", "x.total x.all", ""),
    _row("count_losses", "q.many c.reset|c.limit|c.hold|c.shutdown|c.removed",
         f"n.times n.sent n.received n.notification n.node n.operator q.who e.did x.total {WHOLE}",
         never="n.session e.back n.incident n.prefix n.limit"),
    _row("count_incidents", "q.many c.*", "n.process n.node e.happen x.total x.all",
         "node family id cause window", never="n.session n.prefix n.link n.iface q.when q.how_long q.why"),
    _row("count_incidents", "q.many n.incident", "e.happen x.total x.all e.open m.now", never="e.lost"),
    _row("count_sessions", "q.many n.session", "x.total x.all m.now", "node family"),
    _row("open", "q.how n.incident", "m.now x.all x.first x.last", never="q.many q.when q.why"),
    _row("spread", "e.open n.incident t.past x.together|x.all", f"n.times x.any {WHOLE}",
         never="q.when q.how_long q.why"),
    _row("open", "e.open|e.over n.incident|e.open|m.now|x.any|x.all|t.now",
         "q.how n.incident x.any x.all m.now e.happen n.session x.last x.first",
         "node id cause window", never="x.not q.many"),
    _row("stayed", "q.many e.stayed n.session", "x.all t.past e.lost", "node family window"),
    _row("nodes_spared", "e.stayed n.node", "", "", never="q.many"),
    _row("stayed", "e.stayed", "n.session x.all e.up e.fine t.now t.past q.why x.other e.lost r.during",
         "node family window cause", never="q.many n.node"),
    _row("stayed", "n.session x.not e.lost|e.affected|e.down t.past", "x.all q.why x.other", "node family window cause",
         never="q.many n.node t.now"),
    _row("stayed", "q.why x.not e.lost|e.affected|e.down t.past node|address", "n.session x.other",
         "node family window cause", never="q.many t.now e.back"),
    _row("unknown", "q.unknown", "n.incident q.why n.node n.session x.all m.now e.happen", "node window",
         never="q.when q.many q.how_long"),
    _row("nodes_hit", "n.node e.affected", f"n.incident {WHOLE}", "id cause window family", never="q.many x.not"),
    _row("nodes_hit", "n.node e.lost n.session", f"n.incident {WHOLE}", "id cause window family", never="q.many x.not"),
    _row("node_down", "n.node e.lost|e.down|e.bad", "x.first x.last m.now x.all", "cause window", never="q.many x.not"),
    _row("lost", "x.other|x.except n.session|n.node|x.any e.lost|e.down|e.affected t.past", f"n.session n.node {WHOLE}",
         never="q.many q.why q.when q.how_long q.who x.not t.now"),
    _row("lost", "e.affected", f"n.address n.families e.lost n.link {WHOLE}", never="x.not q.many"),
    _row("status", "e.heard", "q.when x.last n.node", "node", never="x.not q.many"),
    _row("status", "e.lost t.now", "n.session m.now x.all e.bad", "node family", never="t.past x.not x.first x.last"),
    _row("lost", "e.lost", f"n.times n.families n.node n.process e.down {WHOLE}", never="x.not q.many"),
    _row("lost", "e.down t.past", f"n.families {WHOLE}", never="t.now x.not q.many q.how"),
    _row("lost", "e.up|e.fine|e.bad t.past", "x.all n.session n.node", "node family window",
         never="t.now x.not q.many"),
    _row("families", "n.families", "n.session x.all", "node"),
    _row("status", "e.down|e.up|e.fine|e.bad", "q.how n.session n.node x.all m.now x.again x.or e.up e.fine e.bad",
         "node family",
         never="q.many x.not t.past"),
    _row("status", "e.up|e.fine x.not", "n.session m.now", "node family", never="q.many t.past"),
    _row("status", "q.how", "n.session n.node m.now x.all", "node family", never="q.many t.past"),
    _row("nodes", "n.node", "x.all", "", never="q.many"),
    _row("sessions", "n.session", "q.who x.all m.now n.address", "node family", never="q.many"),
    _row("addresses", "n.address", "n.session x.all", "node family"),
    _row("incidents", "n.incident x.not e.lost|e.affected n.session", "x.all e.take", never="q.many q.why q.when"),
    _row("incidents", "n.incident", "x.all x.first x.last e.happen", never="q.many x.not"),
    _row("happened", "e.happen|e.start|e.bad", "n.session n.incident x.first x.last x.all n.node e.over",
         never="x.not q.many"),
    _row("cause", "c.* x.only", "t.past", "node cause window", never="q.many q.what q.list q.why q.who family"),
    _row("cause", "c.*", f"q.why n.link n.node n.process {WHOLE}", never="q.many x.not q.how_long"),
    _row("status", "node", "n.session n.node m.now", "node family", never="t.past q.many"),
    _row("status", "address", "m.now", "node family", never="t.past"),
    _row("interface", "n.iface|n.link q.what", "n.iface n.link x.only", "node id cause window",
         never="t.now q.when q.how_long q.many q.who x.not e.up"),
    _row("incidents", "id", "", "id"),
    _row("things", "n.link|n.iface node", THING, "node cause window at", never=f"{NO_THING} q.lag x.only"),
)  # fmt: skip
"""In the order in which they are tried."""

CHANGING = frozenset(("x.only", "x.except", "x.nth", "x.again", "x.other", "x.type", "r.after", "r.before", "r.until"))
"""Slots of words that change a question: they are named where nothing uses them."""

STATES = frozenset(("link", "flap", "pause", "stop", "loss", "host", "isolated", "igp"))
"""Causes that last for a time of their own: how long they were is not how long the sessions were down."""


def choose(slots: Set[str], values: Set[str]) -> tuple[str | None, set[str]]:
    """The look-up of these slots, and what it has no use for; None where no row fits at all.

    `values` are the kinds of values that the question holds: node, id, interface, family, cause, window, at.
    """
    nearest: tuple[str | None, set[str]] = (None, set(slots))
    asked = slots | values | ({"c.*"} if any(slot.startswith("c.") for slot in slots) else set())
    for row in ROWS:
        if not row.fits(asked):
            continue
        unused = row.unused(slots) | {
            value for value in values if value not in row.by and f"{value}" not in _sorts(row)
        }
        if (
            row.kind == "how_long"
            and "r.because" not in slots
            and any(slot.removeprefix("c.") in STATES for slot in slots)
        ):
            unused |= {slot for slot in slots if slot.startswith("c.")}
        if not unused:
            return row.kind, set()
        if nearest[0] is None or len(unused) < len(nearest[1]):
            nearest = (row.kind, unused)
    return nearest[0], nearest[1] | (CHANGING & slots if nearest[1] else set())


NO_ROLES = frozenset(("prefixes", "prefix_falls", "prefix_names", "asn", "router_id", "changes", "count_changes",
                      "interface", "limit", "unknown", "node_down", "clock", "lines",
                      "things", "states", "retry", "hold", "unseen"))  # fmt: skip
"""Kinds that cannot be narrowed to the leaves or the spines, nor to sessions with several nodes."""


def _sorts(row: Row) -> set[str]:
    """The values that are as good as one that a row can be narrowed by."""
    found = {"address"} if "node" in row.by else set()
    if "node" in row.by and row.kind not in NO_ROLES:
        found |= {"role"}
    return found | ({"at"} if "window" in row.by else set()) | ({"window"} if "at" in row.by else set())
