"""A request as plain text: accents folded, contractions taken apart, and one way to write what has several. Pure.

Every rule here keeps the meaning to the letter. What stands for a thing of a lab is the vocabulary's; what joins things
is the grammar's. A rule stays here, and is no production, where it turns words round that the grammar reads from left to
right (`host count: 3`), or where the sentence behind it is one that the grammar has already.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from clab.design.words.retold import retold

_SIGNS: Final = str.maketrans(
    {
        "\u2013": "-", "\u2212": "-", "\u2011": "-", "\u2190": "-", "\u2192": "-", "\u2194": "-",
        "\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u00df": "s",
    }
)  # fmt: skip
_NODE: Final = (
    r"(?:frr|sr ?linux|srl|c?eos|nokia|arista) (?:router|switch|node)|"
    r"(?:linux |alpine )?(?:host|client|server|pc)|linux router|router|switch|frr|sr ?linux|srl|c?eos|xrd|crpd|vyos"
)
_ROW: Final = re.compile(
    rf"(?<![\w-])(?:{_NODE})(?: ?(?:--+|<-+>|=+) ?(?:{_NODE})| - (?:{_NODE}))+(?![\w-])", re.IGNORECASE
)
_HOST: Final = re.compile(r"(?:linux |alpine )?(?:host|client|server|pc)", re.IGNORECASE)
_BETWEEN: Final = re.compile(r" ?(?:--+|<-+>|=+) ?| - ")
_COUNT: Final = "two|three|four|five|six|[2-6]"
_PART: Final = r"(?:pe|ce|p|rr|r|isp|hub|core|h|host|sw|frr|srl|spine|leaf)"
_DASHES: Final = re.compile(rf"(?<![\w-]){_PART}\d{{0,3}}(?:-{_PART}\d{{0,3}}){{2,12}}(?![\w-])", re.IGNORECASE)
_BREAK: Final = re.compile(r"(?<![^\n]{60})(?<=[\w)])[ \t]*\n\s*(?=[\w*-])")
"""Where a short line ends, and nothing goes on in the next."""
_BULLET: Final = re.compile(r"[,;.]? [-*] (?=[a-z0-9])", re.IGNORECASE)
_ITEM: Final = re.compile(r"(?:^|(?P<before>[,;.:]?) )\(?(?P<item>\d{1,2}|[a-z])[).] ", re.IGNORECASE)
_PORT: Final = r"\b(?:eth|e1-|ethernet-1/)\d{1,2}(?!\w)"
_PORT_PAIR: Final = rf"{_PORT} ?(?:-|–|to|<->) ?{_PORT}"
_SAME_PORTS: Final = re.compile(rf"{_PORT_PAIR}(?:(?: ?, ?(?:and )?| and ){_PORT_PAIR}){{1,7}}", re.IGNORECASE)
_LETTERS: Final = re.compile(r"(?<![\w-])[a-z](?:-[a-z]){2,12}(?![\w-])", re.IGNORECASE)
_APART: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\b(i|we|you|they|he|she|it|there|that|what|who|here)'(?:m|re|s|ve|d|ll)\b", r"\1"),
        (r"(?<=\d)'s(?= )", ""),
        (r"\b(?:ca|wo|do|does|did|is|are|should)n'?t\b", "not"),
        (
            r"(?<=\w) ?(?<![<-])=(?![=>]) ?"
            r"(?=(?:frr|srl|sr[ -]?linux|nokia|c?eos|arista|rrs?|route[ -]reflectors?|hub)\b)",
            " is ",
        ),
        (r"(?<=\w) ?(?<![<-])=(?![=>]) ?(?=[a-z])", " named "),
        (r"\b(spine|leaf|router|node|spoke|host) count:? (\d{1,3})\b", r"\2 \1s"),
        (
            r"\b(?:the )?number of (spines|leaves|leafs|routers|nodes|spokes|hosts) ?(?:is|are|:|=)? ?(\d{1,3})\b",
            r"\2 \1",
        ),
        (r"\bkind:? linux,? (?:with|and|running) frr\b", "frr"),
        (r"\b(leaf[ /-]?spine|spine[ /-]?leaf)[: ]+(\d{1,2}) ?/ ?(\d{1,2})\b", r"\1 \2x\3"),
        (r"\b([a-z]{1,12}\d{1,3}) ?(?:=|:|is) ?(?=6\d{4}\b|42\d{8}\b)", r"\1 AS "),
        (r"\b(\w+)\(s\)", r"\1s"),
        (r"\b(hosts?|clients?|servers?|pcs?)/(leaf|spine|router|switch|node|site)\b", r"\1 per \2"),
        (r"\b(?:dual|twin)[ -](?=(?:spine|leaf|hub|core|isp|router|rr|superspine)\b)", "two "),
        (r"(?<=[a-z]) [x×] (\d{1,3})\b(?! (?:lea|spine|super))", r" x\1"),
        (r"\b(\d{1,3}|" + _COUNT + r") (frr|srl|c?eos|router|switch|node|host|leaf|spine)'s\b", r"\1 \2s"),
        (
            r",? ?(?:and )?(?:the )?(?:others|other ones|rest)(?: (?:are|stay|keep|have|at|on|with|the|their|its))* defaults?(?: values?| priority)?(?=[,.;]|$)",
            "",
        ),
        (r"(?<!a )(?<!the )(?<!one )\broute server (?=rs\w{0,3}\b)(?! clients?)", "a route server named "),
        (r"\b(that|it|there|what|here|let)s(?= (?:all|it|a|an|the|one|two|three|enough|fine)\b)", r"\1 is"),
        (r"\bclient[ /-]+server (?=setup|lab|topology|network|pair|scenario)", "client and server "),
        (r"\bto (\w{1,16}) twice\b", r"to \1 by two links"),
        (r"\bto (\w{1,16}) once\b", r"to \1 by one link"),
        (r"\b(?:an? |the )?(super-?spine|spine|leaf|core|hub) pair\b", r"two \1s"),
        (r"\b(pe|ce|p|rr|spine|core)'s(?= ?[,.;)]| (?:to|from|in|on|and|have|are|run|each|with|over)\b|$)", r"\1s"),
        (r"\b(?:except|but)(?: that)? there(?:'s|s| is| are)? no (?=links? )", "but no "),
        (r"\b(\d{1,3}(?:\.\d{1,3}){2})\.(\d{1,3})(/\d\d) (and|,) \.(\d{1,3})(?![\d.])", r"\1.\2\3 \4 \1.\5\3"),
        (r"\bloopback ?0\b", "loopback"),
        (r"\b(on|to) (\w{1,14}\d) and \1 (?=\w{1,14}\d\b)", r"\1 \2 and "),
        (
            rf"\bwith ({_COUNT}) (?:legs|arms|interfaces|ports),? (?:and |with )?(?:an?|one|each (?:leg|arm|interface|port) has (?:an?|one)) "
            r"((?:linux )?(?:host|client|server|pc))(?: (?:on|at|behind) each(?: leg| arm| interface| port| of them)?)?(?![\w-])",
            r"with \1 \2s",
        ),
        (r"\b(?:on|at) the same (?=(?:sr ?linux|srl|frr|router|switch|node|box)\b)", "on one "),
        (
            rf"\b({_COUNT}) racks,? each(?: rack| of them)? (?:has|with|having|contains|holds) (?:an?|one) (?:leaf|tor)(?: switch)? and "
            rf"(an?|one|{_COUNT}) (servers?|hosts?)\b",
            r"\1 leaves, each with \2 \3",
        ),
        (r"\b(servers?|hosts?) per rack\b", r"\1 per leaf"),
        (r"\b(an?|one) border leaf\b", r"\1 leaf"),
        (r"\bthru\b", "through"),
        (
            r"\bthree (?:linux|alpine) (?:boxes|hosts|machines|nodes|containers) in a (?:row|line|chain)[,;]? ?(?:where |with |and )?"
            r"the middle one (?:just |only |simply )?(?:forwards?|routes?|forwarding|routing|(?:is|acts as|as) (?:a|the) router)"
            r"(?: (?:ip|packets|traffic))?",
            "h1 -- linux router r1 -- h2",
        ),
        (
            r"\b(?:full(?:y)?[ -]?)?mesh(?:'?ed)? (?:to|with|into) (?=(?:the |both |all |two |three |four |\d )*(?:super-?spines?|spines?|cores?)\b)",
            "connected to ",
        ),
        (
            rf"\b(?:connecting|joining|linking|between|serving|with) ({_COUNT}) (?:lans|subnets|networks|segments)[:,]? ?\(?"
            r"((?:\d{1,3}(?:\.\d{1,3}){3}/\d\d(?: ?, ?(?:and )?| and )?){2,6})\)?,? ?(?:and |with )?(?:one|an?) "
            r"((?:linux )?(?:host|client|server|pc)) (?:in|on|per) each(?: one| lan| subnet| of them)?(?!\w)",
            r"with \1 \3s, host lans \2",
        ),
        (
            r"\b(and|with|has|having|,) (?:an?|one|its own|their own) (?:local |stub |own )?(?:lan|subnet|network) with "
            r"(?=(?:an?|one|two|three|\d) (?:pc|host|client|server))",
            r"\1 ",
        ),
        (
            r"\b(two|three|four|five|six|\d{1,2}) (?:(?:remote |branch )?(?:sites|branches|offices|locations)),? each (?:of them |one |site )?"
            r"(?:is|being|has|having|with|consists? of) (?:an?|one|a single) ((?:\w+ ){0,2}router) with (?:an?|one) (?:lan )?(pc|host|client|server)\b",
            r"\1 \2s, each with a \3",
        ),
        (
            rf"\b({_COUNT}) ((?:linux )?(?:hosts|clients|servers|pcs)[^,.;()]{{0,40}}?) (?:in|on) \1 "
            r"(?:(?:different|separate|distinct) )?(?:ip )?(?:subnets|networks|lans)\b",
            r"\1 \2 in different subnets",
        ),
        (
            r"\bbetween (?:two|2) (?:different |separate )?(?:ip )?(?:lans|subnets|networks)(?: with|, each with|,) (?:one|an?) "
            r"((?:linux )?(?:host|client|server|pc))(?: (?:in|on) each(?: of them)?| each)?(?![\w-])",
            r"with two \1s in different subnets",
        ),
        (
            r"\b(?:an?|one) ((?:linux )?(?:host|client|server|pc)) (?:on|at) (?:one|either|the left|the one) (?:side|end),? "
            r"and (?:an?|one|another) (?:(?:linux )?(?:host|client|server|pc) )?(?:on|at) the (?:other|right)(?: side| end)?",
            r"two \1s, one on each end",
        ),
        (
            r"\b(?:with|having|has) (?:two|2) (?:nics?|interfaces|legs|network cards|uplinks|ports|links|connections)[,:]? ?[(-]? ?"
            r"(?:the )?(?:first|one)(?: one| of them| leg| nic)? (?:goes |is |connected )?(?:in)?(?:to|on|towards|at) "
            r"(\w+),? (?:and )?(?:the )?(?:second|other|one)(?: one| leg| nic)? (?:goes |is |connected )?"
            r"(?:in)?(?:to|on|towards|at) (\w+)\)?(?!\w)",
            r"dual homed to \1 and \2",
        ),
        (r"\b(?:e|')m(?=[ ,.]|$)", "them"),
        (r"\be\.g\.,?", "for example"),
        (r"\bi\.e\.,?", ","),
        (r"(?<=[a-z]) ?[x×](\d{1,3})\b(?= ?(?:[,;.)]|in\b|full|ring|chain|line|mesh|back|connected|with|$))", r" x\1"),
    )
)


def plain(request: str) -> str:
    """The text that is read; remarks quote it."""
    text = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", request.translate(_SIGNS))
        if not unicodedata.combining(letter)
    )
    text = " ".join(_BREAK.sub("; ", text).split())
    text = retold(_BULLET.sub("; ", text[2:]) if text.startswith(("- ", "* ")) else text)
    text = _SAME_PORTS.sub(_by_links, _unlisted(text))
    text = _LETTERS.sub(lambda found: found[0].replace("-", " -- "), text)
    for pattern, instead in _APART:
        text = pattern.sub(instead, text)
    text = _DASHES.sub(lambda found: found[0].replace("-", " -- ") if re.search(r"\d", found[0]) else found[0], text)
    return _ROW.sub(_named(text), text)


def _by_links(found: re.Match[str]) -> str:
    """`eth1-eth1 and eth2-eth2`: by two links, where the ports are the first ones in their order."""
    ports = [one.lower() for one in re.findall(_PORT, found[0], re.IGNORECASE)]
    pairs = list(zip(ports[::2], ports[1::2], strict=True))
    if any(
        a != b or int(a.rpartition("-")[2].rpartition("/")[2].removeprefix("eth")) != k
        for k, (a, b) in enumerate(pairs, 1)
    ):
        return found[0]
    return f"by {len(pairs)} links"


def _unlisted(text: str) -> str:
    """`1) two spines 2) four leaves` without its numbers, where they count from the first on."""
    items = [found["item"].lower() for found in _ITEM.finditer(text)]
    counted = [[str(k + 1) for k in range(len(items))], [chr(ord("a") + k) for k in range(len(items))]]
    if len(items) < 2 or items not in counted:
        return text
    return _ITEM.sub(lambda found: f"{found['before'] if found['before'] == ':' else ';'} ", text).lstrip("; ")


def _named(text: str) -> Callable[[re.Match[str]], str]:
    """`host - frr - frr - host` as `h1 -- frr r1 -- frr r2 -- h2`, where the text has no such names of its own."""
    taken = bool(re.search(r"\b(?:r|h)\d", text, re.IGNORECASE)) or len(_ROW.findall(text)) > 1

    def write(found: re.Match[str]) -> str:
        parts = _BETWEEN.split(found[0])
        if taken or len(parts) < 2:
            return found[0]
        used = {"h": 0, "r": 0}
        names = []
        for part in parts:
            letter = "h" if _HOST.fullmatch(part) else "r"
            used[letter] += 1
            bare = re.sub(r" ?\b(?:router|switch|node)$", "", part, flags=re.IGNORECASE)
            system = "" if letter == "h" else part if bare.lower() == "linux" else bare
            names.append(f"{system} {letter}{used[letter]}".strip())
        return " -- ".join(names)

    return write
