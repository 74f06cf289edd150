"""Words of requests that say nothing of a lab: politeness, purpose, the verbs of wishes. Pure data."""

from functools import cache
from importlib.resources import files
from typing import Final

from clab.small_words import SMALL_WORDS


@cache
def plain_words() -> frozenset[str]:
    """Words that say how something is done or thought of, and nothing of a lab: they are told as not looked at."""
    text = files(__package__).joinpath("plain_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


_FILLER_TEXT: Final = """
    uh um well knock got absolutely straight
    the please can could would you me my us we i i'd like want need needs give gimme create make build generate
    design draw spin bring up deploy set stand provide show get write some small simple basic tiny little
    minimal mini plain classic typical standard virtual containerlab clab container running run runs use uses
    used based style shape layout arranged arrangement protocol protocols enabled enable only just ip ipv4
    addressing addresses address loopback loopbacks interfaces interface physical cabling network-wide out about
    how works work purposes purpose help thanks thank vendor vendors os kind kinds type types speaking speak
    speaks talks do does doing done now let's lets here everything everywhere whole entire complete
    full-featured together total altogether dazwischen jeweils bitte ich mochte moechte brauche hatte haette
    gerne gern ein mir baue erstelle der die das den dem des one-armed normal regular traditional quick nice
    good new ready sessions session peering peerings adjacency adjacencies so then everyone everybody needed
    required requirement wanted vanilla proper pure purely initial bare number numbers acting act acts serving
    serve serves after nothing else cluster love fine enough sufficient exactly precisely file image-less big
    large mid-sized medium-sized shaped direct tier-less themselves failover convergence also too hey hi hello
    dear folks guys everybody cheers regards looking look looks form forms forming formed forming put place
    places placing give gives giving add adds adding added include insert arrange organised organized suppose
    assume imagine idea think thinking going go let called-for following follows below-listed one's currently
    simply basically really actually very nicely fully-featured today tomorrow soon asap kindly pls plz your
    they he she what who when while because since want wanted wants wish wishes hope un une una los las el la le
    les du con avec por para another-one numbered
    had said says say networking nos assignment homework task tasks teacher professor boss our my demand demands
    requirements student able myself yourself ourselves someone somebody if was were been would-be kindest
    possible-ly properly correctly interop interoperability realistic configure configuring both-of-us maybe perhaps
    whose-ever already note notes hopefully finally first-of-all furthermore moreover additionally again well-known
    wonder wondering asked asking ask tell told called-so great awesome super happy glad appreciate appreciated
    advance request title project projects university school company work-related homelab practice lecture tutorial
    participate participating take takes member-less addressed addressable overall whatever okay ok
    afternoon ago day days even evening fine friday lately later moment monday month morning point points quickly
    real recently saturday sooner sunday thursday time today tomorrow tonight tuesday wednesday week weekend
    quiero necesito hazme dame vorrei yesterday sets adds puts uses lo lo0 u thx tnx ty pleeease cheerio fyi btw
"""
FILLER: Final = frozenset(_FILLER_TEXT.split()) | SMALL_WORDS
"""Words that change nothing about a lab."""
