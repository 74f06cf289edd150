"""The words in which people ask for labs, by what they stand for. Pure data.

Every entry is a form of one or more words (spaces stand for a blank or a dash) and what it means. A word that is in no
table is unknown, and then nothing is built on a guess.
"""

from collections.abc import Mapping
from typing import Final

NUMBERS: Final[Mapping[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "zero null",
            "one single",
            "two couple zwei deux dos",
            "three triple drei trois tres",
            "four vier quatre cuatro",
            "five funf fuenf cinq cinco",
            "six sechs",
            "seven sieben",
            "eight acht",
            "nine neun",
            "ten zehn",
            "eleven elf",
            "twelve dozen zwolf zwoelf",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        )
    )
    for word in words.split()
}
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
        r"spokes?(?: routers?| nodes?| sites?)?|(?:branch|remote)(?:es)?(?: routers?| sites?| offices?)(?: routers?)?|branches|branch",
        "spoke",
    ),
    (r"(?:(?:route|bgp)[ -])?reflectors?(?: routers?| nodes?)?|rrs?", "rr"),
    (r"(?:(?:route )?reflectors?|rr)(?: |-|'s )clients?", "rrclient"),
    (r"route servers?|rs", "rs"),
    (r"provider edges?(?: routers?)?|pes?(?: routers?| nodes?)?", "pe"),
    (r"customer edges?(?: routers?)?|ces?(?: routers?| nodes?)?", "ce"),
    (r"ps?(?: routers?| nodes?)?|provider core routers?", "p"),
    (r"wan (?:routers?|edges?)|border (?:routers?|gateways?|nodes?)", "wan"),
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
    (r"members?(?: routers?)?|participants?", "member"),
    (r"(?:ebgp |external )?peers?(?: routers?)?", "peer"),
    (r"edge (?:routers?|nodes?)", "edge"),
    (r"data ?cent(?:er|re)s?|dcs?|racks?|offices?|locations?|pods?|fabrics?|sites?|campus(?:es)?|regions?", "site"),
    (
        r"(?:linux|alpine) (?:box(?:es)?|machines?|vms?|nodes?)|vms?|laptops?|desktops?|end[ -]?(?:users?|"
        r"systems?|stations?)|"
        r"(?:linux |alpine |ubuntu |debian |stub |lan |user |office |dummy |plain )?(?:test )?(?:clients?|hosts?|end[ -]?hosts?|servers?|"
        r"hotes?|end ?points?|pcs?|workstations?|containers?)",
        "host",
    ),
    (
        r"routers?|switch(?:es)?|nodes?|devices?|box(?:es)?|network elements?|instances?|knoten|gerate?|routeurs?|"
        r"enrutadores",
        "router",
    ),
    (r"(?:autonomous systems?|ases|asns?|as)", "as"),
)
"""Things that a lab is made of, and their role."""

SHAPES: Final[tuple[tuple[str, str], ...]] = (
    (
        r"(?:leaf and spine|spine and leaf|leaf[ /-]?spine|spine[ /-]?leaf|leaf & spine|spine & leaf)|clos|fat ?tree",
        "leaf_spine",
    ),
    (r"partial(?:ly)?[ -]?mesh(?:ed)?", "partial_mesh"),
    (
        r"full[ -]?mesh(?:ed)?|fully[ -]meshed|(?:fully|all) (?:inter-?)?connected(?: with)?|mesh|vollvermascht|"
        r"maillage complet|malla completa",
        "full_mesh",
    ),
    (r"diamond(?:[ -]shaped?)?", "diamond"),
    (r"triangle|triangular|dreieck|triangulo", "triangle"),
    (r"square|rectangle", "square"),
    (r"(?:ring|circular|circle|loop|kreis|anneau|anillo)(?:[ -]shaped?)?", "ring"),
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
        r"(?:common |shared )?(?:internet |peering )?exchange(?: point| lan)?|ixp?|peering lan|"
        r"(?:shared|common|same|broadcast) (?:lan|segment|ethernet|network|domain)(?: segment)?|bus",
        "lan",
    ),
)
PROTOCOLS: Final[tuple[tuple[str, str], ...]] = (
    (r"ospf(?:v?2)?", "ospf"),
    (r"is-?is(?: l(?:evel)?[ -]?2(?:-only)?)?", "isis"),
    (r"rip(?:[ -]?v(?:ersion )?2)?", "rip"),
    (r"e-?bgp|external bgp", "ebgp"),
    (r"i-?bgp|internal bgp", "ibgp"),
    (r"mp-?bgp|bgp", "bgp"),
    (r"bgp[ -]evpn|evpn[ /+-]+(?:and )?vxlan|vxlan[ /+-]+(?:and )?evpn|evpn|vxlan", "evpn"),
    (r"bfd", "bfd"),
    (r"bgp[ -]unnumbered|unnumbered(?: interfaces?| links?| bgp| ebgp)?", "unnumbered"),
    (r"static(?:ally)? rout(?:es?|ing|ed)|static", "static"),
    (r"mpls(?:[ /-]+(?:ldp|l3vpns?|vpns?))?|ldp|l3vpns?|vpnv4|vrfs?", "l3vpn"),
    (r"igp|interior gateway protocols?", "igp"),
    (r"(?:routing )?protocols?|dynamic routing|routing", "routing"),
)
WORDS: Final[tuple[tuple[str, str], ...]] = (
    (
        r"(?:so (?:that )?(?:i|we|one) (?:can|could) |in order to |(?:i|we) (?:want|need|would like|wish|plan|"
        r"am|are) "
        r"(?:to )?)?(?:learn(?:ing)?|tests?|testing|stud(?:y|ying)|practi[cs](?:e|ing)|play(?:ing)?(?: with)?|"
        r"training|"
        r"demo(?:nstrate|nstrating)?|experiment(?:s|ing)?(?: with)?|exercises?|try(?:ing)?|understand(?:ing)?|"
        r"evaluat(?:e|"
        r"ing)|explor(?:e|ing)|compar(?:e|ing)|verify(?:ing)?|troubleshoot(?:ing)?|reproduc(?:e|ing)|observ(?:e|ing)|"
        r"watch(?:ing)?|teach(?:ing)?|explain(?:ing)?|simulat(?:e|ing)|emulat(?:e|ing)|show(?:ing)? how|"
        r"see(?:ing)?(?: how)?|"
        r"look(?:ing)? (?:at|into)|(?:have|take|get) a look at|get (?:to know|familiar with)|i(?: a)?m (?:teaching|preparing|studying|learning)|"
        r"so (?:that )?(?:the |my |our |all )?(?:students|people|colleagues|trainees|team|we|i|they|everyone) (?:can|could|may|will)|"
        r"investigat(?:e|ing)|validat(?:e|ing)|preparing|prepar(?:e|ation))",
        "purpose",
    ),
    (
        r"(?:for )?(?:a |an |my |our |the |this |next )?(?:class(?:es|room)?|courses?|exams?|lessons?|lectures?|workshops?|students?|"
        r"colleagues?|trainees?|thesis|ccna|ccnp|ccie|jncia|presentation|blog(?: post)?|poc|proof of concept|next (?:week|month|year)|"
        r"(?:dr|dis|designated router) elections?|my job|interviews?)",
        "unseen",
    ),
    (r"connected back[ -]?to[ -]?back", "back_to_back"),
    (r"(?:to )?each other|one another|mutually|with each other|miteinander", "each_other"),
    (r"as (?:the|an?)|act(?:s|ing)? as|serv(?:es|ing) as|is the|being the", "as_role"),
    (r"(?:sit(?:s|ting)? |stand(?:s|ing)? |is |are )?in between", "between"),
    (r"on (?:the )?(?:top|bottom)(?: row)?(?= ?[,.;]| and\b|$)|together with|along with|on top of", "joint"),
    (
        r"(?:full(?:y)?[ -]mesh(?:ed)?|fully (?:inter)?connected) (?:between )?(?:the )?(?:spines?|lea(?:f|fs|ves))"
        r"(?: layer)? (?:and|to|with) (?:the )?(?:spines?|lea(?:f|fs|ves))(?: layer)?",
        "joint",
    ),
    (
        r"exchang(?:e|es|ing) (?:all )?(?:routes|prefixes|routing (?:information|updates|tables))(?: by| over| via)?",
        "joint",
    ),
    (r"(?:each )?(?:with |has |have |having )?(?:a |(?:its|their) own )(?:loopbacks?|router[ -]ids?)", "joint"),
    (r"(?:can |to )?(?:ping|reach|communicate with|talk to|see)(?: each other| one another)?", "joint"),
    (
        r"(?:each )?(?:in |on )?(?:its |their |a |an )?(?:own|different|separate) "
        r"(?:ip )?(?:subnets?|lans?|networks?)",
        "apart",
    ),
    (
        r"that (?:is )?(?:it|all)(?= ?[.!]|$)|nothing more|at all|(?:make|do|have|build|let) it(?: be)?|it should (?:be|have|run|use)",
        "joint",
    ),
    (
        r"(?:bgp |sessions? )?(?:between|on|from|over|via) (?:the |their )?loopbacks?(?: addresses| interfaces)?|loopback to loopback|"
        r"(?:the |with |using |their ){0,3}loopbacks? (?:addresses )?(?:(?:are|is|being) )?(?:used )?(?:as|for) (?:the |its )?(?:(?:bgp|ibgp|session|"
        r"peering|update) )?(?:sources?|peerings?|sessions?)|"
        r"(?:bgp |with )?(?:an )?(?:update[ -]source|sourced|sourcing)(?: (?:is|from|on|of|to|the|their|by|set))* (?:loopbacks?|lo0?)(?: addresses| interfaces?)?",
        "on_loopbacks",
    ),
    (
        r"(?:(?:is|was|would|will) it (?:be )?possible|(?:it )?(?:is|would be) (?:good|nice|great|useful|helpful|best))"
        r"(?: for (?:you|us|me))?(?: to (?:have|get|build|make|see))?(?: if (?:there (?:is|was|were)|(?:i|we) (?:had|have)))?",
        "joint",
    ),
    (
        r"(?:only |just |bare )?(?:the )?(?:wiring|cabling|cables|links|wires|physical (?:links|wiring|cabling|topology))(?: only| alone)"
        r"(?: please)?|(?:only|just) (?:the )?(?:wiring|cabling)(?: of)?|"
        r"(?:i|we)(?: will| wi| shall| can| want to| would like to| am going to)? (?:configure|do|write|add|set up|handle)"
        r"(?: (?:it|them|that|this|all|everything|(?:all )?(?:the |my )?(?:rest|routing|protocols?|configs?|configurations?)"
        r"(?: of (?:it|the (?:configs?|configuration|routing)))?))? ?(?:(?:by )?(?:myself|ourselves)|by hand|on (?:my|our) own|later(?: on)?|afterwards)",
        "unconfigured",
    ),
    (r"all over(?: the place)?|throughout|on every(?:thing| node)?(?= ?[,.;]|$)", "joint"),
    (
        r"(?:the )?(?:others?|rest)(?: of them)?(?: (?:leaves|spines|routers|nodes|switches|ones))? "
        r"(?:do not|does not|don'?t|doesn'?t|not) (?:need|get|have) (?:anything|any|hosts|one|some)",
        "joint",
    ),
    (r"(?:with |w/ ?)?(?:ecmp|equal[ -]cost(?: multi-?path)?|multi-?path(?:ing)?|load[ -]sharing)", "unseen"),
    (r"no (?:ip)?v4 addresses(?: on (?:the )?(?:fabric |core )?links)?", "no_v4"),
    (
        r"each (?:tier|layer|level)(?: is| being)? (?:fully[ -]meshed|fully (?:inter)?connected|full[ -]mesh(?:ed)?|connected|cabled|linked|meshed)"
        r" (?:to|with) the (?:next|one above|one below|upper|lower)(?: one| tier| layer)?",
        "tiered",
    ),
    (
        r"each one(?: of (?:them|the|these|those))?(?! (?:spine|leaf|router|switch|node|host|\w+ (?:spine|leaf|router)))|every single(?: one)?|both of (?:them|these|those)",
        "each",
    ),
    (r"each of (?:them|the|these|those)|every one of (?:them|the)|each of", "each"),
    (
        r"each pair(?: of (?:routers|nodes|neighbou?rs))?|every pair|adjacent (?:routers|nodes)|neighbou?rs?",
        "each_pair",
    ),
    (r"each|every|all|both|per|alle|jeder|jedem|jede|jedes|beide|beiden|either", "each"),
    (
        r"(?:but )?(?:no|without|w/o|not|don'?t|do not|never|skip|omit|ohne|kein|keine|keinen|nor|"
        r"neither)(?: (?:any|use|run|need|want|require|a)){0,3}",
        "no",
    ),
    (
        r"(?:(?:is|are) )?(?:(?:not|isn'?t|aren'?t)(?: (?:really|strictly|actually))? "
        r"(?:needed|required|necessary|wanted|desired)|unnecessary|unneeded)",
        "denied",
    ),
    (
        r"as (?:simple|small|minimal|basic|plain|little) as (?:you can|possible|it gets)|"
        r"(?:that )?you (?:can|could)(?: do)?",
        "joint",
    ),
    (r"(?:plain |pure |only )?(?:l3|layer[ -]?3)(?: only)?", "routed"),
    (r"if (?:possible|it can be done|you can|supported|that works)|where possible|ideally", "optional"),
    (
        r"(?:in |on )?(?:the |a |one )?(?:same|single|shared) (?:l2|layer[ -]?2|broadcast domain|subnet|"
        r"l2 (?:segment|domain|network)|layer[ -]?2 (?:segment|domain|network))|"
        r"(?:a |one |single |the same )?(?:stretched )?(?:l2|layer[ -]?2) (?:domain|segment|network|vni|vlan|bridge domain)"
        r"(?: (?:stretched|extended|spanning|spread|shared))?(?: over| across| between| on| by)?"
        r"(?: (?:both|all|the|all the|every)(?: (?:leaves|leafs|leaf|hosts|clients))?)?",
        "one_l2",
    ),
    (r"(?:bgp |ebgp )?peer(?:s|ed|ing)? (?:directly )?with", "joined"),
    (r"dual[ -]?(?:homed|homing|connected|attached)(?: to)?", "dual"),
    (r"multi[ -]?homed(?: to)?", "multi"),
    (r"single[ -]?homed(?: to)?", "joined"),
    (
        r"(?:directly |only |cross[ -]?)?(?:inter)?(?:connect(?:ed|s|ing)?|link(?:ed|ing)|join(?:ed|s|"
        r"ing)?|wir(?:ed|ing)|cabl(?:ed|ing)|"
        r"homed|uplinked|attach(?:ed|es|ing)?|hooked(?: up)?|verbunden|verbinde|verkabelt|relies?|connectes?|"
        r"conectad[oa]s?|hangt|hangen|(?:hang(?:s|ing)?|hung)(?: off|"
        r" from)?|"
        r"sit(?:s|ting)?|sitting|talk(?:s|ing)?|face?s|"
        r"plugged|goes|run(?= to\b)|adjacent)(?: directly| off| up| together)?(?: to| with| into| in)?(?: via)?",
        "joined",
    ),
    (
        r"loopbacks?(?: are)? (?:advertised|announced|reachable)|"
        r"(?:announc|advertis)(?:e|es|ing)(?: (?:its|their|the))?(?: own)? loopbacks?",
        "joint",
    ),
    (
        r"(?:in|at|on) (?:(?:the|its) )?(?:very )?(?:centre|center|middle)(?: of (?:it|everything|the (?:lab|topology|network)))?|"
        r"in the hub|central(?: one)?|centrally|cent(?:re|er)|middle(?: one)?",
        "centre",
    ),
    (r"(?:under|below|beneath|behind) (?:them|these|those)(?= ?(?:\d|two|three|four|five|six|eight|,))", "joint"),
    (
        r"(?:all )?around (?:it|that|this|them)|around(?= ?(?:[,.;)]|$))|outer(?: ones?)?(?: routers?|"
        r" nodes?)?",
        "outer",
    ),
    (r"(?:the )?first and (?:the )?last(?: (?:routers?|nodes?|switch(?:es)?|ones?))?", "first_last"),
    (r"them(?:selves)?|these|those|it", "them"),
    (
        r"(?:directly )?(?:behind|below|beneath|under|next to|beside|off of|on top of|hinter|unter|derriere|"
        r"detras(?: de)?)",
        "behind",
    ),
    (r"chaque|chacune?|cada(?: uno)?", "each"),
    (r"back to(?! back)", "joint"),
    (r"between|among|zwischen|across", "between"),
    (r"named|called|names|name|hostnames?|namens", "named"),
    (r"image(?:s|d)?(?: tag)?|tag|version", "image"),
    (r"management (?:network|subnet|net)|mgmt(?:[ -](?:network|subnet|net|ipv4(?:-subnet)?))?|management", "mgmt"),
    (r"parallel|redundant links|double|twin", "parallel"),
    (
        r"(?:point[ -]to[ -]point |p2p |wan |core |physical |direct |fabric |spine[ -]leaf |leaf[ -]spine )?(?:inter-?switch |"
        r"inter-?router )?(?:links?|cables?|"
        r"connections?|uplinks?|verbindung(?:en)?)",
        "link",
    ),
    (
        r"(?:one|an) asn?(?: each| per (?:router|node|device|member))|(?:their|its|his) own|own|(?:a )?(?:different|separate|distinct|unique|individual|dedicated|"
        r"private) ?(?:as(?:n|es|ns)?)?|eigene[mnrs]?",
        "own",
    ),
    (r"their|its|his|whose", "whose"),
    (r"same|common|shared", "same"),
    (
        r"starting(?: (?:at|from|with))?|from|upwards?|onwards?|and up|beginning(?: (?:at|from|with))?|ab|up to",
        "starting",
    ),
    (r"respectively", "respectively"),
    (
        r"start-?up[ -]?config(?:uration)?s?|configs?|(?:initial )?configurations?|configured|"
        r"pre-?configured",
        "configs",
    ),
    (
        r"w/|and|und|et|&|plus|with|mit|avec|de|des|dans|through|in|im|en|into|of|von|aus|on|am|auf|an den|an|"
        r"bei|sur|"
        r"at|to|inside|within|zu|for|fur|fuer|by|over|via|uber|ueber|using|has|have|having|gets?|"
        r"having|that|which|where|is|are|be|as|als|off|either end of|including|include|includes|"
        r"toward|towards|containing|contains|consisting of|made of|consists of|"
        r"around|round|there|or|should|must|will|shall|can",
        "joint",
    ),
    (
        r"ends?|sides?|enden?|seiten?|extremes?|extremit(?:y|ies)|ends? of the (?:chain|line|row)|(?:end|"
        r"outer|outermost) (?:routers?|nodes?)",
        "end",
    ),
    (r"edges?", "edges"),
    (
        r"underlay|underneath|underlying|overlay|backbone area|area 0|area0|area 0\.0\.0\.0|single area|one area",
        "layer",
    ),
    (r"asns?|as numbers?|ases", "as_word"),
    (
        r"(?:mini|small|tiny|little)[ -]?internet|wan(?! (?:routers?|edges?))|backbone(?! area)(?: network)?|lab|topology|network|netz|netzwerk|setup|"
        r"testbed|test bed|environment",
        "lab",
    ),
    (r"shar(?:e|es|ing)", "joint"),
    (r"all of them", "each"),
    (
        r"(?:under|below|beneath|underneath) (?:it|that|this|all)(?: all)?(?= ?,? ?(?:an? |the |runs? |is |with |comes )?(?:ospf|is-?is|rip|igp))",
        "joint",
    ),
    (r"vlans", "vlans"),
    (r"mixed vendors?|multi[ -]?vendor|mixed", "mixed"),
    (
        r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last) (?:routers?|nodes?|switch(?:es)?|ones?)",
        "ordinal",
    ),
    (
        r"(?:everyone|everybody|everything|all) else|(?:all )?the (?:rest|others)(?: of them)?|all (?:the )?others?(?: routers| nodes)?",
        "rest",
    ),
    (
        r"one side|other|other side|the other|another|others|second|first|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|remaining|rest",
        "other",
    ),
)
"""The words that join things."""
