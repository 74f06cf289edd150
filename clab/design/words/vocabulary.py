"""The words in which people ask for labs, by what they stand for. Pure data.

Every entry is a form of one or more words (spaces stand for a blank or a dash) and what it means. A word that is in no
table is unknown, and then nothing is built on a guess.
"""

from collections.abc import Mapping
from typing import Final

from clab.number_words import CARDINALS

_FURTHER: Final = (
    "null", "single", "couple zwei deux dos", "triple drei trois tres", "quad vier quatre cuatro", "funf fuenf cinq cinco",
    "sechs", "sieben", "acht", "neun", "zehn", "elf", "dozen zwolf zwoelf",
)  # fmt: skip
NUMBERS: Final[Mapping[str, int]] = {word: number for number, word in enumerate(CARDINALS)} | {
    word: number for number, words in enumerate(_FURTHER) for word in words.split()
}
IGPS: Final = ("ospf", "isis", "rip", "static")
"""Protocols inside of a network; by hand, too."""
ARTICLES: Final = ("a", "an", "ein", "eine", "einen", "einem", "einer", "un", "una", "une")

ROLES: Final[tuple[tuple[str, str], ...]] = (
    (r"super[ -]?spines?(?: switch(?:es)?| routers?| nodes?)?", "superspine"),
    (r"spines?(?: switch(?:es)?| routers?| nodes?)?", "spine"),
    (r"lea(?:f|fs|ves)(?: switch(?:es)?| routers?| nodes?)?|tors?|top of rack switch(?:es)?", "leaf"),
    (
        r"hubs?(?: routers?| nodes?| sites?)?(?: (?:in|at) the (?:centre|center|middle))?|(?:central|middle|cent(?:er|re)) (?:routers?|nodes?|switch|sites?|offices?)|"
        r"hq(?: routers?)?|head ?quarters?(?: routers?)?|(?:head|main) (?:office|site)(?: routers?)?",
        "hub",
    ),
    (
        r"spokes?(?: routers?| nodes?| sites?)?|(?:branch|remote)(?:es)?(?: routers?| sites?| offices?)(?: routers?)?|branches|branch|(?:store|shop|outlet|satellite)(?: sites?| offices?| routers?)?s?",
        "spoke",
    ),
    (r"(?:(?:route|bgp)[ -])?reflectors?(?: routers?| nodes?)?|rrs?", "rr"),
    (r"(?:(?:route )?reflectors?|rr)(?: |-|'s )clients?", "rrclient"),
    (r"route servers?|rs", "rs"),
    (r"provider edges?(?: routers?)?|pes?(?: routers?| nodes?)?", "pe"),
    (r"customer edges?(?: routers?)?|ces?(?: routers?| nodes?)?", "ce"),
    (r"ps?(?: routers?| nodes?)?|provider core routers?", "p"),
    (r"wan (?:routers?|edges?)", "wan"),
    (r"borders|border (?:routers?|gateways?|nodes?)", "border"),
    (r"cores?(?: switch(?:es)?| routers?| nodes?)?", "core"),
    (r"(?:distribution|dist|aggregation|agg)s?(?: layer)?(?: switch(?:es)?| routers?| nodes?)?", "dist"),
    (r"(?:access|acc)(?: layer)?(?: switch(?:es)?| routers?| nodes?)?", "access"),
    (
        r"isps?(?: routers?)?|internet service providers?|(?:transit |"
        r"upstream )?providers?(?: routers?)?|upstreams?|transits?",
        "isp",
    ),
    (
        r"customers?(?: edge)?(?: routers?| sites?)?|(?:enterprise|corporate|company)s?(?: edge)?(?: routers?| sites?)?",
        "customer",
    ),
    (r"stubs(?: routers?)?|stub (?:routers?|nodes?)", "stub"),
    (r"members?(?: routers?)?|participants?", "member"),
    (
        r"(?:ebgp |external )?peers?(?: routers?)?(?! (?:over|across|directly)\b)|external (?:routers?|nodes?|as(?: router)?)",
        "peer",
    ),
    (r"edges?(?: (?:routers?|nodes?|switch(?:es)?))?", "edge"),
    (r"data ?cent(?:er|re)s?|dcs?|racks?|offices?|locations?|pods?|fabrics?|sites?|campus(?:es)?|regions?", "site"),
    (
        r"(?:linux|alpine) (?:box(?:es)?|machines?|vms?|nodes?)|vms?|laptops?|desktops?|end[ -]?(?:users?|"
        r"systems?|stations?)|"
        r"(?:linux |alpine |ubuntu |debian |stub |lan |user |office |dummy |plain )?(?:test )?(?:clients?|hosts?|end[ -]?hosts?|servers?|"
        r"hotes?|end ?points?|pcs?|workstations?|containers?)",
        "host",
    ),
    (
        r"routers?|vteps?|corners?|switch(?:es)?|nodes?|devices?|box(?:es)?|network elements?|instances?|knoten|gerate?|routeurs?|"
        r"enrutadores",
        "router",
    ),
    (r"(?:autonomous systems?|ases|asns?|as)", "as"),
    (
        r"(?:(?:isolated |separate )?(?:ip-?)?vrfs?(?:[ -]lite)?(?: instances?)?|(?:isolated |separate )?tenants?(?: vrfs?)?)",
        "tenant",
    ),
)
"""Things that a lab is made of, and their role."""

SHAPES: Final[tuple[tuple[str, str], ...]] = (
    (
        r"(?:leaf and spine|spine and leaf|leaf[ /-]?spine|spine[ /-]?leaf|leaf & spine|spine & leaf)|fat ?tree|"
        r"(?:leaf[ /-]?spine|spine[ /-]?leaf|clos)(?: cabling| wiring| links)?",
        "leaf_spine",
    ),
    (r"partial(?:ly)?[ -]?mesh(?:ed)?", "partial_mesh"),
    (
        r"(?:everyone|everybody|everything|all) (?:is |are |being )?(?:connected|cabled|wired|linked|joined) (?:to|with) "
        r"(?:everyone|everybody|everything|all)(?: else)?|full[ -]?mesh(?:'?ed)?|fully[ -]mesh'?ed|(?:fully|all) (?:inter-?)?connected(?: with)?|mesh|vollvermascht|"
        r"maillage complet|malla completa",
        "full_mesh",
    ),
    (r"diamond(?:[ -]shaped?)?", "diamond"),
    (r"triangles?|triangular|dreieck|triangulo", "triangle"),
    (r"squares?|rectangles?", "square"),
    (r"rings|loops|circles|(?:ring|circular|circle|loop|kreis|anneau|anillo)(?:[ -]shaped?)?", "ring"),
    (
        r"hub (?:and|&|n) spokes?|hub/spoke|hub spokes?(?= (?:lab|topology|network|design|setup)|[:,;]|$)|star(?:[ -]shaped?)?|stern|etoile|estrella",
        "star",
    ),
    (
        r"daisy[ -]?chain(?:ed)?|chain(?:ed)?|row|line|linear|in series|series|kette|reihe|linie|chaine|ligne|"
        r"cadena|linea",
        "chain",
    ),
    (r"back[ -]?to[ -]?back|back2back|b2b|pair|dumb ?bell|point[ -]to[ -]point|p2p", "pair"),
    (r"(?:spanning |hierarchical |binary )?tree(?:[ -]shaped?)?|hierarchy", "tree"),
    (r"grid|lattice|(?:manhattan|matrix) (?:grid|network)", "grid"),
    (
        r"(?:everyone|everybody|all) peers? with (?:everyone|everybody|all)(?: else)?|"
        r"(?:the )?(?:one )?(?:single )?(?:common |shared )?(?:internet |peering )?exchange(?: point| lan)?|ixp?|(?:one )?(?:single )?(?:shared |common |same )?peering lan|"
        r"(?:(?:everyone|everybody|all)(?: of them)? (?:sits? |is |are |being |live )?on )?(?:the |a |one )?(?:(?:one|same|single|shared|common) ){1,2}(?:(?:broadcast|multi-?access|ethernet|peering|exchange|ixp?) )?(?:lan|segment|network|domain|ethernet)(?: segment)?|"
        r"(?:broadcast|multi-?access) (?:lan|segment|network|domain)|"
        r"(?:(?:all )?(?:connected|attached|plugged|joined|hanging|linked|sitting|hung) (?:to |in |into |via |through |on |off |of |by ){1,2})?(?:the |a |an |one |single |same |shared |common ){0,3}(?:(?:plain |dumb |simple )?(?:linux |l2 |layer[ -]?2 |ethernet |containerlab )bridge(?: node)?|(?:dumb|l2|layer[ -]?2|ethernet|linux|unmanaged) switch)|"
        r"(?:connected |attached |plugged |joined |hanging |linked )(?:to |in |into |via |through |on |off ){1,2}the same (?:switch|bridge)|"
        r"(?:on |to |via )?(?:a |the |one )?(?:shared|same|common) (?:switch|bridge)|"
        r"(?:all )?(?:on|to|via) (?:a|one|a single|the same) bridge|"
        r"(?:connected|attached|joined|linked|cabled)(?: to each other| together)? (?:via|through|over|by|with) "
        r"(?:a|one|an|a single) (?:l2 |layer 2 |dumb |ethernet |plain )?(?:switch|bridge)|"
        r"(?:shared|common|same|broadcast) (?:lan|segment|ethernet|network|domain)(?: segment)?|bus",
        "lan",
    ),
)
PROTOCOLS: Final[tuple[tuple[str, str], ...]] = (
    (r"ospf(?:v?2)?", "ospf"),
    (r"ospf ?v?3", "ospfv3"),
    (r"is-?is(?: l(?:evel)?[ -]?2(?:-only)?)?", "isis"),
    (r"rip(?:[ -]?v(?:ersion )?2)?", "rip"),
    (r"e-?bgp|external bgp", "ebgp"),
    (r"i-?bgp|internal bgp", "ibgp"),
    (r"mp-?bgp|bgp", "bgp"),
    (
        r"bgp[ -]evpn|(?:l2 )?evpn[ /+-]+(?:and )?vxlan(?: l2)?|(?:l2 )?vxlan[ /+-]+(?:and )?evpn(?: l2)?|(?:l2 )?evpn(?: l2(?: stretch)?)?|vxlan",
        "evpn",
    ),
    (r"bfd", "bfd"),
    (r"bgp[ -]unnumbered|unnumbered(?: interfaces?| links?| bgp| ebgp)?", "unnumbered"),
    (r"static(?:ally)? rout(?:es?|ing|ed)|statics?", "static"),
    (r"mpls(?:[ /-]+(?:ldp|l3vpns?|vpns?))?|ldp|l3vpns?|vpnv4", "l3vpn"),
    (r"igp|interior gateway protocols?", "igp"),
    (r"(?:routing )?protocols?|dynamic routing|routing(?: daemons?| suites?)?", "routing"),
)


def is_plural(text: str) -> bool:
    """Whether a form of the vocabulary is a plural."""
    plain = text.lower()
    return plain.endswith(("s", "x")) and not plain.endswith(
        ("ss", "bus", "campus", "as", "frr", "eos", "ros", "vmx", "cx", "box", "quarters")
    )
