"""The shapes in which people say what is done with all rows of an answer, or by when (see `shapes.py`). Pure data."""

from typing import Final

OPERATIONS: Final = (
    ("in a row", "", (
        "for|over|in|at_least? the|at_least* number:NUMBER CONSECUTIVE? ROUND|time|poll|check|look CONSECUTIVE",
        "for|over|in|at_least? the|at_least* number:NUMBER CONSECUTIVE ROUND|time|poll|check|look",
        "number:NUMBER time|ROUND CONSECUTIVE", "twice:twice CONSECUTIVE",
    )),
    ("folded", "for|over|during|after NUMBER UNIT | NUMBER ROUND|time | min|minimum AND* max|maximum|avg|average", (
        "JOIN* SAY* DET* folds:( FOLD ( ,|AND* FOLD )* ) ( of | for | value | DET | over_all )* !over",
    )),
    ("added up", "", (
        "JOIN* SAY* DET* folds:( sum|total ) ( number | of )* also:( received|sent|in|out* prefix|octet|byte|traffic|error|discard|packet|route ) "
        "gap:.. ( over|across|of|from|for|on ALL_OF* ( interface|port|peer|neighbor|neighbour|session ) )",
    )),
    ("colored", "", (
        "JOIN* ( rest|others|other|good|the|ones|all|everything|up|established|ok|full* ( in )? GREEN )",
        "( SAY them|it* )? in RED !!( IF | END | and|, | text|colour|color ) ( text|colour|color )?", "RED IF|text|colour|color", "<COLOR .. RED END", "JOIN* ( up|established|ok|full|good in? GREEN )",
        "JOIN* COLOR ( the? output|lines|rows|table )?",
    )),
    ("first too", "", (
        "JOIN* the? first value|one|sample|reading|row|round BE? always? printed|shown|print|told|reported ( too | as_well | always )?",
        "JOIN* always? print|show|report the? first value|one|sample|reading|row ( too | as_well | always )?",
    )),
    ("fine as well", "", (
        "OPEN? ,|;? but|and|though? word:STATE_WORD ( on|for|at .. )? BE WELL ( too | so | there | as_well | therefore | , )* ( leave those|them|these|it out | SPARE those|them|these|it? )? CLOSE?",
    )),
    ("last lines", "", (
        "the? last|latest|newest number:NUMBER noun:( 'log|'logs|syslog line|lines|entry|entries|message|messages )",
        "the? last|latest|newest number:NUMBER line|lines|entry|entries|message|messages ( OF the? noun:'logs|'log|syslog|logging )?", "noun:( 'logs|'log|syslog|logging ) ,|:? ( only|just* the last|latest number:NUMBER line|entry|message )",
    )),
    ("retries", "", (
        "JOIN* ( with | up_to | at_most | a | IF NODE_AWAY | on error|failure|timeout )* number:NUMBER? RETRY ( number:NUMBER time | twice:twice | once )? "
        "( THEM | the|that NODE|connection | up_to | at_most )* ( number:NUMBER time? | twice:twice | once )? "
        "( IF|when|on ( it | they | NODE_AWAY | a|the NODE | NO_ANSWER | error|failure|timeout ) NO_ANSWER|fail? | before .. GIVE_UP|fail )?",
    )),
    ("parallel", "", (
        "JOIN* ( ask|query|poll|run|do|read|connect_to|contact THEM|NODE? )? ALL_OF* NODE? in_parallel|concurrently|simultaneously|at_the_same_time|parallel ( to save time )?",
        "JOIN* ( use | with | run | in )* a|several|multiple? thread|threads|threadpool|thread_pool|worker ( per|for_each|one NODE )?",
        "parallel ( query | run | poll )?",
    )),
    ("sorted", "", (
        "JOIN* SORT THESE? SORT_BY DET* column:COLUMN WAY? ( ,? and? then by? second:COLUMN )?",
        "JOIN* the? ( down:MOST | up:LEAST ) column:COLUMN first",
        "JOIN* the? ( down:longest | up:shortest ) column:( mask|netmask|mask_length|prefix_length|prefix ) first",
        "JOIN* the? ( down:( MOST WORD? first ) | up:( LEAST WORD? first ) ) ( OPEN? by column:COLUMN CLOSE? )?",
        "JOIN* SORT THESE? ,|by|with? the? WAY",
        "JOIN* sort|order|in_order please? END",
    )),
    ("grown", "LASTING | NUMBER SECOND", (
        "JOIN* ( i|we want|need )? how_many|how_much ( BE? new|more|added ones|one|errors|packets? )? since|from the? last|previous look|check|time|ROUND ( ,? not|never the? running|overall? total|totals|sum )?",
        "( as | in | the | SAY | with | and )* counter? ( DELTA | increase !!of|in|since|per ) "
        "( since|from|against|over|relative_to|compared_to|compared_with DET* script|program|tool|it|i|we|run? was|is|has? begin:BEGIN | "
        "of|in|for|from|to|since|between|against|over|versus? ( the? last|previous|former|each|two|every|consecutive|successive ROUND? )? )",
    )),
    ("twice", "", (
        "( now and | twice , )? again|once_more after number:NUMBER UNIT ADDED?", "( now and )? again number:NUMBER UNIT later ADDED?",
        "twice|two_times ,|with? number:NUMBER UNIT apart|between|in_between ADDED?",
    )),
    ("per time", "COUNTER|counter|pps", (
        "as|in? a? rate? in? noun:( WAY_OF? COUNTER )? per|/ ( SECOND | minutes:MINUTE ) !interval",
        "noun:( WAY_OF? COUNTER ) a ( SECOND | minutes:MINUTE ) !interval",
        "noun:pps",
    )),
    ("top", "", (
        "the? top|first|few:bottom number:NUMBER noun:ROW|NODE? gap:( OF .. )? "
        "( by | in | for | with the MOST | with the few:LEAST | according_to | when sort by ) ( DET | number of | amount of )* column:COLUMN "
        "( ,? the? MOST ( WORD? first | on|at the? top ) )?",
        "the? number:NUMBER noun:ROW|NODE ( that|which have|see | with | having )? the? ( MOST | few:LEAST ) column:COLUMN",
        "the? top? number:NUMBER busy:BUSY noun:interface|port|link",
        "which|what gap:.. have|see|carry|receive|learn ( the? ( MOST | few:LEAST ) | more | few:( fewer|less ) ) also:( column:COLUMN )",
        "which|what noun:ROW|NODE gap:( OF .. )? CAME late:last|most_recently",
    )),
    ("downwards", "", ("JOIN* the? MOST ( WORD? first | on|at the? top )",)),
    ("grouped", "COUNTING", (
        "JOIN* ( GROUP THEM? by|per|on|for_each|into | per | for each | by ) each|every|the|routing|source? column:GROUPED "
        "( OPEN ( WORD WORD? | , | . )* CLOSE )?",
    )),
    ("bell if so", "", ("JOIN* IF it|this|that|they? BE? so|true|the_case|equal|identical|the_same ,? then? it|the_script? ( ring|sound|beep|bell )",)),
    ("bell", "", (
        "JOIN* NOT_SO? ring|sound|play the|a? terminal? bell|beep", "JOIN* NOT_SO? a|the? beep|bell",
        "JOIN* NOT_SO? make a|some noise|sound",
    )),
    ("summary", "", (
        "JOIN* ( end|finish with )? a|an|the? short|final|small|overall|one? SUMMARY line|row|count? ( at|in|on the? end|bottom | below )",
        "JOIN* end|finish with a|an|the? SUMMARY line|row|count?",
        "JOIN* at|in the end ( SAY | give ME? )* a|an|the? short|final|small|overall|one? SUMMARY line|row|count?",
    )),
    ("stops", "", ("JOIN* GIVE_UP|terminate at|on|after|with|when|as_soon_as DET? very? first noun:EVENT",)),
    ("credentials", "", (
        "JOIN* the? SECRET ( OUGHT | BE | come | read | taken | supplied | given | only )* FROM the? ENVIRONMENT "
        "( JOIN* nothing|not|never|no SECRET? BE? ( hardcoded | hard coded | in the? code|script|file ) )?",
    )),
    ("until", "", ("WAIT MEANWHILE* ,? until|till !ENDLESS|NUMBER", "wait for !ENDLESS|NUMBER", "until !ENDLESS|NUMBER")),
    ("example", "lldp|connected", (
        "JOIN* ( i|we want|need|would_like )? ( it|them|lines|something )? like|e.g|for_example|such_as .. - > .. END",
        "JOIN* ( i|we want|need|would_like )? ( it|them|lines|something )? like|e.g|for_example|such_as .. = > .. END",
    )),
    ("saved", "", (
        "JOIN* STORE THEM? gap:.. in|to|into|on DET? WORD? file:FILE|file|disk|snapshot ( at|on|in|during DET? first RUN )? JOIN* LATER "
        "( it | script | then | please | OUGHT | the )* ( SAY | COMPARE ( THEM? with|against|to DET? EARLIER RUN* )? JOIN* SAY? ) CHANGES",
        "JOIN* ( COMPARE THEM|the? WORD? with|against|to | SAY ME? ( only? what | which WORD | the? CHANGED ) ( BE | CHANGED | or | and | , )* "
        "since|compared_to|compared_with|against|from|between? ) DET? EARLIER ( saved | stored | RUN )* ( of|from the? same? script|file )? "
        "( in file:FILE )? ( JOIN* SAY ME? CHANGES )?",
    )),
    ("redrawn", "", (
        "JOIN* ( CLEAR the? SCREEN JOIN* )? redraw|repaint|reprint|re_draw|re_paint ( THEM | the table|SCREEN|view )?",
        "JOIN* CLEAR the? SCREEN ( before|between|each|every|time|on|at|in_between|the|all|update|round|refresh|poll|table )*",
        "JOIN* refresh|update the|a|it|one? SCREEN|table|view|display|in_place",
        "JOIN* in place",
        "JOIN* like the? unix? QUOTE? top|watch QUOTE? command? does?",
    )),
    ("unreachable", "", (
        "JOIN* IF NODE_AWAY ,? ( then | JUST | it OUGHT | the script OUGHT )* "
        "( CARRY_ON with? the|all? OTHERS? one|NODE? ,? JOIN* )? AS_GONE?",
        "JOIN* NEVER CRASH ( IF|because NODE_AWAY | IF|because ONE_NODE fail )?",
        "JOIN* SAY AWAY|failed|unresponsive one|NODE ( as|with QUOTE? word:GONE QUOTE? )?",
    )),
    ("matrix", "'ping|traceroute", (
        "JOIN* SAY* ME? ( them | it | the | result | results | that )* as|in|into? a|an|the? ( ok|pass|yes ,|/|or? fail|no|failed )? matrix|grid ( of|with? ok|pass|yes ,|/|or? fail|no|failed )?",
    )),
    ("columns", "", (
        "<csv|table|markdown|column|field|FILE OPEN columns:LIST CLOSE", "<csv ( with | : | of )? columns:( COLUMN , COLUMN ( ,? AND? COLUMN )* )",
        "JOIN* just|only? the|these|those? column|field :? of|are? columns:LIST only?",
        "( , | ; | : | with | SAY | JUST | the | column | field )* columns:LIST JOIN* ( nothing else|more|but_that | "
        "no other|more|further|additional DETAIL? | only|just these|those|that column|field? END | these|those column|field? only END | "
        "no|not more ( than that )? )",
    )),
    ("totals", "", (
        "JOIN* in_total|total|altogether|overall NUMBERS? OR ( HOW_MANY | of WHICH HOW_MANY? BE? | number )? GOOD OR "
        "( HOW_MANY | number )? BE? NOT_GOOD",
        "how many noun:( bgp|ospf|bfd|isis|is_is? WORD ) gap:.. is|are|in? GOOD OR HOW_MANY NOT_GOOD",
        "how many noun:ROW gap:.. is|are GOOD OR HOW_MANY? NOT_GOOD",
        "how many ( of them | of the WORD | of its WORD )? BE? GOOD OR HOW_MANY? NOT_GOOD",
        "the? count|number of GOOD and|vs|versus|/ NOT_GOOD",
        "the? count|number of GOOD noun:ROW OR the? count|number of NOT_GOOD ROW?",
    )),
    ("numbers", "COUNTING", (
        "JOIN* JUST* ( the? NUMBER NUMBERS | numbers only | one|a|single NUMBERS ) ( on|in one|a|single? line )? EACH_NODE?",
        "on|in one|a|single? line EACH_NODE? END",
    )),
    ("clock off", "clock | system|local|device|current time", (
        "OFF ( or OFF | in either direction )? from|of|to|than|against|compared_to|compared_with|by? "
        "( the|my|this|our|local|own* MACHINE RUNNING* )?",
        "from|of|against|to|with the|my|this|local|own* OWN_MACHINE RUNNING*",
    )),
    ("included", "", (
        "JOIN* include|also* the? LOOP PORT? ( AND* LOOP PORT? )* TOO", "JOIN* include|also the? LOOP ( AND* LOOP )*",
    )),
    ("no link locals", "", ("JOIN* SKIP|without ALL_OF* link local|locals address?", "JOIN* SKIP ALL_OF* fe80|fe80::/10 address?")),
    ("skipped", "", ("JOIN* SKIP inner:INNERS", "( only the? )? bodily:BODILY !!PORT", "<ethernet bodily:( interface|port only )", "JOIN* only|just ( the )* bodily:ethernet !!PORT",)),
    ("held", "", (
        "which|what route|prefix|network BE|do? gap1:WORD have ( , | that | which | but | and )* gap2:WORD lack|miss|NEVER|not have?",
        "which|what route|prefix|network do gap1:WORD have|know|carry ( in|by|via bgp table|rib? )? ( , | that | which | but | and )* gap2:WORD NEVER|lack|miss|has_not|have_not|hasn't|haven't ( have | got | know )*",
        "( which | what | SAY | me | the | all | any )* route|prefix|network BE? on|in|at|of gap1:WORD ( , | but | and )* "
        "NEVER|missing|absent on|in|at|from gap2:WORD",
    )),
    ("diff", "", ("START 'diff",)),
    ("differing", "COMPARING", (
        "JOIN* JUST SAY ME? the? ( difference|mismatch | what DIFFERS | those|ROW that|which DIFFERS | differ WORD ) END",
        "JOIN* SAY the difference only? END",
        "JOIN* SAY? ME? what|which|ROW* one|either|each WORD? have ( and | but | that | , )* the? other WORD? lack|miss|NEVER have?",
        "JOIN* SAY? ME? what|which|ROW|NEVER* BE? missing on|in|from|at one|either|each|the_other SIDE?",
        "JOIN* JUST? SAY? ME? JUST what|those|difference|mismatch|where|if|ROW ( the | that | which | they | it | there | is | are )* "
        "DIFFERS? !!( END | between )",
    )),
    ("compared", "", (
        "JOIN* ASK* ( THEM is|are|have|has|run|show|match* )* the? same THING? ( or not|different|differ | ? )",
        "JOIN* ASK* ( THEM is|are|have|has|run|show|match* )* the? same WORD? on|at|in BOTH SIDE?",
        "JOIN* ASK* ( identical ( or not | on both|all )? | mismatch ( or not )? | match or not | equal or not )",
        "JOIN* MARKS the|any|all? mismatch|difference", "JOIN* MARKS the|any|all? those|ones|WORD ( that|which )? DIFFERS",
        "JOIN* ASK* ( do it|they|both SIDE? match | whether|if THEM SIDE? match|agree|differ | side by side )",
        "!<in|at|by|on|for|into ( do | BE | run | use | show | see | all | both | they )* the? same !ONLY_TIME",
    )),
    ("family", "address", ("ipv4|v4 AND* ipv6|v6 ones?",)),
    ("anew", "file|FILE", (
        "overwrite ( it | the file | an existing one|file | any existing file | if it exists | every|each time|run )*",
        "the? file is? written_anew|replaced ( each|every time|run )?",
    )),
    ("appended", "", ("append ( a row|line | row|line | them | it | each sample|row|line )? to|into?",)),
    ("limit", "", (
        "JOIN* ( it OUGHT )? GIVE_UP ( it | try | wait | the script )* after|in|within|at|for? AT_MOST? SPAN in_total|at_most|altogether?",
        "JOIN* a|an|the? overall? LIMIT ( of | is | at | after | : | = )* SPAN",
        "JOIN* for? AT_MOST|for the_next? SPAN in_total|at_most|altogether?",
    )),
    ("timeout", "", (
        "JOIN* ( with|use|set|give )? a|an|the? connection|connect? ( time out | timeout ) ( per|for_each|on_each NODE )? ( of | is | : | = | after | to | at_most )* SPAN ( per|for_each NODE )?",
        "JOIN* max|maximum|at_most? SPAN connection|connect? ( time out | timeout ) ( per|for_each|each NODE )?",
        "JOIN* wait at_most|no_longer_than|max SPAN for a|an|the|each* answer|reply|connection|NODE",
    )),
)  # fmt: skip
"""Name, what the request must say beside it, and the shapes; in the order in which they are read: what one has taken, no
other sees. What is kept as `noun`, `gap` or `also` stays in the text."""
