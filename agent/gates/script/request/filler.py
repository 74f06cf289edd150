"""Words and phrases of requests that say nothing of what is asked, of whom, when, or how it is printed. Pure data."""

import re
from typing import Final

from clab.small_words import SMALL_WORDS

PHRASES: Final = (
    "write|put|note|jot it|them|this? down | ,? and? not|no|instead_of|rather_than|without poll | when !!was|were|did | w / o | w / | "
    "add|include|including|prefix|prefixed with? !!( the|a|an? time|date|node|name ) | until|till|unless i|you|we|it|it_is|it's|the_user? "
    "'stop|stopped|hit|press|interrupt|kill|ctrl|cancel it|me? with? by? hand? ctrl? c? | and|then* stop|end|quit|exit after|afterwards|then !!END | ctrl c to stop|end|quit|exit it? | times|timestamps in utc | stop|end|quit|exit it? with|by|on|via "
    "ctrl_c|ctrl_+_c|sigint|sigterm|hand|a_signal | until it_is|it's? stopped|interrupted|killed | forever|indefinitely|endlessly | "
    "until further notice | in|at|by|on|for|into the same script|time|file|table|way|moment|run|output|line | the same again | "
    "with a|an? header line|row? | between two|the|any_two|2? consecutive|successive? polls|samples|runs|reads|readings|rounds|looks|checks | "
    "only|just !!WAY_NAME|vtysh | live ish | liveish | along|together with | - > | = > | in the same|one script | in one go | for me | at all times | "
    "at a time | since|from the last sample|poll|time|check|run | !<is|are|be|not normal|usual|ordinary|typical|standard|regular|common !!WORD | "
    "connect to|with|via|over|by | read only | it|which|that? only|just 'read|'reads only? | repeat it|this|that? !!each|every|once|at|per | "
    "i_am|i'm a? student | kind|sort of | a bit | a lot | not|without|do_not|don't|doesn't|does_not|never CHANGING anything | no poll|loop please? | "
    "one|a column for|per each? | one|a row|line|record|object per|for_each|for_every node|router|device|neighbor|neighbour|peer|interface|port|sample | if you can|could | "
    "if possible | no need for | as well | to the? stdout|screen|console|terminal|std_out | end of the day | up to date | so that i can | "
    "whatever is easier|best | on|to|onto my|the|this|our|a local? laptop|machine|computer|pc|disk|desktop|workstation | locally | "
    "( and|, )* create|make the|a|that* dir|directory|folder|path ( if need be | if needed | if necessary | if it|they doesn't|does_not|isn't|is_not|don't exist|there yet? | if missing | if_not_there )? | "
    "keep going|running|watching until|till? | whatever|regardless_of|no_matter the|which|what? vendor|vendors|kind|kinds|system|systems|platform|platforms|make | three|two|four|several|mixed|both|all* vendors|systems|platforms | "
    "where is|sits|are the? host|station|machine|device|client ( with|that_has|having )? !!mac|the | nobody|nothing|no_one else | ticket|case|task|change NUMBER|MARKED :? | "
    "doesn't|does_not|do_not|don't matter | address family|families | ( per|by|and|each* ) afi|safi|afi_safi | in the rib | linux? host|client|container|vm !!MARKED"
)
"""Phrases that say no more than the words of `FILLER`."""

_DEEDS: Final = frozenset((
    "bring", "brings", "throw", "thrown", "knock", "fire", "spin", "spins", "spinning", "begin", "begins", "finish", "finished",
    "draw", "drawn", "cook", "whip", "reason", "reasons", "came",
))  # fmt: skip
"""Small words elsewhere, that here may be done to a device, or asked for."""

FILLER: Final = (
    frozenset(
        re.findall(
            r"[\w'/-]+",
            """a an the of on in at to for from and or with every each all any its it's it their them they he she it please pls plz
        write writes writing make makes create creates build generate script scripts program tool code python python3 py that which
        who whose print prints printing printed show shows showing display displays displayed output outputs outputting as
        per by over via using use uses used through into onto collect collects collecting fetch fetches fetching get gets
        getting read reads reading poll polls polling pull pulls grab grabs query queries querying ask asks retrieve
        retrieves report reports reporting say says saying sample samples sampled sampling dump dumps list lists listing give gives see look looks
        take takes gather gathers obtain capture save saves saved store put puts return
        me us my our i we you your want wants need needs needed would like could can should will shall may might must
        do does doing done did is are was were be being been am has have having had there here this these those
        so what's what whats little small short simple quick thing something kindly hi hey hello thanks thank cheers
        also too then than but so well okay ok fine just-in-case basically really actually quite again
          loop loops looping keep keeps running run runs ran start starts connect-to connects
        time times name names value values entry entries row rows line screen stdout console terminal shell one ones
        latest fresh actual respective corresponding available following existing certain given own whole complete
        either individual separately together at-once across within against around about out down-to
        until ctrl-c ctrl c interrupted killed cancelled i'm i'd let's let lets im id its'
        they're that's there's who's don't doesnt doesn't dont no need
        data info information details detail results result overview answer format formatted style form
        number numbers check checks checking compare compares comparing comparison nicely nice pretty proper clean readable human friendly good basic handy useful
        ip ipv4 default address addresses current instead
        job helper utility snippet lab labs network fabric's box box's session's reads back simply straight single
        called named where while during day night morning tomorrow later today week
        user users' carry carries carrying speaks speak got combined along view ish belong belongs belonging vs versus besides concerning regarding machine-readable at-a-glance glance only-for lists' how often happens happen happening occurs occur see's
        interested care cares know find finds out determine figure work works working
        such sort kind type types once-more even still anything everything-else else up-to first
        compute computes computing calculate calculates measure measures measuring calculating although though despite yet export exports exported exporting counter plus gimme lemme hows much moreover no-frills w w/ wanna gonna gotta em 'em ya u ur n & + thx cmd per-node per-neighbor
        homework assignment assignments exercise exercises exam exams course class lesson lecture school university college
        teacher teacher's teachers professor boss boss's colleague colleagues student students tutor project thesis demo workshop training bachelor master phd degree semester internship
        plain classic exact precise easy tiny short brief
        hope wonder guess think believe suppose thought please-do appreciated regards greetings morning evening afternoon folks guys team's
        everybody everyone somebody someone anybody possible possibly maybe perhaps able request
        wondering wants wish wishes wished asked told says said demand demands requirement requirements purpose task job goal
        tell teach learn-about understand study provide provides providing present presents presenting deliver produce produces
        producing include includes including contain contains containing return returned develop topic topics method filter filters subject metric metrics spec coding programme
        raw configured sending sends send enough jq pipe piped clean
        parse parses parsed parsing kindest kind-of lot question questions answers reply replies sir madam dear yo hiya ty tnx
        """,
        )
    )
    | (SMALL_WORDS - _DEEDS)
) - {"down", "up", "not", "no", "once", "only"}
"""Words that change nothing of what is asked."""
